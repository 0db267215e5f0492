"""Paragraphs and tables of a Word document, in order → Markdown.

Headings become ``#`` lines, automatic numbers are printed before their words (a plain "1." as a list item, since that
is what Markdown has for it), lists are indented under the item they belong to, and a note stands after the paragraph
that refers to it, so that it is part of the same clause.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.readers.word import tables
from ingest.readers.word.inline import Inline, InlineReader, Piece, alternatives
from ingest.readers.word.marks import escaped, lines
from ingest.readers.word.nesting import Nesting
from ingest.readers.word.numbering import Numbering, Printed
from ingest.readers.word.styles import BODY, Layout, Style, Styles, cell_fill, layout_of
from ingest.readers.word.xml import MC, Element, W, child, switch, value

LONGEST_HEADING = 150
"""Characters of a numbered paragraph in a heading's style that is still a heading: lawyers set whole clauses in
"Heading 2" to have them numbered."""
DEEPEST = 20
"""Tables and boxes one in the other."""
RULE = "* * *"

_LIST_NUMBER = re.compile(r"\d{1,9}[.)]")
_OPEN_LABEL = re.compile(r"(?:^|\s)(?:\d+|[A-Za-z]{1,7})$")
_PAGE = re.compile(r"\s*\t\s*[-\s]*(?:\d{1,5}|[ivxlc]{1,8})[-\s]*$", re.IGNORECASE)
_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_SENTENCE_END = (".", ";", ",", ":")


@dataclass(frozen=True, slots=True)
class Number:
    """The automatic number of a paragraph."""

    printed: Printed
    family: str
    level: int
    at: int
    """Where it stands and, after it, where the words do: twentieths of a point from the margin."""
    words: int
    of_style: bool
    """True when the paragraph's style brings it."""

    @property
    def marker(self) -> str:
        """As it stands in Markdown, with the space after it.

        A label that only white space sets off ("1⇥Definitions", "Article I⇥Definitions") is closed by a full stop, as
        Markdown's list numbers are: a tab stop does not survive in text.
        """
        if self.printed.bullet:
            return "* "
        label = self.printed.text
        if not label:
            return ""
        if self.printed.joined:
            return escaped(label)
        bare = _OPEN_LABEL.search(label) and not re.fullmatch(r"\d+(?:\.\d+)+", label)
        return f"{label if _LIST_NUMBER.fullmatch(label) else escaped(label)}{'.' if bare else ''} "


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, read."""

    inline: Inline
    style: Style
    layout: Layout
    number: Number | None
    run_on: bool
    """True when the next paragraph goes on in the same line: a style separator, or a deleted paragraph mark."""
    lead: int = 0
    """How many pieces were a heading that runs on into its text."""


@dataclass(slots=True)
class Body:
    """Writes the Markdown of a document."""

    styles: Styles
    numbering: Numbering
    inline: InlineReader
    notes: Mapping[tuple[str, str], Element]
    """Footnotes and endnotes: ("footnote", id)."""
    shift: int = 0
    """Levels that headings go down by: 1 where the document has a title of its own above them."""
    blocks: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    changed: bool = False
    foreign: bool = False
    """True when the document takes in another file, which is not read."""
    _nesting: Nesting = field(default_factory=Nesting)
    _written: set[tuple[str, str]] = field(default_factory=set)
    _held: Paragraph | None = None
    _depth: int = 0

    def write(self, container: Element, background: str | None = None) -> None:
        """Append what ``container`` (the body, a cell, a text box) holds."""
        if self._depth >= DEEPEST:
            return
        self._depth += 1
        for element in _content(container):
            name = element.tag.rpartition("}")[2]
            if name == "p":
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
        read = self._read(element, background)
        if self._held:
            read = _joined(self._held, read)
            self._held = None
        if read.run_on:
            self._held = read
        else:
            self._print(read)

    def _flush(self) -> None:
        held, self._held = self._held, None
        if held:
            self._print(held)

    def _read(self, element: Element, background: str | None) -> Paragraph:
        properties = child(element, "pPr")
        key = value(properties, "pStyle")
        style = self.styles.of(key)
        own = layout_of(properties)
        layout = style.layout.under(own)
        fill = background if layout.fill in (None, "auto") else layout.fill
        inline = self.inline.read(element, style, fill)
        self.unseen += [words for words in (" ".join("".join(inline.unseen).split()),) if words]
        mark = child(properties, "rPr")
        deleted = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        self.changed = self.changed or inline.changed or deleted
        self.foreign = self.foreign or element.find(W + "subDoc") is not None
        separator = bool(switch(mark, "specVanish"))
        number = None
        if inline.text.strip() or not (deleted or switch(mark, "vanish")):
            number = self._number(style, own, layout, counted=bool(inline.text.strip()))
        return Paragraph(inline, style, layout, number, run_on=deleted or separator)

    def _number(self, style: Style, own: Layout, layout: Layout, *, counted: bool) -> Number | None:
        of_style = own.list_id is None
        level = own.level if not of_style or own.level is not None else None
        found = self.numbering.level_of(layout.list_id, level, style.numbered_by)
        if found is None:
            return None
        list_id, level = found
        form = self.numbering.form(list_id, level)
        if not counted and (form.format == "bullet" or not form.text):
            return None
        left = _first(own.left, None if of_style else form.left, style.layout.left, form.left)
        first = _first(own.first, None if of_style else form.first, style.layout.first, form.first)
        family = self.numbering.family(list_id)
        return Number(self.numbering.next(list_id, level), family, level, left + first, left, of_style)

    def _print(self, read: Paragraph) -> None:
        inline, number = read.inline, read.number
        marker = number.marker if number else ""
        if inline.contents and inline.text.strip():
            self._contents(read, marker)
        elif (level := self._heading(read)) and inline.text.strip():
            self._head(read, level, marker)
        elif words := lines(_led(read)):
            column = self._column(read, marker)
            inner = " " * (column + len(marker))
            first = words[0] if not marker else _unescaped_start(words[0])
            self.blocks.append(f"  \n{inner}".join([f"{' ' * column}{marker}{first}", *words[1:]]))
        elif read.layout.ruled and not marker:
            self.blocks.append(RULE)
        self._after(inline, column=len(marker))

    def _heading(self, read: Paragraph) -> int:
        """1 to 6 for a heading, 0 for anything else."""
        outline = read.layout.outline
        if read.lead or (outline is None and not read.style.title):
            return 0
        if outline is not None and not 0 <= outline < BODY:
            return 0
        if read.number and read.number.of_style and read.number.printed.text and _is_clause(read.inline.text.strip()):
            return 0
        return 1 if outline is None else min(outline + 1 + self.shift, 6)

    def _head(self, read: Paragraph, level: int, marker: str) -> None:
        words = " ".join(lines(read.inline.pieces, plain=True))
        listed = read.number is not None and not read.number.of_style and bool(marker.strip())
        if listed:
            column = self._column(read, marker)
            self.blocks.append(f"{' ' * column}{marker}{'#' * level} {words}")
        else:
            self._nesting.heading()
            number = escaped_number(marker)
            self.blocks.append(f"{'#' * level} {number}{words}")

    def _column(self, read: Paragraph, marker: str) -> int:
        number, layout = read.number, read.layout
        if number:
            return self._nesting.item(number.family, number.level, number.at, number.words, len(marker.rstrip()))
        # Some converters switch the number of a list item's further paragraphs off and leave its level.
        off = layout.list_id == "0" and self.numbering.level_of(read.style.layout.list_id, 0, ()) is None
        return self._nesting.paragraph(layout.left or 0, layout.level if off else None)

    def _contents(self, read: Paragraph, marker: str) -> None:
        """An entry of a contents list, as the link into the document that it is."""
        pieces = [replace(piece, bold=False, italic=False, link="") for piece in read.inline.pieces]
        words = " ".join(lines([Piece(_PAGE.sub("", "".join(piece.text for piece in pieces)), link="#contents")]))
        if words:
            self.blocks.append(f"* {words}" if not marker.strip(" *") else f"* [{marker.strip()}](#contents) {words}")

    def _after(self, inline: Inline, column: int) -> None:
        """What hangs on a paragraph: its text boxes and the notes it refers to first."""
        for box in inline.boxes:
            self.write(box, background="unknown")
        for kind, key in inline.notes:
            note = self.notes.get((kind, key))
            if note is None or (kind, key) in self._written:
                continue
            self._written.add((kind, key))
            kept, self.blocks = self.blocks, []
            nesting, self._nesting = self._nesting, Nesting()
            self.write(note)
            words, self.blocks, self._nesting = self.blocks, kept, nesting
            if words:
                words[0] = f"[{self.inline.mark_of(kind, key)}] {words[0].lstrip()}"
            self.blocks += [" " * column + block for block in words]

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: Element, background: str | None) -> None:
        style = value(child(table, "tblPr"), "tblStyle")
        if style in self.styles.shaded:
            background = "unknown"
        rows: list[list[Element]] = []
        for row in tables.rows(table):
            if tables.is_hidden(row):
                self.unseen.append(" ".join(at.text for at in row.iter(W + "t") if at.text))
            else:
                rows.append(tables.cells(row))
        if tables.is_layout(rows, self._is_heading, self._is_numbered):
            self._unwrapped(rows, background)
            return
        texts: list[list[str]] = []
        for cells in rows:
            texts.append([])
            for cell in cells:
                words = "" if tables.is_continued(cell) else self._cell(cell, background)
                texts[-1] += [words, *[""] * (tables.columns(cell) - 1)][: tables.WIDEST]
        self.blocks += filter(None, ["\n".join(tables.grid(texts))])

    def _cell(self, cell: Element, background: str | None) -> str:
        """The words of a cell in one line."""
        blocks = self._apart(lambda: self.write(cell, cell_fill(cell) or background))
        words = "<br>".join(" ".join(line.split()) for block in blocks for line in block.split("\n"))
        return re.sub(r"(?<!\\)\|", r"\\|", words)

    def _unwrapped(self, rows: Sequence[Sequence[Element]], background: str | None) -> None:
        """The blocks of a table that lays the page out; a label alone in its cell is joined with what it labels."""
        for cells in rows:
            blocks = [
                self._apart(lambda cell=cell: self.write(cell, cell_fill(cell) or background))  # type: ignore[misc]
                for cell in cells
                if not tables.is_continued(cell)
            ]
            filled = [block for block in blocks if block]
            if (
                len(filled) > 1
                and len(filled[0]) == 1
                and tables.LABEL.fullmatch(filled[0][0].replace("\\", "").strip())
            ):
                label, (first, *others) = filled[0][0], filled[1]
                filled[:2] = [[f"{label.rstrip()} {first.lstrip()}", *others]]
            self.blocks += [block for column in filled for block in column]

    def _apart(self, write: Callable[[], None]) -> list[str]:
        """The blocks that ``write`` appends, taken off again."""
        kept, self.blocks = self.blocks, []
        write()
        written, self.blocks = self.blocks, kept
        return written

    def _is_heading(self, paragraph: Element) -> bool:
        properties = child(paragraph, "pPr")
        outline = self.styles.of(value(properties, "pStyle")).layout.under(layout_of(properties)).outline
        return outline is not None and 0 <= outline < BODY

    def _is_numbered(self, paragraph: Element) -> bool:
        properties = child(paragraph, "pPr")
        style = self.styles.of(value(properties, "pStyle"))
        layout = style.layout.under(layout_of(properties))
        found = self.numbering.level_of(layout.list_id, layout.level, style.numbered_by)
        return found is not None and self.numbering.form(*found).format not in ("bullet", "none")


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


def _joined(held: Paragraph, following: Paragraph) -> Paragraph:
    """Two paragraphs that run on into one: the first's number and place, where it has words."""
    inline = Inline(
        [*held.inline.pieces, *following.inline.pieces],
        [*held.inline.boxes, *following.inline.boxes],
        [*held.inline.notes, *following.inline.notes],
        held.inline.contents or following.inline.contents,
    )
    if not held.inline.text.strip():
        return replace(following, inline=inline)
    heads = held.layout.outline is not None and held.layout.outline < BODY
    lead = held.lead or (len(held.inline.pieces) if heads and following.inline.text.strip() else 0)
    space = [] if held.inline.text.endswith((" ", "\t")) or not lead else [Piece(" ")]
    inline.pieces = [*held.inline.pieces, *space, *following.inline.pieces]
    return replace(held, inline=inline, run_on=following.run_on, lead=lead)


def _led(read: Paragraph) -> list[Piece]:
    """The pieces, a heading that runs on into its text in bold."""
    pieces = read.inline.pieces
    return [*(replace(piece, bold=True) for piece in pieces[: read.lead]), *pieces[read.lead :]]


def _is_clause(text: str) -> bool:
    """True for the words of a clause, False for those of a title."""
    return len(text) > LONGEST_HEADING or (text.endswith(_SENTENCE_END) and len(text.split()) > 8)


def _unescaped_start(line: str) -> str:
    """A line behind a list marker, where a sign at its start is no markup any more."""
    return line[1:] if re.match(r"\\[|=]", line) else line


def escaped_number(marker: str) -> str:
    """A number as a heading's first word."""
    return "" if marker == "* " else marker


def _first(*settings: int | None) -> int:
    return next((setting for setting in settings if setting is not None), 0)
