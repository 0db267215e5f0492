"""What is known of the request that is being answered: its id, and what a log may say of it."""

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass, field

_GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""An id that is taken from the client: nothing in it can break a line, a header or a log."""


@dataclass(slots=True)
class Record:
    """One request. Filled in as it is answered; read when it is done."""

    id: str
    said: dict[str, str | int | float] = field(default_factory=dict)
    """For the log: service, answer, engine, key, question."""


_current: ContextVar[Record | None] = ContextVar("request", default=None)


def begin(given: str) -> Record:
    """The record of a new request, with the id its client gave it if that is a short plain word, else one of ours."""
    record = Record(given if _GIVEN.fullmatch(given) else secrets.token_hex(8))
    _current.set(record)
    return record


def current() -> Record | None:
    """The record of the request that this code runs for; None outside of one."""
    return _current.get()


def request_id() -> str:
    record = current()
    return record.id if record else ""


def note(**said: str | float) -> None:
    """Say something of the running request, for the log."""
    if record := current():
        record.said.update(said)
