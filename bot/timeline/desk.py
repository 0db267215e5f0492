"""What answers about time are made from: versions read, compared and searched, kept for the follow-up."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.drafting import Drafter, DraftRequest
from bot.retrieval import Retriever, Shelves
from bot.timeline.about import Relevance, relevance
from bot.timeline.pieces import Compared, Wording, key_of, wordings_of
from bot.types import Draft
from ingest import Passage, Reading, Version, changes, readable

KEPT = 64
"""Comparisons and versions kept in memory. Two versions of 100 kB take up to half a second to compare, and are asked
about again in a follow-up."""
PASSAGES = 8
"""Read to find what a version says about a topic."""
MUCH_NEARER = 0.85
"""Score of the terms of service, as a share of that of the document that comes nearest to a topic, from which they are
the ones asked about."""


class Desk:
    """Versions and what is known of them. Safe to use from several threads."""

    def __init__(self, shelves: Shelves, retriever: Retriever, excerpts: Drafter) -> None:
        self._shelves = shelves
        self._retriever = retriever
        self._excerpts = excerpts
        self._wordings = lru_cache(maxsize=KEPT)(lambda version: wordings_of(shelves.reading(version)))
        self._compared = lru_cache(maxsize=KEPT)(self._compare)

    def reading(self, version: Version) -> Reading:
        return self._shelves.reading(version)

    def wordings(self, version: Version) -> tuple[Wording, ...]:
        """The sentences of a version, in order."""
        return self._wordings(version)

    def compared(self, older: Version, newer: Version) -> Compared:
        return self._compared(older, newer)

    def relevance(self, versions: Sequence[Version], topic: str) -> Relevance:
        """How much the sentences of some versions are about a topic."""
        once = list(dict.fromkeys(versions))
        readings = {version.id: self.reading(version) for version in once}
        return relevance(self._retriever, [self._shelves.of(version) for version in once], readings, topic)

    def answers(self, version: Version, topic: str) -> list[Wording]:
        """The sentences by which a version would answer a topic, as for an ordinary question; empty when none does."""
        readings = {version.id: self.reading(version)}
        passages = self._retriever.search([self._shelves.of(version)], topic, PASSAGES, readings)
        drafts = [d for d in self._excerpts.draft(DraftRequest(topic, passages, readings)) if isinstance(d, Draft)]
        return list(dict.fromkeys(_quoted(drafts[-1], passages, self.wordings(version)))) if drafts else []

    def nearest(self, versions: Sequence[Version], topic: str) -> Version:
        """Which of some versions, one of each document, speaks of a topic; the first unless another is much nearer."""
        readings = {version.id: self.reading(version) for version in versions}
        found = self._retriever.search([self._shelves.of(v) for v in versions], topic, PASSAGES, readings)
        scores = [max((p.score for p in found if p.version == version), default=0.0) for version in versions]
        return next(v for v, score in zip(versions, scores, strict=True) if score >= MUCH_NEARER * max(scores))

    def _compare(self, older: Version, newer: Version) -> Compared:
        found = changes(self.reading(older), self.reading(newer))
        return Compared(older, newer, found, self.wordings(older), self.wordings(newer))


def _quoted(draft: Draft, passages: Sequence[Passage], wordings: Sequence[Wording]) -> Iterator[Wording]:
    """The sentences that a draft of excerpts quotes."""
    by_id = {passage.id: passage for passage in passages}
    for statement in draft.statements:
        for quote in statement.quotes:
            clause = by_id[quote.passage_id].clause
            quoted = key_of(readable(quote.quote).text)
            for wording in wordings:
                if clause.start <= wording.span.start < clause.end and wording.key in quoted:
                    yield wording
