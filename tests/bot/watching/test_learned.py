"""The shipped model: what it says of plain sentences of our own, and what its file is."""

from importlib import resources

import numpy as np
import pytest
from safetensors import safe_open

from bot.watching.features import SIZE
from bot.watching.learned import LABELS, WEIGHTS, learned, learned_labels
from bot.watching.words import words

SAID = {
    "Limitation of liability": "In no event will Merle be liable for any indirect or consequential damages.",
    "Unilateral termination": "We may terminate or suspend your account at any time, for any reason, without notice.",
    "Unilateral change": "We reserve the right to modify these terms at any time in our sole discretion.",
    "Content removal": "We reserve the right to remove any content at our sole discretion and without notice.",
    "Contract by using": "By accessing or using the service you agree to be bound by these terms.",
    "Choice of law": "These terms shall be governed by the laws of the state, without regard to conflict of laws.",
    "Jurisdiction": "You submit to the exclusive jurisdiction of the courts located in the county.",
    "Arbitration": "Any dispute will be resolved by final and binding arbitration and not in court.",
}


@pytest.mark.parametrize("label", LABELS)
def test_a_plain_case_of_each_label_is_known(label: str) -> None:
    assert label in learned_labels([SAID[label]], "Merle")[0]


def test_harmless_sentences_have_no_label() -> None:
    said = [
        "You can reach our help desk on weekdays.",
        "Pick a password that nobody else knows.",
        "The app is blue.",
        "",
    ]
    assert learned_labels(said, "Merle") == [frozenset()] * len(said)


def test_probabilities_are_probabilities_whatever_is_read() -> None:
    said = [words(text) for text in ("", "a", "§ " * 50, "we may " * 5_000, SAID["Arbitration"])]
    found = learned().probabilities(said)
    assert found.shape == (len(said), len(LABELS))
    assert np.isfinite(found).all()
    assert ((found >= 0) & (found <= 1)).all()
    assert learned().probabilities([]).shape == (0, len(LABELS))


def test_the_file_is_small_and_holds_numbers_only() -> None:
    file = resources.files("bot") / WEIGHTS
    with resources.as_file(file) as path, safe_open(str(path), framework="numpy") as tensors:
        assert path.stat().st_size < 3_000_000
        assert tensors.get_tensor("weights").shape == (len(LABELS), SIZE)
        assert tensors.metadata() is None
