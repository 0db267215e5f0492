"""What every test stands on: no network, no user's files, no settings from outside."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkUsed(AssertionError):
    """A test tried to leave this machine."""


def _check(address: Any) -> None:
    if isinstance(address, tuple) and address and address[0] not in LOOPBACK:
        raise NetworkUsed(f"tests must not reach {address[0]!r}")


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets reach this machine only; looking up any other name fails as well."""
    connect, lookup = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _check(address)
        connect(self, address)

    def guarded_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check((host if host is not None else "localhost",))
        return lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Take every setting of ours and of the providers away; the home folder is an empty temporary one."""
    for name in list(os.environ):
        if name.startswith(("PLAINTERMS_", "OPENAI_")) and name != "PLAINTERMS_LIVE_BASE_URL":
            monkeypatch.delenv(name)
    monkeypatch.setenv("PLAINTERMS_HOME", str(tmp_path_factory.mktemp("home") / "plainterms"))
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
    monkeypatch.chdir(tmp_path_factory.mktemp("cwd"))


@pytest.fixture(scope="session")
def shared() -> Iterator[Path]:
    """The folder of real documents beside the project; tests that use it are marked ``corpus``."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus" / "manifest.json").is_file():
        pytest.skip("the real documents (../shared) are not here")
    yield folder


MadeOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Make a home, given its name and what fills the folder, once for all worker processes; each gets a copy."""
    import filelock

    base = tmp_path_factory.getbasetemp()
    base = base if worker_id == "master" else base.parent

    def made(name: str, fill: Callable[[Path], object]) -> Path:
        first = base / name
        with filelock.FileLock(base / f"{name}.lock"):
            if not (first / "whole").exists():
                fill(first)
                (first / "whole").touch()
        # Chroma writes even when it reads: each worker gets a copy of its own.
        own = tmp_path_factory.mktemp(name) / "home"
        shutil.copytree(first, own)
        return own

    return made


@pytest.fixture(scope="session")
def sample_home(made_once: MadeOnce) -> Path:
    """A home with the bundled sample terms. Not to be written to."""
    from ingest import config, ingest_into, intakes, sample_manifest

    return made_once(
        "sample-home", lambda at: ingest_into(config.IngestSettings(home=at), list(intakes([], sample_manifest())))
    )
