"""The document's own title."""

import re

from ingest.segment.tree import Unit

_DOCUMENT = re.compile(
    r"\b(?:terms|conditions|agreement|policy|policies|notice|contract|statement|license|licence|eula|guidelines|rules)\b",
    re.IGNORECASE,
)


def title_unit_of(root: Unit) -> Unit | None:
    """The unit whose title names the document: its first heading, when no clause comes before it."""
    for unit in root.children:
        if unit.label is not None or unit.candidate is None:
            return None
        if unit.heading and (unit.level == 1 or _DOCUMENT.search(unit.candidate.title.text)):
            return unit
        if unit.level == 1:
            return unit
    return None
