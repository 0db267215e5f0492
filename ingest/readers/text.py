"""Plain text: bytes decoded, nothing else changed."""

import codecs
import re

from ingest.errors import SourceError
from ingest.types import ReadText

_BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.002
"""Share of control characters above which it is no text; a stray one a page is met in real documents."""
_WORD_CHARACTER = re.compile(r"[^\W_]")
_PLAIN_CHARACTER = re.compile(r"[A-Za-z0-9 \t\r\n.,;:]")
_LEAST_PLAIN = 0.7
"""Share of plain characters below which bytes that are not UTF-8 are not taken for Windows-1252: almost any bytes
decode as that, Western European prose has 90 % of them, other alphabets and compressed data far less."""


def read(data: bytes, name: str) -> ReadText:
    """The text of ``data``, nothing in it changed. Raises SourceError as ``decoded`` does."""
    return ReadText(decoded(data, name), "text")


def decoded(data: bytes, name: str) -> str:
    """The text of ``data``: UTF-8, UTF-16 with its byte order mark, or Windows-1252 where it looks like prose.

    Line ends stay, and so does a byte order mark, as U+FEFF: the text can be turned back into the bytes.

    Raises:
        SourceError: empty, binary, or in another encoding.
    """
    text = _decode(data, name)
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text) + 1 or "\x00" in text:
        raise SourceError(f"{name} is binary data, not text.", "Save the document as Markdown (.md) or text (.txt).")
    if not _WORD_CHARACTER.search(text):
        raise SourceError(f"{name} is empty: there is no word in it.", "Check that the document was saved.")
    return text


def _decode(data: bytes, name: str) -> str:
    encoding = _BYTE_ORDER_MARKS.get(data[:2], "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (text := _windows_1252(data)):
            return text
        raise SourceError(
            f"{name} is not text in an encoding that is read: byte {error.start} is not {encoding.upper()}.",
            "Save it as UTF-8 text; if it is another kind of file, export its text first.",
        ) from error


def _windows_1252(data: bytes) -> str | None:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return text if len(_PLAIN_CHARACTER.findall(text)) >= _LEAST_PLAIN * len(text) else None
