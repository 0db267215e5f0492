"""Word documents that mean harm, or are broken: each ends in one sentence, soon and in little memory."""

import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.readers import docx, read_source
from ingest.readers.word import package
from tests.ingest.readers.word_files import NAMES, field, level, lists, p, r, style, table, zipped
from tests.ingest.readers.word_files import docx as document

GOOD = document(p("Terms."))
LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAIN = "word/document.xml"


def replaced(xml: str | bytes) -> bytes:
    """A document with another text part."""
    return document("", parts={MAIN: xml})


def bomb(declared: int | None = None) -> bytes:
    """200 MB of spaces in a few hundred kilobytes; ``declared`` is a length that it claims instead."""
    data = replaced(b" " * 200_000_000)
    if declared is None:
        return data
    return data.replace(struct.pack("<L", 200_000_000), struct.pack("<L", declared))


def encrypted_entry() -> bytes:
    """The flag for a password set on every file, in both of its places."""
    data = bytearray(GOOD)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(sign, place + 1)
    return bytes(data)


def many_entries() -> bytes:
    files = {f"word/{number}": b"" for number in range(package.MAX_ENTRIES)}
    return zipped({MAIN: "<x/>", **files}, zipfile.ZIP_STORED)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + (
    f"<w:document {NAMES}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (bomb, "unpacks to more than 40 MB"),
    "bomb that says it is small": (lambda: bomb(1_000), "damaged"),
    "bomb in another part": (lambda: document(p("x"), parts={"word/styles.xml": b" " * 50_000_000}), "more than 40 MB"),
    "a million tags": (lambda: replaced("<x>" + "<a/>" * 2_100_000 + "</x>"), "2,000,000 tags"),
    "paragraphs without end": (lambda: document("<w:p/>" * 100_001), "100,000 paragraphs"),
    "many entries": (many_entries, "more than 20,000 files"),
    "billion laughs": (lambda: replaced(f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l9;</x>'), "entities"),
    "external entity": (lambda: replaced(ENTITY), "entities"),
    "external entity in UTF-16": (lambda: replaced(ENTITY.encode("utf-16")), "entities"),
    "external entity in styles": (lambda: document(p("x"), parts={"word/styles.xml": ENTITY}), "entities"),
    "unknown entity": (lambda: replaced("<x>&e;</x>"), "damaged"),
    "depth without end": (lambda: replaced("<x>" * 100_000), "damaged"),
    "no XML": (lambda: replaced("Terms."), "damaged"),
    "no encoding that is allowed": (lambda: replaced(b"<x>\xff\xff</x>"), "UTF-8"),
    "other XML": (lambda: replaced("<html><body>Terms.</body></html>"), "holds no text"),
    "encrypted": (lambda: LEGACY + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "Word 97": (lambda: LEGACY, "Word 97"),
    "password on its files": (encrypted_entry, "password"),
    "macros": (lambda: document(p("Terms."), parts={"word/vbaProject.bin": b"\x00"}), "macros"),
    "another packing": (lambda: document(p("Terms."), compression=zipfile.ZIP_LZMA), "damaged"),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], "damaged"),
    "cut off early": (lambda: GOOD[:5], "damaged"),
    "nothing but a zip's end": (lambda: zipped({}), "ZIP"),
    "a text part with wrong check sum": (
        lambda: document(p("Terms."), compression=zipfile.ZIP_STORED).replace(b"Terms.", b"Turms."),
        "damaged",
    ),
    "empty": (lambda: document(p("")), "is empty"),
    "pictures": (lambda: document(p("<w:r><w:drawing><a:blip xmlns:a='a'/></w:drawing></w:r>")), "only pictures"),
    "only signs": (lambda: document(p(" -- * ")), "is empty"),
    "zip": (lambda: zipped({"terms.md": "Terms."}), "ZIP"),
    "Excel": (lambda: zipped({"xl/workbook.xml": "<x/>"}), "Excel"),
    "OpenDocument": (lambda: zipped({"mimetype": "", "content.xml": "<x/>"}), "OpenDocument"),
    "EPUB": (lambda: zipped({"META-INF/container.xml": "<x/>"}), "EPUB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(case: str) -> None:
    made, word = REFUSED[case]
    with pytest.raises(SourceError, match=word) as refusal:
        docx.read(made(), "terms.docx")
    assert "terms.docx" in str(refusal.value)
    assert refusal.value.hint


@pytest.mark.parametrize("name", ["terms.docx", "terms", "terms.zip", "terms.txt", "terms.md"])
def test_a_word_document_is_one_whatever_its_name(name: str) -> None:
    assert read_source(GOOD, name).text == "Terms.\n"


@pytest.mark.parametrize("name", ["terms.docx", "terms.zip", "terms.md"])
def test_another_zip_is_refused_whatever_its_name(name: str) -> None:
    with pytest.raises(SourceError, match="ZIP"):
        read_source(zipped({"terms.md": "Terms."}), name)


def test_what_a_server_calls_word_is_word() -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    with pytest.raises(SourceError, match="damaged"):
        read_source(b"Terms.", "terms", media_type=word)


def test_a_bomb_is_not_unpacked() -> None:
    data = bomb()
    tracemalloc.start()
    with pytest.raises(SourceError):
        docx.read(data, "t.docx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


def nested(open_: str, close: str, words: str, depth: int) -> str:
    return open_ * depth + words + close * depth


BOX = "<w:p><w:r><w:pict><w:txbxContent>"
BOX_END = "</w:txbxContent></w:pict></w:r></w:p>"
CHOICE = "<mc:AlternateContent><mc:Choice>"
CHOICE_END = "</mc:Choice></mc:AlternateContent>"
CELL = "<w:tbl><w:tr><w:tc>"
CELL_END = "</w:tc></w:tr></w:tbl>"
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'

BOUNDED = {
    "tables in tables": (p("x") + nested(CELL, CELL_END, p("deep"), 60), {}),
    "boxes in boxes": (p("x") + nested(BOX, BOX_END, p("deep"), 45), {}),
    "alternatives in alternatives": (p("x") + nested(CHOICE, CHOICE_END, p("deep"), 100), {}),
    "controls in controls": (p("x") + nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", p("x"), 100), {}),
    "insertions in insertions": (p("x" + "") + p(nested("<w:ins>", "</w:ins>", r("x"), 200)), {}),
    "lists in lists": (
        "".join(p("x", num=(n, 0)) for n in range(1, 60)),
        {
            "numbering": "".join(
                f'<w:abstractNum w:abstractNumId="{n}">{level(0, "-", "none", left=n * 400)}</w:abstractNum>'
                f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
                for n in range(1, 60)
            )
        },
    ),
    "paragraphs run on": (p("x", mark="<w:del/>") * 900, {}),
    "fields without end": (p("x") + p(BEGIN * 50_000 + r("gone")) + p("x"), {}),
    "styles based on each other": (
        p("x", style="A"),
        {"styles": style("A", "A", based="B") + style("B", "B", based="A")},
    ),
    "a long line of styles": (
        p("x", style="S0"),
        {"styles": "".join(style(f"S{n}", f"S{n}", based=f"S{n + 1}") for n in range(5_000))},
    ),
    "a note that refers to itself": (
        p(r("x"), NOTE),
        {"notes": f'<w:footnote w:id="2">{p(r("x"), NOTE)}</w:footnote>'},
    ),
    "a number of millions of letters": (
        p("x", num=(1, 0)),
        {"numbering": lists(level(0, "%1.", "lowerLetter").replace('start w:val="1"', 'start w:val="99999999"'))},
    ),
    "a wide cell": (table((f'<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("x")}', "x")), {}),
    "numbers that are none": (
        p(
            "x",
            own='<w:ind w:left="1e9" w:hanging="x"/><w:outlineLvl w:val="-5"/>'
            '<w:numPr><w:ilvl w:val="-1"/><w:numId w:val="x"/></w:numPr>',
        ),
        {},
    ),
}


@pytest.mark.parametrize("case", BOUNDED)
def test_what_is_read_within_bounds(case: str) -> None:
    body, more = BOUNDED[case]
    text = docx.read(document(body, **more), "t.docx").text  # type: ignore[arg-type]
    assert "x" in text
    assert len(text) < 5_000


def test_a_link_that_many_words_share_is_not_multiplied() -> None:
    link = '<w:hyperlink r:id="L">' + r("x") + "</w:hyperlink>" + r(" ")
    data = document(p(link * 2_000), links={"L": "https://a.example/" + "y" * 100_000})
    assert len(docx.read(data, "t.docx").text) < 10_000


@given(st.data())
def test_a_document_with_any_byte_changed_is_read_or_refused(data: st.DataObject) -> None:
    good = bytearray(document(p("Terms.", num=(1, 0)), numbering=lists(level(0, "%1.")), compression=0))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        docx.read(bytes(good), "t.docx")
    except SourceError as refusal:
        assert refusal.hint


NAMED = ["p", "r", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "hyperlink", "pict", "txbxContent"]
FRAGMENTS = st.recursive(
    st.sampled_from([
        r("words"), "<w:tab/>", "<w:br/>", BEGIN, field("TOC", r("x")), field('HYPERLINK "a"', r("x")), "<w:tc/>",
        '<w:footnoteReference w:id="1"/>', '<w:pPr><w:outlineLvl w:val="0"/><w:rPr><w:del/></w:rPr></w:pPr>', "<w:tr/>",
        '<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr>', "<w:rPr><w:vanish/></w:rPr>",
        '<w:sym w:char="F0B7"/>', "<w:t>1. * x</w:t>", "<w:trPr><w:hidden/></w:trPr>", "<w:tcPr><w:vMerge/></w:tcPr>",
    ]),
    lambda inner: st.tuples(st.sampled_from(NAMED), st.lists(inner, max_size=4)).map(
        lambda made: f"<w:{made[0]}>{''.join(made[1])}</w:{made[0]}>"
    ),
    max_leaves=30,
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=6))
def test_elements_in_any_order_are_read(fragments: list[str]) -> None:
    data = document(p("Terms.") + "".join(fragments), numbering=lists(level(0, "%1."), level(1, "%1.%2")))
    assert "Terms." in docx.read(data, "t.docx").text


def test_large_documents_are_read_in_linear_memory() -> None:
    """Twice the text takes about twice the memory."""

    def peak(count: int) -> int:
        data = document("".join(p(f"Clause {n}.", num=(1, 0)) for n in range(count)), numbering=lists(level(0, "%1.")))
        tracemalloc.start()
        docx.read(data, "t.docx")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4_000) < 3 * peak(2_000)


def test_nothing_is_written_to_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("extracted")

    monkeypatch.setattr(zipfile.ZipFile, "extract", forbidden)
    monkeypatch.setattr(zipfile.ZipFile, "extractall", forbidden)
    parts = {"../../evil.xml": "<x/>", "/etc/evil": "x"}
    assert docx.read(document(p("Terms."), parts=parts), "t.docx").text == "Terms.\n"
