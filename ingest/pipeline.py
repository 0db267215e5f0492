"""READ FIRST in ingest: read → segment → embed what is new → publish.

    Intake ──read──▶ SourceText ──segment──▶ clauses ──passages──▶ texts ──embed new──▶ index ──publish──▶ library

A text that is known, in whatever rendering, ends at its recording: only terms that really differ become versions. Each
is published on its own, whole, after its vectors are in the index: a run that is killed leaves finished versions and,
at most, vectors nobody needs yet, which the next run finds and uses.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.changes import changes, summary
from ingest.embeddings import Embedder
from ingest.errors import SourceError
from ingest.intake import Intake
from ingest.keywords import terms
from ingest.library import KnownVersion, Library, NewVersion, Recorded, Recording
from ingest.packed import pack
from ingest.passages import passages
from ingest.readers import read_file
from ingest.renderings import Usual, language_of, rendering_key, usual, why_aside
from ingest.segment import segment
from ingest.tokens import TokenCounter
from ingest.types import (
    Clause,
    IngestReport,
    PassageSpan,
    Segmentation,
    SourceText,
    StoredPassage,
    StoredSentence,
)
from ingest.vectors import VectorIndex, embed_missing
from ingest.versions import effective_date, same_terms, version_name
from ingest.wording import fingerprint

Progress = Callable[[Intake, int, int], None]
"""Hears each text before it is taken in: the intake, its number from 1, how many there are."""

SAMPLED = 9
"""Texts of a history, spread evenly, by which is told what the document usually is like."""


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
    """Take in texts document by document. One that cannot be read is skipped with its reason; the others go on."""
    started = time.monotonic()
    # What the library needs and the index lacks: nothing, but after the index was lost or removed.
    mended = embed_missing(index, library.passage_keys(), library.embedded, embedder.embed)
    run = _Run(library, index, embedder, count, today, IngestReport(embedded=mended))
    documents: dict[tuple[str, str], list[Intake]] = {}
    for intake in todo:
        documents.setdefault((intake.service, intake.terms_type), []).append(intake)
    number = 0
    for recorded in documents.values():
        document = _Document(run, recorded)
        try:
            for intake in recorded:
                number += 1
                progress(intake, number, len(todo))
                document.take_in(intake)
        finally:
            document.write_down()
        document.tell_changes()
    return replace(run.report, documents=len(documents), read=len(todo), seconds=time.monotonic() - started)


def read_clauses(path: Path) -> tuple[Clause, ...]:
    """The clauses of a file, without taking it in. Raises SourceError."""
    source = read_file(path)
    return segment(source.text, source.markup).clauses


@dataclass
class _Run:
    """One run of ``ingest``: what it works with, and what it has done so far."""

    library: Library
    index: VectorIndex
    embedder: Embedder
    count: TokenCounter
    today: date
    report: IngestReport
    texts: set[str] = field(default_factory=set)
    """Keys of the texts of all new versions."""

    def say(self, **done: Any) -> None:
        self.report = replace(self.report, **done)


class _Document:
    """One document of a run: what is known of it, and the texts of it that come."""

    def __init__(self, run: _Run, coming: Sequence[Intake]) -> None:
        self._run = run
        self._service, self._name, self._terms_type = coming[0].service, coming[0].service_name, coming[0].terms_type
        self._known = run.library.known_versions(self._service, self._terms_type)
        met = run.library.recordings(self._service, self._terms_type)
        self._met = {row.recording for row in met}
        self._renderings = {row.recording.rendering: row for row in met}
        self._unwritten: list[Recorded] = []
        self._usual = self._what_is_usual([intake for intake in coming if intake.effective is None])

    def take_in(self, intake: Intake) -> None:
        """Publish a text, note that it is a known version again, or skip it with the reason."""
        run = self._run
        try:
            source = self._source(intake)
            run.say(notices=(*run.report.notices, *((intake.name, notice) for notice in source.notices)))
            recording = Recording(
                intake.recorded or run.today, source.sha256, rendering_key(source.text), intake.source_url
            )
            if not self._is_known(intake, source, recording):
                self._read(intake, source, recording)
        except SourceError as problem:
            reason = f"{problem} {problem.hint}".strip()
            run.say(skipped=(*run.report.skipped, (intake.name, reason)))

    def write_down(self) -> None:
        """Keep in the library which texts were met; together, since most texts of a history are known ones."""
        if self._unwritten:
            self._run.library.record(self._service, self._name, self._terms_type, self._unwritten)
            self._unwritten = []

    def tell_changes(self) -> None:
        """Keep what is different between each version and the one before, where one of them is new."""
        library = self._run.library
        for old, new in pairwise(library.versions(self._service, self._terms_type)):
            if new.change is None:
                found = changes(library.reading(old), library.reading(new))
                library.put_change(old.id, new.id, summary(found))

    # --- the steps ---------------------------------------------------------------------------------------------------

    def _what_is_usual(self, undated: Sequence[Intake]) -> Usual | None:
        """By the newest version and some of the texts to come; None for a single text, which is what it is."""
        library = self._run.library
        texts = [text for version in self._known[-1:] if (text := library.source(version.sha256))]
        if len(undated) + len(texts) > 1:
            for intake in undated[:: max(1, len(undated) // SAMPLED)]:
                try:
                    texts.append(intake.read().text)
                except SourceError:
                    continue  # said when its turn comes
        return usual(texts) if len(texts) > 1 else None

    def _source(self, intake: Intake) -> SourceText:
        source = intake.read()
        if intake.sha256 and intake.sha256 != source.sha256:
            raise SourceError("The file is not the one the manifest describes (sha256 differs).", "Fetch it again.")
        # What was read once stays as it was read: another release may read a page differently.
        stored = self._run.library.source(source.sha256)
        return source if stored is None else replace(source, text=stored)

    def _is_known(self, intake: Intake, source: SourceText, recording: Recording) -> bool:
        """Whether it can be told, without looking for its clauses, that the text is known or none of the document's."""
        run = self._run
        if intake.effective:
            known = any((v.name, v.sha256) == (intake.effective.isoformat(), source.sha256) for v in self._known)
            run.say(unchanged=run.report.unchanged + known)
            return known
        if recording in self._met:
            run.say(unchanged=run.report.unchanged + 1)
            return True
        if same := self._renderings.get(recording.rendering):
            self._note(intake, replace(same, recording=recording))
            return True
        before = run.library.source(self._known[-1].sha256) if self._known else None
        if self._usual and (reason := why_aside(source.text, self._usual, before)):
            self._note(intake, Recorded(recording, None, reason))
            return True
        return False

    def _read(self, intake: Intake, source: SourceText, recording: Recording) -> None:
        """Find the clauses; publish them as a version, or note which known version they are."""
        segmentation = segment(source.text, source.markup)
        if not segmentation.clauses:
            raise SourceError("No clause was found in it.", "Check that the file holds the text of the terms.")
        wording = fingerprint(source.text, segmentation.clauses)
        if intake.effective:
            effective, name = intake.effective, intake.effective.isoformat()
            same = next((version for version in self._known if version.name == name), None)
            if same and same.fingerprint != wording:
                raise SourceError(
                    f"{intake.service} {intake.terms_type} already has another text for {name}, "
                    "and a published version never changes.",
                    "Give the day this text took effect: --date YYYY-MM-DD",
                )
        else:
            same = same_terms(self._known, wording, segmentation.stated_date)
            effective = effective_date(segmentation.stated_date, recording.recorded, self._known)
            name = version_name(effective, {version.name for version in self._known})
        if same:
            self._note(intake, Recorded(recording, same.id, ""))
        else:
            self._publish(source, recording, segmentation, name, effective, wording)

    def _note(self, intake: Intake, met: Recorded) -> None:
        """Keep for ``write_down`` that a text is of a known version, or was set aside."""
        run = self._run
        self._unwritten.append(met)
        self._met.add(met.recording)
        self._renderings[met.recording.rendering] = met
        if met.version_id is None:
            run.say(aside=(*run.report.aside, (intake.name, met.aside)))
        else:
            run.say(collapsed=run.report.collapsed + 1)

    def _publish(
        self,
        source: SourceText,
        recording: Recording,
        segmentation: Segmentation,
        name: str,
        effective: date,
        wording: str,
    ) -> None:
        run = self._run
        spans = passages(source.text, segmentation, run.count)
        embedded = [span.embedded for span in spans]
        keys = [_key(text) for text in embedded]
        texts = dict(zip(keys, embedded, strict=True))
        new_sentences = self._new_sentences(spans)
        new_texts = embed_missing(run.index, keys, lambda batch: [texts[key] for key in batch], run.embedder.embed)
        run.texts.update(keys)
        version_id = run.library.publish(
            NewVersion(
                service=self._service,
                service_name=self._name,
                terms_type=self._terms_type,
                name=name,
                effective=effective,
                recording=recording,
                text=source.text,
                fingerprint=wording,
                language=language_of(source.text),
                segmentation=segmentation,
                passages=[
                    StoredPassage(
                        span.clause,
                        span.start,
                        span.end,
                        key,
                        terms(text),
                        tuple(StoredSentence(s.start, s.end, _key(s.embedded)) for s in span.sentences),
                    )
                    for span, key, text in zip(spans, keys, embedded, strict=True)
                ],
                embedded=embedded,
                model=run.embedder.model_id,
                sentences=new_sentences,
            )
        )
        stated = segmentation.stated_date
        self._known.append(KnownVersion(version_id, name, stated, source.sha256, wording))
        self._met.add(recording)
        self._renderings[recording.rendering] = Recorded(recording, version_id, "")
        report = run.report
        run.say(
            added=report.added + 1,
            clauses=report.clauses + len(segmentation.clauses),
            passages=report.passages + len(spans),
            texts=len(run.texts),
            embedded=report.embedded + new_texts,
            sentences=report.sentences + len(new_sentences),
            references=report.references + len(segmentation.references),
            unresolved=report.unresolved + sum(r.target is None for r in segmentation.references),
            hidden=report.hidden + len(segmentation.hidden) + len(source.unseen),
        )

    def _new_sentences(self, spans: Sequence[PassageSpan]) -> dict[str, tuple[str, bytes]]:
        """Words and vector of each sentence that no published version has, by key."""
        texts = {_key(sentence.embedded): sentence.embedded for span in spans for sentence in span.sentences}
        known = self._run.library.sentence_vectors(texts)
        new = {key: text for key, text in texts.items() if key not in known}
        vectors = self._run.embedder.embed(list(new.values()))
        return {key: (text, pack(row)) for (key, text), row in zip(new.items(), vectors, strict=True)}


def _key(text: str) -> str:
    """The name of a text's vector."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
