"""The web chat: layout and wiring only. What is shown is made in ``bot.web.chat``, which knows nothing of Gradio."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr  # noqa: TID251  this module and app.py are the page
from fastapi import FastAPI

from bot.checking import LONGEST
from bot.types import Answer
from bot.understand import MAX_QUESTION
from bot.web import chat, check_tab, watch_panel
from bot.web.problems import problem_of
from bot.web.source import Explains

ASSETS = Path(__file__).parent
AT_ONCE = 32
"""Questions answered at the same time; the work waits for a model most of the time."""
WAITING = 200
"""Questions that may queue; the next one is refused."""
_SANS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Noto Sans",
    "Liberation Sans",
    "sans-serif",
)
_MONO = ("ui-monospace", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")


def mount(app: FastAPI, explainer: Explains) -> None:
    """Put the chat at "/". Nothing is fetched from other hosts: system fonts, no analytics, no sharing."""
    gr.mount_gradio_app(
        app,
        build(explainer),
        path="/",
        theme=_theme(),
        # Not css_paths: Gradio rewrites the selectors of what it is given there.
        head=f"<style>{_asset('chat.css')}{_asset('check.css')}{_asset('watch.css')}</style>",
        ssr_mode=False,
        show_error=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        max_file_size=1,
    )


def _theme() -> gr.themes.Base:
    """Greys, one calm teal dark enough for white words on it, the fonts of the system."""
    theme = gr.themes.Base(primary_hue="teal", neutral_hue="slate", radius_size="md", font=_SANS, font_mono=_MONO)
    return theme.set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_600",
    )


def build(explainer: Explains) -> gr.Blocks:
    """The page over one explainer."""
    services = chat.service_choices(explainer.services())
    first = services[0][1] if services else None
    versions, welcome = chat.offer(explainer, first) if first else ([("In force today", chat.IN_FORCE)], "")
    speaking = _asset("chat.js")

    page: gr.Blocks
    with gr.Blocks(title="PlainTerms", analytics_enabled=False) as page:
        conversation = gr.State(chat.Conversation())
        checked = gr.State(None)
        _html(chat.header_html(explainer.mode, explainer.model), "pt-header", None)
        with gr.Row(elem_id="pt-pick"):
            service = gr.Dropdown(services, value=first, label="Service", filterable=True, min_width=200)
            version = gr.Dropdown(
                versions, value=chat.IN_FORCE, label="Version", filterable=True, min_width=200, scale=2
            )
            new = gr.Button("New conversation", variant="secondary", scale=0, size="sm", elem_id="pt-new")
        with gr.Row(elem_id="pt-main"):
            with gr.Column(scale=3, min_width=320), gr.Tabs(elem_id="pt-tabs"):
                with gr.Tab("Ask"), gr.Column(elem_id="pt-chat"):
                    settled = _html("", "pt-settled", speaking)
                    current = _html(welcome, "pt-current", speaking)
                    status = _html("", "pt-status", _asset("status.js"))
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
                with gr.Tab("Check a claim"), gr.Column(elem_id="pt-check"):
                    pasted = gr.Textbox(
                        label="What somebody says the terms say",
                        placeholder="Paste a sentence or a whole article.",
                        lines=5,
                        max_lines=14,
                        max_length=LONGEST,
                    )
                    go = gr.Button("Check", variant="primary", elem_id="pt-check-go")
                    verdicts = _html(check_tab.WELCOME, "pt-verdicts", speaking)
                    check_status = _html("", "pt-check-status", _asset("status.js"))
                with gr.Tab("What to watch") as watching:
                    watched = _html("", "pt-watching", None)
            with gr.Column(scale=2, min_width=300, elem_id="pt-side"):
                panel = _html(chat.NO_CARD, "pt-panel", _asset("panel.js"))

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

        def check(text: str, slug: str, version: str) -> Iterator[dict[Any, Any]]:
            yield {verdicts: check_tab.WAITING, panel: chat.NO_CARD, check_status: ""}
            done = check_tab.check(explainer, text, slug, version)
            yield {verdicts: done.shown, checked: done.answer, check_status: done.announced}

        def check_card(answer: Answer | None, event: gr.EventData) -> str:
            return check_tab.card(explainer, answer, str(getattr(event, "cite", ""))) or chat.NO_CARD

        def begin(slug: str) -> dict[Any, Any]:
            try:
                choices, greeting = chat.offer(explainer, slug)
            except Exception as error:
                choices, greeting = [("In force today", chat.IN_FORCE)], chat.problem_html(problem_of(error))
            return {
                version: gr.update(choices=choices, value=chat.IN_FORCE),
                conversation: chat.Conversation(),
                settled: "",
                current: greeting,
                panel: chat.NO_CARD,
                status: "",
            }

        def look(slug: str, chosen: str) -> str:
            return watch_panel.watched_html(explainer, slug, chosen)

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE}
        shown = [box, settled, current, panel, status, conversation]
        asking = [
            gr.on([box.submit, ask.click], reply, [box, service, version, conversation], shown, **quiet),
            current.example(reply_to_example, [service, version, conversation], shown, **quiet),
        ]
        for spoken in (settled, current):
            spoken.cite(card, [conversation], [panel], **quiet)
        go.click(check, [pasted, service, version], [verdicts, checked, panel, check_status], **quiet)
        verdicts.cite(check_card, [checked], [panel], **quiet)
        panel.close(lambda: chat.NO_CARD, None, [panel], **quiet)
        gr.on(
            [service.input, new.click],
            begin,
            [service],
            [version, conversation, settled, current, panel, status],
            cancels=asking,
            **quiet,
        )
        watching.select(look, [service, version], [watched], **quiet)
        version.input(look, [service, version], [watched], **quiet)
        service.input(lambda slug: look(slug, chat.IN_FORCE), [service], [watched], **quiet)
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE, api_open=False)
    return page


def _html(value: str, elem_id: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, js_on_load=script, apply_default_css=False)


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
