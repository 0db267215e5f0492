"""Questions about time, the whole way, on the sample terms: four versions of one document and one of another."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import Answer, Explainer, Question, Settings, Turn, open_explainer
from tests import wire

LATEST = "2024-09-16"
TERMS = "terms-of-service"


@pytest.fixture(scope="module")
def explainer(sample_home: Path) -> Iterator[Explainer]:
    with open_explainer(home=sample_home, mode="excerpt") as opened:
        yield opened


def ask(explainer: Explainer, text: str, as_of: str = LATEST, *before: str, terms_type: str | None = TERMS) -> Answer:
    history = tuple(Turn("user", turn) for turn in before)
    answer = explainer.ask(Question(text, "larkspan", terms_type, date.fromisoformat(as_of), history))
    for citation in answer.citations:
        assert explainer.source(citation.source_sha256)[citation.start : citation.end] == citation.quote
    assert all(statement.citations for statement in answer.statements)
    assert {c.version for c in answer.citations} <= {v.version for v in answer.documents}
    return answer


def versions(answer: Answer) -> list[str]:
    return [version.version for version in answer.documents]


def labels(answer: Answer) -> set[tuple[str, str]]:
    return {(citation.version, citation.label) for citation in answer.citations}


def said(answer: Answer) -> str:
    return "\n".join([answer.headline, *(statement.text for statement in answer.statements)])


# --- what changed ----------------------------------------------------------------------------------------------------


def test_one_sentence_is_told_with_its_day_and_clause_and_that_it_is_all(explainer: Explainer) -> None:
    answer = ask(explainer, "What did they change on 9 September?")
    assert (
        answer.headline == "On 9 September 2024 they added one sentence to 9.4 and changed nothing else in the terms."
    )
    (statement,) = answer.statements
    assert statement.text.startswith("Added on 9 September 2024, in 9.4 (Licence to Us): “Despite what is said above")
    assert versions(answer) == ["2024-05-20", "2024-09-09"]
    assert (answer.status, answer.engine.mode, answer.engine.fallback) == ("answered", "excerpt", None)


def test_a_rewritten_and_renumbered_clause_is_shown_with_both_sides_and_dates(explainer: Explainer) -> None:
    answer = ask(explainer, "did they rewrite the AI training part on 16 september 2024?")
    assert answer.yes_no == "yes"
    assert answer.headline.startswith("Yes: on 16 September 2024 they reworded 9.4 (now 9.2)")
    assert {("2024-09-09", "9.4"), ("2024-09-16", "9.2")} <= labels(answer)
    assert "Until 15 September 2024, 9.4 (Licence to Us) said:" in said(answer)


def test_that_nothing_changed_is_an_answer(explainer: Explainer) -> None:
    answer = ask(explainer, "did they change the rule about sharing a login on 16 september 2024?")
    assert (answer.status, answer.yes_no) == ("answered", "no")
    assert answer.headline == "No: nothing changed about this on 16 September 2024."
    assert {label for _, label in labels(answer)} == {"1.2"}


def test_without_a_subject_all_changes_are_counted_and_the_weightiest_shown(explainer: Explainer) -> None:
    answer = ask(explainer, "what changed?")
    assert answer.headline.startswith("On 16 September 2024 they changed the terms in 19 places: 4 new clauses")
    assert 1 < len(answer.statements) <= 5


def test_what_was_taken_out_is_shown_alone_when_that_is_asked(explainer: Explainer) -> None:
    answer = ask(explainer, "what did they take out in the september 16 2024 version?")
    assert all(statement.text.startswith("Removed on 16 September 2024") for statement in answer.statements)


def test_a_topic_that_is_in_neither_version_is_not_made_up(explainer: Explainer) -> None:
    answer = ask(explainer, "what did they change about zebras on 16 september 2024?")
    assert (answer.status, answer.statements) == ("not_in_terms", ())


def test_versions_that_are_not_neighbours_are_both_named(explainer: Explainer) -> None:
    answer = ask(explainer, "compare the november 2023 and september 2024 terms on price changes")
    assert versions(answer)[0] == "2023-11-01"
    assert "Between 1 November 2023 and 16 September 2024" in answer.headline
    assert "sixty (60) days" in said(answer)
    assert "forty-five (45) days" in said(answer)


# --- was it so, since when, what number ------------------------------------------------------------------------------


def test_a_follow_up_reads_the_version_of_that_time_and_the_one_in_force(explainer: Explainer) -> None:
    answer = ask(explainer, "was that already so in May?", LATEST, "can they train their AI on my calls?")
    assert answer.standalone_question == "can they train their AI on my calls — was that already so in May?"
    assert versions(answer) == ["2024-05-20", "2024-09-16"]
    assert "The version of 20 May 2024 does not say this" in said(answer)
    assert ("2024-05-20", "9.4") in labels(answer)
    assert answer.yes_no is None


def test_the_same_words_are_the_same_and_other_words_are_for_the_reader_to_judge(explainer: Explainer) -> None:
    same = ask(explainer, "was that already so in 2023?", LATEST, "can i share my login?")
    assert (same.yes_no, same.headline[:4]) == ("yes", "Yes:")
    reworded = ask(explainer, "was it the same in 2023?", LATEST, "how old must i be to have an account?")
    assert reworded.yes_no is None
    assert "thirteen (13)" in said(reworded)
    assert "sixteen (16)" in said(reworded)


def test_since_when_follows_a_sentence_back_to_where_it_came_in(explainer: Explainer) -> None:
    answer = ask(explainer, "since when can they train their AI on my calls?")
    assert answer.headline == (
        "In these words since 16 September 2024, in others since 9 September 2024; the version before, of 20 May 2024, "
        "does not say it."
    )
    assert "From 9 September 2024, before the version of 16 September 2024, in 9.4" in said(answer)


def test_what_is_in_the_first_version_may_be_older(explainer: Explainer) -> None:
    answer = ask(explainer, "did they always have this?", LATEST, "can i share my login?")
    assert "is the first in the library, so it may be older" in answer.headline
    assert answer.yes_no is None
    assert ask(explainer, "has the minimum age always been sixteen?").yes_no == "no"


def test_what_a_number_meant_and_where_it_went(explainer: Explainer) -> None:
    answer = ask(explainer, "is 9.4 still the licence?")
    assert answer.yes_no == "no"
    assert "9.4 is “Customer Responsibilities”" in answer.headline
    assert "it was “Licence to Us”" in answer.headline
    assert "What stood there is now in 9.2 (Licence and Permitted Uses)" in said(answer)


def test_a_section_whose_words_went_into_sub_clauses_is_still_there(explainer: Explainer) -> None:
    answer = ask(explainer, "is section 14 still the one on changes to the agreement?")
    assert answer.headline == "14 is “CHANGES TO THIS AGREEMENT” in the version of 16 September 2024."


def test_whether_it_is_the_same_is_not_answered_with_yes_they_changed_it(explainer: Explainer) -> None:
    answer = ask(explainer, "how long before may 2024 could a free account be unused, and is it the same after that?")
    assert (answer.yes_no, answer.headline[:11]) == (None, "On 20 May 2")


def test_which_version_is_read_and_since_when_it_applies(explainer: Explainer) -> None:
    answer = ask(explainer, "which version is this?", "2024-09-12")
    assert answer.headline == (
        "The version in force on 12 September 2024 is of 9 September 2024 and applies since that day; "
        "the one before is of 20 May 2024."
    )


def test_the_same_question_at_another_time_is_gone_on_with(explainer: Explainer) -> None:
    answer = ask(explainer, "and in may 2024?", LATEST, "what did they change about price on 16 september 2024?")
    assert versions(answer) == ["2023-11-01", "2024-05-20"]
    assert ("2024-05-20", "12.4") in labels(answer)


# --- at the edges ----------------------------------------------------------------------------------------------------


def test_a_service_with_one_version_says_that_it_has_one(explainer: Explainer) -> None:
    answer = ask(explainer, "what did they change about recordings?", terms_type="privacy-policy")
    assert answer.status == "partly"
    assert answer.headline.startswith("The library holds one version of this document, of 20 May 2024")


@pytest.mark.parametrize("question", ["what did they change in 2019?", "what changed on 5 march 2019?"])
def test_a_time_before_the_first_version_is_said(explainer: Explainer, question: str) -> None:
    answer = ask(explainer, question)
    assert answer.headline.startswith("Nothing is known of changes")
    assert any("first version in the library is of 1 November 2023" in note for note in answer.notes)


def test_what_was_before_the_first_version_is_not_known(explainer: Explainer) -> None:
    answer = ask(explainer, "was it the same in 2019?", LATEST, "can i share my login?")
    assert answer.yes_no is None
    assert answer.headline.startswith("What was in force then is not known; the first version in the library")


def test_a_day_that_cannot_be_and_a_day_to_come_are_said(explainer: Explainer) -> None:
    assert (
        "There is no 31 February, so February 2024 was taken." in ask(explainer, "what changed on 31 February?").notes
    )
    future = ask(explainer, "will it be the same, as of 2031?", LATEST, "can i share my login?")
    assert any("in the future" in note for note in future.notes)


def test_relative_dates_count_from_the_day_of_the_question(explainer: Explainer) -> None:
    answer = ask(explainer, "what did they change last week?", "2024-09-16")
    assert versions(answer) == ["2024-05-20", "2024-09-09"]
    nothing = ask(explainer, "what did yesterday's update change?", "2024-09-14")
    assert nothing.headline.startswith("No new version took effect on 13 September 2024; the change before that: on 9 ")
    assert nothing.yes_no is None


def test_an_ordinary_question_is_answered_from_the_version_in_force_alone(explainer: Explainer) -> None:
    answer = ask(explainer, "how much warning do i get before it gets pricier")
    assert versions(answer) == [LATEST]
    assert all(statement.support == "excerpt" for statement in answer.statements)


def test_a_chat_model_has_no_part_in_it(sample_home: Path) -> None:
    settings = Settings(
        home=sample_home,
        openai_api_key=SecretStr("sk-x"),
        openai_base_url=wire.closed_url(),
        model="tiny",
        model_retries=0,
    )
    with open_explainer(settings) as explainer:
        answer = ask(explainer, "What did they change on 9 September 2024?")
    assert (answer.engine.mode, answer.engine.model, answer.engine.fallback) == ("excerpt", None, None)
    assert answer.headline.startswith("On 9 September 2024 they added one sentence to 9.4")
