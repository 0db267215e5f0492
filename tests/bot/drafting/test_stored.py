"""Vectors that outlast the process: as they were, of the right model; whatever is wrong with the file is no error."""

from pathlib import Path

import numpy as np
import pytest

from bot.drafting.embedding import KeptVectors, Vectors
from bot.drafting.stored import StoredVectors


def row(*numbers: float) -> Vectors:
    return np.array(numbers, np.float32)


def the_file(folder: Path) -> Path:
    (only,) = folder.iterdir()
    return only


def test_what_was_put_comes_out_to_the_last_bit_in_another_process_too(tmp_path: Path) -> None:
    third = row(1 / 3, -2e-30)
    StoredVectors(tmp_path, "m").put({"a": third, "é\ud800": row(1, 2)})
    found = StoredVectors(tmp_path, "m").get(["a", "b", "é\ud800"])
    assert found.keys() == {"a", "é\ud800"}
    assert found["a"].tobytes() == third.tobytes()
    assert found["é\ud800"].tolist() == [1, 2]


def test_two_that_are_open_add_to_one_file(tmp_path: Path) -> None:
    one, two = StoredVectors(tmp_path, "m"), StoredVectors(tmp_path, "m")
    one.put({"a": row(1, 0)})
    two.put({"b": row(0, 1)})
    one.put({"c": row(1, 1)})
    for stored in (one, two, StoredVectors(tmp_path, "m")):
        assert {text: vector.tolist() for text, vector in stored.get(["a", "b", "c"]).items()} == {
            "a": [1, 0],
            "b": [0, 1],
            "c": [1, 1],
        }


def test_a_file_that_another_process_began_anew_gives_nothing_wrong(tmp_path: Path) -> None:
    one, two = StoredVectors(tmp_path, "m"), StoredVectors(tmp_path, "m", most=1)
    one.put({"a": row(1, 0), "b": row(0, 1)})
    assert one.get(["a"]).keys() == {"a"}
    two.put({"c": row(1, 1)})
    assert one.get(["a", "b", "c"]).keys() == {"c"}


def test_another_model_finds_nothing(tmp_path: Path) -> None:
    StoredVectors(tmp_path, "m").put({"a": row(1, 0)})
    assert StoredVectors(tmp_path, "n").get(["a"]) == {}


def test_a_process_that_was_killed_as_it_wrote_leaves_nothing_wrong(tmp_path: Path) -> None:
    StoredVectors(tmp_path, "m").put({"a": row(1, 0), "b": row(0, 1)})
    file = the_file(tmp_path)
    file.write_bytes(file.read_bytes()[:-3])
    again = StoredVectors(tmp_path, "m")
    assert again.get(["a", "b"]) == {}
    again.put({"b": row(0, 1)})
    assert StoredVectors(tmp_path, "m").get(["a", "b"]).keys() == {"b"}


def test_numbers_that_are_not_those_that_were_written_are_not_found(tmp_path: Path) -> None:
    StoredVectors(tmp_path, "m").put({"a": row(1, 0), "b": row(0, 1)})
    file = the_file(tmp_path)
    whole = bytearray(file.read_bytes())
    whole[-1] ^= 1
    file.write_bytes(whole)
    assert StoredVectors(tmp_path, "m").get(["a", "b"]).keys() == {"a"}


@pytest.mark.parametrize("content", [b"", b"\0\0\0\0", b"no vectors at all"])
def test_a_file_of_something_else_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    StoredVectors(tmp_path, "m").put({"a": row(1, 0)})
    the_file(tmp_path).write_bytes(content)
    again = StoredVectors(tmp_path, "m")
    assert again.get(["a"]) == {}
    again.put({"a": row(1, 0)})
    assert StoredVectors(tmp_path, "m").get(["a"]).keys() == {"a"}


def test_a_full_file_is_begun_anew(tmp_path: Path) -> None:
    stored = StoredVectors(tmp_path, "m", most=3)
    for text in "abcd":
        stored.put({text: row(1, 0)})
    assert stored.get(list("abcd")).keys() == {"d"}
    assert StoredVectors(tmp_path, "m").get(list("abcd")).keys() == {"d"}


def test_a_folder_that_cannot_be_one_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    stored = StoredVectors(tmp_path / "cache", "m")
    stored.put({"a": row(1, 0)})
    assert stored.get(["a"]) == {}


def test_a_model_is_asked_once_however_often_the_program_starts(tmp_path: Path) -> None:
    asked: list[list[str]] = []

    def embed(texts: list[str]) -> Vectors:
        asked.append(texts)
        return np.array([[len(text), 1] for text in texts], np.float32)

    for texts in (["a", "bb"], ["bb", "ccc"], ["ccc", "a"]):
        kept = KeptVectors(embed, stored=StoredVectors(tmp_path, "m"))
        assert kept(texts).tolist() == [[len(text), 1] for text in texts]
    assert asked == [["a", "bb"], ["ccc"]]
