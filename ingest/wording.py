r"""What counts as the wording of terms, so that two renderings of one text are told from two texts.

    >>> from ingest.segment import segment
    >>> a, b = "27.  **FEES**\n\n**10.1 Price**. You pay “ten”.", "**10\\. Fees**\n\n10.1 Price. You pay \"ten\"."
    >>> fingerprint(a, segment(a, "markdown").clauses) == fingerprint(b, segment(b, "markdown").clauses)
    True

Wording is what stands in citable clauses, in words and punctuation. It is not: markup, typography, white space, the
case of titles, targets of links, menus, contents, notes, the name and the stated date of the document, and numbers
that only count. Of numbers,
those of a converted list (``27.``) never matter, since a page that counts anew changes them all; a marker that the
author typed (``(b)``, ``10\.``) matters where it does not simply follow the one before it, because only then does it
say more than the order of the clauses; and a number that holds its whole address (``10.4``) always matters.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from ingest.readable import Readable, fold, readable
from ingest.segment.dates import FORMATS, document_date, stated_date
from ingest.segment.labels import Label, read_label
from ingest.segment.titles import is_capitals, is_dated, is_title_case, names_document
from ingest.types import CITABLE, Clause, Span

_CAMEL = r"(?<=[a-z\u00df-\u00ff])(?=[A-Z\u00c0-\u00de])|(?<=[A-Z])(?=[A-Z][a-z])"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[^\W\d_]+?(?:{_CAMEL}|(?![^\W\d_]))|\.{{3,}}|-{{2,}}|\S")
"""A number, a word or one other sign. "AcmeWeb" is two words: bold type that ends can swallow the space after it."""
_LISTED = re.compile(r"[ \t\xa0>]*+(?:[-*+][ \t]++)?\d{1,9}[.)](?=\s|$)")
"""The number of a Markdown list item; one that was typed is escaped (``10\\.``) or stands in emphasis or a heading."""
_OPENS_BLOCK = re.compile(r"[ \t\xa0]*+(?:\#{1,6}\s|\||>|[-*+]\s|\d{1,9}[.)]\s)")
_GLUED = re.compile(r"\d{1,3}(?:\.\d{1,3})+(?=[^\W\d_])")
_BLANK = re.compile(r"[-=*_|:+\s>]*+$")
_CLOSES_TITLE = frozenset(".:-")
_LEAD = re.compile(r"[^.:;!?]++")
LONGEST_MARKER = 40
"""Characters at the start of a block in which its number stands."""
MOST_TITLE_WORDS = 16
"""Words up to the first stop of a block that can be its title."""
LONGEST_DATE_LINE = 160
"""Characters of a line that only says from when the document is."""
REMEMBERED = 2_048
"""Stretches whose words are remembered; a long document has about 500."""
MOST_LEVELS = 32
"""Of numbering that is followed at once; deeper ones are forgotten from the outside."""


class Word(NamedTuple):
    """A word, number or sign of the wording."""

    key: str
    """What it is compared by."""
    start: int
    end: int
    """Where it stands in the readable text it was read from."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """An unbroken run of a clause's own text."""

    span: Span
    """In the source."""
    text: Readable
    words: tuple[Word, ...]
    """Without the number the clause begins with, list numbers and the stated date."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A clause's own words: those of its span that are not in the span of a clause inside it."""

    clause: int
    """Index among the clauses that were given."""
    number: str
    """The number it begins with, where that is part of the wording: "10.4"; else ""."""
    stretches: tuple[Stretch, ...]
    """In order; a second one is text that comes back after a list. Those without words are left out."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(word.key for stretch in self.stretches for word in stretch.words)


@lru_cache(maxsize=2)  # in a chain of versions each one is compared with the one before and with the one after
def wordings(source: str, clauses: tuple[Clause, ...]) -> tuple[Wording, ...]:
    """The own wording of each citable clause, in order of ``clauses``; of one without words it is empty.

    Args:
        source: the text that the clauses are places in.
        clauses: as ``segment`` gives them, by start, the enclosing one first.
    """
    owned: dict[int, list[Stretch]] = {index: [] for index, c in enumerate(clauses) if c.kind in CITABLE}
    numbers: dict[int, str] = {}
    reader = _Reader(source, clauses)
    for index, span in own_spans(clauses):
        if index in owned:
            number, stretch = reader.read(span, None if index in numbers else clauses[index])
            numbers.setdefault(index, number)
            if stretch.words:
                owned[index].append(stretch)
    return tuple(Wording(index, numbers.get(index, ""), tuple(found)) for index, found in owned.items())


def fingerprint(source: str, clauses: tuple[Clause, ...]) -> str:
    """Hash of all citable wording in the order of the document: equal for two texts that are the same terms.

    How the wording is cut into clauses is no part of it, nor is the stated date: a caller to whom a text that was
    only dated anew is another version compares the dates as well.
    """
    return fingerprint_of(wordings(source, clauses))


def fingerprint_of(found: Sequence[Wording]) -> str:
    """The same of wordings that were read already."""
    return sha256("\x1f".join(key for key, _ in stream(found)).encode("utf-8", "surrogatepass")).hexdigest()


def stream(found: Sequence[Wording]) -> list[tuple[str, int]]:
    """All words in the order of the document, the numbers that matter among them, each with its clause."""
    pieces = []
    for wording in found:
        if wording.number and not wording.stretches:
            continue
        for place, stretch in enumerate(wording.stretches):
            number = [wording.number] if wording.number and place == 0 else []
            pieces.append((stretch.span, wording.clause, [*number, *(word.key for word in stretch.words)]))
    return [(key, clause) for _, clause, keys in sorted(pieces, key=lambda piece: piece[:2]) for key in keys]


def own_spans(clauses: Sequence[Clause]) -> Iterator[tuple[int, Span]]:
    """Each stretch of the source with the index of the innermost clause around it, in order."""
    edges = sorted({edge for clause in clauses for edge in clause.span})
    order = sorted(range(len(clauses)), key=lambda index: (clauses[index].start, -clauses[index].end))
    inside: list[int] = []  # innermost last
    waiting = 0
    last: tuple[int, Span] | None = None
    for low, high in pairwise(edges):
        while waiting < len(order) and clauses[order[waiting]].start <= low:
            inside.append(order[waiting])
            waiting += 1
        while inside and clauses[inside[-1]].end <= low:
            inside.pop()
        if inside and last and last[0] == inside[-1] and last[1].end == low:
            last = (last[0], Span(last[1].start, high))
            continue
        if last:
            yield last
        last = (inside[-1], Span(low, high)) if inside else None
    if last:
        yield last


class _Reader:
    """Reads stretches in the order of the document, and knows how far its numbering has come."""

    def __init__(self, source: str, clauses: Sequence[Clause]) -> None:
        self._source = source
        self._stated = document_date(source, clauses)
        self._titled = False  # the document's own title has been met
        self._levels: list[tuple[tuple[str, str], int]] = []  # kind of number, last value; outermost first

    def read(self, span: Span, opening: Clause | None) -> tuple[str, Stretch]:
        """The number and words of a stretch; ``opening`` is the clause that it begins, if it begins one."""
        text = readable(self._source, *span)
        number = ""
        left_out: list[Span] = []  # in the readable text
        titles: list[int] = []  # where one can stand
        lines = [*self._lines(span)]
        places = [*(text.at(line) for line, _ in lines), len(text.text)]
        for (line, opens), (place, following) in zip(lines, pairwise(places), strict=True):
            if place == following:
                continue
            first = opening is not None and place == 0
            words = text.text[place:following].strip()
            dated = len(words) <= LONGEST_DATE_LINE and is_dated(words)
            if dated or (first and opening and self._is_document_title(words, opening)):
                left_out.append(Span(place, following))
            else:
                left_out += self._stated_dates(text.text, place, following)
                if opens:
                    listed = bool(_LISTED.match(self._source, line))
                    end, kept = self._marker(text.text, place, following, listed=listed)
                    titles.append(end)
                    if not kept or first:
                        left_out.append(Span(place, end))
                    if first:
                        number = kept
        title = opening.title if opening and opening.label + opening.title else ""
        spelled = _words(text.text, tuple(sorted(left_out)))
        return number, Stretch(span, text, _quiet_titles(spelled, text.text, titles, title))

    def _is_document_title(self, words: str, clause: Clause) -> bool:
        """Whether a line is the name of the whole document, which pages print now and then."""
        own = clause.kind == "preamble" and not clause.label and clause.title == words and names_document(words)
        own, self._titled = own and not self._titled, self._titled or clause.kind in CITABLE
        return own

    def _lines(self, span: Span) -> Iterator[tuple[int, bool]]:
        """Where the lines of a stretch start, and whether each opens a block."""
        at, opens = span.start, True
        while at < span.end:
            newline = self._source.find("\n", at, span.end)
            to = span.end if newline < 0 else newline
            blank = bool(_BLANK.fullmatch(self._source, at, to))
            if not blank:
                yield at, opens or bool(_OPENS_BLOCK.match(self._source, at, to))
            opens = blank or self._source.startswith("#", at)
            at = to + 1

    def _stated_dates(self, text: str, start: int, end: int) -> list[Span]:
        """Where the line says the date of the document in a sentence."""
        if self._stated is None or str(self._stated.year) not in text[start:end]:
            return []
        return [Span(start + low, start + high) for low, high in _announced(text[start:end], self._stated)]

    def _marker(self, text: str, start: int, end: int, *, listed: bool) -> tuple[int, str]:
        """Where the number at the start of a block ends, and what of it is wording."""
        label = _label(text, start, end)
        if label and listed and label.form in ("dot", "bracket") and label.text.isdecimal():
            start += label.end
            label = _label(text, start, end)  # "1. (a) You may": the item's own number
        if label is None:
            return start, ""
        end = start + min(label.end, len(label.text) if _GLUED.match(text, start) else label.end)
        counted = not label.absolute and "." not in label.text and self._follows(label)
        return end, "" if counted else label.text

    def _follows(self, label: Label) -> bool:
        """Whether a number is the one after the last of its kind, or the first; takes note of it."""
        kinds = [((reading.family, label.form), reading.value) for reading in label.readings]
        for level in range(len(self._levels) - 1, -1, -1):
            kind, last = self._levels[level]
            if (kind, last + 1) in kinds:
                self._levels[level:] = [(kind, last + 1)]
                return True
        begins = next(((kind, value) for kind, value in kinds if value == 1), None)
        known = next((i for i in range(len(self._levels) - 1, -1, -1) if self._levels[i][0] == kinds[0][0]), None)
        if begins is None and known is not None:
            self._levels[known:] = [kinds[0]]
            return False
        self._levels.append(begins or kinds[0])
        del self._levels[:-MOST_LEVELS]
        return True


def _label(text: str, start: int, end: int) -> Label | None:
    """The number at ``start``, also where bold type that ended swallowed the space after it: "10.4Licence"."""
    head = text[start : min(end, start + LONGEST_MARKER)]
    return read_label(_GLUED.sub(r"\g<0> ", head, count=1)) if _GLUED.match(head) else read_label(head)


def _announced(line: str, stated: date) -> list[Span]:
    """Where a line that announces the date of the document has that date."""
    found = [Span(*m.span()) for _, pattern in FORMATS for m in pattern.finditer(line)]
    if not found or stated_date(line) != stated:
        return []
    return sorted(span for span in found if stated_date(f"Effective {line[slice(*span)]}") == stated)


@lru_cache(maxsize=REMEMBERED)
def _words(text: str, left_out: tuple[Span, ...]) -> tuple[Word, ...]:
    """The words of readable text, but for some stretches in order.

    Remembered, since the versions of a document have nearly all their text in common.
    """
    words: list[Word] = []
    at = 0
    for start, end in (*left_out, Span(len(text), len(text))):
        if at < start:
            words.extend(_spelled(text, at, start))
        at = max(at, end)
    return tuple(words)


def _spelled(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        key = match.group()
        if not key.isascii() or key[0] in ".-":
            key = unicodedata.normalize("NFKC", fold(key))
        yield Word(key, match.start(), match.end())


def _quiet_titles(words: tuple[Word, ...], text: str, places: Sequence[int], title: str) -> tuple[Word, ...]:
    """The words with those of titles in lower case and without the stop after them.

    Args:
        words: of the text, in order.
        text: readable.
        places: where in it a title can stand, in order.
        title: what is known to be one, if it stands at the first of them.
    """
    result = list(words)
    starts = [word.start for word in words]
    dropped: set[int] = set()
    for count, place in enumerate(places):
        stop = _LEAD.match(text, place)
        ends = [place + len(title)] if count == 0 and title and text.startswith(title, place) else []
        if stop and is_title(stop.group().strip()):
            ends.append(stop.end())
        if not ends:
            continue
        first, last = bisect_left(starts, place), bisect_left(starts, max(ends))
        for index in range(first, last):
            result[index] = words[index]._replace(key=words[index].key.casefold())
        if last < len(words) and words[last].key in _CLOSES_TITLE:
            dropped.add(last)
    return tuple(word for index, word in enumerate(result) if index not in dropped)


def is_title(lead: str) -> bool:
    """Whether the first words of a block, up to a stop, are written as a title is."""
    return len(lead.split()) <= MOST_TITLE_WORDS and (is_title_case(lead) or is_capitals(lead))
