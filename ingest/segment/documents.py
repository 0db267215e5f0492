"""The document's own title."""

from ingest.segment.titles import clean_title, is_dated, names_document
from ingest.segment.tree import Unit

FIRST_LINES = 6
"""Blocks above the first clause that may be the title of a document without headings."""
LONGEST_LINE = 90
"""Characters of such a line."""


def title_unit_of(root: Unit) -> Unit | None:
    """The unit whose title names the document: its first heading, when no clause comes before it.

    Under a heading that names the site ("Legal") the next one is taken.
    """
    for unit in root.children:
        if unit.label is not None or unit.candidate is None or not unit.heading:
            return None
        if names_document(unit.candidate.title.text):
            return unit
        if unit.level == 1:
            below = unit.children[0] if unit.children else None
            if below and below.candidate and below.label is None and names_document(below.candidate.title.text):
                return below if below.real_heading and len(unit.blocks) == 1 else unit
            return unit
    return None


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
