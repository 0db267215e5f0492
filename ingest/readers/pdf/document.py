"""What the pages of a PDF show to Markdown: runs of letters to lines in reading order, without page furniture, to
paragraphs, to Markdown. Pure steps; the process around them bounds their time and memory.
"""

from collections.abc import Iterator, Sequence

from ingest.errors import SourceError
from ingest.readers.pdf.columns import columns_of
from ingest.readers.pdf.furniture import without_furniture
from ingest.readers.pdf.lines import jumps, lines_of, ordered, settled
from ingest.readers.pdf.markdown import written
from ingest.readers.pdf.paragraphs import paragraphs_of
from ingest.readers.pdf.types import TURNED, UNSEEN, Line, Page, Paragraph, Placed, Run, Table, joined
from ingest.types import ReadText

MOST_UNSEEN = 100
"""Stretches of invisible text that are told."""
LONGEST_UNSEEN = 500
"""Characters of each."""
_PICTURED = 0.5
"""Share of a page from which on a picture without words beside it may be a scanned page."""
_MOST_UNMAPPED = 0.2
"""Share of letters that may be unknown."""


def text_of(pages: Sequence[Page], name: str) -> ReadText:
    """The text of the pages as Markdown.

    Raises:
        SourceError: there is no text: the pages are empty or pictures, or do not say which letters they show.
    """
    _check(pages, name)
    lines = without_furniture(
        [
            lines_of((run for run in page.runs if not run.style & (UNSEEN | TURNED)), index)
            for index, page in enumerate(pages)
        ],
        [page.height for page in pages],
    )
    return ReadText(written(document_of(lines)), "markdown", _unseen(pages), tuple(_notices(pages)))


def document_of(pages: Sequence[Sequence[Line]]) -> list[Paragraph | Table]:
    """The paragraphs and tables of the lines of all pages."""
    blocks = [ordered(lines) for lines in pages]
    columns = {
        (line.page, line.runs[0]): column
        for of_page, its in zip(blocks, columns_of(blocks), strict=True)
        for block, column in zip(of_page, its, strict=True)
        for line in (block.lines if isinstance(block, Table) else block)
    }
    found: list[Paragraph | Table] = []
    held: list[Placed] = []
    before: list[Line] | Table | None = None
    for block in settled(block for of_page in blocks for block in of_page):
        if isinstance(block, Table):
            found += paragraphs_of(held)
            held = []
            found.append(block)
        else:
            jump = jumps(before, block)
            held += [
                Placed(line, columns[line.page, line.runs[0]], jump and not index) for index, line in enumerate(block)
            ]
        before = block
    return [*found, *paragraphs_of(held)]


def _check(pages: Sequence[Page], name: str) -> None:
    seen = sum(len(run.text) for page in pages for run in page.runs if not run.style & UNSEEN)
    if seen:
        unmapped = sum(page.unmapped for page in pages)
        if unmapped > _MOST_UNMAPPED * seen:
            raise SourceError(
                f"{name} does not say which letters it shows: {unmapped:,} of {seen:,} have no code.",
                "Save it anew from the program that made it, or have its text recognised (OCR).",
            )
        return
    if any(page.pictures >= _PICTURED for page in pages):
        raise SourceError(
            f"{name} contains no text: its {len(pages)} pages are pictures, such as a scanner makes.",
            "Have its text recognised (OCR), check it, and save it as .txt, .md or .docx.",
        )
    raise SourceError(
        f"{name} is empty: there is no word on its {len(pages)} pages.", "Check that it is the right file."
    )


def _unseen(pages: Sequence[Page]) -> tuple[str, ...]:
    found: list[str] = []
    for page in pages:
        held: list[Run] = []
        for run in (*page.runs, Run("", 0, 0, 0, 1)):
            if run.style & UNSEEN:
                held.append(run)
            elif held:
                found.append(" ".join(joined(held).split())[:LONGEST_UNSEEN])
                held = []
    return tuple(text for text in found if any(map(str.isalnum, text)))[:MOST_UNSEEN]


def _notices(pages: Sequence[Page]) -> Iterator[str]:
    pictures = [
        str(number)
        for number, page in enumerate(pages, 1)
        if page.pictures >= _PICTURED and not any(not run.style & UNSEEN for run in page.runs)
    ]
    if pictures:
        shown = ", ".join(pictures[:10]) + (" …" if len(pictures) > 10 else "")
        yield f"Pages that are pictures without text were not read: {shown}."
    turned = sum(1 for page in pages for run in page.runs if run.style & TURNED and not run.style & UNSEEN)
    if turned:
        yield "Words that stand across the page, such as a watermark, were left out."
    unmapped = sum(page.unmapped for page in pages)
    if unmapped:
        yield f"The file does not say which letters {unmapped:,} of its signs are."
