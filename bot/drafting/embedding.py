"""Vectors of texts that were embedded lately: sentences of the terms people ask about come again with each question."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.lately import Lately

Vectors = NDArray[np.float32]
Embed = Callable[[list[str]], Vectors]

KEPT = 16_384
"""Texts; about 2 kB each with its vector, 30 MB in all. The sentences of some twenty long terms."""
ASKED_LATELY = 1_024
"""Texts of questions, two each where terms have other words for it."""


class Stored(Protocol):
    """Where vectors outlast the process."""

    def get(self, texts: Sequence[str]) -> dict[str, Vectors]: ...

    def put(self, vectors: Mapping[str, Vectors]) -> None: ...


class KeptVectors:
    """An embedding model that looks up what it embedded before. Safe to use from several threads."""

    def __init__(self, embed: Embed, kept: int = KEPT, stored: Stored | None = None) -> None:
        self._embed = embed
        self._kept = Lately[str, Vectors](kept)
        self._stored = stored

    def __call__(self, texts: list[str]) -> Vectors:
        """One row for each text. Raises what the model raises."""
        known = {text: row for text in texts if (row := self._kept.get(text)) is not None}
        if new := [text for text in dict.fromkeys(texts) if text not in known]:
            known |= self._made(new)
        return np.array([known[text] for text in texts], np.float32)

    def embed_questions(self, texts: list[str]) -> Vectors:
        """The name under which a search asks for it."""
        return self(texts)

    def _made(self, texts: list[str]) -> dict[str, Vectors]:
        """The vectors of texts that are not kept, which then are."""
        found = self._stored.get(texts) if self._stored else {}
        if new := [text for text in texts if text not in found]:
            # A row of its own does not keep the others it came with.
            made = {text: row.copy() for text, row in zip(new, self._embed(new), strict=True)}
            found |= made
            if self._stored:
                self._stored.put(made)
        for text, row in found.items():
            self._kept.put(text, row)
        return found
