"""The comparison for the terminal. Names of documents and reasons are other people's text: shown, never interpreted."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from eval.printing.tables import shown
from eval.retrieval.run import Figure, RetrievalReport, SetReport
from eval.retrieval.run import Progress as Told

LISTED = 5
"""Failures, and documents that were not taken in, that are listed one by one; the report file has all."""


@contextmanager
def stages(on: Console) -> Iterator[Told]:
    """A bar that says what is being done, on a terminal; nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=on, transient=True, disable=not on.is_terminal) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda doing, done, of: bar.update(task, description=doing, completed=done, total=of)


def show(report: RetrievalReport, on: Console) -> None:
    """One table for each set: measures as rows, ways as columns, and ours against the better of BM25 and dense."""
    for part in report.sets:
        _show_set(part, on)
    models = f"ours {report.product_model}, the other ways {report.plain_model}"
    on.print(shown(f"% with 95 % interval; embedding models: {models}"), soft_wrap=True)
    for notice in report.notices:
        on.print(shown(notice), soft_wrap=True)


def _show_set(report: SetReport, on: Console) -> None:
    of = report.of
    counts = f"{len(report.asked)} questions  {len(report.documents)} documents"
    on.print(shown(f"{of.name}  {of.file}  {counts}  sha256 {of.sha256[:12]}"), style="bold", soft_wrap=True)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for heading in ("measure", "judged"):
        table.add_column(heading, overflow="fold")
    for heading in ("n", *report.ways, "ours beside", "p"):
        table.add_column(heading, justify="right", overflow="fold")
    for row in report.rows():
        figures = [_figure(row.figures[way]) for way in report.ways]
        beside = f"{100 * row.against.difference:+.1f} {row.against.way.removesuffix(' alone')}"
        table.add_row(
            row.measure.name, row.measure.judged, str(row.questions), *figures, beside, probability(row.against.p)
        )
    on.print(table)
    for reason, count in of.left_out.items():
        on.print(shown(f"{count} rows left out: {reason}"), soft_wrap=True)
    failed = [(f"{asked.question.id}, {way}", why) for asked in report.asked for way, why in asked.failures.items()]
    _show_list("searches that failed (counted as not found)", failed, on)
    _show_list("documents that were not taken in (counted as not found)", list(report.not_taken_in.items()), on)
    on.print()


def _show_list(heading: str, rows: list[tuple[str, str]], on: Console) -> None:
    if rows:
        on.print(Text(f"{heading}: {len(rows)}", style="bold"))
        for name, reason in rows[:LISTED]:
            on.print(shown(f"    {name}: {reason}"), soft_wrap=True)


def _figure(figure: Figure) -> str:
    return f"{100 * figure.value:.1f} ({100 * figure.low:.0f}-{100 * figure.high:.0f})"


def probability(p: float) -> str:
    """As papers print it: never 0."""
    return "<.001" if p < 0.001 else f"{p:.3f}".removeprefix("0")
