"""READ FIRST in bot/retrieval: a question → the passages of some versions that are about it, best first.

    question ──read──▶ Query ──signals──▶ meaning, sentence, words ──fuse──▶ scores ──rules──▶ order ──▶ passages

Three signals, each brought to 0..1 within the search, are added with fixed weights; rules then lift what was asked for
by name. Where the weights come from: docs/decisions/0010-finding-the-clause.md. One passage a clause: the best of its
slices. A chat model may put the first few in another order, where one is configured for that.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.query import Query, read_query
from bot.retrieval.rules import Found, Lift, lifts
from bot.retrieval.shelf import Floats, Item, Shelf
from bot.retrieval.signals import Signals, signals
from bot.understanding.lay_words import question_vector
from ingest import Clause, Passage, Reading, Span, Version

MEANING, SENTENCE, WORDS = 0.3, 0.5, 0.2
"""Weights of the signals. Chosen on the development questions of four public sets and our own, where a third more or
less of any of them changed no figure by more than 0.03."""
LONG_CLAUSE = 3_500
"""Characters, some three passages. A longer clause is a chapter, or a document in which no clauses could be told: each
of its passages is found on its own."""
ALONE = 0.7
"""Weight of a sentence's own likeness, beside 1 - ALONE for the score of its passage."""
SAYS_SOMETHING = 40
"""Characters; shorter ones are headings and words like "as follows"."""
BEST = 15
"""Passages whose text the rules read."""


class EmbedsQuestions(Protocol):
    """The part of an embedding model that a search needs; ``ingest``'s is one."""

    def embed_questions(self, texts: list[str]) -> Floats: ...


Rerank = Callable[[str, Sequence[Passage], Mapping[int, Reading]], list[int]]
"""A question, the passages found and the versions they stand in → the passages' numbers in a better order."""
RERANKED = 12
"""Passages that are put in order, when something does."""


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """One sentence, as found by a search."""

    passage: Passage
    span: Span
    """Where it stands in the source."""
    score: float
    similarity: float = 0.0
    """Cosine of question and sentence, -1 to 1."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """One passage of a search."""

    shelf: Shelf
    number: int
    score: float
    lifts: Sequence[Lift]
    signals: Signals
    dense: int
    keyword: int

    @property
    def item(self) -> Item:
        return self.shelf.items[self.number]


class Retriever:
    """Ranks the passages of shelves for a question."""

    def __init__(self, embedder: EmbedsQuestions, rerank: Rerank | None = None) -> None:
        self._rerank = rerank
        # A question is searched in several ways in a row: which passages come near in all services, then in what order.
        self._vector = lru_cache(maxsize=8)(lambda asked: question_vector(asked, embedder.embed_questions))

    def read(self, question: str, versions: Sequence[Version]) -> tuple[Query, Floats]:
        """What a question about these versions looks for, and its vector."""
        names = {name for version in versions for name in (version.service_name, version.service)}
        query = read_query(question, names if len({v.service for v in versions}) == 1 else ())
        return query, self._vector(query.core)

    def search(
        self, shelves: Sequence[Shelf], question: str, k: int, readings: Mapping[int, Reading] = {}
    ) -> tuple[Passage, ...]:
        """The ``k`` best passages, at most one a clause. Empty when nothing of the question can be looked for."""
        least = k if self._rerank is None else max(k, RERANKED)
        ranked = list(_one_a_clause(self._ranked(shelves, question, readings), least))
        found = [_passage(one, f"c{n}") for n, one in enumerate(ranked, 1)]
        if self._rerank is not None and len(found) > 1 and readings:
            order = self._rerank(question, found, readings)
            found = [
                replace(found[number], id=f"c{n}", reasons=(*found[number].reasons, *_moved(number, n - 1)))
                for n, number in enumerate(order, 1)
            ]
        return tuple(found[:k])

    def sentences(
        self, shelves: Sequence[Shelf], question: str, k: int, readings: Mapping[int, Reading] = {}
    ) -> tuple[FoundSentence, ...]:
        """The ``k`` best sentences of all passages: by themselves, and a little by the passage they stand in."""
        found = [
            (one, Span(sentence.start, sentence.end), float(cosine))
            for one in self._ranked(shelves, question, readings)
            for sentence, cosine in zip(one.item.stored.sentences, _cosines(one), strict=True)
            if sentence.end - sentence.start >= SAYS_SOMETHING
        ]
        alone = _to_unit(np.array([cosine for _, _, cosine in found], np.float32))
        scores = [ALONE * a + (1 - ALONE) * one.score for a, (one, _, _) in zip(alone, found, strict=True)]
        best = sorted(range(len(found)), key=lambda i: -scores[i])[:k]
        return tuple(
            FoundSentence(_passage(found[i][0], f"c{n}"), found[i][1], float(scores[i]), found[i][2])
            for n, i in enumerate(best, 1)
        )

    def _ranked(self, shelves: Sequence[Shelf], question: str, readings: Mapping[int, Reading]) -> list[_Ranked]:
        shelves = [shelf for shelf in shelves if shelf.items]
        if not any(c.isalnum() for c in question) or not shelves:
            return []
        versions = {item.version.id: item.version for shelf in shelves for item in shelf.items}
        query, vector = self.read(question, list(versions.values()))
        found = [signals(shelf, query, vector) for shelf in shelves]
        meaning, sentence, words = (
            np.concatenate([getattr(one, name) for one in found]) for name in ("meaning", "sentence", "words")
        )
        scores = MEANING * _to_unit(meaning) + SENTENCE * _to_unit(sentence) + WORDS * _to_unit(words)
        items = [item for shelf in shelves for item in shelf.items]
        said = lifts(query, Found(items, [int(i) for i in np.argsort(-scores, kind="stable")[:BEST]], readings))
        for number, lifted in said.items():
            scores[number] += sum(lift.by for lift in lifted)
        dense, keyword = _ranks(np.maximum(meaning, sentence)), _ranks(words)
        places = [(shelf, one, n) for shelf, one in zip(shelves, found, strict=True) for n in range(len(shelf.items))]
        ranked = [
            _Ranked(shelf, n, float(scores[i]), said.get(i, ()), one, int(dense[i]), int(keyword[i]) if words[i] else 0)
            for i, (shelf, one, n) in enumerate(places)
        ]
        return sorted(ranked, key=lambda one: -one.score)


def _one_a_clause(ranked: Sequence[_Ranked], k: int) -> Iterator[_Ranked]:
    seen: set[tuple[int, int, int]] = set()
    for one in ranked:
        place = (one.item.version.id, *found_span(one.item.clause, Span(one.item.stored.start, one.item.stored.end)))
        if place not in seen:
            seen.add(place)
            yield one
            if len(seen) == k:
                return


def _moved(before: int, now: int) -> tuple[str, ...]:
    return (f"put {now + 1} by the chat model, was {before + 1}",) if now != before else ()


def found_span(clause: Clause, passage: Span) -> Span:
    """What counts as one thing found: the clause, or of a very long one the passage."""
    return clause.span if clause.end - clause.start <= LONG_CLAUSE else passage


def _cosines(one: _Ranked) -> Floats:
    _, begins = one.shelf.sentences
    return one.signals.sentences[begins[one.number] : begins[one.number + 1]]


def _passage(one: _Ranked, id_: str) -> Passage:
    item, nearest = one.item, int(one.signals.nearest[one.number])
    sentence = item.stored.sentences[nearest] if nearest >= 0 else None
    return Passage(
        id=id_,
        version=item.version,
        clause=item.clause,
        span=Span(item.stored.start, item.stored.end),
        sentence=Span(sentence.start, sentence.end) if sentence and sentence.end > sentence.start else None,
        score=round(one.score, 6),
        dense_rank=one.dense,
        keyword_rank=one.keyword or None,
        similarity=float(one.signals.meaning[one.number]),
        reasons=tuple(lift.why for lift in one.lifts),
    )


def _to_unit(values: Floats) -> Floats:
    """Values moved and scaled so that the least is 0 and the greatest 1; all 0 when they are all the same."""
    low, high = values.min(initial=np.inf), values.max(initial=-np.inf)
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def _ranks(values: Floats) -> NDArray[np.intp]:
    """Rank of each value from 1, the greatest first."""
    ranks = np.empty(len(values), np.intp)
    ranks[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return ranks
