"""Words that a document sets off: in quotation marks of any kind, in bold or italic type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ingest.segment.flat import Flat

LONGEST = 100
"""Characters between two quotation marks that can be a term or a title."""

MOST = 20_000
"""Quoted words read in one document, and as many in bold; the longest of the corpus has about 600."""

_INSIDE = rf"{{1,{LONGEST}}}+"
QUOTED = re.compile(
    r"[^“„«”\"‘']*+(?:"
    rf"“(?P<curly>[^“”\n\"]{_INSIDE})[”\"]"
    rf"|„(?P<low>[^„“”\n]{_INSIDE})[“”]"
    rf"|«(?P<angle>[^«»\n]{_INSIDE})»"
    rf"|”(?=[^\W_])(?P<closers>[^“”\n]{_INSIDE})”"
    rf"|(?<![\w\"])\"(?=\S)(?P<straight>[^\"“”\n]{_INSIDE})[\"”](?!\w)"
    rf"|(?<![\w‘])‘(?P<single>[^‘“”\n]{{1,{LONGEST}}}?)’(?!\w)"
    rf"|(?<![\w'])'(?P<plain>[^'\"\n]{{1,{LONGEST}}}?)'(?!\w)"
    r"|(?P<other>[\s\S]|\Z))"
)
"""One alternative for each way of quoting: “X”, „X“, « X », ”X”, "X", ‘X’, 'X'."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words set off by quotation marks or type; positions in the flat text."""

    outer_start: int
    start: int
    end: int
    outer_end: int


def quoted(flat: Flat) -> tuple[Words, ...]:
    """Everything in quotation marks, in order; at most ``MOST``."""
    return tuple(islice(_quoted(flat), MOST))


def _quoted(flat: Flat) -> Iterator[Words]:
    for match in QUOTED.finditer(flat.text):
        kind = match.lastgroup or "other"
        if kind != "other":
            start, end = match.span(kind)
            yield Words(start - 1, start, end, match.end())


def marked(flat: Flat) -> list[Words]:
    """What is in bold or italic type, in order; runs that only a space parts are one."""
    found: list[Words] = []
    for start, end in sorted(flat.set_off)[:MOST]:
        if found and start <= found[-1].end:
            if end > found[-1].end:
                found[-1] = Words(found[-1].start, found[-1].start, end, end)
        elif found and not flat.text[found[-1].end : start].strip(" ") and start - found[-1].end < 3:
            found[-1] = Words(found[-1].start, found[-1].start, end, end)
        elif end > start:
            found.append(Words(start, start, end, end))
    return found
