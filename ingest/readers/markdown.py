"""Markdown: text whose marks are kept; ``ingest.readable`` looks through them."""

from ingest.readers.text import decoded
from ingest.types import ReadText


def read(data: bytes, name: str) -> ReadText:
    """The text of ``data``, nothing in it changed. Raises SourceError as ``decoded`` does."""
    return ReadText(decoded(data, name), "markdown")
