"""Vectors of the terms' sentences in a file of the cache: embedded once, not once a start.

Nothing depends on it: a file that cannot be read or written keeps nothing, and what somebody else put into it could at
most bring clauses into another order. What is quoted never comes from here.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

T = TypeVar("T")
Vectors = NDArray[np.float32]

MOST = 100_000
"""Vectors kept, 1.6 kB each: the sentences of some three hundred long terms. Above, the oldest tenth goes."""
WAIT_S = 1.0
"""For another process that writes."""

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS vector (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, numbers BLOB NOT NULL);
"""


class StoredVectors:
    """Vectors that one embedding model made, by their texts. Several threads and processes may share the file."""

    def __init__(self, path: Path, model_id: str, most: int = MOST) -> None:
        """Nothing is opened before something is asked for."""
        self._path = path
        self._model = model_id
        self._most = most
        self._lock = Lock()
        self._db: sqlite3.Connection | None = None
        self._over = False

    def get(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those of the texts that have one."""
        keys = {self._key(text): text for text in texts}

        def found(db: sqlite3.Connection) -> dict[str, Vectors]:
            rows = (db.execute("SELECT key, numbers FROM vector WHERE key = ?", (key,)).fetchone() for key in keys)
            return {keys[row[0]]: np.frombuffer(row[1], "<f4").astype(np.float32) for row in rows if row}

        return self._asked(found) or {}

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors."""
        rows = [(self._key(text), row.astype("<f4").tobytes()) for text, row in vectors.items()]

        def kept(db: sqlite3.Connection) -> None:
            with db:
                db.executemany("INSERT OR IGNORE INTO vector (key, numbers) VALUES (?, ?)", rows)
                low, high = db.execute("SELECT min(id), max(id) FROM vector").fetchone()
                if high - low >= self._most:
                    db.execute("DELETE FROM vector WHERE id <= ?", (high - self._most + self._most // 10,))

        self._asked(kept)

    def close(self) -> None:
        """Nothing is kept or found any more."""
        with self._lock:
            self._over = True
            if self._db is not None:
                self._db.close()

    def _asked(self, what: Callable[[sqlite3.Connection], T]) -> T | None:
        """What the file answers; None when it cannot."""
        with self._lock:
            if self._over:
                return None
            try:
                if self._db is None:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    self._db = sqlite3.connect(self._path, timeout=WAIT_S, check_same_thread=False)
                    self._db.executescript(_SCHEMA)
                return what(self._db)
            except (OSError, sqlite3.Error, ValueError) as problem:
                self._over = getattr(problem, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY
                log.debug("Vectors are not kept in %s: %s", self._path, problem)
                return None

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._model}\n{text}".encode("utf-8", "surrogatepass")).digest()[:16]
