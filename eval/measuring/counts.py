"""How many numbered clauses the clause parser finds in a document, against how many a person counted.

Counted are the different labels of the two most important levels, each part of a document by itself: ``3`` and
``3.1``, ``I`` and ``I.A``, ``2`` and ``2(b)``, ``A`` and ``A1``. What stands deeper (``3.1.1``, ``A1.2``) is left out,
and so is what a contents list, a menu or a summary prints.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bot import Clause, read_clauses
from eval.files.jsonl import FileError, parse_rows, read_bytes
from eval.measuring.addresses import inside
from eval.words.matching import label_steps

LEVELS = 2
"""Levels of numbering that are counted."""
LEFT_OUT = frozenset({"contents", "navigation", "notes"})
"""Kinds of clause whose labels are no clauses of the contract."""
FIRST = 10
"""Labels at the start that are compared one by one."""

_LETTERED = re.compile(r"[a-z]\d+")


class Gold(BaseModel):
    """One document and what a person counted in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    path_in_corpus: str
    """The document's file, below the corpus folder."""
    numbered_clauses: Annotated[int, Field(ge=0)]
    first_labels: Annotated[tuple[str, ...], Field(max_length=FIRST)]
    last_label: str
    how: str
    """What was counted, for people."""
    per_part: dict[str, int] = {}
    """Where numbering starts again: the count of each part, in order."""


@dataclass(frozen=True, slots=True)
class Count:
    """The labels that the parser gave at the counted levels: of each part, in order, each label once."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for _, labels in self.parts for label in labels)


@dataclass(frozen=True, slots=True)
class Counted:
    """One document with both counts."""

    gold: Gold
    given: Count

    @property
    def differences(self) -> tuple[str, ...]:
        """What does not agree, each in a few words; () when the count is exact."""
        gold, labels = self.gold, self.given.labels
        found: list[str] = []
        if len(labels) != gold.numbered_clauses:
            found.append(f"{len(labels)} instead of {gold.numbered_clauses}")
        for place, (wanted, given) in enumerate(zip_longest(gold.first_labels, labels[:FIRST], fillvalue=""), 1):
            if label_steps(wanted) != label_steps(given):
                found.append(f"label {place} is {given or 'missing'} instead of {wanted or 'none'}")
                break
        last = labels[-1] if labels else ""
        if label_steps(last) != label_steps(gold.last_label):
            found.append(f"the last is {last or 'missing'} instead of {gold.last_label or 'none'}")
        if gold.per_part:
            wanted_parts = tuple(gold.per_part.values())
            given_parts = tuple(len(labels) for _, labels in self.given.parts)
            if given_parts != wanted_parts:
                found.append(f"by part {_listed(given_parts)} instead of {_listed(wanted_parts)}")
        return tuple(found)

    @property
    def exact(self) -> bool:
        return not self.differences


@dataclass(frozen=True, slots=True)
class CountReport:
    """All documents of one run."""

    rows: tuple[Counted, ...]

    @property
    def exact(self) -> int:
        return sum(row.exact for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        return {
            "documents": len(self.rows),
            "exact": self.exact,
            "counts": [
                {
                    "path_in_corpus": row.gold.path_in_corpus,
                    "expected": row.gold.numbered_clauses,
                    "given": len(row.given.labels),
                    "per_part": {part or "(main)": len(labels) for part, labels in row.given.parts},
                    "first_labels": list(row.given.labels[:FIRST]),
                    "last_label": row.given.labels[-1] if row.given.labels else "",
                    "differences": list(row.differences),
                    "how": row.gold.how,
                }
                for row in self.rows
            ],
        }


def load_counts(path: Path) -> tuple[Gold, ...]:
    """The documents of a file.

    Raises:
        FileError: the file cannot be read, a line does not fit, or it is empty.
    """
    gold = tuple(row for _, row in parse_rows(read_bytes(path), path, Gold))
    if not gold:
        raise FileError(f"{path} holds no documents.", "Give a file of one JSON object a line.")
    return gold


def compare_counts(gold: Iterable[Gold], corpus: Path) -> CountReport:
    """Ask the parser for every document.

    Raises:
        FileError: a name leads out of the corpus.
        SourceError: a document is missing or cannot be read.
    """
    return CountReport(
        tuple(Counted(row, count(read_clauses(inside(corpus, row.path_in_corpus)))) for row in gold),
    )


def count(clauses: Iterable[Clause]) -> Count:
    """The different labels at the counted levels, by part, in order of appearance."""
    parts: dict[str, dict[tuple[str, ...], str]] = {}
    for clause in clauses:
        if clause.label and clause.kind not in LEFT_OUT and level(clause.label) <= LEVELS:
            parts.setdefault(clause.part, {}).setdefault(label_steps(clause.label), clause.label)
    return Count(tuple((part, tuple(labels.values())) for part, labels in parts.items()))


def level(label: str) -> int:
    """On which level of numbering a label stands, from 1.

    >>> [level(label) for label in ("3", "2(b)", "A1", "A1.2", "2a")]
    [1, 2, 2, 3, 1]
    """
    return sum(2 if _LETTERED.fullmatch(step) else 1 for step in label_steps(label))


def _listed(counts: Iterable[int]) -> str:
    return " + ".join(map(str, counts)) or "none"
