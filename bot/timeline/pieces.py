"""Two versions of a document, sentence by sentence: what was added, removed and reworded, and what each was before.

``ingest.changes`` says which clauses changed; here the sentences in them are told, and a sentence is found again where
its clause was taken apart or merged. A sentence of a clause whose words did not change is never told as changed.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.drafting.context import Sentence, quotable, sentence_of
from bot.verifying.guard import references
from ingest import Change, Changes, Clause, Reading, Span, Version, sentences, terms

PieceKind = Literal["added", "removed", "reworded"]

ALIKE = 0.5
"""Share of content words that two sentences have in common (Dice) from which one is the other reworded. Below it they
are told as one taken out and one put in, which is true as well."""
SAME_CLAUSE = 0.15
"""What the same title, or the same number, of their clauses adds."""
FEWEST_WORDS = 4
"""A shorter sentence is a title or a scrap."""

_DATED = re.compile(
    r"\W*(?:effective|last (?:updated|modified|revised)|updated|version|date)\b[^.]{0,60}$", re.IGNORECASE
)
_LABEL = re.compile(r"^(?:\(?(?:[a-z]|[ivxlc]{1,6}|\d{1,3})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence of a version that may be quoted."""

    version: Version
    clause: Clause
    span: Span
    words: str
    """Readable, without the number before it."""
    key: str
    """Its words alone: equal for two that differ in typography only."""
    lead: Span | None = None
    """Of an item of a list, or of the rest of a sentence that fills a page, what it begins with: "You will not:"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence that is not what it was."""

    kind: PieceKind
    before: Wording | None
    after: Wording | None

    @property
    def sides(self) -> tuple[Wording, ...]:
        return tuple(side for side in (self.before, self.after) if side is not None)

    @property
    def changed_words(self) -> frozenset[str]:
        """The content words, stemmed, that stand on one side only; none where only numbers of clauses are others."""
        before, after = (frozenset(terms(side.words)) if side else frozenset() for side in (self.before, self.after))
        named = frozenset(terms(" ".join(n for side in self.sides for n in references(side.words))))
        return (before ^ after) - (named if self.kind == "reworded" else frozenset())


def wordings_of(reading: Reading) -> tuple[Wording, ...]:
    """The sentences of a version, in order."""
    found: list[Wording] = []
    lead: Sentence | None = None
    for span in sentences(reading.source, 0, len(reading.source)):
        sentence = sentence_of(reading, span)
        if not quotable(reading, sentence) or sentence.clause is None or span.end > sentence.clause.end:
            continue
        words = _LABEL.sub("", sentence.words)
        goes_on = sentence.item or words[:1].islower()
        if lead and not (goes_on and lead.clause and span.start < lead.clause.end):
            lead = None
        if _is_whole(words, sentence.clause):
            head = lead.span if lead else None
            found.append(Wording(reading.version, sentence.clause, span, words, key_of(words), head))
        if sentence.introduces or (lead is None and words.endswith(";") and not sentence.item):
            lead = sentence
    return tuple(found)


def _is_whole(words: str, clause: Clause) -> bool:
    """Whether a sentence says something: neither a title nor a scrap, nor the date of the document."""
    title = clause.title.rstrip(".: ").lower()
    return len(words.split()) >= FEWEST_WORDS and words.rstrip(".: ").lower() != title and not _DATED.match(words)


def key_of(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


@dataclass(frozen=True)
class Compared:
    """Two versions and what changed between them."""

    older: Version
    newer: Version
    changes: Changes
    old: tuple[Wording, ...]
    new: tuple[Wording, ...]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What changed, in the order of the newer version; what was removed comes last."""
        touched_old, touched_new = _touched(self.changes)
        kept = {w.key for w in self.old} & {w.key for w in self.new}
        lost = [w for w in self.old if w.key not in kept and w.clause.span in touched_old]
        fresh = [w for w in self.new if w.key not in kept and w.clause.span in touched_new]
        pairs = _paired(lost, fresh)
        found = [
            Piece("reworded", lost[pairs[at]], w) if at in pairs else Piece("added", None, w)
            for at, w in enumerate(fresh)
        ]
        gone = set(range(len(lost))) - set(pairs.values())
        return (*found, *(Piece("removed", lost[at], None) for at in sorted(gone)))

    @property
    def moves(self) -> tuple[Change, ...]:
        """Clauses that have another number or place, with or without other words."""
        return tuple(change for change in self.changes.changes if change.kind == "moved")

    def before(self, wording: Wording) -> Wording | None:
        """What a sentence of the newer version was in the older one: itself, its earlier wording, or None."""
        return _counterpart(wording, self.old, {p.after: p.before for p in self.pieces if p.after})

    def after(self, wording: Wording) -> Wording | None:
        """What a sentence of the older version is in the newer one."""
        return _counterpart(wording, self.new, {p.before: p.after for p in self.pieces if p.before})


def _touched(found: Changes) -> tuple[set[Span], set[Span]]:
    """The clauses on both sides with words that changed."""
    told = [change for change in found.changes if any(run.op != "equal" for run in change.runs)]
    return (
        {change.before.clause.span for change in told if change.before},
        {change.after.clause.span for change in told if change.after},
    )


def _counterpart(wording: Wording, others: Sequence[Wording], changed: dict[Wording, Wording | None]) -> Wording | None:
    same = [other for other in others if other.key == wording.key]
    if same:
        return max(same, key=lambda other: _same_place(wording, other))
    return changed.get(wording)


def _same_place(one: Wording, other: Wording) -> float:
    a, b = one.clause, other.clause
    return SAME_CLAUSE * (
        (a.part == b.part and bool(a.title) and a.title.casefold() == b.title.casefold())
        or (a.part, a.label) == (b.part, b.label) != ("", "")
    )


def _paired(lost: Sequence[Wording], fresh: Sequence[Wording]) -> dict[int, int]:
    """For sentences of ``fresh`` the one of ``lost`` that they are the new wording of; those most alike first."""
    bags = [frozenset(terms(w.words)) for w in lost]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(bags):
        for word in bag:
            holders[word].append(at)
    ranked = []
    for at, wording in enumerate(fresh):
        bag = frozenset(terms(wording.words))
        near = {other for word in bag for other in holders.get(word, ())}
        for other in near:
            score = 2 * len(bag & bags[other]) / (len(bag) + len(bags[other])) + _same_place(wording, lost[other])
            if score >= ALIKE:
                ranked.append((-score, at, other))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, other in sorted(ranked):
        if at not in found and other not in taken:
            found[at] = other
            taken.add(other)
    return found
