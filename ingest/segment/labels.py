"""How clauses are numbered: one row for each way of writing a label.

    >>> read_label("10.4 Licence").text
    '10.4'

A label is *absolute* when it says its whole address itself (``10.4``, ``A13``) and *relative* when the address comes
from where it stands (``(a)`` under ``4(b)``).
"""

import re
from dataclasses import dataclass
from typing import Literal

Family = Literal["number", "lower", "upper", "roman", "ROMAN", "decimal", "lettered"]
Form = Literal["dot", "bracket", "brackets", "bare", "word"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of understanding a marker: ``i.`` is the ninth letter or the first Roman number."""

    family: Family
    value: int


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed at the start of a block."""

    text: str
    """Without stops, brackets and words such as "Section": "10.4", "a", "IV"."""
    form: Form
    readings: tuple[Reading, ...]
    """Most likely first, before what stands around it is known."""
    end: int
    """Characters of the head that the label takes, the space after it included."""
    word: str = ""
    """The word in front, in lower case: "section", "article", "exhibit"."""

    @property
    def absolute(self) -> bool:
        return self.readings[0].family in ("decimal", "lettered")

    @property
    def parts(self) -> tuple[str, ...]:
        """The steps of an absolute label: ("10", "4") for "10.4", ("A", "13") for "A13"."""
        if self.readings[0].family == "lettered":
            return (self.text[0], self.text[1:].lstrip("."))
        return tuple(_STEP.findall(self.text))


_STEP = re.compile(r"[^.()]+")

LONGEST_NUMERAL = 7
"""Characters: xxxviii."""

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$", re.IGNORECASE)


def roman_value(numeral: str) -> int:
    """Value of a well-formed Roman numeral of any case, 0 for anything else."""
    if not numeral or not _ROMAN.match(numeral):
        return 0
    total, previous = 0, 0
    for letter in reversed(numeral.lower()):
        value = _ROMAN_VALUES[letter]
        total += value if value >= previous else -value
        previous = max(previous, value)
    return total


def letter_value(letters: str) -> int:
    """Place in the alphabet: a is 1, z is 26, aa is 27 (the same letter repeated); 0 for anything else."""
    lowered = letters.lower()
    if len(set(lowered)) != 1 or not ("a" <= lowered[0] <= "z") or len(lowered) > 3:
        return 0
    return (len(lowered) - 1) * 26 + ord(lowered[0]) - ord("a") + 1


def readings_of(text: str) -> tuple[Reading, ...]:
    """Every way to understand the text of a relative label, the likeliest first."""
    if text.isdecimal():
        return (Reading("number", int(text)),)
    if len(text) > LONGEST_NUMERAL:
        return ()
    upper = text.isupper()
    letter, roman = letter_value(text), roman_value(text)
    as_letter: Reading | None = Reading("upper" if upper else "lower", letter) if letter else None
    as_roman: Reading | None = Reading("ROMAN" if upper else "roman", roman) if roman else None
    roman_first = len(text) > 1 or text.lower() == "i"
    order = (as_roman, as_letter) if roman_first else (as_letter, as_roman)
    return tuple(reading for reading in order if reading)


_GAP = r"(?:\s+|$)"
_RELATIVE = r"\d{1,3}|[ivxlcIVXLC]{1,7}|[a-z]|[A-Z]|[a-z]{2}"
_DASH = "\u2010-\u2015\\-"

_ROWS: tuple[tuple[Form, Family | None, re.Pattern[str]], ...] = (
    # "Section 4.", "ARTICLE 1:", "§ 12", "Section 1 –"
    (
        "word",
        None,
        re.compile(
            rf"(?P<word>section|article|clause|chapter|part|§)\s*(?P<text>\d{{1,3}}(?:\.\d{{1,3}})*|[ivxlc]{{1,6}}|[a-z])"
            rf"(?:\s*[.:)]+|\s*[{_DASH}]+(?=\s)|(?=\s*$))\s*",
            re.IGNORECASE,
        ),
    ),
    # "ARTICLE II FEES"
    ("word", None, re.compile(r"(?P<word>ARTICLE|CHAPTER)\s+(?P<text>\d{1,3}|[IVXL]{1,6})\s+(?=[A-Z]{2})")),
    # "10.4", "10.4.", "1.14.1", "3.1)"
    ("dot", "decimal", re.compile(rf"(?P<text>\d{{1,3}}(?:\.\d{{1,3}})+)(?:[.):]{{0,2}}{_GAP}|[.):](?=[^\W\d]))")),
    # "3.2.6(i)", "4(a)(ii)."
    (
        "dot",
        "decimal",
        re.compile(
            rf"(?P<text>\d{{1,3}}(?:\.\d{{1,3}})*(?:\((?:\d{{1,2}}|[ivxl]{{1,5}}|[a-z]{{1,2}}|[A-Z])\)){{1,4}})[.:]?{_GAP}"
        ),
    ),
    # "2a.", "7B)"
    ("dot", "decimal", re.compile(rf"(?P<text>\d{{1,2}}(?:[a-h]|[A-H]))[.)]{_GAP}")),
    # "A13.", "B2"
    ("dot", "lettered", re.compile(rf"(?P<text>[A-Z]\.?\d{{1,3}})(?:[.):]{_GAP})")),
    # "(a)", "(12)", "(ii)"
    ("brackets", None, re.compile(rf"\((?P<text>{_RELATIVE})\)[.:]?\s*")),
    # "a)", "12)", "ii)"
    ("bracket", None, re.compile(rf"(?P<text>{_RELATIVE})\){_GAP}")),
    # "1.", "a.", "IV."
    ("dot", None, re.compile(rf"(?P<text>{_RELATIVE})\.(?:{_GAP}|(?=[^\W\d_][a-z]))")),
)

_PART_WORDS = "exhibit|appendix|schedule|annex|attachment|addendum|supplement"
PART = re.compile(rf"(?P<word>{_PART_WORDS})\s+(?P<text>\d{{1,2}}|[A-Z]|[IVX]{{1,4}})\b(?![’'])", re.IGNORECASE)
"""A heading that opens an agreement of its own: "Exhibit A", "Appendix 5: Fees"."""


def read_label(head: str) -> Label | None:
    """The label at the start of ``head``, or None.

    Abbreviations and years are not labels: "U.S. users", "2023. gada", "i.e. the".
    """
    for form, family, pattern in _ROWS:
        match = pattern.match(head)
        if not match:
            continue
        text = match["text"]
        word = (match.groupdict().get("word") or "").lower()
        if family == "lettered":
            readings: tuple[Reading, ...] = (Reading("lettered", int(text[1:].lstrip("."))),)
        elif family == "decimal" or "." in text:
            last = _STEP.findall(text)[-1]
            readings = (Reading("decimal", int(last) if last.isdecimal() else 0),)
        else:
            readings = readings_of(text)
        if not readings:
            continue
        return Label(text, form, readings, match.end(), word)
    return None
