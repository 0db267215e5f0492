"""Pairing, what is said of how two runs were made, and the order of what broke."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.compare import Comparison, words
from eval.files.jsonl import FileError
from eval.runs import Run, load_run

Write = Callable[..., Path]


def compare(run: Path, baseline: Path, *only: str) -> Comparison:
    return Comparison.of(load_run(run), load_run(baseline), only)


def test_cases_are_paired_by_id_and_the_others_listed(run_file: Write, answer_json: Any) -> None:
    right, wrong = (answer_json, {"a": 1.0}), (answer_json, {"a": 0.0})
    base = run_file("base.json", {"gone": right, "x": right, "y": wrong, "z": right})
    run = run_file("run.json", {"z": wrong, "new": wrong, "y": right, "x": right})
    found = compare(run, base)
    assert [after.id for _, after in found.pairs] == ["z", "y", "x"]
    assert (found.only_in_run, found.only_in_baseline) == (("new",), ("gone",))
    assert [change.after.id for change in found.new_failures] == ["z"]
    assert [change.after.id for change in found.fixed] == ["y"]


def test_broken_promises_come_first_then_what_regressed(run_of: Callable[..., Run]) -> None:
    good = [1.0] * 12
    before = run_of(a=good, b=good, quotes=good, promises=["quotes"])
    after = run_of(a=[0.0] + good[1:], b=[1.0] + [0.0] * 10 + [1.0], quotes=good[:11] + [0.0], promises=["quotes"])
    changes = Comparison.of(after, before).new_failures
    assert [change.after.id for change in changes] == ["c11", *(f"c{at}" for at in range(1, 11)), "c0"]
    assert changes[0].broken == ("quotes",)
    assert Comparison.of(after, before).regressed() == ("b", "quotes")
    assert Comparison.of(after, before).regressed(strict=True) == ("a", "b", "quotes")


def test_too_few_to_tell_and_worse_is_said_and_fails_when_strict(run_of: Callable[..., Run]) -> None:
    before, after = run_of(a=[1.0] * 5 + [None] * 5, b=[1.0] * 10), run_of(a=[0.0] * 5 + [None] * 5, b=[1.0] * 10)
    found = Comparison.of(after, before)
    assert found.regressed() == ()
    assert found.regressed(strict=True) == ("a",)
    assert words.conclusion(found) == "Worse, of too few cases to tell whether it is chance: a."
    assert Comparison.of(before, after).regressed(strict=True) == ()
    assert words.conclusion(Comparison.of(before, before)) == "No regression."


def test_only_some_scorers(run_of: Callable[..., Run]) -> None:
    before, after = run_of(a=[1.0] * 10, b=[1.0] * 10), run_of(a=[0.0] * 10, b=[1.0] * 10)
    found = Comparison.of(after, before, ["b"])
    assert [one.scorer.name for one in found.findings] == ["b"]
    assert found.new_failures == ()
    with pytest.raises(FileError, match='no scorer "c" in both runs') as error:
        Comparison.of(after, before, ["c"])
    assert error.value.hint == "In both are a, b, completed."


def test_what_cannot_be_compared(run_file: Write, answer_json: Any) -> None:
    one = run_file("one.json", {"x": (answer_json, {"a": 1.0})})
    with pytest.raises(FileError, match=r"one.json is a run of cases, two.json one of addresses"):
        compare(one, run_file("two.json", {"x": (answer_json, {"a": 1.0})}, of="addresses"))
    with pytest.raises(FileError, match="no case in common"):
        compare(one, run_file("two.json", {"y": (answer_json, {"a": 1.0})}))


def test_how_the_runs_were_made(run_file: Write, answer_json: Any) -> None:
    document = {"service": "brook", "terms_type": "terms-of-service", "version": "2025-01-01", "sha256": "1" * 64}
    excerpts = {"mode": "excerpt", "model": None, "prompt_sha256": None}
    engine = {"mode": "model", "model": "ant-7", "prompt_sha256": "b" * 64}
    about = {"file": {"name": "cases.jsonl", "sha256": "a" * 64}, "code_sha256": "c", "options": {"mode": "excerpt"},
             "library": [document], "engines": [excerpts | {"answers": 9}],
             "blessed": {"date": "2025-01-01", "why": ""}}  # fmt: skip
    other = {"file": {"name": "cases.jsonl", "sha256": "d" * 64}, "code_sha256": "e", "options": {"mode": "model"},
             "library": [document | {"sha256": "2" * 64}], "engines": [engine | {"answers": 8}]}  # fmt: skip
    base = run_file("base.json", {"x": (answer_json, {"a": 1.0, "old": 1.0})}, about=about)
    run = run_file("run.json", {"x": (answer_json, {"a": 1.0, "new": 1.0})}, about=other)
    assert compare(run, base).notes == (
        "The file of cases is not the same: cases.jsonl (sha256 aaaaaaaaaaaa) before, "
        "cases.jsonl (sha256 dddddddddddd) now.",
        "Other options: mode excerpt before, model now.",
        "What answered is not the same: excerpt before, ant-7 with prompt bbbbbbbbbbbb now.",
        "Documents that are not the same: brook terms-of-service 2025-01-01.",
        "The program is not the same.",
        "Scorers only in the baseline, not compared: old.",
        "Scorers only in the run, not compared: new.",
    )
    again = run_file(
        "again.json", {"x": (answer_json, {"a": 1.0})}, about=about | {"engines": [excerpts | {"answers": 3}]}
    )
    assert compare(again, run_file("base.json", {"x": (answer_json, {"a": 1.0})}, about=about)).notes == ()


@pytest.mark.parametrize("about", [{}, {"file": 3, "library": [1, {"service": []}], "engines": "x", "options": []}])
def test_an_odd_head_is_no_error(about: Any, run_file: Write, answer_json: Any) -> None:
    cases = {"x": (answer_json, {"a": 1.0})}
    assert compare(run_file("run.json", cases, about=about), run_file("base.json", cases)).notes


def test_a_changed_case_is_named(run_file: Write, answer_json: Any) -> None:
    base = run_file("base.json", {"x": (answer_json, {"a": 1.0})})
    text = base.read_text(encoding="utf-8")
    run = base.with_name("run.json")
    run.write_text(text.replace('"question": "can we share a login"}', '"question": "may we"}'), encoding="utf-8")
    assert compare(run, base).notes == ("Cases that were changed since, so that their scores say little: x.",)


def test_numbers_without_right_or_wrong_are_medians_of_the_same_cases(run_file: Write, answer_json: Any) -> None:
    base = run_file("base.json", {"x": (answer_json, {"a": 1.0}), "y": (None, {})})
    run = run_file("run.json", {"x": (answer_json, {"a": 1.0}), "y": (answer_json, {"a": 1.0})})
    seconds, grade = compare(run, base).measured
    assert (seconds.name, seconds.pairs, seconds.before, seconds.after) == ("seconds", 2, 0.25, 0.25)
    assert (grade.name, grade.pairs) == ("grade", 2)
