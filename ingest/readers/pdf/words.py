"""Words that the end of a line has cut: put together again, with or without their hyphen."""

import re
from collections import Counter
from collections.abc import Iterable

HYPHENS = "-\u2010\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[-\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_FRONTS = """
    all anti co cross double e ex first four full good half high in inter long low mid multi non off on one opt out per
    post pre pro re real second self semi short single sub super third three two up well wide world x
"""
_BACKS = """
    assignable based compliant current date day days exclusive free house in level minute month of off on only out party
    parties refundable related specific term terms time to transferable up wide year
"""
_FRONT = frozenset(_FRONTS.split())
"""What stands before a hyphen in a compound more often than it begins a word that was cut."""
_BACK = frozenset(_BACKS.split())
"""What stands behind a hyphen in a compound."""


class Words:
    """The words of a document, which tell how those cut at the end of a line are written."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.counts: Counter[str] = Counter()
        cut: list[tuple[str, str]] = []
        before, count = "", 0
        for count, line in enumerate(lines, 1):  # noqa: B007
            words = [word.casefold().replace("\u2010", "-") for word in _WORD.findall(line)]
            if before and words:
                cut.append((before, words.pop(0)))
            before = ""
            if line.endswith(tuple(HYPHENS)) and words and _LAST.search(line):
                before = words.pop()
            self.counts.update(words)
        judged = [known for pair in cut if (known := self._known(*pair)) is not None]
        self.hyphenates = judged.count(False) > judged.count(True) if len(judged) > 2 else len(cut) > 0.03 * count
        """True when words were cut by the one who set the text, not only at their own hyphens."""

    def _known(self, left: str, right: str) -> bool | None:
        """Whether the document writes the hyphen elsewhere; None when it has neither form."""
        tail = left.rpartition("-")[2]
        whole, compound = self.counts[tail + right], self.counts[f"{tail}-{right}"]
        return None if whole == compound == 0 else compound >= whole

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether the hyphen between the end of ``before`` and the start of ``after`` is part of the word."""
        left, right = _LAST.search(before), _FIRST.match(after)
        if not left or not right or not right.group()[0].islower() or _is_address(before):
            return True
        head, tail = left[1].casefold(), right.group().casefold()
        known = self._known(head, tail)
        if known or not self.hyphenates or len(head.rpartition("-")[2]) < 2:
            return True
        return known is None and not self._cut_looking(head, tail)

    def _cut_looking(self, head: str, tail: str) -> bool:
        last, first = head.rpartition("-")[2], tail.partition("-")[0]
        if last in _FRONT or first in _BACK:
            return False
        return not (self.counts[last] and self.counts[first])


def _is_address(text: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1]
    return "://" in last or last.startswith("www.") or "@" in last


def joint(before: str, after: str, words: Words, spaced: bool) -> tuple[int, str]:
    """How two lines are joined: characters to take from the end of the first, and what to put between.

    Args:
        before: the first line, without white space at its end.
        after: the second one.
        words: those of the document.
        spaced: whether the first line ends in a space: then its last word is complete.
    """
    if before.endswith("\u00ad"):
        return 1, ""
    if before.endswith(("-", "\u2010")) and re.search(r"\w[-\u2010]$", before):
        return (0, "") if words.keeps_hyphen(before, after) else (1, "")
    if before.endswith("\u2014") and not before.endswith(" \u2014") and not spaced:
        return 0, ""
    if not spaced and _is_cut_address(before, after, words):
        return 0, ""
    if _is_ideographic(before[-1:]) and _is_ideographic(after[:1]):
        return 0, ""
    return 0, " "


def _is_cut_address(before: str, after: str, words: Words) -> bool:
    """True for "https://example.com/ter" over "ms/now" and for "and/" over "or"."""
    last, first = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
    if "://" not in last and not last.startswith("www."):
        return last.endswith("/") and len(last) > 1
    if last.endswith((".", ",", ")", ";")):
        return False
    inner = re.search(r"[/._-]\w|\w/", first)
    return bool(inner) or not words.counts[first.strip(".,;:)").casefold()]


def _is_ideographic(character: str) -> bool:
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or "\u3000" <= character <= "\u303f"
