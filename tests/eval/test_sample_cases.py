"""The bundled samples are what their manifest and README say, and the cases on them quote what really stands there.

Labels, titles and parts are read off the texts by the few rules below, not by the clause parser.
"""

import difflib
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.bundled import SETS
from eval.case import KINDS as ALL_KINDS
from eval.case import load_cases
from eval.cases import hostile_manifest_path, sample_cases_path
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
KINDS = set(ALL_KINDS) - {"injection"}
NOT_TO_BE_TOLD = ("unanswerable", "false_premise", "advice")
SERVICES = ("larkspan", "oddcrate", "petalbook")
VERDICTS = {"supported", "contradicted", "misleading", "not_stated"}

DOCUMENTS: list[dict[str, Any]] = json.loads(manifest_path().read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in sample_cases_path().read_text(encoding="utf-8").splitlines()
]


def text(terms_type: str, version: str, service: str = "larkspan") -> str:
    """The document as stored, line ends untouched."""
    return (SAMPLES / service / terms_type / f"{version}.md").read_bytes().decode("utf-8")


def dates_of(terms_type: str, service: str) -> list[str]:
    return [d["date"] for d in DOCUMENTS if d["terms_type"] == terms_type and d["service"] == service]


def in_force(terms_type: str, day: str | None, service: str) -> str:
    """The newest version whose date is not after the day; None is the latest."""
    return max(date for date in dates_of(terms_type, service) if day is None or date <= day)


def asked_about(case: dict[str, Any]) -> list[str]:
    return case["service"] if isinstance(case["service"], list) else [case["service"]]


def document_of(case: dict[str, Any], clause: dict[str, Any]) -> str:
    """The text in which an expected clause stands."""
    service = clause.get("service", asked_about(case)[0])
    version = clause.get("version", in_force(case["terms_type"], case["as_of"], service))
    assert version in dates_of(case["terms_type"], service)
    return text(case["terms_type"], version, service)


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
    stored = sorted(p.relative_to(SAMPLES).as_posix() for name in SERVICES for p in (SAMPLES / name).rglob("*.md"))
    assert sorted(d["path"] for d in DOCUMENTS) == stored
    assert {d["service"] for d in DOCUMENTS} == set(SERVICES)
    assert dates_of(TERMS, "larkspan") == [V1, V2, V3, V4]
    assert max(d["date"] for d in DOCUMENTS) == V4, "the story ends with the last of all versions"


@pytest.mark.parametrize(
    ("service", "terms_type", "version", "printed"),
    [
        ("larkspan", TERMS, V1, "Effective Date: November 1, 2023"),
        ("larkspan", TERMS, V2, "Effective Date: May 20, 2024"),
        ("larkspan", TERMS, V3, "Effective Date: September 9, 2024"),
        ("larkspan", TERMS, V4, "Effective Date: September 16, 2024"),
        ("larkspan", "privacy-policy", V2, "Last updated: May 20, 2024"),
        ("oddcrate", TERMS, "2024-02-12", "Last changed on 12 February 2024"),
        ("petalbook", TERMS, "2023-08-21", "In force from 21 August 2023"),
        ("petalbook", TERMS, "2024-06-10", "In force from 10 June 2024"),
    ],
)
def test_each_document_states_the_date_of_its_file(service: str, terms_type: str, version: str, printed: str) -> None:
    assert printed in text(terms_type, version, service)


def test_petalbook_changes_what_the_readme_says_and_nothing_else() -> None:
    old, new = text(TERMS, "2023-08-21", "petalbook"), text(TERMS, "2024-06-10", "petalbook")
    before, after = (set(document.splitlines()) for document in (old, new))
    assert len(before - after) == 13, "twelve changed paragraphs and the date"
    assert "## When somebody dies" in after - before


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
    contract = "\n".join(text(d["terms_type"], d["date"], d["service"]) for d in DOCUMENTS).lower()
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


def test_many_cases_of_all_kinds() -> None:
    assert len(CASES) >= 150
    assert len({case["id"] for case in CASES}) == len(CASES)
    kinds = Counter(case["kind"] for case in CASES)
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 10
    assert sum(kinds[kind] for kind in NOT_TO_BE_TOLD) >= 0.3 * len(CASES)


def test_every_service_is_asked_about_much() -> None:
    asked = Counter(name for case in CASES for name in asked_about(case))
    assert set(asked) == set(SERVICES) and min(asked.values()) >= 50


def test_no_question_is_asked_twice_of_one_text() -> None:
    asked = Counter(
        (case["question"].casefold(), str(case["service"]), case["as_of"], str(case["history"])) for case in CASES
    )
    assert [question for question, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_a_case_is_well_formed(case: dict[str, Any]) -> None:
    expect = case["expect"]
    assert CASE_FIELDS <= set(case) <= CASE_FIELDS | {"compare_to"}
    assert EXPECT_FIELDS <= set(expect) <= EXPECT_FIELDS | {"yes_no_also_ok", "verdict_also_ok"}
    assert set(asked_about(case)) <= set(SERVICES)
    assert (case["kind"] == "cross_service") == (len(asked_about(case)) == 2)
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
    assert case.get("compare_to") in {*dates_of(case["terms_type"], asked_about(case)[0]), None}
    for clause in quoted(case):
        assert document_of(case, clause).count(clause["quote"]) == 1, clause["quote"]
        assert 4 <= len(clause["quote"].split()) <= 25, clause["quote"]
        assert not set("*_|#>\\\n") & set(clause["quote"]), clause["quote"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_the_quote_stands_in_the_clause_that_is_named(case: dict[str, Any]) -> None:
    for clause in quoted(case):
        before, _ = document_of(case, clause).split(clause["quote"])
        letter = re.search(r"\(([a-z])\)$", clause["label"])
        if letter:
            assert before.splitlines()[-1].startswith(letter[0]) or before.endswith(f"\n{letter[0]} ")
        {"larkspan": larkspan, "oddcrate": oddcrate, "petalbook": petalbook}[
            clause.get("service", asked_about(case)[0])
        ](clause | {"label": clause["label"].removesuffix(letter[0] if letter else "")}, before)


def larkspan(clause: dict[str, Any], before: str) -> None:
    """Bold numbers and titles; in some sections a title of its own line, without number or with one that is wrong."""
    if clause["label"] in {"", "14", "18", "21"}:
        assert re.search(rf"{re.escape(clause['title'])}[*\s]*$", last_heading(before), re.IGNORECASE), clause
        return
    bold = re.findall(r"^\*\*(\d+(?:\.\d+)?)\.?(?:\*\*)? (?:\*\*)?([^*]+)\*\*\.", before, re.MULTILINE)
    assert bold[-1] == (clause["label"], clause["title"])
    in_exhibit = re.search(r"^(?:\*\*)?EXHIBIT A\b", before, re.MULTILINE) is not None
    assert clause.get("part", "") == ("Exhibit A" if in_exhibit else "")


def oddcrate(clause: dict[str, Any], before: str) -> None:
    """Two parts that both begin with section 1, numbers without titles below the sections, tables at the end."""
    part = re.findall(r"^(PART . – [A-Z]+|SCHEDULE OF FEES)$", before, re.MULTILINE)[-1].title()
    if part == "Schedule Of Fees":
        assert (clause["label"], clause["title"], clause.get("part")) == ("", "Schedule of Fees", None)
        return
    section, title = re.findall(r"^### (\d+)\. (.+)$", before, re.MULTILINE)[-1]
    numbers = re.findall(r"^(\d+\.\d+) ", before[before.rindex("\n### ") :], re.MULTILINE)
    assert (clause["label"], clause["title"], clause["part"]) == (numbers[-1] if numbers else section, title, part)


def petalbook(clause: dict[str, Any], before: str) -> None:
    """Titles only."""
    assert (clause["label"], clause["title"]) == ("", re.findall(r"^#+ (.+)$", before, re.MULTILINE)[-1])


def last_heading(before: str) -> str:
    """The last section title above a place: underlined, marked with #, or bold with a number."""
    lines = [*before.splitlines(), ""]
    headings = [
        line
        for line, below in zip(lines, lines[1:], strict=False)
        if line.startswith("#") or re.fullmatch(r"[-=]{4,}", below) or re.match(r"(?:\d+\. )?\*\*[^a-z]+\*\*\s*$", line)
    ]
    return headings[-1]


@pytest.mark.corpus
def test_no_words_of_real_terms_or_of_the_cases_on_them_are_here(shared: Path) -> None:
    """No twelve words in a row are those of a real document, or of a question about one."""
    ours = [path.read_text("utf-8") for path in SAMPLES.rglob("*.md")]
    ours += [path.read_text("utf-8") for path in hostile_manifest_path().parent.rglob("*.*") if path.suffix != ".json"]
    ours += [case.question for set_of in SETS.values() for case in load_cases(set_of()).cases]
    mine = {run for text in ours for run in runs(text)}
    theirs = [shared / "eval" / "cases.jsonl", *sorted((shared / "corpus").rglob("*.md"))]
    assert len(theirs) > 50
    assert {path.name: common for path in theirs if (common := mine & set(runs(path.read_text("utf-8"))))} == {}


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return zip(*(words[start:] for start in range(12)), strict=False)
