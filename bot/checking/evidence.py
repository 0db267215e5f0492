"""The rules of some versions that speak of what is claimed: single sentences, each with what belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.drafting.context import Sentence, around, exceptions, group, is_whole
from bot.retrieval import FoundSentence
from ingest import Passage, Reading, Span, terms

MOST_RULES = 10
"""Sentences a claim is held against, best first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence of the terms with its list and with what takes it back."""

    passage: Passage
    sentence: str
    """The sentence that was found."""
    text: str
    """With what introduces it and its list."""
    exceptions: str
    """What follows and takes back a part, "" when nothing does."""
    around: str
    """Everything in its clause, and its titles."""
    spans: tuple[Span, ...]
    """Where text and exceptions stand, one span for each run of neighbouring sentences."""
    similarity: float
    """Cosine of claim and sentence."""

    @property
    def whole(self) -> str:
        return f"{self.text} {self.exceptions}".strip()


def rules_of(claim: str, found: Sequence[FoundSentence], readings: Mapping[int, Reading]) -> list[Rule]:
    """The rules that hold the sentences found, each once, best first."""
    query = frozenset(terms(claim))
    rules: dict[tuple[int, tuple[Span, ...]], Rule] = {}
    for one in found:
        rule = _rule(one, readings[one.passage.version.id], query)
        if rule is not None:
            rules.setdefault((one.passage.version.id, rule.spans), rule)
    return list(rules.values())[:MOST_RULES]


def _rule(found: FoundSentence, reading: Reading, query: frozenset[str]) -> Rule | None:
    here = around(reading, found.passage)
    at = next((n for n, s in enumerate(here) if s.span.start < found.span.end and found.span.start < s.span.end), None)
    if at is None or not is_whole(here[at]):
        return None
    members = group(here, at, query)
    back = exceptions(here, members)
    clause = here[at].clause
    return Rule(
        passage=found.passage,
        sentence=here[at].words,
        text=" ".join(here[n].words for n in members),
        exceptions=" ".join(here[n].words for n in back),
        around=" ".join([*(clause.path if clause else ()), *(s.words for s in here if s.clause == clause)]),
        spans=_runs(here, sorted({*members, *back})),
        similarity=found.similarity,
    )


def _runs(here: Sequence[Sentence], members: Sequence[int]) -> tuple[Span, ...]:
    """Neighbouring sentences together."""
    runs: list[list[int]] = []
    for at in members:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return tuple(Span(here[run[0]].span.start, here[run[-1]].span.end) for run in runs)
