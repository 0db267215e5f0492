"""What is counted: from the ranks at which the wanted things of a question stand to a score between 0 and 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal

Ranks = tuple[int | None, ...]
"""For each thing that should be found, the rank (from 1) of the first result that is it; None: it was not found."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of a table."""

    name: str
    """As a person reads it: "any required, first 5"."""
    judged: str
    """The name of the set's ``Judgement`` whose ranks it is counted on."""
    kind: Literal["any", "all", "ndcg"]
    k: int

    @property
    def key(self) -> str:
        """Its name as a scorer's: "hit@5/clause"."""
        kind = {"any": "hit", "all": "all", "ndcg": "ndcg"}[self.kind]
        return f"{kind}@{self.k}/{self.judged.replace(' ', '_')}"

    @property
    def counts_hits(self) -> bool:
        """Whether every score is 0 or 1."""
        return self.kind != "ndcg"

    def score(self, ranks: Ranks) -> float:
        """Of one question, with at least one thing to be found."""
        if self.kind == "ndcg":
            return ndcg(ranks, self.k)
        within = [rank is not None and rank <= self.k for rank in ranks]
        return float(any(within) if self.kind == "any" else all(within))


def ndcg(ranks: Sequence[int | None], k: int) -> float:
    """Normalised discounted cumulative gain of the first ``k`` results, each wanted thing worth the same.

    Järvelin and Kekäläinen, ACM TOIS 20, 2002, with the discount 1 / log2(rank + 1).
    """
    gained = sum(1 / log2(rank + 1) for rank in ranks if rank is not None and rank <= k)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(len(ranks), k) + 1))
    return gained / best
