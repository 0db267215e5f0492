"""Which mutants are made of which points: every kind its share, and different points for different kinds. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from eval.mutate.asking import Usable, alternating
from eval.mutate.home import Original
from eval.mutate.mutants import Kind, Mutant, Renumbering, changing, deleting, elsewhere, planting
from eval.mutate.points import Of


def shares(kinds: Sequence[Kind], count: int) -> dict[Kind, int]:
    """How many mutants of each kind make ``count``: the first ones get what does not divide."""
    each, more = divmod(count, len(kinds))
    return {kind: each + (at < more) for at, kind in enumerate(kinds)}


def wanted(kinds: Sequence[Kind], count: int) -> dict[Of, int]:
    """How many points are asked for: as many as the largest share, and half as many again where other kinds share."""
    most = max(shares(kinds, count).values())
    others = [kind for kind in kinds if kind not in ("number", "modality")]
    want = most + -(-most // 2) if others else most
    return {of: want for of in ("number", "modality") if others or of in kinds}


def planned(
    usable: Mapping[Of, Sequence[Usable]], kinds: Sequence[Kind], count: int, original: Original
) -> list[tuple[Usable, Mutant]]:
    """The mutants with the points they are made of, kind by kind; fewer where there are too few points."""
    source = original.reading.source
    both = alternating(*usable.values())
    renumbering = Renumbering(original.reading, original.markup) if "renumber" in kinds else None
    planned: list[tuple[Usable, Mutant]] = []
    for turn, (kind, many) in enumerate(shares(kinds, count).items()):
        own = list(usable.get(kind, ())) if kind in ("number", "modality") else [*both[turn:], *both[:turn]]
        made = _made(kind, own, both, source, renumbering)
        planned += [pair for _, pair in zip(range(many), made, strict=False)]
    return planned


def _made(
    kind: Kind, own: Sequence[Usable], both: Sequence[Usable], source: str, renumbering: Renumbering | None
) -> Iterator[tuple[Usable, Mutant]]:
    for at, one in enumerate(own):
        mutant: Mutant | None
        if kind == "delete":
            mutant = deleting(one.point, source)
        elif kind == "instruction":
            mutant = planting(one.point, source)
        elif kind == "renumber":
            mutant = renumbering.of(one.point) if renumbering else None
        elif kind == "elsewhere":
            other = _not_cited(one, [*both[at + 1 :], *both[:at]])
            mutant = elsewhere(one.point, other.point, source) if other else None
        else:
            mutant = changing(kind, one.point, source)
        if mutant is not None:
            yield one, mutant


def _not_cited(one: Usable, others: Sequence[Usable]) -> Usable | None:
    """Another point of whose clause nothing is cited for the first one's question."""
    for other in others:
        clause = other.point.clause
        if not any(c.start < clause.end and clause.start < c.end for c in one.asked.answer.citations):
            return other
    return None
