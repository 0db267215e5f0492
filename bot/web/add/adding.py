"""Whether and how terms are added on the page: one decision, made when the server starts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.web.add.desk import Desk
from ingest import ingest_into

if TYPE_CHECKING:
    from bot.config import Settings

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
"""Addresses that nobody but this machine reaches."""


@dataclass(frozen=True, slots=True)
class Adding:
    """Terms can be added."""

    desk: Desk
    from_here: bool = True
    """Only from a browser on this machine."""

    @classmethod
    def of(cls, settings: "Settings", host: str) -> "Adding | None":
        """What the settings say for a server that listens on ``host``; None where nobody may add terms."""
        if settings.add == "off" or (settings.add == "auto" and host not in THIS_MACHINE):
            return None
        return cls(Desk(lambda todo: ingest_into(settings, todo)), from_here=settings.add == "auto")
