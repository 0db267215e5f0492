"""A few words of a sentence to quote: verbatim, without markup, long enough to stand in one place only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot import Span, readable

FEWEST, MOST = 6, 25
"""Words of a quote, as in the cases written by hand."""

_WORD = re.compile(r"\S+")
_MARKER = re.compile(r"(?:\(?\w{1,4}[.)]|\d[\d.]*)\s")
"""The number of a list's item, which is no part of what it says."""
_PAUSE = re.compile(r"[,;:.!?)]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a version as a person reads it."""

    source: str
    span: Span
    text: str

    @classmethod
    def at(cls, source: str, span: Span) -> "Sentence":
        return cls(source, span, readable(source, span.start, span.end).text)

    def quotes(self, start: int, end: int) -> Iterator[str]:
        """Words around a stretch of the text that may be quoted, the best first."""
        shown = readable(self.source, self.span.start, self.span.end)
        broken: list[str] = []
        for first, last in self._windows(start, end):
            words = self.text[first:last].rstrip(" ,;:.!?")
            if len(words.split()) < FEWEST:
                continue
            place = shown.span(first, first + len(words))
            found = self.source[place.start : place.end]
            if " ".join(found.split()) != words:
                continue
            if "\n" in found:
                broken.append(words)
            else:  # as it stands there, no-break spaces too
                yield found
        yield from broken  # over the lines of a file that was wrapped

    def _windows(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Stretches of at most ``MOST`` words around one, from the start of the sentence or of a part of it."""
        words = [match.span() for match in _WORD.finditer(self.text)]
        inside = [number for number, (first, last) in enumerate(words) if first < end and start < last]
        if not inside or inside[-1] - inside[0] >= MOST:
            return
        after_pause = [n + 1 for n in range(inside[0]) if _PAUSE.search(self.text[words[n][0] : words[n][1]])]
        begin = 1 if _MARKER.match(self.text) and inside[0] else 0
        for first in dict.fromkeys((begin, *after_pause, inside[0])):
            most = min(len(words), first + MOST) - 1
            if most < inside[-1]:
                continue
            pauses = [n for n in range(inside[-1], most + 1) if _PAUSE.search(self.text[words[n][0] : words[n][1]])]
            for last in dict.fromkeys((*reversed(pauses), most, inside[-1])):
                if last - first + 1 >= FEWEST:
                    yield words[first][0], words[last][1]
