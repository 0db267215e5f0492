"""A clause that is asked for by its number or title: all of it, in the document's own words, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence

from bot.drafting.context import LARGEST, Sentence, all_of, without_label
from bot.retrieval.query import Query
from bot.retrieval.rules import names
from bot.types import Draft, DraftQuote, DraftStatement
from ingest import CITABLE, Clause, Passage, Reading

MOST_PIECES = 12
"""Statements of one answer; no more are checked."""
PIECE, LONG_PIECE = 900, 1_900
"""Characters of one statement: as they read well, and as they must be for a long clause. More are not shown in full."""
FEWEST_WORDS = 3


def whole_clauses(query: Query, passages: Sequence[Passage], readings: Mapping[int, Reading]) -> Draft | None:
    """The clauses that a question names, whole, in the order of the document; None when there is none.

    "partly" when there is more under that name than goes into one answer.
    """
    pieces = [
        (piece, clause, reading)
        for clause, reading in _named(query, passages, readings)
        for piece in _pieces_of(clause, reading)
    ]
    statements: list[DraftStatement] = []
    room = LARGEST
    for piece, clause, reading in pieces:
        quote = " ".join(sentence.words for sentence in piece)
        room -= len(quote)
        if room < 0 or len(statements) == MOST_PIECES:
            break  # what is told is the beginning, without gaps
        passage = _holding(piece, [p for p in passages if p.version.id == reading.version.id])
        if passage is not None:
            text = without_label(quote) if piece[0].clause == clause else quote
            statements.append(DraftStatement(text, (DraftQuote(passage.id, quote),), excerpt=True))
    if not statements:
        return None
    return Draft("answered" if len(statements) == len(pieces) else "partly", "", tuple(statements))


def _named(
    query: Query, passages: Sequence[Passage], readings: Mapping[int, Reading]
) -> Iterator[tuple[Clause, Reading]]:
    """The clauses of that name, without those that lie in another; parts in the order in which they were found."""
    found = [(passage.version.id, passage.clause.part) for passage in passages]
    others = [(id_, clause.part) for id_ in dict(found) for clause in readings[id_].clauses]
    for id_, part in dict.fromkeys((*found, *others)):
        here = [c for c in readings[id_].clauses if c.part == part and c.kind in CITABLE and names(query, c)]
        for clause in here:
            if not any(_holds(other, clause) for other in here if other != clause):
                yield clause, readings[id_]


def _holds(outer: Clause, inner: Clause) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _holding(piece: Sequence[Sentence], passages: Sequence[Passage]) -> Passage | None:
    """The passage with the smallest clause around a piece; None when none was found that holds it."""
    start, end = piece[0].span.start, piece[-1].span.end
    around = [p for p in passages if p.clause.start <= start and end <= p.clause.end]
    return min(around, key=lambda p: p.clause.end - p.clause.start, default=None)


def _pieces_of(clause: Clause, reading: Reading) -> list[list[Sentence]]:
    found = all_of(reading, clause)
    pieces = list(_pieces(found, PIECE, by_clause=True))
    if len(pieces) > MOST_PIECES:
        pieces = list(_pieces(found, LONG_PIECE, by_clause=False))
    return [piece for piece in pieces if sum(len(sentence.words.split()) for sentence in piece) >= FEWEST_WORDS]


def _pieces(found: Sequence[Sentence | None], longest: int, *, by_clause: bool) -> Iterator[list[Sentence]]:
    """Sentences that stand together, cut where one is left out, where a piece gets too long, and between clauses."""
    piece: list[Sentence] = []
    for sentence in (*found, None):
        full = piece and sum(len(one.words) for one in piece) + len(sentence.words if sentence else "") > longest
        if piece and (sentence is None or full or (by_clause and sentence.clause != piece[-1].clause)):
            yield piece
            piece = []
        if sentence is not None:
            piece.append(sentence)
