"""``plainterms bench ask``: the server that answers at once is believed by the whole way."""

import json
from pathlib import Path

from typer.testing import CliRunner

from bot.bench.asking import bench_ask
from bot.bench.searching import QUESTIONS
from bot.cli import app
from bot.config import Settings


def test_every_answer_is_the_models_and_every_time_is_there(sample_home: Path) -> None:
    found = bench_ask(Settings(home=sample_home), rounds=1)
    assert (found.service, found.questions, found.answered_by_model) == ("larkspan", len(QUESTIONS), len(QUESTIONS))
    for spread in (found.to_the_request, found.to_the_first_words, found.after_the_last_token):
        assert spread.p50 is not None and spread.p95 is not None and 0 < spread.p50 <= spread.p95
    assert found.to_the_request.p50 < found.to_the_first_words.p50  # type: ignore[operator]
    assert not (sample_home / "cache" / "replies").exists()


def test_the_command_prints_a_table_or_json(sample_home: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "ask", "--rounds", "1", "--home", str(sample_home), "--json"])
    assert result.exit_code == 0, result.output
    assert set(json.loads(result.stdout)["after_the_last_token"]) == {"p50", "p95"}
    result = CliRunner().invoke(app, ["bench", "ask", "--service", "nobody", "--home", str(sample_home)])
    assert result.exit_code == 2 and "nobody" in result.output


def test_an_empty_library_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "ask", "--home", str(tmp_path)])
    assert result.exit_code == 2
