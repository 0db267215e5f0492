"""Retrieval: a question → the passages of the given versions that are about it, best first.

Hybrid and embedding-heavy: cosine similarity and BM25, each brought to 0..1 within the search, weighted 3 : 1. A
question is looked up as it was asked and in the words that terms use for it (``bot.lay_words``). Where the weights come
from: docs/decisions/0004-hybrid-retrieval.md. One passage a clause: the best of its slices.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.lay_words import in_legal_words, question_vector
from ingest import CITABLE, KeywordIndex, Passage, Reading, Span, terms

DENSE_WEIGHT = 0.75
LEGAL_WORDS_WEIGHT = 0.5
"""Of a keyword that only stands in the legal wording of the question, beside 1 for the person's own words."""


class Similarities(Protocol):
    """The part of a vector index that a search needs."""

    def similarities(self, query: NDArray[np.float32], keys: Sequence[str]) -> dict[str, float]: ...


@dataclass(frozen=True)
class Shelf:
    """A reading with its keyword index, made once and kept while the process lives."""

    reading: Reading

    @cached_property
    def keywords(self) -> KeywordIndex:
        return KeywordIndex([passage.terms for passage in self.reading.passages])


@dataclass(frozen=True, slots=True)
class _Candidate:
    shelf: Shelf
    number: int
    """Which of the reading's passages."""
    similarity: float
    keyword: float
    score: float


class Retriever:
    """Ranks the passages of some readings for a question."""

    def __init__(self, index: Similarities, embed: Callable[[list[str]], NDArray[np.float32]]) -> None:
        self._index = index
        self._embed = embed

    def search(self, shelves: Sequence[Shelf], question: str, k: int) -> tuple[Passage, ...]:
        """The ``k`` best passages, at most one a clause. Empty when nothing of the question can be looked for."""
        if not question.strip() or not shelves:
            return ()
        query = terms(question)
        vector = question_vector(question, self._embed)
        candidates = self._candidates(shelves, vector, query, terms(in_legal_words(question)))
        dense_rank = _ranks([c.similarity for c in candidates])
        keyword_rank = _ranks([c.keyword for c in candidates])
        order = sorted(range(len(candidates)), key=lambda i: -candidates[i].score)
        found: list[Passage] = []
        seen: set[tuple[int, int]] = set()
        for i in order:
            passage = _passage(candidates[i], f"c{len(found) + 1}", dense_rank[i], keyword_rank[i], query)
            place = (passage.version.id, passage.clause.start)
            if passage.clause.kind not in CITABLE or place in seen:
                continue
            seen.add(place)
            found.append(passage)
            if len(found) == k:
                break
        return tuple(found)

    def _candidates(
        self, shelves: Sequence[Shelf], query: NDArray[np.float32], words: Sequence[str], legal: Sequence[str]
    ) -> list[_Candidate]:
        keys = [passage.key for shelf in shelves for passage in shelf.reading.passages]
        cosine = self._index.similarities(query, keys)
        similarity = [cosine[key] for key in keys]
        added = [term for term in legal if term not in words]
        keyword = [
            own + LEGAL_WORDS_WEIGHT * other
            for shelf in shelves
            for own, other in zip(shelf.keywords.scores(words), shelf.keywords.scores(added), strict=True)
        ]
        places = [(shelf, number) for shelf in shelves for number in range(len(shelf.reading.passages))]
        return [
            _Candidate(shelf, number, s, w, DENSE_WEIGHT * ds + (1 - DENSE_WEIGHT) * ws)
            for (shelf, number), s, w, ds, ws in zip(
                places, similarity, keyword, _to_unit(similarity), _to_unit(keyword), strict=True
            )
        ]


def _passage(found: _Candidate, id_: str, dense: int, keyword: int, query: Sequence[str]) -> Passage:
    reading = found.shelf.reading
    stored = reading.passages[found.number]
    return Passage(
        id=id_,
        version=reading.version,
        clause=reading.clauses[stored.clause],
        span=Span(stored.start, stored.end),
        score=round(found.score, 6),
        dense_rank=dense,
        keyword_rank=keyword if found.keyword else None,
        similarity=found.similarity,
        coverage=found.shelf.keywords.coverage(query, stored.terms),
    )


def _to_unit(values: Sequence[float]) -> list[float]:
    """Values moved and scaled so that the least is 0 and the greatest 1; all 0 when they are all the same."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [(v - low) / (high - low) if high > low else 0.0 for v in values]


def _ranks(values: Sequence[float]) -> list[int]:
    """Rank of each value from 1, the greatest first."""
    ranks = [0] * len(values)
    for rank, i in enumerate(sorted(range(len(values)), key=lambda i: -values[i]), 1):
        ranks[i] = rank
    return ranks
