"""Where a tab's script puts what it fetches, and what it is to fetch."""

from bot.showing.render import escape
from bot.web.place import IN_FORCE, Place


def root_html(service: str, version: str, place: Place | None = None) -> str:
    """An empty root for the values of the two pickers; ``place`` adds the words that are asked for."""
    terms_type, _, dated = version.partition("/") if version != IN_FORCE else ("", "", "")
    asked = {"service": service, "terms_type": terms_type, "version": dated}
    if place is not None and place.start is not None and place.end is not None:
        asked |= {"start": str(place.start), "end": str(place.end)}
    data = "".join(f' data-{name}="{escape(value or "")}"' for name, value in asked.items())
    return f'<div class="pt-root"{data}><p class="pt-quiet">Fetching the terms …</p></div>'
