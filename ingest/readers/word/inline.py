"""The words of a paragraph: runs with their type, fields, links, what was inserted and what cannot be seen.

Read are insertions, results of fields, content controls, text boxes and notes; not read are deletions, comments,
instructions of fields and page numbers in a contents list. Words in hidden type, in the colour of what is behind them,
or of a point's size are kept apart: nobody who looks at the document sees them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ingest.readers.word.styles import Style, Styles, Type, type_of
from ingest.readers.word.symbols import symbols
from ingest.readers.word.xml import MC, Element, M, R, W, child, value

SMALLEST = 2
"""Size in half points up to which words cannot be read."""
WHITE = 0xF5
"""Least amount of red, green and blue of what looks white on white."""

_LINK = re.compile(
    r'\s*HYPERLINK\s+(?:\\l\s+"?(?P<anchor>[^"\s]+)|"?(?P<target>[^"\s]+)"?(?:\s+\\l\s+"?(?P<at>[^"\s]+))?)'
)
_ENTRY = re.compile(r"\t[\divxlc-]{1,8}\s*$", re.IGNORECASE)
"""How an entry of a contents list ends: with a page number."""
LONGEST_INSTRUCTION = 2_000
"""Characters of a field's instruction that are looked at: a link's address is in it."""
MOST_FIELDS = 50
"""Fields one in the other that are followed."""
MOST_ALTERNATIVES = 5
"""Contents for several programs one in the other; Word nests two."""
_ENTERED = frozenset({"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "ruby", "rubyBase"})
"""Elements whose content stands in the paragraph as if they were not there."""
_DELETED = frozenset({"del", "moveFrom"})
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one type."""

    text: str
    """A line break is "\\n", a tab stop "\\t"."""
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(slots=True)
class Inline:
    """What one paragraph holds."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes that hang on it."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Footnotes and endnotes it refers to: ("footnote", id)."""
    contents: bool = False
    """True for an entry of a table of contents."""
    changed: bool = False
    """True when something in it was inserted or deleted and nobody has accepted that yet."""
    unseen: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class _Field:
    """A field that has begun and not ended: first its instruction, then what it gave."""

    instruction: str = ""
    result: bool = False

    @property
    def name(self) -> str:
        return self.instruction.split(maxsplit=1)[0].upper() if self.instruction.strip() else ""


class InlineReader:
    """Reads paragraphs in order: fields run on from one to the next."""

    def __init__(self, styles: Styles, links: Mapping[str, str], *, page_colored: bool) -> None:
        self._styles = styles
        self._links = links
        self._page_colored = page_colored
        self._fields: list[_Field] = []
        from lxml import etree

        self._written: Callable[[Element], bytes] = etree.tostring
        self._looks: dict[tuple[Type, bytes], Type] = {}
        self._marks: dict[str, dict[str, int]] = {}

    def read(self, paragraph: Element, style: Style, background: str | None) -> Inline:
        """``background`` is the colour behind the paragraph, None for paper."""
        found = Inline()
        base = self._styles.base.under(style.type)
        self._walk(paragraph, found, _Place(base, style.type, background, ""))
        listed = any(at.name == "TOC" for at in self._fields) and bool(_ENTRY.search(found.text))
        found.contents = bool(style.contents) or listed
        self._fields = [at for at in self._fields if at.result]  # an instruction ends with its paragraph
        return found

    def mark_of(self, kind: str, key: str) -> str:
        """The number of a note, in order of first mention; endnotes count by themselves."""
        marks = self._marks.setdefault(kind, {})
        count = marks.setdefault(key, len(marks) + 1)
        return str(count) if kind == "footnote" else f"e{count}"

    def _walk(self, parent: Element, found: Inline, place: "_Place") -> None:
        for element in parent.iterchildren("*"):
            name = element.tag.rpartition("}")[2]
            if element.tag.startswith(W):
                if name == "r":
                    self._run(element, found, place)
                elif name == "hyperlink":
                    self._walk(element, found, replace(place, link=self._target(element)))
                elif name == "fldSimple":
                    self._simple_field(element, found, place)
                elif name in _DELETED:
                    found.changed = True
                elif name in _ENTERED:
                    found.changed = found.changed or name in ("ins", "moveTo")
                    self._walk(element, found, place)
            elif element.tag == MC + "AlternateContent":
                for choice in alternatives(element):
                    self._walk(choice, found, place)
            elif element.tag in (M + "oMath", M + "oMathPara"):
                text = "".join(at.text or "" for at in element.iter(M + "t"))
                self._say(text, found, place, place.look)

    def _target(self, element: Element) -> str:
        address = self._links.get(element.get(R + "id") or "", "")
        anchor = value(element, attribute="anchor")
        return f"{address}#{anchor}" if anchor else address

    def _simple_field(self, element: Element, found: Inline, place: "_Place") -> None:
        simple = _Field(value(element, attribute="instr") or "", result=True)
        self._fields.append(simple)
        self._walk(element, found, place)
        self._fields.pop()

    def _run(self, run: Element, found: Inline, place: "_Place") -> None:
        properties = child(run, "rPr")
        look = place.look
        if properties is not None and len(properties):
            look = self._look(place.style, properties)
        for element in run.iterchildren("*"):
            self._content(element, found, place, look)

    def _look(self, style: Type, properties: Element) -> Type:
        """A run's type. Few are different in a document, and working one out is what reading takes longest for."""
        key = (style, self._written(properties))
        if key not in self._looks:
            character = self._styles.character(value(properties, "rStyle"))
            crossed = style.crossed(character) if character != Type() else style
            self._looks[key] = self._styles.base.under(crossed).under(type_of(properties))
        return self._looks[key]

    def _content(self, element: Element, found: Inline, place: "_Place", look: Type) -> None:
        name = element.tag.rpartition("}")[2]
        if element.tag == MC + "AlternateContent":
            for choice in alternatives(element):
                for inner in choice.iterchildren("*"):
                    self._content(inner, found, place, look)
        elif name == "fldChar":
            self._field(value(element, attribute="fldCharType"))
        elif name == "instrText":
            if self._fields and not self._fields[-1].result and len(self._fields[-1].instruction) < LONGEST_INSTRUCTION:
                self._fields[-1].instruction += (element.text or "")[:LONGEST_INSTRUCTION]
        elif name == "t":
            self._say(symbols(element.text or "", look.font), found, place, look)
        elif name in _SIGNS:
            self._say(_SIGNS[name], found, place, look)
        elif name == "br":
            self._say("\n" if value(element, attribute="type") in (None, "textWrapping") else " ", found, place, look)
        elif name == "sym":
            character = value(element, attribute="char") or ""
            if re.fullmatch("[0-9A-Fa-f]{1,4}", character):
                shown = symbols(chr(int(character, 16)), value(element, attribute="font"))
                self._say(shown if shown.isprintable() else "", found, place, look)
        elif name in ("footnoteReference", "endnoteReference"):
            kind, key = name.removesuffix("Reference"), value(element, attribute="id") or ""
            found.notes.append((kind, key))
            self._say(f"[{self.mark_of(kind, key)}]", found, place, look)
        elif name in ("drawing", "pict", "object"):
            found.boxes += _boxes(element)
        elif name in ("ruby", "rubyBase"):
            self._walk(element, found, place)

    def _field(self, step: str | None) -> None:
        if step == "begin" and len(self._fields) < MOST_FIELDS:
            self._fields.append(_Field())
        elif step == "separate" and self._fields:
            self._fields[-1].result = True
        elif step == "end" and self._fields:
            self._fields.pop()

    def _say(self, text: str, found: Inline, place: "_Place", look: Type) -> None:
        if not text or any(not at.result or at.name == "PAGEREF" for at in self._fields):
            return
        if _cannot_be_seen(look, place.background, self._page_colored):
            found.unseen.append(text)
            return
        link = place.link or next(filter(None, (_linked(at) for at in reversed(self._fields))), "")
        italic = bool(look.italic) or (bool(look.underline) and not link)
        found.pieces.append(Piece(text, bool(look.bold), italic, link))


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds for the runs of a paragraph, or of a link in it."""

    look: Type
    """Of a run without settings of its own."""
    style: Type
    """What the paragraph's style alone says."""
    background: str | None
    link: str


def alternatives(element: Element) -> Iterator[Element]:
    """What is read of content given for several programs: the first choice that has words, else the fallback."""
    if sum(1 for _ in element.iterancestors(MC + "AlternateContent")) >= MOST_ALTERNATIVES:
        return
    for choice in element.iterchildren(MC + "Choice", MC + "Fallback"):
        if any(at.text for at in choice.iter(W + "t")):
            yield choice
            return


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing; one inside another is found when that is read."""
    for inner in element.iterchildren("*"):
        if inner.tag == W + "txbxContent":
            yield inner
        elif inner.tag == MC + "AlternateContent":
            for choice in alternatives(inner):
                yield from _boxes(choice)
        else:
            yield from _boxes(inner)


def _linked(at: _Field) -> str:
    match = _LINK.match(at.instruction) if at.result else None
    if match is None:
        return ""
    if match["anchor"]:
        return f"#{match['anchor']}"
    return f"{match['target']}#{match['at']}" if match["at"] else str(match["target"])


def _cannot_be_seen(look: Type, background: str | None, page_colored: bool) -> bool:
    if look.hidden or (look.size is not None and look.size <= SMALLEST):
        return True
    color = look.color
    if color in (None, "auto"):
        return False
    behind = look.fill if look.fill not in (None, "auto") else background
    if behind in (None, "auto"):
        return not page_colored and _is_white(color)
    return color == behind or (_is_white(color) and (behind == "white" or _is_white(behind)))


def _is_white(color: str | None) -> bool:
    if color is None or not re.fullmatch("[0-9A-F]{6}", color):
        return False
    return all(int(color[at : at + 2], 16) >= WHITE for at in (0, 2, 4))
