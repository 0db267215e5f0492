"""Intervals and tests on values worked out by hand."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eval.statistics import DRAWS, bootstrap, holm, mcnemar, sign_flip, sign_test, tango, wilson


@pytest.mark.parametrize(
    ("wins", "losses", "p"),
    [
        (0, 0, 1.0),  # nothing differs
        (1, 0, 1.0),  # 2 · 1/2
        (5, 0, 2 / 32),
        (6, 0, 2 / 64),
        (8, 2, 2 * (1 + 10 + 45) / 1024),
        (2, 8, 2 * (1 + 10 + 45) / 1024),
        (3, 3, 1.0),  # 2 · 42/64 is more than 1
        (9, 1, 2 * (1 + 10) / 1024),
    ],
)
def test_mcnemar(wins: int, losses: int, p: float) -> None:
    one = [1.0] * wins + [0.0] * losses + [1.0, 0.0]
    other = [0.0] * wins + [1.0] * losses + [1.0, 0.0]
    assert mcnemar(one, other) == pytest.approx(p)


def test_mcnemar_of_thousands_is_no_overflow() -> None:
    assert mcnemar([1.0] * 3000, [0.0] * 3000) == pytest.approx(0)
    assert mcnemar([1.0, 0.0] * 2000, [0.0, 1.0] * 2000) == 1.0


def test_wilson_at_the_ends() -> None:
    assert wilson(0, 10) == pytest.approx((0, 0.2775), abs=1e-4)
    assert wilson(0.5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(1, 10) == pytest.approx((0.7225, 1), abs=1e-4)


def test_the_bootstrap_repeats_itself_and_is_about_right() -> None:
    values = list(np.linspace(0, 1, 101))
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    # mean ± 1.96 · standard deviation / √n
    assert (low, high) == pytest.approx((0.5 - 0.0569, 0.5 + 0.0569), abs=0.004)
    assert bootstrap([0.25] * 7) == (0.25, 0.25)


def test_sign_flip() -> None:
    ones, zeros = [1.0] * 5, [0.0] * 5
    assert sign_flip(ones, ones) == 1.0
    # All five the same way: 2 of 32 choices of signs are as large.
    assert sign_flip(ones, zeros) == pytest.approx(2 / 32, abs=0.01)
    assert sign_flip(ones, zeros) == sign_flip(zeros, ones)
    assert sign_flip([0.9, 0.1], [0.1, 0.9]) == 1.0
    assert sign_flip([0.5] * 60, [0.1] * 60) == pytest.approx(1 / (DRAWS + 1)), "never 0"
    assert sign_flip([*ones, 0.3, 0.3], [*zeros, 0.3, 0.3]) == sign_flip(ones, zeros), "equal pairs tell nothing"


def test_both_tests_agree_on_hits() -> None:
    one, other = [1.0] * 9 + [0.0] * 2, [0.0] * 9 + [1.0] * 2
    assert sign_flip(one, other) == pytest.approx(mcnemar(one, other), abs=0.01)


def test_the_sign_test_is_mcnemars() -> None:
    # Altman, Practical Statistics for Medical Research, 1991, p. 186: binomial with 1 of 8, 2 · 9/256.
    assert sign_test(1, 7) == pytest.approx(0.0703, abs=1e-4)
    assert sign_test(7, 1) == mcnemar([1.0] * 7 + [0.0, 1.0], [0.0] * 7 + [1.0, 1.0])
    assert sign_test(0, 0) == 1


def test_holm() -> None:
    # From the smallest: 4 · .01, 3 · .03, then 2 · .04 and 1 · .05, which are raised to what came before.
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.05}) == pytest.approx(
        {"a": 0.04, "b": 0.09, "c": 0.09, "d": 0.09}
    )
    assert holm({"a": 0.2, "b": 0.9}) == {"a": 0.4, "b": 0.9}
    assert holm({"a": 0.7, "b": 0.6}) == {"a": 1.0, "b": 1.0}
    assert holm({}) == {}


@pytest.mark.parametrize(
    ("gained", "lost", "n", "low", "high"),
    [
        # Fagerland, Lydersen and Laake, Statistics in Medicine 33, 2014: airway reactivity of 21 children, Tango's.
        (1, 7, 21, -0.517, -0.026),
        # Nothing differs: z²/(n + z²) on each side, from the score equation with no case gained or lost.
        (0, 0, 150, -3.8415 / 153.8415, 3.8415 / 153.8415),
        # All gained: 1 - z²/(n + z²), where it meets Wilson's interval of a rate of 1.
        (10, 0, 10, 0.7225 * 2 - 1, 1.0),
    ],
)
def test_tango(gained: int, lost: int, n: int, low: float, high: float) -> None:
    assert tango(gained, lost, n) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 80))
def test_tango_holds_what_was_seen_and_turns_with_the_sides(gained: int, lost: int, same: int) -> None:
    n = gained + lost + same
    assume(n > 0)
    low, high = tango(gained, lost, n)
    assert -1 <= low <= (gained - lost) / n <= high <= 1
    assert tango(lost, gained, n) == (pytest.approx(-high, abs=1e-9), pytest.approx(-low, abs=1e-9))


@pytest.mark.parametrize(("gained", "lost", "n"), [(1, 7, 21), (1, 9, 10), (5, 5, 40), (0, 3, 60), (20, 4, 150)])
def test_the_ends_of_tango_lie_where_the_score_test_rejects(gained: int, lost: int, n: int) -> None:
    """The most likely shares under a given difference are searched for here, not calculated."""

    def deviations(difference: float) -> float:
        shares = np.linspace(max(0, -difference) + 1e-9, (1 - difference) / 2 - 1e-9, 400_001)
        with np.errstate(divide="ignore", invalid="ignore"):
            likely = (
                gained * np.log(shares + difference)
                + lost * np.log(shares)
                + (n - gained - lost) * np.log(1 - 2 * shares - difference)
            )
        share = shares[np.nanargmax(likely)]
        return float((gained - lost - n * difference) / np.sqrt(n * (2 * share + difference - difference**2)))

    low, high = tango(gained, lost, n)
    assert deviations(low) == pytest.approx(1.96, abs=0.01)
    assert deviations(high) == pytest.approx(-1.96, abs=0.01)


def test_tango_covers_the_truth() -> None:
    random = np.random.default_rng(7)
    covered = 0
    for _ in range(2_000):
        gained, lost, _ = random.multinomial(150, (0.03, 0.06, 0.91))
        low, high = tango(int(gained), int(lost), 150)
        covered += low <= -0.03 <= high
    assert 0.93 <= covered / 2_000 <= 0.975
