"""Word documents (.docx) → Markdown: headings, automatic numbers, lists, tables, emphasis and links.

Insertions that nobody has accepted yet are read and deletions are not, as Word shows them; comments, headers and
footers are not read; footnotes stand after the paragraph that refers to them. Hidden words are kept apart.
"""

from collections.abc import Iterator

from ingest.errors import SourceError
from ingest.readers.word.body import Body
from ingest.readers.word.inline import InlineReader
from ingest.readers.word.numbering import Numbering
from ingest.readers.word.package import Package
from ingest.readers.word.paragraphs import ParagraphReader
from ingest.readers.word.styles import Styles
from ingest.readers.word.xml import Element, W, child, value
from ingest.types import ReadText

MAX_PARAGRAPHS = 100_000
"""Cells of tables included. The longest terms met have 3,000."""
TRACKED = "The document holds tracked changes: insertions are read, deletions are not."
FOREIGN = "The document takes in another file, which is not read."
COMMENTED = "The document holds comments, which are not read."


def read(data: bytes, name: str) -> ReadText:
    """The words of a Word document as Markdown, and those a reader of it would not see.

    Raises:
        SourceError: it is another format, encrypted, damaged, too large when unpacked, holds macros, or no word.
    """
    package = Package(data, name)
    root = package.xml(package.main)
    main = child(root, "body")
    if main is None:
        raise SourceError(f"{name} holds no text: {package.main} is no Word document.", "Save it as .docx anew.")
    if sum(1 for _ in main.iter(W + "p")) > MAX_PARAGRAPHS:
        raise SourceError(f"{name} has more than {MAX_PARAGRAPHS:,} paragraphs.", "Split it, or save it as text.")
    styles = Styles(package.related("/styles"))
    inline = InlineReader(styles, package.links(), page_colored=_is_colored(child(root, "background")))
    body = Body(
        styles,
        ParagraphReader(styles, Numbering(package.related("/numbering"), styles), inline),
        inline,
        {
            (kind, value(note, attribute="id") or ""): note
            for kind in ("footnote", "endnote")
            for note in _notes(package.related(f"/{kind}s"), kind)
        },
        shift=int(_has_title(main, styles)),
    )
    body.write(main)
    text = "\n\n".join(body.blocks)
    if not any(character.isalnum() for character in text):
        pictures = any(True for _ in main.iter("{*}blip"))
        raise SourceError(
            f"{name} is empty: there is no word in it{', only pictures' if pictures else ''}.",
            "If it is a scan, take the text from where it was scanned; else check that the document was saved.",
        )
    notices = {
        TRACKED: body.paragraphs.changed,
        FOREIGN: body.foreign,
        COMMENTED: next(main.iter(W + "commentReference"), None) is not None,
    }
    return ReadText(
        text + "\n", "markdown", tuple(body.unseen), tuple(notice for notice, holds in notices.items() if holds)
    )


def _notes(root: Element | None, kind: str) -> Iterator[Element]:
    """The notes of a part, without the lines that separate them from the text."""
    for note in () if root is None else root.iterchildren(W + kind):
        if value(note, attribute="type") in (None, "normal"):
            yield note


def _has_title(main: Element, styles: Styles) -> bool:
    return any(styles.of(value(at)).title for at in main.iter(W + "pStyle"))


def _is_colored(background: Element | None) -> bool:
    color = value(background, attribute="color")
    return color not in (None, "auto", "FFFFFF")
