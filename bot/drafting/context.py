"""Never half a rule: the sentences around a passage, and what must come along when one of them is shown.

A list is shown with what introduces it, a permission with the "However" that takes it back, a long sentence shortened
only where its own items begin and never at the cost of a "not".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.verifying.guard import is_negative
from bot.verifying.machines import addresses_machine
from ingest import CITABLE, Clause, Passage, Reading, Span, innermost, readable, sentences, terms

LARGEST = 6_000
"""Characters of source read around a passage."""
LONGEST_LIST = 1_500
"""Characters of a list that is shown whole; of a longer one only the items asked for are shown."""
LONG_SENTENCE = 60
"""Words; a longer sentence is shortened at its inline items."""
MOST_EXCEPTIONS = 2

_MARKED_LINE = re.compile(r"[ \t\xa0>]*(?:[-*+•●▪◦‣·][ \t\xa0]|\(?[0-9A-Za-z]{1,5}\\?[.)][*_ \t\xa0])[*_ \t\xa0]*$")
_MARKED_WORDS = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})[.)]\s", re.IGNORECASE)
_LABEL = re.compile(r"^(?:\(?(?:[a-z]|[ivxlc]{1,6}|\d{1,3})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?)\s+(?=\S)", re.IGNORECASE)
_EXCEPTS_AFTER = re.compile(
    r"(?:however|notwithstanding|except|unless|but|provided|nothing in|the foregoing|this (?:does|do|shall|will|section"
    r"|clause|paragraph|restriction|limitation|exclusion)|these (?:do|restrictions|limitations|exclusions)"
    r"|some (?:jurisdictions|countries|states)|(?:the |an? )?(?:only |sole |one )?exceptions?)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"(?:however|notwithstanding (?:the (?:above|foregoing|preceding)|anything)|despite (?:the|anything|what))\b",
    re.IGNORECASE,
)
_INLINE_ITEM = re.compile(r"(?<=[\s;,:])(?=\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item of the document."""

    span: Span
    words: str
    """Readable."""
    clause: Clause | None
    """The one it is cited by."""
    item: bool
    """It begins with a bullet, number or letter of its own."""

    @property
    def introduces(self) -> bool:
        return self.words.endswith((":", "—", "–"))


class Stretch(NamedTuple):
    """What is read around a passage."""

    start: int
    end: int
    before: int
    """Where its last sentence must have ended: what ends later may be cut off."""


def around(reading: Reading, passage: Passage) -> list[Sentence]:
    """The quotable sentences of the largest clause around a passage that is short enough to be read whole."""
    return read(reading, stretch(reading, passage.clause, passage.span))


def stretch(reading: Reading, clause: Clause, passage: Span) -> Stretch:
    """The largest clause around a passage of a clause that is short enough to be read whole: the same for all in it."""
    span = passage
    for outer in reading.clauses:
        holds = outer.start <= span.start and span.end <= outer.end
        if holds and outer.end - outer.start <= max(LARGEST, span.end - span.start):
            span = min(span, outer.span, key=lambda s: s.start - s.end)
    if span == passage:  # every clause around it is too long: the passage and what follows, as far as whole
        end = min(clause.end, span.end + LARGEST // 2)
        return Stretch(span.start, end, max(end, span.end + 1))
    return Stretch(span.start, span.end, span.end + 1)


def read(reading: Reading, stretch: Stretch) -> list[Sentence]:
    """The quotable sentences of a stretch of a version."""
    found = (s for s in sentences(reading.source, stretch.start, stretch.end) if s.end < stretch.before)
    return [s for s in (sentence_of(reading, s) for s in found) if quotable(reading, s)]


def all_of(reading: Reading, clause: Clause) -> list[Sentence | None]:
    """Every sentence of a clause and of what lies in it; None for one that may not be quoted and for bare titles."""
    found = (sentence_of(reading, span) for span in sentences(reading.source, *clause.span))
    return [sentence if quotable(reading, sentence) and not is_title(sentence) else None for sentence in found]


def without_label(words: str) -> str:
    """A sentence without the number or letter before it."""
    return _LABEL.sub("", words)


def is_title(sentence: Sentence) -> bool:
    """Whether it is only the title of its clause, with or without the number."""
    title = sentence.clause.title if sentence.clause else ""
    return without_label(sentence.words).rstrip(".: ").lower() == title.rstrip(".: ").lower()


def quotable(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence may be quoted: no notes, nothing hidden, nothing said to a machine."""
    span = sentence.span
    return (
        sentence.clause is not None
        and sentence.clause.kind in CITABLE
        and not any(hidden.start < span.end and span.start < hidden.end for hidden in reading.hidden)
        and not addresses_machine(sentence.words)
    )


def sentence_of(reading: Reading, span: Span) -> Sentence:
    """A stretch of the source as a sentence."""
    words = readable(reading.source, span.start, span.end).text
    line = reading.source[reading.source.rfind("\n", max(0, span.start - 80), span.start) + 1 : span.start]
    return Sentence(
        span,
        words,
        innermost(reading.clauses, span.start),
        bool(_MARKED_LINE.match(line) or _MARKED_WORDS.match(words)),
    )


def is_whole(sentence: Sentence) -> bool:
    """Whether it says something: not a title, a heading, a label or a scrap of a table."""
    words = without_label(sentence.words)
    if len(words.split()) < 3 or is_title(sentence):
        return False
    return (
        sentence.item or words.endswith((".", "!", "?", ":", ";", "”", '"', ")", ",", "and", "or")) or len(words) > 80
    )


def group(sentences: Sequence[Sentence], at: int, query: frozenset[str]) -> tuple[int, ...]:
    """The sentences that make one statement with the one at ``at``: its list and the words that introduce it."""
    intro = at
    if sentences[at].item and not sentences[at].introduces:
        while intro > 0 and at - intro < 40 and not sentences[intro].introduces:
            if not sentences[intro].item and intro != at:
                return _chain(sentences, at)  # the list has no introduction
            intro -= 1
    if not sentences[intro].introduces:
        return _chain(sentences, at)
    clause = sentences[intro].clause
    end = clause.end if clause else sentences[-1].span.end
    inside = [n for n in range(intro + 1, len(sentences)) if sentences[n].span.start < end]
    items = [n for n in inside if sentences[n].item or n == intro + 1]
    listed = [n for step, n in enumerate(items) if n == intro + 1 + step][:60]
    if sum(len(sentences[n].words) for n in listed) <= LONGEST_LIST:
        return (intro, *listed)
    asked = sorted(listed, key=lambda n: (n != at, -len(query & frozenset(terms(sentences[n].words)))))[:3]
    return (intro, *sorted(asked))


def _chain(sentences: Sequence[Sentence], at: int) -> tuple[int, ...]:
    """The pieces of a sentence that was cut at semicolons because it is long."""
    low = high = at
    while low > 0 and sentences[low - 1].words.endswith(";") and not sentences[low].item:
        low -= 1
    while high + 1 < len(sentences) and sentences[high].words.endswith(";") and not sentences[high + 1].item:
        high += 1
    return tuple(range(low, high + 1))


def exceptions(sentences: Sequence[Sentence], chosen: Sequence[int]) -> tuple[int, ...]:
    """Sentences that take back or narrow what was chosen, of the same clause."""
    last = max(chosen)
    clause = sentences[chosen[0]].clause
    found = []
    if last + 1 < len(sentences) and _EXCEPTS_AFTER.match(_LABEL.sub("", sentences[last + 1].words)):
        found.append(last + 1)
    for at, sentence in enumerate(sentences):
        takes_back = sentence.clause == clause and at not in chosen and at not in found and at > chosen[0]
        if takes_back and _TAKES_BACK.match(sentence.words) and is_negative(sentence.words):
            found.append(at)
    return tuple(at for at in found if sentences[at].clause == clause and at not in chosen)[:MOST_EXCEPTIONS]


def shown(words: str, query: frozenset[str]) -> str:
    """A sentence as it is shown: without the number before it, and when long without the inline items not asked for.

    >>> shown("(b) You may (i) look.", frozenset())
    'You may (i) look.'
    """
    words = _LABEL.sub("", words)
    if len(words.split()) <= LONG_SENTENCE:
        return words
    lead, *items = [piece.strip() for piece in _INLINE_ITEM.split(words)]
    if len(items) < 3:
        return words
    # The last item holds what follows the run, which may well be the point.
    kept = [lead]
    for item in items[:-1]:
        kept.append(item if is_negative(item) or query & frozenset(terms(item)) else "…")
    kept.append(items[-1])
    return re.sub(r"…(?: …)+", "…", " ".join(kept))
