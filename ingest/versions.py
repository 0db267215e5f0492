"""Which version of a document is this text: one that is known, or a new one, and of which day?

The rules of docs/decisions/0009-versions.md: a version is named by the date it states; by the day it was first recorded
where it states none, or one that another text has taken; several renderings of the same terms are one version.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from ingest.library import KnownVersion

LONGEST_NOTICE = timedelta(days=400)
"""Terms are announced days or months before they apply. A stated date further ahead of the recording is a misprint."""
FIRST_TERMS = date(1994, 1, 1)
"""No terms of a web service are older; an earlier date is of something else that the text mentions."""


def same_terms(known: Sequence[KnownVersion], fingerprint: str, stated: date | None) -> KnownVersion | None:
    """The known version whose wording this is, and whose date the text states, or none.

    The newest such. A text with another date is a version of its own, even if nothing else has changed; one without
    a date is not.
    """
    alike = [version for version in reversed(known) if version.fingerprint == fingerprint]
    exact = (version for version in alike if version.stated == stated)
    undated = (version for version in alike if stated is None or version.stated is None)
    return next(exact, None) or next(undated, None)


def effective_date(stated: date | None, recorded: date, known: Sequence[KnownVersion]) -> date:
    """The day a new text counts from."""
    if stated is None or any(version.stated == stated for version in known):
        return recorded
    return stated if FIRST_TERMS <= stated <= recorded + LONGEST_NOTICE else recorded


def version_name(effective: date, taken: Collection[str]) -> str:
    """The day, and a number behind it where another text has that day already."""
    name, number = effective.isoformat(), 1
    while name in taken:
        number += 1
        name = f"{effective.isoformat()}.{number}"
    return name
