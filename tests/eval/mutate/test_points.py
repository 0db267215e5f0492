"""What of a document can be changed and asked for; whatever the document."""

from collections.abc import Callable

import pytest

from bot import Reading
from eval.mutate.edits import applied
from eval.mutate.points import points
from tests.eval.mutate.conftest import PLAIN, TERMS

Reads = Callable[[str], Reading]


def test_numbers_and_modalities_are_points_with_questions(reading: Reads) -> None:
    asked = {point.question for point in points(reading(TERMS), 1)}
    assert "A boat must be back at the pontoon within how many hours of leaving it?" in asked
    assert "Can I lend a club boat to anybody outside the club?" in asked
    assert not any(question[0].isdigit() for question in asked)


def test_the_change_keeps_the_markup(reading: Reads) -> None:
    of = reading(TERMS)
    (point,) = (p for p in points(of, 1) if p.of == "number" and "pontoon" in p.words)
    edited = applied(of.source, point.edits)
    moved = edited.moved(point.sentence)
    now = edited.text[moved.start : moved.end]
    assert now.startswith("2.2 A boat must be back at the pontoon within **")
    assert point.changed.replace("(", "**").count("hours") == 1
    assert "four" not in now
    assert "(4)" not in now


def test_the_seed_decides_the_order(reading: Reads) -> None:
    of = reading(TERMS)
    one, again, other = ([p.question for p in points(of, seed)] for seed in (1, 1, 2))
    assert one == again
    assert sorted(one) == sorted(other)
    assert one != other


def test_a_sentence_that_comes_twice_is_no_point(reading: Reads) -> None:
    line = "You may bring one guest to the house of the club."
    of = reading(f"# Terms\n\n## Guests\n\n{line}\n\n## House\n\n{line}\n")
    assert points(of, 1) == []


def test_hidden_text_is_no_point(reading: Reads) -> None:
    of = reading("# Terms\n\n## House\n\n<!-- You may bring one guest to the house of the club. -->\n\nWelcome.\n")
    assert points(of, 1) == []


ODD = {
    "nothing": "",
    "one line": "You may leave the club with 30 days of notice to us",
    "no structure": PLAIN,
    "table": "| Fee | When |\n|---|---|\n| You must pay a fee of $20.00 to the club | within 30 days of joining |\n"
    * 40,
    "brackets": "(" * 50_000,
    "numbers": "1 2 3 30 days " * 20_000,
    "markup": "**[" * 20_000 + "You may leave within 30 days of it all." + "](" * 20_000,
    "controls": "\x00\u202e\U000e0041 You must pay $5.00 within 3 days of \u200bthe bill.\r\n" * 50,
    "pdf": "You must be at least 18 years\nold to join the club, and you may\nleave with 30 days of\nnotice.\n" * 200,
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_document_is_read(name: str, reading: Reads) -> None:
    of = reading(ODD[name])
    for point in points(of, 1):
        edited = applied(of.source, point.edits)
        moved = edited.moved(point.sentence)
        assert 0 <= moved.start < moved.end <= len(edited.text)
        assert point.question.endswith("?")
