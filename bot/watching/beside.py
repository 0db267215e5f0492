"""An answer's citations → what to watch right beside them: in the cited clauses and their direct neighbours."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.types import Answer, WatchOut
from bot.verifying.verify import cite_span
from bot.watching.finding import Hit
from bot.watching.kinds import all_kinds
from bot.watching.watch import LIKELY
from ingest import CITABLE, Clause, Reading, Span, innermost

Flags = Callable[[Reading, Span], Iterable[Hit]]

AT_MOST = 3
FAR = 12_000
"""Characters around a quote in which neighbours are looked for; a clause can be as long as the document."""


def with_watch_outs(answer: Answer, readings: Mapping[str, Reading], flags: Flags) -> Answer:
    """The answer with at most three watch-outs it does not already quote, each with a citation of its own.

    ``readings`` are by the hash of their source; ``flags`` gives the flags in a stretch of one. An answer that claims
    nothing is left as it is.
    """
    if answer.status not in ("answered", "partly"):
        return answer
    known = {kind.key: (number, kind) for number, kind in enumerate(all_kinds().kinds)}
    hits = [
        (known[hit.key][0], reading, hit)
        for sha256, reading in readings.items()
        for hit in _beside(
            [Span(c.start, c.end) for c in answer.citations if c.source_sha256 == sha256], reading, flags
        )
    ]
    citations, watch_outs = list(answer.citations), list(answer.watch_outs)
    for _, reading, hit in sorted(hits, key=lambda one: (-one[2].confidence, one[2].rank, one[0])):
        if len(watch_outs) == AT_MOST:
            break
        if any(hit.key == told.topic for told in watch_outs):
            continue
        made = cite_span(reading, hit.span)
        if made is None or made in citations:
            continue
        citations.append(made)
        kind = known[hit.key][1]
        watch_outs.append(WatchOut(kind.key, kind.text, len(citations) - 1, kind.name))
    return replace(answer, citations=tuple(citations), watch_outs=tuple(watch_outs))


def _beside(quoted: Sequence[Span], reading: Reading, flags: Flags) -> list[Hit]:
    """What is likely found in the clauses of quotes and right before and after them, but in no quoted sentence."""
    around = (_neighbourhood(quote, reading.clauses) for quote in quoted)
    return [
        hit
        for stretch in _merged([stretch for stretch in around if stretch is not None])
        for hit in flags(reading, stretch)
        if hit.confidence >= LIKELY and not any(q.start < hit.span.end and hit.span.start < q.end for q in quoted)
    ]


def _neighbourhood(quote: Span, clauses: Sequence[Clause]) -> Span | None:
    """From the clause before the cited one to the clause after it, as far as they have the same parent."""
    cited = innermost(clauses, quote.start)
    if cited is None:
        return None
    alike = [c for c in clauses if c.kind in CITABLE and c.part == cited.part and c.path[:-1] == cited.path[:-1]]
    before = max((c for c in alike if c.end <= cited.start), key=lambda c: c.end, default=cited)
    after = min((c for c in alike if c.start >= cited.end), key=lambda c: c.start, default=cited)
    return Span(max(before.start, quote.start - FAR), min(after.end, quote.end + FAR))


def _merged(stretches: Sequence[Span]) -> list[Span]:
    """The same stretches without overlap: each sentence is looked at once."""
    merged: list[Span] = []
    for stretch in sorted(stretches):
        if merged and stretch.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, stretch.end))
        else:
            merged.append(stretch)
    return merged
