"""Each scorer against answers that a person wrote and judged: what it finds is what the person found."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bot import Answer, Question, Version
from eval.files.jsonl import FileError
from eval.judging.labelled import Labelled, load_labelled
from eval.labels import labels_path
from eval.scorers import SCORERS
from eval.truth import Truth
from ingest.samples import manifest_path


class Samples:
    """The bundled sample terms, read from their files: as much of a bot as scorers need."""

    def __init__(self) -> None:
        rows = json.loads(manifest_path().read_text(encoding="utf-8"))
        self.files = {row["sha256"]: manifest_path().parent / row["path"] for row in rows}
        self.published = [
            Version(number, row["service"], row["service_name"], row["terms_type"], row["date"],
                    date.fromisoformat(row["date"]), (), "", row["sha256"])
            for number, row in enumerate(rows)
        ]  # fmt: skip

    def versions(self, service: str, terms_type: str | None = None) -> Sequence[Version]:
        return [v for v in self.published if v.service == service and terms_type in (None, v.terms_type)]

    def source(self, sha256: str) -> str:
        return self.files[sha256].read_bytes().decode()

    def ask(self, question: Question) -> Answer:
        raise NotImplementedError

    def check(self, text: str, service: str, as_of: date | None = None, terms_type: str | None = None) -> Answer:
        raise NotImplementedError


TRUTH = Truth(Samples())
LABELLED = load_labelled(labels_path(), TRUTH)


@pytest.mark.parametrize("one", LABELLED, ids=lambda one: one.id)
def test_every_scorer_finds_what_the_person_found(one: Labelled) -> None:
    scores = {scorer.name: scorer(one.case, one.answer, TRUTH) for scorer in SCORERS}
    found = {
        name: "unscored" if score.value is None else "passes" if score.value == 1 else "fails"
        for name, score in scores.items()
    }
    wrong = {name: (found[name], scores[name].why) for name in found if found[name] != one.expects(name)}
    assert wrong == {}


def test_there_are_a_hundred_and_no_scorer_is_named_that_is_none() -> None:
    assert len(LABELLED) >= 100
    assert max(Counter(one.id for one in LABELLED).values()) == 1
    names = {scorer.name for scorer in SCORERS}
    for one in LABELLED:
        assert one.fails | one.unscored <= names, one.id
        assert not one.fails & one.unscored, one.id


@pytest.mark.parametrize("scorer", SCORERS, ids=lambda scorer: scorer.name)
def test_every_scorer_is_seen_to_pass_and_to_fail(scorer: object) -> None:
    name: str = getattr(scorer, "name")  # noqa: B009
    verdicts = Counter(one.expects(name) for one in LABELLED)
    assert verdicts["passes"] and verdicts["fails"], verdicts


GOOD = """
cases:
  login: {kind: lookup, question: can we share, expect: {answerable: true}}
answers:
  - id: a
    case: login
    label: right
    answer: {headline: No., statements: [{quotes: [{at: 1.2 One Person, words: You may not share it}]}]}
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("kind: lookup", "kind: lookups", "cases.login: kind"),
        ("case: login", "case: logout", 'a: there is no case "logout"'),
        ("You may not share it", "You may share it", "does not stand in 2024-09-16"),
        ("words:", "word:", ":8: answers.0.answer.statements.0.quotes.0"),
        ("label: right", "label: [", "not YAML"),
        ("case: login", "case: login\n    case: login", 'the field "case" is given twice'),
        (
            "words: You",
            "version: 1999-01-01, words: You",
            "the library has no such version of larkspan",
        ),
    ],
)
def test_a_file_that_does_not_do_says_why(before: str, after: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, encoding="utf-8")
    (one,) = load_labelled(path, TRUTH)
    assert one.answer.citations[0].quote == "You may not share it"
    assert (one.answer.citations[0].label, one.answer.citations[0].title) == ("1.2", "One Person")
    path.write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(FileError) as found:
        load_labelled(path, TRUTH)
    assert said in str(found.value)
    assert str(path) in str(found.value)
