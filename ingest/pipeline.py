"""READ FIRST in ingest: read → segment → embed what is new → publish.

    Intake ──read──▶ SourceText ──segment──▶ clauses ──passages──▶ texts ──embed new──▶ index ──publish──▶ library

Each version is published on its own, whole, after its vectors are in the index: a run that is killed leaves finished
versions and, at most, vectors nobody needs yet, which the next run finds and uses.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest.embeddings import Embedder
from ingest.errors import SourceError
from ingest.intake import Intake
from ingest.keywords import terms
from ingest.library import Library, NewVersion
from ingest.passages import passages
from ingest.readers import read_file
from ingest.segment import segment
from ingest.tokens import TokenCounter
from ingest.types import Clause, IngestReport, SourceText, StoredPassage
from ingest.vectors import VectorIndex, embed_missing

Progress = Callable[[Intake, int, int], None]
"""Hears each document before it is taken in: the intake, its number from 1, how many there are."""


def ingest(
    todo: Sequence[Intake],
    library: Library,
    index: VectorIndex,
    embedder: Embedder,
    count: TokenCounter,
    *,
    today: date,
    progress: Progress = lambda *_: None,
) -> IngestReport:
    """Take in documents one by one. A document that cannot be read is skipped with its reason; the others go on."""
    started = time.monotonic()
    # What the library needs and the index lacks: nothing, but after the index was lost or removed.
    mended = embed_missing(index, library.passage_keys(), library.embedded, embedder.embed)
    report = IngestReport(embedded=mended)
    for number, intake in enumerate(todo, 1):
        progress(intake, number, len(todo))
        try:
            report = _take_in(intake, library, index, embedder, count, today, report)
        except SourceError as problem:
            reason = f"{problem} {problem.hint}".strip()
            report = replace(report, skipped=(*report.skipped, (str(intake.path), reason)))
        report = replace(report, documents=report.documents + 1)
    return replace(report, seconds=time.monotonic() - started)


def read_clauses(path: Path) -> tuple[Clause, ...]:
    """The clauses of a file, without taking it in. Raises SourceError."""
    source = read_file(path)
    return segment(source.text, source.markup).clauses


def _take_in(
    intake: Intake,
    library: Library,
    index: VectorIndex,
    embedder: Embedder,
    count: TokenCounter,
    today: date,
    report: IngestReport,
) -> IngestReport:
    source = read_file(intake.path)
    if intake.sha256 and intake.sha256 != source.sha256:
        raise SourceError("The file is not the one the manifest describes (sha256 differs).", "Fetch it again.")
    if intake.effective and _is_published(intake, intake.effective, source, library):
        return replace(report, unchanged=report.unchanged + 1)

    segmentation = segment(source.text, source.markup)
    if not segmentation.clauses:
        raise SourceError("No clause was found in it.", "Check that the file holds the text of the terms.")
    effective = intake.effective or segmentation.stated_date or today
    if not intake.effective and _is_published(intake, effective, source, library):
        return replace(report, unchanged=report.unchanged + 1)

    spans = passages(source.text, segmentation, count)
    embedded = [span.embedded for span in spans]
    keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32] for text in embedded]
    texts = dict(zip(keys, embedded, strict=True))
    new_texts = embed_missing(index, keys, lambda batch: [texts[key] for key in batch], embedder.embed)
    library.publish(
        NewVersion(
            service=intake.service,
            service_name=intake.service_name,
            terms_type=intake.terms_type,
            effective=effective,
            recorded=intake.recorded or today,
            source_url=intake.source_url,
            sha256=source.sha256,
            text=source.text,
            segmentation=segmentation,
            passages=[
                StoredPassage(span.clause, span.start, span.end, key, terms(text))
                for span, key, text in zip(spans, keys, embedded, strict=True)
            ],
            embedded=embedded,
        )
    )
    return replace(
        report,
        added=report.added + 1,
        clauses=report.clauses + len(segmentation.clauses),
        passages=report.passages + len(spans),
        embedded=report.embedded + new_texts,
        hidden=report.hidden + len(segmentation.hidden),
    )


def _is_published(intake: Intake, effective: date, source: SourceText, library: Library) -> bool:
    """Whether this very text is there for that day. A version is immutable: another text of the same day is refused."""
    published = library.has_source(intake.service, intake.terms_type, effective)
    if published and published != source.sha256:
        raise SourceError(
            f"{intake.service} {intake.terms_type} already has another text for {effective.isoformat()}, "
            "and a published version never changes.",
            "Give the day this text took effect: --date YYYY-MM-DD",
        )
    return published is not None
