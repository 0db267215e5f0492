"""What holds for every text: spans nest, nothing visible is lost, nothing raises."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.segment import innermost, segment, sub_at
from ingest.types import Markup
from tests.ingest.segment.outline import check

LINES = st.sampled_from(
    [
        *("", "   ", "# Terms", "## 2\\. Fees", "Heading", "=====", "-----", "- - -", "1. **Fees**", "27. **CONTENT**"),
        *(
            "**10.4 Licence**. You agree.",
            "(a) keep it;",
            "(i) sell it.",
            "    (ii) lend it.",
            "* a point",
            "    * deeper",
        ),
        *(
            "2.1 Tax. You pay.",
            "A. Age. Adults only.",
            "II. FEATURES",
            "| a | b |",
            "**Note** that",
            "> quoted",
            "\u200b",
        ),
        *(
            "You may (a) look or (b) leave. We stay.",
            "[link](#a)",
            "Exhibit A",
            "**Update Notes**:",
            "\u202e",
            "<!-- x -->",
        ),
        *(
            "Definitions",
            "iv. four",
            "B2. Two",
            "3.1.2 Three",
            "a) one",
            "line with break  ",
            "Contents",
            "&nbsp;",
            "\x00",
        ),
    ]
)
MARKUPS: list[Markup] = ["markdown", "text"]

HOSTILE = {
    "nothing": "",
    "brackets": "[" * 100_000,
    "links begun": "](" * 50_000,
    "stars": "*" * 100_000,
    "underscores": "_a" * 50_000,
    "deep lists": "".join(" " * depth + "- a\n" for depth in range(1000)),
    "deep numbers": "\n".join(".".join(["1"] * depth) for depth in range(1, 300)),
    "quotation marks": ">" * 50_000,
    "controls": "".join(map(chr, range(32))) * 100,
    "zero-width": "\u200b" * 10_000,
    "comments begun": "<!--" * 20_000,
    "scripts begun": "<script>" * 10_000,
    "markers": "(i) " * 20_000,
    "list numbers": "1. a\n" * 10_000,
    "empty lines": "\n" * 100_000,
    "spaces": " " * 100_000,
    "pipes": "|" * 50_000,
    "one line": "word " * 50_000,
    "titles": "**Aaa Bbb**\n\n" * 3_000,
    "lone surrogate": "1. Fees\ud800\n",
    "carriage returns": "1. Fees\r\rYou pay.\r\n\r\n2. End\r",
}


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=25), st.sampled_from(MARKUPS))
def test_spans_of_generated_documents(lines: list[str], markup: Markup) -> None:
    text = "\n".join(lines)
    check(text, segment(text, markup).clauses)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("a1iI.()[]*_#|>-=\\ \n\t\r\u00a0\u200b“:;<!"), max_size=200),
    st.sampled_from(MARKUPS),
)
def test_spans_of_any_text(text: str, markup: Markup) -> None:
    found = segment(text, markup)
    check(text, found.clauses)
    for clause in found.clauses:
        assert isinstance(sub_at(text, clause, clause.start), str)


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text(name: str, markup: Markup) -> None:
    check(HOSTILE[name], segment(HOSTILE[name], markup).clauses)


@pytest.mark.corpus
def test_spans_of_every_real_document(shared: Path) -> None:
    for entry in json.loads((shared / "corpus" / "manifest.json").read_text(encoding="utf-8")):
        text = (shared / "corpus" / entry["path"]).read_bytes().decode("utf-8")
        found = segment(text, "markdown")
        check(text, found.clauses)
        if entry["date_basis"] == "stated" and found.stated_date and entry["service"] != "chatgpt":
            assert found.stated_date.isoformat() == entry["date"], entry["path"]


@pytest.mark.corpus
def test_addresses_a_careful_reader_gave(shared: Path) -> None:
    """Share of positions with the right label, at least what the parser reached when this was written."""
    gold = [json.loads(line) for line in (shared / "eval" / "clause_addresses.jsonl").read_text("utf-8").splitlines()]
    texts = {row["path_in_corpus"]: "" for row in gold}
    for path in texts:
        texts[path] = (shared / "corpus" / path).read_bytes().decode("utf-8")
    found = {path: segment(text, "markdown").clauses for path, text in texts.items()}
    wrong = []
    for row in gold:
        clause = innermost(found[row["path_in_corpus"]], row["offset"])
        given = _steps(clause.label) if clause else None
        if given not in [_steps(label) for label in (row["label"], *row["also_ok"])]:
            wrong.append((row["path_in_corpus"], row["offset"], row["label"], clause))
    assert len(wrong) <= 0.02 * len(gold), wrong
    assert not [row for row in wrong if row[0].startswith("zoom/")]


def _steps(label: str) -> list[str]:
    return re.findall(r"[^.()\[\]\s]+", label.lower())


def test_blocks_denser_than_in_any_document_are_joined_and_nothing_of_them_is_lost() -> None:
    text = "1. a\n\n" * 60_000
    clauses = segment(text, "markdown").clauses
    assert len(clauses) < 10_000
    assert max(clause.end for clause in clauses) == len(text.rstrip())
    check(text, clauses)
