"""Keys: written as name and hash, read from a setting and a file, and found by their hash alone."""

import hashlib
from pathlib import Path

import pytest

from bot.web.serving.keys import LONGEST, Keys
from ingest import ConfigurationError


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def test_a_key_is_known_by_its_hash_and_gives_its_name() -> None:
    keys = Keys.read(f"shop:{hashed('one')}, desk:{hashed('two').upper()}")
    assert [keys.name_of(key) for key in ("one", "two", "three", "", "one ")] == ["shop", "desk", None, None, None]


def test_without_keys_none_is_known() -> None:
    assert not Keys.read("") and Keys.read("").name_of("one") is None


def test_a_file_has_one_a_line_with_comments(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"# ours\nshop:{hashed('one')}\n\n  desk:{hashed('two')}  \n")
    keys = Keys.read(f"third:{hashed('three')}", file)
    assert [keys.name_of(key) for key in ("one", "two", "three")] == ["shop", "desk", "third"]


@pytest.mark.parametrize(
    "wrong", ["secret", "shop:secret", "shop:", f":{'a' * 64}", f"a b:{'a' * 64}", f"x:{'g' * 64}"]
)
def test_what_is_no_hash_is_refused_and_not_repeated(wrong: str) -> None:
    with pytest.raises(ConfigurationError, match="API key 2 is not written as name:SHA-256") as caught:
        Keys.read(f"fine:{hashed('x')},{wrong}")
    assert "secret" not in f"{caught.value} {caught.value.hint}"


def test_a_name_comes_once() -> None:
    with pytest.raises(ConfigurationError, match="name of another"):
        Keys.read(f"shop:{hashed('one')},shop:{hashed('two')}")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere cannot be read"):
        Keys.read("", tmp_path / "nowhere")


def test_a_very_long_key_is_none() -> None:
    key = "x" * (LONGEST + 1)
    assert Keys.read(f"shop:{hashed(key)}").name_of(key) is None
