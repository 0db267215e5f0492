"""Text that a browser keeps for us, sealed: what comes back is what this server wrote, or it is nothing.

A seal hides nothing; it only tells our own words from others'.
"""

import base64
import binascii
import hmac
import os
import secrets
import zlib
from pathlib import Path

KEY_BYTES = 32


class Seal:
    """Seals and opens with one key."""

    def __init__(self, key: bytes | None = None) -> None:
        """Without a key it is a new one, and what it seals is worth nothing once the process ends."""
        self._key = key or secrets.token_bytes(KEY_BYTES)

    @classmethod
    def kept_in(cls, path: Path) -> "Seal":
        """With the key of a file, made when it is not there; with a new one where no file can be written or read."""
        try:
            try:
                made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                key = path.read_bytes()
            else:
                key = secrets.token_bytes(KEY_BYTES)
                with os.fdopen(made, "wb") as file:
                    file.write(key)
        except OSError:
            return cls()
        return cls(key if len(key) == KEY_BYTES else None)

    def close(self, text: str) -> str:
        """The text, packed, behind its seal; ASCII."""
        packed = zlib.compress(text.encode("utf-8"), 9)
        return base64.b64encode(self._mark(packed) + packed).decode("ascii")

    def open(self, sealed: str) -> str | None:
        """The text of ``close``; None when anything about it was changed or the key is another one."""
        try:
            raw = base64.b64decode(sealed, validate=True)
        except (ValueError, binascii.Error):
            return None
        mark, packed = raw[:KEY_BYTES], raw[KEY_BYTES:]
        # Nothing is unpacked before the seal is known to be ours.
        return zlib.decompress(packed).decode("utf-8") if hmac.compare_digest(mark, self._mark(packed)) else None

    def _mark(self, packed: bytes) -> bytes:
        return hmac.digest(self._key, b"plainterms conversation/1\n" + packed, "sha256")
