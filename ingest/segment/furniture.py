"""What a page prints around and between the clauses: menus, language pickers, footers, contents lists, summaries.

Found before the tree is built, so that a menu's numbers never look like clauses.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Protocol

from ingest.segment.blocks import Block
from ingest.segment.headings import kind_of_title
from ingest.segment.inline import Head
from ingest.segment.labels import Label, read_label
from ingest.segment.titles import Title, clean_title, is_dated, names_document
from ingest.types import Kind

FEWEST_ENTRIES = 3
"""Lines one after the other that make a contents list."""
MOST_ABOVE = 40
"""Lines above a title that are looked at."""
SHORT = 40
"""Characters of a breadcrumb: "Legal terms"."""
LONGEST_ENTRY = 160
"""Characters of a line that is not a link."""

OPENINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "notes",
        re.compile(
            r"(?:in short|(?:the )?short version|tl;?dr|in (?:plain|simple) (?:english|words|terms|language)|"
            r"plain[- ](?:english|language)(?: summary)?|summary|in a nutshell|basically)\s*[.:–—]",
            re.IGNORECASE,
        ),
    ),
)
"""Kinds that the first words of one block give to that block alone: "Short version: …"."""

_LINK = re.compile(r"!?\[[^\[\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_ANCHOR = re.compile(r"\]\((?:[^()\s]*)#[^()\s]+\)")
_LINKED_ROW = re.compile(r"^[ \t]*\|[ \t]*\[[^\[\]\n]*\]\([^()\s]*#[^()\s]+\)[ \t]*\|", re.MULTILINE)
_SECTION = re.compile(r"\b(?:section|article|part|chapter|clause)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")
_READ = 20_000
"""Characters of a block that are looked at for links."""
_NAVIGATION = re.compile(
    r"(?:skip to (?:main )?content|toggle|menu|search|log ?in|sign (?:in|up)|"
    r"(?:select|choose|change) (?:a |your )?(?:language|country|region)|back to top|accept (?:all )?cookies|"
    r"cookie (?:settings|preferences)|manage (?:cookies|preferences)|we use cookies|"
    r"(?:this|our) (?:web)?site uses cookies|"
    r"all rights reserved|©|print(?:/export)?$|share(?: this)?$|download(?: as)? pdf|page \d+(?: of \d+)?$|"
    r"was this (?:page|article) helpful|retrieved from\b)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\bwe(?:[’']re|[’']ve| are| have| will be)? (?:recently |just |also |soon )?"
    r"(?:updat|chang|revis|amend)(?:ed|ing)\b.{0,60}\b(?:terms|conditions|agreement|policy|policies|notice|statement)\b|"
    r"\b(?:terms|conditions|agreement|policy|notice|statement) (?:will (?:soon )?change|(?:has|have) been updated)\b|"
    r"\bthis is an? (?:old|older|archived|previous) version\b",
    re.IGNORECASE,
)
"""How a notice above a document says that it has changed, or is another version."""
_CLOSED = re.compile(r"[.:;!?,]$")
_SENTENCE = re.compile(r"[^\W_]{2}[^\n]{30,}[.;:!?”\")]$")


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


def kinds_of(text: str, lines: Sequence[Line]) -> dict[int, Kind]:
    """Indexes of the lines that open no clause, and what they are."""
    found: dict[int, Kind] = {
        index: kind for index, line in enumerate(lines) for kind, opening in OPENINGS if opening.match(line.head.text)
    }
    found |= dict.fromkeys(_contents(text, lines), "contents")
    lead = _leading(text, lines)
    found |= _above_title(lines, lead)
    found |= dict.fromkeys((*range(lead), *range(len(lines) - _trailing(text, lines[lead:]), len(lines))), "navigation")
    return found


def is_link_only(text: str, block: Block) -> bool:
    """True when nearly all letters of the block are the words of links."""
    source = text[block.body : min(block.body_end, block.body + _READ)]
    if "](" not in source:
        return False
    outside = len(_LETTER.findall(_SECTION.sub("", _LINK.sub("", source), count=1)))
    inside = sum(len(_LETTER.findall(match.group().partition("](")[0])) for match in _LINK.finditer(source))
    return inside > 0 and outside <= 0.25 * inside


def is_button(text: str, block: Block) -> bool:
    """True for a line that is one link out of the page: "[**Check eligibility**](https://…)"."""
    link = _LINK.fullmatch(text[block.body : block.body_end].strip())
    return (
        link is not None and not _ANCHOR.search(text, block.body, block.body_end) and not link.group().startswith("!")
    )


# --- menus and footers -----------------------------------------------------------------------------------------------


def _leading(text: str, lines: Sequence[Line]) -> int:
    """How many of the first lines are page furniture.

    Everything up to the last line that is nothing but links or says what only furniture says, as long as no heading
    and no sentence of the contract stands before it.
    """
    last = 0
    above = takewhile(lambda line: line.block.kind != "heading", lines)
    for count, line in enumerate(above, 1):
        if is_link_only(text, line.block) or _NAVIGATION.match(line.head.text):
            last = count
        elif _SENTENCE.search(line.head.text) or not line.head.whole or (line.label and line.title.text):
            break
    return last


def _above_title(lines: Sequence[Line], start: int) -> dict[int, Kind]:
    """What stands between the menus of a page and the title of the document: breadcrumbs, and notices of changes."""
    found: dict[int, Kind] = {}
    above = list(takewhile(lambda line: line.block.kind != "heading", lines[:MOST_ABOVE]))
    if len(above) in (len(lines), MOST_ABOVE) or not names_document(lines[len(above)].title.text):
        return found
    announced = any(_CHANGE.search(line.head.text) for line in above)
    for index, line in enumerate(above[start:], start):
        words = line.head.text
        if line.label or is_dated(words) or not _LETTER.search(words):
            continue
        if announced and not names_document(words[:SHORT]) or _CHANGE.search(words):
            found[index] = "notes"
        elif len(words) <= SHORT and not _CLOSED.search(words) and not names_document(words):
            found[index] = "navigation"
    return found


def _trailing(text: str, lines: Sequence[Line]) -> int:
    """How many of the last lines are page furniture: rules, rows of links, a copyright line."""
    count = 0
    for line in reversed(lines):
        links = line.block.kind == "paragraph" and is_link_only(text, line.block)
        if not (links or line.block.kind == "rule" or _NAVIGATION.match(line.head.text)):
            break
        count += 1
    return count


# --- contents lists --------------------------------------------------------------------------------------------------


def _contents(text: str, lines: Sequence[Line]) -> set[int]:
    """Indexes of the entries of contents lists: links into the page, repeated titles, items under "Contents"."""
    titles = {_words(line.title.text) for line in lines if line.block.kind != "item" and line.title.alone}
    found: set[int] = set()
    run: list[int] = []
    below = False
    for index, line in enumerate(lines):
        if line.title.alone and (line.label is None or line.block.kind == "heading"):
            below = kind_of_title(line.title.text) == "contents"
        if _is_entry(text, line, titles) or (below and _is_short_item(line)):
            run.append(index)
            continue
        found.update(run if len(run) >= FEWEST_ENTRIES else ())
        run = []
        if line.block.kind == "table" and _is_contents_table(text, line.block):
            found.add(index)
    found.update(run if len(run) >= FEWEST_ENTRIES else ())
    return found


def _is_contents_table(text: str, block: Block) -> bool:
    """True when most rows begin with a link into the page."""
    rows = text.count("\n", block.body, block.body_end) + 1
    linked = len(_LINKED_ROW.findall(text, block.body, block.body_end))
    return linked >= max(FEWEST_ENTRIES, 0.6 * rows)


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
