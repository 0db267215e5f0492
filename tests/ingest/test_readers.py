import codecs
import hashlib
import os
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.readers import read_file, read_source

READS = {
    "utf-8": ("Fees – 5 €.\n".encode(), "Fees – 5 €.\n"),
    "line ends stay": (b"One.\r\nTwo.\rThree.\n", "One.\r\nTwo.\rThree.\n"),
    "byte order mark stays": (codecs.BOM_UTF8 + b"Terms", "\ufeffTerms"),
    "utf-16": (codecs.BOM_UTF16_LE + "Gebühr".encode("utf-16-le"), "\ufeffGebühr"),
    "utf-16 big end first": (codecs.BOM_UTF16_BE + "Gebühr".encode("utf-16-be"), "\ufeffGebühr"),
    "windows-1252": ("You’ll pay the “Fee” – always.".encode("cp1252"), "You’ll pay the “Fee” – always."),
    "one stray control": (b"Terms\x0c and\x01 conditions", "Terms\x0c and\x01 conditions"),
}

REFUSES = {
    "empty": (b"", "empty"),
    "white space": (b" \n\t\n", "empty"),
    "only marks": ("\ufeff** --- **".encode(), "empty"),
    "nul": (b"Terms\x00of service", "binary"),
    "controls": (bytes(range(1, 32)) * 20, "binary"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "encoding"),
    "cyrillic in koi8-r": ("Условия использования сервиса".encode("koi8-r"), "encoding"),
    "broken utf-16": (codecs.BOM_UTF16_LE + b"\x00\xd8a", "encoding"),
}


@pytest.mark.parametrize("case", READS)
def test_text_is_read_as_it_is(case: str) -> None:
    data, text = READS[case]
    source = read_source(data, "terms.md")
    assert source.text == text
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("case", REFUSES)
def test_what_is_no_text_is_refused(case: str) -> None:
    data, word = REFUSES[case]
    with pytest.raises(SourceError, match=word) as refusal:
        read_source(data, "terms.txt")
    assert "terms.txt" in str(refusal.value)
    assert refusal.value.hint


@pytest.mark.parametrize(("name", "markup"), [("a.md", "markdown"), ("A.MARKDOWN", "markdown"), ("a/b.txt", "text")])
def test_the_ending_tells_the_markup(name: str, markup: str) -> None:
    assert read_source(b"Terms", name).markup == markup


@pytest.mark.parametrize(
    ("name", "word"), [("t.odt", "OpenDocument"), ("t.RTF", "RTF"), ("t.exe", "ends in"), ("t", "ending")]
)
def test_other_formats_are_refused_by_name(name: str, word: str) -> None:
    with pytest.raises(SourceError, match=word) as refusal:
        read_source(b"Terms", name)
    assert "Markdown" in refusal.value.hint


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # sparse: reading it would find NUL and say "binary"
    with pytest.raises(SourceError, match="50.0 MB"):
        read_file(path)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "terms.md"
    path.write_bytes(b"# Terms\r\n")
    assert read_file(path).text == "# Terms\r\n"


@pytest.mark.parametrize(("name", "word"), [("missing.md", "no file"), (".", "folder"), ("a\0b.md", "no file|cannot")])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, word: str) -> None:
    with pytest.raises(SourceError, match=word):
        read_file(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads every file")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.md"
    path.write_text("Terms", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(SourceError, match="cannot be read"):
        read_file(path)
