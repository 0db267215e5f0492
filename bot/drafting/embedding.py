"""Vectors of texts that were embedded lately: sentences of the terms people ask about come again with each question."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from bot.lately import Lately

Vectors = NDArray[np.float32]
Embed = Callable[[list[str]], Vectors]

KEPT = 16_384
"""Texts; about 2 kB each with its vector, 30 MB in all. The sentences of some twenty long terms."""
ASKED_LATELY = 1_024
"""Texts of questions, two each where terms have other words for it."""


class KeptVectors:
    """An embedding model that looks up what it embedded before. Safe to use from several threads."""

    def __init__(self, embed: Embed, kept: int = KEPT) -> None:
        self._embed = embed
        self._kept = Lately[str, Vectors](kept)

    def __call__(self, texts: list[str]) -> Vectors:
        """One row for each text. Raises what the model raises."""
        known = {text: row for text in texts if (row := self._kept.get(text)) is not None}
        if new := [text for text in dict.fromkeys(texts) if text not in known]:
            for text, row in zip(new, self._embed(new), strict=True):
                known[text] = row.copy()  # a row of its own does not keep the others it came with
                self._kept.put(text, known[text])
        return np.array([known[text] for text in texts], np.float32)

    def embed_questions(self, texts: list[str]) -> Vectors:
        """The name under which a search asks for it."""
        return self(texts)
