"""A case: one question as a person would type it, and what a right answer has to show.

{"id": "brook-001", "kind": "lookup", "service": "brook", "terms_type": "terms-of-service", "as_of": null,
 "question": "can two of us use one login", "history": [],
 "expect": {"answerable": true, "clauses": [{"label": "2.1", "title": "Accounts", "quote": "…"}],
            "facts": [["not share", "may not share"]], "must_not": ["sharing is allowed"], "yes_no": "no"}}

docs/evaluation.md explains the fields and how to write good ones.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

from eval.cases import sample_cases_path
from eval.files.case_files import hash_of, row_files
from eval.files.jsonl import FileError, sound

CaseKind = Literal[
    "lookup",
    "multi_clause",
    "definition",
    "number",
    "exception",
    "unanswerable",
    "false_premise",
    "version",
    "change",
    "claim_check",
    "followup",
    "cross_service",
    "advice",
    "injection",
]

KINDS: tuple[str, ...] = get_args(CaseKind)

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", max_length=120)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=8_000)]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Short = Annotated[str, StringConstraints(max_length=500)]
YesNo = Literal["yes", "no", "depends"]
Verdict = Literal["supported", "contradicted", "not_stated", "misleading"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class EarlierTurn(_Row):
    """One earlier message of the conversation a follow-up belongs to."""

    role: Literal["user", "assistant"]
    content: Text


class ExpectedClause(_Row):
    """A place in the document, by the words that stand there."""

    label: Short
    """The number as a person would cite it, "10.4"; "" where the text has none."""
    title: Short
    """Title of the clause or of the heading above it; "Preamble" for text before the first clause."""
    quote: Phrase
    """Words of the clause, verbatim from the file of that version."""
    part: Short = ""
    """The agreement it stands in, where the file holds several."""
    version: date | None = None
    """Only where it is not the version the case asks about."""
    service: Name | None = None
    """Only where the case asks about two services."""


class Expectation(_Row):
    """What a right answer shows, and what it must not say."""

    answerable: bool
    """False where the document does not answer, and for advice and questions off topic."""
    clauses: tuple[ExpectedClause, ...] = Field(default=(), max_length=50)
    """The smallest set that must be cited."""
    also_ok_clauses: tuple[ExpectedClause, ...] = Field(default=(), max_length=50)
    """Further or alternative places that are right to cite."""
    facts: tuple[Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=100)], ...] = Field(
        default=(), max_length=50
    )
    """One list for each key fact: any of its wordings conveys it."""
    must_not: tuple[Phrase, ...] = Field(default=(), max_length=50)
    """Assertions that would be wrong."""
    yes_no: YesNo | None = None
    """None where the question is no yes/no question."""
    yes_no_also_ok: tuple[YesNo, ...] = ()
    verdict: Verdict | None = None
    """For ``claim_check`` and for claims with an attack in them: how the claim stands to the text of the terms."""
    verdict_also_ok: tuple[Verdict, ...] = ()


class Case(_Row):
    """One question with its right answer."""

    id: Name
    kind: CaseKind
    service: Name | Annotated[tuple[Name, ...], Field(min_length=2, max_length=2)]
    """The service's slug; two of them in ``cross_service``."""
    terms_type: Name
    as_of: date | None = None
    """The day asked about; None is the latest version in the library."""
    compare_to: date | None = None
    """The older version of a question about a change."""
    question: Text
    history: tuple[EarlierTurn, ...] = Field(default=(), max_length=50)
    """Earlier turns, for ``followup``."""
    expect: Expectation
    why: Annotated[str, StringConstraints(max_length=4_000)] = ""
    """The reason for the truth, one line."""

    @model_validator(mode="after")
    def _two_services_when_across(self) -> Self:
        if (self.kind == "cross_service") is isinstance(self.service, str):
            raise ValueError("service: cross_service names a list of two services, every other kind names one")
        if len(set(self.services)) < len(self.services):
            raise ValueError("service: the two services are the same")
        for clause in (*self.expect.clauses, *self.expect.also_ok_clauses):
            if clause.service is None and len(self.services) > 1:
                raise ValueError(f"expect: say in which of the two services “{clause.quote[:40]}” stands")
            if clause.service is not None and clause.service not in self.services:
                raise ValueError(f'expect: a clause names the service "{clause.service}", which is not asked about')
        return self

    @property
    def services(self) -> tuple[str, ...]:
        return (self.service,) if isinstance(self.service, str) else self.service


@dataclass(frozen=True, slots=True)
class CaseSet:
    """The cases of a file or folder, and its hash, so that a report says what it was measured on."""

    name: str
    """The file's or folder's name without the folders around it."""
    sha256: str
    """Of the file's bytes, also when only some of its cases were chosen; of a folder, as ``hash_of`` has it."""
    cases: tuple[Case, ...]

    def chosen(self, kinds: Collection[str] = (), limit: int | None = None) -> "CaseSet":
        """Only the cases of these kinds (all kinds when empty), and of those the first ``limit``."""
        cases = tuple(case for case in self.cases if not kinds or case.kind in kinds)
        return replace(self, cases=cases[:limit])


def load_cases(path: Path) -> CaseSet:
    """Read a file of cases, JSON lines or YAML, or all such files of a folder, in the order of their names.

    Raises:
        FileError: it is missing or empty, a case does not fit the schema, or an id comes twice.
    """
    files = row_files(path)
    places: dict[str, str] = {}
    cases: list[Case] = []
    for file in files:
        for number, row in file.rows(Case):
            case = sound(row, file.path)
            if case.id in places:
                raise FileError(
                    f'{file.path}:{number}: id: "{case.id}" is already used in {places[case.id]}.',
                    "Give every case an id of its own.",
                )
            places[case.id] = f"line {number}" if len(files) == 1 else f"{file.path.name}, line {number}"
            cases.append(case)
    if not cases:
        raise FileError(f"{path} holds no cases.", "docs/evaluation.md shows how to write one.")
    return CaseSet(path.resolve().name, hash_of(path, files), tuple(cases))


def sample_cases() -> CaseSet:
    """The bundled cases on the bundled sample terms."""
    return load_cases(sample_cases_path())


def schema() -> dict[str, Any]:
    """The JSON Schema of a list of cases, as a YAML file has them; each item's is that of a line of JSONL."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | TypeAdapter(list[Case]).json_schema()
