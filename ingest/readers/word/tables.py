"""Tables: rows of data as a Markdown table; tables that only lay the page out as the blocks they hold.

Contracts are often set in a table without lines: the numbers in the first column, the clauses in the second, or all of
it in one box. Read as rows, their clauses would have no labels.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from ingest.readers.word.xml import Element, W, child, number, switch, value

WIDEST = 60
"""Columns of a row that are kept apart; Word allows 63."""
_LABEL = re.compile(r"(?:\(?[0-9A-Za-z]{1,4}[.)]|\d{1,3}(?:\.\d{1,3})+\.?)$")
_Test = Callable[[Element], bool]
"""Says something of a paragraph."""
_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table."""
    return _inside(table, "tr")


def cells(row: Element) -> list[Element]:
    """The cells of a row."""
    return list(_inside(row, "tc"))


def _inside(parent: Element, name: str) -> Iterator[Element]:
    for element in parent.iterchildren("*"):
        if element.tag == W + name:
            yield element
        elif element.tag.startswith(W) and element.tag[len(W) :] in _TRANSPARENT:
            yield from _inside(element, name)


def is_layout(table: Sequence[Sequence[Element]], heading: _Test, numbered: _Test) -> bool:
    """Whether a table only lays the page out: one column, clauses or headings in its cells, or labels before them."""
    if max(map(len, table), default=0) <= 1:
        return True
    paragraphs = [[list(cell.iterchildren(W + "p")) for cell in row] for row in table]
    if any(heading(paragraph) for row in paragraphs for cell in row for paragraph in cell):
        return True
    if any(sum(map(numbered, cell)) > 1 for row in paragraphs for cell in row):
        return True
    labelled = sum(len(row) > 1 and _holds_label(row[0], numbered) for row in paragraphs)
    return labelled >= 2 and 2 * labelled >= len(table)


def is_label(text: str) -> bool:
    """True for "1.", "(a)", "10.4" and nothing else."""
    return bool(_LABEL.fullmatch(text))


def words(element: Element) -> str:
    """All words in an element, whatever they look like."""
    return "".join(at.text or "" for at in element.iter(W + "t"))


def _holds_label(cell: Sequence[Element], numbered: _Test) -> bool:
    text = "".join(map(words, cell)).strip()
    return is_label(text) or (not text and any(map(numbered, cell)))


def grid(texts: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as the lines of a Markdown table, the first as its head; rows without words are left out."""
    full = [row for row in texts if any(row)]
    if not full:
        return []
    width = min(max(map(len, full)), WIDEST)
    lines = [f"| {' | '.join(_exactly(row, width))} |" for row in full]
    return [lines[0], "|" + " --- |" * width, *lines[1:]]


def _exactly(row: Sequence[str], width: int) -> list[str]:
    """``row`` with ``width`` cells; what is too much goes into the last one."""
    if len(row) > width:
        return [*row[: width - 1], "<br>".join(row[width - 1 :])]
    return [*row, *[""] * (width - len(row))]


def columns(cell: Element) -> int:
    """How many columns a cell is wide."""
    span = number(value(child(cell, "tcPr"), "gridSpan")) or 1
    return min(max(span, 1), WIDEST)


def is_continued(cell: Element) -> bool:
    """True for the lower cells of one that runs over several rows: they are empty on the page."""
    merge = child(child(cell, "tcPr"), "vMerge")
    return merge is not None and value(merge) in (None, "continue")


def is_deleted(row: Element) -> bool:
    """True for a row that was deleted with changes tracked."""
    return child(child(row, "trPr"), "del") is not None


def is_hidden(row: Element) -> bool:
    """True for a row that Word does not show."""
    return bool(switch(child(row, "trPr"), "hidden"))
