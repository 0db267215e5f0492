"""Mistyped words: which words of the terms a person may have meant.

    >>> meant("refnud", {"refund", "fund", "refus"})
    ('refund',)

Only for words that the terms do not hold at all, and only as further keywords: the embedding model reads mistyped words
by their pieces, and a word that is right but absent must not become another one.
"""

from collections.abc import Collection

SHORTEST = 5
"""Letters; shorter words have too many neighbours."""
MOST = 2
"""Words that one mistyped word may have meant."""


def meant(word: str, known: Collection[str]) -> tuple[str, ...]:
    """Known words one slip away: a letter left out, added, changed, or two swapped. The first letter is right."""
    if len(word) < SHORTEST or word in known or not word.isalpha():
        return ()
    near = [
        other
        for other in known
        if other[:1] == word[0]
        and abs(len(other) - len(word)) <= 1
        and len(other) >= SHORTEST - 1
        and _slip(word, other)
    ]
    return tuple(sorted(near)) if len(near) <= MOST else ()


def _slip(one: str, other: str) -> bool:
    """Whether two different words are one slip apart."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
