"""What is marked in the words of a document: watch-outs, defined terms, bold print and the words that were asked for.

Marks are places in the readable words of a block. They lie in layers, so that those that overlap nest.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.showing.render import escape
from bot.watching import Watched
from ingest import Readable, Reading, Span, readable

LAYERS = ("watch", "term", "bold", "hit")
"""From the outside in."""
TIP = 320
"""Characters of a definition shown beside a term."""
MOST_TERMS = 400
"""Different defined terms that are looked for; agreements have some dozens."""

_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,400})\1")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of source text that is shown in a way of its own."""

    layer: str
    start: int
    end: int
    opening: str
    closing: str
    """HTML of ours around the words."""


@dataclass(frozen=True, slots=True)
class Tip:
    """What is explained beside a mark."""

    key: str
    title: str
    text: str
    more: str = ""

    def to_html(self) -> str:
        more = f'<p class="pt-tip-more">{escape(self.more)}</p>' if self.more else ""
        return (
            f'<div id="pt-tip-{escape(self.key)}"><p class="pt-tip-title">{escape(self.title)}</p>'
            f'<p dir="auto">{escape(self.text)}</p>{more}</div>'
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """The defined terms of a document; each is marked where a clause first uses it."""

    pattern: re.Pattern[str]
    defined: dict[str, int]
    """By the term as printed, which definition it is."""
    used: frozenset[tuple[int, int]]
    """Clause and definition."""
    places: tuple[Span, ...]
    """Where each definition stands."""
    link: Callable[[int], str]
    """The attributes that make a link to a definition of ours, escaped."""
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def marks(self, text: Readable, clause: int) -> list[Mark]:
        """The terms that the words of a block use for the first time in their clause."""
        found = []
        for match in self.pattern.finditer(text.text):
            number = self.defined[match.group()]
            use = (clause, number)
            if use in self._seen or use not in self.used:
                continue
            self._seen.add(use)
            span = text.span(match.start(), match.end())
            place = self.places[number]
            if place.start < span.end and span.start < place.end:
                continue  # it is being defined here
            opening = f'<a class="pt-term" {self.link(number)} data-tip="t{number}">'
            found.append(Mark("term", span.start, span.end, opening, "</a>"))
        return found


def terms_of(reading: Reading, link: Callable[[int], str]) -> tuple[Terms | None, tuple[Tip, ...]]:
    """The defined terms of a version, and what is explained of each.

    Small single words ("we", "you") and the name of the service are left out: they would be everywhere, and nobody
    wonders what they mean.
    """
    defined: dict[str, int] = {}
    for number, definition in enumerate(reading.definitions[:MOST_TERMS]):
        term = " ".join(definition.term.split())
        of_its_own = term.casefold() in reading.version.service_name.casefold()
        if 2 < len(term) <= 80 and (" " in term or term[:1].isupper()) and not of_its_own:
            defined.setdefault(term, number)
    if not defined:
        return None, ()
    listed = "|".join(re.escape(term) for term in sorted(defined, key=lambda term: (-len(term), term)))
    used = frozenset((use.clause, use.definition) for use in reading.uses)
    places = tuple(Span(d.start, d.end) for d in reading.definitions)
    tips = tuple(_tip(reading, term, number) for term, number in defined.items())
    return Terms(re.compile(rf"\b(?:{listed})\b"), defined, used, places, link), tips


def _tip(reading: Reading, term: str, number: int) -> Tip:
    definition = reading.definitions[number]
    clause = reading.clauses[definition.clause]
    low = max(clause.start, definition.start - TIP)
    text = readable(reading.source, low, min(clause.end, definition.end + 2 * TIP))
    at = text.at(definition.start)
    start = max(text.text.rfind(". ", 0, at) + 2 if ". " in text.text[:at] else 0, at - TIP // 2)
    words = text.text[start : start + TIP]
    cut = len(text.text) > start + TIP
    shown = f"{'… ' if start or low > clause.start else ''}{words[: words.rfind(' ')] + ' …' if cut else words}"
    place = " ".join(word for word in (clause.label, clause.title) if word)
    return Tip(f"t{number}", f"“{term}” is a defined term", shown, f"Defined in {place}" if place else "")


def watch_marks(watched: Watched, reading: Reading) -> tuple[list[Mark], tuple[Tip, ...]]:
    """The sentences to watch that stand in this version, each with a flag before it."""
    marks, tips = [], []
    for number, flag in enumerate(watched.watch_outs):
        quoted = [watched.citations[index] for index in flag.citations]
        here = [c for c in quoted if (c.version, c.source_sha256) == (reading.version.version, reading.version.sha256)]
        if not here:
            continue
        key = f"w{number}"
        tips.append(Tip(key, f"Watch out: {flag.name}", f"{flag.text} {flag.why}".strip()))
        for citation in here:
            opening = (
                f'<button type="button" class="pt-flag-mark" data-tip="{key}" '
                f'aria-label="{escape(f"Watch out: {flag.name}")}">⚑</button><span class="pt-watch-words">'
            )
            marks.append(Mark("watch", citation.start, citation.end, opening, "</span>"))
    return marks, tuple(tips)


def hit_mark(start: int, end: int) -> Mark:
    """The words that a citation or an address asks for."""
    return Mark("hit", start, end, '<mark class="pt-hit">', "</mark>")


def bold_marks(source: str, start: int, end: int) -> list[Mark]:
    """What is printed bold."""
    return [
        Mark("bold", found.start(2), found.end(2), "<strong>", "</strong>")
        for found in _BOLD.finditer(source, start, end)
    ]


def marked_html(text: Readable, marks: Iterable[Mark]) -> str:
    """The words of a block as HTML, with the marks around theirs."""
    places = [
        (LAYERS.index(mark.layer), low, high, mark)
        for mark in marks
        if (low := text.at(mark.start)) < (high := low + len(text.text[low : text.at(mark.end)].rstrip()))
    ]
    ordered = [sorted((p for p in places if p[0] == layer), key=lambda p: p[1:3]) for layer in range(len(LAYERS))]
    return _layer(text.text, 0, len(text.text), ordered)


def _layer(words: str, start: int, end: int, layers: Sequence[Sequence[tuple[int, int, int, Mark]]]) -> str:
    if not layers:
        return escape(words[start:end])
    parts, at = [], start
    for _, low, high, mark in layers[0]:
        low, high = max(low, at), min(high, end)
        if low < high:
            parts.append(_layer(words, at, low, layers[1:]))
            parts.append(f"{mark.opening}{_layer(words, low, high, layers[1:])}{mark.closing}")
            at = high
    return "".join([*parts, _layer(words, at, end, layers[1:])])
