"""``plainterms doctor``: what is configured, what is there, and what to do about each thing that is not right."""

from collections.abc import Iterator

from bot.config import Settings
from bot.doctor.check import Check, Status, worst
from bot.doctor.local import local_servers
from bot.doctor.machine import machine
from bot.doctor.model import chat
from bot.doctor.stores import stores

__all__ = ["Check", "Status", "examine", "worst"]


def examine(settings: Settings, *, offline: bool = False) -> Iterator[Check]:
    """Check after check, as each is done. With ``offline`` nothing is asked over any connection.

    No check raises for what it finds, and none tells a key or a password.
    """
    yield from machine(settings)
    yield from stores(settings, offline=offline)
    yield from chat(settings, offline=offline, servers=local_servers)
