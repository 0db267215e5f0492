"""Where the columns of a document begin and end: what tells a full line from one that its author ended."""

from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf.lines import Chunk
from ingest.readers.pdf.types import Column, Table

_TALL = 4
"""Lines from which on a chunk shows how wide its column is."""
_NEAR = 3.0
"""Points by which the edges of one column may differ."""
_FEW = 40
_COMMON = 0.003
"""Share of the lines (at least two of more than ``_FEW``) that must begin at an edge for it to be the left margin."""

Blocks = Sequence[Chunk | Table]


def columns_of(pages: Sequence[Blocks]) -> list[list[Column]]:
    """The column of each block of each page. Left and right pages may have margins of their own."""
    odd, even = (_side([blocks for index, blocks in enumerate(pages) if index % 2 == side]) for side in (0, 1))
    sides = [odd, even] if odd and even and _are_mirrored(odd, even) else [_side(pages)] * 2
    found: list[list[Column]] = []
    narrow = [_narrow(blocks, sides[index % 2]) for index, blocks in enumerate(pages)]
    every = [column for columns in narrow for column in columns]
    for index, blocks in enumerate(pages):
        whole = sides[index % 2] or Column(0, 0)
        columns = [_widened(column, every) for column in narrow[index]]
        found.append([_column(block, columns, whole) for block in blocks])
    return found


def _are_mirrored(odd: Column, even: Column) -> bool:
    """True when both margins of left pages are shifted against those of right pages, by as much."""
    shift = odd.left - even.left
    return abs(shift) > _NEAR and abs(shift - (odd.right - even.right)) < _NEAR


def _lines(block: Chunk | Table) -> Chunk:
    return list(block.lines) if isinstance(block, Table) else block


def _side(pages: Sequence[Blocks]) -> Column | None:
    lines = [line for blocks in pages for block in blocks for line in _lines(block)]
    if not lines:
        return None
    starts = Counter(round(line.x0) for line in lines)
    least = max(1 if len(lines) < _FEW else 2, _COMMON * len(lines))
    common = [x for x in starts if starts[x - 1] + starts[x] + starts[x + 1] >= least]
    left = min(common) if common else min(starts)
    ends = sorted(line.x1 for line in lines)
    exact = [line.x0 for line in lines if abs(line.x0 - left) <= 1]
    return Column(min(exact), ends[max(0, len(ends) - 1 - len(ends) // 200)])


def _narrow(blocks: Blocks, whole: Column | None) -> list[Column]:
    """The columns of a page that has several; none for a page of one."""
    if whole is None:
        return []
    width = whole.right - whole.left
    spans: list[list[float]] = []
    for block in blocks:
        if isinstance(block, Table) or len(block) < _TALL:
            continue
        left, right = min(line.x0 for line in block), max(line.x1 for line in block)
        if right - left > 0.6 * width:
            continue
        for span in spans:
            if left < span[1] and span[0] < right:
                span[0], span[1] = min(span[0], left), max(span[1], right)
                break
        else:
            spans.append([left, right])
    columns = [Column(left, right) for left, right in sorted(spans) if right - left > 0.15 * width]
    return columns if len(columns) > 1 else []


def _widened(column: Column, every: Sequence[Column]) -> Column:
    """The column with the edges it has on any page: a page of a nested list shows only how far that is indented."""
    alike = [other for other in every if other.left < column.right - _NEAR and column.left + _NEAR < other.right]
    return Column(min(other.left for other in alike), max(other.right for other in alike))


def _column(block: Chunk | Table, columns: Sequence[Column], whole: Column) -> Column:
    lines = _lines(block)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for column in columns:
        if column.left - _NEAR <= left and right <= column.right + _NEAR:
            return column
    return whole
