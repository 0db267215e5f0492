"""What a person reads in a source text, and where in the source each word stands.

    >>> text = readable("**10.4\u00a0Licence**. See our [Terms](https://example.com/t).")
    >>> text.text
    '10.4 Licence. See our Terms.'
    >>> text.find("our Terms")
    Span(start=22, end=32)

Matching is done on the readable text, quoting on the source, which is never changed. Time is linear in the length of
the text, whatever the text is, and nothing here raises.
"""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from html.entities import html5

from ingest.types import Span

UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls that are not white space
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"  # zero-width, bidi
    "\U000e0000-\U000e01ef"  # tag characters, variation selectors
)
"""Characters a reader does not see, as the inside of a regular expression's class."""

BULLETS = "•●▪◦‣⁃∙■□➢✓"

_BLOCK_NAMES = """
    address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main menu meta nav ol option p
    pre section select summary table tbody td textarea tfoot th thead title tr ul
"""
_INLINE_NAMES = """
    a abbr acronym area audio b base bdi bdo big button canvas cite code col colgroup data datalist del dfn em embed
    font g i img input ins kbd label map mark meter noscript object output param path picture progress q rp rt ruby
    s samp script slot small source span strike strong style sub sup svg template time track tt u var video wbr
"""
_BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
"""Elements that stand on lines of their own: the words around them do not touch."""
_INLINE_TAGS = frozenset(_INLINE_NAMES.split())
_SILENT = {
    name: re.compile(rf"</{name}\s*+>" if name != "!--" else "-->", re.IGNORECASE)
    for name in ("!--", "script", "style", "template")
}
"""What hides its content, and how it ends."""

# A link's target. Each alternative stops at the next "](", so that all attempts together read the text once.
_TARGET = r"(?:[^\s()\\\]]|\\.|\](?!\())"
_LINK_END = (
    r"\]\((?:\s*+"
    rf"(?:<(?:[^<>\n\\\]]|\\.|\](?!\())*+>|(?:{_TARGET}|\((?:{_TARGET}|\({_TARGET}*+\))*+\))*+)"
    r"""(?:\s++(?:"(?:[^"\n\]]|\](?!\())*+"|'(?:[^'\n\]]|\](?!\())*+'))?+\s*+\)"""
    r"|(?:https?:|mailto:|tel:|www\.|[/#])[^()\n\]]*+\))"  # a target with spaces in it: not Markdown, but met
)
_PLAIN = rf"[^\s\\\[\]!#*_<&|`~{BULLETS}{UNSEEN}]"
_TOKENS = {
    # Underlines of headings, rules, separators of table rows: lines without a word.
    "rule": r"^[ \t]*+[-=*_|:+][-=*_|:+ \t]*+(?=\r?$)",
    "row": r"^[ \t]*+\|",
    "opening": rf"^[ \t\xa0]*+(?:(?:>|[-*+·{BULLETS}](?=\s|$))[ \t\xa0]*+)++(?:\#{{1,6}}(?=\s|$))?+"
    r"|^[ \t\xa0]*+\#{1,6}(?=\s|$)",
    "words": rf"{_PLAIN}++(?:[ ]{_PLAIN}++)*+",
    "space": r"[^\S\n]*+\n|[^\S\n]++",
    "escape": r"\\(?:[!-/:-@\[-`{-~]|(?=\r?\n))",
    "bracket": r"!?\[",
    "link": _LINK_END,
    "autolink": r"<(?:https?://[^\s<>]*+|mailto:[^\s<>]*+|[\w.+-]++@[\w.-]++)>",
    "tag": r"<(?:!--|(?:/?[A-Za-z][A-Za-z0-9-]*+(?=[\s/>])|[!?])[^<>]*+>)",
    "stars": r"\*++",
    "underscores": r"_++",
    "entity": r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});",
    "unseen": rf"[{UNSEEN}]++",
    "heading": r"\#{2,6}(?=\s)",  # after the number of a list item
    "mark": rf"`++|~~++|[{BULLETS}]",
    "other": r".",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _TOKENS.items()), re.MULTILINE)
_SPACE, _GONE = " ", ""
_SHOWN = {
    "rule": _SPACE,
    "opening": _SPACE,
    "space": _SPACE,
    "row": _SPACE,
    "heading": _GONE,
    "unseen": _GONE,
    "link": _GONE,
}
"""What stands for a token in the readable text, where that is the same each time."""
_OPEN_LINK = re.compile(rf"[^\[\]]{{0,2000}}+{_LINK_END}")

_FOLD = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_FOLD_LONGER = re.compile(r"\.{3}|-{2,}|[\ufb00-\ufb04]")
"""Spellings of another length: three stops for an ellipsis, two hyphens for a dash, ligatures."""
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_SPACED_LETTER = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]")
"""Letters and digits of scripts that put spaces between words: a quote does not begin or end between two of them."""
_TRIES = 1000
"""Places at which a quote is tried; only a made-up text has more that begin or end inside a word."""


@dataclass(frozen=True)
class Readable:
    """Markup-free text with the way back to its source."""

    text: str
    """Words as a person sees them, white space as single spaces, none at the ends."""
    source_start: int
    source_end: int
    """The stretch of the source that was read."""
    _runs: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    """Where each unbroken run starts in the text, and starts and ends in the source."""

    def span(self, start: int, end: int) -> Span:
        """The source of ``text[start:end]``: from its first to its last character, without the markup around."""
        start = max(0, min(start, len(self.text)))
        end = max(start, min(end, len(self.text)))
        if start == end:
            place = self._source(start)[0] if start < len(self.text) else self.source_end
            return Span(place, place)
        return Span(self._source(start)[0], self._source(end - 1)[1])

    def at(self, offset: int) -> int:
        """Position in ``text`` of the first character that stands at or after ``offset`` of the source."""
        outs, starts, ends = self._runs
        run = bisect_right(starts, offset) - 1
        if run < 0:
            return 0
        following = outs[run + 1] if run + 1 < len(outs) else len(self.text)
        if offset >= ends[run]:
            return following
        return min(outs[run] + offset - starts[run], following)

    def find(self, quote: str, start: int = 0) -> Span | None:
        """The first place, at or after ``start`` of the source, where these words stand; None when they do not.

        Quote marks, dashes, ellipses, white space and markup may be written differently; words, order, case and
        punctuation may not. A quote that begins or ends inside a word is not found.
        """
        wanted = fold(readable(quote).text)
        if not wanted:
            return None
        text, moved = self._folded
        low = _folded_position(moved, self.at(start))
        for _ in range(_TRIES):
            low = text.find(wanted, low)
            if low < 0:
                return None
            high = low + len(wanted)
            if not _inside_word(text, low) and not _inside_word(text, high):
                return self.span(_unfolded_position(moved, low), _unfolded_position(moved, high))
            low += 1
        return None

    def _source(self, position: int) -> tuple[int, int]:
        """Start and end in the source of one character of the text."""
        outs, starts, ends = self._runs
        run = bisect_right(outs, position) - 1
        length = (outs[run + 1] if run + 1 < len(outs) else len(self.text)) - outs[run]
        if ends[run] - starts[run] != length:  # an entity: one place for all it stands for
            return starts[run], ends[run]
        place = starts[run] + position - outs[run]
        return place, place + 1

    @cached_property
    def _folded(self) -> tuple[str, tuple[list[int], list[int]]]:
        return _fold(self.text)


def fold(text: str) -> str:
    """Readable text with typographic quotes, dashes, ellipses and ligatures written in their plain form."""
    return _fold(text)[0]


def readable(source: str, start: int = 0, end: int | None = None) -> Readable:
    """The words of ``source[start:end]`` without Markdown and HTML, with the way back to the source.

    Numbers and letters of list items are words of the document and stay ("(a)", "10.4", "1."); bullets, targets of
    links, comments, scripts and characters that cannot be seen go. A link cut by ``start`` or ``end`` gives its words.
    """
    end = len(source) if end is None else max(0, min(end, len(source)))
    start = max(0, min(start, end))
    texts: list[str] = []
    outs: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    length = 0
    entity = False  # the last run is one: it does not grow

    def show(text: str, at: int, to: int) -> None:
        nonlocal length, entity
        whole = len(text) == to - at
        if ends and whole and not entity and ends[-1] == at:
            ends[-1] = to
        else:
            outs.append(length)
            starts.append(at)
            ends.append(to)
        entity = not whole
        texts.append(text)
        length += len(text)

    space = -1  # where white space stands that is written once a word follows
    for at, to, shown in _pieces(source, start, end):
        if shown == _SPACE:
            space = at if space < 0 else space
        elif shown is None or shown:
            if space >= 0 and length:
                show(" ", space, space + 1)
            space = -1
            show(source[at:to] if shown is None else shown, at, to)
    return Readable("".join(texts), start, end, (tuple(outs), tuple(starts), tuple(ends)))


_Piece = tuple[int, int, str | None]
"""Start, end, and what is shown for it: None is the source's own text."""


def _pieces(source: str, start: int, end: int) -> list[_Piece]:
    """The stretch in order, cut where what is shown changes."""
    pieces: list[_Piece] = []
    brackets: list[int] = []  # the pieces that opened one not yet closed
    row_end = _row_end(source, start)
    closings: dict[str, int] = {}
    at = start
    while at < end and (match := _TOKEN.match(source, at, end)):
        kind, to = match.lastgroup or "other", match.end()
        shown = _SHOWN.get(kind)
        if kind == "row":
            row_end = _line_end(source, to)
        elif kind == "bracket":
            brackets.append(len(pieces))
        elif kind == "link":
            if brackets:
                opened = brackets.pop()
                pieces[opened] = (*pieces[opened][:2], _GONE)
        elif kind == "escape":
            pieces.append((at, at + 1, _GONE))
            at += 1
        elif kind == "autolink":
            pieces += [(at, at + 1, _GONE), (at + 1, to - 1, None)]
            at, shown = to - 1, _GONE
        elif kind == "tag":
            to, shown = _tag(source, at, to, end, closings)
        elif kind in ("stars", "underscores", "mark"):
            shown = _mark(source, at, to)
        elif kind == "entity":
            shown = _entity(match.group())
        elif kind == "other":
            if source[at] == "|" and at < row_end:
                shown = _SPACE
            elif source[at] == "]" and brackets:
                brackets.pop()
        if at < to:
            pieces.append((at, to, shown))
        at = to
    if brackets and (cut := pieces[brackets[-1]]) and _OPEN_LINK.match(source, max(cut[1], end - 1)):
        pieces[brackets[-1]] = (cut[0], cut[1], _GONE)
    return pieces


def _tag(source: str, at: int, to: int, end: int, closings: dict[str, int]) -> tuple[int, str | None]:
    """End of what a tag hides and what is shown for it; words in angle brackets that are no tag are words."""
    name = source[at + 1 : to].strip("/>").split(maxsplit=1)[0].lower() if source[at + 1] not in "!?" else "!--"
    if name in _SILENT and source[at + 1] != "/" and (name != "!--" or source.startswith("<!--", at)):
        if closings.get(name, -1) < to:  # each closing is looked for once
            found = _SILENT[name].search(source, to, end)
            closings[name] = found.end() if found else len(source) + 1
        if closings[name] <= end:
            return closings[name], _GONE
    if name in _BLOCK_TAGS:
        return to, _SPACE
    if name in _INLINE_TAGS or name == "!--" or "-" in name:
        return to, _GONE
    return at + 1, None


def _mark(source: str, at: int, to: int) -> str | None:
    """What is shown for a run of stars, underscores or other signs of emphasis."""
    before, after = source[at - 1 : at], source[to : to + 1]
    if source[at] == "_":
        filled_in_by_hand = to - at > 3
        return None if filled_in_by_hand or (before.isalnum() and after.isalnum()) else _GONE
    if source[at] == "*" and to - at == 1:
        before, after = source[max(0, at - 2) : at].strip(), source[to : to + 2].strip()
        return None if before[-1:].isdigit() and after[:1].isdigit() else _GONE
    return _SPACE if source[at] in BULLETS else _GONE


def _entity(written: str) -> str | None:
    if written[1] != "#" and written[1:] not in html5:
        return None
    character = html.unescape(written)
    if character.isspace():
        return _SPACE
    return re.sub(rf"[{UNSEEN}]", "", character)


def _line_end(source: str, at: int) -> int:
    newline = source.find("\n", at)
    return len(source) if newline < 0 else newline


def _row_end(source: str, at: int) -> int:
    """End of the table row around ``at``, or -1."""
    line = source.rfind("\n", 0, at) + 1
    return _line_end(source, at) if re.compile(r"[ \t]*+\|").match(source, line) else -1


_Moved = tuple[list[int], list[int]]
"""Positions from which folded and readable text run in step again, in both."""


def _fold(text: str) -> tuple[str, _Moved]:
    text = text.translate(_FOLD)
    parts: list[str] = []
    folded, plain = [0], [0]
    done = length = 0
    for match in _FOLD_LONGER.finditer(text):
        short = {".": "\u2026", "-": "-"}.get(match.group()[0]) or _LIGATURES[match.group()]
        parts += [text[done : match.start()], short]
        length += match.start() - done + len(short)
        done = match.end()
        folded.append(length)
        plain.append(done)
    parts.append(text[done:])
    return "".join(parts), (folded, plain)


def _folded_position(moved: _Moved, position: int) -> int:
    folded, plain = moved
    step = bisect_right(plain, position) - 1
    return folded[step] + position - plain[step]


def _unfolded_position(moved: _Moved, position: int) -> int:
    folded, plain = moved
    step = bisect_right(folded, position) - 1
    following = plain[step + 1] if step + 1 < len(plain) else None
    place = plain[step] + position - folded[step]
    return place if following is None else min(place, following)


def _inside_word(text: str, position: int) -> bool:
    return (
        0 < position < len(text)
        and bool(_SPACED_LETTER.match(text, position - 1))
        and bool(_SPACED_LETTER.match(text, position))
    )
