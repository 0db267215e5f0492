"""What goes into the bot and what comes out.

A ``Draft`` is what a drafter proposes: untrusted. An ``Answer`` is what verification let through; its ``Citation``s are
made by ``bot.verifying.verify`` and nowhere else. ``Answer.to_json`` is the one place that writes the public answer
object.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal

from ingest import Passage, Version

Status = Literal["answered", "partly", "not_in_terms", "out_of_scope", "needs_choice", "unavailable"]
YesNo = Literal["yes", "no", "depends"]
Verdict = Literal["supported", "contradicted", "misleading", "not_stated"]
"""How a claim stands to the terms; "misleading" is true of a part, or of another version."""
Mode = Literal["model", "excerpt"]
Role = Literal["user", "assistant"]

NOTICE = "information, not legal advice"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a person typed it, and where to look."""

    text: str
    service: str
    """Whose terms, a slug or name; several are separated by commas."""
    terms_type: str | None = None
    """Only this document of the service; None reads all that are in force."""
    as_of: date | None = None
    """The day asked about; None is today."""
    history: tuple[Turn, ...] = ()
    language: str | None = None
    within: tuple[str, ...] = ()
    """Slugs of the only services that are there for this question, whatever it names; () is the whole library."""


# --- what a drafter proposes -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """Words that a drafter says stand in a passage."""

    passage_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class DraftStatement:
    text: str
    quotes: tuple[DraftQuote, ...]
    excerpt: bool = False
    """True when the text is the document's own words and not a wording of ours or a model's."""
    frame: str = ""
    """Words of our own code, never a model's, around the quotes: "Added on 7 August 2023, in 10.4: “{0}”". When it is
    given there is no ``text``: ``bot.verifying.verify`` makes it of the frame and the quotes it has found, or of
    nothing."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a drafter proposes; nothing of it is shown before ``bot.verifying.verify`` has checked it."""

    status: Status
    headline: str
    statements: tuple[DraftStatement, ...] = ()
    yes_no: YesNo | None = None
    nearest: str | None = None
    """With ``not_in_terms``: id of the passage that comes nearest, if any is worth showing."""
    model: str | None = None
    prompt_sha256: str | None = None
    tokens: Mapping[str, int] = field(default_factory=dict)
    """{"input": …, "output": …} as the model's server counted them."""
    answerable: float | None = None
    """How likely the evidence answers the question, 0 to 1; None where the drafter does not tell."""
    unsure: bool = False
    """Whether what is quoted may as well not answer the question: a headline of ours has to say so."""
    counted: bool = False
    """The headline and ``yes_no`` are what our own code found by comparing versions, not a wording of what is quoted:
    they stand when everything that was drafted is backed."""
    cached: bool = False
    """True when what it was made from was kept of an earlier answer: no model was asked for it."""


# --- what verification lets through ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact quote and its address: ``source[start:end] == quote`` in the source whose hash is given."""

    service: str
    terms_type: str
    version: str
    part: str
    label: str
    sub: str
    title: str
    quote: str
    start: int
    end: int
    source_url: str
    source_sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    text: str
    citations: tuple[int, ...]
    """Indexes into ``Answer.citations``; never empty but in a pointer to the nearest clause."""
    support: Literal["verified", "excerpt"]


@dataclass(frozen=True, slots=True)
class WatchOut:
    """A clause near the answer's that people want to be warned of."""

    topic: str
    """Key of the kind, "auto_renewal"."""
    text: str
    citation: int
    name: str = ""
    """The kind's name, to show."""


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """Words that a checked text gives as a quotation, looked up in every version."""

    text: str
    """As the text gives them. They are no citation: a person must not take them for the terms."""
    found: bool
    versions: tuple[date, ...] = ()
    """Effective dates of the versions that hold them."""
    begin: date | None = None
    """Since when they were in force; with ``end``, "from" and "until" in JSON."""
    end: date | None = None
    """The last day, None when they still are."""
    near: int | None = None
    """Index of the citation that comes near words that are not found."""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One thing that a checked text says the terms say."""

    text: str
    """As the text puts it."""
    verdict: Verdict
    why: str
    statements: tuple[int, ...] = ()
    """Indexes into ``Answer.statements``."""
    citations: tuple[int, ...] = ()
    """Indexes into ``Answer.citations``."""
    quotes: tuple[CheckedQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class Engine:
    """How the answer came about."""

    mode: Mode
    model: str | None = None
    prompt_sha256: str | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    tokens: Mapping[str, int] = field(default_factory=dict)
    fallback: str | None = None
    """Why the excerpt drafter answered although a model is configured; one sentence for a person."""
    unasked: bool = False
    """The model could not be asked: it was down, or no reply was kept. The fallback says nothing about the model."""
    answerable: float | None = None
    """How likely the clauses found answer the question, 0 to 1; None where a model judged that."""
    cached: bool = False
    """What the model replied was kept of an earlier answer and has been read and verified again."""
    cost_usd: float | None = None
    """What the tokens cost, in US dollars; None where the prices or the tokens are not known."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: Status
    headline: str
    question: str
    standalone_question: str
    as_of: date
    engine: Engine
    yes_no: YesNo | None = None
    verdict: Verdict | None = None
    """Of a checked text as a whole."""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    watch_outs: tuple[WatchOut, ...] = ()
    documents: tuple[Version, ...] = ()
    """The versions that were read."""
    notes: tuple[str, ...] = ()
    """Things a person must know about this answer, such as that a newer version is not yet in force."""
    notice: str = NOTICE
    claims: tuple[CheckedClaim, ...] = ()
    """What was checked, claim by claim; empty in an answer to a question."""

    def to_json(self) -> dict[str, Any]:
        """The public answer object (docs/api.md), made of plain JSON values."""
        engine = self.engine
        return _fields(self) | {
            "as_of": self.as_of.isoformat(),
            "engine": _fields(engine) | {"timings_ms": dict(engine.timings_ms), "tokens": dict(engine.tokens)},
            "statements": [_fields(said) | {"citations": list(said.citations)} for said in self.statements],
            "citations": [_fields(citation) for citation in self.citations],
            "watch_outs": [_fields(watch_out) for watch_out in self.watch_outs],
            "documents": documents_json(self.documents),
            "notes": list(self.notes),
            "claims": [_claim_json(claim) for claim in self.claims],
        }


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass as they are; ``dataclasses.asdict`` copies whatever is in them, which takes long."""
    return {one.name: getattr(value, one.name) for one in fields(value)}


def _claim_json(claim: CheckedClaim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "verdict": claim.verdict,
        "why": claim.why,
        "statements": list(claim.statements),
        "citations": list(claim.citations),
        "quotes": [
            {
                "text": quote.text,
                "found": quote.found,
                "versions": [day.isoformat() for day in quote.versions],
                "from": quote.begin.isoformat() if quote.begin else None,
                "until": quote.end.isoformat() if quote.end else None,
                "near": quote.near,
            }
            for quote in claim.quotes
        ],
    }


def documents_json(versions: Sequence[Version]) -> list[dict[str, Any]]:
    """The versions that were read, as the public objects have them."""
    return [
        {
            "service": v.service,
            "terms_type": v.terms_type,
            "version": v.version,
            "effective": v.effective.isoformat(),
            "recorded": v.recorded.isoformat() if v.recorded else None,
            "source_url": v.source_url,
            "sha256": v.sha256,
        }
        for v in versions
    ]


# --- what streams --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Retrieved:
    """First event: what will be read to answer."""

    standalone_question: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """Provisional words of the draft, not yet verified: the whole text so far, to be replaced by what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Last event: the verified answer."""

    answer: Answer


Event = Retrieved | Delta | Answered
