"""Keyword ranking: BM25 over the stemmed words of one version's passages.

A version has some hundred passages, so ranking is done in memory over the words stored with them; the weight of a rare
word is then its weight within these terms, and the cost of a search does not grow with the number of services.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any

K1, B = 1.2, 0.75
"""The usual BM25 constants (Robertson and Zaragoza, 2009)."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

# Function words of questions and contracts: they say nothing about which clause is meant.
_STOP = frozenset(
    """
    a about after all also am an and any are aren't as at be been being but by can can't could did didn't do
    does doesn't doing don't done for from get go got had has have he her here him his how i i'm i've if im in
    into is isn't it it's its just let like may me might more most must my no not of off on one only or other
    our out over own please s same shall she should so some such t tell than that the their them then there
    these they they're this those through to too under until up upon us very was we we're were what what's when
    where whether which while who whom why will with won't would you you're your yours
    """.split()  # noqa: SIM905  a list of words reads better so
)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


_stemming = Lock()
"""The stemmer works on its own state: two threads at once would spoil each other's words."""


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    with _stemming:
        return str(_stemmer().stemWord(word))


@lru_cache(maxsize=8_192)  # passages: the versions of a document have nearly all of them in common
def terms(text: str) -> tuple[str, ...]:
    """The content words of a text, lower-cased and stemmed, in order. "They may share my calls" → share, call."""
    words = (word.replace("’", "'").lower() for word in _WORD.findall(text))
    return tuple(_stem(word.removesuffix("'s")) for word in words if word not in _STOP and len(word) <= 64)


class KeywordIndex:
    """BM25 over a fixed list of passages, each given as its terms.

    Where a term stands is looked up when it is first asked for: a search has ten terms, a document thousands.
    """

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        self._passages = passages
        self._lengths = [len(p) for p in passages]
        self._mean = sum(self._lengths) / len(passages) if passages else 0.0
        self._postings: dict[str, list[tuple[int, int]]] = {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every term that occurs."""
        return frozenset().union(*self._passages)

    def weight(self, term: str) -> float:
        """How telling a term is here: its inverse document frequency, in nats; highest for a word that never occurs."""
        found = len(self._standing(term))
        return math.log(1 + (len(self._lengths) - found + 0.5) / (found + 0.5))

    def scores(self, query: Iterable[str]) -> list[float]:
        """BM25 score of every passage, 0 where no term of the query occurs."""
        scores = [0.0] * len(self._lengths)
        for term in set(query):
            weight = self.weight(term)
            for index, count in self._standing(term):
                norm = K1 * (1 - B + B * self._lengths[index] / self._mean)
                scores[index] += weight * count * (K1 + 1) / (count + norm)
        return scores

    def _standing(self, term: str) -> list[tuple[int, int]]:
        """The passages that hold a term, by number, and how often each does."""
        found = self._postings.get(term)
        if found is None:
            found = [(number, passage.count(term)) for number, passage in enumerate(self._passages) if term in passage]
            self._postings[term] = found
        return found
