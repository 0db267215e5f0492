"""What people say about answers: kept within bounds, read back, and mistakes in the files named."""

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.feedback import LONGEST_NOTE, FeedbackBox, read_feedback
from bot.types import Answer, Engine, Turn
from ingest import HomeError

ANSWER = Answer("not_in_terms", "No clause speaks of this.", "can i?", "can i?", date(2024, 6, 1), Engine("excerpt"))


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    box = FeedbackBox(tmp_path / "feedback")
    history = (Turn("user", "before"), Turn("assistant", "it was said"))
    box.keep("down", ANSWER, history, "wrong", f"  {'n' * 9_999}\u2028")
    box.keep("up", replace(ANSWER, question="é\ud800"), ())
    first, second = read_feedback(tmp_path / "feedback")
    assert (first.thumb, first.reason, first.history) == ("down", "wrong", history)
    assert first.note == "n" * LONGEST_NOTE and first.answer["headline"] == "No clause speaks of this."
    assert second.question == "é?" and (second.thumb, second.reason) == ("up", "")


def test_an_unknown_reason_is_none(tmp_path: Path) -> None:
    FeedbackBox(tmp_path).keep("down", ANSWER, (), "<script>")
    assert next(read_feedback(tmp_path)).reason == ""


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    FeedbackBox(tmp_path / "feedback").keep("up", ANSWER, ())
    for path in (tmp_path / "feedback", *(tmp_path / "feedback").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_full_folder_keeps_no_more(tmp_path: Path) -> None:
    box = FeedbackBox(tmp_path, most_bytes=2_000)
    with pytest.raises(HomeError, match="its folder is full"):
        for _ in range(10):
            box.keep("up", ANSWER, ())
    assert 0 < sum(path.stat().st_size for path in tmp_path.iterdir()) <= 2_000


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "feedback").write_text("a file")
    with pytest.raises(HomeError, match="cannot be kept"):
        FeedbackBox(tmp_path / "feedback").keep("up", ANSWER, ())


def test_no_folder_is_no_feedback(tmp_path: Path) -> None:
    assert list(read_feedback(tmp_path / "nowhere")) == []


@pytest.mark.parametrize(
    "line", ["{", "[]", "3", '{"thumb": "up"}', '{"thumb": "sideways", "answer": {}}', '{"thumb": "up", "answer": 3}']
)
def test_a_line_that_is_no_remark_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "2024-06.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(HomeError, match="2024-06.jsonl:2 is no remark"):
        list(read_feedback(tmp_path))
