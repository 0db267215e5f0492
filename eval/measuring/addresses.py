"""The clause parser against positions whose address a person wrote down.

A row of gold names a place in a document (an offset) and how a careful lawyer would cite it; the parser is asked for
the innermost clause there. Four things are compared, each by itself:

    label   step by step ("9(g)" is "9.g"), any of those accepted, with or without the marker of an inline run
    title   word for word, but for markup, case and closing punctuation
    part    loosely, since parts are often worded from the headings around them; but it must be the nearest one
    kind    clause, definition, preamble, notes, contents or navigation
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bot import Clause, innermost, read_clauses, sub_at
from eval.files.jsonl import FileError, parse_rows, read_bytes, read_text
from eval.measuring.run_form import Entry, run_form
from eval.runs import ScorerInfo
from eval.scorers import Score
from eval.words.matching import label_steps, loosely_same, title_words, word_overlap


class Gold(BaseModel):
    """One position and its right address."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    service: str
    terms_type: str
    date: str
    path_in_corpus: str
    """The document's file, below the corpus folder."""
    offset: Annotated[int, Field(ge=0)]
    """In characters of the file decoded as UTF-8, line ends untouched."""
    quote: str
    """The characters that follow, so that a changed document is noticed."""
    label: str
    sub: str
    """Marker of an inline run, "(ii)"; an answer with it and one without are both right."""
    title: str
    path: tuple[str, ...]
    """For people; not scored."""
    part: str
    kind: str
    also_ok: tuple[str, ...] = ()
    also_title: tuple[str, ...] = ()
    also_kind: tuple[str, ...] = ()
    term: str = ""
    why: str = ""

    @property
    def spelled(self) -> str:
        """In one line, for people."""
        return _spelled(self)


@dataclass(frozen=True, slots=True)
class Address:
    """What the parser gave for a position; all empty where it found no clause."""

    label: str
    sub: str
    title: str
    part: str
    kind: str

    @property
    def spelled(self) -> str:
        """In one line, for people."""
        return _spelled(self)


def _spelled(of: Gold | Address) -> str:
    number = f"{of.label}{of.sub}" if of.sub else of.label
    return " · ".join((number or "no label", of.title or "no title", of.part or "main text", of.kind or "no kind"))


@dataclass(frozen=True, slots=True)
class Compared:
    """One position with both addresses, and which of the four things agree."""

    gold: Gold
    given: Address
    label: bool
    title: bool
    part: bool
    kind: bool

    @property
    def right(self) -> bool:
        return self.label and self.title and self.part and self.kind


MEANS = {
    "label": "The clause's number is the right one.",
    "title": "Its title is the right one.",
    "part": "The agreement within the file is the right one.",
    "kind": "It is told from notes, contents lists and what else is no clause.",
    "right": "All four together are right.",
}
MEASURES = tuple(MEANS)
"""What is counted for each document."""


@dataclass(frozen=True, slots=True)
class AddressReport:
    """All positions of one run."""

    rows: tuple[Compared, ...]
    sha256: Mapping[str, str]
    """Of each document's file, by its path in the corpus."""

    def documents(self) -> dict[str, tuple[Compared, ...]]:
        """The rows of each document, by its path in the corpus, in order of appearance."""
        paths = dict.fromkeys(row.gold.path_in_corpus for row in self.rows)
        return {path: tuple(row for row in self.rows if row.gold.path_in_corpus == path) for path in paths}

    def to_json(self) -> dict[str, Any]:
        return {
            "positions": len(self.rows),
            "overall": shares(self.rows),
            "documents": {path: {"positions": len(rows)} | shares(rows) for path, rows in self.documents().items()},
            "wrong": [
                {
                    "path_in_corpus": row.gold.path_in_corpus,
                    "offset": row.gold.offset,
                    "quote": row.gold.quote,
                    "wrong": [name for name in MEASURES[:-1] if not getattr(row, name)],
                    "expected": {name: getattr(row.gold, name) for name in ("label", "sub", "title", "part", "kind")},
                    "given": {name: getattr(row.given, name) for name in ("label", "sub", "title", "part", "kind")},
                }
                for row in self.rows
                if not row.right
            ],
        }

    def run_json(self, file: Mapping[str, str], options: Mapping[str, Any]) -> dict[str, Any]:
        """The same, and a run file; ``file`` is the gold's name and hash."""
        library = [
            {"service": row.gold.service, "terms_type": row.gold.terms_type, "version": row.gold.date}
            | {"sha256": self.sha256.get(path, "")}
            for path, (row, *_) in self.documents().items()
        ]
        about = {"file": dict(file), "library": library, "options": dict(options)}
        scorers = [ScorerInfo(name, name, False, MEANS[name]) for name in MEASURES]
        return self.to_json() | run_form("addresses", about, scorers, [_entry(row) for row in self.rows])


def _entry(row: Compared) -> Entry:
    expected, found = row.gold.spelled, row.given.spelled
    why = "" if row.right else f"expected {expected}, given {found}"
    return Entry(
        id=f"{row.gold.path_in_corpus}@{row.gold.offset}",
        kind=row.gold.kind,
        services=(row.gold.service,),
        shown={"question": f"{row.gold.quote} (at {row.gold.offset})", "expected": expected, "found": found},
        scores={name: Score(float(getattr(row, name)), why) for name in MEASURES},
    )


def shares(rows: Sequence[Compared]) -> dict[str, float]:
    """Share of the rows (at least one) in which each measure is right."""
    return {name: round(sum(getattr(row, name) for row in rows) / len(rows), 4) for name in MEASURES}


def load_gold(path: Path, service: str | None = None) -> tuple[Gold, ...]:
    """The positions of a file, all or those of one service.

    Raises:
        FileError: the file cannot be read, a line does not fit, or no position is left.
    """
    gold = tuple(row for _, row in parse_rows(read_bytes(path), path, Gold) if service in (None, row.service))
    if not gold:
        whose = f" of {service}" if service else ""
        raise FileError(f"{path} holds no positions{whose}.", "Check the file and the service's name.")
    return gold


def gold_file(path: Path) -> dict[str, str]:
    """The file's name and hash, as ``about`` names them."""
    return {"name": path.name, "sha256": hashlib.sha256(read_bytes(path)).hexdigest()}


def compare_addresses(gold: Iterable[Gold], corpus: Path) -> AddressReport:
    """Ask the parser for every position; each document is read once.

    Raises:
        FileError: a document is missing, or is not the text the gold was made on.
    """
    by_document: dict[str, list[Gold]] = {}
    for row in gold:
        by_document.setdefault(row.path_in_corpus, []).append(row)
    paths = {name: inside(corpus, name) for name in by_document}
    compared = tuple(compared for name, rows in by_document.items() for compared in _document(rows, paths[name]))
    return AddressReport(compared, {name: hashlib.sha256(read_bytes(path)).hexdigest() for name, path in paths.items()})


def _document(rows: Sequence[Gold], path: Path) -> Iterable[Compared]:
    text = read_text(path)
    clauses = read_clauses(path)
    parts = {row.part for row in rows}
    for row in rows:
        if text[row.offset : row.offset + len(row.quote)] != row.quote:
            raise FileError(
                f"{path}: other words stand at {row.offset:,} than the gold says.",
                "Give the folder with the very documents the gold was made on.",
            )
        yield compare(row, address_at(text, clauses, row.offset), parts)


def address_at(text: str, clauses: tuple[Clause, ...], offset: int) -> Address:
    clause = innermost(clauses, offset)
    if clause is None:
        return Address("", "", "", "", "")
    return Address(clause.label, sub_at(text, clause, offset), clause.title, clause.part, clause.kind)


def compare(gold: Gold, given: Address, parts: Collection[str]) -> Compared:
    """``parts`` are all the parts the gold names in this document, to tell one from its neighbours."""
    accepted = {label_steps(label + sub) for label in (gold.label, *gold.also_ok) for sub in ("", gold.sub)}
    return Compared(
        gold,
        given,
        label=label_steps(given.label) in accepted or label_steps(given.label + given.sub) in accepted,
        title=title_words(given.title) in {title_words(title) for title in (gold.title, *gold.also_title)},
        part=_same_part(given.part, gold.part, parts),
        kind=given.kind in (gold.kind, *gold.also_kind),
    )


def _same_part(given: str, wanted: str, parts: Collection[str]) -> bool:
    """Loosely the wanted part, and no other part of the document is nearer.

    "Terms (EU)" lies with all its words within "Terms (outside the EU)"; only the comparison tells them apart.
    """
    nearest = max(word_overlap(given, part) for part in {wanted, *parts})
    return loosely_same(given, wanted) and word_overlap(given, wanted) >= nearest


def inside(corpus: Path, name: str) -> Path:
    """The document's file; a name that leads out of the corpus is refused."""
    steps = PurePosixPath(name)
    if steps.is_absolute() or ".." in steps.parts:
        raise FileError(f'"{name}" leads out of the corpus folder.', "Give paths below the corpus.")
    return corpus / steps
