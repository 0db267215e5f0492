"""Lines to paragraphs: which line goes on with the one before, and which begins something new.

The printed page does not say it. What tells: the space between the lines, whether the next word would still have fitted
on the line before, where the line begins, its type, and a bullet or number at its start.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.readers.pdf.types import BOLD, Line, Paragraph, Placed
from ingest.segment.labels import Reading, read_label

BULLETS = "•●▪◦‣⁃∙■□➢✓·❖➔◆○"
BULLET = re.compile(rf"(?:[{BULLETS}]|[–—*-](?=\s)|o(?=\s))\s*")
LABEL = re.compile(
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[a-z]{2}|[ivxlcIVXLC]{1,7})\)[.:]?|\d{1,3}\.|\d{1,3}(?:\.\d{1,3})+[.):]?"
    r"|(?:[A-Za-z]|[ivxlcIVXLC]{1,7})\.|§\s*\d{1,3}\.?|(?:section|article|clause)\s+(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]+)[.:]?)"
    r"(?=\s|$)\s*",
    re.IGNORECASE,
)
"""A label as ``ingest.segment.labels`` reads them, at the start of a line."""
_LOOSER = 1.12
"""Of the usual distance of two lines: a wider one separates paragraphs."""
_BIGGER = 1.06
"""Of the type size: what differs more is other type."""
_MOST_TITLE_LINES = 4
_LOOK_BACK = 12
"""Lines in which the marker before "(b)" is looked for."""
_LONG = 0.75
"""Of the width of its column: a line that nobody would have ended in the middle of a sentence."""
_OPEN = re.compile(r"(?:,|\b(?:an?|any|by|for|from|in|of|our|that|the|to|which|with|your))$")
"""How no paragraph ends."""
_DASH = re.compile(r"[–—-]\s")
_SHIFT = 3.0
"""Points by which the starts of two lines differ that are not below each other."""
_FEW = 5
"""Distances, below which they tell nothing."""
_COMMON = 0.04
"""Share of all distances from which on one is a distance of lines, not a chance."""
_CUT_WORD = re.compile(r"\w[-\u2010\u00ad]$")
_INLINE = re.compile(r"(?<=\s)\([a-zA-Z0-9]{1,7}\)")
_CLOSED = re.compile(r"[.:;?!]\W?$|\b(?:and|or)$")
_CITED = r"(?:sections?|clauses?|articles?|paragraphs?|no|art|sec)"
_CITING = re.compile(rf"(?:§|\b{_CITED}|\b{_CITED} [\w.,() ]{{1,30}} (?:and|or))\.?$", re.IGNORECASE)
"""How a line ends that goes on with the number of another clause."""


def paragraphs_of(lines: Iterable[Placed]) -> list[Paragraph]:
    """The paragraphs of a document in order."""
    placed = list(lines)
    usual = _distances(placed)
    found: list[Paragraph] = []
    for after in placed:
        if found and found[-1].lines:
            before = found[-1].last
            if goes_on(found[-1], after, usual):
                found[-1].lines.append(after)
                continue
            gap = 0.0 if after.jump else before.line.y - after.line.y
        else:
            gap = 0.0
        found.append(Paragraph([after], gap))
    return found


def _distances(placed: Sequence[Placed]) -> dict[int, float]:
    """The usual distance of two lines of a paragraph, for each type size in half points."""
    gaps: dict[int, Counter[float]] = {}
    for before, after in zip(placed, placed[1:], strict=False):
        if after.jump or _other_type(before.line, after.line) or not is_full(before, after):
            continue
        gap = before.line.y - after.line.y
        if 0 < gap < 3 * before.line.size:
            gaps.setdefault(_step(before.line), Counter())[round(gap, 1)] += 1
    usual: dict[int, float] = {}
    for size, counted in gaps.items():
        whole = counted.total()
        if whole < _FEW:
            continue
        usual[size] = max(gap for gap, count in counted.most_common(3) if count >= _COMMON * whole)
        usual[size] = min(usual[size], _LOOSER * counted.most_common(1)[0][0])
    return usual


def _step(line: Line) -> int:
    return round(2 * line.size)


def _other_type(one: Line, other: Line) -> bool:
    return max(one.size, other.size) > _BIGGER * min(one.size, other.size)


def is_full(before: Placed, after: Placed) -> bool:
    """True when the next word would not have fitted on the line: its end is no sign of anything."""
    line = before.line
    if _CUT_WORD.search(line.text) and after.line.text[:1].islower():
        return True
    return line.x1 + 0.25 * line.size + after.line.word > before.column.right - 0.1 * line.size


def goes_on(paragraph: Paragraph, after: Placed, usual: dict[int, float]) -> bool:
    """True when ``after`` is a further line of ``paragraph``."""
    before = paragraph.last
    one, other = before.line, after.line
    if _other_type(one, other):
        return False
    if not after.jump and one.y - other.y > _widest(paragraph, usual):
        return False
    if _is_centred_title(before, after):
        return True
    if not _below(paragraph, after):
        return False
    if _is_title(paragraph) and not other.runs[0].style & BOLD and other.text[:1].isupper():
        return False
    inside = is_full(before, after) or _is_inside(before, after)
    if BULLET.match(other.text):
        return inside and other.text[0] in "–—-*o" and not _CLOSED.search(one.text)
    return inside and not (LABEL.match(other.text) and not _is_inside_sentence(paragraph, after))


def _is_title(paragraph: Paragraph) -> bool:
    """True for a few lines of bold type without a stop at their end."""
    return len(paragraph.lines) <= _MOST_TITLE_LINES and paragraph.bold and not _CLOSED.search(paragraph.last.line.text)


def _widest(paragraph: Paragraph, usual: dict[int, float]) -> float:
    """The distance of two lines up to which the second can belong to ``paragraph``."""
    last = paragraph.last
    if len(paragraph.lines) > 1 and not last.jump:
        least = paragraph.lines[-2].line.y - last.line.y
    else:
        least = usual.get(_step(last.line), 1.25 * last.line.size)
    return _LOOSER * max(least, last.line.size) + 0.3


def _is_inside(before: Placed, after: Placed) -> bool:
    """True for a long line that ends within a sentence: a space that does not break may have made it shorter."""
    line, column = before.line, before.column
    bold = line.bold and bool(after.line.runs[0].style & BOLD) and not _CLOSED.search(line.text)
    if bold and not after.line.bold:
        return True  # a title at the start of a paragraph, cut by the end of the line
    if line.x1 - line.x0 < _LONG * (column.right - line.x0) or line.text.endswith((";", ".")):
        return False
    following = after.line.text
    if following[:1].islower() or _DASH.match(following) or _CITING.search(line.text) or _OPEN.search(line.text):
        return True
    return bold


def _below(paragraph: Paragraph, after: Placed) -> bool:
    """True when ``after`` begins where the next line of ``paragraph`` has to."""
    start = after.line.x0 - after.column.left
    if (hang := paragraph.hang) is not None:
        return abs(start - hang) <= _SHIFT
    indent = paragraph.indent
    if start > indent + _SHIFT:  # a hanging indent: only under a marker
        return bool(BULLET.match(paragraph.first.line.text) or LABEL.match(paragraph.first.line.text))
    return True


def _is_inside_sentence(paragraph: Paragraph, after: Placed) -> bool:
    """True for a line that begins with "(ii)" or "12." only because the text was wrapped there."""
    if (hang := paragraph.hang) is not None and hang > paragraph.indent + _SHIFT:
        return abs(after.line.x0 - after.column.left - hang) <= _SHIFT
    label = read_label(after.line.text)
    if label is None:
        return True
    if label.form == "dot" and paragraph.last.line.bold and not _CITING.search(paragraph.last.line.text):
        return False  # a title, over what is numbered
    text = " ".join(placed.line.text for placed in paragraph.lines[-_LOOK_BACK:])
    before = [Reading(reading.family, reading.value - 1) for reading in label.readings if reading.value > 1]
    own = read_label(paragraph.first.line.text)
    if own and own.form == label.form and any(reading in own.readings for reading in before):
        return False
    if label.form == "brackets" and before:
        run = [read_label(found) for found in _INLINE.findall(text)]
        return any(reading in other.readings for reading in before for other in run if other)
    return not _CLOSED.search(text) or bool(_CITING.search(text))


def _is_centred_title(before: Placed, after: Placed) -> bool:
    one, other = before.line, after.line
    middle = (before.column.left + before.column.right) / 2
    centred = all(
        abs((line.x0 + line.x1) / 2 - middle) < 3 and line.x0 > before.column.left + 10 for line in (one, other)
    )
    return centred and one.bold == other.bold and (one.bold or one.text.isupper()) and not after.jump
