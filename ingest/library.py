"""The library: one SQLite file, the truth about every published version. The only module with SQL.

A version becomes visible in one transaction (``Library.publish``), after its vectors are in the index. Sources are
stored once per content, clauses as spans into them, and the words of a passage once per embedded text, however many
versions contain it.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from ingest.errors import HomeError
from ingest.types import Clause, Reading, Segmentation, Span, StoredPassage, Version

SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE service (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
CREATE TABLE document (
    id INTEGER PRIMARY KEY, service_id INTEGER NOT NULL REFERENCES service, terms_type TEXT NOT NULL,
    UNIQUE (service_id, terms_type)
) STRICT;
CREATE TABLE source (sha256 TEXT PRIMARY KEY, text BLOB NOT NULL) STRICT;
CREATE TABLE version (
    id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document, effective TEXT NOT NULL,
    recorded TEXT, source_url TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES source, hidden TEXT NOT NULL,
    UNIQUE (document_id, effective)
) STRICT;
CREATE TABLE clause (
    version_id INTEGER NOT NULL REFERENCES version, seq INTEGER NOT NULL, part TEXT NOT NULL, label TEXT NOT NULL,
    title TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY (version_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE passage_text (key TEXT PRIMARY KEY, embedded TEXT NOT NULL, terms TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE passage (
    version_id INTEGER NOT NULL REFERENCES version, seq INTEGER NOT NULL, clause INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, key TEXT NOT NULL REFERENCES passage_text,
    PRIMARY KEY (version_id, seq)
) STRICT, WITHOUT ROWID;
"""

_VERSIONS = """
SELECT v.id, s.slug, s.name, d.terms_type, v.effective, v.recorded, v.source_url, v.sha256
FROM version v JOIN document d ON d.id = v.document_id JOIN service s ON s.id = d.service_id
"""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version about to be published."""

    service: str
    service_name: str
    terms_type: str
    effective: date
    recorded: date | None
    source_url: str
    sha256: str
    text: str
    segmentation: Segmentation
    passages: Sequence[StoredPassage]
    embedded: Sequence[str]
    """The embedded text of each passage, in the same order: the index can be rebuilt from it."""


class Library:
    """One open library. Not for use by several threads at once: each opens its own."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open the library file; with ``create`` make it when it is not there.

        Raises:
            HomeError: the file is missing, not a library, of another release, or cannot be written.
        """
        if create:
            _make_folder(path.parent)
        elif not path.is_file():
            raise HomeError(
                f"There is no library in {path.parent}.", "Take in some terms first: plainterms ingest FILE"
            )
        try:
            # Writable even for readers: SQLite must be able to roll back what a killed writer left behind.
            db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA foreign_keys = ON")
            found = db.execute("PRAGMA user_version").fetchone()[0]
            if found == 0 and create and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
                db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
                found = SCHEMA_VERSION
        except sqlite3.Error as exc:
            raise _explain(exc, path) from exc
        if found != SCHEMA_VERSION:
            db.close()
            raise HomeError(
                f"{path} is not a library of this release (format {found}, expected {SCHEMA_VERSION}).",
                "Choose another folder with --home, or move this file away and ingest again.",
            )
        return cls(db, path)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading -------------------------------------------------------------------------------------------------

    def versions(self, service: str | None = None, terms_type: str | None = None) -> list[Version]:
        """Every published version, by service, document and effective date."""
        rows = self._rows(
            _VERSIONS + "WHERE (?1 IS NULL OR s.slug = ?1) AND (?2 IS NULL OR d.terms_type = ?2) "
            "ORDER BY s.slug, d.terms_type, v.effective",
            (service, terms_type),
        )
        return [_version(row) for row in rows]

    def has_source(self, service: str, terms_type: str, effective: date) -> str | None:
        """The sha256 of the text published for that day, None when there is none."""
        rows = self._rows(
            "SELECT v.sha256 FROM version v JOIN document d ON d.id = v.document_id JOIN service s "
            "ON s.id = d.service_id WHERE s.slug = ? AND d.terms_type = ? AND v.effective = ?",
            (service, terms_type, effective.isoformat()),
        )
        return rows[0][0] if rows else None

    def source(self, sha256: str) -> str | None:
        """The stored text whose bytes had this hash, exactly as it was decoded."""
        rows = self._rows("SELECT text FROM source WHERE sha256 = ?", (sha256,))
        return zlib.decompress(rows[0][0]).decode("utf-8", "surrogatepass") if rows else None

    def reading(self, version: Version) -> Reading:
        """Everything needed to search and to quote one version."""
        source = self.source(version.sha256)
        if source is None:
            raise HomeError(f"The source of {version.service} {version.version} is gone from {self._path}.")
        clauses = tuple(
            Clause(part, label, title, tuple(json.loads(path)), kind, start, end)
            for part, label, title, path, kind, start, end in self._rows(
                "SELECT part, label, title, path, kind, start, end FROM clause WHERE version_id = ? ORDER BY seq",
                (version.id,),
            )
        )
        passages = tuple(
            StoredPassage(clause, start, end, key, tuple(terms.split()))
            for clause, start, end, key, terms in self._rows(
                "SELECT p.clause, p.start, p.end, p.key, t.terms FROM passage p JOIN passage_text t ON t.key = p.key "
                "WHERE p.version_id = ? ORDER BY p.seq",
                (version.id,),
            )
        )
        hidden = self._rows("SELECT hidden FROM version WHERE id = ?", (version.id,))[0][0]
        return Reading(version, source, clauses, passages, tuple(Span(*pair) for pair in json.loads(hidden)))

    def passage_keys(self) -> list[str]:
        """Key of every different text the index must hold."""
        return [row[0] for row in self._rows("SELECT key FROM passage_text ORDER BY key")]

    def embedded(self, keys: Sequence[str]) -> list[str]:
        """The embedded texts of keys, in their order."""
        return [self._rows("SELECT embedded FROM passage_text WHERE key = ?", (key,))[0][0] for key in keys]

    # --- writing -------------------------------------------------------------------------------------------------

    def publish(self, new: NewVersion) -> None:
        """Make a version visible, whole, in one transaction. Its vectors must be in the index already."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO service (slug, name) VALUES (?, ?) ON CONFLICT (slug) DO NOTHING",
                (new.service, new.service_name),
            )
            service_id = db.execute("SELECT id FROM service WHERE slug = ?", (new.service,)).fetchone()[0]
            db.execute(
                "INSERT OR IGNORE INTO document (service_id, terms_type) VALUES (?, ?)", (service_id, new.terms_type)
            )
            document_id = db.execute(
                "SELECT id FROM document WHERE service_id = ? AND terms_type = ?", (service_id, new.terms_type)
            ).fetchone()[0]
            text = zlib.compress(new.text.encode("utf-8", "surrogatepass"), 6)
            db.execute("INSERT OR IGNORE INTO source VALUES (?, ?)", (new.sha256, text))
            version_id = db.execute(
                "INSERT INTO version (document_id, effective, recorded, source_url, sha256, hidden) "
                "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                (
                    document_id,
                    new.effective.isoformat(),
                    new.recorded.isoformat() if new.recorded else None,
                    new.source_url,
                    new.sha256,
                    json.dumps(new.segmentation.hidden),
                ),
            ).fetchone()[0]
            db.executemany(
                "INSERT INTO clause VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (version_id, seq, c.part, c.label, c.title, json.dumps(c.path), c.kind, c.start, c.end)
                    for seq, c in enumerate(new.segmentation.clauses)
                ),
            )
            db.executemany(
                "INSERT OR IGNORE INTO passage_text VALUES (?, ?, ?)",
                ((p.key, text, " ".join(p.terms)) for p, text in zip(new.passages, new.embedded, strict=True)),
            )
            db.executemany(
                "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)",
                ((version_id, seq, p.clause, p.start, p.end, p.key) for seq, p in enumerate(new.passages)),
            )

    # --- plumbing ------------------------------------------------------------------------------------------------

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as exc:
            raise _explain(exc, self._path) from exc

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as exc:
            raise _explain(exc, self._path) from exc


def _version(row: Sequence[Any]) -> Version:
    id_, slug, name, terms_type, effective, recorded, source_url, sha256 = row
    return Version(
        id=id_,
        service=slug,
        service_name=name,
        terms_type=terms_type,
        version=effective,
        effective=date.fromisoformat(effective),
        recorded=date.fromisoformat(recorded) if recorded else None,
        source_url=source_url,
        sha256=sha256,
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise HomeError(
            f"The home folder {folder} cannot be made: {exc.strerror}.", "Choose a folder you can write to with --home."
        ) from exc


# What SQLite says → what a person can do about it.
_EXPLANATIONS = (
    ("readonly", "cannot be written", "Make the folder writable, or choose another one with --home."),
    ("unable to open", "cannot be opened", "Check the folder's permissions, or choose another one with --home."),
    ("not a database", "is not a library", "Move the file away and ingest again; the documents are not touched."),
    ("malformed", "is damaged", "Move the file away and ingest again; the documents are not touched."),
    ("locked", "is in use by another program", "Wait until the other program has finished, then try again."),
    ("full", "cannot be written: the disk is full", "Free some space and run the same command again."),
    ("disk I/O", "cannot be read or written", "Check the disk, or choose another folder with --home."),
)


def _explain(error: sqlite3.Error, path: Path) -> HomeError:
    said = str(error)
    for sign, what, hint in _EXPLANATIONS:
        if sign in said:
            return HomeError(f"The library {path} {what}.", hint)
    return HomeError(f"The library {path} cannot be used: {said}.", "Move the file away and ingest again.")
