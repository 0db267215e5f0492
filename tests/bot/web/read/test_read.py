"""The document as the tab Read shows it: in its blocks, with its marks, and never with its own markup."""

import re

import pytest

from bot.web.read.blocks import LONGEST, blocks, sheets
from bot.web.read.outline import entries
from bot.web.read.search import counts
from bot.web.read.shown import document_html, laid, place_link, watched_blocks
from ingest import Span, readable
from tests.bot.web.books import EVIL_TERMS, HERONS, LONG, NEW, OLD, books

ACTIVE = re.compile(r"<(script|img|iframe|style|svg|b )|javascript:|\son[a-z]+\s*=\s*[\"'w]", re.IGNORECASE)


def shown(text: str = NEW, span: Span | None = None, sheet: int | None = None) -> str:
    library = books(y2024_06_01=text)
    return document_html(library.services()[0], library.reading(library.versions[0]), span, sheet)


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, readable(text, b.start, b.end).text) for b in blocks(text)]


def test_blocks_are_headings_paragraphs_items_and_rows() -> None:
    text = "Title\n=====\n\nOne line\nand another.\n\n---\n\n## Two\n* a\n    1. b\n\n      more of b\n\n"
    text += "| x | y |\n|---|---|\n| 1 | 2 |\n"
    assert kinds(text) == [
        ("heading", 1, "Title"),
        ("text", 0, "One line and another."),
        ("heading", 2, "Two"),
        ("item", 1, "a"),
        ("item", 2, "1. b"),
        ("text", 2, "more of b"),
        ("row", 0, "x y"),
        ("row", 0, "1 2"),
    ]
    assert [b.head for b in blocks(text) if b.kind == "row"] == [True, False]


def test_a_block_begins_where_a_clause_begins() -> None:
    text = "1. One thing\nis said here\n(a) and another\n"
    assert len(blocks(text)) == 1
    assert [text[b.start : b.end] for b in blocks(text, [text.index("(a)")])] == [
        "1. One thing\nis said here",
        "(a) and another",
    ]


def test_every_word_is_in_one_block() -> None:
    text = LONG + NEW
    made = blocks(text)
    assert readable(text).text.split() == [w for b in made for w in readable(text, b.start, b.end).text.split()]
    assert max(b.end - b.start for b in made) <= LONGEST
    assert [n for sheet in sheets(made) for n in sheet] == list(range(len(made)))


def test_the_document_has_lists_tables_headings_and_an_outline() -> None:
    page = shown()
    assert re.search(
        r"<ul><li><span[^>]*>Plans of a month</span><ul><li><span[^>]*>end with the month</span></li>", page
    )
    assert re.search(r"<table><tr><th scope=\"col\"><span[^>]*>Plan</span></th><th scope=\"col\">Price</th></tr>", page)
    assert re.search(r"<h4><span[^>]*>4. Fees</span></h4>", page)
    assert "Version of 1 June 2024" in page
    assert '<nav class="pt-outline" aria-label="Clauses">' in page
    assert page.count("<ul>") == page.count("</ul>")
    assert page.count("<li") == page.count("</li>")


def test_the_outline_nests_as_the_clauses_do() -> None:
    library = books(y2024_06_01=NEW)
    found = entries(library.reading(library.versions[0]).clauses)
    labels = [(entry.clause.label, [inside.clause.label for inside in entry.inside]) for entry in found]
    assert labels == [("1", ["1.1", "1.2"]), ("2", []), ("3", []), ("4", [])]


def test_the_outline_names_an_exhibit_around_its_clauses() -> None:
    library = books(
        y2024_06_01=f"{NEW}\n## EXHIBIT A – Quarrels\n\n1. **Talk first.** You write to us.\n\n2. **Then.** A court.\n"
    )
    last = entries(library.reading(library.versions[0]).clauses)[-1]
    assert last.clause.title == "EXHIBIT A – Quarrels"
    assert [inside.clause.label for inside in last.inside] == ["1", "2"]


def test_the_words_that_are_asked_for_are_marked() -> None:
    words = "We tell you 3 days before."
    at = NEW.index(words)
    assert f'<mark class="pt-hit">{words}</mark>' in shown(span=Span(at, at + len(words)))
    assert "is not in this version" in shown(span=Span(10, 10**8))
    assert "pt-hit" not in shown(span=Span(10, 10**8))


def test_a_mark_goes_through_bold_words_and_terms() -> None:
    start = NEW.index("1.2 **Licence.**")
    page = shown(span=Span(start, NEW.index("others.", start) + 7))
    said = "1.2 Licence. You let us host your Work and show it to others."
    hit = "".join(re.findall(r'<mark class="pt-hit">(.*?)</mark>', page))
    assert re.sub(r"<[^>]*>", "", hit).split() == [*said.split(" ")]


def test_defined_terms_lead_to_their_definition_once_in_each_clause() -> None:
    page = shown()
    links = re.findall(r'<a class="pt-term" href="([^"]*)" data-block="\d+" data-tip="(t\d+)">Work</a>', page)
    assert len(links) == 2  # in 1.2, which has it twice, and in 3
    at = NEW.index("Work**”")
    assert f"start={at}&amp;end={at + 4}" in links[0][0]
    assert "“Work” is a defined term" in page
    assert "everything that you put on Reed Pages" in page


def test_what_is_to_be_watched_is_marked_and_explained() -> None:
    library = books(y2024_06_01=NEW)
    reading = library.reading(library.versions[0])
    found = watched_blocks(reading, library.watch("reed"))
    (number,) = found["blocks"]
    words = found["blocks"][number]
    assert words.startswith("The yearly <button")
    assert 'aria-label="Watch out: It renews by itself">⚑</button>' in words
    assert '<span class="pt-watch-words">plan renews by itself</span>' in words
    assert "It goes on. It costs." in str(found["tips"])
    assert re.search(rf'<span id="pt-b{number}"[^>]*>The yearly plan', shown())


def test_a_watch_out_of_another_version_is_not_marked_here() -> None:
    library = books()
    older = library.reading(library.versions[0])
    assert watched_blocks(older, library.watch("reed", library.versions[1].effective))["blocks"] == {}


@pytest.mark.parametrize("span", [None, Span(5, len(EVIL_TERMS))])
def test_a_hostile_document_is_only_words(span: Span | None) -> None:
    library = books(y2024_06_01=EVIL_TERMS)
    reading = library.reading(library.versions[0])
    page = document_html(library.services()[0], reading, span)
    watched = watched_blocks(reading, library.watch("reed"), span)
    for made in (page, str(watched["tips"]), *watched["blocks"].values()):
        attributes = re.sub(r'"[^"]*"', '""', made)
        assert not ACTIVE.search(attributes), ACTIVE.search(attributes)
        assert "{{" not in made and "${" not in made and "\u202e" not in made
    assert "stretches of text that a reader of the original would not see are left out" in page
    assert "window.harmed = 3" not in page


def test_a_very_long_clause_comes_in_parts() -> None:
    page = shown(LONG)
    assert len(page) < 1_500_000
    assert "You read part 1 of 14" in page
    assert 'data-sheet-to="1"' in page
    last = shown(LONG, sheet=99)
    assert "You read part 14 of 14" in last
    middle = shown(LONG, Span(3_000_000, 3_000_020))
    assert "pt-hit" in middle and "You read part 8 of 14" in middle


def test_what_is_searched_for_is_counted_in_each_part() -> None:
    library = books(y2024_01_10=OLD, y2024_06_01=HERONS)
    short, long = (library.reading(version) for version in library.versions)
    assert counts(long, "HERON") == (1, 2, 0)
    assert counts(long, '"heron"') == (0, 1, 0)
    assert counts(short, "plan") == (4,)
    assert counts(short, "Month Price") == (0,)  # in two cells
    assert counts(short, "x") == counts(short, " ") == ()


def test_an_address_names_a_stretch_of_a_version() -> None:
    version = books().versions[1]
    whole = "/?tab=read&service=reed&terms_type=terms-of-service&version=2024-06-01"
    assert place_link(version, 3, 9) == f"{whole}&start=3&end=9"
    assert place_link(version).endswith("version=2024-06-01")


def test_blocks_are_found_by_their_place() -> None:
    library = books(y2024_06_01=NEW)
    found = laid(library.reading(library.versions[0]))
    for offset in range(0, len(NEW), 7):
        block = found.blocks[found.block_at(offset)]
        assert block.end > offset or block is found.blocks[-1]
