"""Vectors of the terms' sentences in a file of the cache: embedded once, not once a start.

    how many numbers a vector has (4 bytes), then for each text: its hash (16), a checksum (4), the numbers (4 each)

Nothing depends on it: a file that cannot be read or written keeps nothing, and what somebody else put into it could at
most bring clauses into another order. What is quoted never comes from here.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import BinaryIO
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

Vectors = NDArray[np.float32]

MOST = 100_000
"""Vectors kept, 1.6 kB each: the sentences of some three hundred long terms. A file that is full is begun anew."""
_HEAD, _KEY, _CHECK, _NUMBER = 4, 16, 4, np.dtype("<f4")


class StoredVectors:
    """Vectors that one embedding model made, by their texts. Several threads and processes may share the file."""

    def __init__(self, folder: Path, model_id: str, most: int = MOST) -> None:
        self._path = folder / f"sentences-{hashlib.sha256(model_id.encode()).hexdigest()[:12]}.vectors"
        self._most = most
        self._lock = Lock()
        self._size = 0
        """Bytes of a vector; 0 while there is no whole file."""
        self._end = 0
        """How far the file has been looked through."""
        self._places: dict[bytes, int] = {}
        """Where in it each text is, by its hash."""

    def get(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those of the texts that have one."""
        found: dict[str, Vectors] = {}
        try:
            with self._lock, self._path.open("rb") as file:
                self._look_through(file)
                for text in texts:
                    key = _key(text)
                    if key in self._places:
                        file.seek(self._places[key])
                        head, row = file.read(_KEY + _CHECK), file.read(self._size)
                        if head == _head(key, row):
                            found[text] = np.frombuffer(row, _NUMBER).astype(np.float32)
        except OSError as problem:
            log.debug("No vectors are kept in %s: %s", self._path, problem)
        return found

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors, all of one size."""
        rows = [(_key(text), row.astype(_NUMBER).tobytes()) for text, row in vectors.items()]
        size = len(rows[0][1])
        try:
            with self._lock:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._path.open("a+b") as file:
                    self._look_through(file)
                    if size != self._size or len(self._places) + len(rows) > self._most:
                        file.truncate(0)
                        self._end, self._places = 0, {}
                        file.write((size // _NUMBER.itemsize).to_bytes(_HEAD, "little"))
                    file.write(b"".join(_head(key, row) + row for key, row in rows))
        except OSError as problem:
            log.debug("No vectors are kept in %s: %s", self._path, problem)

    def _look_through(self, file: BinaryIO) -> None:
        """Find where the texts are that were added since the last time, by whomever."""
        end = file.seek(0, 2)
        if end < self._end:  # it was begun anew
            self._end, self._places = 0, {}
        if end == self._end:
            return
        begin = max(self._end, _HEAD)
        file.seek(0)
        self._size = int.from_bytes(file.read(_HEAD), "little") * _NUMBER.itemsize
        record = _KEY + _CHECK + self._size
        if not self._size or (end - _HEAD) % record:  # something else, or a process was killed as it wrote
            self._size = 0
            return
        # Read, not mapped: where another process begins the file anew, a reader comes to its end and is not killed.
        file.seek(begin)
        for at in range(begin, end, record):
            self._places[file.read(record)[:_KEY]] = at
        self._end = end


def _head(key: bytes, row: bytes) -> bytes:
    return key + crc32(row).to_bytes(_CHECK, "little")


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_KEY]
