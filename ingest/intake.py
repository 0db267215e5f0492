"""What to take in: files, folders and manifests → one ``Intake`` for each text, with its place and date.

A folder (and a manifest) is laid out as ``<service>/<terms type>/<YYYY-MM-DD>.md``; what the layout does not say is
taken from the options, and what nobody says is asked for in the error.
"""

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ingest.errors import ConfigurationError, SourceError
from ingest.fetching import fetch
from ingest.readers import SUFFIXES, read_file, read_source
from ingest.types import SourceText
from ingest.urls import is_url

DEFAULT_TERMS_TYPE = "terms-of-service"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Intake:
    """One text to take in."""

    name: str
    """What it is called in messages: a path, an address."""
    read: Callable[[], SourceText]
    """Gets and reads the text, when its turn comes. Raises SourceError."""
    service: str
    service_name: str
    terms_type: str
    effective: date | None
    """The day it took effect, where a person says so: it is a version of its own then. Else the text tells."""
    recorded: date | None
    """The day the text was met; None is today."""
    source_url: str
    sha256: str | None
    """What the bytes must hash to, when a manifest says so."""


class _Entry(BaseModel):
    """One line of a manifest; further fields are for people."""

    model_config = ConfigDict(extra="ignore")

    service: str = Field(min_length=1, max_length=100)
    service_name: str = ""
    terms_type: str = Field(min_length=1, max_length=100)
    date: datetime.date
    recorded: datetime.date | None = None
    path: str
    sha256: str | None = None
    source_url: str = ""
    source_repo: str = ""
    source_commit: str = ""
    source_path: str = ""


def slug(name: str) -> str:
    """A name as it stands in commands: "Amazon.com" → "amazon-com", "Café" → "cafe".

    Raises:
        ConfigurationError: nothing is left of it.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = "-".join(re.findall(r"[a-z0-9]+", plain))
    if not made:
        raise ConfigurationError(
            f"{name!r} cannot be a service's name.", "Use letters and digits: --service my-service"
        )
    return made[:100]


def from_manifest(path: Path) -> list[Intake]:
    """Every document a manifest lists. Paths are relative to its folder and must stay inside it.

    Raises:
        SourceError: the manifest is missing, not JSON, or a line of it is not understood.
    """
    try:
        raw = path.read_bytes()
    except OSError as exc:
        raise SourceError(f"The manifest {path} cannot be read: {exc.strerror}.", "Check the path.") from exc
    try:
        entries = TypeAdapter(list[_Entry]).validate_python(json.loads(raw))
    except (ValueError, RecursionError) as exc:
        raise SourceError(
            f"The manifest {path} is not understood: {_first_problem(exc)}.",
            "It must be a JSON list of documents with service, terms_type, date and path.",
        ) from exc
    folder = path.parent.resolve()
    return [_from_entry(entry, folder, path) for entry in entries]


def from_path(
    path: Path, *, service: str | None, terms_type: str | None, effective: date | None, url: str | None
) -> list[Intake]:
    """The document of a file, or every document below a folder.

    Raises:
        SourceError: there is nothing to take in.
        ConfigurationError: the service is neither given nor in the layout.
    """
    if not path.exists():
        raise SourceError(f"{path} does not exist.", "Check the path.")
    files = (
        sorted(f for f in path.rglob("*") if f.suffix.lower() in SUFFIXES and f.is_file()) if path.is_dir() else [path]
    )
    if not files:
        raise SourceError(f"No document was found in {path}.", f"Documents end in {', '.join(sorted(SUFFIXES))}.")
    if effective and len(files) > 1:
        raise ConfigurationError(f"--date fits one document, but {path} holds {len(files)}.", "Name one file.")
    return [_from_file(f, service, terms_type, effective, url) for f in files]


def _from_entry(entry: _Entry, folder: Path, manifest: Path) -> Intake:
    path = (folder / entry.path).resolve()
    if not path.is_relative_to(folder):
        raise SourceError(f"The manifest {manifest} names {entry.path!r}, outside its folder.", "Correct that path.")
    url = entry.source_url
    if not url and entry.source_repo and entry.source_commit:
        url = f"{entry.source_repo}/blob/{entry.source_commit}/{entry.source_path.replace(' ', '%20')}"
    return Intake(
        name=str(path),
        read=partial(read_file, path),
        service=slug(entry.service),
        service_name=entry.service_name or entry.service,
        terms_type=slug(entry.terms_type),
        effective=entry.date,
        recorded=entry.recorded,
        source_url=url,
        sha256=entry.sha256,
    )


def _from_file(
    path: Path, service: str | None, terms_type: str | None, effective: date | None, url: str | None
) -> Intake:
    in_layout = _layout(path)
    name = service or (in_layout[0] if in_layout else None)
    kind = terms_type or (in_layout[1] if in_layout else None)
    return _named(str(path), partial(read_file, path), name, kind, effective or _date_in(path.stem), url)


def _layout(path: Path) -> tuple[str, str] | None:
    """Service and terms type of ``…/<service>/<terms type>/<date>.md``, None for any other path."""
    parts = path.resolve().parts
    if len(parts) < 3 or not _date_in(path.stem):
        return None
    service, terms_type = parts[-3], parts[-2]
    return (service, terms_type) if SLUG.fullmatch(service) and SLUG.fullmatch(terms_type) else None


def _date_in(stem: str) -> date | None:
    for found in _DATED.findall(stem):
        try:
            return date.fromisoformat(found)
        except ValueError:
            continue
    return None


def _first_problem(error: Exception) -> str:
    if isinstance(error, ValidationError):
        problem = error.errors()[0]
        return f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}"
    return str(error).splitlines()[0]


def from_bytes(
    data: bytes, *, service: str | None, terms_type: str | None, effective: date | None, url: str | None
) -> Intake:
    """A document that came through standard input. Raises ConfigurationError when it is not said whose it is."""
    return _named("standard input", partial(read_source, data, "standard input"), service, terms_type, effective, url)


def from_url(url: str, *, service: str | None, terms_type: str | None, effective: date | None) -> Intake:
    """A document on the web; fetched when its turn comes. Raises ConfigurationError when it is not said whose it is."""
    return _named(url, partial(_fetched, url), service, terms_type, effective, url)


def _fetched(url: str) -> SourceText:
    page = fetch(url)
    return read_source(page.data, page.url, media_type=page.media_type)


def _named(
    name: str,
    read: Callable[[], SourceText],
    service: str | None,
    terms_type: str | None,
    effective: date | None,
    url: str | None,
) -> Intake:
    if not service:
        raise ConfigurationError(
            f"Whose terms are in {name}?", "Name the service: plainterms ingest SOURCE --service my-service"
        )
    return Intake(
        name=name,
        read=read,
        service=slug(service),
        service_name=service,
        terms_type=slug(terms_type or DEFAULT_TERMS_TYPE),
        effective=effective,
        recorded=None,
        source_url=url or "",
        sha256=None,
    )


def intakes(
    sources: Sequence[str | Path],
    manifest: Path | None = None,
    *,
    service: str | None = None,
    terms_type: str | None = None,
    effective: date | None = None,
    url: str | None = None,
    stdin: Callable[[], bytes] | None = None,
) -> Iterator[Intake]:
    """Everything named on one command line, in order: files, folders, addresses, "-" for what ``stdin`` gives."""
    if manifest:
        yield from from_manifest(manifest)
    for source in sources:
        if str(source) == "-" and stdin is not None:
            yield from_bytes(stdin(), service=service, terms_type=terms_type, effective=effective, url=url)
        elif is_url(str(source)):
            yield from_url(str(source), service=service, terms_type=terms_type, effective=effective)
        else:
            yield from from_path(Path(source), service=service, terms_type=terms_type, effective=effective, url=url)
