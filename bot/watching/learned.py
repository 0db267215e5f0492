"""Sentences of a document → how likely each of eight kinds of clause is. A linear model over ``features``, numpy only.

Trained by scripts/train_watch.py on CLAUDETTE / UNFAIR-ToS (Lippi et al. 2019) and its successor (Galassi et al. 2024),
both CC BY 4.0; docs/model-card.md says how, how good it is and where it ends.
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from bot.watching.features import groups, row
from bot.watching.words import words

WEIGHTS = "watching/weights.safetensors"
LABELS = (
    "Limitation of liability",
    "Unilateral termination",
    "Unilateral change",
    "Content removal",
    "Contract by using",
    "Choice of law",
    "Jurisdiction",
    "Arbitration",
)
"""As the data names them, in the order of the weights."""


class Learned:
    """The model as its file has it. Safe to use from several threads."""

    def __init__(self, tensors: dict[str, NDArray[Any]]) -> None:
        self.thresholds: NDArray[np.float32] = tensors["thresholds"]
        """From which probability on a label is given, for each one: where F1 was best on development data."""
        self._weights: NDArray[np.int8] = tensors["weights"]
        self._scales, self._biases = tensors["scales"], tensors["biases"]
        self._slopes, self._shifts = tensors["slopes"], tensors["shifts"]
        self._rarity = tensors["rarity"].astype(np.float32) * tensors["rarity_scale"][0]

    def probabilities(self, sentences: Sequence[tuple[str, ...]]) -> NDArray[np.float32]:
        """0 to 1: a row for each sentence of one document, as its words and in its order, a column for each label."""
        margins = np.zeros((len(sentences), len(LABELS)), np.float32)
        for number, group in enumerate(groups(sentences)):
            places, values = row(group, self._rarity)
            margins[number] = self._weights[:, places] @ values * self._scales + self._biases
        odds = np.exp(-np.clip(self._slopes * margins + self._shifts, -30, 30))
        return np.asarray(1 / (1 + odds), np.float32)


@cache
def learned() -> Learned:
    """The model that comes with the program."""
    with (
        resources.as_file(resources.files("bot") / WEIGHTS) as path,
        safe_open(str(path), framework="numpy") as file,
    ):
        return Learned({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118  not a dict


def learned_labels(sentences: Sequence[str], company: str = "") -> list[frozenset[str]]:
    """The labels of each sentence of one document, in its order, as the data names them; for measuring.

    ``company`` is the name of whose terms they are: it stands for "we".
    """
    model = learned()
    over = model.probabilities([words(sentence, company) for sentence in sentences]) >= model.thresholds
    return [frozenset(label for label, yes in zip(LABELS, line, strict=True) if yes) for line in over]
