"""Words of a sentence → hashed features, what the learned part goes by. Nothing of a text can be read back from them.

Five groups, each scaled to length 1, in one table of ``SIZE`` places: runs of one to three words; parts of words; runs
of words in which what means the same is one ("we may cancel" is "US MAY END"); which of those notions follow which
within a sentence; and the words of the sentences before and after.
"""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SIZE = 1 << 18
"""Places of the table. At one byte a place and label the weights take 2.1 MB."""
NEIGHBOURS = 0.5
"""Length of the last group: what stands around a sentence tells less than what it says."""
_PAIRS_WITHIN, _TRIPLES_WITHIN = 10, 6
"""Notions of a sentence between the first and the last of a pair, and of a triple."""
_NO_PLACES = np.zeros(0, np.int64)

Row = tuple[NDArray[np.int64], NDArray[np.float32]]
"""The places a sentence has something at, and what."""


def groups(sentences: Sequence[tuple[str, ...]]) -> list[list[NDArray[np.int64]]]:
    """For each sentence of one document, in its order, the places of each group of features."""
    around = [np.unique(_hashed(f"{word}" for word in said)) for said in sentences]
    rows = []
    for number, said in enumerate(sentences):
        before = around[number - 1] if number else _NO_PLACES
        after = around[number + 1] if number + 1 < len(sentences) else _NO_PLACES
        notions = _notions(said)
        rows.append(
            [
                _hashed(f"w {run}" for run in _runs(said, (1, 2, 3))),
                np.concatenate([_parts(word) for word in said]) if said else _NO_PLACES,
                _hashed(f"g {run}" for run in _runs(_generalised(said), (2, 3, 4))),
                _hashed(f"k {order}" for order in _orders(notions)),
                np.concatenate([(before + 1) % SIZE, (after + 2) % SIZE]),
            ]
        )
    return rows


def row(group: Sequence[NDArray[np.int64]], rarity: NDArray[np.float32]) -> Row:
    """A sentence's features: how often (on a log scale) times how rare, each group scaled to its length."""
    found = [np.unique(places, return_counts=True) for places in group]
    values = []
    for number, (places, counts) in enumerate(found):
        value = (1 + np.log(counts)) * rarity[places]
        length = float(np.linalg.norm(value)) or 1.0
        values.append(value / length * (NEIGHBOURS if number == len(found) - 1 else 1.0))
    return np.concatenate([places for places, _ in found]), np.concatenate(values).astype(np.float32)


def _hashed(names: Iterable[str]) -> NDArray[np.int64]:
    return np.fromiter((crc32(name.encode()) % SIZE for name in names), np.int64)


def _runs(said: Sequence[str], lengths: tuple[int, ...]) -> Iterable[str]:
    return (" ".join(said[at : at + n]) for n in lengths for at in range(len(said) - n + 1))


@cache
def _parts(word: str) -> NDArray[np.int64]:
    """Three to five letters of a word in a row, its ends marked."""
    ended = f" {word[:40]} "
    return _hashed(f"c{ended[at : at + n]}" for n in (3, 4, 5) for at in range(len(ended) - n + 1))


def _generalised(said: Sequence[str]) -> list[str]:
    """The words, each that stands for a notion as its notion, and no notion twice in a row."""
    named = [_table().get(word, word) for word in said]
    return [name for at, name in enumerate(named) if not at or named[at - 1] != name]


def _notions(said: Sequence[str]) -> list[str]:
    named = [_table()[word] for word in said if word in _table()]
    return [name for at, name in enumerate(named) if not at or named[at - 1] != name]


def _orders(notions: Sequence[str]) -> set[str]:
    """Which notions there are, and which come before which."""
    found = set(notions)
    for first, one in enumerate(notions):
        for second in range(first + 1, min(len(notions), first + _PAIRS_WITHIN)):
            two = f"{one}>{notions[second]}"
            found.add(two)
            if second - first <= 2:
                found.add(f"{one}>>{notions[second]}")
            found.update(f"{two}>{three}" for three in notions[second + 1 : first + _TRIPLES_WITHIN])
    return found


@cache
def _table() -> dict[str, str]:
    """The notion each word stands for; of two the first in the file."""
    text = resources.files("prompts").joinpath("watch_notions.toml").read_text(encoding="utf-8")
    table: dict[str, str] = {}
    for notion, said in tomllib.loads(text)["notion"].items():
        for word in said.split():
            table.setdefault(word, notion.upper())
    return table
