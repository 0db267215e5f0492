"""Tiers by hand, their symmetry, and how often chance alone would raise an alarm."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.compare import Comparison, Finding
from eval.compare.finding import FEWEST, LEVEL
from eval.runs import Run
from eval.statistics import holm, sign_test

Make = Callable[..., Run]


def found(run: Run, baseline: Run, name: str) -> Finding:
    return next(one for one in Comparison.of(run, baseline).findings if one.scorer.name == name)


@pytest.mark.parametrize(
    ("before", "after", "tier"),
    [
        # A second scorer, "completed", is tested with it: p has to be below .025.
        ([1] * 10, [0] * 8 + [1] * 2, "regression"),  # 2/256 · 2
        ([1] * 10, [0] * 6 + [1] * 4, "possible regression"),  # 2/64 · 2 = .0625
        ([0] * 10, [1] * 8 + [0] * 2, "improvement"),
        ([0] * 10, [1] + [0] * 9, "improvement"),  # no case worse
        ([0, 0, 1] + [1] * 7, [1, 1, 0] + [1] * 7, "stable"),  # better, not surely
        ([1, 0] * 5, [1, 0] * 5, "stable"),
        ([1, 0] * 5, [0, 1] * 5, "stable"),  # as many better as worse
        ([1, 0.5] + [1] * 8, [0.5, 0.6] + [1] * 8, "possible regression"),  # as many, but the mean is lower
        ([1] * 5, [0] * 5, "insufficient data"),
        ([None] * 10, [1] * 10, "insufficient data"),
        ([0.5] * 10, [0.4] * 9 + [0.6], "regression"),  # 2 · 11/1024 · 2
    ],
)
def test_tiers(before: list[Any], after: list[Any], tier: str, run_of: Make) -> None:
    assert found(run_of(a=after), run_of(a=before), "a").tier == tier


@pytest.mark.parametrize(
    ("before", "after", "tier"),
    [
        ([1, 1, 1], [1, 1, 0.9], "regression"),
        ([1] * 9 + [0], [1] * 8 + [0, 1], "regression"),  # one broken, another mended
        ([None] * 9 + [1], [0] + [1] * 9, "regression"),  # not seen before, and broken
        ([0] * 10, [0] * 10, "stable"),  # not newly
        ([0.5] * 10, [0.5] * 9 + [0.4], "regression"),  # further broken
        ([0.5] * 10, [0.5] * 9 + [0.6], "improvement"),
        ([0] * 10, [1] * 10, "improvement"),
    ],
)
def test_a_promise_is_broken_by_one_case(before: list[Any], after: list[Any], tier: str, run_of: Make) -> None:
    assert found(run_of(a=after, promises=["a"]), run_of(a=before), "a").tier == tier


def test_the_numbers_of_a_finding(run_of: Make) -> None:
    before, after = [1, 1, 1, 0, 1, 1, None, 1], [0, 1, 1, 1, 1, 0, 1, None]
    one = found(run_of(a=after), run_of(a=before), "a")
    assert (one.pairs, one.better, one.worse, one.unscored) == (6, ("c3",), ("c0", "c5"), ("c7",))
    assert one.before == pytest.approx(5 / 6)
    assert one.difference == pytest.approx(-1 / 6)
    assert one.p == 1.0  # 2 · (1 + 3)/8
    assert one.low is not None
    assert one.high is not None
    assert one.low < -1 / 6 < one.high


def test_shares_have_a_bootstraps_interval_and_none_that_differs_has_one_too(run_of: Make) -> None:
    moved = found(run_of(a=[0.5, 1] * 20), run_of(a=[1, 1] * 20), "a")
    assert (moved.low, moved.high) == (pytest.approx(-0.325, abs=0.03), pytest.approx(-0.175, abs=0.03))
    still = found(run_of(a=[0.5] * 20), run_of(a=[0.5] * 20), "a")
    assert still.low is not None
    assert still.low < 0


def test_cases_that_fail_are_no_wrong_answers_but_are_noticed(run_of: Make) -> None:
    down = dict.fromkeys(range(12), "The model is down.")
    comparison = Comparison.of(run_of(a=[1] * 20, failed=down), run_of(a=[1] * 20))
    one, completed = comparison.findings
    assert (one.tier, one.pairs, one.unscored) == ("stable", 8, ())
    assert (completed.tier, len(completed.worse)) == ("regression", 12)
    assert comparison.regressed() == ("completed",)


values = st.sampled_from([0, 0.5, 1, None])
columns = st.lists(st.tuples(values, values), min_size=FEWEST, max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(pairs=columns)
def test_the_other_way_round_a_regression_is_an_improvement(pairs: list[tuple[Any, Any]], run_of: Make) -> None:
    old, new = run_of(a=[one for one, _ in pairs]), run_of(a=[other for _, other in pairs])
    there, back = found(new, old, "a"), found(old, new, "a")
    assert (there.better, there.worse, there.p_holm) == (back.worse, back.better, back.p_holm)
    if there.difference is not None and back.difference is not None:
        assert there.difference == pytest.approx(-back.difference, abs=1e-12)
    if there.tier == "improvement":
        assert back.tier in ("regression", "possible regression")
    if there.tier == "regression":
        assert back.tier in ("improvement", "possible regression")  # the latter where few lose more than many gain
    if there.tier == "insufficient data":
        assert back.tier == "insufficient data"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(one=st.lists(values, min_size=1, max_size=30), other=st.lists(values, min_size=1, max_size=30))
def test_the_same_run_again_is_stable(one: list[Any], other: list[Any], run_of: Make) -> None:
    n = min(len(one), len(other))
    run = run_of(a=one[:n], b=other[:n], promises=["b"])
    comparison = Comparison.of(run, run)
    assert {finding.tier for finding in comparison.findings} <= {"stable", "insufficient data"}
    assert comparison.new_failures == comparison.fixed == comparison.notes == ()


# --- chance -----------------------------------------------------------------------------------------------------------

SCORERS, CASES, RERUNS = 14, 150, 10
exact = cache(sign_test)


def alarmed(before: Any, after: Any) -> list[int]:
    """Scorers, as rows of 0 and 1, that regressed: the rule of ``Finding.tier`` on counts, for thousands of runs."""
    better, worse = (after > before).sum(1), (after < before).sum(1)
    adjusted = holm({str(at): exact(int(better[at]), int(worse[at])) for at in range(len(better))})
    return [at for at in range(len(better)) if worse[at] > better[at] and adjusted[str(at)] < LEVEL]


def noisy(random: Any) -> Any:
    """How likely each case is right by each scorer: a quarter of them waver, the others always are or never."""
    shape = (SCORERS, CASES)
    return np.where(random.random(shape) < 0.25, random.random(shape), random.random(shape) < 0.85)


def test_ten_reruns_of_a_model_that_wavers_raise_few_false_alarms() -> None:
    random = np.random.default_rng(20_240_501)
    alarms = []
    for _ in range(300):
        likely = noisy(random)
        base = random.random(likely.shape) < likely
        alarms += [bool(alarmed(base, random.random(likely.shape) < likely)) for _ in range(RERUNS)]
    assert len(alarms) == 3_000
    assert sum(alarms) / len(alarms) < 0.02  # 1.1 %; half of 5 % would be a change for the better


def test_a_drop_of_fifteen_points_is_found() -> None:
    random = np.random.default_rng(20_240_501)
    caught = 0
    for _ in range(300):
        likely = noisy(random)
        base, again = (random.random(likely.shape) < likely for _ in range(2))
        right = np.flatnonzero(again[0])
        again[0, random.choice(right, 22, replace=False)] = False
        caught += 0 in alarmed(base, again)
    assert caught / 300 > 0.85  # 93 %


def test_a_drop_of_fifteen_points_without_noise_is_always_found(run_of: Make) -> None:
    others = {f"s{at}": [1.0] * CASES for at in range(SCORERS - 1)}
    before, after = [1.0] * 130 + [0.0] * 20, [0.0] * 22 + [1.0] * 108 + [0.0] * 20
    comparison = Comparison.of(run_of(a=after, **others), run_of(a=before, **others))
    assert comparison.regressed() == ("a",)
    assert len(comparison.new_failures) == 22


def test_the_simulated_rule_is_the_real_one(run_of: Make) -> None:
    random = np.random.default_rng(3)
    seen = set()
    for _ in range(20):
        base = random.random((3, 40)) < 0.8
        again = base & (random.random((3, 40)) < np.array([[1.0], [0.85], [0.7]]))
        columns_of = [{f"s{at}": list(map(float, row)) for at, row in enumerate(rows)} for rows in (again, base)]
        run, baseline = (run_of(**columns) for columns in columns_of)
        real = Comparison.of(run, baseline, [f"s{at}" for at in range(3)]).regressed()
        assert real == tuple(f"s{at}" for at in alarmed(base, again))
        seen.add(real)
    assert len(seen) > 1
