"""Micro and macro F1 as LexGLUE counts them, on labels of our own; and the file they come from."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import WATCH_LABELS
from eval.cli import app
from eval.files.jsonl import FileError
from eval.measuring.watching import NONE, compared, load_labelled, measure

A, B = WATCH_LABELS[0], WATCH_LABELS[1]


def rows(path: Path, *found: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    return path


def test_none_is_a_class_of_its_own() -> None:
    wanted = [frozenset({A}), frozenset({A, B}), frozenset(), frozenset()]
    given = [frozenset({A}), frozenset({A}), frozenset({B}), frozenset()]
    report = compared(wanted, given)
    assert {label: found.value for label, found in report.classes.items() if found.wanted or found.given} == {
        A: 1.0,
        B: 0.0,
        NONE: pytest.approx(2 / 3),
    }
    assert report.micro == pytest.approx(2 * 3 / (5 + 4))
    assert report.macro == pytest.approx((1 + 2 / 3) / 9)
    assert report.flagged.value == pytest.approx(2 * 2 / (3 + 2))
    assert (report.classes[NONE].precision, report.classes[NONE].recall) == (1.0, 0.5)


def test_sentences_are_labelled_document_by_document(tmp_path: Path) -> None:
    path = rows(
        tmp_path / "set.jsonl",
        {"doc_id": "Merle", "text": "merle may terminate your account at any time , for any reason .", "labels": [B]},
        {"doc_id": "Merle", "text": "our help desk is open on weekdays .", "labels": []},
        {"doc_id": "Other", "text": "the app is blue .", "labels": [], "id": "extra fields are passed over"},
    )
    report = measure(load_labelled(path))
    assert (report.rows, report.documents, report.micro) == (3, 2, 1.0)
    assert report.to_json()["classes"][B]["f1"] == 1.0


@pytest.mark.parametrize(
    ("row", "message"),
    [({"doc_id": "a", "text": "b", "labels": ["Weather"]}, "Weather"), ({"doc_id": "a", "labels": []}, "text")],
)
def test_a_wrong_row_is_said_with_its_line(tmp_path: Path, row: dict[str, object], message: str) -> None:
    with pytest.raises(FileError, match=rf"set\.jsonl:1.*{message}"):
        load_labelled(rows(tmp_path / "set.jsonl", row))


def test_the_command_prints_the_measures(tmp_path: Path) -> None:
    path = rows(tmp_path / "set.jsonl", {"doc_id": "a", "text": "the app is blue .", "labels": []})
    run = CliRunner()
    assert "micro F1 100.0" in run.invoke(app, ["watch", "--unfair-tos", str(path)]).output
    told = json.loads(run.invoke(app, ["watch", "--unfair-tos", str(path), "--json"]).output)
    assert (told["rows"], told["micro_f1"]) == (1, 1.0)
    missing = run.invoke(app, ["watch", "--unfair-tos", str(tmp_path / "nowhere.jsonl")])
    assert missing.exit_code == 2


@pytest.mark.corpus
def test_the_shipped_model_is_as_good_as_its_card_says(shared: Path) -> None:
    report = measure(load_labelled(shared / "benchmarks" / "unfair_tos" / "dev.jsonl"))
    assert report.rows == 2_275
    assert report.micro >= 0.955
    assert report.macro >= 0.81
    assert report.flagged.value >= 0.8
