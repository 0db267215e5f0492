"""A comparison for the terminal, at its width."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.compare import words
from eval.compare.comparison import CaseChange, Comparison
from eval.compare.seen import lines, question, reasons
from eval.printing.inert import one_line

SHOWN = 20
"""Cases that are shown with both answers; ``--all`` shows every one."""


def show(of: Comparison, on: Console, *, everything: bool = False) -> None:
    """The findings, then new failures with both answers side by side, then what is fixed."""
    show_findings(of, on)
    _show_cases("New failures", of.new_failures, on, None if everything else SHOWN)
    if everything:
        _show_cases("Fixed", of.fixed, on, None)
    else:
        _show_ids("Fixed", tuple(change.after.id for change in of.fixed), on)
    _show_ids("Only in the run, not compared", of.only_in_run, on)
    _show_ids("Only in the baseline, not compared", of.only_in_baseline, on)
    for one in of.measured:
        on.print(Text(words.measured(one)), soft_wrap=True)
    on.print(Text(words.conclusion(of), "bold"), soft_wrap=True)


def show_findings(of: Comparison, on: Console) -> None:
    """What was compared, and what each scorer says."""
    on.print(Text(words.title(of), "bold"), soft_wrap=True)
    on.print(Text(words.counts(of)), soft_wrap=True)
    for note in of.notes:
        on.print(Text(note), soft_wrap=True)
    on.print(_findings(of))


def _findings(of: Comparison) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for heading in words.HEADINGS:
        left = heading in ("scorer", "finding")
        table.add_column(heading, justify="left" if left else "right", overflow="fold")
    for one in of.findings:
        table.add_row(*(Text(cell) for cell in words.cells(one)))
    return table


def _show_cases(heading: str, changes: tuple[CaseChange, ...], on: Console, most: int | None) -> None:
    if changes:
        on.print(Text(f"{heading}: {len(changes)}", "bold"))
    for change in changes[:most]:
        on.print()
        on.print(Text(one_line(f"{change.after.id} · {change.after.kind}"), "bold"), soft_wrap=True)
        for line in (question(change.after), *reasons(change)):
            if line:
                on.print(Text(f"  {line}"))
        sides = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, expand=True, header_style="dim")
        for side in ("before", "now"):
            sides.add_column(side, ratio=1, overflow="fold")
        sides.add_row(*(Text("\n".join(lines(row))) for row in (change.before, change.after)))
        on.print(sides)
    if most is not None and len(changes) > most:
        on.print(Text(f"… and {len(changes) - most} more; --all shows them."))
    if changes:
        on.print()


def _show_ids(heading: str, ids: tuple[str, ...], on: Console) -> None:
    if ids:
        on.print(Text(f"{heading}: {words.listed(ids)}"), soft_wrap=True)
