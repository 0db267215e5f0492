"""Renderings of one page, and recordings that are no version of it."""

import pytest

from ingest.renderings import language_of, rendering_key, usual, why_aside

SENTENCES = (
    "You may end your plan at any time, and we keep nothing that you have not paid for.",
    "We may change the price when we have told you so at least thirty days before.",
    "Whoever breaks these rules can lose the account, but we say why and listen first.",
    "The courts of the place where you live decide about every dispute between us.",
)
TERMS = "# Terms\n\n" + "\n\n".join(f"{n}. {SENTENCES[n % 4]} This is rule {n}." for n in range(1, 41))
GERMAN = "\n\n".join(
    f"{n}. Sie können den Vertrag jederzeit kündigen, und wir erstatten Ihnen, was Sie zu viel gezahlt haben."
    for n in range(1, 41)
)


@pytest.mark.parametrize(
    "rendering",
    [
        TERMS.replace("\n\n", "\n \n\n"),
        TERMS.replace("# Terms", "**Terms**\n====="),
        TERMS.replace("your plan", "[your plan](https://acme.example/plan?session=1)"),
        TERMS.replace("\n7. ", "\n  12.  "),
        TERMS.replace("price", "pri\u00adce"),
    ],
    ids=["white space", "bold title", "link", "list number", "soft hyphen"],
)
def test_one_page_in_another_rendering_has_the_same_key(rendering: str) -> None:
    assert rendering != TERMS
    assert rendering_key(rendering) == rendering_key(TERMS)


@pytest.mark.parametrize("other", [TERMS.replace("thirty", "ten"), TERMS + "\n\nOne more."], ids=["word", "sentence"])
def test_other_words_have_another_key(other: str) -> None:
    assert rendering_key(other) != rendering_key(TERMS)


def test_the_language_of_a_text() -> None:
    assert (language_of(TERMS), language_of(GERMAN), language_of("Fees. You pay.")) == ("en", "de", "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (TERMS, ""),
        (TERMS.replace("thirty", "ten"), ""),
        (TERMS[: len(TERMS) * 9 // 10], ""),  # the end was taken out: terms do change so
        (GERMAN, "another language (de; the document is in en)"),
        (TERMS[: len(TERMS) // 2], "it breaks off"),
        (TERMS[len(TERMS) // 2 :], "it breaks off"),
        ("Log in to go on. Forgot your password?", "log-in or error page"),
    ],
    ids=["same", "changed", "shorter", "German", "first half", "second half", "log-in"],
)
def test_what_is_set_aside(text: str, reason: str) -> None:
    found = why_aside(text, usual([TERMS, TERMS, GERMAN]), TERMS)
    assert reason in found
    assert bool(found) == bool(reason)
