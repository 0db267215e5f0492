"""What the product says of a clause that is to be explained: what of it is kept, what is added, how plainly it reads.

{"id": "brook-1", "service": "brook", "terms_type": "terms-of-service", "as_of": "2024-01-01", "label": "2.1",
 "clause": "You may not share your login …", "must_keep": ["you may not share your login"],
 "must_not_add": ["sharing is always allowed"]}

The clause is asked for as people ask: "What does section 2.1 say?".
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from bot import Answer, PlainTermsError, Question, readable, terms, unexplain
from eval.case import Name, Phrase, Short, Text
from eval.files.jsonl import FileError, parse_rows, read_bytes
from eval.truth import AsksQuestions
from eval.words.assertions import asserted
from eval.words.matching import plain, words
from eval.words.plainness import Plainness, is_quoted, plainness
from eval.words.plainness import summary as plain_summary

ENOUGH = 0.5
"""Share of a point's content words (stems) that must be said for it to count as kept. A rough measure: a paraphrase in
other words is missed, and words about something else may count."""


class ClauseCase(BaseModel):
    """One clause with what a faithful plain version says of it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    id: Name
    service: Name
    terms_type: Name
    as_of: date
    label: Short
    """Its number; the title where it has none."""
    clause: Text
    """Its words, verbatim from the file."""
    must_keep: tuple[Phrase, ...] = Field(max_length=50)
    """Points that must be made: facts, numbers, exceptions, may and must."""
    must_not_add: tuple[Phrase, ...] = Field(max_length=50)
    """Assertions that would go beyond the clause."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What was said of one clause."""

    case: ClauseCase
    answer: Answer | None
    """None when it could not be asked."""
    failure: str
    shown: float
    """Share of the clause's words that stand in the statements, as often as in the clause."""
    quoted: bool
    """Nothing but the document's own words was said of it."""
    missing: tuple[str, ...]
    """Points that are not made."""
    added: tuple[str, ...]
    """Wrong assertions that are."""
    plainness: Plainness

    @property
    def kept(self) -> float:
        points = len(self.case.must_keep)
        return 1 - len(self.missing) / points if points else 1.0

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.case.id,
            "failure": self.failure,
            "answer": self.answer.to_json() if self.answer else None,
            "shown": round(self.shown, 3),
            "quoted": self.quoted,
            "kept": round(self.kept, 3),
            "missing": list(self.missing),
            "added": list(self.added),
            "own_words": self.plainness.to_json(),
        }


def load_clauses(path: Path) -> tuple[ClauseCase, ...]:
    """The clauses of a file. Raises FileError."""
    rows = tuple(row for _, row in parse_rows(read_bytes(path), path, ClauseCase))
    if not rows:
        raise FileError(f"{path} holds no clauses.", "Write one JSON object a line; docs/plain-language.md shows one.")
    return rows


def explain_all(
    cases: Sequence[ClauseCase], explainer: AsksQuestions, progress: Callable[[], None] = lambda: None
) -> tuple[Explained, ...]:
    """Ask for every clause; an error of one is its failure."""
    found = []
    for case in cases:
        found.append(_explained(case, explainer))
        progress()
    return tuple(found)


def question_for(case: ClauseCase) -> str:
    """The clause asked for by its number, else by its title."""
    numbered = any(char.isdigit() for char in case.label)
    return f"What does section {case.label} say?" if numbered else f'What does "{case.label}" say?'


def _explained(case: ClauseCase, explainer: AsksQuestions) -> Explained:
    try:
        answer = explainer.ask(Question(question_for(case), case.service, case.terms_type, case.as_of))
    except PlainTermsError as error:
        return Explained(case, None, str(error), 0.0, False, case.must_keep, (), Plainness.of(""))
    said = [unexplain(statement.text) for statement in answer.statements]
    everything = "\n".join((answer.headline, *(statement.text for statement in answer.statements)))
    quotes = [readable(citation.quote).text for citation in answer.citations]
    return Explained(
        case,
        answer,
        "" if answer.status in ("answered", "partly") else answer.status,
        _share(words(readable(case.clause).text), words("\n".join(said))),
        all(is_quoted(statement, answer) for statement in answer.statements),
        tuple(point for point in case.must_keep if not conveys(everything, point)),
        tuple(phrase for phrase in case.must_not_add if asserted(phrase, (answer.headline, *said), quotes)),
        plainness(answer),
    )


def _share(wanted: Sequence[str], given: Sequence[str]) -> float:
    return (Counter(wanted) & Counter(given)).total() / len(wanted) if wanted else 1.0


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def conveys(text: str, point: str) -> bool:
    """Whether a text makes a point, by its words: every number of it, and half of its content words."""
    said, stems = plain(text), frozenset(terms(text))
    wanted = frozenset(terms(point))
    numbers = frozenset(_NUMBER.findall(said))
    return numbers.issuperset(_NUMBER.findall(plain(point))) and len(wanted & stems) >= ENOUGH * len(wanted)


def report_json(found: Sequence[Explained]) -> dict[str, Any]:
    """All of it as plain JSON values."""
    return {"summary": summary(found), "clauses": [one.to_json() for one in found]}


def summary(found: Sequence[Explained]) -> dict[str, Any]:
    """Means over the clauses, and what ``eval.words.plainness`` says of the words that are ours."""
    points = sum(len(one.case.must_keep) for one in found)
    return {
        "clauses": len(found),
        "failed": sum(bool(one.failure) for one in found),
        "shown": round(sum(one.shown for one in found) / len(found), 3),
        "points": points,
        "kept": points - sum(len(one.missing) for one in found),
        "added": sum(len(one.added) for one in found),
        "own_words": plain_summary(one.plainness for one in found),
    }
