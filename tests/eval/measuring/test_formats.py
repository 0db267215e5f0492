"""Prints of a document against its Markdown."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import SourceError
from eval.cli import app
from eval.files.jsonl import FileError
from eval.measuring.formats import (
    Lost,
    Unit,
    compare_formats,
    lost_of,
    pairs_of,
    parting,
    report_json,
    shares,
    units_of,
)

MARKDOWN = """# Brook Terms

**1. Fees.** You pay *monthly*.

**2. Ending.** We may end it:

(a) when you ask;

(b) when you do not pay.
"""
AS_TEXT = "Brook Terms\n\n1. Fees. You pay monthly.\n\n2. Ending. We may end it:\n\n(a) when you ask;\n\n{b}\n"


def unit(label: str = "1", title: str = "Fees", text: str = "1. Fees. You pay.") -> Unit:
    return Unit(label, title, text)


@pytest.fixture
def markdown(tmp_path: Path) -> Path:
    path = tmp_path / "terms.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    return path


def print_of(markdown: Path, b: str = "(b) when you do not pay.") -> Path:
    path = markdown.with_suffix(".txt")
    path.write_text(AS_TEXT.format(b=b), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (unit(), None),
        (unit(label="1."), None),
        (unit(title="FEES:"), None),
        (unit(label="2"), ("label",)),
        (unit(label=""), ("label",)),
        (unit(title=""), ("title",)),
        (unit(text="1. Fees. you pay."), ("text",)),
        (unit(text="1. Fees. You pay"), ("text",)),
        (unit(label="2", title="Ending", text="2. Ending."), ("label", "title", "text")),
    ],
)
def test_what_is_the_same(given: Unit, wrong: tuple[str, ...] | None) -> None:
    lost = lost_of([unit()], [given])
    assert [row.wrong for row in lost] == ([] if wrong is None else [wrong])


def test_each_clause_is_taken_once() -> None:
    assert lost_of([unit(), unit()], [unit(), unit(), unit()]) == []
    assert lost_of([unit(), unit()], [unit()]) == [Lost(unit(), None)]


def test_the_likeliest_clause_is_shown_beside_a_lost_one() -> None:
    mine = [unit("2.1", "Ending"), unit("3", "Law", "3. Law. Here.")]
    theirs = [unit("", "", "Noise."), unit("3", "Law", "3. Law. There."), unit("2.2", "Ending")]
    assert [row.given for row in lost_of(mine, theirs)] == [theirs[2], theirs[1]]


def test_text_is_what_a_person_reads(tmp_path: Path) -> None:
    path = tmp_path / "terms.md"
    path.write_text("1\\. **Fi\u00adne\u00a0print**. See [\ufb01les](https://a.example),\n   please.", encoding="utf-8")
    assert units_of(path) == [Unit("1", "Fine print", "1. Fine print. See files, please.")]


def test_a_print_that_gives_the_same_clauses(markdown: Path) -> None:
    (pair,) = compare_formats([(markdown, print_of(markdown))])
    assert pair.lost == ()
    assert pair.clauses == pair.given == len(units_of(markdown)) > 4
    assert set(shares((pair,)).values()) == {1.0}


def test_a_print_that_does_not(markdown: Path) -> None:
    (pair,) = compare_formats([(markdown, print_of(markdown, "(c) when you do not pay."))])
    lost = {(row.expected.label, row.wrong) for row in pair.lost}
    assert ("2(b)", ("label", "text")) in lost
    assert ("2", ("text",)) in lost, "the clause around it has other words too"
    assert ("1", ("text",)) not in lost
    found = report_json((pair,))
    assert json.loads(json.dumps(found)) == found
    assert found["overall"]["same"] == round(1 - len(pair.lost) / pair.clauses, 4) < 1
    assert found["documents"][0]["wrong"][0]["expected"]["text"]


@pytest.mark.parametrize(
    ("files", "pairs"),
    [
        ("a.md a.pdf", ["a.md a.pdf"]),
        ("a.md a.pdf a.docx b.MD b.html", ["a.md a.pdf", "a.md a.docx", "b.MD b.html"]),
    ],
)
def test_files_are_paired_by_their_order(files: str, pairs: list[str]) -> None:
    assert [f"{markdown} {other}" for markdown, other in pairs_of([Path(f) for f in files.split()])] == pairs


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ("a.pdf a.md", "a.pdf has no Markdown file"),
        ("a.md", "compare a.md with"),
        ("a.md b.md b.pdf", "compare a.md with"),
        ("a.md a.pdf b.md", "compare b.md with"),
    ],
)
def test_files_that_make_no_pair(files: str, says: str) -> None:
    with pytest.raises(FileError, match=says):
        pairs_of([Path(f) for f in files.split()])


def test_a_missing_print_is_said(markdown: Path) -> None:
    with pytest.raises(SourceError, match="no file"):
        compare_formats([(markdown, markdown.with_suffix(".txt"))])


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        ("same to here: a", "same to here: b", ("same to here: a", "same to here: b")),
        ("x" * 100 + "a", "x" * 100 + "b", ("x" * 20 + "a", "x" * 20 + "b")),
        ("cut", "cut short", ("cut", "cut short")),
    ],
)
def test_texts_are_shown_where_they_part(one: str, other: str, parts: tuple[str, str]) -> None:
    assert parting(one, other) == parts


def test_the_command(markdown: Path) -> None:
    other = print_of(markdown, "(c) when you do not pay.")
    done = CliRunner().invoke(app, ["formats", str(markdown), str(other), "--wrong"])
    assert done.exit_code == 0, done.output
    assert "overall" in done.stdout
    assert f"{other}: label, text" in done.stdout
    assert "expected 2(b) · " in done.stdout
    as_json = CliRunner().invoke(app, ["formats", str(markdown), str(other), "--json"])
    assert json.loads(as_json.stdout)["documents"][0]["other"] == str(other)
    alone = CliRunner().invoke(app, ["formats", str(markdown)])
    assert (alone.exit_code, alone.stdout) == (2, "")
    assert "Give each Markdown file" in alone.stderr
