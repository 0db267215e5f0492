"""Where clauses point at other clauses of their document."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.segment import segment
from ingest.types import Segmentation

TERMS = """# Terms of Service

Welcome.

## 1. Fees

1.1 Price. You pay.

1.2 Refunds. You get money back, if (i) you ask, and (ii) we agree.

## 2. Conduct

You must not:

(a) shout;

(b) run, except:

    (i) outside;

    (ii) at night.

## 3. Limits of Liability

We pay little.

## 4. Ending

4.1 By you. You may leave.

# Exhibit A

1. **Zones**. There are two.

2. **Times**. Day and night.
"""


def pointed(sentence: str, text: str = TERMS) -> list[tuple[str, str | None]]:
    """What a sentence in a section of its own points with, and the label (or the title) it leads to."""
    source = text.replace("# Exhibit A\n", f"## 5. Pointing\n\nNow {sentence}\n\n# Exhibit A\n", 1)
    found = segment(source, "markdown")
    return [
        (source[r.start : r.end], None if r.target is None else address(found, r.target))
        for r in found.references
        if found.clauses[r.clause].label == "5"
    ]


def address(found: Segmentation, index: int) -> str:
    clause = found.clauses[index]
    return " ".join(word for word in (clause.part, clause.label or clause.title) if word)


POINTED = [
    ("See Section 1.2.", [("Section 1.2", "1.2")]),
    ("See sections 1\nand 1.2.", [("sections 1", "1"), ("1.2", "1.2")]),
    ("SEE SECTION 3 BELOW.", [("SECTION 3", "3")]),
    ("See §\u00a03 above.", [("§\u00a03", "3")]),
    ("See **Section** **1.2**.", [("Section** **1.2", "1.2")]),
    ("Sections 1 and 3 apply.", [("Sections 1", "1"), ("3", "3")]),
    ("Sections 1, 3 or 4 apply.", [("Sections 1", "1"), ("3", "3"), ("4", "4")]),
    ("Sections 1 through 4 apply.", [("Sections 1", "1"), ("4", "4")]),
    ("Sections 1–4 apply.", [("Sections 1", "1"), ("4", "4")]),
    ("See Section 2(b)(ii).", [("Section 2(b)(ii)", "2(b)(ii)")]),
    ("See Section 2.b.ii.", [("Section 2.b.ii", "2(b)(ii)")]),
    ("Section 1.2(ii) says so.", [("Section 1.2(ii)", "1.2")]),
    ("Section 1.2(2) says so.", [("Section 1.2(2)", "1.2")]),
    ("Section 1.2(v) says so.", [("Section 1.2(v)", None)]),
    ("See Section 9.", [("Section 9", None)]),
    ("See Section 1.9.", [("Section 1.9", None)]),
    ("Article IV applies.", [("Article IV", "4")]),
    ("This Section 5 applies.", [("This Section 5", "5")]),
    ("This Section applies.", [("This Section", "5")]),
    ("Nothing in this paragraph counts.", [("this paragraph", "5")]),
    ("Clause (ii) of Section 1.2 applies.", [("Clause (ii)", "1.2"), ("Section 1.2", "1.2")]),
    ("Section 2 of Exhibit A applies.", [("Section 2", "Exhibit A 2"), ("Exhibit A", "Exhibit A Exhibit A")]),
    ("See Exhibit B.", [("Exhibit B", None)]),
    ("Section 1.2 (Refunds) and 4.1 (By you) apply.", [("Section 1.2", "1.2"), ("4.1", "4.1")]),
    ("Section 3 of these Terms applies.", [("Section 3", "3")]),
    ("Section 3 of the Terms of Service applies.", [("Section 3", "3")]),
    ("Section 1 and 14 days later.", [("Section 1", "1")]),
    # By name
    ("See the section titled “Limits of Liability”.", [("Limits of Liability", "3")]),
    ("See “Limits of Liability” below.", [("Limits of Liability", "3")]),
    ("See the Limits of Liability section.", [("Limits of Liability", "3")]),
    ("See the section titled “Weather”.", [("Weather", None)]),
    ("What survives: “Limits of Liability,” and “Fees”.", [("Limits of Liability", "3")]),
    # Links inside the page
    ("Read [what we owe](#limits-of-liability) first.", [("what we owe", "3")]),
    ("Read [what we owe](#3-limits-of-liability) first.", [("what we owe", "3")]),
    ("Read [Section 3](#nowhere) first.", [("Section 3", "3")]),
    ("Read [how to swim](#swimming) first.", [("how to swim", None)]),
]


@pytest.mark.parametrize(("sentence", "expected"), POINTED)
def test_references_lead_to_clauses(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert pointed(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Section 230 of the Communications Decency Act applies.",
        "California Civil Code Section 154 applies.",
        "Cal. Civ. Code § 154 applies.",
        "Article 6 of the GDPR and Article 4 GDPR apply.",
        "§ 3 BGB gilt.",
        "Section 3 of our Privacy Policy applies.",
        "Section 3 in the Cookie Policy applies.",
        "Directive 2011/83/EU Article 3 and Article 4 apply.",
        "17 U.S.C. § 3 applies.",
        "See [Section 3](https://example.com/other).",
        "the “Weather” section of our Help Center",
        "Click “Fees” to go on. [Back](#top)",
        "For the most part I agree, A THIRD PARTY too.",
        "Join us in part 2.",
    ],
)
def test_other_texts_and_other_words_are_no_references(sentence: str) -> None:
    assert pointed(sentence) == []


def test_contents_and_headings_do_not_point() -> None:
    text = (
        "# Contents\n\n* [Section 1](#a)\n* Section 2\n\n"
        "Section 1. Fees\n-------\n\nPay.\n\nSection 2. Ends\n------\n\nLeave."
    )
    assert segment(text, "markdown").references == ()


def test_letters_number_sections_too() -> None:
    text = (
        "## A. Play\n\n1. **Fair**. Be fair.\n\n## B. Work\n\n1. **Hard**. Section A.1 is for play, Section B for work."
    )
    found = segment(text, "markdown")
    assert [found.clauses[r.target].label for r in found.references if r.target is not None] == ["A.1", "B"]


def test_an_item_is_looked_for_around_where_it_is_named() -> None:
    text = (
        "1. **One**. You may:\n\n    (a) go; or\n\n    (b) stay, not paragraph (a).\n\n"
        "2. **Two**. You may:\n\n    (a) sing; or\n\n    (b) not do what paragraph (a) says."
    )
    found = segment(text, "markdown")
    assert [found.clauses[r.target].label for r in found.references if r.target is not None] == ["1(a)", "2(a)"]


def test_a_number_is_looked_for_in_the_same_part_then_in_the_main_text() -> None:
    text = TERMS + "\n3. **Links**. See Section 2 and Section 4.1."
    found = segment(text, "markdown")
    assert [address(found, r.target) for r in found.references if r.target is not None] == ["Exhibit A 2", "4.1"]


def test_a_section_without_a_number_is_the_one_it_calls_itself() -> None:
    text = "# Play\n\nSee Section 2.\n\n# Work\n\nThis Section 2 is long."
    found = segment(text, "markdown")
    assert [found.clauses[r.target].title for r in found.references if r.target is not None] == ["Work", "Work"]


PIECES = [
    *("Section 1", "Sections 1, 2", "(a)", "this Section", " of ", "§", "(i)", "[x](#y)", "“Fees” below", "# Fees\n\n"),
    *(
        "Exhibit A",
        "\n",
        "\n\n",
        "1. ",
        "1.1 ",
        "(a) ",
        " and ",
        "GDPR",
        "**",
        "\\",
        "<a id='y'>",
        "\u00a0",
        "&amp;",
        "sub-",
    ),
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@settings(max_examples=100)
def test_places_are_true_whatever_the_text_is(text: str) -> None:
    check(text, segment(text, "markdown"))


def check(text: str, found: Segmentation) -> None:
    before = 0
    for reference in found.references:
        clause = found.clauses[reference.clause]
        assert clause.start <= reference.start < reference.end <= clause.end
        assert clause.kind not in ("contents", "navigation")
        assert reference.start >= before
        before = reference.end
        assert reference.target is None or 0 <= reference.target < len(found.clauses)
        assert any(map(str.isalnum, text[reference.start : reference.end]))


def test_a_made_up_text_has_a_limit() -> None:
    assert len(segment("Section 1, 2, 3, " * 10_000, "text").references) <= 20_000


@pytest.mark.corpus
def test_most_references_of_real_terms_lead_somewhere(shared: Path) -> None:
    total = resolved = 0
    for path in sorted((shared / "corpus").glob("zoom/*/*.md")):
        source = path.read_bytes().decode("utf-8")
        found = segment(source, "markdown")
        check(source, found)
        total += len(found.references)
        resolved += sum(reference.target is not None for reference in found.references)
    assert total > 300
    assert resolved >= 0.98 * total
