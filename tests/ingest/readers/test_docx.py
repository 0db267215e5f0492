"""What a Word document says, as Markdown."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readable import readable
from ingest.readers import docx, read_source
from ingest.segment import segment
from tests.ingest.readers.word_files import docx as document
from tests.ingest.readers.word_files import field, level, lists, p, r, style, table

BOLD, ITALIC, UNDERLINE = "<w:b/>", "<w:i/>", '<w:u w:val="single"/>'
HEADINGS = (
    style("berschrift1", "heading 1", own='<w:outlineLvl w:val="0"/>', look=BOLD)
    + style("Rubrik2", "heading 2")
    + style("Clause", "Our Clause", based="Rubrik2")
    + style("Outlined", "Outlined", own='<w:outlineLvl w:val="2"/>')
    + style("Flat", "Flat", based="berschrift1", own='<w:outlineLvl w:val="9"/>', look='<w:b w:val="0"/>')
)
LEGAL = lists(level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman"))
BULLETS = level(0, "\uf0b7", "bullet", left=720) + level(1, "o", "bullet", left=1440)
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def text_of(data: bytes) -> str:
    read = docx.read(data, "terms.docx")
    assert read.markup == "markdown"
    return read.text.removesuffix("\n")


def numbers(*paragraphs: tuple[int, int], numbering: str) -> str:
    """The labels of paragraphs that name (numId, ilvl), as they are printed before an "x"."""
    text = text_of(document("".join(p("x", num=num) for num in paragraphs), numbering=numbering))
    return " ".join(line.strip().removesuffix("x").strip() for line in text.split("\n\n"))


HEADS = {
    "localised id": (p("Fees", style="berschrift1"), "# Fees"),
    "known by its name": (p("Fees", style="Rubrik2"), "## Fees"),
    "inherited": (p("Fees", style="Clause"), "## Fees"),
    "by outline level": (p("Fees", style="Outlined"), "### Fees"),
    "own outline level": (p("Fees", own='<w:outlineLvl w:val="3"/>'), "#### Fees"),
    "level nine is text": (p("Fees", style="Flat"), "Fees"),
    "a style that is not described": (p("Fees", style="Heading3"), "### Fees"),
    "bold is a heading's own": (p(r("Fees", BOLD), r(" due"), style="Rubrik2"), "## Fees due"),
    "no words": (p(" ", style="Rubrik2") + p("Text"), "Text"),
    "broken over lines": (p(r("Fees"), "<w:r><w:br/></w:r>", r("due"), style="Rubrik2"), "## Fees due"),
}


@pytest.mark.parametrize("case", HEADS)
def test_headings(case: str) -> None:
    body, markdown = HEADS[case]
    assert text_of(document(body, styles=HEADINGS)) == markdown


def test_a_title_stands_above_the_headings() -> None:
    styles = HEADINGS + style("Titel", "Title")
    body = p("Terms", style="Titel") + p("Fees", style="berschrift1")
    assert text_of(document(body, styles=styles)) == "# Terms\n\n## Fees"


COUNTED = {
    "levels": (LEGAL, [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], "1. 1.1 1.2 2. 2.1"),
    "letters and romans": (LEGAL, [(1, 0), (1, 2), (1, 2), (1, 3), (1, 3), (1, 2)], "1. (a) (b) (i) (ii) (c)"),
    "a level above that was never used": (LEGAL, [(1, 1), (1, 1)], "1.1 1.2"),
    "starts at": (lists(level(0, "%1.").replace('start w:val="1"', 'start w:val="27"')), [(1, 0), (1, 0)], "27. 28."),
    "starts at nought": (lists(level(0, "%1.").replace('start w:val="1"', 'start w:val="0"')), [(1, 0)], "0."),
    "begins anew under another name": (
        lists(level(0, "%1."), level(1, "%1.%2"), uses={2: RESTART}),
        [(1, 0), (1, 1), (1, 0), (2, 0), (2, 1), (2, 0)],
        "1. 1.1 2. 1. 1.1 2.",
    ),
    "goes on under another name": (lists(level(0, "%1."), uses={2: ""}), [(1, 0), (2, 0), (1, 0)], "1. 2. 3."),
    "another form under another name": (
        lists(level(0, "%1."), uses={2: f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "upperRoman")}</w:lvlOverride>'}),
        [(1, 0), (2, 0)],
        "1. II)",
    ),
    "never begins anew": (
        lists(level(0, "%1."), level(1, "(%2)", more='<w:lvlRestart w:val="0"/>')),
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        "1. (1) 2. (2)",
    ),
    "begins anew after the first level only": (
        lists(level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", more='<w:lvlRestart w:val="1"/>')),
        [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)],
        "1. 1.1 (1) 1.2 (2) 2. (1)",
    ),
    "legal": (
        lists(level(0, "Article %1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")),
        [(1, 0), (1, 0), (1, 1)],
        "Article I. Article II. 2.1",
    ),
    "not legal": (lists(level(0, "%1.", "upperRoman"), level(1, "%1.%2")), [(1, 0), (1, 1)], "I. I.1."),
    "a tab sets it off": (lists(level(0, "%1"), level(1, "%1.%2")), [(1, 0), (1, 1)], "1. 1.1"),
    "words and a tab": (lists(level(0, "Section %1.%2")), [(1, 0)], "Section 1.1."),
    "nothing printed": (lists(level(0, "", "none"), level(1, "%2.")), [(1, 0), (1, 1)], " 1."),
    "a counter that is not printed": (lists(level(0, "%1", "none"), level(1, "%1%2)")), [(1, 0), (1, 1)], " 1)"),
    "words alone": (lists(level(0, "Note:", "none")), [(1, 0)], "Note:"),
    "bullets": (lists(BULLETS), [(1, 0), (1, 1)], "* *"),
    "a dash for a bullet": (lists(level(0, "–", "none")), [(1, 0)], "*"),
    "no such list": (LEGAL, [(5, 0), (1, 0)], " 1."),
    "switched off": (LEGAL, [(1, 0), (0, 0), (1, 0)], "1.  2."),
    "levels beyond the ninth": (lists(level(8, "%9.")), [(1, 40)], "1."),
    "longer forms than any": (lists(level(0, "%1" * 5_000)), [(1, 0)], "1" * 50 + "."),
    "no sensible start": (
        lists(level(0, "%1.", "lowerLetter").replace('start w:val="1"', 'start w:val="999999999"')),
        [(1, 0)],
        "999999999.",
    ),
}


@pytest.mark.parametrize("case", COUNTED)
def test_automatic_numbers(case: str) -> None:
    numbering, paragraphs, printed = COUNTED[case]
    assert numbers(*paragraphs, numbering=numbering) == printed


FORMATS = {
    "decimal": "1 2 3 4", "decimalZero": "01 02 03 04", "lowerLetter": "a b c d", "upperLetter": "A B C D",
    "lowerRoman": "i ii iii iv", "upperRoman": "I II III IV", "ordinal": "1st 2nd 3rd 4th", "chicago": "1 2 3 4",
}  # fmt: skip


@pytest.mark.parametrize("format_", FORMATS)
def test_forms_of_numbers(format_: str) -> None:
    printed = numbers(*[(1, 0)] * 4, numbering=lists(level(0, "(%1)", format_)))
    assert printed == " ".join(f"({label})" for label in FORMATS[format_].split())


def test_letters_go_on_after_z() -> None:
    assert numbers(*[(1, 0)] * 28, numbering=lists(level(0, "(%1)", "lowerLetter"))).split()[25:] == [
        "(z)",
        "(aa)",
        "(bb)",
    ]


def test_numbers_that_styles_bring() -> None:
    """The level is the one tied to the style, though the style names none."""
    linked = lists(level(0, "%1.", more='<w:pStyle w:val="H1"/>'), level(1, "%1.%2", more='<w:pStyle w:val="H2"/>'))
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("H1", "heading 1", own=numbered)
        + style("H2", "heading 2", own=numbered)
        + style("Plain2", "Plain 2", based="H2", own='<w:outlineLvl w:val="9"/>')
    )
    clause = "The Supplier shall deliver what was ordered within the time that was agreed."
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        p("Fees", style="H1") + p("Tax", style="H2") + p(clause, style="H2") + p("More", style="Plain2")
        + p("Annex", style="H1", own=off) + p("Law", style="H1")
    )  # fmt: skip
    assert text_of(document(body, styles=styles, numbering=linked)).split("\n\n") == [
        "# 1. Fees", "## 1.1 Tax", f"1.2 {clause}", "1.3 More", "# Annex", "# 2. Law"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Fees", True),
        ("Limitation of Liability; Indemnity", True),
        ("Who we are.", True),
        ("U.S. Users", True),
        ("Fees. You pay.", False),
        ("the goods;", False),
        ("the goods", False),
        ("The goods; and", False),
        ("You pay what was agreed within the time set.", False),
        ("Words " * 40, False),
    ],
)
def test_a_clause_in_a_headings_style_is_no_heading(words: str, heading: bool) -> None:
    numbered = style("H2", "heading 2", own='<w:numPr><w:numId w:val="1"/></w:numPr>')
    read = text_of(document(p(words, style="H2"), styles=numbered, numbering=lists(level(0, "%1."))))
    assert read.startswith("## 1. " if heading else "1. ")


def test_a_list_that_a_numbering_style_describes() -> None:
    linked = (
        lists(level(0, "§ %1."))
        + '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Legal"/></w:abstractNum>'
        + '<w:num w:numId="9"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = style("Legal", "Legal", type_="numbering", own='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert text_of(document(p("Fees", num=(9, 0)), styles=styles, numbering=linked)) == "§ 1. Fees"


def test_labels_reach_the_clauses() -> None:
    body = (
        p(r("LICENCES", BOLD), num=(1, 0))
        + p(r("Licence", BOLD), r(". You grant us:"), num=(1, 1))
        + p("use; and", num=(1, 2))
        + p("display.", num=(1, 2))
        + p(r("Term", BOLD), r(". For ever."), num=(1, 1))
    )
    found = segment(text_of(document(body, numbering=LEGAL)), "markdown")
    assert [(clause.label, clause.title) for clause in found.clauses] == [
        ("1", "LICENCES"), ("1.1", "Licence"), ("1.1(a)", "Licence"), ("1.1(b)", "Licence"), ("1.2", "Term")
    ]  # fmt: skip


def indented(words: str, left: int) -> str:
    return p(words, own=f'<w:ind w:left="{left}"/>')


NESTED = {
    "levels of one list": (
        [p("a", num=(1, 0)), p("b", num=(1, 1)), p("c", num=(1, 0))],
        ["* a", "    * b", "* c"],
    ),
    "a paragraph under the words of an item": (
        [p("a", num=(1, 0)), p("b", num=(1, 1)), indented("of b", 1440), indented("of a", 720), p("none")],
        ["* a", "    * b", "        of b", "    of a", "none"],
    ),
    "a paragraph at the margin does not end the list": (
        [p("a", num=(1, 0)), p("b", num=(1, 1)), p("none"), p("c", num=(1, 1))],
        ["* a", "    * b", "none", "    * c"],
    ),
    "an indented one after it belongs to no item": (
        [p("a", num=(1, 0)), p("none"), indented("quoted", 720)],
        ["* a", "none", "quoted"],
    ),
    "the level a converter has left": (
        [p("a", num=(1, 0)), p("b", num=(1, 1)), p("of a", num=(0, 0)), p("c", num=(1, 1)), p("of c", num=(0, 1))],
        ["* a", "    * b", "    of a", "    * c", "        of c"],
    ),
    "a heading ends the list": (
        [p("a", num=(1, 0)), p("Fees", style="Rubrik2"), indented("quoted", 720), p("b", num=(1, 1))],
        ["* a", "## Fees", "quoted", "* b"],
    ),
    "an item that is a heading": (
        [p("Fees", style="Rubrik2", num=(3, 0)), p("of it", num=(0, 0))],
        ["1. ## Fees", "    of it"],
    ),
    "bullets in a numbered list": (
        [p("a", num=(3, 0)), p("b", num=(1, 0)), p("c", num=(3, 0))],
        ["1. a", "    * b", "2. c"],
    ),
    "lines of one item": (
        [p(r("a"), "<w:r><w:br/></w:r>", r("b"), num=(1, 0))],
        ["* a  \n  b"],
    ),
}


@pytest.mark.parametrize("case", NESTED)
def test_lists(case: str) -> None:
    body, blocks = NESTED[case]
    numbered = f'<w:abstractNum w:abstractNumId="8">{level(0, "%1.", left=360)}</w:abstractNum>'
    numbered += '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    read = text_of(document("".join(body), numbering=lists(BULLETS) + numbered, styles=HEADINGS))
    assert read.split("\n\n") == blocks


RUNS = {
    "bold": ([r("We "), r("may", BOLD), r(" not.")], "We **may** not."),
    "space within bold": ([r("We"), r(" may ", BOLD), r("not.")], "We **may** not."),
    "bold in pieces": ([r("Late", BOLD), r(" "), r("fees", BOLD), r(". You pay.")], "**Late fees**. You pay."),
    "bold and italic": ([r("a ", BOLD), r("b", BOLD + ITALIC), r(" c", BOLD)], "**a *b* c**"),
    "underlined": ([r("Fees", UNDERLINE), r(". You pay.")], "*Fees*. You pay."),
    "switched off": ([r("x", '<w:b w:val="0"/>'), r("y", '<w:b w:val="false"/>')], "xy"),
    "over a line break": ([r("a", BOLD), "<w:r><w:br/></w:r>", r("b", BOLD)], "**a**  \n**b**"),
    "page break": ([r("a"), '<w:r><w:br w:type="page"/></w:r>', r("b")], "a b"),
    "tab": ([r("10.4"), "<w:r><w:tab/></w:r>", r("Licence")], "10.4 Licence"),
    "hyphens": (
        ["<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>erate</w:t></w:r>"], "co\u2011operate"
    ),
    "no words are no bold": ([r("a"), r(" ", BOLD), r("b")], "a b"),
    "symbols": ([r("\uf0b7 ", '<w:rFonts w:ascii="Symbol"/>'), r("x")], "• x"),
    "symbol by number": (['<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', r(" yes")], "✓ yes"),
    "letters in a symbol font": ([r("a", '<w:rFonts w:ascii="Symbol"/>'), r(" rate")], "α rate"),
    "a symbol nobody knows": (['<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>', r(" x")], "□ x"),
    "half a character": (['<w:r><w:sym w:char="D800"/><w:sym w:char="0000"/></w:r>', r("x")], "x"),
    "no symbol": (['<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>', r("x")], "x"),
    "smart tag": ("<w:smartTag>" + r("Paris") + "</w:smartTag>", "Paris"),
    "content control": ("<w:sdt><w:sdtPr/><w:sdtContent>" + r("1 May") + "</w:sdtContent></w:sdt>", "1 May"),
    "formula": (r("Fee ") + "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "Fee a+b"),
    "field": (field("REF _Ref1 \\r", r("10.4")), "10.4"),
    "simple field": ('<w:fldSimple w:instr="DATE">' + r("1 May") + "</w:fldSimple>", "1 May"),
    "field without result": ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText></w:r>' + r("n"), ""),
    "link": ('<w:hyperlink r:id="L1">' + r("Privacy Policy", UNDERLINE) + "</w:hyperlink>",
             "[Privacy Policy](https://a.example/p%28x%29)"),
    "link within": ('<w:hyperlink w:anchor="fees">' + r("Section 3") + "</w:hyperlink>", "[Section 3](#fees)"),
    "link in bold": ('<w:hyperlink r:id="L1">' + r("Terms", BOLD) + "</w:hyperlink>",
                     "[**Terms**](https://a.example/p%28x%29)"),
    "link as a field": (field('HYPERLINK "https://b.example" \\o "tip"', r("here")), "[here](https://b.example)"),
    "link within as a field": (field('HYPERLINK \\l "fees"', r("here")), "[here](#fees)"),
    "script": ('<w:hyperlink r:id="L2">' + r("here") + "</w:hyperlink>", "here"),
    "a file's place": ('<w:hyperlink r:id="L3">' + r("here") + "</w:hyperlink>", "[here](/legal/privacy)"),
    "an endless address": ('<w:hyperlink r:id="L4">' + r("here") + "</w:hyperlink>", "here"),
    "two notations": (
        "<w:r><mc:AlternateContent><mc:Choice Requires='w99'><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t>"
        "</mc:Fallback></mc:AlternateContent></w:r>", "new"),
}  # fmt: skip
LINKS = {
    "L1": "https://a.example/p(x)", "L2": "javascript:alert(1)", "L3": "file:///legal/privacy",
    "L4": "https://a.example/" + "x" * 1_000,
}  # fmt: skip


@pytest.mark.parametrize("case", RUNS)
def test_words(case: str) -> None:
    runs, markdown = RUNS[case]
    read = text_of(document(p("".join(runs)) + p("End."), links=LINKS))
    assert read == (f"{markdown}\n\nEnd." if markdown else "End.")


def test_type_comes_from_styles_and_cancels_out() -> None:
    styles = (
        style("Strong", "Strong", type_="character", look=BOLD)
        + style("Loud", "Loud", look=BOLD)
        + style("Louder", "Louder", based="Loud")
    )
    strong = '<w:rStyle w:val="Strong"/>'
    body = (
        p(r("a"), r(" b", strong)) + p(r("c"), style="Louder") + p(r("d "), r("e", strong), style="Loud")
        + p(r("f", strong + BOLD), style="Loud")
    )  # fmt: skip
    assert text_of(document(body, styles=styles)).split("\n\n") == ["a **b**", "**c**", "**d** e", "**f**"]


ESCAPED = [
    "1. Fees", "27) Fees", "# Fees", "## Fees", "> quoted", "- dash", "+ plus", "| bar |", "* star",
    "a * b * c", "snake_case stays", "_under_", "____ (name)", "`code`", "~~gone~~", "<b>tag</b>", "<!-- no -->",
    "a < b",
    "[x](y)", "[note]: y", "![x](y)", "&amp; &lt;", "back\\slash", "\\*", "C# and #1", "[x] days", "https://a_b_c.example",
    "1.1 Fees", "(a) Fees", "x\\", "**14. FEES.**You", "# # #", "[a][b]",
]  # fmt: skip


@pytest.mark.parametrize("words", ESCAPED)
def test_words_that_look_like_markup_are_words(words: str) -> None:
    assert readable(text_of(document(p(r(words)) + p("End.")))).text == f"{words} End."
    assert readable(text_of(document(p("x") + p(r(words, BOLD)) + p("End.")))).text == f"x {words} End."


SIGNS = st.sampled_from("ab1 .()*_[]#<>`~&;!|=-+\\:/\n\t\u00a0\u200b")
WORDS = st.text(SIGNS, max_size=30).map(lambda text: f"z{text}z")


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", BOLD, ITALIC, BOLD + ITALIC])), min_size=1, max_size=4))
def test_no_word_is_lost_or_added(runs: list[tuple[str, str]]) -> None:
    said = "".join(words for words, _ in runs)
    shown = readable(text_of(document(p(*(r(words, look) for words, look in runs))))).text
    assert "".join(shown.split()) == "".join(said.replace("\u200b", "").split())


def test_a_typed_number_is_the_authors_and_an_automatic_one_a_list_number() -> None:
    body = p("1. Typed", own="") + p("Counted", num=(1, 0))
    assert text_of(document(body, numbering=lists(level(0, "%1.")))) == "1\\. Typed\n\n1. Counted"


def tracked(kind: str, runs: str) -> str:
    return f'<w:{kind} w:id="1" w:author="A">{runs}</w:{kind}>'


DELETED = '<w:r><w:delText xml:space="preserve">old </w:delText></w:r>'
CHANGES = {
    "inserted": (p(r("We "), tracked("ins", r("may")), r(" not.")), "We may not."),
    "deleted": (p(r("We "), tracked("del", DELETED), r("may.")), "We may."),
    "moved": (p(tracked("moveFrom", r("Gone."))) + p(tracked("moveTo", r("Here."))), "Here."),
    "a deleted paragraph mark": (p("One", mark="<w:del/>") + p(" line."), "One line."),
    "a deleted paragraph does not count": (
        p("a", num=(1, 0)) + p(tracked("del", DELETED), num=(1, 0), mark="<w:del/>") + p("b", num=(1, 0)),
        "1. a\n\n2. b",
    ),
    "a deleted row": (table(("x", "y"), ("a", "b"), first="<w:del/>"), "| a | b |\n| --- | --- |"),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGES)
def test_tracked_changes(case: str) -> None:
    body, markdown = CHANGES[case]
    read = docx.read(document(body, numbering=lists(level(0, "%1."))), "t.docx")
    assert read.text == markdown + "\n"
    assert read.notices == (docx.TRACKED,)


def test_notices_come_with_the_source() -> None:
    body = p(r("Terms."), '<w:r><w:commentReference w:id="0"/></w:r>') + '<w:altChunk r:id="x"/>'
    source = read_source(document(body), "t.docx")
    assert source.notices == (docx.FOREIGN, docx.COMMENTED)
    assert docx.read(document(p("Terms.")), "t.docx").notices == ()


HIDDEN = {
    "hidden": r("x", "<w:vanish/>"),
    "white": r("x", '<w:color w:val="FFFFFF"/>'),
    "nearly white": r("x", '<w:color w:val="fafafa"/>'),
    "colour of what is behind": r("x", '<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1F3864"/>'),
    "white on white": r("x", '<w:color w:val="FFFFFF"/><w:highlight w:val="white"/>'),
    "a point's size": r("x", '<w:sz w:val="2"/>'),
    "by its style": r("x", '<w:rStyle w:val="Secret"/>'),
}
SEEN = {
    "black": r("x", '<w:color w:val="000000"/>'),
    "automatic": r("x", '<w:color w:val="auto"/>'),
    "white on blue": r("x", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'),
    "white on a pattern": r("x", '<w:color w:val="FFFFFF"/><w:shd w:val="pct50" w:fill="FFFFFF"/>'),
    "white on a highlight": r("x", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>'),
    "not hidden": r("x", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>'),
    "small": r("x", '<w:sz w:val="12"/>'),
}
SECRET = style("Secret", "Secret", type_="character", look="<w:vanish/>")


@pytest.mark.parametrize("case", HIDDEN)
def test_hidden_words_are_kept_apart(case: str) -> None:
    read = docx.read(document(p(r("You "), HIDDEN[case], r("pay.")), styles=SECRET), "t.docx")
    assert (read.text, read.unseen) == ("You pay.\n", ("x",))


@pytest.mark.parametrize("case", SEEN)
def test_words_that_can_be_seen(case: str) -> None:
    read = docx.read(document(p(SEEN[case]), styles=SECRET), "t.docx")
    assert (read.text, read.unseen) == ("x\n", ())


WHITE = r("x", '<w:color w:val="FFFFFF"/>')
SHADE = '<w:shd w:val="clear" w:fill="222222"/>'
BEHIND = {
    "paragraph": (p(WHITE, own=SHADE), ()),
    "cell": (table((f"<w:tcPr>{SHADE}</w:tcPr>{p(WHITE)}", "b")), ()),
    "cell without colour": (table((p(WHITE), "b")), ("x",)),
    "table style": (table((p(WHITE), "b"), style="Grid"), ()),
    "hidden row": (table(("x", "y"), ("a", "b"), first="<w:hidden/>"), ("xy",)),
    "text box": (p(f"<w:r><w:pict><v:shape><w:txbxContent>{p(WHITE)}</w:txbxContent></v:shape></w:pict></w:r>"), ()),
}  # fmt: skip


@pytest.mark.parametrize("case", BEHIND)
def test_what_stands_behind_the_words(case: str) -> None:
    body, unseen = BEHIND[case]
    shaded = style("Grid", "Grid", type_="table", own=SHADE)
    assert docx.read(document(body + p("End."), styles=shaded), "t.docx").unseen == unseen


def test_white_on_a_coloured_page_can_be_seen() -> None:
    assert docx.read(document(p(WHITE), before='<w:background w:color="000000"/>'), "t.docx").unseen == ()


def test_notes_stand_after_the_paragraph_that_refers_to_them() -> None:
    refer = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", r(" Without tax."))}{p("Or duty.")}</w:footnote>'
    )
    body = (
        p(r("Fee"), refer, r(" is due."), num=(1, 0))
        + p(r("Again"), refer)
        + p('<w:r><w:footnoteReference w:id="9"/></w:r>')
    )
    assert text_of(document(body, notes=notes, numbering=lists(level(0, "%1.")))).split("\n\n") == [
        "1. Fee[1] is due.", "   [1] Without tax.", "   Or duty.", "Again[1]", "[2]"
    ]  # fmt: skip


def test_a_text_box_is_read_once() -> None:
    inner = f"<w:txbxContent>{p('Boxed.')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(document(p(box, r("Before.")))) == "Before.\n\nBoxed."


def test_a_heading_that_runs_on_into_its_text() -> None:
    body = p("Fees.", style="Rubrik2", num=(1, 1), mark="<w:vanish/><w:specVanish/>") + p("You pay.")
    assert text_of(document(body, styles=HEADINGS, numbering=LEGAL)) == "1.1 **Fees.** You pay."


def test_contents_lists_are_links() -> None:
    styles = HEADINGS + style("Verzeichnis1", "toc 1") + style("TOCHeading", "TOC Heading", look=BOLD)
    tab = "<w:r><w:tab/></w:r>"

    def entry(words: str, page: str) -> str:
        link = f'<w:hyperlink w:anchor="_Toc1">{r(words)}{tab}{field("PAGEREF _Toc1", r(page))}</w:hyperlink>'
        return p(link, style="Verzeichnis1")

    titles = ("Fees", "Tax", "Law")
    body = p("Brook Terms", style="berschrift1") + p("Contents", style="TOCHeading")
    body += "".join(entry(title, "3") for title in titles[:2])
    body += p(r("Law"), tab, r("12"), style="Verzeichnis1")
    body += "".join(p(title, style="Rubrik2") + p("You agree to it.") for title in titles)
    text = text_of(document(body, styles=styles))
    assert text.split("\n\n")[1:5] == [
        "**Contents**", "* [Fees](#contents)", "* [Tax](#contents)", "* [Law](#contents)"
    ]  # fmt: skip
    kinds = {clause.title: clause.kind for clause in segment(text, "markdown").clauses}
    assert kinds.pop("Contents") == "contents"
    assert [kinds[title] for title in titles] == ["clause"] * 3


def test_a_contents_field_without_end_does_not_swallow_the_text() -> None:
    opened = field("TOC", "").removesuffix('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    assert text_of(document(p(opened, r("Fees"), "<w:r><w:tab/></w:r>", r("3")) + p("You pay."))) == (
        "* [Fees](#contents)\n\nYou pay."
    )


RESTARTS = 'w:val="restart"'
TABLES = {
    "data": (table(("Plan", "Price"), ("Basic", "5 | 6")), "| Plan | Price |\n| --- | --- |\n| Basic | 5 \\| 6 |"),
    "paragraphs in a cell": (table((p("a") + p("b"), "c")), "| a<br>b | c |\n| --- | --- |"),
    "lists in a cell": (table((p("a") + p("b", num=(2, 0)) + p("* c"), "d")), "| a<br>• b<br>• c | d |\n| --- | --- |"),
    "uneven": (table(("a", "b"), ("c",)), "| a | b |\n| --- | --- |\n| c |  |"),
    "wide cells": (
        table((f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("a")}', "b"), ("c", "d", "e")),
        "| a |  | b |\n| --- | --- | --- |\n| c | d | e |",
    ),
    "high cells": (
        table((f"<w:tcPr><w:vMerge {RESTARTS}/></w:tcPr>{p('a')}", "b"), (f"<w:tcPr><w:vMerge/></w:tcPr>{p()}", "d")),
        "| a | b |\n| --- | --- |\n|  | d |",
    ),
    "a box": (table((p("Fees", style="Rubrik2") + p("You pay."),)), "## Fees\n\nYou pay."),
    "clauses in columns": (
        table((p("One", num=(1, 0)) + p("Two", num=(1, 0)), "Eins")),
        "1. One\n\n2. Two\n\nEins",
    ),
    "labels in a column": (table(("1.", "Fees"), ("1.1", "You pay.")), "1\\. Fees\n\n1.1 You pay."),
    "automatic labels in a column": (
        table((p("", num=(1, 0)), "Fees"), (p("", num=(1, 0)), "Tax")),
        "1. Fees\n\n2. Tax",
    ),
    "empty": (table(("", "")), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_tables(case: str) -> None:
    body, markdown = TABLES[case]
    bullets = f'<w:abstractNum w:abstractNumId="8">{BULLETS}</w:abstractNum>'
    bullets += '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    read = text_of(document(body + p("End."), styles=HEADINGS, numbering=lists(level(0, "%1.")) + bullets))
    assert read == (f"{markdown}\n\nEnd." if markdown else "End.")


def test_a_table_in_a_cell_keeps_its_words() -> None:
    read = text_of(document(table((table(("a", "b"), ("x", "y")), "c"), ("d", "e"))))
    assert readable(read).text.replace("|", "").split() == ["a", "b", "---", "---", "x", "y", "c", "d", "e"]


def test_a_line_under_an_empty_paragraph_is_a_rule() -> None:
    line = '<w:pBdr><w:bottom w:val="single"/></w:pBdr>'
    body = p("a", own=line) + p("", own=line) + p("b") + p("", own='<w:pBdr><w:bottom w:val="nil"/></w:pBdr>') + p("c")
    assert text_of(document(body)) == "a\n\n* * *\n\nb\n\nc"


def test_page_furniture_is_not_read() -> None:
    data = document(p("Terms."), parts={"word/header1.xml": "<w:hdr/>", "word/comments.xml": "<w:comments/>"})
    assert text_of(data) == "Terms."


@pytest.mark.parametrize(
    "data",
    [
        document(p("Terms."), main="word/document2.xml"),
        document(p("Terms."), main="/word/document.xml".lstrip("/"), compression=0),
        document(p("Terms."), parts={"_rels/.rels": b"<Relationships/>"}),
        document(p("Terms."), parts={"word/styles.xml": "<w:styles xmlns:w='x'/>"}),
        document("").replace(b"", b""),
    ][:4],
    ids=["another name for its text", "packed without compression", "no relations", "styles of no use"],
)
def test_documents_of_other_programs(data: bytes) -> None:
    assert text_of(data) == "Terms."


def test_the_strict_variant_is_the_same() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{p("Terms.")}</w:body></w:document>'
    assert text_of(document("", parts={"word/document.xml": body})) == "Terms."


def test_utf_16_is_read() -> None:
    body = p("Gebühr – fällig.")
    xml = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    assert text_of(document("", parts={"word/document.xml": xml.encode("utf-16")})) == "Gebühr – fällig."


def test_python_docx_writes_what_we_read(tmp_path: Path) -> None:
    """A document as another library makes it, with Word's own template."""
    import docx as python_docx

    made = python_docx.Document()
    made.add_heading("Brook Terms", 0)
    made.add_heading("Fees", 1)
    made.add_paragraph("You pay.").add_run(" Always.").bold = True
    made.add_paragraph("one", style="List Number")
    made.add_paragraph("two", style="List Number")
    made.add_paragraph("dot", style="List Bullet")
    path = tmp_path / "made.docx"
    made.save(str(path))
    assert text_of(path.read_bytes()).split("\n\n") == [
        "# Brook Terms", "## Fees", "You pay. **Always.**", "1. one", "2. two", "* dot"
    ]  # fmt: skip


@pytest.mark.corpus
def test_prints_of_real_documents(shared: Path, tmp_path: Path) -> None:
    """At least 95 % of the clauses come out of a Word print with the same label, title and text."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    root = Path(__file__).resolve().parents[3]
    files = [
        shared / "corpus" / name for name in ("zoom/terms-of-service/2023-08-11.md", "x/terms-of-service/2026-01-15.md")
    ]
    script = [str(root / "scripts" / "print_formats.py"), str(tmp_path), *map(str, files)]
    printed = subprocess.run([sys.executable, *script], capture_output=True, text=True, check=True).stdout
    from eval.measuring.formats import compare_formats, shares

    pairs = [(Path(line.split()[0]), Path(line.split()[1])) for line in printed.splitlines()]
    for pair in compare_formats(pairs):
        assert shares((pair,))["same"] >= 0.95, [lost.expected.label for lost in pair.lost]
