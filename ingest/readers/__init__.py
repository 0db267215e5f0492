"""Bytes → text: a document as it was received, decoded and otherwise untouched. One module a format."""

import hashlib
from collections.abc import Callable
from pathlib import Path, PurePath

from ingest.errors import SourceError
from ingest.readers import markdown, text
from ingest.types import Markup, SourceText

MAX_BYTES = 20_000_000
"""Larger files are refused unread. The longest terms met, a cloud provider's, have 700 kB."""

_FORMATS: dict[str, tuple[Callable[[bytes, str], str], Markup]] = {
    ".md": (markdown.read, "markdown"),
    ".markdown": (markdown.read, "markdown"),
    ".txt": (text.read, "text"),
    ".text": (text.read, "text"),
}
SUFFIXES = frozenset(_FORMATS)
"""Endings, in small letters, of the files that are read."""

_NOT_READ = {
    ".pdf": "PDF",
    ".doc": "Word",
    ".docx": "Word",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".html": "HTML",
    ".htm": "HTML",
    ".xhtml": "HTML",
    ".epub": "EPUB",
    ".pages": "Pages",
    ".zip": "ZIP",
    ".gz": "gzip",
    ".json": "JSON",
}
"""Formats that people bring and that are not read, by the name a person knows them by."""


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
        _check_size(path.stat().st_size, str(path), max_bytes)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)  # a file can grow after its size was asked
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(f"{path} cannot be read: {reason}.", "Check the file's permissions.") from error
    return read_source(data, str(path), max_bytes)


def read_source(data: bytes, name: str, max_bytes: int = MAX_BYTES) -> SourceText:
    """The document in ``data``; the end of ``name`` tells its format.

    Raises:
        SourceError: the format is not read, the bytes are too many, empty, binary, or in no encoding that is known.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in _FORMATS:
        problem = f"is in {_NOT_READ[suffix]} format, which is" if suffix in _NOT_READ else "has an ending that is"
        raise SourceError(f"{name} {problem} not read.", "Save it as Markdown (.md) or plain text (.txt).")
    _check_size(len(data), name, max_bytes)
    read, markup = _FORMATS[suffix]
    return SourceText(read(data, name), hashlib.sha256(data).hexdigest(), markup)


def _check_size(size: int, name: str, max_bytes: int) -> None:
    if size > max_bytes:
        raise SourceError(
            f"{name} has {size / 1e6:.1f} MB; documents up to {max_bytes / 1e6:g} MB are read.",
            "Terms are rarely longer than 1 MB: check that it is the right file, or split it.",
        )
