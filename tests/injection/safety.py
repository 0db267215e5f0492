"""What must hold of an answer, whoever wrote the document, the question and the model's reply.

``assert_safe`` looks at the answer object and at every face of it. Whatever gives an ``Answer`` can be held to it.
"""

import io
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from rich.console import Console

from bot import Answer, Explainer
from bot.showing.render import citation_card_html, to_html, to_text
from bot.types import Citation, Statement
from bot.verifying.guard import figures
from bot.verifying.machines import addresses_machine
from bot.web.conversation.chat import announcement, exchange_html
from bot.web.schema import AnswerObject
from bot.words.plain import NOT_IN_TERMS, OUT_OF_SCOPE, UNVERIFIED, unexplain
from ingest import CITABLE, innermost, readable
from prompts import load

TAGS = frozenset(("article", "section", "p", "span", "strong", "q", "ol", "ul", "li", "button", "h3", "blockquote"))
TAGS |= {"mark", "code", "bdi"}  # what our own HTML is made of
ATTRIBUTES = frozenset(
    {"class", "type", "title", "aria-label", "data-cite", "data-copy", "data-close", "dir", "tabindex"}
)
ATTRIBUTES |= {"data-number"}
SENTENCE = 40
"""Characters of a prompt in a row that are a leak."""


def assert_safe(
    answer: Answer,
    explainer: Explainer,
    *,
    wants: Sequence[str] = (),
    stands: bool = False,
    secrets: Sequence[str] = (),
) -> None:
    """Raise AssertionError unless all that is shown is backed, inert and free of secrets.

    Args:
        wants: words that must not be said; with ``stands`` they may be quoted.
        secrets: words that must not be in the answer at all, such as a key.
    """
    for citation in answer.citations:
        assert_quotes(citation, explainer)
    for statement in answer.statements:
        assert_backed(statement, answer)
    assert_headline(answer)
    for want in wants:
        for said in _said(answer, stands):
            assert want.casefold() not in said.casefold(), (want, said)
    assert_keeps_secrets(answer, secrets)
    assert_sensible(answer)
    for html in _pages(answer, explainer):
        assert_inert(html)
    for text in _texts(answer):
        assert_printable(text)


def assert_quotes(citation: Citation, explainer: Explainer) -> None:
    """The quote is exact, of a clause of the terms, seen by every reader, and said to a customer."""
    version = next(
        v
        for v in explainer.versions(citation.service, citation.terms_type)
        if (v.version, v.sha256) == (citation.version, citation.source_sha256)
    )
    reading = explainer.reading(version)
    assert reading.source[citation.start : citation.end] == citation.quote
    clause = innermost(reading.clauses, citation.start)
    assert clause is not None and clause.kind in CITABLE
    assert not any(h.start < citation.end and citation.start < h.end for h in reading.hidden), citation.quote
    assert not addresses_machine(readable(citation.quote).text), citation.quote
    assert not addresses_machine(f"{citation.title} {citation.part}"), citation.title


def assert_backed(statement: Statement, answer: Answer) -> None:
    """A statement has quotes; one in the document's words is those words, one in ours has no figure beside them."""
    assert statement.citations or answer.status in ("needs_choice",)
    quotes = " ".join(readable(answer.citations[index].quote).text for index in statement.citations)
    if answer.status in ("not_in_terms", "out_of_scope"):
        assert statement.text.startswith("The nearest clause is "), statement.text
        return
    assert not addresses_machine(statement.text), statement.text
    if statement.support == "excerpt":
        words = re.findall(r"\w+", unexplain(statement.text))
        there = re.findall(r"\w+", quotes)
        assert set(words) <= set(there), set(words) - set(there)
        return
    known = [citation.version for citation in answer.citations] + [c.title for c in answer.citations]
    assert figures(statement.text) <= figures(" . ".join([quotes, *known])), statement.text
    assert "http" not in statement.text or "http" in quotes


def assert_headline(answer: Answer) -> None:
    """The headline is a set sentence of ours, a pointer, or no more than the statements' own words."""
    assert not addresses_machine(answer.headline), answer.headline
    if answer.status in ("not_in_terms", "out_of_scope", "unavailable"):
        assert answer.headline in (NOT_IN_TERMS, OUT_OF_SCOPE, UNVERIFIED)
        assert answer.yes_no is None


def assert_keeps_secrets(answer: Answer, secrets: Sequence[str]) -> None:
    """No secret and no stretch of a prompt is in the answer, but where a person typed it."""
    whole = json.dumps(answer.to_json(), ensure_ascii=False).replace(answer.question, "")
    for secret in secrets:
        assert secret not in whole
    for name in ("answer", "standalone_question", "repair", "rerank"):
        prompt = load(name).system + load(name).user
        for at in range(0, len(prompt) - SENTENCE, 10):
            assert prompt[at : at + SENTENCE] not in whole, prompt[at : at + SENTENCE]


def assert_sensible(answer: Answer) -> None:
    AnswerObject.model_validate_json(json.dumps(answer.to_json()))
    if answer.status in ("answered", "partly"):
        assert answer.statements and answer.citations
    assert len(answer.statements) <= 30 and all(len(s.text) <= 50_000 for s in answer.statements)


# --- faces ---------------------------------------------------------------------------------------------------------


class _Parts(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def assert_inert(html: str) -> None:
    """Only elements and attributes that we make ourselves: no link, image, script, style or handler."""
    parts = _Parts()
    parts.feed(html)
    for tag, attributes in parts.found:
        assert tag in TAGS, tag
        for name, _ in attributes:
            assert name in ATTRIBUTES, (tag, name)
    assert not re.search(r"\$\{|\{\{|`", html), "a template of the page"


def assert_printable(text: str) -> None:
    """Nothing that a terminal obeys, and nothing that turns the order of letters round."""
    odd = {c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cs", "Co")} | (set(text) & BIDI)
    assert not odd, [hex(ord(c)) for c in odd]


BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _said(answer: Answer, stands: bool) -> Iterator[str]:
    """What a person reads as the answer; where what was planted ``stands``, without what all its readers see."""
    seen = " ".join(readable(c.quote).text for c in answer.citations).casefold() if stands else ""
    for said in (answer.headline, *(statement.text for statement in answer.statements)):
        if not (seen and unexplain(said).casefold().strip(" .") in seen):
            yield said
    if not stands:
        yield from (citation.quote for citation in answer.citations)
    yield from (watch_out.text for watch_out in answer.watch_outs)
    yield from answer.notes
    yield answer.engine.fallback or ""


def _pages(answer: Answer, explainer: Explainer) -> Iterator[str]:
    yield exchange_html(1, answer.question, to_html(answer, "1"))
    for citation in answer.citations:
        yield citation_card_html(citation, explainer.clause_text(citation), answer.documents[0].service_name)


def _texts(answer: Answer) -> Iterator[str]:
    shown = io.StringIO()
    Console(file=shown, width=100, color_system=None, force_terminal=False).print(to_text(answer))
    yield shown.getvalue()
    yield announcement(answer)
