"""Replies of chat models that are kept on disk, so that the same request is paid for and waited for once.

A reply lies in a file of its own, under the hash of all that was asked and of who was asked: no question, no address
and no key can be read from it. It is as little to be trusted as when it was new: whoever asks for it checks it again,
and a file that is damaged or was put there by someone else is at most a wrong reply.
"""

import hashlib
import json
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.models.errors import ContextOverflow

log = logging.getLogger(__name__)

MOST = 20_000
"""Replies kept; 1 kB each. Three tries of each of a few thousand cases of an evaluation."""
LARGEST = 100_000
"""Bytes of a file that is read. No reply comes near it."""
LOOKED_AT_EVERY = 100
"""After so many replies it is looked whether there are too many: a look at a full folder takes 50 ms."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[str, Field(min_length=1)] | None = None
    excess: int | None = None
    """Without a text: by how many tokens the request was too long, where the server said."""


class KeptReplies:
    """A folder of replies. Several processes may share it: a file is put in its place whole or not at all."""

    def __init__(
        self, folder: Path, *, only: bool = False, everything: bool = False, take: int = 0, most: int = MOST
    ) -> None:
        """``only``: nothing is asked that is not kept. ``everything``: what turned out unusable stays too, so that the
        same run can be repeated. ``take``: which of several replies to the same request this is, from 0.
        """
        self.only = only
        self._folder = folder
        self._everything = everything
        self._take = take
        self._most = most
        self._new = 0

    def key(self, *parts: Any) -> str:
        """The name for a reply to these parts, which JSON can hold."""
        asked = json.dumps([*parts, self._take], ensure_ascii=False)
        return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, key: str) -> str | None:
        """The reply kept under a key; None where there is none that can be read.

        Raises:
            ContextOverflow: the request was too long for the model when it was asked.
        """
        try:
            with self._path(key).open("rb") as file:
                kept = _Kept.model_validate_json(file.read(LARGEST))
        except (OSError, ValidationError):
            return None
        if kept.text is None:
            raise ContextOverflow("The question and the clauses are too long for the chat model.", excess=kept.excess)
        return kept.text

    def put(self, key: str, reply: str | ContextOverflow) -> None:
        """Keep a reply. A folder that cannot be written keeps nothing, which is no error."""
        # A model may write half a surrogate pair, which no encoding can; it becomes "?".
        text = reply.encode("utf-8", "replace").decode("utf-8") if isinstance(reply, str) else None
        kept = _Kept(text=text, excess=None if isinstance(reply, str) else reply.excess)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".new", delete=False) as file:
                file.write(kept.model_dump_json().encode("utf-8"))
            Path(file.name).replace(self._path(key))
            self._new += 1
            if self._new % LOOKED_AT_EVERY == 0:
                self._make_room()
        except OSError as problem:
            log.debug("The reply is not kept: %s", problem)

    def forget(self, key: str) -> None:
        """Forget a reply that could not be used, so that the model gets another chance."""
        if not self._everything:
            self._path(key).unlink(missing_ok=True)

    def count(self) -> int:
        """How many replies are kept."""
        return sum(1 for _ in self._files())

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _make_room(self) -> None:
        """Above the limit, the oldest tenth goes, with what a killed process left behind."""
        there = list(self._files())
        if len(there) <= self._most:
            return
        for path in sorted(there, key=_written)[: len(there) - self._most + self._most // 10]:
            path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("*.*")


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another process has removed it
        return 0.0
