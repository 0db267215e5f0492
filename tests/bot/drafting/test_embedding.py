"""Texts embedded lately are looked up, and come out as they were."""

import numpy as np

from bot.drafting.embedding import KeptVectors, Vectors


class Model:
    """Embeds a text as its length."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, texts: list[str]) -> Vectors:
        self.asked.append(texts)
        return np.array([[len(text), 1] for text in texts], np.float32)


def test_only_what_is_new_is_embedded_and_once() -> None:
    model = Model()
    embed = KeptVectors(model)
    assert embed(["a", "bb", "a"]).tolist() == [[1, 1], [2, 1], [1, 1]]
    assert embed(["bb", "ccc"]).tolist() == [[2, 1], [3, 1]]
    assert embed(["a", "bb"]).tolist() == [[1, 1], [2, 1]]
    assert model.asked == [["a", "bb"], ["ccc"]]


def test_no_more_is_kept_than_is_said() -> None:
    model = Model()
    embed = KeptVectors(model, kept=2)
    assert embed(["a", "bb", "ccc"]).tolist() == [[1, 1], [2, 1], [3, 1]], "what does not fit is still given"
    embed(["ccc", "a"])
    assert model.asked == [["a", "bb", "ccc"], ["a"]]
