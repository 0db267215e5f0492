"""Keys of the API: only their hashes are known here, and all of them are compared, so that time tells nothing."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ingest import ConfigurationError

_ENTRY = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,39}):([0-9a-fA-F]{64})")
LONGEST = 512
"""Characters of a key that is looked at; a longer one is none of ours."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Who may use the API. With no key in it, everybody."""

    hashes: tuple[tuple[str, str], ...] = ()
    """Name and SHA-256 in small hexadecimal digits."""

    def __bool__(self) -> bool:
        return bool(self.hashes)

    @classmethod
    def read(cls, listed: str, file: Path | None = None) -> Self:
        """Keys from a setting and from a file.

        Raises:
            ConfigurationError: an entry is not name:SHA-256, a name comes twice, or the file cannot be read.
        """
        entries = [entry.strip() for entry in listed.split(",")]
        if file is not None:
            try:
                lines = file.read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as problem:
                raise ConfigurationError(
                    f"The file of API keys {file} cannot be read.", "Name a text file in PLAINTERMS_API_KEYS_FILE."
                ) from problem
            entries += [line.strip() for line in lines if not line.lstrip().startswith("#")]
        found: dict[str, str] = {}
        for number, entry in enumerate(filter(None, entries), 1):
            parts = _ENTRY.fullmatch(entry)
            if parts is None or parts[1] in found:
                # What stands there may be a key by mistake: it is not repeated.
                wrong = "has the name of another one" if parts else "is not written as name:SHA-256"
                raise ConfigurationError(f"API key {number} {wrong}.", "docs/api.md says how to make a key.")
            found[parts[1]] = parts[2].lower()
        return cls(tuple(found.items()))

    def name_of(self, key: str) -> str | None:
        """Whose key it is; None for one that is not known."""
        if not 0 < len(key) <= LONGEST:
            return None
        hashed = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
        found = None
        for name, known in self.hashes:
            if hmac.compare_digest(hashed, known):
                found = name
        return found
