"""Defined terms: the words a document gives a meaning of its own, and where it does so.

Three ways in which contracts define: a verb (``"X" means …``, ``"X" and "Y" refer to …``), a naming in passing (``(the
"X")``, ``hereinafter "X"``, ``we call these "X"``), and an entry in a list of definitions (``X: …``, ``X – …``). A word
in quotation marks that none of them defines is no term: the label of a button, a title, a word held at a distance.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.segment.defining import (
    AFTER_OPENING,
    CALLS,
    CLICK,
    CLOSING,
    ENTRY,
    EXAMPLES,
    GROUP_GAP,
    IS,
    IS_ENTRY,
    LINE_START,
    LOOSE_NAMES,
    MEANS,
    NAMES,
    NOT_TERMS,
    OPENING,
    PLAIN_ENTRY,
    POINTS,
    PRONOUN,
    SEGMENT,
    SENTENCE_START,
    THE_TERM,
    TITLE_CASE,
    WE_MEAN,
)
from ingest.segment.flat import Flat
from ingest.segment.owners import Owners
from ingest.segment.quoted import Words, marked
from ingest.types import Definition

LONGEST_TERM = 80
"""Characters of a term; longer quoted words are sentences."""
MOST_WORDS = 9
MOST = 5000
"""Definitions read in one document. The longest of the corpus has about 250."""
_BEFORE, _AFTER = 160, 200
"""Characters around a term that are looked at."""
_LONGEST_BRACKET = 500
"""Characters between an opening bracket and the term that is named at the end of it."""

_SENTENCE = re.compile(
    r"[.!?]\s+[A-Z]|[!?>@]|://|www\.|…|^I\s|^(?:yes|no|ok|as is|as available|where is)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_EDGE = " \t\n.,;:()[]*_“”\"'‘’«»„-–—|"


def definitions_in(flat: Flat, owners: Owners, quotes: Sequence[Words]) -> tuple[Definition, ...]:
    """Every definition, in order; at most ``MOST``."""
    found: dict[int, Definition] = {}
    for words in _defined(flat, owners, quotes):
        span = _term(flat.text, words)
        if span is None:
            continue
        start, end = span
        place = flat.source(start)
        clause = owners.at(place)
        stop = flat.source(end - 1) + 1
        if clause is None or place in found or stop > owners.clauses[clause].end:
            continue
        found[place] = Definition(_spaced(flat.text[start:end]), clause, place, stop)
        if len(found) >= MOST:
            break
    ordered = sorted(found.values(), key=lambda definition: definition.start)
    kept: list[Definition] = []
    for definition in ordered:
        if not kept or definition.start >= kept[-1].end:
            kept.append(definition)
    return tuple(kept)


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _term(text: str, words: Words) -> tuple[int, int] | None:
    """Where the term itself stands in what is set off, without article and punctuation; None when it can be no term."""
    start, end = words.start, words.end
    while start < end and text[start] in _EDGE:
        start += 1
    closing = text.count("(", start, end)
    while start < end and text[end - 1] in _EDGE and not (text[end - 1] == ")" and closing):
        end -= 1
    article = _ARTICLE.match(text, start, end)
    if article:
        start = article.end()
    term = text[start:end]
    if not 0 < len(term) <= LONGEST_TERM or len(term.split()) > MOST_WORDS or not any(map(str.isalpha, term)):
        return None
    return None if _SENTENCE.search(term) or NOT_TERMS.match(term) else (start, end)


def _defined(flat: Flat, owners: Owners, quotes: Sequence[Words]) -> Iterator[Words]:
    """What is set off and defined where it stands."""
    for group in _groups(flat.text, quotes):
        if _is_defined(flat, owners, group):
            yield from group
    for words in marked(flat):
        if _is_marked_term(flat, owners, words):
            yield words
    yield from _plain_entries(flat, owners)
    yield from _titles(flat, owners)


def _groups(text: str, found: Iterable[Words]) -> Iterator[list[Words]]:
    """Quoted words with nothing but "and", "or" and the like between them: one naming defines them together."""
    group: list[Words] = []
    for words in found:
        if group:
            gap = text[group[-1].outer_end : words.outer_start]
            if len(gap) > 60 or "\n\n" in gap or not GROUP_GAP.fullmatch(gap):
                yield group
                group = []
        group.append(words)
    if group:
        yield group


def _is_defined(flat: Flat, owners: Owners, group: Sequence[Words]) -> bool:
    text = flat.text
    start, end = group[0].outer_start, group[-1].outer_end
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if CLICK.search(before) and not THE_TERM.search(before):
        return False
    if MEANS.match(after) or (THE_TERM.search(before) and WE_MEAN.match(after)):
        return True
    if _in_brackets(text, start, end, before, after):
        return True
    if (NAMES.search(before) or CALLS.search(before)) and not LOOSE_NAMES.search(before):
        return True
    if IS.match(after) and (THE_TERM.search(before) or SENTENCE_START.search(before)):
        return not PRONOUN.match(text[group[0].start : group[0].end]) or bool(THE_TERM.search(before))
    if SENTENCE_START.search(before) and IS_ENTRY.match(after) and _is_entry(flat, owners, start):
        return not PRONOUN.match(text[group[0].start : group[0].end])
    return bool(LINE_START.search(before)) and _is_entry(flat, owners, start) and bool(ENTRY.match(after))


def _in_brackets(text: str, start: int, end: int, before: str, after: str) -> bool:
    """True for ``(the "X")``, ``(collectively, "X" or "Y")``, ``(with our affiliates, "X")``."""
    opening = OPENING.search(before)
    if opening:
        outside = before[: opening.start()]
        return bool(AFTER_OPENING.match(after)) and not POINTS.search(outside)
    if not CLOSING.match(after) or not (SEGMENT.search(before) or NAMES.search(before)):
        return False
    low = max(0, start - _LONGEST_BRACKET)
    depth, at = 0, start
    while at > low:
        at -= 1
        character = text[at]
        if character == ")":
            depth += 1
        elif character == "(":
            if depth == 0:
                return not EXAMPLES.search(text[at + 1 : start])
            depth -= 1
        elif character == "\n" and text[at - 1 : at] == "\n":
            return False
    return False


def _is_entry(flat: Flat, owners: Owners, position: int) -> bool:
    """True inside of a list of definitions."""
    clause = owners.at(flat.source(position))
    return clause is not None and owners.clauses[clause].kind == "definition"


def _is_marked_term(flat: Flat, owners: Owners, words: Words) -> bool:
    text = flat.text
    start, end = words.start, words.end
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if not text[start:end].strip(_EDGE)[:1].isupper():
        return False
    if MEANS.match(after):
        return bool(SENTENCE_START.search(before) or THE_TERM.search(before))
    opening = OPENING.search(before)
    if (
        opening
        and re.match(r"[\s.]*\)", after)
        and re.search(r"\b(?:the|an?|our|each|collectively)\b", opening.group(), re.IGNORECASE)
    ):
        return not POINTS.search(before[: opening.start()])
    if LINE_START.search(before) and _is_entry(flat, owners, start):
        return bool(ENTRY.match(after)) or text[start:end].rstrip().endswith((":", "–", "—"))
    return False


def _plain_entries(flat: Flat, owners: Owners) -> Iterator[Words]:
    """``X means …`` and, in lists of definitions, ``X: …`` at the start of a line, without quotation marks."""
    for match in PLAIN_ENTRY.finditer("\n" + flat.text):
        term = match["term"]
        start, end = match.start("term") - 1, match.end("term") - 1
        verb = flat.text[end : end + 12].lstrip()[:1].isalpha()
        if _is_entry(flat, owners, start):
            if len(term.split()) <= MOST_WORDS and (verb or TITLE_CASE.match(term)) and ". " not in term:
                yield Words(start, start, end, end)
        elif verb and len(term.split()) > 1 and TITLE_CASE.match(term):
            yield Words(start, start, end, end)


def _titles(flat: Flat, owners: Owners) -> Iterator[Words]:
    """Titles of the clauses in a glossary: each is a term."""
    for index, clause in enumerate(owners.clauses):
        parent = owners.parents[index]
        if clause.kind != "definition" or parent is None or owners.clauses[parent].kind != "definition":
            continue
        if not clause.title or clause.title == owners.clauses[parent].title:
            continue
        low = flat.at(clause.start)
        start = flat.text.find(clause.title, low, low + len(clause.title) + 40)
        if start >= 0:
            end = start + len(clause.title)
            yield Words(start, start, end, end)
