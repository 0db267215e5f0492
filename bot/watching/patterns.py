"""Patterns over the words of a sentence: how they are written, and whether a sentence has one.

    >>> book = Book({"WE": ("we",), "MAY": ("may", "can", "reserve_the_right")})
    >>> pattern = book.pattern("WE ~ MAY ~ close*|shut_down ~ account")
    >>> pattern.is_in(book.places("we can at any time close your account".split()))
    True

A pattern is a row of steps, each one of some words; prompts/watch_kinds.toml says how they are written. No regular
expressions, and no going back: the time is that of the words of a sentence times those of the patterns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

GAPS = {"-": 2, "~": 6, "~~": 20, "~~~": 300}
"""Words that may stand between two steps; the last is a whole sentence."""

Places = Mapping[int, Sequence[tuple[int, int]]]
"""Where the steps of a book are in a sentence, by their numbers: first and last word of each place, in order."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rows of (number of a step, words it may at most come after the one before); each row must be there somewhere."""

    rows: tuple[tuple[tuple[int, int], ...], ...]
    steps: frozenset[int]

    def is_in(self, places: Places) -> bool:
        return places.keys() >= self.steps and all(_walks(row, places) for row in self.rows)


def _walks(row: Sequence[tuple[int, int]], places: Places) -> bool:
    """Whether the steps of a row come one after the other, by following all their places at once."""
    ends = [last for _, last in places[row[0][0]]]
    for step, reach in row[1:]:
        reached, number = [], -1
        for first, last in places[step]:
            while number + 1 < len(ends) and ends[number + 1] < first:
                number += 1
            if number >= 0 and first - ends[number] <= reach:
                reached.append(last)
        if not reached:
            return False
        ends = reached
    return True


class Book:
    """All patterns that are looked for together: each step is known once, and each word looked at once."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._steps: dict[frozenset[str], int] = {}
        self._exact: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._beginnings: list[tuple[str, int]] = []
        self._known: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {}

    def pattern(self, text: str) -> Pattern:
        """A pattern as it is written. Raises ValueError for one that is malformed."""
        rows = tuple(tuple(self._row(part.split(), text)) for part in text.split(" & "))
        if not all(rows):
            raise ValueError(f"A part of the pattern {text!r} is empty.")
        return Pattern(rows, frozenset(step for row in rows for step, _ in row))

    def places(self, said: Sequence[str]) -> Places:
        """Where the steps of all patterns are in a sentence, given as its words."""
        found: dict[int, list[tuple[int, int]]] = {}
        for at, word in enumerate(said):
            for step, rest in self._starting(word):
                if not rest or tuple(said[at + 1 : at + 1 + len(rest)]) == rest:
                    found.setdefault(step, []).append((at, at + len(rest)))
        return found

    def _starting(self, word: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The steps that a word begins, and the words that must come after it."""
        if word not in self._known:
            if len(self._known) > 50_000:  # words are others' and may be endless
                self._known.clear()
            starting = {(step, ()) for beginning, step in self._beginnings if word.startswith(beginning)}
            self._known[word] = tuple(sorted({*starting, *self._exact.get(word, ())}))
        return self._known[word]

    def _row(self, parts: Sequence[str], whole: str) -> Iterator[tuple[int, int]]:
        reach = 1
        for part in parts:
            if part in GAPS:
                reach = GAPS[part] + 1
            else:
                yield self._step(frozenset(self._words(part, whole)), whole), reach
                reach = 1

    def _words(self, part: str, whole: str) -> Iterator[str]:
        for name in part.split("|"):
            if not name.isupper():
                yield name
            elif name in self._lists:
                yield from self._lists[name]
            else:
                raise ValueError(f"The pattern {whole!r} names a list {name!r} that is not there.")

    def _step(self, said: frozenset[str], whole: str) -> int:
        if said not in self._steps:
            number = self._steps[said] = len(self._steps)
            for word in said:
                first, *rest = word.split("_")
                beginning = first.removesuffix("*")
                if not all(w.isalnum() and w == w.lower() for w in (beginning, *rest)) or (rest and beginning != first):
                    raise ValueError(f"The pattern {whole!r} has {word!r}, which is no word or run of words.")
                if beginning == first:
                    self._exact.setdefault(first, []).append((number, tuple(rest)))
                else:
                    self._beginnings.append((beginning, number))
        return self._steps[said]
