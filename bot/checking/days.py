"""Days that a text names: "on 27 July", "the August 11 update", "2023-08-07".

>>> days_in("It came in on 27 July 2023.")
(Day(day=27, month=7, year=2023),)
"""

import re
from datetime import date
from typing import NamedTuple

_MONTHS = tuple(f"{date(2000, month, 1):%B}".lower() for month in range(1, 13))
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in _MONTHS) + "|sept"
_ORDINAL = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_PATTERN = re.compile(
    r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b"
    rf"|\b{_ORDINAL.format('d1')} (?:of )?(?P<m1>{_MONTH})\b\.?(?:,? (?P<y1>(?:19|20)\d\d))?"
    rf"|\b(?P<m2>{_MONTH})\b\.? {_ORDINAL.format('d2')}\b(?!\d)(?:,? (?P<y2>(?:19|20)\d\d))?"
    rf"|\b(?:in|since|early|mid|late|from|of|until|before|after)[ -](?P<m3>{_MONTH})\b(?:,? (?P<y3>(?:19|20)\d\d))?"
    rf"|\b(?P<m4>{_MONTH}) (?P<y4>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_AS_OF = re.compile(
    r"\b(?:as of|as at|terms (?:from|of|dated)|version (?:from|of)|back (?:on|in)|on the terms of)\b", re.IGNORECASE
)
_AROUND = re.compile(
    r"\b(?:as of|as at|on|in|since|from|after|before|by|until|with|under|back in)?\s*(?:the )?§DAY§(?:'s|’s)?"
    r"(?: (?:update|version|terms|change|text|edition|contract)\b)?",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A day as far as a text names it."""

    day: int | None
    month: int
    year: int | None

    def is_of(self, one: date) -> bool:
        """Whether a date is that day, or in that month, as far as they are named."""
        return one.month == self.month and self.year in (None, one.year) and self.day in (None, one.day)

    def is_before(self, one: date) -> bool:
        """Whether it is surely before a date; one without a year never is."""
        return self.year is not None and date(self.year, self.month, self.day or 28) < one


def days_in(text: str) -> tuple[Day, ...]:
    """The days a text names, in order; what is no day of the calendar is left out."""
    return tuple(day for match in _PATTERN.finditer(text) if (day := _day(match)) is not None)


def without_days(text: str) -> str:
    """A text without the days it names and the words that lead to them: "after the August 11 update"."""
    return " ".join(_AROUND.sub(" ", _PATTERN.sub("§DAY§", text)).replace("§DAY§", " ").split()).strip(" ,")


def as_of_in(text: str) -> date | None:
    """The whole day a question names as the one to look at: "as of 27 July 2023"; None when it names none."""
    for marker in _AS_OF.finditer(text):
        match = _PATTERN.search(text, marker.end(), min(len(text), marker.end() + 24))
        day = _day(match) if match else None
        if day and day.day and day.year:
            return date(day.year, day.month, day.day)
    return None


def _day(match: re.Match[str]) -> Day | None:
    if match["iso"]:
        try:
            found = date.fromisoformat(match["iso"])
        except ValueError:
            return None
        return Day(found.day, found.month, found.year)
    named = next(m for m in (match["m1"], match["m2"], match["m3"], match["m4"]) if m)[:3].lower()
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(named))
    day, year = match["d1"] or match["d2"], match["y1"] or match["y2"] or match["y3"] or match["y4"]
    try:
        date(int(year or 2024), month, int(day or 1))
    except ValueError:
        return None
    return Day(int(day) if day else None, month, int(year) if year else None)
