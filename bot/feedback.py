"""What people think of answers, kept in the home folder for whoever corrects them. Nothing leaves the machine.

home/feedback/2024-06.jsonl   one remark a line, with the question and the answer it is about

``plainterms feedback export`` makes cases for the eval suite of them.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from bot.types import Answer, Turn
from ingest import HomeError

Thumb = Literal["up", "down"]

REASONS = {
    "wrong": "It is wrong",
    "missing": "Something is missing",
    "beside": "It is not what I asked",
    "unclear": "It is hard to understand",
    "other": "Something else",
}
"""Why an answer did not help, to choose from."""
LONGEST_NOTE = 500
"""Characters of a person's own words."""
MOST_BYTES = 5_000_000
"""Of all files together; about a thousand remarks. When it is full nothing more is kept."""
_FILE = re.compile(r"\d{4}-\d{2}\.jsonl", re.ASCII)


@dataclass(frozen=True, slots=True)
class Remark:
    """One person's opinion of one answer."""

    thumb: Thumb
    question: str
    answer: Mapping[str, Any]
    """The public answer object."""
    history: tuple[Turn, ...] = ()
    """What was said before, as the question was answered with it."""
    reason: str = ""
    """Key of ``REASONS``, "" where none was given."""
    note: str = ""
    at: str = ""
    """When it was kept, UTC, in seconds: "2024-06-01T12:00:00+00:00"."""


class FeedbackBox:
    """Keeps remarks in a folder, up to ``most_bytes``. Safe to use from several threads."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most_bytes
        self._lock = Lock()

    def keep(self, thumb: Thumb, answer: Answer, history: tuple[Turn, ...], reason: str = "", note: str = "") -> None:
        """Keep a remark.

        Raises:
            HomeError: the folder is full or cannot be written.
        """
        now = datetime.now(UTC)
        value = {
            "at": now.isoformat(timespec="seconds"),
            "thumb": thumb,
            "reason": reason if reason in REASONS else "",
            "note": note.strip()[:LONGEST_NOTE],
            "question": answer.question,
            "history": [{"role": turn.role, "content": turn.content} for turn in history],
            "answer": answer.to_json(),
        }
        line = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            with self._lock:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if sum(path.stat().st_size for path in _files(self._folder)) + len(line) > self._most:
                    raise HomeError(
                        "No more feedback can be kept here: its folder is full.",
                        f"Export it, then delete the files in {self._folder.name}: plainterms feedback export",
                    )
                path = self._folder / f"{now:%Y-%m}.jsonl"
                with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
                    file.write(line)
        except OSError as error:
            raise HomeError(
                f"The feedback cannot be kept: {error.strerror}.", "See the rights of its folder."
            ) from error


def read_feedback(folder: Path) -> Iterator[Remark]:
    """The remarks in a folder, oldest first.

    Raises:
        HomeError: a file cannot be read, or a line is no remark; it is named.
    """
    for path in _files(folder):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise HomeError(f"{path} cannot be read: {error}.", "Move the file away.") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _remark(line, f"{path}:{number}")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.jsonl") if _FILE.fullmatch(path.name))


def _remark(line: str, place: str) -> Remark:
    try:
        value = json.loads(line)
        if value["thumb"] not in ("up", "down") or not isinstance(value["answer"], dict):
            raise ValueError("it is no remark")
        history = tuple(Turn(turn["role"], str(turn["content"])) for turn in value["history"])
        words = {name: str(value[name]) for name in ("question", "reason", "note", "at")}
        return Remark(value["thumb"], answer=value["answer"], history=history, **words)
    except (ValueError, KeyError, TypeError) as error:
        raise HomeError(f"{place} is no remark.", "Correct the line or delete it.") from error
