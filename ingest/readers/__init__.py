"""Bytes → text. One module a format; ``FORMATS`` is the table of them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.errors import SourceError
from ingest.readers import docx, html, markdown, pdf, text
from ingest.types import ReadText, SourceText

MAX_BYTES = 20_000_000
"""Larger files are refused unread. The longest terms met, a cloud provider's, have 700 kB."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read, and how its documents are recognised."""

    name: str
    suffixes: tuple[str, ...]
    """Endings of file names, in small letters; the first is the usual one."""
    media_types: tuple[str, ...]
    """What a web server calls it."""
    opening: tuple[bytes, ...]
    """What its bytes begin with, in small letters, where that leaves no doubt whatever the name says."""
    read: Callable[[bytes, str], ReadText]
    """Bytes and a name for messages → the text. Raises SourceError."""
    signed: bool = False
    """Whether every document of the format begins so; others may begin with anything."""


FORMATS: tuple[Format, ...] = (
    Format("Markdown", (".md", ".markdown"), ("text/markdown", "text/x-markdown"), (), markdown.read),
    Format(
        "HTML",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        (b"<!doctype html", b"<html"),
        html.read,
    ),
    Format("plain text", (".txt", ".text"), ("text/plain",), (), text.read),
    Format(
        "Word",
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        (b"pk\x03\x04", b"\xd0\xcf\x11\xe0"),  # a zip; what old Word files and encrypted ones begin with
        docx.read,
        signed=True,
    ),
    Format("PDF", (".pdf",), ("application/pdf",), (b"%pdf-",), pdf.read, signed=True),
)
SUFFIXES = frozenset(suffix for format_ in FORMATS for suffix in format_.suffixes)
"""Endings, in small letters, of the files that are read."""

_NOT_READ = {
    ".doc": "Word 97",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".epub": "EPUB",
    ".pages": "Pages",
    ".zip": "ZIP",
    ".gz": "gzip",
    ".json": "JSON",
}
"""Formats that people bring and that are not read, by the name a person knows them by."""
_SNIFFED = 1_024
"""Bytes at the start that are looked at to recognise a format."""


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> SourceText:
    """The document in a file; its size is checked before it is read.

    Raises:
        SourceError: there is no such file, it is a folder, cannot be opened, or ``read_source`` refuses its bytes.
    """
    try:
        if path.is_dir():
            raise SourceError(f"{path} is a folder, not a document.", "Name the files in it, or use --manifest.")
        if not path.is_file():
            raise SourceError(f"There is no file {path}.", "Check the path; it is taken from the current folder.")
        check_size(path.stat().st_size, str(path), max_bytes)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)  # a file can grow after its size was asked
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(f"{path} cannot be read: {reason}.", "Check the file's permissions.") from error
    return read_source(data, str(path), max_bytes)


def read_source(data: bytes, name: str, max_bytes: int = MAX_BYTES, media_type: str = "") -> SourceText:
    """The document in ``data``, in the format that its first bytes, ``media_type`` or the end of ``name`` tell.

    Raises:
        SourceError: the format is not read, the bytes are too many, empty, binary, or in no encoding that is known.
    """
    check_size(len(data), name, max_bytes)
    found = format_of(data, name, media_type).read(data, name)
    return SourceText(found.text, hashlib.sha256(data).hexdigest(), found.markup, found.unseen, found.notices)


def format_of(data: bytes, name: str, media_type: str = "") -> Format:
    """What ``data`` is: what its opening leaves no doubt about, else what a server said, else the ending of the name.

    Raises:
        SourceError: it is in no format that is read.
    """
    opening = _opening(data)
    said = media_type.partition(";")[0].strip().lower()
    suffix = PurePath(name).suffix.lower()
    for told in (
        lambda f: any(opening.startswith(sign) for sign in f.opening),
        lambda f: said in f.media_types,
        lambda f: not said and suffix in f.suffixes,
    ):
        if found := next(filter(told, FORMATS), None):
            return found
    known = _NOT_READ.get(suffix)
    problem = f"is in {known} format" if known else f"is {said!r}" if said else f"ends in {suffix!r}"
    if not (known or said or suffix):
        problem = "has no ending that tells its format"
    raise SourceError(
        f"{name} {problem}, which is not read.", f"Documents are read as {', '.join(f.name for f in FORMATS)}."
    )


def _opening(data: bytes) -> bytes:
    return data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def read_upload(data: bytes, name: str, max_bytes: int = MAX_BYTES) -> SourceText:
    """The document that somebody sends under a name: it must be what the name says it is.

    Raises:
        SourceError: its bytes are those of another format than the ending of its name tells, or as ``read_source``.
    """
    check_size(len(data), name, max_bytes)
    suffix = PurePath(name).suffix.lower()
    said = next((f for f in FORMATS if suffix in f.suffixes), None)
    found = format_of(data, name)
    signed = any(_opening(data).startswith(sign) for sign in found.opening)
    if said is not None and (found is not said or (said.signed and not signed)):
        what = f"is not {said.name}" if found is said else f"is {found.name}"
        raise SourceError(
            f"{name} ends in {suffix!r} but {what} inside.", "Give the file the ending of what it is, or save it again."
        )
    return read_source(data, name, max_bytes)


def check_size(size: int, name: str, max_bytes: int = MAX_BYTES) -> None:
    """Raises SourceError for a document of too many bytes, before it is read."""
    if size > max_bytes:
        raise SourceError(
            f"{name} has {size / 1e6:.1f} MB; documents up to {max_bytes / 1e6:g} MB are read.",
            "Terms are rarely longer than 1 MB: check that it is the right file, or split it.",
        )
