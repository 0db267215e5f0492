"""Runs of letters to lines, and lines to the order in which a person reads them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from ingest.readers.pdf.types import Line, Run, Table

WIDE = 2.0
"""Of the type size: a gap on a line that is wider stands between columns or cells."""
_MARKER = re.compile(r"\s*(?:[•●▪◦‣⁃∙■□➢✓·o–—*-]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlcIVXLC]{1,7})[.):]{1,2}"
                     r"|\d{1,3}(?:\.\d{1,3})+|(?i:section|article|clause)\s+[\dIVX.]+[.:]?)\s*")  # fmt: skip
_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,6})[.)]")
_WIDER = 1.4
"""Of the usual distance of two lines of a page: a wider one ends a cell, if it is one."""
_DOUBLE = 2.4
"""Of the type size: the distance of lines in double spacing."""
_LONGEST_CELL = 15
"""Lines; what stands beside each other and is longer is two columns of text."""

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
    """True for the words after a marker that was printed by itself, however near."""
    if run.text[:1].isspace() or run.text[:1].isdigit():
        return run.style != marker.style
    apart = run.style != marker.style or run.x0 - marker.x1 > 0.05 * run.size
    return apart or (marker.text.strip("( .)").isdecimal() and not run.text[:1].islower())


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
    lines = _lines(block)
    return (
        max(line.y for line in lines),
        min(line.y for line in lines),
        min(line.x0 for line in lines),
        max(line.x1 for line in lines),
    )


def _chunks(lines: Sequence[Line]) -> list[Chunk]:
    """Lines that were printed one below the other, without a change of column or a wide space between them."""
    gaps = [above.y - below.y for above, below in zip(lines, lines[1:], strict=False) if above.y > below.y]
    usual = median(gaps) if gaps else 0.0
    chunks: list[Chunk] = []
    for line in lines:
        last = chunks[-1][-1] if chunks else None
        below = last and 0 < last.y - line.y <= _WIDER * max(line.size, min(usual, _DOUBLE * line.size))
        if last and below and line.x0 < last.x1 and last.x0 < line.x1:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def _tabled(chunks: list[Chunk]) -> Iterator[Chunk | Table]:
    """The chunks, those that stand beside each other as rows of a table; ``settled`` decides whether it is one."""
    row: list[Chunk] = []
    table: Table | None = None
    for chunk in [*chunks, []]:
        if row and chunk and _is_beside(row, chunk):
            row.append(chunk)
            continue
        if len(row) > 1:
            one = Table((tuple(tuple(cell) for cell in row),))
            both = together(table, one) if table else None
            if table and both is None:
                yield table
            table = both or one
        else:
            if table:
                yield table
            table = None
            if row:
                yield row[0]
        row = [chunk]
    if table:
        yield table


def _is_beside(row: list[Chunk], chunk: Chunk) -> bool:
    if max(len(chunk), len(row[-1])) > _LONGEST_CELL or chunk[0].x0 < max(line.x1 for line in row[-1]) - 1:
        return False
    lines = [line for cell in row for line in cell]
    near = 0.5 * chunk[0].size
    return chunk[0].y > min(line.y for line in lines) - near and chunk[-1].y < max(line.y for line in lines) + near


def together(one: Table, other: Table) -> Table | None:
    """Both as one table, without a head that is printed again; None when their columns do not match."""
    if len(one.spans) != len(other.spans):
        return None
    spans = [(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(one.spans, other.spans, strict=True)]
    apart = all(left[1] <= right[0] + 1 for left, right in zip(spans, spans[1:], strict=False))
    if not apart or not all(a[0] < b[1] and b[0] < a[1] for a, b in zip(one.spans, other.spans, strict=True)):
        return None
    rows = other.rows[1:] if other.words[0] == one.words[0] else other.rows
    return Table(one.rows + rows)


def settled(blocks: Iterable[Chunk | Table]) -> Iterator[Chunk | Table]:
    """The blocks with tables that go on put together; what stands beside each other only once is no table."""
    held: Table | None = None
    for block in blocks:
        if held and isinstance(block, Table) and (both := together(held, block)):
            held = both
            continue
        if held:
            yield from _dissolved(held)
        held = block if isinstance(block, Table) else None
        if not isinstance(block, Table):
            yield block
    if held:
        yield from _dissolved(held)


def _dissolved(table: Table) -> Iterator[Chunk | Table]:
    if len(table.rows) > 1:
        yield table
        return
    cells = table.rows[0]
    if all(len(cell) == 1 for cell in cells):
        yield [Line(tuple(run for cell in cells for run in cell[0].runs), cells[0][0].page)]
    else:
        yield from map(list, cells)


def jumps(before: Chunk | Table | None, block: Chunk | Table) -> bool:
    """Whether a block stands beside or above the one before, or on another page, instead of below it."""
    if before is None or _lines(before)[-1].page != _lines(block)[0].page:
        return True
    return _extent(block)[0] >= _extent(before)[1]


def _lines(block: Chunk | Table) -> Sequence[Line]:
    return block.lines if isinstance(block, Table) else block
