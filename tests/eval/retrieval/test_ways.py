"""What each way ranks, and that a result is named by its place in the set."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot import Span
from eval.retrieval.measures import Measure
from eval.retrieval.sets import CLAUSE, Found, SearchQuestion, SearchSet, SetName
from eval.retrieval.tutorial import Tutorial
from eval.retrieval.units import Collection, firsts
from eval.retrieval.vectors import Vectors
from eval.retrieval.ways import Baseline, Ours, baselines, to_unit


def search_set(ranked: Any, *questions: SearchQuestion) -> SearchSet:
    return SearchSet(SetName.cases, ranked, "f", "", {}, questions, (CLAUSE,), (Measure("m", "clause", "any", 1),), {})


def collection(ranked: Any, search: Any) -> Collection:
    return Collection(search_set(ranked), search.versions, search.reading)


def words(found: list[Found], **texts: str) -> list[str]:
    return [texts[one.document][slice(*one.span)] for one in found]


@pytest.fixture
def known(embedder: Any, tmp_path: Path) -> Any:
    """Vectors of everything that a collection and its questions hold."""

    def learn(of: Collection, *texts: str) -> Vectors:
        vectors = Vectors(embedder, tmp_path / "v.npz")
        vectors.learn([*(unit.words for unit in of.scope(()).units), *texts])
        return vectors

    return learn


def by_name(ways: tuple[Baseline, ...]) -> dict[str, Baseline]:
    return {way.name: way for way in ways}


# --- what is ranked ------------------------------------------------------------------------------------------------


def test_passages_are_units_by_their_readable_words(fake_search: Any) -> None:
    units = collection("passages", fake_search(ferry="**Dogs** travel\n\nCats *pay*")).scope(()).units
    assert [unit.words for unit in units] == ["Dogs travel", "Cats pay"]
    assert units[1].found == Found("ferry", Span(17, 27), Span(17, 27))


def test_lines_are_units_of_sentences(fake_search: Any, policy: str) -> None:
    of = collection("sentences", fake_search(post=policy))
    assert [unit.words for unit in of.scope(("post",)).units] == [
        "We keep your name and your letters.",
        "We sell nothing to anybody.",
        "Write to us and we delete your letters within ten days.",
    ]
    start = policy.index("letters.\n We")
    (line,) = of.held_lines("post", Span(start + 8, start + 20))
    assert policy[slice(*line.span)] == "We sell nothing to anybody.", "the one it overlaps most"
    assert len(of.held_lines("post", Span(0, len(policy)))) == 3, "all that it holds"
    assert of.held_lines("post", Span(len(policy), len(policy) + 5)) == []
    assert of.held_lines("", Span(0, 5)) == []


def test_a_document_that_was_not_taken_in_is_not_searched(fake_search: Any, ferry: str) -> None:
    of = collection("passages", fake_search(ferry=ferry))
    assert of.names(("gone",)) == ()
    assert of.scope(("gone",)).units == ()
    assert of.names(()) == ("ferry",)


def test_each_passage_document_or_line_once() -> None:
    found = [
        Found("a", Span(0, 5), Span(0, 20)),
        Found("a", Span(5, 9), Span(0, 20)),
        Found("b", Span(0, 5), Span(0, 20)),
        Found("a", Span(0, 5), Span(0, 20)),
    ]
    assert firsts(found, "passages", 9) == found[:3], "two passages of one clause are two results"
    assert firsts(found, "documents", 9) == [found[0], found[2]]
    assert firsts(found, "sentences", 2) == found[:2]


# --- ours ----------------------------------------------------------------------------------------------------------


def test_ours_within_one_document_and_on_its_day(fake_search: Any, ferry: str) -> None:
    search = fake_search(ferry=ferry, other="Nothing.")
    search.answers["dogs?"] = [("ferry", "Dogs travel free"), ("ferry", "one crossing")]
    question = SearchQuestion("1", "dogs?", ("ferry",), {}, date(2024, 2, 2))
    found = Ours(search, collection("passages", search)).find(question, 5)
    assert words(found, ferry=ferry) == ["Dogs travel free", "one crossing"]
    assert ferry[slice(*found[0].clause)] == "Dogs travel free on deck.\n"
    assert search.asked == [("ferry", "dogs?", 5, date(2024, 2, 2), "terms-of-service")]


def test_ours_across_a_pool(fake_search: Any, ferry: str, policy: str) -> None:
    search = fake_search(ferry=ferry, post=policy)
    search.answers["dogs?"] = [("post", "letters"), ("ferry", "Dogs"), ("post", "sell")]
    found = Ours(search, collection("documents", search)).find(SearchQuestion("1", "dogs?", (), {}), 5)
    assert [one.document for one in found] == ["post", "ferry"]
    assert search.asked == [(("ferry", "post"), "dogs?", 50)]


def test_ours_by_sentences(fake_search: Any, policy: str) -> None:
    search = fake_search(post=policy)
    search.answers["sold?"] = [("post", "nothing to"), ("post", "We sell nothing"), ("post", "keep your")]
    found = Ours(search, collection("sentences", search)).find(SearchQuestion("1", "sold?", ("post",), {}), 5)
    assert words(found, post=policy) == ["We sell nothing to anybody.", "We keep your name and your letters."]


def test_a_result_outside_the_set_is_named_nothing(fake_search: Any, ferry: str) -> None:
    search = fake_search(ferry=ferry, other="Nothing.")
    search.answers["dogs?"] = [("other", "Nothing")]
    of = Collection(search_set("passages"), {"ferry": search.versions["ferry"]}, search.reading)
    assert [f.document for f in Ours(search, of).find(SearchQuestion("1", "dogs?", ("ferry",), {}), 5)] == [""]


# --- the baselines -------------------------------------------------------------------------------------------------


def test_baselines(fake_search: Any, known: Any) -> None:
    text = "zzz zz\n\nDogs travel free on deck\n\naaaa aaa dogs"
    of = collection("passages", fake_search(ferry=text))
    ways = by_name(baselines(of, known(of, "aaa dog", "nothing alike")))
    question = SearchQuestion("1", "aaa dog", ("ferry",), {})

    def found(way: str) -> list[str]:
        return words(ways[way].find(question, 5), ferry=text)

    # "dogs" is in two, "aaa" in one; what shares no word comes last
    assert found("BM25 alone") == ["aaaa aaa dogs", "Dogs travel free on deck", "zzz zz"]
    assert found("dense alone") == ["aaaa aaa dogs", "Dogs travel free on deck", "zzz zz"]
    assert found("equal-weight fusion") == ["aaaa aaa dogs", "Dogs travel free on deck", "zzz zz"]
    unknown = SearchQuestion("2", "nothing alike", ("ferry",), {})
    in_order = ["zzz zz", "Dogs travel free on deck", "aaaa aaa dogs"]
    assert words(ways["BM25 alone"].find(unknown, 5), ferry=text) == in_order
    assert len(ways["equal-weight fusion"].find(unknown, 2)) == 2
    nowhere = SearchQuestion("3", "aaa dog", ("gone",), {})
    assert [way.find(nowhere, 5) for way in ways.values()] == [[], [], []]


def test_fusion_weighs_both_alike(fake_search: Any, known: Any) -> None:
    of = collection("passages", fake_search(a="one\n\ntwo\n\nthree"))
    vectors = known(of, "q")
    fusion = by_name(baselines(of, vectors))["equal-weight fusion"]
    scope = of.scope(("a",))
    dense = to_unit(vectors.of([u.words for u in scope.units]) @ vectors.of(["q"])[0])
    assert fusion._score(scope, "q") == pytest.approx(dense), "no keyword: the other half alone"
    assert to_unit(np.array([2.0, 4.0, 3.0])).tolist() == [0, 1, 0.5]
    assert to_unit(np.array([2.0, 2.0])).tolist() == [0, 0]


# --- the tutorial --------------------------------------------------------------------------------------------------


class Splitter:
    """Cuts at blank lines, as LangChain's splitters answer."""

    def create_documents(self, texts: list[str]) -> list[Any]:
        class Piece:
            def __init__(self, content: str, start: int) -> None:
                self.page_content, self.metadata = content, {"start_index": start}

        return [Piece(block, text.find(block)) for text in texts for block in text.split("\n\n")]


def tutorial(of: Collection, vectors: Vectors) -> Tutorial:
    made = Tutorial(of, vectors, Splitter())
    vectors.learn(chunk.text for name in of.names(()) for chunk in made.chunks(name))
    return made


def test_the_tutorial_finds_chunks(fake_search: Any, known: Any) -> None:
    text = "zzz zz\n\nDogs travel free on deck\n\naaaa aaa dogs"
    of = collection("passages", fake_search(ferry=text))
    made = tutorial(of, known(of, "aaa dog"))
    found = made.find(SearchQuestion("1", "aaa dog", ("ferry",), {}), 2)
    assert words(found, ferry=text) == ["aaaa aaa dogs", "Dogs travel free on deck"]
    assert found[0].clause == found[0].span
    assert made.find(SearchQuestion("1", "aaa dog", ("gone",), {}), 2) == []
    made.close()


def test_the_tutorial_in_a_pool_and_by_sentences(fake_search: Any, known: Any, policy: str) -> None:
    texts = {"a": "zzz\n\nzz", "b": "aaa\n\nbbb"}
    of = collection("documents", fake_search(**texts))
    made = tutorial(of, known(of, "aaa"))
    assert [one.document for one in made.find(SearchQuestion("1", "aaa", (), {}), 5)] == ["b", "a"]
    made.close()

    of = collection("sentences", fake_search(post=policy))
    made = tutorial(of, known(of, "we sell"))
    found = made.find(SearchQuestion("1", "we sell", ("post",), {}), 5)
    assert sorted(words(found, post=policy)) == sorted(policy[slice(*line)] for line in of.lines("post"))
    first = [f.span.start for f in found if f.span.start < policy.index("Write")]
    assert first == sorted(first), "the lines of a chunk in their order"
    made.close()


def test_the_real_splitter(fake_search: Any, known: Any) -> None:
    pytest.importorskip("langchain_text_splitters")
    from eval.retrieval.tutorial import CHUNK_SIZE, splitter

    text = "\n\n".join(f"Paragraph {n}. " + "Words follow words here. " * 30 for n in range(5))
    of = collection("passages", fake_search(ferry=text))
    chunks = Tutorial(of, known(of), splitter()).chunks("ferry")
    assert len(chunks) > 5
    assert all(text[slice(*chunk.span)] == chunk.text and len(chunk.text) <= CHUNK_SIZE for chunk in chunks)


# --- vectors -------------------------------------------------------------------------------------------------------


def test_a_second_run_embeds_nothing(embedder: Any, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = Vectors(embedder, tmp_path / "v.npz")
    first.learn(["a", "b", "a"], lambda done, of: told.append((done, of)))
    first.learn(["b"])
    assert embedder.embedded == ["a", "b"]
    assert told == [(2, 2)]
    again = Vectors(embedder, tmp_path / "v.npz")
    again.learn(["b", "a"])
    assert embedder.embedded == ["a", "b"]
    assert np.array_equal(again.of(["b", "a"]), first.of(["b", "a"]))


def test_vectors_of_another_model_and_damaged_files_are_made_anew(embedder: Any, tmp_path: Path) -> None:
    Vectors(embedder, tmp_path / "v.npz").learn(["a"])
    embedder.model_id = "other"
    Vectors(embedder, tmp_path / "v.npz").learn(["a"])
    whole = (tmp_path / "v.npz").read_bytes()
    for damaged in (b"", b"no vectors", whole[:50]):
        (tmp_path / "v.npz").write_bytes(damaged)
        Vectors(embedder, tmp_path / "v.npz").learn(["a"])
    assert embedder.embedded == ["a"] * 5
    assert [path.name for path in tmp_path.iterdir()] == ["v.npz"]
