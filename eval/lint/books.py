"""The library as the rules look things up in it: each text read once, and an address for each place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from bot import CITABLE, Clause, PlainTermsError, Reading, Version, innermost, readable, sub_at
from eval.truth import AsksQuestions, Truth
from eval.words.matching import label_steps, plain, words

KEPT = 8
"""Documents held at a time; cases are mostly in the order of their services."""


class HasReadings(AsksQuestions, Protocol):
    """The bot as it is looked things up in; ``bot.Explainer`` is one."""

    def reading(self, version: Version) -> Reading:
        """A version's source text and clauses."""
        ...


@dataclass(frozen=True)
class Book:
    """One version, to look places and addresses up in."""

    reading: Reading

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Those that may be cited."""
        return tuple(clause for clause in self.reading.clauses if clause.kind in CITABLE)

    @cached_property
    def labels(self) -> dict[tuple[str, ...], str]:
        """Every label, by its steps."""
        return {label_steps(clause.label): clause.label for clause in self.clauses if clause.label}

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Every title, and every heading above a clause."""
        named = (title for clause in self.clauses for title in (clause.title, *clause.path))
        return tuple(dict.fromkeys(title for title in named if title))

    def prints(self, words: str) -> bool:
        """Whether some words stand in it, whatever the parser made of them."""
        return plain(words) in self._plain

    @cached_property
    def _plain(self) -> str:
        return plain(self.reading.source)

    def at(self, offset: int) -> Clause | None:
        """The clause that a place is cited by."""
        return innermost(self.reading.clauses, offset)

    def label_at(self, offset: int) -> str:
        """The number of a place with the marker of the inline run it stands in, "15.1(ii)"; "" where there is none."""
        clause = self.at(offset)
        return clause.label + sub_at(self.reading.source, clause, offset) if clause and clause.label else ""

    def text_of(self, clause: Clause) -> str:
        return readable(self.reading.source, clause.start, clause.end).text

    @cached_property
    def sentences(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Its sentences, each with its words."""
        spans = sorted({(s.start, s.end) for p in self.reading.passages for s in p.sentences if s.start < s.end})
        texts = [readable(self.reading.source, *span).text for span in spans]
        return tuple((text, frozenset(words(text))) for text in texts)

    def nearest(self, quote: str) -> str:
        """The sentence with most of the words of a quote, "" when none has two in three of them."""
        wanted = frozenset(words(quote))
        shared = [(len(wanted & said), -len(said), text) for text, said in self.sentences]
        best = max(shared, default=(0, 0, ""))
        return best[2] if 3 * best[0] >= 2 * len(wanted) else ""


class Books:
    """The library's versions, and the last few of them opened."""

    def __init__(self, explainer: HasReadings) -> None:
        self._explainer = explainer
        self._open: dict[int, Book] = {}
        self.truth = Truth(explainer)

    def versions(self, service: str) -> Sequence[Version]:
        """All versions of a service; none when it is not in the library."""
        try:
            return self.truth.versions(service)
        except PlainTermsError:
            return ()

    def of(self, version: Version) -> Book:
        if version.id not in self._open:
            if len(self._open) == KEPT:
                del self._open[next(iter(self._open))]
            self._open[version.id] = Book(self._explainer.reading(version))
        return self._open[version.id]
