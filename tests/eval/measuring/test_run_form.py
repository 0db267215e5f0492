"""Other measurements in the form of a run file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.compare import Comparison
from eval.measuring.run_form import Entry, run_form, together
from eval.runs import Run, ScorerInfo, load_run
from eval.scorers import Score

LABEL = ScorerInfo("label", "label", False, "The label is right.")


def entry(name: str, value: float | None = 1.0, failure: str | None = None) -> Entry:
    scores = {} if value is None else {"label": Score(value, "")}
    return Entry(name, "clause", ("brook",), {"question": "2.1"}, scores, failure)


def read(value: Any, path: Path) -> Run:
    path.write_text(json.dumps(value), encoding="utf-8")
    return load_run(path)


def test_it_is_a_run_file(tmp_path: Path) -> None:
    entries = [entry("a@1"), entry("a@1", 0.0), entry("b", None, "It cannot be read.")]
    run = read(run_form("addresses", {"options": {}}, [LABEL], entries), tmp_path / "run.json")
    assert run.of == "addresses"
    assert [row.id for row in run.rows] == ["a@1", "a@1#2", "b"]
    assert run.rows[0].shown == {"question": "2.1"}
    assert run.rows[2].failure == "It cannot be read."
    assert run.scorers == (LABEL,)
    assert len(run.about["code_sha256"]) == 64


def test_the_hash_of_several_files_is_of_all_of_them() -> None:
    assert together([("a", "1")]) == {"name": "a", "sha256": "1"}
    both, other = together([("a", "1"), ("b", "2")]), together([("a", "1"), ("b", "3")])
    assert both["name"] == "a, b"
    assert both["sha256"] != other["sha256"]


@pytest.fixture
def brook(tmp_path: Path, cases_file: Callable[..., Path]) -> list[str]:
    """A document of two clauses, and gold that is right about the first and, on purpose, wrong about the second."""
    text = "# Brook Terms\n\n1. Accounts\n\nKeep your login.\n\n2. Ending\n\nWe may close it.\n"
    (tmp_path / "brook.md").write_text(text, encoding="utf-8")
    rows = [
        {"service": "brook", "terms_type": "terms-of-service", "date": "2024-01-01", "path_in_corpus": "brook.md",
         "offset": text.index(words), "quote": words, "label": label, "sub": "", "title": title, "path": [],
         "part": "", "kind": "clause"}
        for words, label, title in (("Keep your login.", "1", "Accounts"), ("We may close it.", "3", "Ending"))
    ]  # fmt: skip
    return ["addresses", "--gold", str(cases_file(*rows)), "--corpus", str(tmp_path)]


def test_addresses_can_be_compared(brook: list[str], tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    done = CliRunner().invoke(app, [*brook, "--out", str(out), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == json.loads(out.read_text(encoding="utf-8"))
    assert json.loads(done.stdout)["positions"] == 2, "what was there before stays"
    run = load_run(out)
    assert (run.of, run.about["options"], run.about["file"]["name"]) == ("addresses", {"service": None}, "cases.jsonl")
    assert [document["service"] for document in run.about["library"]] == ["brook"]
    first, second = run.rows
    assert first.scores["right"] == Score(1, "")
    assert second.scores["label"].value == 0
    assert second.scores["title"].value == 1
    assert second.shown["expected"].startswith("3 · Ending")
    assert second.shown["found"].startswith("2 · Ending")
    assert Comparison.of(run, run).regressed(strict=True) == ()


def test_out_has_to_have_a_folder(brook: list[str]) -> None:
    done = CliRunner().invoke(app, [*brook, "--out", "nowhere/run.json"])
    assert done.exit_code == 2
    assert "There is no folder nowhere." in done.stderr
