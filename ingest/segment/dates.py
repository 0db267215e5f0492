"""The date a document states for itself.

    >>> stated_date("Effective Date: August 11, 2023")
    datetime.date(2023, 8, 11)

A date that can be read two ways (11/05/2026) is None, never a guess, unless another one of the document (25/05/2026)
shows which figure is the day.
"""

import re
from collections.abc import Sequence
from datetime import date

from ingest.types import CITABLE, Clause, Span

SEARCHED = 6000
"""Characters at the start of the document that are looked at, and a third of that at its end."""
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in _MONTHS) + "|sept"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"

FORMATS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("month day year", re.compile(rf"(?P<month>{_MONTH})\.?\s+(?P<day>{_DAY}),?\s+(?P<year>\d{{4}})\b", re.I)),
    (
        "day month year",
        re.compile(rf"(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})\b", re.I),
    ),
    ("iso", re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")),
    ("figures", re.compile(r"(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<year>\d{4})\b")),
)

_FIGURES = FORMATS[-1][1]

_IN_FORCE = (
    r"(?:effective(?:\s+(?:date|from|as of|on|beginning))?|"
    r"(?:takes?|comes?|goes?|go|went|came|took|enters?|entered|becomes?)\s+(?:in(?:to)?\s+)?"
    r"(?:effect|force|effective)(?:\s+(?:on|from))?|in force (?:from|since)|valid from)"
)
_UPDATED = (
    r"(?:(?:date of )?(?:the )?last\s+(?:updated?|modified|revised|amended|changed|reviewed|revision|edited)|updated|"
    r"revised|modified|amended|dated|as of|version(?: date| of)?|date|published|posted|in force)"
    r"(?:\s+(?:on|date|as of))?"
)
_THEN = r"\s*:?\s*(?:is\s+|on\s+)?$"

ANNOUNCED: tuple[re.Pattern[str], ...] = (
    re.compile(rf"^\W*{_IN_FORCE}{_THEN}", re.I),
    re.compile(rf"^\W*{_UPDATED}{_THEN}", re.I),
    re.compile(rf"\b{_IN_FORCE}{_THEN}", re.I),
    re.compile(rf"\b{_UPDATED}{_THEN}", re.I),
)
"""Words before a date, the more telling first: in force, updated, on a line of its own, then inside a sentence."""
_WINDOW = 90
_QUIET = re.compile(r"[*_#>\[\]\u00a0\u202f\u200b]")


def document_date(text: str, clauses: Sequence[Clause]) -> date | None:
    """``stated_date``, looked for from where the terms begin: a page's menu can be longer than the search.

    Of a file that holds several agreements it is the date of the first.
    """
    return stated_date(text, min((clause.start for clause in clauses if clause.kind in CITABLE), default=0))


def stated_date(text: str, start: int = 0) -> date | None:
    """The date in force or, failing that, of the last update; None when there is none or it is ambiguous."""
    windows = (
        text[start : start + SEARCHED],
        text[max(0, start - SEARCHED) : start],
        text[-SEARCHED // 3 :] if len(text) > start + SEARCHED else "",
    )
    first = _figures_order(text) if any(map(_FIGURES.search, windows)) else ""
    for dates in (_dates(window, first) for window in windows):
        for announced in ANNOUNCED:
            for before, value in dates:
                if announced.search(before):
                    return value
    return None


def _figures_order(text: str) -> str:
    """Which figure comes first in dates like 11/05/2026, "day" or "month", by the dates that tell; "" if none does."""
    pairs = [(int(found["one"]), int(found["two"])) for found in _FIGURES.finditer(text)]
    told = {"day" for one, two in pairs if 12 < one <= 31 and two <= 12}
    told |= {"month" for one, two in pairs if 12 < two <= 31 and one <= 12}
    return told.pop() if len(told) == 1 else ""


def written_date(line: str) -> Span | None:
    """Where the first date of a line stands, however it is written."""
    found = [Span(*match.span()) for _, pattern in FORMATS if (match := pattern.search(line))]
    return min(found, default=None)


def _dates(text: str, first: str) -> list[tuple[str, date | None]]:
    """Each date in ``text`` with the words before it on its line, in order; None for one that reads two ways."""
    plain = _QUIET.sub(" ", text)
    found = [
        (match.start(), match.end(), _value(match, first))
        for _, pattern in FORMATS
        for match in pattern.finditer(plain)
    ]
    rows: list[tuple[str, date | None]] = []
    for start, _, value in sorted(found, key=lambda row: row[:2]):
        line = plain.rfind("\n", 0, start) + 1
        rows.append((" " * (start - line > _WINDOW) + plain[max(line, start - _WINDOW) : start], value))
    return rows


def _value(match: re.Match[str], first: str) -> date | None:
    groups = match.groupdict()
    year = int(groups["year"])
    if "one" in groups:
        one, two = int(groups["one"]), int(groups["two"])
        if one != two and one <= 12 and two <= 12 and not first:
            return None
        day_first = one > 12 or (two <= 12 and first == "day")
        month, day = (two, one) if day_first else (one, two)
    else:
        day = int(re.sub(r"\D", "", groups["day"]))
        month = _month(groups["month"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    if name.isdecimal():
        return int(name)
    return next(index for index, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))
