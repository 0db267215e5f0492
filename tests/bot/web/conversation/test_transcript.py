"""A conversation as a file: everything a person needs to look it up again, and nothing that acts."""

from html.parser import HTMLParser

import pytest

from bot.web.conversation import chat
from bot.web.conversation.chat import Conversation
from bot.web.conversation.transcript import file_name, to_markdown, to_page
from bot.web.place import IN_FORCE
from tests.bot.web.fakes import HOSTILE, FakeExplainer, version_of


def said(question: str, explainer: FakeExplainer | None = None) -> Conversation:
    *_, last = chat.converse(explainer or FakeExplainer(), Conversation(), question, "merle", IN_FORCE)
    assert last.conversation is not None
    return last.conversation


EVIL = FakeExplainer(source=HOSTILE, versions=(version_of("2024-06-01", name="<i>Merle</i> [x](http://x.example)"),))
EVIL_QUESTION = (
    "is my upload yours? <img src=x onerror=alert(1)> ![p](https://elsewhere.example/q.png) `x` www.x.example"
)


@pytest.mark.parametrize("write", [to_markdown, to_page])
def test_quotes_clauses_dates_and_hashes_are_there(write: object) -> None:
    text = write(said("Does the yearly plan renew?"))  # type: ignore[operator]
    for words in (
        "Does the yearly plan renew?", "Fees is what this is about", "3 Fees", "Merle Pages",
        "The yearly plan renews by itself unless you cancel it", "ab" * 32, "1 June 2024",
        "nformation, not legal advice",
    ):  # fmt: skip
        assert words in text.replace("\\", ""), words
    assert "merle.example/terms" in text.replace("\\", "")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_holds_no_tag_but_our_own_and_loads_nothing() -> None:
    page = to_page(said(EVIL_QUESTION, EVIL))
    tags = Tags()
    tags.feed(page)
    assert tags.found <= {
        "html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3", "p", "ol", "li",
        "strong", "blockquote", "br", "code",
    }  # fmt: skip
    assert tags.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "dir"}
    assert "default-src &#x27;none&#x27;" in page and "\u202e" not in page and "url(" not in page


def test_markdown_reads_nothing_of_it_as_markup() -> None:
    text = to_markdown(said(EVIL_QUESTION, EVIL))
    for line in text.splitlines():
        bare = line.replace("\\\\", "")
        for mark in ("<", "[", "`x", "!["):
            at = bare.find(mark)
            assert at < 0 or bare[at - 1] == "\\", line
    assert "https://" not in text and "http://" not in text and "www.x" not in text


@pytest.mark.parametrize("words", ["- a list?", "+ a list?", "1. a list?", "12) a list?", "=== a title?", "# a title?"])
def test_a_line_that_begins_like_markup_does_not(words: str) -> None:
    text = to_markdown(said(f"{words} closing accounts"))
    assert f"## {words}" not in text


def test_the_file_is_named_after_service_and_day() -> None:
    assert file_name(said("fees?"), "md") == "plainterms-merle-2024-06-01.md"
    assert file_name(Conversation(service="../../x\r\n"), "html") == "plainterms-x-empty.html"


def test_an_empty_conversation_is_an_empty_file() -> None:
    assert to_markdown(Conversation()) == "# PlainTerms\n\nInformation, not legal advice.\n"
    assert "<section>" not in to_page(Conversation())
