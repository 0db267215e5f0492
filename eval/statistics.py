"""Intervals and paired tests: exact, or drawn from a fixed seed, so that a run repeats its figures."""

from collections.abc import Callable, Mapping, Sequence
from math import comb, sqrt

import numpy as np

Z95 = 1.959964
"""Standard normal quantile of 0.975: 95 % lie within that many standard deviations."""
SEED = 20_240_501
"""Any number would do; a fixed one makes two runs agree."""
RESAMPLES = 2_000
"""Of the bootstrap: the ends of a 95 % interval then move by about 0.002 from seed to seed on our sets."""
DRAWS = 10_000
"""Of the randomisation test: the smallest p it can give is 1 in 10,001."""
_AT_ONCE = 500
"""Draws held in memory together: some megabytes for a thousand questions."""


def wilson(rate: float, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a rate seen in ``n`` > 0 trials (E. B. Wilson, JASA 22, 1927)."""
    centre = rate + z * z / (2 * n)
    margin = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - margin) / scale), min(1.0, (centre + margin) / scale)


def tango(gained: int, lost: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Tango's score interval of the difference of two rates seen in the same ``n`` > 0 cases.

    ``gained`` of them were wrong first and right then, ``lost`` the other way round; the rest only counts in ``n``. It
    holds its level where few cases or none differ, which is what a rerun looks like; the usual interval has no width
    there (T. Tango, Statistics in Medicine 17, 1998, equations 24 to 26). The ends are found by bisection.
    """

    def beyond(difference: float, deviations: float) -> float:
        """How far what was seen lies above so many standard deviations from a true difference; falls as that grows."""
        linear = (2 * n - gained + lost) * difference - gained - lost
        # Tango's most likely share of cases that are lost, were that the difference.
        root = sqrt(max(0.0, linear * linear + 8 * n * lost * difference * (1 - difference)))
        variance = n * ((root - linear) / (2 * n) + difference * (1 - difference))
        return gained - lost - n * difference - deviations * sqrt(max(0.0, variance))

    seen = (gained - lost) / n
    return _root(lambda d: beyond(d, z), -1.0, seen), _root(lambda d: beyond(d, -z), seen, 1.0)


def _root(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function passes 0 between two values, to the last digits of a float."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def bootstrap(values: Sequence[float], resamples: int = RESAMPLES, seed: int = SEED) -> tuple[float, float]:
    """Percentile bootstrap 95 % interval of the mean of ``values``, at least one, drawn over questions.

    Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    """
    given = np.asarray(values, np.float64)
    random = np.random.default_rng(seed)
    means = [given[random.integers(0, len(given), len(given))].mean() for _ in range(resamples)]
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def sign_test(better: int, worse: int) -> float:
    """Two-sided exact p that a change for the better is as likely as one for the worse, given how many there were.

    Of scores that are 0 or 1 this is McNemar's test (Psychometrika 12, 1947), exact by the binomial: only the cases
    that differ tell anything.
    """
    differ = better + worse
    tail = sum(comb(differ, count) for count in range(min(better, worse) + 1))
    # Whole numbers divided: 2.0**-n would come to nothing for large n.
    return float(min(1.0, 2 * tail / 2**differ))


def mcnemar(one: Sequence[float], other: Sequence[float]) -> float:
    """``sign_test`` of two ways that hit (1) or miss (0) the same questions."""
    pairs = list(zip(one, other, strict=True))
    return sign_test(sum(a > b for a, b in pairs), sum(a < b for a, b in pairs))


def holm(ps: Mapping[str, float]) -> dict[str, float]:
    """The p of each test, adjusted so that the chance of any false alarm among all of them stays at its level.

    S. Holm, Scandinavian Journal of Statistics 6, 1979.
    """
    adjusted: dict[str, float] = {}
    most = 0.0
    for rank, name in enumerate(sorted(ps, key=lambda name: ps[name])):
        most = max(most, min(1.0, (len(ps) - rank) * ps[name]))
        adjusted[name] = most
    return {name: adjusted[name] for name in ps}


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
