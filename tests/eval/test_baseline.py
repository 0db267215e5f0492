"""What a baseline keeps of a run, and which runs do not become one."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.baseline import baseline_pieces, kept_answer, refuse_unfit
from eval.compare import Comparison
from eval.files.jsonl import FileError
from eval.runs import Run, load_run

DAY = date(2025, 3, 1)
ANSWER = {
    "status": "answered", "headline": "No.", "question": "may we", "as_of": "2025-01-01", "yes_no": None,
    "statements": [{"text": "No.", "citations": [0], "support": "verified"}],
    "citations": [{"label": "2.1", "part": "", "quote": "You may not", "start": 3, "source_sha256": "f" * 64}],
    "engine": {"mode": "excerpt", "timings_ms": {"draft": 3.1}}, "documents": [{"sha256": "f" * 64}],
}  # fmt: skip


@pytest.fixture
def run_file(tmp_path: Path) -> Callable[..., Path]:
    def write(**about: Any) -> Path:
        scores = {"right": {"score": 1, "why": "of 2"}, "wrong": {"score": 0.5, "why": "1 of 2"},
                  "dark": {"score": None, "why": "no side"}}  # fmt: skip
        value = {
            "format": "plainterms-eval-run/1", "of": "cases", "about": {"options": {}} | about,
            "scorers": [{"name": n, "heading": n, "promise": False, "means": n} for n in scores],
            "summary": {"seconds": 3.5},
            "cases": [{"id": "x", "kind": "lookup", "seconds": 1.5, "case": {"question": "may we"}},
                      {"id": "down", "kind": "lookup", "failure": "down", "seconds": 0.1, "case": None}],
            "results": [{"id": "x", "answer": ANSWER, "scores": scores, "measures": {"grade": 3.2},
                         "tries": [{"answer": ANSWER}]}, {"id": "down", "answer": None, "scores": {}}],
        }  # fmt: skip
        path = tmp_path / "run.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return path

    return write


@pytest.fixture
def blessed(run_file: Callable[..., Path], tmp_path: Path) -> Callable[[Run], Path]:
    def write(run: Run) -> Path:
        path = tmp_path / "base.json"
        path.write_text("".join(baseline_pieces(run, DAY, "first\nof all")), encoding="utf-8")
        return path

    return write


def test_a_baseline_is_a_run_file_of_one_line_a_case(run_file: Any, blessed: Any) -> None:
    path = blessed(load_run(run_file()))
    text = path.read_text(encoding="utf-8")
    assert sum('"id": "x"' in line for line in text.splitlines()) == 2
    for gone in ("timings_ms", "seconds", "source_sha256", "tries", "may we", 'of 2"},'):
        assert gone not in text.replace('"why": "1 of 2"', "")
    value = json.loads(text)
    assert value["about"]["blessed"] == {"date": "2025-03-01", "why": "first of all"}
    assert value["summary"] == {
        "cases": 2,
        "failed": 1,
        "scores": {
            "right": {"mean": 1.0, "scored": 1},
            "wrong": {"mean": 0.5, "scored": 1},
            "dark": {"mean": None, "scored": 0},
        },
    }
    answer = value["results"][0]["answer"]
    assert answer["citations"] == [{"label": "2.1", "part": "", "quote": "You may not"}]
    assert answer["statements"] == ANSWER["statements"]
    assert answer == kept_answer(answer) == kept_answer(ANSWER)


def test_a_run_beside_its_own_baseline_has_not_changed(run_file: Any, blessed: Any) -> None:
    run = load_run(run_file())
    base = load_run(blessed(run))
    found = Comparison.of(run, base)
    assert (found.notes, found.new_failures, found.fixed) == ((), (), ())
    assert [row.case_sha256 for row in base.rows] == [row.case_sha256 for row in run.rows]
    assert base.rows[0].case_sha256
    assert base.rows[1].failure == "down"


def test_a_baseline_of_a_baseline_is_the_same(run_file: Any, blessed: Any) -> None:
    path = blessed(load_run(run_file()))
    first = path.read_bytes()
    assert blessed(load_run(path)).read_bytes() == first


def test_a_run_with_failures_is_refused(run_file: Any) -> None:
    run = load_run(run_file())
    with pytest.raises(FileError, match=r"run.json has cases that could not be asked: down\.") as error:
        refuse_unfit(run)
    assert "--with-failures" in error.value.hint
    refuse_unfit(run, with_failures=True)


@pytest.mark.parametrize("options", [{"limit": 3}, {"kinds": ["lookup"]}, {"service": "brook"}])
def test_a_run_over_some_of_its_cases_is_refused(options: Any, run_file: Any) -> None:
    run = load_run(run_file(options=options))
    whole = replace(run, rows=run.rows[:1])
    with pytest.raises(FileError, match="only some of its cases") as error:
        refuse_unfit(whole)
    assert "--partial" in error.value.hint
    refuse_unfit(whole, partial=True)


@pytest.mark.parametrize("options", [{}, {"limit": None, "kinds": []}, 3])
def test_a_whole_run_is_taken(options: Any, run_file: Any) -> None:
    refuse_unfit(load_run(run_file(options=options)), with_failures=True)


def test_a_number_that_is_none_is_refused(run_file: Any) -> None:
    path = run_file(options={"min_pass": 1})
    path.write_text(path.read_text(encoding="utf-8").replace('"min_pass": 1', '"min_pass": NaN'), encoding="utf-8")
    with pytest.raises(FileError):
        refuse_unfit(load_run(path), with_failures=True)
