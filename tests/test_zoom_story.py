"""The case the project comes from, on the real documents: one question, three weeks, three answers."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import Answer, Explainer, Question, Turn, open_explainer
from ingest import config, ingest_into
from ingest.intake import from_manifest
from tests.conftest import MadeOnce

pytestmark = pytest.mark.corpus
PROMISE = "Notwithstanding the above, Zoom will not use audio, video or chat Customer Content"


@pytest.fixture(scope="module")
def zoom_home(shared: Path, made_once: MadeOnce) -> Path:
    todo = [i for i in from_manifest(shared / "corpus" / "manifest.json") if i.service == "zoom"]

    def fill(home: Path) -> None:
        report = ingest_into(config.IngestSettings(home=home), todo)
        assert (report.added, report.skipped) == (len(todo), ())

    return made_once("zoom", fill)


def ask(home: Path, day: str | None) -> Answer:
    with open_explainer(home=home, mode="excerpt") as explainer:
        as_of = date.fromisoformat(day) if day else None
        answer = explainer.ask(Question("can they train their AI on my calls?", "zoom", as_of=as_of))
        for citation in answer.citations:
            assert explainer.source(citation.source_sha256)[citation.start : citation.end] == citation.quote
    json.dumps(answer.to_json())
    return answer


def quotes(answer: Answer, label: str) -> str:
    return "\n".join(c.quote for c in answer.citations if (c.label, c.terms_type) == (label, "terms-of-service"))


def test_in_july_the_licence_in_10_4_takes_ai_in(zoom_home: Path) -> None:
    answer = ask(zoom_home, "2023-07-27")
    assert "machine learning, artificial intelligence, training" in quotes(answer, "10.4")
    assert PROMISE not in quotes(answer, "10.4")


def test_on_7_august_one_sentence_is_added_to_10_4(zoom_home: Path) -> None:
    assert PROMISE in quotes(ask(zoom_home, "2023-08-07"), "10.4")


@pytest.mark.parametrize("day", ["2023-08-11", None])
def test_from_11_august_10_2_says_they_do_not(zoom_home: Path, day: str | None) -> None:
    answer = ask(zoom_home, day)
    assert "Zoom does not use any of your audio, video, chat" in quotes(answer, "10.2")
    assert PROMISE not in "".join(c.quote for c in answer.citations)


def about_time(home: Path, question: str, *before: str) -> Answer:
    with open_explainer(home=home, mode="excerpt") as explainer:
        history = tuple(Turn("user", turn) for turn in before)
        answer = explainer.ask(Question(question, "zoom", "terms-of-service", history=history))
        for citation in answer.citations:
            assert explainer.source(citation.source_sha256)[citation.start : citation.end] == citation.quote
        return answer


def test_what_changed_on_7_august_is_one_sentence(zoom_home: Path) -> None:
    answer = about_time(zoom_home, "What did they change on 7 August 2023?")
    assert answer.headline == "On 7 August 2023 they added one sentence to 10.4 and changed nothing else in the terms."
    assert PROMISE in quotes(answer, "10.4")


def test_the_number_10_4_meant_three_things(zoom_home: Path) -> None:
    answer = about_time(zoom_home, "is 10.4 still the AI clause?")
    assert answer.yes_no == "no"
    assert "“Customer Responsibilities”" in answer.headline
    assert "“Customer License Grant”" in answer.headline


def test_the_promise_is_followed_back_to_7_august(zoom_home: Path) -> None:
    answer = about_time(zoom_home, "did they always have this?", "can they train their AI on my calls?")
    assert answer.yes_no == "no"
    assert "in these words since 11 August 2023, in others since 7 August 2023" in answer.headline
    assert PROMISE in quotes(answer, "10.4")


def test_in_february_there_was_no_such_clause(zoom_home: Path) -> None:
    answer = about_time(zoom_home, "was that already so in february 2023?", "can they train their AI on my calls?")
    assert (answer.yes_no, [v.version for v in answer.documents][0]) == ("no", "2023-02-01")


# --- what was said about it, held against the versions ---------------------------------------------------------------


@pytest.fixture(scope="module")
def checker(zoom_home: Path) -> Iterator[Explainer]:
    with open_explainer(home=zoom_home, mode="excerpt") as explainer:
        yield explainer


def check(checker: Explainer, text: str, day: str | None = None) -> Answer:
    return checker.check(text, "zoom", date.fromisoformat(day) if day else None, "terms-of-service")


def test_the_terms_took_ai_in_in_march_not_in_july(checker: Explainer) -> None:
    answer = check(checker, "The terms took AI in on 27 July 2023.")
    assert answer.verdict == "contradicted"
    assert "since 31 March 2023" in answer.headline
    assert check(checker, "The terms took AI in on 31 March 2023.").verdict == "supported"


def test_without_customer_consent_is_the_blogs_wording(checker: Explainer) -> None:
    answer = check(checker, "The contract says 'without customer consent'.")
    (quote,) = answer.claims[0].quotes
    assert answer.verdict == "contradicted"
    assert not quote.found and quote.near is not None
    assert "without your consent" in answer.citations[quote.near].quote


def test_the_promise_of_10_4_stood_for_four_days(checker: Explainer) -> None:
    claim = "10.4 says Zoom will not use audio, video or chat to train AI without your consent."
    assert check(checker, claim, "2023-08-08").verdict == "supported"
    now = check(checker, claim)
    assert now.verdict == "misleading"
    assert "only from 7 to 10 August 2023 (10.4)" in now.headline
    assert {"2023-08-07"} < {citation.version for citation in now.citations}


def test_the_licence_was_not_given_up(checker: Explainer) -> None:
    claim = "Someone posted that Zoom gave up its permanent licence to your content. True?"
    answer = check(checker, claim, "2023-08-11")
    assert answer.verdict == "contradicted"
    assert "perpetual" in quotes(answer, "10.2")


ARTICLE = """People are angry about the new contract. It came in July. The contract says: “Zoom owns every word that is
spoken in your meetings and may sell it to third parties”. Zoom may delete your content without notice if it breaks the
rules. A spokesperson said that Zoom is not listening to anybody."""


def test_an_article_with_an_invented_quotation(checker: Explainer) -> None:
    answer = check(checker, ARTICLE, "2023-08-08")
    by_text = {claim.text: claim for claim in answer.claims}
    invented = next(claim for text, claim in by_text.items() if "every word" in text)
    assert invented.verdict == "not_stated" and not invented.quotes[0].found
    assert next(claim for text, claim in by_text.items() if "delete" in text).verdict == "supported"
    assert next(claim for text, claim in by_text.items() if "spokesperson" in text).verdict == "not_stated"
    assert answer.verdict == "misleading"
    assert "1 quote is in no version we hold" in answer.headline
