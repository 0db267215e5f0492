"""The date a document states for itself.

    >>> stated_date("Effective Date: August 11, 2023")
    datetime.date(2023, 8, 11)

A date that can be read two ways (11/05/2026) is None, never a guess.
"""

import re
from datetime import date

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


def stated_date(text: str) -> date | None:
    """The date in force or, failing that, of the last update; None when there is none or it is ambiguous."""
    heads = _dates(text[:SEARCHED])
    tails = _dates(text[-SEARCHED // 3 :]) if len(text) > SEARCHED else []
    for dates in (heads, tails):
        for announced in ANNOUNCED:
            for before, value in dates:
                if announced.search(before):
                    return value
    return None


def _dates(text: str) -> list[tuple[str, date | None]]:
    """Each date in ``text`` with the words before it on its line, in order; None for one that reads two ways."""
    plain = _QUIET.sub(" ", text)
    found = [(match.start(), match.end(), _value(match)) for _, pattern in FORMATS for match in pattern.finditer(plain)]
    rows: list[tuple[str, date | None]] = []
    for start, _, value in sorted(found, key=lambda row: row[:2]):
        line = plain.rfind("\n", 0, start) + 1
        rows.append((" " * (start - line > _WINDOW) + plain[max(line, start - _WINDOW) : start], value))
    return rows


def _value(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = int(groups["year"])
    if "one" in groups:
        one, two = int(groups["one"]), int(groups["two"])
        if one != two and one <= 12 and two <= 12:
            return None
        month, day = (one, two) if one <= 12 else (two, one)
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
