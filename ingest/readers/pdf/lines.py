"""Runs of letters to lines, and lines to the order in which a person reads them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.readers.pdf.types import Line, Run, Table

WIDE = 2.0
"""Of the type size: a gap on a line that is wider stands between columns or cells."""
_MARKER = re.compile(r"\s*(?:[•●▪◦‣⁃∙■□➢✓·o–—*-]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlcIVXLC]{1,7})[.):]{1,2}"
                     r"|\d{1,3}(?:\.\d{1,3})+|(?i:section|article|clause)\s+[\dIVX.]+[.:]?)\s*")  # fmt: skip
_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,6})[.)]")
_LONGEST_CELL = 15
"""Lines; what stands beside each other and is longer is two columns of text."""
_ALIGNED = 5.0
"""Points by which the cells of a column may begin apart."""

Chunk = list[Line]
"""Lines one below the other."""


def lines_of(runs: Iterable[Run], page: int) -> list[Line]:
    """The lines of a page, in the order in which they were printed."""
    lines: list[list[Run]] = []
    for run in runs:
        if lines and _goes_on(lines[-1], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [Line(tuple(_raised(line)), page) for line in lines]


def _begins_anew(marker: Run, run: Run) -> bool:
    return run.text[:1].isalpha() or run.style != marker.style


def _goes_on(line: list[Run], run: Run) -> bool:
    last = line[-1]
    size = max(run.size, max(part.size for part in line[-4:]))
    if abs(run.y - last.y) > 0.25 * size and abs(run.y - line[0].y) > 0.25 * size:
        small = min(run.size, last.size) < 0.85 * size
        if not small or abs(run.y - last.y) > 0.6 * size:
            return False
    if run.x0 < last.x1 - 0.5 * size:
        return False
    marker = len(line) <= 3 and bool(_MARKER.fullmatch("".join(part.text for part in line)))
    return run.x0 - last.x1 <= (6 if marker else WIDE) * size


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _raised(line: list[Run]) -> list[Run]:
    """The runs of a line with raised numbers (of footnotes) written as such."""
    size = max(run.size for run in line)
    base = next(run.y for run in line if run.size == size)
    if len(line) > 1 and _NUMBER.fullmatch(line[0].text) and _begins_anew(line[0], line[1]):
        line[0] = replace(line[0], text=line[0].text + " ")  # printed apart, though not by much
    return [
        replace(run, text=run.text.translate(_RAISED))
        if run.size < 0.85 * size and run.y - base > 0.15 * size and run.text.strip().isdecimal()
        else run
        for run in line
    ]


def ordered(lines: Sequence[Line]) -> list[Chunk | Table]:
    """The lines of a page in reading order; cells that stand beside each other in several rows are a table."""
    blocks: list[Chunk | Table] = []
    for block in _tabled(_chunks(lines)):
        top, bottom, left, right = _extent(block)
        place = len(blocks)
        for index, other in enumerate(blocks):
            other_top, other_bottom, other_left, other_right = _extent(other)
            above = bottom > other_top and left < other_right and other_left < right
            beside = right <= other_left and min(top, other_top) - max(bottom, other_bottom) > 0
            if above or beside:
                place = index
                break
        blocks.insert(place, block)
    return blocks


def _extent(block: Chunk | Table) -> tuple[float, float, float, float]:
    lines = block.lines if isinstance(block, Table) else block
    return (
        max(line.y for line in lines),
        min(line.y for line in lines),
        min(line.x0 for line in lines),
        max(line.x1 for line in lines),
    )


def _chunks(lines: Sequence[Line]) -> list[Chunk]:
    """Lines that were printed one below the other, without a change of column."""
    chunks: list[Chunk] = []
    for line in lines:
        last = chunks[-1][-1] if chunks else None
        if last and line.y < last.y and line.x0 < last.x1 and last.x0 < line.x1:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def _tabled(chunks: list[Chunk]) -> Iterator[Chunk | Table]:
    """The chunks with tables found and lines that only have a wide gap in them put together again."""
    rows = list(_rows(chunks))
    index = 0
    while index < len(rows):
        end = index
        if len(rows[index]) > 1:
            while end < len(rows) and len(rows[end]) > 1 and _fits(rows[index], rows[end]):
                end += 1
        if end - index >= 2:
            cells = [[" ".join(line.text for line in cell) for cell in row] for row in rows[index:end]]
            inside = tuple(line for row in rows[index:end] for cell in row for line in cell)
            yield Table(tuple(map(tuple, cells)), inside)
            index = end
            continue
        row = rows[index]
        if len(row) > 1 and all(len(cell) == 1 for cell in row):
            yield [Line(tuple(run for cell in row for run in cell[0].runs), row[0][0].page)]
        else:
            yield from row
        index += 1


def _rows(chunks: list[Chunk]) -> Iterator[list[Chunk]]:
    """Chunks whose first lines stand on one baseline, from left to right; any other chunk alone.

    A chunk in which something follows the last cell is cut where the next row begins.
    """
    row: list[Chunk] = []
    for chunk in chunks:
        top = chunk[0]
        if row and abs(top.y - row[0][0].y) <= 2 and top.x0 >= row[-1][0].x1 - 1 and len(chunk) <= _LONGEST_CELL:
            row.append(chunk)
            continue
        if row:
            yield row
        row = [chunk]
    if row:
        yield row


def _fits(first: list[Chunk], row: list[Chunk]) -> bool:
    """True when the cells of two rows begin at the same places."""
    starts = [cell[0].x0 for cell in first]
    return len(first) == len(row) and all(
        abs(cell[0].x0 - start) <= _ALIGNED for cell, start in zip(row, starts, strict=True)
    )


def merged(chunks: Sequence[Chunk | Table]) -> Iterator[tuple[Chunk | Table, bool]]:
    """Each block, and whether it stands beside or above the one before instead of below it."""
    before: Chunk | Table | None = None
    for block in chunks:
        jump = before is None
        if before is not None:
            jump = _extent(block)[0] >= _extent(before)[1]
        yield block, jump
        before = block
