"""The chat without a browser: what is said, shown, offered."""

from datetime import date

import pytest

from bot.types import Answer, Engine, Statement
from bot.web.conversation import chat
from bot.web.conversation.chat import Conversation, Exchange, View
from bot.web.place import IN_FORCE
from bot.web.schema import MAX_TURN, MAX_TURNS
from ingest import HomeError
from tests.bot.web.fakes import FakeExplainer, version_of


def ask(explainer: FakeExplainer, text: str, said: Conversation | None = None, version: str = IN_FORCE) -> list[View]:
    return list(chat.converse(explainer, said or Conversation(), text, "merle", version))


def settled(views: list[View]) -> Conversation:
    assert all(v.conversation is None for v in views[:-1]), "only the last view is complete"
    assert views[-1].conversation is not None
    return views[-1].conversation


def test_an_answer_comes_in_steps() -> None:
    views = ask(FakeExplainer(), "Does the yearly plan renew?")
    steps = ["Looking for", "Reading 3 clauses", "Looking at", "Looking at the clause", "The yearly plan renews"]
    assert len(views) == len(steps)
    for view, words in zip(views, steps, strict=True):
        assert words in view.current and "Does the yearly plan renew?" in view.current
    assert "pt-draft" in views[3].current and "pt-draft" not in views[4].current
    assert views[-1].announced == "Answer: Fees is what this is about. 1 source."


def test_a_follow_up_knows_what_was_said_and_shows_how_it_was_read() -> None:
    explainer = FakeExplainer()
    said = settled(ask(explainer, "Does the yearly plan renew?"))
    views = ask(explainer, "and if I cancel?", said)
    assert [t.role for t in explainer.asked[1].history] == ["user", "assistant"]
    assert "Read as: “Does the yearly plan renew? and if I cancel?”" in views[-1].current
    assert [e.number for e in settled(views).exchanges] == [1, 2]


def test_the_chosen_version_is_the_one_that_is_read() -> None:
    explainer = FakeExplainer()
    ask(explainer, "Does the yearly plan renew?", version="terms-of-service/2024-01-10")
    assert (explainer.asked[0].terms_type, explainer.asked[0].as_of) == ("terms-of-service", date(2024, 1, 10))
    views = ask(explainer, "Does the yearly plan renew?", version="terms-of-service/1999-01-01")
    assert "no longer in the library" in views[-1].current and len(explainer.asked) == 1


@pytest.mark.parametrize("late", [False, True])
def test_an_error_is_one_sentence_and_the_next_step(late: bool) -> None:
    explainer = FakeExplainer(fails=HomeError("The library <b>is</b> gone.", "plainterms ingest"), fails_late=late)
    views = ask(explainer, "fees?")
    assert "The library &lt;b&gt;is&lt;/b&gt; gone." in views[-1].current and "plainterms ingest" in views[-1].current
    explainer.fails = None
    ask(explainer, "and fees?", settled(views))
    assert explainer.asked[-1].history == (), "an error is not a part of the conversation"


def test_a_bug_is_not_shown() -> None:
    views = ask(FakeExplainer(fails=RuntimeError("/secret/path")), "fees?")
    assert "Something went wrong here." in views[-1].current and "secret" not in views[-1].current


def test_a_citation_opens_its_card() -> None:
    explainer = FakeExplainer()
    said = settled(ask(explainer, "Who may see the content I write?"))
    card = said.citation_card(explainer, "1-0")
    assert "<mark>You keep what you write. You grant us a licence to host and show it" in card
    assert "Merle Pages · Terms of Service · version of 1 June 2024" in card
    assert "1 Your content" in card and "<strong>merle.example</strong>" in card


@pytest.mark.parametrize("cite", ["", "1-1", "2-0", "1", "x-y", "1-0 ", "１-0", "-1-0", "9" * 5000 + "-0"])
def test_a_citation_that_is_not_there_opens_nothing(cite: str) -> None:
    explainer = FakeExplainer()
    assert settled(ask(explainer, "Who may see the content?")).citation_card(explainer, cite) == ""


def answered(headline: str) -> Answer:
    return Answer(
        "answered", headline, "q", "q", date(2024, 1, 1), Engine("excerpt"), statements=(Statement("s", (), "excerpt"),)
    )


def test_a_long_conversation_stays_bounded() -> None:
    said = Conversation()
    for number in range(1, 100):
        said = said.with_exchange(Exchange(said.next_number, f"q{number}", answered("h" * 10_000)))
    assert len(said.exchanges) == chat.KEPT and said.next_number == 100
    history = said.history()
    assert len(history) == MAX_TURNS and history[-2].content == "q99"
    assert max(len(turn.content) for turn in history) == MAX_TURN


def test_versions_are_offered_newest_first() -> None:
    versions = (version_of("2024-01-10"), version_of("2024-06-01"), version_of("2023-01-01", "privacy-policy"))
    explainer = FakeExplainer(versions=versions)
    welcome = chat.welcome(explainer, "merle", IN_FORCE)
    assert chat.versions_of(explainer, "merle") == [
        ("In force today", "in-force"),
        ("Terms of Service, 1 June 2024 (in force)", "terms-of-service/2024-06-01"),
        ("Terms of Service, 10 January 2024", "terms-of-service/2024-01-10"),
        ("Privacy Policy, 1 January 2023", "privacy-policy/2023-01-01"),
    ]
    assert "Merle Pages" in welcome
    assert "Can they close my account?" in chat.suggestions(explainer, "merle", IN_FORCE)


def test_services_are_offered_by_name() -> None:
    versions = (version_of("2024-01-10", service="z", name="alpha"), version_of("2024-01-10", service="b", name="Beta"))
    assert chat.service_choices(FakeExplainer(versions=versions).services()) == [("alpha", "z"), ("Beta", "b")]


@pytest.mark.parametrize(
    ("mode", "model", "words"),
    [("excerpt", None, "no AI model"), ("model", "small<1>", "Model: small&lt;1&gt;, every quote checked.")],
)
def test_the_header_says_who_answers_and_what_it_is_not(mode: str, model: str | None, words: str) -> None:
    header = chat.header_html(mode, model)
    assert words in header and "Information, not legal advice." in header


def test_settled_exchanges_are_shown_in_order() -> None:
    explainer = FakeExplainer()
    said = settled(ask(explainer, "fees <i>?", settled(ask(explainer, "closing accounts?"))))
    html = chat.settled_html(said)
    assert html.index("closing accounts?") < html.index("fees &lt;i&gt;?")
    assert 'data-cite="1-0"' in html and 'data-cite="2-0"' in html


def test_the_box_names_the_service_it_asks_about() -> None:
    assert chat.question_label(FakeExplainer(), "merle") == "Your question about Merle Pages"
    assert chat.question_label(FakeExplainer(), "nobody") == "Your question"
    hostile = FakeExplainer(versions=(version_of("2024-01-10", name="A\u202e\n" + "b" * 99),))
    said = chat.question_label(hostile, "merle")
    assert "\u202e" not in said and "\n" not in said and len(said) < 90
