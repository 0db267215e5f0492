"""The commands about writing cases: what is printed where, exit codes, mistakes in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from eval.case import load_cases
from eval.cli import app

Command = Callable[..., Any]
RULE = "You may not share it, lend it or sell it, with anyone, including members of your household"
ROW: dict[str, Any] = {
    "id": "one",
    "kind": "lookup",
    "service": "larkspan",
    "terms_type": "terms-of-service",
    "question": "who may use my login",
    "expect": {"answerable": True, "clauses": [{"label": "1.2", "title": "One Person, One Login", "quote": RULE}]},
}
HOSTILE = {"label": "1.2", "title": "One Person, One Login", "quote": "a [red]quote[/red]\x1b[2J that is not there"}
WRONG = ROW | {"id": "two", "question": "how", "expect": {"answerable": True, "clauses": [HOSTILE]}}


@pytest.fixture
def command(sample_home: Path) -> Command:
    return lambda name, *args: CliRunner().invoke(app, [name, *map(str, args), "--home", str(sample_home)])


def test_lint_with_nothing_found(command: Command, cases_file: Callable[..., Path]) -> None:
    done = command("lint", "--cases", cases_file(ROW))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "1 case: nothing found\n", "")


def test_lint_names_place_rule_and_what_to_do(command: Command, cases_file: Callable[..., Path]) -> None:
    done = command("lint", "--cases", cases_file(ROW, WRONG))
    assert done.exit_code == 1
    assert "cases.jsonl:2  two error (quote-missing): the quote “a [red]quote[/red] [2J that is" in done.stdout
    assert "Copy the words from that version" in done.stdout
    assert "2 cases: 1 error\n" in done.stdout
    assert "\x1b" not in done.stdout


def test_hints_and_warnings_do_not_fail(command: Command, cases_file: Callable[..., Path]) -> None:
    done = command("lint", "--cases", cases_file(ROW | {"why": "DRAFT: x"}))
    assert done.exit_code == 0
    assert "1 case: 1 warning" in done.stdout


def test_lint_json(command: Command, cases_file: Callable[..., Path]) -> None:
    done = command("lint", "--cases", cases_file(ROW | {"service": "pond"}), "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["count"] == {"error": 1, "warning": 0, "hint": 0}
    (finding,) = told["findings"]
    assert set(finding) == {"id", "file", "line", "level", "rule", "said", "todo"}


def test_lint_of_a_file_that_is_not_there(command: Command) -> None:
    done = command("lint", "--cases", "nowhere.yaml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "There is no file nowhere.yaml." in done.stderr


def test_new_prints_yaml(command: Command, tmp_path: Path) -> None:
    done = command("new", "--service", "larkspan", "--count", "4")
    assert done.exit_code == 0, done.output
    (tmp_path / "new.yaml").write_text(done.stdout, encoding="utf-8")
    assert len(load_cases(tmp_path / "new.yaml").cases) == 4
    assert done.stdout.startswith("# Drafts about the terms-of-service of Larkspan, 2024-09-16")


def test_new_writes_a_new_file_only(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "new.jsonl"
    asked = (
        "new",
        "--service",
        "larkspan",
        "--as-of",
        "2024-05-20",
        "--kinds",
        "number",
        "--count",
        "3",
        "--out",
        path,
    )
    done = command(*asked)
    assert done.exit_code == 0, done.output
    assert [(case.kind, str(case.as_of)) for case in load_cases(path).cases] == [("number", "2024-05-20")] * 3
    assert "3 drafts in" in done.stdout
    before = path.read_text(encoding="utf-8")
    again = command(*asked)
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--service", "pond"], 'The library has no service "pond".'),
        (["--service", "larkspan", "--kinds", "advice"], 'Cases of the kind "advice" cannot be drafted.'),
        (["--service", "larkspan", "--as-of", "yesterday"], "yesterday"),
        (["--service", "larkspan", "--out", "nowhere/new.yaml"], "There is no folder nowhere."),
        (["--service", "larkspan", "--out", "new.txt"], "new.txt is no name for a file of cases."),
    ],
)
def test_mistakes(args: list[str], says: str, command: Command) -> None:
    done = command("new", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.output


def test_the_schema_is_json() -> None:
    done = CliRunner().invoke(app, ["schema"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["$schema"].startswith("https://json-schema.org/")
