from datetime import date
from textwrap import dedent

import pytest

from ingest.segment import innermost, segment, sub_at
from ingest.types import Markup
from tests.ingest.segment.outline import outline

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

**Terms of Service Update Notes**:

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
        "  Terms of Service Update Notes (notes)",
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
        ("clearer now", "", "", "Terms of Service Update Notes", "notes"),
    ],
)
def test_how_a_position_is_cited(words: str, label: str, sub: str, title: str, kind: str) -> None:
    offset = MESSY.index(words)
    clause = innermost(segment(MESSY, "markdown").clauses, offset)
    assert clause is not None
    assert (clause.label, sub_at(MESSY, clause, offset), clause.title, clause.kind) == (label, sub, title, kind)


STYLES: dict[str, tuple[Markup, str, list[str]]] = {
    "numbers only by nesting": (
        "markdown",
        """\
        1. **FEES.** You pay.
            1. **Tax.** You pay tax.
            2. **Late payment.** You pay interest.

            Interest runs daily.
        2. **END.** It ends.
        """,
        ["1 FEES", "  1.1 Tax", "  1.2 Late payment", "2 END"],
    ),
    "headings with letters, numbers below": (
        "markdown",
        """\
        [A. Words](#a-words)
        --------------------

        1.  A "Note" is what you write.
        2.  A "Board" holds notes.

        [B. Accounts](#b-accounts)
        --------------------------

        ### [1\\. Passwords](#1)

        Keep them.
        """,
        ["A Words", "  A.1 Words", "  A.2 Words", "B Accounts", "  B.1 Passwords"],
    ),
    "a heading repeated by its clause": (
        "markdown",
        """\
        Fees
        ----

        1\\. **Fees.** You pay.

        *   a. **Tax.** You pay tax.
            *   i. Not in Spain.
        *   b. **Refunds.** We refund.

        End
        ---

        2\\. **End.** It ends.
        """,
        ["1 Fees", "  1(a) Tax", "    1(a)(i) Tax", "  1(b) Refunds", "2 End"],
    ),
    "letters and Roman numbers": (
        "markdown",
        """\
        IX. GENERAL

              H. Notices. By e-mail.

              I. Waiver. There is none.

                 (i) not by silence;

                 (ii) not by delay.

              J. Law. The law of Spain.
        """,
        ["IX GENERAL", "  IX.H Notices", "  IX.I Waiver", "    IX.I(i) Waiver", "    IX.I(ii) Waiver", "  IX.J Law"],
    ),
    "titles only": (
        "markdown",
        """\
        # Larkspan Terms

        Welcome.

        ## Your account

        ### Passwords

        Keep them.

        ## Ending

        **Notice**. A month before.
        """,
        ["Larkspan Terms (preamble)", "  Your account", "    Passwords", "  Ending", "    Notice"],
    ),
    "lines with hard breaks": (
        "markdown",
        "**Larkspan Terms**  \nWelcome to Larkspan.  \n**Fees**  \nYou pay.  \n**Ending**  \nIt ends.\n",
        ["Larkspan Terms (preamble)", "Fees", "Ending"],
    ),
    "plain text, wrapped": (
        "text",
        """\
        LARKSPAN USER AGREEMENT

        Last updated: 3 March 2024

        1. DEFINITIONS

        "Note" means what you write, as set out in Section
        2.1 below.

        2. ACCOUNTS

        2.1 Registration. You must give us true information when
        you register, and keep it up to date.

        2.2 Passwords. Keep them secret:

           (a) do not share them;
           (b) do not write them down.

        We may lock your account.

        Exhibit A

        1. Hours. We answer from nine to five.
        """,
        [
            "LARKSPAN USER AGREEMENT (preamble)",
            "  1 DEFINITIONS (definition)",
            "  2 ACCOUNTS",
            "    2.1 Registration",
            "    2.2 Passwords",
            "      2.2(a) Passwords",
            "      2.2(b) Passwords",
            "[Exhibit A] Exhibit A (preamble)",
            "  [Exhibit A] 1 Hours",
        ],
    ),
    "plain text, titles only": (
        "text",
        """\
        Larkspan Notes Terms

        Who We Are

        Larkspan is a company.

        Payment and Renewal

        You pay each month until you end it.
        """,
        ["Larkspan Notes Terms (preamble)", "Who We Are", "Payment and Renewal"],
    ),
    "section words": (
        "markdown",
        """\
        **SECTION 1 – FEES.**

        1.1 Tax. You pay tax.

        **SECTION 2 – ENDING.**

        It ends.
        """,
        ["1 FEES", "  1.1 Tax", "2 ENDING"],
    ),
    "a list hanging off a titled paragraph has no labels": (
        "markdown",
        """\
        **4\\. Content**
        ---------------

        **Reliance.** You know that:

        1.  it may be wrong;
        2.  it may be late.

        **5\\. Ending**
        --------------

        It ends.
        """,
        ["4 Content", "  4 Reliance", "5 Ending"],
    ),
    "numbered sentences without titles": (
        "markdown",
        """\
        1. You pay the fees.

        Interest runs daily.

        2. It ends.
        """,
        ["1", "2"],
    ),
    "text between items outside of every clause": (
        "markdown",
        """\
        This contract is between:

        1. you, and
        2. Larkspan.

        It governs the services.
        """,
        ["(preamble)", "1", "2", ""],
    ),
    "a list in a document of titles numbers nothing": (
        "markdown",
        """\
        # Larkspan Terms

        ## Closing

        We close your account if:

        1. you ask us, or
        2. you have not used it for a year.

        ## Law

        Spanish.
        """,
        ["Larkspan Terms (preamble)", "  Closing", "  Law"],
    ),
    "summaries keep the label": (
        "markdown",
        """\
        ### 1\\. Fees

        **Short version:** _You pay._

        You pay the fees.
        """,
        ["1 Fees", "  1 Fees (notes)"],
    ),
    "annex and main part": (
        "markdown",
        """\
        1. **Fees.** You pay.
        2. **End.** It ends.

        #### **Exhibit A**

        1. **Hours.** From nine to five.
        2. **Days.** Not on Sundays.
        """,
        ["1 Fees", "2 End", "[Exhibit A] Exhibit A (preamble)", "  [Exhibit A] 1 Hours", "  [Exhibit A] 2 Days"],
    ),
    "two agreements in one file": (
        "markdown",
        """\
        # Larkspan Terms

        ## 1\\. Fees

        You pay.

        ## 2\\. End

        It ends.

        - - -

        # Larkspan Rules

        ## 1\\. Respect

        Be kind.
        """,
        [
            "[Larkspan Terms] Larkspan Terms (preamble)",
            "  [Larkspan Terms] 1 Fees",
            "  [Larkspan Terms] 2 End",
            "[Larkspan Rules] Larkspan Rules (preamble)",
            "  [Larkspan Rules] 1 Respect",
        ],
    ),
    "contents by links, by titles, under a heading": (
        "markdown",
        """\
        # Larkspan Terms

        *   [1\\. Fees](#fees)
        *   [2\\. Ending](#ending)
        *   [3\\. Law](#law)

        ## 1\\. Fees

        You pay.

        ## 2\\. Ending

        It ends.

        ## 3\\. Law

        Spanish.
        """,
        ["Larkspan Terms (preamble)", "  Larkspan Terms (contents)", "  1 Fees", "  2 Ending", "  3 Law"],
    ),
}


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
