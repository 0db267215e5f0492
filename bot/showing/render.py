"""Answer → what a person sees: HTML for the web, rich text for the terminal. Pure; the same words in both.

Documents are untrusted, and so are questions and a model's words. Whatever comes from them passes ``_words`` or
``_plain`` first: markup is taken away (never interpreted), characters that cannot be seen are dropped, the rest is
escaped. No link is made of anything: an address is shown as text, with its host.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Protocol
from urllib.parse import urlsplit

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.drafting.context import without_label
from bot.prices import spoken_cost
from bot.types import Answer, Citation, Engine, Statement, Status, YesNo
from bot.words.dates import spoken_date, version_day
from ingest import Version, readable

CLAUSE_SHOWN = 700
"""Characters of the clause shown on each side of a quote; a screen's worth, so that the quote stays in view."""
QUOTE_SHOWN = 2_000
"""Characters of a quote shown; a longer one loses its middle, the copied quote never does."""
_REACH = 6 * CLAUSE_SHOWN
"""Characters of source read on each side of a quote: markup and addresses of links take room that words do not."""

STATUS_WORDS: dict[Status, str] = {
    "answered": "The terms say",
    "partly": "In part",
    "not_in_terms": "The terms do not say",
    "out_of_scope": "Not a question about these terms",
    "needs_choice": "One choice first",
    "unavailable": "Could not be looked up",
}
"""``not_in_terms`` is a finding about the terms; ``unavailable`` says nothing about them."""

STATUS_HELP: dict[Status, str] = {
    "not_in_terms": "The terms were read and no clause answers this. That is not permission, and not a promise.",
    "unavailable": "This says nothing about the terms themselves: they may well answer it. Try again in other words.",
}
NEAREST: dict[Status, str] = {
    "not_in_terms": "The nearest clause, which does not answer it:",
    "out_of_scope": "What the terms say about it:",
    "unavailable": "What comes nearest, word by word:",
}
"""How what stands below an answer that does not answer is introduced."""
YES_NO_WORDS: dict[YesNo, str] = {"yes": "Yes", "no": "No", "depends": "It depends"}
_SMALL_WORDS = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"})


class AroundQuote(Protocol):
    """The clause a quote stands in: ``source[start:end]``."""

    @property
    def source(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def path(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote within the words around it, all readable; an ellipsis stands where words were left out."""

    before: str
    quote: str
    after: str


# --- words ---------------------------------------------------------------------------------------------------------


def document_name(terms_type: str) -> str:
    """The name of a document as a title: "terms-of-service" is "Terms of Service"."""
    words = _plain(terms_type).replace("-", " ").replace("_", " ").split()
    return " ".join(w if i and w in _SMALL_WORDS else w[:1].upper() + w[1:] for i, w in enumerate(words))


def clause_name(citation: Citation) -> str:
    """Part, label and title: "Exhibit A, 3 Fees"; "preamble" where a clause has none of them."""
    place = " ".join(_words(w) for w in (citation.label + citation.sub, citation.title) if w)
    part = _words(citation.part)
    document = document_name(citation.terms_type).casefold()
    if part.casefold() in (document, f"{citation.service} {document}"):
        part = ""  # the document's own name, which every address says already
    return ", ".join(w for w in (part, place) if w) or "preamble"


def address(citation: Citation) -> str:
    """Where a quote stands: "Terms of Service of 2023-08-07, 10.4 Customer License Grant"."""
    return f"{document_name(citation.terms_type)} of {_plain(citation.version)}, {clause_name(citation)}"


def document_of(citation: Citation) -> str:
    """The document of a quote and its day: "Terms of Service, 7 August 2023"."""
    return f"{document_name(citation.terms_type)}, {_version_date(citation)}"


def one_line(text: str) -> str:
    """Our own or a person's words on one line, as they are but for what cannot be seen; plain text, not HTML."""
    return _plain(text)


def plain_words(text: str) -> str:
    """Words of a document or a model as a person reads them: no markup, nothing unseen; plain text, not HTML."""
    return _words(text)


def statement_words(statement: Statement, citations: Sequence[Citation]) -> tuple[str, bool]:
    """A statement as a person reads it, and whether it stands between quotation marks."""
    quoted = _quoted(statement, citations)
    return _middle_out(quoted[0] if quoted else _words(statement.text)), quoted is not None


def quote_words(citation: Citation) -> str:
    """A quote as a person reads it, on one line; a very long one loses its middle."""
    return _middle_out(_words(citation.quote))


def _service_in(answer: Answer, citation: Citation) -> str:
    """The service of a citation before its address, where an answer is about several."""
    names = {version.service: version.service_name for version in answer.documents}
    return f"{_plain(names.get(citation.service, citation.service))}, " if len(names) > 1 else ""


def _address_in(answer: Answer, citation: Citation) -> str:
    return _service_in(answer, citation) + address(citation)


def _by_service(answer: Answer) -> list[tuple[str, int, list[Statement]]]:
    """Statements by service: its name ("" where there is only one), the number of the first, the statements."""
    names = {version.service: version.service_name for version in answer.documents}
    groups: list[tuple[str, int, list[Statement]]] = []
    for number, statement in enumerate(answer.statements, 1):
        services = [answer.citations[index].service for index in statement.citations[:1]] if len(names) > 1 else []
        name = names.get(services[0], services[0]) if services else ""
        if not groups or groups[-1][0] != name:
            groups.append((name, number, []))
        groups[-1][2].append(statement)
    return groups


def engine_line(engine: Engine) -> str:
    """Who worded the answer, and what that cost where it is known."""
    said = [mode_line(engine.mode, engine.model)]
    if engine.cached:
        said.append("Worded for an earlier question, checked again now.")
    if engine.cost_usd:
        said.append(f"Cost: {spoken_cost(engine.cost_usd)}.")
    if engine.fallback:
        said.append(_plain(engine.fallback))
    return " ".join(said)


def mode_line(mode: str, model: str | None) -> str:
    if mode == "model":
        return f"Model: {_plain(model or 'unnamed')}, every quote checked."
    return "Excerpts: the documents' own sentences, no AI model."


def documents_line(documents: Sequence[Version], as_of: date) -> str:
    """Which versions were read, and since when each applies; of a document that was compared, its versions.

    ``as_of`` is the day that was asked about.
    """
    versions: dict[tuple[str, str], list[Version]] = {}
    for version in documents:
        versions.setdefault((version.service, version.terms_type), []).append(version)
    if not versions:
        return ""
    several = len({service for service, _ in versions}) > 1
    names = {
        key: f"{_plain(read[0].service_name)} {document_name(key[1])}" if several else document_name(key[1])
        for key, read in versions.items()
    }
    if any(len(read) > 1 for read in versions.values()):
        return f"Read: {'; '.join(f'{names[key]} of {_days(read)}' for key, read in versions.items())}."
    named = [f"{names[key]}, {_applies(read[0], as_of)}" for key, read in versions.items()]
    return f"Read as of {spoken_date(as_of)}: {'; '.join(named)}."


def _days(versions: Sequence[Version]) -> str:
    return " and of ".join(version_day(version) for version in versions)


def _applies(version: Version, as_of: date) -> str:
    if version.effective > as_of:
        return f"in force from {version_day(version)}"
    if version.stated != version.effective and version.recorded == version.effective:
        return f"first recorded on {version_day(version)}"  # the text gives no date that is its own
    return f"in force since {version_day(version)}"


def source_line(url: str) -> tuple[str, str]:
    """Host and whole address of a source, as text; the host is "" for what is no web address."""
    shown = _plain(url)
    try:
        parts = urlsplit(shown)
    except ValueError:
        return "", shown
    return (parts.hostname or "" if parts.scheme in ("http", "https") else ""), shown


def web_address(url: str) -> str:
    """An address that may be opened from a page, or "": where a document came from is what somebody said."""
    host, shown = source_line(url)
    return shown if host else ""


def terms_address(versions: Sequence[Version]) -> str:
    """Where the terms themselves can be read: where the terms of service came from, else another document, else ""."""
    ordered = sorted(versions, key=lambda version: version.terms_type != "terms-of-service")
    return next((url for version in ordered if (url := web_address(version.source_url))), "")


def excerpt_around(citation: Citation, clause: AroundQuote) -> Excerpt:
    """The quote in its clause, bounded on both sides. Linear in what is shown, however long the clause is."""
    start, end = citation.start, max(citation.start, citation.end)
    low, high = min(clause.start, start), max(clause.end, end)
    if start - low > _REACH:
        low = _word_start(clause.source, start - _REACH, start)
    if high - end > _REACH:
        high = _word_end(clause.source, end + _REACH, end)
    text = readable(clause.source, low, high)
    a, b = text.at(start), text.at(end)
    before, quote, after = text.text[:a], text.text[a:b], text.text[b:]
    # The white space after a quote belongs to what follows, so that the mark ends with the last word.
    after = quote[len(quote.rstrip()) :] + after
    return Excerpt(
        _last(_drop_unseen(before), CLAUSE_SHOWN, cut=low > clause.start),
        _middle_out(_drop_unseen(quote.rstrip())),
        _first(_drop_unseen(after), CLAUSE_SHOWN, cut=high < clause.end),
    )


# --- HTML ----------------------------------------------------------------------------------------------------------


def escape(text: str) -> str:
    """Text made safe for any place in HTML, attributes and the templates of ``gr.HTML`` included."""
    return html.escape(_drop_unseen(text)).translate(_TEMPLATE_MARKS)


_TEMPLATE_MARKS = {ord(c): f"&#{ord(c)};" for c in "{}$`\\"}
"""gr.HTML reads its value as a template; as entities these are only characters."""


def to_html(answer: Answer, key: str = "0") -> str:
    """An answer as HTML. Markers and sources are buttons with ``data-cite="<key>-<index of the citation>"``."""
    parts = [_headline_html(answer)]
    if answer.standalone_question.strip() != answer.question.strip():
        parts.append(f'<p class="pt-aside">Read as: “{escape(_plain(answer.standalone_question))}”</p>')
    if help_text := STATUS_HELP.get(answer.status):
        parts.append(f'<p class="pt-aside">{escape(help_text)}</p>')
    if answer.statements and (introduced := NEAREST.get(answer.status)):
        parts.append(f'<p class="pt-nearest">{escape(introduced)}</p>')
    for name, first, statements in _by_service(answer):
        if name:
            parts.append(f'<p class="pt-label"><bdi>{escape(_plain(name))}</bdi></p>')
        items = "".join(f"<li>{_statement_html(s, answer, key)}</li>" for s in statements)
        start = f' start="{first}"' if first > 1 else ""
        parts.append(f'<ol class="pt-statements"{start}>{items}</ol>')
    if answer.watch_outs:
        items = "".join(
            f"<li><strong>{escape(_words(w.name or w.topic))}</strong> {escape(_words(w.text))} "
            f"{_marker_html(answer, w.citation, key)}</li>"
            for w in answer.watch_outs
        )
        parts.append(f'<p class="pt-label">Watch out</p><ul class="pt-watch">{items}</ul>')
    if answer.citations:
        parts.append(_sources_html(answer, key))
    if answer.notes:
        items = "".join(f"<li>{escape(_plain(n))}</li>" for n in answer.notes)
        parts.append(f'<ul class="pt-notes">{items}</ul>')
    last = " ".join(w for w in (documents_line(answer.documents, answer.as_of), engine_line(answer.engine)) if w)
    notice = f'<span class="pt-notice">{escape(answer.notice.capitalize())}.</span>'
    parts.append(f'<p class="pt-engine">{escape(last)} {notice}</p>')
    return f'<article class="pt-answer pt-{answer.status}">{"".join(parts)}</article>'


def citation_card_html(citation: Citation, clause: AroundQuote, service_name: str = "", link: str = "") -> str:
    """The card a citation opens: its address, the exact quote marked inside its clause, and where it comes from.

    ``link`` is the address, on this server, of the quote in its document.
    """
    shown = excerpt_around(citation, clause)
    where = " › ".join(_words(step) for step in clause.path[:-1])
    host, url = source_line(citation.source_url)
    document = " · ".join(
        w
        for w in (_plain(service_name), document_name(citation.terms_type), f"version of {_version_date(citation)}")
        if w
    )
    source = f"<strong>{escape(host)}</strong> <span>{escape(url)}</span>" if host else escape(url or "not recorded")
    copied = html.escape(citation.quote).translate(_TEMPLATE_MARKS | {ord("\n"): "&#10;", ord("\r"): "&#13;"})
    linked = (
        f'<a class="pt-small" href="{escape(link)}" target="_blank" rel="noopener">Read it in the document'
        '<span class="pt-sr"> (opens a new tab)</span></a> '
        f'<button type="button" class="pt-small" data-link="{escape(link)}">Copy a link to it</button>'
        if link
        else ""
    )
    return (
        f'<article class="pt-card" tabindex="-1" aria-label="{escape(address(citation))}">'
        f'<button type="button" class="pt-close" data-close aria-label="Close this source">✕</button>'
        f'<p class="pt-card-document">{escape(document)}</p>'
        f'<h3 class="pt-card-clause">{escape(clause_name(citation))}</h3>'
        + (f'<p class="pt-card-path">In: {escape(where)}</p>' if where else "")
        + f'<blockquote dir="auto">{escape(shown.before)}<mark>{escape(shown.quote)}</mark>{escape(shown.after)}'
        "</blockquote>"
        f'<p class="pt-card-source">Source: {source}</p>'
        f'<p class="pt-card-source">SHA-256 of the text: <code>{escape(citation.source_sha256[:16])}…</code>, '
        f"characters {citation.start:,}–{citation.end:,}</p>"
        '<p class="pt-card-do">'
        f'<button type="button" class="pt-small" data-copy="{copied}">Copy the exact quote</button> {linked}</p>'
        "</article>"
    )


def _headline_html(answer: Answer) -> str:
    badge = badge_of(answer)
    shown = f'<span class="pt-badge">{escape(badge)}</span> ' if badge else ""
    return f'<p class="pt-headline">{shown}{escape(_words(answer.headline))}</p>'


def badge_of(answer: Answer) -> str:
    """Yes, no or the status in two words; "" where there is nothing to add to the headline."""
    if answer.status == "answered" and not answer.yes_no:
        return ""
    badge = YES_NO_WORDS[answer.yes_no] if answer.yes_no else STATUS_WORDS[answer.status]
    return "" if _words(answer.headline).casefold().startswith(badge.casefold()) else badge


def _statement_html(statement: Statement, answer: Answer, key: str) -> str:
    said, quoted = statement_words(statement, answer.citations)
    text = (
        f'<q class="pt-excerpt" dir="auto">{escape(said)}</q>' if quoted else f'<span dir="auto">{escape(said)}</span>'
    )
    return " ".join([text, *(_marker_html(answer, index, key) for index in statement.citations)])


def _marker_html(answer: Answer, index: int, key: str) -> str:
    place = escape(_address_in(answer, answer.citations[index]))
    return (
        f'<button type="button" class="pt-cite" data-cite="{escape(key)}-{index}" title="{place}" '
        f'aria-label="Source {index + 1}: {place}">{index + 1}</button>'
    )


def _sources_html(answer: Answer, key: str) -> str:
    """One line for each clause, with the numbers of all quotes from it."""
    lines = []
    for indexes in _by_clause(answer).values():
        citation = answer.citations[indexes[0]]
        markers = " ".join(_marker_html(answer, index, key) for index in indexes)
        service = _service_in(answer, citation)
        document = f"{service}{document_of(citation)}"
        lines.append(
            f'<li>{markers} <span class="pt-source-clause">{escape(clause_name(citation))}</span> '
            f'<span class="pt-source-document">{escape(document)}</span></li>'
        )
    return f'<p class="pt-label">Sources</p><ul class="pt-sources">{"".join(lines)}</ul>'


def _by_clause(answer: Answer) -> dict[str, list[int]]:
    """The numbers of the citations from 0, by the address of their clause."""
    clauses: dict[str, list[int]] = {}
    for index, citation in enumerate(answer.citations):
        clauses.setdefault(_address_in(answer, citation), []).append(index)
    return clauses


def _version_date(citation: Citation) -> str:
    try:
        return spoken_date(date.fromisoformat(citation.version))
    except ValueError:
        return _plain(citation.version)


# --- terminal ------------------------------------------------------------------------------------------------------


def to_text(answer: Answer) -> RenderableType:
    """An answer for the terminal: headline, numbered statements, then each quote with its address."""
    head = Text()
    if badge := badge_of(answer):
        head.append(f"{badge}. ", style="bold green" if answer.yes_no else "bold yellow")
    head.append(_words(answer.headline), style="bold")
    lines: list[RenderableType] = [head]
    if answer.standalone_question.strip() != answer.question.strip():
        lines.append(Text(f"Read as: “{_plain(answer.standalone_question)}”", style="dim"))
    if help_text := STATUS_HELP.get(answer.status):
        lines.append(Text(help_text, style="dim"))
    if answer.statements and (introduced := NEAREST.get(answer.status)):
        lines.append(Text(f"\n{introduced}"))
    for name, first, statements in _by_service(answer):
        if name or answer.status not in NEAREST:
            lines.append(Text(f"\n{_plain(name)}" if name else "", style="bold"))
        lines += [_hanging(f"{n}. ", _statement_text(s, answer.citations)) for n, s in enumerate(statements, first)]
    for watch_out in answer.watch_outs:
        name = _words(watch_out.name or watch_out.topic)
        lines.append(Text(f"Watch out: {name}. {_words(watch_out.text)} [{watch_out.citation + 1}]"))
    if answer.citations:
        lines.append(Text())
        quoted = (_quoted(s, answer.citations) for s in answer.statements)
        said = {found[1] for found in quoted if found}
        framed = [_words(s.text) for s in answer.statements if s.support == "verified"]
        for place, indexes in _by_clause(answer).items():
            numbers = " ".join(f"[{index + 1}]" for index in indexes)
            lines.append(Text(f"{numbers} {place}", style="cyan"))
            for index in indexes:
                words = _words(answer.citations[index].quote)
                if index not in said and not any(words in text for text in framed):  # what was read in full above
                    marker = f"[{index + 1}] " if len(indexes) > 1 else ""
                    lines.append(Padding(Text(f"{marker}“{_middle_out(words)}”"), (0, 0, 0, 4)))
    return Group(*lines, *closing_text(answer))


def closing_text(answer: Answer) -> Iterator[Text]:
    """What ends every answer in the terminal: notes, what was read and how, and that it is no legal advice."""
    yield Text()
    yield from (Text(f"Note: {_plain(note)}", style="yellow") for note in answer.notes)
    for line in (documents_line(answer.documents, answer.as_of), engine_line(answer.engine)):
        if line:
            yield Text(line, style="dim")
    yield Text(f"{answer.notice.capitalize()}.", style="dim")


def _statement_text(statement: Statement, citations: Sequence[Citation]) -> Text:
    said, quoted = statement_words(statement, citations)
    text = Text(f"“{said}”" if quoted else said)
    for index in statement.citations:
        text.append(f" [{index + 1}]", style="cyan")
    return text


def _hanging(marker: str, text: Text) -> RenderableType:
    """A list item whose further lines stand under its first word."""
    grid = Table.grid()
    grid.add_column(width=len(marker), no_wrap=True)
    grid.add_column()
    grid.add_row(Text(marker), text)
    return grid


# --- quoting -------------------------------------------------------------------------------------------------------


def _quoted(statement: Statement, citations: Sequence[Citation]) -> tuple[str, int] | None:
    """What may stand between quotation marks: one of its quotes, with explanations of ours in square brackets.

    With it the number of that citation.
    """
    if statement.support != "excerpt":
        return None
    text = _words(statement.text)
    for index in statement.citations:
        items = _ITEM.split(citations[index].quote)
        quote, bullets = _listed([_words(item) for item in items])
        if quote != _words(citations[index].quote):  # markup around several items
            quote, bullets = _words(citations[index].quote), frozenset()
        label = len(quote) - len(without_label(quote))
        for start in dict.fromkeys((0, label)):
            found = _glossed(text, quote[start:], frozenset(at - start for at in bullets))
            if found is not None:
                return found, index
    return None


_ITEM = re.compile(r"\n[ \t>]*[*+•-][ \t]+")
"""Where a list item begins that has no number of its own."""


def _listed(items: Sequence[str]) -> tuple[str, frozenset[int]]:
    """Items run together, and where all but the first begin."""
    quote = " ".join(item for item in items if item)
    ends = accumulate(len(item) + 1 for item in items if item)
    return quote, frozenset(ends) - {len(quote) + 1}


def _glossed(text: str, quote: str, bullets: frozenset[int] = frozenset()) -> str | None:
    """A quote into which explanations were put, with them in square brackets; None when it differs in other ways.

    >>> _glossed("Notwithstanding (in spite of) the above", "Notwithstanding the above")
    'Notwithstanding [in spite of] the above'
    """
    shown: list[str] = []
    at = place = 0
    while at < len(text):
        if place < len(quote) and text[at] == quote[place]:
            shown.append(f"• {text[at]}" if place in bullets else text[at])
            at, place = at + 1, place + 1
            continue
        space = " " if text.startswith(" (", at) else ""
        opened = at + len(space)
        closed = text.find(")", opened)
        if closed < 0 or text[opened] != "(":
            return None
        shown.append(f"{space}[{text[opened + 1 : closed]}]")
        at = closed + 1
        if not space and text.startswith(" ", at):  # the space before it was that of the quote
            shown.append(" ")
            at += 1
    return "".join(shown) if place == len(quote) else None


# --- characters ----------------------------------------------------------------------------------------------------

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"
"""Invisible, but they shape letters of several scripts; they cannot hide or reorder anything."""


def _drop_unseen(text: str) -> str:
    """Text without control, bidi and tag characters; line breaks and tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text
    spaced = (" " if c in "\t\n\r\x0b\x0c\u2028\u2029" else c for c in text)
    return "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _UNSEEN)


def _plain(text: str) -> str:
    """Our own or a person's words on one line: nothing is read as markup."""
    return " ".join(_drop_unseen(text).split())


def _words(text: str) -> str:
    """A document's or a model's words on one line, without their markup."""
    return _plain(readable(text).text)


def _middle_out(text: str) -> str:
    if len(text) <= QUOTE_SHOWN:
        return text
    half = QUOTE_SHOWN // 2
    return f"{_first(text, half, cut=True).rstrip(' …')} […] {_last(text, half, cut=True).lstrip(' …')}"


def _first(text: str, limit: int, *, cut: bool) -> str:
    """The first words of a text, with an ellipsis when some are left out or ``cut`` says so."""
    if len(text) <= limit:
        return f"{text} …" if cut else text
    kept = text[:limit]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept.strip() else kept} …"


def _last(text: str, limit: int, *, cut: bool) -> str:
    """The last words of a text, likewise."""
    if len(text) <= limit:
        return f"… {text}" if cut else text
    kept = text[-limit:]
    return f"… {kept[kept.find(' ') + 1 :] if ' ' in kept.strip() else kept}"


def _word_start(source: str, at: int, limit: int) -> int:
    """The first start of a word at or after ``at``, so that no markup is read from its middle."""
    for place in range(at, limit):
        if source[place].isspace():
            return place + 1
    return limit


def _word_end(source: str, at: int, limit: int) -> int:
    """The last end of a word at or before ``at``, likewise."""
    for place in range(at, limit, -1):
        if source[place - 1].isspace():
            return place - 1
    return limit
