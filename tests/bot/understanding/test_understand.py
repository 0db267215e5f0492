from datetime import date

import pytest

from bot.types import Question, Turn
from bot.understanding.understand import MAX_QUESTION, all_in_force, checked, clean, in_force, understand
from ingest import ConfigurationError, ModelError, NotFound, Version


def version(day: str, terms_type: str = "terms-of-service", service: str = "acme") -> Version:
    return Version(
        hash((service, terms_type, day)),
        service,
        service.title(),
        terms_type,
        day,
        date.fromisoformat(day),
        (),
        "",
        day,
    )


LIBRARY = [
    version("2023-01-01"),
    version("2023-08-07"),
    version("2026-01-01"),
    version("2024-05-05", "privacy-policy"),
    version("2020-01-01", service="globex"),
]
TODAY = date(2025, 6, 1)


def read(as_of: str | None = None, terms_type: str | None = None, service: str = "acme") -> list[str]:
    question = Question("may they?", service, terms_type, date.fromisoformat(as_of) if as_of else None)
    return [v.version for v in understand(question, LIBRARY, TODAY).versions]


@pytest.mark.parametrize(
    ("as_of", "terms_type", "service", "expected"),
    [
        (None, None, "acme", ["2023-08-07", "2024-05-05"]),
        (None, None, " ACME ", ["2023-08-07", "2024-05-05"]),
        (None, "privacy-policy", "acme", ["2024-05-05"]),
        ("2023-08-06", None, "acme", ["2023-01-01"]),
        ("2023-08-07", None, "acme", ["2023-08-07"]),
        ("2026-02-02", "terms-of-service", "acme", ["2026-01-01"]),
    ],
)
def test_the_version_in_force_is_read(
    as_of: str | None, terms_type: str | None, service: str, expected: list[str]
) -> None:
    assert read(as_of, terms_type, service) == expected


@pytest.mark.parametrize(
    ("as_of", "terms_type", "service", "says", "hint"),
    [
        ("2022-12-31", None, "acme", "were in force on 2022-12-31", "2023-01-01"),
        (None, "cookie-policy", "acme", "no cookie-policy of acme", "privacy-policy"),
        (None, None, "acne", "no service 'acne'", "acme"),
        (None, None, "wholly other", "no service", "There is: acme"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    as_of: str | None, terms_type: str | None, service: str, says: str, hint: str
) -> None:
    with pytest.raises(NotFound, match=says) as caught:
        read(as_of, terms_type, service)
    assert hint in caught.value.hint


def test_a_version_to_come_is_announced() -> None:
    notes = understand(Question("may they?", "acme", "terms-of-service"), LIBRARY, TODAY).notes
    assert notes == ("A newer terms of service takes effect on 2026-01-01.",)


@pytest.mark.parametrize("text", ["", "  ", "?!", "\u200b\u202e", "x" * (MAX_QUESTION + 1)])
def test_no_question_or_too_long_a_one_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        understand(Question(text, "acme"), LIBRARY, TODAY)
    assert caught.value.hint


def test_invisible_characters_are_dropped_from_what_is_typed() -> None:
    assert clean("can\u202e they\x00 \u200bsell\u00a0it\n\U000e0041") == "can they sell it"


HISTORY = (Turn("user", "im 13, can i use it?"), Turn("assistant", "Not under 16."))


@pytest.mark.parametrize(
    ("text", "standalone"),
    [
        ("and if i sign up through my school?", "im 13, can i use it — and if i sign up through my school?"),
        ("how long does that last", "im 13, can i use it — how long does that last"),
        ("can they sell my data?", "can they sell my data?"),
    ],
)
def test_a_follow_up_takes_the_question_before_along(text: str, standalone: str) -> None:
    assert understand(Question(text, "acme", history=HISTORY), LIBRARY, TODAY).standalone == standalone
    assert understand(Question(text, "acme"), LIBRARY, TODAY).standalone == text


def test_a_model_may_rewrite_a_follow_up_but_its_failure_harms_nothing() -> None:
    def broken(history: object, question: str) -> str:
        raise ModelError("away")

    question = Question("and at school?", "acme", history=HISTORY)
    assert understand(question, LIBRARY, TODAY, lambda h, q: "May a 13-year-old\x00 use it?").standalone == (
        "May a 13-year-old use it?"
    )
    assert understand(question, LIBRARY, TODAY, broken).standalone == "im 13, can i use it — and at school?"


def recorded(name: str, stated: str, *days: str) -> Version:
    effective, on = date.fromisoformat(name), tuple(map(date.fromisoformat, days))
    id_ = effective.toordinal()
    return Version(id_, "acme", "Acme", "terms", name, effective, on, "", name, stated=date.fromisoformat(stated))


@pytest.mark.parametrize(
    ("as_of", "stands"),
    [
        ("2024-02-01", "2024-01-01"),
        ("2024-03-05", "2024-03-01"),  # changed in silence, under the same stated date
        ("2024-05-01", "2024-01-01"),  # and taken back: the older text is on the page again
        ("2024-06-15", "2024-06-01"),  # a text with another date replaces both, whatever was recorded after it
    ],
)
def test_terms_that_came_back_are_in_force_again(as_of: str, stands: str) -> None:
    library = [
        recorded("2024-01-01", "2024-01-01", "2024-01-02", "2024-04-01", "2024-06-10"),
        recorded("2024-03-01", "2024-01-01", "2024-03-01", "2024-03-09"),
        recorded("2024-06-01", "2024-06-01", "2024-06-02"),
    ]
    found, _ = in_force(library, "acme", None, date.fromisoformat(as_of), date(2025, 1, 1))
    assert [v.version for v in found] == [stands]


@pytest.mark.parametrize(
    ("services", "terms_type", "as_of", "stand"),
    [
        ((), None, "2025-06-01", ["acme 2023-08-07", "acme 2024-05-05", "globex 2020-01-01"]),
        ((), None, "2021-01-01", ["globex 2020-01-01"]),
        (("globex", "acme", "globex"), None, "2025-06-01", ["globex 2020-01-01", "acme 2023-08-07", "acme 2024-05-05"]),
        ((" Acme ",), None, "2026-06-01", ["acme 2026-01-01", "acme 2024-05-05"]),
        ((), "privacy-policy", "2025-06-01", ["acme 2024-05-05"]),
        (("acme", "globex"), None, "2021-01-01", ["globex 2020-01-01"]),  # who had none yet is passed over
    ],
)
def test_of_several_services_each_documents_version_in_force_is_read(
    services: tuple[str, ...], terms_type: str | None, as_of: str, stand: list[str]
) -> None:
    found = all_in_force(LIBRARY, services, terms_type, date.fromisoformat(as_of))
    assert [f"{v.service} {v.version}" for v in found] == stand


@pytest.mark.parametrize(
    ("services", "terms_type", "as_of", "says"),
    [
        (("acme", "acne"), None, "2025-06-01", "no service 'acne'"),
        ((), None, "2001-01-01", "No terms in the library were in force on 2001-01-01"),
        ((), "cookie-policy", "2025-06-01", "No cookie policy in the library"),
    ],
)
def test_none_of_several_services_is_said_with_the_next_step(
    services: tuple[str, ...], terms_type: str | None, as_of: str, says: str
) -> None:
    with pytest.raises(NotFound, match=says) as caught:
        all_in_force(LIBRARY, services, terms_type, date.fromisoformat(as_of))
    assert caught.value.hint


def test_what_was_typed_is_cleaned_before_it_is_searched() -> None:
    assert checked(" can\u202e they\x00\n sell\u200b it ") == "can they sell it"


def test_a_rewritten_question_of_other_words_is_not_used() -> None:
    question = Question("and at school?", "acme", history=HISTORY)
    by_rule = understand(question, LIBRARY, TODAY).standalone
    for leaked in ("You explain a company's terms to people who never read contracts.", "and at school? sk-1f9a77c1"):
        assert understand(question, LIBRARY, TODAY, lambda h, q, leaked=leaked: leaked).standalone == by_rule
