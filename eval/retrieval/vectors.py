"""Vectors of the plain model, each text embedded once; kept in a file, so that a second run embeds nothing."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot import Embedder
from eval.files.jsonl import FileError

Embedded = Callable[[int, int], None]
"""Hears, after each batch, how many texts are embedded, of how many."""

BATCH = 256
"""Texts embedded between two words about how far it is."""


class Vectors:
    """Text → vector of length 1."""

    def __init__(self, embedder: Embedder, path: Path) -> None:
        """What ``path`` keeps is used when it was made by the same model; a file that is damaged is made anew."""
        self.model_id = embedder.model_id
        self._embed = embedder.embed
        self._path = path
        self._known: dict[str, NDArray[np.float32]] = _kept(path, self.model_id)

    def learn(self, texts: Iterable[str], progress: Embedded = lambda *_: None) -> None:
        """Embed those texts that are not known yet, and keep all in the file. Raises FileError when it cannot."""
        lacking = list({key: text for text in texts if (key := _key(text)) not in self._known}.items())
        for start in range(0, len(lacking), BATCH):
            batch = lacking[start : start + BATCH]
            rows = self._embed([text for _, text in batch])
            self._known.update(zip((key for key, _ in batch), rows, strict=True))
            progress(start + len(batch), len(lacking))
        if lacking:
            self._keep()

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text; all must have been learnt, and there must be one at least."""
        return np.stack([self._known[_key(text)] for text in texts])

    def _keep(self) -> None:
        beside = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        try:
            with beside.open("wb") as file:
                np.savez(
                    file,
                    model=np.array(self.model_id),
                    keys=np.array(list(self._known)),
                    rows=np.stack(list(self._known.values())),
                )
            beside.replace(self._path)
        except OSError as error:
            raise FileError(
                f"{self._path} cannot be written: {error.strerror}.", "Free space, or name another folder with --work."
            ) from error
        finally:
            beside.unlink(missing_ok=True)


def _kept(path: Path, model_id: str) -> dict[str, NDArray[np.float32]]:
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            if str(file["model"]) == model_id:
                return dict(zip(file["keys"].tolist(), file["rows"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        pass  # not there yet, or damaged: everything in it can be made again
    return {}


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
