"""The numbers that a text states, with their units. Pure; linear in the length of the text.

Written apart from ``bot.verifying.guard`` on purpose: what judges the product must not share its mistakes, nor fall
silent when the guard is switched off.

    >>> [tuple(figure) for figure in sorted(figures("thirty (30) days, USD 200, one year"))]
    [('1', '12', 'month'), ('200', '200', '$'), ('30', '720', 'hour')]
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from eval.words.matching import plain

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split()  # noqa: SIM905  a list of words reads better so
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: number for number, word in enumerate(_ONES)} | {word: 10 * ten for ten, word in enumerate(_TENS, 2)}
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = {word: number for number, word in enumerate(_NTH, 1)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[$€£%:;]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.? \d|\d (?:of )?({'|'.join(_MONTHS)})")

_UNITS: dict[str, tuple[float, str]] = {
    # A day is 24 hours and a year 12 months wherever terms count them; a month is no fixed number of days.
    "minute": (1 / 60, "hour"), "hour": (1, "hour"), "day": (24, "hour"), "week": (168, "hour"),
    "month": (1, "month"), "year": (12, "month"), "percent": (1, "%"), "%": (1, "%"),
    "dollar": (1, "$"), "usd": (1, "$"), "$": (1, "$"), "euro": (1, "€"), "eur": (1, "€"), "€": (1, "€"),
    "pound": (1, "£"), "gbp": (1, "£"), "£": (1, "£"),
}  # fmt: skip
_PARTS = {"half": "50", "quarter": "25"}
_MONEY = frozenset(("usd", "eur", "gbp", "$", "€", "£"))
_BETWEEN = frozenset(("calendar", "consecutive", "full", "us", "u", "s", "whole", "or", "to", "and", "more", "further"))
"""Words that may stand between a number and its unit: "30 calendar days", "14 to 30 days"."""
_DENIED = re.compile(
    r"\b(?:not|(?:is|are|was|were|do|does|did) ?n t|rather than|instead of)"
    r"(?: (?:have|be|get|last|cost|just|only|for|the|a|an))*(?: [$€£])?$"
)
_COUNTED = frozenset(
    """things ways cases options choices reasons conditions exceptions kinds sorts parts points steps rules limits
    sides""".split()  # noqa: SIM905  a list of words reads better so
)
"""What a sentence of ours counts for itself: nobody writes "two things" into terms."""


class Figure(NamedTuple):
    """One number: "thirty (30) days" and "30 days" are both ("30", "720", "hour")."""

    said: str
    """As the text has it, without regard to its unit."""
    value: str
    """In the unit."""
    unit: str
    """"hour" or "month" for all spans of time, "business day", "$", "€", "£", "%", or "" for a bare number."""


def figures(text: str) -> frozenset[Figure]:
    """Every number of a text in figures or words. "One" and ordinals count only before a unit: "no one", "first"."""
    return frozenset(figure for figure, _, _ in _found(text))


def _found(text: str) -> Iterator[tuple[Figure, str, str]]:
    """The numbers of a text, each with the words before it and the one behind it."""
    tokens = _TOKEN.findall(plain(text).replace("-", " "))
    at = 0
    while at < len(tokens):
        value, after = _number(tokens, at)
        if value is None:
            at += 1
            continue
        unit = _unit(tokens, at, after)
        spelled = tokens[at] in ("one", *_ORDINALS)
        if unit or not (spelled and after == at + 1):
            factor, name = unit or (1.0, "")
            figure = Figure(_spelled(value), _spelled(value * factor), name)
            yield figure, " ".join(tokens[max(0, at - 5) : at]), " ".join(tokens[after : after + 1])
        at = after


def strange(said: str, quoted: str, known: str, listed: int = 0) -> list[str]:
    """The numbers that ``said`` states and that do not stand in ``quoted``; a bare one may also stand in ``known``.

    A number with a unit agrees with the same number of the same unit or of none ("16 years" and "sixteen"), a bare one
    with the same number of any. Where the quotes list items, ``listed`` is how many: a sentence may count them. The 90
    of "not 90 days but 60" is not stated; nor, where no items are listed, is the two of "two things".
    """
    stated = {
        figure
        for figure, before, behind in _found(said)
        if not (_DENIED.search(before) or (not listed and not figure.unit and behind in _COUNTED))
    }
    there = figures(quoted) | _single_units(quoted)
    measured = {(figure.value, figure.unit) for figure in there}
    unmeasured = {figure.said for figure in there if not figure.unit}
    anywhere = {figure.said for figure in there | figures(known)} | _months(f"{quoted} {known}")
    if listed:
        anywhere |= {str(listed)}
    return [
        f"{figure.said} ({figure.unit})" if figure.unit else figure.said
        for figure in sorted(stated)
        if not ((figure.value, figure.unit) in measured or figure.said in (unmeasured if figure.unit else anywhere))
    ]


def _number(tokens: list[str], at: int) -> tuple[float | None, int]:
    """The number that begins at a token, None if none does, and the token after it."""
    token = tokens[at]
    if token[0].isdigit():
        whole = token.replace(",", "")
        after = at + 1
        if after < len(tokens) and tokens[after] in ("st", "nd", "rd", "th"):
            after += 1
        if whole.count(".") > 1:  # "9.2.1" is a label
            return None, after
        value = float(whole)
        if after < len(tokens) and tokens[after] in _SCALES:
            return value * _SCALES[tokens[after]], after + 1
        return value, after
    if token in _ORDINALS:
        return float(_ORDINALS[token]), at + 1
    if token not in (*_SMALL, "hundred"):
        return None, at + 1
    total = current = 0.0
    while at < len(tokens) and (tokens[at] in _SMALL or tokens[at] in _SCALES):
        word = tokens[at]
        if word in _SMALL:
            # "five six" are two numbers, "twenty six" and "hundred six" are one.
            if current % 10 or (current % 100 and _SMALL[word] >= 10):
                break
            current += _SMALL[word]
        elif word == "hundred":
            current = (current or 1) * 100
        else:
            total, current = total + (current or 1) * _SCALES[word], 0.0
        at += 1
        if at + 1 < len(tokens) and tokens[at] == "and" and tokens[at - 1] in _SCALES and tokens[at + 1] in _SMALL:
            at += 1
    return total + current, at


def _unit(tokens: list[str], start: int, after: int) -> tuple[float, str] | None:
    if start and tokens[start - 1] in _MONEY:
        return _UNITS[tokens[start - 1]]
    for at in range(after, min(after + 4, len(tokens))):
        word = tokens[at]
        if word in ("business", "working"):
            return (1, "business day")
        name = word if word in _UNITS else word.removesuffix("s")
        if name in _UNITS:
            return _UNITS[name]
        if word not in _BETWEEN and not word[0].isdigit() and word not in _SMALL:
            return None
    return None


def _single_units(text: str) -> frozenset[Figure]:
    """What "a month", "per year" or "each day" say: one of it; and the 25 % that "a quarter of" is."""
    ones = re.findall(r"\b(?:an?|per|each|every) (hour|day|week|month|year)\b", plain(text))
    parts = re.findall(r"\b(half|quarter) (?:of|the)\b", plain(text))
    return frozenset(
        {Figure("1", _spelled(_UNITS[one][0]), _UNITS[one][1]) for one in ones}
        | {Figure(_PARTS[part], _PARTS[part], "%") for part in parts}
    )


def _months(text: str) -> frozenset[str]:
    """The numbers of the months of dates: "September 29, 2025" is 2025-09-29."""
    return frozenset(str(_MONTHS.index(m[1] or m[2]) + 1) for m in _MONTH.finditer(plain(text)))


def _spelled(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
