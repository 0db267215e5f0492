"""Vectors as bytes: how much is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ingest.packed import STEPS, pack, unpack

ROWS = arrays.arrays(np.float32, st.integers(1, 400), elements=st.floats(-1, 1, width=32))


@given(ROWS)
def test_each_number_moves_by_half_a_step_of_the_greatest_at_most(row: np.ndarray) -> None:
    packed = pack(row)
    assert len(packed) == len(row) + 4
    (back,) = unpack([packed])
    greatest = float(np.abs(row).max())
    assert np.abs(back - row).max() <= greatest / STEPS / 2 * 1.001 + 1e-12


@given(st.integers(0, 2**32 - 1), st.floats(0, 1), st.sampled_from([384, 768, 1536]))
def test_a_cosine_moves_by_less_than_a_two_hundredth(seed: int, near: float, size: int) -> None:
    """For vectors as models make them, and questions from far off to the same."""
    random = np.random.default_rng(seed)
    rows = random.normal(size=(20, size))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    questions = near * rows + (1 - near) * rows[::-1]
    questions /= np.maximum(np.linalg.norm(questions, axis=1, keepdims=True), 1e-12)
    back = unpack([pack(row) for row in rows])
    assert np.abs(back @ questions.T - rows @ questions.T).max() < 0.005


@pytest.mark.parametrize(
    "row",
    [[0, 0, 0], [1, 0, 0], [-1, 1, 0.5], [1e-20, 0, 0], [1e-38, -1e-38, 0]],
    ids=["zero", "axis", "both", "tiny", "least"],
)
def test_the_edges(row: list[float]) -> None:
    (back,) = unpack([pack(np.array(row, np.float32))])
    assert back == pytest.approx(row, abs=0.005)
    assert back.dtype == np.float32


def test_nothing_gives_no_rows() -> None:
    assert unpack([]).shape == (0, 0)


def test_rows_stay_in_order() -> None:
    rows = np.eye(5, dtype=np.float32)
    assert unpack([pack(row) for row in rows]) == pytest.approx(rows, abs=1e-6)
