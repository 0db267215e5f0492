"""A conversation as a file: Markdown, or one page of HTML to print. Pure.

Both say the same: each question, the answer, and for each source its clause, its date, its exact words and the hash of
the text they were taken from. The words of documents are text in both, never markup, and nothing in them is a link.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from bot.showing.render import (
    badge_of,
    clause_name,
    document_name,
    documents_line,
    engine_line,
    escape,
    one_line,
    plain_words,
    source_line,
)
from bot.types import NOTICE, Answer, Citation
from bot.web.conversation.chat import Conversation
from bot.words.dates import spoken_date

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Of the page to print: it loads, runs and sends nothing."""
_MARKS = re.compile(r"([\\`*_\[\]<>#!|~&$@]|:(?=//)|(?<=www)\.|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
"""What could begin markup or a link; the last ones only where a line begins."""


def file_name(conversation: Conversation, ending: str) -> str:
    """A name for the file: "plainterms-larkspan-2024-06-01.md"."""
    answers = _answers(conversation)
    service = re.sub(r"[^a-z0-9-]", "", conversation.service)[:60] or "answers"
    return f"plainterms-{service}-{answers[-1].as_of if answers else 'empty'}.{ending}"


# --- Markdown --------------------------------------------------------------------------------------------------------


def to_markdown(conversation: Conversation) -> str:
    """The conversation as CommonMark."""
    blocks = ["# PlainTerms", f"{NOTICE.capitalize()}."]
    for answer in _answers(conversation):
        blocks += _answer_markdown(answer)
    return "\n\n".join(blocks) + "\n"


def _answer_markdown(answer: Answer) -> Iterator[str]:
    yield f"## {_md(answer.question)}"
    badge = badge_of(answer)
    yield (f"**{_md(badge)}.** " if badge else "") + _md(answer.headline)
    yield from (f"{number}. {_md(text)}{_numbers(indexes)}" for number, (text, indexes) in enumerate(_said(answer), 1))
    if answer.citations:
        yield "### Sources"
    for number, citation in enumerate(answer.citations, 1):
        yield f"\\[{number}\\] **{_md(clause_name(citation))}**, {_md(_document(answer, citation))}"
        yield "\n".join(f"> {_md(line)}" for line in citation.quote.splitlines() if line.strip())
        yield (
            f"Source: {_md(source_line(citation.source_url)[1] or 'not recorded')}  \n"
            f"SHA-256: `{_hash(citation)}`, characters {citation.start}–{citation.end}"
        )
    yield from (f"Note: {_md(note)}" for note in answer.notes)
    yield _md(_read(answer))


def _md(text: str) -> str:
    """Words that Markdown reads as nothing but words, on one line."""
    return _MARKS.sub(r"\\\1", plain_words(text))


# --- a page to print -------------------------------------------------------------------------------------------------


def to_page(conversation: Conversation) -> str:
    """The conversation as one HTML document that needs nothing else."""
    style = (Path(__file__).parent / "print.css").read_text(encoding="utf-8")
    body = "".join(_answer_page(answer) for answer in _answers(conversation))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>PlainTerms</title>'
        f"<style>{style}</style></head><body><main><h1>PlainTerms</h1>"
        f'<p class="quiet">{escape(NOTICE.capitalize())}.</p>{body}</main></body></html>\n'
    )


def _answer_page(answer: Answer) -> str:
    items = "".join(f'<li dir="auto">{escape(text)}{_numbers(indexes)}</li>' for text, indexes in _said(answer))
    sources = "".join(_source_page(answer, citation) for citation in answer.citations)
    notes = "".join(f"<p>Note: {escape(one_line(note))}</p>" for note in answer.notes)
    badge = badge_of(answer)
    return (
        f'<section><h2 dir="auto">{escape(one_line(answer.question))}</h2>'
        f'<p class="headline">{f"{escape(badge)}. " if badge else ""}{escape(one_line(answer.headline))}</p>'
        + (f"<ol>{items}</ol>" if items else "")
        + (f"<h3>Sources</h3><ol>{sources}</ol>" if sources else "")
        + f'{notes}<p class="quiet">{escape(_read(answer))}</p></section>'
    )


def _source_page(answer: Answer, citation: Citation) -> str:
    quoted = "\n".join(escape(line) for line in citation.quote.splitlines())
    return (
        f"<li><strong>{escape(clause_name(citation))}</strong>, {escape(_document(answer, citation))}"
        f'<blockquote dir="auto">{quoted}</blockquote>'
        f'<p class="quiet">Source: {escape(source_line(citation.source_url)[1] or "not recorded")}<br>'
        f"SHA-256: <code>{escape(_hash(citation))}</code>, characters {citation.start}–{citation.end}</p></li>"
    )


# --- what both say --------------------------------------------------------------------------------------------------


def _answers(conversation: Conversation) -> list[Answer]:
    return [e.outcome for e in conversation.exchanges if isinstance(e.outcome, Answer)]


def _said(answer: Answer) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The statements, with the numbers of their sources; of a claim that was checked, the verdict on it."""
    for claim in answer.claims:
        yield f"“{one_line(claim.text)}” {one_line(claim.why)}", claim.citations
    if not answer.claims:
        for statement in answer.statements:
            yield plain_words(statement.text), statement.citations


def _numbers(indexes: tuple[int, ...]) -> str:
    return " (" + ", ".join(f"source {index + 1}" for index in indexes) + ")" if indexes else ""


def _document(answer: Answer, citation: Citation) -> str:
    names = {v.service: v.service_name for v in answer.documents}
    name = one_line(names.get(citation.service, citation.service))
    return f"{name}, {document_name(citation.terms_type)}, version of {one_line(citation.version)}"


def _hash(citation: Citation) -> str:
    return re.sub(r"[^0-9a-f]", "", citation.source_sha256)


def _read(answer: Answer) -> str:
    asked = f"Asked as of {spoken_date(answer.as_of)}."
    return " ".join(
        w for w in (documents_line(answer.documents, answer.as_of) or asked, engine_line(answer.engine)) if w
    )
