"""The words of the project as values: what a document is made of and how a place in it is named.

All are frozen: a version, once published, never changes. Offsets are characters (not bytes) of the stored
source text, so that ``source[span.start:span.end]`` is the quote.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["clause", "definition", "preamble", "notes", "contents", "navigation"]
"""What a stretch of a document is. Only the first three are ever cited as the terms themselves."""

CITABLE: frozenset[Kind] = frozenset({"clause", "definition", "preamble"})

Markup = Literal["markdown", "text"]


class Span(NamedTuple):
    """A half-open stretch of the source text, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A citable unit and its address.

    Spans nest: a section's span covers its sub-clauses, and a text that comes back after a list lies in the span of
    the clause that introduced the list. The address of a character is that of the innermost clause around it.
    """

    part: str
    """The agreement or part the clause stands in; "" in the main text."""
    label: str
    """The number as a person would cite it, "10.4" or "4(b)(ii)"; "" where there is none."""
    title: str
    """Title of the innermost titled unit around the clause, as printed, without markup; "" if there is none."""
    path: tuple[str, ...]
    """Labels and titles of the enclosing units and the clause itself: ("10 Content", "10.4 Licence")."""
    kind: Kind
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that a document gives a meaning of its own."""

    term: str
    """As printed, without quotation marks and markup: "Service Generated Data"."""
    clause: int
    """Index of the clause that defines it."""
    start: int
    end: int
    """Where the term stands as it is defined."""


@dataclass(frozen=True, slots=True)
class Use:
    """A clause uses a defined term."""

    clause: int
    definition: int
    """Index in ``Segmentation.definitions``."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where a clause points at another one: "Section 27.2(1)", "this Section 30"."""

    clause: int
    """Index of the clause it stands in."""
    start: int
    end: int
    """The words that point, in the source."""
    target: int | None
    """Index of the clause pointed at, in the same part where there is one of that number; None: unresolved."""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """What reading a source text gave."""

    clauses: tuple[Clause, ...]
    """In order of start; of two that start together the enclosing one comes first."""
    title: str = ""
    """The document's own title, "" when it prints none."""
    stated_date: date | None = None
    """The effective or last-updated date the document itself states, when it is unambiguous."""
    hidden: tuple[Span, ...] = ()
    """Text a reader of the page would not see (comments, scripts, tag and bidi control characters): never quoted."""
    definitions: tuple[Definition, ...] = ()
    uses: tuple[Use, ...] = ()
    references: tuple[Reference, ...] = ()


class SentenceSpan(NamedTuple):
    """A sentence of a passage, which has a vector of its own: a long clause is about several things.

    The titles above a passage count as one, with an empty span.
    """

    start: int
    end: int
    embedded: str
    """Its readable words."""


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """What is embedded as one vector and ranked as one unit: a clause's own text, or a slice of a long one."""

    clause: int
    """Index of its clause in ``Segmentation.clauses``."""
    start: int
    end: int
    embedded: str
    """The readable text given to the embedding model: the path of titles, then the words of the span."""
    sentences: tuple[SentenceSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a reader made of a document's bytes."""

    text: str
    """Markdown and plain text as they were received; of any other format, its words as Markdown."""
    markup: Markup
    unseen: tuple[str, ...] = ()
    """Words a person looking at the document would not see (hidden styles, white on white); not in ``text``."""
    notices: tuple[str, ...] = ()
    """What a person should know about how the document was read, each in one sentence."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document as it was received and read."""

    text: str
    """What clauses, spans and quotes are places in; stored as it is and never changed."""
    sha256: str
    """Of the bytes received, not of the decoded text."""
    markup: Markup
    unseen: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """Both as in ``ReadText``."""


@dataclass(frozen=True, slots=True)
class Version:
    """One dated text of one document of one service: terms that really differ from those before and after."""

    id: int
    service: str
    """Slug, "zoom"."""
    service_name: str
    terms_type: str
    version: str
    """The name of the version: its effective date as YYYY-MM-DD; ".2" and so on behind it where a day has several."""
    effective: date
    """The date the document states; the first recorded day where it states none, or repeats that of an older text."""
    recorded_on: tuple[date, ...]
    """The days on which these terms were recorded, in order, a day as often as they were; the first rendering is the
    one whose source is stored, all others were collapsed into it."""
    source_url: str
    sha256: str
    stated: date | None = None
    """The date the document itself states, when it is unambiguous."""
    language: str = ""
    """ISO 639-1 code, "en"; "" where the text is too short to tell."""
    change: str | None = None
    """What is different from the version before, in one line; None for the first one."""

    @property
    def recorded(self) -> date | None:
        """The day these terms were first recorded."""
        return self.recorded_on[0] if self.recorded_on else None

    @property
    def recorded_until(self) -> date | None:
        """The last day on which they were."""
        return self.recorded_on[-1] if self.recorded_on else None


class StoredSentence(NamedTuple):
    """A ``SentenceSpan`` as the library keeps it."""

    start: int
    end: int
    key: str
    """Hash of its words: the name of its vector."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A ``PassageSpan`` as the library keeps it."""

    clause: int
    start: int
    end: int
    key: str
    """Hash of what was embedded: the name of its vector in the index, the same in every version."""
    terms: tuple[str, ...]
    """Its stemmed words, for keyword ranking."""
    sentences: tuple[StoredSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One published version with everything needed to search and to quote it."""

    version: Version
    source: str
    clauses: tuple[Clause, ...]
    passages: tuple[StoredPassage, ...]
    hidden: tuple[Span, ...]
    definitions: tuple[Definition, ...] = ()
    uses: tuple[Use, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause (or a slice of a long one) of one version, as found by a search."""

    id: str
    """Short and stable within one search: what a drafter names its evidence by, "c1", "c2", …"""
    version: Version
    clause: Clause
    span: Span
    """The slice that was found; inside ``clause.span``."""
    score: float
    """Higher is better; comparable within one search only."""
    dense_rank: int | None
    keyword_rank: int | None
    similarity: float = 0.0
    """Cosine of question and passage, -1 to 1."""
    sentence: Span | None = None
    """The sentence of it that is nearest to the question; None where its titles are, or it is too short to have one."""
    reasons: tuple[str, ...] = ()
    """Which rules lifted it, in words: "clause number 10.4"."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one run of ingest did, for a person to read."""

    documents: int = 0
    """Different documents met: one service's one terms type each."""
    read: int = 0
    """Recorded texts read, of all documents together."""
    added: int = 0
    """New versions."""
    collapsed: int = 0
    """Recorded texts that are the terms of a version already there, in another rendering or on another day."""
    unchanged: int = 0
    """Recorded texts that had been taken in before."""
    clauses: int = 0
    passages: int = 0
    texts: int = 0
    """Different texts among the passages of the new versions."""
    embedded: int = 0
    """Texts of passages that went through the embedding model; the rest was already in the index."""
    sentences: int = 0
    """Different sentences of them that did, and were in no version before."""
    references: int = 0
    """Cross-references in the new versions."""
    unresolved: int = 0
    """Those of them that point at no clause of their version."""
    hidden: int = 0
    """Stretches of invisible text that were kept out of the clauses."""
    aside: tuple[tuple[str, str], ...] = ()
    """(source, reason) for each recorded text that is not these terms: another language, half a page."""
    notices: tuple[tuple[str, str], ...] = ()
    """(source, what a person should know about how it was read)."""
    skipped: tuple[tuple[str, str], ...] = field(default=())
    """(source, reason) for each document that was not taken in."""
    seconds: float = 0.0
