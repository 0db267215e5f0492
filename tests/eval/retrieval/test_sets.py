"""Files of questions: what is read from them, and every mistake said with file, line and field."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import Span, Version
from eval.case import CaseSet, load_cases
from eval.files.jsonl import FileError
from eval.retrieval import sets
from eval.retrieval.sets import Found, Target, lines_of
from eval.truth import Truth

RULE = "You may not share your login with anyone"


# --- cases ---------------------------------------------------------------------------------------------------------


def required(*quotes: str, **fields: str) -> dict[str, Any]:
    return {"answerable": True, "clauses": [{"label": "", "title": "", "quote": q, **fields} for q in quotes]}


def test_cases_that_ask_for_clauses_of_one_version(bot: Any, case: Any) -> None:
    idle = "We delete an idle account"
    cases = [
        case(required(RULE, idle), id="two"),
        case(required(RULE), id="old", as_of="2024-03-01"),
        case({"answerable": False}, id="silent"),
        case(required(RULE), id="followup", kind="followup", history=[{"role": "user", "content": "hello"}]),
        case(required(RULE), id="change", kind="change", compare_to="2024-01-01"),
        case(required(RULE, service="brook"), id="across", kind="cross_service", service=["brook", "pond"]),
        case(required("Refunds are paid"), id="absent"),
        case(required(RULE, version="2024-01-01"), id="other-version"),
        case(required(RULE), id="elsewhere", service="lake"),
    ]
    found, documents = sets.cases_set(CaseSet("c.jsonl", "hash", tuple(cases)), Truth(bot))
    assert [question.id for question in found.questions] == ["two", "old"]
    two, old = found.questions
    assert (two.as_of.isoformat(), old.as_of.isoformat()) == ("2025-01-01", "2024-03-01")
    assert list(documents) == ["brook terms-of-service 2025-01-01", "brook terms-of-service 2024-01-01"]
    assert two.documents == ("brook terms-of-service 2025-01-01",)
    source = bot.source(documents[two.documents[0]].sha256)
    assert [source[slice(*target.places[0])] for target in two.targets["clause"]] == [RULE, idle]
    assert found.left_out == {
        "not answered by the terms": 1,
        "about more than one question, version or service": 3,
        "with a required quote that does not stand in the version asked about": 2,
        "not in the library": 1,
    }
    assert [m.name for m in found.measures][:4] == [
        "any required, first 1",
        "any required, first 5",
        "any required, first 10",
        "all required, first 10",
    ]


def test_no_case_is_left(bot: Any, case: Any) -> None:
    with pytest.raises(FileError, match="c.jsonl holds no case to search for: 1 not in the library") as error:
        sets.cases_set(CaseSet("c.jsonl", "", (case(required(RULE), service="lake"),)), Truth(bot))
    assert "Ingest" in error.value.hint


# --- sets of others ------------------------------------------------------------------------------------------------


def test_consumer_contracts(folder: Any) -> None:
    rows = [
        {"id": "1", "doc_id": "a", "question": "pets?", "answer": "yes"},
        {"id": "2", "doc_id": "b", "question": "?!"},
    ]
    given = folder(*rows, a="Dogs travel free.", b="Cats pay.", c="Nobody asks about this one.")
    found = sets.consumer_contracts(given)
    assert (found.name, found.ranked, found.file) == ("consumer-contracts", "documents", "dev.jsonl")
    assert found.sha256 == hashlib.sha256((given / "dev.jsonl").read_bytes()).hexdigest()
    assert found.texts == {"a": "Dogs travel free.", "b": "Cats pay."}
    assert found.questions[0].targets == {"document": (Target("a"),)}
    assert found.questions[0].documents == ()
    assert [m.name for m in found.measures] == ["nDCG@10", "hit@1"]


def test_a_file_of_another_name_beside_its_documents(folder: Any) -> None:
    given = folder({"id": "1", "doc_id": "a", "question": "pets?"}, a="Dogs travel free.")
    other = (given / "dev.jsonl").rename(given / "held-out.jsonl")
    assert sets.consumer_contracts(other).file == "held-out.jsonl"
    with pytest.raises(FileError, match=r"There is no file .*dev\.jsonl"):
        sets.consumer_contracts(given)


def test_tosdr(folder: Any, ferry: str, stretch: Any) -> None:
    spans = [stretch(ferry, "Dogs travel free"), stretch(ferry, "one crossing")]
    found = sets.tosdr(
        folder({"id": "1", "doc_id": "ferry", "query": "Dogs go free", "relevant_spans": spans}, ferry=ferry)
    )
    [question] = found.questions
    assert question.documents == ("ferry",)
    wanted = question.targets["overlap"]
    assert [ferry[slice(*target.places[0])] for target in wanted] == ["Dogs travel free", "one crossing"]


def test_privacyqa(folder: Any, policy: str, stretch: Any) -> None:
    both = stretch(policy, "We keep your name and your letters.\n We sell nothing to anybody.\n")
    row = {"doc_id": "post", "question": "who gets my letters"}
    rows = [
        row | {"id": "both", "relevant_spans": [both], "relevant_sentences_any": [1, 3]},
        row | {"id": "any", "relevant_spans": None, "relevant_sentences_any": [3]},
        row | {"id": "none", "relevant_spans": None, "relevant_sentences_any": []},
    ]
    found = sets.privacyqa(folder(*rows, post=policy))
    assert [question.id for question in found.questions] == ["both", "any"]
    assert found.left_out == {"without a relevant sentence": 1}
    first, second = (
        {n: [policy[slice(*t.places[0])][:7] for t in ts] for n, ts in q.targets.items()} for q in found.questions
    )
    assert first == {"majority": ["We keep", "We sell"], "any expert": ["We sell", "Write t"]}
    assert second == {"any expert": ["Write t"]}
    assert [(m.name, m.judged) for m in found.measures] == [
        ("hit@5", "majority"), ("hit@10", "majority"), ("hit@5", "any expert"), ("hit@10", "any expert"),
    ]  # fmt: skip


def test_plain_english(folder: Any) -> None:
    rows = [
        {"id": "1", "original": "we may end this", "plain": "they can stop"},
        {"id": "2", "original": "we may close accounts", "plain": "they can stop"},
        {"id": "3", "original": "we may end this", "plain": "it can end"},
    ]
    found = sets.plain_english(folder(*rows))
    assert found.texts == {"1": "we may end this", "2": "we may close accounts"}
    assert [(q.id, q.words, q.targets["document"]) for q in found.questions] == [
        ("1", "they can stop", (Target("1"), Target("2"))),
        ("3", "it can end", (Target("1"),)),
    ]


def test_the_first_questions_only(folder: Any, ferry: str, policy: str, stretch: Any) -> None:
    rows = [
        {"id": "1", "doc_id": "ferry", "query": "q", "relevant_spans": [stretch(ferry, "Dogs")]},
        {"id": "2", "doc_id": "post", "query": "q", "relevant_spans": [stretch(policy, "sell")]},
    ]
    given = folder(*rows, ferry=ferry, post=policy)
    assert set(sets.tosdr(given).first(None).texts) == {"ferry", "post"}
    assert set(sets.tosdr(given).first(1).texts) == {"ferry"}
    pool = folder(*({"id": d, "doc_id": d, "question": "q"} for d in ("ferry", "post")), ferry=ferry, post=policy)
    assert set(sets.consumer_contracts(pool).first(1).texts) == {"ferry", "post"}, "a pool stays whole"


CONTRACT = {"id": "1", "doc_id": "a", "question": "pets?"}
STATEMENT = {"id": "1", "doc_id": "a", "query": "pets", "relevant_spans": [{"start": 0, "end": 4, "text": "Dogs"}]}
PRIVACY = {"id": "1", "doc_id": "a", "question": "pets?", "relevant_spans": None, "relevant_sentences_any": [0]}
SUMMARY = {"id": "1", "original": "dogs travel free", "plain": "dogs pay nothing"}


def span(**changed: Any) -> dict[str, Any]:
    return {"relevant_spans": [{"start": 0, "end": 4, "text": "Dogs"} | changed]}


@pytest.mark.parametrize(
    ("load", "rows", "says"),
    [
        (sets.consumer_contracts, ["{"], r"dev.jsonl:1: not JSON"),
        (sets.consumer_contracts, [], r"dev.jsonl holds no questions"),
        (sets.consumer_contracts, [CONTRACT, CONTRACT], r'dev.jsonl:2: id: "1" is already used in line 1'),
        (sets.consumer_contracts, [CONTRACT | {"question": ""}], r"dev.jsonl:1: question: "),
        (sets.consumer_contracts, [CONTRACT | {"doc_id": 7}], r"dev.jsonl:1: doc_id: "),
        (sets.consumer_contracts, [CONTRACT | {"doc_id": "../a"}], r"dev.jsonl:1: doc_id: "),
        (sets.consumer_contracts, [CONTRACT | {"doc_id": "gone"}], r"dev.jsonl:1: doc_id: There is no file .*gone.txt"),
        (sets.tosdr, [STATEMENT | {"relevant_spans": []}], r"dev.jsonl:1: relevant_spans: "),
        (sets.tosdr, [STATEMENT | {"relevant_spans": None}], r"dev.jsonl:1: relevant_spans: "),
        (sets.tosdr, [STATEMENT | span(start=-1)], r"dev.jsonl:1: relevant_spans.0.start: "),
        (sets.tosdr, [STATEMENT | span(start=1)], r"dev.jsonl:1: relevant_spans.0: other words stand in a at 1"),
        (sets.tosdr, [STATEMENT | span(end=0, text="")], r"dev.jsonl:1: relevant_spans.0: other words"),
        (sets.tosdr, [STATEMENT | span(start=900, end=904)], r"relevant_spans.0: other words stand in a at 900"),
        (sets.privacyqa, [PRIVACY | {"relevant_sentences_any": [4]}], r"sentences_any: a has no sentence in line 4"),
        (sets.privacyqa, [PRIVACY | {"relevant_sentences_any": []}], r"holds no questions"),
        (sets.privacyqa, [{k: v for k, v in PRIVACY.items() if k != "relevant_spans"}], r"dev.jsonl:1: relevant_spans"),
        (sets.plain_english, [SUMMARY | {"plain": ""}], r"dev.jsonl:1: plain: "),
        (sets.plain_english, [{"id": "1", "plain": "x"}], r"dev.jsonl:1: original: "),
    ],
)  # fmt: skip
def test_mistakes(load: Callable[[Path], Any], rows: list[Any], says: str, folder: Any) -> None:
    with pytest.raises(FileError, match=says):
        load(folder(*rows, a="Dogs travel free."))


def test_a_set_that_is_not_there(tmp_path: Path) -> None:
    for load in sets.LOADERS.values():
        with pytest.raises(FileError, match="There is no file"):
            load(tmp_path / "nowhere")


# --- when a result is right ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("judgement", "found", "place", "right"),
    [
        # half of a quote of 20 characters in the clause, or less
        (sets.CLAUSE, Found("a", Span(0, 5), Span(0, 110)), Span(100, 120), True),
        (sets.CLAUSE, Found("a", Span(0, 5), Span(0, 109)), Span(100, 120), False),
        (sets.PASSAGE, Found("a", Span(0, 5), Span(0, 200)), Span(100, 120), False),
        (sets.PASSAGE, Found("a", Span(90, 125), Span(0, 200)), Span(100, 120), True),
        (sets.CLAUSE, Found("b", Span(0, 5), Span(0, 200)), Span(100, 120), False),
        # thirty characters, or half of either
        (sets.OVERLAP, Found("a", Span(0, 130), Span(0, 130)), Span(100, 400), True),
        (sets.OVERLAP, Found("a", Span(0, 129), Span(0, 129)), Span(100, 400), False),
        (sets.OVERLAP, Found("a", Span(90, 110), Span(90, 110)), Span(100, 400), True),
        (sets.OVERLAP, Found("a", Span(0, 105), Span(0, 105)), Span(100, 110), True),
        (sets.OVERLAP, Found("a", Span(0, 100), Span(0, 900)), Span(100, 400), False),
        (sets.DOCUMENT, Found("a", Span(0, 1), Span(0, 1)), None, True),
        (sets.DOCUMENT, Found("b", Span(0, 1), Span(0, 1)), None, False),
    ],
)
def test_judgements(judgement: sets.Judgement, found: Found, place: Span | None, right: bool) -> None:
    assert judgement.right(found, Target("a", (place,) if place else ())) is right


def test_any_place_of_a_quote_will_do() -> None:
    target = Target("a", (Span(0, 10), Span(500, 510)))
    assert sets.CLAUSE.right(Found("a", Span(480, 520), Span(480, 520)), target)


def test_lines(policy: str) -> None:
    assert {number: policy[slice(*line)] for number, line in lines_of(policy).items()} == {
        0: "We keep your name and your letters.",
        1: "We sell nothing to anybody.",
        3: "Write to us and we delete your letters within ten days.",
    }


# --- the real files ------------------------------------------------------------------------------------------------


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "where", "questions", "documents"),
    [
        ("consumer-contracts", "consumer_contracts_qa", 156, 60),
        ("tosdr", "tosdr_clauses", 978, 120),
        ("privacyqa", "privacyqa", 137, 3),
        ("plain-english", "plain_english_contracts", 103, 123),
    ],
)
def test_the_public_sets(shared: Path, name: str, where: str, questions: int, documents: int) -> None:
    found = sets.LOADERS[sets.SetName(name)](shared / "benchmarks" / where)
    assert (len(found.questions), len(found.texts)) == (questions, documents)
    if name == "privacyqa":
        assert sum("majority" in question.targets for question in found.questions) == 76


@pytest.mark.corpus
def test_the_cases_on_real_documents(shared: Path) -> None:
    found, _ = sets.cases_set(load_cases(shared / "eval" / "cases.jsonl"), Truth(_Corpus(shared / "corpus")))
    assert len(found.questions) == 85


class _Corpus:
    """The documents of a manifest as a library."""

    def __init__(self, folder: Path) -> None:
        self._texts: dict[str, Path] = {}
        self._versions: list[Version] = []
        for number, row in enumerate(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))):
            path = folder / row["path"]
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            self._texts[sha256] = path
            day = date.fromisoformat(row["date"])
            self._versions.append(
                Version(number, row["service"], "", row["terms_type"], row["date"], day, (day,), "", sha256)
            )

    def ask(self, question: Any) -> Any:
        raise NotImplementedError

    def versions(self, service: str, terms_type: str | None = None) -> list[Any]:
        return [v for v in self._versions if v.service == service and terms_type in (None, v.terms_type)]

    def source(self, sha256: str) -> str:
        return self._texts[sha256].read_bytes().decode("utf-8")
