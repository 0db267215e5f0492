"""``plainterms eval compare`` and ``bless``: exit codes, files, and mistakes said in one sentence."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.runs import load_run

Command = Callable[..., Any]


@pytest.fixture
def command() -> Command:
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def scored(tmp_path: Path) -> Callable[..., Path]:
    """A run file of one scorer's scores."""

    def write(name: str, *scores: float, **fields: Any) -> Path:
        value = {
            "format": "plainterms-eval-run/1", "of": "cases", "about": {},
            "scorers": [{"name": "cited", "heading": "cited", "promise": False, "means": "Cited."}],
            "cases": [{"id": f"c{at}", "kind": "lookup"} for at in range(len(scores))],
            "results": [{"id": f"c{at}", "scores": {"cited": {"score": score, "why": "because"}}}
                        for at, score in enumerate(scores)],
        }  # fmt: skip
        path = tmp_path / name
        path.write_text(json.dumps(value | fields), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("now", "plain", "strict"),
    [([1.0] * 12, 0, 0), ([0.0] + [1.0] * 11, 0, 1), ([0.0] * 12, 1, 1), ([0.0] * 5, 0, 1)],
)
def test_exit_codes(now: list[float], plain: int, strict: int, command: Command, scored: Any) -> None:
    run, base = scored("run.json", *now), scored("base.json", *[1.0] * 12)
    assert command("compare", run, "--baseline", base).exit_code == plain
    assert command("compare", run, "--baseline", base, "--strict").exit_code == strict
    assert command("compare", run, "--baseline", base, "--scorer", "completed", "--strict").exit_code == 0


def test_files_are_written_also_when_the_comparison_fails(command: Command, scored: Any, tmp_path: Path) -> None:
    run, base = scored("run.json", *[0.0] * 12), scored("base.json", *[1.0] * 12)
    done = command("compare", run, "--baseline", base, "--junit", tmp_path / "j.xml", "--markdown", tmp_path / "m.md")
    assert done.exit_code == 1
    assert "Regression: cited." in done.stdout
    assert ET.parse(tmp_path / "j.xml").getroot().attrib["failures"] == "12"
    assert (tmp_path / "m.md").read_text(encoding="utf-8").startswith("### Regression")
    found = json.loads(command("compare", run, "--baseline", base, "--json").stdout)
    assert found["regression"] == ["cited"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["compare", "run.json"], "--baseline"),
        (["compare", "none.json", "--baseline", "base.json"], "There is no file none.json."),
        (["compare", "run.json", "--baseline", "bad.json"], "bad.json is no run file"),
        (["compare", "run.json", "--baseline", "base.json", "--scorer", "x"], 'There is no scorer "x" in both runs.'),
        (["compare", "run.json", "--baseline", "base.json", "--junit", "no/j.xml"], "There is no folder no."),
        (["bless", "none.json", "--to", "base.json"], "There is no file none.json."),
        (["bless", "run.json", "--to", "bad.json"], "bad.json is no run file"),
        (["bless", "down.json", "--to", "new.json"], "--with-failures"),
        (["bless", "some.json", "--to", "new.json"], "--partial"),
        (["bless", "run.json", "--to", "other.json"], "one of addresses"),
    ],
)
def test_mistakes(
    args: list[str], says: str, command: Command, scored: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scored("run.json", 1.0)
    scored("base.json", 1.0)
    scored("down.json", 1.0, cases=[{"id": "c0", "kind": "lookup", "failure": "down"}])
    scored("some.json", 1.0, about={"options": {"limit": 1}})
    scored("other.json", 1.0, of="addresses")
    (tmp_path / "bad.json").write_text("[]", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = command(*args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.output
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_blessing_and_what_it_replaces(command: Command, scored: Any, tmp_path: Path) -> None:
    base = tmp_path / "base.json"
    done = command("bless", scored("run.json", *[1.0] * 9), "--to", base, "--why", "the first")
    assert done.exit_code == 0
    assert done.stdout == f"{base} is now 9 cases of run.json.\n"
    assert load_run(base).about["blessed"]["why"] == "the first"
    worse = scored("worse.json", *[0.0] * 9)
    done = command("bless", worse, "--to", base)
    assert done.exit_code == 0, "a worse run is blessed when a person says so"
    assert "9 cases in both: 9 worse, 0 better" in done.stdout
    assert done.stdout.endswith("base.json is now 9 cases of worse.json.\n")
    assert command("compare", worse, "--baseline", base).exit_code == 0


def test_an_output_that_cannot_hold_every_sign_is_no_traceback(scored: Any) -> None:
    run = str(scored("run.json", *[1.0] * 5))
    done = subprocess.run(
        [sys.executable, "-m", "eval", "compare", run, "--baseline", run],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[3]), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "insufficient data" in done.stdout
    assert "?" in done.stdout
