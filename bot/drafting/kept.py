"""Drafts of a chat model that are kept on disk, so that the same question is paid for and waited for once.

A draft lies in a file of its own, under the hash of all it was made from and of who was asked: no question, no address
and no key can be read from it. It is as little to be trusted as when it was new: whoever asks for it verifies it again,
and a file that is damaged or was put there by someone else is at most a wrong proposal.
"""

import hashlib
import json
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.types import Draft

log = logging.getLogger(__name__)

MOST = 2_000
"""Drafts kept; 2 kB each."""
LARGEST = 64_000
"""Bytes of a file that is read. No draft comes near it."""


class KeptDrafts:
    """A folder of drafts. Several processes may share it: a file is put in its place whole or not at all."""

    def __init__(self, folder: Path, *, most: int = MOST) -> None:
        self._folder = folder
        self._most = most

    @staticmethod
    def key(*parts: Any) -> str:
        """The name for a draft that was made from these parts, which JSON can hold."""
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, key: str) -> Draft | None:
        """The draft kept under a key, marked as such and costing nothing; None where there is none that can be read."""
        path = self._folder / f"{key}.json"
        try:
            with path.open("rb") as file:
                draft = self._form.validate_json(file.read(LARGEST))
        except (OSError, ValidationError):
            return None
        return replace(draft, cached=True, tokens={"input": 0, "output": 0})

    def put(self, key: str, draft: Draft) -> None:
        """Keep a draft. A folder that cannot be written keeps nothing, which is no error."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".new", delete=False) as file:
                file.write(self._form.dump_json(draft))
            Path(file.name).replace(self._folder / f"{key}.json")
            self._make_room()
        except OSError as problem:
            log.debug("The draft is not kept: %s", problem)

    def count(self) -> int:
        """How many drafts are kept."""
        return sum(1 for _ in self._files())

    def _make_room(self) -> None:
        """Above the limit, the oldest tenth goes, with what a killed process left behind."""
        there = list(self._files())
        if len(there) <= self._most:
            return
        for path in sorted(there, key=_written)[: len(there) - self._most + self._most // 10]:
            path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("*.*")

    @cached_property
    def _form(self) -> TypeAdapter[Draft]:
        return TypeAdapter(Draft)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another process has removed it
        return 0.0
