"""What a sentence says, as far as it can be held against an answer by code: a figure, or a yes or no to a deed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot import terms
from eval.mutate import modality, numbers


class Claim(Protocol):
    """One thing the document says."""

    @property
    def said(self) -> str:
        """For people: "45 days", "no: share my account"."""
        ...

    @property
    def yes_no(self) -> frozenset[str]:
        """The right answers to the question where yes or no answers it; empty where it does not."""
        ...

    def stated(self, words: str) -> bool:
        """Whether words of the document say it."""
        ...

    def spoiled(self, words: str, quotes: Iterable[str]) -> bool:
        """Whether words of an answer's own, made of these quotes, say the other thing."""
        ...


@dataclass(frozen=True, slots=True)
class Stating:
    """A figure; ``other`` is what stands there in the other text."""

    figure: numbers.Figure
    other: numbers.Figure

    @property
    def said(self) -> str:
        return self.figure.said

    @property
    def yes_no(self) -> frozenset[str]:
        return frozenset()

    def stated(self, words: str) -> bool:
        return self.figure in numbers.figures(words)

    def spoiled(self, words: str, quotes: Iterable[str]) -> bool:
        """The other figure, which nothing that is quoted holds."""
        value = self.other.value
        return (self.other in numbers.figures(words) or numbers.states_bare(words, value)) and not any(
            numbers.states_bare(quote, value) for quote in quotes
        )


@dataclass(frozen=True, slots=True)
class Doing:
    """Whether somebody may, must or will do something."""

    denied: bool
    what: str
    conditional: bool

    @classmethod
    def of(cls, deed: modality.Deed, *, turned: bool) -> "Doing":
        return cls(deed.denied != turned, deed.what, deed.conditional)

    @property
    def said(self) -> str:
        return f"{'no' if self.denied else 'yes'}: {self.what}"

    @property
    def yes_no(self) -> frozenset[str]:
        plain = frozenset({"no" if self.denied else "yes"})
        return plain | {"depends"} if self.conditional else plain

    def stated(self, words: str) -> bool:
        return self._about(words) and modality.denies(words) == self.denied

    def spoiled(self, words: str, quotes: Iterable[str]) -> bool:
        return self._about(words) and modality.denies(words) != self.denied

    def _about(self, words: str) -> bool:
        """Whether some words are about the same deed: half of its words stand in them."""
        own = frozenset(terms(self.what))
        return 2 * len(own & frozenset(terms(words))) >= len(own)
