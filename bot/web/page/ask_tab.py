"""The tab "Ask": a conversation, and the source of each sentence beside it."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from bot.understanding.understand import MAX_QUESTION
from bot.web.conversation import chat
from bot.web.conversation.desk import Desk, Shown, file_html
from bot.web.conversation.history import History, from_browser, kept_html
from bot.web.conversation.keeping import Keeping
from bot.web.page.frame import ALL_AT_ONCE, QUIET, Frame, asset, html, opened, source_panel, values_of
from bot.web.place import Place

REMEMBERED = "(_, service) => [JSON.stringify(window.plaintermsKept ?? []), service]"
"""What ``keep.js`` found in the browser."""


def build(frame: Frame, keeping: Keeping, first: str) -> list[gr.Component]:
    """Fill the tab. Returns what to ask with: to be closed when somebody picks, opened by whoever follows an address.

    While it is closed, the page does not know yet what is asked about: a question would go to the first service of the
    library, or be broken off by the conversation that begins.
    """
    desk = Desk(frame.explainer, keeping)
    service, version, status = frame.service, frame.version, frame.status
    speaking = asset("conversation/chat.js")
    history = gr.State(History())
    kept = html("", "pt-kept", asset("conversation/keep.js"))
    with gr.Row(elem_classes="pt-beside"):
        with gr.Column(scale=3, min_width=320, elem_id="pt-chat"):
            settled = html("", "pt-settled", speaking)
            current = html("", "pt-current", speaking)
            with gr.Row(elem_id="pt-ask"):
                box = gr.Textbox(
                    label=chat.question_label(frame.explainer, first),
                    placeholder="Can they close my account?",
                    lines=1,
                    max_lines=6,
                    max_length=MAX_QUESTION,
                    scale=1,
                    submit_btn=False,
                    interactive=False,
                )
                send = gr.Button("Ask", variant="primary", scale=0, min_width=90, elem_id="pt-send", interactive=False)
            # Below the box: when they come, it does not move.
            suggestions = html("", "pt-suggestions", speaking)
            with gr.Row(elem_id="pt-tools"):
                new = gr.Button("New conversation", size="sm")
                markdown = gr.Button("Save as Markdown", size="sm")
                page = gr.Button("Save to print", size="sm")
                clear = gr.Button("Clear history", size="sm", elem_id="pt-clear")
            file = html("", "pt-file", asset("conversation/file.js"))
        panel = source_panel()

    def show(shown: Shown) -> dict[Any, Any]:
        return {
            history: shown.history,
            kept: kept_html(desk.written(shown.history)),
            settled: shown.settled,
            current: shown.current,
            panel: chat.NO_CARD,
            status: shown.announced,
        }

    def forget(slug: str, chosen: str) -> dict[Any, Any]:
        shown = desk.cleared(slug, chosen)
        return {**show(shown), kept: kept_html(desk.written(shown.history), cleared=True)}

    def forgotten(said: History, slug: str, chosen: str) -> dict[Any, Any]:
        shown = show(desk.forgotten(said, slug, chosen))
        del shown[kept]  # or what goes on here would be kept again at once
        return shown

    def reply(text: str, slug: str, chosen: str, said: History) -> Iterator[dict[Any, Any]]:
        if not text.strip():
            return
        yield {box: "", settled: desk.settled(said), panel: chat.NO_CARD, status: ""}
        for view in desk.converse(said, text, slug, chosen):
            shown: dict[Any, Any] = {current: view.current}
            if view.conversation is not None:
                now = said.with_now(view.conversation)
                shown |= {history: now, kept: kept_html(desk.written(now)), status: view.announced}
            yield shown

    def card(said: History, event: gr.EventData) -> str:
        return said.now.citation_card(frame.explainer, str(getattr(event, "cite", ""))) or chat.NO_CARD

    def think(said: History, event: gr.EventData) -> dict[Any, Any]:
        shown = show(desk.thought(said, values_of(event)))
        del shown[panel]
        return shown

    def go_back(said: History, event: gr.EventData) -> dict[Any, Any]:
        return at_home(desk.back_to(said, str(getattr(event, "number", ""))))

    def come_back(value: object, slug: str, request: gr.Request) -> dict[Any, Any]:
        now = desk.come_back(from_browser(value), dict(request.query_params), slug)
        return at_home(now) if now.place else show(now) | opened(asking_with)

    def picked(place: Place, said: History) -> dict[Any, Any]:
        return opened(asking_with) if desk.goes_on(said, place) else {anew: replace(place, asked=time.monotonic_ns())}

    def suggest(chosen: Place | None, wished: Place | None, request: gr.Request) -> Iterator[str]:
        yield ""  # no question stands there that the version now picked may not answer
        newest = max(filter(None, (chosen, wished)), key=lambda place: place.asked, default=None)
        if newest is None and desk.place_of(dict(request.query_params)):
            return  # the address is followed next
        newest = newest or Place("ask", first)
        yield chat.suggestions(frame.explainer, newest.service, newest.version)

    def at_home(now: Shown) -> dict[Any, Any]:
        return {**show(now), **({frame.place: now.place} if now.place else {})}

    def label(place: Place | None) -> Any:
        return gr.update(label=chat.question_label(frame.explainer, place.service if place else first))

    asking_with: list[gr.Component] = [box, send]
    anew = gr.State()  # the place with which a conversation begins
    shown = [box, settled, current, panel, status, history, kept]
    # A question sent before the answer is complete waits in its box. One event for all ways to ask: two would not know
    # of each other's answers.
    asking = [gr.on([box.submit, send.click], reply, [box, service, version, history], shown, **QUIET)]
    for spoken in (settled, current):
        spoken.cite(card, [history], [panel], **ALL_AT_ONCE)
        spoken.thumb(think, [history], [settled, current, status, history, kept], **QUIET)
    begun = [settled, current, panel, status, history, kept]
    kept.forgotten(forgotten, [history, service, version], begun, **QUIET)
    current.earlier(go_back, [history], [*begun, frame.place], cancels=asking, **QUIET)
    new.click(
        lambda slug, chosen, said: show(desk.begin(said, slug, chosen)),
        [service, version, history],
        begun,
        cancels=asking,
        **QUIET,
    )
    # Only what begins a conversation breaks an answer off.
    frame.chosen.change(picked, [frame.chosen, history], [anew, *asking_with], **QUIET)
    anew.change(
        lambda place, said: show(desk.picked(said, place)) | opened(asking_with),
        [anew, history],
        [*begun, *asking_with],
        cancels=asking,
        **QUIET,
    )
    # By themselves: terms are looked through for them, and whoever has a question already does not wait for that.
    about = [frame.page.load, frame.chosen.change, frame.place.change]
    gr.on(about, suggest, [frame.chosen, frame.place], [suggestions], **QUIET)
    clear.click(forget, [service, version], begun, cancels=asking, **QUIET)
    markdown.click(lambda said: file_html(said.now, "md"), [history], [file], **QUIET)
    page.click(lambda said: file_html(said.now, "html"), [history], [file], **QUIET)
    for wish in (frame.chosen, frame.place):
        wish.change(label, [wish], [box], **QUIET)
    frame.page.load(come_back, [kept, service], [*begun, frame.place, *asking_with], js=REMEMBERED, **QUIET)
    return asking_with
