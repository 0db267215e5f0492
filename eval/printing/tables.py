"""Reports for the terminal. Case ids, titles and reasons are other people's text: shown, never interpreted."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from eval.measuring.addresses import MEASURES, AddressReport, Compared, shares
from eval.measuring.counts import CountReport
from eval.measuring.explaining import Explained, summary
from eval.measuring.formats import PARTS, Pair, parting
from eval.measuring.formats import Unit as FormatUnit
from eval.measuring.formats import shares as format_shares
from eval.measuring.pages import Kept, Page, PageReport, Share
from eval.measuring.refusals import Refusals
from eval.measuring.watching import WatchReport
from eval.printing.inert import one_line
from eval.report import Rate, Report
from eval.result import CaseResult
from eval.scorers import Score

PLAIN_WIDTH = 180
"""Columns assumed where output is no terminal: a file or a pipe has no edge to wrap at."""


def console(*, stderr: bool = False) -> Console:
    made = Console(stderr=stderr, highlight=False, markup=False)
    if not made.is_terminal:
        made.width = PLAIN_WIDTH
    return made


@contextmanager
def progress(over: int, on: Console, doing: str = "asking") -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere. Advance it with ``advance(progress.task_ids[0])``."""
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=on, transient=True, disable=not on.is_terminal) as bar:
        bar.add_task(doing, total=over)
        yield bar


def shown(text: str) -> Text:
    """Text of others as one line without control characters: an escape sequence must not reach the terminal."""
    return Text(one_line(text))


def show_refusals(found: Refusals, failed: int, on: Console) -> None:
    """What was refused, and the curve."""
    on.print(f"answered of {found.answerable} answerable questions: {found.answered:.1%}")
    on.print(f"refused of {found.unanswerable} others: {found.refused:.1%}")
    on.print(f"area under the curve: {found.area:.3f}" + (f"   {failed} failed" if failed else ""))
    table = Table("answered from", "answerable refused", "others refused", box=None, pad_edge=False)
    for point in found.curve:
        table.add_row(f"{point.least:.2f}", f"{point.answerable_refused:.1%}", f"{point.unanswerable_refused:.1%}")
    on.print(table)


def show_cases(report: Report, on: Console) -> None:
    """One row a case: 1 right, 0 wrong, a share between, a dot where a scorer could not tell."""
    table = _table("case", "kind", "answer", *(scorer.heading for scorer in report.scorers))
    for result in report.results:
        answer, scores = result.answer, result.scores
        status = answer["status"] if answer else "failed"
        marks = [_mark(scores.get(scorer.name)) for scorer in report.scorers]
        table.add_row(shown(result.case.id), result.case.kind, status, *marks)
    on.print(table)


def show_sums(report: Report, on: Console) -> None:
    """The rates of all cases, then those of each kind, then what went wrong."""
    summary = report.summary()
    file = report.about["file"]
    on.print(shown(f"{file['name']}  {summary['cases']} cases  {report.seconds:.1f} s"), style="bold")
    on.print(Text(f"cases sha256 {file['sha256']}"))
    for engine in summary["engines"]:
        prompt = f", prompt sha256 {engine['prompt_sha256']}" if engine["prompt_sha256"] else ""
        on.print(shown(f"{engine['answers']} answered by {engine['model'] or 'excerpts'}{prompt}"), soft_wrap=True)
    unasked = sum(
        result.answer is not None and result.answer["engine"].get("unasked", False) for result in report.results
    )
    if summary["fallbacks"] > unasked:
        on.print(Text(f"{summary['fallbacks'] - unasked} of them because nothing the model wrote could be verified"))
    if unasked:
        on.print(Text(f"{unasked} of them because the model could not be asked: these are failures, see below"))

    rates = _table("", "mean", "95 % interval", "scored", "unscored")
    for scorer in report.scorers:
        rate = report.rate(scorer.name)
        rates.add_row(scorer.name, _percent(rate.mean), _interval(rate), str(rate.scored), str(rate.unscored))
    on.print(rates)

    on.print(Text(own_words_line(summary["own_words"])))

    by_kind = _table("kind", "cases", *(scorer.heading for scorer in report.scorers))
    for kind in report.kinds:
        cases = sum(result.case.kind == kind for result in report.results)
        means = [_percent(report.rate(scorer.name, kind).mean) for scorer in report.scorers]
        by_kind.add_row(kind, str(cases), *means)
    on.print(by_kind)

    _show_list("failed (not counted as wrong)", [(r, f"{r.failure} {r.hint}".rstrip()) for r in report.failures], on)
    for name, heading in (("quotes_exact", "quotes that are not exact"), ("nothing_wrong", "wrong assertions")):
        _show_list(heading, [(r, r.scores[name].why) for r in report.below(name)], on)


def own_words_line(found: Mapping[str, Any]) -> str:
    """What ``eval.words.plainness`` found, in a sentence."""
    if not found["answers"]:
        return "words of ours: none"
    return (
        f"words of ours in {found['answers']} answers: median grade {found['median_grade']}; "
        f"{found['over_25_words']} of {found['sentences']} sentences over 25 words, the longest {found['longest']}"
    )


def show_explained(found: Sequence[Explained], on: Console) -> None:
    """One row a clause, then the sums, then what is missing and what was added."""
    table = _table("clause", "label", "answer", "statements", "shown", "kept", "added", "grade", "longest")
    for one in found:
        grade = one.plainness.grade
        table.add_row(
            shown(one.case.id),
            shown(one.case.label),
            one.answer.status if one.answer else "failed",
            str(len(one.answer.statements)) if one.answer else "·",
            _percent(one.shown),
            _percent(one.kept),
            str(len(one.added)),
            "·" if grade is None else f"{grade:.1f}",
            str(one.plainness.longest),
        )
    on.print(table)
    sums = summary(found)
    on.print(
        Text(
            f"{sums['clauses']} clauses, {_percent(sums['shown'])} % of their words shown; "
            f"{sums['kept']} of {sums['points']} points kept, {sums['added']} added; {sums['failed']} failed",
            style="bold",
        )
    )
    on.print(Text(own_words_line(sums["own_words"])))
    for one in found:
        for heading, lines in (("not found", one.missing), ("added", one.added), ("failed", [one.failure])):
            for line in lines:
                if line:
                    on.print(shown(f"    {one.case.id}: {heading}: {line}"), soft_wrap=True)


def show_addresses(report: AddressReport, on: Console, *, wrong: bool) -> None:
    """Shares per document and overall; with ``wrong`` also every position that is not right in all four."""
    table = _table("document", "positions", *MEASURES)
    for path, rows in report.documents().items():
        table.add_row(shown(path), str(len(rows)), *_percents(rows))
    table.add_section()
    table.add_row("overall", str(len(report.rows)), *_percents(report.rows))
    on.print(table)
    if wrong:
        for row in report.rows:
            if not row.right:
                amiss = ", ".join(name for name in MEASURES[:-1] if not getattr(row, name))
                on.print(shown(f"{row.gold.path_in_corpus} at {row.gold.offset}: {amiss}"), soft_wrap=True)
                on.print(shown(f"    expected {row.gold.spelled}"), soft_wrap=True)
                on.print(shown(f"    given    {row.given.spelled}"), soft_wrap=True)
                on.print(shown(f"    {row.gold.quote}"), soft_wrap=True)


def show_pages(report: PageReport, on: Console) -> None:
    """For each page what was kept and what got in, ours and trafilatura's; then errors and notices."""
    table = _table("page", "words", "read by", "precision", "recall", "headings", "markers", "furniture")
    for row in report.rows:
        table.add_row(shown(row.page.name), str(row.words), "ours", *_kept(row.page, row.ours))
        if row.theirs:
            table.add_row("", "", "trafilatura", *_kept(row.page, row.theirs))
    on.print(table)
    on.print(Text(report.baseline))
    for row in report.rows:
        for line in (row.ours.error, *row.ours.notices):
            if line:
                on.print(shown(f"{row.page.name}: {line}"), soft_wrap=True)


def _kept(page: Page, read: Kept) -> list[str]:
    several = page.case == "several-documents"
    if read.error:
        return ["refused", *[_of(share) for share in (read.recall, read.headings, read.markers, read.furniture)]]
    precision = "·" if several else _ratio(read.precision)
    return [precision, _ratio(read.recall), _of(read.headings), _of(read.markers), _of(read.furniture)]


def _ratio(share: Share) -> str:
    return "·" if share.value is None else f"{share.value:.3f}"


def _of(share: Share) -> str:
    return f"{share.found}/{share.of}"


def show_formats(pairs: Sequence[Pair], on: Console, *, wrong: bool) -> None:
    """Shares of each file and overall; with ``wrong`` also every clause that does not come out the same."""
    table = _table("file", "clauses", "given", "same", *PARTS)
    for pair in pairs:
        rates = [_percent(share) for share in format_shares((pair,)).values()]
        table.add_row(shown(str(pair.other)), str(pair.clauses), str(pair.given), *rates)
    table.add_section()
    clauses, given = sum(pair.clauses for pair in pairs), sum(pair.given for pair in pairs)
    table.add_row("overall", str(clauses), str(given), *(_percent(share) for share in format_shares(pairs).values()))
    on.print(table)
    for pair in pairs if wrong else ():
        for lost in pair.lost:
            mine, theirs = parting(lost.expected.text, lost.given.text if lost.given else "")
            on.print(shown(f"{pair.other}: {', '.join(lost.wrong) if lost.given else 'nothing alike'}"), soft_wrap=True)
            on.print(shown(f"    expected {_unit(lost.expected)} · {mine}"), soft_wrap=True)
            if lost.given:
                on.print(shown(f"    given    {_unit(lost.given)} · {theirs}"), soft_wrap=True)


def _unit(of: FormatUnit) -> str:
    return f"{of.label or 'no label'} · {of.title or 'no title'}"


def show_counts(report: CountReport, on: Console) -> None:
    """The counts of each document, by part where there are several, and how those that are not exact differ."""
    table = _table("document", "counted", "found", "by part", "last")
    for row in report.rows:
        parts = " + ".join(str(len(labels)) for _, labels in row.given.parts)
        labels = row.given.labels
        last = labels[-1] if labels else "·"
        table.add_row(
            shown(row.gold.path_in_corpus), str(row.gold.numbered_clauses), str(len(labels)), parts or "·", shown(last)
        )
    on.print(table)
    on.print(Text(f"{report.exact} of {len(report.rows)} exact", style="bold"))
    for row in report.rows:
        if not row.exact:
            on.print(shown(f"{row.gold.path_in_corpus}: {'; '.join(row.differences)}"), soft_wrap=True)
            on.print(shown(f"    counted: {row.gold.how}"), soft_wrap=True)


def show_watch(report: WatchReport, on: Console) -> None:
    """Precision, recall and F1 of each label, and the sums."""
    table = _table("label", "labelled", "precision", "recall", "F1")
    for label, found in {**report.classes, "flagged or not": report.flagged}.items():
        table.add_row(label, str(found.wanted), *map(_percent, (found.precision, found.recall, found.value)))
    on.print(table)
    sums = f"micro F1 {_percent(report.micro)}, macro F1 {_percent(report.macro)}, over {len(report.classes)} classes"
    on.print(Text(f"{sums}; {report.rows:,} sentences of {report.documents} documents", style="bold"))


def _show_list(heading: str, results: Sequence[tuple[CaseResult, str]], on: Console) -> None:
    if results:
        on.print(Text(f"{heading}: {len(results)}", style="bold"))
        for result, reason in results:
            on.print(shown(f"    {result.case.id}: {reason}"), soft_wrap=True)


def _percents(rows: Sequence[Compared]) -> list[str]:
    return [_percent(share) for share in shares(rows).values()]


def _percent(value: float | None) -> str:
    return "·" if value is None else f"{100 * value:.1f}"


def _interval(rate: Rate) -> str:
    return "·" if rate.low is None else f"{_percent(rate.low)} to {_percent(rate.high)}"


def _mark(score: Score | None) -> str:
    if score is None or score.value is None:
        return "·"
    return f"{score.value:.2f}".rstrip("0").rstrip(".")


def _table(first: str, *rest: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold")
    for heading in rest:
        words = heading in ("kind", "answer")
        table.add_column(heading, justify="left" if words else "right", no_wrap=words, overflow="fold")
    return table


def show_agreement(found: Sequence[Mapping[str, Any]], model: str, on: Console) -> None:
    """One row a judge, then what it sees otherwise than a person."""
    on.print(shown(f"judged by {model}"), style="bold")
    table = _table("judge", "answers", "unscored", "agrees", "95 % interval", "kappa", "95 % interval", "confusion")
    for one in found:
        agrees, kappa = one["agreement"], one["kappa"]
        cells = ", ".join(f"{count} {name}" for name, count in one["confusion"].items())
        table.add_row(
            one["scorer"],
            str(one["answers"]),
            str(one["unscored"]),
            _percent(agrees["value"]),
            "·" if agrees["low"] is None else f"{agrees['low']:.1%} to {agrees['high']:.1%}",
            "·" if kappa["value"] is None else f"{kappa['value']:.2f}",
            "·" if kappa["low"] is None else f"{kappa['low']:.2f} to {kappa['high']:.2f}",
            cells,
        )
    on.print(table)
    for one in found:
        for differs in one["differ"]:
            person = "right" if differs["person"] else "wrong"
            on.print(shown(f"{one['scorer']}  {differs['id']}  a person: {person}; the judge: {differs['why']}"))
