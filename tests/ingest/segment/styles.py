"""Ways in which terms are numbered and titled, each as a made-up text with its outline."""

from ingest.types import Markup

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
    "labels that print their whole address": (
        "markdown",
        """\
        **2.1 Partners.** We share.

        **2.1(i) Banks.** To pay.

        **2.1(i)(a) Abroad.** To pay there.

        **2.1(ii) Courts.** When ordered.
        """,
        ["2.1 Partners", "  2.1(i) Banks", "    2.1(i)(a) Abroad", "  2.1(ii) Courts"],
    ),
    "label and title in two runs of bold type without a space": (
        "markdown",
        "**7. Law**\n\n**7.2****Exceptions**. None.\n",
        ["7 Law", "  7.2 Exceptions"],
    ),
    "articles and decimals, lines without gaps": (
        "text",
        """\
        ARTICLE I WORDS
        1.01 Meanings. The words of this contract have the meanings that the
        schedule of words at www.larkspan.example/words
        1.02 Reading. In this contract, unless it says otherwise:
        (a) one means many, and many means one; and
        (b) headings mean nothing.
        ARTICLE II SECRETS
        2.01 Silence. Keep them, as well as you keep your own, for so long as this contract lasts:
        (a) at work; and
        (b) at home.
        2.02 Return. Give them back.
        """,
        [
            "I WORDS",
            "  1.01 Meanings",
            "  1.02 Reading",
            "    1.02(a) Reading",
            "    1.02(b) Reading",
            "II SECRETS",
            "  2.01 Silence",
            "    2.01(a) Silence",
            "    2.01(b) Silence",
            "  2.02 Return",
        ],
    ),
    "sections that go on after sub-clauses without a section": (
        "text",
        """\
        6. Return it on request.

        7.1 You destroy:

        7.1.1 notes; and

        7.1.2 copies.

        8. The law is Spanish.
        """,
        ["6", "7.1", "  7.1.1", "  7.1.2", "8"],
    ),
    "a bullet about an article of a law is no clause": (
        "markdown",
        """\
        ## Transfers

        We rely on:

        * Article 46. Contracts.
        * Article 49. Consent.
        """,
        ["Transfers"],
    ),
    "numbers with a letter, put in later": (
        "markdown",
        """\
        ### 2\\. Words you write

        They are yours.

        ### 2a. Words of others

        They are theirs.

        #### Links

        Follow them.

        ### 3\\. Ending

        It ends.
        """,
        ["2 Words you write", "2a Words of others", "  2a Links", "3 Ending"],
    ),
    "sections that only their clauses number": (
        "markdown",
        """\
        ## Account

        6.1 You need one.

        ## Feedback

        Send us some.

        ## Risk

        8.1 It is yours.

        """,
        ["6 Account", "  6.1 Account", "7 Feedback", "8 Risk", "  8.1 Risk"],
    ),
    "a section without a word, then headings that look like it": (
        "markdown",
        """\
        ## Section A: Rules

        Keep them.

        ## Section B: Other

        ## Sharing

        Share.

        ### Limits

        Not all.

        ## Section C: End

        It ends.
        """,
        ["A Rules", "B Other", "  B Sharing", "    B Limits", "C End"],
    ),
    "sections of the first rank without a title above": (
        "markdown",
        """\
        # What are notes?

        Words you keep.

        # Why keep them?

        To remember.

        ## At work

        Meetings.
        """,
        ["What are notes?", "Why keep them?", "  At work"],
    ),
    "a later heading names no document": (
        "markdown",
        """\
        Larkspan

        ## Introduction

        This is about notes.

        ## Privacy Policy Updates

        We write to you.
        """,
        ["(preamble)", "Introduction", "Privacy Policy Updates"],
    ),
    "breadcrumbs and a notice above the title": (
        "markdown",
        """\
        Legal pages

        **We recently updated our Privacy Notice.**

        It tells you more about cookies, and about the choices that you have.

        Effective 3 March 2024

        Larkspan Terms
        ==============

        Welcome.
        """,
        ["(notes)", "(preamble)", "Larkspan Terms (preamble)"],
    ),
    "an inner list right below its item": (
        "markdown",
        """\
        1. Do not mislead. This includes
            1. fraud, and
            2. false names.
        2. Do not spy.
        """,
        ["1", "  1.1", "  1.2", "2"],
    ),
    "contents end at the first section": (
        "markdown",
        """\
        ## Contents of these terms

        * Fees
        * Ending
        * Law

        ## 1\\. Fees

        You pay for:

        * notes
        * boards
        * pictures

        **Changelog:**

        * 3 March 2024: first version.
        """,
        [
            "Contents of these terms (contents)",
            "1 Fees",
            "Changelog (notes)",
        ],
    ),
    "titles on lines of their own, without gaps": (
        "text",
        """\
        2.01 Silence
        You must keep the secrets of this contract as well as you keep your own.
        2.02 Return of Notes
        Give them back.
        """,
        ["2.01 Silence", "2.02 Return of Notes"],
    ),
    "an annex without sections": (
        "markdown",
        """\
        1. **Fees.** You pay.
        2. **End.** It ends.

        ### Annex 1

        Our offices are in Spain.

        ### Annex 2

        1. **Hours.** From nine to five.
        2. **Days.** Not on Sundays.
        """,
        [
            "1 Fees",
            "2 End",
            "[Annex 1] Annex 1",
            "[Annex 2] Annex 2 (preamble)",
            "  [Annex 2] 1 Hours",
            "  [Annex 2] 2 Days",
        ],
    ),
    "a heading between letters is not numbered": (
        "markdown",
        """\
        ## First

        A1. One of them.

        ## Second

        ## Third

        C1. Three of them.
        """,
        ["A First", "  A1 First", "Second", "C Third", "  C1 Third"],
    ),
    "numbers without a stop before headings": (
        "markdown",
        """\
        ## 1 Fees

        You pay.

        ## 2 Rights

        2.1 Yours.

        ## 3 End

        It ends.
        """,
        ["1 Fees", "2 Rights", "  2.1 Yours", "3 End"],
    ),
    "a number that counts something else": (
        "markdown",
        """\
        ## Fees

        You pay.

        ## 30 days

        That long.

        ## 2 devices

        No more.
        """,
        ["Fees", "30 days", "2 devices"],
    ),
    "who signs is no title": (
        "text",
        """\
        1. The law is Spanish.

        By: /s/ Ann
        -----------

        Name: Ann Example
        -----------------
        """,
        ["1"],
    ),
    "a button is no title": (
        "markdown",
        """\
        **1\\. Yield.** You earn it.

        [**See today's rates**](https://larkspan.example/rates)

        **2\\. Tax.** You pay it.
        """,
        ["1 Yield", "2 Tax"],
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
