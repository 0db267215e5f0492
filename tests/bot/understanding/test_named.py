"""Services that a question asks about are told from those it only names."""

from datetime import date

import pytest

from bot.understanding.named import document_named, named_in, renamed
from ingest import Version
from tests.lines import questions

NAMES = {
    "zoom": "Zoom",
    "discord": "Discord",
    "spotify": "Spotify",
    "x": "X (formerly Twitter)",
    "steam": "Steam",
    "github": "GitHub",
    "amazon-com": "Amazon.com",
    "airbnb": "Airbnb",
    "apple-maps": "Apple Maps",
    "apple": "Apple",
    "google": "Google",
    "limitless": "Limitless AI",
    "microsoft": "Microsoft",
}
DAY = date(2024, 1, 1)
LIBRARY = [
    Version(n, slug, name, "terms-of-service", "2024-01-01", DAY, (), "", slug)
    for n, (slug, name) in enumerate(NAMES.items())
]


@pytest.mark.parametrize(
    ("question", "services", "each"),
    [
        (
            "which one is better about AI training, zoom or discord?",
            ["discord"],
            "which one is better about AI training?",
        ),
        ("zoom, discord or spotify: who deletes faster", ["discord", "spotify"], "who deletes faster"),
        ("im 14. zoom or github, which one am i allowed on", ["github"], "im 14. which one am i allowed on"),
        ("do zoom and discord both sell my data", ["discord"], "do they both sell my data"),
        ("is zoom stricter than discord about recordings", ["discord"], "is zoom stricter about recordings"),
        ("can they sell my data, compared to Spotify?", ["spotify"], "can they sell my data?"),
        ("is that the same at spotify?", ["spotify"], "is that the same?"),
        ("is it different on Twitter", ["x"], "is it different"),
        (
            "x or discord, which of them is stricter about bots",
            ["x", "discord"],
            "which of them is stricter about bots",
        ),
        ("who keeps data longer, google or microsoft", ["google", "microsoft"], "who keeps data longer"),
        ("does discord also keep my files", ["discord"], "does discord also keep my files"),
        ("what do discord's terms say about bots", ["discord"], "what do discord's terms say about bots"),
        ("is zoom or airbnb better with refunds", ["airbnb"], "is they better with refunds"),
    ],
)
def test_services_that_are_asked_about(question: str, services: list[str], each: str) -> None:
    named = named_in(question, LIBRARY, ["zoom"])
    assert (list(named.services), named.instead, named.missing, named.each) == (services, False, (), each)


@pytest.mark.parametrize(
    ("question", "service"),
    [
        ("what about discord?", "discord"),
        ("what about X?", "x"),
        ("and on discord?", "discord"),
        ("and steam?", "steam"),
        ("how about amazon", "amazon-com"),
    ],
)
def test_a_question_that_goes_on_to_another_service(question: str, service: str) -> None:
    named = named_in(question, LIBRARY, ["zoom"])
    assert (named.services, named.instead) == ((service,), True)


@pytest.mark.parametrize("question", [*questions("only_named"), *questions("alone")])
def test_a_name_or_an_ordinary_word_is_not_asked_about(question: str) -> None:
    named = named_in(question, LIBRARY, ["zoom"])
    assert (named.services, named.missing, named.each) == ((), (), question)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("what about tinder?", "Tinder"),
        ("is that the same at snapchat", "Snapchat"),
        ("zoom or tumblr, which", "Tumblr"),
    ],
)
def test_a_service_that_is_not_in_the_library(question: str, missing: str) -> None:
    assert named_in(question, LIBRARY, ["zoom"]).missing == (missing,)


def test_a_service_takes_the_place_of_another() -> None:
    assert renamed("can zoom keep Zoom's files", ["zoom", "Zoom"], "Discord") == "can Discord keep Discord's files"


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("does the privacy policy say they sell data", "privacy-policy"),
        ("what do zoom's terms of service say about ads", "terms-of-service"),
        ("is it in the cookie policy", "cookie-policy"),
        ("under their terms of use can i resell", "terms-of-service"),
        ("can they change the privacy policy without telling me", None),
        ("do i agree to the privacy policy by signing up", None),
        ("what do the terms say", None),
    ],
)
def test_the_document_a_question_wants_read(question: str, document: str | None) -> None:
    assert document_named(question) == document
