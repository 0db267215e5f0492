"""What a question asks for: the clause with that number, the one that defines that term, a figure, who owns what.

A rule lifts passages above what only resembles the question, and says why in words. It never takes one away.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.retrieval.query import Query
from bot.retrieval.shelf import Item
from ingest import Clause, Reading, readable, terms

NAMED = 2.0
"""Above every fused score, which is at most 1: who names a clause wants that one."""
INSIDE = 0.5
"""Of that for the clauses inside the one that was named."""
DEFINES = 1.0
OWNER = 0.15
"""More than a nudge: the clause about what the company owns is more like the question than the one that answers it, and
quoted instead it implies the opposite."""
FIGURE = 0.05
"""A nudge: of clauses that are about as near, the one that holds a figure of the kind asked for."""


@dataclass(frozen=True, slots=True)
class Lift:
    """What a rule adds to the score of one passage."""

    by: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule looks at."""

    items: Sequence[Item]
    best: Sequence[int]
    """Numbers of the items that are nearest to the question, best first: as many as it pays to read."""
    readings: Mapping[int, Reading]
    """The versions that were read whole, by id."""


Rule = Callable[[Query, Found], Iterator[tuple[int, Lift]]]
"""Gives numbers of items and what is added to their scores."""


def lifts(query: Query, found: Found) -> dict[int, list[Lift]]:
    """What all rules together say, by the number of the item."""
    said: dict[int, list[Lift]] = {}
    for rule in RULES:
        for number, lift in rule(query, found):
            said.setdefault(number, []).append(lift)
    return said


def by_name(query: Query, found: Found) -> Iterator[tuple[int, Lift]]:
    """What does 10.4 say → clause 10.4, then what is inside it (10.4(ii)); the "Refunds" section → that title."""
    if not query.labels and not query.title:
        return
    # A short item has no passage of its own: it is a part of the one of its clause.
    items = [
        (id_, clause, label)
        for id_, reading in found.readings.items()
        for clause in reading.clauses
        if (label := names(query, clause))
    ]
    for number, item in enumerate(found.items):
        if label := names(query, item.clause):
            yield number, Lift(NAMED, f"clause number {label}" if label != query.title else f'titled "{label}"')
        elif label := next((label for id_, clause, label in items if id_ == item.version.id and _in(clause, item)), ""):
            yield number, Lift(NAMED, f"holds clause {label}")
        elif label := names(query, item.clause, inside=True):
            yield number, Lift(NAMED * INSIDE, f"inside clause {label}")


def _in(clause: Clause, item: Item) -> bool:
    return item.stored.start <= clause.start and clause.end <= item.stored.end


def names(query: Query, clause: Clause, *, inside: bool = False) -> str:
    """The label or title by which a question names a clause, or one around it; "" when it does not."""
    here = _steps(clause.label)
    for label in query.labels:
        steps = _steps(label)
        if here and (here[: len(steps)] == steps if inside else here == steps):
            return label
    of_its_own = clause.path[-1:] and clause.path[-1].endswith(clause.title)
    asked = _spelled(query.title)
    return query.title if asked and of_its_own and not inside and _spelled(clause.title) == asked else ""


def by_definition(query: Query, found: Found) -> Iterator[tuple[int, Lift]]:
    """What does end user mean → the clause that defines "End User" for this document."""
    asked = {_spelled(phrase): phrase for phrase in query.phrases}
    if not asked:
        return
    places = {
        (id_, definition.start): definition.term
        for id_, reading in found.readings.items()
        for definition in reading.definitions
        if _spelled(definition.term) in asked
    }
    for number, item in enumerate(found.items):
        for (id_, start), term in places.items():
            if item.version.id == id_ and item.stored.start <= start < item.stored.end:
                yield number, Lift(DEFINES, f'defines "{term}"')


def by_figure(query: Query, found: Found) -> Iterator[tuple[int, Lift]]:
    """How many days → clauses that state a number of days."""
    if query.asked.units:
        yield from _those(query.asked.has_figure, found, Lift(FIGURE, "states a figure of the kind asked for"))


def by_owner(query: Query, found: Found) -> Iterator[tuple[int, Lift]]:
    """Do they own my photos → clauses that tell who owns what a person puts in."""
    if query.asked.owner:
        yield from _those(query.asked.tells_owner, found, Lift(OWNER, "tells who owns what you put in"))


def _those(fits: Callable[[str], bool], found: Found, lift: Lift) -> Iterator[tuple[int, Lift]]:
    """Those of the nearest items whose words fit."""
    for number in found.best:
        item = found.items[number]
        reading = found.readings.get(item.version.id)
        words = readable(reading.source, item.stored.start, item.stored.end).text if reading else ""
        if fits(words):
            yield number, lift


RULES: tuple[Rule, ...] = (by_name, by_definition, by_figure, by_owner)


def _steps(label: str) -> tuple[str, ...]:
    """The label as steps: 4(b)(ii) and 4.b.ii are one."""
    return tuple(step.lower() for step in re.findall(r"[^\s.()\[\]{}]+", label))


def _spelled(words: str) -> tuple[str, ...]:
    """A term without regard to case, plural and small words."""
    return terms(words) or tuple(words.lower().split())
