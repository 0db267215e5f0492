"""The learned part of "what to watch" against sentences that people labelled: CLAUDETTE / UNFAIR-ToS and its like.

Micro and macro F1 are LexGLUE's (Chalkidis et al. 2022): over the labels and "none", which a sentence without a label
has. Beside them the F1 of whether a sentence is flagged at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot import WATCH_LABELS, learned_labels
from eval.files.jsonl import FileError, parse_rows, read_bytes

NONE = "none"


class Labelled(BaseModel):
    """One sentence; those of a document follow each other in its order."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    doc_id: str
    """The company: its name in the text is read as "we"."""
    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class F1:
    """How well one class is found."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def value(self) -> float:
        """2 P R / (P + R); 0 where neither there nor found."""
        both = self.given + self.wanted
        return 2 * self.right / both if both else 0.0

    def to_json(self) -> dict[str, Any]:
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.value, 4),
            "wanted": self.wanted,
        }


@dataclass(frozen=True, slots=True)
class WatchReport:
    rows: int
    documents: int
    classes: dict[str, F1]
    """By label, "none" last."""
    flagged: F1

    @property
    def micro(self) -> float:
        found = self.classes.values()
        return F1(sum(c.right for c in found), sum(c.given for c in found), sum(c.wanted for c in found)).value

    @property
    def macro(self) -> float:
        return sum(found.value for found in self.classes.values()) / len(self.classes)

    def to_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "documents": self.documents,
            "micro_f1": round(self.micro, 4),
            "macro_f1": round(self.macro, 4),
            "flag_f1": round(self.flagged.value, 4),
            "flag": self.flagged.to_json(),
            "classes": {label: found.to_json() for label, found in self.classes.items()},
        }


def load_labelled(path: Path) -> list[Labelled]:
    """The rows of a file. Raises FileError when there are none, or a label is none of those that are learned."""
    rows = []
    for number, row in parse_rows(read_bytes(path), path, Labelled):
        if unknown := sorted(set(row.labels) - set(WATCH_LABELS)):
            raise FileError(f'{path}:{number}: there is no label "{unknown[0]}".', f"Known: {', '.join(WATCH_LABELS)}.")
        rows.append(row)
    if not rows:
        raise FileError(f"{path} holds no rows.", "Name a JSONL file of {doc_id, text, labels}.")
    return rows


def measure(rows: Sequence[Labelled]) -> WatchReport:
    """Label the sentences, document by document, and compare."""
    documents = [list(group) for _, group in groupby(rows, key=lambda row: row.doc_id)]
    given = [
        labels for document in documents for labels in learned_labels([r.text for r in document], document[0].doc_id)
    ]
    return compared([frozenset(row.labels) for row in rows], given, len(documents))


def compared(wanted: Sequence[frozenset[str]], given: Sequence[frozenset[str]], documents: int = 1) -> WatchReport:
    """The measures of some sentences' labels against those they should have."""
    pairs = list(zip(wanted, given, strict=True))
    classes = {label: _f1([(label in w, label in g) for w, g in pairs]) for label in WATCH_LABELS}
    classes[NONE] = _f1([(not w, not g) for w, g in pairs])
    return WatchReport(len(pairs), documents, classes, _f1([(bool(w), bool(g)) for w, g in pairs]))


def _f1(pairs: Sequence[tuple[bool, bool]]) -> F1:
    return F1(sum(w and g for w, g in pairs), sum(g for _, g in pairs), sum(w for w, _ in pairs))
