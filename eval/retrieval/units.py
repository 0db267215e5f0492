"""What is ranked: the passages that the product's search can return, or the lines of a text; each with its words.

The product's search gives each clause once, by its best passage. The baselines give every passage: where a text has no
clauses to speak of, that rule would leave them one result for the whole text.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot import CITABLE, KeywordIndex, Reading, Span, Version, readable, terms
from eval.retrieval.sets import Found, Ranked, SearchSet, lines_of, mostly_in, overlap


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that can be found, and the words it is found by: as a person reads them, without markup."""

    found: Found
    words: str


class Scope:
    """The units among which one question looks."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)

    @cached_property
    def keywords(self) -> KeywordIndex:
        """BM25 with the product's stems and stop words, k1 = 1.2, b = 0.75."""
        return KeywordIndex([terms(unit.words) for unit in self.units])


class Collection:
    """The documents of one set, read once."""

    def __init__(self, of: SearchSet, documents: Mapping[str, Version], reading: Callable[[Version], Reading]) -> None:
        """``documents`` are the versions by the names the set knows them by; ``reading`` gets one from its library."""
        self.ranked: Ranked = of.ranked
        self.documents = documents
        self._reading = reading
        self._names = {version.id: name for name, version in documents.items()}
        self._lines: dict[str, tuple[Span, ...]] = {}
        self._scopes: dict[tuple[str, ...], Scope] = {}

    def names(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """The documents a question looks in, of those that are there."""
        return tuple(name for name in asked or self.documents if name in self.documents)

    def source(self, name: str) -> str:
        return self._reading(self.documents[name]).source

    def lines(self, name: str) -> tuple[Span, ...]:
        if name not in self._lines:
            self._lines[name] = tuple(lines_of(self.source(name)).values())
        return self._lines[name]

    def held_lines(self, name: str, span: Span) -> list[Found]:
        """The lines of which a stretch of a document holds at least half, else the one it overlaps most, if any.

        A sentence of the product may go over several lines, where one ends without a full stop.
        """
        if name not in self.documents:
            return []
        lines = self.lines(name)
        best = max(lines, key=lambda line: overlap(line, span), default=span)
        held = [line for line in lines if mostly_in(line, span)] or ([best] if overlap(best, span) else [])
        return [Found(name, line, line) for line in held]

    def name_of(self, version: Version) -> str:
        """What the set calls a version; "" for one that is not of the set."""
        return self._names.get(version.id, "")

    def scope(self, asked: tuple[str, ...]) -> Scope:
        """The units of the documents a question looks in."""
        if asked not in self._scopes:
            self._scopes[asked] = Scope(unit for name in self.names(asked) for unit in self._units(name))
        return self._scopes[asked]

    def _units(self, name: str) -> list[Unit]:
        reading = self._reading(self.documents[name])
        if self.ranked == "sentences":
            return [Unit(Found(name, line, line), _words(reading.source, line)) for line in self.lines(name)]
        units = []
        for passage in reading.passages:
            clause, span = reading.clauses[passage.clause], Span(passage.start, passage.end)
            if clause.kind in CITABLE:
                units.append(Unit(Found(name, span, clause.span), _words(reading.source, span)))
        return units


def firsts(found: Iterable[Found], ranked: Ranked, at_most: int) -> list[Found]:
    """Each passage or line (of a pool each document, by its best passage) once, the best first."""
    kept: dict[object, Found] = {}
    for one in found:
        kept.setdefault(one.document if ranked == "documents" else (one.document, one.span), one)
        if len(kept) == at_most:
            break
    return list(kept.values())


def _words(source: str, span: Span) -> str:
    return readable(source, span.start, span.end).text
