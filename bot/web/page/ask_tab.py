"""The tab "Ask": a conversation, and the source of each sentence beside it."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from bot.understand import MAX_QUESTION
from bot.web import chat
from bot.web.page.frame import QUIET, Frame, asset, html, source_panel
from bot.web.place import IN_FORCE


def build(frame: Frame, welcome: str) -> None:
    """Fill the tab; ``welcome`` is what stands where the answers will."""
    explainer, service, version, status = frame.explainer, frame.service, frame.version, frame.status
    speaking = asset("chat.js")
    conversation = gr.State(chat.Conversation())
    with gr.Row(elem_classes="pt-beside"):
        with gr.Column(scale=3, min_width=320, elem_id="pt-chat"):
            settled = html("", "pt-settled", speaking)
            current = html(welcome, "pt-current", speaking)
            with gr.Row(elem_id="pt-ask"):
                box = gr.Textbox(
                    label="Your question",
                    placeholder="Can they close my account?",
                    lines=1,
                    max_lines=6,
                    max_length=MAX_QUESTION,
                    scale=1,
                    submit_btn=False,
                )
                ask = gr.Button("Ask", variant="primary", scale=0, min_width=90, elem_id="pt-send")
            new = gr.Button("New conversation", variant="secondary", size="sm", elem_id="pt-new")
        panel = source_panel()

    def reply(text: str, slug: str, chosen: str, said: chat.Conversation) -> Iterator[dict[Any, Any]]:
        if not text.strip():
            return
        yield {box: "", settled: chat.settled_html(said), panel: chat.NO_CARD, status: ""}
        for view in chat.converse(explainer, said, text, slug, chosen):
            shown: dict[Any, Any] = {current: view.current}
            if view.conversation is not None:
                shown |= {conversation: view.conversation, status: view.announced}
            yield shown

    def reply_to_example(
        slug: str, chosen: str, said: chat.Conversation, event: gr.EventData
    ) -> Iterator[dict[Any, Any]]:
        yield from reply(str(getattr(event, "question", "")), slug, chosen, said)

    def card(said: chat.Conversation, event: gr.EventData) -> str:
        return said.citation_card(explainer, str(getattr(event, "cite", ""))) or chat.NO_CARD

    def begin(slug: str, chosen: str) -> dict[Any, Any]:
        return {
            conversation: chat.Conversation(),
            settled: "",
            current: chat.welcome(explainer, slug, chosen),
            panel: chat.NO_CARD,
            status: "",
        }

    shown = [box, settled, current, panel, status, conversation]
    asking = [
        gr.on([box.submit, ask.click], reply, [box, service, version, conversation], shown, **QUIET),
        current.example(reply_to_example, [service, version, conversation], shown, **QUIET),
    ]
    for spoken in (settled, current):
        spoken.cite(card, [conversation], [panel], **QUIET)
    begun = [conversation, settled, current, panel, status]
    new.click(begin, [service, version], begun, cancels=asking, **QUIET)
    service.input(lambda slug: begin(slug, IN_FORCE), [service], begun, cancels=asking, **QUIET)
