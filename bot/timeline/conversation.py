"""A question and the turns before it → what is asked about time, and about what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.timeline.about import content
from bot.timeline.asked_about_time import TimeAsked, asked_about_time
from bot.timeline.topic import topic_of
from bot.timeline.when import Days, ReadDays, read_days
from bot.types import Turn
from bot.understanding.understand import clean
from ingest import Version


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about time with what the conversation adds."""

    typed: str
    time: TimeAsked
    days: tuple[Days, ...]
    topic: str
    """What it is about, "" when it is about the whole text."""
    notes: tuple[str, ...]
    from_before: bool
    """Whether the topic comes from an earlier turn."""


def read_asked(typed: str, history: Sequence[Turn], own: Sequence[Version], day: date) -> Asked | None:
    """A question about time, with what is left unsaid taken from the earlier turns; None for an ordinary question.

    Args:
        typed: the question, cleaned.
        history: the turns before it.
        own: the versions of the service that is asked about.
        day: the day it is asked at.
    """
    names = [name for version in own[:1] for name in (version.service_name, version.service)]
    effective = [version.effective for version in own if version.effective <= day]
    earlier = [clean(turn.content) for turn in history if turn.role == "user"]
    years = [days.last.year for text in reversed(earlier) for days in read_days(text, day, effective).days]
    read = read_days(typed, day, years=years)
    time = asked_about_time(typed, read, names) or _goes_on(typed, read, earlier, day, names)
    if time is None:
        return None
    if time.kind in ("compare", "clause"):
        read = read_days(typed, day, effective, years)
    if content(time.topic):
        return Asked(typed, time, read.days, time.topic, read.notes, from_before=False)
    for text in reversed(earlier):
        before = read_days(text, day)
        told = asked_about_time(text, before, names)
        topic = told.topic if told else topic_of(text, before)
        # "How old must I be" has no word that tells its topic, and still is about something.
        if content(topic) or (told is None and len(topic.split()) > 2):
            return Asked(typed, time, read.days, topic, read.notes, from_before=True)
    return Asked(typed, time, read.days, "", read.notes, from_before=False)


def _goes_on(typed: str, read: ReadDays, earlier: Sequence[str], day: date, names: Sequence[str]) -> TimeAsked | None:
    """What "and on 11 August?" asks: the same as the turn before, at another time."""
    if not (read.days and earlier) or content(topic_of(typed, read)):
        return None
    before = asked_about_time(earlier[-1], read_days(earlier[-1], day), names)
    return replace(before, topic="") if before else TimeAsked("then", "")
