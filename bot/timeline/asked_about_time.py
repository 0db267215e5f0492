"""Whether a question is about time, and what it asks; from its words alone.

    >>> asked = asked_about_time("what did they change about refunds?", read_days("", date(2024, 9, 1)))
    >>> asked.kind, asked.topic
    ('compare', 'refunds')

Most questions with a date or with "change" in them are not about time ("can they change the price?", "I paid in May"):
they are asked of the terms in force. What is not plainly one of the forms below stays such a question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.timeline import forms
from bot.timeline.topic import topic_left, without_days
from bot.timeline.when import ReadDays

Kind = Literal["compare", "then", "since", "always", "clause", "which"]
"""What changed; what it was then; since when it is so; whether it always was; what a clause number means; the date."""


@dataclass(frozen=True, slots=True)
class TimeAsked:
    kind: Kind
    topic: str
    """What it is about, without what asks about time; "" when it is about the whole text, or about what was said."""
    asks_yes_no: bool = False
    turned: bool = False
    """Whether "yes" says that something is different, as in "was it different then?"."""
    label: str = ""
    """With ``clause``: the number that is asked about."""
    act: Literal["", "added", "removed"] = ""
    """With ``compare``: only what was put in, or taken out, is asked for."""
    of_then: bool = False
    """With ``then``: what was said then is asked, and not whether what is said now was so."""
    insists: bool = False
    """With ``compare``: the topic is named as one ("about …"), and not only what happens to be left over."""


def asked_about_time(question: str, read: ReadDays, names: Sequence[str] = ()) -> TimeAsked | None:
    """What a question asks about time, None where it is an ordinary one.

    Args:
        question: as it was typed, or made stand alone.
        read: the dates in it; they are places of ``question``.
        names: of the service, which stand for "they".
    """
    text = without_days(question, read)
    for name in sorted((n for n in names if n), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?:'s)?(?!\w)", "they", text, flags=re.IGNORECASE)
    if forms.CLAIM.search(text):
        return None
    timed = bool(read.days) or bool(forms.VERSION_WORDS.search(text))
    if _first(forms.WHICH, text):
        return TimeAsked("which", "")
    if (found := _first(forms.CLAUSE, text)) and not forms.CONDITIONAL.search(text):
        label = found.groupdict().get("label") or found.groupdict().get("named") or ""
        return TimeAsked("clause", topic_left(text, found), _yes_no(text), label=label)
    if found := _first(forms.ALWAYS, text):
        return TimeAsked("always", topic_left(text, found), True, turned=" ever " in found.group().lower())
    if (found := _first(forms.SINCE, text)) and not (forms.CONDITIONAL.search(text, 0, found.start())):
        return TimeAsked("since", topic_left(text, found))
    then = timed and (_first(forms.THEN, text) or _then(text, read))
    found = _compare(text, timed=timed)
    if found and not (then and found.start() > then.start() and then.re in forms.THEN):
        return TimeAsked(
            "compare",
            topic_left(_sentence_of(text, found), None if found.re is forms.BEFORE_AND_AFTER else found),
            # "Did they change it or is it the same" has no yes or no.
            _yes_no(found.group()) and "same" not in text and found.re is not forms.BEFORE_AND_AFTER,
            turned=True,
            act=_act(found.group()),
            insists=bool(forms.ABOUT.search(text)) or _yes_no(found.group()),
        )
    if then:
        frames = then.re in forms.THEN_FRAMES
        return TimeAsked(
            "then",
            topic_left(text, None if frames else then),
            _yes_no(text),
            turned=bool(forms.TURNED.search(then.group())),
            of_then=then.re not in forms.THEN,
        )
    return None


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _compare(text: str, *, timed: bool) -> re.Match[str] | None:
    found = _first(forms.COMPARE, text)
    if found is None and timed:
        if found := forms.BEFORE_AND_AFTER.search(text):
            return found
        found = _first(forms.COMPARE_ANCHORED, text)
        of_version = forms.VERSION_WORDS.search(text) or forms.OF_VERSION.search(text)
        if found is not None and forms.OF_MINE.search(text) and not of_version:
            return None
    if found is None or forms.CONDITIONAL.search(text, 0, found.start()):
        return None
    if forms.MUST_THEY_SAY.search(text, 0, found.start() + 1) or re.search(
        rf"{re.escape(found.group())} (?:\w+ )?(?:my|me)\b", text, re.IGNORECASE
    ):
        return None
    return found


def _then(text: str, read: ReadDays) -> re.Match[str] | None:
    if named := forms.BEFORE.search(text) or forms.OF_VERSION.search(text):
        return named
    found = _first(forms.THEN_FRAMES, text) if read.days else None
    return None if found and forms.I_DID.search(text) else found


def _act(words: str) -> Literal["", "added", "removed"]:
    return "removed" if forms.REMOVED.search(words) else "added" if forms.ADDED.search(words) else ""


def _sentence_of(text: str, asks: re.Match[str]) -> str:
    """A question without what is said after it, as in "What did they change? Everyone is upset."."""
    end = re.search(r"[?!.](?=\s|$)", text[asks.end() :])
    after = text[asks.end() + end.end() :] if end else ""
    if not end or forms.ABOUT.search(after):
        return text
    return text[: asks.end() + end.end()]


def _yes_no(text: str) -> bool:
    return bool(forms.YES_NO.search(text))
