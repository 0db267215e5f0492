"""What only a whole document tells: numbers without a stop before its titles, titles in plain type before its clauses.

One such line may be anything ("30 days", "Larkspan Inc. is"); several alike are the author's way of writing.
"""

import re
from collections.abc import Sequence

from ingest.segment.furniture import Line
from ingest.segment.labels import Label, readings_of
from ingest.segment.titles import Title, run_in_title

FEWEST = 3
"""Lines of one sort that make a habit."""
FEWEST_TITLES = 6
"""The same for titles in plain type, which a sentence of few words resembles."""

_BARE = re.compile(r"(?P<text>\d{1,2})[ \u00a0]+(?=[^\W\d_])")


def bare_labels(lines: Sequence[Line]) -> dict[int, Label]:
    """Labels of headings such as "2 Fees", by index: they count from 1 up, and no heading is numbered otherwise."""
    found: dict[int, Label] = {}
    for index, line in enumerate(lines):
        if line.block.kind != "heading":
            continue
        if line.label is not None and not line.label.absolute:
            return {}
        if line.label is None and (match := _BARE.match(line.head.text)):
            found[index] = Label(match["text"], "bare", readings_of(match["text"]), match.end())
    values = [label.readings[0].value for label in found.values()]
    return found if len(values) >= FEWEST and values == list(range(1, len(values) + 1)) else {}


def plain_titles(lines: Sequence[Line]) -> dict[int, Title]:
    """Titles such as "Governing Law. The law of Spain applies." of paragraphs, by index.

    Only in documents without numbered titles: the others name their clauses there.
    """
    found: dict[int, Title] = {}
    if any(line.label is not None and line.title.text for line in lines):
        return found
    for index, line in enumerate(lines):
        if line.block.kind == "paragraph" and line.label is None and not line.title.text:
            title = run_in_title(line.head.text)
            if title is not None:
                found[index] = title
    return found if len(found) >= FEWEST_TITLES else {}
