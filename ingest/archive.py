"""Open Terms Archive collections: services, documents and histories, read out of the git repository itself.

A collection keeps ``<Service>/<Terms type>.md`` (the texts; ``.html`` and ``.pdf`` in collections of pages), one commit
a recorded text. Bare clones and clones without a work tree are read alike: nothing is checked out, no hook or filter
of the repository runs, and no connection is opened.
"""

import difflib
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from ingest.errors import ConfigurationError, SourceError
from ingest.intake import Intake, slug
from ingest.readers import SUFFIXES, check_size, read_source
from ingest.types import SourceText

if TYPE_CHECKING:
    import pygit2

_BROKEN = "Check that it is a whole clone: git -C CLONE fsck; a partial or shallow clone lacks what is asked for."


def from_archive(clone: Path, *, service: str | None = None, history: bool = False) -> list[Intake]:
    """The documents of a collection: each one's latest recorded text, or with ``history`` all of them, oldest first.

    ``service`` is a service's name in the collection, "Zoom" or "zoom"; None takes all.

    Raises:
        SourceError: it is no git repository, it holds no documents, or none of that service.
    """
    repository = _open(clone)
    found: dict[str, list[Intake]] = {}
    try:
        latest = _documents(repository)
        wanted = {path: blob for path, blob in latest.items() if service is None or _is_service(path, service)}
        if not wanted:
            raise _nothing(clone, service, latest)
        base = _base(repository)
        missing = set(wanted)
        for commit, path, blob in _recordings(repository):
            if path in wanted and (history or path in missing):
                missing.discard(path)
                found.setdefault(path, []).append(_intake(repository, base, commit, path, blob))
            if not history and not missing:
                break
    except (KeyError, ValueError) as exc:
        raise SourceError(f"The history of {clone} cannot be read to its beginning.", _BROKEN) from exc
    return [intake for path in sorted(found) for intake in reversed(found[path])]


def _open(clone: Path) -> "pygit2.Repository":
    import pygit2

    # Objects are only read, so it does not matter whose the files are: no configuration of theirs is obeyed.
    pygit2.settings.owner_validation = False
    if clone.is_file():
        raise SourceError(
            f"{clone} is a file, not a clone.", "Make a clone of it first: git clone BUNDLE collection; then name that."
        )
    try:
        repository = pygit2.Repository(str(clone), pygit2.enums.RepositoryOpenFlag.NO_SEARCH)
    except pygit2.GitError as exc:
        raise SourceError(
            f"{clone} is not a git repository.", "Name the folder of a clone, with or without a work tree."
        ) from exc
    if repository.head_is_unborn:
        raise SourceError(f"{clone} is an empty repository.", "Clone the collection again.")
    return repository


def _documents(repository: "pygit2.Repository") -> dict[str, str]:
    """Path and blob of each document as of the newest commit."""
    import pygit2

    return {
        f"{folder.name}/{file.name}": str(file.id)
        for folder in repository[repository.head.target].peel(pygit2.Tree)
        if isinstance(folder, pygit2.Tree)
        for file in folder
        if isinstance(file, pygit2.Blob) and PurePosixPath(file.name or "").suffix.lower() in SUFFIXES
    }


def _recordings(repository: "pygit2.Repository") -> Iterator[tuple["pygit2.Commit", str, str]]:
    """Every change of a file, newest first: commit, path, blob. Of a merge, what it brought into the main line."""
    import pygit2

    commit: pygit2.Commit | None = repository[repository.head.target].peel(pygit2.Commit)
    while commit is not None:
        parent = commit.parents[0] if commit.parents else None
        diff = (
            parent.tree.diff_to_tree(commit.tree, context_lines=0)
            if parent
            else commit.tree.diff_to_tree(swap=True, context_lines=0)
        )
        for delta in diff.deltas:
            if delta.status != pygit2.enums.DeltaStatus.DELETED:
                yield commit, delta.new_file.path, str(delta.new_file.id)
        commit = parent


def _is_service(path: str, service: str) -> bool:
    name = PurePosixPath(path).parts[0]
    return service.casefold() in (name.casefold(), _slug(name))


def _nothing(clone: Path, service: str | None, documents: dict[str, str]) -> SourceError:
    if not documents:
        return SourceError(
            f"{clone} holds no documents in the layout of an Open Terms Archive collection.",
            "It must hold <Service>/<Terms type>.md, one commit a recorded text.",
        )
    names = sorted({PurePosixPath(path).parts[0] for path in documents})
    near = difflib.get_close_matches(service or "", names, n=3, cutoff=0.5) or names[:10]
    return SourceError(f"{clone} has no service {service!r}.", f"There is, for instance: {', '.join(near)}.")


def _base(repository: "pygit2.Repository") -> str:
    """Public address of the collection, without a password that may stand in it; "" for one that has none."""
    remotes = {remote.name: remote.url for remote in repository.remotes}
    parts = urlsplit(remotes.get("origin") or "")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return f"{parts.scheme}://{parts.hostname}{parts.path.rstrip('/').removesuffix('.git')}"


def _intake(repository: "pygit2.Repository", base: str, commit: "pygit2.Commit", path: str, blob: str) -> Intake:
    place = PurePosixPath(path)
    moment = datetime.fromtimestamp(commit.author.time, UTC)
    address = f"{base}/blob/{commit.id}/{quote(path)}" if base else f"git:{commit.id}:{quote(path)}"
    return Intake(
        name=f"{path} of {moment:%Y-%m-%d} ({str(commit.id)[:8]})",
        read=partial(_read, repository, blob, path),
        service=_slug(place.parts[0]),
        service_name=place.parts[0],
        terms_type=_slug(place.stem),
        effective=None,
        recorded=moment.date(),
        source_url=address,
        sha256=None,
    )


def _read(repository: "pygit2.Repository", blob: str, path: str) -> SourceText:
    import pygit2

    try:
        check_size(repository.odb.read_header(blob)[1], path)
        found = repository[blob]
    except KeyError as exc:
        raise SourceError(f"The text of {path} ({blob[:8]}) is not in the clone.", _BROKEN) from exc
    assert isinstance(found, pygit2.Blob)  # noqa: S101  the id was listed as one
    return read_source(found.data, path)


def _slug(name: str) -> str:
    """A service's name as it stands in commands; of one without a Latin letter, a word made from it."""
    try:
        return slug(name)
    except ConfigurationError:
        return f"service-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
