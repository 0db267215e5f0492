"""The tab "Check a claim"."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from bot.checking import LONGEST
from bot.types import Answer
from bot.web.check import shown
from bot.web.conversation import chat
from bot.web.page.frame import ALL_AT_ONCE, QUIET, Frame, asset, html, source_panel


def build(frame: Frame) -> None:
    """Fill the tab."""
    explainer, status = frame.explainer, frame.status
    checked = gr.State(None)
    with gr.Row(elem_classes="pt-beside"):
        with gr.Column(scale=3, min_width=320, elem_id="pt-check"):
            pasted = gr.Textbox(
                label="What somebody says the terms say",
                placeholder="Paste a sentence or a whole article.",
                lines=5,
                max_lines=14,
                max_length=LONGEST,
            )
            go = gr.Button("Check", variant="primary", elem_id="pt-check-go")
            verdicts = html(shown.WELCOME, "pt-verdicts", asset("conversation/chat.js"))
        panel = source_panel()

    def check(text: str, slug: str, version: str) -> Iterator[dict[Any, Any]]:
        yield {verdicts: shown.WAITING, panel: chat.NO_CARD, status: ""}
        done = shown.check(explainer, text, slug, version)
        yield {verdicts: done.shown, checked: done.answer, status: done.announced}

    def card(answer: Answer | None, event: gr.EventData) -> str:
        return shown.card(explainer, answer, str(getattr(event, "cite", ""))) or chat.NO_CARD

    go.click(check, [pasted, frame.service, frame.version], [verdicts, checked, panel, status], **QUIET)
    verdicts.cite(card, [checked], [panel], **ALL_AT_ONCE)
