"""How near each passage is, in three ways."""

import numpy as np
import pytest

from bot.retrieval.query import read_query
from bot.retrieval.signals import LEGAL_WORDS, Signals, signals
from tests.bot.retrieval.making import Told, lying_at, shelf_of


def near(question: str, *told: Told) -> Signals:
    return signals(shelf_of(*told), read_query(question), lying_at(1))


def test_the_nearest_sentence_counts_and_not_the_first() -> None:
    found = near("fees", Told("One. Two. Three", 0.4, (0.1, 0.9, 0.3)), Told("Four. Five", 0.6, (0.2, 0.5)))
    assert found.meaning == pytest.approx([0.4, 0.6], abs=1e-6)
    assert found.sentence == pytest.approx([0.9, 0.5], abs=0.005)
    assert found.nearest.tolist() == [1, 1]
    assert found.sentences == pytest.approx([0.1, 0.9, 0.3, 0.2, 0.5], abs=0.005)


def test_a_passage_without_sentences_is_one_sentence() -> None:
    found = near("fees", Told("Fees", 0.7), Told("One. Two", 0.2, (0.1, 0.8)), Told("Rest", 0.3))
    assert found.sentence == pytest.approx([0.7, 0.8, 0.3], abs=0.005)
    assert found.nearest.tolist() == [-1, 1, -1]


def test_a_shelf_of_nothing_but_short_passages_is_no_error() -> None:
    found = near("fees", Told("Fees", 0.7), Told("Rest", 0.3))
    assert found.sentence == pytest.approx(found.meaning)
    assert len(found.sentences) == 0


def test_legal_words_count_half_of_the_persons_own() -> None:
    told = (Told("arbitration here"), Told("lawyers there"), Told("nothing such"))
    legal = near("can i sue", *told).words
    own = near("arbitration", *told).words
    assert legal[0] == pytest.approx(LEGAL_WORDS * own[0])
    assert legal[2] == 0


def test_a_mistyped_word_is_taken_for_the_one_that_is_there() -> None:
    told = (Told("a refund is due"), Told("other words"))
    assert near("refnud", *told).words == pytest.approx(near("refund", *told).words)


def test_an_empty_shelf_has_no_signals() -> None:
    found = near("fees")
    assert [len(found.meaning), len(found.sentence), len(found.words), len(found.nearest)] == [0, 0, 0, 0]


def test_the_order_of_the_shelf_is_that_of_the_signals() -> None:
    told = [Told(f"word{n} " * (n % 4 + 1), n / 10, (n / 20,) * (n % 3)) for n in range(9)]
    found = near("word3 word7", *(t if len(t.sentences) < 2 else Told("a. b", t.meaning, t.sentences) for t in told))
    assert found.meaning == pytest.approx(np.arange(9) / 10, abs=1e-6)
    assert [number for number in range(9) if found.words[number] > 0] == [3, 7]
