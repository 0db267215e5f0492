"""Where shelves come from, over real stores: a version read whole, or what comes near in many."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.retrieval import Shelves, shelves
from bot.retrieval.query import read_query
from bot.understanding.understand import all_in_force
from ingest import Home, NotFound, Reading, Version, open_home
from tests.bot.retrieval.making import CountedWords, Rows, home_of, intake

RARE = {
    "acme": "The lighthouse keeper is paid in herring.",
    "brook": "Die Gebührenordnung gilt für alle.",
    "cairn": "L'abonnement dure un an.",
    "delta": "O'Brien keeps the keys.",
}


def terms_of(service: str) -> str:
    rare = RARE.get(service, "Nothing else is agreed.")
    return (
        f"# Terms of {service}\n\n**1. Fees**. You pay a fee each month to the {service} company.\n\n"
        f"**2. Closing**. We may close the account of who breaks these {service} rules.\n\n**3. Other**. {rare}\n\n"
        f"**4. Notes**. {service} may change its address. You may write to it.\n"
    )


SERVICES = [*RARE, *(f"service{n}" for n in range(12))]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    todo = [intake(service, terms_of(service)) for service in SERVICES]
    older = terms_of("acme").replace("herring", "cod").replace("lighthouse", "windmill")
    settings = home_of(tmp_path_factory.mktemp("many"), [intake("acme", older, "2020-01-01"), *todo])
    home = open_home(settings, embedder=CountedWords())
    yield home
    home.close()


def standing(home: Home, day: date = date(2024, 6, 1)) -> Sequence[Version]:
    return all_in_force(home.library.versions(), (), None, day)


def near(home: Home, question: str, versions: Sequence[Version]) -> list[tuple[str, str]]:
    query = read_query(question)
    vector = CountedWords().embed_questions([query.core])[0]
    shelf = Shelves(home.library, home.index).near(query, vector, versions)
    return [(item.version.version, f"{item.version.service} {item.clause.label}") for item in shelf.items]


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("who is paid in herring", "acme 3"),
        ("Gebührenordnung", "brook 3"),
        ("l'abonnement", "cairn 3"),
        ("what does O'Brien keep", "delta 3"),
    ],
)
def test_a_rare_word_is_enough(home: Home, question: str, clause: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "NEAREST", 0)
    assert [found for _, found in near(home, question, standing(home))] == [clause]


def test_meaning_is_enough(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "WITH_WORDS", 0)
    monkeypatch.setattr(shelves, "NEAREST", 16)
    monkeypatch.setattr(shelves, "ENOUGH", 1)
    found = [clause for _, clause in near(home, "pay the fee each month", standing(home))]
    assert len(found) >= 12
    assert all(clause.endswith(" 1") for clause in found)


def test_a_word_that_stands_everywhere_is_not_looked_for(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "NEAREST", 0)
    monkeypatch.setattr(shelves, "FEW", 1)
    assert near(home, "pay account", standing(home)) == []


def test_it_looks_further_when_what_is_nearest_is_not_asked_about(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "NEAREST", 1)
    for service in SERVICES:
        only = [version for version in standing(home) if version.service == service]
        assert near(home, "zzzz", only), "one text is nearest, and it stands with one service only"


def test_only_versions_that_are_asked_about_are_found(home: Home) -> None:
    assert "acme 3" in dict(map(reversed, near(home, "windmill", standing(home, date(2021, 1, 1)))))  # type: ignore[arg-type]
    assert {version for version, _ in near(home, "windmill cod", standing(home))} == {"2024-01-01"}
    acme = [version for version in standing(home) if version.service == "acme"]
    assert {clause.split()[0] for _, clause in near(home, "fees", acme)} == {"acme"}
    assert near(home, "fees", []) == []


@pytest.mark.parametrize(
    "question",
    ['"NEAR(" OR *', "fee* NOT (", "'; DROP TABLE passage; --", "terms:fee", "^fee", "fee\x00 \ud800", "-", ""],
)
def test_any_question_is_only_words(home: Home, question: str) -> None:
    near(home, question, standing(home))
    assert len(home.library.versions()) == len(SERVICES) + 1


def test_what_is_found_can_be_searched(home: Home) -> None:
    shelf = Shelves(home.library, home.index).near(
        read_query("herring"), CountedWords().embed_questions(["herring"])[0], standing(home)
    )
    rows, begins = shelf.sentences
    assert len(shelf.vectors) == len(shelf.items) == len(begins) - 1
    assert begins[-1] == len(rows) > 0


# --- versions kept -------------------------------------------------------------------------------------------------


class Counting:
    """The stores, counting what is read of them."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.read: list[str] = []
        self.embedded = 0

    def reading(self, version: Version) -> Reading:
        self.read.append(version.service)
        return self._home.library.reading(version)

    def sentence_vectors(self, keys: Sequence[str]) -> dict[str, bytes]:
        return self._home.library.sentence_vectors(keys)

    def vectors(self, keys: Sequence[str]) -> Rows:
        self.embedded += 1
        return self._home.index.vectors(keys)


def test_a_version_is_read_once_and_its_vectors_when_it_is_searched(home: Home) -> None:
    counting = Counting(home)
    kept = Shelves(counting, counting)  # type: ignore[arg-type]
    first, second = standing(home)[:2]
    assert kept.reading(first) is kept.reading(first)
    assert counting.embedded == 0
    assert kept.of(first) is kept.of(first)
    assert kept.of(second) is not kept.of(first)
    assert (counting.read, counting.embedded) == ([first.service, second.service], 2)


def test_those_used_last_are_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "KEPT", 2)
    counting = Counting(home)
    kept = Shelves(counting, counting)  # type: ignore[arg-type]
    a, b, c = standing(home)[:3]
    for version in (a, b, a, c, a, b):
        kept.of(version)
    assert counting.read == [v.service for v in (a, b, c, b)]


def test_a_version_that_was_recorded_again_is_read_again(home: Home) -> None:
    from dataclasses import replace

    counting = Counting(home)
    kept = Shelves(counting, counting)  # type: ignore[arg-type]
    version = standing(home)[0]
    kept.of(version)
    again = replace(version, recorded_on=(*version.recorded_on, date(2024, 5, 5)))
    assert kept.of(again).items[0].version == again
    assert len(counting.read) == 2


def test_only_what_may_be_cited_stands_on_a_shelf(home: Home) -> None:
    for version in standing(home):
        shelf = Shelves(home.library, home.index).of(version)
        assert {item.clause.kind for item in shelf.items} <= {"clause", "definition", "preamble"}
        assert len(shelf.vectors) == len(shelf.items)


def test_a_version_that_is_not_there_is_said_so(home: Home, tmp_path: Path) -> None:
    from dataclasses import replace

    from ingest import HomeError

    gone = replace(standing(home)[0], sha256="0" * 64)
    with pytest.raises(HomeError, match="is gone"):
        Shelves(home.library, home.index).of(gone)
    with pytest.raises(NotFound):
        all_in_force([], (), None, date(2024, 1, 1))
