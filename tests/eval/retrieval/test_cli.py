"""``plainterms eval retrieval``: the samples offline, the report file, and mistakes said in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from eval.cli import app


@pytest.fixture
def command() -> Callable[..., Any]:
    return lambda *args: CliRunner().invoke(app, ["retrieval", *(str(arg) for arg in args)])


def test_the_samples_without_any_option(command: Any, sample_home: Path, tmp_path: Path) -> None:
    out, work = tmp_path / "report.json", tmp_path / "work"
    done = command("--home", sample_home, "--limit", 3, "--out", out, "--work", work)
    assert done.exit_code == 0, done.output
    assert "cases  sample.jsonl  3 questions" in done.stdout
    assert "any required, first 5" in done.stdout
    assert done.stderr == ""
    report = json.loads(out.read_text(encoding="utf-8"))
    [part] = report["sets"]
    assert [len(found["ranks"]["ours"]["clause"]) for found in part["results"]] == [1, 1, 1]
    assert str(tmp_path) not in out.read_text(encoding="utf-8")
    again = command("--home", sample_home, "--limit", 3, "--work", work, "--json")
    assert json.loads(again.stdout) == report


def test_a_set_of_documents(command: Any, folder: Any, ferry: str, stretch: Any, tmp_path: Path) -> None:
    row = {"id": "1", "doc_id": "ferry", "query": "pets pay nothing", "relevant_spans": [stretch(ferry, "Dogs travel")]}
    given = folder(row, ferry=ferry)
    done = command("--tosdr", given, "--json", "--work", tmp_path / "work")
    assert done.exit_code == 0, done.output
    [part] = json.loads(done.stdout)["sets"]
    assert (part["set"], part["documents"].keys()) == ("tosdr", {"ferry"})
    assert part["results"][0]["ranks"]["ours"]["overlap"] == [1]
    assert command("--tosdr", given, "--json", "--work", tmp_path / "work").stdout == done.stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--cases", "nowhere.jsonl"], "There is no file nowhere.jsonl."),
        (["--tosdr", "nowhere"], "There is no file nowhere."),
        (["--set", "tosrd"], 'There is no set called "tosrd".'),
        (["--set", "tosdr"], "It is not said where the set tosdr is."),
        (["--out", "nowhere/run.json"], "There is no folder nowhere."),
        (["--limit", "0"], "--limit"),
        ([], "library"),
    ],
)
def test_mistakes(args: list[str], says: str, command: Any) -> None:
    done = command(*args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.output


def test_a_work_folder_that_cannot_be_made(command: Any, folder: Any, ferry: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    given = folder({"id": "1", "doc_id": "ferry", "question": "dogs?"}, ferry=ferry)
    done = command("--consumer-contracts", given, "--work", tmp_path / "file" / "work")
    assert done.exit_code == 2
    assert "cannot be made" in done.stderr


def test_cases_about_documents_that_are_not_there(command: Any, sample_home: Path, cases_file: Any) -> None:
    row = {
        "id": "lake-1", "kind": "lookup", "service": "lake", "terms_type": "terms-of-service", "question": "swim?",
        "expect": {"answerable": True, "clauses": [{"label": "", "title": "", "quote": "No swimming"}]},
    }  # fmt: skip
    done = command("--home", sample_home, "--cases", cases_file(row))
    assert done.exit_code == 2
    assert "cases.jsonl holds no case to search for: 1 not in the library." in done.stderr
