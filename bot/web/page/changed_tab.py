"""The tab "Changed": two versions side by side, fetched by its script from ``/parts/changed`` once it is looked at."""

from bot.web.page.frame import QUIET, Frame, asset, html
from bot.web.place import IN_FORCE, Place
from bot.web.root import root_html


def build(frame: Frame, first: str) -> None:
    """Fill the tab for the first service; it follows the pickers and the place that is asked for."""
    changes = html(root_html(first, IN_FORCE), "pt-changing", asset("page/parts.js") + asset("changed/changed.js"))

    def show(place: Place | None) -> str:
        return root_html(place.service, place.version) if place else root_html(first, IN_FORCE)

    for wish in (frame.chosen, frame.place):
        wish.change(show, [wish], [changes], **QUIET)
