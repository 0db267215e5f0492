"""Paragraphs and tables of a Word document, in order → Markdown.

Headings become ``#`` lines, automatic numbers are printed before their words (a plain "1." as a list item, since that
is what Markdown has for it), lists are indented under the item they belong to, and a note stands after the paragraph
that refers to it, so that it is part of the same clause.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.readers.word import tables
from ingest.readers.word.inline import InlineReader, Piece, alternatives
from ingest.readers.word.marks import lines
from ingest.readers.word.nesting import Nesting
from ingest.readers.word.paragraphs import Paragraph, ParagraphReader
from ingest.readers.word.styles import Styles, cell_fill
from ingest.readers.word.xml import MC, Element, W, child, value

LONGEST_HEADING = 150
"""Characters of a numbered paragraph in a heading's style that is still a heading: lawyers set whole clauses in
"Heading 2" to have them numbered."""
MOST_WORDS = 8
"""Words of such a paragraph that ends as a sentence does."""
LONGEST_RUN_ON = 100
"""Stretches of type up to which paragraphs run on into one."""
DEEPEST = 20
"""Tables and boxes one in the other that are read."""
RULE = "* * *"

_PAGE = re.compile(r"\s*\t\s*[-\s]*(?:\d{1,5}|[ivxlc]{1,8})[-\s]*$", re.IGNORECASE)
_BULLET = re.compile(r"^\\?\* ")
"""At the start of a line in a cell, where there are no lists, automatic or typed."""
_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_GOES_ON = re.compile(r"[^\W_]{2}[.?!]\s+\S|(?:[;,]|\b(?:and|or))$")
"""What no title has: a sentence after it, an end that another item follows."""
_UNKNOWN = "unknown"
"""The colour behind words that stand on a shape or in a table of a style: any could be."""


@dataclass(slots=True)
class Body:
    """Writes the Markdown of a document."""

    styles: Styles
    paragraphs: ParagraphReader
    inline: InlineReader
    notes: Mapping[tuple[str, str], Element]
    """Footnotes and endnotes: ("footnote", id)."""
    shift: int = 0
    """Levels that headings go down by: 1 where the document has a title of its own above them."""
    blocks: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    foreign: bool = False
    """True when the document takes in another file, which is not read."""
    _nesting: Nesting = field(default_factory=Nesting)
    _written: set[tuple[str, str]] = field(default_factory=set)
    """Notes that stand somewhere already."""
    _held: Paragraph | None = None
    """A paragraph that the next one goes on."""
    _depth: int = 0

    def write(self, container: Element, background: str | None = None) -> None:
        """Append what ``container`` (the body, a cell, a text box) holds."""
        if self._depth >= DEEPEST:
            return
        self._depth += 1
        for element in _content(container):
            name = element.tag[len(W) :]
            if name == "p":
                if len(element):
                    self._paragraph(element, background)
            elif name == "tbl":
                self._flush()
                self._table(element, background)
            elif name in ("altChunk", "subDoc"):
                self.foreign = True
        self._flush()
        self._depth -= 1

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def _paragraph(self, element: Element, background: str | None) -> None:
        read = self.paragraphs.read(element, background)
        if words := " ".join("".join(read.inline.unseen).split()):
            self.unseen.append(words)
        self.foreign = self.foreign or child(element, "subDoc") is not None
        if self._held:
            read, self._held = self._held.joined(read), None
        if read.run_on and len(read.inline.pieces) < LONGEST_RUN_ON:
            self._held = read
        else:
            self._print(read)

    def _flush(self) -> None:
        held, self._held = self._held, None
        if held:
            self._print(held)

    def _print(self, read: Paragraph) -> None:
        marker = read.number.marker if read.number else ""
        inner = 0
        if read.words and read.inline.contents:
            self._contents(read, marker)
        elif read.words and (level := self._level(read)):
            self._heading(read, level, marker)
        elif read.words or marker.strip(" *"):
            column = self._column(read, marker)
            inner = column + len(marker)
            words = lines(read.pieces)
            self.blocks.append(f"  \n{' ' * inner}".join([f"{' ' * column}{marker}{''.join(words[:1])}", *words[1:]]))
        elif read.layout.ruled:
            self.blocks.append(RULE)
        self._hanging(read, inner)

    def _level(self, read: Paragraph) -> int:
        """1 to 6 for a heading, 0 for anything else."""
        if read.lead:
            return 0
        if read.style.title:
            return 1
        if read.outline is None or (read.number and read.number.of_style and _is_clause(read)):
            return 0
        return min(read.outline + 1 + self.shift, 6)

    def _heading(self, read: Paragraph, level: int, marker: str) -> None:
        """A heading with the number of its style, or an item of a list that is one."""
        words, signs = " ".join(lines(read.inline.pieces, plain=True)), "#" * level
        if marker and read.number and not read.number.of_style:
            self.blocks.append(f"{' ' * self._column(read, marker)}{marker}{signs} {words}")
        else:
            self._nesting.heading()
            self.blocks.append(f"{signs} {'' if marker == '* ' else marker}{words}")

    def _column(self, read: Paragraph, marker: str) -> int:
        number = read.number
        if number is None:
            return self._nesting.paragraph(read.layout.left or 0, read.within)
        return self._nesting.item(number.family, number.level, number.at, number.words, len(marker.rstrip()))

    def _contents(self, read: Paragraph, marker: str) -> None:
        """An entry of a contents list, as the link into the document that it is."""
        words = lines([Piece(marker + _PAGE.sub("", read.words), link="#contents")])
        self.blocks.append(f"* {' '.join(words)}")

    def _hanging(self, read: Paragraph, inner: int) -> None:
        """What hangs on a paragraph: its text boxes, and the notes that nothing before it referred to."""
        for box in read.inline.boxes:
            self.blocks += self._apart(box, _UNKNOWN)
        for kind, key in read.inline.notes:
            note = self.notes.get((kind, key))
            if note is None or (kind, key) in self._written:
                continue
            self._written.add((kind, key))
            first, *others = self._apart(note, None) or [""]
            mark = self.inline.mark_of(kind, key)
            self.blocks += [" " * inner + block for block in (f"[{mark}] {first}", *others)]

    def _apart(self, container: Element, background: str | None) -> list[str]:
        """The blocks of ``container``; its lists have nothing to do with those around it."""
        kept, self.blocks = self.blocks, []
        nesting, self._nesting = self._nesting, Nesting()
        self.write(container, background)
        written, self.blocks, self._nesting = self.blocks, kept, nesting
        return written

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: Element, background: str | None) -> None:
        if value(child(table, "tblPr"), "tblStyle") in self.styles.shaded:
            background = _UNKNOWN
        rows: list[list[Element]] = []
        for row in tables.rows(table):
            if tables.is_deleted(row):
                self.paragraphs.changed = True
            elif tables.is_hidden(row):
                self.unseen.append(" ".join(tables.words(row).split()))
            else:
                rows.append(tables.cells(row))
        if tables.is_layout(rows, self.paragraphs.is_heading, self.paragraphs.is_numbered):
            for cells in rows:
                self._unwrapped(cells, background)
            return
        texts: list[list[str]] = []
        for cells in rows:
            texts.append([])
            for cell in cells:
                texts[-1] += [self._cell(cell, background), *[""] * (tables.columns(cell) - 1)][: tables.WIDEST]
        if grid := tables.grid(texts):
            self.blocks.append("\n".join(grid))

    def _cell(self, cell: Element, background: str | None) -> str:
        """The words of a cell in one line."""
        if tables.is_continued(cell):
            return ""
        blocks = self._apart(cell, cell_fill(cell) or background)
        words = "<br>".join(_BULLET.sub("• ", " ".join(line.split())) for block in blocks for line in block.split("\n"))
        return re.sub(r"(?<!\\)\|", r"\\|", words)

    def _unwrapped(self, cells: Sequence[Element], background: str | None) -> None:
        """The blocks of a row that lays the page out; a label alone in its cell is joined with what it labels."""
        columns = [self._apart(cell, cell_fill(cell) or background) for cell in cells if not tables.is_continued(cell)]
        filled = [blocks for blocks in columns if blocks]
        if len(filled) > 1 and len(filled[0]) == 1 and tables.is_label(filled[0][0].replace("\\", "").strip("* ")):
            label, (first, *others) = filled[0][0], filled[1]
            filled[:2] = [[f"{label.rstrip()} {first.lstrip()}", *others]]
        self.blocks += [block for blocks in filled for block in blocks]


def _content(container: Element) -> Iterator[Element]:
    """Paragraphs and tables, also those inside content controls, insertions and alternatives."""
    for element in container.iterchildren("*"):
        if element.tag == MC + "AlternateContent":
            for choice in alternatives(element):
                yield from _content(choice)
        elif element.tag.startswith(W):
            if element.tag[len(W) :] in _TRANSPARENT:
                yield from _content(element)
            else:
                yield element


def _is_clause(read: Paragraph) -> bool:
    """True for the words of a clause, False for those of a title: "and", "Fees. You pay", "the goods;"."""
    words = read.words
    if len(words) > LONGEST_HEADING or words[:1].islower() or _GOES_ON.search(words):
        return True
    return words.endswith((".", ":")) and len(words.split()) > MOST_WORDS
