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
    r"|(?:(?<=\n)|(?<![\s\S]))[ \t\u00a0]*(?:[*+-][ \t]+)?"
    r"(?P<line>\d{1,2}|[a-zA-Z]|[ivxIVX]{2,5})\\?[.)](?=[ \t\u00a0])"
)
_REFERENCE = re.compile(
    r"\b(?:sections?|paragraphs?|clauses?|articles?|items?|parts?|subsections?|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|twelve|fifteen)[\s\u00a0]*$",
    re.IGNORECASE,
)
"""What stands before brackets that begin no item: "Section (a)", "one (1) year"."""
_PARAGRAPH_END = re.compile(r"[.!?”\"’')*_]\s*\n[ \t\u00a0]*\n(?=\s*[A-Z“])")
_RUN_ENDS = {
    "inline": re.compile(
        r"[^\s.][.!?][”\"’')*_]*(?:\s+|$)(?=[“\"‘*_\[(\- \t\u00a0]*[A-Z0-9]|\s*$)|" + _PARAGRAPH_END.pattern
    ),
    "line": re.compile(r"\n(?=[ \t\u00a0]*(?:\n|[*+-] ))"),
}
"""What ends a run when no further marker of it follows in the same paragraph: a full stop, for lists the line."""
_LOOK_AHEAD = 20
"""Markers after the position that may go on with its run."""
_LABEL_AREA = 12
"""Characters at the start of a clause where a marker is the clause's own label."""


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    start: int
    end: int
    shape: str
    readings: tuple[Reading, ...]


def run_at(text: str, start: int, end: int, offset: int, own: str = "") -> str:
    """Markers that ``offset`` stands under in ``text[start:end]``, outermost first; "" outside of every run.

    ``own`` is the last piece of the clause's label: the first line of the clause may print it under its heading.
    """
    marks: list[_Mark] = []
    after = 0
    for mark in _marks(text, start, end):
        if not marks and mark.shape == "line" and mark.text == own:
            own = ""
            continue
        marks.append(mark)
        after += mark.start > offset
        if after > _LOOK_AHEAD:
            break
    open_marks: list[tuple[_Mark, Reading]] = []
    for index, mark in enumerate(marks):
        if mark.start > offset:
            break
        while open_marks and _is_over(text, open_marks[-1], mark.start, marks[index:]):
            open_marks.pop()
        _open(open_marks, mark)
    while open_marks and _is_over(text, open_marks[-1], offset, [mark for mark in marks if mark.start > offset]):
        open_marks.pop()
    return "".join(f"({mark.text})" for mark, _ in open_marks)


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """Markers in the words of a clause, its own label and references ("Section (a)") left out."""
    found: list[_Mark] = []
    for match in _MARKER.finditer(text, start, end):
        if match.start() - start < _LABEL_AREA and not re.search(r"\w", text[start : match.start()]):
            continue
        if _REFERENCE.search(text, max(start, match.start() - 20), match.start()):
            continue
        shape = "inline" if match["inline"] else "line"
        found.append(_Mark(match[shape], match.start(), match.end(), shape, readings_of(match[shape])))
    return found


def _open(open_marks: list[tuple[_Mark, Reading]], mark: _Mark) -> None:
    """Put ``mark`` on its level: after the mark it follows, or one deeper when it is a first one."""
    for level in range(len(open_marks) - 1, -1, -1):
        before, reading = open_marks[level]
        if before.shape == mark.shape and (following := _next(reading)) in mark.readings:
            open_marks[level:] = [(mark, following)]
            return
    first = next((reading for reading in mark.readings if reading.value == 1), None)
    if first is None:
        return
    for level, (before, reading) in enumerate(open_marks):
        if before.shape == mark.shape and reading.family == first.family:
            del open_marks[level:]
            break
    open_marks.append((mark, first))


def _next(reading: Reading) -> Reading:
    return Reading(reading.family, reading.value + 1)


def _is_over(text: str, opened: tuple[_Mark, Reading], offset: int, following: list[_Mark]) -> bool:
    """True when the run of ``opened`` has ended before ``offset``."""
    mark, reading = opened
    ended = _RUN_ENDS[mark.shape].search(text, mark.end, offset)
    if ended is None or ended.end() > offset:
        return False
    for other in following[:_LOOK_AHEAD]:
        if other.shape == mark.shape and _next(reading) in other.readings:
            return mark.shape == "line" or _PARAGRAPH_END.search(text, mark.end, other.start) is not None
    return True
