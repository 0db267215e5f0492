"""A clause that is asked for by its number or title: all of it, in the document's own words, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence

from bot.drafting.context import LARGEST, Sentence, all_of, without_label
from bot.retrieval.query import Query
from bot.retrieval.rules import names
from bot.types import DraftQuote, DraftStatement
from ingest import Passage, Reading

MOST_PIECES = 12
"""Statements of one answer; no more are checked."""
PIECE, LONG_PIECE = 900, 1_900
"""Characters of one statement: as they read well, and as they must be for a long clause. More are not shown in full."""
FEWEST_WORDS = 3


def whole_clauses(
    query: Query, passages: Sequence[Passage], readings: Mapping[int, Reading]
) -> tuple[DraftStatement, ...]:
    """The clauses that a question names, whole; as many as fit into one answer, none when the first does not."""
    named = [passage for passage in passages if names(query, passage.clause)]
    inside = [passage for passage in passages if names(query, passage.clause, inside=True)]
    statements: list[DraftStatement] = []
    told: set[tuple[int, int, int]] = set()
    for passage in named or sorted(inside, key=lambda passage: passage.clause.start):
        place = (passage.version.id, *passage.clause.span)
        if place in told or passage.clause.end - passage.clause.start > LARGEST:
            continue
        told.add(place)
        pieces = _statements(passage, readings[passage.version.id])
        if len(statements) + len(pieces) > MOST_PIECES:
            break
        statements += pieces
    return tuple(statements)


def _statements(passage: Passage, reading: Reading) -> list[DraftStatement]:
    found = all_of(reading, passage.clause)
    pieces = list(_pieces(found, PIECE, by_clause=True))
    if len(pieces) > MOST_PIECES:
        pieces = list(_pieces(found, LONG_PIECE, by_clause=False))
    statements = []
    for piece in pieces:
        text = " ".join(sentence.words for sentence in piece)
        if piece[0].clause == passage.clause:
            text = without_label(text)
        quote = reading.source[piece[0].span.start : piece[-1].span.end]
        if len(text.split()) >= FEWEST_WORDS:
            statements.append(DraftStatement(text, (DraftQuote(passage.id, quote),), excerpt=True))
    return statements


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
