"""The document's own title."""

from ingest.segment.headings import kind_of_title
from ingest.segment.titles import clean_title, is_dated, names_document
from ingest.segment.units import Unit

FIRST_LINES = 6
"""Blocks above the first clause that may be the title of a document without headings."""
LONGEST_LINE = 90
"""Characters of such a line."""


def title_unit_of(root: Unit) -> Unit | None:
    """The unit whose title names the document: its first heading, when no clause comes before it.

    Under a heading that names the site ("Legal") the next one is taken. A document of sections of the first rank that
    prints no title of its own has none.
    """
    for unit in root.children:
        if unit.label is not None or unit.candidate is None or not unit.heading:
            return None
        if names_document(unit.candidate.title.text):
            return unit
        if unit.level == 1 and _is_first_section(unit, root):
            return None
        if unit.level == 1:
            below = unit.children[0] if unit.children else None
            if below and below.candidate and below.label is None and names_document(below.candidate.title.text):
                return below if below.real_heading and len(unit.blocks) == 1 else unit
            return unit
        if kind_of_title(unit.candidate.title.text) is None and (unit.children or unit.blocks[1:]):
            return None
    return None


def _is_first_section(unit: Unit, root: Unit) -> bool:
    """True for the first of several headings of one level that have text of their own."""
    others = [child for child in root.children if child is not unit and child.label is None and child.level == 1]
    told = [block for block in unit.blocks[1:] if block.kind is None and not is_dated(block.head.text)]
    return bool(told and others) and not any(names_document(_words(other)) for other in others)


def _words(unit: Unit) -> str:
    return unit.candidate.title.text if unit.candidate else ""


def title_of(root: Unit, title_unit: Unit | None) -> str:
    """The title as printed; that of a page without headings is its first short line that names a document."""
    if title_unit and title_unit.candidate:
        return title_unit.candidate.title.text
    first = root.blocks or (root.children[0].blocks if root.children else [])
    for candidate in first[:FIRST_LINES]:
        line = candidate.head.text
        closed = len(line) > LONGEST_LINE or not candidate.head.whole or line.endswith((".", ",", ";", ":"))
        if not closed and names_document(line) and not is_dated(line):
            return clean_title(line)
    return ""
