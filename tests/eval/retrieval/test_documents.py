"""Texts taken into a library of their own by the real ingest."""

from pathlib import Path

import pytest

from bot import Settings, open_explainer
from eval.files.jsonl import FileError
from eval.retrieval.documents import published, service_of, take_in


def test_texts_become_versions_and_only_new_ones_are_taken_in(tmp_path: Path, ferry: str, policy: str) -> None:
    texts = {"ferry": ferry, "post": policy, "again": ferry, "empty": " \n"}
    settings = Settings(home=tmp_path / "home", mode="excerpt")
    told: list[tuple[int, int]] = []
    skipped = take_in(texts, settings, lambda number, of: told.append((number, of)))
    assert skipped == {"empty": "There is no word in it."}
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with open_explainer(settings) as explainer:
        found = published(texts, explainer.versions)
        assert list(found) == ["ferry", "post", "again"], "two texts that are the same are two documents"
        assert {explainer.source(version.sha256) for version in found.values()} == {ferry, policy}
        assert explainer.search(found["ferry"].service, "dogs", 1)[0].version == found["ferry"]

    take_in(texts, settings)
    with open_explainer(settings) as explainer:
        assert published(texts, explainer.versions) == found
        assert len(explainer.versions()) == 3
        assert published({"ferry": ferry + "Changed."}, explainer.versions) == {}


def test_nothing_that_can_be_taken_in(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"None of the documents .*\. The first, a: There is no word in it\."):
        take_in({"a": "…", "b": ""}, Settings(home=tmp_path / "home"))


def test_services_are_named_by_what_they_hold() -> None:
    assert service_of("a", "text") == service_of("a", "text")
    assert len({service_of("a", "text"), service_of("b", "text"), service_of("a", "texts")}) == 3
