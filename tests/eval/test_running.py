"""How a run is done: tries, workers, what it may cost, and going on after an interruption."""

import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot import Answer, Engine, PlainTermsError, Question
from eval.case import Case, CaseSet
from eval.cli import app
from eval.files.jsonl import FileError
from eval.printing.tables import show_sums
from eval.result import CaseResult
from eval.runner import Options, run
from eval.running.journal import Journal
from eval.runs import load_run
from tests.eval.conftest import FakeBot

RULE = "You may not share your login with anyone"
SHARE = {"label": "2.3", "title": "Accounts", "quote": RULE}

MakeCase = Callable[..., Case]
MakeAnswer = Callable[..., Answer]


class Counting(FakeBot):
    """Gives its answers in turn, over and over, whatever it is asked."""

    def __init__(self, *answers: Answer | Exception) -> None:
        super().__init__()
        self.turns = answers

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        answer = self.turns[(len(self.asked) - 1) % len(self.turns)]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def right(bot: Any, answer: MakeAnswer) -> Answer:
    return answer("No.", bot.cite(f"{RULE}, unless we agree in writing.", "2.3"))


@pytest.fixture
def wrong(bot: Any, answer: MakeAnswer) -> Answer:
    return answer("Yes.", bot.cite("an idle account", "2.2"))


@pytest.fixture
def some(case: MakeCase) -> Callable[[int], CaseSet]:
    def make(number: int) -> CaseSet:
        rows = [case({"clauses": [SHARE]}, id=f"c{n}", question=f"question {n}") for n in range(number)]
        return CaseSet("cases.jsonl", "c0ffee", tuple(rows))

    return make


# --- tries -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "min_pass", "value", "why"),
    [
        ("rrr", 3, 1, "3 of 3 right"),
        ("rrw", 2, 1, "2 of 3 right"),
        ("wrr", 2, 1, "2 of 3 right"),
        ("rww", 2, 1 / 3, "1 of 3 right; not cited: 2.3"),
        ("www", 1, 0, "0 of 3 right; not cited: 2.3"),
        ("rrf", 2, 1, "2 of 2 right"),
        ("rwf", 2, 0.5, "1 of 2 right; not cited: 2.3"),
    ],
)
def test_enough_tries_have_to_be_right(
    turns: str, min_pass: int, value: float, why: str, some: Any, right: Answer, wrong: Answer
) -> None:
    kinds: dict[str, Answer | Exception] = {"r": right, "w": wrong, "f": PlainTermsError("The model is down.")}
    first, *again = [Counting(kinds[turn]) for turn in turns]
    report = run(some(1), first, again=again, options=Options(min_pass=min_pass))
    (result,) = report.results
    assert result.failure is None
    assert result.scores["clauses_cited"].value == pytest.approx(value)
    assert result.scores["clauses_cited"].why == why
    kept = result.to_json()
    assert len(kept["tries"]) == 3
    assert report.about["options"] == {"repeat": 3, "min_pass": min_pass}


def test_a_case_of_which_too_few_tries_could_be_asked_failed(some: Any, right: Answer) -> None:
    down = PlainTermsError("The model is down.", "Start it.")
    (result,) = run(
        some(1), Counting(right), again=[Counting(down), Counting(down)], options=Options(min_pass=2)
    ).results
    assert (result.failure, result.hint, result.scores) == ("The model is down.", "Start it.", {})


def test_the_try_that_is_shown_is_the_one_to_look_at(some: Any, right: Answer, wrong: Answer) -> None:
    (result,) = run(some(1), Counting(right), again=[Counting(wrong)], options=Options(min_pass=2)).results
    assert result.answer is not None
    assert result.answer["headline"] == "Yes."


def test_a_try_that_could_not_be_asked_is_not_shown_for_one_that_was(some: Any, right: Answer) -> None:
    down = PlainTermsError("The model is down.")
    (result,) = run(some(1), Counting(down), again=[Counting(right)], options=Options(min_pass=1)).results
    assert result.failure is None
    assert result.answer is not None


def test_what_all_tries_cost_is_counted(some: Any, right: Answer) -> None:
    paid = replace(right, engine=Engine("model", "m", tokens={"input": 10, "output": 2}, cost_usd=0.25))
    free = replace(paid, engine=Engine("model", "m"))
    report = run(some(2), Counting(paid), again=[Counting(paid), Counting(free)])
    assert report.measure("cost_usd")["sum"] == 1.0
    kept = report.results[0].to_json()
    assert (kept["measures"]["tokens_in"], kept["measures"]["cost_usd"]) == (20, 0.5)
    assert [one["measures"]["tokens_in"] for one in kept["tries"]] == [10, 10, None]
    assert run(some(1), Counting(free)).results[0].measures["cost_usd"] is None


# --- what fails is no wrong answer -----------------------------------------------------------------------------------


def test_a_model_that_fails_on_every_third_call_gives_failures_and_a_whole_run(some: Any, right: Answer) -> None:
    down = replace(right, engine=Engine("excerpt", fallback="The model's server is down.", unasked=True))
    report = run(some(9), Counting(right, right, down))
    assert [result.case.id for result in report.failures] == ["c2", "c5", "c8"]
    assert {result.failure for result in report.failures} == {"The model's server is down."}
    assert report.rate("clauses_cited").scored == 6
    assert report.results[2].answer is not None, "what was shown instead is kept"


def test_the_table_tells_a_model_that_was_not_reached_from_one_that_was_not_believed(some: Any, right: Answer) -> None:
    down = replace(right, engine=Engine("excerpt", fallback="The model's server is down.", unasked=True))
    fell_back = replace(right, engine=Engine("excerpt", fallback="Nothing the model wrote could be verified."))
    printed = StringIO()
    show_sums(run(some(6), Counting(fell_back, down, down)), Console(file=printed, width=180))
    said = printed.getvalue()
    assert "2 of them because nothing the model wrote could be verified" in said
    assert "4 of them because the model could not be asked" in said


def test_what_a_model_said_and_could_not_be_used_is_its_own_answer(some: Any, wrong: Answer) -> None:
    fell_back = replace(wrong, engine=Engine("excerpt", fallback="Nothing the model wrote could be verified."))
    report = run(some(1), Counting(fell_back))
    assert report.failures == ()
    assert report.summary()["fallbacks"] == 1


# --- workers and costs -----------------------------------------------------------------------------------------------


def test_several_are_asked_at_once_and_reported_in_order(some: Any, right: Answer) -> None:
    class Meeting(Counting):
        """Answers only when two questions have come."""

        barrier = Barrier(2)

        def ask(self, question: Question) -> Answer:
            self.barrier.wait(timeout=30)
            return right

    heard: list[str] = []
    report = run(some(8), Meeting(), progress=lambda r: heard.append(r.case.id), options=Options(workers=2))
    assert [result.case.id for result in report.results] == [f"c{n}" for n in range(8)]
    assert sorted(heard) == sorted(result.case.id for result in report.results)
    assert report.failures == ()


def test_no_more_is_asked_once_the_money_is_spent(some: Any, right: Answer) -> None:
    dear = replace(right, engine=Engine("model", "m", "p", cost_usd=0.4, tokens={"input": 10, "output": 5}))
    bot = Counting(dear)
    report = run(some(5), bot, options=Options(max_cost=1.0))
    assert len(bot.asked) == 3
    assert [result.failure for result in report.results[3:]] == ["not asked: $1.20 is spent of the $1.00 allowed."] * 2
    assert report.summary()["measures"]["cost_usd"]["sum"] == pytest.approx(1.2)
    assert report.summary()["measures"]["tokens_in"]["median"] == 10


# --- going on after an interruption ----------------------------------------------------------------------------------


def test_what_was_asked_before_an_interruption_is_not_asked_again(some: Any, right: Answer, tmp_path: Path) -> None:
    class Interrupted(Counting):
        def ask(self, question: Question) -> Answer:
            if len(self.asked) == 3:
                raise KeyboardInterrupt
            return super().ask(question)

    options = Options(journal=tmp_path)
    with pytest.raises(KeyboardInterrupt):
        run(some(5), Interrupted(right), options=options)
    bot, heard = Counting(right), list[str]()
    report = run(some(5), bot, progress=lambda r: heard.append(r.case.id), options=options)
    assert [question.text for question in bot.asked] == ["question 3", "question 4"]
    assert (report.resumed, heard) == (3, [f"c{n}" for n in range(5)])
    whole = run(some(5), Counting(right))
    strip = [(r.case.id, r.scores, r.answer, r.shown.measures) for r in report.results]
    assert strip == [(r.case.id, r.scores, r.answer, r.shown.measures) for r in whole.results]


def test_other_cases_options_or_scorers_begin_anew(some: Any, case: MakeCase, right: Answer, tmp_path: Path) -> None:
    options = Options(journal=tmp_path)
    run(some(3), Counting(right), options=options)
    bot = Counting(right)
    other = CaseSet("cases.jsonl", "beef", some(3).cases)
    run(other, bot, options=options)
    run(some(3), bot, options=replace(options, min_pass=2))
    run(some(3), bot, (), options=options)
    run(some(3), bot, options=replace(options, told=(("mode", "model"),)))
    assert len(bot.asked) == 12
    assert run(some(3), bot, options=options).resumed == 3


def test_a_case_that_failed_is_asked_again(some: Any, right: Answer, tmp_path: Path) -> None:
    run(some(3), Counting(right, PlainTermsError("down"), right), options=Options(journal=tmp_path))
    bot = Counting(right)
    report = run(some(3), bot, options=Options(journal=tmp_path))
    assert [question.text for question in bot.asked] == ["question 1"]
    assert report.failures == ()


def test_torn_and_strange_lines_are_no_results(some: Any, right: Answer, tmp_path: Path) -> None:
    options = Options(journal=tmp_path)
    report = run(some(3), Counting(right), options=options)
    assert report.kept is not None
    lines = [line for line in report.kept.read_text(encoding="utf-8").splitlines() if line]
    strange = ["[]", "{}", '{"case": 1, "tries": [{}]}', "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")]
    report.kept.write_text("\n".join([lines[0], *strange, lines[1][:100]]), encoding="utf-8")
    bot = Counting(right)
    assert run(some(3), bot, options=options).resumed == 1
    assert run(some(3), bot, options=options).resumed == 3, "what came after the torn line is whole"


def test_the_same_run_twice_at_once_is_refused(some: Any, right: Answer, tmp_path: Path) -> None:
    with Journal(tmp_path, {"a": 1}), pytest.raises(FileError, match="going on"), Journal(tmp_path, {"a": 1}):
        pass
    with Journal(tmp_path, {"a": 1}), Journal(tmp_path, {"a": 2}):
        pass


def test_a_full_disk_ends_the_keeping_and_not_the_run(
    some: Any, right: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("where the folder should be", encoding="utf-8")
    report = run(some(3), Counting(right), options=Options(journal=tmp_path / "file"))
    assert len(report.results) == 3 and report.failures == ()
    assert "begin anew" in report.notices[0]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_disk_that_fills_up_on_the_way(some: Any, right: Answer, tmp_path: Path) -> None:
    journal = Journal(tmp_path, {})
    with journal:
        assert journal._file is not None
        journal._file.close()
        journal._file = Path("/dev/full").open("a", encoding="utf-8")  # noqa: SIM115  the journal closes it
        (result,) = run(some(1), Counting(right)).results
        journal.keep(result.case, result.tries)
    assert "No space left" in journal.trouble


KILLED = """
import os, sys
from pathlib import Path
import eval.runner as runner
from eval.case import load_cases
from bot import open_explainer

asked = []
with open_explainer(home=Path(sys.argv[1]), mode="excerpt") as explainer:
    whole = explainer.ask
    def ask(question):
        asked.append(question)
        if len(asked) > 4:
            os._exit(9)  # as hard as a kill
        return whole(question)
    explainer.ask = ask
    few = load_cases(Path(sys.argv[2])).chosen(limit=8)
    runner.run(few, explainer, options=runner.Options(journal=Path(sys.argv[3])))
"""


def test_a_run_that_was_killed_finishes_with_the_rest_only(sample_home: Path, tmp_path: Path) -> None:
    from bot import open_explainer
    from eval.case import load_cases
    from eval.cases import sample_cases_path

    cases, journal = sample_cases_path(), tmp_path / "kept"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(sample_home), str(cases), str(journal)],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 9, done.stderr.decode()
    few = load_cases(cases).chosen(limit=8)
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        report = run(few, explainer, options=Options(journal=journal))
    assert report.resumed >= 4


def test_a_thousand_answers_take_little_room(some: Any, bot: Any, answer: MakeAnswer) -> None:
    """What a run remembers of a case, measured without timing: a thousand fit into some megabytes."""
    long = answer("No. " * 100, *(bot.cite(RULE, "2.3") for _ in range(12)))
    tracemalloc.start()
    try:
        report = run(some(200), Counting(long))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(report.results) == 200
    assert held / 200 < 20_000, f"{held / 200:,.0f} bytes a case"
    assert all(isinstance(result, CaseResult) for result in report.results)


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def command(bot: Any, right: Answer, monkeypatch: pytest.MonkeyPatch, cases_file: Any) -> Callable[..., Any]:
    bot.answers[("brook", "can we share")] = right
    bot.opened = []

    def open_fake(settings: Any = None, *, take: int = 0, **_: Any) -> Any:
        bot.opened.append((settings.cache, take))
        return bot

    monkeypatch.setattr("bot.open_explainer", open_fake)
    row = {
        "id": "brook-1", "kind": "lookup", "service": "brook", "terms_type": "terms-of-service",
        "question": "can we share", "expect": {"answerable": True, "clauses": [SHARE]},
    }  # fmt: skip
    file = cases_file(row)
    return lambda *args: CliRunner().invoke(app, ["run", "--cases", str(file), *map(str, args)])


def test_each_try_has_replies_of_its_own_and_everything_is_kept(command: Any, bot: Any, tmp_path: Path) -> None:
    impossible = command("--min-pass", 2)
    assert impossible.exit_code == 2
    assert "Of 1 tries of a case, 2 cannot be right.\nAsk more often: --repeat 2" in impossible.stderr
    done = command("--repeat", 3, "--min-pass", 2, "--out", tmp_path / "run.json")
    assert done.exit_code == 0, done.output
    assert bot.opened == [("all", 0), ("all", 1), ("all", 2)]
    read = load_run(tmp_path / "run.json")
    assert read.about["options"]["repeat"] == 3
    assert len(json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["results"][0]["tries"]) == 3


def test_drafts_are_told_from_cases(command: Any, tmp_path: Path) -> None:
    assert "drafts" not in command().stderr
    row = {
        "id": "brook-1", "kind": "lookup", "service": "brook", "terms_type": "terms-of-service",
        "question": "can we share", "expect": {"answerable": True}, "why": "DRAFT: is it so?",
    }  # fmt: skip
    (tmp_path / "drafts.jsonl").write_text(json.dumps(row), encoding="utf-8")
    said = command("--cases", tmp_path / "drafts.jsonl").stderr
    assert "1 of 1 cases are drafts that nobody has checked: their scores say little." in said


def test_offline_asks_nothing_new_and_misses_nothing_in_silence(command: Any, bot: Any, right: Answer) -> None:
    assert command("--offline").exit_code == 0
    assert bot.opened == [("only", 0)]
    missing = "No reply of the chat model is kept for this question."
    bot.answers[("brook", "can we share")] = replace(right, engine=Engine("excerpt", fallback=missing, unasked=True))
    done = command("--offline")
    assert done.exit_code == 2
    assert "is kept for this question" in done.stderr


def test_a_limit_on_costs_needs_prices(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done = command("--max-cost", 1)
    assert done.exit_code == 2
    assert "PLAINTERMS_PRICE_INPUT" in done.stderr
    monkeypatch.setenv("PLAINTERMS_PRICE_INPUT", "1")
    monkeypatch.setenv("PLAINTERMS_PRICE_OUTPUT", "1")
    assert command("--max-cost", 1).exit_code == 0


def test_ctrl_c_says_that_nothing_is_lost(command: Any, bot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(bot, "ask", interrupted)
    done = command()
    assert done.exit_code == 130
    assert "goes on where" in done.stderr


def test_a_report_that_cannot_be_written_leaves_what_was_asked(command: Any, bot: Any, tmp_path: Path) -> None:
    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("os.fsync", full_disk)
        done = command("--out", tmp_path / "run.json")
    assert done.exit_code == 2
    assert "No space left" in done.stderr
    assert "quotes_exact" in done.stdout, "the tables are there all the same"
    asked = len(bot.asked)
    done = command("--out", tmp_path / "run.json")
    assert done.exit_code == 0
    assert len(bot.asked) == asked
    assert "1 of 1 cases had been asked" in done.stderr


def test_a_full_standard_output_is_told_in_a_sentence(sample_home: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "eval",
                "run",
                "--mode",
                "excerpt",
                "--limit",
                "1",
                "--sums",
                "--home",
                str(sample_home),
            ]
            + ["--out", str(tmp_path / "run.json")],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )
    assert done.returncode == 2
    assert done.stderr == "There is no space left to write the output.\nFree space first.\n"
    assert len(load_run(tmp_path / "run.json").rows) == 1, "what was asked is kept all the same"
