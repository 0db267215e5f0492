"""A whole comparison on fakes: ranks, figures, the test against the better baseline, and what is printed."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot import ConfigurationError
from eval.printing.tables import console
from eval.retrieval import run as comparing
from eval.retrieval import table
from eval.retrieval.sets import Target, consumer_contracts, privacyqa, tosdr
from eval.retrieval.vectors import Vectors
from eval.runs import load_run


@pytest.fixture(autouse=True)
def no_tutorial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "splitter", lambda: None)


@pytest.fixture
def vectors(embedder: Any, tmp_path: Path) -> Vectors:
    return Vectors(embedder, tmp_path / "v.npz")


@pytest.fixture
def compared(folder: Any, fake_search: Any, vectors: Vectors, ferry: str, stretch: Any) -> comparing.SetReport:
    """Two statements on one document: the first is found second, the search refuses the other."""
    dogs, crossing = stretch(ferry, "Dogs travel free"), stretch(ferry, "one crossing")
    rows = [
        {"id": "found", "doc_id": "ferry", "query": "dogs", "relevant_spans": [dogs, crossing]},
        {"id": "failed", "doc_id": "ferry", "query": "one crossing", "relevant_spans": [crossing]},
    ]
    search = fake_search(ferry=ferry)
    search.answers["dogs"] = [("ferry", "Tickets"), ("ferry", "Dogs travel free on deck")]
    search.answers["one crossing"] = ConfigurationError("Not\x1b now.")
    return comparing.compare(tosdr(folder(*rows, ferry=ferry)), search.versions, search, vectors)


def test_ranks(compared: comparing.SetReport) -> None:
    first, second = compared.asked
    assert first.ranks["ours"] == {"overlap": (2, None)}
    assert first.ranks["BM25 alone"]["overlap"][0] in (1, 2)
    assert second.ranks["ours"] == {"overlap": (None,)}
    assert second.ranks["BM25 alone"] == {"overlap": (1,)}
    assert second.failures == {"ours": "Not\x1b now."}
    assert compared.ways == ("ours", "BM25 alone", "dense alone", "equal-weight fusion")


def test_rows(compared: comparing.SetReport) -> None:
    at1, at5, at10 = compared.rows()
    assert [row.measure.name for row in (at1, at5, at10)] == ["hit@1", "hit@5", "hit@10"]
    assert at5.questions == 2
    assert at5.figures["ours"].value == 0.5
    assert (at5.figures["ours"].low, at5.figures["ours"].high) == pytest.approx((0.0945, 0.9055), abs=1e-4)
    assert at5.figures["BM25 alone"].value == 1
    assert at5.against == comparing.Against("BM25 alone", -0.5, 1.0, "exact McNemar")


def test_the_report(compared: comparing.SetReport) -> None:
    report = comparing.RetrievalReport((compared,), "tuned", "plain", ("Something is left out.",)).to_json()
    assert json.loads(json.dumps(report)) == report
    assert report["embedding_models"] == {"ours": "tuned", "others": "plain"}
    [part] = report["sets"]
    assert (part["set"], part["file"], part["questions"]) == ("tosdr", "dev.jsonl", 2)
    assert part["documents"] == {"ferry": "hash of ferry"}
    assert part["results"][0]["id"] == "found"
    assert part["results"][0]["ranks"]["ours"] == {"overlap": [2, None]}
    assert part["results"][1]["failures"] == {"ours": "Not\x1b now."}
    assert part["measures"][1]["ways"]["ours"] == {"value": 0.5, "low": 0.0945, "high": 0.9055}
    assert part["measures"][1]["against"] == {
        "way": "BM25 alone", "difference": -0.5, "p": 1.0, "test": "exact McNemar",
    }  # fmt: skip


def test_the_table(compared: comparing.SetReport, capsys: pytest.CaptureFixture[str]) -> None:
    table.show(comparing.RetrievalReport((compared,), "tuned", "plain", ("Something is left out.",)), console())
    printed = capsys.readouterr().out
    lines = printed.splitlines()
    assert lines[0].startswith("tosdr  dev.jsonl  2 questions  1 documents  sha256 ")
    for heading in ("measure", "n", *compared.ways, "ours beside", "p"):
        assert heading in lines[1]
    [at5] = [line for line in lines if line.startswith("hit@5")]
    assert "50.0 (9-91)" in at5
    assert "-50.0 BM25" in at5
    assert "searches that failed (counted as not found): 1" in printed
    assert "failed, ours: Not  now." in printed
    assert "\x1b" not in printed
    assert "embedding models: ours tuned, the other ways plain" in printed
    assert printed.endswith("Something is left out.\n")


@pytest.mark.parametrize(
    ("p", "shown"), [(1.0, "1.000"), (0.5, ".500"), (0.0234, ".023"), (0.001, ".001"), (0.0001, "<.001")]
)
def test_probabilities(p: float, shown: str) -> None:
    assert table.probability(p) == shown


def test_the_bar_says_what_is_done_on_a_terminal_only() -> None:
    for terminal, said in ((True, True), (False, False)):
        file = StringIO()
        with table.stages(Console(file=file, force_terminal=terminal)) as told:
            told("searching tosdr", 1, 2)
        assert ("searching tosdr" in file.getvalue()) is said


def test_a_pool_is_scored_by_ndcg(folder: Any, fake_search: Any, vectors: Vectors, ferry: str, policy: str) -> None:
    rows = [{"id": name, "doc_id": name, "question": f"{name}?"} for name in ("ferry", "post")]
    search = fake_search(ferry=ferry, post=policy)
    search.answers |= {"ferry?": [("post", "letters"), ("ferry", "Dogs")], "post?": [("post", "letters")]}
    report = comparing.compare(
        consumer_contracts(folder(*rows, ferry=ferry, post=policy)), search.versions, search, vectors
    )
    ndcg, hit = report.rows()
    assert ndcg.figures["ours"].value == pytest.approx((1 + 0.6309) / 2, abs=1e-4)
    assert ndcg.against.test == "paired randomisation"
    assert (ndcg.figures["ours"].low, ndcg.figures["ours"].high) == pytest.approx((0.6309, 1), abs=1e-4)
    assert hit.figures["ours"].value == 0.5
    assert {target for asked in report.asked for target in asked.question.targets["document"]} == {
        Target("ferry"),
        Target("post"),
    }


def test_each_judgement_counts_the_questions_it_has(
    folder: Any, fake_search: Any, vectors: Vectors, policy: str, stretch: Any
) -> None:
    rows = [
        {"id": "1", "doc_id": "post", "question": "sold?", "relevant_spans": [stretch(policy, "We sell nothing")],
         "relevant_sentences_any": [1]},
        {"id": "2", "doc_id": "post", "question": "kept?", "relevant_spans": None, "relevant_sentences_any": [0]},
    ]  # fmt: skip
    search = fake_search(post=policy)
    search.answers["sold?"] = [("post", "We keep"), ("post", "We sell")]
    report = comparing.compare(privacyqa(folder(*rows, post=policy)), search.versions, search, vectors)
    assert [(row.measure.name, row.measure.judged, row.questions) for row in report.rows()] == [
        ("hit@5", "majority", 1), ("hit@10", "majority", 1), ("hit@5", "any expert", 2), ("hit@10", "any expert", 2),
    ]  # fmt: skip
    assert [row.figures["ours"].value for row in report.rows()] == [1, 1, 0.5, 0.5]
    only_any = comparing.compare(privacyqa(folder(rows[1], post=policy)), search.versions, search, vectors)
    assert {row.measure.judged for row in only_any.rows()} == {"any expert"}


def test_progress_is_told(folder: Any, fake_search: Any, vectors: Vectors, ferry: str) -> None:
    told: list[tuple[str, int, int]] = []
    search = fake_search(ferry=ferry)
    given = consumer_contracts(folder({"id": "1", "doc_id": "ferry", "question": "dogs?"}, ferry=ferry))
    comparing.compare(given, search.versions, search, vectors, lambda *said: told.append(said))
    assert told == [("embedding consumer-contracts", 5, 5), ("searching consumer-contracts", 1, 1)]


def test_the_tutorial_is_one_of_the_ways_where_it_is_installed(
    folder: Any, fake_search: Any, vectors: Vectors, ferry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Whole:
        def create_documents(self, texts: list[str]) -> list[Any]:
            class Piece:
                page_content, metadata = texts[0], {"start_index": 0}

            return [Piece()]

    monkeypatch.setattr(comparing, "splitter", Whole)
    search = fake_search(ferry=ferry)
    given = consumer_contracts(folder({"id": "1", "doc_id": "ferry", "question": "dogs?"}, ferry=ferry))
    report = comparing.compare(given, search.versions, search, vectors)
    assert report.ways[-1] == "tutorial"
    assert report.asked[0].ranks["tutorial"] == {"document": (1,)}


def test_our_own_search_is_a_run_that_can_be_compared(compared: comparing.SetReport, tmp_path: Path) -> None:
    report = comparing.RetrievalReport((compared,), "ours", "plain", (), limit=2)
    path = tmp_path / "run.json"
    path.write_text(json.dumps(report.to_json()), encoding="utf-8")
    run = load_run(path)
    assert run.of == "retrieval"
    assert run.about["options"] == {"limit": 2, "depth": comparing.DEPTH}
    assert run.about["file"] == {"name": "tosdr dev.jsonl", "sha256": compared.of.sha256}
    assert [scorer.name for scorer in run.scorers] == ["hit@1/overlap", "hit@5/overlap", "hit@10/overlap"]
    found, failed = run.rows
    assert found.id == "tosdr/found"
    assert {name: score.value for name, score in found.scores.items()} == {
        "hit@1/overlap": 0, "hit@5/overlap": 1, "hit@10/overlap": 1
    }  # fmt: skip
    assert found.shown == {"question": "dogs", "expected": "ferry", "found": "overlap at rank 2, –"}
    assert (failed.failure, failed.scores) == ("Not\x1b now.", {})
