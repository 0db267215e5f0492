"""The report card: every rate with n and interval, everything wrong listed, and no text of others that acts."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.files.jsonl import FileError
from eval.printing.card import MOST_FAULTS, card
from tests.eval.page.making import answer, citation, made_run, row


def test_what_was_measured_and_how_often_it_was_right(tmp_path: Path) -> None:
    rows = [row(f"c{n}", 1, 1, n % 2 or None) for n in range(10)]
    rows.append(row("down", failure="The server was down.", kind="number"))
    text = card([made_run(tmp_path / "run.json", rows)])
    assert "11 cases: 10 without a fault, 0 with at least one, 1 that could not be asked and count in no rate." in text
    assert f"| Cases | cases.jsonl | `{'c0' * 32}` |" in text
    assert f"| Brook terms of service | version 2025-01-01 | `{'ab' * 32}` |" in text
    assert f"| Program | all files of the code, its prompts and weights | `{'d1' * 32}` |" in text
    line = "| **status right** | Answered where the terms answer. | 100.0 % | 72.2 to 100.0 % | 10 | 0 |"
    assert line in text
    assert "| **quotes exact** (promise) |" in text
    assert "### By kind of case\n\nOnly what was not always right." in text
    assert "| lookup | status right |" not in text
    assert "- **facts found** was not scored in 5: because (5)." in text
    assert "    - `down` (number, “can two of us use one login (down)”): The server was down." in text
    assert "### Quotes that are not exact\n\nNone was found." in text
    assert "Wrong assertions" not in text  # no scorer looked for them
    assert "`plainterms eval card run.json`" in text


def test_four_of_four_is_too_few_to_say(tmp_path: Path) -> None:
    text = card([made_run(tmp_path / "run.json", [row(str(n)) for n in range(4)])])
    assert "| **status right** | Answered where the terms answer. | too few to say |  | 4 | 0 |" in text
    assert "100.0 %" not in text


def test_quotes_that_are_not_exact_are_listed_whole(tmp_path: Path) -> None:
    long = "word " * 4_000 + "end"
    wrong = row("a", 1, 0, 1, why="2.3 at 10: other words stand there", answer=answer(citations=[citation(quote=long)]))
    text = card([made_run(tmp_path / "run.json", [wrong])])
    assert "- `a` (lookup, “can two of us use one login (a)”): 2.3 at 10: other words stand there" in text
    assert f"    - quoted as 2.3 Accounts, Brook terms of service, version 2025-01-01: “{long}”" in text


def test_many_faults_are_bounded_and_the_rest_counted(tmp_path: Path) -> None:
    rows = [row(f"c{n}", 0, 1, 1, why="not_in_terms, should be answered") for n in range(MOST_FAULTS + 3)]
    text = card([made_run(tmp_path / "run.json", rows)])
    assert text.count("**status right**: not\\_in\\_terms, should be answered") == MOST_FAULTS
    assert "- 3 more cases with a fault are in the run file and not listed here." in text


def test_hostile_text_is_written_and_does_nothing(tmp_path: Path) -> None:
    bad = "![x](http://evil.example) <script>alert(1)</script> | a `b`\n# heading\x1b[31m"
    rows = [row("a", 0, 1, 1, why=bad), row("b", failure=bad)]
    text = card([made_run(tmp_path / "run.json", rows, about={"file": {"name": bad, "sha256": bad}})])
    assert "\n# heading" not in text and "\x1b" not in text
    assert (
        "\\!\\[x\\](http\\://evil.example) \\<script\\>alert(1)\\</script\\> \\| a \\`b\\` \\# heading␛\\[31m" in text
    )


def test_a_baseline_adds_what_changed(tmp_path: Path) -> None:
    base = made_run(tmp_path / "base.json", [row(str(n)) for n in range(10)])
    now = made_run(tmp_path / "run.json", [row(str(n), 1, 1, 0 if n < 8 else 1) for n in range(10)])
    text = card([now], [base])
    assert "| facts found | 100.0 % | 20.0 % | -80.0 points |" in text
    assert "| 10 | regression |" in text
    assert "`plainterms eval card run.json --baseline base.json`" in text
    with pytest.raises(FileError, match="none of the others is"):
        card([now], [made_run(tmp_path / "other.json", [row("a")], of="retrieval")])


def test_several_runs_make_one_card(tmp_path: Path) -> None:
    shown = {"question": "where is 2.3", "expected": "2.3", "found": "2.2"}
    cases = made_run(tmp_path / "cases.json", [row("a")])
    where = made_run(tmp_path / "where.json", [row("p", 0, 1, 1, case=None, answer=None, shown=shown)], of="addresses")
    text = card([cases, where])
    assert text.index("## Answers to questions") < text.index("## The addresses of clauses")
    assert "- `p` (lookup, “where is 2.3”): **status right**: because" in text


def test_the_commands(tmp_path: Path) -> None:
    made_run(tmp_path / "run.json", [row("a"), row("b", 0, 1, 1)])
    run, to, html = tmp_path / "run.json", tmp_path / "EVAL.md", tmp_path / "run.html"

    def plainterms(*args: object) -> tuple[int, str]:
        done = CliRunner().invoke(app, [str(arg) for arg in args])
        return done.exit_code, done.output

    assert plainterms("card", run, "--to", to) == (0, "")
    code, printed = plainterms("card", run)
    assert code == 0
    assert printed.replace("card run.json", "card run.json --to EVAL.md") == to.read_text(encoding="utf-8")
    assert plainterms("html", run, "--baseline", run, "--to", html) == (0, "")
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")

    code, said = plainterms("html", tmp_path / "none.json", "--to", html)
    assert code == 2 and "There is no file" in said
    code, said = plainterms("card", run, "--to", tmp_path / "no" / "EVAL.md")
    assert code == 2 and "There is no folder" in said


def test_what_a_reader_must_know_first_stands_on_top_and_is_text(tmp_path: Path) -> None:
    text = card(
        [made_run(tmp_path / "run.json", [row("a")])], notes=["Read these <b>first</b> [x](https://evil.example)"]
    )
    told = text[: text.index("## Answers")]
    assert "\n> Read these " in told
    assert "<b>" not in text
    assert "](https://evil.example)" not in text
    assert "--note" in text[text.index("## How to make it again") :]
