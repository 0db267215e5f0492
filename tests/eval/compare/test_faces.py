"""What a comparison looks like in each of its faces; hostile text is inert in all of them."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from eval.compare import Comparison
from eval.compare.junit import to_junit
from eval.compare.markdown import MOST, to_markdown
from eval.compare.plain_json import to_json
from eval.compare.seen import lines
from eval.compare.text import show
from eval.runs import load_run

Write = Callable[..., Path]
HOSTILE = (
    "\x1b[31mred\x07 \u202eevil\u2066 \x00 </pre></code><script>alert(1)</script> <img src=x onerror=y> "
    "[click](https://evil.example) ![i](https://evil.example/i.png) @everyone #1 `code` | cell | ]]> &amp; "
    "\n\n# Heading\r\n- https://evil.example\n```\n"
)


@pytest.fixture
def compared(run_file: Write, answer_json: Any) -> Comparison:
    """Of twelve cases nine are worse, one is mended, one cannot be asked and one says nothing."""
    worse = answer_json | {"headline": "Sharing is fine.", "statements": []}
    before = {f"c{at}": (answer_json, {"cited": 1.0}) for at in range(9)}
    after = {f"c{at}": (worse, {"cited": 0.0}) for at in range(9)}
    before |= {
        "mended": (worse, {"cited": 0.0}),
        "down": (answer_json, {"cited": 1.0}),
        "dark": (worse, {"cited": None}),
    }
    after |= {"mended": (answer_json, {"cited": 1.0}), "down": (None, {}), "dark": (worse, {"cited": None})}
    return Comparison.of(load_run(run_file("run.json", after)), load_run(run_file("base.json", before)))


@pytest.fixture
def hostile(run_file: Write, answer_json: Any) -> Comparison:
    """Everything that a file may hold of others' words is as bad as it can be."""
    text = json.loads(json.dumps(answer_json))
    text |= {"headline": HOSTILE, "status": HOSTILE, "yes_no": HOSTILE}
    text["statements"] = [{"text": HOSTILE, "citations": [0, 7, -1]}]
    text["citations"] = [{"quote": HOSTILE, "label": HOSTILE, "title": HOSTILE, "version": HOSTILE}]
    about = {"file": {"name": HOSTILE, "sha256": HOSTILE}, "options": {HOSTILE: HOSTILE}, "blessed": {"date": HOSTILE}}
    before = run_file("base.json", {f"{HOSTILE}{at}": (text, {HOSTILE: 1.0}) for at in range(9)}, about=about)
    after = run_file("run.json", {f"{HOSTILE}{at}": (text, {HOSTILE: 0.0}) for at in range(9)})
    for path in (before, after):
        bad = path.read_text(encoding="utf-8").replace("can we share a login", json.dumps(HOSTILE)[1:-1])
        path.write_text(bad.replace('"kind": "lookup"', f'"kind": {json.dumps(HOSTILE)}'), encoding="utf-8")
    return Comparison.of(load_run(after), load_run(before))


def text_of(comparison: Comparison, width: int = 100, *, everything: bool = False) -> str:
    out = StringIO()
    on = Console(file=out, width=width, highlight=False, markup=False, force_terminal=False)
    show(comparison, on, everything=everything)
    return out.getvalue()


def test_the_two_answers_stand_side_by_side(compared: Comparison) -> None:
    text = text_of(compared, 160)
    assert "12 cases in both: 10 worse, 1 better" in text
    cited = next(line for line in text.splitlines() if line.startswith("cited"))
    assert " ".join(cited.split()) == "cited 10 90.0 10.0 -80.0 (-96.4 to -19.2) 1 9 0.043 regression"
    case = text[text.index("c0 · lookup") : text.index("c1 · lookup")]
    assert "can we share a login" in case
    assert "cited 1 → 0: why 0.0" in case
    assert re.search(r"^Sharing is not allowed\. +Sharing is fine\. *$", case, re.M)
    assert "“You may not share your login” (2.1 Accounts 2025-01-01)" in case
    assert case.count("We delete an idle account.") == 1, "an excerpt is its quote"
    assert "failed: down" in text[text.index("down · lookup") :]
    assert "Fixed: mended" in text
    assert text.rstrip().endswith("Regression: cited.")
    assert "mended · lookup" in text_of(compared, everything=True)


def test_nothing_is_wider_than_the_terminal(compared: Comparison) -> None:
    cases = text_of(compared, 60).split("New failures")[1].split("Fixed")[0]
    assert max(len(line.rstrip()) for line in cases.splitlines()) <= 60


def test_many_failures_are_cut_short_but_for_all(run_of: Any) -> None:
    found = Comparison.of(run_of(a=[0.0] * 30), run_of(a=[1.0] * 30))
    assert text_of(found).count("· lookup") == 20
    assert "… and 10 more; --all shows them." in text_of(found)
    assert text_of(found, everything=True).count("· lookup") == 30


def test_hostile_text_is_inert_in_the_terminal(hostile: Comparison) -> None:
    for text in (text_of(hostile), text_of(hostile, everything=True)):
        assert not [char for char in text if not char.isprintable() and char != "\n"]
        assert "\n# Heading" not in text


class Reader(HTMLParser):
    """Tags in use, and the text outside of those that hold others' words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.inside = 0
        self.outside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.tags.add(tag)
        self.inside += tag in ("code", "pre")

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.outside += data


def test_hostile_text_is_inert_in_markdown(hostile: Comparison) -> None:
    text = to_markdown(hostile)
    reader = Reader(text)
    assert reader.tags == {"p", "br", "code", "pre", "table", "tr", "th", "td", "details", "summary"}
    assert not re.search(r"evil|@|everyone|!\[|\||`|script", reader.outside)
    # As it is rendered: not one tag more than is written, but for our own headings.
    rendered = Reader(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    assert rendered.tags == reader.tags | {"h3", "h4"}
    assert rendered.outside.replace("\n", "") == re.sub(r"#{3,4} |\n", "", reader.outside)
    # A line of Markdown begins no block but ours: within an HTML block, up to an empty line, nothing is read as one.
    for block in text.split("\n\n"):
        if block.strip():
            assert re.match(r"<(p|table|details)>|#{3,4} [A-Z][a-z ]+(: \d+)?\n?$", block.lstrip("\n")), block[:80]


def test_a_pull_request_gets_the_table_and_both_answers(compared: Comparison) -> None:
    text = to_markdown(compared)
    assert text.startswith("### Regression\n")
    assert "<td><code>-80.0 (-96.4 to -19.2)</code></td>" in text
    assert "<summary><code>c0</code> <code>lookup</code> <code>cited</code></summary>" in text
    assert "<pre>answered · no\nSharing is fine.</pre>" in text
    assert text.index("New failures: 10") < text.index("Fixed: 1") < text.index("<code>mended</code>")


def test_a_comment_is_never_too_long(run_file: Write, answer_json: Any) -> None:
    long = answer_json | {"headline": "<&" * 5_000}
    sides = [{f"c{at}-{'<' * 100}": (long, {"a": score}) for at in range(400)} for score in (1.0, 0.0)]
    found = Comparison.of(load_run(run_file("run.json", sides[1])), load_run(run_file("base.json", sides[0])))
    text = to_markdown(found)
    assert len(text) <= MOST
    assert "more, for which there is no room here." in text
    assert text.count("<details>") == text.count("</details>") > 5


def test_junit(compared: Comparison) -> None:
    root = ET.fromstring(to_junit(compared))
    [suite] = root
    counts = {"tests": "12", "failures": "9", "errors": "1", "skipped": "1"}
    assert suite.attrib == counts | {"name": "lookup"}
    assert root.attrib == counts | {"name": "plainterms eval compare"}
    outcomes = {case.attrib["name"]: [child.tag for child in case] for case in suite}
    assert outcomes == {f"c{at}": ["failure"] for at in range(9)} | {
        "mended": [],
        "down": ["error"],
        "dark": ["skipped"],
    }
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.attrib == {"type": "regression", "message": "cited"}
    assert failure.text is not None
    assert "before:\n  answered · no\n  Sharing is not allowed." in failure.text
    assert "now:\n  answered · no\n  Sharing is fine." in failure.text


def test_junit_holds_a_possible_regression_against_a_case_only_when_strict(run_of: Any) -> None:
    found = Comparison.of(run_of(a=[0.0, *[1.0] * 9]), run_of(a=[1.0] * 10))
    assert ET.fromstring(to_junit(found)).attrib["failures"] == "0"
    assert "a 1 → 0" in (ET.fromstring(to_junit(found)).findtext("testsuite/testcase/system-out") or "")
    assert ET.fromstring(to_junit(found, strict=True)).attrib["failures"] == "1"


def test_hostile_text_is_inert_in_junit(hostile: Comparison) -> None:
    text = to_junit(hostile)
    root = ET.fromstring(text)
    assert {element.tag for element in root.iter()} == {"testsuites", "testsuite", "testcase", "failure"}
    assert not [char for char in text if not char.isprintable() and char != "\n"]


def test_json_has_everything(compared: Comparison) -> None:
    value = json.loads(json.dumps(to_json(compared)))
    assert value["format"] == "plainterms-eval-comparison/1"
    assert value["regression"] == ["cited"]
    cited = value["scorers"][0]
    assert (cited["tier"], cited["pairs"], len(cited["worse"]), cited["better"]) == ("regression", 10, 9, ["mended"])
    cases = {case["id"]: case for case in value["cases"]}
    assert cases["c0"]["before"]["answer"]["headline"] == "Sharing is not allowed."
    assert cases["c0"]["after"]["scores"]["cited"] == {"score": 0.0, "why": "why 0.0"}
    assert cases["down"]["after"]["failure"] == "down"
    assert "answer" not in cases["dark"]["after"]


@pytest.mark.parametrize("answer", [{"status": 3}, {}, {"status": "answered", "headline": ["x"]}, {"statements": "x"}])
def test_an_answer_of_another_form_is_said_to_be_one(answer: Any, run_file: Write) -> None:
    # Not empty: an empty one would be a case that failed.
    run = load_run(run_file("run.json", {"x": (answer | {"more": 1}, {"a": 1.0})}))
    assert lines(run.rows[0]) == ("(an answer that cannot be read)",)
