from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import HomeError
from ingest.keywords import terms
from ingest.library import Library, NewVersion, Recorded, Recording
from ingest.types import Clause, Definition, Reference, Segmentation, Span, StoredPassage, StoredSentence, Use

TEXT = "1. Fees\n\nYou pay \u00a0ten\r\neuros.\ud800\n"  # with a lone surrogate: kept, whatever it is
SENTENCES = (StoredSentence(0, 0, "t1"), StoredSentence(9, 23, "s1"))
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
        passages=[StoredPassage(0, 0, len(TEXT), "k1", ("fee", "pay"), SENTENCES)],
        embedded=["Fees — You pay ten euros."],
        model="toy",
        sentences={"t1": ("Fees", b"title"), "s1": ("You pay ten euros.", b"pays")},
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


# --- looking texts up over all services ----------------------------------------------------------------------------


def several(library: Library, *texts: str) -> list[int]:
    """Versions of as many services, each of one clause with these words."""
    return [
        library.publish(
            new(
                service=f"s{n}",
                recording=Recording(date(2024, 1, 2), f"sha{n}", "shows", ""),
                passages=[StoredPassage(0, 0, 5, f"k{n}", terms(text), (StoredSentence(0, 5, f"s{n}"),))],
                embedded=[text],
                sentences={f"s{n}": (text, b"v")},
            )
        )
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["herring"], ["k1"]),
        (["fee"], ["k0", "k2", "k1"]),  # the shorter text first
        (["herring", "fee"], ["k1", "k0", "k2"]),
        (["unicorn"], []),
        (["unicorn", "refund"], ["k2"]),
        ([], []),
    ],
)
def test_texts_with_most_of_the_words_come_first(path: Path, words: list[str], found: list[str]) -> None:
    with Library.open(path, create=True) as library:
        several(library, "a fee", "a fee is paid each month in herring", "the fee without refund", "nothing")
        keys = library.texts_with(words, 10)
        assert sorted(keys) == sorted(found)
        assert keys[:1] == found[:1]
        assert library.texts_with(words, 1) == found[:1]


SOUP = [
    *("NEAR(", "OR", "*", '"', '""', "fee*", "(fee", "-fee", "^fee", "terms:fee", "a b", "", "'", "fee;--"),
    *("a\x00b", "o'brien", "x" * 100_000, "日本語"),
]


@pytest.mark.parametrize("word", SOUP, ids=ascii)
def test_no_word_is_search_syntax(path: Path, word: str) -> None:
    with Library.open(path, create=True) as library:
        several(library, "a fee", "near or not")
        assert library.texts_with([word, "fee"], 10)[:1] == ["k0"]
        total, holding = library.holding([word, "fee"])
        assert (total, holding["fee"]) == (2, 1)


def test_how_many_texts_hold_a_word_is_told(path: Path) -> None:
    with Library.open(path, create=True) as library:
        assert library.holding(["fee"]) == (0, {})
        several(library, "a fee and a fee", "another fee", "Gebühr", "l'abonnement")
        assert library.holding(["fee", "unicorn", "fee"]) == (4, {"fee": 2})
        assert library.holding([*terms("Gebühr"), *terms("l'abonnement")])[1] == {"gebühr": 1, "l'abonn": 1}
        library.publish(new(service="again", passages=[StoredPassage(0, 0, 5, "k0", ("fee",))], sentences={}))
        assert library.holding(["fee"]) == (4, {"fee": 2})


def test_where_texts_stand_is_told_in_the_versions_asked_about(path: Path) -> None:
    with Library.open(path, create=True) as library:
        first, second, third = several(library, "a fee", "herring", "rest")
        later = library.publish(
            new(
                name="2025-01-01",
                service="s0",
                effective=date(2025, 1, 1),
                recording=Recording(date(2025, 1, 2), "later", "shows", ""),
                passages=[StoredPassage(0, 0, 5, "k0", ("fee",), (StoredSentence(0, 5, "s0"),))],
                embedded=["a fee"],
                sentences={},
            )
        )
        found = library.standing(["k0", "k1", "k0", "gone"], [first, second, later])
        assert sorted((one.version_id, one.passage.key) for one in found) == [
            *((first, "k0"), (second, "k1"), (later, "k0")),
        ]
        assert found[0].clause == CLAUSE
        assert found[0].passage.sentences == (StoredSentence(0, 5, found[0].passage.key.replace("k", "s")),)
        assert library.standing(["k0"], [third]) == library.standing([], [first]) == []


def test_more_keys_than_fit_into_one_statement(path: Path) -> None:
    with Library.open(path, create=True) as library:
        (id_,) = several(library, "a fee")
        keys = [*(f"none{n}" for n in range(100_000)), "k0"]
        assert len(library.standing(keys, [id_])) == 1
        assert library.sentence_vectors([*keys, "s0"]) == {"s0": b"v"}
        assert library.embedded(["k0"] * 2_000) == ["a fee"] * 2_000


# --- vectors of sentences ------------------------------------------------------------------------------------------


def test_a_sentence_has_one_vector_in_all_versions(path: Path) -> None:
    with Library.open(path, create=True) as library:
        assert library.embedding_model() is None
        library.publish(new())
        library.publish(new(service="other", sentences={"t1": ("Fees", b"another")}))
        assert library.sentence_vectors(["s1", "t1", "gone"]) == {"s1": b"pays", "t1": b"title"}
        assert library.sentence_texts() == {"s1": "You pay ten euros.", "t1": "Fees"}
        assert library.embedding_model() == "toy"


def test_another_model_changes_all_vectors_and_the_name_together_or_nothing(path: Path) -> None:
    with Library.open(path, create=True) as library:
        library.publish(new())
        with pytest.raises(HomeError):
            library.put_sentence_vectors("new", {"s1": b"changed", "t1": None})  # type: ignore[dict-item]
        assert library.embedding_model() == "toy"
        assert library.sentence_vectors(["s1", "t1"]) == {"s1": b"pays", "t1": b"title"}
        library.put_sentence_vectors("new", {"s1": b"changed", "t1": b"too"})
        assert library.embedding_model() == "new"
        assert library.sentence_vectors(["s1", "t1"]) == {"s1": b"changed", "t1": b"too"}


def test_a_library_of_an_earlier_release_is_said_so(path: Path) -> None:
    Library.open(path, create=True).close()
    with path.open("r+b") as file:
        file.seek(60)  # where SQLite keeps the number of the format
        file.write((2).to_bytes(4, "big"))
    with pytest.raises(HomeError, match="format 2, expected 3") as caught:
        Library.open(path)
    assert caught.value.hint
