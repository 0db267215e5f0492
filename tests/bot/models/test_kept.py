"""Replies kept on disk: whole or not at all, bounded, and no more trusted than any other file."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.models import ContextOverflow
from bot.models.kept import LARGEST, KeptReplies

REPLY = '{"headline": "They may not sell \u201cthem\u201d."}'


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeptReplies:
    monkeypatch.setattr("bot.models.kept.LOOKED_AT_EVERY", 1)
    return KeptReplies(tmp_path / "cache" / "replies", most=20)


def test_what_is_kept_comes_back(kept: KeptReplies) -> None:
    key = kept.key("a", 1)
    assert kept.get(key) is None
    kept.put(key, REPLY)
    assert kept.get(key) == REPLY
    kept.put(key, "half a pair \ud83d")
    assert kept.get(key) == "half a pair ?"


def test_that_a_request_was_too_long_is_kept(kept: KeptReplies) -> None:
    kept.put("a", ContextOverflow("too long", excess=77))
    with pytest.raises(ContextOverflow) as again:
        kept.get("a")
    assert again.value.excess == 77


def test_keys_tell_their_parts_apart_and_do_not_show_them(tmp_path: Path) -> None:
    kept, second = KeptReplies(tmp_path), KeptReplies(tmp_path, take=1)
    parts = (("a", "b"), ("ab",), (["a", "b"],), ("a", ["b"]), ("a", None), ("\ud800",))
    keys = [*(kept.key(*each) for each in parts), second.key("a", "b")]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 64 and key.isalnum() for key in keys)


def test_what_could_not_be_used_is_forgotten_unless_everything_is_kept(tmp_path: Path) -> None:
    kept, everything = KeptReplies(tmp_path / "a"), KeptReplies(tmp_path / "b", everything=True)
    for one in (kept, everything):
        one.put("k", REPLY)
        one.forget("k")
        one.forget("never there")
    assert kept.get("k") is None
    assert everything.get("k") == REPLY


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"text": 5}',
        b'{"text": ""}',
        b'{"text": "x", "more": 1}',
        b"[" * 50_000,
        json.dumps({"text": "x" * LARGEST}).encode(),
    ],
)
def test_a_damaged_file_is_none(kept: KeptReplies, tmp_path: Path, content: bytes) -> None:
    key = kept.key("a")
    kept.put(key, REPLY)
    (file,) = (tmp_path / "cache" / "replies").iterdir()
    file.write_bytes(content)
    assert kept.get(key) is None
    kept.put(key, REPLY)
    assert kept.get(key)


def test_the_oldest_go_when_there_are_too_many(kept: KeptReplies, tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "replies"
    kept.put("stale", REPLY)
    (folder / "left-behind.new").write_text("half of a reply")
    for number, file in enumerate(folder.iterdir()):
        os.utime(file, (number, number))
    for number in range(60):
        kept.put(f"k{number}", REPLY)
        os.utime(folder / f"k{number}.json", (1_000 + number, 1_000 + number))
        assert kept.count() <= 20
    assert kept.get("k59") and kept.get("k50") and not kept.get("k5") and not kept.get("stale")
    assert not (folder / "left-behind.new").exists()


def test_several_may_write_at_once(kept: KeptReplies) -> None:
    def work(number: int) -> bool:
        kept.put(f"k{number % 30}", REPLY)
        return kept.get(f"k{number % 30}") in (None, REPLY)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(400)))
    assert kept.count() <= 20 + 8


def test_a_folder_that_can_not_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    kept = KeptReplies(tmp_path / "cache" / "replies")
    kept.put("a", REPLY)
    assert kept.get("a") is None and kept.count() == 0
