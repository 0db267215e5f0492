"""Many services asked at once: who is shown."""

from collections.abc import Sequence

from ingest import Passage

AT_MOST = 12
"""Documents of all services that are searched clause by clause; of more, only what comes near is looked at."""
CLOSE = 0.5
"""Share of the best score below which a passage is not about the question: a service that does not say is not shown."""


def spread(found: Sequence[Passage], k: int) -> tuple[Passage, ...]:
    """The ``k`` passages to show of those found, best first: each service's best, then each one's second, and so on.

    One service with a long chapter on the matter would else fill the list, and the question was who says it at all.
    """
    turns: dict[str, int] = {}
    placed: list[tuple[int, int, Passage]] = []
    for number, passage in enumerate(found):
        turn = turns[passage.version.service] = turns.get(passage.version.service, -1) + 1
        if passage.score >= CLOSE * found[0].score:
            placed.append((turn, number, passage))
    return tuple(passage for _, _, passage in sorted(placed, key=lambda row: row[:2])[:k])
