"""The frame of the web page: what is around the tabs, and where its address leads. ``bot.web.page`` has the tabs."""

from time import monotonic_ns
from typing import Any

import gradio as gr  # noqa: TID251  only the page knows of Gradio
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.conversation import chat
from bot.web.conversation.keeping import Keeping
from bot.web.page import add_tab, ask_tab, changed_tab, check_tab, read_tab, watch_tab
from bot.web.page.frame import AT_ONCE, QUIET, Frame, asset, closed, html, opened
from bot.web.place import IN_FORCE, Place, place_in
from bot.web.serving.guard import OURS
from bot.web.serving.problems import problem_of
from bot.web.source import Explains

STYLES = (
    "page/tokens.css",
    "page/frame.css",
    "conversation/chat.css",
    "check/check.css",
    "watch/watch.css",
    "read/read.css",
    "changed/changed.css",
    "add/add.css",
)
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


def mount(app: FastAPI, explainer: Explains, keeping: Keeping, *, adds: bool = False) -> None:
    """Put the chat at "/", with the tab "Add terms" or without.

    Nothing is fetched from other hosts: system fonts, no analytics, no sharing.
    """
    gr.mount_gradio_app(
        app,
        build(explainer, keeping, adds=adds),
        path="/",
        theme=_theme(),
        # Not css_paths: Gradio rewrites the selectors of what it is given there.
        head=f"<style>{''.join(asset(name) for name in STYLES)}</style>",
        ssr_mode=False,
        show_error=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        max_file_size=1,
    )
    mounted = app.router.routes.pop()
    assert isinstance(mounted, Mount)  # noqa: S101  what Gradio has just put there
    app.router.routes.append(_Page(mounted.path, _for_this_page_alone(mounted.app)))


class _Page(Mount):
    """Gradio's app at its own addresses: what is not found at ours is told by ours, as a problem."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.NONE, {}) if scope["path"].startswith(OURS) else super().matches(scope)


def _for_this_page_alone(app: ASGIApp) -> ASGIApp:
    """An app without its permission for pages of other origins to read what it answers, which Gradio gives to all."""

    async def alone(scope: Scope, receive: Receive, send: Send) -> None:
        async def kept(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name in [name for name in headers if name.startswith("access-control-")]:
                    del headers[name]
            await send(message)

        await app(scope, receive, kept)

    return alone


def _theme() -> gr.themes.Base:
    """Greys, one calm teal dark enough for white words on it, the fonts of the system."""
    theme = gr.themes.Base(primary_hue="teal", neutral_hue="slate", radius_size="md", font=_SANS, font_mono=_MONO)
    return theme.set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_800",
    )


def build(explainer: Explains, keeping: Keeping, *, adds: bool = False) -> gr.Blocks:
    """The page over one explainer."""
    services = chat.service_choices(explainer.services())
    first = services[0][1] if services else ""

    page: gr.Blocks
    with gr.Blocks(title="PlainTerms", analytics_enabled=False) as page:
        place, chosen = gr.State(None), gr.State(None)
        shown = gr.State(Place("ask", first))  # what the pickers show, whoever has chosen it
        html(chat.header_html(explainer.mode, explainer.model), "pt-header", asset("page/tabs.js"))
        with gr.Row(elem_id="pt-pick"):
            service = gr.Dropdown(services, value=first or None, label="Service", filterable=True, min_width=200)
            version = gr.Dropdown(
                chat.versions_of(explainer, first), value=IN_FORCE, label="Version", filterable=True, min_width=200
            )
        lost = html("", "pt-lost")
        status = html("", "pt-status", asset("page/status.js"))
        with gr.Tabs(elem_id="pt-tabs", overflow_behavior="wrap") as tabs:
            frame = Frame(explainer, page, tabs, service, version, chosen, status, place)
            with gr.Tab("Ask", id="ask"):
                asking_with = ask_tab.build(frame, keeping, first)
            with gr.Tab("Read", id="read"):
                read_tab.build(frame, first)
            with gr.Tab("Changed", id="changed"):
                changed_tab.build(frame, first)
            with gr.Tab("Check a claim", id="check"):
                check_tab.build(frame)
            with gr.Tab("What to watch", id="watch") as watching:
                watch_tab.build(frame, watching)
            if adds:
                with gr.Tab("Add terms", id="add"):
                    add_tab.build(frame)

        def pick_service(slug: str | None, now: Place) -> dict[Any, Any]:
            if not slug or slug == now.service:
                return {shown: now}
            picked = Place(now.tab, slug, asked=monotonic_ns())
            choices = chat.versions_of(explainer, slug)
            at_today = gr.update(choices=choices, value=IN_FORCE)
            return {shown: picked, chosen: picked, version: at_today, lost: "", **closed(asking_with)}

        def pick_version(value: str | None, now: Place) -> dict[Any, Any]:
            if not value or value == now.version:
                return {shown: now}
            picked = Place(now.tab, now.service, value, asked=monotonic_ns())
            return {shown: picked, chosen: picked, lost: "", **closed(asking_with)}

        def arrive(request: gr.Request) -> dict[Any, Any]:
            try:
                place_in(explainer, dict(request.query_params))
            except Exception as error:
                return {lost: chat.problem_html(problem_of(error))}
            return {lost: ""}

        def follow(asked: Place | None) -> dict[Any, Any]:
            if asked is None:
                return {lost: ""}
            choices = chat.versions_of(explainer, asked.service)
            return {
                service: asked.service,
                version: gr.update(choices=choices, value=asked.version),
                tabs: gr.Tabs(selected=asked.tab),
                shown: asked,
                lost: "",
                **opened(asking_with),
            }

        service.input(pick_service, [service, shown], [shown, chosen, version, lost, *asking_with], **QUIET)
        version.input(pick_version, [version, shown], [shown, chosen, lost, *asking_with], **QUIET)
        page.load(arrive, None, [lost], **QUIET)
        place.change(follow, [place], [service, version, tabs, shown, lost, *asking_with], **QUIET)
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE, api_open=False)
    return page
