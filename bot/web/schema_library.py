"""The shapes of what the API tells of the library, for the OpenAPI document.

They are written by ``bot.library_view`` and ``bot.showing.changes_view`` alone; tests hold these models against them.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest import ChangeKind, Kind


class _Out(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SpanObject(_Out):
    """A stretch of the stored source text, in characters."""

    start: int
    end: int


class AddressObject(_Out):
    part: str
    label: str
    title: str


class _Clause(_Out):
    part: str
    label: str
    title: str
    path: list[str] = Field(description="Labels and titles of the units around the clause, and its own.")
    kind: Kind
    start: int
    end: int
    text: str = Field(description="Exactly source[start:end], markup included. Untrusted.")


class ReferenceObject(_Out):
    """A place where a clause points at another one."""

    text: str
    start: int
    end: int
    target: AddressObject | None = Field(description="Null where no such clause is there.")


class ClauseObject(_Clause):
    sub: str = Field(default="", description="With `at`: the marker inside the text that the character belongs to.")
    defines: list[str] = Field(description="Terms that the clause defines.")
    uses: list[str] = Field(description="Defined terms that it uses.")
    references: list[ReferenceObject]


class FoundObject(_Clause):
    """A clause as found by a search; of a very long one the passage."""

    service: str
    terms_type: str
    version: str
    score: float = Field(description="Higher is better; comparable within one search only.")
    dense_rank: int | None
    keyword_rank: int | None
    reasons: list[str] = Field(description="Which rules lifted it, in words.")
    passage: SpanObject
    sentence: SpanObject | None = Field(description="The sentence that is nearest to the words.")


class DatedVersionObject(_Out):
    """One version of a document: terms that really differ from those before and after."""

    service: str
    terms_type: str
    version: str
    effective: date
    stated: date | None
    recorded: date | None
    recorded_until: date | None
    recordings: int = Field(description="How often these terms were recorded, in whatever rendering.")
    change: str | None = Field(description="What is different from the version before, in one line.")
    language: str
    source_url: str
    sha256: str
    clauses: int
    characters: int


class ComparedVersionObject(_Out):
    version: str
    effective: date
    recorded: date | None
    source_url: str
    sha256: str


class StatedDatesObject(_Out):
    from_: date | None = Field(alias="from")
    to: date | None


class PlacesObject(_Out):
    before: _Clause
    after: _Clause


class SentencesObject(_Out):
    added: int
    removed: int
    reworded: int


class RunObject(_Out):
    op: Literal["equal", "insert", "delete"]
    text: str
    before: SpanObject | None
    after: SpanObject | None


class ChangeObject(_Out):
    """One change (docs/changes.md)."""

    kind: ChangeKind
    reworded: bool
    before: _Clause | None
    after: _Clause | None
    through: PlacesObject | None = Field(description="The last pair, where several clauses were renumbered as one.")
    clauses: int
    sentences: SentencesObject
    diff: list[RunObject]


class ChangesObject(_Out):
    """What changed between two versions."""

    service: str
    terms_type: str
    from_: ComparedVersionObject = Field(alias="from")
    to: ComparedVersionObject
    stated_dates: StatedDatesObject
    summary: str
    changes: list[ChangeObject]
