"""How much the sentences of several versions are about a topic."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.retrieval import FoundSentence, Retriever, Shelf
from bot.timeline.pieces import Piece, Wording
from bot.understanding.lay_words import in_legal_words
from ingest import Reading, terms

ALL = 1_000_000
"""More than there are sentences."""
NEAR = 0.8
"""Relevance from which a sentence is about what was asked. On the development questions those that were meant have 0.87
and more, others 0.75 and less."""
CLEAR = 0.9
"""Relevance from which there is no doubt of it: at least one change of an answer has it."""
RARE = 0.1
"""Share of the passages up to which a word tells a topic: "customer content" stands in half of them."""
WORDS_OF_TOPIC = 2
"""Words of a topic in what was changed, from which the change is about it: "artificial intelligence" are two."""
MOST_PARTS = 3
SHORT_PART = 3
"""Content words: "sharing and AI" are two topics, each looked up on its own; longer ones are one sentence."""
_JOINT = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\b|\bor\b|&)\s*", re.IGNORECASE)


class Relevance:
    """How much each sentence of some versions is about a topic: 0 to 1, and more in a clause that is called so."""

    def __init__(
        self, searches: Sequence[Sequence[FoundSentence]], topics: Sequence[frozenset[str]], words: frozenset[str]
    ) -> None:
        """What was found for each of several topics.

        Args:
            searches: the sentences for each, best first.
            topics: the stemmed words of each.
            words: those by which a change is told to be about one of them.
        """
        self._topics = [topic for topic in topics if topic]
        self._words = words
        self._places: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
        self.named = False
        """Whether a clause is called what was asked for."""
        self.similarity = 0.0
        """Cosine of the topic and the passage of the best sentence, as far as that tells anything."""
        for found in searches:
            best = max((one.score for one in found), default=0.0) or 1.0
            near = max((one.passage.similarity for one in found[:3]), default=0.0)
            self.similarity = max(self.similarity, near)
            for one in found:
                self._places[one.passage.version.id].append((*one.span, one.score / best))
        for places in self._places.values():
            places.sort()

    def of(self, wording: Wording) -> float:
        places = self._places.get(wording.version.id, [])
        low = max(0, bisect_left(places, (wording.span.start, 0, 0.0)) - 1)
        high = bisect_right(places, (wording.span.end, 0, 0.0))
        start, end = wording.span
        score = max((score for a, b, score in places[low:high] if a < end and start < b), default=0.0)
        # A clause that is called what was asked for is about it, whatever its sentences are like.
        return 1 + score if self._called(wording) else score

    def _called(self, wording: Wording) -> bool:
        title = content(wording.clause.title)
        return any(
            (topic <= title and len(title) <= len(topic) + 1) or (title <= topic and len(title) > 1)
            for topic in self._topics
        )

    def of_piece(self, piece: Piece) -> float:
        """Of a change: that of its nearer side, and at least ``CLEAR`` where it puts in or takes out the topic's words.

        A long sentence is about many things; what was changed in it may well be the topic.
        """
        nearest = max(self.of(side) for side in piece.sides)
        return max(nearest, CLEAR) if len(piece.changed_words & self._words) >= WORDS_OF_TOPIC else nearest

    def best(self, wordings: Sequence[Wording]) -> list[tuple[float, Wording]]:
        """The sentences with their scores, best first."""
        self.named = self.named or any(self._called(w) for w in wordings)
        return sorted(((self.of(w), w) for w in wordings), key=lambda row: -row[0])


def relevance(retriever: Retriever, shelves: Sequence[Shelf], readings: Mapping[int, Reading], topic: str) -> Relevance:
    parts = parts_of(topic)
    words = _rare(content(topic) | content(in_legal_words(topic)), shelves)
    searches = [retriever.sentences(shelves, part, ALL, readings) for part in parts]
    return Relevance(searches, [content(part) for part in parts], words)


def _rare(words: frozenset[str], shelves: Sequence[Shelf]) -> frozenset[str]:
    """Those of some words that do not stand everywhere."""
    passages = [frozenset(item.stored.terms) for shelf in shelves for item in shelf.items]
    return frozenset(word for word in words if sum(word in terms_ for terms_ in passages) <= RARE * len(passages))


def parts_of(topic: str) -> list[str]:
    """The topics of "sharing and AI", each to be looked up on its own."""
    parts = [part for part in _JOINT.split(topic) if terms(part)]
    if 1 < len(parts) <= MOST_PARTS and all(len(terms(part)) <= SHORT_PART for part in parts):
        return parts
    return [topic]


_GENERIC = frozenset(
    terms(
        "change changed term terms update updated version rule rules thing things part bit stuff anything something new"
        " old differ different difference actually policy agreement document right early late big small way now still"
        " always before later people company service one ones happened happen say said"
    )
)
"""Words that tell no topic."""


def content(topic: str) -> frozenset[str]:
    """The stemmed words of a topic that say what it is about."""
    return frozenset(terms(topic)) - _GENERIC


def spoken_of(topic: str, wordings: Sequence[Wording]) -> bool:
    """Whether any word of a topic, or what terms call it, stands in a text."""
    words = content(topic) | content(in_legal_words(topic))
    return any(words & frozenset(terms(w.words)) for w in wordings)
