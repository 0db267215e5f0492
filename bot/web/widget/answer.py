"""What the help widget shows of an answer: words only, made ready here, so that the page has nothing to interpret.

The public answer object is that of ``/api/ask``. This one has the words as a person reads them (no markup, nothing
unseen), each citation with the words around it, and keys instead of sentences where the widget has the sentence in
the reader's language. Every string is still a document's or a model's: it is shown as text, never as HTML.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.showing.render import clause_name, document_name, excerpt_around, plain_words, statement_words, web_address
from bot.types import Answer, Citation, Mode, Status, Verdict, YesNo
from bot.web.source import Explains
from bot.words.spoken import answer_in, document_in
from ingest import Version


class _Shown(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ShownStatement(_Shown):
    text: str
    quoted: bool = Field(description="The document's own words: they stand between quotation marks.")
    citations: list[int] = Field(description="Indexes into citations.")


class ShownCitation(_Shown):
    """A quote in its clause, as a person reads it."""

    clause: str = Field(description="Label and title of the clause.")
    document: str
    terms_type: str
    version: str
    effective: date | None = Field(description="Since when that version is in force; null where it was not read.")
    language: str = Field(description="ISO 639-1 code; empty where it is not known.")
    before: str
    quote: str
    after: str
    source_url: str = Field(description="An http or https address, or empty.")


class ShownClaim(_Shown):
    text: str
    verdict: Verdict
    why: str
    citations: list[int]


class ShownWatchOut(_Shown):
    name: str
    text: str
    citation: int


class ShownDocument(_Shown):
    name: str
    service: str
    terms_type: str
    effective: date


class SiteAnswer(_Shown):
    """An answer for the help widget."""

    status: Status
    yes_no: YesNo | None
    verdict: Verdict | None
    headline: str
    statements: list[ShownStatement]
    claims: list[ShownClaim]
    watch_outs: list[ShownWatchOut]
    citations: list[ShownCitation]
    notes: list[str]
    documents: list[ShownDocument]
    as_of: date
    mode: Mode
    notice: Literal["information, not legal advice"]
    english: list[str] = Field(
        description="Which of these sentences are ours and in English, whatever language was asked for."
    )


def site_answer(asked: Answer, explainer: Explains, language: str | None = None) -> SiteAnswer:
    """The answer as the widget shows it, with our own sentences in a language.

    Raises NotFound, HomeError when a clause cannot be read.
    """
    answer = answer_in(asked, language)
    versions = {(v.service, v.terms_type, v.version): v for v in answer.documents}
    statements = []
    for statement in answer.statements:
        text, quoted = statement_words(statement, answer.citations)
        statements.append(ShownStatement(text=text, quoted=quoted, citations=list(statement.citations)))
    return SiteAnswer(
        status=answer.status,
        yes_no=answer.yes_no,
        verdict=answer.verdict,
        headline=plain_words(answer.headline),
        statements=statements,
        claims=[
            ShownClaim(text=plain_words(c.text), verdict=c.verdict, why=plain_words(c.why), citations=list(c.citations))
            for c in answer.claims
        ],
        watch_outs=[
            ShownWatchOut(name=plain_words(w.name or w.topic), text=plain_words(w.text), citation=w.citation)
            for w in answer.watch_outs
        ],
        citations=[
            _citation(c, versions.get((c.service, c.terms_type, c.version)), explainer, language)
            for c in answer.citations
        ],
        notes=[plain_words(note) for note in answer.notes],
        documents=[
            ShownDocument(
                name=document_in(document_name(v.terms_type), language),
                service=plain_words(v.service_name),
                terms_type=v.terms_type,
                effective=v.effective,
            )
            for v in answer.documents
        ],
        as_of=answer.as_of,
        mode=answer.engine.mode,
        notice="information, not legal advice",
        english=_english(asked, answer),
    )


def _english(asked: Answer, answer: Answer) -> list[str]:
    """Sentences of ours that are as they were made: in English. A model words in the language it is asked in."""
    if asked.engine.mode == "model":
        return []
    before, after = _ours(asked), _ours(answer)
    return list(dict.fromkeys(told for told, same in zip(after, before, strict=True) if told == same))


def _ours(answer: Answer) -> list[str]:
    watched = [text for one in answer.watch_outs for text in (one.name or one.topic, one.text)]
    return [plain_words(text) for text in (answer.headline, *answer.notes, *watched, *(c.why for c in answer.claims))]


def _citation(citation: Citation, version: Version | None, explainer: Explains, language: str | None) -> ShownCitation:
    around = excerpt_around(citation, explainer.clause_text(citation))
    return ShownCitation(
        clause=clause_name(citation),
        document=document_in(document_name(citation.terms_type), language),
        terms_type=citation.terms_type,
        version=plain_words(citation.version),
        effective=version.effective if version else None,
        language=version.language if version else "",
        before=around.before,
        quote=around.quote,
        after=around.after,
        source_url=web_address(citation.source_url),
    )
