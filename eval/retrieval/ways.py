"""The compared ways of searching: the product's own, and what most people would use instead.

    ours                  the product's search, as a person gets it
    BM25 alone            the product's keyword ranking of the passages' words
    dense alone           cosine of the plain MiniLM vectors of question and passage
    equal-weight fusion   both, each brought to 0..1 within the search, and added

The tutorial's pipeline is in ``tutorial.py``.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot import Passage, Reading, Span, Version, terms
from eval.retrieval.sets import Found, SearchQuestion
from eval.retrieval.units import Collection, Scope, firsts
from eval.retrieval.vectors import Vectors

OURS, BM25, DENSE, FUSION = "ours", "BM25 alone", "dense alone", "equal-weight fusion"
DEEPER = 10
"""Passages asked for, for each document or sentence wanted: several can be of the same one."""

Scores = NDArray[np.float64]


class Way(Protocol):
    """One way of searching."""

    @property
    def name(self) -> str: ...

    def find(self, question: SearchQuestion, at_most: int) -> list[Found]:
        """The best results first. Raises PlainTermsError when it cannot search for that."""
        ...


class FoundSentence(Protocol):
    """A sentence as the product's search finds it."""

    @property
    def passage(self) -> Passage: ...

    @property
    def span(self) -> Span: ...


class Searches(Protocol):
    """The product's search; ``bot.Explainer`` is one."""

    def search(
        self, service: str, words: str, k: int = 10, as_of: date | None = None, terms_type: str | None = None
    ) -> tuple[Passage, ...]: ...

    def search_across(self, services: Sequence[str], words: str, k: int) -> tuple[Passage, ...]: ...

    def search_sentences(self, service: str, words: str, k: int) -> Sequence[FoundSentence]: ...

    def reading(self, version: Version) -> Reading: ...


class Ours:
    """The product's search."""

    name = OURS

    def __init__(self, searches: Searches, collection: Collection) -> None:
        self._searches = searches
        self._collection = collection

    def find(self, question: SearchQuestion, at_most: int) -> list[Found]:
        """The best results first. Raises PlainTermsError as the search does."""
        collection, words = self._collection, question.words
        versions = [collection.documents[name] for name in collection.names(question.documents)]
        if collection.ranked == "documents":
            services = [version.service for version in versions]
            found = self._named(self._searches.search_across(services, words, at_most * DEEPER))
        elif collection.ranked == "passages":
            searched = (
                self._searches.search(v.service, words, at_most, question.as_of, v.terms_type) for v in versions
            )
            found = [one for passages in searched for one in self._named(passages)]
        else:
            sentences = (self._searches.search_sentences(v.service, words, at_most * DEEPER) for v in versions)
            found = [
                line
                for some in sentences
                for s in some
                for line in collection.held_lines(collection.name_of(s.passage.version), s.span)
            ]
        return firsts(found, collection.ranked, at_most)

    def _named(self, passages: Sequence[Passage]) -> list[Found]:
        return [Found(self._collection.name_of(p.version), p.span, p.clause.span) for p in passages]


class Baseline:
    """A score for each unit, the highest first.

    Units that share no word with the question come last, in the order of the document, as the published baselines have
    them: questions of few words would find less than ten sentences otherwise.
    """

    def __init__(self, name: str, collection: Collection, score: Callable[[Scope, str], Scores]) -> None:
        self.name = name
        self._collection = collection
        self._score = score

    def find(self, question: SearchQuestion, at_most: int) -> list[Found]:
        """The best results first; of equal ones the one that stands first in its document."""
        scope = self._collection.scope(question.documents)
        if not scope.units:
            return []
        scores = self._score(scope, question.words)
        order = np.argsort(-scores, kind="stable")
        return firsts((scope.units[i].found for i in order), self._collection.ranked, at_most)


def baselines(collection: Collection, vectors: Vectors) -> tuple[Baseline, ...]:
    """BM25, plain MiniLM and both together. The vectors of all units and questions must have been learnt."""

    def keywords(scope: Scope, words: str) -> Scores:
        return np.asarray(scope.keywords.scores(terms(words)), np.float64)

    def dense(scope: Scope, words: str) -> Scores:
        rows = vectors.of([unit.words for unit in scope.units])
        return np.asarray(rows @ vectors.of([words])[0], np.float64)

    def fusion(scope: Scope, words: str) -> Scores:
        return to_unit(keywords(scope, words)) + to_unit(dense(scope, words))

    return (
        Baseline(BM25, collection, keywords),
        Baseline(DENSE, collection, dense),
        Baseline(FUSION, collection, fusion),
    )


def to_unit(values: Scores) -> Scores:
    """Values moved and scaled so that the least is 0 and the greatest 1; all 0 when they are all the same."""
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros_like(values)
