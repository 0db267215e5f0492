"""Tables: rows and cells as a person sees them, or a layout that is no table at all."""

from collections.abc import Callable

from ingest.readers.html.tree import BLOCKS, HEADINGS, Element, walk

_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_MOST_COLUMNS = 60
_LONG_CELL = 150
"""Words; cells of data are shorter, columns of a contract longer."""


def rows_of(table: Element) -> list[list[Element]]:
    """The cells of each row; rows of an inner table are not the outer one's."""
    found: list[list[Element]] = []
    todo = list(reversed(table.elements()))
    while todo:
        element = todo.pop()
        if element.tag == "tr":
            found.append([cell for cell in element.elements() if cell.tag in _CELLS])
        elif element.tag in _ROW_GROUPS:
            todo.extend(reversed(element.elements()))
    return [row for row in found if row]


def is_layout(table: Element) -> bool:
    """Whether the table only places things on the page: its cells are read one after the other."""
    if table.get("role") in ("presentation", "none"):
        return True
    rows = rows_of(table)
    if max((len(row) for row in rows), default=0) <= 1:
        return True
    for row in rows:
        for cell in row:
            inner = [part.tag for part in walk(cell)]
            if "table" in inner or (cell.tag == "td" and any(tag in HEADINGS for tag in inner)):
                return True
            words = sum(len(child.split()) for part in walk(cell) for child in part.children if isinstance(child, str))
            if words > _LONG_CELL and sum(tag in BLOCKS for tag in inner) > 3:
                return True
    return _holds_loose_text(table)


def _holds_loose_text(table: Element) -> bool:
    """Text that stands in no cell would be lost in a table."""
    for part in [table, *(e for e in table.elements() if e.tag in _ROW_GROUPS)]:
        for child in part.children:
            if isinstance(child, str):
                if child.strip():
                    return True
            elif child.tag not in _ROW_GROUPS and child.tag not in ("tr", "caption", "colgroup", "col"):
                return True
    return any(
        (isinstance(child, str) and child.strip()) or (isinstance(child, Element) and child.tag not in _CELLS)
        for row in walk(table)
        if row.tag == "tr"
        for child in row.children
    )


def written(rows: list[list[Element]], cell: Callable[[Element], str]) -> list[str]:
    """A table of Markdown; the first row is its head, an empty one where the page marks none."""
    width = min(max((len(row) for row in rows), default=0), _MOST_COLUMNS)
    if not width:
        return []
    lines: list[str] = []
    headed = all(part.tag == "th" for part in rows[0]) or (rows[0][0].parent is not None and _in_head(rows[0][0]))
    if not headed:
        lines.append("|" + "     |" * width)
    else:
        lines.append(_row([cell(part) for part in rows[0]], width))
    lines.append("|" + " --- |" * width)
    lines += [_row([cell(part) for part in row], width) for row in rows[headed:]]
    return ["\n".join(lines)]


def _in_head(cell: Element) -> bool:
    row = cell.parent
    return row is not None and row.parent is not None and row.parent.tag == "thead"


def _row(cells: list[str], width: int) -> str:
    first, rest = cells[: width - 1], cells[width - 1 :]
    padded = [*first, " <br>".join(rest)] + [""] * (width - len(cells))
    return "| " + " | ".join(text.replace("|", "\\|") for text in padded[:width]) + " |"
