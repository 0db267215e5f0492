"""What is found in a file of cases."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from eval.case import Case

Level = Literal["error", "warning", "hint"]
"""An error: the case cannot be asked, or no answer could be right. A warning: it is likely to measure something else
than was meant. A hint: what a second look may show to be fine."""

LEVELS: tuple[Level, ...] = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class Remark:
    """What one rule has to say about a case."""

    level: Level
    rule: str
    """Short name of the rule, "quote-missing"."""
    said: str
    """What was found, one sentence."""
    todo: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A case and where it is written."""

    case: Case
    file: Path
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark and the case it is about."""

    id: str
    """Of the case; "" where it could not be read."""
    file: str
    line: int
    remark: Remark

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "file": self.file, "line": self.line} | asdict(self.remark)


def cut(text: str, longest: int = 60) -> str:
    """A text of others for a message, in quotation marks, on one line."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= longest else text[: longest - 1].rstrip() + '…'}”"
