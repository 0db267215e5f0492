import logging
import os
from importlib import metadata
from pathlib import Path

import pytest

from ingest import tokens
from ingest.tokens import estimate, token_counter


@pytest.fixture(autouse=True)
def forgetful_tiktoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """tiktoken remembers encodings for the life of the process; each test loads anew."""
    import tiktoken.registry

    monkeypatch.setattr(tiktoken.registry, "ENCODINGS", {})


@pytest.fixture
def installed() -> None:
    try:
        metadata.distribution(tokens.PACKAGE)
    except metadata.PackageNotFoundError:
        pytest.skip(f"the data wheel {tokens.PACKAGE} is not installed")


@pytest.mark.usefixtures("installed")
def test_tokens_are_counted(tmp_path: Path) -> None:
    count = token_counter(tmp_path / "new" / "cache")
    assert [count(text) for text in ("", "You", "You may cancel.", "<|endoftext|>")] == [0, 1, 4, 7]


@pytest.mark.usefixtures("installed")
def test_the_environment_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "/elsewhere")
    token_counter(tmp_path)
    assert os.environ["TIKTOKEN_CACHE_DIR"] == "/elsewhere"
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR")
    token_counter(tmp_path)
    assert "TIKTOKEN_CACHE_DIR" not in os.environ


@pytest.mark.usefixtures("installed")
def test_a_damaged_cache_is_mended(tmp_path: Path) -> None:
    token_counter(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"IQ== 0\n")
    assert token_counter(tmp_path)("You may cancel.") == 4
    assert file.stat().st_size > 1_000_000


@pytest.mark.usefixtures("installed")
def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert token_counter(blocked / "cache")("You may cancel.") == 4


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("text", ["a" * 300_000, " " * 300_000, "!?" * 150_000, "é" * 300_000])
def test_hostile_text_is_counted(tmp_path: Path, text: str) -> None:
    assert 0 < token_counter(tmp_path)(text) <= len(text) * 2


def test_without_the_wheel_tokens_are_estimated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tokens, "PACKAGE", "no-such-package-installed")
    with caplog.at_level(logging.WARNING):
        count = token_counter(tmp_path)
    assert count is estimate
    assert [count(text) for text in ("", "abc", "abcd", "abcde")] == [0, 1, 1, 2]
    assert len(caplog.records) == 1
    assert "estimated" in caplog.text
