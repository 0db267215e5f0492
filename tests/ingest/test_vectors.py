from pathlib import Path

import numpy as np
import pytest

from ingest.errors import EmbeddingMismatch, HomeError, IndexDamaged
from ingest.vectors import VectorIndex, embed_missing, remove_index

VECTORS = {"x": [1, 0, 0], "y": [0, 1, 0], "xy": [0.6, 0.8, 0]}


def embed(texts: list[str]) -> np.ndarray:
    return np.array([VECTORS[text] for text in texts], dtype=np.float32)


@pytest.fixture
def index(tmp_path: Path) -> VectorIndex:
    index = VectorIndex.open(tmp_path / "index", "toy", create=True)
    index.add(list(VECTORS), embed(list(VECTORS)))
    return index


def test_similarity_is_the_cosine(index: VectorIndex) -> None:
    found = index.similarities(embed(["x"])[0], ["y", "xy", "x", "x"])
    assert found == pytest.approx({"x": 1.0, "xy": 0.6, "y": 0.0}, abs=1e-6)


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
        index.similarities(embed(["x"])[0], ["x", "gone"])


def test_the_index_remembers_its_model(index: VectorIndex, tmp_path: Path) -> None:
    assert VectorIndex.open(tmp_path / "index", "toy").count() == 3
    with pytest.raises(EmbeddingMismatch, match="toy, but other is configured") as caught:
        VectorIndex.open(tmp_path / "index", "other")
    assert "reindex" in caught.value.hint


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="is missing"):
        VectorIndex.open(tmp_path / "nowhere", "toy")


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
