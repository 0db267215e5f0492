import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import snowballstemmer

from ingest.keywords import KeywordIndex, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Can they train their AI on my calls?", ("train", "ai", "call")),
        ("Zoom’s fees, and FEES", ("zoom", "fee", "fee")),
        ("what is it", ()),
        ('"NEAR(" OR * NOT -- ;', ("near",)),
        ("10.4", ("10", "4")),
        ("", ()),
        ("x" * 1000, ()),
    ],
)
def test_terms_are_the_content_words(text: str, expected: tuple[str, ...]) -> None:
    assert terms(text) == expected


PASSAGES = [terms("You pay a fee each month"), terms("We may close your account"), terms("A fee is not refunded; fees")]


def test_passages_with_the_word_come_first_and_others_get_nothing() -> None:
    scores = KeywordIndex(PASSAGES).scores(terms("fees"))
    assert scores[2] > scores[0] > scores[1] == 0


def test_a_rare_word_weighs_more() -> None:
    index = KeywordIndex(PASSAGES)
    assert index.weight("account") > index.weight("fee")


def test_a_word_counts_once_however_often_it_is_asked() -> None:
    index = KeywordIndex(PASSAGES)
    assert index.scores(terms("fee fees fee")) == index.scores(terms("fee"))
    assert index.scores(terms("unicorn")) == index.scores([]) == [0.0, 0.0, 0.0]


def test_the_vocabulary_is_every_word_that_occurs() -> None:
    assert set(KeywordIndex(PASSAGES).vocabulary) == {word for passage in PASSAGES for word in passage}
    assert not KeywordIndex([]).vocabulary


def test_nothing_to_search_is_no_error() -> None:
    assert KeywordIndex([]).scores(["fee"]) == []


def test_threads_do_not_spoil_each_others_stems() -> None:
    words = [f"{start}{middle}{end}" for start in ("nat", "gener", "rel", "hop") for middle in ("ion", "at", "ic")
             for end in ("ally", "ization", "iveness", "fulness", "ements", "ingly", "ousli", "edly")]  # fmt: skip
    texts = [f"{word}{chr(97 + n % 26)}{word}" for n, word in enumerate(words * 40)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(terms, texts))
    finally:
        sys.setswitchinterval(before)
    alone = snowballstemmer.stemmer("english")
    assert together == [(alone.stemWord(text),) for text in texts]
