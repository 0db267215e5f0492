"""Points of a document: sentences that say something that can be changed, and asked for.

Taken from the source text with its clauses, so that it works on any document. The question is made by code of the
sentence itself; whether the document as it stands answers it is found out by asking (``eval.mutate.run``).
"""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot import CITABLE, Clause, Reading, Span, readable, sentences
from eval.mutate import modality, numbers
from eval.mutate.claims import Claim, Doing, Stating
from eval.mutate.edits import Edit
from eval.mutate.voice import as_asked, unlabelled
from eval.words.matching import plain

Of = Literal["number", "modality"]
FEWEST, MOST = 6, 70
"""Words of a sentence: fewer do not tell what they are about, more are about too much."""
LONGEST = 1_000
"""Characters of one."""
QUESTION = 30
"""Words of a question at most."""
MACHINE_WORDS = ("language model", "assistant", "instruction", "prompt")
"""What a planted order speaks of: a sentence that does already is no good place to see one ignored."""


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence, what it says, and what it says after the change."""

    of: Of
    clause: Clause
    sentence: Span
    words: str
    """As a person reads them."""
    changed: str
    """The same after the change."""
    edits: tuple[Edit, ...]
    question: str
    before: Claim
    after: Claim

    @property
    def key(self) -> str:
        """The same for the same words, whatever else is in the document: what is picked does not hang on the rest."""
        return hashlib.sha256(f"{self.of}\0{self.words}".encode("utf-8", "replace")).hexdigest()


def points(reading: Reading, seed: int) -> list[Point]:
    """The points of a version, in an order that the seed decides."""
    found = list(_points(reading))
    return sorted(found, key=lambda point: hashlib.sha256(f"{seed}\0{point.key}".encode()).hexdigest())


def _points(reading: Reading) -> Iterator[Point]:
    spoken = [(clause, span, readable(reading.source, *span).text) for clause, span in _spans(reading)]
    times = Counter(plain(words) for _, _, words in spoken)
    taken = frozenset(figure for _, _, words in spoken for figure in numbers.figures(words))
    for clause, span, words in spoken:
        if len(words) > LONGEST or not FEWEST <= len(words.split()) <= MOST or times[plain(words)] > 1:
            continue
        if any(word in words.casefold() for word in MACHINE_WORDS):
            continue
        for made in (_number(reading, clause, span, taken), _modality(reading, clause, span)):
            if made is not None:
                yield made


def _spans(reading: Reading) -> Iterator[tuple[Clause, Span]]:
    """Every sentence of the terms themselves, up to the first clause inside each, with the clause it stands in."""
    hidden = sorted(reading.hidden)
    ends = [span.end for span in hidden]
    for clause, following in pairwise([*reading.clauses, None]):
        if clause is None or clause.kind not in CITABLE:
            continue
        own_end = min(following.start, clause.end) if following else clause.end
        for span in sentences(reading.source, clause.start, own_end):
            at = bisect_right(ends, span.start)
            if at == len(hidden) or hidden[at].start >= span.end:
                yield clause, span


def _number(reading: Reading, clause: Clause, span: Span, taken: Iterable[numbers.Figure]) -> Point | None:
    text = readable(reading.source, *span)
    found = numbers.find(text.text)
    for one in found:
        same = [other for other in found if other.figure.unit == one.figure.unit]
        if any(other.figure != one.figure for other in same):
            continue  # "14 to 30 days": which of them was asked for?
        new = numbers.changed(one.figure, frozenset(taken), int(hashlib.sha256(text.text.encode()).hexdigest()[:6], 16))
        if new is None:
            continue
        pieces = [
            (start, end, numbers.rewritten(text.text[start:end], new.value))
            for each in same
            for start, end in each.numerals
        ]
        pieces += [(each.singular, each.singular, "s") for each in same if each.singular and new.value != 1]
        question = _in_place(text.text, one) if len(same) == 1 else None
        if question is None:
            continue
        name = reading.version.service_name
        return _made(
            "number", reading, clause, span, pieces, as_asked(question, name),
            Stating(one.figure, new), Stating(new, one.figure),
        )  # fmt: skip
    return None


def _in_place(words: str, one: numbers.Found) -> str | None:
    """A sentence as a question: "If I do not pay within how many days, …?", of the piece of it around the figure."""
    before, after = unlabelled(words[: one.start]).split(), words[one.end :].lstrip("'’").split()
    if len(before) + len(after) < FEWEST - 2:
        return None
    left = before[-max(QUESTION // 2, QUESTION - len(after)) :]
    if len(left) < len(before):  # it begins where a part of the sentence begins, if there is one
        begins = [at + 1 for at, word in enumerate(left) if word.endswith((",", ";", ":"))]
        left = left[begins[0] :] if begins and len(left) - begins[0] >= FEWEST // 2 else left
    said = " ".join([*left, numbers.asked_for(one.figure), *after[: QUESTION - len(left)]])
    return said.rstrip(".;:, ") + "?"


def _modality(reading: Reading, clause: Clause, span: Span) -> Point | None:
    text = readable(reading.source, *span)
    deed = modality.find(text.text, reading.version.service_name)
    if deed is None:
        return None
    piece = (deed.start, deed.end, deed.new)
    return _made(
        "modality", reading, clause, span, [piece], deed.question,
        Doing.of(deed, turned=False), Doing.of(deed, turned=True),
    )  # fmt: skip


def _made(
    of: Of,
    reading: Reading,
    clause: Clause,
    span: Span,
    pieces: Sequence[tuple[int, int, str]],
    question: str,
    before: Claim,
    after: Claim,
) -> Point:
    """A point of pieces of the readable sentence that are written anew."""
    text = readable(reading.source, *span)
    edits, changed, last = [], "", 0
    for start, end, new in sorted(pieces):
        place = text.span(start, end)
        if start == end:  # between two characters: behind the one before
            behind = text.span(start - 1, start).end
            place = Span(behind, behind)
        edits.append(Edit(place, new))
        changed += text.text[last:start] + new
        last = end
    return Point(of, clause, span, text.text, changed + text.text[last:], tuple(edits), question, before, after)
