"""The rules of some versions that speak of what is claimed: single sentences, each with what belongs to it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.checking.words import meanings, read
from bot.drafting.context import Sentence, around, exceptions, group, is_whole
from bot.retrieval import FoundSentence, Retriever, Shelf
from ingest import Passage, Reading, Span, Version, readable, terms

SENTENCES = 250
"""Sentences that come near a claim in meaning and are read: "tell you before" is not near "without a warning"."""
IN_WORDS = 0.6
"""Weight of what a sentence shares with a claim in words and concepts, beside its likeness."""
MOST_READ = 24
"""Of these the ones whose clauses are read."""
MOST_RULES = 14
"""Rules a claim is held against, best first."""


MOST_ITEMS = 30
_INLINE_ITEM = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s", re.IGNORECASE)
_RUNS_ON = re.compile(r"(?:[;,:]|\b(?:and|or))$")
SHORT = 60
"""Characters of a sentence that goes on about the one before: "It belongs to us."."""
_POINTS_BACK = re.compile(r"(?:it|they|this|these|such|we claim)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence of the terms with its list and with what takes it back."""

    passage: Passage
    sentence: str
    """The sentence that was found."""
    lead: str
    """The sentence before, which a pronoun at its beginning points back to; "" where none does."""
    text: str
    """The sentence with what introduces it, its list, and short ones that go on about the same."""
    exceptions: str
    """What follows and takes back a part, "" when nothing does."""
    titles: str
    around: str
    """Everything in its clause."""
    spans: tuple[Span, ...]
    """Where text and exceptions stand, one span for each run of neighbouring sentences."""
    similarity: float
    """Cosine of claim and sentence."""

    @property
    def whole(self) -> str:
        return " ".join(part for part in (self.lead, self.text, self.exceptions) if part)


class Evidence:
    """Finds rules in some versions; what was read of a clause is kept for the next claim."""

    def __init__(
        self, retriever: Retriever, readings: Mapping[int, Reading], shelf: Callable[[Version], Shelf]
    ) -> None:
        self._retriever = retriever
        self._readings = readings
        self._shelf = shelf
        self._around: dict[tuple[int, Span], list[Sentence]] = {}
        self._read: dict[tuple[int, Span], str] = {}

    def rules(self, claim: str, company: str, versions: Sequence[Version]) -> list[Rule]:
        """The rules that share most with a claim, in words or in meaning, the best first, each once."""
        readings = {version.id: self._readings[version.id] for version in versions}
        shelves = [self._shelf(version) for version in versions]
        mine = meanings(read(claim, company))

        def score(found: FoundSentence) -> float:
            titles = " ".join(found.passage.clause.path[-2:])
            shared = mine & meanings((*read(self._words(found), company), *read(titles, company)))
            return IN_WORDS * len(shared) / max(1, len(mine)) + (1 - IN_WORDS) * found.similarity

        near = sorted(self._retriever.sentences(shelves, claim, SENTENCES, readings), key=lambda found: -score(found))
        rules: dict[tuple[int, tuple[Span, ...]], Rule] = {}
        for found in near[:MOST_READ]:
            here = self._sentences(found)
            at = next((n for n, s in enumerate(here) if _overlap(s.span, found.span)), None)
            if at is not None and is_whole(here[at]):
                rule = _rule(found, here, at, frozenset(terms(claim)))
                rules.setdefault((found.passage.version.id, rule.spans), rule)
            if len(rules) == MOST_RULES:
                break
        return list(rules.values())

    def _words(self, found: FoundSentence) -> str:
        key = (found.passage.version.id, found.span)
        if key not in self._read:
            self._read[key] = readable(self._readings[key[0]].source, *found.span).text
        return self._read[key]

    def _sentences(self, found: FoundSentence) -> list[Sentence]:
        key = (found.passage.version.id, found.passage.span)
        if key not in self._around:
            self._around[key] = around(self._readings[key[0]], found.passage)
        return self._around[key]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _rule(found: FoundSentence, here: Sequence[Sentence], at: int, query: frozenset[str]) -> Rule:
    members = _going_on(here, _with_head(here, group(here, at, query)))
    lead = _lead(here, members[0])
    back = exceptions(here, members)
    clause = here[at].clause
    return Rule(
        passage=found.passage,
        sentence=here[at].words,
        lead=" ".join(here[n].words for n in lead),
        text=" ".join(here[n].words for n in members),
        exceptions=" ".join(here[n].words for n in back),
        titles=" ".join(clause.path[-2:]) if clause else "",
        around=" ".join(s.words for s in here if s.clause == clause),
        spans=_runs(here, sorted({*lead, *members, *back})),
        similarity=found.similarity,
    )


def _with_head(here: Sequence[Sentence], members: tuple[int, ...]) -> tuple[int, ...]:
    """With the beginning of a sentence that was cut at its inline items: "You may not (i) …; (vii) use …"."""
    first = head = members[0]
    while (
        head
        and first - head < MOST_ITEMS
        and _INLINE_ITEM.match(here[head].words)
        and _RUNS_ON.search(here[head - 1].words)
    ):
        head -= 1
    return (head, *members) if head < first and here[head].clause == here[first].clause else members


def _lead(here: Sequence[Sentence], first: int) -> tuple[int, ...]:
    """The sentence that a pronoun at the beginning points back to."""
    points = first and _POINTS_BACK.match(here[first].words) and here[first - 1].clause == here[first].clause
    return (first - 1,) if points and is_whole(here[first - 1]) else ()


def _going_on(here: Sequence[Sentence], members: tuple[int, ...]) -> tuple[int, ...]:
    """With the short sentences behind that go on about the same."""
    last = members[-1]
    for at in range(last + 1, min(last + 3, len(here))):
        short = len(here[at].words) <= SHORT and _POINTS_BACK.match(here[at].words)
        if not short or here[at].clause != here[last].clause:
            break
        members = (*members, at)
    return members


def _runs(here: Sequence[Sentence], members: Sequence[int]) -> tuple[Span, ...]:
    """Neighbouring sentences together."""
    runs: list[list[int]] = []
    for at in members:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return tuple(Span(here[run[0]].span.start, here[run[-1]].span.end) for run in runs)
