"""Two texts clause by clause, on texts of our own, on generated ones and on the real ones the project comes from."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.changes import Change, Changes, changes, summary
from ingest.segment import segment
from ingest.types import Clause
from ingest.wording import fingerprint, wordings

SECTIONS = {
    "1": ("Fees", "You pay ten euros each month. We may change the price with thirty days of notice."),
    "2": ("Content", "What you upload stays yours. You let us store and show it while you use the Service."),
    "3": (
        "Conduct",
        "Do not break the law here. Do not send unwanted messages, and do not pretend to be someone else.",
    ),
    "4": (
        "Liability",
        "We are not liable for indirect damage, except where the law of your country does not allow this.",
    ),
    "5": ("Law", "The law of Norway governs this agreement, and the courts of Oslo decide."),
    "6": ("Notices", "We write to the address that you gave us, and you write to ours as printed above."),
}
NEW = ("Beta features", "Features marked as beta can be withdrawn at any time without any notice to anybody.")


@dataclass(frozen=True)
class Doc:
    source: str
    clauses: tuple[Clause, ...]


def doc(source: str) -> Doc:
    return Doc(source, segment(source, "markdown").clauses)


def numbered(sections: list[tuple[str, str]], numbers: list[str] | None = None) -> Doc:
    """Numbered by hand, with children that hold their whole address."""
    names = numbers or [str(n) for n in range(1, len(sections) + 1)]
    return doc(
        "Effective Date: May 1, 2024\n\n"
        + "\n\n".join(
            f"**{n}\\. {title.upper()}**\n\n**{n}.1 {title}**. {text}"
            for n, (title, text) in zip(names, sections, strict=True)
        )
    )


def told(found: Changes) -> list[tuple[str, str, str]]:
    return [
        (
            change.kind + ("+reworded" if change.kind == "moved" and change.reworded else ""),
            change.before.clause.label if change.before else "",
            change.after.clause.label if change.after else "",
        )
        for change in found.changes
    ]


def words(change: Change, *ops: str) -> str:
    return "".join(run.text for run in change.runs if run.op in ops)


ALL = list(SECTIONS.values())
OLD = numbered(ALL)


def edited(index: int, old: str, new: str) -> list[tuple[str, str]]:
    title, text = ALL[index]
    assert old in text
    return [*ALL[:index], (title, text.replace(old, new)), *ALL[index + 1 :]]


CASES: dict[str, tuple[Doc, list[tuple[str, str, str]], str]] = {
    "nothing": (numbered(ALL), [], "no change in the terms"),
    "a word": (numbered(edited(0, "ten", "twelve")), [("reworded", "1.1", "1.1")], "1.1 reworded"),
    "a sentence more": (
        numbered(edited(1, "Service.", "Service. We will never sell it.")),
        [("reworded", "2.1", "2.1")],
        "+1 sentence in 2.1",
    ),
    "a sentence less": (
        numbered(edited(0, " We may change the price with thirty days of notice.", "")),
        [("reworded", "1.1", "1.1")],
        "−1 sentence in 1.1",
    ),
    "a section inserted": (
        numbered([*ALL[:2], NEW, *ALL[2:]]),
        [("added", "", "3"), ("added", "", "3.1"), ("moved", "3", "4")],
        "4 to 7 are the former 3 to 6, new 3, new 3.1",
    ),
    "a section removed": (
        numbered([*ALL[:1], *ALL[2:]]),
        [("removed", "2", ""), ("removed", "2.1", ""), ("moved", "3", "2")],
        "2 to 5 are the former 3 to 6, 2 removed, 2.1 removed",
    ),
    "two sections change places": (
        numbered([ALL[0], ALL[2], ALL[1], *ALL[3:]]),
        [("moved", "3", "2"), ("moved", "2", "3")],
        "3 → 2, 2 → 3",
    ),
    "moved and reworded": (
        numbered([*ALL[:4], ALL[5], (ALL[4][0], ALL[4][1].replace("Norway", "Sweden"))]),
        [("moved", "6", "5"), ("moved", "5", "6"), ("reworded", "5.1", "6.1")],
        "6 → 5, 5 → 6, 6.1 reworded",
    ),
    "a title": (
        numbered([("Charges", ALL[0][1]), *ALL[1:]]),
        [("reworded", "1", "1"), ("reworded", "1.1", "1.1")],
        "2 reworded",
    ),
}


@pytest.mark.parametrize(("new", "expected", "line"), CASES.values(), ids=CASES.keys())
def test_what_changed_is_told_once(new: Doc, expected: list[tuple[str, str, str]], line: str) -> None:
    found = changes(OLD, new)
    assert told(found) == expected
    assert summary(found) == line


def test_an_inserted_section_moves_the_others_as_one_block_with_what_is_in_them() -> None:
    (block,) = [c for c in changes(OLD, numbered([NEW, *ALL])).changes if c.kind == "moved"]
    assert block.before and block.after and block.through
    assert [p.clause.label for p in (block.before, block.through[0])] == ["1", "6"]
    assert [p.clause.label for p in (block.after, block.through[1])] == ["2", "7"]
    assert block.clauses == 12
    assert not block.reworded


def test_list_numbers_that_only_count_move_with_an_insertion_and_never_alone() -> None:
    def listed(first: int, sections: list[tuple[str, str]]) -> Doc:
        return doc("\n\n".join(f"{n}.  **{t}**. {text}" for n, (t, text) in enumerate(sections, first)))

    assert not changes(listed(1, ALL), listed(41, ALL))
    found = changes(listed(1, ALL), listed(1, [NEW, *ALL]))
    assert told(found) == [("added", "", "1"), ("moved", "1", "2")]
    reworded = edited(3, "indirect", "any")
    assert told(changes(listed(1, ALL), listed(7, reworded))) == [("reworded", "4", "10")]


def test_a_clause_that_was_only_cut_in_another_way_has_not_changed() -> None:
    one = doc("# Fees\n\nYou pay ten euros.\n\nThere are no refunds.")
    two = doc("# Fees\n\n*   You pay ten euros.\n\n*   There are no refunds.")
    assert not changes(one, two)
    cut = Doc(
        one.source, (Clause("", "", "Fees", ("Fees",), "clause", 0, 26), Clause("", "", "", (), "clause", 28, 49))
    )
    assert not changes(one, cut)


def test_a_new_date_alone_is_told_apart() -> None:
    new = doc(OLD.source.replace("May 1, 2024", "June 2, 2024"))
    found = changes(OLD, new)
    assert not found
    assert found.dates == (date(2024, 5, 1), date(2024, 6, 2))
    assert summary(found) == "only the date"


def test_the_words_of_a_change_lead_back_to_both_sources() -> None:
    new = numbered(edited(1, "store and show", "store, show and study"))
    (change,) = changes(OLD, new).changes
    assert "study" in words(change, "insert")
    for run in change.runs:
        if run.before:
            assert set(run.text.split()) & set(OLD.source[slice(*run.before)].replace("*", "").split())
        if run.after:
            assert run.text.split()[-1] in new.source[slice(*run.after)]
    assert words(change, "equal", "insert") == "Content. " + ALL[1][1].replace(
        "store and show", "store, show and study"
    )


def test_a_sentence_that_was_put_in_is_marked_without_the_stop_before_it() -> None:
    (change,) = changes(OLD, numbered(edited(0, "month.", "month. Taxes come on top."))).changes
    assert words(change, "insert") == " Taxes come on top."


def test_words_that_come_back_after_a_list_are_compared_with_their_clause() -> None:
    text = "1. You may not:\n\n    (a) copy it;\n\n    (b) sell it.\n\n    This holds for {}.\n\n2. Pay us well.\n"
    (change,) = changes(doc(text.format("all of you")), doc(text.format("each of you"))).changes
    assert words(change, "delete").strip() == "all"


def test_what_moved_to_another_section_keeps_its_words() -> None:
    rule = "We may keep records of each payment for as long as the tax law of your country asks us to."
    fees, privacy, records = "## Fees\n\nYou pay.", "## Privacy\n\nWe protect your data.", f"### Records\n\n{rule}"
    old, new = (doc("\n\n".join(["# Terms", *parts])) for parts in ([fees, records, privacy], [fees, privacy, records]))
    (change,) = changes(old, new).changes
    assert change.kind == "moved"
    assert not change.reworded
    assert change.before and change.after
    assert change.before.clause.path == ("Fees", "Records")
    assert change.after.clause.path == ("Privacy", "Records")


def test_a_clause_that_was_split_is_reworded_and_the_rest_is_told_as_new() -> None:
    first, second = ALL[0][1].split(". ")
    new = doc(OLD.source.replace(second, f"\n\n**1.2 Prices**. {second}"))
    assert told(changes(OLD, new)) == [("reworded", "1.1", "1.1"), ("added", "", "1.2")]


def test_many_equal_clauses_are_compared_in_bounded_time_and_counted() -> None:
    def many(count: int) -> Doc:
        text = "You pay us.\n\n"
        spans = [(n * len(text), n * len(text) + len(text) - 2) for n in range(count)]
        return Doc(text * count, tuple(Clause("", str(n), "", (), "clause", *s) for n, s in enumerate(spans)))

    found = changes(many(3000), many(3001))
    assert told(found) == [("added", "", "3000")]


# --- properties ------------------------------------------------------------------------------------------------------

blocks = st.lists(
    st.sampled_from(
        [
            *("# Fees", "# Content", "## Rules", "**10.1 Fees**. You pay.", "**10.2 Law**. That of Norway."),
            *(
                "1. You pay. We do not.",
                "2. You play.",
                "(a) by card;",
                "(b) by post.",
                "*   one thing",
                "a) x",
                "10\\. Y",
            ),
            *(
                "You pay ten euros.",
                "You pay twelve euros.",
                "Effective Date: May 1, 2024",
                "We store it.",
                "See 10.1.",
            ),
        ]
    ),
    max_size=14,
)
documents = blocks.map("\n\n".join) | st.text(max_size=200)


@settings(deadline=None, max_examples=400)
@given(documents, documents)
def test_nothing_is_told_exactly_when_the_fingerprints_are_equal(one: str, other: str) -> None:
    old, new = doc(one), doc(other)
    assert (not changes(old, new)) == (fingerprint(one, old.clauses) == fingerprint(other, new.clauses))
    assert not changes(old, old)


@settings(deadline=None, max_examples=400)
@given(documents, documents)
def test_the_words_told_account_for_the_whole_difference(one: str, other: str) -> None:
    old, new = doc(one), doc(other)
    check_words(old, new, changes(old, new))


def check_words(old: Doc, new: Doc, found: Changes) -> None:
    """Words put in less words taken out are what the newer text has more; numbers of clauses are told as moves."""
    difference: Counter[str] = Counter()
    numbers: set[str] = set()
    for text, sign in ((new, 1), (old, -1)):
        for wording in wordings(text.source, text.clauses):
            numbers.add(wording.number)
            for key in wording.keys:
                difference[key.casefold()] += sign
    for change in found.changes:
        for run in change.runs:
            for word in run.words:
                difference[word.casefold()] -= {"insert": 1, "delete": -1, "equal": 0}[run.op]
    assert not {word for word, count in difference.items() if count and word not in {n.casefold() for n in numbers}}


@settings(deadline=None, max_examples=300)
@given(documents, documents)
def test_applying_the_diff_gives_the_words_of_both_sides(one: str, other: str) -> None:
    old, new = doc(one), doc(other)
    sides = [{old.clauses[w.clause]: w.keys for w in wordings(old.source, old.clauses)}]
    sides.append({new.clauses[w.clause]: w.keys for w in wordings(new.source, new.clauses)})
    for change in changes(old, new).changes:
        if not change.runs:
            continue
        for place, side, ops in (
            (change.before, sides[0], ("equal", "delete")),
            (change.after, sides[1], ("equal", "insert")),
        ):
            if place:
                assert side[place.clause] == tuple(w for run in change.runs if run.op in ops for w in run.words)


# --- the case the project comes from ---------------------------------------------------------------------------------


@pytest.fixture
def zoom(shared: Path) -> Path:
    return shared / "corpus" / "zoom" / "terms-of-service"


def versions(folder: Path, *days: str) -> list[Doc]:
    return [doc((folder / f"{day}.md").read_text(encoding="utf-8")) for day in days]


@pytest.mark.corpus
def test_one_sentence_was_added_to_the_licence_within_the_name_of_an_answer(zoom: Path) -> None:
    found = changes(*versions(zoom, "2023-07-27", "2023-08-07"))
    (change,) = found.changes
    assert told(found) == [("reworded", "10.4", "10.4")]
    assert (change.sentences_added, change.sentences_removed, change.sentences_reworded) == (1, 0, 0)
    assert not words(change, "delete")
    assert re.match(r"\s*Notwithstanding the above, .* without your consent\.$", words(change, "insert"))
    assert found.dates == (date(2023, 7, 27), date(2023, 8, 7))
    assert summary(found) == "+1 sentence in 10.4"


@pytest.mark.corpus
def test_the_same_numbers_meant_other_clauses_four_days_later(zoom: Path) -> None:
    found = told(changes(*versions(zoom, "2023-08-07", "2023-08-11")))
    assert {("moved+reworded", "10.2", "10.5"), ("moved+reworded", "10.6", "10.4"), ("added", "", "10.2")} <= set(found)
    assert [row for row in found if row[0] == "added"] == [("added", "", "10.2")]


@pytest.mark.corpus
def test_nothing_changed_in_section_10_before_and_nothing_at_all_between_two_renderings(zoom: Path) -> None:
    found = told(changes(*versions(zoom, "2023-03-31", "2023-07-27")))
    assert found
    assert not [row for row in found if row[1].startswith("10") or row[2].startswith("10")]
    assert summary(changes(*versions(zoom, "2025-09-23", "2026-08-06"))) == "no change in the terms"


@pytest.mark.corpus
def test_every_neighbouring_pair_of_real_versions_is_told_whole(shared: Path) -> None:
    pairs = 0
    for folder in sorted((shared / "corpus").glob("*/*")):
        texts = [doc(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md"))]
        for old, new in zip(texts, texts[1:], strict=False):
            found = changes(old, new)
            check_words(old, new, found)
            assert (not found) == (fingerprint(old.source, old.clauses) == fingerprint(new.source, new.clauses))
            pairs += 1
    assert pairs > 20
