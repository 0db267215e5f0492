"""Paragraphs to Markdown: headings by their type, lists by their indent, bold and italic words, everything escaped."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.pdf.paragraphs import BULLET, LABEL
from ingest.readers.pdf.types import BOLD, ITALIC, Column, Line, Paragraph, Placed, Table, needs_space
from ingest.readers.pdf.words import Words, joint

_LARGER = 1.08
"""Of the body's type size: larger type is a heading."""
_LONGEST_HEADING = 240
_LONGEST_BOLD = 140
"""Characters."""
_FURTHER = 1.12
"""Of the usual space between paragraphs: what has more above it is set off."""
_NEAR = 3.0
"""Points."""
_NUMBER = re.compile(r"(\d{1,9})([.)])\s+")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
_ESCAPED = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|(?<!\*)\*(?!\*)|`|~~|<(?=[A-Za-z/!?])|(?<=\])\(|(?<!\w)_(?=\w)|(?<=[^\W_])_(?!\w)|&(?=#?\w+;)|(?<!\S)\#{2,6}(?=\s)"
)
_ESCAPED_START = re.compile(r"[#>|=+-](?=[\s#>|=+-]|\S)|–(?=\s)|_")


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in a document."""

    size: float
    """Of the body's type."""
    style: int
    """Bold or italic, where the body is set in such type."""
    headings: tuple[float, ...]
    """Sizes of headings, the largest first."""
    gap: float
    """The usual space between two paragraphs, baseline to baseline."""


def style_of(paragraphs: Sequence[Paragraph]) -> Style:
    """What most of the letters look like, and the larger sizes of short paragraphs."""
    sizes: Counter[float] = Counter()
    styles: Counter[int] = Counter()
    for paragraph in paragraphs:
        for placed in paragraph.lines:
            for run in placed.line.runs:
                sizes[round(run.size * 2) / 2] += len(run.text)
                styles[run.style & (BOLD | ITALIC)] += len(run.text)
    body = sizes.most_common(1)[0][0] if sizes else 12.0
    usual = styles.most_common(1)[0][0] if styles else 0
    larger = {round(p.size * 2) / 2 for p in paragraphs if _is_large(p, body)}
    gaps = Counter(round(p.gap) for p in paragraphs if p.gap and not p.bold and not _is_large(p, body))
    gap = gaps.most_common(1)[0][0] if gaps else 0
    return Style(body, usual, tuple(sorted(larger, reverse=True)), gap)


def _level(paragraph: Paragraph, style: Style) -> int:
    """Of the heading that a paragraph is; 0 for text."""
    if _is_large(paragraph, style.size):
        return min(6, style.headings.index(round(paragraph.size * 2) / 2) + 1)
    return min(6, len(style.headings) + 1) if _is_set_off(paragraph, style) else 0


def _is_set_off(paragraph: Paragraph, style: Style) -> bool:
    """True for a short bold line with more space above it than other paragraphs have."""
    if style.style & BOLD or not paragraph.bold or len(paragraph.text) > _LONGEST_BOLD or paragraph.indent > _NEAR:
        return False
    return bool(style.gap) and paragraph.gap > _FURTHER * style.gap and not BULLET.match(paragraph.text)


def _is_large(paragraph: Paragraph, body: float) -> bool:
    return paragraph.size >= _LARGER * body and len(paragraph.text) <= _LONGEST_HEADING


def written(blocks: Sequence[Paragraph | Table]) -> str:
    """The Markdown of a document."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    style = style_of(paragraphs)
    words = Words(line.text for block in blocks for line in block.printed)
    lists = _Lists()
    parts: list[str] = []
    for paragraph in blocks:
        if isinstance(paragraph, Table):
            lists.close()
            parts.append(_table(paragraph, words, style.style))
            continue
        if level := _level(paragraph, style):
            lists.close()
            parts.append("#" * level + " " + _inline(paragraph, words, style.style | BOLD))
            continue
        text = _inline(paragraph, words, style.style)
        if text:
            parts.append(lists.place(paragraph, text))
    return "\n\n".join(parts) + "\n"


class _Lists:
    """Open lists, the outermost first: where their markers and their words begin."""

    def __init__(self) -> None:
        self.open: list[tuple[float, float]] = []

    def close(self) -> None:
        self.open.clear()

    def place(self, paragraph: Paragraph, text: str) -> str:
        """The paragraph with its marker and indented."""
        bullet, label = BULLET.match(paragraph.text), LABEL.match(paragraph.text)
        start = paragraph.indent
        while self.open and start < self.open[-1][0] - _NEAR:
            self.open.pop()
        marked = bool(bullet or label)
        if not marked:
            while self.open and start < self.open[-1][1] - _NEAR and start < self.open[-1][0] + _NEAR:
                self.open.pop()
            return "    " * len(self.open) + _started(text)
        words = _words_at(paragraph)
        if self.open and abs(self.open[-1][0] - start) <= _NEAR:
            self.open.pop()
        indent = "    " * len(self.open)
        listed = bool(bullet) or start > _NEAR or words is not None
        if listed:
            self.open.append((start, words if words is not None else start + 12))
        return indent + _marked(text, bool(bullet), listed)


def _words_at(paragraph: Paragraph) -> float | None:
    """Where the words of an item begin, from the left edge; None where they do not stand apart from its marker."""
    hang = paragraph.hang
    if hang is not None:
        return hang if hang > paragraph.indent + _NEAR else None
    runs = paragraph.first.line.runs
    if (
        len(runs) > 1
        and runs[1].x0 - runs[0].x1 > 0.6 * runs[0].size
        and (BULLET.fullmatch(runs[0].text.strip()) or LABEL.fullmatch(runs[0].text.strip()))
    ):
        return runs[1].x0 - paragraph.first.column.left
    return None


def _marked(text: str, bullet: bool, listed: bool) -> str:
    if bullet:
        sign = BULLET.match(text)
        rest = text[sign.end() :] if sign else text
        return f"{text[0]}{rest and '   '}{rest}" if text[0] in "–—" else f"*   {rest}"
    number = _NUMBER.match(text)
    if number and listed:
        return f"{number[1]}{number[2]}".ljust(4) + ("" if len(number[0].strip()) < 4 else " ") + text[number.end() :]
    return _started(text)


def _started(text: str) -> str:
    """``text`` as a paragraph: a number or sign at its start makes no list, heading or rule of it."""
    if number := _NUMBER.match(text):
        return f"{number[1]}\\{number[2]} {text[number.end() :]}"
    return "\\" + text if _ESCAPED_START.match(text) else text


def _inline(paragraph: Paragraph, words: Words, usual: int) -> str:
    """The words of a paragraph with marks for bold and italic type, on one line."""
    pieces = [(escaped(text), style) for text, style in _pieces(paragraph, words)]
    out: list[str] = []
    for text, style in _grouped(pieces):
        bare = text.strip()
        shown = style & ~usual
        if not bare or not any(map(str.isalnum, bare)) or not shown:
            out.append(text)
            continue
        mark = {BOLD: "**", ITALIC: "*", BOLD | ITALIC: "***"}[shown]
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        out.append(f"{lead}{mark}{bare}{mark}{trail}")
    return re.sub(r"\s+", " ", "".join(out)).strip()


def _grouped(pieces: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Neighbours of one style together; white space and lone signs go with what stands before them."""
    held: list[str] = []
    style = -1
    for text, other in pieces:
        if held and other != style and any(map(str.isalnum, text)):
            yield "".join(held), style
            held, style = [], other
        style = other if style < 0 else style
        held.append(text)
    if held:
        yield "".join(held), style


def _pieces(paragraph: Paragraph, words: Words) -> list[tuple[str, int]]:
    pieces: list[tuple[str, int]] = []
    for index, placed in enumerate(paragraph.lines):
        runs = placed.line.runs
        if index:
            before = paragraph.lines[index - 1].line
            cut, between = joint(before.text, placed.line.text, words, before.spaced)
            text, style = pieces[-1]
            pieces[-1] = ((text.rstrip()[:-cut] if cut else text.rstrip()) + between, style)
        for place, run in enumerate(runs):
            gap = " " if place and needs_space(runs[place - 1], run) else ""
            text = unicodedata.normalize("NFC", gap + run.text).translate(_LIGATURES)
            pieces.append((text.lstrip() if index and not place else text, run.style & (BOLD | ITALIC)))
    return pieces


def escaped(text: str) -> str:
    """``text`` with a backslash before what Markdown would read as a mark."""
    return _ESCAPED.sub(lambda found: "&amp;" if found.group() == "&" else "\\" + found.group(), text)


def _table(table: Table, words: Words, usual: int) -> str:
    rows = [[_cell(cell, words, usual) for cell in row] for row in table.rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _cell(cell: Sequence[Line], words: Words, usual: int) -> str:
    nowhere = Column(0, 0)
    return _inline(Paragraph([Placed(line, nowhere, False) for line in cell]), words, usual).replace("|", "\\|")
