"""PDF: printed pages to the Markdown they might have been printed from.

All of it is done by a process of its own (``child``, watched by ``process``): PDFium, which takes the letters out
(``extract``), is C++ that reads hostile files, and the layout (``document``) of a page can be made to take hours.
"""

from ingest.readers.pdf.process import read_apart
from ingest.types import ReadText

__all__ = ["read"]


def read(data: bytes, name: str) -> ReadText:
    """The text of ``data`` as Markdown.

    Raises:
        SourceError: encrypted, broken, too long, without text (scanned pages are pictures), or too much work.
    """
    return read_apart(data, name)
