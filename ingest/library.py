"""The library: one SQLite file, the truth about every published version. The only module with SQL.

A version becomes visible in one transaction (``Library.publish``), after its vectors are in the index. Sources are
stored once per content, clauses as spans into them, and the words of a passage once per embedded text, however many
versions contain it.
"""

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from threading import RLock
from typing import Any, Self

from ingest.errors import HomeError
from ingest.types import (
    Clause,
    Definition,
    Reading,
    Reference,
    Segmentation,
    Span,
    StoredPassage,
    StoredSentence,
    Use,
    Version,
)

SCHEMA_VERSION = 3
CACHE_KB = 32_768
"""Pages that SQLite keeps in memory; its own 2 MB hold the inner nodes of a small library only."""
KEYS = 500
"""In one statement; SQLite takes some thousands."""

_VERSIONS = """
SELECT v.id, s.slug, s.name, d.terms_type, v.name, v.effective, v.stated, v.source_url, v.sha256, v.language,
    group_concat(r.recorded) AS recorded
FROM version v JOIN document d ON d.id = v.document_id JOIN service s ON s.id = d.service_id
    LEFT JOIN recording r ON r.version_id = v.id
"""
_DOCUMENT = "(SELECT d.id FROM document d JOIN service s ON s.id = d.service_id WHERE s.slug = ? AND d.terms_type = ?)"


@dataclass(frozen=True, slots=True)
class Recording:
    """A text of a document as it was met on one day."""

    recorded: date
    sha256: str
    rendering: str
    """``ingest.renderings.rendering_key`` of the text: equal for texts that show the same words."""
    source_url: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording, and what it is."""

    recording: Recording
    version_id: int | None
    """The version whose terms it shows; None: it was set aside."""
    aside: str
    """Why it was set aside, as a clause of a sentence; else ""."""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version about to be published."""

    service: str
    service_name: str
    terms_type: str
    name: str
    effective: date
    recording: Recording
    text: str
    fingerprint: str
    """``ingest.wording.fingerprint`` of the text: equal for texts that are the same terms."""
    language: str
    """As in ``Version``."""
    segmentation: Segmentation
    passages: Sequence[StoredPassage]
    embedded: Sequence[str]
    """The embedded text of each passage, in the same order: the index can be rebuilt from it."""
    model: str
    """What made its vectors."""
    sentences: Mapping[str, tuple[str, bytes]]
    """Words and packed vector of those sentences that the library has not, by key."""


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """What tells whether another text is this version again."""

    id: int
    name: str
    stated: date | None
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A text where it stands in a version."""

    version_id: int
    clause: Clause
    passage: StoredPassage


class Library:
    """One open library. Several threads may use it; what they ask is answered one by one."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path
        self._lock = RLock()
        self._versions: tuple[tuple[int, int], dict[str, list[Version]]] | None = None
        """All versions by service, and the state of the file they were read in."""

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
            db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
            found = db.execute("PRAGMA user_version").fetchone()[0]
            if found == 0 and create and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
                schema = resources.files("ingest").joinpath("schema.sql").read_text(encoding="utf-8")
                db.executescript(f"BEGIN IMMEDIATE; {schema} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
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
        """Every published version, by service and document, each document's from the oldest to the newest.

        Read once and kept until something is written, by whomever: every question asks for them.
        """
        with self._lock:
            stamp = (self._rows("PRAGMA data_version")[0][0], self._db.total_changes)
            if self._versions is None or self._versions[0] != stamp:
                found: dict[str, list[Version]] = {}
                for version in self._all_versions():
                    found.setdefault(version.service, []).append(version)
                self._versions = stamp, found
            known = self._versions[1]
        chosen = known.get(service, []) if service is not None else [v for some in known.values() for v in some]
        return [version for version in chosen if terms_type in (None, version.terms_type)]

    def _all_versions(self) -> list[Version]:
        rows = self._rows(_VERSIONS + "GROUP BY v.id ORDER BY s.slug, d.terms_type, v.effective, min(r.recorded), v.id")
        changes = {(old, new): summary for old, new, summary in self._rows("SELECT old, new, summary FROM change")}
        before = (None, *(row[0] for row in rows[:-1]))
        return [_version(row, changes.get((old, row[0]))) for old, row in zip(before, rows, strict=False)]

    def known_versions(self, service: str, terms_type: str) -> list[KnownVersion]:
        """The versions of a document, in the order they were published."""
        rows = self._rows(
            f"SELECT id, name, stated, sha256, fingerprint FROM version WHERE document_id = {_DOCUMENT} "  # noqa: S608
            "ORDER BY id",
            (service, terms_type),
        )
        return [
            KnownVersion(id_, name, _day(stated), sha256, fingerprint)
            for id_, name, stated, sha256, fingerprint in rows
        ]

    def recordings(self, service: str, terms_type: str) -> list[Recorded]:
        """Every text of a document that was taken in or set aside."""
        rows = self._rows(
            f"SELECT recorded, sha256, rendering, source_url, version_id, aside FROM recording "  # noqa: S608
            f"WHERE document_id = {_DOCUMENT} ORDER BY recorded",
            (service, terms_type),
        )
        return [
            Recorded(Recording(date.fromisoformat(recorded), sha256, rendering, url), version_id, aside)
            for recorded, sha256, rendering, url, version_id, aside in rows
        ]

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
        found: dict[int, list[StoredSentence]] = {}
        for number, *sentence in self._rows(
            "SELECT passage, start, end, key FROM sentence WHERE version_id = ? ORDER BY passage, seq", (version.id,)
        ):
            found.setdefault(number, []).append(StoredSentence(*sentence))
        passages = tuple(
            StoredPassage(clause, start, end, key, tuple(terms.split()), tuple(found.get(number, ())))
            for number, clause, start, end, key, terms in self._rows(
                "SELECT p.seq, p.clause, p.start, p.end, p.key, t.terms FROM passage p "
                "JOIN passage_text t ON t.key = p.key WHERE p.version_id = ? ORDER BY p.seq",
                (version.id,),
            )
        )
        hidden = self._rows("SELECT hidden FROM version WHERE id = ?", (version.id,))[0][0]
        definitions = self._rows(
            "SELECT term, clause, start, end FROM definition WHERE version_id = ? ORDER BY seq", (version.id,)
        )
        uses = self._rows("SELECT clause, definition FROM term_use WHERE version_id = ?", (version.id,))
        references = self._rows(
            "SELECT clause, start, end, target FROM cross_reference WHERE version_id = ? ORDER BY seq", (version.id,)
        )
        return Reading(
            version,
            source,
            clauses,
            passages,
            tuple(Span(*pair) for pair in json.loads(hidden)),
            tuple(Definition(*row) for row in definitions),
            tuple(Use(*row) for row in uses),
            tuple(Reference(*row) for row in references),
        )

    def passage_keys(self) -> list[str]:
        """Key of every different text the index must hold."""
        return [row[0] for row in self._rows("SELECT key FROM passage_text ORDER BY key")]

    def embedded(self, keys: Sequence[str]) -> list[str]:
        """The embedded texts of keys of passages, in their order."""
        found = dict(self._of_keys("SELECT key, embedded FROM passage_text WHERE key IN", keys))
        return [found[key] for key in keys]

    def embedding_model(self) -> str | None:
        """What made the vectors of the sentences; None while there are none."""
        rows = self._rows("SELECT model FROM embedding")
        return rows[0][0] if rows else None

    def sentence_texts(self) -> dict[str, str]:
        """Key and words of every different sentence."""
        return dict(self._rows("SELECT key, embedded FROM sentence_text ORDER BY key"))

    def sentence_vectors(self, keys: Collection[str]) -> dict[str, bytes]:
        """The vectors of sentences as ``ingest.packed`` writes them, of those of the keys that have one."""
        return dict(self._of_keys("SELECT key, vector FROM sentence_text WHERE key IN", keys))

    def holding(self, words: Collection[str]) -> tuple[int, dict[str, int]]:
        """How many different texts there are, and how many of them hold each of some stemmed words."""
        total: int = self._rows("SELECT count(*) FROM passage_text")[0][0]
        return total, dict(self._of_keys("SELECT term, doc FROM passage_vocabulary WHERE term IN", words))

    def texts_with(self, words: Sequence[str], limit: int) -> list[str]:
        """Keys of the texts that have most of some stemmed words, by BM25 over the whole library, best first."""
        safe = ("".join(c for c in word if c.isalnum() or c == "'") for word in words)
        quoted = " OR ".join(f'"{word}"' for word in safe if word)
        if not quoted:
            return []
        return [
            row[0]
            for row in self._rows(
                "SELECT t.key FROM passage_words w JOIN passage_text t ON t.id = w.rowid WHERE passage_words MATCH ? "
                "ORDER BY w.rank LIMIT ?",
                (quoted, limit),
            )
        ]

    def standing(self, keys: Collection[str], versions: Collection[int]) -> list[Standing]:
        """Where texts stand in some versions, by the versions' ids."""
        wanted = frozenset(versions)
        rows = self._of_keys(
            "SELECT p.version_id, p.seq, c.part, c.label, c.title, c.path, c.kind, c.start, c.end, p.clause, p.start, "
            "p.end, p.key, t.terms FROM passage p JOIN passage_text t ON t.key = p.key "
            "JOIN clause c ON c.version_id = p.version_id AND c.seq = p.clause WHERE p.key IN",
            keys,
        )
        rows = [row for row in rows if row[0] in wanted]
        said = self._sentences([(row[0], row[1]) for row in rows])
        return [
            Standing(
                version,
                Clause(part, label, title, tuple(json.loads(path)), kind, start, end),
                StoredPassage(clause, low, high, key, tuple(terms.split()), tuple(said.get((version, seq), ()))),
            )
            for version, seq, part, label, title, path, kind, start, end, clause, low, high, key, terms in rows
        ]

    # --- writing -------------------------------------------------------------------------------------------------

    def publish(self, new: NewVersion) -> int:
        """Make a version visible, whole, in one transaction; gives its id. Its vectors must be in the index already."""
        with self._transaction() as db:
            document_id = _document(db, new.service, new.service_name, new.terms_type)
            text = zlib.compress(new.text.encode("utf-8", "surrogatepass"), 6)
            db.execute("INSERT OR IGNORE INTO source VALUES (?, ?)", (new.recording.sha256, text))
            stated = new.segmentation.stated_date
            version_id: int = db.execute(
                "INSERT INTO version (document_id, name, effective, stated, source_url, sha256, fingerprint, language, "
                "hidden) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (
                    document_id,
                    new.name,
                    new.effective.isoformat(),
                    stated.isoformat() if stated else None,
                    new.recording.source_url,
                    new.recording.sha256,
                    new.fingerprint,
                    new.language,
                    json.dumps(new.segmentation.hidden),
                ),
            ).fetchone()[0]
            _record(db, document_id, Recorded(new.recording, version_id, ""))
            _insert_segmentation(db, version_id, new.segmentation)
            _made_with(db, new.model)
            db.executemany(
                "INSERT OR IGNORE INTO sentence_text VALUES (?, ?, ?)",
                ((key, text, vector) for key, (text, vector) in new.sentences.items()),
            )
            db.executemany(
                "INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (version_id, seq, number, *sentence)
                    for seq, p in enumerate(new.passages)
                    for number, sentence in enumerate(p.sentences)
                ),
            )
            db.executemany(
                "INSERT OR IGNORE INTO passage_text (key, embedded, terms) VALUES (?, ?, ?)",
                ((p.key, text, " ".join(p.terms)) for p, text in zip(new.passages, new.embedded, strict=True)),
            )
            db.executemany(
                "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)",
                ((version_id, seq, p.clause, p.start, p.end, p.key) for seq, p in enumerate(new.passages)),
            )
            return version_id

    def record(self, service: str, service_name: str, terms_type: str, met: Sequence[Recorded]) -> None:
        """Note texts that are no versions of their own, in one transaction."""
        with self._transaction() as db:
            document_id = _document(db, service, service_name, terms_type)
            for one in met:
                _record(db, document_id, one)

    def put_change(self, old: int, new: int, summary: str) -> None:
        """Keep what differs between two versions, by their ids, in one line."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO change VALUES (?, ?, ?)", (old, new, summary))

    def put_sentence_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Change the vectors of all sentences, in one transaction: another model made them."""
        with self._transaction() as db:
            db.executemany("UPDATE sentence_text SET vector = ? WHERE key = ?", ((v, k) for k, v in vectors.items()))
            _made_with(db, model)

    # --- plumbing ------------------------------------------------------------------------------------------------

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            with self._lock:
                return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as exc:
            raise _explain(exc, self._path) from exc

    def _of_keys(self, sql: str, keys: Collection[str]) -> list[Any]:
        """The rows of a statement that ends in IN, for any number of keys."""
        wanted = list(dict.fromkeys(keys))
        rows: list[Any] = []
        for at in range(0, len(wanted), KEYS):
            some = wanted[at : at + KEYS]
            rows += self._rows(f"{sql} ({', '.join('?' * len(some))})", some)
        return rows

    def _sentences(self, passages: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[StoredSentence]]:
        """The sentences of passages, each given by its version's id and its number."""
        found: dict[tuple[int, int], list[StoredSentence]] = {}
        for at in range(0, len(passages), KEYS):
            some = passages[at : at + KEYS]
            places = ", ".join(f"({version:d}, {number:d})" for version, number in some)
            for version, number, *sentence in self._rows(
                # CROSS JOIN: place by place through the primary key; SQLite would else read the whole table.
                f"SELECT s.version_id, s.passage, s.start, s.end, s.key FROM (VALUES {places}) w "  # noqa: S608  numbers
                "CROSS JOIN sentence s ON s.version_id = w.column1 AND s.passage = w.column2 ORDER BY 1, 2, s.seq"
            ):
                found.setdefault((version, number), []).append(StoredSentence(*sentence))
        return found

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield self._db
                except BaseException:
                    self._db.execute("ROLLBACK")
                    raise
                self._db.execute("COMMIT")
        except sqlite3.Error as exc:
            raise _explain(exc, self._path) from exc


def _made_with(db: sqlite3.Connection, model: str) -> None:
    db.execute("DELETE FROM embedding")
    db.execute("INSERT INTO embedding VALUES (?)", (model,))


def _document(db: sqlite3.Connection, service: str, service_name: str, terms_type: str) -> int:
    """Id of a document, made when it is not there."""
    db.execute("INSERT INTO service (slug, name) VALUES (?, ?) ON CONFLICT (slug) DO NOTHING", (service, service_name))
    service_id = db.execute("SELECT id FROM service WHERE slug = ?", (service,)).fetchone()[0]
    db.execute("INSERT OR IGNORE INTO document (service_id, terms_type) VALUES (?, ?)", (service_id, terms_type))
    found = db.execute("SELECT id FROM document WHERE service_id = ? AND terms_type = ?", (service_id, terms_type))
    return int(found.fetchone()[0])


def _record(db: sqlite3.Connection, document_id: int, met: Recorded) -> None:
    text = met.recording
    db.execute(
        "INSERT OR IGNORE INTO recording VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            document_id,
            text.recorded.isoformat(),
            text.sha256,
            text.rendering,
            text.source_url,
            met.version_id,
            met.aside,
        ),
    )


def _insert_segmentation(db: sqlite3.Connection, version_id: int, found: Segmentation) -> None:
    db.executemany(
        "INSERT INTO clause VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (version_id, seq, c.part, c.label, c.title, json.dumps(c.path), c.kind, c.start, c.end)
            for seq, c in enumerate(found.clauses)
        ),
    )
    db.executemany(
        "INSERT INTO definition VALUES (?, ?, ?, ?, ?, ?)",
        ((version_id, seq, d.term, d.clause, d.start, d.end) for seq, d in enumerate(found.definitions)),
    )
    db.executemany(
        "INSERT INTO term_use VALUES (?, ?, ?)", ((version_id, use.clause, use.definition) for use in found.uses)
    )
    db.executemany(
        "INSERT INTO cross_reference VALUES (?, ?, ?, ?, ?, ?)",
        ((version_id, seq, r.clause, r.start, r.end, r.target) for seq, r in enumerate(found.references)),
    )


def _version(row: Sequence[Any], change: str | None) -> Version:
    id_, slug, name, terms_type, version, effective, stated, source_url, sha256, language, recorded = row
    return Version(
        id=id_,
        service=slug,
        service_name=name,
        terms_type=terms_type,
        version=version,
        effective=date.fromisoformat(effective),
        source_url=source_url,
        sha256=sha256,
        stated=_day(stated),
        recorded_on=tuple(sorted(map(date.fromisoformat, recorded.split(",")))) if recorded else (),
        language=language,
        change=change,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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
    ("disk is full", "cannot be written: the disk is full", "Free some space and run the same command again."),
    ("disk I/O", "cannot be read or written", "Check the disk, or choose another folder with --home."),
)


def _explain(error: sqlite3.Error, path: Path) -> HomeError:
    said = str(error)
    for sign, what, hint in _EXPLANATIONS:
        if sign in said:
            return HomeError(f"The library {path} {what}.", hint)
    return HomeError(f"The library {path} cannot be used: {said}.", "Move the file away and ingest again.")
