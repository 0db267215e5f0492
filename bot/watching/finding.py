"""A version → the sentences in it that people want to be warned of, and those that stand against them.

    sentences ──words──▶ patterns of each kind ──and, for eight kinds, the learned part──▶ what each sentence is

Only sentences of clauses that may be cited are looked at. Nothing here is shown yet: ``bot.verifying.verify`` has to
cite it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.watching.kinds import Kind, all_kinds
from bot.watching.learned import LABELS, learned
from bot.watching.patterns import Places
from bot.watching.words import words
from ingest import CITABLE, Reading, Span, innermost, readable

FEWEST_WORDS = 5
"""A shorter sentence is a title or a list's catchword: it says what the clause is about, not what it says."""
FEWEST_BEFORE_LIST = 9
"""The same for one that introduces a list."""
_ITEM = re.compile(r"\s*(?:\(?\w{1,4}[.)]\s|[^\w\s]|[a-z])")
"""How an item of a list begins: with its number, a bullet or a small letter."""
LEAST_LIKELY = 0.5
"""Probability below which a learned label is not shown to a person, whatever its own threshold for F1 is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that is of a kind, or is a right."""

    key: str
    span: Span
    confidence: float = 1.0
    """0 to 1; how it comes about is in docs/watching.md."""
    rank: int = 0
    """Which of the patterns it was found by; the first ones say it most plainly."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one version, in the order of the text."""

    flags: tuple[Hit, ...] = ()
    rights: tuple[Hit, ...] = ()


def find(reading: Reading, within: Span | None = None) -> Found:
    """Look through a version, or only through the sentences that lie in a stretch of it."""
    known = all_kinds()
    spans = sentence_spans(reading, within)
    name = f"{reading.version.service_name}{reading.version.service}"
    texts = [readable(reading.source, span.start, span.end).text for span in spans]
    said = [words(text, name) for text in texts]
    banned = _in_prohibiting_lists(reading, spans, texts, said)
    likely = learned().probabilities(said)
    flags, rights = [], []
    for number, (span, sentence) in enumerate(zip(spans, said, strict=True)):
        if len(sentence) < (FEWEST_BEFORE_LIST if texts[number].endswith(":") else FEWEST_WORDS) or number in banned:
            continue
        places = known.book.places(sentence)
        for kind in known.kinds:
            if confidence := _confidence(kind, places, likely[number]):
                flags.append(Hit(kind.key, span, confidence, (kind.alone if kind.learned else kind.net).rank(places)))
        rights += [
            Hit(right.key, span, rank=right.net.rank(places)) for right in known.rights if right.net.holds(places)
        ]
    return Found(tuple(flags), tuple(rights))


def _confidence(kind: Kind, places: Places, likely: NDArray[np.float32]) -> float:
    """How sure it is that a sentence is of a kind; 0 for one that is not shown."""
    if kind.learned is None:
        return kind.sure if kind.net.holds(places) else 0.0
    at = LABELS.index(kind.learned)
    probability = float(likely[at])
    if kind.alone.holds(places):
        return max(kind.sure, probability)
    given = probability >= max(LEAST_LIKELY, float(learned().thresholds[at]))
    return probability if given and kind.net.holds(places) else 0.0


def _in_prohibiting_lists(
    reading: Reading, spans: Sequence[Span], texts: Sequence[str], said: Sequence[tuple[str, ...]]
) -> set[int]:
    """Numbers of the sentences that are items of a list of things a person must not do."""
    known = all_kinds()
    found: set[int] = set()
    inside = -1
    """End of the clause that such a list stands in."""
    for number, (span, text) in enumerate(zip(spans, texts, strict=True)):
        if text.rstrip().endswith(":"):
            clause = innermost(reading.clauses, span.start)
            prohibits = known.prohibiting.holds(known.book.places(said[number]))
            inside = clause.end if clause is not None and prohibits else -1
        elif span.start < inside and _ITEM.match(text):
            found.add(number)
        else:
            inside = -1
    return found


def sentence_spans(reading: Reading, within: Span | None = None) -> list[Span]:
    """The sentences of what may be cited, in order and each once."""
    found = {
        Span(sentence.start, sentence.end)
        for passage in reading.passages
        if (within is None or (passage.start < within.end and within.start < passage.end))
        and reading.clauses[passage.clause].kind in CITABLE
        for sentence in passage.sentences
        if sentence.start < sentence.end
        and (within is None or (within.start <= sentence.start and sentence.end <= within.end))
    }
    return sorted(found)
