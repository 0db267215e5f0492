"""The words that changed in one clause."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from ingest.changes.types import Op, Run
from ingest.changes.units import Unit
from ingest.sentences import sentences
from ingest.types import Span
from ingest.wording import Stretch, Word

MOST_STEPS = 40_000_000
"""Up to which two sequences are compared item by item, by an estimate that is never too low: about two seconds."""
SHORTEST_KEPT = 2
"""Words that stay between changes; fewer are told as taken out and put in again, or nothing could be read."""

_STOPS = frozenset(".;:,")

Block = tuple[int, int, int, int]
"""A stretch of one sequence, start and end, and what stands for it in the other."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a clause with its way back."""

    key: str
    stretch: Stretch
    word: Word
    since: int
    """Where the word before it ended in the readable text; its own start where it is the first."""


def runs(source_unit: Unit, target_unit: Unit) -> tuple[Run, ...]:
    """The words of both clauses, in order, as kept, put in and taken out; two clauses of equal words give one run."""
    old, new = _spread(source_unit), _spread(target_unit)
    found: list[Run] = []
    a = c = 0
    blocks = _readable_blocks([w.key for w in old], [w.key for w in new])
    for low, high, start, end in (*blocks, (len(old), len(old), len(new), len(new))):
        found += [*_runs("delete", old[a:low], None, a == 0), *_runs("insert", None, new[c:start], c == 0)]
        found += _runs("equal", old[low:high], new[start:end], start == 0)
        a, c = high, end
    return tuple(found)


def only(unit: Unit, op: Op) -> tuple[Run, ...]:
    """All words of a clause that stands on one side alone."""
    words = _spread(unit)
    return tuple(_runs(op, words if op == "delete" else None, words if op == "insert" else None, True))


def _spread(unit: Unit) -> list[_Word]:
    words = []
    for stretch in unit.wording.stretches:
        ends = [stretch.words[0].start, *(word.end for word in stretch.words)]
        words += [_Word(w.key, stretch, w, end) for w, end in zip(stretch.words, ends, strict=False)]
    return words


def _runs(op: Op, old: Sequence[_Word] | None, new: Sequence[_Word] | None, at_start: bool = False) -> Iterator[Run]:
    """One run for a stretch of words, if it has any."""
    shown = old if new is None else new
    if shown:
        yield Run(
            op,
            _text(shown, at_start),
            tuple(word.key for word in shown),
            _span(old) if old else None,
            _span(new) if new else None,
        )


def _text(words: Sequence[_Word], at_start: bool) -> str:
    """The words as they are read, with what stands before each; between two stretches that is a space."""
    pieces = []
    for place, word in enumerate(words):
        first = word.since == word.word.start and word.word is word.stretch.words[0]
        pieces.append(" " * (first and (place > 0 or not at_start)))
        pieces.append(word.stretch.text.text[word.since : word.word.end])
    return "".join(pieces)


def _span(words: Sequence[_Word]) -> Span:
    """From the first to the last word, over a list that stands between them."""
    first, last = words[0], words[-1]
    return Span(
        first.stretch.text.span(first.word.start, first.word.end).start,
        last.stretch.text.span(last.word.start, last.word.end).end,
    )


def _readable_blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The equal stretches, without the islands of a word or two in what was written anew."""
    blocks = _slid(_blocks(old, new), old, new)
    kept: list[Block] = []
    for place, (low, high, start, end) in enumerate(blocks):
        before = place > 0 and (low > blocks[place - 1][1]) and (start > blocks[place - 1][3])
        after = place + 1 < len(blocks) and (high < blocks[place + 1][0]) and (end < blocks[place + 1][2])
        if not (before and after and sum(key[0].isalnum() for key in old[low:high]) < SHORTEST_KEPT):
            kept.append((low, high, start, end))
    return kept


def _slid(blocks: Sequence[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The blocks with the stop before a sentence that was put in or taken out left where it stood."""
    found = list(blocks)
    for place in range(len(found) - 1):
        (a, low, b, start), (high, c, end, d) = found[place : place + 2]
        one_sided = (low == high) != (start == end)
        if one_sided and high < c and old[high] in _STOPS and old[low] == old[high] and new[start] == new[end]:
            found[place : place + 2] = [(a, low + 1, b, start + 1), (high + 1, c, end + 1, d)]
    return found


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Equal stretches in order, of both sequences; bounded in time whatever they hold."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    found: list[Block] = [(0, head, 0, head)] if head else []
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if inner_old and inner_new:
        if _comparable(inner_old, inner_new):
            blocks = SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_matching_blocks()
            found += [(a + head, a + n + head, b + head, b + n + head) for a, b, n in blocks if n]
        else:
            found += [(a + head, b + head, c + head, d + head) for a, b, c, d in _by_sentences(inner_old, inner_new)]
    if tail:
        found.append((len(old) - tail, len(old), len(new) - tail, len(new)))
    return found


def _comparable(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    """Whether comparing item by item ends soon: the pairs of equal items are what it looks at, once for each match."""
    counts = Counter(new)
    return sum(counts[item] for item in old) * (len(old) + len(new)) <= MOST_STEPS


def _by_sentences(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """The same for long ones: whole sentences first, words where what lies between is short enough."""
    olds, news = _cut(old), _cut(new)
    before, after = [tuple(old[a:b]) for a, b in olds], [tuple(new[a:b]) for a, b in news]
    if len(olds) == len(news) == 1 or not _comparable(before, after):
        return
    lines = SequenceMatcher(None, before, after, autojunk=False)
    for op, a, b, c, d in lines.get_opcodes():
        if op in ("insert", "delete"):
            continue
        low, high = olds[a][0], olds[b - 1][1]
        start, end = news[c][0], news[d - 1][1]
        if op == "equal":
            yield low, high, start, end
        elif _comparable(old[low:high], new[start:end]):
            for i, j, k, m in _blocks(old[low:high], new[start:end]):
                yield i + low, j + low, k + start, m + start


def _cut(keys: Sequence[str]) -> list[tuple[int, int]]:
    """Sequences of words up to and with each stop or semicolon."""
    cuts = [0, *(place + 1 for place, key in enumerate(keys) if key in (".", ";")), len(keys)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def counted(old: Unit, new: Unit, old_source: str, new_source: str) -> tuple[int, int, int]:
    """Sentences that were added, removed and reworded in a clause."""
    before, after = _sentences(old, old_source), _sentences(new, new_source)
    if not _comparable(before, after):
        return max(0, len(after) - len(before)), max(0, len(before) - len(after)), min(len(before), len(after))
    added = removed = reworded = 0
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op != "equal":
            both = min(b - a, d - c)
            added, removed, reworded = added + d - c - both, removed + b - a - both, reworded + both
    return added, removed, reworded


def sentence_count(unit: Unit, source: str) -> int:
    return len(_sentences(unit, source))


def _sentences(unit: Unit, source: str) -> list[tuple[str, ...]]:
    """The words of each sentence of a clause; its title and its number are part of the first."""
    found: list[tuple[str, ...]] = []
    for stretch in unit.wording.stretches:
        starts = [stretch.text.at(span.start) for span in sentences(source, *stretch.span)]
        for low, high in pairwise([0, *starts[1:], len(stretch.text.text) + 1]):
            words = tuple(word.key for word in stretch.words if low <= word.start < high)
            if words:
                found.append(words)
    return found
