"""Shelf: the passages that are searched together, with what a search needs of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest import CITABLE, Clause, KeywordIndex, Reading, Standing, StoredPassage, Version, unpack

Floats = NDArray[np.float32]


class Vectors(Protocol):
    """The part of a vector index that a search needs; ``ingest``'s is one."""

    def vectors(self, keys: Sequence[str]) -> Floats: ...

    def nearest(self, query: Floats, count: int) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Item:
    """One passage that can be found."""

    version: Version
    clause: Clause
    stored: StoredPassage


class Shelf:
    """Passages searched as one: those of a version, or those of many that came near a question. Kept and not changed.

    Its vectors are asked for once. Only clauses that may be cited are on it.
    """

    def __init__(self, items: Sequence[Item], vectors: Floats, sentences: Mapping[str, bytes]) -> None:
        """``vectors`` has one row for each item; ``sentences`` gives the packed vector of each sentence, by key."""
        self.items = tuple(items)
        self.vectors = vectors
        self._sentences = sentences

    @cached_property
    def keywords(self) -> KeywordIndex:
        return KeywordIndex([item.stored.terms for item in self.items])

    @cached_property
    def sentences(self) -> tuple[Floats, NDArray[np.intp]]:
        """The vectors of all sentences in order, and where those of each item begin."""
        keys = [sentence.key for item in self.items for sentence in item.stored.sentences]
        counts = [len(item.stored.sentences) for item in self.items]
        return unpack([self._sentences[key] for key in keys]), np.cumsum([0, *counts])


def items_of(reading: Reading) -> list[Item]:
    """What of a version can be found."""
    return [
        Item(reading.version, clause, stored)
        for stored in reading.passages
        if (clause := reading.clauses[stored.clause]).kind in CITABLE
    ]


def items_standing(found: Sequence[Standing], versions: Mapping[int, Version]) -> list[Item]:
    """The same of passages that were looked up by their texts."""
    return [Item(versions[one.version_id], one.clause, one.passage) for one in found if one.clause.kind in CITABLE]
