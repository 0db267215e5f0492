"""Where shelves come from: versions read whole, or the passages of many services that come near a question."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from threading import Lock

from bot.retrieval.query import Query
from bot.retrieval.shelf import Floats, Item, Shelf, Vectors, items_of, items_standing
from ingest import Library, Reading, Version

KEPT = 256
"""Versions kept in memory: about 0.7 MB each for terms of 90 kB."""
NEAREST = 200
"""Texts looked at for a question to many services, by meaning."""
FURTHER = 4
"""How many times as many are looked at when too few of them stand in the versions asked about: a library may hold ten
versions out of force for each one in force, or mostly other documents."""
ENOUGH = 50
"""Passages that are enough to choose from."""
STEPS = 4
"""Times it is looked further, up to 12,800 texts in the end."""
WITH_WORDS = 100
"""The same by words."""
COMMON = 0.02
"""Share of the texts beyond which a word tells too little to look for it in all services."""
FEW = 50
"""Texts; in a small library no word is common before it stands in more."""
RAREST = 5
"""Words of a question that are looked for in all services."""


class Shelves:
    """Reads versions and their vectors from the stores, and keeps those used last. Safe to use from several threads."""

    def __init__(self, library: Library, index: Vectors) -> None:
        self._library = library
        self._index = index
        self._kept: OrderedDict[int, tuple[Reading, Shelf | None]] = OrderedDict()
        self._lock = Lock()

    def reading(self, version: Version) -> Reading:
        """A version with its source and clauses. Raises HomeError."""
        with self._lock:
            return self._read(version)[0]

    def of(self, version: Version) -> Shelf:
        """A version to search in. Raises HomeError, IndexDamaged."""
        with self._lock:
            reading, shelf = self._read(version)
            if shelf is None:
                shelf = self._shelf(items_of(reading))
                self._kept[version.id] = reading, shelf
            return shelf

    def probe(self, version: Version) -> None:
        """Ask the index anew for a vector of a version, whatever is kept. Raises HomeError, IndexDamaged."""
        with self._lock:
            self._index.vectors([item.stored.key for item in items_of(self._read(version)[0])[:1]])

    def together(self, versions: Iterable[Version]) -> Shelf:
        """Several versions to search in as one: how rare a word is counts over all of them."""
        with self._lock:
            return self._shelf([item for version in versions for item in items_of(self._read(version)[0])])

    def near(self, query: Query, vector: Floats, versions: Iterable[Version]) -> Shelf:
        """What of many versions comes near a question, in meaning or in words; the rest is not even looked at.

        Time and memory hardly grow with the library: the index and the words are both asked for their best only.
        """
        standing = {version.id: version for version in versions}
        with self._lock:
            by_words = self._library.texts_with(self._telling([*query.words, *query.legal_words]), WITH_WORDS)
            for further in range(STEPS):
                count = NEAREST * FURTHER**further
                by_meaning = self._index.nearest(vector, count)
                items = items_standing(self._library.standing([*by_meaning, *by_words], standing), standing)
                if len(items) >= ENOUGH or len(by_meaning) < count:
                    break
            return self._shelf(items)

    def _telling(self, words: Sequence[str]) -> list[str]:
        """Those of some words that stand in the fewest texts."""
        texts, holding = self._library.holding(words)
        rare = [word for word in words if 0 < holding.get(word, 0) <= max(FEW, COMMON * texts)]
        return sorted(rare, key=holding.__getitem__)[:RAREST]

    def _read(self, version: Version) -> tuple[Reading, Shelf | None]:
        kept = self._kept.get(version.id)
        if kept is None or kept[0].version != version:
            kept = self._library.reading(version), None
            self._kept[version.id] = kept
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(version.id)
        return kept

    def _shelf(self, items: Sequence[Item]) -> Shelf:
        sentences = self._library.sentence_vectors({s.key for item in items for s in item.stored.sentences})
        return Shelf(items, self._index.vectors([item.stored.key for item in items]), sentences)
