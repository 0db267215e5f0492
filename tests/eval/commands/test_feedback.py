"""``plainterms feedback export``: what people said becomes cases that can be loaded, linted and corrected."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import Question, Turn, open_explainer
from bot.feedback import FeedbackBox
from eval.case import load_cases
from eval.commands.feedback import app

Export = Callable[..., Any]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return lambda *args: CliRunner().invoke(app, ["export", *map(str, args), "--home", str(tmp_path)])


@pytest.fixture
def box(tmp_path: Path) -> FeedbackBox:
    return FeedbackBox(tmp_path / "feedback")


def test_remarks_become_drafts(export: Export, box: FeedbackBox, sample_home: Path, tmp_path: Path) -> None:
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        answer = explainer.ask(Question("does the plan renew by itself?", "larkspan"))
    box.keep("up", answer, ())
    box.keep("down", answer, (Turn("user", "a"), Turn("assistant", "b")), "missing", "and the \u202eprice\x1b[2J?")
    for name in ("cases.yaml", "cases.jsonl"):
        done = export("--to", tmp_path / name)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith(f"2 drafts in {tmp_path / name}.")
        helped, unhelped = load_cases(tmp_path / name).cases
        assert helped.kind == "lookup" and helped.expect.clauses[0].label == "12.2"
        assert helped.as_of == answer.as_of and helped.why.startswith("DRAFT from feedback of ")
        assert unhelped.kind == "followup" and unhelped.expect.clauses == () and len(unhelped.history) == 2
        assert "(missing)" in unhelped.why
    shown = export().stdout
    assert "\x1b" not in shown and "Drafts of what people asked" in shown


def test_what_cannot_be_a_case_is_counted(export: Export, box: FeedbackBox, sample_home: Path) -> None:
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        answer = explainer.ask(Question("does the plan renew by itself?", "larkspan"))
    box.keep("up", answer, ())
    box.keep("up", replace(answer, documents=()), ())
    done = export()
    assert done.exit_code == 0 and "1 left out" in done.stderr


def test_a_file_that_is_there_is_not_overwritten(export: Export, box: FeedbackBox, tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text("mine")
    done = export("--to", tmp_path / "cases.yaml")
    assert done.exit_code == 2 and "is there already" in done.stderr
    assert export("--to", tmp_path / "cases.txt").exit_code == 2


def test_no_feedback_is_said(export: Export) -> None:
    done = export()
    assert done.exit_code == 2 and "Nobody has said anything yet." in done.stderr


def test_a_broken_file_is_named(export: Export, tmp_path: Path) -> None:
    (tmp_path / "feedback").mkdir()
    (tmp_path / "feedback" / "2024-06.jsonl").write_text("{\n")
    done = export()
    assert done.exit_code == 2 and "2024-06.jsonl:1 is no remark." in done.stderr.replace("\n", "")
