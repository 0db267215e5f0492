"""Clauses → passages: what is embedded as one vector, without losing its address.

A clause is one passage with its untitled list items, when it fits. A long one is cut between items and paragraphs, then
between sentences; a slice that lies in one item keeps that item's address. Titled sub-clauses stand on their own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.readable import readable
from ingest.segment.labels import read_label
from ingest.segment.titles import names_document
from ingest.sentences import sentences
from ingest.tokens import TokenCounter
from ingest.types import Clause, Kind, PassageSpan, Segmentation, SentenceSpan, Span

LIMIT = 220
"""Tokens of cl100k_base in one passage: with its path of titles this stays within the 256 tokens MiniLM reads."""
INTRODUCTION = 160
"""Characters of an introducing line that are put before a slice which begins inside its list."""
MARKED_UP = 10
"""Characters of source that are read for each readable one of it: links are long, and each slice reads it anew."""

SHORTEST_SENTENCE = 15
"""Characters. What is shorter is a heading or "Yes.": it says nothing without what stands around it."""

SEARCHED: frozenset[Kind] = frozenset({"clause", "definition", "preamble", "notes"})


@dataclass(slots=True)
class _Node:
    """A clause and the clauses directly inside it."""

    index: int
    clause: Clause
    children: list["_Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one clause's own text that is not cut any further."""

    owner: int
    span: Span
    tokens: int


def passages(source: str, segmentation: Segmentation, count: TokenCounter, limit: int = LIMIT) -> list[PassageSpan]:
    """Every word of the clauses that can be searched, in passages of at most about ``limit`` tokens, in order."""
    cut = _Cutter(source, segmentation, count, limit)
    return sorted((p for group in _groups(segmentation.clauses) for p in cut.group(group)), key=lambda p: p.start)


def _groups(clauses: tuple[Clause, ...]) -> list[_Node]:
    """Each searched clause that has a title of its own (or no parent), with the untitled clauses below it.

    A list and not a generator: a clause's children come after it, and a group is cut only once it has them all.
    """
    groups: list[_Node] = []
    nodes = [_Node(index, clause) for index, clause in enumerate(clauses)]
    for node, parent in zip(nodes, _parents(clauses), strict=True):
        above = None if parent is None else nodes[parent]
        if above is not None:
            above.children.append(node)
        if node.clause.kind in SEARCHED and (above is None or not _folds(node.clause, above.clause)):
            groups.append(node)
    return groups


def _parents(clauses: tuple[Clause, ...]) -> Iterator[int | None]:
    """Index of the clause directly around each clause; spans nest and come in order of start, the wider first."""
    around: list[int] = []
    for index, clause in enumerate(clauses):
        while around and clauses[around[-1]].end <= clause.start:
            around.pop()
        yield around[-1] if around else None
        around.append(index)


def _folds(child: Clause, parent: Clause) -> bool:
    """Whether a clause is a mere item of the one around it: no title of its own, of the same kind and part."""
    return (child.title, child.kind, child.part) == (parent.title, parent.kind, parent.part)


class _Cutter:
    """Cuts groups of clauses of one document."""

    def __init__(self, source: str, segmentation: Segmentation, count: TokenCounter, limit: int) -> None:
        self._source = source
        self._clauses = segmentation.clauses
        self._labels = {clause.path: clause.label for clause in segmentation.clauses}
        self._hidden = _merged(segmentation.hidden)
        self._count = count
        self._limit = limit

    def group(self, root: _Node) -> Iterator[PassageSpan]:
        for run in self._runs(root):
            for slice_ in self._packed(run):
                span = Span(slice_[0].span.start, slice_[-1].span.end)
                owners = {piece.owner for piece in slice_}
                owner = owners.pop() if len(owners) == 1 else root.index
                embedded = self._embedded(root, owner, span)
                if embedded and not (root.children and self._is_heading(owner, span)):
                    yield PassageSpan(owner, span.start, span.end, embedded, tuple(self._sentences(owner, span)))

    def _runs(self, root: _Node) -> Iterator[list[_Piece]]:
        """The group's pieces in order, a new run wherever a clause of another group stands in between."""
        run: list[_Piece] = []
        for found in self._pieces(root):
            if found is not None:
                run.append(found)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def _pieces(self, top: _Node) -> Iterator[_Piece | None]:
        """A group's pieces in order; None stands for a clause of another group. Without recursion: lists nest deep."""
        todo: list[tuple[_Node, int, int]] = [(top, top.clause.start, 0)]
        while todo:
            node, at, number = todo.pop()
            if number == len(node.children):
                yield from self._own(node.index, at, node.clause.end)
                continue
            child = node.children[number]
            yield from self._own(node.index, at, child.clause.start)
            todo.append((node, child.clause.end, number + 1))
            if _folds(child.clause, node.clause):
                todo.append((child, child.clause.start, 0))
            else:
                yield None

    def _own(self, owner: int, start: int, end: int) -> Iterator[_Piece]:
        """A stretch of a clause's own text, whole when it fits, else its sentences."""
        text = self._source[start:end]
        if not any(c.isalnum() for c in text):
            return
        lead, trail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
        whole = Span(start + lead, end - trail)
        tokens = self._count(text)
        if tokens <= self._limit:
            yield _Piece(owner, whole, tokens)
            return
        cuts = [s.start for s in sentences(self._source, *whole)][1:]
        for low, high in zip([whole.start, *cuts], [*cuts, whole.end], strict=True):
            yield _Piece(owner, Span(low, high), self._count(self._source[low:high]))

    def _packed(self, run: list[_Piece]) -> Iterator[list[_Piece]]:
        """Neighbouring pieces put together up to the limit."""
        slice_: list[_Piece] = []
        for piece in run:
            if slice_ and sum(p.tokens for p in slice_) + piece.tokens > self._limit:
                yield slice_
                slice_ = []
            slice_.append(piece)
        if slice_:
            yield slice_

    def _embedded(self, root: _Node, owner: int, span: Span) -> str:
        words = self._words(span)
        if span.start == self._clauses[owner].start:
            words = _unnumbered(words)
        if not words:
            return ""
        titles = " > ".join(self._titles(owner))
        introduction = ""
        if owner != root.index and root.children:
            start, end = root.clause.start, max(root.clause.start, root.children[0].clause.start)
            introduction = self._words(Span(start, min(end, start + MARKED_UP * INTRODUCTION)))
            introduction = _unnumbered(introduction)[:INTRODUCTION].strip()
        return " — ".join(part for part in (titles, introduction, words) if part)

    def _is_heading(self, owner: int, span: Span) -> bool:
        """Whether a stretch is the title of a clause and nothing else; below it, its words are in every passage's path.

        By itself it would be found for whatever it is about, and say nothing.
        """
        said = _unnumbered(self._words(span)).strip(".: ")
        return said == self._clauses[owner].title.strip(".: ")

    def _sentences(self, owner: int, span: Span) -> Iterator[SentenceSpan]:
        """The path of titles, which stands nowhere in the passage and has an empty span, then its sentences."""
        titles = list(self._titles(owner))
        if titles:
            yield SentenceSpan(span.start, span.start, " > ".join(titles))
        for start, end in sentences(self._source, *span):
            words = _unnumbered(self._words(Span(start, end)))
            if len(words) >= SHORTEST_SENTENCE and not (titles and words.strip(".: ") == titles[-1].strip(".: ")):
                yield SentenceSpan(start, end, words)

    def _titles(self, index: int) -> Iterator[str]:
        """The titles around and of a clause, without their numbers and without the document's own name.

        A text that is renumbered, or stands in a rendering that prints the name above it, is the same text.
        """
        path = self._clauses[index].path
        for length in range(1, len(path) + 1):
            title = path[length - 1].removeprefix(self._labels.get(path[:length], "")).strip()
            if title and not (length == 1 < len(path) and names_document(title)):
                yield title

    def _words(self, span: Span) -> str:
        """The readable words of a stretch, without what a reader of the page would not see."""
        kept, at = [], span.start
        number = bisect_right(self._hidden, span.start, key=lambda hidden: hidden.end)
        while number < len(self._hidden) and self._hidden[number].start < span.end:
            low, high = self._hidden[number]
            kept.append(readable(self._source, at, max(at, low)).text)
            at, number = max(at, high), number + 1
        kept.append(readable(self._source, at, max(at, span.end)).text)
        return " ".join(part for part in kept if part).strip()


def _unnumbered(words: str) -> str:
    label = read_label(words)
    return words[label.end :] if label else words


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in order, without overlap."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
