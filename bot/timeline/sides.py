"""Which two versions of a document a question about time compares."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.timeline.when import Days
from bot.understanding.understand import standing
from bot.words.dates import spoken_date, version_day
from ingest import Version


@dataclass(frozen=True, slots=True)
class Sides:
    """Two versions, or one twice when nothing changed in between."""

    older: Version
    newer: Version
    notes: tuple[str, ...] = ()
    missed: str = ""
    """Why these and not those asked for, as the beginning of a sentence: "No new version took effect in May 2024"."""

    @property
    def same(self) -> bool:
        return self.older == self.newer


def in_force_on(versions: Sequence[Version], day: date) -> Version | None:
    """The version in force on a day, None before the first."""
    current = [version for version in versions if version.effective <= day]
    return standing(current, day) if current else None


_FIRST = re.compile(r"\b(?:first|original|oldest|initial) (?:\w+ )?(?:version|terms|text|one)\b", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:compar\w*|differ\w*|versus|vs|old)\b", re.IGNORECASE)


def compared(versions: Sequence[Version], days: Sequence[Days], day: date, question: str) -> Sides | None:
    """The sides of "what changed"; None when the library has nothing to compare with.

    Args:
        versions: of one document, oldest first.
        days: what the question names.
        day: the day it is asked at, that of the newer side where the question names none.
        question: as it was typed.
    """
    ordered = sorted(days, key=lambda d: (d.first, d.last))
    now = in_force_on(versions, day)
    if len(ordered) > 1 and ordered[0].last < ordered[-1].last:
        return _between(versions, ordered[0], ordered[-1])
    if not ordered:
        if now is None:
            return None
        older = versions[0] if _FIRST.search(question) else _before(versions, now)
        return Sides(older, now) if older else None
    return _around(versions, ordered[0], day, question)


def _between(versions: Sequence[Version], first: Days, last: Days) -> Sides | None:
    newer = in_force_on(versions, last.last)
    if newer is None:
        return None
    # "Between May and September" means from the version of May on, where May has one.
    named_by = first.of_version or any(first.holds(version.effective) for version in versions)
    older = in_force_on(versions, first.last if named_by else first.first)
    notes = () if older else (too_early(versions, first.first),)
    return Sides(older or versions[0], newer, notes)


def _around(versions: Sequence[Version], named_: Days, day: date, question: str) -> Sides | None:
    now = in_force_on(versions, day)
    then = in_force_on(versions, named_.last)
    if named_.role == "since" and now is not None:
        older = in_force_on(versions, named_.first)
        if older != now:
            return Sides(older or versions[0], now, () if older else (too_early(versions, named_.first),))
    if (
        named_.of_version
        and not named_.role
        and _COMPARES.search(question)
        and then is not None
        and now is not None
        and then != now
    ):
        older, newer = sorted((then, now), key=versions.index)
        return Sides(older, newer)
    inside = [version for version in versions if named_.holds(version.effective)]
    if inside:
        older = _before(versions, inside[0])
        if older is None and len(inside) > 1:
            older = inside[0]
        return Sides(older, inside[-1]) if older else None
    if named_.role == "before" and then is not None:
        return Sides(versions[0], then)
    return _none_then(versions, named_)


def _none_then(versions: Sequence[Version], named_: Days) -> Sides | None:
    """No version took effect in the days named: the change before them, said so."""
    when = (
        f"on {spoken_date(named_.first)}"
        if named_.one_day
        else f"between {spoken_date(named_.first)} and {spoken_date(named_.last)}"
    )
    newer = in_force_on(versions, named_.last)
    if newer is None:
        return Sides(
            versions[0], versions[0], (too_early(versions, named_.last),), f"Nothing is known of changes {when}"
        )
    older = _before(versions, newer)
    return Sides(older or newer, newer, missed=f"No new version took effect {when}")


def _before(versions: Sequence[Version], newer: Version) -> Version | None:
    place = versions.index(newer)
    return versions[place - 1] if place else None


def too_early(versions: Sequence[Version], day: date) -> str:
    """What to say of a day before the first version."""
    first = version_day(versions[0])
    return f"The first version in the library is of {first}: what was in force on {spoken_date(day)} is not known."
