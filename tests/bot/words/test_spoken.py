"""Our own set sentences in other languages: all of them, with the same holes, and nothing but ours."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from bot.checking import wording
from bot.types import Answer, Answered, CheckedClaim, Citation, Delta, Engine, Statement, WatchOut
from bot.understanding.language import CODES
from bot.watching.kinds import all_kinds
from bot.words.plain import NOT_IN_TERMS, OTHER_LANGUAGE, OUT_OF_SCOPE, REFUSALS, UNVERIFIED, pointer
from bot.words.spoken import LANGUAGES, answer_in, document_in, events_in, spoken
from tests.bot.web.fakes import version_of

SENTENCES: list[dict[str, str]] = tomllib.loads((files("prompts") / "set_words.toml").read_text("utf-8"))["sentence"]
WATCHED: dict[str, Any] = tomllib.loads((files("prompts") / "watch_words.toml").read_text("utf-8"))


def cited(label: str, title: str, terms_type: str = "terms-of-service") -> Citation:
    return Citation("acme", terms_type, "2024-01-01", "", label, "", title, "They may.", 0, 9, "", "ab")


def answer(**made: Any) -> Answer:
    value = Answer("not_in_terms", NOT_IN_TERMS, "q", "q", date(2024, 1, 1), Engine("excerpt"))
    return replace(value, **made)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: one["en"][:40])
def test_every_sentence_is_there_in_every_language_with_holes_that_the_english_one_fills(
    sentence: dict[str, str],
) -> None:
    assert set(sentence) == {"en", *LANGUAGES}
    for language in LANGUAGES:
        assert set(re.findall(r"\{\w+\}", sentence[language])) <= set(re.findall(r"\{\w+\}", sentence["en"]))
        assert sentence[language] != sentence["en"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "said",
    [
        NOT_IN_TERMS, OUT_OF_SCOPE, UNVERIFIED, *REFUSALS.values(),
        wording.PRACTICE, wording.OUTSIDE, wording.NOTHING, wording.OTHER_WORDS, wording.NO_SUCH_WORDS,
        *(text.format(place='10.4 "A. B"') for text in (*wording.MODEL_SAYS.values(), wording.ONLY_NEAR,
                                                       wording.THESE_WORDS, wording.STILL_THERE)),
        *(wording.headline([CheckedClaim("x", verdict, wording.ONLY_NEAR.format(place="10.1"))])
          for verdict in wording.VERDICT_WORDS),
        wording.headline([]), wording.headline([CheckedClaim("x", "supported", wording.NOTHING)]),
        *(pointer([cited("1", "A", kind)], unsure=unsure) for unsure in (False, True)
          for kind in ("terms-of-service", "privacy-policy", "cookie-policy")),
        *(pointer([cited("1", "A"), cited("2", "B", "privacy-policy")], unsure=unsure) for unsure in (False, True)),
        *(OTHER_LANGUAGE.format(asked=asked, written="English") for asked in (*CODES.values(), "another script")),
    ],
)  # fmt: skip
def test_what_is_said_in_set_words_is_said_in_the_language(said: str, language: str) -> None:
    told = spoken(said, language)
    assert told != said and "{" not in told and "English" not in told


def test_every_kind_to_watch_has_its_words_in_every_language() -> None:
    assert set(WATCHED) == {kind.key for kind in all_kinds().kinds}
    for key, languages in WATCHED.items():
        assert list(languages) == list(LANGUAGES), key
        assert all(set(told) == {"name", "text"} and told["text"].endswith(".") for told in languages.values()), key


def test_titles_stay_and_only_the_and_between_clauses_is_said() -> None:
    places = [cited("1.1", "Terms and Conditions"), cited("13.3", "Suspension"), cited("8", "You and Us")]
    assert spoken(pointer(places), "de-CH") == (
        'Darum geht es in den Bedingungen unter 1.1 "Terms and Conditions", 13.3 "Suspension" und 8 "You and Us".'
    )


@pytest.mark.parametrize("tag", [None, "en", "en-GB", "ja", "", "deutsch"])
def test_in_english_and_in_languages_that_are_not_there_it_stays_as_it_is(tag: str | None) -> None:
    assert answer_in(answer(), tag) == answer()


def test_the_words_of_a_document_and_of_a_model_are_never_touched() -> None:
    ours, theirs = "The clause nearest to the topic is 3.", Statement("The terms do not say.", (0,), "excerpt")
    told = answer_in(answer(status="answered", headline="They may.", statements=(theirs,), notes=("x",)), "de")
    assert (told.headline, told.statements, told.notes) == ("They may.", (theirs,), ("x",))
    refused = answer_in(answer(status="out_of_scope", statements=(Statement(ours, (0,), "excerpt"),)), "de")
    assert refused.statements[0] == Statement("Dem Thema am nächsten ist die Klausel 3.", (0,), "excerpt")
    assert spoken("He said: The terms do not say.", "de") == "He said: The terms do not say."


def test_of_several_sentences_all_are_there_or_none_is_changed() -> None:
    known, other = "Not stated: no clause says this.", "Nothing like it."
    assert spoken(f"{known} No clause speaks of this.", "de") == (
        "Steht nicht darin: keine Klausel sagt das. Keine Klausel spricht davon."
    )
    place = wording.THESE_WORDS.format(place='10.4 "A. B"')
    assert spoken(f"{place} {wording.OTHER_WORDS}", "de") == (
        'Diese Worte stehen in 10.4 "A. B". Aber das sind nicht die Worte der Bedingungen.'
    )
    for text in (f"{known} {other}", f"{other} {known}", ". ", "", "a. b. c.", f"{place} {other}"):
        assert spoken(text, "de") == text
    checked = answer(claims=(CheckedClaim(NOT_IN_TERMS, "not_stated", "No clause speaks of this."),))
    (claim,) = answer_in(checked, "de").claims
    assert (claim.text, claim.why) == (NOT_IN_TERMS, "Keine Klausel spricht davon."), "the claim is somebody's words"


def test_of_several_services_each_headline_is_said_behind_its_name() -> None:
    documents = tuple(version_of("2024-06-01", service=name.lower(), name=name) for name in ("Brook", "C++ Delta"))
    pointed = pointer([cited("1", "A. C++ Delta: B")])
    both = answer(headline=f"Brook: {pointed} C++ Delta: {NOT_IN_TERMS}", documents=documents)
    assert answer_in(both, "de").headline == (
        'Brook: Darum geht es in den Bedingungen unter 1 "A. C++ Delta: B". '
        "C++ Delta: Dazu sagen die Bedingungen nichts."
    )
    for headline in (f"Brook: They may. C++ Delta: {NOT_IN_TERMS}", f"Both: no. Brook: {NOT_IN_TERMS}", "They differ."):
        assert answer_in(replace(both, headline=headline), "de").headline == headline
    assert answer_in(replace(both, headline=NOT_IN_TERMS), "de").headline == "Dazu sagen die Bedingungen nichts."


def test_notes_and_watch_outs_are_said_too() -> None:
    told = answer_in(
        answer(
            notes=("A newer privacy policy takes effect on 2025-01-01.",),
            watch_outs=(WatchOut("price_change", "They may change what you pay.", 0, "The price can change"),
                        WatchOut("other", "Something.", 0, "Else")),
        ),
        "de",
    )  # fmt: skip
    assert told.notes == ("Eine neuere Fassung (Datenschutzerklärung) tritt am 2025-01-01 in Kraft.",)
    assert [w.name for w in told.watch_outs] == ["Der Preis kann sich ändern", "Else"]


def test_of_the_events_only_the_answer_is_said_in_the_language() -> None:
    delta, last = events_in(iter([Delta(NOT_IN_TERMS), Answered(answer())]), "fr")
    assert delta == Delta(NOT_IN_TERMS)
    assert isinstance(last, Answered) and last.answer.headline == "Les conditions ne le disent pas."


def test_a_kind_of_document_has_a_name_in_the_language() -> None:
    assert document_in("Terms of Service", "fr") == "Conditions d’utilisation"
    assert document_in("Seller Rules", "fr") == "Seller Rules"
    assert document_in("Terms of Service", None) == "Terms of Service"
