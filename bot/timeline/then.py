"""Was it so then: what the version of another time says of a matter, beside the one in force now."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.timeline import drafter
from bot.timeline.about import NEAR, Relevance, spoken_of
from bot.timeline.asking import Asking, Found, answering, decided
from bot.timeline.evidence import number, place
from bot.timeline.pieces import Compared, Wording
from bot.timeline.sides import in_force_on, too_early
from bot.types import Draft, DraftStatement
from bot.words.dates import spoken_date, version_day
from ingest import Version

LEAST_SIMILARITY = 0.25
"""Cosine of a topic and the best passage below which, and without a shared word, nothing is about it: as excerpts."""

MOST_RIVALS = 8
"""Sentences looked at for one that tells otherwise."""
MOST_OTHERS = 2
"""Further sentences shown of what was said then."""


def was_it_so(asking: Asking) -> Found | None:
    """Both versions on the topic; None without a topic, or where an ordinary answer says the same."""
    if not asking.asked.topic:
        return None
    now = asking.now
    then = version_then(asking)
    if then is None:
        return asking.only_one(now)
    if then == now:
        return _still_in_force(asking, now)
    older, newer = sorted((then, now), key=asking.versions.index)
    found = asking.desk.compared(older, newer)
    about = asking.desk.relevance((older, newer), asking.asked.topic)
    if about.similarity < LEAST_SIMILARITY and not spoken_of(asking.asked.topic, (*found.old, *found.new)):
        return asking.not_there(older, newer)
    pairs = _pairs(asking, found, about, then, now)
    return Found(_draft(asking, found, pairs, about, then, now), (older, newer))


def version_then(asking: Asking) -> Version | None:
    """The version in force at the time that is named; the one before today's where none is, None before the first."""
    days = min(asking.asked.days, key=lambda d: d.first, default=None)
    if days is None:
        return asking.before(asking.now)
    if days.first > asking.day:
        asking.notes.append(f"{spoken_date(days.first)} is in the future: the terms may change until then.")
    last = days.first if days.role == "before" else min(days.last, max(asking.day, days.first))
    version = in_force_on(asking.versions, last)
    if days.role == "before" and version is not None and version.effective == last:
        version = asking.before(version)
    if version is None:
        asking.notes.append(too_early(asking.versions, last))
        asking.too_early = True
        return asking.versions[0]
    if in_force_on(asking.versions, days.first) not in (version, None) and days.role != "before":
        asking.notes.append(f"A new version took effect in that time; the one of {version_day(version)} was read.")
    return version


def _still_in_force(asking: Asking, now: Version) -> Found | None:
    """The version of that time is the one in force."""
    if not asking.asked.time.asks_yes_no and not asking.notes:
        return None
    yes = None if asking.notes else not asking.asked.time.turned
    headline = answering(yes, f"The version of {version_day(now)} is in force now and was then.")
    if asking.too_early:
        headline = f"What was in force then is not known; the first version in the library is of {version_day(now)}."
    elif asking.notes:
        headline = f"The version of {version_day(now)} is the newest one in the library."
    return Found(Draft("answered", headline, asking.says(now), decided(yes), counted=True), (now,))


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sentence of the one time and what it is at the other."""

    then: Wording | None
    now: Wording | None

    @property
    def same(self) -> bool:
        return self.then is not None and self.now is not None and self.then.key == self.now.key


def _pairs(asking: Asking, found: Compared, about: Relevance, then: Version, now: Version) -> list[_Pair]:
    """What is said of the topic, from the side that is asked about: now where it is "that", else then."""
    first = then if asking.asked.time.of_then else now
    pairs = []
    for wording in asking.anchors(first, about):
        twin = found.after(wording) if first == found.older else found.before(wording)
        pairs.append(_Pair(wording, twin) if first == then else _Pair(twin, wording))
    return list(dict.fromkeys(pairs))


def _rivals(found: Compared, about: Relevance, pairs: Sequence[_Pair], then: Version) -> list[_Pair]:
    """Where all that is shown is the same at both times, a sentence hardly less about the topic that is not."""
    if not pairs or not all(pair.same for pair in pairs):
        return []
    near = [w for score, w in about.best((*found.old, *found.new))[:MOST_RIVALS] if score >= NEAR]
    for wording in near:
        is_old = wording.version == found.older
        twin = found.after(wording) if is_old else found.before(wording)
        pair = _Pair(wording, twin) if is_old == (then == found.older) else _Pair(twin, wording)
        if not pair.same and wording.clause.kind != "definition":
            return [pair]
    return []


def _others(found: Compared, about: Relevance, pairs: Sequence[_Pair], then: Version) -> list[_Pair]:
    """What else the version of that time says on the topic and another one does not, at least so."""
    shown = {pair.then for pair in pairs}
    others = [
        _Pair(piece.before, piece.after) if then == found.older else _Pair(piece.after, piece.before)
        for piece in drafter.chosen(found, about)
    ]
    return [pair for pair in others if pair.then is not None and pair.then not in shown][:MOST_OTHERS]


def _draft(
    asking: Asking, found: Compared, pairs: Sequence[_Pair], about: Relevance, then: Version, now: Version
) -> Draft:
    pairs = [*pairs, *_rivals(found, about, pairs, then)]
    missing = all(pair.then is None for pair in pairs)
    others = _others(found, about, pairs, then) if missing else []
    statements = [_told(asking, pair, then, now) for pair in (*pairs, *others)]
    nearest = about.best(asking.desk.wordings(then))[:1] if missing and not others else []
    statements += [
        asking.evidence.says(f"The version of {version_day(then)} comes nearest in {place(w.clause)}: “{{0}}”", w)
        for _, w in nearest
    ]
    near = bool(others) or any(score >= NEAR for score, _ in nearest)
    headline, same = _verdict(pairs, then, now, near=near, known=not asking.too_early)
    certain = same is not None and asking.asked.time.asks_yes_no and not asking.too_early
    yes = same != asking.asked.time.turned if certain else None
    return Draft("answered", answering(yes, headline), tuple(statements), decided(yes), counted=True)


def _told(asking: Asking, pair: _Pair, then: Version, now: Version) -> DraftStatement:
    if pair.then is None or pair.now is None:
        there, missing = (pair.now, then) if pair.then is None else (pair.then, now)
        assert there is not None  # noqa: S101  a pair has a side
        return asking.evidence.says(
            f"The version of {version_day(there.version)} says, in {place(there.clause)}: “{{0}}” "
            f"The version of {version_day(missing)} does not say this.",
            there,
        )
    if pair.same:
        return asking.evidence.says(
            f"The versions of {version_day(then)} and of {version_day(now)} both say, "
            f"{_where(pair.then, pair.now)}: “{{0}}”",
            pair.then,
            pair.now,
        )
    return asking.evidence.says(
        f"The version of {version_day(then)} says, in {place(pair.then.clause)}: “{{0}}” "
        f"The version of {version_day(now)} says, in {place(pair.now.clause)}: “{{1}}”",
        pair.then,
        pair.now,
    )


def _where(then: Wording, now: Wording) -> str:
    if number(then.clause) == number(now.clause):
        return f"in {place(now.clause)}"
    return f"in {number(then.clause)} and {place(now.clause)}"


def _verdict(
    pairs: Sequence[_Pair], then: Version, now: Version, *, near: bool, known: bool
) -> tuple[str, bool | None]:
    """The headline, and whether both say the same; None where that is for a person to judge.

    Args:
        pairs: what is said now, or then, with what it is at the other time.
        then: the version of the time asked about.
        now: the one in force.
        near: something in ``then`` is about the topic, though not what ``pairs`` say.
        known: ``then`` was in force at that time, and is not only the first one in the library.
    """
    version = f"The version of {version_day(then)}"
    if not known:
        version = f"What was in force then is not known; the first version in the library, of {version_day(then)},"
    both = [(pair.then, pair.now) for pair in pairs if pair.then is not None and pair.now is not None]
    moved = [(a, b) for a, b in both if number(a.clause) != number(b.clause)]
    where = f"; what was {number(moved[0][0].clause)} is {number(moved[0][1].clause)}" if moved else ""
    where = where if then.effective < now.effective else ""
    if pairs and all(pair.same for pair in pairs):
        return f"{version} says the same{where}.", True
    if both:
        return f"{version} is worded differently on this, in {number(both[0][0].clause)}{where}.", None
    if any(pair.then is not None for pair in pairs):
        return f"{version} says this; that of {version_day(now)} does not.", None
    if near:
        return f"{version} puts this in other words; they are below.", None
    return f"{version} has no clause about this.", False
