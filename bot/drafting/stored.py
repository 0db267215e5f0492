"""Vectors of the terms' sentences in a file of the cache: embedded once, not once a start.

    how many numbers a vector has (4 bytes), then for each text: its hash (16), a checksum (4), the numbers (4 each)

Nothing depends on it: a file that cannot be read or written keeps nothing, and what somebody else put into it could at
most bring clauses into another order. What is quoted never comes from here.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from mmap import ACCESS_READ, mmap
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
    """Vectors that one embedding model made, by their texts.

    Several threads may use it and several processes the file: each adds at the end, and finds what stood there when it
    opened the file and what it added.
    """

    def __init__(self, folder: Path, model_id: str, most: int = MOST) -> None:
        """Nothing is opened before something is asked for."""
        self._path = folder / f"sentences-{hashlib.sha256(model_id.encode()).hexdigest()[:12]}.vectors"
        self._most = most
        self._lock = Lock()
        self._file: BinaryIO | None = None
        self._size = 0
        """Numbers in a vector; 0 while that is not known."""
        self._places: dict[bytes, int] = {}
        """Where in the file each text is."""
        self._over = False

    def get(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those of the texts that have one."""
        found: dict[str, Vectors] = {}
        with self._lock:
            try:
                if file := self._opened():
                    for text in texts:
                        row = self._row(file, text)
                        if row is not None:
                            found[text] = row
            except OSError as problem:
                self._end(problem)
        return found

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors, all of one size."""
        with self._lock:
            try:
                rows = {text: row.astype(_NUMBER).tobytes() for text, row in vectors.items()}
                size = len(next(iter(rows.values()), b"")) // _NUMBER.itemsize
                if not size or self._over:
                    return
                file = self._opened()
                if file is None or size != self._size or len(self._places) + len(rows) > self._most:
                    file = self._begun(size)
                at = file.seek(0, 2)
                records = [_head(_key(text), row) + row for text, row in rows.items()]
                file.write(b"".join(records))
                file.flush()
                self._places |= {record[:_KEY]: at + n * len(record) for n, record in enumerate(records)}
            except OSError as problem:
                self._end(problem)

    def close(self) -> None:
        """Nothing is kept or found any more."""
        with self._lock:
            self._end(None)

    # --- under the lock ------------------------------------------------------------------------------------------

    def _opened(self) -> BinaryIO | None:
        """The file; None while there is none that is whole."""
        if self._file is None and not self._over and self._path.is_file():
            file = self._path.open("a+b")
            file.seek(0)
            self._size = int.from_bytes(file.read(_HEAD), "little")
            end = file.seek(0, 2)
            record = _KEY + _CHECK + self._size * _NUMBER.itemsize
            if not self._size or (end - _HEAD) % record:  # a process was killed as it wrote
                file.close()
                return None
            self._file = file
            with mmap(file.fileno(), end, access=ACCESS_READ) as whole:
                self._places = {whole[at : at + _KEY]: at for at in range(_HEAD, end, record)}
        return self._file

    def _begun(self, size: int) -> BinaryIO:
        """A new file in the place of the one that is there."""
        if self._file is not None:
            self._file.close()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        self._file = self._path.open("a+b")
        self._file.write(size.to_bytes(_HEAD, "little"))
        self._size, self._places = size, {}
        return self._file

    def _row(self, file: BinaryIO, text: str) -> Vectors | None:
        key = _key(text)
        at = self._places.get(key)
        if at is None:
            return None
        file.seek(at)
        head, row = file.read(_KEY + _CHECK), file.read(self._size * _NUMBER.itemsize)
        return np.frombuffer(row, _NUMBER).astype(np.float32) if head == _head(key, row) else None

    def _end(self, problem: OSError | None) -> None:
        self._over = True
        if self._file is not None:
            self._file.close()
            self._file = None
        if problem is not None:
            log.debug("Vectors are not kept in %s: %s", self._path, problem)


def _head(key: bytes, row: bytes) -> bytes:
    return key + crc32(row).to_bytes(_CHECK, "little")


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_KEY]
