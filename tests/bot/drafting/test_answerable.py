"""Is a question answered at all: what raises the chance, and when nothing but a figure answers."""

from dataclasses import dataclass

import pytest

from bot.drafting.answerable import LEAST_CHANCE, Evidence, lacks_what_is_asked_for
from bot.understanding.asked import read_question


@dataclass(frozen=True)
class Sentence:
    words: str
    similarity: float = 0.5


def test_every_number_raises_the_chance() -> None:
    middling = Evidence(nearest=0.4, lead=0.1, figure=0.5).chance
    assert Evidence(0.5, 0.1, 0.5).chance > middling
    assert Evidence(0.4, 0.2, 0.5).chance > middling
    assert Evidence(0.4, 0.1, 1.0).chance > middling > Evidence(0.4, 0.1, 0.0).chance
    assert Evidence(0.0, 0.0, 0.0).chance < LEAST_CHANCE < Evidence(0.8, 0.2, 1.0).chance


@pytest.mark.parametrize(
    ("question", "best", "figure"),
    [
        ("can i share it", "You may share it.", 0.5),
        ("how long do you keep it", "We keep it for two years.", 1.0),
        ("how long do you keep it", "We keep it as long as needed.", 0.0),
    ],
)
def test_the_figure_asked_for_counts(question: str, best: str, figure: float) -> None:
    assert Evidence.of(read_question(question), best, 0.5, 0.1).figure == figure


def test_a_figure_about_something_else_is_none() -> None:
    asked = read_question("how many days do i have to send it back")
    assert lacks_what_is_asked_for(asked, [Sentence("Disputes end after 60 days.", 0.1)], [])
    assert lacks_what_is_asked_for(asked, [Sentence("You may send it back.")], [])
    assert not lacks_what_is_asked_for(asked, [Sentence("You may send it back within 14 days.")], [])
    assert not lacks_what_is_asked_for(read_question("can i send it back"), [Sentence("You may send it back.")], [])


def test_the_number_of_a_clause_counts_nothing() -> None:
    asked = read_question("how many pictures can i put in a listing")
    assert lacks_what_is_asked_for(asked, [Sentence("7.1 You keep your rights in pictures.")], [])
    assert not lacks_what_is_asked_for(asked, [Sentence("7.1 You may add up to 12 pictures.")], [])


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("is there a phone number i can ring", "We answer by email.", True),
        ("is there a phone number i can ring", "We do not offer telephone support.", False),
        ("do they sell my phone number", "We share it with partners.", False),
        ("which country are my pictures kept in", "By using it you let us keep pictures.", True),
        ("which country are my pictures kept in", "We keep them in Ireland.", False),
        ("where are my files stored", "Files are stored on servers in other countries.", False),
        ("where does it say that", "You may do that.", False),
    ],
)
def test_a_place_or_a_telephone_number_is_there(question: str, text: str, lacks: bool) -> None:
    assert lacks_what_is_asked_for(read_question(question), [], [text]) is lacks
