"""``plainterms site``: what a person types, what is kept, and what to put into the page."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.sites import SiteStore


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
