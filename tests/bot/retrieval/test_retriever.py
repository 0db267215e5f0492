"""From a question to passages, over vectors written down beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.retrieval import Retriever, found_span
from bot.retrieval.retriever import LONG_CLAUSE, RERANKED
from ingest import Kind, Passage, Reading, Span
from tests.bot.retrieval.making import VERSION, OneDirection, Told, reading_of, shelf_of

OTHER = replace(VERSION, id=2, service="brook", service_name="Brook", effective=date(2024, 2, 2))


def find(question: str, *told: Told, k: int = 10) -> tuple[Passage, ...]:
    reading = reading_of(*told)
    return Retriever(OneDirection()).search([shelf_of(*told)], question, k, {VERSION.id: reading})


def labels(found: Sequence[Passage]) -> list[str]:
    return [passage.clause.label for passage in found]


@pytest.mark.parametrize(
    ("what", "told", "order"),
    [
        ("meaning decides", (Told("a", 0.1), Told("b", 0.9), Told("c", 0.5)), ["1", "2", "0"]),
        (
            "meaning weighs more than words and words break ties",
            (Told("we close", 0.9), Told("fees and fees", 0.1), Told("a fee is due", 0.9)),
            ["2", "0", "1"],
        ),
        (
            "one sentence that says it beats a clause that is about it in general",
            (Told("a. b", 0.6, (0.3, 0.4)), Told("c. d", 0.5, (0.1, 0.9)), Told("e", 0.0)),
            ["1", "0", "2"],
        ),
        ("alike stays in the order of the document", (Told("a", 0.5), Told("b", 0.5), Told("c", 0.5)), ["0", "1", "2"]),
    ],
)
def test_the_order(what: str, told: tuple[Told, ...], order: list[str]) -> None:
    assert labels(find("fee", *told)) == order, what


def test_what_is_asked_for_by_name_comes_before_all_that_resembles_the_question() -> None:
    found = find(
        "what does 10.4 say", Told("near", 0.9), Told("far", 0.0, label="10.4"), Told("x", 0.5, label="10.4(b)")
    )
    assert labels(found) == ["10.4", "10.4(b)", "0"]
    assert [passage.reasons for passage in found] == [("clause number 10.4",), ("inside clause 10.4",), ()]


def test_a_clause_comes_once_with_its_best_slice() -> None:
    told = (Told("first", 0.2, label="7"), Told("second slice", 0.8, label="7"), Told("other", 0.5, label="8"))
    found = find("anything", *told)
    assert labels(found) == ["7", "8"]
    assert found[0].span == Span(6, 18)
    assert found[0].clause.span == Span(0, 18)


def test_a_very_long_clause_is_found_by_its_passages() -> None:
    told = (
        Told("first", 0.8, label="7"),
        Told("second", 0.6, label="7"),
        Told("third", 0.1, label="7", blank=LONG_CLAUSE),
        Told("other", 0.7, label="8"),
    )
    found = find("anything", *told)
    assert labels(found) == ["7", "8", "7", "7"]
    assert len({passage.span for passage in found}) == 4
    assert [found_span(p.clause, p.span) == p.span for p in found] == [True] * 4
    short = find("anything", *told[:2])[0]
    assert found_span(short.clause, short.span) == short.clause.span


@pytest.mark.parametrize("kind", ["notes", "contents", "navigation"])
def test_what_may_not_be_cited_is_not_given(kind: Kind) -> None:
    assert labels(find("menu", Told("menu", 0.9, kind=kind), Told("clause", 0.1))) == ["1"]


@pytest.mark.parametrize("kind", ["clause", "definition", "preamble"])
def test_what_may_be_cited_is(kind: Kind) -> None:
    assert labels(find("menu", Told("menu", 0.9, kind=kind))) == ["0"]


ANY = {
    "search syntax": '"NEAR(" OR * AND',
    "SQL": "' OR 1=1 --",
    "drop": "x'; DROP TABLE version; --",
    "Japanese": "日本語",
    "controls": "fee\x00\x07\x1b[31m\u202e\u200b\u2028",
    "surrogate": "fee \ud800",
    "100 kB": "refund my money " * 6_400,
    "one word": "x" * 100_000,
    "pattern": "(a+)+$ [ \\",
    "HTML": "<script>alert(1)</script>",
    "a number": "10.4(",
}


@pytest.mark.parametrize("question", ANY.values(), ids=ANY.keys())
def test_any_question_is_only_words(question: str) -> None:
    assert sorted(labels(find(question, Told("near", 0.5), Told("far", 0.4)))) == ["0", "1"]


@pytest.mark.parametrize("question", ["", "  ", "?", "?!…", "\x00\u202e", '"*"'])
def test_nothing_to_look_for_finds_nothing_and_embeds_nothing(question: str) -> None:
    embedder = OneDirection()
    assert Retriever(embedder).search([shelf_of(Told("near", 0.5))], question, 5) == ()
    assert Retriever(embedder).sentences([shelf_of(Told("a. b", 0.5, (0.1, 0.2)))], question, 5) == ()
    assert embedder.asked == []


def test_nowhere_to_look_finds_nothing() -> None:
    assert Retriever(OneDirection()).search([], "fee", 5) == ()
    assert Retriever(OneDirection()).search([shelf_of()], "fee", 5) == ()
    assert labels(Retriever(OneDirection()).search([shelf_of(), shelf_of(Told("a", 0.5))], "fee", 5)) == ["0"]


@pytest.mark.parametrize(("k", "given"), [(0, 0), (1, 1), (2, 2), (3, 3), (50, 3)])
def test_no_more_is_given_than_was_asked_for(k: int, given: int) -> None:
    found = find("fee", Told("a", 0.1), Told("b", 0.9), Told("c", 0.5), k=k)
    assert [passage.id for passage in found] == [f"c{n}" for n in range(1, given + 1)]


def test_ranks_scores_and_the_nearest_sentence_are_told() -> None:
    found = {p.clause.label: p for p in find("fee", Told("A fee. Then more", 0.5, (0.2, 0.6)), Told("words", 0.9))}
    assert (found["0"].dense_rank, found["0"].keyword_rank) == (2, 1)
    assert (found["1"].dense_rank, found["1"].keyword_rank) == (1, None)
    assert found["0"].sentence == Span(7, 16)
    assert found["1"].sentence is None
    assert found["0"].similarity == pytest.approx(0.5, abs=1e-6)
    assert found["1"].score > found["0"].score > 0


def test_several_documents_are_ranked_as_one() -> None:
    shelves = [
        shelf_of(Told("a", 0.1), Told("fee", 0.8)),
        shelf_of(Told("b", 0.9), Told("c", 0.5), version=OTHER),
    ]
    found = Retriever(OneDirection()).search(shelves, "something", 10)
    assert [(p.version.service, p.clause.label) for p in found] == [
        *(("brook", "0"), ("acme", "1"), ("brook", "1"), ("acme", "0")),
    ]
    assert [p.dense_rank for p in found] == [1, 2, 3, 4]


def test_the_name_of_the_only_service_is_not_looked_up() -> None:
    embedder = OneDirection()
    Retriever(embedder).search([shelf_of(Told("a", 0.5))], "can ACME hum a tune", 1)
    assert embedder.asked == ["can the company hum a tune"]
    Retriever(embedder).search([shelf_of(Told("a")), shelf_of(Told("b"), version=OTHER)], "can acme hum a tune", 1)
    assert embedder.asked[1:] == ["can acme hum a tune"]


def test_single_sentences_are_found_where_they_stand() -> None:
    rest = "of it and a good deal more of others besides"
    told = (
        Told(f"One {rest}. Two {rest}. So", 0.4, (0.1, 0.9, 1.0)),  # "So" says nothing by itself
        Told(f"Three {rest}. Four {rest}", 0.6, (0.8, 0.2)),
    )
    found = Retriever(OneDirection()).sentences([shelf_of(*told)], "fee", 3)
    source = reading_of(*told).source
    assert [source[slice(*one.span)] for one in found][:2] == [f"Two {rest}", f"Three {rest}"]
    assert len(found) == 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(p.passage.span.start <= p.span.start < p.span.end <= p.passage.span.end for p in found)


# --- another order -------------------------------------------------------------------------------------------------


class Backwards:
    """Puts what it is shown in the opposite order; remembers what that was."""

    shown: list[str]

    def __call__(self, question: str, found: Sequence[Passage], readings: Mapping[int, Reading]) -> list[int]:
        self.shown = labels(found)
        return list(range(len(found)))[::-1]


def test_what_puts_in_order_sees_more_than_is_asked_for() -> None:
    told = [Told(f"w{n}", 1 - n / 100) for n in range(20)]
    backwards = Backwards()
    retriever = Retriever(OneDirection(), backwards)
    found = retriever.search([shelf_of(*told)], "anything", 2, {VERSION.id: reading_of(*told)})
    assert backwards.shown == [str(n) for n in range(RERANKED)]
    assert labels(found) == [str(RERANKED - 1), str(RERANKED - 2)]
    assert [passage.id for passage in found] == ["c1", "c2"]
    assert found[0].reasons == (f"put 1 by the chat model, was {RERANKED}",)


@pytest.mark.parametrize("told", [(), (Told("only one", 0.5),)])
def test_one_or_none_needs_no_order(told: tuple[Told, ...]) -> None:
    def never(*_: object) -> list[int]:
        raise AssertionError("asked for nothing")

    found = Retriever(OneDirection(), never).search([shelf_of(*told)], "fee", 5, {VERSION.id: reading_of(*told)})
    assert len(found) == len(told)


def test_only_what_was_moved_is_said_to_have_been() -> None:
    told = (Told("a", 0.9), Told("b", 0.5), Told("c", 0.1))
    readings = {VERSION.id: reading_of(*told)}
    swapped = Retriever(OneDirection(), lambda *_: [1, 0, 2]).search([shelf_of(*told)], "fee", 3, readings)
    assert [len(passage.reasons) for passage in swapped] == [1, 1, 0]
    kept = Retriever(OneDirection(), lambda *_: [0, 1, 2]).search([shelf_of(*told)], "fee", 3, readings)
    assert [passage.reasons for passage in kept] == [(), (), ()]
