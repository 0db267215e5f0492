"""The shapes of the API: what may come in, with its bounds, and the answers, for the OpenAPI document.

What goes out is written by ``Answer.to_json`` alone; a test holds ``AnswerObject`` against it.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.checking import LONGEST as MAX_CHECKED
from bot.types import Mode, Question, Role, Status, Turn, Verdict, YesNo
from bot.understanding.understand import MAX_QUESTION, MAX_TURNS

MAX_TURN = 8_000
"""Characters of one earlier turn: an answer with its statements."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: object) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("write the day as YYYY-MM-DD, for example 2024-05-20")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value} is not a day of the calendar") from None


Day = Annotated[
    date, BeforeValidator(_day, json_schema_input_type=Annotated[str, Field(json_schema_extra={"format": "date"})])
]
TermsType = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HistoryTurn(_In):
    """One earlier message."""

    role: Role
    content: str = Field(max_length=MAX_TURN)


class AskRequest(_In):
    """A question and where to look."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {"service": "larkspan", "question": "Can they train their AI on my files?", "as_of": "2024-05-20"},
                {
                    "service": "larkspan",
                    "question": "And if I delete them?",
                    "history": [{"role": "user", "content": "Can they train their AI on my files?"}],
                },
            ]
        },
    )

    service: str = Field(
        min_length=1, max_length=100, description="Slug, as GET /api/services lists it; several with commas."
    )
    question: str = Field(min_length=1, max_length=MAX_QUESTION, description="In the asker's own words.")
    terms_type: TermsType | None = Field(
        default=None, description="Only this document; without it all that are in force."
    )
    as_of: Day | None = Field(default=None, description="The day asked about, YYYY-MM-DD; without it today.")
    history: tuple[HistoryTurn, ...] = Field(default=(), max_length=MAX_TURNS, description="Oldest first.")
    language: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        max_length=35,
        description="BCP 47 tag of the answer.",
    )

    def to_question(self) -> Question:
        return Question(
            text=self.question,
            service=self.service,
            terms_type=self.terms_type,
            as_of=self.as_of,
            history=tuple(Turn(turn.role, turn.content) for turn in self.history),
            language=self.language,
        )


class CheckRequest(_In):
    """What somebody says the terms say, and where to look."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "service": "larkspan",
                    "text": "A blog says that Larkspan owns everything you upload.",
                    "as_of": "2024-05-20",
                }
            ]
        },
    )

    service: str = Field(min_length=1, max_length=100, description="Slug, as GET /api/services lists it.")
    text: str = Field(min_length=1, max_length=MAX_CHECKED, description="A sentence or a whole article.")
    terms_type: TermsType | None = Field(
        default=None, description="Only this document; without it all that are in force."
    )
    as_of: Day | None = Field(default=None, description="The day asked about, YYYY-MM-DD; without it today.")


class _Out(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StatementObject(_Out):
    text: str
    citations: list[int] = Field(description="Indexes into citations.")
    support: Literal["verified", "excerpt"]


class CitationObject(_Out):
    service: str
    terms_type: str
    version: str
    part: str
    label: str
    sub: str
    title: str
    quote: str = Field(description="Exactly source[start:end].")
    start: int = Field(description="Characters, in the stored source text.")
    end: int
    source_url: str
    source_sha256: str


class WatchOutObject(_Out):
    topic: str = Field(description="Key of the kind of clause, as GET /api/watch has it.")
    name: str
    text: str
    citation: int


class CheckedQuoteObject(_Out):
    """Words that the text gives as a quotation. Not a citation."""

    text: str
    found: bool
    versions: list[date] = Field(description="Effective dates of the versions that hold these words.")
    from_: date | None = Field(alias="from")
    until: date | None = Field(description="The last day they were in force; null when they still are.")
    near: int | None = Field(description="Index of the citation that comes near words that are not found.")


class CheckedClaimObject(_Out):
    text: str = Field(description="As the text puts it.")
    verdict: Verdict
    why: str
    statements: list[int] = Field(description="Indexes into statements.")
    citations: list[int] = Field(description="Indexes into citations.")
    quotes: list[CheckedQuoteObject]


class VersionObject(_Out):
    service: str
    terms_type: str
    version: str
    effective: date
    recorded: date | None
    source_url: str
    sha256: str


class EngineObject(_Out):
    mode: Mode
    model: str | None
    prompt_sha256: str | None
    timings_ms: dict[str, float]
    tokens: dict[str, int]
    fallback: str | None = Field(description="Why the excerpts answered although a model is configured.")
    unasked: bool = Field(description="The excerpts answered because the model could not be asked at all.")
    answerable: float | None = Field(
        description="How likely the clauses found answer the question, 0 to 1; null where a model judged that."
    )
    cached: bool = Field(description="The model's draft was kept of an earlier answer and has been verified again.")
    cost_usd: float | None = Field(description="US dollars for the tokens; null where prices or tokens are not known.")


class AnswerObject(_Out):
    """What the terms say, each statement with its exact quotes."""

    status: Status
    headline: str
    yes_no: YesNo | None
    verdict: Verdict | None
    statements: list[StatementObject]
    citations: list[CitationObject]
    watch_outs: list[WatchOutObject]
    question: str
    standalone_question: str
    as_of: date
    documents: list[VersionObject]
    engine: EngineObject
    notes: list[str]
    notice: str
    claims: list[CheckedClaimObject] = Field(description="What was checked; empty in an answer to a question.")


class RightObject(_Out):
    text: str
    citation: int


class FlagObject(_Out):
    topic: str
    name: str
    text: str
    why: str
    confidence: float = Field(description="0 to 1.")
    sure: Literal["sure", "likely", "maybe"]
    citations: list[int] = Field(description="Indexes into citations, the best first; never empty.")
    rights: list[RightObject]


class WatchedObject(_Out):
    """What to watch in a service's terms, each kind of clause with its exact quotes."""

    service: str
    as_of: date
    documents: list[VersionObject]
    watch_outs: list[FlagObject]
    citations: list[CitationObject]
    notice: str


class DocumentObject(_Out):
    terms_type: str
    versions: list[VersionObject]


class ServiceObject(_Out):
    service: str
    name: str
    documents: list[DocumentObject]


class Problem(_Out):
    """RFC 9457 problem document."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    hint: str = Field(default="", description="The next step.")
    errors: list[dict[str, Any]] = Field(default=[], description="What does not fit in the request: {at, message}.")
    request_id: str = Field(default="", description="As in the header X-Request-ID.")


class HealthObject(_Out):
    status: Literal["ok"]
