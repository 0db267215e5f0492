"""A stored source text → blocks to be shown: headings, paragraphs, list items and rows of tables, each with its place.

Not a Markdown parser: it knows what converted web pages contain, keeps every offset, never looks ahead and cannot
fail. What is hidden in the text must be blanked out before (``ingest.blank_out``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest import Span

BlockKind = Literal["heading", "text", "item", "row"]

LONGEST = 20_000
"""Characters of source in one block; a longer paragraph is shown as several."""
SHEET = 400_000
"""Characters of source, about, that are sent to a browser at once: all but a few of the longest documents."""
DEEPEST = 6
"""Levels of lists that are told apart."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_LEAD = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff>]*")
_HEADING = re.compile(r"(#{1,6})(?=[ \t\u00a0])")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*$")
_RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\s*$")
_ITEM = re.compile(r"(?:[*+\-•·‣▪◦●○■–]|\d{1,9}[.)])(?=[ \t\u00a0])")
_ROW_RULE = re.compile(r"[|\s:+=-]*$")
_BAR = re.compile(r"\\.|\|")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines that is shown together."""

    kind: BlockKind
    start: int
    end: int
    """Both in characters of the source."""
    level: int = 0
    """Of a heading 1 to 6; of an item, and of what belongs to one, how deep it stands in lists; else 0."""
    cells: tuple[Span, ...] = ()
    """Of a row."""
    head: bool = False
    """Whether a row is the head of its table."""


def blocks(text: str, breaks: Sequence[int] = ()) -> list[Block]:
    """The blocks of a text in order; one begins at each of the offsets ``breaks`` where a line begins there."""
    made: list[Block] = []
    starts, indents = frozenset(breaks), list[int]()
    open_ = False  # whether the next line of words belongs to the last block
    for line in _LINE.finditer(text):
        first = _LEAD.match(text, line.start(), line.end()).end()  # type: ignore[union-attr]  # matches anywhere
        end = line.start() + len(line.group().rstrip())
        if first >= end:
            open_ = False
            continue
        indent = len(text[line.start() : first].expandtabs(4).rstrip("\n"))
        words = text[first:end]
        if open_ and made[-1].kind == "text" and not made[-1].level and _UNDERLINE.match(words):
            made[-1] = replace(made[-1], kind="heading", level=1 if words[0] == "=" else 2)
            open_ = False
        elif _RULE.match(words):
            open_ = False
        elif heading := _HEADING.match(words):
            made.append(Block("heading", line.start(), end, len(heading[1])))
            indents, open_ = [], False
        elif words[0] == "|":
            if _ROW_RULE.match(words):
                if made and made[-1].kind == "row":
                    made[-1] = replace(made[-1], head=len(made) < 2 or made[-2].kind != "row")
            else:
                made.append(Block("row", first, end, cells=tuple(_cells(text, first, end))))
            open_ = False
        elif _ITEM.match(words):
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            made.append(Block("item", line.start(), end, min(len(indents), DEEPEST)))
            open_ = True
        elif open_ and first not in starts:
            made[-1] = replace(made[-1], end=end)
        else:
            while indents and indents[-1] >= indent:
                indents.pop()
            made.append(Block("text", line.start(), end, min(len(indents), DEEPEST)))
            open_ = True
    return [piece for block in made for piece in _pieces(text, block)]


def sheets(made: Sequence[Block]) -> list[range]:
    """Which blocks are sent together: a long document goes to the browser sheet by sheet."""
    cuts, room = [0], SHEET
    for index, block in enumerate(made):
        room -= block.end - block.start
        if room < 0 and index > cuts[-1]:
            cuts.append(index)
            room = SHEET - (block.end - block.start)
    return [range(low, high) for low, high in zip(cuts, [*cuts[1:], len(made)], strict=True)]


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """What stands between the bars of a row."""
    bars = [bar.start() for bar in _BAR.finditer(text, start, end) if bar.group() == "|"]
    closed = bars if bars[-1] == end - 1 and len(bars) > 1 else [*bars, end]
    for low, high in zip(closed, closed[1:], strict=False):
        yield Span(low + 1, high)


def _pieces(text: str, block: Block) -> Iterator[Block]:
    """The block, in pieces where it is too long for one."""
    at = block.start
    while block.end - at > LONGEST and block.kind != "row":
        space = text.rfind(" ", at + LONGEST // 2, at + LONGEST)
        cut = space if space > 0 else at + LONGEST
        yield replace(block, start=at, end=cut)
        block = replace(block, kind="text")  # its marker stands before the first piece
        at = cut
    yield replace(block, start=at)
