"""A library made many times as large: what is measured on it must be like what people have."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import Home, multiply, open_home
from tests.bot.retrieval.making import PINEMOOR, CountedWords, home_of, intake


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Home]:
    brook = "# Brook terms\n\n**1. Fees**. You pay a <!-- secret --> fee each month. Nothing is given back.\n"
    settings = home_of(tmp_path / "source", [intake("pinemoor", PINEMOOR), intake("brook", brook)])
    home = open_home(settings, embedder=CountedWords())
    yield home
    home.close()


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Home]:
    from ingest import config

    settings = config.IngestSettings(home=tmp_path / "target")
    home = open_home(settings, create=True, embedder=CountedWords())
    yield home
    home.close()


def test_copies_are_new_texts_at_the_same_places(source: Home, target: Home) -> None:
    readings = [source.library.reading(version) for version in source.library.versions()]
    each = sum(len(reading.clauses) for reading in readings)
    heard: list[tuple[int, int]] = []
    made = multiply(source, target, readings, 3 * each, lambda done, of: heard.append((done, of)))
    assert made == 3 * each
    assert heard[-1] == (made, 3 * each)

    originals = {reading.version.service: reading for reading in readings}
    copies = [target.library.reading(version) for version in target.library.versions()]
    assert len(copies) == 3 * len(readings)
    assert sum(len(copy.clauses) for copy in copies) == made
    for copy in copies:
        original = originals[copy.version.service.rsplit("-", 1)[0]]
        assert copy.clauses == original.clauses
        assert copy.definitions == original.definitions
        assert copy.hidden == original.hidden
        assert len(copy.source) == len(original.source)
        for ours, theirs in zip(copy.passages, original.passages, strict=True):
            assert (ours.start, ours.end, ours.clause) == (theirs.start, theirs.end, theirs.clause)
            assert [(s.start, s.end) for s in ours.sentences] == [(s.start, s.end) for s in theirs.sentences]
        for clause in copy.clauses:
            assert 0 <= clause.start < clause.end <= len(copy.source)


def test_keys_are_new_and_each_has_its_vectors(source: Home, target: Home) -> None:
    readings = [source.library.reading(version) for version in source.library.versions()]
    multiply(source, target, readings, 2 * sum(len(reading.clauses) for reading in readings), lambda *_: None)
    keys = target.library.passage_keys()
    assert len(keys) == 2 * len(source.library.passage_keys())
    assert not {*keys} & {*source.library.passage_keys()}
    assert target.index.missing(keys) == []
    assert target.index.count() == len(keys)
    sentences = target.library.sentence_texts()
    assert not {*sentences} & {*source.library.sentence_texts()}
    assert len(sentences) == 2 * len(source.library.sentence_texts())
    assert target.library.sentence_vectors(sentences).keys() == sentences.keys()
    rows = target.index.vectors(keys)
    assert (rows**2).sum(axis=1) == pytest.approx([1] * len(keys), abs=1e-4)


@pytest.mark.parametrize(("clauses", "copies"), [(0, 0), (1, 1)])
def test_it_stops_as_soon_as_there_is_enough(source: Home, target: Home, clauses: int, copies: int) -> None:
    readings = [source.library.reading(version) for version in source.library.versions()]
    made = multiply(source, target, readings, clauses, lambda *_: None)
    assert made >= clauses
    assert len(target.library.versions()) == copies
