"""Contents lists: lines that repeat the titles of the document or link to places in it."""

import re
from collections.abc import Sequence
from typing import Protocol

from ingest.segment.blocks import Block
from ingest.segment.inline import Head
from ingest.segment.labels import Label, read_label
from ingest.segment.titles import Title, clean_title

FEWEST_ENTRIES = 3
"""Lines one after the other that make a contents list."""
LONGEST_ENTRY = 160
"""Characters of a line that is not a link."""

_LINK = re.compile(r"!?\[[^\[\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_ANCHOR = re.compile(r"\]\((?:[^()\s]*)#[^()\s]+\)")
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
    outside = len(_LETTER.findall(_LINK.sub("", source)))
    inside = sum(len(_LETTER.findall(match.group().partition("](")[0])) for match in _LINK.finditer(source))
    return inside > 0 and outside <= 0.25 * inside


def contents_entries(text: str, lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that are entries of a contents list."""
    titles = {_words(line.title.text) for line in lines if line.block.kind != "item" and line.title.alone}
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate((*lines, None)):
        if line is not None and line.block.kind == "table":
            if len(_ANCHOR.findall(text, line.block.body, line.block.body_end)) >= FEWEST_ENTRIES:
                found.add(index)
        if line is not None and line.block.kind in ("item", "paragraph") and _is_entry(text, line, titles):
            run.append(index)
            continue
        if len(run) >= FEWEST_ENTRIES:
            found.update(run)
        run = []
    return found


def _is_entry(text: str, line: Line, titles: set[str]) -> bool:
    if is_link_only(text, line.block):
        return bool(_ANCHOR.search(text, line.block.body, line.block.body_end)) or _words(_after_label(line)) in titles
    if line.block.kind != "item" or not line.head.whole or len(line.head.text) > LONGEST_ENTRY:
        return False
    return _words(_after_label(line)) in titles


def _after_label(line: Line) -> str:
    label = read_label(line.head.text)
    return line.head.text[label.end :] if label else line.head.text


def _words(title: str) -> str:
    return clean_title(title).casefold()
