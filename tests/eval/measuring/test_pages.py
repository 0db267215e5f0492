"""Web pages against trusted texts."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.files.jsonl import FileError
from eval.measuring.pages import Kept, Share, compare_pages, headings, kept, load_pages, markers, words

SAYS = "You agree that we may change the service, and that using it afterwards means that you accept the change."
PAGE = f"<nav><a href='/'>Careers</a></nav><main><h1>Terms</h1><ol><li>{SAYS}</li></ol><p>{SAYS}</p></main>"
TRUSTED = f"Terms\n=====\n\n1.  {SAYS}\n\n{SAYS}\n"
ROW: dict[str, Any] = {
    "service": "brook",
    "terms_type": "terms-of-service",
    "date": "2024-01-01",
    "case": "pair",
    "html_path": "brook/page.html",
    "md_path": "brook/page.md",
    "not_terms": ["Careers"],
    "note": "made up",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See [our list](https://a.example/b_(c)).", ["see", "our", "list"]),
        ("![logo](a.png) It’s 10\\.4", ["it's", "10", "4"]),
        ("so\u00adft \u200bwide Ａ", ["soft", "wide", "a"]),
        ("| a <br>b | c |", ["a", "b", "c"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_headings_of_both_kinds() -> None:
    found = headings("Terms\n=====\n\n## **1\\. Fees**\n\n[End](#e)\n---\n\n* * *\n\ntext\n")
    assert found == Counter([("terms",), ("1", "fees"), ("end",)])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("*   You may copy it", ("*", "you", "may", "copy")),
        ("- You", ("*", "you")),
        ("    1.  Fees are due now", ("1.", "fees", "are", "due")),
        ("**1\\. Fees**", ("1.", "fees")),
        ("## [A. Definitions](#a)", ("a.", "definitions")),
        ("(iv) the fee", ("(iv)", "the", "fee")),
        ("10.4 Licence", ("10.4", "licence")),
        ("> **_2\\. Fees_**", ("2.", "fees_")),
        ("Fees 1. are", None),
        ("**Fees** are", None),
    ],
)
def test_markers(line: str, found: tuple[str, ...] | None) -> None:
    wanted = [tuple(word.strip("_") for word in found)] if found else []
    assert list(markers(line)) == wanted


def test_what_is_kept() -> None:
    given = kept("# A\n\n*   one two\n\nmenu", "# A\n\n# B\n\n1.  one two three", Share(1, 2))
    assert given == Kept(Share(3, 4), Share(3, 6), Share(1, 2), Share(0, 1), Share(1, 2))
    assert Share(0, 0).value is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "brook").mkdir()
    (tmp_path / "brook" / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "brook" / "page.md").write_text(TRUSTED, encoding="utf-8")
    (tmp_path / "brook" / "none.html").write_text("<div role='dialog'>Allow all cookies?</div>", encoding="utf-8")
    rows = [
        ROW,
        ROW | {"date": "2024-02-02", "case": "no-terms-in-page", "html_path": "brook/none.html", "md_path": None},
    ]
    (tmp_path / "manifest.json").write_text(json.dumps(rows), encoding="utf-8")
    return tmp_path


def test_pages_are_compared(folder: Path) -> None:
    report = compare_pages(load_pages(folder), folder)
    good, none = report.rows
    assert good.words == len(words(TRUSTED))
    assert (good.ours.precision.value, good.ours.recall.value) == (1.0, 1.0)
    assert (good.ours.headings, good.ours.markers) == (Share(1, 1), Share(1, 1))
    assert good.ours.furniture == Share(0, 1)
    assert "holds no terms" in none.ours.error and none.ours.precision.of == 0
    first, second = report.to_json()["pages"]
    assert first["ours"]["recall"] == 1.0 and first["ours"]["furniture"] == [0, 1]
    assert second["ours"]["recall"] is None and "a cookie dialog" in second["ours"]["error"]


def test_furniture_in_clauses_is_counted(folder: Path) -> None:
    (folder / "brook" / "page.html").write_text(f"<p>{SAYS} Careers.</p>", encoding="utf-8")
    (row, _) = compare_pages(load_pages(folder), folder).rows
    assert row.ours.furniture.found + row.ours.elsewhere == 1


def test_without_trafilatura_ours_stands_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    report = compare_pages(load_pages(folder), folder)
    assert "not installed" in report.baseline
    assert all(row.theirs is None for row in report.rows)
    assert report.to_json()["pages"][0]["trafilatura"] is None


def test_the_command_prints_a_table_or_json(folder: Path) -> None:
    shown = CliRunner().invoke(app, ["pages", "--pages", str(folder)])
    assert shown.exit_code == 0
    assert "brook/terms-of-service/2024-01-01" in shown.output and "refused" in shown.output
    assert "holds no terms" in shown.output
    machine = CliRunner().invoke(app, ["pages", "--pages", str(folder), "--json"])
    assert json.loads(machine.output)["pages"][0]["page"] == "brook/terms-of-service/2024-01-01"


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        (None, "There is no file"),
        ("{", "manifest.json"),
        ("[]", "lists no pages"),
        (json.dumps([ROW | {"case": "odd"}]), "case"),
        (json.dumps([ROW | {"html_path": "../page.html"}]), "leads out"),
        (json.dumps([ROW | {"md_path": "brook/none.md"}]), "There is no file"),
    ],
)
def test_folders_that_do_not_fit(manifest: str | None, says: str, folder: Path) -> None:
    (folder / "manifest.json").unlink()
    if manifest is not None:
        (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(FileError, match=says):
        compare_pages(load_pages(folder), folder)
