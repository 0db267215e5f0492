"""The help widget: its script, its routes, and the door through which only a known site's pages come."""
