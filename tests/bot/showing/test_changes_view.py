"""What is shown of a comparison: nothing of a document is ever read as markup, and both sides can be told apart."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from bot.comparing import Comparison, sides
from bot.showing import changes_html, changes_view
from ingest import ConfigurationError, NotFound, Reading, Version, changes, segment

VERSION = Version(
    1, "acme", "Acme", "terms-of-service", "2024-01-01", date(2024, 1, 1), (), "https://acme.example/terms", "0" * 64
)


def version(day: str, number: int = 1, terms_type: str = "terms-of-service") -> Version:
    return replace(VERSION, id=number, version=day, effective=date.fromisoformat(day), terms_type=terms_type)


def reading(source: str, of: Version) -> Reading:
    return Reading(of, source, segment(source, "markdown").clauses, (), ())


def compared(old: str, new: str) -> Comparison:
    older, newer = version("2024-01-01"), version("2024-02-02", 2)
    return Comparison(older, newer, changes(reading(old, older), reading(new, newer)))


OLD = "**1.1 Fees**. You pay ten euros.\n\n**1.2 Content**. It stays yours, whatever you do with the Service.\n"
NEW = "**1.1 Content**. It stays yours, whatever you do with the Service.\n\n**1.2 Law**. We choose <b>the law</b>.\n"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</ins></p><iframe src=https://evil.example>",
    "<style>*{display:none}</style>",
    "{{constructor}} ${1+1} `x`",
    "javascript&#58;alert(1)",
    "\u202egnp.exe",
]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


OURS = {
    *("html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "nav", "ol", "li", "a", "main"),
    *("article", "section", "div", "span", "ins", "del", "details", "summary", "footer"),
}


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("place", ["title", "text"])
def test_no_word_of_a_document_is_markup_of_the_page(words: str, place: str) -> None:
    shown = f"**1.1 {words}**. You pay." if place == "title" else f"**1.1 Fees**. You pay {words} euros."
    # Escaped in the source, so that even what looks like a tag is words of the document.
    found = compared("**1.1 Fees**. You pay ten euros.", shown.replace("<", "\\<"))
    found = replace(found, newer=replace(found.newer, service_name=words, source_url=f"https://x/{words}"))
    page = changes_html.to_html(found)
    tags = Tags()
    tags.feed(page)
    assert {tag for tag, _ in tags.seen} <= OURS
    assert not [name for _, attributes in tags.seen for name in attributes if name.startswith("on") or name == "src"]
    assert all(a["href"].startswith("#") for t, a in tags.seen if t == "a" and a["href"])
    assert "\u202e" not in page
    assert "<script" not in page


def test_the_page_needs_nothing_from_elsewhere_and_says_both_sides() -> None:
    page = changes_html.to_html(compared(OLD, NEW))
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "url(" not in page
    assert "default-src 'none'" in page
    assert "1.2 → 1.1 Content" in page
    assert "<del>Fees. You pay ten euros.</del>" in page
    assert "Not in this version." in page
    assert "1 January 2024" in page
    assert "2 February 2024" in page


def test_a_page_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be written"):
        changes_html.write(compared(OLD, NEW), tmp_path)


def test_the_values_for_machines_are_plain_and_complete() -> None:
    value = json.loads(json.dumps(changes_view.to_json(compared(OLD, NEW))))
    assert set(value) == {"service", "terms_type", "from", "to", "stated_dates", "summary", "changes"}
    kinds = {c["kind"] for c in value["changes"]}
    assert kinds == {"added", "removed", "moved"}
    for change in value["changes"]:
        assert (change["before"] is None) == (change["kind"] == "added")
        assert (change["after"] is None) == (change["kind"] == "removed")
        for side, source in (("before", OLD), ("after", NEW)):
            for run in change["diff"]:
                if run[side]:
                    assert source[run[side]["start"] : run[side]["end"]]


def test_without_colours_the_marks_say_what_was_put_in_and_taken_out() -> None:
    console = Console(width=100, force_terminal=False)
    with console.capture() as caught:
        found = compared("**1.1 Fees**. You pay [ten] euros.", "**1.1 Fees**. You pay [/bold] euros.")
        console.print(changes_view.to_text(found, marks=True))
    assert "[-ten-]" in caught.get()
    assert "{+/bold+}" in caught.get()


LIBRARY = [
    version("2024-02-20", 4, "privacy-policy"),
    version("2024-01-01", 1),
    version("2024-02-02", 2),
    version("2024-03-03", 3),
]
TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("from_", "to", "expected"),
    [
        (None, None, ("2024-02-02", "2024-03-03")),
        ("2024-01-15", None, ("2024-01-01", "2024-03-03")),
        (None, "2024-02-10", ("2024-01-01", "2024-02-02")),
        ("2024-02-02", "2024-02-28", ("2024-02-02", "2024-02-02")),
    ],
)
def test_the_days_choose_the_versions_in_force(from_: str | None, to: str | None, expected: tuple[str, str]) -> None:
    days = [date.fromisoformat(day) if day else None for day in (from_, to)]
    older, newer = sides(LIBRARY, "acme", days[0], days[1], None, TODAY)
    assert (older.version, newer.version) == expected
    assert older.terms_type == newer.terms_type == "terms-of-service"


def test_two_texts_of_one_day_are_told_apart() -> None:
    second = replace(version("2024-03-03", 5), version="2024-03-03.2", stated=date(2024, 3, 3), recorded_on=(TODAY,))
    library = [*LIBRARY[:-1], replace(LIBRARY[-1], stated=date(2024, 3, 3)), second]
    older, newer = sides(library, "acme", None, None, None, TODAY)
    assert (older.version, newer.version) == ("2024-03-03", "2024-03-03.2")
    shown = changes_view.dates_line(Comparison(older, newer, compared(OLD, NEW).changes))
    assert shown == "3 March 2024 → 3 March 2024 (text 2 of that day)"


@pytest.mark.parametrize(
    ("from_", "to", "terms_type", "error", "says"),
    [
        ("2024-03-03", "2024-01-01", None, ConfigurationError, "is after the day to compare to"),
        ("2024-09-01", None, None, ConfigurationError, "is after the day to compare to"),
        (None, "2024-01-10", None, NotFound, "is the first version in the library"),
        (None, None, "privacy-policy", NotFound, "is the first version in the library"),
        ("2023-01-01", None, None, NotFound, "were in force on 2023-01-01"),
        (None, None, "cookie-policy", NotFound, "There is no cookie-policy"),
    ],
)
def test_what_cannot_be_compared_is_said_with_the_next_step(
    from_: str | None, to: str | None, terms_type: str | None, error: type[Exception], says: str
) -> None:
    days = [date.fromisoformat(day) if day else None for day in (from_, to)]
    with pytest.raises(error, match=says) as caught:
        sides(LIBRARY, "acme", days[0], days[1], terms_type, TODAY)
    assert getattr(caught.value, "hint", "")
