"""The source is changed, its markup stays, and places are found again."""

from bot import Span, innermost, segment
from eval.mutate.edits import Edit, applied, renumbered, swapped, without
from tests.eval.mutate.conftest import TERMS


def place(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def test_a_sentence_is_found_again_after_edits() -> None:
    text = "One. **Two** (2) here. Three."
    edited = applied(text, [Edit(place(text, "Two"), "Twelve"), Edit(place(text, "2"), "12")])
    assert edited.text == "One. **Twelve** (12) here. Three."
    for sentence, now in (("One.", "One."), ("**Two** (2) here.", "**Twelve** (12) here."), ("Three.", "Three.")):
        moved = edited.moved(place(text, sentence))
        assert edited.text[moved.start : moved.end] == now


def test_a_stretch_is_taken_out() -> None:
    assert without("One. Two. Three.", place("One. Two. Three.", "Two.")) == "One. Three."


def test_every_number_goes_up_by_one_and_the_references_with_it() -> None:
    text = TERMS + "\n5.3 Section 4.1 holds beside clause 12.\n"
    edited = renumbered(text, segment(text, "markdown").clauses)
    assert edited is not None
    assert "## 2. Joining" in edited.text
    assert "6.3 Section 5.1 holds beside clause 12." in edited.text
    moved = edited.moved(place(text, "be back at the pontoon"))
    found = innermost(segment(edited.text, "markdown").clauses, moved.start)
    assert found is not None
    assert found.label == "3.2"
    assert edited.text[moved.start : moved.end] == "be back at the pontoon"


def test_a_text_without_numbers_is_not_renumbered() -> None:
    text = "# Terms\n\n## Joining\n\nWithin 6 days you may leave.\n"
    assert renumbered(text, segment(text, "markdown").clauses) is None


def test_two_sections_take_each_others_place() -> None:
    text = "# Terms\n\n## Joining\n\nYou may join the club.\n\n## Leaving\n\nYou may leave the club.\n"
    clauses = segment(text, "markdown").clauses
    for words in ("You may join the club.", "You may leave the club."):
        inner = [c for c in clauses if c.title != "Terms"]
        edited = swapped(text, inner, place(text, words))
        assert edited is not None
        assert edited.text.index("Leaving") < edited.text.index("Joining")
        moved = edited.moved(place(text, words))
        assert edited.text[moved.start : moved.end] == words
