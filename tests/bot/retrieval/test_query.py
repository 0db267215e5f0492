"""What a question looks for, read from its words alone."""

import pytest

from bot.retrieval.query import MAX_LOOKED_UP, MAX_WORDS, read_query
from tests.bot.retrieval import making

NAMES = ("Acme", "acme")


@pytest.mark.parametrize(
    ("question", "core"),
    [
        # Who said it.
        ("headline: 'Acme can sell your photos'. true?", "'the company can sell your photos'"),
        ("My friend says they sell my photos", "they sell my photos"),
        ("a blogger wrote that they read my letters", "they read my letters"),
        ("apparently they read my letters", "they read my letters"),
        ("i read that photos are sold", "photos are sold"),
        ("everyone keeps saying they own my photos", "they own my photos"),
        # Which day, which text.
        ("can they ban me as of 2024-05-01", "can they ban me"),
        ("on 7 August 2023 could they train AI", "could they train AI"),
        ("since March 5th, 2024 do they share mails", "do they share mails"),
        ("does the contract say that i can leave", "i can leave"),
        ("according to their policy can they share mails", "can they share mails"),
        ("in the newest terms can they share mails", "can they share mails"),
        # Whether it is so.
        ("they sell my photos, is that really true", "they sell my photos"),
        ("they sell my photos true or false", "they sell my photos"),
        ("fees please", "fees"),
        # The service's own name stands in every clause.
        ("Can ACME's staff read it", "Can the company's staff read it"),
        ("acmeology fees", "acmeology fees"),
        # Nothing but a frame is the question.
        ("true?", "true?"),
        ("2024", "2024"),
        ("Thanks", "Thanks"),
        # No frame at all.
        ("who said so", "who said so"),
        ("do they tell me", "do they tell me"),
        ("  what   about\n refunds ", "what about refunds"),
        ("", ""),
    ],
)
def test_what_only_frames_a_question_is_taken_out(question: str, core: str) -> None:
    assert read_query(question, NAMES).core == core


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("can i claim damages", "claim"),
        ("do they claim ownership of my photos", "claim"),
        ("may people post reviews", "review"),
        ("headline: kids under 13 may join", "13"),
        ("is the fine 2000 euros", "2000"),
    ],
)
def test_words_that_a_question_is_about_are_no_frame(question: str, word: str) -> None:
    assert word in read_query(question, NAMES).words


def test_a_name_is_taken_as_it_is_written() -> None:
    for name in ("C++", "a.b", "(x)", "[", "\\d", "*"):
        assert read_query(f"can {name} sell it", [name]).core.startswith("can ")
    assert read_query("may notion.so read it", ["Notion.so", ""]).core == "may the company read it"
    assert read_query("may notion read it", ["Notion.so"]).core == "may the company read it"
    assert read_query("may x read it", ["X"]).core == "may x read it"


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("what does 10.4 say", ("10.4",)),
        ("section 27.2(1)?", ("27.2(1)",)),
        ("§ 7", ("7",)),
        ("§§ 7 and §8", ("7", "8")),
        ("clause 4(b)(ii)", ("4(b)(ii)",)),
        ("Sec. 3 please", ("3",)),
        ("article 5 and article 6", ("5", "6")),
        ("section A.1", ("A.1",)),
        ("section B", ("B",)),
        ("5.1, 5.2 and 5.1", ("5.1", "5.2")),
        ("is 2.5.1 still there", ("2.5.1",)),
        ("99.9% uptime", ()),
        ("is it up 99.9 % of the time", ()),
        ("do i pay $10.50", ()),
        ("a fee of € 10.50", ()),
        ("10.50 EUR a month", ()),
        ("2.5 million users", ()),
        ("1.5 years", ()),
        ("3.14 GB", ()),
        ("v2.0", ()),
        ("was gilt seit 3.5.2024", ()),
        ("since 01.02.2024", ()),
        ("can i get 30 days", ()),
        ("", ()),
    ],
)
def test_the_numbers_of_clauses_are_read_and_no_other_figures(question: str, labels: tuple[str, ...]) -> None:
    assert read_query(question).labels == labels


@pytest.mark.parametrize(
    "question",
    [
        "can they not do this",
        "what now",
        "which items can i return",
        "what are the selling points",
        "why are there no limits, i ask",
        "is there no 14 day refund",
        "no i do not agree",
    ],
)
def test_everyday_words_name_no_clause(question: str) -> None:
    assert read_query(question).labels == ()


@pytest.mark.parametrize(
    ("question", "labels", "title"),
    [
        ("what does 10.4 say", ("10.4",), ""),
        ("10.4", ("10.4",), ""),
        ("explain clause 12.3 to me, please", ("12.3",), ""),
        ("What does section 10.2(i) mean in plain English?", ("10.2(i)",), ""),
        ("summarise 4(b)", ("4(b)",), ""),
        ("can you tell me what's in paragraph 5", ("5",), ""),
        ("what does 5 say", ("5",), ""),
        ("explain 10.4 and 10.2", ("10.4", "10.2"), ""),
        ("13.6 speaks of section 24.2. ok so what does 24.2 say", ("24.2",), ""),
        ("what is clause J.3 of the Acme terms", ("J.3",), ""),
        ("break down section A", ("A",), ""),
        ("what does the Right of Withdrawal section say", (), "Right of Withdrawal"),
        ("what does 'Your Account' say", (), "Your Account"),
    ],
)
def test_a_clause_is_asked_for_whole(question: str, labels: tuple[str, ...], title: str) -> None:
    query = read_query(question, NAMES)
    assert (query.whole, query.labels, query.title) == (True, labels, title)


@pytest.mark.parametrize(
    "question",
    [
        "how many days notice does 12.3 give",
        "what does clause 10.4 say about AI",
        "does 10.4 let them sell it",
        "they closed my account. does 10.4 let them",
        "they banned me over it. what is 'hate speech'",
        "what about 13?",
        "am i too young at 13",
        "what is arbitration",
        "what does it mean",
        "what does X say",
        "number of accounts",
        "",
    ],
)
def test_a_question_about_something_is_not_for_the_whole_clause(question: str) -> None:
    assert not read_query(question, NAMES).whole


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("what does end user mean", "end user"),
        ("what does “End User” even mean?", "end user"),
        ("what do you mean by customer content?", "customer content"),
        ("definition of Affiliate", "affiliate"),
        ("define Confidential Information.", "confidential information"),
        ("who is a Host?", "host"),
        ("what counts as spam?", "spam"),
        ("they keep saying 'Beta Services'", "beta services"),
    ],
)
def test_what_is_asked_the_meaning_of_is_found(question: str, phrase: str) -> None:
    assert phrase in read_query(question).phrases


@pytest.mark.parametrize("question", ["what's an 'affiliate'", "what is an affiliate?", "whats an affiliate"])
def test_a_term_is_found_however_it_is_asked_for(question: str) -> None:
    from bot.retrieval.rules import by_definition

    reading = making.reading_of(making.Told("Affiliate means a sister"), making.Told("We pay affiliates"))
    assert [n for n, _ in by_definition(read_query(question), making.defined(reading, "Affiliate"))] == [0]


@pytest.mark.parametrize("question", ["can they close my account", "refund", "", "?"])
def test_no_meaning_is_asked_where_none_is(question: str) -> None:
    assert read_query(question).phrases == ()


@pytest.mark.parametrize(
    ("question", "unit"),
    [("how many days do i have", "day"), ("how much is it", "$"), ("how old must i be", "year"), ("how long", "month")],
)
def test_the_figure_asked_for_has_units(question: str, unit: str) -> None:
    assert unit in read_query(question).asked.units


def test_legal_words_stand_beside_the_persons_own() -> None:
    query = read_query("can i sue them over a dispute")
    assert {"sue", "disput"} <= set(query.words)
    assert "arbitr" in query.legal_words
    assert not {*query.words} & {*query.legal_words}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("wer haftet für Schäden?", "schäden"),
        ("puis-je résilier l'abonnement", "résilier"),
        ("我可以取消吗", "我可以取消吗"),
        ("هل يمكنني الإلغاء", "الإلغاء"),
        ("могу ли я отменить", "отменить"),
    ],
)
def test_other_languages_are_looked_up_as_they_are(question: str, word: str) -> None:
    query = read_query(question)
    assert query.core == question
    assert word in query.words
    assert query.labels == ()


HOSTILE = {
    "one word": "x" * 1_000_000,
    "words": "refund " * 100_000,
    "numbers": "1.2.3." * 100_000,
    "open brackets": "4(a)(" * 100_000,
    "sections": "section " * 100_000,
    "frames": "my friend says that " * 100_000,
    "what is": "what is a " * 100_000,
    "quotes": "'\"" * 100_000,
    "blanks": " " * 1_000_000,
    "dates": "3 May 2024, " * 100_000,
    "questions": "?" * 100_000,
    "controls": "".join(map(chr, range(32))) * 1_000,
    "bidi and tags": "\u202e\u2066\U000e0041\ufeff" * 10_000,
    "surrogates": "\ud800fee" * 10_000,
    "SQL": "'; DROP TABLE version; --",
    "search syntax": '"NEAR(" OR * NOT a:b ^c (',
    "a pattern": "(a+)+$ \\1 (?P<x>",
    "a template": "$question ${x} {y} %s",
}


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_text_is_read_and_what_is_kept_of_it_is_bounded(question: str) -> None:
    query = read_query(question, NAMES)
    assert len(query.core) <= MAX_LOOKED_UP
    assert len(query.words) <= MAX_WORDS
    assert len(query.legal_words) <= MAX_WORDS
    assert len(set(query.labels)) == len(query.labels) <= MAX_LOOKED_UP
    assert all(len(phrase) <= 60 for phrase in query.phrases)
