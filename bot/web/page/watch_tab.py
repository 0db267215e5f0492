"""The tab "What to watch"."""

import gradio as gr

from bot.web.page.frame import QUIET, Frame, html
from bot.web.place import Place
from bot.web.watch.shown import watched_html


def build(frame: Frame, tab: gr.Tab) -> None:
    """Fill the tab; it is looked up when it is opened."""
    watched = html("", "pt-watching")

    def look(slug: str, chosen: str) -> str:
        return watched_html(frame.explainer, slug, chosen)

    def look_at(place: Place | None) -> str:
        return look(place.service, place.version) if place else ""

    tab.select(look, [frame.service, frame.version], [watched], **QUIET)
    for wish in (frame.chosen, frame.place):
        wish.change(look_at, [wish], [watched], **QUIET)
