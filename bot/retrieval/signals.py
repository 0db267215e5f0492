"""How near each passage of a shelf is to a question, in three ways that err differently.

meaning     cosine of the question and the whole passage with its titles
sentence    cosine of the question and the nearest sentence of the passage: a long clause is about several things
words       BM25 over the stemmed words: those of the question, what a mistyped one may have meant and, half, what
            they are called in terms
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.query import Query
from bot.retrieval.shelf import Floats, Shelf
from bot.retrieval.spelling import meant

LEGAL_WORDS = 0.5
"""Weight of a keyword that stands only in the legal wording of the question, beside 1 for the person's own words."""


@dataclass(frozen=True, slots=True)
class Signals:
    """One number for each passage, in the order of the shelf."""

    meaning: Floats
    sentence: Floats
    words: Floats
    nearest: NDArray[np.intp]
    """Which of the passage's sentences is nearest, -1 where it has none."""
    sentences: Floats
    """Cosine of every sentence, in order."""


def signals(shelf: Shelf, query: Query, vector: Floats) -> Signals:
    """``vector`` is the question's, of length 1."""
    count = len(shelf.items)
    if not count:
        none = np.zeros(0, np.float32)
        return Signals(none, none, none, np.zeros(0, np.intp), none)
    meaning = shelf.vectors @ vector
    rows, begins = shelf.sentences
    cosines = rows @ vector if len(rows) else np.zeros(0, np.float32)
    nearest = np.full(count, -1, np.intp)
    sentence = meaning.copy()  # a passage too short to have a sentence is one
    for number in range(count):
        low, high = begins[number], begins[number + 1]
        if high > low:
            nearest[number] = int(np.argmax(cosines[low:high]))
            sentence[number] = cosines[low + nearest[number]]
    mistyped = [other for word in query.words for other in meant(word, shelf.keywords.vocabulary)]
    own = np.array(shelf.keywords.scores([*query.words, *mistyped]), np.float32)
    legal = np.array(shelf.keywords.scores([word for word in query.legal_words if word not in mistyped]), np.float32)
    return Signals(meaning, sentence, own + LEGAL_WORDS * legal, nearest, cosines)
