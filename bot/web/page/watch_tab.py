"""The tab "What to watch"."""

from collections.abc import Iterator

import gradio as gr

from bot.web.page.frame import QUIET, Frame, html
from bot.web.place import Place
from bot.web.watch.shown import WAITING, watched_html


def build(frame: Frame, tab: gr.Tab) -> None:
    """Fill the tab; it is looked up when it is opened."""
    watched = html(WAITING, "pt-watching")

    def look(slug: str, chosen: str) -> str:
        return watched_html(frame.explainer, slug, chosen)

    def look_at(place: Place | None) -> Iterator[str]:
        if place:
            yield WAITING
            yield look(place.service, place.version)

    tab.select(look, [frame.service, frame.version], [watched], **QUIET)
    for wish in (frame.chosen, frame.place):
        wish.change(look_at, [wish], [watched], **QUIET)
