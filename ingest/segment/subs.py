"""Inline runs: "(i) … ; (ii) … ." inside a paragraph.

>>> text = "You may: (i) look; (ii) copy. We may too."
>>> [run_at(text, 0, len(text), text.index(word)) for word in ("look", "copy", "We")]
['(i)', '(ii)', '']
"""

import re
from dataclasses import dataclass

from ingest.segment.labels import Reading, readings_of

_MARKER = re.compile(
    r"(?:(?<=[\s\u00a0*_“\"(,;:])|(?<![\s\S]))\((?P<inline>\d{1,2}|[a-zA-Z]|[ivxIVX]{2,5})\)(?=[\s\u00a0*_]|$)"
    r"|(?:(?<=\n)|(?<![\s\S]))[ \t\u00a0]*(?:[*+-][ \t]+)?(?P<line>\d{1,2}|[a-zA-Z]|[ivxIVX]{2,5})\\?[.)](?=[ \t\u00a0])"
)
_REFERENCE = re.compile(
    r"\b(?:sections?|paragraphs?|clauses?|articles?|items?|parts?|subsections?)[\s\u00a0]*$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[^\s.][.!?][”\"’')*_]*(?:\s+|$)(?=[“\"‘*_\[(\-]*[A-Z0-9]|\s*$)|\n[ \t\u00a0]*\n")
_PARAGRAPH_END = re.compile(r"\n[ \t\u00a0]*\n")


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    start: int
    end: int
    shape: str
    reading: Reading


def run_at(text: str, start: int, end: int, offset: int) -> str:
    """Markers that ``offset`` stands under in ``text[start:end]``, outermost first; "" outside of every run."""
    open_marks: list[_Mark] = []
    following: list[tuple[re.Match[str], str]] = []
    for match in _MARKER.finditer(text, start, end):
        if _REFERENCE.search(text, max(start, match.start() - 20), match.start()):
            continue
        shape = "inline" if match["inline"] else "line"
        if match.start() > offset:
            following.append((match, shape))
            if len(following) > 20:
                break
            continue
        marker = match[shape]
        mark = _advance(open_marks, marker, match, shape)
        if mark is None:
            continue
    while open_marks:
        mark = open_marks[-1]
        ended = _SENTENCE_END.search(text, mark.end, offset)
        if ended is None or ended.end() > offset or _goes_on(text, mark, offset, following):
            break
        open_marks.pop()
    return "".join(f"({mark.text})" for mark in open_marks)


def _advance(open_marks: list[_Mark], marker: str, match: re.Match[str], shape: str) -> _Mark | None:
    """Put ``marker`` on its level of ``open_marks``: after the mark it follows, or one deeper when it is a first one."""
    readings = readings_of(marker)
    for level in range(len(open_marks) - 1, -1, -1):
        for reading in readings:
            previous = open_marks[level].reading
            if (
                reading.family == previous.family
                and reading.value == previous.value + 1
                and shape == open_marks[level].shape
            ):
                del open_marks[level:]
                open_marks.append(_Mark(marker, match.start(), match.end(), shape, reading))
                return open_marks[-1]
    first = next((reading for reading in readings if reading.value == 1), None)
    if first is None:
        return None
    for level, mark in enumerate(open_marks):
        if mark.reading.family == first.family and mark.shape == shape:
            del open_marks[level:]
            break
    open_marks.append(_Mark(marker, match.start(), match.end(), shape, first))
    return open_marks[-1]


def _goes_on(text: str, mark: _Mark, offset: int, following: list[tuple[re.Match[str], str]]) -> bool:
    """True when the next marker of the same run comes after ``offset``, in the same paragraph."""
    for match, shape in following:
        if shape != mark.shape:
            continue
        if any(
            reading.family == mark.reading.family and reading.value == mark.reading.value + 1
            for reading in readings_of(match[shape])
        ):
            return _PARAGRAPH_END.search(text, mark.end, match.start()) is None
    return False
