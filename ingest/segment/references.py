"""Cross-references: the places where a clause points at another one of the same document, and at which.

What points is a word and labels ("Section 27.2(1)", "Sections 12 and 14", "clause (ii) of this Section 32"); titles and
links are read by ``named``. References to other texts ("Section 230 of the Communications Decency Act", "Article 6
GDPR", "Section 5 of our Privacy Policy") are none of this document and left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from ingest.segment.flat import Flat, Link
from ingest.segment.foreign import OWN_NAMES, is_foreign, scope_of
from ingest.segment.named import named_references, own_links
from ingest.segment.owners import Owners
from ingest.segment.pointing import AFTER_WORD, ANNEXES, GAP, LABEL, Pointer, pointers_in
from ingest.segment.quoted import Words
from ingest.segment.targets import Targets, plain, steps_of
from ingest.types import Definition, Reference

MOST = 20_000
"""References read in one document; the longest of the corpus has about 150."""
_MOST_LABELS = 50
"""Labels after one word: "Sections 1, 2, 3 and 4"."""

_NEXT = re.compile(
    rf"{GAP}(?:[,;]{GAP})?(?:(?:and/or|and|or|through|thru|to|as well as|und|oder|bis|&){GAP}|[-‐-―]{GAP})?"
    rf"(?P<label>{LABEL})"
)
_SEPARATED = re.compile(r"[,;&‐-―-]|\b(?:and|or|through|thru|to|as well as|und|oder|bis)\b")
_ASIDE = re.compile(r"\s*(?:\((?=[A-Z“\"‘'])[^()\n]{2,120}\)|,?\s*[“\"‘][^“”\"\n]{2,120}[”\"’],?)")
"""The title of a section behind its number: "Section 6.2 (Cancellation)"."""
_COUNTED = re.compile(
    r"[\s-]*(?:%|percent|per\s?cent|business|calendar|days?|weeks?|months?|years?|hours?|minutes?|times?|USD|EUR|GB|MB|"
    r"users?|people|persons?|copies|other|more|or\s+more|additional|of\s+the\s+[a-z]+|members?|consecutive|working)\b",
    re.IGNORECASE,
)
"""What makes a number after a reference a count: "Section 12 and 14 days"."""
_LETTERED = re.compile(r"[A-Z]$|[IVXLC]+$")
_HEADING = re.compile(r"\s*(?:[-–—:](?!\d)|\n|$)")
"""What follows a label that heads a line of its own: "ARTICLE 1 – DEFINITIONS"."""
_HERE = frozenset(("section", "subsection", "article", "clause", "subclause", "paragraph", "subparagraph"))
"""What "this" points at without a label."""
_RELATIVE = frozenset(("paragraph", "subparagraph", "subsection", "subclause", "item"))
"""What is looked for in the clause around before it is looked for in the whole part."""


@dataclass(frozen=True, slots=True)
class _Label:
    """One label of a list of them, with where the reference starts."""

    start: int
    label_start: int
    end: int
    text: str


def references_in(
    flat: Flat, owners: Owners, quotes: Sequence[Words], definitions: Sequence[Definition], title: str
) -> tuple[Reference, ...]:
    """Every reference, in order of place; at most ``MOST``. One that points nowhere is kept, with no target."""
    targets = Targets(flat, owners)
    pointers = pointers_in(flat)
    _learn(flat, targets, pointers)
    links = own_links(flat)
    names = OWN_NAMES | {plain(title)}
    numbered = list(
        islice(chain(_numbered(flat, targets, pointers, links, names), _here(flat, targets, pointers, links)), MOST)
    )
    defined = {definition.start for definition in definitions}
    named = named_references(flat, targets, quotes, pointers, links, defined)
    # Of two that overlap the first stands; a number says more than a link around it, unless it leads nowhere.
    ranked = [(reference, rank) for rank, found in enumerate((numbered, named)) for reference in found]
    ranked.sort(key=lambda pair: (pair[0].start, pair[0].target is None, pair[1]))
    kept: list[Reference] = []
    for reference, _ in ranked:
        if not kept or reference.start >= kept[-1].end:
            kept.append(reference)
        elif kept[-1].target is None and reference.target is not None:
            kept[-1] = reference
    return tuple(kept[:MOST])


def _learn(flat: Flat, targets: Targets, pointers: Sequence[Pointer]) -> None:
    """Note the numbers that sections without one give themselves: "this Section 10"."""
    for pointer in pointers:
        if not pointer.this or pointer.word not in ("section", "article", "clause"):
            continue
        label = AFTER_WORD.match(flat.text, pointer.word_end)
        at = targets.owners.at(flat.source(pointer.start))
        if label and label["label"][0] != "(" and at is not None:
            targets.learn(label["label"], at)


def _here(flat: Flat, targets: Targets, pointers: Sequence[Pointer], links: Sequence[Link]) -> Iterator[Reference]:
    """What is said of the section itself, without a number: "this Section"."""
    leads_away = _outward(links)
    for pointer in pointers:
        if not pointer.this or pointer.word not in _HERE or not pointer.word.endswith(pointer.printed.lower()):
            continue
        if AFTER_WORD.match(flat.text, pointer.word_end) or leads_away(pointer.word_start):
            continue
        place = flat.source(pointer.start)
        at = targets.owners.at(place)
        if at is not None and at == targets.owners.at(flat.source(pointer.word_end - 1)):
            yield Reference(at, place, flat.source(pointer.word_end - 1) + 1, targets.around(at, pointer.word))


def _numbered(
    flat: Flat, targets: Targets, pointers: Sequence[Pointer], links: Sequence[Link], names: frozenset[str]
) -> Iterator[Reference]:
    text, position, last_foreign = flat.text, 0, -1
    leads_away = _outward(links)
    for pointer in pointers:
        match = AFTER_WORD.match(text, pointer.word_end) if pointer.word_start >= position else None
        if not match or not _is_label(pointer, match["label"]):
            continue
        at = targets.owners.at(flat.source(pointer.start))
        if at is None or at != targets.owners.at(flat.source(match.end() - 1)):
            continue  # the label opens a clause of its own
        first = _Label(pointer.start, match.start("label"), match.end(), match["label"])
        labels, end = _list(text, first, targets, at)
        position = labels[-1].end
        if _is_own_label(flat, targets, at, pointer, first):
            continue
        if is_foreign(text, pointer, end, names, last_foreign):
            last_foreign = end
            continue
        if leads_away(first.start):
            continue
        scope = scope_of(text, end)
        for label in labels:
            if targets.owners.at(flat.source(label.end - 1)) != at:
                break
            target = _target(flat, targets, at, pointer.word, label, scope)
            if target is not None or not _is_statute(label.text, targets):
                yield Reference(at, flat.source(label.start), flat.source(label.end - 1) + 1, target)


def _outward(links: Sequence[Link]) -> Callable[[int], bool]:
    """A test of places, asked in order: whether they stand in a link to another page."""
    at = 0

    def leads_away(position: int) -> bool:
        nonlocal at
        while at < len(links) and links[at].end <= position:
            at += 1
        return at < len(links) and links[at].start <= position and "#" not in links[at].target

    return leads_away


def _is_label(pointer: Pointer, label: str) -> bool:
    """False for words that only look like a label: "the section I mentioned", "in part 2" in lower case."""
    if not pointer.printed.islower():
        return True
    if _LETTERED.match(label):
        return label != "I" and pointer.word not in ("item", "part", "paragraph", "clause")
    return pointer.word not in ("part", "item") or label[0] == "("


def _is_own_label(flat: Flat, targets: Targets, at: int, pointer: Pointer, label: _Label) -> bool:
    """True where a heading prints its own number: "Section 4. Payment", "ARTICLE 1 – DEFINITIONS"."""
    text = flat.text
    line = text.rfind("\n", 0, label.start) + 1
    if label.start - line < 20 and not text[line : label.start].strip(" *#>|") and _HEADING.match(text, label.end):
        return True
    clause = targets.clauses[at]
    start = flat.at(clause.start)
    if not start <= label.start <= start + 12 or re.search(r"\w", text[start : label.start]):
        return False
    steps = steps_of(label.text)
    printed = (plain(f"{pointer.word} {label.text}"), plain(label.text))
    return targets.steps[at][-len(steps) :] == steps or plain(clause.title).startswith(printed)


def _list(text: str, first: _Label, targets: Targets, at: int) -> tuple[list[_Label], int]:
    """The labels that follow one word, and where what is said of them goes on."""
    labels, end = [first], _after_title(text, first, targets, at)
    shape = _shape(first.text)
    while len(labels) < _MOST_LABELS:
        match = _NEXT.match(text, end)
        if not match or not _SEPARATED.search(text, end, match.start("label")):
            break
        label = _Label(match.start("label"), match.start("label"), match.end(), match["label"])
        if _shape(label.text) != shape or _COUNTED.match(text, label.end):
            break
        if shape == "letter" and text[label.end : label.end + 2].strip(" ,.;)")[:1].isalpha():
            break
        labels.append(label)
        end = _after_title(text, label, targets, at)
    return labels, end


def _shape(label: str) -> str:
    return "brackets" if label[0] == "(" else "number" if any(map(str.isdigit, label)) else "letter"


def _after_title(text: str, label: _Label, targets: Targets, at: int) -> int:
    """Where the text goes on behind a label and the title that may be printed with it."""
    aside = _ASIDE.match(text, label.end)
    if aside:
        return aside.end()
    target = targets.labelled(steps_of(label.text), at) if label.text[0] != "(" else None
    title = targets.clauses[target].title if target is not None else ""
    if title:
        between = text[label.end : label.end + 4]
        start = label.end + len(between) - len(between.lstrip(" .:–-"))
        if text[start : start + len(title)].lower() == title.lower():
            return start + len(title)
    return label.end


def _is_statute(label: str, targets: Targets) -> bool:
    """True for numbers that no section of the document comes near: "Section 230"."""
    steps = steps_of(label)
    return bool(steps) and steps[0].isdecimal() and int(steps[0]) > 100 + targets.highest


def _target(
    flat: Flat, targets: Targets, at: int, word: str, label: _Label, scope: tuple[str, str] | None
) -> int | None:
    """The clause that one label points at."""
    steps = steps_of(label.text)
    if word in ANNEXES:
        index = targets.annex(word, label.text)
        return index if index is not None or word not in ("part", "chapter") else targets.labelled(steps, at)
    if scope:
        around = targets.annex(*scope) if scope[0] in ANNEXES else None
        if around is not None:
            return targets.labelled(steps, around, targets.clauses[around].part)
        if scope[0] in ANNEXES:
            return None
        if scope[1][0] != "(":
            return targets.labelled(steps_of(scope[1]) + steps, at)
    place = flat.source(label.label_start + (label.text[0] == "("))
    if label.text[0] == "(":
        return targets.relative(steps, at, place)
    if word in _RELATIVE:
        index = targets.relative(steps, at, place)
        return targets.labelled(steps, at) if index is None else index
    index = targets.labelled(steps, at)
    if index is None and len(steps) == 1 and label.text.isupper() and label.text.isalpha():
        index = targets.relative(steps, at, place)
    return targets.annex(word, label.text) if index is None else index
