"""When two texts are the same terms."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.segment import segment
from ingest.types import CITABLE, Clause
from ingest.wording import fingerprint, own_spans, wordings

PLAIN = """# Acme Terms

Effective Date: March 3, 2024

Please read these terms with care; they bind you first and Acme.

**1\\. FEES**

**1.1 Price**. You pay Acme "ten" euros - no more - each month...

**1.2 Refunds**. Fees are not refunded, except

(a) where the law says so; or

(b) where we stop the Service.

**2\\. CONTENT**

What you upload stays yours. See our [policy](https://acme.example/policy).
"""


def print_of(text: str) -> str:
    return fingerprint(text, segment(text, "markdown").clauses)


def changed(*pairs: tuple[str, str]) -> str:
    text = PLAIN
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


SAME = {
    "quotes": [('"ten"', "“ten”")],
    "dashes": [(" - no more - ", " — no more – ")],
    "ellipsis": [("month...", "month…")],
    "no-break spaces": [("You pay Acme", "You\u00a0pay Acme")],
    "zero-width characters": [("stays yours", "stays\u200b yours")],
    "ligatures": [("first", "\ufb01rst")],
    "bold": [("What you upload stays yours.", "**What you upload** stays _yours_.")],
    "a space that bold type swallowed": [("**1.1 Price**. You", "**1.1** **Price**.You")],
    "escapes": [("1.1 Price", "1\\.1 Price")],
    "level of a heading": [("**1\\. FEES**", "## 1. FEES"), ("**2\\. CONTENT**", "## 2. CONTENT")],
    "case of titles": [("FEES", "Fees"), ("CONTENT", "Content")],
    "the stop after a title": [("**1.2 Refunds**.", "**1.2 Refunds:**")],
    "list numbers of a conversion": [("**1\\. FEES**", "7.  **FEES**"), ("**2\\. CONTENT**", "12.  **CONTENT**")],
    "targets of links": [("https://acme.example/policy", "https://acme.example/policy?visit=77")],
    "no target": [("[policy](https://acme.example/policy)", "policy")],
    "the stated date": [("March 3, 2024", "May 9, 2025")],
    "no stated date": [("Effective Date: March 3, 2024\n\n", "")],
    "the name of the document": [("# Acme Terms\n\n", "")],
    "menus": [("# Acme Terms", "[Home](/)\n\n[Shop](/shop)\n\n[Help](/help)\n\n# Acme Terms")],
    "update notes": [("# Acme Terms", "# Acme Terms\n\n## What's new\n\nWe raised our fees.\n\n## Terms")],
    "comments": [("What you upload", "<!-- v7 -->What you upload")],
    "hard wraps": [("stays yours. See", "stays yours.\nSee")],
}


@pytest.mark.parametrize("pairs", SAME.values(), ids=SAME.keys())
def test_two_renderings_are_the_same_terms(pairs: list[tuple[str, str]]) -> None:
    if pairs == SAME["update notes"]:
        assert print_of(changed(*pairs)) == print_of(PLAIN.replace("# Acme Terms", "# Acme Terms\n\n## Terms"))
    else:
        assert print_of(changed(*pairs)) == print_of(PLAIN)


OTHER = {
    "a word": [("ten", "twelve")],
    "a comma": [("refunded, except", "refunded except")],
    "a sentence": [("stays yours.", "stays yours. We may read it.")],
    "a capital that makes a defined term": [("bind you", "bind You")],
    "words of a link": [("[policy]", "[content policy]")],
    "a number that holds its address": [("1.2 Refunds", "1.3 Refunds")],
    "a typed marker that does not follow": [("(b) where", "(d) where")],
    "order": [("(a) where the law says so; or", "(a) where we stop; or"), ("(b) where we stop", "(b) where the law")],
    "a title": [("FEES", "CHARGES")],
    "a date inside a clause": [("each month...", "each month from 1 May 2024.")],
}


@pytest.mark.parametrize("pairs", OTHER.values(), ids=OTHER.keys())
def test_another_wording_is_another_text(pairs: list[tuple[str, str]]) -> None:
    assert print_of(changed(*pairs)) != print_of(PLAIN)


def test_a_typed_number_that_only_counts_is_not_wording_and_one_that_breaks_the_count_is() -> None:
    sections = ["{} Fees\n\nYou pay.", "{} Content\n\nIt is yours.", "{} Law\n\nThat of Norway."]

    def text(*numbers: str) -> str:
        return "\n\n".join(f"## {s.format(n)}" for s, n in zip(sections, numbers, strict=True))

    assert print_of(text("1.", "2.", "3.")) == print_of(text("I.", "II.", "III."))
    assert print_of(text("1.", "2.", "2.")) != print_of(text("1.", "2.", "3."))


def test_the_stated_date_in_a_sentence_is_left_out_there_and_other_dates_are_kept() -> None:
    text = "# Terms\n\nThese terms, last updated on March 3, 2024, replace those of March 3, 2023. You pay.\n"
    assert print_of(text) == print_of(text.replace("March 3, 2024", "4 May 2025"))
    assert print_of(text) != print_of(text.replace("March 3, 2023", "March 3, 2022"))


def test_own_words_leave_out_those_of_clauses_inside_and_take_in_what_comes_back_after_a_list() -> None:
    source = "1. You may not:\n\n    (a) copy;\n\n    (b) sell.\n\n    This holds for all.\n"
    clauses = [Clause("", "1", "", (), "clause", 0, len(source) - 1)]
    for label in ("(a)", "(b)"):
        at = source.index(label)
        clauses.append(Clause("", f"1{label}", "", (), "clause", at, source.index("\n", at)))
    found = {clauses[w.clause].label: " ".join(w.keys) for w in wordings(source, tuple(clauses))}
    assert found == {"1": "You may not : This holds for all .", "1(a)": "copy ;", "1(b)": "sell ."}


lines = st.lists(
    st.sampled_from(["# Title", "1. One thing.", "(a) part", "**2.1 Fees**. You pay.", "Words, words.", "", "* x"]),
    max_size=30,
).map("\n\n".join)


@settings(deadline=None)
@given(lines | st.text())
def test_every_character_is_owned_once_and_words_stand_where_they_are_said_to(text: str) -> None:
    clauses = segment(text, "markdown").clauses
    spans = [span for _, span in own_spans(clauses)]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    covered = {place for clause in clauses for place in range(clause.start, clause.end)}
    assert sum(span.end - span.start for span in spans) == len(covered)
    for wording in wordings(text, clauses):
        assert clauses[wording.clause].kind in CITABLE
        for stretch in wording.stretches:
            assert all(0 <= w.start < w.end <= len(stretch.text.text) for w in stretch.words)
            assert all(left.end <= right.start for left, right in pairwise(stretch.words))
