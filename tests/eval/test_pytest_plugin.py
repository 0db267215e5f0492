"""Cases as test items, run by a pytest of their own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from eval.case import load_cases
from eval.report import FORMAT, write_pieces
from eval.runner import run
from tests.eval.conftest import FakeBot

RULE = "You may not share your login with anyone"
SHARE = {"label": "2.3", "title": "Accounts", "quote": RULE}

# The bot behind the inner pytest: the one of our own tests, with answers by question.
CONFTEST = """
import bot
from bot import Answer, Engine, PlainTermsError, Statement
from tests.eval.conftest import FakeBot
from datetime import date

RULE = "You may not share your login with anyone, unless we agree in writing."
OPENED = []

def say(headline, *citations, status="answered"):
    return Answer(status=status, headline=headline, question="", standalone_question="", as_of=date(2025, 1, 1),
        engine=Engine("excerpt"), statements=(Statement(headline, tuple(range(len(citations))), "excerpt"),),
        citations=citations)

def open_fake(settings=None, **given):
    OPENED.append(given)
    assert len(OPENED) == 1, "one for all cases"
    fake = FakeBot()
    fake.answers = {
        ("brook", "right"): say("No.", fake.cite(RULE, "2.3")),
        ("brook", "wrong"): say("\\x1b[JYes.", fake.cite("an idle account", "2.2")),
        ("brook", "lies"): say("No.", fake.cite(RULE, "2.3", quote="You may share")),
        ("brook", "down"): PlainTermsError("The model is down.", "Start it."),
    }
    return fake

bot.open_explainer = open_fake
"""


def rows(*questions: str) -> str:
    return "\n".join(
        json.dumps(
            {
                "id": f"brook-{question}",
                "kind": "lookup",
                "service": "brook",
                "terms_type": "terms-of-service",
                "question": question,
                "expect": {"answerable": True, "clauses": [SHARE]},
            }
        )
        for question in questions
    )


@dataclass
class Inner:
    """A folder with cases and the pytest that runs them."""

    pytester: pytest.Pytester

    def __call__(self, *args: str) -> pytest.RunResult:
        return self.pytester.runpytest_inprocess("-p", "no:cacheprovider", *args)


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Inner:
    monkeypatch.setattr("bot.open_explainer", None)  # put back after the inner conftest has changed it
    pytester.makeconftest(CONFTEST)
    (pytester.path / "evals").mkdir()
    (pytester.path / "evals" / "cases.jsonl").write_text(rows("right", "wrong", "down"), encoding="utf-8")
    pytester.makepyfile(test_other="def test_of_another_kind(): pass")
    return Inner(pytester)


def test_each_case_is_an_item(inner: Inner) -> None:
    done = inner("--plainterms-cases", "evals", "-v")
    done.assert_outcomes(passed=1, failed=1, errors=1)
    done.stdout.fnmatch_lines(["*evals/cases.jsonl::brook-right PASSED*"])
    done.stdout.fnmatch_lines(["*evals/cases.jsonl::brook-wrong FAILED*"])
    done.stdout.no_fnmatch_line("*test_of_another_kind*")


def test_a_wrong_answer_is_told_with_what_was_expected(inner: Inner) -> None:
    done = inner("--plainterms-cases", "evals", "-k", "wrong")
    text = done.stdout.str()
    assert "question   wrong" in text
    assert f"expected   2.3: “{RULE}”" in text
    assert "clauses_cited: 0: not cited: 2.3" in text
    assert "\x1b[J" not in text
    assert "Traceback" not in text


def test_what_could_not_be_asked_is_an_error_and_no_failure(inner: Inner) -> None:
    done = inner("--plainterms-cases", "evals", "-k", "down")
    done.assert_outcomes(errors=1)
    assert "could not be asked: The model is down.\nStart it." in done.stdout.str()


def test_other_tests_run_beside_where_they_are_named(inner: Inner) -> None:
    inner("--plainterms-cases", "evals", "-k", "right or another", ".").assert_outcomes(passed=2)


def test_markers_and_junit(inner: Inner, tmp_path: Path) -> None:
    done = inner("--plainterms-cases", "evals/cases.jsonl", "-m", "plainterms", "--junitxml", str(tmp_path / "j.xml"))
    done.assert_outcomes(passed=1, failed=1, errors=1)
    xml = (tmp_path / "j.xml").read_text(encoding="utf-8")
    assert 'name="brook-right"' in xml
    assert '<property name="clauses_cited" value="1.0"' in xml


def test_what_was_wrong_before_is_no_failure_and_a_broken_promise_is(
    inner: Inner, bot: FakeBot, answer: Callable[..., Any], tmp_path: Path
) -> None:
    cases = inner.pytester.path / "evals" / "cases.jsonl"
    cases.write_text(rows("right", "wrong", "lies"), encoding="utf-8")
    wrong = answer("Yes.", bot.cite("an idle account", "2.2"))
    bot.answers = {("brook", "right"): wrong, ("brook", "wrong"): wrong, ("brook", "lies"): wrong}
    write_pieces(run(load_cases(cases), bot).pieces(), tmp_path / "base.json")
    done = inner("--plainterms-cases", "evals", "--plainterms-baseline", str(tmp_path / "base.json"), "-v")
    done.assert_outcomes(passed=2, failed=1)
    assert "quotes_exact: 0 (was 1)" in done.stdout.str()
    assert "before     answered: Yes." in done.stdout.str()


def test_only_some_scorers(inner: Inner) -> None:
    inner("--plainterms-cases", "evals", "-k", "wrong", "--plainterms-scorer", "status_right").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--plainterms-cases", "nowhere"), "There is no file"),
        (("--plainterms-cases", "."), "holds no file of cases"),
        (("--plainterms-cases", "evals", "--plainterms-scorer", "beauty"), "there is no beauty"),
        (("--plainterms-cases", "evals", "--plainterms-baseline", "none.json"), "There is no file"),
    ],
)
def test_mistakes_are_told(inner: Inner, args: tuple[str, ...], says: str) -> None:
    done = inner(*args)
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert (done.stdout.str() + done.stderr.str()).count(says) == 1


def test_a_baseline_of_something_else_is_told(inner: Inner, tmp_path: Path) -> None:
    other = {"format": FORMAT, "of": "retrieval", "about": {}, "scorers": [], "cases": [], "results": []}
    (tmp_path / "base.json").write_text(json.dumps(other), encoding="utf-8")
    done = inner("--plainterms-cases", "evals", "--plainterms-baseline", str(tmp_path / "base.json"))
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "base.json is a run of retrieval. Name one" in done.stderr.str()


def test_a_file_that_is_none_of_cases_is_an_error_of_collecting(inner: Inner) -> None:
    (inner.pytester.path / "evals" / "cases.jsonl").write_text('{"id": 5}', encoding="utf-8")
    done = inner("--plainterms-cases", "evals")
    done.assert_outcomes(errors=1)
    assert "cases.jsonl:1" in done.stdout.str()


def test_silent_when_unused(inner: Inner) -> None:
    done = inner("-k", "another", ".")
    done.assert_outcomes(passed=1)
    told = [line for line in done.outlines if not line.startswith(("plugins:", "rootdir:", "cachedir:"))]
    assert not [line for line in told if "plainterms" in line.replace(str(inner.pytester.path), "")]
