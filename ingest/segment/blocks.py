"""Lines of the source to blocks: headings, paragraphs, list items, tables and rules, each with its exact place.

Not a Markdown parser. It knows what converted web pages contain, keeps every offset, and never looks ahead, so that it
is linear and cannot fail. A hard line break ends a block, because terms are often one paragraph of such lines.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ingest.segment.labels import read_label
from ingest.segment.titles import is_title_case
from ingest.types import Markup

BlockKind = Literal["heading", "paragraph", "item", "table", "rule"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines that belongs together."""

    kind: BlockKind
    start: int
    """First visible character."""
    end: int
    """After the last visible character; a heading's underline is included."""
    body: int
    """Where the words begin, behind list marker and heading signs."""
    body_end: int
    """Where the words end, before an underline."""
    indent: int
    """Column of ``start``."""
    inner: int
    """Column of ``body``: what is indented at least so far belongs to this block's list item."""
    marker: str = ""
    """List marker as printed: "*", "27."."""
    level: int = 0
    """1 to 6 for a heading, 0 for anything else."""
    after_blank: bool = True
    """True when an empty line stands before it."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    """After the last visible character."""
    mark: int
    """First character that is no white space; quotation marks of a reply and zero-width spaces count."""
    first: int
    """First character of words or of a marker."""
    indent: int
    hard_break: bool


_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_LEAD = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff>]*")
_WIDTH_NONE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\r\n")
_ATX = re.compile(r"(#{1,6})(?:[ \t\u00a0]+|$)")
_ATX_END = re.compile(r"[ \t]+#+$")
_MARKER = re.compile(r"(?:[*+\-•·‣▪◦●○■–]|\d{1,9}[.)])(?=[ \t\u00a0]|$)[ \t\u00a0]*")
_BULLET = re.compile(r"[*+\-•·‣▪◦●○■–](?=[ \t\u00a0]|$)[ \t\u00a0]*")
_FIRST = re.compile(r"1[.)]")
_SETEXT = re.compile(r"(=+|-+)$")
_DETACHED = re.compile(r"={3,}")
_RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_LETTER = re.compile(r"[^\W_]")
_LABEL_START = re.compile(
    r"[*_\\\[]{0,4}(?:\(?[0-9A-Za-z]{1,7}\\?[.)]|§|(?:ARTICLE|SECTION|Article|Section)\s+(?:\d{1,3}|[IVXL]{1,5})\b)"
)
_SUB_CLAUSE = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\s+[A-Z“\"]")
_REFERENCE = re.compile(
    r"\b(?:sections?|clauses?|articles?|paragraphs?|parts?|schedules?|terms?|to|in|of|with|under|by|than|version|§)$",
    re.IGNORECASE,
)
"""What stands at the end of a line whose sentence goes on with a number: "as set out in Section"."""
_CLOSED = tuple('.:;!?”"*)|')
_OPEN_WORDS = re.compile(r"(?:,|\b(?:and|or)|and/or)$")
MOST_TITLE_LINES = 4
"""Lines of an underlined title; a longer paragraph stands above a rule."""
FREE_BLOCKS = 4_000
DENSEST = 100
"""Characters that a block has on average, behind the first ``FREE_BLOCKS``."""
_FULL_LINE = 45
"""A wrapped line is at least so long; a shorter one was ended by its author."""


def blocks_of(text: str, markup: Markup) -> list[Block]:
    """Cut ``text`` into blocks, in order.

    In plain text, and in text taken out of a PDF, a number at the start of a line is the author's and makes no list.
    """
    lines = [_line(text, match) for match in _LINE.finditer(text)]
    if _is_double_spaced(lines):
        lines, markup = list(_single_spaced(lines)), "text"
    marker = _BULLET if markup == "text" else _MARKER
    return list(_bounded(_underlined(text, _assemble(text, lines, marker))))


def _bounded(blocks: Iterable[Block]) -> Iterator[Block]:
    """``blocks``, those that come denser than in any document joined to the one before.

    Terms have a block for some 150 characters. What goes far beyond is no text of clauses (300,000 paragraphs of three
    letters), and reading each of them would take long.
    """
    held: Block | None = None
    end = body_end = count = 0
    for block in blocks:
        if held and count > FREE_BLOCKS + block.start / DENSEST:
            end, body_end = block.end, block.body_end
            continue
        if held:
            yield replace(held, end=end, body_end=body_end)
        held, end, body_end = block, block.end, block.body_end
        count += 1
    if held:
        yield replace(held, end=end, body_end=body_end)


def _line(text: str, match: re.Match[str]) -> _Line:
    start, stop = match.span()
    content = match.group()
    visible = content.rstrip()
    end = start + len(visible)
    if not visible:
        return _Line(start, end, end, end, 0, False)
    mark = stop - len(content.lstrip())
    lead = _LEAD.match(text, start, stop)
    first = lead.end() if lead else start
    indent = 0
    for character in text[start:first]:
        if character == "\t":
            indent += 4 - indent % 4
        elif character == ">":
            indent = 0
        elif character not in _WIDTH_NONE:
            indent += 1
    hard = visible.endswith("\\") or len(text[end:stop].rstrip("\r\n")) >= 2
    return _Line(start, max(end, first), mark, first, indent, hard)


def _is_blank(line: _Line) -> bool:
    return line.first >= line.end


def _is_double_spaced(lines: list[_Line]) -> bool:
    """True for text taken out of a PDF: short lines with an empty line between all of them, more between paragraphs."""
    gaps: list[int] = []
    lengths: list[int] = []
    gap = 0
    for line in lines:
        if _is_blank(line):
            gap += 1
            continue
        if lengths:
            gaps.append(gap)
        lengths.append(line.end - line.first)
        gap = 0
    if len(gaps) < 20:
        return False
    ones = gaps.count(1)
    more = sum(gap > 1 for gap in gaps)
    short = sum(length <= 110 for length in lengths)
    spaced = ones > 0.6 * len(gaps) and more > 0.05 * len(gaps) and ones + more > 0.95 * len(gaps)
    return spaced and short > 0.98 * len(lengths)


def _single_spaced(lines: list[_Line]) -> Iterator[_Line]:
    """The lines without the single empty ones."""
    for index, line in enumerate(lines):
        if _is_blank(line):
            before = index == 0 or _is_blank(lines[index - 1])
            after = index + 1 == len(lines) or _is_blank(lines[index + 1])
            if not (before or after):
                continue
        yield line


def _starts_unit(text: str, line: _Line) -> bool:
    """True when a line inside a paragraph begins with a label of its own."""
    if not _LABEL_START.match(text, line.first, line.end):
        return False
    label = read_label(text[line.first : min(line.end, line.first + 40)].lstrip("*_[").replace("\\", ""))
    return label is not None


def _underlined(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Join a title with its underline where an empty line has come between them."""
    held: Block | None = None
    for block in blocks:
        underline = block.kind == "paragraph" and _DETACHED.fullmatch(text, block.start, block.end)
        if underline and held and held.kind == "paragraph" and "\n" not in text[held.start : held.end]:
            held = replace(held, kind="heading", level=1, end=block.end)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _assemble(text: str, lines: list[_Line], markers: re.Pattern[str]) -> Iterator[Block]:
    block: Block | None = None
    last: _Line | None = None
    after_blank = True
    for line in lines:
        if _is_blank(line):
            if block:
                yield block
            block, last, after_blank = None, None, True
            continue
        if block and last and block.kind != "table":
            underline = _SETEXT.match(text, line.first, line.end)
            short = text.count("\n", block.start, block.end) < MOST_TITLE_LINES
            if underline and short and block.kind != "heading" and line.end - line.first >= 2:
                level = 1 if underline.group()[0] == "=" else 2
                yield replace(block, kind="heading", level=level, end=line.end)
                block, last, after_blank = None, None, False
                continue
            if not _LETTER.search(text, line.first, line.end) and not _RULE.match(text, line.first, line.end):
                block = replace(block, end=line.end, body_end=line.end)
                last = line
                continue
            if _continues(text, block, last, line):
                block = replace(block, end=line.end, body_end=line.end)
                last = line
                continue
        elif block and text[line.first] == "|":
            block = replace(block, end=line.end, body_end=line.end)
            continue
        if block:
            yield block
            after_blank = False
        block = _open(text, line, after_blank, markers)
        last = line
        after_blank = False
        if block.kind in ("heading", "rule"):
            yield block
            block, last = None, None
    if block:
        yield block


def _continues(text: str, block: Block, last: _Line, line: _Line) -> bool:
    """True when ``line`` is a further line of the paragraph or item ``block``."""
    if last.hard_break or text[line.first] == "|":
        return False
    if _ATX.match(text, line.first, line.end) or _RULE.match(text, line.first, line.end):
        return False
    marker = _MARKER.match(text, line.first, line.end)
    if marker and not marker.group()[0].isdecimal() and marker.group()[0] != "–":
        return False
    if block.kind == "item" and line.indent < block.inner and block.indent < line.indent and marker:
        return False
    if block.kind == "item" and block.indent < line.indent and marker and _FIRST.match(marker.group()):
        return False
    if not (marker or _starts_unit(text, line)):
        return not (_is_title_line(text, block, last) and text[line.first].isupper())
    before = text[max(last.first, last.end - 12) : last.end]
    closed = before.endswith(_CLOSED) or bool(_OPEN_WORDS.search(before)) or last.end - last.first < _FULL_LINE
    if not closed and _SUB_CLAUSE.match(text, line.first, line.end):
        closed = not _REFERENCE.search(before)
    return not closed


def _is_title_line(text: str, block: Block, last: _Line) -> bool:
    """True when all of ``block`` so far is a short line such as "2.03 Kept in Confidence"."""
    first = last.start <= block.start
    if not first or block.end - block.start >= _FULL_LINE or text[block.end - 1] in ".:;,":
        return False
    words = text[block.body : block.end].lstrip("*_[").replace("\\", "")
    label = read_label(words)
    return label is not None and label.form in ("dot", "word") and is_title_case(words[label.end :])


def _open(text: str, line: _Line, after_blank: bool, markers: re.Pattern[str]) -> Block:
    """A new block that begins with ``line``."""
    start, end = line.first, line.end
    if text[start] == "|":
        return Block("table", line.mark, end, start, end, line.indent, line.indent, after_blank=after_blank)
    if _RULE.match(text, start, end):
        return Block("rule", line.mark, end, end, end, line.indent, line.indent, after_blank=after_blank)
    body, inner, mark = start, line.indent, ""
    marker = markers.match(text, start, end)
    if marker:
        body, mark = marker.end(), marker.group().rstrip()
        inner = line.indent + body - start
    heading = _ATX.match(text, body, end)
    if heading:
        closing = _ATX_END.search(text, heading.end(), end)
        body_end = closing.start() if closing else end
        return Block(
            "heading", line.mark, end, heading.end(), body_end, line.indent, inner, mark, len(heading[1]), after_blank
        )
    kind: BlockKind = "item" if marker else "paragraph"
    return Block(kind, line.mark, end, body, end, line.indent, inner, mark, 0, after_blank)
