"""A library made many times as large, to measure what size costs.

Every document is taken again under invented services, each time with other words: in each copy every eighth word has
its letters turned by one, so that texts, keys and words are new, spans stay where they are, and nothing has to be
segmented again. Its vectors are the original's, moved a little. What such a library finds means nothing; how long it
takes does.
"""

import hashlib
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np

from ingest.home import Home
from ingest.keywords import terms
from ingest.library import NewVersion, Recording
from ingest.packed import pack, unpack
from ingest.types import Reading, Segmentation, StoredPassage
from ingest.vectors import Vectors

MOVED = 0.5
"""Length of what is added to a vector of length 1: copies lie about as far apart as clauses on one matter."""
_WORD = re.compile(r"[a-z]{4,}")

Turned = Callable[[int, int], None]
"""Hears after each copy how many clauses there are, of how many."""


def multiply(source: Home, target: Home, readings: Sequence[Reading], clauses: int, done: Turned) -> int:
    """Fill an empty home with copies of some versions until it holds about so many clauses; gives how many it holds."""
    vectors = [source.index.vectors([p.key for p in reading.passages]) for reading in readings]
    sentences = [_sentences(source, reading) for reading in readings]
    texts = [source.library.embedded([p.key for p in reading.passages]) for reading in readings]
    made = copy = 0
    while made < clauses:
        random = np.random.default_rng(copy)
        for reading, rows, said, embedded in zip(readings, vectors, sentences, texts, strict=True):
            if made >= clauses:
                break
            version = _copy(reading, _moved(rows, random), said, embedded, copy, target, random)
            target.library.publish(version)
            made += len(reading.clauses)
            done(made, clauses)
        copy += 1
    return made


def _copy(
    reading: Reading,
    rows: Vectors,
    sentences: Mapping[str, tuple[str, bytes]],
    embedded: Sequence[str],
    copy: int,
    target: Home,
    random: np.random.Generator,
) -> NewVersion:
    of = f"copy {copy}"
    names = {p.key: _key(of, p.key) for p in reading.passages}
    said = {s.key: _key(of, s.key) for p in reading.passages for s in p.sentences}
    turned = [_turned(text, copy) for text in embedded]
    vectors = {names[p.key]: row for p, row in zip(reading.passages, rows, strict=True)}
    target.index.add(list(vectors), np.array(list(vectors.values())))
    packed = unpack([sentences[key][1] for key in said])
    moved = _moved(packed, random)
    service = f"{reading.version.service}-{copy}"
    text = _turned(reading.source, copy)
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return NewVersion(
        service=service,
        service_name=f"{reading.version.service_name} {copy}",
        terms_type=reading.version.terms_type,
        name=reading.version.version,
        effective=reading.version.effective,
        recording=Recording(date(2000, 1, 1), sha256, sha256, ""),
        text=text,
        fingerprint=sha256,
        language=reading.version.language,
        segmentation=Segmentation(
            clauses=reading.clauses,
            hidden=reading.hidden,
            stated_date=reading.version.stated,
            definitions=reading.definitions,
            uses=reading.uses,
            references=reading.references,
        ),
        passages=[
            StoredPassage(
                p.clause,
                p.start,
                p.end,
                names[p.key],
                terms(words),
                tuple(s._replace(key=said[s.key]) for s in p.sentences),
            )
            for p, words in zip(reading.passages, turned, strict=True)
        ],
        embedded=turned,
        model=target.embedder.model_id,
        sentences={
            said[key]: (_turned(sentences[key][0], copy), pack(row)) for key, row in zip(said, moved, strict=True)
        },
    )


def _sentences(source: Home, reading: Reading) -> dict[str, tuple[str, bytes]]:
    keys = {s.key: reading.source[s.start : s.end] for p in reading.passages for s in p.sentences}
    vectors = source.library.sentence_vectors(keys)
    return {key: (words, vectors[key]) for key, words in keys.items()}


def _moved(rows: Vectors, random: np.random.Generator) -> Vectors:
    noise = random.standard_normal(rows.shape, np.float32)
    moved = rows + MOVED * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def _turned(text: str, copy: int) -> str:
    """The text with some words turned: "clause" → "lausec"; other words in each copy, and every word at most once."""
    return _WORD.sub(lambda m: m[0][1:] + m[0][0] if (zlib.crc32(m[0].encode()) + copy) % 8 == 0 else m[0], text)


def _key(of: str, key: str) -> str:
    return hashlib.sha256(f"{of} {key}".encode()).hexdigest()[:32]
