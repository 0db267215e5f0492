"""Automatic numbers: "10.4" that stands nowhere in the text, as Word counts and prints it.

A list is nine levels, each with its form ("%1.%2", decimal) and the number it starts at. Paragraphs use it by a name of
their own (``numId``), which may begin anew or give a level another form; all names of one list share its counters.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ingest.readers.word.styles import Styles
from ingest.readers.word.xml import Element, child, number, switch, value

LEVELS = 9
LONGEST_TEXT = 100
"""Characters of a level's form; "Section %1.%2.%3.%4" is long already. What is longer is cut."""
_COUNTER = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LARGEST_ROMAN = 3999
_LARGEST_LETTER = 780
"""After z comes aa, after zz aaa: at most thirty letters."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    """"%1.%2": the counters of the levels with what is printed around them."""
    legal: bool = False
    """True when all counters are printed as decimals here."""
    restart: int | None = None
    """Begins anew after a level before this one (from 1), 0: never; None: after any above it."""
    style: str = ""
    """The paragraph style that is tied to the level."""
    joined: bool = False
    """True when nothing separates the number from the words."""
    left: int | None = None
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A list under the name that paragraphs call it by."""

    list_id: str
    starts: Mapping[int, int] = field(default_factory=dict)
    """Where levels begin anew when they are first used under this name."""
    levels: Mapping[int, Level] = field(default_factory=dict)
    """Levels that have another form under this name."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The number of one paragraph."""

    text: str
    """As printed, "10.4", "(a)"; "" for a bullet and where nothing is printed."""
    bullet: bool = False
    joined: bool = False
    """True when nothing stands between it and the words."""
    open: bool = False
    """True when it ends with its counter: "1", "Article I"."""


class Numbering:
    """The lists of a document, and how far each is counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, dict[int, Level]] = {}
        self._uses: dict[str, Use] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        by_style: dict[str, str] = {}
        for element in () if root is None else root.iterchildren("{*}abstractNum"):
            key = value(element, attribute="abstractNumId") or ""
            self._lists[key] = dict(_level(at) for at in element.iterchildren("{*}lvl"))
            if link := value(element, "numStyleLink"):
                by_style[key] = link
        for element in () if root is None else root.iterchildren("{*}num"):
            self._uses[value(element, attribute="numId") or ""] = _use(element)
        for key, style in by_style.items():
            linked = self._uses.get(styles.of(style).layout.list_id or "")
            if linked and not self._lists[key]:
                self._lists[key] = self._lists.get(linked.list_id, {})

    def level_of(
        self, list_id: str | None, level: int | None, styles: tuple[str, ...], otherwise: int
    ) -> tuple[str, int] | None:
        """The list and level of a paragraph that names ``list_id``; None where it has no number.

        Where the paragraph names no level, it has the one tied to its style, or else the one its style names.
        """
        use = self._uses.get(list_id or "")
        if use is None or list_id is None or use.list_id not in self._lists:
            return None
        if level is None:
            tied = (self._tied(use, style) for style in styles)
            level = next((found for found in tied if found is not None), otherwise)
        return list_id, min(max(level, 0), LEVELS - 1)

    def _tied(self, use: Use, style: str) -> int | None:
        levels = {**self._lists[use.list_id], **use.levels}
        return next((level for level, form in levels.items() if form.style == style), None)

    def form(self, list_id: str, level: int) -> Level:
        use = self._uses[list_id]
        return use.levels.get(level) or self._lists[use.list_id].get(level) or Level(text="")

    def family(self, list_id: str) -> str:
        """What tells one list from another, under whatever name it is used."""
        return self._uses[list_id].list_id

    def next(self, list_id: str, level: int) -> Printed:
        """Count one paragraph."""
        use, form = self._uses[list_id], self.form(list_id, level)
        counters = self._counters.setdefault(use.list_id, [None] * LEVELS)
        before = counters[level]
        start = use.starts.get(level)
        if start is not None and (list_id, level) not in self._begun:
            counters[level] = start
        else:
            counters[level] = form.start if before is None else before + 1
        self._begun.add((list_id, level))
        for deeper in range(level + 1, LEVELS):
            restart = self.form(list_id, deeper).restart
            if restart is None or level < restart:
                counters[deeper] = None
        if form.format == "bullet":
            return Printed("", bullet=True)
        text = _COUNTER.sub(lambda match: self._counter(list_id, counters, int(match[1]) - 1, form.legal), form.text)
        closed = not re.search(r"%[1-9]\s*$", form.text)
        joined = form.joined and not text.endswith(" ")
        return Printed(" ".join(text.split()), joined=joined, open=not closed)

    def _counter(self, list_id: str, counters: list[int | None], level: int, legal: bool) -> str:
        form = self.form(list_id, level)
        reached = counters[level]
        return written(form.start if reached is None else reached, "decimal" if legal else form.format)


def written(count: int, format_: str) -> str:
    """A counter in one of Word's formats; those that are not known are written as decimals.

    >>> written(4, "lowerRoman"), written(28, "upperLetter"), written(2, "ordinal")
    ('iv', 'BB', '2nd')
    """
    if format_ == "none":
        return ""
    if format_ == "decimalZero":
        return f"{count:02}"
    if format_ == "ordinal":
        ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    if format_ in ("lowerLetter", "upperLetter") and 0 < count <= _LARGEST_LETTER:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if format_ == "upperLetter" else letters
    if format_ in ("lowerRoman", "upperRoman") and 0 < count <= _LARGEST_ROMAN:
        numeral = ""
        for worth, sign in _ROMAN:
            numeral += sign * (count // worth)
            count %= worth
        return numeral.upper() if format_ == "upperRoman" else numeral
    return str(count)


def _level(element: Element) -> tuple[int, Level]:
    start, restart = number(value(element, "start")), number(value(element, "lvlRestart"))
    indent = child(child(element, "pPr"), "ind")
    hanging, first = number(value(indent, attribute="hanging")), number(value(indent, attribute="firstLine"))
    level = Level(
        start=1 if start is None else start,
        format=value(element, "numFmt") or "decimal",
        text=(value(element, "lvlText") or "")[:LONGEST_TEXT],
        legal=bool(switch(element, "isLgl")),
        restart=restart,
        style=value(element, "pStyle") or "",
        joined=value(element, "suff") == "nothing",
        left=number(value(indent, attribute="left") or value(indent, attribute="start")),
        first=first if hanging is None else -hanging,
    )
    return number(value(element, attribute="ilvl")) or 0, level


def _use(element: Element) -> Use:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iterchildren("{*}lvlOverride"):
        at = number(value(override, attribute="ilvl")) or 0
        start = number(value(override, "startOverride"))
        if start is not None:
            starts[at] = start
        if (own := child(override, "lvl")) is not None:
            levels[at] = _level(own)[1] if start is None else replace(_level(own)[1], start=start)
    return Use(value(element, "abstractNumId") or "", starts, levels)
