"""What every tab of the page is handed, and the few widgets and options that several of them use."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from bot.web.conversation import chat
from bot.web.source import Explains

ASSETS = Path(__file__).parent.parent
AT_ONCE = 32
"""Questions answered at the same time; the work waits for a model most of the time."""
QUIET: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "concurrency_limit": AT_ONCE,
    "trigger_mode": "always_last",
}
"""Options of every event: no spinner of Gradio's over the page, no public endpoint, and what comes while an event of
the same kind goes on is done after it. By default it would be dropped without a word."""
ALL_AT_ONCE = {**QUIET, "trigger_mode": "multiple"}
"""Options of an event that waits for no other: it shows something and changes nothing."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The page around a tab."""

    explainer: Explains
    page: gr.Blocks
    tabs: gr.Tabs
    """Selected by the names that ``bot.web.place`` has, as ``gr.Tabs(selected="read")``."""
    service: gr.Dropdown
    version: gr.Dropdown
    """Its values are those of ``place.version_value``, or ``place.IN_FORCE``; ``chat.chosen`` reads them."""
    chosen: gr.State
    """The ``Place`` that a person has picked, None before; a tab listens to ``chosen.change``. Not to the pickers: they
    report a choice whenever the focus leaves them."""
    status: gr.HTML
    """What a screen reader says, once something is complete: the only live region of the page. Escaped text."""
    place: gr.State
    """The ``Place`` that the page's address or a citation asks for, None before. The pickers and the tab follow it by
    themselves; a tab that shows more of it, such as a span, listens to ``place.change``."""


def html(
    value: str, elem_id: str | None = None, script: str | None = None, *, classes: str | None = None, **more: Any
) -> gr.HTML:
    """A stretch of HTML of ours; ``script`` runs once for it."""
    return gr.HTML(
        value, elem_id=elem_id, elem_classes=classes, js_on_load=script, apply_default_css=False, padding=False, **more
    )


def source_panel() -> gr.HTML:
    """The panel beside a tab that shows the clause of a citation; it closes itself."""
    with gr.Column(scale=2, min_width=300, elem_classes="pt-side"):
        panel = html(chat.NO_CARD, script=asset("page/panel.js"), classes="pt-panel")
    panel.close(lambda: chat.NO_CARD, None, [panel], **QUIET)
    return panel


def opened(components: Sequence[gr.Component]) -> dict[Any, Any]:
    """An update that lets people use what was closed to them."""
    return {component: gr.update(interactive=True) for component in components}


def closed(components: Sequence[gr.Component]) -> dict[Any, Any]:
    """An update that lets nobody use something for now."""
    return {component: gr.update(interactive=False) for component in components}


def values_of(event: gr.EventData) -> dict[str, Any]:
    """Everything that a script of ours sent with an event. Untrusted."""
    values = event._data
    return values if isinstance(values, dict) else {}


def asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
