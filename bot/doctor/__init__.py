"""``plainterms doctor``: what is configured, what is there, and what to do about each thing that is not right."""

from collections.abc import Iterator

from bot.config import Settings
from bot.doctor.check import Check, Status, worst
from bot.doctor.local import local_servers
from bot.doctor.machine import machine_checks
from bot.doctor.model import model_checks
from bot.doctor.stores import store_checks

__all__ = ["Check", "Status", "examine", "worst"]


def examine(settings: Settings, *, offline: bool = False) -> Iterator[Check]:
    """Check after check, as each is done. With ``offline`` nothing is asked over any connection.

    No check raises for what it finds, and none tells a key or a password.
    """
    yield from machine_checks(settings)
    yield from store_checks(settings, offline=offline)
    yield from model_checks(settings, offline=offline, servers=local_servers)
