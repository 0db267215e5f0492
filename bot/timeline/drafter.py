"""What changed between two versions, as a draft: statements of our own words around exact quotes of both sides.

    Reworded in 12.4 on 16 September 2024. Until 15 September 2024 it said: “… thirty (30) days …” Since then: “…”

Nothing here is worded by a model, and nothing is shown before ``bot.verifying.verify`` has found its quotes.
"""

from collections.abc import Sequence
from typing import Literal

from bot.timeline.about import CLEAR, NEAR, Relevance
from bot.timeline.evidence import Evidence, count, listed, number, place, until
from bot.timeline.pieces import Compared, Piece, Wording
from bot.types import Draft, DraftStatement
from bot.verifying.guard import figures
from bot.words.dates import version_day
from ingest import Change, terms

MOST_SHOWN = 5
"""Changes shown of a comparison."""
DOUBTFUL = 0.7
"""Relevance of a changed sentence below which it is not about a topic."""
MOST_OF_CLAUSE = 2
"""Of one clause, so that a rewritten section does not crowd out the others."""
_WEIGHTY = frozenset(
    terms(
        "licence license perpetual irrevocable sublicense train training artificial intelligence machine learning own"
        " ownership property consent permission arbitration court class action jury waive opt refund charge fee price"
        " renew renewal cancel terminate termination suspend delete deletion erase share sell disclose advertising"
        " marketing notice days liability liable indemnify age minor child record recording monitor privacy personal"
        " data warranty damages law must may will not never without unless prohibited forbid"
    )
)
"""Words by which a change touches rights and duties; what else changes is mostly wording."""


def changed(
    found: Compared,
    evidence: Evidence,
    relevance: Relevance | None,
    *,
    act: Literal["", "added", "removed"],
    asks_yes_no: bool,
    adjacent: bool,
) -> Draft | None:
    """What changed, about a topic when one is given; None when nothing of that did.

    Args:
        found: the two versions, compared.
        evidence: takes the passages that are quoted.
        relevance: of their sentences for the topic that is asked about, None for everything.
        act: only what was added or removed is asked for, where there is any.
        asks_yes_no: the question is whether anything changed.
        adjacent: the changes came on the day of the newer version, and not at some time since the older one.
    """
    pieces = chosen(found, relevance)
    pieces = [piece for piece in pieces if piece.kind == act] or pieces
    moves = [] if relevance or act else _plain_moves(found)
    if not pieces and not moves:
        return None
    pieces = pieces[:MOST_SHOWN]
    statements = [told(piece, found, evidence, adjacent=adjacent) for piece in pieces]
    for move in moves[: MOST_SHOWN - len(statements)]:
        statements += _move(move, found, evidence)
    began = when(found, adjacent=adjacent)
    acts = acts_of(pieces, found) if relevance or act else _all(found, pieces)
    headline = f"{began[0].upper()}{began[1:]} they {acts}."
    if asks_yes_no:
        headline = f"Yes: {headline[0].lower()}{headline[1:]}"
    return Draft("answered", headline, tuple(statements), "yes" if asks_yes_no else None, counted=True)


def when(found: Compared, *, adjacent: bool) -> str:
    """Between which versions: "on 7 August 2023" where they follow each other."""
    if adjacent:
        return f"on {version_day(found.newer)}"
    return f"between {version_day(found.older)} and {version_day(found.newer)}"


def chosen(found: Compared, relevance: Relevance | None) -> list[Piece]:
    """The changes that are told, the most important first, or those about a topic, the nearest first."""
    if relevance is None:
        ranked = sorted(found.pieces, key=lambda piece: -weight(piece))
        return _spread([piece for piece in ranked if piece.kind != "reworded" or piece.changed_words])
    scored = [(relevance.of_piece(piece), piece) for piece in found.pieces]
    if all(score < CLEAR for score, _ in scored):
        return []
    near = [row for row in scored if row[0] >= NEAR]
    near = [row for row in near if row[1].changed_words] or near  # "this notice" for "notice" is beside the point
    return _spread([piece for _, piece in sorted(near, key=lambda row: -row[0])])


def nearby(found: Compared, relevance: Relevance) -> list[Piece]:
    """The changes that may be about a topic, where none clearly is: it is not certain then that nothing changed."""
    scored = [(relevance.of_piece(piece), piece) for piece in found.pieces if piece.changed_words]
    return [piece for score, piece in sorted(scored, key=lambda row: -row[0]) if score >= DOUBTFUL][:MOST_OF_CLAUSE]


def _spread(pieces: Sequence[Piece]) -> list[Piece]:
    """At most so many of each clause."""
    shown: dict[tuple[int, int], int] = {}
    kept = []
    for piece in pieces:
        clause = piece.sides[-1].clause
        key = (piece.sides[-1].version.id, clause.start)
        shown[key] = shown.get(key, 0) + 1
        if shown[key] <= MOST_OF_CLAUSE:
            kept.append(piece)
    return kept


def weight(piece: Piece) -> float:
    """How much a change matters, by the words it puts in or takes out."""
    words = piece.changed_words
    old, new = (figures(side.words) if side else frozenset() for side in (piece.before, piece.after))
    weighty = len(words & _WEIGHTY) + 2 * len(old ^ new if piece.kind == "reworded" else frozenset())
    return weighty + (1.0 if piece.kind != "reworded" else 0.0) + min(len(words), 20) / 20


# --- statements ------------------------------------------------------------------------------------------------------


def told(piece: Piece, found: Compared, evidence: Evidence, *, adjacent: bool) -> DraftStatement:
    """A change, with its words on both sides."""
    old, new = piece.before, piece.after
    newer, older = version_day(found.newer), version_day(found.older)
    if old is None and new is not None:
        since = f"Added on {newer}" if adjacent else f"New in the version of {newer}, not in that of {older}"
        return evidence.says(f"{since}, in {place(new.clause)}: “{{0}}”", new)
    if new is None and old is not None:
        gone = f"Removed on {newer}" if adjacent else f"No longer in the version of {newer}; in that of {older}"
        return evidence.says(f"{gone}, from {place(old.clause)}: “{{0}}”", old)
    assert old is not None and new is not None  # noqa: S101  a piece has a side
    return reworded(old, new, evidence, adjacent=adjacent)


def reworded(old: Wording, new: Wording, evidence: Evidence, *, adjacent: bool) -> DraftStatement:
    """Both sides of a sentence that is worded anew, the older first."""
    before, after = place(old.clause), place(new.clause)
    first = f"Until {until(new.version)}" if adjacent else f"In the version of {version_day(old.version)}"
    then = f"Since {version_day(new.version)}" if adjacent else f"In that of {version_day(new.version)}"
    if number(old.clause) == number(new.clause):
        return evidence.says(f"Reworded in {after}. {first} it said: “{{0}}” {then}: “{{1}}”", old, new)
    return evidence.says(f"Reworded. {first}, {before} said: “{{0}}” {then}, {after} says: “{{1}}”", old, new)


def _plain_moves(found: Compared) -> list[Change]:
    return [move for move in found.moves if not move.reworded and not move.through]


def _move(move: Change, found: Compared, evidence: Evidence) -> list[DraftStatement]:
    """That a clause has another number now, by its first sentence on both sides."""
    old = next((w for w in found.old if move.before and w.clause == move.before.clause), None)
    new = next((w for w in found.new if move.after and w.clause == move.after.clause), None)
    if old is None or new is None or number(old.clause) == number(new.clause):
        return []
    return [
        evidence.says(
            f"Renumbered, in the same words: {place(new.clause)} was {number(old.clause)} in the version of "
            f"{version_day(found.older)}. It begins: “{{1}}”",
            old,
            new,
        )
    ]


def unchanged(found: Compared, evidence: Evidence, wordings: Sequence[Wording]) -> list[DraftStatement]:
    """That sentences of the newer version stood in the older one too, in the same words."""
    statements = []
    for new in wordings:
        old = found.before(new)
        if old is not None and old.key == new.key:
            moved = number(old.clause) != number(new.clause)
            where = f" ({number(old.clause)} in the older one)" if moved else ""
            statements.append(
                evidence.says(f"The same in both versions, in {place(new.clause)}{where}: “{{1}}”", old, new)
            )
    return statements


# --- headlines -------------------------------------------------------------------------------------------------------


def acts_of(pieces: Sequence[Piece], found: Compared) -> str:
    """What was done, by clause: "reworded 12.4, added one sentence to 14.1 and removed one from 9.4"."""
    acts = []
    shown = pieces
    new = [p for p in shown if p.kind == "added"]
    gone = [p for p in shown if p.kind == "removed"]
    other = [p for p in shown if p.kind == "reworded"]
    if other:
        acts.append(f"reworded {listed([_both(p) for p in other])}")
    if new:
        at = listed([number(p.sides[0].clause) for p in new])
        acts.append(f"added {count(len(new), 'sentence')} to {at}")
    if gone:
        at = listed([number(p.sides[0].clause) for p in gone])
        acts.append(f"removed {count(len(gone), 'sentence')} from {at}")
    if len(found.pieces) == 1 and not found.moves:
        acts.append("changed nothing else in the terms")
    elif len(found.pieces) > len(shown):
        return f"{listed(acts)}, beside other changes"
    return listed(acts)


def _both(piece: Piece) -> str:
    before, after = (number(side.clause) for side in piece.sides)
    return after if before == after else f"{before} (now {after})"


def _all(found: Compared, pieces: Sequence[Piece]) -> str:
    """What was done in all, counted over the whole comparison."""
    changes = found.changes.changes
    if len(found.pieces) == 1 and not found.moves:
        return acts_of(pieces, found)
    kinds = (
        (sum(c.kind == "added" for c in changes), "new clause", ""),
        (sum(c.kind == "removed" for c in changes), "removed", "removed"),
        (sum(c.reworded for c in changes), "reworded", "reworded"),
        (sum(c.kind == "moved" and not c.reworded for c in changes), "renumbered or moved", "renumbered or moved"),
    )
    parts = [count(n, one, many) for n, one, many in kinds if n]
    places = count(len(changes), "place")
    return f"changed the terms in {places}: {listed(parts)}" if parts else f"changed the terms in {places}"
