"""References by name: the title of a section in quotation marks or in front of the word, and links inside the page."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.segment.flat import Flat, Link
from ingest.segment.pointing import Pointer
from ingest.segment.quoted import Words
from ingest.segment.targets import Targets, plain
from ingest.types import Reference

MOST = 20_000
_SECTION = r"(?:sub-?)?(?:section|paragraph|heading|clause|provision|article|part|chapter)s?"
_BEFORE = re.compile(
    rf"\b{_SECTION}\s*(?:(?:\w+\s+){{0,3}}?(?:titled|entitled|called|named|headed|captioned|labell?ed|on)|:|\()?\s*[,:]?\s*$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    rf"\b{_SECTION}\s+(?:(?:\w+\s+){{0,3}}?(?:titled|entitled|called|named|headed|captioned|labell?ed))\s*[,:]?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"[,.]?\s*(?:\([^()\n]{{0,60}}\)\s*)?{_SECTION}\b", re.IGNORECASE)
_BELOW = re.compile(rf"[,.]?\s*(?:{_SECTION}\s+)?(?:above|below)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    rf"[,.]?\s*(?:{_SECTION}\s+)?(?:of|in|on|at|within)\s+(?!this\b|these\b)(?:the|our|your|its|their|a|an|any|\w+[’']s|[A-Z\[])",
    re.IGNORECASE,
)
_SEE = re.compile(
    r"\b(?:see|described|set\s+(?:forth|out)|stated|outlined|detailed|explained|provided|defined|discussed|specified|refer\s+to|pursuant\s+to|"
    r"accordance\s+with)\s+(?:also\s+|above\s+|below\s+)?(?:in|under|by|at)?\s*(?:our|the)?\s*$",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(r"\s*[\d(§]")
_LONGEST_TITLE = 14
"""Words in front of "section" that can be its title."""
_STOPS = frozenset(".;:!?|")
_NUMBER_BEFORE = re.compile(
    r"(?:\b(?:sections?|articles?|clauses?|paragraphs?|sec\.|art\.)|§|,|\band|\bor)\s*\d{1,3}[\w.()]{0,12}\s*[(,:–-]?\s*(?:of\s+the\s+)?[“\"‘(]?$",
    re.IGNORECASE,
)
"""A number in front of the title that says the same: "Section 4 (“Misuse of the Services”)"."""
_TOP = frozenset(
    ("", "top", "back-to-top", "content", "main", "main-content", "skip", "footer", "header", "menu", "nav")
)
_FOOTNOTE = re.compile(r"(?:_?ftn|fn|cite|footnote|note)[\w:-]*$", re.IGNORECASE)
_LINE_MARK = re.compile(r"[\s>#*+•·▪◦–|.\-]*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)]?\s*)?[\s|]*")
_SENTENCE_START = re.compile(r"(?:^|\n|[.;!?]\s|\|)[\s*+•·-]*(?:\w{1,3}[.)]\s*)?$")
_EDGE = " \t\n.,;:()[]*_“”\"'‘’«»"


def own_links(flat: Flat) -> list[Link]:
    """Links with words, in order of place; of nested ones the outer comes first."""
    return sorted((link for link in flat.links if link.end > link.start), key=lambda link: (link.start, -link.end))


def named_references(
    flat: Flat,
    targets: Targets,
    quotes: Sequence[Words],
    pointers: Sequence[Pointer],
    links: Sequence[Link],
    defined: set[int],
) -> list[Reference]:
    """References by title or link, not yet in order. ``defined`` are the offsets at which terms are defined."""
    found = list(_linked(flat, targets, links))
    found += _quoted(flat, targets, quotes, links, defined)
    found += _unquoted(flat, targets, pointers)
    return found


def _reference(flat: Flat, at: int, start: int, end: int, target: int | None) -> Reference:
    return Reference(at, flat.source(start), flat.source(end - 1) + 1, target)


def _owner(flat: Flat, targets: Targets, start: int, end: int) -> int | None:
    """The clause that holds the stretch; None when it goes over the edge of one."""
    at = targets.owners.at(flat.source(start))
    return at if at == targets.owners.at(flat.source(end - 1)) else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _linked(flat: Flat, targets: Targets, links: Sequence[Link]) -> Iterator[Reference]:
    """Links to a place of the page. A line that is nothing but a link is an entry of a contents list or a heading."""
    for link in links[:MOST]:
        name = link.target[1:]
        if link.target[:1] != "#" or name.lower() in _TOP or _FOOTNOTE.match(name):
            continue
        start, end = _trimmed(flat.text, link.start, link.end)
        at = targets.owners.at(flat.source(link.start))
        if (
            at is None
            or start >= end
            or not re.search(r"[^\W\d_]", flat.text[start:end])
            or _is_line(flat.text, start, end)
        ):
            continue
        target = targets.named(name, flat.text[start:end], at)
        if target == at and start <= flat.at(targets.clauses[at].start) + 12:
            continue
        yield _reference(flat, at, start, end, target)


def _is_line(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if start - line > 200 or stop - end > 40:
        return False
    return bool(_LINE_MARK.fullmatch(text, line, start)) and not text[end:stop].strip(_EDGE + "|")


def _quoted(
    flat: Flat, targets: Targets, quotes: Sequence[Words], links: Sequence[Link], defined: set[int]
) -> Iterator[Reference]:
    """Titles in quotation marks: of sections the document has, and of such that it says it has."""
    text, link_at = flat.text, 0
    for words in quotes:
        start, end = _trimmed(text, words.start, words.end)
        if start >= end or flat.source(start) in defined:
            continue
        at = _owner(flat, targets, start, end)
        if at is None:
            continue
        before = text[max(0, words.outer_start - 80) : words.outer_start]
        after = text[words.outer_end : words.outer_end + 120]
        target = targets.titled(text[start:end], at)
        if _NUMBER_BEFORE.search(before):
            continue
        if target is None:
            if not _says_title(before, after):
                continue
            target = targets.run_in(text[start:end])
        elif not _says_section(before, after) and (
            " " not in plain(text[start:end]) or target in targets.owners.line(at) or _SENTENCE_START.search(before)
        ):
            continue
        if _ELSEWHERE.match(after):
            continue
        while link_at < len(links) and links[link_at].end <= start:
            link_at += 1
        inside = link_at < len(links) and links[link_at].start < end
        if inside and "#" not in links[link_at].target:
            continue
        if inside and target is None:
            target = targets.named(links[link_at].target.lstrip("#"), "", at)
        yield _reference(flat, at, start, end, target)


def _says_title(before: str, after: str) -> bool:
    """True where the text says of quoted words that they are a title of this document, whether it has one or not."""
    return bool(_BELOW.match(after) or _TITLED.search(before) or (_AFTER.match(after) and _SEE.search(before)))


def _says_section(before: str, after: str) -> bool:
    """True where quoted words may well be a title: "the section “X”", "see “X”"."""
    return bool(_BEFORE.search(before) or _AFTER.match(after) or _BELOW.match(after) or _SEE.search(before))


def _unquoted(flat: Flat, targets: Targets, pointers: Sequence[Pointer]) -> Iterator[Reference]:
    """Titles without quotation marks, the longest that fits: "the Limitation of Liability section"."""
    text = flat.text
    for pointer in pointers:
        if pointer.word not in ("section", "paragraph", "clause") or _NUMBER_AFTER.match(text, pointer.word_end):
            continue
        at = targets.owners.at(flat.source(pointer.word_start))
        if at is None or _ELSEWHERE.match(text, pointer.word_end):
            continue
        before = list(takewhile(lambda index: flat.words[index] not in _STOPS, _back(pointer.index, _LONGEST_TITLE)))
        for index in reversed(before):
            start, end = flat.starts[index], flat.starts[before[0]] + len(flat.words[before[0]])
            if text[start].isupper() and not text[start:end].isupper():
                target = targets.titled(text[start:end], at)
                if target is not None and _owner(flat, targets, start, end) == at:
                    yield _reference(flat, at, start, end, target)
                    break


def _back(index: int, count: int) -> range:
    """Up to ``count`` indices before ``index``, the nearest first."""
    return range(index - 1, max(-1, index - 1 - count), -1)
