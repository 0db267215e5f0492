"""What a person sees: the words right, the quote in view, and nothing of a document ever markup."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.showing.render import (
    CLAUSE_SHOWN,
    QUOTE_SHOWN,
    address,
    citation_card_html,
    clause_name,
    document_name,
    engine_line,
    escape,
    excerpt_around,
    source_line,
    to_html,
    to_text,
)
from bot.types import Answer, Citation, Engine, Statement
from bot.words.dates import spoken_date
from tests.bot.web.fakes import FakeClauseText

SOURCE = (
    "**10.4 Content Licence.** You keep [your content](https://merle.example/c). We may *show* it.\nWe may not sell it."
)


def citation(quote: str, source: str = SOURCE, **changed: object) -> Citation:
    start = source.index(quote)
    made = Citation(
        "merle", "terms-of-service", "2023-08-07", "", "10.4", "", "Content Licence", quote, start, start + len(quote),
        "https://merle.example/terms", "ab" * 32,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


def clause(source: str = SOURCE) -> FakeClauseText:
    return FakeClauseText(source, 0, len(source), "10.4", "Content Licence", ("10 Content", "10.4 Content Licence"))


def answer(**changed: object) -> Answer:
    made = Answer(
        status="answered",
        headline="They may show it.",
        question="may they show it?",
        standalone_question="may they show it?",
        as_of=date(2024, 1, 1),
        engine=Engine("model", "small-1"),
        statements=(Statement("They may show what you upload.", (0,), "verified"),),
        citations=(citation("We may *show* it."),),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def printed(value: Answer, width: int = 80) -> str:
    console = Console(width=width, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(to_text(value))
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


class Tags(HTMLParser):
    """Every tag and attribute name that a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag} | {f"@{name}" for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


OURS = {
    *("article", "blockquote", "button", "code", "h3", "li", "mark", "ol", "p", "q", "span", "strong", "ul"),
    *("@aria-label", "@class", "@data-cite", "@data-close", "@data-copy", "@dir", "@tabindex", "@title", "@type"),
}


@pytest.mark.parametrize(
    ("terms_type", "name"),
    [
        ("terms-of-service", "Terms of Service"),
        ("privacy-policy", "Privacy Policy"),
        ("of-the-people", "Of the People"),
        ("", ""),
    ],
)
def test_a_terms_type_reads_as_a_title(terms_type: str, name: str) -> None:
    assert document_name(terms_type) == name


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "10.4 Content Licence"),
        ({"part": "Exhibit A"}, "Exhibit A, 10.4 Content Licence"),
        ({"sub": "(ii)"}, "10.4(ii) Content Licence"),
        ({"label": "", "title": "**Your** content"}, "Your content"),
        ({"label": "", "title": ""}, "preamble"),
        ({"part": "TERMS OF SERVICE"}, "10.4 Content Licence"),
        ({"part": "Merle Terms of Service"}, "10.4 Content Licence"),
    ],
)
def test_a_clause_is_named_as_a_person_would(changed: dict[str, str], name: str) -> None:
    assert clause_name(citation("We may", **changed)) == name


def test_an_address_names_document_version_and_clause() -> None:
    assert address(citation("We may")) == "Terms of Service of 2023-08-07, 10.4 Content Licence"
    assert spoken_date(date(2023, 8, 7)) == "7 August 2023"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://merle.example/terms", "merle.example"),
        ("https://good.example@evil.example/x", "evil.example"),
        ("javascript:alert(1)", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_the_host_of_a_source_is_the_real_one(url: str, host: str) -> None:
    assert source_line(url) == (host, url)


def test_the_quote_is_marked_in_its_clause_in_readable_words() -> None:
    shown = excerpt_around(citation("We may *show* it."), clause())
    assert (shown.before, shown.quote, shown.after) == (
        "10.4 Content Licence. You keep your content. ",
        "We may show it.",
        " We may not sell it.",
    )


def test_the_copied_quote_is_exact() -> None:
    quote = "[your content](https://merle.example/c). We may *show* it.\nWe may not"
    html = citation_card_html(citation(quote), clause(), "Merle Pages")
    copied: list[str | None] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda _, attrs: copied.extend(v for n, v in attrs if n == "data-copy")  # type: ignore[method-assign]
    parser.feed(html)
    assert copied == [quote]
    assert "<mark>your content. We may show it. We may not</mark>" in html


@pytest.mark.parametrize("place", [0, 40_000, 79_000])
def test_a_long_clause_is_cut_with_the_quote_in_view(place: int) -> None:
    source = "word " * (place // 5) + "The quote stands here." + " tail" * ((80_000 - place) // 5)
    shown = excerpt_around(citation("The quote stands here.", source), clause(source))
    assert shown.quote == "The quote stands here."
    assert len(shown.before) <= CLAUSE_SHOWN + 2 and len(shown.after) <= CLAUSE_SHOWN + 2
    assert shown.before.startswith("… word") or place == 0
    assert shown.after.endswith("tail …")


def test_a_long_quote_loses_its_middle_only() -> None:
    source = "First words " + "and more words " * 9_000 + "last words."
    shown = excerpt_around(citation(source, source), clause(source))
    assert len(shown.quote) < QUOTE_SHOWN + 20
    assert shown.quote.startswith("First words") and shown.quote.endswith("last words.") and "[…]" in shown.quote


def test_markers_and_sources_point_to_citations() -> None:
    html = to_html(answer(citations=(citation("We may *show* it."), citation("We may not sell it."))), "7")
    assert re.findall(r'data-cite="([^"]+)"', html) == ["7-0", "7-0", "7-1"]
    assert html.count("10.4 Content Licence</span>") == 1, "quotes from one clause share a line"
    assert "Model: small-1, every quote checked." in html and "Information, not legal advice." in html


@pytest.mark.parametrize(
    ("status", "words"),
    [("not_in_terms", "The terms do not say"), ("unavailable", "Could not be looked up"), ("partly", "In part")],
)
def test_each_status_has_its_own_words(status: str, words: str) -> None:
    value = answer(status=status, statements=(), citations=())
    assert words in to_html(value) and words in printed(value)
    assert ("says nothing about the terms themselves" in to_html(value)) == (status == "unavailable")


@pytest.mark.parametrize("headline", ["The terms do not say.", "The terms do not say whether."])
def test_the_status_is_not_said_twice(headline: str) -> None:
    value = answer(status="not_in_terms", headline=headline, statements=(), citations=())
    assert to_html(value).count("The terms do not say") == 1 and printed(value).count("The terms do not say") == 1


def test_the_nearest_clause_is_marked_as_such() -> None:
    value = answer(status="not_in_terms")
    assert "nearest clause, which does not answer it" in to_html(value)
    assert "nearest clause, which does not answer it" in printed(value)


def test_the_standalone_question_is_shown_when_it_differs() -> None:
    assert "Read as" not in to_html(answer())
    value = answer(standalone_question="may they show my photos?")
    assert "Read as: “may they show my photos?”" in to_html(value)
    assert "Read as: “may they show my photos?”" in printed(value)


def test_why_the_model_did_not_answer_is_said() -> None:
    line = engine_line(Engine("excerpt", fallback="The model took too long."))
    assert line == "Excerpts: the documents' own sentences, no AI model. The model took too long."


def test_the_terminal_shows_headline_statements_and_quotes() -> None:
    assert printed(answer(yes_no="yes", notes=("A newer version is coming.",))) == (
        "Yes. They may show it.\n\n"
        "1. They may show what you upload. [1]\n\n"
        "[1] Terms of Service of 2023-08-07, 10.4 Content Licence\n"
        "    “We may show it.”\n\n"
        "Note: A newer version is coming.\n"
        "Model: small-1, every quote checked.\n"
        "Information, not legal advice."
    )


def test_an_excerpt_is_not_printed_twice() -> None:
    value = answer(statements=(Statement("We may *show* it.", (0,), "excerpt"),))
    assert printed(value).count("We may show it.") == 1


def test_an_excerpt_with_explanations_is_not_printed_twice() -> None:
    value = answer(statements=(Statement("We may show (make public) it.", (0,), "excerpt"),))
    assert "“We may show it.”" not in printed(value)


def test_quotes_of_one_clause_share_a_line() -> None:
    value = answer(
        citations=(citation("We may *show* it."), citation("We may not sell it."), citation("You keep", label="9")),
        statements=(Statement("They may sell it.", (0, 1, 2), "verified"),),
    )
    assert (
        "[1] [2] Terms of Service of 2023-08-07, 10.4 Content Licence\n"
        "    [1] “We may show it.”\n"
        "    [2] “We may not sell it.”\n"
        "[3] Terms of Service of 2023-08-07, 9 Content Licence\n"
        "    “You keep”\n"
    ) in printed(value)


@pytest.mark.parametrize(
    ("quote", "text", "shown"),
    [
        ("You may:\n\n*   look; and\n*   stay.", "You may: look; and stay.", "“You may: • look; and • stay.”"),
        ("You may:\n- waive it;\n- go.", "You may: waive (give up) it; go.", "“You may: • waive [give up] it; • go.”"),
        ("*   look; and", "look; and", "“look; and”"),
        ("(b) sell *it*.", "sell it.", "“sell it.”"),
        ("[You may:\n- look.](https://merle.example/x)", "You may: look.", "“You may: look.”"),
    ],
)
def test_lists_and_numbers_in_a_quote(quote: str, text: str, shown: str) -> None:
    value = answer(
        citations=(replace(citation("We may"), quote=quote),), statements=(Statement(text, (0,), "excerpt"),)
    )
    assert f"1. {shown} [1]" in printed(value)
    assert shown.strip("“”") in Tags(to_html(value)).words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We may *show* it.", "“We may show it.”"),
        ("We may show (make public) it.", "“We may show [make public] it.”"),
        ("We may show it (your content).", "“We may show it [your content].”"),
        ("We may (can) show it (your content).", "“We may [can] show it [your content].”"),
        ("They may show it.", "They may show it."),
        ("We may show (make public it.", "We may show (make public it."),
        ("We may show", "We may show"),
    ],
)
def test_only_the_documents_words_stand_in_quotation_marks(text: str, shown: str) -> None:
    value = answer(statements=(Statement(text, (0,), "excerpt"),))
    assert f"1. {shown} [1]" in printed(value)
    words = Tags(to_html(value)).words
    assert (shown.strip("“”") in words) and (("<q " in to_html(value)) == shown.startswith("“"))


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> ![x](https://evil.example/p.png) "
    '"onmouseover="alert(3) <a href="javascript:alert(4)">go</a> {{value}} ${alert(5)} '
    "[bold]rich[/bold] \x1b[31m\u202eevil"
)


def everywhere(text: str) -> Answer:
    """An answer with a text at every place that takes one."""
    source = f"start {text} end"
    quoted = citation(source, source, part=text, label=text, sub=text, title=text, version=text, terms_type=text,
                      source_url=text, source_sha256=text)  # fmt: skip
    return answer(
        headline=text,
        question=text,
        standalone_question=f"{text} x",
        statements=(Statement(text, (0,), "verified"), Statement(text, (0,), "excerpt")),
        citations=(quoted,),
        notes=(text,),
        engine=Engine("model", text, fallback=text),
    )


def check_inert(text: str) -> None:
    value = everywhere(text)
    source = f"start {text} end"
    around = FakeClauseText(source, 0, len(source), text, text, (text, text))
    for html in (to_html(value, "1"), citation_card_html(value.citations[0], around, text)):
        assert Tags(html).found <= OURS
        assert not re.search(r"[{}$`\\]", html), "gr.HTML would read these as a template"
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\U000e0000-\U000e007f]", Tags(html).words)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", printed(value))


def test_a_hostile_text_is_only_words() -> None:
    check_inert(HOSTILE)


@given(st.text(max_size=200))
def test_no_text_becomes_markup(text: str) -> None:
    check_inert(text)


@given(st.text(alphabet="<>&\"'`{}$\\[]()*_!#|-/= \nabc\u202e\ud800\U000e0041", max_size=120))
def test_no_markup_becomes_markup(text: str) -> None:
    check_inert(text)


@given(st.text(max_size=300), st.data())
def test_any_place_in_any_text_can_be_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = excerpt_around(replace(citation("We"), quote=text[start:end], start=start, end=end), clause(text))
    assert len(shown.before + shown.quote + shown.after) <= len(text) * 2 + 10


def test_escape_leaves_words_alone() -> None:
    assert escape("Ältere Fassung: 5 > 3 & „gut“ שלום") == "Ältere Fassung: 5 &gt; 3 &amp; „gut“ שלום"
