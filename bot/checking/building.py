"""What a check shows: statements and citations of several versions in one answer, all made by
``bot.verifying.verify``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.checking.evidence import Rule
from bot.checking.quoting import Place
from bot.drafting.context import shown
from bot.types import Citation, Draft, DraftQuote, DraftStatement, Statement
from bot.verifying.verify import LONGEST_QUOTE, Verified, verify
from bot.words.plain import explain
from ingest import Passage, Reading, Span, innermost, readable, terms

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the answer one finding stands on."""

    statements: tuple[int, ...] = ()
    citations: tuple[int, ...] = ()
    place: str = ""
    """Where it stands, in words: "10.4", "“Who gets to see it”"."""

    def __bool__(self) -> bool:
        return bool(self.citations)


@dataclass
class Builder:
    """The statements and citations of an answer as they come together."""

    readings: Mapping[int, Reading]
    """Of every version that may be cited, by ``Version.id``."""
    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def rule(self, rule: Rule, query: str) -> Shown:
        """A rule with what takes it back; nothing is shown when it cannot be verified."""
        source = self.readings[rule.passage.version.id].source
        words = shown(rule.sentence, frozenset(terms(query))) if rule.whole == rule.sentence else rule.whole
        return self._verified(rule.passage, explain(words), [source[slice(*s)] for s in rule.spans])

    def quote(self, rule: Rule, quote: str) -> Shown:
        """The words of a rule that a model points at."""
        return self._verified(rule.passage, readable(quote).text, [quote])

    def at(self, place: Place) -> Shown:
        """The words at one place of one version."""
        reading = self.readings[place.version.id]
        clause = innermost(reading.clauses, place.span.start)
        if clause is None:
            return Shown()
        passage = Passage("", place.version, clause, place.span, 0.0, None, None)
        quote = reading.source[slice(*place.span)]
        return self._verified(passage, readable(quote).text, [quote])

    def near(self, rule: Rule) -> Shown:
        """A pointer to the clause that comes nearest, said to be only near."""
        span = rule.passage.span
        if rule.spans:  # a passage may hold several clauses
            span = Span(rule.spans[0].start, max(span.end, rule.spans[0].end))
        passage = replace(rule.passage, id="near", span=span)
        return self._take(verify(Draft("not_in_terms", "", nearest="near"), [passage], self.readings))

    def _verified(self, passage: Passage, text: str, quotes: Sequence[str]) -> Shown:
        passage = replace(passage, id="here")
        proposed = DraftStatement(
            text, tuple(DraftQuote("here", q) for q in quotes if len(q) <= LONGEST_QUOTE), excerpt=True
        )
        return self._take(verify(Draft("answered", "", (proposed,)), [passage], self.readings))

    def _take(self, verified: Verified) -> Shown:
        moved = [_index(self.citations, citation) for citation in verified.citations]
        kept = [
            _index(self.statements, replace(s, citations=tuple(moved[i] for i in s.citations)))
            for s in verified.statements
        ]
        used = dict.fromkeys(i for at in kept for i in self.statements[at].citations)
        return Shown(tuple(kept), tuple(used), _place(self.citations[next(iter(used))]) if used else "")


def _index(items: list[_T], item: _T) -> int:
    if item not in items:
        items.append(item)
    return items.index(item)


def _place(citation: Citation) -> str:
    if citation.label:
        return f"{citation.part}, {citation.label}" if citation.part else citation.label
    return f"“{citation.title}”" if citation.title else "the opening words"
