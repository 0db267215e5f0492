"""The vector index: Chroma, embedded. The only module that imports chromadb.

Vectors are keyed by the hash of what was embedded, so the same clause text has one vector in all versions. The index
remembers which embedding model made it. It can always be rebuilt from the library.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from ingest.errors import EmbeddingMismatch, HomeError, IndexDamaged

if TYPE_CHECKING:
    import chromadb

Vectors = NDArray[np.float32]

EmbedProgress = Callable[[int, int], None]
"""Hears, after each batch, how many texts are embedded, of how many."""

COLLECTION = "passages"
BATCH = 2_000
"""Ids per call; Chroma's own limit on this platform is 5,461."""
EMBED_BATCH = 256
"""Texts embedded between two writes: bounds memory, and what a kill can lose, to some seconds of work."""


class VectorIndex:
    """Vectors of passages by key, for cosine similarity."""

    def __init__(self, collection: "chromadb.Collection", path: Path) -> None:
        self._collection = collection
        self._path = path
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        """What is read in its stead where the folder cannot be written; goes when the index is closed."""

    @classmethod
    def open(cls, path: Path, model_id: str, *, create: bool = False) -> Self:
        """Open the index in a folder; with ``create`` make it when it is not there.

        Chroma writes to its folder even when it only reads: where that is not allowed, it reads a copy.

        Raises:
            EmbeddingMismatch: the index was made with another embedding model.
            IndexDamaged: the folder is not a readable index, or is missing.
            HomeError: the folder cannot be written, with ``create``, or not be copied.
        """
        if not create and not path.is_dir():
            raise IndexDamaged(
                f"The index folder {path} is missing.", "Rebuild it from the library: plainterms reindex"
            )
        if create or _writable(path):
            return cls._open(path, path, model_id, create=create)
        copy = _copied(path)
        try:
            opened = cls._open(path, Path(copy.name), model_id, create=False)
        except BaseException:
            copy.cleanup()
            raise
        opened._copy = copy
        return opened

    @classmethod
    def _open(cls, path: Path, folder: Path, model_id: str, *, create: bool) -> Self:
        """``path`` is what the index is called, ``folder`` where it lies."""
        import chromadb
        from chromadb.config import Settings

        with _explained(path):
            client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
            try:
                # embedding_function=None always: the default would fetch a model from the network.
                collection = client.get_collection(COLLECTION, embedding_function=None)
            except chromadb.errors.NotFoundError:
                if not create:
                    raise
                collection = client.create_collection(
                    COLLECTION,
                    embedding_function=None,
                    metadata={"model": model_id},
                    configuration={"hnsw": {"space": "cosine"}},
                )
        made_with = (collection.metadata or {}).get("model")
        if made_with != model_id:
            raise EmbeddingMismatch(
                f"The index in {path} was made with the embedding model {made_with}, but {model_id} is configured.",
                "Set PLAINTERMS_EMBEDDINGS back, or make the index anew with the configured model: plainterms reindex",
            )
        return cls(collection, path)

    def close(self) -> None:
        """Remove the copy, where there is one."""
        if self._copy is not None:
            self._copy.cleanup()

    def count(self) -> int:
        with _explained(self._path):
            return self._collection.count()

    def missing(self, keys: Sequence[str]) -> list[str]:
        """Those of the keys that have no vector yet, each once, in order."""
        wanted = list(dict.fromkeys(keys))
        with _explained(self._path):
            found = {key for batch in _batches(wanted) for key in self._collection.get(ids=batch, include=[])["ids"]}
        return [key for key in wanted if key not in found]

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        with _explained(self._path):
            for start in range(0, len(keys), BATCH):
                stop = start + BATCH
                self._collection.upsert(ids=list(keys[start:stop]), embeddings=vectors[start:stop])

    def vectors(self, keys: Sequence[str]) -> Vectors:
        """The vectors of some keys, in their order, shape (keys, numbers); (0, 0) for none.

        Raises:
            IndexDamaged: a key has no vector.
        """
        found: dict[str, Any] = {}
        with _explained(self._path):
            for batch in _batches(list(dict.fromkeys(keys))):
                got: Any = self._collection.get(ids=batch, include=["embeddings"])
                found |= zip(got["ids"], got["embeddings"], strict=True)
        if lacking := len({*keys} - {*found}):
            raise IndexDamaged(
                f"The index in {self._path} lacks {lacking} of {len({*keys})} vectors of these terms.",
                "Rebuild it from the library: plainterms reindex",
            )
        return np.array([found[key] for key in keys], np.float32) if found else np.zeros((0, 0), np.float32)

    def nearest(self, query: Vectors, count: int) -> list[str]:
        """Keys of about the ``count`` vectors nearest to a query vector, over the whole index, the nearest first."""
        if count < 1:
            return []
        with _explained(self._path):
            result: Any = self._collection.query(query_embeddings=query[np.newaxis], n_results=count, include=[])
        return list(result["ids"][0])


def remove_index(path: Path) -> None:
    """Delete an index folder, to be rebuilt from the library."""
    from chromadb.api.shared_system_client import SharedSystemClient

    # Chroma keeps one open system per folder in the process; a new one must not see the old.
    SharedSystemClient.clear_system_cache()
    try:
        shutil.rmtree(path)
    except FileNotFoundError:
        return
    except OSError as exc:
        raise HomeError(
            f"The index folder {path} cannot be removed: {exc.strerror}.", "Check its permissions."
        ) from exc


def embed_missing(
    index: VectorIndex,
    keys: Sequence[str],
    texts: Callable[[list[str]], list[str]],
    embed: Callable[[list[str]], Vectors],
    done: EmbedProgress = lambda *_: None,
) -> int:
    """Embed those of the keys that the index lacks; gives how many that were.

    ``texts`` gives the text of each key.
    """
    lacking = index.missing(keys)
    finished = 0
    for batch in _batches(lacking, EMBED_BATCH):
        index.add(batch, embed(texts(batch)))
        finished += len(batch)
        done(finished, len(lacking))
    return finished


def _writable(path: Path) -> bool:
    """Whether a folder and what lies in it can be written. Of one that cannot even be read, Chroma complains."""
    if not os.access(path, os.R_OK | os.X_OK):
        return True
    return all(os.access(one, os.W_OK) for one in (path, *path.iterdir()))


def _copied(path: Path) -> "tempfile.TemporaryDirectory[str]":
    """A copy of an index folder, which may be written whatever the folder's permissions say."""
    copy = tempfile.TemporaryDirectory(prefix="plainterms-index-", ignore_cleanup_errors=True)
    try:
        for file in path.rglob("*"):
            if file.is_file():
                beside = Path(copy.name, file.relative_to(path))
                beside.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, beside)
    except OSError as exc:
        copy.cleanup()
        raise HomeError(
            f"The index in {path} cannot be written, which it needs even for reading, nor copied to {copy.name}: "
            f"{exc.strerror}.",
            "Make the folder writable, or free space where temporary files go (TMPDIR).",
        ) from exc
    return copy


def _batches(keys: list[str], size: int = BATCH) -> Iterator[list[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn Chroma's errors into ours, once, at the border."""
    import chromadb

    try:
        yield
    except chromadb.errors.NotFoundError as exc:
        raise IndexDamaged(f"The index in {path} is empty.", "Rebuild it from the library: plainterms reindex") from exc
    except (chromadb.errors.ChromaError, OSError, ValueError) as exc:
        if "readonly" in str(exc) or isinstance(exc, PermissionError):
            raise HomeError(
                f"The index in {path} cannot be written, which it needs even for reading.",
                "Make the folder writable, or copy the home folder and name the copy with --home.",
            ) from exc
        if "disk is full" in str(exc) or (isinstance(exc, OSError) and exc.errno in (errno.ENOSPC, errno.EDQUOT)):
            raise HomeError(
                f"The disk with the index in {path} is full, and it needs a little room even for reading.",
                "Free some space and run the same command again.",
            ) from exc
        raise IndexDamaged(
            f"The index in {path} cannot be read ({type(exc).__name__}).",
            "Rebuild it from the library: plainterms reindex",
        ) from exc
