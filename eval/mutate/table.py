"""Mutation tests for the terminal. Questions, clauses and answers are other people's text: shown, never interpreted."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.mutate.report import MutationReport, Row
from eval.printing.tables import shown
from eval.report import Rate


def show(report: MutationReport, on: Console) -> None:
    """The rates of each kind and over all, what could not be used, and everything that was not as it had to be."""
    version = report.version
    head = f"{version.service} {version.terms_type} {version.version}  {len(report.rows)} mutants"
    on.print(shown(f"{head}  {report.seconds:.1f} s"), style="bold", soft_wrap=True)
    for engine in report.engines():
        on.print(shown(f"{engine['answers']} answered by {engine['model'] or 'excerpts'}"))

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for heading in ("kind", "has to"):
        table.add_column(heading)
    for heading in ("mutants", "did, %", "95 % interval"):
        table.add_column(heading, justify="right")
    for kind in report.kinds:
        for demand in report.demands:
            rate = report.rate(demand, kind)
            if rate.scored:
                table.add_row(kind, demand, str(rate.scored), *_rate(rate))
    table.add_section()
    for demand in report.demands:
        rate = report.rate(demand)
        table.add_row("all", demand, str(rate.scored), *_rate(rate))
    on.print(table)

    questions = report.summary()["questions"]
    reasons = ", ".join(f"{count} {reason}" for reason, count in questions["unusable"].items())
    on.print(
        shown(
            f"{questions['usable']} of {questions['asked']} questions made of the document were answered from their "
            f"sentence as it stands, and could be used" + (f"; of the others: {reasons}" if reasons else "")
        ),
        soft_wrap=True,
    )
    if len(report.rows) < report.wants.count:
        on.print(Text(f"{report.wants.count} mutants were asked for; the document gives no more"))
    _show_rows("not as it had to be", [row for row in report.rows if row.wrong], on)
    _show_rows("failed (not counted as wrong)", list(report.failures), on)


def _show_rows(heading: str, rows: list[Row], on: Console) -> None:
    if not rows:
        return
    on.print(Text(f"{heading}: {len(rows)}", style="bold"))
    for row in rows:
        on.print(shown(f"{row.id}: {row.shown['done']}"), soft_wrap=True)
        for demand, why in row.wrong:
            on.print(shown(f"    {demand}: no. {why}"), soft_wrap=True)
        if row.tried.failure:
            on.print(shown(f"    {row.tried.failure}"), soft_wrap=True)
        for name in ("question", "before", "after", "expected", "answer_before", "found"):
            if row.shown[name]:
                on.print(shown(f"    {name.replace('_', ' ')}: {row.shown[name]}"), soft_wrap=True)


def _rate(rate: Rate) -> tuple[str, str]:
    if rate.mean is None or rate.low is None or rate.high is None:
        return "·", "·"
    return f"{100 * rate.mean:.1f}", f"{100 * rate.low:.0f} to {100 * rate.high:.0f}"
