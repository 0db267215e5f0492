"""The two drafters behind one Protocol: a chat model, or the document's own sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.types import Draft
from ingest import Passage, Reading


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """Everything a drafter may know: the stand-alone question and the evidence, nothing else."""

    question: str
    passages: tuple[Passage, ...]
    """Best first; a drafter names them by ``Passage.id``."""
    readings: Mapping[int, Reading]
    """The readings of the passages' versions, by ``Version.id``: for the text around a passage."""
    language: str | None = None


class Drafter(Protocol):
    """Proposes an answer from evidence.

    Yields the provisional text so far (whole, not the increment) any number of times, then exactly one ``Draft``.
    Raises ``ModelError`` when it cannot.
    """

    def draft(self, request: DraftRequest) -> Iterator[str | Draft]: ...
