"""Bytes of a page → text, in the character set that the page states.

The order is the HTML standard's, without the header of a server, which a saved page no longer has: byte order mark,
``<meta charset>`` in the first kilobyte, then UTF-8 if it is that, else Windows-1252, which decodes anything.
"""

import codecs
import re

from ingest.errors import SourceError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta\b[^>]{0,500}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_PRESCAN = 4_096
"""Bytes in which a page states its character set; the standard asks for the first 1,024, browsers look further."""
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "windows-1252": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "utf-16": "utf-8",  # who can read the statement has no UTF-16 before him
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
"""Labels for which the encoding standard names another set than Python does."""
_TEXT_SETS = re.compile(
    r"utf[-_]?8|cp\d+|windows-\d+|iso[-_]?8859[-_]?\d+|koi8[-_][ru]|gb18030|big5|euc[-_](?:jp|kr)|iso-2022-jp|macintosh",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]|\ufffd")
_MOST_CONTROLS = 0.02
"""Share of control and undecodable characters above which it is no page; compressed data has 10 % and more."""


def decoded(data: bytes, name: str) -> str:
    """The page's text; line ends are made one, as the standard does, and NUL characters are left out.

    Raises:
        SourceError: it is no text.
    """
    text = _decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text) + 1:
        raise SourceError(f"{name} is binary data, not a web page.", "Save the page from the browser as HTML.")
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    stated = _META.search(data, 0, _PRESCAN) or _XML.match(data, 0, _PRESCAN)
    if stated:
        label = stated[1].decode("ascii").lower()
        encoding = _AS_BROWSERS_DO.get(label, label)
        if _TEXT_SETS.fullmatch(encoding):
            try:
                return data.decode(encoding, "strict" if encoding.startswith("utf") else "replace")
            except (LookupError, UnicodeDecodeError):
                pass  # an unknown set, or a page that states UTF-8 and is not: judged by its bytes
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One broken sequence in a page of UTF-8 must not turn every other letter of it into two.
        return data.decode("utf-8" if _is_mostly_utf8(data, error) else "cp1252", "replace")


def _is_mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", text)) - broken
    return error.start > 0 and broken * 4 < beyond_ascii
