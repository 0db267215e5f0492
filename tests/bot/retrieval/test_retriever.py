from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from bot.retrieval import Retriever, Shelf
from ingest import Clause, Kind, Reading, StoredPassage, Version, terms

VERSION = Version(1, "acme", "Acme", "terms-of-service", "2024-01-01", date(2024, 1, 1), (), "", "aa")


class Cosines:
    """Similarities written down beforehand."""

    def __init__(self, values: dict[str, float]) -> None:
        self.values = values

    def similarities(self, query: object, keys: Sequence[str]) -> dict[str, float]:
        return {key: self.values[key] for key in keys}


def shelf(*texts: str, kinds: Sequence[Kind] = (), clauses: Sequence[int] = ()) -> Shelf:
    kinds = kinds or ["clause"] * len(texts)
    clauses = clauses or list(range(len(texts)))
    return Shelf(
        Reading(
            VERSION,
            "x" * 10 * len(texts),
            tuple(Clause("", str(n), "", (), kind, 10 * n, 10 * n + 10) for n, kind in enumerate(kinds)),
            tuple(
                StoredPassage(c, 10 * c, 10 * c + 10, text, terms(text)) for c, text in zip(clauses, texts, strict=True)
            ),
            (),
        )
    )


def find(shelf_: Shelf, cosines: dict[str, float], question: str, k: int = 10) -> list[str]:
    retriever = Retriever(Cosines(cosines), lambda texts: np.zeros((len(texts), 2), np.float32))
    return [p.clause.label for p in retriever.search([shelf_], question, k)]


def test_meaning_weighs_more_than_words_and_words_break_ties() -> None:
    texts = {"we close accounts": 0.9, "fees and fees": 0.1, "a fee is due": 0.9}
    assert find(shelf(*texts), texts, "fee") == ["2", "0", "1"]


def test_a_clause_comes_once_with_its_best_slice() -> None:
    texts = {"first": 0.2, "second slice": 0.8, "other": 0.5}
    assert find(shelf(*texts, clauses=[0, 0, 1]), texts, "anything") == ["0", "1"]


@pytest.mark.parametrize("kind", ["notes", "contents", "navigation"])
def test_what_may_not_be_cited_is_not_given(kind: Kind) -> None:
    texts = {"menu": 0.9, "clause": 0.1}
    assert find(shelf(*texts, kinds=[kind, "clause"]), texts, "menu") == ["1"]


@pytest.mark.parametrize("question", ['"NEAR(" OR * AND', "?", "' OR 1=1 --", "日本語", "x" * 10_000])
def test_any_question_is_only_words(question: str) -> None:
    texts = {"near": 0.5, "far": 0.4}
    assert len(find(shelf(*texts), texts, question)) == 2


def test_nothing_to_look_for_finds_nothing() -> None:
    texts = {"near": 0.5}
    assert find(shelf(*texts), texts, "  ") == []
    assert Retriever(Cosines({}), lambda texts: np.zeros((1, 2), np.float32)).search([], "fee", 5) == ()


def test_ranks_and_scores_are_told() -> None:
    texts = {"a fee": 0.5, "words": 0.9}
    retriever = Retriever(Cosines(texts), lambda texts: np.zeros((1, 2), np.float32))
    found = {p.clause.label: p for p in retriever.search([shelf(*texts)], "fee", 5)}
    assert (found["0"].dense_rank, found["0"].keyword_rank, found["0"].coverage) == (2, 1, 1.0)
    assert (found["1"].dense_rank, found["1"].keyword_rank, found["1"].coverage) == (1, None, 0.0)
