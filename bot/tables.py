"""What the command line prints of the library: rich views for people, plain values for ``--json``."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.explainer import ServiceInfo
from ingest import Clause, IngestProgress, IngestReport, Intake, Passage, Reading, Version, readable

SNIPPET = 220
"""Characters of a clause shown in a list of search results."""

# --- values for machines ---------------------------------------------------------------------------------------------


def clause_json(clause: Clause, reading: Reading) -> dict[str, Any]:
    return {
        "part": clause.part,
        "label": clause.label,
        "title": clause.title,
        "path": list(clause.path),
        "kind": clause.kind,
        "start": clause.start,
        "end": clause.end,
        "text": reading.source[clause.start : clause.end],
    }


def passages_json(passages: Sequence[Passage], readings: Mapping[int, Reading]) -> list[dict[str, Any]]:
    return [
        clause_json(p.clause, readings[p.version.id])
        | {
            "service": p.version.service,
            "terms_type": p.version.terms_type,
            "version": p.version.version,
            "score": p.score,
            "dense_rank": p.dense_rank,
            "keyword_rank": p.keyword_rank,
        }
        for p in passages
    ]


def services_json(services: Sequence[ServiceInfo]) -> list[dict[str, Any]]:
    return [
        {
            "service": s.slug,
            "name": s.name,
            "documents": [
                {"terms_type": d.terms_type, "versions": [v.version for v in d.versions]} for d in s.documents
            ],
        }
        for s in services
    ]


def versions_json(versions: Sequence[Version], readings: Mapping[int, Reading]) -> list[dict[str, Any]]:
    return [
        {
            "service": v.service,
            "terms_type": v.terms_type,
            "version": v.version,
            "effective": v.effective.isoformat(),
            "recorded": v.recorded.isoformat() if v.recorded else None,
            "source_url": v.source_url,
            "sha256": v.sha256,
            "clauses": len(readings[v.id].clauses),
            "characters": len(readings[v.id].source),
        }
        for v in versions
    ]


def report_json(report: IngestReport) -> dict[str, Any]:
    return {
        "documents": report.documents,
        "added": report.added,
        "unchanged": report.unchanged,
        "clauses": report.clauses,
        "passages": report.passages,
        "embedded": report.embedded,
        "hidden": report.hidden,
        "skipped": [{"source": source, "reason": reason} for source, reason in report.skipped],
        "seconds": round(report.seconds, 1),
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


def versions(found: Sequence[Version], readings: Mapping[int, Reading], in_force: Sequence[Version]) -> RenderableType:
    table = _table("document", "version", "recorded", "clauses", "characters", "")
    for v in found:
        table.add_row(
            v.terms_type,
            v.version,
            v.recorded.isoformat() if v.recorded else "",
            f"{len(readings[v.id].clauses):,}",
            f"{len(readings[v.id].source):,}",
            "in force today" if v in in_force else "",
        )
    return table


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
    return Group(*lines)


def passages(found: Sequence[Passage], readings: Mapping[int, Reading]) -> RenderableType:
    if not found:
        return Text("Nothing was found.")
    lines: list[RenderableType] = []
    for number, p in enumerate(found, 1):
        head = Text(f"{number:2}. ")
        head.append(f"{p.clause.label} {p.clause.title}".strip() or p.clause.kind, style="bold")
        head.append(f"  {p.version.terms_type} {p.version.version}", style="dim")
        ranks = f"dense {p.dense_rank}, keywords {p.keyword_rank or '–'}"
        head.append(f"  score {p.score:.3f} ({ranks})", style="dim")
        text = _readable(readings[p.version.id].source[p.span.start : p.span.end])
        lines += [head, Text(f"    {text[:SNIPPET]}{'…' if len(text) > SNIPPET else ''}")]
    return Group(*lines)


def report(done: IngestReport, home: Path) -> RenderableType:
    lines = [
        f"{done.documents} documents: {done.added} taken in, {done.unchanged} there already, "
        f"{len(done.skipped)} skipped.",
        f"{done.clauses:,} clauses, {done.passages:,} passages, {done.embedded:,} texts embedded, "
        f"{done.seconds:.1f} s.",
    ]
    if done.hidden:
        lines.append(f"{done.hidden} stretches of invisible text were kept out of the clauses.")
    lines += [f"Skipped {source}: {reason}" for source, reason in done.skipped]
    lines.append(f"The library is in {home}.")
    return Text("\n".join(lines))


@contextmanager
def ingest_progress(console: Console) -> Iterator[IngestProgress]:
    """A bar over the documents of one run."""
    with _bar(console) as bar:
        task = bar.add_task("reading", total=None)

        def show(intake: Intake, number: int, total: int) -> None:
            what = f"{intake.service} {intake.terms_type} {intake.effective or ''}"
            bar.update(task, completed=number - 1, total=total, description=what.strip())

        yield show


@contextmanager
def embed_progress(console: Console) -> Iterator[Any]:
    """A bar over the texts to embed."""
    with _bar(console) as bar:
        task = bar.add_task("embedding", total=None)
        yield lambda finished, total: bar.update(task, completed=finished, total=total)


@contextmanager
def waiting(console: Console, mode: str) -> Iterator[None]:
    """A sign of life while a model writes; excerpts come at once."""
    if mode == "model":
        with console.status("reading the clauses, asking the model …"):
            yield
    else:
        yield


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, justify="right" if heading in {"versions", "clauses", "characters"} else "left")
    return table


def _readable(text: str) -> str:
    return readable(text).text
