"""What docs/api.md shows works as it stands there."""

import re
import shlex
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bench.served import plainterms, served
from bot.config import Settings

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "api.md").read_text(encoding="utf-8")
SHOWN = "http://127.0.0.1:7860"
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
CURL = [block.replace("\\\n", " ") for block in re.findall(r"^    (curl (?:.*\\\n)*.*)$", PAGE, re.MULTILINE)]


@pytest.fixture(scope="module")
def address(sample_home: Path) -> Iterator[str]:
    with served(plainterms, Settings(home=sample_home, mode="excerpt"), 64, False) as server:
        yield server.address


def test_every_python_example_runs_and_prints_something(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(PYTHON) >= 10
    names: dict[str, object] = {"key": "any"}
    for number, block in enumerate(PYTHON):
        exec(block.replace(SHOWN, address), names)
        assert bool(capsys.readouterr().out) is (number > 0), block


def test_every_curl_example_is_answered(address: str) -> None:
    assert len(CURL) >= 10
    for command in CURL:
        words = shlex.split(command.replace(SHOWN, address))
        url = next(word for word in words if word.startswith("http"))
        given = [words[at + 1] for at, word in enumerate(words) if word == "-H"]
        data = words[words.index("-d") + 1].encode() if "-d" in words else None
        headers = dict(one.split(": ", 1) for one in given)
        with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=60) as response:
            assert response.status == 200 and response.read(), command
