"""Cases in YAML: the same cases, and what is wrong is said with the line of the field."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.case import Case, load_cases, sample_cases, schema
from eval.cases import sample_cases_path
from eval.files.jsonl import FileError
from eval.files.yaml_rows import MAX_DEPTH, checked_yaml_rows

WRITTEN = """\
# A comment.
- id: brook-1
  kind: lookup
  service: brook
  terms_type: terms-of-service
  as_of: 2024-05-20
  question: can we share a login?
  expect:
    answerable: true
    clauses:
      - {label: 10.10, title: Accounts, quote: "You may not share", version: 2024-01-01}
    facts: [[30, thirty], [no]]
    yes_no: no
    yes_no_also_ok: [depends]
"""


def read(text: str, tmp_path: Path, name: str = "cases.yaml") -> tuple[Case, ...]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_cases(path).cases


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    (case,) = read(WRITTEN, tmp_path)
    assert str(case.as_of) == "2024-05-20"
    assert case.expect.answerable is True
    assert case.expect.yes_no == "no"
    assert case.expect.facts == (("30", "thirty"), ("no",))
    assert case.expect.clauses[0].label == "10.10", "a number of YAML would have lost the nought"
    assert str(case.expect.clauses[0].version) == "2024-01-01"


def test_a_mapping_with_the_list_in_it_is_the_same(tmp_path: Path) -> None:
    indented = "cases:\n" + "".join(f"  {line}\n" for line in WRITTEN.splitlines())
    assert read(indented, tmp_path, "cases.yml") == read(WRITTEN, tmp_path)


def test_a_value_can_be_named_and_used_again(tmp_path: Path) -> None:
    text = WRITTEN.replace("clauses:\n      - {", "clauses:\n      - &share {") + "    also_ok_clauses: [*share]\n"
    (case,) = read(text, tmp_path)
    assert case.expect.also_ok_clauses == case.expect.clauses


def test_the_samples_are_the_same_in_yaml(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in sample_cases_path().read_text(encoding="utf-8").splitlines()]
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)
    assert read(text, tmp_path) == sample_cases().cases


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind: lookup", "kind: lookpu", ":3: kind: "),
        ("kind: lookup", "kind: lookup\n  quesion: x", ":4: quesion: there is no field of that name"),
        ("  question: can we share a login?\n", "", ":2: question: Field required"),
        ("answerable: true", "answerable: yes", ":9: expect.answerable: "),
        ("answerable: true", "answerable: 1", ":9: expect.answerable: "),
        ("as_of: 2024-05-20", "as_of: 20 May 2024", ":6: as_of: "),
        ("as_of: 2024-05-20", "as_of: 2024-05-20T10:00:00", ":6: as_of: "),
        ("question: can we share a login?", "question: true", ":7: question: "),
        ("question: can we share a login?", "question:", ":7: question: "),
        ("title: Accounts, ", "", ":11: expect.clauses.0.title: Field required"),
        ("[no]]", "[]]", ":12: expect.facts.1: "),
        ("yes_no: no", "yes_no: maybe", ":13: expect.yes_no: "),
        ("    yes_no: no", "    yes_no: no\n    yes_no: yes", ':14: the field "yes_no" is given twice'),
        ("service: brook", "service: [brook, pond]", ":2: service: cross_service names"),
        (
            "- id: brook-1",
            "- id: !!python/name:os.system brook-1",
            ":2: a tag (tag:yaml.org,2002:python/name:",
        ),
        ("kind: lookup", "kind: *nothing", ":3: *nothing names nothing"),
        ("kind: lookup", "<<: {kind: lookup}", ":2: kind: Field required (and 1 more)"),
        ("kind: lookup", "\tkind: lookup", ":3: not YAML: "),
        ("kind: lookup", "kind: [lookup", ":4: not YAML: "),
        ("- id: brook-1", "- ? [id]\n  : brook-1", ":2: the name of a field"),
        ("question: can we share a login?", "question: can\x07 we", ":7: not YAML: a character"),
        ("# A comment.", "- a\n---", "a second document begins"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert old in WRITTEN
    with pytest.raises(FileError) as error:
        read(WRITTEN.replace(old, new), tmp_path)
    assert "cases.yaml" in str(error.value)
    assert says in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.hint


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "[]", "cases: []", "null"])
def test_no_cases(text: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no cases"):
        read(text, tmp_path)


@pytest.mark.parametrize("text", ["hello", "cases: hello", "a: 1", "cases: []\nothers: []", "cases: []\ncases: []"])
def test_no_list(text: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="neither a list of cases"):
        read(text, tmp_path)


def test_what_grows_beyond_measure_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [" + "x, " * 10 + "]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(FileError, match="more than 1,000,000 values"):
        read("\n".join(lines), tmp_path)
    with pytest.raises(FileError, match="names nothing that is written out before it"):
        read("&a [*a]", tmp_path)
    for brackets in ("[" * 100_000, "{a: " * 100_000, "- " * 100_000):
        with pytest.raises(FileError, match=f"more than {MAX_DEPTH} lists"):
            read(brackets, tmp_path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=200), st.text("-[]{}&*!|>'\"#:,?ab \n\t0~", max_size=80)))
def test_whatever_stands_there_is_read_or_refused(tmp_path: Path, text: str) -> None:
    try:
        found = list(checked_yaml_rows(text.encode("utf-8", "surrogatepass"), tmp_path / "cases.yaml", Case))
    except FileError as error:
        assert "\n" not in str(error)
        return
    for line, row in found:
        assert line >= 1
        assert isinstance(row, tuple), "nothing of this sort is a case"


def test_the_schema_knows_the_fields() -> None:
    told: dict[str, Any] = schema()
    case = told["$defs"]["Case"]
    assert told["type"] == "array"
    assert case["additionalProperties"] is False
    assert {"id", "kind", "question", "expect"} <= set(case["required"])
    assert "injection" in json.dumps(case["properties"]["kind"])
    assert told["$defs"]["ExpectedClause"]["properties"]["quote"]["description"].startswith("Words of the clause")


def test_the_example_in_the_docs_is_one_case_in_both_forms(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    text = text.split("\n## Writing cases\n", 1)[1]
    forms = {
        name: text.split(f"```{name}\n", 1)[1].split("```", 1)[0].replace("\n", " " if name == "json" else "\n")
        for name in ("yaml", "json")
    }
    assert read(forms["yaml"], tmp_path) == read(forms["json"], tmp_path, "cases.jsonl")


AS_THEY_STAND = ["null", "~", "yes", "1.10", "2024-05-20", "a: b", "- x", "#", "'"]
# Those that PyYAML writes as they are and reads as line ends are left out.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(CHARACTERS, min_size=1, max_size=60), st.sampled_from(AS_THEY_STAND))
def test_any_text_comes_back_as_it_was_written(tmp_path: Path, question: str, fact: str) -> None:
    case = {
        "id": "one",
        "kind": "lookup",
        "service": "brook",
        "terms_type": "terms",
        "question": question,
        "expect": {"answerable": True, "facts": [[fact, question]], "yes_no": "no"},
    }
    data = yaml.safe_dump([case], allow_unicode=True).encode("utf-8")
    ((_, row),) = checked_yaml_rows(data, tmp_path / "cases.yaml", Case)
    assert isinstance(row, Case)
    assert (row.question, row.expect.facts) == (question, ((fact, question),))
