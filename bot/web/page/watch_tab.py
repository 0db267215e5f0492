"""The tab "What to watch"."""

import gradio as gr

from bot.web.page.frame import QUIET, Frame, html
from bot.web.place import IN_FORCE, Place
from bot.web.watch_panel import watched_html


def build(frame: Frame, tab: gr.Tab) -> None:
    """Fill the tab; it is looked up when it is opened."""
    watched = html("", "pt-watching")

    def look(slug: str, chosen: str) -> str:
        return watched_html(frame.explainer, slug, chosen)

    def look_at(place: Place | None) -> str:
        return look(place.service, place.version) if place and place.tab == "watch" else ""

    tab.select(look, [frame.service, frame.version], [watched], **QUIET)
    frame.version.input(look, [frame.service, frame.version], [watched], **QUIET)
    frame.service.input(lambda slug: look(slug, IN_FORCE), [frame.service], [watched], **QUIET)
    frame.place.change(look_at, [frame.place], [watched], **QUIET)
