"""The checks as one screen."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.doctor.check import Check, Status, worst

MARKS: dict[Status, tuple[str, str]] = {
    "ok": ("ok", "green"),
    "warning": ("warning", "yellow"),
    "problem": ("PROBLEM", "red"),
}
SUMS: dict[Status, str] = {
    "ok": "All is well.",
    "warning": "It works; what is marked could be better.",
    "problem": "What is marked as a problem needs doing.",
}


def to_text(checks: Sequence[Check]) -> RenderableType:
    """A line for each check, with what to do under it, and how it stands as a whole."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        mark, colour = MARKS[check.status]
        found = Text(check.found)
        if check.todo:
            found.append(f"\n→ {check.todo}", style="bold" if check.status == "problem" else "")
        table.add_row(Text(mark, style=colour), Text(check.name), found)
    return Group(table, Text(SUMS[worst(checks)], style="bold"))
