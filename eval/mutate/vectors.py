"""Vectors made once: mutants share all their sentences but one, and are asked the same questions."""

import numpy as np
from numpy.typing import NDArray

from bot import Embedder


class Remembered:
    """The embedder it is given, which is asked for each text once."""

    def __init__(self, embedder: Embedder) -> None:
        self.model_id = embedder.model_id
        self._embedder = embedder
        self._texts: dict[str, NDArray[np.float32]] = {}
        self._questions: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        if new := [text for text in dict.fromkeys(texts) if text not in self._texts]:
            self._texts.update(zip(new, self._embedder.embed(new), strict=True))
        return np.array([self._texts[text] for text in texts], np.float32)

    def embed_questions(self, texts: list[str]) -> NDArray[np.float32]:
        if new := [text for text in dict.fromkeys(texts) if text not in self._questions]:
            self._questions.update(zip(new, self._embedder.embed_questions(new), strict=True))
        return np.array([self._questions[text] for text in texts], np.float32)
