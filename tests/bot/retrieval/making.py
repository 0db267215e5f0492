"""Made-up terms to search in: vectors written down beforehand, or counted words; stores are the real ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.rules import Found
from bot.retrieval.shelf import Shelf, items_of
from ingest import (
    Clause,
    Definition,
    Intake,
    Kind,
    Passage,
    Reading,
    Span,
    StoredPassage,
    StoredSentence,
    Version,
    config,
    ingest_into,
    terms,
)
from ingest.packed import pack
from ingest.readers import read_source

Rows = NDArray[np.float32]

VERSION = Version(1, "acme", "Acme", "terms-of-service", "2024-01-01", date(2024, 1, 1), (), "", "aa")


def lying_at(cosine: float) -> Rows:
    """The vector of length 1 that has this cosine with every question of ``OneDirection``."""
    return np.array([cosine, (1 - cosine**2) ** 0.5], np.float32)


class OneDirection:
    """Every question lies along the first axis; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_questions(self, texts: list[str]) -> Rows:
        self.asked += texts
        return np.tile(lying_at(1), (len(texts), 1))


@dataclass(frozen=True)
class Told:
    """One passage, as a test tells it: its words and its cosine with the question."""

    words: str
    meaning: float = 0.0
    sentences: tuple[float, ...] = ()
    """Cosines of its sentences, which are parted by ". "."""
    label: str = ""
    """Of its clause; passages with one label beside each other are slices of one clause. "" numbers them from 0."""
    kind: Kind = "clause"
    blank: int = 0
    """Blank characters that its clause has behind it."""


def reading_of(*told: Told, version: Version = VERSION) -> Reading:
    source = ""
    clauses: list[Clause] = []
    passages: list[StoredPassage] = []
    for number, one in enumerate(told):
        label = one.label or str(number)
        start, end = len(source), len(source) + len(one.words)
        if clauses and clauses[-1].label == label:
            clauses[-1] = replace(clauses[-1], end=end + one.blank)
        else:
            clauses.append(Clause("", label, "", (label,), one.kind, start, end + one.blank))
        sentences, at = [], start
        for place, words in enumerate(one.words.split(". ") if one.sentences else ()):
            sentences.append(StoredSentence(at, at + len(words), f"{number}.{place}"))
            at += len(words) + 2
        passages.append(StoredPassage(len(clauses) - 1, start, end, str(number), terms(one.words), tuple(sentences)))
        source += one.words + " " * one.blank + "\n"
    return Reading(version, source, tuple(clauses), tuple(passages), ())


def shelf_of(*told: Told, version: Version = VERSION, reading: Reading | None = None) -> Shelf:
    reading = reading or reading_of(*told, version=version)
    items = items_of(reading)
    vectors = np.array([lying_at(told[int(item.stored.key)].meaning) for item in items], np.float32).reshape(-1, 2)
    sentences = {
        f"{number}.{place}": pack(lying_at(cosine))
        for number, one in enumerate(told)
        for place, cosine in enumerate(one.sentences)
    }
    return Shelf(items, vectors, sentences)


def passage_of(version: Version, label: str, score: float, id_: str = "c1") -> Passage:
    clause = Clause("", label, "", (label,), "clause", 0, 10)
    return Passage(id_, version, clause, Span(0, 10), score, 1, None)


# --- homes ---------------------------------------------------------------------------------------------------------


class CountedWords:
    """Texts that share words lie near each other: an embedding model that can be understood."""

    model_id = "counted words"

    def embed(self, texts: list[str]) -> Rows:
        rows = np.zeros((len(texts), 512), np.float32)
        for row, text in enumerate(texts):
            for word in terms(text):
                rows[row, int.from_bytes(word.encode()[-4:], "big") * 31 % 512] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths, lengths, 1), np.float32)

    def embed_questions(self, texts: list[str]) -> Rows:
        return self.embed(texts)


def intake(service: str, text: str, day: str = "2024-01-01", terms_type: str = "terms-of-service") -> Intake:
    return Intake(
        name=f"{service} of {day}",
        read=partial(read_source, text.encode(), "terms.md"),
        service=service,
        service_name=service.title(),
        terms_type=terms_type,
        effective=date.fromisoformat(day),
        recorded=date.fromisoformat(day),
        source_url=f"https://{service}.example/terms",
        sha256=None,
    )


def home_of(folder: Path, todo: Sequence[Intake]) -> config.IngestSettings:
    """A home with these documents, embedded by their counted words."""
    settings = config.IngestSettings(home=folder / "home")
    report = ingest_into(settings, todo, today=date(2025, 1, 1), embedder=CountedWords())
    assert report.skipped == ()
    return settings


PINEMOOR = """# Pinemoor Mail Terms

1. **Closing accounts**

**1.1 By you**. You may close your Pinemoor account at any time in the settings of your mailbox.

**1.2 By us**. We close an account that sends spam. We tell you fourteen (14) days before we do.

2. **Content**

**2.1 Mailbox**. Pinemoor does not read your letters and does not use them to train artificial intelligence.

**2.2 Quillwork**. “**Quillwork**” means the drawings that come with a paid mailbox.
"""
"""A second service beside the bundled samples."""


def defined(reading: Reading, *names: str) -> Found:
    """What rules look at in a reading that defines these terms, each where it first stands in it."""
    definitions = tuple(
        Definition(name, 0, reading.source.index(name), reading.source.index(name) + len(name)) for name in names
    )
    reading = replace(reading, definitions=definitions)
    items = items_of(reading)
    return Found(items, range(len(items)), {reading.version.id: reading})
