"""The sites of a home folder: ``sites.json``, read anew when it has changed, written whole or not at all."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import filelock
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.sites.site import PER_DAY, PER_MINUTE, VISITOR_PER_MINUTE, Site, made_site
from ingest import ConfigurationError, HomeError, NotFound

FILE = "sites.json"
MOST_BYTES = 4_000_000
"""A larger file is none of ours."""
WAIT_S = 10
"""Seconds that a change waits for another one to end."""


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    services: list[str]
    origins: list[str] = []
    per_minute: int = PER_MINUTE
    visitor_per_minute: int = VISITOR_PER_MINUTE
    per_day: int = PER_DAY
    terms_url: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    sites: dict[str, _Stored]


class SiteStore:
    """Sites by name. A server and the command line may use the same file at the same time."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE
        self._read: tuple[object, dict[str, Site]] = (None, {})

    def sites(self) -> dict[str, Site]:
        """All of them, by name. Raises HomeError when the file is damaged."""
        try:
            stat = self.path.stat()
            at = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if at != self._read[0]:
                self._read = (at, self._parsed(self.path.read_bytes() if stat.st_size <= MOST_BYTES else b""))
        except FileNotFoundError:
            return {}
        except OSError as problem:
            raise HomeError(f"{self.path} cannot be read: {problem.strerror}.", "Is it yours to read?") from problem
        return self._read[1]

    def site(self, name: str) -> Site:
        """The site of this name. Raises NotFound, HomeError."""
        found = self.sites().get(name)
        if found is None:
            raise NotFound(f"There is no site {name[:60]!r}.", "Its owner adds one with: plainterms site add")
        return found

    def add(self, site: Site, *, replace: bool = False) -> None:
        """Keep a site. Raises ConfigurationError when there is one of that name and it is not to be replaced."""

        def added(sites: dict[str, Site]) -> dict[str, Site]:
            if site.name in sites and not replace:
                raise ConfigurationError(
                    f"There is a site {site.name} already.", "Add --replace to put this in its place."
                )
            return sites | {site.name: site}

        self._change(added)

    def remove(self, name: str) -> None:
        """Forget a site. Raises NotFound."""

        def removed(sites: dict[str, Site]) -> dict[str, Site]:
            self.site(name)
            return {other: site for other, site in sites.items() if other != name}

        self._change(removed)

    def _change(self, changed: Callable[[dict[str, Site]], dict[str, Site]]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(self.path.with_suffix(".lock"), timeout=WAIT_S):
                self._write(changed(self.sites()))
        except filelock.Timeout as problem:
            raise HomeError(f"{self.path} is being changed by another program.", "Try again.") from problem
        except OSError as problem:
            raise HomeError(f"{self.path} cannot be written: {problem.strerror}.", "Is it yours to write?") from problem

    def _write(self, sites: dict[str, Site]) -> None:
        shown: dict[str, Any] = {name: asdict(site) for name, site in sorted(sites.items())}
        for site in shown.values():
            del site["name"]
        text = json.dumps({"sites": shown}, ensure_ascii=False, indent=2) + "\n"
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=self.path.parent, prefix=FILE, delete=False
        ) as file:
            file.write(text)
        Path(file.name).replace(self.path)

    def _parsed(self, data: bytes) -> dict[str, Site]:
        try:
            stored = _File.model_validate_json(data)
            return {name: made_site(name, **one.model_dump()) for name, one in stored.sites.items()}
        except ValidationError as problem:
            first = problem.errors()[0]
            where = ".".join(str(step) for step in first["loc"]) or "the file"
            raise HomeError(
                f"{self.path} cannot be used: {where}: {first['msg']}.", "Correct it, or add the sites again."
            ) from None
        except ConfigurationError as problem:
            raise HomeError(f"{self.path} cannot be used: {problem}", problem.hint) from problem
