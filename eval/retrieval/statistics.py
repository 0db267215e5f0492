"""Intervals of means and paired tests: exact, or drawn from a fixed seed, so that a run repeats its figures.

Wilson's interval of a rate is ``eval.report.wilson``.
"""

from collections.abc import Sequence
from math import comb

import numpy as np

SEED = 20_240_501
"""Any number would do; a fixed one makes two runs agree."""
RESAMPLES = 2_000
"""Of the bootstrap: the ends of a 95 % interval then move by about 0.002 from seed to seed on our sets."""
DRAWS = 10_000
"""Of the randomisation test: the smallest p it can give is 1 in 10,001."""
_AT_ONCE = 500
"""Draws held in memory together: some megabytes for a thousand questions."""


def bootstrap(values: Sequence[float], resamples: int = RESAMPLES, seed: int = SEED) -> tuple[float, float]:
    """Percentile bootstrap 95 % interval of the mean of ``values``, at least one, drawn over questions.

    Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    """
    given = np.asarray(values, np.float64)
    random = np.random.default_rng(seed)
    means = [given[random.integers(0, len(given), len(given))].mean() for _ in range(resamples)]
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def mcnemar(one: Sequence[float], other: Sequence[float]) -> float:
    """Two-sided exact p of McNemar's test that two ways hit equally often; the values are 0 or 1, paired.

    Only the questions where one hits and the other does not tell anything; each way is as likely to be the one that
    hits when they are equally good (McNemar, Psychometrika 12, 1947; exact by the binomial).
    """
    wins = sum(a > b for a, b in zip(one, other, strict=True))
    losses = sum(a < b for a, b in zip(one, other, strict=True))
    differ = wins + losses
    tail = sum(comb(differ, count) for count in range(min(wins, losses) + 1))
    # Whole numbers divided: 2.0**-n would come to nothing for large n.
    return float(min(1.0, 2 * tail / 2**differ))


def sign_flip(one: Sequence[float], other: Sequence[float], draws: int = DRAWS, seed: int = SEED) -> float:
    """Two-sided p of a paired randomisation test that two ways score equally well.

    When they do, each question's difference is as likely to be the other way round: p is the share of random signs that
    give a difference at least as large, the one that was seen included (Smucker, Allan and Carterette, CIKM 2007).
    """
    differences = np.asarray(one, np.float64) - np.asarray(other, np.float64)
    differences = differences[differences != 0]
    if not len(differences):
        return 1.0
    seen = abs(differences.sum()) - 1e-9
    random = np.random.default_rng(seed)
    as_large = 0
    for start in range(0, draws, _AT_ONCE):
        signs = random.integers(0, 2, (min(_AT_ONCE, draws - start), len(differences))) * 2 - 1
        as_large += int((np.abs(signs @ differences) >= seen).sum())
    return (1 + as_large) / (1 + draws)
