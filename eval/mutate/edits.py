"""Changing a source text without touching its markup, and where a place of it has gone. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot import Clause, Span, readable
from eval.words.matching import label_steps


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the source and what stands there instead."""

    span: Span
    new: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A changed text, with the way of a place of the old one into it."""

    text: str
    moved: Callable[[Span], Span]


def applied(source: str, edits: Sequence[Edit]) -> Edited:
    """The source with edits that do not overlap."""
    ordered = sorted(edits, key=lambda edit: edit.span)
    pieces, last = [], 0
    for edit in ordered:
        pieces += [source[last : edit.span.start], edit.new]
        last = edit.span.end

    def moved(span: Span) -> Span:
        grown = [(edit.span, len(edit.new) - (edit.span.end - edit.span.start)) for edit in ordered]
        start = span.start + sum(by for place, by in grown if place.end <= span.start and place.start < span.start)
        end = span.end + sum(by for place, by in grown if place.end <= span.end)
        return Span(start, end)

    return Edited("".join([*pieces, source[last:]]), moved)


def without(source: str, span: Span) -> str:
    """The source without a stretch of it."""
    return source[: span.start].rstrip(" ") + source[span.end :]


# --- renumbering ---------------------------------------------------------------------------------------------------

_PRINTED = re.compile(
    r"^\W{0,3}(?:(?:section|article|clause|part) )?(?P<first>\d{1,3})(?![\d%,]|\.\d{3})"
    r"|(?<![\w.,$(])(?P<number>\d{1,3})[.):](?!\d)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\.\w|\(")
"""After the first number of "10.4" and "4(b)"."""
_NEAR = 120
"""Readable characters from the start of a clause in which its number is printed: some have a heading before it."""
_REFERENCE = re.compile(r"\b(?:sections?|clauses?|articles?|paragraphs?)\s+(?P<number>\d{1,3})(?![\d,])", re.IGNORECASE)


def renumbered(source: str, clauses: Sequence[Clause]) -> Edited | None:
    """Every clause number one higher, with the references to them; None for a text that prints no numbers."""
    edits: dict[Span, Edit] = {}
    tops = set()
    for clause in clauses:
        steps = label_steps(clause.label)
        if clause.kind != "clause" or not steps or not steps[0].isdigit():
            continue
        for place in _printed(source, clause, steps):
            edits[place] = Edit(place, str(int(steps[0]) + 1))
            tops.add(steps[0])
    if not edits:
        return None
    for reference in _REFERENCE.finditer(source):
        place = Span(*reference.span("number"))
        if reference["number"] in tops and place not in edits:
            edits[place] = Edit(place, str(int(reference["number"]) + 1))
    return applied(source, list(edits.values()))


def _printed(source: str, clause: Clause, steps: Sequence[str]) -> list[Span]:
    """Where the first number of a clause's label is printed at its start: twice in "5. 5. Ending the contract"."""
    text = readable(source, clause.start, min(clause.end, clause.start + 4 * _NEAR))
    places: list[Span] = []
    last = 0
    for found in _PRINTED.finditer(text.text[:_NEAR]):
        name = "first" if found["first"] else "number"
        low, high = found.span(name)
        goes_on = _GOES_ON.match(text.text, high) is not None
        if found[name] != steps[0] or goes_on != (len(steps) > 1):
            continue
        if places and re.search(r"\w", text.text[last:low]):
            break
        places.append(text.span(low, high))
        last = high
    return places


def swapped(source: str, clauses: Sequence[Clause], place: Span) -> Edited | None:
    """The outermost titled section around a place and the one next to it, in each other's stead; None without two."""
    outer: list[Clause] = []
    for clause in clauses:  # in order of start, an enclosing one before those in it
        if clause.kind == "clause" and clause.title and (not outer or clause.start >= outer[-1].end):
            outer.append(clause)
    here = next((n for n, c in enumerate(outer) if c.start <= place.start and place.end <= c.end), None)
    if here is None or len(outer) < 2:
        return None
    first = here if here + 1 < len(outer) else here - 1
    one, two = outer[first], outer[first + 1]
    between = source[one.end : two.start]
    text = source[: one.start] + source[two.start : two.end] + between + source[one.start : one.end] + source[two.end :]
    forward = (two.end - two.start) + len(between)
    back = two.start - one.start

    def moved(span: Span) -> Span:
        by = forward if one.start <= span.start < one.end else -back if two.start <= span.start < two.end else 0
        return Span(span.start + by, span.end + by)

    return Edited(text, moved)
