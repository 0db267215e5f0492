"""What a sentence says, as far as it can be held against an answer by code: a figure, or a yes or no to a deed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot import terms
from eval.mutate import modality, numbers
from eval.words.matching import plain


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
        """Whether words of the document say it, wherever they stand."""
        ...

    def carried(self, quoted: Sequence[str], own: Sequence[str]) -> bool:
        """Whether an answer says it: by what it quotes of the sentence, or by its own words about that."""
        ...

    def spoiled(self, words: str, quotes: Iterable[str], *, surely: bool) -> bool:
        """Whether words of an answer's own, made of these quotes, say the other thing; ``surely`` of this sentence."""
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

    def carried(self, quoted: Sequence[str], own: Sequence[str]) -> bool:
        """By what is quoted: a figure without its proof is none."""
        return any(map(self.stated, quoted))

    def spoiled(self, words: str, quotes: Iterable[str], *, surely: bool) -> bool:
        """The other figure, which nothing that is quoted holds."""
        value = self.other.value
        return (self.other in numbers.figures(words) or numbers.states_bare(words, value)) and not any(
            numbers.states_bare(quote, value) for quote in quotes
        )


@dataclass(frozen=True, slots=True)
class Doing:
    """Whether somebody may, must or will do something."""

    denied: bool
    cue: str
    """The word its sense hangs on, "may not"."""
    what: str
    conditional: bool

    @classmethod
    def of(cls, deed: modality.Deed, *, turned: bool) -> "Doing":
        return cls(deed.denied != turned, deed.new if turned else deed.old, deed.what, deed.conditional)

    @property
    def said(self) -> str:
        return f"{'no' if self.denied else 'yes'}: {self.what}"

    @property
    def yes_no(self) -> frozenset[str]:
        plain = frozenset({"no" if self.denied else "yes"})
        return plain | {"depends"} if self.conditional else plain

    def stated(self, words: str) -> bool:
        return self._about(words) and self._denies(words) == self.denied

    def carried(self, quoted: Sequence[str], own: Sequence[str]) -> bool:
        """By a quote that holds the word itself, or by a wording of the same sense."""
        cue = re.compile(rf"\b{re.escape(plain(self.cue))}\b")
        by_quote = any(cue.search(plain(words)) and self._denies(words) == self.denied for words in quoted)
        return by_quote or any(map(self.stated, own))

    def spoiled(self, words: str, quotes: Iterable[str], *, surely: bool) -> bool:
        return (surely or self._about(words)) and self._denies(words) != self.denied

    def _denies(self, words: str) -> bool:
        """Whether they say no to the deed: one that is itself a no ("may refuse") takes one more."""
        return modality.denials(words) > modality.denials(self.what)

    def _about(self, words: str) -> bool:
        """Whether some words are about the same deed: half of its words stand in them."""
        own = frozenset(terms(self.what))
        return 2 * len(own & frozenset(terms(words))) >= len(own)
