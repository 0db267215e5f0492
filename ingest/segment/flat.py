"""The words of a whole document without markup, line by line, and the way back to the source.

    >>> flat = flatten("(the **“Services”**), see [Section 4](#4).")
    >>> flat.text, flat.source(flat.text.index("Services"))
    ('(the “Services”), see Section 4.', 8)

Definitions and references are found in the lines of the whole text, with its bold words and its links. That is less
than ``readable`` does for a quote, and several times faster: only the marks are looked at, never the words.
"""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from ingest.readable import UNSEEN

LONGEST_SET_OFF = 200
"""Characters of source in bold or italic type that are looked at as one term or title."""

_MARK = re.compile(
    rf"""
    [^\\\[\]!*_<&{UNSEEN}]*+
    (?: (?P<escaped>\\(?=[!-/:-@\[-`{{-~]).)
    | (?P<link>\]\([^\S\n]*+
        (?:<[^<>\n]{{0,2000}}+>|[^()\s]{{0,2000}}+(?:\([^()\s]{{0,200}}+\)[^()\s]{{0,200}}+){{0,5}}+)
        (?:\s++(?:"[^"\n]{{0,200}}+"|'[^'\n]{{0,200}}+'))?+[^\S\n]*+\))
    | (?P<open>!?\[)
    | (?P<close>\])
    | (?P<stars>\*+)
    | (?P<underscores>_+)
    | (?P<tag></?[a-zA-Z][^<>\n]{{0,400}}+>)
    | (?P<entity>&(?:\#[0-9]{{1,6}}|\#[xX][0-9a-fA-F]{{1,5}}|[A-Za-z][A-Za-z0-9]{{1,30}});)
    | (?P<unseen>[{UNSEEN}]+)
    | (?P<other>[\\!<&]|\Z)
    )
    """,
    re.VERBOSE,
)
_LINE_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|th|table|h[1-6])\b", re.IGNORECASE)
_TYPE_TAG = re.compile(r"<(?P<closing>/?)(?:b|strong|em|i|u)\s*>", re.IGNORECASE)
_ANCHOR = re.compile(r"""<[^<>]*\b(?:id|name)\s*=\s*["']?(?P<name>[^"'\s<>]+)""", re.IGNORECASE)
_WORD = re.compile(r"([^\W_]+|§+|[.,;:!?()|])")
_SPACE = re.compile(r"[^\S\n ]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the source; ``start`` and ``end`` are those of its words in the flat text."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Flat:
    """A text without markup. Positions are those of ``text`` unless something else is said."""

    text: str
    """Lines are kept; every other white space is a space; quotation marks and dashes are as printed."""
    set_off: tuple[tuple[int, int], ...]
    """Words in bold or italic type, in order of their end."""
    links: tuple[Link, ...]
    anchors: tuple[tuple[str, int], ...]
    """Names of places that links can lead to, with the offset in the source."""
    words: tuple[str, ...]
    """The words of the text, each sign of punctuation as one of its own, section signs too."""
    starts: tuple[int, ...]
    """Where each word starts."""
    _outs: tuple[int, ...]
    _sources: tuple[int, ...]

    def source(self, position: int) -> int:
        """Offset in the source of the character at ``position``."""
        run = bisect_right(self._outs, position) - 1
        return self._sources[run] + position - self._outs[run]

    def at(self, offset: int) -> int:
        """Position of the first character that stands at or after ``offset`` of the source."""
        return _position(self._outs, self._sources, len(self.text), offset)


def _position(outs: tuple[int, ...], sources: tuple[int, ...], length: int, offset: int) -> int:
    run = bisect_right(sources, offset) - 1
    if run < 0:
        return 0
    following = outs[run + 1] if run + 1 < len(outs) else length
    return min(outs[run] + offset - sources[run], following)


def flatten(source: str) -> Flat:
    """``source`` without Markdown and HTML. Linear in its length; never raises."""
    marks: list[tuple[int, int, str]] = []  # start, end, what is shown
    brackets: list[tuple[int, int]] = []  # index in ``marks`` of what opened, where its words start
    links: list[tuple[int, int, str]] = []
    anchors: list[tuple[str, int]] = []
    type_marks: dict[str, int] = {}
    set_off: list[tuple[int, int]] = []
    for match in _MARK.finditer(source):
        kind = match.lastgroup or "other"
        start, end = match.span(kind)
        if kind == "other":
            continue
        if kind == "open":
            brackets.append((len(marks), end))
            marks.append((start, start, ""))
        elif kind == "close":
            if brackets:
                brackets.pop()
        elif kind == "link":
            if brackets:
                index, words = brackets.pop()
                marks[index] = (marks[index][0], words, "")
                target = match[kind][2:-1].strip().split(maxsplit=1)
                links.append((words, start, target[0].strip("<>") if target else ""))
                marks.append((start, end, ""))
        elif kind == "escaped":
            marks.append((start, start + 1, ""))
        elif kind == "entity":
            shown = html.unescape(match[kind])
            if shown != match[kind]:
                marks.append((start, end, shown[0] if shown[0] > " " else " "))
        elif kind == "underscores" and _is_word(source, start, end):
            continue
        else:
            shown = "\n" if kind == "tag" and _LINE_TAG.match(match[kind]) else ""
            marks.append((start, end, shown))
            if kind == "tag":
                anchor = _ANCHOR.match(match[kind])
                if anchor:
                    anchors.append((anchor["name"], start))
            if kind != "unseen":
                _set_off(source, start, end, type_marks, set_off)
    text, outs, sources = _joined(source, marks)
    pieces = _WORD.split(text)

    def flat(offset: int) -> int:
        return _position(outs, sources, len(text), offset)

    return Flat(
        text,
        tuple((flat(start), flat(end)) for start, end in set_off),
        tuple(Link(flat(start), flat(end), target) for start, end, target in links),
        tuple(anchors),
        tuple(pieces[1::2]),
        tuple(accumulate(map(len, pieces), initial=0))[1:-1:2],
        outs,
        sources,
    )


def _is_word(source: str, start: int, end: int) -> bool:
    """True for underscores that are no mark of type: inside a word, or a blank to be filled in."""
    before, after = source[start - 1 : start], source[end : end + 1]
    return end - start > 3 or (before.isalnum() and after.isalnum())


def _set_off(source: str, at: int, end: int, opened: dict[str, int], found: list[tuple[int, int]]) -> None:
    """Open or close what is set off by type at the mark ``source[at:end]``."""
    mark = source[at:end]
    name = mark[0]
    if name == "<":
        tag = _TYPE_TAG.match(mark)
        if not tag:
            return
        closes = bool(tag["closing"])
    else:
        name = mark[:3]
        closes = name in opened and not source[at - 1 : at].isspace()
        if not closes and source[end : end + 1].isspace():
            return
    if not closes:
        opened[name] = end
        return
    start = opened.pop(name, None)
    if start is not None and start < at <= start + LONGEST_SET_OFF:
        found.append((start, at))


def _joined(source: str, marks: list[tuple[int, int, str]]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The text with the marks replaced, and where each unbroken run of it starts in text and source."""
    pieces: list[str] = []
    outs: list[int] = []
    sources: list[int] = []
    length = position = 0

    def show(words: str, at: int) -> None:
        nonlocal length
        pieces.append(words)
        outs.append(length)
        sources.append(at)
        length += len(words)

    for start, end, shown in marks:
        if start == end:
            continue
        if start > position:
            show(source[position:start], position)
        if shown:
            show(shown, start)
        position = max(position, end)
    if position < len(source) or not pieces:
        show(source[position:], position)
    return _SPACE.sub(" ", "".join(pieces)), tuple(outs), tuple(sources)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text cut as in ``Flat.words``."""
    return tuple(_WORD.findall(text))
