"""The commands: exit codes, what is printed where, and mistakes said in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import Answer, Clause, ConfigurationError, Settings
from eval.cli import app

MakeAnswer = Callable[..., Answer]

RULE = "You may not share your login with anyone"
ROW: dict[str, Any] = {
    "id": "brook-1",
    "kind": "lookup",
    "service": "brook",
    "terms_type": "terms-of-service",
    "question": "can we share",
    "expect": {"answerable": True, "clauses": [{"label": "2.3", "title": "Accounts", "quote": RULE}]},
}
SILENT = ROW | {"id": "brook-2", "kind": "number", "question": "how many"}


@pytest.fixture
def eval_command(bot: Any, answer: MakeAnswer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command with the fake bot behind it; ``bot.opened_with`` keeps what it was opened with."""
    bot.answers[("brook", "can we share")] = answer("No.", bot.cite(RULE, "2.3"))

    def open_fake(
        settings: Settings | None = None, *, home: Path | None = None, mode: str | None = None, take: int = 0
    ) -> Any:
        bot.opened_with = {"home": settings.home, "mode": settings.mode} if settings else {"home": home, "mode": mode}
        bot.settings = settings
        bot.takes = [*getattr(bot, "takes", []), take]
        return bot

    monkeypatch.setattr("bot.open_explainer", open_fake)
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


def test_a_good_run(eval_command: Any, bot: Any, cases_file: Any, tmp_path: Path) -> None:
    done = eval_command("run", "--cases", cases_file(ROW), "--mode", "excerpt", "--home", tmp_path)
    assert done.exit_code == 0, done.output
    assert bot.opened_with == {"home": tmp_path, "mode": "excerpt"}
    assert "brook-1" in done.stdout
    assert "100.0 20.7 to 100.0" in done.stdout
    assert done.stderr == ""


def test_the_table_of_cases_can_be_left_out(eval_command: Any, cases_file: Any) -> None:
    done = eval_command("run", "--cases", cases_file(ROW), "--sums")
    assert "brook-1" not in done.stdout
    assert "quotes_exact" in done.stdout


def test_a_quote_that_is_not_exact_fails_the_run(eval_command: Any, bot: Any, answer: Any, cases_file: Any) -> None:
    bot.answers[("brook", "can we share")] = answer("No.", bot.cite(RULE, "2.3", quote="You may share"))
    done = eval_command("run", "--cases", cases_file(ROW))
    assert done.exit_code == 1
    assert "quotes that are not exact: 1" in done.stdout
    assert "brook-1: 2.3 at" in done.stdout


def test_json_and_the_file_are_the_same_report(eval_command: Any, cases_file: Any, tmp_path: Path) -> None:
    done = eval_command("run", "--cases", cases_file(ROW, SILENT), "--json", "--out", tmp_path / "run.json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert json.loads(done.stdout)["summary"]["failed"] == 1


def test_kinds_and_limit(eval_command: Any, bot: Any, cases_file: Any) -> None:
    path = cases_file(ROW, SILENT, ROW | {"id": "brook-3"})
    done = eval_command("run", "--cases", path, "--json", "--kind", "lookup", "--limit", "1")
    assert [result["id"] for result in json.loads(done.stdout)["results"]] == ["brook-1"]


def test_one_failure_is_shown_and_is_no_wrong_answer(eval_command: Any, cases_file: Any) -> None:
    done = eval_command("run", "--cases", cases_file(ROW, SILENT))
    assert done.exit_code == 0
    assert "failed (not counted as wrong): 1" in done.stdout
    assert "brook-2: Nothing prepared." in done.stdout


def test_nothing_but_failures_is_no_success(eval_command: Any, cases_file: Any, tmp_path: Path) -> None:
    done = eval_command("run", "--cases", cases_file(SILENT), "--out", tmp_path / "run.json")
    assert done.exit_code == 2
    assert "None of the cases could be asked. The first: Nothing prepared." in done.stderr
    assert "Prepare it." in done.stderr
    assert (tmp_path / "run.json").is_file(), "the reasons are kept all the same"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--cases", "nowhere.jsonl"], "There is no file nowhere.jsonl."),
        (["--kind", "lookpu"], 'There is no kind of case called "lookpu".'),
        (["--kind", "advice"], "cases.jsonl holds no case of kind advice."),
        (["--out", "nowhere/run.json"], "There is no folder nowhere."),
        (["--mode", "loud"], "loud"),
        (["--limit", "0"], "--limit"),
    ],
)
def test_mistakes(args: list[str], says: str, eval_command: Any, cases_file: Any) -> None:
    done = eval_command("run", "--cases", cases_file(ROW), *args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.output


def test_a_bot_that_does_not_open(eval_command: Any, cases_file: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object, **__: object) -> None:
        raise ConfigurationError("Model mode needs a key.", "Set OPENAI_API_KEY.")

    monkeypatch.setattr("bot.open_explainer", closed)
    done = eval_command("run", "--cases", cases_file(ROW), "--mode", "model")
    assert done.exit_code == 2
    assert done.stderr == "Model mode needs a key.\nSet OPENAI_API_KEY.\n"


def test_text_of_others_is_shown_not_obeyed(eval_command: Any, bot: Any, cases_file: Any) -> None:
    bot.answers[("brook", "can we share")] = ValueError("\x1b[2J[red]gone[/red]\nnext")
    done = eval_command("run", "--cases", cases_file(ROW, ROW | {"id": "brook-9"}))
    assert "\x1b" not in done.output
    assert "[red]gone[/red] next" in done.stdout


def test_without_a_file_the_samples_are_asked(eval_command: Any, bot: Any) -> None:
    done = eval_command("run", "--json")
    assert done.exit_code == 2, "the fake bot has no document of theirs"
    assert json.loads(done.stdout)["summary"]["cases_file"] == "sample.jsonl"


GOLD: dict[str, Any] = {
    "service": "brook", "terms_type": "terms-of-service", "date": "2024-01-01", "path_in_corpus": "terms.md",
    "offset": 0, "quote": "2.1", "label": "2.1", "sub": "", "title": "", "path": [], "part": "", "kind": "clause",
    "also_ok": [],
}  # fmt: skip


def test_addresses(eval_command: Any, cases_file: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "terms.md").write_text("2.1 Share nothing.", encoding="utf-8")
    clause = Clause("", "2.2", "", ("2.2",), "clause", 0, 18)
    monkeypatch.setattr("eval.measuring.addresses.read_clauses", lambda _: (clause,))
    gold = ["addresses", "--gold", cases_file(GOLD), "--corpus", tmp_path]
    table = eval_command(*gold, "--wrong", "--service", "brook")
    assert table.exit_code == 0
    assert "terms.md" in table.stdout
    assert "overall" in table.stdout
    assert "terms.md at 0: label" in table.stdout
    assert "given    2.2 · no title · main text · clause" in table.stdout
    assert json.loads(eval_command(*gold, "--json").stdout)["overall"]["label"] == 0
    missing = eval_command(*gold, "--service", "lake")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "no positions of lake" in missing.stderr


def test_counts(eval_command: Any, cases_file: Any, tmp_path: Path) -> None:
    (tmp_path / "terms.md").write_text("1. **Fees.** None.\n\n2. **End.** None.\n", encoding="utf-8")
    row = {
        "path_in_corpus": "terms.md",
        "numbered_clauses": 3,
        "first_labels": ["1", "2"],
        "last_label": "2",
        "how": "n",
    }
    gold = ["counts", "--gold", cases_file(row), "--corpus", tmp_path]
    table = eval_command(*gold)
    assert table.exit_code == 0
    assert "0 of 1 exact" in table.stdout
    assert "terms.md: 2 instead of 3" in table.stdout
    assert json.loads(eval_command(*gold, "--json").stdout)["counts"][0]["given"] == 2
    missing = eval_command("counts", "--gold", cases_file(row | {"path_in_corpus": "gone.md"}), "--corpus", tmp_path)
    assert (missing.exit_code, missing.stdout) == (2, "")


def test_plain(eval_command: Any, bot: Any, answer: MakeAnswer, cases_file: Any, tmp_path: Path) -> None:
    row = {
        "id": "brook-1",
        "service": "brook",
        "terms_type": "terms-of-service",
        "as_of": "2025-01-01",
        "label": "2.3",
        "clause": RULE,
        "must_keep": ["no sharing of a login", "a fee of $5"],
        "must_not_add": ["sharing is allowed"],
    }
    bot.answers["brook", "What does section 2.3 say?"] = answer("You may not share a login.", bot.cite(RULE, "2.3"))
    done = eval_command("plain", "--cases", cases_file(row), "--mode", "excerpt", "--home", tmp_path)
    assert done.exit_code == 0, done.output
    assert bot.opened_with == {"home": tmp_path, "mode": "excerpt"}
    assert "1 of 2 points kept, 0 added; 0 failed" in done.stdout
    assert "brook-1: not found: a fee of $5" in done.stdout
    assert json.loads(eval_command("plain", "--cases", cases_file(row), "--json").stdout)["summary"]["kept"] == 1
