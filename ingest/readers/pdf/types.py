"""What is printed, from runs of letters to paragraphs. Lengths are points; y grows upwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

BOLD, ITALIC, UNSEEN, TURNED = 1, 2, 4, 8
"""Style of a run; UNSEEN is what nobody can read on the page, TURNED what stands across the page's own direction."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look, one behind the other."""

    text: str
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    style: int = 0
    word: float = 0.0
    """Width of what stands before its first space."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows."""

    width: float
    height: float
    runs: tuple[Run, ...]
    pictures: float = 0.0
    """Share of the page that its largest picture covers."""
    unmapped: int = 0
    """Letters of which the file does not say which they are."""


@dataclass(frozen=True)
class Line:
    """Runs on one baseline, without a gap as wide as one between columns."""

    runs: tuple[Run, ...]
    page: int = 0

    @cached_property
    def main(self) -> Run:
        """The run that gives the line its size and place: the one with the most letters."""
        return max(self.runs, key=lambda run: len(run.text.strip()))

    @cached_property
    def x0(self) -> float:
        return min(run.x0 for run in self.runs)

    @cached_property
    def x1(self) -> float:
        return max(run.x1 for run in self.runs)

    @property
    def y(self) -> float:
        return self.main.y

    @cached_property
    def size(self) -> float:
        return self.main.size

    @cached_property
    def text(self) -> str:
        return joined(self.runs).strip()

    @cached_property
    def bold(self) -> bool:
        """True when all of its letters are bold."""
        return all(run.style & BOLD for run in self.runs if any(map(str.isalpha, run.text)))

    @property
    def word(self) -> float:
        """Width of its first word."""
        width, before = 0.0, None
        for run in self.runs:
            if before and needs_space(before, run):
                break
            width += run.word
            if " " in run.text:
                break
            before = run
        return width

    @property
    def spaced(self) -> bool:
        """True when it ends in a space: the word is complete."""
        return self.runs[-1].text.endswith(" ")


@dataclass(frozen=True)
class Table:
    """Rows of cells, as many in each row; a cell is lines one below the other."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]

    @cached_property
    def lines(self) -> list[Line]:
        return [line for row in self.rows for cell in row for line in cell]

    @property
    def printed(self) -> list[Line]:
        return self.lines

    @cached_property
    def words(self) -> list[tuple[str, ...]]:
        """The words of each cell of each row."""
        return [tuple(" ".join(line.text for line in cell) for cell in row) for row in self.rows]

    @cached_property
    def spans(self) -> list[tuple[float, float]]:
        """Where each column begins and ends."""
        columns = zip(*self.rows, strict=True)
        return [
            (min(line.x0 for cell in column for line in cell), max(line.x1 for cell in column for line in cell))
            for column in columns
        ]


@dataclass(frozen=True, slots=True)
class Column:
    """Where the lines of a column begin and end."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in reading order."""

    line: Line
    column: Column
    jump: bool
    """True when it does not stand below the line before: a new page or column."""


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph."""

    lines: list[Placed] = field(default_factory=list)
    gap: float = 0.0
    """Space between its first line and the one above; 0 where there is none above."""

    @property
    def printed(self) -> list[Line]:
        return [placed.line for placed in self.lines]

    @property
    def first(self) -> Placed:
        return self.lines[0]

    @property
    def last(self) -> Placed:
        return self.lines[-1]

    @property
    def indent(self) -> float:
        """From the left edge of the column."""
        return self.first.line.x0 - self.first.column.left

    @property
    def hang(self) -> float | None:
        """Where its further lines begin, from the left edge of the column; None where it has one line."""
        if len(self.lines) < 2:
            return None
        second = self.lines[1]
        return second.line.x0 - second.column.left

    @property
    def size(self) -> float:
        return max((placed.line for placed in self.lines), key=lambda line: len(line.text)).size

    @property
    def text(self) -> str:
        return " ".join(placed.line.text for placed in self.lines)

    @property
    def bold(self) -> bool:
        return all(placed.line.bold for placed in self.lines)


def needs_space(before: Run, after: Run) -> bool:
    """True when two runs on one line are apart though neither has a space there."""
    if before.text.endswith(" ") or after.text.startswith(" "):
        return False
    return after.x0 - before.x1 > 0.16 * min(before.size, after.size)


def joined(runs: Sequence[Run]) -> str:
    """The words of the runs of one line."""
    parts = [runs[0].text]
    for before, after in zip(runs, runs[1:], strict=False):
        parts.append((" " if needs_space(before, after) else "") + after.text)
    return "".join(parts)
