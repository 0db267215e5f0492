from pathlib import Path

import numpy as np
import pytest

from ingest.errors import EmbeddingMismatch, HomeError, IndexDamaged
from ingest.vectors import BATCH, VectorIndex, embed_missing, remove_index

VECTORS = {"x": [1, 0, 0], "y": [0, 1, 0], "xy": [0.6, 0.8, 0]}


def embed(texts: list[str]) -> np.ndarray:
    return np.array([VECTORS[text] for text in texts], dtype=np.float32)


@pytest.fixture
def index(tmp_path: Path) -> VectorIndex:
    index = VectorIndex.open(tmp_path / "index", "toy", create=True)
    index.add(list(VECTORS), embed(list(VECTORS)))
    return index


def test_vectors_come_in_the_order_of_their_keys(index: VectorIndex) -> None:
    assert index.vectors(["y", "xy", "x", "x"]) == pytest.approx(embed(["y", "xy", "x", "x"]), abs=1e-6)
    assert index.vectors([]).shape == (0, 0)


@pytest.mark.parametrize(
    ("query", "count", "near"), [("x", 2, ["x", "xy"]), ("y", 1, ["y"]), ("y", 9, ["y", "xy", "x"])]
)
def test_the_nearest_come_first(index: VectorIndex, query: str, count: int, near: list[str]) -> None:
    assert index.nearest(embed([query])[0], count) == near


def test_nothing_is_near_in_an_empty_index_or_when_none_are_wanted(index: VectorIndex, tmp_path: Path) -> None:
    assert index.nearest(embed(["x"])[0], 0) == []
    assert VectorIndex.open(tmp_path / "empty", "toy", create=True).nearest(embed(["x"])[0], 5) == []


def test_more_vectors_than_fit_into_one_call(index: VectorIndex) -> None:
    keys = [f"k{n}" for n in range(2 * BATCH + 1)]
    rows = np.random.default_rng(7).normal(size=(len(keys), 3)).astype(np.float32)
    index.add(keys, rows)
    assert index.vectors(keys[::-1]) == pytest.approx(rows[::-1], abs=1e-6)


def test_only_what_is_missing_is_embedded(index: VectorIndex) -> None:
    asked: list[list[str]] = []

    def watched(texts: list[str]) -> np.ndarray:
        asked.append(texts)
        return np.eye(3, dtype=np.float32)[: len(texts)]

    assert embed_missing(index, ["x", "new", "y", "new"], lambda keys: [k + "!" for k in keys], watched) == 1
    assert asked == [["new!"]]
    assert embed_missing(index, ["x", "new"], lambda keys: keys, watched) == 0


def test_a_lacking_vector_is_never_passed_over(index: VectorIndex) -> None:
    with pytest.raises(IndexDamaged, match="lacks 1 of 2"):
        index.vectors(["x", "gone"])


def test_the_index_remembers_its_model(index: VectorIndex, tmp_path: Path) -> None:
    assert VectorIndex.open(tmp_path / "index", "toy").count() == 3
    with pytest.raises(EmbeddingMismatch, match="toy, but other is configured") as caught:
        VectorIndex.open(tmp_path / "index", "other")
    assert "reindex" in caught.value.hint


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="is missing"):
        VectorIndex.open(tmp_path / "nowhere", "toy")


def test_a_folder_that_cannot_be_written_is_read_from_a_copy(
    index: VectorIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    monkeypatch.setattr("ingest.vectors._writable", lambda path: False)
    there = {file: file.read_bytes() for file in (tmp_path / "index").rglob("*") if file.is_file()}
    again = VectorIndex.open(tmp_path / "index", "toy")
    assert again.count() == index.count()
    assert len(list(copies.iterdir())) == 1
    again.close()
    assert list(copies.iterdir()) == []
    assert {file: file.read_bytes() for file in there} == there


def test_a_full_disk_is_no_damage(index: VectorIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise ValueError("error returned from database: (code: 13) database or disk is full")

    monkeypatch.setattr("chromadb.PersistentClient", full)
    with pytest.raises(HomeError, match="is full") as found:
        VectorIndex.open(tmp_path / "index", "toy")
    assert not isinstance(found.value, IndexDamaged)


def test_rubbish_in_the_folder_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(HomeError) as caught:
        VectorIndex.open(tmp_path / "index", "toy", create=True)
    assert caught.value.hint


def test_an_index_can_be_removed_and_made_again(index: VectorIndex, tmp_path: Path) -> None:
    remove_index(tmp_path / "index")
    remove_index(tmp_path / "index")
    assert VectorIndex.open(tmp_path / "index", "other", create=True).count() == 0
