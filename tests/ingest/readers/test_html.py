"""Web pages: what of a page is the text, and how it is written down. The pages are made up."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.measuring.pages import compare_pages, load_pages
from ingest.errors import SourceError
from ingest.readers import read_source
from ingest.readers.html import read
from ingest.segment import segment

SAYS = "You agree that we may change the service, and that using it afterwards means that you accept the change."
"""A sentence as terms have it."""
OTHER = "We may close an account that has not been used for two years, after we have written to its owner twice."
HIDDEN = "The provider owns everything that the customer makes, sends or keeps with the service from this day on."


def text(page: str) -> str:
    return read(page.encode(), "page.html").text


def body(page: str) -> str:
    """Of a page with a sentence above, what stands below it."""
    first, _, rest = text(f"<p>{SAYS}</p>{page}").partition("\n\n")
    assert first == SAYS
    return rest.rstrip("\n")


# --- text to Markdown ------------------------------------------------------------------------------------------------

WRITTEN = {
    "headings": ("<h1>A</h1><h3>B <b>c</b></h3>", "# A\n\n### B **c**"),
    "a heading by its role": ('<div role="heading" aria-level="3">Fees</div>', "### Fees"),
    "a heading that links to itself": ('<h2><a href="#f">1. Fees</a></h2>', "## [1. Fees](#f)"),
    "the mark beside a heading": ('<h2>Fees <a class="anchor" href="#f" aria-hidden="true">#</a></h2>', "## Fees"),
    "a bold paragraph": ("<p><b>1. Fees</b></p>", "**1. Fees**"),
    "bold around a paragraph": ("<b><p>Fees</p></b>", "**Fees**"),
    "bold by style": ('<p><span style="font-weight:700">Fees.</span> Due.</p>', "**Fees.** Due."),
    "spaces stand outside of marks": ("<p>See<b> the list </b>here</p>", "See **the list** here"),
    "bold in two pieces is one": ("<p><b>Fe</b><b>es</b></p>", "**Fees**"),
    "italics in bold": ("<p><b>Fees <i>due</i></b></p>", "**Fees _due_**"),
    "blocks part words": ("<div>One</div><div>Two</div><span>th</span><span>ree</span>", "One\n\nTwo\n\nthree"),
    "a block in an inline element": ("<span>One<div>Two</div>Three</span>", "One\n\nTwo\n\nThree"),
    "line breaks": ("<p>Acme<br>Main Street 5</p>", "Acme  \nMain Street 5"),
    "two line breaks": ("<p>One<br><br>Two</p>", "One\n\nTwo"),
    "source lines are no lines": ("<p>One\n   two\n</p>", "One two"),
    "a rule": ("<hr>", "* * *"),
    "a quotation": ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n\n> Two"),
    "text set line by line": ("<pre>1. One\n\n  two *</pre>", "1\\. One\n\ntwo \\*"),
    "bullets": ("<ul><li>a<li>b<ul><li>c</ul></ul>", "*   a\n*   b\n    *   c"),
    "numbers": ("<ol><li>a<li>b</ol>", "1.  a\n\n2.  b"),
    "numbers inside numbers": ("<ol><li>a<ol><li>b</ol></ol>", "1.  a\n\n    1.  b"),
    "start and value": ('<ol start="3"><li>a<li value="9">b<li>c</ol>', "3.  a\n\n9.  b\n\n10.  c"),
    "reversed": ("<ol reversed><li>a<li>b</ol>", "2.  a\n\n1.  b"),
    "letters": ('<ol type="a"><li>x<li>y</ol>', "a.  x\n\nb.  y"),
    "capitals": ('<ol type="A" start="27"><li>x</ol>', "AA.  x"),
    "numerals": ('<ol type="i" start="4"><li>x</ol>', "iv.  x"),
    "capital numerals": ('<ol style="list-style-type: upper-roman"><li>x</ol>', "I.  x"),
    "a list without marks": ('<ol style="list-style:none"><li>1.1 x</ol>', "*   1.1 x"),
    "a list that scripts built": ("<ol><span><li>x</li><li>y</li></span></ol>", "*   x\n*   y"),
    "a list straight in a list": ("<ul><li>a</li><ul><li>b</li></ul></ul>", "*   a\n    *   b"),
    "paragraphs in an item": ("<ul><li><p>a</p><p>b</p></li></ul>", "*   a\n\n    b"),
    "a heading in an item": ("<ol><li><h2>2. Fees</h2>x</ol>", "1.  2\\. Fees\n    --------\n\n    x"),
    "definitions": ("<dl><dt>Fee</dt><dd>what you pay</dd></dl>", "**Fee**\n\nwhat you pay"),
    "a table": (
        "<table><tr><th>A<th>B<tr><td>1<td>2<br>3</table>",
        "| A | B |\n| --- | --- |\n| 1 | 2 <br>3 |",
    ),
    "a table without a head": ("<table><tr><td>1<td>2</table>", "|     |     |\n| --- | --- |\n| 1 | 2 |"),
    "a stroke in a cell": ("<table><tr><th>a|b<th>c</table>", "| a\\|b | c |\n| --- | --- |"),
    "a list in a cell": (
        "<table><tr><th>A<th>B<tr><td>x<td><ul><li>1<li>2</ul></table>",
        "| A | B |\n| --- | --- |\n| x | *   1 <br>*   2 |",
    ),
    "a table that places things": ('<table role="presentation"><tr><td><h2>A</h2><td>b</table>', "## A\n\nb"),
    "a table of columns of a contract": ("<table><tr><td><h3>1. A</h3>x<td>short</table>", "### 1. A\n\nx\n\nshort"),
    "counters": (
        "<style>ol{counter-reset:i}ol>li{counter-increment:i}ol>li:before{content:counters(i,'.') ' '}</style>"
        "<ol><li>a<ol><li>b<li>c</ol><li>d</ol>",
        "1.  a\n\n    1.1  b\n\n    1.2  c\n\n2.  d",
    ),
    "counters of headings": (
        '<style>h2{counter-increment:s}h2::before{content:"Section " counter(s, upper-roman) ". "}</style>'
        "<h2>Use</h2><h2>Fees</h2>",
        "## Section I. Use\n\n## Section II. Fees",
    ),
    "a style sheet that is not understood": (
        "<style>li:nth-child(2)::before{content:counter(x)}li::before{content:attr(x) counter(y)}</style>"
        "<ul><li>a</ul>",
        "*   a",
    ),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_text_is_written_down(case: str) -> None:
    page, written = WRITTEN[case]
    assert body(page) == written


ESCAPED = {
    "<p>1. no item</p>": "1\\. no item",
    "<p># no heading</p>": "\\# no heading",
    "<p>- no bullet</p>": "\\- no bullet",
    "<p>&gt; no quotation</p>": "\\> no quotation",
    "<p>---</p><p>===</p>": "",
    "<p>a * b _c_ snake_case</p>": "a \\* b \\_c\\_ snake_case",
    "<p>[x](y)</p>": "\\[x\\](y)",
    "<p>a &lt; b &lt;i&gt; &amp;amp; c\\d</p>": "a < b \\<i> \\&amp; c\\\\d",
    "<p>x</p>\n\\===\n\\-": "x",
}


@pytest.mark.parametrize("page", ESCAPED)
def test_characters_that_markdown_would_read_are_escaped(page: str) -> None:
    assert body(page).startswith(ESCAPED[page])


LINKS = {
    "https://acme.example/a?b=1&amp;c=2": "[x](https://acme.example/a?b=1&c=2)",
    "/terms (old)": "[x](/terms%28old%29)",
    "#fees": "[x](#fees)",
    "mailto:a@acme.example": "[x](mailto:a@acme.example)",
    "tel:+123": "[x](tel:+123)",
    "javascript:alert(1)": "x",
    "JaVa&#9;Script:alert(1)": "x",
    "data:text/html,x": "x",
    "vbscript:x": "x",
}


@pytest.mark.parametrize("address", LINKS)
def test_only_links_that_lead_to_pages_are_kept(address: str) -> None:
    assert body(f'<p>a <a href="{address}">x</a></p>') == f"a {LINKS[address]}"


# --- what a person sees ----------------------------------------------------------------------------------------------

UNSEEN = {
    "hidden": f"<p hidden>{HIDDEN}</p>",
    "display": f'<div style="Display : NONE !important">{HIDDEN}</div>',
    "visibility": f'<div style="visibility:hidden">{HIDDEN}</div>',
    "opacity": f'<div style="opacity: 0.0">{HIDDEN}</div>',
    "no size": f'<span style="font-size:0px">{HIDDEN}</span>',
    "off the screen": f'<div style="position:absolute;left:-9999px">{HIDDEN}</div>',
    "indented away": f'<div style="text-indent:-999em">{HIDDEN}</div>',
    "clipped": f'<div style="position:absolute;clip:rect(0 0 0 0)">{HIDDEN}</div>',
    "clipped by path": f'<div style="clip-path: inset(50%)">{HIDDEN}</div>',
    "a pixel wide": f'<div style="width:1px;height:1px;overflow:hidden">{HIDDEN}</div>',
    "white on white": f'<p style="color:#fff;background-color:white">{HIDDEN}</p>',
    "white on the white around": f'<div bgcolor="#FFFFFF"><font color="#ffffff">{HIDDEN}</font></div>',
    "transparent": f'<p style="color:transparent">{HIDDEN}</p>',
    "behind a comment": f'<p style="display:/**/none">{HIDDEN}</p>',
    "tag characters": f"<p>{''.join(chr(0xE0000 + ord(c)) for c in HIDDEN)}</p>",
    "a closed dialog": f'<div role="dialog" aria-hidden="true">{HIDDEN}</div>',
    "deep down": "<div>" * 300 + f"<p hidden>{HIDDEN}</p>",
}


@pytest.mark.parametrize("case", UNSEEN)
def test_what_nobody_sees_is_no_text(case: str) -> None:
    found = read(f"<h1>Terms</h1><p>{SAYS}</p>{UNSEEN[case]}<p>{OTHER}</p>".encode(), "page.html")
    assert HIDDEN[:20] not in found.text
    assert SAYS in found.text and OTHER in found.text
    if case != "deep down":
        assert any(HIDDEN[:20] in words for words in found.unseen)


NEVER = {
    "script": f"<script>var a = '<p>{HIDDEN}</p>';</script>",
    "json": f'<script type="application/json">{{"text": "{SAYS}"}}</script>',
    "style": f"<style>p:after{{content:'{HIDDEN}'}}</style>",
    "comment": f"<!-- {HIDDEN} -->",
    "template": f"<template><p>{HIDDEN}</p></template>",
    "noscript": f"<noscript><p>{HIDDEN}</p></noscript>",
    "frame": f"<iframe>{HIDDEN}</iframe>",
    "picture": f'<img alt="{HIDDEN}"><svg><title>{HIDDEN}</title></svg>',
    "field": f'<textarea>{HIDDEN}</textarea><input value="{HIDDEN}"><select><option>{HIDDEN}</select>',
}


@pytest.mark.parametrize("case", NEVER)
def test_what_is_never_shown_goes_without_a_word(case: str) -> None:
    found = read(f"<p>{SAYS}</p>{NEVER[case]}<p>{OTHER}</p>".encode(), "page.html")
    assert found.text == f"{SAYS}\n\n{OTHER}\n"
    assert found.unseen == ()


SHOWN_BY_A_CLICK = {
    "details": f"<details><summary>Fees</summary><p>{OTHER}</p></details>",
    "a named panel": f'<h2><button aria-expanded="false" aria-controls="a">Fees</button></h2>'
    f'<div id="a" hidden><p>{OTHER}</p></div>',
    "a panel below its button": f'<button aria-expanded="false">Fees</button><div style="display:none">{OTHER}</div>',
    "a target": f'<a data-toggle="collapse" href="#b">Fees</a><div id="b" style="display:none">{OTHER}</div>',
    "a tab": f'<div role="tablist"><button role="tab" id="t">Fees</button></div>'
    f'<div role="tabpanel" aria-labelledby="t" hidden>{OTHER}</div>',
    "a class": f'<p>Fees</p><div class="accordion-content" style="display:none">{OTHER}</div>',
    "hidden from screen readers only": f'<p>Fees</p><div aria-hidden="true">{OTHER}</div>',
    "a saved component": f"<p>Fees</p><x-fees><template shadowrootmode='open'>{OTHER}</template></x-fees>",
}


@pytest.mark.parametrize("case", SHOWN_BY_A_CLICK)
def test_what_a_click_shows_is_text(case: str) -> None:
    found = text(f"<main><h1>Terms</h1><p>{SAYS}</p>{SHOWN_BY_A_CLICK[case]}</main>")
    assert OTHER in found and "Fees" in found


def test_a_page_saved_before_its_script_faded_it_in() -> None:
    found = text(f'<nav><a href="/">Home</a></nav><div style="opacity:0"><h1>Terms</h1>{f"<p>{SAYS}</p>" * 5}</div>')
    assert found.count(SAYS) == 5


def test_unseen_words_are_bounded() -> None:
    found = read((f"<p>{SAYS}</p>" + f"<p hidden>{HIDDEN * 20}</p>" * 200).encode(), "page.html")
    assert len(found.unseen) == 50
    assert max(map(len, found.unseen)) <= 500


def test_characters_without_a_shape_are_taken_out_of_words() -> None:
    assert body("<p>ser\u200bvi\u00adce \u202eowt\u202c</p>") == "service owt"


# --- the text and the page around it ---------------------------------------------------------------------------------

LEGAL = f"<h1>Terms of Service</h1><p>{SAYS}</p><h2>1. Fees</h2><p>{OTHER}</p><h2>2. End</h2><p>{SAYS}</p>"
LINKED = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in ("Pricing", "Careers", "Blog", "Press"))
AROUND = {
    "a menu": f"<nav><ul>{LINKED}</ul></nav><div>{LEGAL}</div>",
    "a menu by its role": f'<div role="navigation"><ul>{LINKED}</ul></div><div>{LEGAL}</div>',
    "a menu without a name": f"<div><ul>{LINKED}</ul></div><div>{LEGAL}</div>",
    "a header": f"<header><ul>{LINKED}</ul></header>{LEGAL}",
    "a footer": f"<main>{LEGAL}</main><footer><p>Pricing and more: {OTHER[:40]}</p></footer>",
    "a footer without a name": f"<div>{LEGAL}</div><div><ul>{LINKED}</ul></div>",
    "a cookie bar": f"{LEGAL}<div class='cookie-bar'><p>Pricing cookies: {OTHER}</p><button>Accept all</button></div>",
    "a cookie bar without a name": f"<div>{LEGAL}</div><div><p>We use cookies. Pricing.</p><button>No, reject"
    "</button></div>",
    "menus in one element with the text": f"<div><ul>{LINKED}</ul></div>{LEGAL}<div><p>{OTHER}</p>"
    f"<ul>{LINKED}</ul></div>",
    "a form beside the text": f"<div>{LEGAL}</div><div><h3>Pricing news</h3><form>Once a month.<input></form></div>",
    "a dialog": f"{LEGAL}<div role='dialog'><h2>Pricing</h2><p>{OTHER[:60]}</p></div>",
    "buttons": f"{LEGAL}<p>That is all.</p><button>Pricing</button>",
    "a form": f"<main>{LEGAL}</main><form>Pricing <input name='email'></form>",
    "feedback": f"<div>{LEGAL}</div><div class='feedback'>Was this helpful? Pricing <button>Yes</button></div>",
    "related pages": f"<div>{LEGAL}</div><div><h3>More</h3><ul>{LINKED}</ul></div>",
    "a sidebar": f"<div><aside><ul>{LINKED}</ul></aside><div>{LEGAL}</div></div>",
    "breadcrumbs": f"<div class='breadcrumb'><a href='/'>Pricing</a> / Terms</div><div>{LEGAL}</div>",
    "cards of a contents list": "<div>"
    + "".join(f"<a href='#{n}'><h2>Pricing {n}</h2></a>" for n in range(4))
    + f"</div>{LEGAL}",
}


@pytest.mark.parametrize("case", AROUND)
def test_the_page_around_the_text_is_left_out(case: str) -> None:
    found = text(AROUND[case])
    assert "Pricing" not in found
    assert found.startswith("# Terms of Service\n") and "## 1. Fees" in found and OTHER in found
    assert found.count(SAYS) == 2


KEPT = {
    "a title above the main text": f"<header><h1>Terms</h1></header><main><p>{SAYS}</p><p>{OTHER}</p></main>",
    "a date": f"<div><p>Terms, last updated 1 May 2024</p></div><div><p>{SAYS}</p><p>{OTHER}</p></div>",
    "a short section": f"<section><p>{SAYS * 9}</p></section><section><h2>Contact</h2>"
    f"<p>Terms: write to us at our address in Berlin.</p></section>",
    "a contents list": f"<h1>Terms</h1><ol><li><a href='#a'>Use</a><li><a href='#b'>Fees</a></ol><p>{SAYS}</p>",
    "cookies as the subject": f"<h1>Cookie terms</h1><div class='cookie-list'><p>{SAYS}</p></div><p>{OTHER}</p>",
    "a form around the whole page": f"<form><input type='hidden'><h1>Terms</h1>{f'<p>{SAYS}</p>' * 20}</form>",
    "terms in a dialog": f"<div role='dialog'><h1>Terms</h1>{f'<p>{SAYS}</p>' * 20}<button>Accept</button></div>",
    "a header of the article": f"<article><header><h1>Terms</h1></header><p>{SAYS}</p></article>",
    "an aside in the text": f"<main><h1>A</h1><aside><p>Terms: {SAYS}</p></aside><p>{OTHER}</p></main>",
}


@pytest.mark.parametrize("case", KEPT)
def test_what_belongs_to_the_text_stays(case: str) -> None:
    found = text(KEPT[case])
    assert "erms" in found and (SAYS in found or OTHER in found)
    if case == "a short section":
        assert "## Contact" in found


REFUSED = {
    "an error": ("<h2>This page isn't available</h2><p>Try reloading the page.</p>", "This page isn't available"),
    "a cookie dialog": (
        f"<div role='dialog'><p>Cookies. {SAYS}</p><button>Allow all</button></div>",
        "a cookie dialog",
    ),
    "both": (
        f"<p>Page not found</p><div class='consent'>We use cookies. {SAYS}<button>Accept</button></div>",
        "“Page not found” and a cookie dialog",
    ),
    "an application that did not start": ("<div id='root'></div><script src='a.js'></script>", "scripts"),
    "a wall": ("<noscript>x</noscript><p>Please enable JavaScript to continue</p>", "enable JavaScript"),
    "a menu": (f"<nav><ul>{LINKED * 9}</ul></nav><p>Welcome</p>", "a menu"),
    "nothing": ("", "no text"),
    "hidden words only": (f"<p hidden>{HIDDEN}</p>", "no text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_page_without_terms_is_refused_with_what_it_shows(case: str) -> None:
    page, shown = REFUSED[case]
    with pytest.raises(SourceError) as refusal:
        read(page.encode(), "page.html")
    assert "page.html holds no terms" in str(refusal.value)
    assert shown in str(refusal.value)
    assert refusal.value.hint


def document(title: str, level: int = 2) -> str:
    return f"<h{level}>{title}</h{level}><p>Last updated 1 May 2024</p>" + f"<p>{SAYS}</p><p>{OTHER}</p>" * 6


def test_several_documents_are_parts_and_are_named() -> None:
    page = f"<h1>Legal</h1>{document('Terms of Use')}{document('Privacy Policy')}{document('Cookie Notice')}"
    found = read(page.encode(), "page.html")
    (notice,) = found.notices
    assert "3 documents" in notice and "Terms of Use; Privacy Policy; Cookie Notice" in notice
    parts = {clause.part for clause in segment(found.text, "markdown").clauses}
    assert {"Terms of Use", "Privacy Policy", "Cookie Notice"} <= parts
    assert read_source(page.encode(), "page.html").notices == found.notices


def test_documents_in_tabs_get_the_titles_of_their_tabs() -> None:
    tabs = "".join(f"<button role='tab' aria-controls='p{n}'>{n} Policy</button>" for n in ("Fee", "Data"))
    panels = "".join(
        f"<div role='tabpanel' id='p{n}' hidden><p>Effective 1 May 2024</p>{f'<p>{SAYS}</p>' * 15}</div>"
        for n in ("Fee", "Data")
    )
    found = read(f"<h1>Legal</h1><div role='tablist'>{tabs}</div>{panels}".encode(), "page.html")
    assert "# Fee Policy" in found.text and "# Data Policy" in found.text
    assert found.notices


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Terms of Service</h1><h2>Refund policy</h2>{f'<p>{SAYS}</p>' * 15}<h2>Notice</h2>{f'<p>{SAYS}</p>' * 15}",
        f"<h1>Terms of Service</h1><h2>1. Terms</h2>{f'<p>{SAYS}</p>' * 15}<h2>2. Policy</h2>{f'<p>{SAYS}</p>' * 15}",
        document("Terms of Service", 1) + "<h2>Privacy Policy</h2><p>It is on another page.</p>",
    ],
)
def test_sections_are_no_documents(page: str) -> None:
    assert read(page.encode(), "page.html").notices == ()


# --- HTML as it is met -----------------------------------------------------------------------------------------------

TAG_SOUP = {
    "paragraphs left open": ("<p>One<p>Two<div>Three", "One\n\nTwo\n\nThree"),
    "items left open": ("<ul><li>One<p>x<li>Two</ul>", "*   One\n\n    x\n\n*   Two"),
    "cells left open": ("<table><tr><th>A<th>B<tr><td>1<td>2", "| A | B |\n| --- | --- |\n| 1 | 2 |"),
    "marks crossed over": ("<p><b>One<i>Two</b>Three</i></p><p>Four</p>", "**One_Two_**Three\n\nFour"),
    "a stray end": ("<p>One</span></div></td>Two</p>", "OneTwo"),
    "a heading in a heading": ("<h2>One<h3>Two</h3>Three", "## One\n\n### Two\n\nThree"),
    "an end without a beginning": ("One</p>Two</br>Three", "One\n\nTwo  \nThree"),
    "a block that closes itself": ("<div/>One<div/>Two", "One\n\nTwo"),
    "references": ("<p>a&nbsp;&amp;&lt;&#8364;&#x20ac;&euro;&nosuch;&copy</p>", "a\xa0&<€€€\\&nosuch;©"),
    "broken references": ("<p>&#99999999999; &#xD800; &#; &</p>", "\ufffd \ufffd &#; &"),
    "a sign": ("<p>1 < 2 <3 > 2</p>", "1 < 2 <3 > 2"),
    "names in capitals": ("<P>One</P><UL><LI>Two</UL>", "One\n\n*   Two"),
    "an unended comment hides the rest": ("<p>One</p><!-- <p>Two</p>", "One"),
    "a script that is no markup": ("<p>One</p><script>'</p><p>Two'</script>", "One"),
    "a tag cut off": ("<p>One</p><p class='x", "One"),
    "quotes in quotes": ("<p title='a > \"b\"'>One</p>", "One"),
    "words loose in a table": ("<table>One<tr><td>a<td>b</table>", "One\n\na\n\nb"),
}


@pytest.mark.parametrize("case", TAG_SOUP)
def test_broken_html_is_read_as_browsers_do(case: str) -> None:
    page, written = TAG_SOUP[case]
    assert body(page) == written


ENCODED = {
    "utf-8": f"<p>“Gebühr” {SAYS}</p>".encode(),
    "a byte order mark": b"\xef\xbb\xbf" + f"<p>“Gebühr” {SAYS}</p>".encode(),
    "utf-16": b"\xff\xfe" + f"<p>“Gebühr” {SAYS}</p>".encode("utf-16-le"),
    "stated": b'<meta charset="windows-1252">' + f"<p>“Gebühr” {SAYS}</p>".encode("cp1252"),
    "stated as latin-1": b'<meta http-equiv=Content-Type content="text/html; charset=ISO-8859-1">'
    + f"<p>“Gebühr” {SAYS}</p>".encode("cp1252"),
    "not stated": f"<p>“Gebühr” {SAYS}</p>".encode("cp1252"),
    "wrongly stated": b"<meta charset=utf-8>" + f"<p>“Gebühr” {SAYS}</p>".encode("cp1252"),
    "no set at all": b"<meta charset=nonsense-99>" + f"<p>“Gebühr” {SAYS}</p>".encode(),
    "another set": b"<meta charset=koi8-r>" + f"<p>Плата {SAYS}</p>".encode("koi8-r"),
}


@pytest.mark.parametrize("case", ENCODED)
def test_character_sets(case: str) -> None:
    word = "Плата" if case == "another set" else "“Gebühr”"
    assert read(ENCODED[case], "page.html").text == f"{word} {SAYS}\n"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n" + bytes(range(1, 30)) * 50])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="binary"):
        read(data, "page.html")


HOSTILE = {
    "elements inside each other": "<div>x" * 20_000 + f"<p>{SAYS}",
    "lists inside each other": "<ul><li>x" * 2_000 + f"<p>{SAYS}",
    "tables inside each other": "<table><tr><td>" * 3_000 + SAYS,
    "marks that never end": "".join(f"<font size={n}>" for n in range(2_000)) + f"<p>{SAYS}" * 100,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + f">{SAYS}",
    "quotes": f"<p>{SAYS}</p>" + '<a b="' * 50_000,
    "signs": f"<p>{SAYS}</p>" + "<" * 200_000 + "&" * 200_000,
    "comments": f"<p>{SAYS}</p>" + "<!--" * 200_000,
    "a reference": f"<p>{SAYS} &#" + "9" * 100_000 + ";",
    "hidden elements": f"<p>{SAYS}</p>" + f"<p hidden>{HIDDEN}</p>" * 3_000,
    "nul": "\x00" * 10_000 + f"<p>{SAYS}</p>\x00",
    "style": f"<p>{SAYS}</p><p style='" + "a:b;/*" * 20_000 + "'>x",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_pages_are_read(case: str) -> None:
    assert SAYS in read(HOSTILE[case].encode(), "page.html").text


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(SourceError, match="more than 300,000 elements"):
        read(b"<p>" * 300_001, "page.html")


_PIECES = st.sampled_from(
    [*"<>/&;\"'= \n\x00", "<p>", "</p>", "<div hidden>", "</div>", "<table>", "<tr>", "<td>", "<ul>", "<li>", "<ol>",
     "</ol>", "<b>", "</b>", "<a href='#x'>", "</a>", "<h1>", "<!--", "-->", "<script>", "</script>", "<style>",
     "&amp;", "&#x", "<button>", "<details>", "<summary>", "<nav>", "<main>", "<pre>", "<template>", "<svg>", "<br>",
     "<select>", "<form>", "cookies", "word", SAYS]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=60).map("".join), st.text(max_size=300)))
def test_any_text_is_read_or_refused(page: str) -> None:
    try:
        found = read(page.encode("utf-8", "surrogatepass"), "page.html")
    except SourceError as refusal:
        assert refusal.hint
        return
    assert found.text.strip()
    segment(found.text, found.markup)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="abc12.#*_-+[]()<>&|`\\~=:! ", min_size=1, max_size=40), min_size=1, max_size=5))
def test_words_come_out_as_they_are(paragraphs: list[str]) -> None:
    from html import escape

    from ingest import readable

    words = [" ".join(paragraph.split()) for paragraph in paragraphs]
    page = "".join(f"<p>Z{escape(paragraph)}Z</p>" for paragraph in paragraphs)
    shown = readable(text(f"<p>{SAYS}</p>{page}")).text
    assert shown == " ".join([SAYS, *(f"Z{' ' * p[:1].isspace()}{w}{' ' * p[-1:].isspace()}Z" if w else "Z Z"
                                       for p, w in zip(paragraphs, words, strict=True))])  # fmt: skip


# --- the readers' table ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.html", b""), ("a.HTM", b""), ("a.xhtml", b""), ("page", b" \n<!DOCTYPE html>"), ("a.txt", b"<html>")],
)
def test_pages_are_recognised(name: str, data: bytes) -> None:
    assert read_source(data + f"<p>{SAYS}</p>".encode(), name).text == f"{SAYS}\n"


# --- real pages ------------------------------------------------------------------------------------------------------


@pytest.mark.corpus
def test_real_pages_keep_the_terms_and_nothing_else(shared: Path) -> None:
    folder = shared / "pages"
    for row in compare_pages(load_pages(folder), folder).rows:
        name, ours = row.page.name, row.ours
        assert ours.furniture.found == 0 and ours.elsewhere == 0, name
        if row.page.case == "no-terms-in-page":
            assert "holds no terms" in ours.error and "a cookie dialog" in ours.error
            continue
        assert not ours.error
        assert (ours.recall.value or 0) >= 0.995, name
        assert row.page.case == "several-documents" or (ours.precision.value or 0) >= 0.995, name
        assert ours.headings.found == ours.headings.of, name
        assert ours.markers.found == ours.markers.of, name
        assert bool(ours.notices) is (row.page.case == "several-documents"), name


@pytest.mark.corpus
def test_the_manifest_of_real_pages_is_whole(shared: Path) -> None:
    listed = json.loads((shared / "pages" / "manifest.json").read_text(encoding="utf-8"))
    assert len(load_pages(shared / "pages")) == len(listed)
