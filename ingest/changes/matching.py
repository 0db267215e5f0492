"""Which clause of the newer text is which of the older.

Identical words first, then words that were only cut into clauses anew, then the same address with similar words, then
similar words anywhere. Each clause is matched once. Time grows about linearly: a word in a row that many clauses share
tells nothing and is not looked up.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingest.changes.units import Unit

SAME_PLACE = 0.3
"""Similarity from which a clause of the same address is the same clause reworded."""
ELSEWHERE = 0.45
"""The same for a clause of another address."""
SAME_TITLE = 0.25
"""What an equal title adds to the similarity."""
BETWEEN = 0.2
"""The same for the only clause left over between two that were matched."""
COMMON = 12
"""Clauses that share three words in a row, above which these say nothing."""
CANDIDATES = 8
"""Clauses that are compared in full with one clause, those that share the most first."""
LONGEST_JOIN = 200
"""Clauses that are tried as the pieces of one."""


class Matching:
    """Pairs of units, growing."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = old, new
        self.after: dict[Unit, Unit] = {}
        """Of units of the older text, the newer."""
        self.before: dict[Unit, Unit] = {}
        self.recut: set[Unit] = set()
        """Units of both texts whose words are all there, in order, but cut into other clauses."""

    def pair(self, old: Unit, new: Unit) -> None:
        self.after[old], self.before[new] = new, old

    def left(self) -> tuple[list[Unit], list[Unit]]:
        """What is matched with nothing yet."""
        return (
            [unit for unit in self.old if unit not in self.after and unit not in self.recut],
            [unit for unit in self.new if unit not in self.before and unit not in self.recut],
        )


def match(old: Sequence[Unit], new: Sequence[Unit]) -> Matching:
    found = Matching(old, new)
    _identical(found)
    _recut(found)
    _same_address(found)
    _similar(found)
    _namesakes(found)
    _around(found)
    _between(found)
    return found


def _identical(found: Matching) -> None:
    """Equal words: those of the same address first, then in order."""
    for key in (lambda u: (u.clause.part, u.clause.label, u.clause.path), lambda u: u.address, lambda u: u.step, None):
        waiting: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
        lefts = found.left()
        for unit in reversed(lefts[1]):
            waiting[(unit.keys, key(unit) if key else None)].append(unit)
        for unit in lefts[0]:
            if same := waiting.get((unit.keys, key(unit) if key else None)):
                found.pair(unit, same.pop())


def _gaps(found: Matching) -> Iterable[tuple[Sequence[Unit], Sequence[Unit]]]:
    """Neighbouring unmatched units of both texts between two pairs that follow each other in both."""
    anchors = [(old.index, found.after[old].index) for old in found.old if old in found.after]
    kept = increasing([place for _, place in anchors], [1] * len(anchors))
    edges = [(-1, -1), *(anchors[i] for i in kept), (len(found.old), len(found.new))]
    for (a, b), (c, d) in zip(edges, edges[1:], strict=False):
        olds = [u for u in found.old[a + 1 : c] if u not in found.after and u not in found.recut]
        news = [u for u in found.new[b + 1 : d] if u not in found.before and u not in found.recut]
        if olds and news:
            yield olds, news


def _recut(found: Matching) -> None:
    """Runs of clauses that hold the same words in the same order, cut elsewhere."""
    for olds, news in list(_gaps(found)):
        starts: dict[str, list[int]] = defaultdict(list)
        for place, unit in enumerate(news):
            starts[unit.tokens[0]].append(place)
        first = done = 0
        while first < len(olds):
            ends = (0, 0)
            for place in starts[olds[first].tokens[0]][:CANDIDATES]:
                if place >= done and (ends := _joined(olds, first, news, place)) != (0, 0):
                    found.recut.update(olds[first : first + ends[0]], news[place : place + ends[1]])
                    done = place + ends[1]
                    break
            first += max(1, ends[0])


def _joined(olds: Sequence[Unit], i: int, news: Sequence[Unit], k: int) -> tuple[int, int]:
    """How many units from ``i`` and ``k`` on hold the same words on both sides; (0, 0) when they part before that."""
    ends = [i + 1, k + 1]
    texts = [list(olds[i].tokens), list(news[k].tokens)]
    sides = (olds, news)
    agreed = 0
    while True:
        shorter = min(map(len, texts))
        if texts[0][agreed:shorter] != texts[1][agreed:shorter]:
            return (0, 0)
        agreed = shorter
        if len(texts[0]) == len(texts[1]):
            return (ends[0] - i, ends[1] - k)
        side = int(len(texts[1]) < len(texts[0]))
        if ends[side] == len(sides[side]) or sum(ends) - i - k > LONGEST_JOIN:
            return (0, 0)
        texts[side] += sides[side][ends[side]].tokens
        ends[side] += 1


def _same_address(found: Matching) -> None:
    olds, news = found.left()
    for named in (
        lambda unit: (*unit.address, unit.clause.path) if unit.clause.path else None,
        lambda unit: unit.address if unit.clause.label else None,
    ):
        places: dict[object, list[Unit]] = defaultdict(list)
        for unit in news:
            if unit not in found.before:
                places[named(unit)].append(unit)
        for unit in olds:
            here = places.get(named(unit), []) if unit not in found.after and named(unit) else []
            best = max(here[:CANDIDATES], key=lambda other: similarity(unit, other), default=None)
            if best and best not in found.before and _stays(unit, best):
                found.pair(unit, best)


def _stays(unit: Unit, other: Unit) -> bool:
    """Whether two clauses of one address are one clause; where even the title is another, more must be alike."""
    return similarity(unit, other) >= (SAME_PLACE if _titles_agree(unit, other) else ELSEWHERE)


def _titles_agree(unit: Unit, other: Unit) -> bool:
    """Whether two titles are equal, or one goes on where the other ends: "Fees" and "Fees; Taxes"."""
    short, long = sorted((_title(unit), _title(other)), key=len)
    return bool(short) and short == long[: len(short)]


def _title(unit: Unit) -> list[str]:
    return re.findall(r"\w+", unit.clause.title.casefold())


def _signs(unit: Unit) -> list[tuple[object, ...]]:
    """What another clause is found by: words in a row, and how its title begins."""
    return [*unit.shingles, ("title", *_title(unit)[:2])]


def _similar(found: Matching) -> None:
    olds, news = found.left()
    holders: dict[object, list[Unit]] = defaultdict(list)
    for unit in news:
        for sign in _signs(unit):
            holders[sign].append(unit)
    ranked = []
    for unit in olds:
        shared: Counter[Unit] = Counter()
        for sign in _signs(unit):
            if len(holders.get(sign, ())) <= COMMON:
                shared.update(holders.get(sign, ()))
        for other, _ in shared.most_common(CANDIDATES):
            score = similarity(unit, other) + SAME_TITLE * _titles_agree(unit, other)
            if score >= ELSEWHERE:
                ranked.append((-score, abs(unit.index - other.index), unit.index, other.index))
    for _, _, before, after in sorted(ranked):
        unit, other = found.old[before], found.new[after]
        if unit not in found.after and other not in found.before:
            found.pair(unit, other)


def _namesakes(found: Matching) -> None:
    """Equal number and title, though hardly a word is left: a section whose text went into sub-clauses."""
    olds, news = found.left()
    waiting = {(*unit.address, *_title(unit)): unit for unit in reversed(news) if unit.clause.label}
    for unit in olds:
        other = waiting.pop((*unit.address, *_title(unit)), None) if _title(unit) else None
        if other:
            found.pair(unit, other)


def _around(found: Matching) -> None:
    """Sections that hold the same clauses, whatever they are called now."""
    held: dict[Unit, Counter[Unit]] = defaultdict(Counter)
    for old, new in found.after.items():
        if old.parent and new.parent and old.parent not in found.after and new.parent not in found.before:
            held[old.parent][new.parent] += 1
    for old, parents in held.items():
        ((new, _),) = parents.most_common(1)
        if new not in found.before and old not in found.recut and new not in found.recut:
            found.pair(old, new)


def _between(found: Matching) -> None:
    """One clause left over on each side of the same place."""
    for olds, news in list(_gaps(found)):
        if len(olds) == len(news) == 1 and similarity(olds[0], news[0]) >= BETWEEN:
            found.pair(olds[0], news[0])


def similarity(unit: Unit, other: Unit) -> float:
    """How alike the words of two clauses are, 0 to 1: the mean of shared words and of shared words in a row."""
    words = 2 * (unit.bag & other.bag).total() / max(1, unit.bag.total() + other.bag.total())
    rows = 2 * len(unit.shingles & other.shingles) / (len(unit.shingles) + len(other.shingles))
    return (words + rows) / 2


def increasing(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Places of the heaviest increasing subsequence of distinct ``values``."""
    order = sorted(set(values))
    best: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)  # a Fenwick tree of the heaviest chain up to a value
    linked: list[int] = []
    heaviest = (0, -1)
    for place, (value, weight) in enumerate(zip(values, weights, strict=True)):
        at = bisect_left(order, value)
        chain = (0, -1)
        step = at
        while step > 0:
            chain = max(chain, best[step])
            step -= step & -step
        linked.append(chain[1])
        here = (chain[0] + weight, place)
        heaviest = max(heaviest, here)
        step = at + 1
        while step <= len(order):
            best[step] = max(best[step], here)
            step += step & -step
    chain_places = []
    place = heaviest[1]
    while place >= 0:
        chain_places.append(place)
        place = linked[place]
    return chain_places[::-1]
