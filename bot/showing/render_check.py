"""A checked text → what a person sees, in the terminal and in the web. Pure.

Claims are shown as claims ("The text says"), quotes of the terms with their address. A verdict is a word with a sign,
so that it does not hang on its colour. Whatever comes from the pasted text or a document is plain text here.
"""

from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.checking.wording import VERDICT_WORDS
from bot.showing.render import address, clause_name, closing_text, document_of, documents_line, engine_line, escape
from bot.types import Answer, CheckedClaim, CheckedQuote, Citation, Verdict
from bot.words.dates import spoken_date
from ingest import readable

SIGNS: dict[Verdict, str] = {"supported": "✓", "contradicted": "✗", "misleading": "!", "not_stated": "?"}
_COLOURS: dict[Verdict, str] = {
    "supported": "green",
    "contradicted": "red",
    "misleading": "yellow",
    "not_stated": "blue",
}
LONGEST = 700
"""Characters of a claim or a quote that are shown; the card of a citation shows more."""
MOST_DATES = 6
"""Dates of versions named for a quotation."""


OTHER_VERSION = "not in force on the day asked about"


def in_force(answer: Answer, citation: Citation) -> bool:
    """Whether a citation is of a version that was in force on the day of the check."""
    return any((v.terms_type, v.version) == (citation.terms_type, citation.version) for v in answer.documents)


def verdict_word(verdict: Verdict) -> str:
    return VERDICT_WORDS[verdict]


def quote_line(quote: CheckedQuote, number: int | None) -> str:
    """Where the words of a quotation stand, or that they do not; ``number`` is that of the citation near them."""
    if not quote.found:
        near = f" Near it: source {number}." if number is not None else ""
        return f"Not in any version we hold.{near}"
    held = [spoken_date(day) for day in quote.versions[:MOST_DATES]]
    more = len(quote.versions) - len(held)
    listed = ", ".join(held) + (f" and {more} more" if more else "")
    return f"{_when(quote.begin, quote.end)} In the version{'s' if len(quote.versions) > 1 else ''} of {listed}."


def _when(begin: date | None, end: date | None) -> str:
    if begin is None:
        return "In the terms."
    return (
        f"In force from {spoken_date(begin)} to {spoken_date(end)}." if end else f"In force since {spoken_date(begin)}."
    )


# --- terminal ------------------------------------------------------------------------------------------------------


def to_text(answer: Answer) -> RenderableType:
    """A check for the terminal: the verdict, each claim with its reason, then each quote with its address."""
    lines: list[RenderableType] = [_head(answer)]
    for claim in answer.claims:
        lines += _claim_text(claim, answer)
    if answer.citations:
        lines.append(Text())
    for number, citation in enumerate(answer.citations, 1):
        old = "" if in_force(answer, citation) else f" ({OTHER_VERSION})"
        lines.append(Text(f"[{number}] {address(citation)}{old}", style="cyan"))
        lines.append(Padding(Text(f"“{_words(citation.quote)}”"), (0, 0, 0, 4)))
    return Group(*lines, *closing_text(answer))


def _head(answer: Answer) -> Text:
    head = Text()
    if answer.verdict:
        head.append(
            f"{SIGNS[answer.verdict]} {verdict_word(answer.verdict)}. ", style=f"bold {_COLOURS[answer.verdict]}"
        )
    head.append(_plain(answer.headline), style="bold")
    return head


def _claim_text(claim: CheckedClaim, answer: Answer) -> list[RenderableType]:
    said = Text("\nThe text says: ", style="dim")
    said.append(_plain(claim.text), style="italic")
    why = Text(f"{SIGNS[claim.verdict]} {verdict_word(claim.verdict)}. ", style=_COLOURS[claim.verdict])
    why.append(_plain(claim.why), style="none")
    for index in claim.citations:
        why.append(f" [{index + 1}]", style="cyan")
    quotes = [
        Padding(
            Text(f"Quote “{_plain(q.text)}”: {quote_line(q, q.near + 1 if q.near is not None else None)}"), (0, 0, 0, 2)
        )
        for q in claim.quotes
    ]
    return [said, why, *quotes]


# --- HTML ------------------------------------------------------------------------------------------------------------


def to_html(answer: Answer, key: str = "0") -> str:
    """A check as HTML; numbers of sources are buttons with ``data-cite="<key>-<index of the citation>"``."""
    verdict = answer.verdict
    badge = f"{_verdict_html(verdict)} " if verdict else ""
    parts = [f'<p class="pt-headline">{badge}{escape(_plain(answer.headline))}</p>']
    parts += [_claim_html(claim, answer, key) for claim in answer.claims]
    if answer.notes:
        parts.append(f'<ul class="pt-notes">{"".join(f"<li>{escape(_plain(n))}</li>" for n in answer.notes)}</ul>')
    last = " ".join(w for w in (documents_line(answer.documents, answer.as_of), engine_line(answer.engine)) if w)
    notice = f'<span class="pt-notice">{escape(answer.notice.capitalize())}.</span>'
    parts.append(f'<p class="pt-engine">{escape(last)} {notice}</p>')
    return f'<article class="pt-answer pt-check">{"".join(parts)}</article>'


def _verdict_html(verdict: Verdict) -> str:
    return (
        f'<span class="pt-verdict pt-verdict-{verdict}">'
        f'<span class="pt-sign" aria-hidden="true">{SIGNS[verdict]}</span> '
        f"{escape(verdict_word(verdict))}</span>"
    )


def _claim_html(claim: CheckedClaim, answer: Answer, key: str) -> str:
    shown = [index for index in claim.citations if index < len(answer.citations)]
    terms = "".join(f"<li>{_citation_html(answer, index, key)}</li>" for index in shown)
    quotes = "".join(f"<li>{_quote_html(quote, answer, key)}</li>" for quote in claim.quotes)
    return (
        f'<section class="pt-claim pt-claim-{claim.verdict}">'
        '<p class="pt-claimed"><span class="pt-says">The text says:</span> '
        f'<em dir="auto">{escape(_plain(claim.text))}</em></p>'
        f'<p class="pt-why">{_verdict_html(claim.verdict)} {escape(_plain(claim.why))}</p>'
        + (f'<p class="pt-says">The terms say:</p><ul class="pt-terms">{terms}</ul>' if terms else "")
        + (f'<p class="pt-says">Quotes in the text:</p><ul class="pt-quoted">{quotes}</ul>' if quotes else "")
        + "</section>"
    )


def _citation_html(answer: Answer, index: int, key: str) -> str:
    citation = answer.citations[index]
    old = "" if in_force(answer, citation) else f' <span class="pt-old">{OTHER_VERSION}</span>'
    place = f"{clause_name(citation)} · {document_of(citation)}"
    return (
        f'<q class="pt-excerpt" dir="auto">{escape(_words(citation.quote))}</q> {_marker_html(answer, index, key)} '
        f'<span class="pt-source-document">{escape(place)}{old}</span>'
    )


def _quote_html(quote: CheckedQuote, answer: Answer, key: str) -> str:
    sign, word = ("✓", "Real") if quote.found else ("✗", "Not found")
    near = f" {_marker_html(answer, quote.near, key)}" if quote.near is not None else ""
    number = quote.near + 1 if quote.near is not None else None
    return (
        f'<span class="pt-found pt-found-{"yes" if quote.found else "no"}">'
        f'<span aria-hidden="true">{sign}</span> {word}</span> '
        f'<q dir="auto">{escape(_plain(quote.text))}</q> {escape(quote_line(quote, number))}{near}'
    )


def _marker_html(answer: Answer, index: int, key: str) -> str:
    place = escape(address(answer.citations[index]))
    return (
        f'<button type="button" class="pt-cite" data-cite="{escape(key)}-{index}" title="{place}" '
        f'aria-label="Source {index + 1}: {place}">{index + 1}</button>'
    )


# --- words -----------------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    return _short(" ".join("".join(c if c.isprintable() else " " for c in text).split()))


def _words(quote: str) -> str:
    """A document's words without their markup."""
    return _plain(readable(quote).text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
