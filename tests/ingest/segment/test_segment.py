from datetime import date
from textwrap import dedent

import pytest

from ingest.segment import innermost, segment, sub_at
from tests.ingest.segment.outline import outline
from tests.ingest.segment.styles import STYLES

MESSY = """\
[Products](https://larkspan.example/p)[Pricing](https://larkspan.example/q)

Select a language

[English](https://larkspan.example/en)[Deutsch](https://larkspan.example/de)

LARKSPAN TERMS
==============

**Effective Date: 11 August 2023**

These terms are a contract between you and Larkspan.

1. **ACCOUNTS**\u00a0

**1.1 Registration**. You need an account.

**1.2** **Sharing**. You may: (i) invite guests; (ii) remove them. You answer for them.

4. **SYSTEM REQUIREMENTS**

You need a computer.

6. **CONTENT**

**3.1 Your Content**. It is yours.

**Despite this, we will not use your recordings to train models without your consent.**

8. **DEFINITIONS**

“**Guest**” means a person without an account.

**Terms of Service Update Notes (11 August 2023)**:

Section 3 is clearer now.
"""


def test_a_page_as_conversions_leave_it() -> None:
    assert outline(MESSY) == [
        "(navigation)",
        "LARKSPAN TERMS (preamble)",
        "  1 ACCOUNTS",
        "    1.1 Registration",
        "    1.2 Sharing",
        "  2 SYSTEM REQUIREMENTS",
        "  3 CONTENT",
        "    3.1 Your Content",
        "  4 DEFINITIONS (definition)",
        "  Terms of Service Update Notes (11 August 2023) (notes)",
    ]
    found = segment(MESSY, "markdown")
    assert (found.title, found.stated_date) == ("LARKSPAN TERMS", date(2023, 8, 11))


@pytest.mark.parametrize(
    ("words", "label", "sub", "title", "kind"),
    [
        ("Deutsch", "", "", "", "navigation"),
        ("These terms are", "", "", "LARKSPAN TERMS", "preamble"),
        ("remove them", "1.2", "(ii)", "Sharing", "clause"),
        ("You answer", "1.2", "", "Sharing", "clause"),
        ("You need a computer", "2", "", "SYSTEM REQUIREMENTS", "clause"),
        ("Despite this", "3.1", "", "Your Content", "clause"),
        ("a person without", "4", "", "DEFINITIONS", "definition"),
        ("clearer now", "", "", "Terms of Service Update Notes (11 August 2023)", "notes"),
    ],
)
def test_how_a_position_is_cited(words: str, label: str, sub: str, title: str, kind: str) -> None:
    offset = MESSY.index(words)
    clause = innermost(segment(MESSY, "markdown").clauses, offset)
    assert clause is not None
    assert (clause.label, sub_at(MESSY, clause, offset), clause.title, clause.kind) == (label, sub, title, kind)


@pytest.mark.parametrize("style", STYLES)
def test_styles_of_documents(style: str) -> None:
    markup, text, expected = STYLES[style]
    assert outline(dedent(text), markup) == expected


def test_text_after_a_list_returns_to_the_clause_that_introduced_it() -> None:
    text = "2.1 Rules. You may not:\n\n(i) copy it;\n\n(ii) sell it.\n\nWe may end the service if you do.\n"
    clauses = segment(text, "markdown").clauses
    labels = [innermost(clauses, text.index(words)) for words in ("You may not", "sell", "We may end")]
    assert [clause.label if clause else None for clause in labels] == ["2.1", "2.1(ii)", "2.1"]


def test_the_path_names_every_enclosing_clause() -> None:
    text = "# Terms\n\n## 10\\. Content\n\n**10.4 Licence**. You grant one.\n"
    assert segment(text, "markdown").clauses[-1].path == ("10 Content", "10.4 Licence")


def test_an_authors_own_number_is_cited_as_printed() -> None:
    text = "**5\\. FEES**\n\n**6.1 Tax**. You pay.\n\n**7\\. END**\n\n**7.1 Notice**. A month.\n"
    assert [clause.label for clause in segment(text, "markdown").clauses] == ["5", "6.1", "7", "7.1"]


def test_nothing_is_around_an_offset_outside_of_every_clause() -> None:
    assert innermost(segment("1. Fees. You pay.\n\n\n", "markdown").clauses, 19) is None


@pytest.mark.parametrize(("clauses", "titled"), [(6, True), (5, False)])
def test_titles_in_plain_type_are_a_habit_of_the_whole_document(clauses: int, titled: bool) -> None:
    names = ["Governing Law", "Entire Agreement", "Price Changes", "Late Payment", "Opt-Out Right", "Lost Notes"]
    told = "This is what it says there, in words enough that nobody takes the few before them for a sentence alone."
    text = "## General\n\n" + "\n\n".join(f"{name}. {told}" for name in names[:clauses])
    assert ("  Governing Law" in outline(text)) is titled
    assert "  Governing Law" not in outline(text + "\n\n1. **Fees.** You pay.")
