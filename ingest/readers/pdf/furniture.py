"""Running heads, feet and page numbers: what stands at the edge of pages and is no part of the text."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf.types import Line

DEPTH = 4
"""Lines from the edge of a page that may be furniture."""
_ZONE = 0.14
"""Share of the page's height, from its edge, in which it stands."""
_SAME_PLACE = 4.0
"""Points by which the place of one running head may differ from page to page."""
_SHARE = 0.3
"""Share of the pages on which words must stand to be a running head, and at least two."""
_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})"
_PAGE_NUMBER = re.compile(
    rf"[\W_]*(?:(?:page|seite|p\.|pg\.?)\s*)?{_NUMBER}(?:\s*(?:of|/|von|de|\|)\s*{_NUMBER})?[\W_]*$", re.IGNORECASE
)


def without_furniture(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without what is printed at the edge of several of them."""
    edges = [_edge(lines, height) for lines, height in zip(pages, heights, strict=True)]
    seen: Counter[tuple[str, int]] = Counter()
    for edge in edges:
        seen.update({key for line, place in edge for key in _keys(line, place)})
    least = max(2, _SHARE * min(len(pages), 20)) if len(pages) > 3 else 2
    kept: list[list[Line]] = []
    for lines, edge in zip(pages, edges, strict=True):
        gone = {id(line) for line, place in edge if _is_furniture(line, lines, place, seen, least)}
        kept.append([line for line in lines if id(line) not in gone])
    return kept


def _edge(lines: list[Line], height: float) -> list[tuple[Line, float]]:
    """The outermost lines of a page and their places, from the edge that is near: below zero for the upper one."""
    down = sorted(lines, key=lambda line: -line.y)
    outer = down if len(down) <= 2 * DEPTH else down[:DEPTH] + down[-DEPTH:]
    upper = [(line, line.y - height) for line in outer if line.y > (1 - _ZONE) * height]
    return upper + [(line, line.y) for line in outer if line.y < _ZONE * height]


def _keys(line: Line, place: float) -> set[tuple[str, int]]:
    words = re.sub(r"\d+", "#", line.text.casefold())
    step = round(place / _SAME_PLACE)
    return {(words, step - 1), (words, step), (words, step + 1)}


def _is_furniture(line: Line, lines: list[Line], place: float, seen: Counter[tuple[str, int]], least: float) -> bool:
    words = re.sub(r"\d+", "#", line.text.casefold())
    if seen[(words, round(place / _SAME_PLACE))] >= least:
        return True
    return bool(_PAGE_NUMBER.match(line.text)) and _stands_apart(line, lines)


def _stands_apart(line: Line, lines: list[Line]) -> bool:
    """True for the outermost line of a page, with more space to the text than between two lines of it."""
    others = [other for other in lines if abs(other.y - line.y) > 1]
    if not others or not (all(other.y > line.y for other in others) or all(other.y < line.y for other in others)):
        return False
    return min(abs(other.y - line.y) for other in others) > 1.6 * line.size
