"""Answers without a model: the right sentences, whole, or an honest refusal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.drafting import DraftRequest
from bot.drafting.answerable import SURE_CHANCE
from bot.drafting.context import around, exceptions, group, is_whole, shown
from bot.drafting.embedding import KeptVectors
from bot.drafting.excerpt import MOST_CANDIDATES, ExcerptDrafter
from bot.types import Draft
from bot.understanding.asked import read_question
from bot.verifying.verify import verify
from ingest import Passage, Reading, Span, StoredPassage, Version, readable, segment, sentences, terms

SOURCE = """# Brook Terms

## 1. Your Uploads

**1.1 Licence**. You grant Brook a perpetual licence to use your uploads. Brook may use your uploads
to improve its search.

**Notwithstanding the above, Brook will not use your uploads to train its models without your consent.**

**1.2 Limits**. You agree not to:

(a) upload stolen pictures;

(b) upload pictures of children; or

(c) sell pictures of others.

**1.3 Refunds**. Charges are final. However, we refund charges that the law tells us to refund. Ask our support team.

**1.6 Sharing**. We do not show your pictures to advertisers. The only exception is a picture you post to a contest.

**1.4 Deletion**. After you close your account, we keep your pictures for thirty (30) calendar days.

**1.5 Very long**. Brook may, (i) at the request of a court, a regulator, a law enforcement body or any other
authority that is competent under the law of the place where the account holder lives, (ii) for the protection
of the health of people who take part in one of our many travel programmes, (iii) unless you object, for research
by universities, (iv) for billing and the collection of debts by agencies that act for us in each region, and (v)
for audits, disclose your address.

## 2. Heading Only
"""


def similar(texts: list[str]) -> NDArray[np.float32]:
    """An honest fake: vectors of counted words, so that texts that share words are similar."""
    vectors = np.zeros((len(texts), 512), np.float32)
    for row, text in enumerate(texts):
        for term in terms(text):
            vectors[row, sum(term.encode()) * 31 % 512] += 1
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths, lengths, 1)


def read(source: str = SOURCE) -> Reading:
    found = segment(source, "markdown")
    version = Version(1, "brook", "Brook", "terms-of-service", "2024-05-01", date(2024, 5, 1), (), "", "ab" * 32)
    stored = [
        StoredPassage(n, c.start, c.end, str(n), terms(readable(source, c.start, c.end).text))
        for n, c in enumerate(found.clauses)
        if c.kind == "clause"
    ]
    return Reading(version, source, found.clauses, tuple(stored), found.hidden)


READING = read()


def request(question: str, labels: Sequence[str], reading: Reading = READING, similarity: float = 0.5) -> DraftRequest:
    passages = []
    for number, label in enumerate(labels, 1):
        clause = next(c for c in reading.clauses if c.label == label)
        passages.append(
            Passage(f"c{number}", reading.version, clause, clause.span, 1 / number, number, number, similarity)
        )
    return DraftRequest(question, tuple(passages), {reading.version.id: reading})


def draft(question: str, labels: Sequence[str], reading: Reading = READING, *, embed: bool = True) -> Draft:
    *deltas, last = ExcerptDrafter(similar if embed else None).draft(request(question, labels, reading))
    assert isinstance(last, Draft)
    assert all(isinstance(delta, str) for delta in deltas)
    return last


def texts(found: Draft) -> list[str]:
    return [statement.text for statement in found.statements]


@pytest.mark.parametrize("embed", [True, False])
def test_a_permission_comes_with_what_takes_it_back(embed: bool) -> None:
    found = draft("may they use my uploads to improve search?", ["1.1"], embed=embed)
    assert any("may use your uploads" in text for text in texts(found))
    assert any("will not use your uploads to train" in text for text in texts(found))


def test_a_clause_that_was_asked_for_by_its_number_answers_alone() -> None:
    asked = request("what does 1.3 say", ["1.1", "1.3"])
    named = replace(asked, passages=(asked.passages[0], replace(asked.passages[1], score=2.4)))
    *_, found = ExcerptDrafter(similar).draft(named)
    assert isinstance(found, Draft)
    assert found.status == "answered", "though its words are nothing like the question"
    assert texts(found) == [
        "Charges are final. However, we refund charges that the law tells us to refund. Ask our support team."
    ]
    assert {quote.passage_id for statement in found.statements for quote in statement.quotes} == {"c2"}


def test_an_exception_right_after_comes_along() -> None:
    assert [text[:12] for text in texts(draft("are charges final?", ["1.3"]))] == ["Charges are ", "However, we "]


def test_the_only_exception_comes_along() -> None:
    found = texts(draft("do you show my pictures to advertisers", ["1.6"], embed=False))
    assert any("a contest" in text for text in found)


def test_a_list_is_shown_whole_with_its_introduction() -> None:
    for labels in (["1.2"], ["1.2(b)"]):
        (text,) = texts(draft("can i upload pictures of children?", labels))
        assert text.startswith("You agree not to: (a) upload")
        assert text.endswith("(c) sell pictures of others.")


def test_what_is_drafted_is_the_documents_own_words() -> None:
    found = draft("what licence do i grant?", ["1.1"])
    assert "a perpetual licence" in texts(found)[0]
    assert found.statements[0].quotes[0].quote == "You grant Brook a perpetual licence to use your uploads."
    assert found.statements[0].excerpt
    assert found.yes_no is None


def test_everything_drafted_is_verified() -> None:
    for question in (
        "uploads licence",
        "pictures of children",
        "refund charges",
        "close account days",
        "disclose address court regulator law enforcement authority billing",
    ):
        asked = request(question, ["1.1", "1.2", "1.2(b)", "1.3", "1.4", "1.5"])
        *_, found = ExcerptDrafter(similar).draft(asked)
        assert isinstance(found, Draft)
        checked = verify(found, asked.passages, asked.readings)
        assert (checked.status, checked.dropped) == ("answered", 0)
        assert [statement.text for statement in checked.statements] == texts(found)


def test_a_long_sentence_is_shortened_at_its_items_and_keeps_its_unless() -> None:
    (text,) = texts(draft("will you disclose my address for audits?", ["1.5"], embed=False))
    assert " … " in text
    assert "(iii) unless you object" in text
    assert text.endswith("(v) for audits, disclose your address.")
    assert "travel programmes" not in text


@pytest.mark.parametrize(
    ("question", "labels", "status"),
    [
        ("how many days do you keep pictures when i close my account", ["1.4"], "answered"),
        ("how many pictures can i upload", ["1.2"], "not_in_terms"),
        ("can i upload stolen pictures", [], "not_in_terms"),
    ],
)
def test_refusals(question: str, labels: list[str], status: str) -> None:
    found = draft(question, labels)
    assert found.status == status
    if status != "answered":
        assert not found.statements
        assert found.nearest == ("c1" if labels else None)


HELP = """# Brook Terms

**1.1 Help**. We answer every message about your account. Accounts are looked after by our own people. Each message
about an account gets a number. We keep each message about your account. Ask for account help in the app.

| Matter | Where |
|---|---|
| Questions about an account | call us on 555 010-7788 |
"""


def test_the_sentence_that_names_the_thing_asked_for_is_shown_with_the_best_ones() -> None:
    question = "is there a phone number for help with my account"
    assert any("555 010-7788" in text for text in texts(draft(question, ["1.1"], read(HELP))))
    nameless = read(HELP.replace("call us on 555 010-7788", "write to us"))
    assert draft(question, ["1.1"], nameless).status == "not_in_terms"
    assert draft("do they answer every message about my account", ["1.1"], nameless).status == "answered"


def test_far_off_passages_are_not_named_as_nearest() -> None:
    *_, found = ExcerptDrafter(similar).draft(request("zebra quantum trombone", ["1.1"], similarity=0.1))
    assert isinstance(found, Draft)
    assert (found.status, found.nearest) == ("not_in_terms", None)


def test_the_work_is_bounded() -> None:
    asked: list[int] = []

    def counting(batch: list[str]) -> NDArray[np.float32]:
        asked.append(len(batch))
        assert all(len(text) <= 2_000 for text in batch)
        return similar(batch)

    long = read("# Terms\n\n**1. Long**. " + "You may upload one more picture to your album today. " * 3_000)
    list(ExcerptDrafter(counting).draft(request("upload picture " * 400, ["1"], long)))
    assert len(asked) == 2, "the question, then all sentences at once"
    assert asked[1] <= MOST_CANDIDATES


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("how many days do i have", "within thirty (30) days", True),
        ("how many days do i have", "within a reasonable time", False),
        ("how long do you keep it", "for two years", True),
        ("how old must i be", "at least sixteen (16)", True),
        ("how much is the fee", "a fee of $5", True),
        ("how much is the fee", "within 5 days", False),
        ("can i do it", "within 5 days", False),
        ("how many extra weeks do they get", "two weeks more", True),
        ("how many ppl can join", "up to forty (40) active participants", True),
        ("how many ppl can join", "you may add 3 albums", False),
        ("how many phones can i use", "on five devices at once", True),
        ("how many albums can i have", "at most 12 albums", True),
        ("how many albums can i have", "(1) to make albums", False),
        ("how many albums can i have", "album covers may show 2 faces", False),
    ],
)
def test_the_figure_asked_for(question: str, text: str, expected: bool) -> None:
    assert read_question(question).has_figure(text) is expected


@pytest.mark.parametrize(
    ("question", "owner"),
    [
        ("do they own my photos", True),
        ("why does brook get to own everything i draw", True),
        ("who owns what i post", True),
        ("is the stuff i made still mine", True),
        ("who owns brook", False),
        ("can i sell things i own", False),
        ("what rights do i have", False),
    ],
)
def test_whose_the_persons_own_things_are(question: str, owner: bool) -> None:
    assert read_question(question).owner is owner


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("You keep the ownership of your pictures.", True),
        ("Your pictures are yours.", True),
        ("We do not claim ownership of them.", True),
        ("Brook shall retain ownership of the service.", False),
        ("You acknowledge that you do not obtain any ownership of the service.", False),
    ],
)
def test_who_tells_whose_they_are(text: str, tells: bool) -> None:
    assert read_question("do they own my pictures").tells_owner(text) is tells
    assert not read_question("can they sell my pictures").tells_owner(text)


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("do i still owe them and can i get my pictures out", True),
        ("who owns it? what may they do with it?", True),
        ("my card bounced. can they charge it again, and what if it fails", True),
        ("can they close my account and keep my money", False),
        ("and does that go for albums", False),
        ("is it ok or not", False),
    ],
)
def test_several_questions_in_one(question: str, several: bool) -> None:
    assert read_question(question).several is several


def test_a_further_clause_is_shown_when_it_stands_out_with_the_best() -> None:
    asked = request("refund of charges and deletion of pictures after i close my account", ["1.3", "1.4", "1.2", "1.5"])
    *_, found = ExcerptDrafter(similar).draft(asked)
    assert isinstance(found, Draft)
    cited = {quote.passage_id for statement in found.statements for quote in statement.quotes}
    assert {"c1", "c2"} <= cited
    assert "c4" not in cited


def test_the_chance_that_it_is_answered_is_told() -> None:
    asked = request("how many days do you keep pictures after i close my account", ["1.4"])
    *_, near = ExcerptDrafter(similar).draft(asked)
    *_, far = ExcerptDrafter(similar).draft(
        replace(asked, passages=tuple(replace(passage, similarity=0.05) for passage in asked.passages))
    )
    assert isinstance(near, Draft)
    assert isinstance(far, Draft)
    assert near.answerable is not None
    assert far.answerable is not None
    assert far.answerable < 0.5 < near.answerable
    assert (near.status, far.status) == ("answered", "not_in_terms")


def test_evidence_that_may_not_answer_is_told_to_be_so() -> None:
    asked = request("how many days do you keep pictures after i close my account", ["1.4"])
    for similarity in (0.05, 0.15, 0.25, 0.35, 0.45, 0.6, 0.8):
        passages = tuple(replace(passage, similarity=similarity) for passage in asked.passages)
        *_, found = ExcerptDrafter(similar).draft(replace(asked, passages=passages))
        assert isinstance(found, Draft) and found.answerable is not None
        assert found.unsure is (found.status == "answered" and found.answerable < SURE_CHANCE)
    (passage,) = asked.passages
    by_name = replace(asked, question="what does 1.4 say", passages=(replace(passage, score=2.5, similarity=0.05),))
    *_, found = ExcerptDrafter(similar).draft(by_name)
    assert isinstance(found, Draft) and (found.status, found.unsure) == ("answered", False)


def test_titles_and_scraps_are_not_sentences() -> None:
    clause = next(c for c in READING.clauses if c.label == "1")
    here = around(READING, Passage("c1", READING.version, clause, clause.span, 1.0, 1, 1))
    assert "1. Your Uploads" in [s.words for s in here if not is_whole(s)] or "Your Uploads" in [
        s.words for s in here if not is_whole(s)
    ]
    refunds = next(
        n for n, s in enumerate(here) if s.words == "Charges are final." or s.words.endswith("Charges are final.")
    )
    assert [here[n].words for n in exceptions(here, group(here, refunds, frozenset()))] == [
        "However, we refund charges that the law tells us to refund."
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("10.4. You may look.", "You may look."),
        ("(b) You may look.", "You may look."),
        ("Section 5 applies.", "Section 5 applies."),
        ("You have thirty (30) days.", "You have thirty (30) days."),
    ],
)
def test_numbers_before_a_sentence_are_not_shown(words: str, expected: str) -> None:
    assert shown(words, frozenset()) == expected


def test_what_was_embedded_ahead_is_what_a_question_needs() -> None:
    asked: list[str] = []

    def counted(texts: list[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return similar(texts)

    drafter = ExcerptDrafter(KeptVectors(counted), similar)
    steps = sum(1 for _ in drafter.prepare(READING))
    ahead = set(asked)
    assert steps > len(READING.passages), "a step for each passage, then for some sentences each"
    assert len(ahead) == len(asked)
    *_, prepared = drafter.draft(request("how long do they keep my pictures?", ["1.4", "1.3", "1.6", "1.2", "1.1"]))
    assert set(asked) == ahead, "no sentence of these clauses is long: none waits for its question"
    assert prepared == draft("how long do they keep my pictures?", ["1.4", "1.3", "1.6", "1.2", "1.1"])
    list(drafter.draft(request("may they tell a debt collector?", ["1.5"])))
    assert len(set(asked) - ahead) == 1, "of a long sentence the stretch that was asked about"


def test_what_stands_around_two_passages_of_a_clause_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[tuple[int, int]] = []

    def counted(source: str, start: int, end: int) -> list[Span]:
        looked_at.append((start, end))
        return sentences(source, start, end)

    monkeypatch.setattr("bot.drafting.context.sentences", counted)
    drafter = ExcerptDrafter(similar)
    for _ in range(2):
        list(drafter.draft(request("what may they do?", ["1.1", "1.2", "1.3"])))
    assert len(looked_at) == 1, "the section around all three is short enough to be read whole"
