"""One paragraph: its words, its style and its automatic number."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.readers.word.inline import Inline, InlineReader, Piece
from ingest.readers.word.marks import escaped
from ingest.readers.word.numbering import Numbering, Printed
from ingest.readers.word.styles import BODY, Layout, Style, Styles, layout_of
from ingest.readers.word.xml import Element, child, switch, value

_LIST_NUMBER = re.compile(r"\d{1,9}[.)]")
_DOTTED = re.compile(r"\d+(?:\.\d+)+")
_ALPHANUMERIC = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Number:
    """The automatic number of a paragraph."""

    printed: Printed
    family: str
    """The list it counts in, and ``level`` its level there, from 0."""
    level: int
    at: int
    """Where it stands, and ``words`` where the words after it do: twentieths of a point from the margin."""
    words: int
    of_style: bool
    """True when the paragraph's style brings it."""

    @property
    def marker(self) -> str:
        """As it stands in Markdown, with the space after it; "" where nothing is printed.

        A label that only white space sets off ("1⇥Definitions", "Article I⇥Definitions") is closed by a full stop, as
        Markdown's own list numbers are: a tab stop does not survive in text. "10.4" needs none.
        """
        label = self.printed.text
        if self.printed.bullet or (label and not _ALPHANUMERIC.search(label)):
            return "* "
        if not label or self.printed.joined:
            return escaped(label)
        stop = "." if self.printed.open and not _DOTTED.fullmatch(label) else ""
        return f"{label if _LIST_NUMBER.fullmatch(label) else escaped(label)}{stop} "


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, read."""

    inline: Inline
    style: Style
    layout: Layout
    number: Number | None
    run_on: bool
    """True when the next paragraph goes on in the same line: a style separator, or a deleted paragraph mark."""
    within: int | None = None
    """Level of the list item that it is a further paragraph of, where it says so."""
    lead: int = 0
    """How many pieces were a heading that runs on into its text."""

    @property
    def words(self) -> str:
        return self.inline.text.strip()

    @property
    def outline(self) -> int | None:
        """Outline level from 0, where it is a heading."""
        return self.layout.outline if is_heading(self.layout) else None

    @property
    def pieces(self) -> list[Piece]:
        """The words by type, a heading that runs on into its text in bold."""
        pieces = self.inline.pieces
        return [*(replace(piece, bold=True) for piece in pieces[: self.lead]), *pieces[self.lead :]]

    def joined(self, following: "Paragraph") -> "Paragraph":
        """This paragraph run on into the following one: its own number and place, where it has words."""
        mine, theirs = self.inline, following.inline
        both = Inline(
            [*mine.pieces, *theirs.pieces],
            [*mine.boxes, *theirs.boxes],
            [*mine.notes, *theirs.notes],
            mine.contents or theirs.contents,
        )
        if not self.words:
            return replace(following, inline=both)
        lead = self.lead or (len(mine.pieces) if self.outline is not None and following.words else 0)
        if lead and not mine.text.endswith((" ", "\t")):
            both.pieces.insert(len(mine.pieces), Piece(" "))
        return replace(self, inline=both, run_on=following.run_on, lead=lead)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the settings of a paragraph say."""

    style: Style
    own: Layout
    """Its own settings, and ``layout`` with those of its style."""
    layout: Layout
    deleted: bool
    """What is said of its paragraph mark: deleted with changes tracked, hidden, or one that ends no line."""
    hidden: bool
    separator: bool


class ParagraphReader:
    """Reads paragraphs in order: their numbers are counted on the way."""

    def __init__(self, styles: Styles, numbering: Numbering, inline: InlineReader) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        from lxml import etree

        self._written: Callable[[Element], bytes] = etree.tostring
        self._known: dict[bytes, _Given] = {}
        self.changed = False
        """True once there was something inserted or deleted that nobody has accepted yet."""

    def read(self, element: Element, background: str | None) -> Paragraph:
        """``background`` is the colour behind the paragraph, None for paper."""
        given = self._given(child(element, "pPr"))
        layout = given.layout
        inline = self._inline.read(element, given.style, background if layout.fill in (None, "auto") else layout.fill)
        self.changed = self.changed or inline.changed or given.deleted
        gone = not inline.text.strip() and (given.deleted or given.hidden)
        return Paragraph(
            inline,
            given.style,
            layout,
            None if gone else self._number(given.style, given.own),
            run_on=given.deleted or given.separator,
            within=self._within(given.style, given.own),
        )

    def _given(self, properties: Element | None) -> _Given:
        """What a ``w:pPr`` says; the same one is worked out once."""
        key = b"" if properties is None else self._written(properties)
        if key not in self._known:
            style, own = self._styles.of(value(properties, "pStyle")), layout_of(properties)
            mark = child(properties, "rPr")
            self._known[key] = _Given(
                style,
                own,
                style.layout.under(own),
                deleted=child(mark, "del") is not None or child(mark, "moveFrom") is not None,
                hidden=bool(switch(mark, "vanish")),
                separator=bool(switch(mark, "specVanish")),
            )
        return self._known[key]

    def is_heading(self, element: Element) -> bool:
        """Whether the paragraph is a heading, by its style alone."""
        return is_heading(self._given(child(element, "pPr")).layout)

    def is_numbered(self, element: Element) -> bool:
        """Whether an automatic number, and no bullet, stands before the paragraph."""
        given = self._given(child(element, "pPr"))
        found = self._list(given.style, given.own)
        return found is not None and self._numbering.form(*found).format not in ("bullet", "none")

    def _list(self, style: Style, own: Layout) -> tuple[str, int] | None:
        list_id = own.list_id or style.layout.list_id
        return self._numbering.level_of(list_id, own.level, style.numbered_by, style.layout.level or 0)

    def _number(self, style: Style, own: Layout) -> Number | None:
        found = self._list(style, own)
        if found is None:
            return None
        list_id, level = found
        of_style = own.list_id is None
        form = self._numbering.form(list_id, level)
        # A number given to the paragraph itself brings its indentation along; one of the style is outdone by the style.
        left = _first(own.left, None if of_style else form.left, style.layout.left, form.left)
        first = _first(own.first, None if of_style else form.first, style.layout.first, form.first)
        family = self._numbering.family(list_id)
        return Number(self._numbering.next(list_id, level), family, level, left + first, left, of_style)

    def _within(self, style: Style, own: Layout) -> int | None:
        """Some converters switch the number off for a list item's further paragraphs and leave its level.

        Where the style has a number, switching it off means just that.
        """
        switched_off = own.list_id == "0" and self._list(style, Layout()) is None
        return own.level if switched_off else None


def is_heading(layout: Layout) -> bool:
    return layout.outline is not None and 0 <= layout.outline < BODY


def _first(*settings: int | None) -> int:
    return next((setting for setting in settings if setting is not None), 0)
