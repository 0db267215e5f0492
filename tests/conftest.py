"""What every test stands on: no network, no user's files, no settings from outside."""

import os
import shutil
import socket
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A home with the bundled sample terms, made once for all worker processes. Not to be written to."""
    import filelock

    from ingest import config, ingest_into, intakes, sample_manifest

    base = tmp_path_factory.getbasetemp()
    base = base if worker_id == "master" else base.parent
    made = base / "sample-home"
    with filelock.FileLock(base / "sample-home.lock"):
        if not (made / "whole").exists():
            ingest_into(config.IngestSettings(home=made), list(intakes([], sample_manifest())))
            (made / "whole").touch()
    # Chroma writes even when it reads: each worker gets a copy of its own.
    own = tmp_path_factory.mktemp("sample") / "home"
    shutil.copytree(made, own)
    return own
