"""``plainterms site``: what a person types, what is kept, and what to put into the page."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.sites import SiteStore, made_site

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Any:
    def runner(*args: str) -> Result:
        return CliRunner().invoke(app, ["site", *args, "--home", str(home)])

    return runner


ADD = ("add", "lark", "--service", "Larkspan", "--origin", "https://larkspan.example/")


def test_a_site_is_added_shown_listed_and_removed(run: Any, home: Path) -> None:
    assert "No site may ask" in run("list").stdout
    added = run(*ADD, "--per-day", "50")
    assert added.exit_code == 0, added.output
    line = (
        '<script async src="https://your-plainterms-host/widget.js" data-site="lark" data-service="larkspan"'
        ' data-terms="https://larkspan.example/legal/terms"></script>'
    )
    assert line in added.stdout
    assert "script-src https://your-plainterms-host; connect-src https://your-plainterms-host" in added.stdout
    site = SiteStore(home).site("lark")
    assert (site.services, site.origins, site.per_day) == (("larkspan",), ("https://larkspan.example",), 50)

    (listed,) = json.loads(run("list", "--json").stdout)
    assert listed == json.loads(run("show", "lark", "--json").stdout)
    assert listed["origins"] == ["https://larkspan.example"]
    assert "https://larkspan.example" in run("list").stdout
    assert line in run("show", "lark").stdout
    assert run("remove", "lark").exit_code == 0
    assert json.loads(run("list", "--json").stdout) == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("add", "lark", "--service", "nobody"), "no service 'nobody'"),
        (("add", "Lark!", "--service", "larkspan"), "cannot be the name of a site"),
        (("add", "lark", "--service", "larkspan", "--origin", "*"), "'*' is not the origin of a page"),
        (("add", "lark", "--service", "larkspan", "--per-minute", "0"), "per_minute is 0"),
        (("add", "lark", "--service", "larkspan", "--terms", "javascript:x"), "not the address of a page"),
        (("show", "lark"), "There is no site 'lark'"),
        (("remove", "lark"), "There is no site 'lark'"),
        (("demo", "lark"), "There is no site 'lark'"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(run: Any, home: Path, args: tuple[str, ...], said: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert said in result.output and "Traceback" not in result.output
    assert SiteStore(home).sites() == {}


def test_a_site_is_replaced_only_when_that_is_said(run: Any, home: Path) -> None:
    run(*ADD)
    again = run("add", "lark", "--service", "larkspan")
    assert again.exit_code == 2 and "--replace" in again.output
    assert run("add", "lark", "--service", "larkspan", "--replace").exit_code == 0
    assert SiteStore(home).site("lark").origins == ()


def test_the_page_to_try_is_served_and_the_size_of_the_script_is_printed(home: Path) -> None:
    SiteStore(home).add(made_site("lark", ["larkspan"]))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "bot", "site", "demo", "lark", "--home", str(home), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        try:
            address = f"http://127.0.0.1:{port}/sites/lark/demo"
            assert server.stdout.readline().startswith(f"Try it: {address} ")
            size = re.fullmatch(r"widget\.js: ([\d,]+) bytes, ([\d,]+) with gzip\.\n", server.stdout.readline())
            assert size and int(size[2].replace(",", "")) < 20_000
            with urllib.request.urlopen(address, timeout=60) as response:
                page = response.read().decode()
            assert "data-terms=&quot;https://larkspan.example/legal/terms&quot;" in page
        finally:
            server.send_signal(signal.SIGINT)
    assert server.returncode == 0
