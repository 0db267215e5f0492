"""The page as a file: what it holds, and what no text can do to it. What it looks like is tested in tests/browser."""

import hashlib
import json
import re
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from eval.files.jsonl import FileError
from eval.page import page, write_page
from eval.runs import Run
from tests.eval.page.making import answer, case, citation, made_run, row

HOSTILE = "</script><script>alert(1)</script><!--<script> <img src=x onerror=alert(2)>&amp;\u2028\u2029\u202e\x1b[31m"


class Elements(HTMLParser):
    """All elements, as a browser begins them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    value: dict[str, Any] = json.loads(found.group(1))
    return value


@pytest.fixture
def run(tmp_path: Path) -> Run:
    rows = [row("a"), row("b", 1, 0.5, 0, kind="number"), row("c", failure="The server was down.", kind="number")]
    return made_run(tmp_path / "run.json", rows)


def test_the_policy_names_the_very_style_and_script(run: Run) -> None:
    html = page(run)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy and policy.group(1).startswith("default-src 'none'; ")
    for name, element in (("style", "<style>(.*?)</style>"), ("script", "<script>(.*?)</script>")):
        inside = re.search(element, html, re.DOTALL)
        assert inside
        digest = b64encode(hashlib.sha256(inside.group(1).encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in policy.group(1)


def test_nothing_outside_is_named_and_no_html_is_made_of_text() -> None:
    folder = Path(__file__).parents[3] / "eval/page"
    sources = [path for path in folder.iterdir() if path.suffix in (".js", ".css", ".html")]
    assert len(sources) == 4
    for path in sources:
        text = path.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "://", "//www", "@import",
                     "url(", "fetch(", "XMLHttp", "style="):  # fmt: skip
            assert word not in text, f"{path.name}: {word}"


def test_hostile_text_stays_data(tmp_path: Path) -> None:
    spoiled = case("x", question=HOSTILE, kind=HOSTILE, service=HOSTILE, why=HOSTILE, expect={"must_not": [HOSTILE]})
    said = answer(headline=HOSTILE, status=HOSTILE, citations=[citation(quote=HOSTILE, title=HOSTILE)])
    about = {"file": {"name": HOSTILE, "sha256": HOSTILE}, "options": {HOSTILE: HOSTILE}, "library": [HOSTILE, {}]}
    scorers = [{"name": HOSTILE, "heading": HOSTILE, "promise": True, "means": HOSTILE}]
    rows = [row(HOSTILE, case=spoiled, answer=said, scores={HOSTILE: {"score": 0.5, "why": HOSTILE}}), row("other")]
    rows[1]["scores"] = {}
    html = page(made_run(tmp_path / "run.json", rows, about=about, scorers=scorers))

    elements = Elements(html).found
    assert [attributes.get("type") for tag, attributes in elements if tag == "script"] == ["application/json", None]
    assert not [tag for tag, _ in elements if tag in ("img", "iframe", "object", "base", "link")]
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on") or name == "style"]
    assert not set("\u2028\u2029\u202e\x1b") & set(html)
    only = data_of(html)["cases"][0]
    assert only["id"] == HOSTILE
    assert only["question"].startswith("</script><script>alert(1)")
    assert "⟨U+202E⟩␛[31m" in only["now"]["answer"]["citations"][0]["quote"]


def test_a_text_of_100_kb_is_cut_and_says_so(tmp_path: Path) -> None:
    run = made_run(tmp_path / "run.json", [row("a", answer=answer(headline="x" * 100_000), why="y" * 100_000)])
    html = page(run)
    assert len(html) < 90_000
    assert "(94,000 more characters are in the run file)" in html


def test_the_top_says_what_was_measured_and_how_often_it_was_right(run: Run) -> None:
    words = re.sub(r"<[^>]*>", "", page(run).split("<main>")[1].split('id="all"')[0])
    assert "Of 3 cases, 1 came out without a fault, 1 with at least one. 1 could not be asked" in words
    assert "excerpts of the documents, no model (3 answers)" in words
    assert "1 version of 1 document" in words
    assert "too few to say" in words
    assert "c0" * 6 in words and "c0" * 7 not in words
    assert page(run).count("ab" * 32) == 1  # whole, at the end
    assert "baseline" not in words


def test_enough_cases_have_a_rate_a_bar_and_an_interval(tmp_path: Path) -> None:
    html = page(made_run(tmp_path / "run.json", [row(str(n), 1, 1, n % 2) for n in range(10)]))
    assert html.count("<svg") == 3
    assert "<b>50.0 %</b>" in html and "23.7 to 76.3 %" in html
    assert "<b>100.0 %</b>" in html and "72.2 to 100.0 %" in html


def test_a_baseline_gives_changes_findings_and_both_answers(tmp_path: Path) -> None:
    before = [row(str(n)) for n in range(12)]
    now = [row(str(n)) for n in range(12)]
    now[3] = row("3", 1, 0.5, 1, answer=answer(headline="Other words."))
    now[4] = row("4", failure="The server was down.")
    now[5] = row("5", answer=answer(headline="Other words, as good."))
    before[6] = row("6", 1, 1, 0)
    now.append(row("new"))
    before.append(row("gone"))
    base = made_run(tmp_path / "base.json", before)
    html = page(made_run(tmp_path / "run.json", now, about={"file": {"name": "cases.jsonl", "sha256": "ee"}}), base)

    cases = {one["id"]: one for one in data_of(html)["cases"]}
    changes = {name: one["change"] for name, one in cases.items()}
    assert changes == {str(n): "same" for n in range(12)} | {
        "3": "new failure", "4": "new failure", "5": "other answer", "6": "better", "new": "new case",
    }  # fmt: skip
    assert cases["3"]["before"]["answer"]["headline"] == "Sharing is not allowed."
    assert not cases["3"]["same_answer"] and cases["6"]["same_answer"]
    assert "before" not in cases["new"]
    words = re.sub(r"<[^>]*>", "", html.split("<main>")[1].split('id="all"')[0])
    assert "2 new failures, 1 better, 1 answered in other words, 8 the same, 1 case only in this run" in words
    assert "Regression: quotes exact." in words
    assert "The file of cases is not the same" in words
    assert "Completed" not in words and "completed" in words


def test_runs_without_answers_show_what_was_found(tmp_path: Path) -> None:
    shown = {"question": "where is 2.3", "expected": "2.3 Accounts", "found": "2.2 Idle accounts"}
    rows = [row("a", 0, None, None, case=None, answer=None, shown=shown)]
    html = page(made_run(tmp_path / "run.json", rows, of="addresses"))
    (only,) = data_of(html)["cases"]
    assert only["question"] == "where is 2.3"
    assert only["now"]["shown"] == {"expected": "2.3 Accounts", "found": "2.2 Idle accounts"}
    assert only["expected"] is None
    assert "<h1>The addresses of clauses</h1>" in html


def test_runs_of_different_things_are_not_compared(tmp_path: Path, run: Run) -> None:
    other = made_run(tmp_path / "other.json", [row("a")], of="retrieval")
    with pytest.raises(FileError, match="run of cases"):
        write_page(run, other, tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_the_same_runs_make_the_same_page(run: Run, tmp_path: Path) -> None:
    write_page(run, run, tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page(run, run)
