"""What the page shows of what to watch out for."""
