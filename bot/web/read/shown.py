"""READ FIRST for the tab Read: a version's stored source and clauses → the document as HTML of ours.

    source ──blank_out──▶ blocks ──marks──▶ words in HTML, in lists, tables and headings, beside the outline

The document's own markup is never passed on: its words are read with ``ingest.readable`` and escaped one by one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from bot.library_view import Service
from bot.showing.render import document_name, escape, source_line
from bot.watching import Watched
from bot.web.read.blocks import Block, blocks, sheets
from bot.web.read.marks import Mark, Tip, bold_marks, hit_mark, marked_html, terms_of, watch_marks
from bot.web.read.outline import clause_words, outline_html
from bot.words.dates import spoken_date, version_day
from ingest import CITABLE, Clause, Reading, Span, Version, blank_out, readable

MOST_MARKED = 6_000
"""Characters of a span that is marked word for word; of a longer one only the beginning is marked."""
KEPT = 8
"""Documents whose blocks are kept in memory."""

FURNITURE = {
    "navigation": "Menu of the page, not part of the terms",
    "contents": "List of contents, not part of the terms",
}
NOTES = "A summary or a note of the company, not the clause itself"


@dataclass(frozen=True, slots=True)
class Laid:
    """A version cut into blocks, with the innermost clause of each; kept for the next reader."""

    text: str
    """The source with what is hidden blanked out."""
    blocks: tuple[Block, ...]
    clauses: tuple[int | None, ...]
    sheets: tuple[range, ...]

    def block_at(self, offset: int) -> int:
        """The block that ``offset`` stands in, or the next one."""
        low, high = 0, len(self.blocks) - 1
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def sheet_of(self, block: int) -> int:
        return next((number for number, sheet in enumerate(self.sheets) if block in sheet), 0)


def laid(reading: Reading) -> Laid:
    """The blocks of a version."""
    return _laid(reading.source, reading.clauses, reading.hidden)


@lru_cache(maxsize=KEPT)
def _laid(source: str, clauses: tuple[Clause, ...], hidden: tuple[Span, ...]) -> Laid:
    text = blank_out(source, tuple(hidden))
    made = tuple(blocks(text, [clause.start for clause in clauses]))
    return Laid(text, made, tuple(_innermost(made, clauses)), tuple(sheets(made)))


def _innermost(made: Sequence[Block], clauses: Sequence[Clause]) -> Iterator[int | None]:
    """For each block, in order, the clause it is cited by; clauses nest and come in order of their starts."""
    around: list[int] = []
    coming = 0
    for block in made:
        while coming < len(clauses) and clauses[coming].start < block.end:
            around.append(coming)
            coming += 1
        around = [index for index in around if clauses[index].end > block.start]
        yield max(around, key=lambda index: (clauses[index].start, -clauses[index].end), default=None)


# --- addresses -------------------------------------------------------------------------------------------------------


def place_link(version: Version, start: int | None = None, end: int | None = None) -> str:
    """The address, on this server, of a stretch of a version; of its beginning without ``start``."""
    place: dict[str, str | int] = {
        "tab": "read",
        "service": version.service,
        "terms_type": version.terms_type,
        "version": version.version,
    }
    if start is not None and end is not None:
        place |= {"start": start, "end": end}
    return f"/?{urlencode(place)}"


# --- the page --------------------------------------------------------------------------------------------------------


def document_html(
    service: Service,
    reading: Reading,
    span: Span | None = None,
    sheet: int | None = None,
    *,
    in_force: bool = False,
) -> str:
    """What the tab shows of a version: search, outline and text, ``span`` marked.

    Args:
        service: the service, with all its documents.
        reading: the version that is shown.
        span: the words that are asked for, in characters of the source.
        sheet: which part of a very long document, from 0; without it the one with ``span``, or the first.
        in_force: it is shown as the one of today: another document of the service may be chosen.
    """
    found = laid(reading)
    if span is not None and not 0 <= span.start < span.end <= len(reading.source):
        note, span = (
            '<p class="pt-read-note" role="note">The place that was asked for is not in this version.</p>',
            None,
        )
    else:
        note = ""
    last = len(found.sheets) - 1
    wanted = found.sheet_of(found.block_at(span.start)) if span and sheet is None else sheet or 0
    shown = max(0, min(wanted, last))
    version = reading.version
    name = f"{version.service_name} {document_name(version.terms_type)}, version of {version_day(version)}"
    lang = f' lang="{escape(version.language)}"' if re.fullmatch(r"[a-z]{2,3}", version.language) else ""
    tips = terms_of(reading, _definition_link(reading, found))[1]
    text = "".join(_blocks_html(reading, found, found.sheets[shown], _marker(reading, found, span)))
    outline = outline_html(
        reading.clauses,
        lambda clause: place_link(version, clause.start, clause.end),
        lambda clause: found.block_at(clause.start),
    )
    return (
        f'<div class="pt-read" data-service="{escape(version.service)}" data-sheet="{shown}" '
        f'data-starts="{" ".join(str(sheet.start) for sheet in found.sheets)}">'
        f'<div class="pt-read-top">{_head_html(version, in_force)}{_bar_html(service, version, in_force)}</div>'
        f"{_find_html()}{note}{_notes_html(reading)}"
        '<div class="pt-read-columns">'
        '<nav class="pt-outline" aria-label="Clauses"><details open><summary>Clauses</summary>'
        f"{outline}</details></nav>"
        f'<div class="pt-read-main">{_sheets_html(shown, last)}'
        f'<article class="pt-text" tabindex="-1" dir="auto"{lang} aria-label="{escape(name)}" '
        f'data-terms-type="{escape(version.terms_type)}" data-version="{escape(version.version)}">{text}</article>'
        f"{_sheets_html(shown, last)}{_source_html(version)}</div></div>"
        f'<div class="pt-tips" hidden>{_tips_html(tips)}</div></div>'
    )


def watched_blocks(reading: Reading, watched: Watched, span: Span | None = None) -> dict[str, object]:
    """The blocks of a version that have something to watch in them, with it marked, and what is explained there."""
    found = laid(reading)
    marks, tips = watch_marks(watched, reading)
    mark = _marker(reading, found, span)
    shown: dict[str, str] = {}
    numbers = sorted({n for m in marks for n in range(found.block_at(m.start), found.block_at(m.end - 1) + 1)})
    # The first use of a term is found by going through the whole clause, not only through the blocks that are sent.
    clauses = {found.clauses[number] for number in numbers}
    for number, block in enumerate(found.blocks):
        if found.clauses[number] in clauses and block.kind != "row":
            here = [m for m in marks if m.start < block.end and block.start < m.end]
            made = _words_html(found, block, [*mark(number), *here])
            if number in numbers:
                shown[str(number)] = made
    return {"blocks": shown, "tips": _tips_html(tips), "count": len(marks)}


def _head_html(version: Version, in_force: bool) -> str:
    today = ", in force today" if in_force else ""
    return (
        f'<header class="pt-read-head"><h2><bdi>{escape(version.service_name)}</bdi> '
        f"{escape(document_name(version.terms_type))}</h2>"
        f"<p>Version of {escape(version_day(version))}{today}</p></header>"
    )


def _bar_html(service: Service, version: Version, in_force: bool) -> str:
    """Which document of the service, and what is marked in it."""
    documents = "".join(
        f'<option value="{escape(d.terms_type)}"{" selected" if d.terms_type == version.terms_type else ""}>'
        f"{escape(document_name(d.terms_type))}</option>"
        for d in service.documents
    )
    picker = f'<label class="pt-field">Document<select data-pick="terms_type">{documents}</select></label>'
    return (
        f'<div class="pt-read-bar">{picker if in_force and len(service.documents) > 1 else ""}'
        '<fieldset class="pt-marks"><legend class="pt-sr">Marked in the text</legend>'
        '<label><input type="checkbox" data-marks="watch" checked> <span class="pt-flag-sample" aria-hidden="true">⚑'
        "</span> To watch <span data-watched></span></label>"
        '<label><input type="checkbox" data-marks="term" checked> <span class="pt-term-sample">Defined terms</span>'
        "</label></fieldset></div>"
    )


def _find_html() -> str:
    return (
        '<form class="pt-find" role="search">'
        '<div class="pt-find-field"><label class="pt-field">Search in this document'
        '<input type="search" autocomplete="off" spellcheck="false" maxlength="200"></label>'
        '<span class="pt-found"></span></div>'
        '<button type="button" data-find="-1" aria-label="Previous place" disabled>↑</button>'
        '<button type="button" data-find="1" aria-label="Next place" disabled>↓</button></form>'
    )


def _notes_html(reading: Reading) -> str:
    count = len(reading.hidden)
    if not count:
        return ""
    words = "One stretch of text" if count == 1 else f"{count:,} stretches of text"
    return (
        f'<p class="pt-read-note" role="note">{words} that a reader of the original would not see '
        f"{'is' if count == 1 else 'are'} left out here and never quoted.</p>"
    )


def _sheets_html(shown: int, last: int) -> str:
    """Where one goes on in a document that is too long for one page."""
    if last < 1:
        return ""
    earlier = f'<button type="button" data-sheet-to="{shown - 1}">← Part {shown}</button>' if shown else ""
    later = f'<button type="button" data-sheet-to="{shown + 1}">Part {shown + 2} →</button>' if shown < last else ""
    return (
        f'<p class="pt-sheets">{earlier}<span>This document is very long. '
        f"You read part {shown + 1} of {last + 1}; the list of clauses leads to all of them.</span>{later}</p>"
    )


def _source_html(version: Version) -> str:
    host, url = source_line(version.source_url)
    source = f"<strong>{escape(host)}</strong> {escape(url)}" if host else escape(url or "not recorded")
    recorded = f" Recorded {escape(spoken_date(version.recorded))}." if version.recorded else ""
    return (
        f'<footer class="pt-read-source"><p>Source: {source}.{recorded}</p>'
        f"<p>SHA-256 of the text: <code>{escape(version.sha256)}</code></p></footer>"
    )


def _tips_html(tips: Sequence[Tip]) -> str:
    return "".join(tip.to_html() for tip in tips)


def _definition_link(reading: Reading, found: Laid) -> Callable[[int], str]:
    """The attributes of a link to a definition, by its number."""

    def attributes(number: int) -> str:
        definition = reading.definitions[number]
        link = place_link(reading.version, definition.start, definition.end)
        return f'href="{escape(link)}" data-block="{found.block_at(definition.start)}"'

    return attributes


# --- the words -------------------------------------------------------------------------------------------------------


class _marker:  # noqa: N801  it is called like a function
    """The marks of a block, by its number. Blocks are asked for in order: a term is marked where it comes first."""

    def __init__(self, reading: Reading, found: Laid, span: Span | None) -> None:
        self._reading, self._found = reading, found
        self._terms = terms_of(reading, _definition_link(reading, found))[0]
        self._span = span

    def __call__(self, number: int) -> list[Mark]:
        block, clause = self._found.blocks[number], self._found.clauses[number]
        marks = bold_marks(self._found.text, block.start, block.end)
        if self._terms and clause is not None and block.kind != "heading":
            marks += self._terms.marks(readable(self._found.text, block.start, block.end), clause)
        if self._span and block.start < self._span.end and self._span.start < block.end:
            low = max(self._span.start, block.start)
            high = min(self._span.end, block.end, self._span.start + MOST_MARKED)
            if low < high:
                marks.append(hit_mark(low, high))
        return marks


def _blocks_html(reading: Reading, found: Laid, sheet: range, mark: "_marker") -> Iterator[str]:
    def kind_of(number: int) -> str:
        clause = found.clauses[number]
        kind = reading.clauses[clause].kind if clause is not None else "clause"
        return "" if kind in CITABLE else kind

    for kind, numbers in groupby(sheet, kind_of):
        made = "".join(_run_html(reading, found, list(numbers), mark))
        if kind in FURNITURE:
            yield f'<details class="pt-furniture"><summary>{FURNITURE[kind]}</summary>{made}</details>'
        elif kind:
            yield f'<div class="pt-notes-block"><p class="pt-kind">{NOTES}</p>{made}</div>'
        else:
            yield made


def _run_html(reading: Reading, found: Laid, numbers: list[int], mark: "_marker") -> Iterator[str]:
    """Headings, paragraphs, nested lists and tables of a run of blocks."""
    depth = 0
    table: list[int] = []
    for number in numbers:
        block = found.blocks[number]
        if table and block.kind != "row":
            yield _table_html(found, table, mark)
            table = []
        if block.kind == "row":
            yield "</li></ul>" * depth
            depth = 0
            table.append(number)
            continue
        yield "</li></ul>" * (depth - block.level if block.kind != "heading" and block.level < depth else 0)
        if block.kind == "heading":
            yield "</li></ul>" * depth
            depth = 0
        else:
            depth = min(depth, block.level)
        words = f'<span id="pt-b{number}" tabindex="-1">{_words_html(found, block, mark(number))}</span>'
        if block.kind == "item":
            if depth == block.level:
                yield "</li>"
            else:
                yield "<ul>" + '<li class="pt-bare"><ul>' * (block.level - depth - 1)
            depth = block.level
            numbered = found.text[block.start : block.end].lstrip(" \t>\u00a0")[:1].isdigit()
            yield f"<li{' class=pt-numbered' if numbered else ''}>{words}"
        elif block.kind == "heading":
            level = min(6, block.level + 2)
            yield f"<h{level}>{words}</h{level}>"
        else:
            yield f"<p>{words}</p>"
    yield "</li></ul>" * depth
    if table:
        yield _table_html(found, table, mark)


def _table_html(found: Laid, numbers: list[int], mark: "_marker") -> str:
    width = max(len(found.blocks[number].cells) for number in numbers)
    rows = []
    for number in numbers:
        block = found.blocks[number]
        marks = mark(number)
        tag = 'th scope="col"' if block.head else "td"
        cells = [_cell_html(found, cell, marks) for cell in block.cells]
        cells += [""] * (width - len(cells))
        first = f'<span id="pt-b{number}" tabindex="-1">{cells[0] if cells else ""}</span>'
        made = "".join(f"<{tag}>{cell}</{tag[:2]}>" for cell in [first, *cells[1:]])
        rows.append(f"<tr>{made}</tr>")
    return f'<div class="pt-table" role="region" aria-label="Table" tabindex="0"><table>{"".join(rows)}</table></div>'


def _cell_html(found: Laid, cell: Span, marks: Sequence[Mark]) -> str:
    here = [m for m in marks if m.start < cell.end and cell.start < m.end]
    return marked_html(readable(found.text, cell.start, cell.end), here)


def _words_html(found: Laid, block: Block, marks: Sequence[Mark]) -> str:
    return marked_html(readable(found.text, block.start, block.end), marks)


__all__ = ["clause_words", "document_html", "laid", "place_link", "watched_blocks"]
