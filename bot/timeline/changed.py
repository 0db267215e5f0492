"""What changed: on a day, between two days, in the last version; about a topic or in all."""

from dataclasses import replace
from itertools import pairwise

from bot.timeline import drafter
from bot.timeline.about import Relevance, spoken_of
from bot.timeline.asking import Asking, Found, answering, decided, lowered
from bot.timeline.pieces import Compared
from bot.timeline.sides import Sides, compared
from bot.types import Draft
from bot.words.dates import version_day


def what_changed(asking: Asking) -> Found:
    """The changes between the versions that the question names, or the last ones where it names none."""
    asked = asking.asked
    sides = compared(asking.versions, asked.days, asking.day, asked.typed)
    if sides is None:
        return asking.only_one(asking.now)
    asking.notes += sides.notes
    if sides.same:
        return _one_version(asking, sides)
    found = asking.desk.compared(sides.older, sides.newer)
    topic = asked.topic
    if topic and not asked.from_before and not spoken_of(topic, (*found.old, *found.new)):
        if asked.time.insists:
            return asking.not_there(sides.older, sides.newer)
        topic = ""  # no subject but a remark, as in "the update after the outcry"
    about = asking.desk.relevance((sides.older, sides.newer), topic) if topic else None
    draft = _draft(asking, found, about)
    if draft is not None and sides.missed:
        draft = _instead(draft, f"{sides.missed}; the change before that:")
    if draft is None and not asked.days:
        draft = _earlier(asking, found, topic)
    if draft is None:
        draft = _nothing(asking, found, about)
    return Found(draft, (sides.older, sides.newer, *(p.version for p in asking.evidence.passages)))


def _draft(asking: Asking, found: Compared, about: Relevance | None) -> Draft | None:
    time = asking.asked.time
    return drafter.changed(
        found,
        asking.evidence,
        about,
        act=time.act,
        asks_yes_no=time.asks_yes_no,
        adjacent=asking.adjacent(found.older, found.newer),
    )


def _instead(draft: Draft, why: str) -> Draft:
    """A change that is told in place of the one asked for; no yes or no, since that would be about another one."""
    headline = draft.headline.removeprefix("Yes: ")
    return replace(draft, headline=f"{why} {lowered(headline)}", yes_no=None)


def _earlier(asking: Asking, found: Compared, topic: str) -> Draft | None:
    """The last change, of the topic where there is one, that the newest version has left alone."""
    place = asking.versions.index(found.older)
    for older, newer in reversed(list(pairwise(asking.versions[: place + 1]))):
        about = asking.desk.relevance((older, newer), topic) if topic else None
        draft = _draft(asking, asking.desk.compared(older, newer), about)
        if draft is not None:
            return _instead(draft, f"Not in the version of {version_day(found.newer)}; before that,")
    return None


def _nothing(asking: Asking, found: Compared, about: Relevance | None) -> Draft:
    """That nothing changed, with what reads the same in both versions."""
    when = drafter.when(found, adjacent=asking.adjacent(found.older, found.newer))
    if about is None:
        shown = list(found.new[:1])
        headline = f"Nothing in the terms changed {when}"
        if not found.changes and found.changes.dates[0] != found.changes.dates[1]:
            headline += "; only the date is new"
    else:
        shown = asking.anchors(found.newer, about)
        headline = f"Nothing changed about this {when}"
        if found.changes:
            asking.notes.append("Other clauses changed: ask what changed, without a subject, to see them.")
    statements = drafter.unchanged(found, asking.evidence, shown)
    near = drafter.nearby(found, about) if about is not None else []
    if near:
        adjacent = asking.adjacent(found.older, found.newer)
        statements += [drafter.told(piece, found, asking.evidence, adjacent=adjacent) for piece in near]
        headline = f"What is nearest to this did not change {when}; they {drafter.acts_of(near, found)}"
    statements = statements or list(asking.says(found.newer))
    yes = False if asking.asked.time.asks_yes_no and not near else None
    return Draft("answered", f"{answering(yes, headline)}.", tuple(statements), decided(yes), counted=True)


def _one_version(asking: Asking, sides: Sides) -> Found:
    """One version was in force all the time that was asked about."""
    version = sides.newer
    if len(asking.versions) == 1:
        return asking.only_one(version)
    headline = f"Nothing changed; the version of {version_day(version)} was in force all that time."
    if sides.missed:
        headline = f"{sides.missed}; the first version in the library is of {version_day(asking.versions[0])}."
    return Found(Draft("answered", headline, asking.says(version), counted=True), (version,))
