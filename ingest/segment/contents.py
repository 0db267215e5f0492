"""Contents lists: lines that repeat the titles of the document or link to places in it."""

import re
from collections.abc import Sequence
from typing import Protocol

from ingest.segment.blocks import Block
from ingest.segment.headings import kind_of_title
from ingest.segment.inline import Head
from ingest.segment.labels import Label, read_label
from ingest.segment.titles import Title, clean_title

FEWEST_ENTRIES = 3
"""Lines one after the other that make a contents list."""
LONGEST_ENTRY = 160
"""Characters of a line that is not a link."""

_LINK = re.compile(r"!?\[[^\[\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_ANCHOR = re.compile(r"\]\((?:[^()\s]*)#[^()\s]+\)")
_SECTION = re.compile(r"\b(?:section|article|part|chapter|clause)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")
_READ = 20_000
"""Characters of a block that are looked at for links."""


class Line(Protocol):
    """What is known of a block here."""

    @property
    def block(self) -> Block: ...
    @property
    def head(self) -> Head: ...
    @property
    def label(self) -> Label | None: ...
    @property
    def title(self) -> Title: ...


def is_link_only(text: str, block: Block) -> bool:
    """True when nearly all letters of the block are the words of links."""
    source = text[block.body : min(block.body_end, block.body + _READ)]
    if "](" not in source:
        return False
    outside = len(_LETTER.findall(_SECTION.sub("", _LINK.sub("", source), count=1)))
    inside = sum(len(_LETTER.findall(match.group().partition("](")[0])) for match in _LINK.finditer(source))
    return inside > 0 and outside <= 0.25 * inside


def contents_entries(text: str, lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that are entries of a contents list."""
    titles = {_words(line.title.text) for line in lines if line.block.kind != "item" and line.title.alone}
    found: set[int] = set()
    run: list[int] = []
    below = False
    for index, line in enumerate(lines):
        if line.title.alone and line.label is None:
            below = kind_of_title(line.title.text) == "contents"
        if _is_entry(text, line, titles) or (below and _is_short_item(line)):
            run.append(index)
            continue
        found.update(run if len(run) >= FEWEST_ENTRIES else ())
        run = []
        if (
            line.block.kind == "table"
            and len(_ANCHOR.findall(text, line.block.body, line.block.body_end)) >= FEWEST_ENTRIES
        ):
            found.add(index)
    found.update(run if len(run) >= FEWEST_ENTRIES else ())
    return found


def _is_short_item(line: Line) -> bool:
    return line.block.kind == "item" and len(line.head.text) <= LONGEST_ENTRY


def _is_entry(text: str, line: Line, titles: set[str]) -> bool:
    if line.block.kind not in ("item", "paragraph"):
        return False
    if is_link_only(text, line.block):
        return bool(_ANCHOR.search(text, line.block.body, line.block.body_end)) or _words(_after_label(line)) in titles
    return _is_short_item(line) and line.head.whole and _words(_after_label(line)) in titles


def _after_label(line: Line) -> str:
    label = read_label(line.head.text)
    return line.head.text[label.end :] if label else line.head.text


def _words(title: str) -> str:
    return clean_title(title).casefold()
