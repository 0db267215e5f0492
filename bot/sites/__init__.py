"""Sites: the pages that may ask through the help widget, what they may ask about and how often.

``Site`` is the rule, ``SiteStore`` keeps the rules in the home folder.
Nothing here knows of the web.
"""

from bot.sites.site import Site, checked_origin, made_site
from bot.sites.store import SiteStore

__all__ = ["Site", "SiteStore", "checked_origin", "made_site"]
