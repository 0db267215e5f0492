from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readable import fold, readable

SHOWS = {
    "bold": ("**12.1** **Charges**. You *pay* __us__ _now_.", "12.1 Charges. You pay us now."),
    "broken bold": ('**Acme****Website** and "__**us**__"', 'AcmeWebsite and "us"'),
    "headings": ("## Fees\nA\n=\nB\n---\nc", "Fees A B c"),
    "heading in a list": ("1.  #### Fees.", "1. Fees."),
    "bullets": ("*   one\n    *   two\n- three\n+ four\n• five", "one two three four five"),
    "list labels stay": ("1.  one\n(a) two\n10.4 three\niv) four", "1. one (a) two 10.4 three iv) four"),
    "escapes": (r"10\. Fees \[sic\] a\_b \* c:\d", "10. Fees [sic] a_b * c:\\d"),
    "links": ('See [our *Terms*](https://a.b/c_(d) "Title") and [Fees](<x y>).', "See our Terms and Fees."),
    "link in a link": ("[a ![b](c) d](e)", "a b d"),
    "spaced target": ("[a](https://b.c/d e.pdf) f", "a f"),
    "images": ("Mail ![at](//x/y.png)home", "Mail athome"),
    "empty anchors": ("### [](#4)4\\. Rights", "4. Rights"),
    "brackets that are words": ("[Company] may [*] (so) ![x", "[Company] may [*] (so) ![x".replace("*", "")),
    "table": ("| a | **b** |\n| --- | :-: |\n| c<br>d |  |", "a b c d"),
    "pipe in prose": ("Forum | United States", "Forum | United States"),
    "spaces": ("a\xa0b\u2003c\r\n d\t e", "a b c d e"),
    "unseen": ("A\u200bc\u00adm\u2060e\ufeff\u202e pays\U000e0041", "Acme pays"),
    "tags": ('a<b>b</b> c<br/>d <!-- no --> <p class="x">e</p>', "ab c d e"),
    "scripts": ("a <script>no()</script><STYLE>b{}</STYLE>b", "a b"),
    "not a tag": ("<Your Name> pays if 1 < 2 > 0", "<Your Name> pays if 1 < 2 > 0"),
    "unclosed comment": ("a <!-- b c", "a b c"),
    "autolink": ("at <https://a.b/c_d> or <me@a.b>", "at https://a.b/c_d or me@a.b"),
    "entities": ("AT&amp;T&nbsp;&copy; &nothing; R&D", "AT&T © &nothing; R&D"),
    "hard break": ("a  \nb\\\nc", "a b c"),
    "words with signs": (
        "snake_case 2*3 2 * 3 name: ______ #16 ~5",
        "snake_case 2*3 2 * 3 name: ______ #16 5".replace(" 5", " ~5"),
    ),
    "rules": ("a\n\n* * *\n\n- - -\n***\nb", "a b"),
    "quoted lines": ("> a\n> * b", "a b"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("case", SHOWS)
def test_what_a_person_reads(case: str) -> None:
    source, expected = SHOWS[case]
    assert readable(source).text == expected


@pytest.mark.parametrize(
    ("source", "words", "stretch"),
    [
        ("Our [Terms of Use](https://a.b).", "Terms of", "Terms of"),
        ("Our [Terms of Use](https://a.b).", "Our Terms of Use.", "Our [Terms of Use](https://a.b)."),
        ("**12.1** **Charges**. Pay", "12.1 Charges.", "12.1** **Charges**."),
        ("AT&amp;T pays", "AT&T", "AT&amp;T"),
        ("a\n\n*   b c", "a b", "a\n\n*   b"),
        (r"10\. Fees", "10. Fees", r"10\. Fees"),
    ],
)
def test_words_lead_back_to_their_source(source: str, words: str, stretch: str) -> None:
    text = readable(source)
    low = text.text.index(words)
    start, end = text.span(low, low + len(words))
    assert source[start:end] == stretch
    assert text.at(start) == low


@pytest.mark.parametrize(("start", "end"), [(0, 20), (10, 43), (10, 18)])
def test_a_link_cut_in_two_gives_its_words(start: int, end: int) -> None:
    source = "Read the [Terms of Service](https://a.b/c) now."
    assert readable(source, start, end).text in "Read the Terms of Service now."


FINDS = {
    "as it is": ("You pay us.", "pay us", "pay us"),
    "typographic quotes": ("the “Fee” is Acme’s", 'the "Fee" is Acme\'s', "the “Fee” is Acme’s"),
    "plain quotes": ('the "Fee" is Acme\'s', "the “Fee” is Acme’s", 'the "Fee" is Acme\'s'),
    "dashes": ("terms – and — more", "terms - and -- more", "terms – and — more"),
    "ellipsis": ("wait… pay", "wait... pay", "wait… pay"),
    "ellipsis in the source": ("so... wait... pay", "wait… pay", "wait... pay"),
    "ligatures": ("the ﬁnal oﬃce", "final office", "ﬁnal oﬃce"),
    "white space": ("You\n  pay\xa0us", "You pay  us", "You\n  pay\xa0us"),
    "markup in the source": ("You **may** [pay](x) us", "may pay us", "may** [pay](x) us"),
    "markup in the quote": ("You may pay us", "*You* **may**", "You may"),
    "hidden characters": ("You m\u00aday pay", "may", "m\u00aday"),
    "whole words first": ("dismay may", "may", "may"),
    "no spaces between words": ("料金を支払う。", "支払う", "支払う"),
}


@pytest.mark.parametrize("case", FINDS)
def test_a_quote_is_found(case: str) -> None:
    source, quote, stretch = FINDS[case]
    span = readable(source).find(quote)
    assert span is not None
    assert source[span.start : span.end] == stretch


@pytest.mark.parametrize("quote", ["you pay us", "You pay", "pay us.", "ay our", "", "  ", "**", "We"])
def test_what_is_not_there_is_not_found(quote: str) -> None:
    assert readable("You may pay our bill").find(quote) is None


def test_the_search_starts_where_it_is_told() -> None:
    source = "**We** pay. We… pay -- We pay."
    text = readable(source)
    spans = [text.find("We", start) for start in (0, 5, 15, 24)]
    assert [span and span.start for span in spans] == [2, 12, 23, None]


def test_folding_is_what_find_compares_with() -> None:
    assert fold("“It’s” – so…") == '"It\'s" - so…' == fold('"It\'s" -- so...')


MARKS = [*"ab1 .\n*_[]()|#-•\\“\xa0\u200b<>&;/!`~:'\"", "](", "<b>", "&amp;", "<!--", "..."]
MARKUP = st.lists(st.sampled_from(MARKS), max_size=60).map("".join)


@given(MARKUP)
def test_every_character_leads_back(source: str) -> None:
    text = readable(source)
    assert "  " not in text.text
    assert text.text == text.text.strip()
    places = [text.span(i, i + 1) for i in range(len(text.text))]
    assert all(a.start < a.end <= b.start or a == b for a, b in zip(places, places[1:], strict=False))
    for position, place in enumerate(places):
        if source[place.start : place.end] == text.text[position]:
            assert text.at(place.start) == position


@given(MARKUP, st.integers(-5, 70), st.integers(-5, 70))
def test_no_positions_raise(source: str, low: int, high: int) -> None:
    text = readable(source, low, high)
    start, end = text.span(low, high)
    assert 0 <= start <= end <= len(source)
    assert 0 <= text.at(low) <= len(text.text)
    text.find(source[:5], low)


HOSTILE = [
    "[",
    "*",
    "](",
    "](a ",
    "](((",
    "<a ",
    "<!--",
    '<a "',
    "|",
    "_",
    "`",
    "\\",
    "&a",
    "> ",
    "- ",
    "](<a",
    '](a "',
    "\n|",
]
HOSTILE += ["#", "~", "<me@", "[a](", "![", "  \n", "](http://a b ", "[x](y)", "<script>", "a.b.", "--", "...", "a"]


@pytest.mark.parametrize("mark", HOSTILE)
def test_hostile_text_is_read(mark: str) -> None:
    source = mark * 100_000
    text = readable(source)
    assert text.find("missing") is None
    assert len(text.text) <= len(source)
    text.find(mark * 20 + "b")


@pytest.mark.corpus
def test_real_documents_keep_their_words(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "zoom").rglob("*.md")):
        source = path.read_bytes().decode()
        text = readable(source)
        assert "](" not in text.text
        assert "**" not in text.text
        for low in range(0, len(text.text) - 60, 997):
            words = text.text[low : low + 60].strip()
            start, end = text.span(low, low + 60)
            assert readable(source, start, end).text == words
