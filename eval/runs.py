"""Reading a run file: everything that comes after a run works from these alone.

{"format": "plainterms-eval-run/1", "of": "cases", "about": {…}, "scorers": […], "summary": {…},
 "cases": [{"id": "brook-1", …}], "results": [{"id": "brook-1", …}]}      docs/evaluation.md has the whole of it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.files.jsonl import FileError, first_fault, read_bytes
from eval.report import FORMAT
from eval.scorers import Score

MAX_RUN_BYTES = 512 * 1024 * 1024
"""Twenty thousand cases."""

Of = Literal["cases", "retrieval", "addresses", "mutations"]


@dataclass(frozen=True, slots=True)
class ScorerInfo:
    name: str
    heading: str
    promise: bool
    means: str


@dataclass(frozen=True, slots=True)
class Row:
    """One case of a run."""

    id: str
    kind: str
    failure: str | None
    case: Mapping[str, Any] | None
    """As it stands in its file; None where a run is not over cases."""
    answer: Mapping[str, Any] | None
    """The public answer object."""
    scores: Mapping[str, Score]
    """By scorer; empty when the case failed."""
    measures: Mapping[str, float | None]
    shown: Mapping[str, str]
    """What a person needs to see of a case without a question and an answer."""
    case_sha256: str = ""
    """The first digits of the case's hash: a changed one is noticed also where it is left out. "" is unknown."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run file."""

    name: str
    sha256: str
    of: Of
    about: Mapping[str, Any]
    scorers: tuple[ScorerInfo, ...]
    summary: Mapping[str, Any]
    rows: tuple[Row, ...]


class _Row(BaseModel):
    # Fields that a later version of this program adds are no reason to refuse a file.
    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class _Score(_Row):
    score: Annotated[float, Field(ge=0, le=1)] | None
    why: str


class _Scorer(_Row):
    name: str
    heading: str
    promise: bool
    means: str


class _Case(_Row):
    id: str
    kind: str
    failure: str | None = None
    seconds: float | None = None
    case: dict[str, Any] | None = None
    shown: dict[str, str] = {}
    case_sha256: str = ""


class _Result(_Row):
    id: str
    answer: dict[str, Any] | None = None
    scores: dict[str, _Score]
    measures: dict[str, float | None] = {}


class _File(_Row):
    format: Literal["plainterms-eval-run/1"]
    of: Of
    about: dict[str, Any]
    scorers: tuple[_Scorer, ...]
    summary: dict[str, Any] = {}
    cases: tuple[_Case, ...]
    results: tuple[_Result, ...]

    @model_validator(mode="after")
    def _one_result_a_case(self) -> Self:
        ids = [case.id for case in self.cases]
        if ids != [result.id for result in self.results]:
            raise ValueError("results: there is not one for each of the cases, in their order")
        if len(set(ids)) < len(ids):
            raise ValueError("cases: an id comes twice")
        return self


def load_run(path: Path) -> Run:
    """Read a run file.

    Raises:
        FileError: it is missing, or is none that ``plainterms eval`` wrote.
    """
    data = read_bytes(path, MAX_RUN_BYTES)
    try:
        file = _File.model_validate_json(data, strict=True)
    except ValidationError as error:
        raise FileError(
            f"{path} is no run file: {first_fault(error)}.",
            f'A run file begins with "format": "{FORMAT}"; plainterms eval run --out FILE writes one.',
        ) from None
    return Run(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        of=file.of,
        about=file.about,
        scorers=tuple(ScorerInfo(s.name, s.heading, s.promise, s.means) for s in file.scorers),
        summary=file.summary,
        rows=tuple(
            Row(
                id=case.id,
                kind=case.kind,
                failure=case.failure,
                case=case.case,
                answer=result.answer,
                scores={name: Score(found.score, found.why) for name, found in result.scores.items()},
                measures={"seconds": case.seconds} | result.measures,
                shown=case.shown,
                case_sha256=case.case_sha256 or _sha256(case.case),
            )
            for case, result in zip(file.cases, file.results, strict=True)
        ),
    )


def _sha256(case: Mapping[str, Any] | None) -> str:
    return "" if case is None else hashlib.sha256(json.dumps(case, sort_keys=True).encode()).hexdigest()[:16]
