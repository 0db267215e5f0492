"""A run asks every case, survives what the bot does, and keeps failures apart from wrong answers."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import Answer, Engine, NotFound, Statement, Turn
from eval.case import Case, CaseSet
from eval.files.jsonl import FileError
from eval.report import Rate, Report, check_writable, write_json, write_pieces
from eval.runner import run
from eval.runs import load_run
from eval.scorers import SCORERS, Score, scorer
from eval.statistics import wilson
from eval.truth import Truth

MakeCase = Callable[..., Case]
MakeAnswer = Callable[..., Answer]

RULE = "You may not share your login with anyone"
SHARE = {"label": "2.3", "title": "Accounts", "quote": RULE}


def cases(*rows: Case) -> CaseSet:
    return CaseSet("cases.jsonl", "c0ffee", rows)


def test_a_question_is_asked_as_the_case_says(bot: Any, case: MakeCase) -> None:
    history = [{"role": "user", "content": "hello"}, {"role": "assistant", "content": "Hello."}]
    run(cases(case(id="a"), case(id="b", as_of="2024-06-30", kind="followup", history=history)), bot)
    latest, then = bot.asked
    assert (latest.service, latest.terms_type, latest.text) == ("brook", "terms-of-service", "can we share a login")
    assert latest.as_of == date(2025, 1, 1), "without a date: the day of the latest version, not today"
    assert then.as_of == date(2024, 6, 30)
    assert then.history == (Turn("user", "hello"), Turn("assistant", "Hello."))


def test_a_change_is_asked_at_the_newer_date(bot: Any, case: MakeCase) -> None:
    run(cases(case(kind="change", as_of="2025-01-01", compare_to="2024-01-01")), bot)
    assert [question.as_of for question in bot.asked] == [date(2025, 1, 1)]


def test_an_error_is_the_failure_of_its_case(bot: Any, case: MakeCase, answer: MakeAnswer) -> None:
    bot.answers = {
        ("brook", "fine"): answer("No.", bot.cite(RULE, "2.3")),
        ("brook", "missing"): NotFound("There is no Brook.", "Ingest it."),
        ("brook", "bug"): ZeroDivisionError("division by zero"),
        ("brook", "down"): answer("The model is down.", status="unavailable"),
    }
    texts = ("missing", "bug", "fine", "down")
    heard: list[str] = []
    report = run(
        cases(
            *(case({"clauses": [SHARE]}, id=text, question=text) for text in texts),
            case(id="early", as_of="1999-01-01"),
        ),
        bot,
        progress=lambda result: heard.append(result.case.id),
    )
    assert heard == [*texts, "early"]
    assert {result.case.id: result.failure for result in report.results} == {
        "missing": "There is no Brook.",
        "bug": "ZeroDivisionError: division by zero",
        "fine": None,
        "down": "unavailable: The model is down.",
        "early": "The library has no terms-of-service of brook in force on 1999-01-01.",
    }
    assert report.rate("clauses_cited") == Rate(1.0, *wilson(1, 1), scored=1, unscored=0)
    assert [result.case.id for result in report.failures] == ["missing", "bug", "down", "early"]
    assert report.results[3].answer is not None, "what the bot said is kept"


def test_a_scorer_that_breaks_fails_the_case_and_keeps_the_answer(bot: Any, case: MakeCase, answer: MakeAnswer) -> None:
    @scorer("broken")
    def broken(case: Case, answer: Answer, truth: Truth) -> Score:
        raise KeyError("oops")

    bot.answers = {("brook", "can we share a login"): answer("No.")}
    (result,) = run(cases(case()), bot, [broken]).results
    assert result.failure == "KeyError: 'oops'"
    assert result.answer is not None
    assert result.scores == {}


def test_two_services_are_asked_at_once_of_the_later_day(bot: Any, case: MakeCase, answer: MakeAnswer) -> None:
    text, rival = "can we share a login", "You may share your login within your household"
    whole = RULE + ", unless we agree in writing."
    both = answer("Not at Brook. At Pond you may.", bot.cite(whole, "2.3"))
    at_pond = bot.cite(rival, "1.1", service="pond")
    bot.answers = {
        ("brook,pond", text): replace(
            both,
            citations=(*both.citations, at_pond),
            statements=(Statement(whole, (0,), "excerpt"), Statement(rival, (1,), "excerpt")),
        )
    }
    expect = {
        "answerable": True,
        "clauses": [SHARE | {"service": "brook"}, {"label": "1.1", "title": "", "quote": rival, "service": "pond"}],
        "facts": [["not at brook"], ["at pond you may"]],
    }
    (result,) = run(cases(case(expect, kind="cross_service", service=["brook", "pond"])), bot).results
    assert [question.as_of for question in bot.asked] == [date(2025, 1, 1)]
    found = {name: score.value for name, score in result.scores.items() if score.value is not None}
    assert set(found.values()) == {1}
    assert {"status_right", "clauses_cited", "quotes_exact", "facts_found", "statements_backed"} <= set(found)


def full_run(bot: Any, case: MakeCase, answer: MakeAnswer) -> Report:
    bot.answers = {
        ("brook", "right"): answer("No.", bot.cite(RULE, "2.3"), engine=Engine("model", "m1", "p1")),
        ("brook", "wrong"): answer("Yes.", bot.cite("an idle account", "2.2"), engine=Engine("model", "m1", "p1")),
        ("brook", "silent"): answer("The terms do not say.", status="not_in_terms", statements=()),
    }
    asked = {"right": "lookup", "wrong": "lookup", "silent": "exception", "unprepared": "exception"}
    return run(cases(*(case({"clauses": [SHARE]}, id=t, question=t, kind=k) for t, k in asked.items())), bot)


def test_rates_per_scorer_and_kind(bot: Any, case: MakeCase, answer: MakeAnswer) -> None:
    report = full_run(bot, case, answer)
    cited = report.rate("clauses_cited")
    assert (cited.mean, cited.scored, cited.unscored) == (pytest.approx(1 / 3), 3, 0)
    assert report.rate("clauses_cited", "lookup").mean == 0.5
    quotes = report.rate("quotes_exact")
    assert (quotes.mean, quotes.scored, quotes.unscored) == (1, 2, 1)
    assert report.rate("facts_found") == Rate(None, None, None, 0, 3), "nothing scored is no number"
    assert [result.case.id for result in report.below("status_right")] == ["silent"]
    assert report.kinds == ("lookup", "exception")


def test_the_summary_says_what_was_measured(bot: Any, case: MakeCase, answer: MakeAnswer) -> None:
    summary = full_run(bot, case, answer).summary()
    assert summary["cases_sha256"] == "c0ffee"
    assert (summary["cases"], summary["failed"], summary["fallbacks"]) == (4, 1, 0)
    assert summary["statuses"] == {"answered": 2, "not_in_terms": 1}
    assert summary["engines"] == [
        {"mode": "model", "model": "m1", "prompt_sha256": "p1", "answers": 2},
        {"mode": "excerpt", "model": None, "prompt_sha256": None, "answers": 1},
    ]
    assert summary["kinds"]["exception"]["status_right"]["mean"] == 0
    assert set(summary["scores"]) == {each.name for each in SCORERS}


def test_a_report_survives_its_file(bot: Any, case: MakeCase, answer: MakeAnswer, tmp_path: Path) -> None:
    report, path = full_run(bot, case, answer), tmp_path / "run.json"
    path.write_text("an older report", encoding="utf-8")
    write_pieces(report.pieces(), path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(report.to_json()))
    assert kept["format"] == "plainterms-eval-run/1"
    assert [set(result) for result in kept["results"]] == [{"id", "answer", "own_words", "scores", "measures"}] * 4
    right, *_, unprepared = kept["results"]
    assert right["answer"]["headline"] == "No."
    assert right["answer"]["citations"][0]["quote"] == RULE
    assert right["scores"]["clauses_cited"] == {"score": 1.0, "why": "all cited"}
    assert right["scores"]["facts_found"] == {"score": None, "why": "no fact is expected"}
    assert unprepared == {"id": "unprepared", "answer": None, "own_words": None, "scores": {}, "measures": {}}
    assert kept["cases"][-1]["failure"] == "Nothing prepared."
    assert kept["cases"][0]["case"]["question"] == "right"
    assert list(tmp_path.iterdir()) == [path], "nothing is left beside it"


def test_a_run_file_is_read_again(bot: Any, case: MakeCase, answer: MakeAnswer, tmp_path: Path) -> None:
    report, path = full_run(bot, case, answer), tmp_path / "run.json"
    write_pieces(report.pieces(), path)
    read = load_run(path)
    assert (read.name, read.of) == ("run.json", "cases")
    assert [row.id for row in read.rows] == [result.case.id for result in report.results]
    for row, result in zip(read.rows, report.results, strict=True):
        assert row.scores == result.scores
        assert row.failure == result.failure
        assert row.answer == result.answer
        assert row.case == result.case.model_dump(mode="json")
    assert [(s.name, s.promise) for s in read.scorers] == [(s.name, s.promise) for s in SCORERS]
    assert all(scorer.means.endswith(".") for scorer in read.scorers)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "is no run file"),
        ("{", "is no run file"),
        ('{"format": "plainterms-eval-run/0"}', "format"),
        (
            '{"format": "plainterms-eval-run/1", "of": "cases", "about": {}, "scorers": [], "cases": [], '
            '"results": [{"id": "a", "scores": {}}]}',
            "not one for each of the cases",
        ),
        (
            '{"format": "plainterms-eval-run/1", "of": "cases", "about": {}, "scorers": [], '
            '"cases": [{"id": "a", "kind": "lookup"}], '
            '"results": [{"id": "a", "scores": {"x": {"score": 2, "why": ""}}}]}',
            "results.0.scores.x.score",
        ),
    ],
)
def test_what_is_no_run_file_is_refused(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=says) as refused:
        load_run(path)
    assert "--out" in refused.value.hint


def test_two_runs_differ_in_their_timings_only(bot: Any, case: MakeCase, answer: MakeAnswer) -> None:
    one, two = (full_run(bot, case, answer).to_json() for _ in range(2))
    for report in (one, two):
        del report["summary"]["seconds"], report["summary"]["measures"]["seconds"]
        for row in report["cases"]:
            del row["seconds"]
    assert json.dumps(one) == json.dumps(two)


def test_a_report_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "run.json"
    path.write_text("an older report", encoding="utf-8")
    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(FileError, match="No space left"):
        write_json({"results": []}, path)
    assert [file.name for file in tmp_path.iterdir()] == ["run.json"]
    assert path.read_text(encoding="utf-8") == "an older report"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    check_writable(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_json({"results": []}, pipe)
    assert json.loads(os.read(reader, 4096)) == {"results": []}
    os.close(reader)
    assert pipe.is_fifo()


def test_a_link_stays_and_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("an older report", encoding="utf-8")
    (tmp_path / "latest").symlink_to("run.json")
    write_json({"results": []}, tmp_path / "latest")
    assert (tmp_path / "latest").is_symlink()
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8")) == {"results": []}


def test_half_a_surrogate_pair_does_not_lose_the_report(tmp_path: Path) -> None:
    write_json({"headline": "\ud83d"}, tmp_path / "run.json")
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8")) == {"headline": "?"}


@pytest.mark.parametrize(("name", "says"), [(".", "is a folder"), ("nowhere/run.json", "There is no folder")])
def test_a_report_with_nowhere_to_go_is_refused_at_once(name: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=says):
        check_writable(tmp_path / name)


@pytest.mark.parametrize(
    ("rate", "n", "low", "high"),
    [
        # Values of the published formula, by hand: z = 1.959964.
        (0.0, 10, 0.0, 0.2775),
        (1.0, 10, 0.7225, 1.0),
        (0.5, 100, 0.4038, 0.5962),
        (1.0, 1, 0.2065, 1.0),
    ],
)
def test_wilson(rate: float, n: int, low: float, high: float) -> None:
    assert wilson(rate, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
