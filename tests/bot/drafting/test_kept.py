"""Drafts kept on disk: whole or not at all, bounded, and no more trusted than any other file."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.drafting.kept import LARGEST, KeptDrafts
from bot.types import Draft, DraftQuote, DraftStatement

DRAFT = Draft(
    "answered",
    "Not without you.",
    (
        DraftStatement(
            "They may not sell \u201cthem\u201d.", (DraftQuote("c1", "will not sell"), DraftQuote("c2", "x"))
        ),
    ),
    "depends",
    model="tiny",
    prompt_sha256="ab",
    tokens={"input": 5, "output": 6},
)


@pytest.fixture
def kept(tmp_path: Path) -> KeptDrafts:
    return KeptDrafts(tmp_path / "cache" / "drafts", most=20)


def test_what_is_kept_comes_back_marked_and_free(kept: KeptDrafts) -> None:
    key = kept.key("a", 1)
    assert kept.get(key) is None
    kept.put(key, DRAFT)
    assert kept.get(key) == replace(DRAFT, cached=True, tokens={"input": 0, "output": 0})


def test_keys_tell_their_parts_apart_and_do_not_show_them() -> None:
    keys = [
        KeptDrafts.key(*parts) for parts in (("a", "b"), ("ab",), (["a", "b"],), ("a", ["b"]), ("a", None), ("\ud800",))
    ]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 64 and key.isalnum() for key in keys)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"status": "answered"}',
        b'{"status": "surely", "headline": "x"}',
        b'{"status": "answered", "headline": "x", "statements": [{"text": 5, "quotes": []}]}',
        b"[" * 50_000,
        json.dumps({"status": "answered", "headline": "x" * LARGEST}).encode(),
    ],
)
def test_a_damaged_file_is_none(kept: KeptDrafts, tmp_path: Path, content: bytes) -> None:
    key = kept.key("a")
    kept.put(key, DRAFT)
    (file,) = (tmp_path / "cache" / "drafts").iterdir()
    file.write_bytes(content)
    assert kept.get(key) is None
    kept.put(key, DRAFT)
    assert kept.get(key)


def test_the_oldest_go_when_there_are_too_many(kept: KeptDrafts, tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "drafts"
    kept.put("stale", DRAFT)
    (folder / "left-behind.new").write_text("half of a draft")
    for number, file in enumerate(folder.iterdir()):
        os.utime(file, (number, number))
    for number in range(60):
        kept.put(f"k{number}", DRAFT)
        os.utime(folder / f"k{number}.json", (1_000 + number, 1_000 + number))
        assert kept.count() <= 20
    assert kept.get("k59") and kept.get("k50") and not kept.get("k5") and not kept.get("stale")
    assert not (folder / "left-behind.new").exists()


def test_several_may_write_at_once(kept: KeptDrafts) -> None:
    def work(number: int) -> bool:
        kept.put(f"k{number % 30}", DRAFT)
        found = kept.get(f"k{number % 30}")
        return found is None or found.headline == DRAFT.headline

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(400)))
    assert kept.count() <= 20 + 8


def test_a_folder_that_can_not_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    kept = KeptDrafts(tmp_path / "cache" / "drafts")
    kept.put("a", DRAFT)
    assert kept.get("a") is None and kept.count() == 0
