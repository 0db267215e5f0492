"""Numbers that a rule turns on: periods, amounts, percentages and ages; found, changed, and asked for. Pure.

    >>> [found.figure for found in find("Give us thirty (30) days of notice.")]
    [Figure(value=30.0, unit='day')]

A number without a unit (of a section, a law, a year) is none: nobody could ask for it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_VALUES = {word: number for number, word in enumerate(ONES)} | {word: 10 * n for n, word in enumerate(TENS, 2)}
_ONE_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_SPELLED = rf"\b(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(ONES[1:10])}))?|{_ONE_WORD})\b"
_DIGITS = r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d{1,2})?(?![\d])(?!\.\d)"
_TIME = r"(?P<period>second|minute|hour|day|week|month|year)(?P<plural>s?)\b"
_KIND_OF_DAY = r"(?:(?:calendar|consecutive|business|working|full) )?"
_MONEY_WRITTEN = (
    r"(?P<sign>US ?\$|U\.S\. ?\$|[$€£]) ?(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,7}(?:\.\d\d)?)(?!\d)"
    r"(?! ?(?:million|billion))"
)
_COUNTED = (
    rf"(?:(?P<words>{_SPELLED})(?: ?\(? ?)(?P<again>(?<=\()\d{{1,3}})?(?: ?\))?|(?P<digits>{_DIGITS}))"
    rf"(?:(?P<joined>[ -]){_KIND_OF_DAY}{_TIME}|(?P<percent> ?(?:%|percent\b|per cent\b)))"
)
_AGE = (
    r"\b(?:age of|aged|ages of|at least|under|over|younger than|older than) "
    r"(?P<age>1[2-9]|2[0-5])\b(?=\W?$|[.,;:)]\s| (?:to|or|and|may|can|must|if|when|who|are)\b)"
)
_FIGURE = re.compile(f"{_MONEY_WRITTEN}|{_COUNTED}|{_AGE}", re.IGNORECASE)
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds"}


class Figure(NamedTuple):
    """A number with what it counts: "day", "year", "%", "$" …; an age is a number of years."""

    value: float
    unit: str

    @property
    def said(self) -> str:
        """For people: "30 days", "$100"."""
        number = f"{self.value:,.2f}".removesuffix(".00")
        if self.unit in _MONEY:
            return self.unit + number
        return f"{number}%" if self.unit == "%" else f"{number} {self.unit}{'' if self.value == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Found:
    """One figure as it is written in some words."""

    figure: Figure
    start: int
    end: int
    """The whole of it, with its unit: what a question asks for instead."""
    numerals: tuple[tuple[int, int], ...]
    """Its numbers alone: two in "thirty (30)"."""
    singular: int | None
    """Where an "s" goes when there come to be several of it; None where none is needed."""


def find(words: str) -> list[Found]:
    """The figures of some readable words, in order; none of a number whose words go beyond a hundred."""
    return [_found(match) for match in _FIGURE.finditer(words) if not _is_part(match, words)]


def figures(words: str) -> frozenset[Figure]:
    return frozenset(found.figure for found in find(words))


def states_bare(words: str, value: float) -> bool:
    """Whether a number stands in some words, with whatever unit."""
    written = {f"{value:g}", f"{value:,.2f}".removesuffix(".00")}
    spelled = _spelled(value)
    return any(re.search(rf"(?<![\w.,-]){re.escape(one)}(?![\w]|[.,]\d)", words) for one in written) or bool(
        spelled and re.search(rf"\b{spelled.replace('-', '[ -]')}\b", words.casefold())
    )


_LONGER = re.compile(r"\b(?:hundred|thousand|million)\b[^;]{0,40}$", re.IGNORECASE)


def _is_part(match: re.Match[str], words: str) -> bool:
    """Whether it is the end of a longer number: "one hundred and twenty (120) days"."""
    twice = match["words"] and match["again"] and _word_value(match["words"]) != _value(match["again"])
    return bool(twice or _LONGER.search(words[max(0, match.start() - 60) : match.start()]))


def _found(match: re.Match[str]) -> Found:
    if match["sign"]:
        unit = match["sign"][-1]
        return Found(Figure(_value(match["amount"]), unit), *match.span(), (match.span("amount"),), None)
    if match["age"]:
        return Found(Figure(float(match["age"]), "year"), *match.span("age"), (match.span("age"),), None)
    unit = "%" if match["percent"] else match["period"].lower()
    numerals = tuple(match.span(name) for name in ("words", "again", "digits") if match[name])
    value = _value(match["digits"]) if match["digits"] else _word_value(match["words"])
    alone = match["period"] and not match["plural"] and match["joined"] == " "
    return Found(Figure(value, unit), *match.span(), numerals, match.end("period") if alone else None)


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))


def _word_value(words: str) -> float:
    return float(sum(_VALUES[word] for word in re.split(r"[ -]", words.lower())))


# --- changing -----------------------------------------------------------------------------------------------------

_FACTORS = (1.5, 2, 3, 0.5, 2.5, 4)
_AGES = (21, 16, 18, 13, 19, 15, 17, 14, 23, 20)


def changed(figure: Figure, taken: Collection[Figure], turn: int) -> Figure | None:
    """Another figure of the same unit that is none of those ``taken``; ``turn`` picks one; None when there is none."""
    if figure.unit == "year" and figure.value in range(12, 26):
        values: Sequence[float] = _AGES
    else:
        values = [v for factor in _FACTORS if (v := round(figure.value * factor)) > 1]
        values += [figure.value + more for more in (3, 7, 2, 11, 5)]
    most = 99 if figure.value < 100 else 99_999_999
    free = [Figure(float(v), figure.unit) for v in dict.fromkeys(values) if v <= most]
    free = [one for one in free if one not in taken and one.value != figure.value]
    return free[turn % len(free)] if free else None


def rewritten(written: str, value: float) -> str:
    """A number written as another one is: "thirty" → "forty-five", "1,000.00" → "1,500.00".

    >>> rewritten("Thirty", 45.0), rewritten("1,000.00", 1500.0), rewritten("30", 45.0)
    ('Forty-five', '1,500.00', '45')
    """
    if written[:1].isalpha():
        spelled = _spelled(value) or f"{value:g}"
        return spelled.upper() if written.isupper() else spelled.capitalize() if written[0].isupper() else spelled
    places = len(written.partition(".")[2])
    return f"{value:{',' if ',' in written else ''}.{places}f}"


def _spelled(value: float) -> str:
    """In words, "" for what is no whole number below 100."""
    if value != int(value) or not 0 <= value < 100:
        return ""
    number = int(value)
    if number < 20:
        return ONES[number]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")


def asked_for(figure: Figure) -> str:
    """What stands in a question where the figure stood: "how many days"."""
    if figure.unit in _MONEY:
        return f"how many {_MONEY[figure.unit]}"
    return "what percentage" if figure.unit == "%" else f"how many {figure.unit}s"
