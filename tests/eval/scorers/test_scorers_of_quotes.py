"""Where a quote is cut: inside a word, before an "unless", after a "not"."""

from collections.abc import Callable
from typing import Any

import pytest

from bot import Answer
from eval.case import Case
from eval.scorers import quotes_whole
from eval.scorers.quotes import cut
from eval.truth import Truth


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what is quoted stands between « and »
        ("«You may not share it.»", ""),
        ("«You may not share it», ever.", ""),
        ("«You may not share it», unless we agree.", "leaves out “unless” of its sentence"),
        ("You may not «share it».", "leaves out “not” of its sentence"),
        ("«Fees are refunded» except where you end early.", "leaves out “except” of its sentence"),
        ("«You may share it», but not with a rival.", "leaves out “but not” of its sentence"),
        ("«They may do it», provided that you agree.", "leaves out “provided that” of its sentence"),
        ("«We may share it» only with your consent.", "leaves out “only with” of its sentence"),
        ("Unless you pay, «we close the account».", "leaves out “unless” of its sentence"),
        ("We can't «promise that it works».", "leaves out “n't” of its sentence"),
        # another sentence, another item, another cell
        ("You must not do it. «We may help.» Unless we agree, no.", ""),
        ("It is not so.\n\n«You may share it»\n\nunless", ""),
        ("(a) you may not sell it;\n\n(b) «you may share it»;\n\n(c) not so", ""),
        ("| Chats | «30 days» |\n| Files | 24 months, unless kept |", ""),
        ("* none of it\n* «some of it»\n* not this", ""),
        ("Title without a stop, not  \n«You may share it.»", ""),
        # inside a word
        ("Y«ou may share it.»", "begins inside a word"),
        ("«You may share i»t.", "ends inside a word"),
        ("«You may share it. »Ask us.", "begins or ends with white space"),
        ("«(You may share it)»", ""),
        ("“«You may share it»”", ""),
    ],
)
def test_a_cut(text: str, found: str) -> None:
    start, end = text.index("«"), text.index("»") - 1
    assert cut(text.replace("«", "").replace("»", ""), start, end, []) == found


def test_what_another_quote_shows_is_not_left_out(
    bot: Any, case: Callable[..., Case], answer: Callable[..., Answer]
) -> None:
    first, second = bot.cite("You may not share your login with anyone"), bot.cite("unless we agree in writing.")
    assert quotes_whole(case(), answer("No.", first), Truth(bot)).value == 0
    assert quotes_whole(case(), answer("No.", first, second), Truth(bot)).value == 1
    assert quotes_whole(case(), answer("No.", bot.cite("login", quote="invented")), Truth(bot)).value is None


@pytest.mark.parametrize("unit", ["not ", "(a) ", "| ", "word", "without a ", ". ", "\n", "* * "])
def test_hostile_texts_come_to_an_end(unit: str) -> None:
    # Steps that grow with the square of the length would take minutes.
    text = unit * 100_000
    half = len(text) // 2
    cut(text, half, half + 40, [(n, n + 1) for n in range(0, 2_000, 2)])
