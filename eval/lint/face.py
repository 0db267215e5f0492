"""Findings for the terminal. Ids, quotes and titles are other people's text: shown, never interpreted."""

from rich.console import Console
from rich.text import Text

from eval.lint.finding import LEVELS
from eval.lint.run import LintReport
from eval.printing.tables import shown

STYLES = {"error": "bold red", "warning": "yellow", "hint": "dim"}


def show(report: LintReport, on: Console) -> None:
    """Each finding with what to do, then how many there are."""
    for finding in report.findings:
        remark = finding.remark
        on.print(
            shown(f"{finding.place}  {finding.id}".rstrip()),
            Text(f"{remark.level} ({remark.rule}):", style=STYLES[remark.level]),
            shown(f"{remark.said}. {remark.todo}" if remark.todo else f"{remark.said}."),
            soft_wrap=True,
        )
    counts = ", ".join(
        f"{count} {level}{'' if count == 1 else 's'}" for level in LEVELS if (count := report.count(level))
    )
    on.print(f"{report.cases} case{'' if report.cases == 1 else 's'}: {counts or 'nothing found'}")
