"""The grammar of a reference: the words that point ("Section", "§", "clause") and the labels behind them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ingest.segment.flat import Flat

MOST = 20_000
"""Words that point, read in one document; the longest of the corpus has about 1,500."""
GAP = r"[ ]*+(?:\n[ ]*+)?"
"""White space inside of a sentence."""
ANNEXES = ("exhibit", "annex", "appendix", "schedule", "attachment", "addendum", "part", "chapter")
"""What stands for an agreement of its own rather than for a clause."""
_BRACKETS = r"\((?:\d{1,2}|[a-zA-Z]{1,2}|[ivxIVX]{1,5})\)"
LABEL = (
    r"(?:(?:\d{1,3}(?:\.\d{1,3}){0,6}[a-zA-Z]?|[A-Z]{1,2}[.-]?\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLC]{1,6}|[A-Z])"
    r"(?:\.(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})(?!\w)){0,6}(?![\w’'%]|[-/]\d|\.\d)"
    rf"(?:{GAP}{_BRACKETS}){{0,6}}"
    rf"|{_BRACKETS}(?:[ ]?{_BRACKETS}){{0,6}})(?!\w)"
)
"""A label in every form: 27.2(1), 4(b)(ii), A.1, II.G, 9.3.2, (a)."""
AFTER_WORD = re.compile(rf"(?:(?<=[§.])|(?=[ \n(])){GAP}(?P<label>{LABEL})")
"""The label behind a word that points: after white space, but for signs and brackets."""

_SINGULAR = {
    **dict.fromkeys(
        ("section", "sections", "sec", "secs", "§", "§§", "abschnitt", "abschnitte", "abschnitten"), "section"
    ),
    **dict.fromkeys(("paragraph", "paragraphs", "para", "paras"), "paragraph"),
    **dict.fromkeys(("subsection", "subsections"), "subsection"),
    **dict.fromkeys(("subparagraph", "subparagraphs"), "subparagraph"),
    **dict.fromkeys(("subclause", "subclauses"), "subclause"),
    **dict.fromkeys(("clause", "clauses", "ziffer", "ziffern"), "clause"),
    **dict.fromkeys(("article", "articles", "art", "arts", "artikel", "artikeln"), "article"),
    **dict.fromkeys(("exhibit", "exhibits"), "exhibit"),
    **dict.fromkeys(("annex", "annexes"), "annex"),
    **dict.fromkeys(("appendix", "appendices"), "appendix"),
    **dict.fromkeys(("schedule", "schedules"), "schedule"),
    **dict.fromkeys(("attachment", "attachments"), "attachment"),
    **dict.fromkeys(("addendum", "addenda"), "addendum"),
    **dict.fromkeys(("part", "parts"), "part"),
    **dict.fromkeys(("chapter", "chapters"), "chapter"),
    **dict.fromkeys(("item", "items"), "item"),
}
"""Every word that points, in lower case, with the one that stands for it."""
_SPELLINGS = frozenset(form for word in _SINGULAR for form in (word, word.capitalize(), word.upper()))
_SHORT = frozenset(("sec", "secs", "art", "arts", "para", "paras"))
_INNER = frozenset(("section", "paragraph", "clause"))
_THIS = re.compile(r"(?<![\w-])(?:this|these)\s+$", re.IGNORECASE)
_WORD = re.compile(r"(?P<word>" + "|".join(sorted(_SINGULAR, key=len, reverse=True)) + r")(?![\w-])\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that points; positions in the flat text."""

    word: str
    """In the singular and lower case: "section" for "Sections" and "§§"."""
    printed: str
    this: bool
    """True with "this" in front of it, which ``start`` includes."""
    start: int
    word_start: int
    word_end: int
    index: int
    """Which of the words of the text it is."""


def pointers_in(flat: Flat) -> tuple[Pointer, ...]:
    """Every word that can point, in order; at most ``MOST``."""
    return tuple(islice(_pointers(flat), MOST))


def _pointers(flat: Flat) -> Iterator[Pointer]:
    text = flat.text
    for index, printed in enumerate(flat.words):
        if printed not in _SPELLINGS:
            continue
        start = flat.starts[index]
        end = start + len(printed)
        lower = printed.lower()
        word = _SINGULAR[lower]
        if lower in _SHORT:
            if text[end : end + 1] != ".":
                continue
            end += 1
        before = text[max(0, start - 4) : start]
        if before.endswith("-"):
            if before.lower() != "sub-" or word not in _INNER:
                continue
            start, word = start - 4, f"sub{word}"
        elif text[end : end + 1] == "-":
            continue
        this = _THIS.search(text, max(0, start - 10), start)
        yield Pointer(word, printed, this is not None, this.start() if this else start, start, end, index)


def pointer_at(text: str, position: int) -> tuple[str, str] | None:
    """Word and label of a reference that begins exactly at ``position``."""
    match = _WORD.match(text, position)
    label = AFTER_WORD.match(text, match.end()) if match else None
    return (_SINGULAR[match["word"].lower()], label["label"]) if match and label else None
