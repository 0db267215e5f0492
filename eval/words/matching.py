"""Are these the same words, the same label, the same title? Pure; linear in the length of the texts."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from itertools import accumulate

Place = tuple[int, int]
"""Start and end in a stored source text, in characters."""

_LOOK_ALIKE = str.maketrans(
    "‘’‚‛′`´“”„‟″«»‐‑‒–—―−",  # noqa: RUF001 (the look-alikes are the point)
    "'''''''\"\"\"\"\"\"\"-------",
    # Marks that say nothing: Markdown emphasis and escapes, soft hyphen, zero-width characters, byte order mark.
    "*_\\\u00ad\u200b\u200c\u200d\u2060\ufeff",
)
_STEPS = re.compile(r"[^\s.()\[\]{}]+")
_WORDS = re.compile(r"\w+")


def plain(text: str) -> str:
    r"""The words for comparing: lower case, straight quotes, single spaces, without Markdown emphasis and escapes.

    >>> plain("**You**  can’t\nshare")
    "you can't share"
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKE).casefold().split())


class PlainText:
    """A text as ``plain`` reads it, with the way back to places in the original."""

    def __init__(self, source: str) -> None:
        # Word by word, so that the map needs one number a word; places inside a word are then found by its letters.
        self._words = [match.span() for match in re.finditer(r"\S+", source)]
        plains = [plain(source[start:end]) for start, end in self._words]
        kept = [(span, word) for span, word in zip(self._words, plains, strict=True) if word]
        self._words = [span for span, _ in kept]
        self.text = " ".join(word for _, word in kept)
        self._starts = list(accumulate((len(word) + 1 for _, word in kept[:-1]), initial=0)) if kept else []

    def find(self, quote: str) -> tuple[Place, ...]:
        """Every place of the quote in the original, to whole words at both ends."""
        wanted, at = plain(quote), -1
        spans: list[Place] = []
        while wanted and (at := self.text.find(wanted, at + 1)) >= 0:
            first = bisect_right(self._starts, at) - 1
            last = bisect_right(self._starts, at + len(wanted) - 1) - 1
            spans.append((self._words[first][0], self._words[last][1]))
        return tuple(spans)


@lru_cache(maxsize=4096)
def wording(phrase: str) -> re.Pattern[str]:
    """Finds a wording in ``plain`` text: from the start of a word, and open at the end, since some are stems.

    A number is never a stem, nor the tail of one: "100" is not found in "1,000", "100,000" or "4.100".
    """
    words = plain(phrase)
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    before += r"(?<!\d[.,])" if words[:1].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if words[-1:].isdigit() else ""
    return re.compile(before + re.escape(words) + after)


def says(phrase: str, text: str) -> bool:
    """Whether a wording stands in a text that went through ``plain``."""
    return wording(phrase).search(text) is not None


def label_steps(label: str) -> tuple[str, ...]:
    """A label as its steps: "9.g", "9(g)" and "9 (G)" are all ("9", "g")."""
    return tuple(_STEPS.findall(label.casefold()))


def same_line(one: str, other: str) -> bool:
    """Whether one label is the other, encloses it or stands inside it; never when one of them is empty."""
    steps, more = sorted((label_steps(one), label_steps(other)), key=len)
    return bool(steps) and more[: len(steps)] == steps


def title_words(title: str) -> str:
    """A title for comparing: without markup, heading signs and closing punctuation."""
    return plain(title).strip("#\"' .:;,-")


def words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(plain(text)))


def word_overlap(one: str, other: str) -> float:
    """Share of the words two texts have in common, 0 to 1 (Dice), each word counted as often as it stands there."""
    mine, theirs = Counter(words(one)), Counter(words(other))
    total = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / total if total else 1.0


def loosely_same(one: str, other: str, enough: float = 0.6) -> bool:
    """Whether two wordings of a heading mean the same one: one's words within the other's, or most in common.

    An empty one is the same as an empty one only.
    """
    mine, theirs = set(words(one)), set(words(other))
    if not mine or not theirs:
        return mine == theirs
    return mine <= theirs or theirs <= mine or word_overlap(one, other) >= enough
