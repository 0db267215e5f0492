"""One thing that was looked at."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from bot.config import Settings

Status = Literal["ok", "warning", "problem"]
"""ok; warning: works, but not as well as it could; problem: something a person wants will not work."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, what is there, and what to do about it."""

    name: str
    status: Status
    found: str
    todo: str = ""
    """The next step; "" where there is none to take."""

    def to_json(self) -> dict[str, str]:
        """The check as plain JSON values."""
        return asdict(self)


def worst(checks: Sequence[Check]) -> Status:
    """How it stands as a whole."""
    statuses = {check.status for check in checks}
    return "problem" if "problem" in statuses else "warning" if "warning" in statuses else "ok"


def many(number: int, noun: str) -> str:
    """A number of things: "1 file", "2 files", "2 replies"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number:,} {noun}s"


@contextmanager
def cache_folder(settings: Settings) -> Iterator[Path]:
    """The home's cache; a passing folder where there is no home yet: looking at things makes none."""
    if settings.home.exists():
        yield settings.cache_path
    else:
        with tempfile.TemporaryDirectory(prefix="plainterms-") as folder:
            yield Path(folder) / "cache"
