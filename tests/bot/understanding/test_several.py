"""One question to several services: who is asked what, and how their answers are one."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot import Answer, Answered, Citation, Delta, Explainer, NotFound, Question, Retrieved, Turn, open_explainer
from bot.showing.render import to_html
from bot.together import together
from bot.types import Engine, Statement, Status, WatchOut
from bot.understanding.several import MOST_SERVICES, each_service
from ingest import Version, config, ingest_into, intakes

TODAY = date(2025, 6, 1)
NAMES = ("acme", "globex", "initech", "umbrella", "hooli", "discord")


def version(service: str, terms_type: str = "terms-of-service") -> Version:
    id_ = hash((service, terms_type))
    return Version(id_, service, service.title(), terms_type, "2024-01-01", date(2024, 1, 1), (), "", service)


LIBRARY = [*map(version, NAMES), version("acme", "privacy-policy")]


def put(question: Question) -> list[tuple[str, str]]:
    return [(one.service, one.text) for one in each_service(question, LIBRARY, TODAY).questions]


def test_services_are_named_with_commas_each_once() -> None:
    asked = put(Question("how old must i be?", " acme, Globex,acme,"))
    assert asked == [("acme", "how old must i be?"), ("globex", "how old must i be?")]


def test_a_service_named_in_the_question_is_asked_too_in_its_own_name() -> None:
    assert put(Question("is acme stricter than discord about bots", "acme")) == [
        ("acme", "is acme stricter about bots"),
        ("discord", "is Discord stricter about bots"),
    ]


def test_another_service_is_read_whole_where_it_has_no_such_document() -> None:
    question = Question("is acme stricter than discord about bots", "acme", "privacy-policy")
    assert [one.terms_type for one in each_service(question, LIBRARY, TODAY).questions] == ["privacy-policy", None]


def test_a_question_that_goes_on_to_another_service_takes_the_last_one_along() -> None:
    history = (Turn("user", "can acme sell my photos?"), Turn("assistant", "Yes (9.1)."))
    assert put(Question("what about discord?", "acme", history=history)) == [("discord", "can Discord sell my photos?")]
    history = (Turn("user", "who owns my photos?"), Turn("assistant", "You (9.1)."), *history[:0])
    assert put(Question("and discord?", "acme", history=history)) == [("discord", "Discord: who owns my photos?")]


def test_a_follow_up_after_that_stays_with_the_other_service() -> None:
    history = (
        Turn("user", "can acme sell my photos?"),
        Turn("assistant", "Yes (9.1)."),
        Turn("user", "what about discord?"),
        Turn("assistant", "No (4.2)."),
    )
    (asked,) = each_service(Question("why not?", "acme", history=history), LIBRARY, TODAY).questions
    assert (asked.service, asked.text) == ("discord", "why not?")
    assert asked.history == (Turn("user", "can Discord sell my photos?"), history[-1])
    (asked,) = each_service(Question("can i get a refund?", "acme", history=history), LIBRARY, TODAY).questions
    assert asked.service == "acme"


def test_a_refused_question_is_refused_once() -> None:
    assert put(Question("which is better, acme or discord", "acme")) == [("acme", "which is better, acme or discord")]


def test_more_services_than_can_be_asked_are_named() -> None:
    asking = each_service(Question("how old must i be?", ",".join(NAMES)), LIBRARY, TODAY)
    assert [one.service for one in asking.questions] == list(NAMES[:MOST_SERVICES])
    assert asking.notes == ("One question is put to 4 services at most. Ask again about: Hooli, Discord.",)


def test_a_service_that_is_not_there_is_said() -> None:
    alone = each_service(Question("what about tinder?", "acme"), LIBRARY, TODAY)
    assert alone.questions == ()
    assert alone.choice.startswith("Tinder's terms are not in the library. Choose one of: Acme, Discord,")
    beside = each_service(Question("which keeps data longer, acme or tinder?", "acme"), LIBRARY, TODAY)
    assert (len(beside.questions), beside.notes) == (1, ("Tinder's terms are not in the library.",))
    with pytest.raises(NotFound, match="no service 'nowhere'"):
        each_service(Question("how old must i be?", "acme,nowhere"), LIBRARY, TODAY)


def test_the_document_that_is_named_is_read_or_said_to_be_missing() -> None:
    question = Question("does the privacy policy say they sell data?", "acme,globex")
    asking = each_service(question, LIBRARY, TODAY)
    assert [one.terms_type for one in asking.questions] == ["privacy-policy", None]
    assert asking.notes == ("The library has no privacy policy of Globex. Read: terms of service.",)
    (chosen,) = each_service(replace(question, service="acme", terms_type="terms-of-service"), LIBRARY, TODAY).questions
    assert chosen.terms_type == "terms-of-service", "what was chosen outside the question counts"


# --- one answer ------------------------------------------------------------------------------------------------------


def cite(service: str) -> Citation:
    return Citation(service, "terms-of-service", "2024-01-01", "", "1", "", "", "You may.", 0, 8, "", service)


def answer(service: str = "acme", status: Status = "answered", engine: Engine | None = None) -> Answer:
    return Answer(
        status,
        f"{service} says so.",
        "q",
        "q",
        TODAY,
        engine or Engine("excerpt"),
        statements=(Statement("You may.", (0,), "excerpt"),),
        citations=(cite(service),),
        watch_outs=(WatchOut("deletion", "Mind it.", 0),),
        documents=(version(service),),
    )


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("answered", "answered", "answered"),
        ("answered", "partly", "partly"),
        ("answered", "not_in_terms", "partly"),
        ("needs_choice", "answered", "partly"),
        ("not_in_terms", "not_in_terms", "not_in_terms"),
        ("not_in_terms", "out_of_scope", "out_of_scope"),
        ("unavailable", "answered", "unavailable"),
        ("not_in_terms", "unavailable", "unavailable"),
    ],
)
def test_what_two_answers_are_together(one: Status, other: Status, both: Status) -> None:
    assert together([answer(status=one), answer("globex", other)]).status == both
    assert together([answer("globex", other), answer(status=one)]).status == both


def test_answers_keep_their_citations_names_and_the_lesser_engine() -> None:
    one = answer(engine=Engine("model", "m1", "p1", {"total": 2.5}, {"input": 3}))
    other = answer("globex", engine=Engine("excerpt", timings_ms={"total": 1.5}, fallback="m1 is down."))
    merged = together([one, other, answer("initech")])
    assert merged.headline == "Acme: acme says so. Globex: globex says so. Initech: initech says so."
    assert [statement.citations for statement in merged.statements] == [(0,), (1,), (2,)]
    assert [merged.citations[w.citation].service for w in merged.watch_outs] == ["acme", "globex", "initech"]
    assert [v.service for v in merged.documents] == ["acme", "globex", "initech"]
    assert merged.engine == Engine("excerpt", None, None, {"total": 4.0}, {"input": 3}, "m1 is down.")


def test_statements_are_shown_service_by_service() -> None:
    page = to_html(together([answer(), answer("globex")]))
    assert page.index("<bdi>Acme</bdi>") < page.index("<ol") < page.index("<bdi>Globex</bdi>") < page.index('start="2"')
    assert "Globex, Terms of Service of 2024-01-01" in page
    assert (
        "Acme Terms of Service, in force since 1 January 2024; Globex Terms of Service, in force since 1 January 2024."
        in page
    )
    alone = to_html(answer())
    assert "<bdi>" not in alone and "start=" not in alone


def test_one_answer_stays_as_it_is() -> None:
    assert together([answer()]) == answer()


# --- the whole way ---------------------------------------------------------------------------------------------------

RIVAL = """# Terms of Tarnbook

**1. Age.** You must be at least fourteen years old to open an account with Tarnbook.

**2. Your pages.** You keep the ownership of all pages you write. You allow Tarnbook to show them to readers.

**3. Ending.** Tarnbook may close your account with fourteen days of notice.
"""


@pytest.fixture(scope="module")
def explainer(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explainer]:
    folder = tmp_path_factory.mktemp("two")
    home, terms = folder / "home", folder / "tarnbook.md"
    shutil.copytree(sample_home, home)
    terms.write_text(RIVAL, encoding="utf-8")
    day = date(2024, 1, 1)
    todo = intakes([str(terms)], None, service="tarnbook", terms_type="terms-of-service", effective=day, url=None)
    ingest_into(config.IngestSettings(home=home), list(todo))
    with open_explainer(home=home, mode="excerpt") as opened:
        yield opened


def test_two_services_answer_each_from_its_own_terms(explainer: Explainer) -> None:
    question = Question("how old do i have to be to open an account?", "larkspan,tarnbook", "terms-of-service")
    first, *between, last = explainer.stream(question)
    assert isinstance(first, Retrieved) and isinstance(last, Answered)
    assert {p.version.service for p in first.passages} == {"larkspan", "tarnbook"}
    found = last.answer
    assert found.status == "answered"
    assert [v.service for v in found.documents] == ["larkspan", "tarnbook"]
    assert "Larkspan: " in found.headline and "tarnbook: " in found.headline
    services = [found.citations[s.citations[0]].service for s in found.statements]
    assert services == sorted(services), "statements of one service stand together"
    assert set(services) == {"larkspan", "tarnbook"}
    for citation in found.citations:
        assert explainer.source(citation.source_sha256)[citation.start : citation.end] == citation.quote
    shown = [delta.text for delta in between if isinstance(delta, Delta)]
    assert shown and "larkspan" in shown[-1].lower(), "what was answered before stays on the screen"


def test_a_service_named_in_the_question_is_read_and_the_question_stays_as_typed(explainer: Explainer) -> None:
    typed = "who owns what i write, larkspan or tarnbook users?"
    assert {v.service for v in explainer.ask(Question(typed, "larkspan")).documents} == {"larkspan"}
    typed = "is tarnbook stricter than larkspan about closing accounts?"
    found = explainer.ask(Question(typed, "tarnbook"))
    assert {v.service for v in found.documents} == {"larkspan", "tarnbook"}
    assert (found.question, found.standalone_question) == (typed, "is tarnbook stricter about closing accounts?")


def test_another_service_after_a_question(explainer: Explainer) -> None:
    history = (Turn("user", "who owns what i write?"), Turn("assistant", "You do (9.1)."))
    found = explainer.ask(Question("what about tarnbook?", "larkspan", history=history))
    assert found.question == "what about tarnbook?"
    assert found.standalone_question == "tarnbook: who owns what i write?"
    assert [c.label for c in found.citations][:1] == ["2"]


def test_a_choice_is_no_failure_and_reads_nothing(explainer: Explainer) -> None:
    found = explainer.ask(Question("what about tinder?", "larkspan"))
    assert (found.status, found.statements, found.documents) == ("needs_choice", (), ())
    assert found.headline.startswith("Tinder's terms are not in the library. Choose one of: ")
    assert found.headline.endswith(": Larkspan, Oddcrate, Petalbook, tarnbook.")
    assert found.to_json()["standalone_question"] == "what about tinder?"


def test_refusals_say_what_they_refuse_and_point_to_the_topic(explainer: Explainer) -> None:
    forecast = explainer.ask(Question("should i take them to court over the recordings? would i win?", "larkspan"))
    assert forecast.status == "out_of_scope"
    assert "cannot tell you whether you would win" in forecast.headline
    assert forecast.citations, "the clause about the topic is offered"
    weather = explainer.ask(Question("what is the weather like?", "larkspan"))
    assert (weather.status, weather.citations) == ("out_of_scope", ())
    assert weather.headline.startswith("That is not something terms decide.")


def test_after_a_refused_question_the_next_one_is_answered(explainer: Explainer) -> None:
    history = (Turn("user", "should i leave arbitration?"), Turn("assistant", "I cannot give legal advice."))
    found = explainer.ask(Question("how do i do that?", "larkspan", history=history))
    assert found.status != "out_of_scope"


def test_a_question_in_another_language_is_a_limit_and_no_finding(explainer: Explainer) -> None:
    found = explainer.ask(Question("Wem gehören die Aufnahmen, die ich mache?", "larkspan"))
    assert found.status == "unavailable"
    assert "looks to be in German, and the terms are in English" in found.headline


def test_within_a_service_no_other_one_is_there(explainer: Explainer) -> None:
    for typed in ("is tarnbook stricter than larkspan about closing accounts?", "what about tarnbook?"):
        history = (Turn("user", "can they close my account?"), Turn("assistant", "Yes (1.1)."))
        first, *_, last = explainer.stream(Question(typed, "larkspan", history=history, within=("larkspan",)))
        assert isinstance(first, Retrieved) and isinstance(last, Answered)
        assert {p.version.service for p in first.passages} <= {"larkspan"}
        assert {c.service for c in last.answer.citations} | {v.service for v in last.answer.documents} <= {"larkspan"}
        assert "fourteen" not in str(last.answer.to_json())
    with pytest.raises(NotFound, match="no service 'tarnbook'"):
        explainer.ask(Question("how old must i be?", "tarnbook", within=("larkspan",)))
