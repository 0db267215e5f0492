"""Answers that a person wrote and judged, to hold scorers and judges to. docs/evaluation.md describes the file.

cases:
  login: {kind: lookup, question: can we share a login, expect: {…}}
answers:
  - id: login-wrong-side
    case: login
    label: the opposite is said
    answer:
      headline: You may share your login.
      statements: [{text: You may share your login., quotes: [{at: "1.2", words: You may not share it}]}]
    fails: [nothing_wrong]
    unscored: [verdict_right]
    judge: {support: false, complete: false}

What is in neither list passes. An answer is given by the words it quotes; places, versions and hashes are looked up.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot import Answer, Citation, Engine, Statement
from eval.case import Case, Phrase, Short, Text, Verdict, YesNo
from eval.files.jsonl import FileError, first_fault, read_bytes
from eval.files.yaml_rows import checked_yaml
from eval.truth import Truth

MAX_ANSWERS = 10_000


def _whole(value: object) -> object:
    """YAML gives words; see ``eval.files.yaml_rows``."""
    return int(value) if isinstance(value, str) and value.lstrip("-").isdecimal() and len(value) < 10 else value


_Whole = Annotated[int, BeforeValidator(_whole)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class _Quote(_Part):
    words: Text
    """As they stand in the text; "The first words … the last words" is all from the first to the last."""
    at: Short = ""
    """The clause's number, then its title: "1.2 One Person, One Login"."""
    part: Short = ""
    version: date | None = None
    """None is the version the case asks about."""
    said: Text | None = None
    """What the answer gives as the quote, where that is not what stands there."""
    shift: _Whole = 0
    """Characters by which the place is wrong; the words stay."""
    slide: _Whole = 0
    """Characters by which the place and the words are moved together."""


class _Statement(_Part):
    text: Text | None = None
    """None is the words of the quotes, as an excerpt."""
    quotes: tuple[_Quote, ...] = ()


class _Answer(_Part):
    status: Literal["answered", "partly", "not_in_terms", "out_of_scope", "needs_choice"] = "answered"
    headline: Text
    yes_no: YesNo | None = None
    verdict: Verdict | None = None
    statements: tuple[_Statement, ...] = ()


class JudgeLabel(_Part):
    """What a careful person says of it; None where nothing can be said."""

    support: bool | None
    complete: bool | None


class _Row(_Part):
    id: Short
    case: Short
    label: Phrase
    """What is right or wrong about it, in a few words."""
    answer: _Answer
    fails: tuple[Short, ...] = ()
    unscored: tuple[Short, ...] = ()
    judge: JudgeLabel | None = None


class _File(_Part):
    cases: dict[Short, dict[str, Any]]
    """A name for each case; ``service``, ``terms_type`` and ``id`` may be left out."""
    answers: Annotated[tuple[_Row, ...], Field(min_length=1, max_length=MAX_ANSWERS)]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer with what a person says of it."""

    id: str
    label: str
    case: Case
    answer: Answer
    fails: frozenset[str]
    """Scorers below 1."""
    unscored: frozenset[str]
    judge: JudgeLabel | None

    def expects(self, scorer: str) -> str:
        """What it says: "passes", "fails" or "unscored"."""
        return "fails" if scorer in self.fails else "unscored" if scorer in self.unscored else "passes"


def load_labelled(path: Path, truth: Truth) -> tuple[Labelled, ...]:
    """The labelled answers of a file.

    Raises:
        FileError: it is missing or does not fit, or what an answer quotes does not stand in the library's texts.
    """
    file = checked_yaml(read_bytes(path), path, _File)
    cases = {name: _case(path, name, fields) for name, fields in file.cases.items()}
    found = []
    for row in file.answers:
        case = cases.get(row.case)
        if case is None:
            raise FileError(f'{path}: {row.id}: there is no case "{row.case}".', "Name one of the file's cases.")
        answer = _answer(f"{path}: {row.id}", row.answer, case, truth)
        found.append(
            Labelled(row.id, row.label, case, answer, frozenset(row.fails), frozenset(row.unscored), row.judge)
        )
    return tuple(found)


def _case(path: Path, name: str, fields: Mapping[str, Any]) -> Case:
    usual = {"id": name, "service": "larkspan", "terms_type": "terms-of-service"}
    try:
        return Case.model_validate_json(json.dumps({**usual, **fields}))
    except ValidationError as error:
        raise FileError(
            f"{path}: cases.{name}: {first_fault(error)}.", "docs/evaluation.md lists the fields."
        ) from None


def _answer(place: str, given: _Answer, case: Case, truth: Truth) -> Answer:
    citations: list[Citation] = []
    statements = []
    for statement in given.statements:
        cited = [_citation(place, quote, case, truth) for quote in statement.quotes]
        citations += [citation for citation in cited if citation not in citations]
        words = " ".join(citation.quote for citation in cited)
        indexes = tuple(citations.index(citation) for citation in cited)
        statements.append(Statement(statement.text or words, indexes, "verified" if statement.text else "excerpt"))
    return Answer(
        status=given.status,
        headline=given.headline,
        question=case.question,
        standalone_question=case.question,
        as_of=case.as_of or date.max,
        engine=Engine("excerpt"),
        yes_no=given.yes_no,
        verdict=given.verdict,
        statements=tuple(statements),
        citations=tuple(citations),
    )


def _citation(place: str, quote: _Quote, case: Case, truth: Truth) -> Citation:
    version = truth.version(case.services[0], case.terms_type, quote.version or case.as_of)
    if version is None:
        raise FileError(
            f"{place}: the library has no such version of {case.services[0]}.", "plainterms ingest --samples"
        )
    source = truth.source(version.sha256)
    first, _, last = quote.words.partition(" … ")
    start = source.find(first)
    end = source.find(last, start) + len(last) if last else start + len(first)
    if start < 0 or end < start + len(first):
        raise FileError(f"{place}: “{quote.words[:60]}” does not stand in {version.version}.", "Copy it from the text.")
    start, end = start + quote.slide, end + quote.slide
    label, _, title = quote.at.partition(" ")
    made = Citation(
        version.service, version.terms_type, version.version, quote.part, label, "", title,
        source[start:end], start, end, version.source_url, version.sha256,
    )  # fmt: skip
    return replace(made, start=start + quote.shift, end=end + quote.shift, quote=quote.said or made.quote)
