"""Days, months, years and relative dates out of a question's words; pure.

    >>> [(d.first.isoformat(), d.last.isoformat()) for d in read_days("in early august 2023", date(2026, 1, 1)).days]
    [('2023-08-01', '2023-08-10')]

A date that cannot be (31 February) or can be read in two ways (7/8/2023) is not guessed: a note says so. "May" is a
month only beside a figure or after a word like "in", else the verb.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Role = Literal["", "before", "since", "until"]

_NAMES = tuple(name.lower() for name in calendar.month_name[1:])
_FULL = "january|february|march|april|june|july|august|september|october|november|december"
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
_MONTH = rf"(?:{_FULL}|may|(?:{_SHORT})\b\.?)"
_YEAR = r"(?:19|20)\d\d"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_PART = r"(?:early|mid|late|beginning of|start of|middle of|end of)"
_JOIN = r"(?:,|and|or|to|till|until|vs\.?|versus|through|[-–—])"
_UNIT = r"(?:day|week|month|year)"
_BEFORE_MONTH = r"(?:in|since|until|till|from|during|of|by|before|after|this|last|back in|and|to|the)"
_DOCUMENT = r"(?:terms|ones?|versions?|update|text|rules|policy|polic(?:y|ies)|tos|agreement|contract|changes?)"

_DAYS = re.compile(
    rf"\b(?P<iso>{_YEAR}-\d{{1,2}}-\d{{1,2}})\b"
    rf"|(?<![\d/.])(?P<slashed>\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR})(?![\d/])"
    rf"|\b(?P<d1>{_NTH})(?:\s?{_JOIN}\s?(?:the )?(?P<d2>{_NTH}))?,?\s(?:of )?(?P<m1>{_MONTH})\b"
    rf"(?:,?\s(?P<y1>{_YEAR})\b)?"
    rf"|\b(?P<m2>{_MONTH})\s(?:the )?(?P<d3>{_NTH})(?!\d)(?:\s?{_JOIN}\s?(?:the )?(?P<d4>{_NTH})(?![\d ]?\w))?"
    rf"(?:,?\s(?P<y2>{_YEAR})\b)?"
    rf"|\b(?:(?P<part>{_PART})[\s-])?(?P<m3>{_MONTH})(?:'?s)?,?\s(?:of )?(?P<y3>{_YEAR})\b"
    rf"|\b(?P<part2>{_PART})[\s-](?:{_BEFORE_MONTH}\s)?(?P<m4>{_MONTH}|{_YEAR})\b"
    rf"|\b(?P<last>last|this|next)\s(?P<m5>{_FULL}|may)\b"
    rf"|\b(?<=\b)(?P<m6>{_FULL})\b"
    rf"|(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bfrom )|(?<=\bduring )|(?<=\bto )|(?<=\band )|(?<=\bof ))"
    rf"(?P<m7>{_SHORT}|may)\b(?=\W*(?:$|[?.,!;]|\b(?:and|to|too|already|as well|it|was|were|did|{_DOCUMENT})\b))"
    rf"|(?<![\d$€£.,-])\b(?P<y4>{_YEAR})\b(?!\s?(?:[$€£%]|dollars|euros|usd|eur|hours|days|words|characters)|[.,-]?\d)"
    rf"|\b(?P<relative>yesterday(?:'?s)?|today(?:'?s)?"
    rf"|(?:last|past|previous|this)\s{_UNIT}(?:'?s)?"
    rf"|(?P<n>\d{{1,3}}|an?|one|two|three|four|five|six|a few|a couple of)\s(?P<unit>{_UNIT})s?\sago)\b",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|from|of|the|before|after|until|till|by|during|to|with|versus|vs|than|and|for|early|late|mid|back)"
    rf"|{_YEAR}\s?[-–])\s?$",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(rf"(?:'?s)?\s(?:{_DOCUMENT}|(?:to|and|vs\.?|versus) (?:the )?{_YEAR})\b", re.IGNORECASE)
_OF_VERSION = re.compile(rf"(?:'?s)?\s(?:\w+\s)?{_DOCUMENT}\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:(?P<since>since|after|from|starting)|(?P<before>before|prior to)|(?P<until>until|till|up to|by))"
    r"(?: the| at least)?\s?$",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "a few": 3} | {
    "a couple of": 2
}
MOST_READ = 8
"""Dates of one question; who names more does not ask about dates."""


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days that a question names, the last one included."""

    first: date
    last: date
    at: tuple[int, int]
    """Where it stands in the question."""
    role: Role = ""
    of_version: bool = False
    """The text of that time is named, and not the time: "the 2021 ones", "that august update"."""

    @property
    def one_day(self) -> bool:
        return self.first == self.last

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class ReadDays:
    days: tuple[Days, ...]
    notes: tuple[str, ...] = ()
    """What could not be read, in words for a person."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A date as it is written; what is not written is None."""

    at: tuple[int, int]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""


def read_days(text: str, today: date, known: Sequence[date] = (), years: Sequence[int] = ()) -> ReadDays:
    """The dates of a question, in order.

    Args:
        text: the question.
        today: what "last year" counts from; a day without a year is the latest one that is not after it.
        known: days on which something happened: a date without a year is the latest that holds one of them, if any.
        years: years that were spoken of before, the last one first in line for a date without a year.
    """
    found: list[Days | _Named] = []
    notes: list[str] = []
    for match in list(_DAYS.finditer(text))[:MOST_READ]:
        found += _read(match, today, known, notes)
    said = [one.year for one in found if isinstance(one, _Named) and one.year]
    days = []
    for place, one in enumerate(found):
        if isinstance(one, _Named):
            later = [o.year for o in found[place:] if isinstance(o, _Named) and o.year]
            year = one.year or next(iter((*later, *reversed(said))), None)
            placed = _placed(one, year, today, known, years, notes)
        else:
            placed = one
        if placed is not None:
            start, end = placed.at
            role, of_version = _role(text, start), bool(_OF_VERSION.match(text, end))
            days.append(replace(placed, role=role, of_version=of_version))
    return ReadDays(tuple(days), tuple(dict.fromkeys(notes)))


def _role(text: str, start: int) -> Role:
    """What the words before a date make of it."""
    found = _ROLE.search(text, max(0, start - 20), start)
    if found is None:
        return ""
    return "since" if found["since"] else "before" if found["before"] else "until"


def _read(match: re.Match[str], today: date, known: Sequence[date], notes: list[str]) -> Iterator["Days | _Named"]:
    at = match.span()
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        yield _Named(at, year, month, day)
    elif match["slashed"]:
        yield from _slashed(match["slashed"], at, known, notes)
    elif match["m1"] and _is_verb(match):
        return
    elif match["m1"]:
        year_said = int(match["y1"]) if match["y1"] else None
        for day_said in (match["d1"], match["d2"]):
            if day_said:
                yield _Named(at, year_said, _month(match["m1"]), _number(day_said))
    elif match["m2"]:
        year_said = int(match["y2"]) if match["y2"] else None
        for day_said in (match["d3"], match["d4"]):
            if day_said:
                yield _Named(at, year_said, _month(match["m2"]), _number(day_said))
    elif match["m3"]:
        yield _Named(at, int(match["y3"]), _month(match["m3"]), part=_part(match["part"]))
    elif match["m4"]:
        if match["m4"].isdecimal():
            yield _Named(at, int(match["m4"]), part=_part(match["part2"]))
        else:
            yield _Named(at, None, _month(match["m4"]), part=_part(match["part2"]))
    elif match["m5"] or match["m6"] or match["m7"]:
        named = _Named(at, None, _month(match["m5"] or match["m6"] or match["m7"]))
        yield named if not match["last"] else _placed(named, None, today, (), (), notes) or named
    elif match["y4"]:
        if _YEAR_BEFORE.search(match.string, max(0, at[0] - 12), at[0]) or _YEAR_AFTER.match(match.string, at[1]):
            yield _Named(at, int(match["y4"]))
    else:
        yield _relative(match, today)


def _is_verb(match: re.Match[str]) -> bool:
    """Whether "may" after a figure is the verb: "kids under 13 may join", and not "on 13 may" or "the 13th of may"."""
    plain = match["m1"].lower() == "may" and not match["y1"] and match["d1"].isdecimal() and " of " not in match[0]
    return plain and not re.search(
        r"\b(?:on|since|from|until|before|after|by|the|of)\s$", match.string[: match.start()]
    )


def _slashed(written: str, at: tuple[int, int], known: Sequence[date], notes: list[str]) -> Iterator[_Named]:
    """7/8/2023: the one reading that can be, or on which something happened; else none."""
    one, other, year = map(int, re.split(r"[/.]", written))
    readings = {(day, month) for day, month in ((one, other), (other, one)) if _day(year, month, day)}
    if len(readings) > 1:
        happened = {(day, month) for day, month in readings if date(year, month, day) in known}
        readings = happened or readings
    if len(readings) == 1:
        ((day, month),) = readings
        yield _Named(at, year, month, day)
    elif readings:
        notes.append(f"“{written}” can be read in two ways: please write the month as a word.")
    else:
        notes.append(f"“{written}” is no date.")


def _relative(match: re.Match[str], today: date) -> Days:
    said = match["relative"].lower().removesuffix("'s")
    at = match.span()
    if match["n"]:
        count = _COUNTS.get(match["n"].lower()) or int(match["n"])
        first, last = _ago(today, match["unit"].lower(), count)
    elif said.startswith("yesterday"):
        first = last = today - timedelta(days=1)
    elif said.startswith("today"):
        first = last = today
    else:
        which, unit = said.rstrip("s").split()
        first, last = _unit_around(today, unit)
        if which != "this":
            first, last = _unit_around(first - timedelta(days=1), unit)
    return Days(first, last, at)


def _ago(today: date, unit: str, count: int) -> tuple[date, date]:
    """The day a count of units ago; of months and years the whole unit, since nobody means the day."""
    if unit in ("day", "week"):
        day = today - timedelta(days=count * (7 if unit == "week" else 1))
        return day, day
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(max(12, months), 12)
    return _unit_around(date(year, month + 1, 1), "month")


def _unit_around(day: date, unit: str) -> tuple[date, date]:
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _placed(
    named: _Named, year: int | None, today: date, known: Sequence[date], years: Sequence[int], notes: list[str]
) -> Days | None:
    """A written date as days; of one without a year, the year that makes most sense."""
    if year is not None or (named.month and named.day and not _day(2024, named.month, named.day)):
        return _days(named, year or today.year, notes)
    possible = []
    for candidate in (*years, *range(today.year, min(today.year, *(d.year for d in known), today.year - 1) - 2, -1)):
        days = _days(named, candidate, [])
        if days is not None and days.first <= today:
            possible.append(days)
    happened = [days for days in possible if any(days.holds(day) for day in known)]
    return next(iter((*happened, *possible)), None) or _days(named, today.year, notes)


def _days(named: _Named, year: int, notes: list[str]) -> Days | None:
    if named.month is None:
        first, last = date(year, 1, 1), date(year, 12, 31)
        third = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(named.part)
        if third:
            first, last = date(year, third[0], 1), _unit_around(date(year, third[1], 1), "month")[1]
        return Days(first, last, named.at)
    if not 1 <= named.month <= 12:
        notes.append(f"{year}-{named.month:02}-{named.day:02} is no date.")
        return None
    first, last = _unit_around(date(year, named.month, 1), "month")
    if named.day is not None:
        day = _day(year, named.month, named.day)
        if day is None:
            month = calendar.month_name[named.month]
            notes.append(f"There is no {named.day} {month}, so {month} {year} was taken.")
            return Days(first, last, named.at)
        return Days(day, day, named.at)
    if named.part == "early":
        last = first + timedelta(days=9)
    elif named.part == "mid":
        first, last = first + timedelta(days=10), first + timedelta(days=19)
    elif named.part == "late":
        first += timedelta(days=20)
    return Days(first, last, named.at)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(n for n, full in enumerate(_NAMES, 1) if full.startswith(name.lower()[:3]))


def _number(nth: str) -> int:
    return int(re.sub(r"\D", "", nth))


def _part(said: str | None) -> str:
    words = (said or "").lower()
    return {"beginning of": "early", "start of": "early", "middle of": "mid", "end of": "late"}.get(words, words)
