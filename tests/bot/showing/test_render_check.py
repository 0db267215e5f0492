"""A check as a person sees it: claims as claims, quotes with their address, nothing interpreted."""

from dataclasses import replace
from datetime import date
from io import StringIO

from rich.console import Console

from bot.showing.render_check import quote_line, to_html, to_text
from bot.types import Answer, CheckedClaim, CheckedQuote, Citation, Engine, Statement
from ingest import Version

VERSION = Version(
    1, "acme", "Acme", "terms-of-service", "2024-05-01", date(2024, 5, 1), (), "https://acme.example", "f"
)
CITATION = Citation(
    "acme", "terms-of-service", "2024-05-01", "", "4.2", "", "Licence", "We **never** sell data.", 0, 23, "", "f"
)
NASTY = "<img src=x onerror=alert(1)> {{x}} ${y} [go](https://evil.example) \u202e`z`"
ANSWER = Answer(
    "answered",
    "No, that is not what the terms say.",
    "They sell data.",
    "They sell data.",
    date(2024, 6, 1),
    Engine("excerpt"),
    verdict="contradicted",
    statements=(Statement("We never sell data.", (0,), "excerpt"),),
    citations=(CITATION,),
    documents=(VERSION,),
    claims=(
        CheckedClaim(
            NASTY,
            "contradicted",
            "The terms say the opposite in 4.2.",
            (0,),
            (0,),
            (
                CheckedQuote(NASTY, False, near=0),
                CheckedQuote("never sell data", True, (date(2024, 5, 1),), date(2024, 5, 1)),
            ),
        ),
        CheckedClaim("They dance.", "not_stated", "No clause speaks of this."),
    ),
)


def text_of(answer: Answer) -> str:
    written = StringIO()
    Console(width=100, file=written).print(to_text(answer))
    return written.getvalue()


def test_each_claim_has_its_verdict_in_a_word_and_a_sign() -> None:
    html, text = to_html(ANSWER), text_of(ANSWER)
    for shown in (html, text):
        for words in ("The text says:", "Contradicted", "✗", "Not stated", "?", "The terms say the opposite in 4.2."):
            assert words in shown
    assert "[1] Terms of Service of 2024-05-01, 4.2 Licence" in text
    assert "We never sell data." in text and "We never sell data." in html
    assert 'data-cite="0-0"' in html


def test_nothing_of_the_text_is_markup() -> None:
    html = to_html(ANSWER)
    for harm in ("<img", "{{", "${", "`", "<a ", "\u202e"):
        assert harm not in html
    assert "&lt;img" in html
    assert "\u202e" not in text_of(ANSWER)


def test_an_older_version_is_said_to_be_one() -> None:
    old = replace(ANSWER, documents=(replace(VERSION, version="2024-09-01"),))
    assert "not in force on the day asked about" in to_html(old)
    assert "not in force on the day asked about" in text_of(old).replace("\n", " ")
    assert "not in force" not in to_html(ANSWER)


def test_quotations_are_dated() -> None:
    seventh, tenth = date(2023, 8, 7), date(2023, 8, 10)
    assert quote_line(CheckedQuote("…", True, (seventh,), seventh, tenth), None) == (
        "In force from 7 August 2023 to 10 August 2023. In the version of 7 August 2023."
    )
    many = tuple(date(2024, month, 1) for month in range(1, 10))
    assert "since 1 January 2024. In the versions of 1 January 2024" in quote_line(
        CheckedQuote("…", True, many, many[0]), None
    )
    assert "and 3 more" in quote_line(CheckedQuote("…", True, many, many[0]), None)
    assert quote_line(CheckedQuote("…", False, near=2), 3) == "Not in any version we hold. Near it: source 3."
