"""The tab Changed: the versions, the changes between two of them, a sentence for each."""

import re

import pytest

from bot.web.changed.shown import changed_html
from bot.web.changed.words import counts, matters, sentence
from ingest import Change, changes
from tests.bot.web.books import EVIL_TERMS, NEW, OLD, Books, books

BASE = """# Terms

## 1. Fees

1.1 You pay 5 crowns a month to the house.

1.2 We tell you 30 days before.

## 2. End

You may leave when you want.
"""


def compared(old: str, new: str) -> tuple[Change, ...]:
    library = books(y2024_01_01=old, y2024_06_01=new)
    return changes(*(library.reading(version) for version in library.versions)).changes


@pytest.mark.parametrize(
    ("old", "new", "said", "matter"),
    [
        ("30 days", "60 days", "It now says “60” instead of “30”.", True),
        (" when you want", "", "“when you want” was taken out.", True),
        ("to the house", "to house", "Only an article or a sign changed.", False),
        ("5 crowns", "5 silver crowns", "“silver” was added.", True),
    ],
)
def test_a_small_change_is_told_with_its_words(old: str, new: str, said: str, matter: bool) -> None:
    (change,) = compared(BASE, BASE.replace(old, new))
    assert sentence(change) == said
    assert matters(change) is matter


def test_new_and_removed_clauses_are_told() -> None:
    longer = BASE + "\n## 3. Machines\n\nWe may train machines. You may object to it.\n"
    assert [sentence(c) for c in compared(BASE, longer)] == [
        "This is new: 3 sentences that the older version does not have."
    ]
    assert [sentence(c) for c in compared(longer, BASE)] == [
        "This is gone: 3 sentences that the newer version does not have any more."
    ]


def test_a_renumbered_clause_does_not_matter() -> None:
    found = compared(OLD, OLD.replace("1.1 **Own", "1.9 **Own"))
    assert [(sentence(c), matters(c)) for c in found] == [("What was 1.1 is 1.9 now. The words are the same.", False)]
    assert counts(found) == "1 clause moved or renumbered."


def page(library: Books, newer: int = 1, older: int | None = None) -> str:
    versions = library.versions
    return changed_html(
        library.services()[0], library.reading, versions[newer], None if older is None else versions[older]
    )


def test_both_sides_are_shown_with_what_was_put_in_and_taken_out() -> None:
    shown = page(books())
    assert "10 January 2024 → 1 June 2024" in shown
    assert "It now says “3” instead of “14”." in shown
    assert "We tell you <del>14</del> days before." in re.sub(r"\s+", " ", shown)
    assert "We tell you <ins>3</ins> days before." in re.sub(r"\s+", " ", shown)
    assert "Not in this version." in shown
    assert "1 new clause, 1 clause reworded" in shown


def test_the_versions_are_a_list_that_compares() -> None:
    shown = page(books())
    assert '<nav class="pt-versions" aria-label="Versions">' in shown
    assert 'data-newer="2024-06-01" data-older="2024-01-10" aria-current="true"' in shown
    assert "New 3, 2 reworded" in shown
    assert "Recorded 3 times until 10 January 2024, the same terms each time." in shown
    assert "privacy-policy" in shown  # the other document can be chosen


def test_versions_the_wrong_way_round_are_put_in_order() -> None:
    assert page(books(), newer=0, older=1) == page(books(), newer=1, older=0)


def test_where_there_is_nothing_to_compare_it_is_said() -> None:
    assert "Choose a later one" in page(books(), newer=0)
    assert "This is the only version in the library" in page(books(), newer=2)
    assert "These are the same version" in page(books(), newer=1, older=1)


def test_small_changes_are_folded() -> None:
    library = books(
        y2024_01_01=BASE, y2024_06_01=BASE.replace("to the house", "to house").replace("30 days", "60 days")
    )
    shown = page(library)
    assert 'value="matters" checked> What matters (1)' in shown
    assert 'value="all"> Everything (2)' in shown
    assert "1 small change is not shown" in shown
    assert shown.count("pt-change pt-small") == 1


def test_hostile_words_are_only_words() -> None:
    for pair in ((NEW, EVIL_TERMS), (EVIL_TERMS, NEW)):
        shown = page(books(y2024_01_01=pair[0], y2024_06_01=pair[1]))
        assert not re.search(r"<(script|img|iframe|style|svg)|javascript:", shown)
        assert "{{" not in shown and "\u202e" not in shown


def test_a_huge_change_is_bounded() -> None:
    shown = page(books(y2024_01_01=BASE, y2024_06_01=BASE + "\n## 3. More\n\n" + "more words " * 40_000))
    assert len(shown) < 40_000
    assert "[…]" in shown
