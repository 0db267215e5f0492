"""Intervals and tests on values worked out by hand."""

import numpy as np
import pytest

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
