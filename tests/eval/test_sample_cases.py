"""The bundled samples are what their manifest and README say, and the cases on them quote what really stands there."""

import difflib
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.case import load_cases
from eval.cases import sample_cases_path
from ingest.samples import manifest_path

SAMPLES = manifest_path().parent
TERMS = "terms-of-service"
V1, V2, V3, V4 = "2023-11-01", "2024-05-20", "2024-09-09", "2024-09-16"
PROMISE = (
    "**Despite what is said above, Larkspan will not train its artificial intelligence models on audio, video or chat "
    "from your meetings unless you have consented to it.**"
)

MANIFEST_FIELDS = {
    "service", "service_name", "terms_type", "date", "date_basis", "recorded", "path", "sha256", "bytes", "source_repo",
    "source_commit", "source_path", "licence", "structure_note", "source_url",
}  # fmt: skip
CASE_FIELDS = {"id", "kind", "service", "terms_type", "as_of", "question", "history", "expect", "why"}
EXPECT_FIELDS = {"answerable", "clauses", "also_ok_clauses", "facts", "must_not", "yes_no", "verdict"}
KINDS = {
    "lookup", "number", "exception", "definition", "multi_clause", "unanswerable", "false_premise", "version", "change",
    "claim_check", "followup", "advice",
}  # fmt: skip
VERDICTS = {"supported", "contradicted", "misleading", "not_stated"}

DOCUMENTS: list[dict[str, Any]] = json.loads(manifest_path().read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in sample_cases_path().read_text(encoding="utf-8").splitlines()
]


def text(terms_type: str, version: str) -> str:
    """The document as stored, line ends untouched."""
    return (SAMPLES / "larkspan" / terms_type / f"{version}.md").read_bytes().decode("utf-8")


def in_force(terms_type: str, day: str | None) -> str:
    """The newest version whose date is not after the day; None is the latest."""
    dates: list[str] = [d["date"] for d in DOCUMENTS if d["terms_type"] == terms_type]
    return max(date for date in dates if day is None or date <= day)


def section(document: str, label: str) -> str:
    """From the line that prints the label as a bold number to the next line that does so, or to the next title."""
    start = document.index(f"\n**{label}")
    return re.split(r"\n(?:\*\*\d|\d+\. \*\*)", document[start + 1 :], maxsplit=1)[0]


def test_the_follow_ups_quote_what_stands_in_the_latest_version() -> None:
    path = sample_cases_path().with_name("followups.jsonl")
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    document = text(TERMS, V4)
    assert len(rows) >= 20 and len({row["id"] for row in rows}) == len(rows)
    assert sum("-h" in row["id"] for row in rows) == len(rows) // 3, (
        "a third was first run after the rules were fixed; all are development cases since"
    )
    for row in rows:
        assert row["kind"] == "followup" and [turn["role"] for turn in row["history"]] == ["user", "assistant"]
        assert all(document.count(clause["quote"]) == 1 for clause in quoted(row)), row["id"]
    assert len(load_cases(path).cases) == len(rows)


def quoted(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [*case["expect"]["clauses"], *case["expect"]["also_ok_clauses"]]


# --- the documents -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d["path"])
def test_the_manifest_describes_the_file(document: dict[str, Any]) -> None:
    data = (SAMPLES / document["path"]).read_bytes()
    assert set(document) == MANIFEST_FIELDS
    assert document["path"] == f"{document['service']}/{document['terms_type']}/{document['date']}.md"
    assert (len(data), hashlib.sha256(data).hexdigest()) == (document["bytes"], document["sha256"])
    assert document["recorded"] >= document["date"]
    assert document["licence"] == "Apache-2.0"
    assert b"\r" not in data


def test_the_manifest_lists_every_document_once() -> None:
    stored = sorted(p.relative_to(SAMPLES).as_posix() for p in (SAMPLES / "larkspan").rglob("*.md"))
    assert sorted(d["path"] for d in DOCUMENTS) == stored
    assert [d["date"] for d in DOCUMENTS if d["terms_type"] == TERMS] == [V1, V2, V3, V4]


@pytest.mark.parametrize(
    ("terms_type", "version", "printed"),
    [
        (TERMS, V1, "Effective Date: November 1, 2023"),
        (TERMS, V2, "Effective Date: May 20, 2024"),
        (TERMS, V3, "Effective Date: September 9, 2024"),
        (TERMS, V4, "Effective Date: September 16, 2024"),
        ("privacy-policy", V2, "Last updated: May 20, 2024"),
    ],
)
def test_each_document_states_the_date_of_its_file(terms_type: str, version: str, printed: str) -> None:
    assert printed in text(terms_type, version)


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.md")), ids=lambda p: p.relative_to(SAMPLES).as_posix())
def test_nothing_real_is_named(path: Path) -> None:
    """Addresses of web and mail lead to reserved domains only."""
    words = path.read_text(encoding="utf-8")
    hosts = re.findall(r"https?://([^/\s)]+)", words) + re.findall(r"[\w-]+@([\w.-]*\w)", words)
    assert [host for host in hosts if not host.endswith(".example")] == []


# --- the story -----------------------------------------------------------------------------------------------------


def test_version_1_knows_nothing_of_machines_that_learn() -> None:
    assert re.search(r"artificial|machine learning|\bAI\b|\btrain", text(TERMS, V1)) is None
    assert "only as far as we need this to provide the Services" in section(text(TERMS, V1), "9.4")


def test_version_2_widens_the_licence_and_leaves_the_summary_as_it_was() -> None:
    clause = section(text(TERMS, V2), "9.4")
    assert "perpetual" in clause
    assert "artificial intelligence" in clause
    box = "> **In plain words.** What you make on Larkspan stays yours. We only use it to run the Services for you."
    assert [version for version in (V1, V2, V3, V4) if box in text(TERMS, version)] == [V1, V2, V3]


def test_version_3_is_version_2_with_one_sentence_and_another_date() -> None:
    before, after = text(TERMS, V2).splitlines(), text(TERMS, V3).splitlines()
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-" and line[2:].strip()]
    assert sorted(changed) == sorted(
        ["- Effective Date: May 20, 2024", "+ Effective Date: September 9, 2024", f"+ {PROMISE}"]
    )
    assert len(after) == len(before) + 2  # the sentence and the empty line around it
    at = after.index(PROMISE)
    assert after[at - 2].startswith("**9.4 Licence to Us**.")
    assert after[at + 2].startswith("**9.5 Safeguards**.")


@pytest.mark.parametrize(
    ("version", "titles"),
    [
        (V3, ["Customer Content", "Service-Generated Data", "Access by Our Staff", "Licence to Us", "Safeguards",
              "Customer Responsibilities"]),
        (V4, ["Customer Content", "Licence and Permitted Uses", "Safeguards and Access", "Customer Responsibilities",
              "Service-Generated Data", "Outside Model Providers"]),
    ],
)  # fmt: skip
def test_version_4_renumbers_section_9(version: str, titles: list[str]) -> None:
    assert re.findall(r"^\*\*9\.\d+ ([^*]+)\*\*\.", text(TERMS, version), re.MULTILINE) == titles


def test_version_4_has_navigation_above_and_notes_below() -> None:
    document = text(TERMS, V4)
    assert document.startswith("[Skip to main content]")
    assert document.index("Select a language") < document.index("LARKSPAN TERMS OF SERVICE")
    assert document.index("EXHIBIT A – ARBITRATION AGREEMENT") < document.index("**Update notes**")
    assert PROMISE not in document


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("1.3", ["Content made before an account joined stays", *["including content made before"] * 2]),
        ("12.4", ["sixty (60) days", "thirty (30) days", "forty-five (45) days"]),
        ("13.5", ["thirty (30) days", "thirty (30) days", "sixty (60) days"]),
        ("17.2", ["ONE HUNDRED US DOLLARS (USD\u00a0100)", "FIFTY US DOLLARS (USD\u00a050)", "TWO HUNDRED US DOLLARS"]),
        ("8.2", ["thirteen (13)", "sixteen (16)", "sixteen (16)"]),
        ("2.2", ["twenty-four (24) months", "twelve (12) months", "twelve (12) months"]),
    ],
)
def test_facts_differ_between_versions(label: str, words: list[str]) -> None:
    for version, expected in zip((V1, V2, V4), words, strict=True):
        assert expected in section(text(TERMS, version), label), version


@pytest.mark.parametrize(
    ("mess", "versions"),
    [
        ("17. **CUSTOMER CONTENT**", [V1, V2, V3]),
        ("**9\\. CUSTOMER CONTENT**", [V4]),
        ("**2\\. ORDERS AND PLANS**", [V1, V2, V3, V4]),
        ("**12.1** **Fees**.", [V1, V2, V3, V4]),
        ("and 24.2, Exhibit A", [V1, V2, V3, V4]),
        ("the licence in Section 9.4 applies to it", [V1, V2, V3, V4]),
        ("\u00a0\n", [V1, V2, V3, V4]),
    ],
)
def test_the_mess_the_readme_names_is_there(mess: str, versions: list[str]) -> None:
    assert [version for version in (V1, V2, V3, V4) if mess in text(TERMS, version)] == versions


def test_no_version_has_the_section_the_broken_reference_names() -> None:
    for version in (V1, V2, V3, V4):
        assert re.search(r"^\*\*(?:2[2-9]|24\.2)\b", text(TERMS, version), re.MULTILINE) is None


def test_the_statements_claim_what_no_version_says() -> None:
    contract = "\n".join(text(d["terms_type"], d["date"]) for d in DOCUMENTS).lower()
    blog, press = (
        (SAMPLES / "statements" / name).read_text(encoding="utf-8").lower()
        for name in ("blog-post.md", "press-article.md")
    )
    slogan = "we never train on your content without your consent"
    garbled = "perpetual, irrevocable licence to publish, sell and otherwise use customer content"
    assert slogan in blog
    assert slogan in press
    assert garbled in press
    assert slogan not in contract
    assert "irrevocable" not in contract


# --- the cases -----------------------------------------------------------------------------------------------------


def test_thirty_cases_of_all_kinds() -> None:
    assert len(CASES) == 30
    assert len({case["id"] for case in CASES}) == 30
    kinds = Counter(case["kind"] for case in CASES)
    assert set(kinds) == KINDS
    assert 8 <= kinds["unanswerable"] + kinds["false_premise"] + kinds["advice"] <= 10


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_a_case_is_well_formed(case: dict[str, Any]) -> None:
    expect = case["expect"]
    assert CASE_FIELDS <= set(case) <= CASE_FIELDS | {"compare_to"}
    assert EXPECT_FIELDS <= set(expect) <= EXPECT_FIELDS | {"yes_no_also_ok", "verdict_also_ok"}
    assert case["service"] == "larkspan"
    assert (case["kind"] == "followup") == bool(case["history"])
    assert (case["kind"] == "change") == ("compare_to" in case)
    assert (expect["verdict"] in VERDICTS) == (case["kind"] == "claim_check")
    assert expect["yes_no"] in {"yes", "no", "depends", None}
    assert expect["answerable"] == bool(expect["clauses"])
    assert bool(expect["facts"]) or not expect["answerable"]
    wordings = [wording for fact in expect["facts"] for wording in fact] + expect["must_not"]
    assert wordings == [wording.lower() for wording in wordings]
    assert not set(expect.get("yes_no_also_ok", ())) & {expect["yes_no"]}
    assert case["question"].strip()
    assert case["why"].strip()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_every_quote_is_verbatim_and_of_fair_length(case: dict[str, Any]) -> None:
    dates = {d["date"] for d in DOCUMENTS if d["terms_type"] == case["terms_type"]}
    assert case.get("compare_to") in dates | {None}
    for clause in quoted(case):
        version = clause.get("version", in_force(case["terms_type"], case["as_of"]))
        assert version in dates
        document = text(case["terms_type"], version)
        assert document.count(clause["quote"]) == 1, clause["quote"]
        assert 6 <= len(clause["quote"].split()) <= 25, clause["quote"]
        assert not set("*_|#>\\\n") & set(clause["quote"]), clause["quote"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_the_quote_stands_in_the_clause_that_is_named(case: dict[str, Any]) -> None:
    for clause in quoted(case):
        document = text(case["terms_type"], clause.get("version", in_force(case["terms_type"], case["as_of"])))
        before = document[: document.index(clause["quote"])]
        if clause["label"] in {"", "18", "21"}:  # a title of its own line, without number or with one that may be wrong
            assert re.search(rf"{re.escape(clause['title'])}[*\s]*$", last_heading(before), re.IGNORECASE), clause
            continue
        bold = re.findall(r"^\*\*(\d+(?:\.\d+)?)\.?(?:\*\*)? (?:\*\*)?([^*]+)\*\*\.", before, re.MULTILINE)
        assert bold[-1] == (clause["label"], clause["title"])
        in_exhibit = re.search(r"^(?:\*\*)?EXHIBIT A\b", before, re.MULTILINE) is not None
        assert clause.get("part", "") == ("Exhibit A" if in_exhibit else "")


def last_heading(before: str) -> str:
    """The last section title above a place: underlined, marked with #, or bold with a number."""
    lines = [*before.splitlines(), ""]
    headings = [
        line
        for line, below in zip(lines, lines[1:], strict=False)
        if line.startswith("#") or re.fullmatch(r"[-=]{4,}", below) or re.match(r"(?:\d+\. )?\*\*[^a-z]+\*\*\s*$", line)
    ]
    return headings[-1]
