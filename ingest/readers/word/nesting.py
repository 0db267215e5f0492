"""Which list item a paragraph stands in, told by list levels and indentation, as columns of Markdown."""

from dataclasses import dataclass, field

TOLERANCE = 60
"""Twentieths of a point (3 points, about a millimetre) within which two indentations are the same."""
DEEPEST = 12
"""Lists one in the other; Word's own have nine levels."""
STEP = 4
"""Columns a list item takes for its marker, unless that is longer."""


@dataclass(slots=True)
class _Item:
    """The last item of an open list level."""

    family: str
    level: int
    number: int
    """Where its number stands, in twentieths of a point from the margin; ``words`` is where its words stand."""
    words: int
    inner: int
    """Column of its words."""
    left: bool = False
    """True after a paragraph that stands outside of it: only its own list takes it up again."""


@dataclass(slots=True)
class Nesting:
    """The open list levels, outermost first."""

    _open: list[_Item] = field(default_factory=list)

    def heading(self) -> None:
        """A heading ends every list."""
        self._open.clear()

    def item(self, family: str, level: int, number: int, words: int, marker: int) -> int:
        """Column of a list item whose marker is ``marker`` characters long."""
        if any(at.family == family for at in self._open):
            while self._open[-1].family != family or self._open[-1].level >= level:
                known = self._open.pop()
                if known.family == family and not any(at.family == family for at in self._open):
                    break
        else:
            while self._open and (self._open[-1].left or number <= self._open[-1].number + TOLERANCE):
                self._open.pop()
        del self._open[DEEPEST:]
        for above in self._open:
            above.left = False
        column = self._open[-1].inner if self._open else 0
        self._open.append(_Item(family, level, number, words, column + max(STEP, marker + 1)))
        return column

    def paragraph(self, left: int, within: int | None = None) -> int:
        """Column of a paragraph without a number, indented by ``left`` or known to stand at a list level."""
        for index in range(len(self._open) - 1, -1, -1):
            at = self._open[index]
            if within is not None:
                inside = not at.left and at.level <= within
            else:
                inside = not at.left and left > at.number + TOLERANCE and left >= at.words - TOLERANCE
            if inside:
                for deeper in self._open[index + 1 :]:
                    deeper.left = True
                return at.inner
        for at in self._open:
            at.left = True
        return 0
