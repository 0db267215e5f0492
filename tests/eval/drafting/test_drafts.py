"""Drafts are of the document, say that they are drafts, and nothing else is wrong with them."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot import Explainer
from eval.case import load_cases
from eval.drafting import DRAFTED, Drafts, as_text, draft_cases
from eval.files.jsonl import FileError
from eval.lint import lint
from eval.words.matching import plain, says
from tests.corpus_books import CorpusBooks


def written(drafts: Drafts, tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    path.write_text(as_text(drafts, jsonl=name.endswith("jsonl")), encoding="utf-8")
    return path


@pytest.mark.parametrize("terms_type", ["terms-of-service", "privacy-policy"])
def test_drafts_pass_lint_but_for_being_drafts(terms_type: str, on_samples: Explainer, tmp_path: Path) -> None:
    drafts = draft_cases(on_samples, "larkspan", terms_type=terms_type, count=30)
    report = lint(written(drafts, tmp_path, "new.yaml"), on_samples)
    assert report.cases == len(drafts.drafts) >= 15
    assert {(f.remark.level, f.remark.rule) for f in report.findings} <= {("warning", "draft"), ("hint", "yes-no")}
    assert report.count("warning") == report.cases


def test_they_are_of_many_kinds_and_spread_over_the_document(on_samples: Explainer) -> None:
    drafts = draft_cases(on_samples, "larkspan", count=30)
    source = on_samples.source(drafts.version.sha256)
    kinds = Counter(draft.case.kind for draft in drafts.drafts)
    assert len(drafts.drafts) == 30
    assert set(kinds) == set(DRAFTED)
    assert kinds["unanswerable"] == 10
    places = [source.index(clause.quote) for draft in drafts.drafts for clause in draft.case.expect.clauses]
    assert places == sorted(places)
    thirds = Counter(3 * place // len(source) for place in places)
    assert all(thirds[third] >= 4 for third in range(3))


def test_quotes_are_verbatim_and_of_fair_length(on_samples: Explainer) -> None:
    drafts = draft_cases(on_samples, "larkspan", date(2024, 5, 20), count=40)
    source = on_samples.source(drafts.version.sha256)
    assert drafts.version.version == "2024-05-20"
    for draft in drafts.drafts:
        for clause in draft.case.expect.clauses:
            assert " ".join(source.split()).count(" ".join(clause.quote.split())) == 1
            assert 6 <= len(clause.quote.split()) <= 25
            assert not set("*_|#>\\\n") & set(clause.quote)


def test_each_says_what_it_is(on_samples: Explainer) -> None:
    drafts = draft_cases(on_samples, "larkspan", count=12)
    assert [draft.case.id for draft in drafts.drafts] == [f"draft-larkspan-{n:03}" for n in range(1, 13)]
    assert all(draft.case.why.startswith("DRAFT: ") for draft in drafts.drafts)
    assert len({draft.case.question for draft in drafts.drafts}) == 12


def test_wrong_figures_are_nowhere_in_the_document(on_samples: Explainer) -> None:
    drafts = draft_cases(on_samples, "larkspan", count=6, kinds=["false_premise"])
    text = plain(on_samples.source(drafts.version.sha256))
    assert drafts.drafts
    for draft in drafts.drafts:
        assert draft.case.expect.yes_no == "no"
        number = next(word for word in draft.case.expect.must_not[0].split() if word.strip("$,").isdigit())
        assert not says(number, text)


def test_what_is_not_in_it_is_not_in_it(on_samples: Explainer) -> None:
    drafts = draft_cases(on_samples, "larkspan", count=8, kinds=["unanswerable"])
    assert {draft.case.expect.answerable for draft in drafts.drafts} == {False}
    assert not any("discount" in draft.case.question for draft in drafts.drafts), "the sample terms know discounts"


def test_twice_the_same(on_samples: Explainer, tmp_path: Path) -> None:
    first, second = (draft_cases(on_samples, "larkspan") for _ in range(2))
    assert as_text(first, jsonl=False) == as_text(second, jsonl=False)


def test_yaml_and_json_lines_are_the_same_cases(on_samples: Explainer, tmp_path: Path) -> None:
    drafts = draft_cases(on_samples, "larkspan")
    cases = tuple(draft.case for draft in drafts.drafts)
    assert load_cases(written(drafts, tmp_path, "new.yaml")).cases == cases
    assert load_cases(written(drafts, tmp_path, "new.jsonl")).cases == cases


@pytest.mark.parametrize(
    ("arguments", "says_"),
    [
        ({"service": "larkspam"}, 'no service "larkspam"'),
        ({"terms_type": "privacy"}, "no privacy of larkspan"),
        ({"as_of": date(2020, 1, 1)}, "was in force on 2020-01-01"),
        ({"kinds": ["change"]}, '"change" cannot be drafted'),
    ],
)
def test_mistakes(arguments: dict[str, object], says_: str, on_samples: Explainer) -> None:
    with pytest.raises(FileError, match=says_) as error:
        draft_cases(on_samples, **({"service": "larkspan"} | arguments))  # type: ignore[arg-type]
    assert error.value.hint


@pytest.fixture(scope="module")
def real(shared: Path) -> CorpusBooks:
    return CorpusBooks(shared / "corpus")


@pytest.mark.corpus
@pytest.mark.parametrize("service", ["zoom", "netflix", "reddit", "google", "github", "lyft"])
def test_drafts_of_real_documents_pass_lint(service: str, real: CorpusBooks, tmp_path: Path) -> None:
    report = lint(written(draft_cases(real, service), tmp_path, "new.yaml"), real)
    assert report.cases >= 15
    found = {(f.remark.level, f.remark.rule) for f in report.findings}
    assert found <= {("warning", "draft"), ("hint", "yes-no"), ("hint", "quote-not-verbatim")}
