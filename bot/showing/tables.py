"""What the command line prints for people of the library and of its own work; for machines: ``bot.library_view``."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.bench import AskBench, IngestBench, SearchBench, ServeBench
from bot.explainer import ServiceInfo
from ingest import IngestProgress, IngestReport, Intake, Passage, Reading, Recorded, Version, readable

SNIPPET = 220
"""Characters of a clause shown in a list of search results."""
LISTED = 20
"""Sources named one by one in the summary of a run."""

# --- values for machines ---------------------------------------------------------------------------------------------


def report_json(report: IngestReport) -> dict[str, Any]:
    value = asdict(report) | {"seconds": round(report.seconds, 1)}
    for name, what in (("aside", "reason"), ("notices", "notice"), ("skipped", "reason")):
        value[name] = [{"source": source, what: said} for source, said in value[name]]
    return value


def bench_json(found: IngestBench) -> dict[str, Any]:
    return {
        "texts": found.texts,
        "ours": report_json(found.ours),
        "naive": {"chunks": found.naive_chunks, "seconds": round(found.naive_seconds, 1)},
        "embedded_ratio": round(found.embedded_ratio, 1),
        "seconds_ratio": round(found.seconds_ratio, 1),
    }


# --- views for people ------------------------------------------------------------------------------------------------


def services(found: Sequence[ServiceInfo]) -> RenderableType:
    if not found:
        return Text("The library is empty. Take in some terms: plainterms ingest FILE --service NAME")
    table = _table("service", "name", "document", "versions", "latest")
    for service in found:
        for number, document in enumerate(service.documents):
            table.add_row(
                service.slug if number == 0 else "",
                Text(service.name if number == 0 else ""),
                document.terms_type,
                str(len(document.versions)),
                document.versions[-1].version,
            )
    return table


def versions(found: Sequence[Version], in_force: Sequence[Version], aside: Sequence[Recorded]) -> RenderableType:
    """The versions of each document from the oldest to the newest, and what was recorded besides."""
    several = len({v.terms_type for v in found}) > 1
    table = _table(*(["document"] if several else []), "version", "stated", "recorded", "renderings", "what changed")
    for v in found:
        until = v.recorded_until
        recorded = f"{v.recorded or ''}" if until in (None, v.recorded) else f"{v.recorded} to {until}"
        what = Text(v.change or "")
        if v in in_force:
            what.append(" (in force today)" if v.change else "(in force today)", style="green")
        table.add_row(
            *([v.terms_type] if several else []),
            v.version,
            f"{v.stated or '–'}",
            recorded,
            f"{len(v.recorded_on):,}",
            what,
        )
    if not aside:
        return table
    reasons = Counter(row.aside for row in aside)
    lines = [f"{number:,} recorded texts set aside: {reason}." for reason, number in reasons.most_common()]
    return Group(table, Text("\n".join(lines), style="dim"))


def outline(version: Version, rows: Sequence[Mapping[str, Any]], *, whole: bool) -> RenderableType:
    """The clauses of a version as an indented outline; with ``whole`` their text too."""
    lines: list[RenderableType] = [
        Text(f"{version.service_name}, {version.terms_type}, version of {version.version}", style="bold")
    ]
    part = ""
    for row in rows:
        if row["part"] != part:
            part = row["part"]
            lines.append(Text(f"\n{part or '(main text)'}", style="bold"))
        depth = max(len(row["path"]) - 1, 0)
        line = Text("  " * depth)
        line.append(row["label"] or "–", style="cyan")
        line.append(f"{row.get('sub', '')}  {row['title']}")
        if row["kind"] != "clause":
            line.append(f"  ({row['kind']})", style="dim")
        line.append(f"  {row['start']}–{row['end']}", style="dim")
        lines.append(line)
        if whole:
            lines.append(Text(_readable(row["text"])))
            lines += _details(row)
    return Group(*lines)


def _details(row: Mapping[str, Any]) -> list[Text]:
    """The terms a clause defines and uses, and the clauses it points at."""
    pointed = [
        f"{found['text']} → {_address(found['target']) if found['target'] else 'no such clause'}"
        for found in row["references"]
    ]
    told = (("defines", row["defines"]), ("uses", row["uses"]), ("points at", pointed))
    return [Text(f"{what}: {', '.join(found)}", style="dim") for what, found in told if found]


def _address(target: Mapping[str, str]) -> str:
    words = f"{target['label']} {target['title']}".strip() or "its clause"
    return f"{words} ({target['part']})" if target["part"] else words


def passages(found: Sequence[Passage], readings: Mapping[int, Reading]) -> RenderableType:
    if not found:
        return Text("Nothing was found.")
    lines: list[RenderableType] = []
    for number, p in enumerate(found, 1):
        head = Text(f"{number:2}. ")
        head.append(f"{p.clause.label} {p.clause.title}".strip() or p.clause.kind, style="bold")
        services = {q.version.service for q in found}
        whose = f"{p.version.service_name}, " if len(services) > 1 else ""
        head.append(f"  {whose}{p.version.terms_type} {p.version.version}", style="dim")
        why = ", ".join((f"dense {p.dense_rank}", f"keywords {p.keyword_rank or '–'}", *p.reasons))
        head.append(f"  score {p.score:.3f} ({why})", style="dim")
        text = _readable(readings[p.version.id].source[slice(*(p.sentence or p.span))])
        lines += [head, Text(f"    {text[:SNIPPET]}{'…' if len(text) > SNIPPET else ''}")]
    return Group(*lines)


def report(done: IngestReport, home: Path) -> RenderableType:
    """The summary of one run: what was new, what was known, what was left out and why."""
    lines = [
        f"{_many(done.documents, 'document')}, {_many(done.read, 'text')} read: {_many(done.added, 'new version')}, "
        f"{done.collapsed:,} collapsed into versions that are there, {done.unchanged:,} taken in before, "
        f"{len(done.aside):,} set aside, {len(done.skipped):,} skipped.",
        f"{done.clauses:,} clauses, {done.passages:,} passages, {done.texts:,} different texts, "
        f"{done.embedded:,} embedded, {done.seconds:.1f} s.",
    ]
    if done.references:
        lines.append(f"{done.unresolved:,} of {done.references:,} cross-references point at no clause.")
    if done.hidden:
        lines.append(f"{done.hidden:,} stretches of invisible text were kept out of the clauses.")
    lines += _listed("Notice", done.notices) + _listed("Set aside", done.aside) + _listed("Skipped", done.skipped)
    lines.append(f"The library is in {home}.")
    return Text("\n".join(lines))


def bench(found: IngestBench) -> RenderableType:
    """Both ways side by side, and how many times more the naive one takes."""
    table = _table("way", "embedded", "seconds")
    table.add_row("PlainTerms", f"{found.ours.embedded:,}", f"{found.ours.seconds:.1f}")
    table.add_row("every text chunked and embedded", f"{found.naive_chunks:,}", f"{found.naive_seconds:.1f}")
    table.add_row("ratio", f"{found.embedded_ratio:.1f}", f"{found.seconds_ratio:.1f}")
    what = f"{_many(found.texts, 'recorded text')}, {_many(found.ours.added, 'version')}"
    return Group(Text(what, style="bold"), table)


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _listed(word: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    """At most ``LISTED`` rows, then how many there are more."""
    lines = [f"{word} {source}: {said}" for source, said in rows[:LISTED]]
    return [*lines, f"… and {len(rows) - LISTED:,} more (see --json)."] if len(rows) > LISTED else lines


@contextmanager
def ingest_progress(console: Console) -> Iterator[IngestProgress]:
    """A bar over the documents of one run."""
    with _bar(console) as bar:
        task = bar.add_task("reading", total=None)

        def show(intake: Intake, number: int, total: int) -> None:
            what = f"{intake.service} {intake.terms_type} {intake.effective or intake.recorded or ''}"
            bar.update(task, completed=number - 1, total=total, description=what.strip())

        yield show


@contextmanager
def embed_progress(console: Console) -> Iterator[Any]:
    """A bar over the texts to embed."""
    with _bar(console) as bar:
        task = bar.add_task("embedding", total=None)
        yield lambda finished, total: bar.update(task, completed=finished, total=total)


@contextmanager
def waiting(console: Console, what: str) -> Iterator[None]:
    """A sign of life while something takes long; nothing when ``what`` is empty."""
    if what:
        with console.status(what):
            yield
    else:
        yield


@contextmanager
def counting(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A bar a stage, for work that says what it does and how much of it is done."""
    with _bar(console) as bar:
        stages: dict[str, TaskID] = {}

        def told(stage: str, number: int, of: int) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(stage, total=of)
            bar.update(stages[stage], completed=min(number, of))

        yield told


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(
            heading,
            justify="right" if heading in {"versions", "renderings", "embedded", "seconds"} else "left",
            overflow="fold",  # a name that is cut cannot be typed
        )
    return table


def _readable(text: str) -> str:
    return readable(text).text


def ask_bench(found: AskBench) -> RenderableType:
    """Times around the model call, one a row."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("milliseconds", "p50", "p95"):
        table.add_column(name, justify="left" if name == "milliseconds" else "right")
    for title, spread in (
        ("question to request at the model", found.to_the_request),
        ("question to first words shown", found.to_the_first_words),
        ("last token to verified answer", found.after_the_last_token),
    ):
        table.add_row(title, *("–" if value is None else f"{value:g}" for value in (spread.p50, spread.p95)))
    what = f"{found.service}: {found.questions} questions, {found.answered_by_model} of them answered by the model"
    return Group(Text(what, style="bold"), table)


def search_bench(found: SearchBench) -> RenderableType:
    """Sizes side by side, then the ratios."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", "one document", "as it is", "many times"):
        table.add_column(name, justify="left" if not name else "right")
    rows = (
        ("clauses", "clauses"),
        ("services", "services"),
        ("open, s", "open_s"),
        ("most memory, MB", "resident_mb"),
        ("library, MB", "library_mb"),
        ("index, MB", "index_mb"),
        ("a service, first time, ms, p50", "first_p50"),
        ("a service, first time, ms, p95", "first_p95"),
        ("a service, again, ms, p50", "inside_p50"),
        ("a service, again, ms, p95", "inside_p95"),
        ("across all, ms, p50", "across_p50"),
        ("across all, ms, p95", "across_p95"),
    )
    for title, name in rows:
        values = (getattr(cost, name) for cost in (found.one, found.whole, found.many))
        table.add_row(title, *("–" if value is None else f"{value:,}" for value in values))
    ratios = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in found.ratios.items())
    return Group(table, Text(f"many times : as it is  {ratios}"), Text(found.machine, style="dim"))


def serve_bench(found: ServeBench) -> RenderableType:
    """The crowd beside a plain "hello", then the streams."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", "requests", "errors", "a second", "p50, ms", "p95, ms", "slowest, ms"):
        table.add_column(name, justify="left" if not name else "right")
    for title, load in (
        (f"{found.people} people asking", found.ours),
        ("the later half of it", found.later),
        ('a plain FastAPI "hello"', found.hello),
    ):
        values = (load.requests, load.errors, load.per_second, load.p50, load.p95, load.slowest)
        table.add_row(title, *("–" if value is None else f"{value:,}" for value in values))
    before, half, after = ("–" if mb is None else f"{mb:.0f}" for mb in found.memory_mb)
    s = found.streams
    each = "–" if found.computing_ms is None else f"{found.computing_ms:g}"
    lines = (
        f"The server computes {each} ms for each question.",
        f"Memory of the server, MB: {before} before, {half} after half of the questions, {after} after all.",
        f"{s.open} streams at a slow model: health check {s.health_p50:g} ms, at the most {s.health_slowest:g} ms.",
        f"A client that goes away frees its place within {s.freed_s:g} s; all at once within {s.all_freed_s:g} s.",
    )
    return Group(table, Text("\n".join(lines)), Text(found.machine, style="dim"))
