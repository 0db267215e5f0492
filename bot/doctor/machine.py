"""Python, the packages, the home folder and its disk."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from bot.config import Settings
from bot.doctor.check import Check, cache_folder
from ingest import estimate, token_counter

PYTHON = ((3, 11), (3, 14))
"""The first version that will do and the first that will not, as pyproject.toml says."""
PACKAGES = ("plainterms", "langchain", "langchain-openai", "openai", "chromadb", "onnxruntime", "gradio", "tiktoken")
LITTLE_DISK = 1_000_000_000
"""Bytes free. A library of some hundred documents with its index takes a tenth of that; reindexing, twice as much."""
NO_DISK = 100_000_000
"""Bytes free below which writing is likely to fail halfway."""
OFFLINE_DATA = 'Install it with: pip install "plainterms[offline]"'


def machine_checks(settings: Settings) -> Iterator[Check]:
    """What everything else stands on."""
    yield _python()
    yield _packages()
    yield _tokens(settings)
    yield _home(settings.home)
    yield _disk(settings.home)


def _python() -> Check:
    first, beyond = PYTHON
    found = f"{platform.python_version()}, {platform.system()} {platform.machine()}"
    if first <= sys.version_info[:2] < beyond:
        return Check("Python", "ok", found)
    return Check("Python", "problem", found, "Use Python 3.11, 3.12 or 3.13.")


def _packages() -> Check:
    versions: list[str] = []
    missing: list[str] = []
    for name in PACKAGES:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check(
            "packages", "problem", f"not installed: {', '.join(missing)}", "Install everything with: make setup"
        )
    return Check("packages", "ok", ", ".join(versions))


def _tokens(settings: Settings) -> Check:
    with cache_folder(settings) as cache:
        counter = token_counter(cache)
    if counter is estimate:
        return Check("counting tokens", "warning", "estimated: tiktoken's encoding is not installed", OFFLINE_DATA)
    return Check("counting tokens", "ok", "tiktoken, cl100k_base, checked by its hash")


def _home(home: Path) -> Check:
    if not home.exists():
        above = _there(home)
        if not os.access(above, os.W_OK):
            return Check(
                "home folder", "problem", f"{home} is not there and {above} cannot be written", "Choose another: --home"
            )
        return Check("home folder", "warning", f"{home} is not there yet", "It is made by: plainterms ingest --samples")
    if not home.is_dir():
        return Check("home folder", "problem", f"{home} is no folder", "Choose another: --home")
    if not os.access(home, os.R_OK | os.X_OK):
        return Check("home folder", "problem", f"{home} cannot be read", "Change its rights, or choose another: --home")
    if not os.access(home, os.W_OK):
        return Check("home folder", "warning", f"{home} can be read only", "To take in terms, change its rights.")
    return Check("home folder", "ok", str(home))


def _disk(home: Path) -> Check:
    free = shutil.disk_usage(_there(home)).free
    found = f"{free / 1e9:,.1f} GB free"
    if free < NO_DISK:
        return Check("disk", "problem", found, "Make room, or move the home folder: --home")
    if free < LITTLE_DISK:
        return Check("disk", "warning", found, "Make room before taking in many documents.")
    return Check("disk", "ok", found)


def _there(path: Path) -> Path:
    """The path itself, or the nearest folder above it that exists."""
    return next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.exists())
