"""The tab "Add terms". Its form goes to ``bot.web.add.routes``; here is only what follows from it on the page."""

from typing import Any

import gradio as gr

from bot.web.add.shown import form_html
from bot.web.conversation import chat
from bot.web.page.frame import QUIET, Frame, asset, html
from bot.web.place import Place, place_in


def build(frame: Frame) -> None:
    """Fill the tab. What is kept appears in the picker of services, and can be opened in the tab "Read"."""
    explainer = frame.explainer
    adding = html(
        form_html([s.name for s in explainer.services()]), "pt-adding", asset("page/parts.js") + asset("add/add.js")
    )

    def services() -> Any:
        return gr.update(choices=chat.service_choices(explainer.services()))

    def place_of(before: Place | None, event: gr.EventData) -> Place | None:
        asked = {
            "tab": "read",
            "service": str(getattr(event, "service", "")),
            "terms_type": str(getattr(event, "termsType", "")),
            "version": str(getattr(event, "version", "")),
        }
        return place_in(explainer, asked) or before

    adding.kept(services, None, [frame.service], **QUIET)
    adding.opened(place_of, [frame.place], [frame.place], **QUIET)
    frame.page.load(services, None, [frame.service], **QUIET)
