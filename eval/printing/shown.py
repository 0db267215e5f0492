"""A case and its answer as a reader of a run file sees them: only what is shown, whatever else a file may hold."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.files.jsonl import FileError, first_fault
from eval.runs import Row


class _Shown(BaseModel):
    # A run file of another version of this program may hold more, and lack what is not needed to show the rest.
    model_config = ConfigDict(extra="ignore", frozen=True)


class Clause(_Shown):
    """A place in a document that is expected."""

    label: str = ""
    title: str = ""
    part: str = ""
    quote: str = ""
    version: str | None = None
    service: str | None = None

    @property
    def address(self) -> str:
        """As a person would name it; the document only where it is not the one that was asked about."""
        of = f"of {name_of(self.service)}" if self.service else ""
        return _joined(_place(self.label, self.title, self.part), of, f"version {self.version}" if self.version else "")


class Citation(_Shown):
    """A quote and its place, as the answer gives them."""

    service: str = ""
    terms_type: str = ""
    version: str = ""
    part: str = ""
    label: str = ""
    sub: str = ""
    title: str = ""
    quote: str = ""

    @property
    def address(self) -> str:
        """As a person would cite it: "10.4 Customer Content, Zoom terms of service, version 2023-08-07"."""
        document = f"{name_of(self.service)} {spaced(self.terms_type)}".strip()
        return _joined(_place(self.label + self.sub, self.title, self.part), document, f"version {self.version}")


class Statement(_Shown):
    text: str = ""
    citations: tuple[int, ...] = ()
    support: str = ""


class WatchOut(_Shown):
    name: str = ""
    text: str = ""
    citation: int = 0


class Claim(_Shown):
    text: str = ""
    verdict: str = ""
    why: str = ""


class Engine(_Shown):
    fallback: str | None = None


class Answer(_Shown):
    """The answer object of docs/api.md."""

    status: str
    headline: str = ""
    yes_no: str | None = None
    verdict: str | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    watch_outs: tuple[WatchOut, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    engine: Engine = Engine()


class Turn(_Shown):
    role: str = ""
    content: str = ""


class Expected(_Shown):
    """What a right answer shows, and what it must not say."""

    answerable: bool
    clauses: tuple[Clause, ...] = ()
    also_ok_clauses: tuple[Clause, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    yes_no: str | None = None
    yes_no_also_ok: tuple[str, ...] = ()
    verdict: str | None = None
    verdict_also_ok: tuple[str, ...] = ()


class Case(_Shown):
    """The case as it stands in its file (docs/evaluation.md)."""

    question: str
    service: str | tuple[str, ...] = ()
    terms_type: str = ""
    as_of: str | None = None
    compare_to: str | None = None
    history: tuple[Turn, ...] = ()
    expect: Expected
    why: str = ""

    @property
    def services(self) -> tuple[str, ...]:
        return (self.service,) if isinstance(self.service, str) else self.service

    @property
    def about(self) -> str:
        """What was asked about: "Zoom terms of service, as of 2023-08-07"."""
        document = f"{' and '.join(map(name_of, self.services))} {spaced(self.terms_type)}".strip()
        since = f"compared with {self.compare_to}" if self.compare_to else ""
        return _joined(document, f"as of {self.as_of}" if self.as_of else "latest version", since)


def shown_case(row: Row) -> Case | None:
    """The row's case, None where the run is not over cases. Raises ``FileError`` when it cannot be read."""
    return None if row.case is None else _read(Case, row.case, row, "case")


def shown_answer(row: Row) -> Answer | None:
    """The row's answer, None where there is none. Raises ``FileError`` when it cannot be read."""
    return None if row.answer is None else _read(Answer, row.answer, row, "answer")


def spaced(name: str) -> str:
    """A name of ours as words: "terms-of-service" and "multi_clause" without the marks between them."""
    return name.replace("-", " ").replace("_", " ")


def name_of(service: str) -> str:
    """A slug as a name; the run file does not keep how the service writes itself."""
    words = spaced(service)
    return words[:1].upper() + words[1:]


Model = TypeVar("Model", bound=_Shown)


def _read(model: type[Model], value: Mapping[str, Any], row: Row, what: str) -> Model:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise FileError(
            f'The {what} of "{row.id}" in the run file cannot be read: {first_fault(error)}.',
            "plainterms eval run --out FILE writes run files; make this one again.",
        ) from None


def _place(label: str, title: str, part: str) -> str:
    return " ".join(word for word in (label, title, f"({part})" if part else "") if word) or "Preamble"


def _joined(*words: str) -> str:
    return ", ".join(word for word in words if word)
