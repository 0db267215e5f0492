from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import HomeError
from ingest.library import Library, NewVersion, Recorded, Recording
from ingest.types import Clause, Definition, Reference, Segmentation, Span, StoredPassage, Use

TEXT = "1. Fees\n\nYou pay \u00a0ten\r\neuros.\ud800\n"  # with a lone surrogate: kept, whatever it is
CLAUSE = Clause("", "1", "Fees", ("1 Fees",), "clause", 0, len(TEXT))


def new(**changes: object) -> NewVersion:
    version = NewVersion(
        service="acme",
        service_name="Acme",
        terms_type="terms-of-service",
        name="2024-01-01",
        effective=date(2024, 1, 1),
        recording=Recording(date(2024, 1, 2), "aa", "shows", "https://acme.example/terms"),
        text=TEXT,
        fingerprint="terms",
        language="en",
        segmentation=Segmentation(
            (CLAUSE,),
            hidden=(Span(3, 5),),
            definitions=(Definition("Fees", 0, 3, 7),),
            uses=(Use(0, 0),),
            references=(Reference(0, 9, 12, None), Reference(0, 13, 16, 0)),
        ),
        passages=[StoredPassage(0, 0, len(TEXT), "k1", ("fee", "pay"))],
        embedded=["Fees — You pay ten euros."],
    )
    return replace(version, **changes)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "library.sqlite3"


def test_what_is_published_comes_back_as_it_was(path: Path) -> None:
    with Library.open(path, create=True) as library:
        library.publish(new())
    with Library.open(path) as library:
        (version,) = library.versions("acme")
        reading = library.reading(version)
        assert (version.version, version.effective, version.sha256) == ("2024-01-01", date(2024, 1, 1), "aa")
        assert reading.source == TEXT
        assert reading.clauses == (CLAUSE,)
        assert reading.passages == tuple(new().passages)
        assert reading.hidden == (Span(3, 5),)
        assert reading.definitions == (Definition("Fees", 0, 3, 7),)
        assert reading.uses == (Use(0, 0),)
        assert reading.references == (Reference(0, 9, 12, None), Reference(0, 13, 16, 0))


def test_versions_come_in_order_of_their_date(path: Path) -> None:
    with Library.open(path, create=True) as library:
        for day in (3, 1, 2):
            recording = Recording(date(2024, 5, 5), str(day), "shows", "")
            library.publish(new(name=f"2024-01-0{day}", effective=date(2024, 1, day), recording=recording))
        assert [v.effective.day for v in library.versions("acme")] == [1, 2, 3]
        assert library.versions("acme", "privacy-policy") == []


def test_the_same_text_is_stored_once(path: Path) -> None:
    with Library.open(path, create=True) as library:
        library.publish(new())
        library.publish(new(name="2024-02-01", effective=date(2024, 2, 1)))
        assert library.passage_keys() == ["k1"]
        assert library.embedded(["k1"]) == ["Fees — You pay ten euros."]


def test_a_failing_publication_leaves_nothing(path: Path) -> None:
    with Library.open(path, create=True) as library:
        library.publish(new())
        with pytest.raises(HomeError):
            library.publish(new())  # the same day twice
        with pytest.raises(ValueError, match="zip"):
            library.publish(new(effective=date(2025, 1, 1), service="other", embedded=[]))
        assert [v.service for v in library.versions()] == ["acme"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "There is no library"),
        (b"this is not a database, it is a letter to my aunt" * 50, "is not a library"),
        (b"", "not a library of this release"),
    ],
)
def test_a_file_that_is_no_library_is_said_so(path: Path, content: bytes | None, says: str) -> None:
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    with pytest.raises(HomeError, match=says) as caught:
        Library.open(path)
    assert caught.value.hint


def test_a_version_knows_when_it_was_recorded(path: Path) -> None:
    with Library.open(path, create=True) as library:
        id_ = library.publish(new())
        again = Recorded(Recording(date(2024, 3, 4), "bb", "shows", ""), id_, "")
        german = Recorded(Recording(date(2024, 3, 5), "cc", "zeigt", ""), None, "it is in another language")
        library.record("acme", "Acme", "terms-of-service", [again, german, again])
        (version,) = library.versions("acme")
        assert version.recorded_on == (date(2024, 1, 2), date(2024, 3, 4))
        assert (version.recorded, version.recorded_until) == version.recorded_on
        assert [row for row in library.recordings("acme", "terms-of-service") if row.version_id is None] == [german]


def test_what_changed_is_told_between_neighbours_only(path: Path) -> None:
    with Library.open(path, create=True) as library:
        first = library.publish(new())
        third = library.publish(new(name="2024-03-01", effective=date(2024, 3, 1)))
        library.put_change(first, third, "+1 sentence in 1")
        assert [v.change for v in library.versions("acme")] == [None, "+1 sentence in 1"]
        library.publish(new(name="2024-02-01", effective=date(2024, 2, 1)))
        assert [v.change for v in library.versions("acme")] == [None, None, None]
