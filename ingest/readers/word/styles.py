"""What a paragraph or run looks like once styles, defaults and its own settings are put together.

Later settings win over earlier ones: defaults, the paragraph's style (with those it is based on), the character style,
the run's own. Switches such as bold are different: given by both styles they cancel out (ISO/IEC 29500-1, 17.7.3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from ingest.readers.word.xml import Element, child, number, switch, value

MAX_CHAIN = 50
"""Styles a style is based on, one on the other; Word itself stops at ten."""
BODY = 9
"""Outline level of running text; 0 to 8 are headings."""

_HEADING = re.compile(r"heading ?([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents) ?([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:document )?title$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Type:
    """Settings of type; None: not given."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    hidden: bool | None = None
    color: str | None = None
    """RRGGBB in capitals, or "auto"."""
    fill: str | None = None
    """Colour behind the words, the same way."""
    size: int | None = None
    """In half points."""
    font: str | None = None

    def under(self, over: "Type") -> "Type":
        """These settings where ``over`` gives none of its own."""
        given = {field.name: getattr(over, field.name) for field in fields(over)}
        return replace(self, **{name: setting for name, setting in given.items() if setting is not None})

    def crossed(self, other: "Type") -> "Type":
        """Paragraph style and character style together: switches given by both cancel out."""
        return replace(
            self.under(other),
            bold=_either(self.bold, other.bold),
            italic=_either(self.italic, other.italic),
            hidden=_either(self.hidden, other.hidden),
        )


def _either(one: bool | None, other: bool | None) -> bool | None:
    return None if one is None and other is None else bool(one) != bool(other)


@dataclass(frozen=True, slots=True)
class Layout:
    """Settings of a paragraph; None: not given."""

    outline: int | None = None
    list_id: str | None = None
    level: int | None = None
    left: int | None = None
    """Indentation of its lines, in twentieths of a point; ``first`` is that of the first line, relative to it."""
    first: int | None = None
    fill: str | None = None
    ruled: bool | None = None
    """True when a line is drawn under it."""

    def under(self, over: "Layout") -> "Layout":
        given = {field.name: getattr(over, field.name) for field in fields(over)}
        return replace(self, **{name: setting for name, setting in given.items() if setting is not None})


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it is based on."""

    type: Type = Type()
    layout: Layout = Layout()
    numbered_by: tuple[str, ...] = ()
    """Itself and those it is based on, the nearest first: list levels are tied to styles by name."""
    contents: int = 0
    """1 to 9 for an entry of a contents list."""
    title: bool = False
    """True for the style of the document's own title."""


class Styles:
    """All styles of a document."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        self.base = Type()
        self.shaded: set[str] = set()
        """Table styles that colour cells."""
        for element in () if root is None else root.iterchildren("{*}style"):
            key = value(element, attribute="styleId")
            if not key:
                continue
            self._elements[key] = element
            kind = value(element, attribute="type")
            if kind == "paragraph" and value(element, attribute="default") in ("1", "true", "on"):
                self._default = key
            if kind == "table" and any(fill not in (None, "auto") for fill in _fills(element)):
                self.shaded.add(key)
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        if defaults is not None:
            self.base = type_of(defaults)

    def of(self, key: str | None) -> Style:
        """The style of that id; the default one for a paragraph that names none."""
        key = self._default if key is None else key
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def character(self, key: str | None) -> Type:
        """Type of a character style; nothing where none is named."""
        return self.of(key).type if key else Type()

    def _resolve(self, key: str) -> Style:
        chain: list[str] = []
        at: str | None = key
        while at and at in self._elements and at not in chain and len(chain) < MAX_CHAIN:
            chain.append(at)
            at = value(self._elements[at], "basedOn")
        style = Style()
        for link in reversed(chain):
            element = self._elements[link]
            layout = layout_of(child(element, "pPr"))
            heading = _HEADING.match(value(element, "name") or "")
            if heading and layout.outline is None:
                layout = replace(layout, outline=int(heading[1]) - 1)
            style = Style(style.type.under(type_of(child(element, "rPr"))), style.layout.under(layout))
        names = [value(self._elements[link], "name") or "" for link in chain] or [key]
        contents = next((int(match[1]) for name in names if (match := _CONTENTS.match(name))), 0)
        if not chain and (heading := _HEADING.match(key)):  # named by the document, but not described
            style = replace(style, layout=Layout(outline=int(heading[1]) - 1))
        return replace(style, numbered_by=tuple(chain), contents=contents, title=bool(_TITLE.match(names[0])))


def type_of(properties: Element | None) -> Type:
    """The settings that a ``w:rPr`` gives."""
    if properties is None or len(properties) == 0:
        return Type()
    underline = value(properties, "u")
    fonts = child(properties, "rFonts")
    fill = _fill(child(properties, "shd"))
    highlight = value(properties, "highlight")
    return Type(
        bold=switch(properties, "b"),
        italic=switch(properties, "i"),
        underline=None if underline is None else underline != "none",
        hidden=switch(properties, "vanish"),
        color=_color(value(properties, "color")),
        fill=fill if highlight in (None, "none") else highlight,
        size=number(value(properties, "sz")),
        font=value(fonts, attribute="ascii") or value(fonts, attribute="hAnsi"),
    )


def layout_of(properties: Element | None) -> Layout:
    """The settings that a ``w:pPr`` gives."""
    if properties is None or len(properties) == 0:
        return Layout()
    numbering = child(properties, "numPr")
    indent = child(properties, "ind")
    left = value(indent, attribute="left") or value(indent, attribute="start")
    hanging, first = number(value(indent, attribute="hanging")), number(value(indent, attribute="firstLine"))
    border = value(child(properties, "pBdr"), "bottom")
    return Layout(
        outline=number(value(properties, "outlineLvl")),
        list_id=value(numbering, "numId"),
        level=number(value(numbering, "ilvl")),
        left=number(left),
        first=first if hanging is None else -hanging,
        fill=_fill(child(properties, "shd")),
        ruled=None if border is None else border not in ("none", "nil"),
    )


def cell_fill(cell: Element) -> str | None:
    """Colour of a table cell."""
    return _fill(child(child(cell, "tcPr"), "shd"))


def _fills(style: Element) -> Iterator[str | None]:
    for shade in style.iter("{*}shd"):
        yield _fill(shade)


def _fill(shade: Element | None) -> str | None:
    """A pattern over the colour counts as a colour of its own: what stands on it can be seen."""
    if shade is None:
        return None
    pattern = value(shade)
    return "pattern" if pattern not in (None, "clear", "nil") else _color(value(shade, attribute="fill"))


def _color(text: str | None) -> str | None:
    return text if text in (None, "auto") else str(text).upper()
