"""One document in several formats: does its PDF, DOCX or HTML print give the clauses that its Markdown gives?

A clause of the Markdown comes out when the other file has a clause with the same label, title and text that no clause
before it has taken. What is the same:

    label   step by step ("9(g)" is "9.g")
    title   word for word, but for markup, case and closing punctuation
    text    all of the clause, its sub-clauses included, as a person reads it: markup and invisible characters gone,
            compatibility characters in their plain form (NFKC), white space folded; case and punctuation count
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import read_file, readable, segment
from eval.files.jsonl import FileError
from eval.words.matching import label_steps, title_words

MARKDOWN = frozenset({".md", ".markdown"})
"""Endings, in small letters, of the files that the others are compared with."""
PARTS = ("label", "title", "text")
"""What is compared of each clause."""
SHOWN = 60
"""Characters of two texts that are shown from the place on where they part."""
_BEFORE = 20
"""Characters that are shown before that place."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause as it is compared."""

    label: str
    title: str
    text: str
    """Readable words, folded."""

    @property
    def key(self) -> tuple[tuple[str, ...], str, str]:
        return label_steps(self.label), title_words(self.title), self.text


@dataclass(frozen=True, slots=True)
class Lost:
    """A clause of the Markdown that did not come out."""

    expected: Unit
    given: Unit | None
    """The likeliest clause of the other file; None where nothing in it is alike."""

    @property
    def wrong(self) -> tuple[str, ...]:
        """Which of ``PARTS`` are not the same."""
        if self.given is None:
            return PARTS
        return tuple(
            part for part, mine, theirs in zip(PARTS, self.expected.key, self.given.key, strict=True) if mine != theirs
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """A Markdown file against one other file of the same document."""

    markdown: Path
    other: Path
    clauses: int
    """Of the Markdown; at least one."""
    given: int
    """Of the other file."""
    lost: tuple[Lost, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "markdown": str(self.markdown),
            "other": str(self.other),
            "clauses": self.clauses,
            "given": self.given,
            **shares((self,)),
            "wrong": [
                {"wrong": list(row.wrong), "expected": _as_json(row.expected), "given": _as_json(row.given)}
                for row in self.lost
            ],
        }


def shares(pairs: Sequence[Pair]) -> dict[str, float]:
    """Share of the Markdown's clauses that are the same, in all and in each of ``PARTS``."""
    clauses = sum(pair.clauses for pair in pairs)
    lost = [row for pair in pairs for row in pair.lost]
    amiss = {"same": len(lost)} | {part: sum(part in row.wrong for row in lost) for part in PARTS}
    return {name: round(1 - count / clauses, 4) for name, count in amiss.items()}


def report_json(pairs: Sequence[Pair]) -> dict[str, Any]:
    """All pairs (at least one) and the shares over all of their clauses."""
    return {"overall": shares(pairs), "documents": [pair.to_json() for pair in pairs]}


def pairs_of(files: Sequence[Path]) -> tuple[tuple[Path, Path], ...]:
    """(Markdown, other) for each file that follows a Markdown file, up to the next one.

    Raises:
        FileError: the first file is not Markdown, or nothing follows a Markdown file.
    """
    pairs: list[tuple[Path, Path]] = []
    markdown: Path | None = None
    waiting = False
    for file in files:
        if file.suffix.lower() in MARKDOWN:
            if waiting:
                break
            markdown, waiting = file, True
        elif markdown is None:
            raise FileError(f"{file} has no Markdown file before it.", "Give each Markdown file, then its prints.")
        else:
            pairs.append((markdown, file))
            waiting = False
    if markdown is None or waiting:
        raise FileError(
            f"Nothing is given to compare {markdown or 'a document'} with.", "Give each Markdown file, then its prints."
        )
    return tuple(pairs)


def compare_formats(
    pairs: Iterable[tuple[Path, Path]], progress: Callable[[], object] = lambda: None
) -> tuple[Pair, ...]:
    """Read and compare every pair.

    Raises:
        SourceError: a file cannot be read.
        FileError: a Markdown file holds no clause.
    """
    compared: list[Pair] = []
    known: dict[Path, list[Unit]] = {}
    for markdown, other in pairs:
        if markdown not in known:
            known[markdown] = units_of(markdown)
        if not known[markdown]:
            raise FileError(f"{markdown} holds no clause.", "Check that it is the text of the document.")
        given = units_of(other)
        compared.append(Pair(markdown, other, len(known[markdown]), len(given), tuple(lost_of(known[markdown], given))))
        progress()
    return tuple(compared)


def units_of(path: Path) -> list[Unit]:
    """The clauses of a file, in order. Raises SourceError."""
    source = read_file(path)
    return [
        Unit(clause.label, clause.title, _words(source.text, clause.start, clause.end))
        for clause in segment(source.text, source.markup).clauses
    ]


def _words(text: str, start: int, end: int) -> str:
    return " ".join(unicodedata.normalize("NFKC", readable(text, start, end).text).split())


def lost_of(expected: Iterable[Unit], given: Iterable[Unit]) -> list[Lost]:
    """The expected clauses that are not among the given ones, each with the likeliest of those nobody else is."""
    left: dict[tuple[object, ...], list[Unit]] = {}
    for unit in given:
        left.setdefault(unit.key, []).append(unit)
    missing: list[Unit] = []
    for unit in expected:
        same = left.get(unit.key)
        if same:
            same.pop(0)
        else:
            missing.append(unit)
    return _with_likeliest(missing, [unit for units in left.values() for unit in units])


_ALIKE: tuple[Callable[[Unit], object], ...] = (
    lambda unit: unit.text,
    lambda unit: unit.key[:2] if unit.title else None,
    lambda unit: (unit.key[0], unit.text[:SHOWN]) if unit.label else None,
    lambda unit: unit.text[:SHOWN] or None,
    lambda unit: unit.key[1] or None,
)
"""What makes a clause the likeliest one for another, most telling first; None tells nothing."""


def _with_likeliest(missing: list[Unit], left: list[Unit]) -> list[Lost]:
    found: dict[int, Unit] = {}
    taken: set[int] = set()
    for alike in _ALIKE:
        places: dict[object, list[int]] = {}
        for index, unit in enumerate(left):
            if index not in taken and (sign := alike(unit)) is not None:
                places.setdefault(sign, []).append(index)
        for index, unit in enumerate(missing):
            if index not in found and (candidates := places.get(alike(unit))):
                taken.add(candidates[0])
                found[index] = left[candidates.pop(0)]
    return [Lost(unit, found.get(index)) for index, unit in enumerate(missing)]


def parting(one: str, other: str) -> tuple[str, str]:
    """Both texts from a little before the place where they part, cut short."""
    at = next((place for place, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs), None)
    start = max(0, (min(len(one), len(other)) if at is None else at) - _BEFORE)
    return one[start : start + SHOWN], other[start : start + SHOWN]


def _as_json(unit: Unit | None) -> dict[str, str] | None:
    return None if unit is None else {"label": unit.label, "title": unit.title, "text": unit.text}
