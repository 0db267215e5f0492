"""Scores of ranks, by hand."""

from math import log2

import pytest

from eval.retrieval.measures import Measure, Ranks, ndcg


@pytest.mark.parametrize(
    ("kind", "k", "ranks", "score"),
    [
        ("any", 1, (1,), 1),
        ("any", 1, (2,), 0),
        ("any", 5, (None, 5), 1),
        ("any", 5, (None, 6), 0),
        ("any", 5, (None,), 0),
        ("all", 10, (10, 1), 1),
        ("all", 10, (11, 1), 0),
        ("all", 10, (1, None), 0),
        ("ndcg", 10, (1,), 1),
        ("ndcg", 10, (3,), 1 / 2),
        ("ndcg", 10, (11,), 0),
        ("ndcg", 10, (None, None), 0),
    ],
)
def test_scores(kind: str, k: int, ranks: Ranks, score: float) -> None:
    measure = Measure("m", "j", kind, k)  # type: ignore[arg-type]
    assert measure.score(ranks) == pytest.approx(score)
    assert measure.counts_hits == (kind != "ndcg")


def test_ndcg_of_several() -> None:
    assert ndcg((2, 1), 10) == pytest.approx(1)
    assert ndcg((1, None), 10) == pytest.approx(1 / (1 + 1 / log2(3)))
    assert ndcg((4, 2), 10) == pytest.approx((1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3)))
    assert ndcg(tuple(range(1, 15)), 10) == pytest.approx(1), "no more than k can be within the first k"
