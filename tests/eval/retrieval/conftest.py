"""Invented policies and questions in the layouts of the public sets, and a search that is told what to find."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot import Clause, Passage, Reading, Span, Version, terms
from ingest import StoredPassage

POLICY = """We keep your name and your letters.
 We sell nothing to anybody.

Write to us and we delete your letters within ten days.
"""
"""Lines 0, 1 and 3 say something."""
FERRY = "1. Tickets\n\nA ticket is good for one crossing.\n\n2. Dogs\n\nDogs travel free on deck.\n"


class FakeEmbedder:
    """Counts letters: alike words, alike vectors. Remembers what it was given."""

    model_id = "letters"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        self.embedded += texts
        rows = np.array([[1 + text.lower().count(c) for c in "abcdefghijklmnopqrstuvwxyz"] for text in texts], "f4")
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@dataclass(frozen=True)
class FakeSentence:
    passage: Passage
    span: Span


class FakeSearch:
    """A library of texts in which every paragraph is a clause of one passage; finds what was prepared for the words."""

    def __init__(self, **texts: str) -> None:
        self.readings = {name: _reading(number, name, text) for number, (name, text) in enumerate(texts.items(), 1)}
        self.versions = {name: reading.version for name, reading in self.readings.items()}
        self.answers: dict[str, list[tuple[str, str]] | Exception] = {}
        self.asked: list[tuple[Any, ...]] = []

    def reading(self, version: Version) -> Reading:
        return self.readings[version.service]

    def search(
        self, service: str, words: str, k: int = 10, as_of: date | None = None, terms_type: str | None = None
    ) -> tuple[Passage, ...]:
        self.asked.append((service, words, k, as_of, terms_type))
        return self._found(words)

    def search_across(self, services: Sequence[str], words: str, k: int) -> tuple[Passage, ...]:
        self.asked.append((tuple(services), words, k))
        return self._found(words)

    def search_sentences(self, service: str, words: str, k: int) -> Sequence[FakeSentence]:
        self.asked.append((service, words, k))
        return [FakeSentence(passage, passage.span) for passage in self._found(words)]

    def _found(self, words: str) -> tuple[Passage, ...]:
        """The prepared (document, words in it), each as a passage of just these words."""
        answer = self.answers.get(words, [])
        if isinstance(answer, Exception):
            raise answer
        passages = []
        for name, text in answer:
            reading = self.readings[name]
            start = reading.source.index(text)
            clause = next(c for c in reading.clauses if c.start <= start < c.end)
            span = Span(start, start + len(text))
            named = {"id": f"c{len(passages) + 1}", "version": reading.version, "clause": clause, "span": span}
            passages.append(Passage(**named, score=1.0, dense_rank=None, keyword_rank=None))
        return tuple(passages)


def _reading(number: int, name: str, text: str) -> Reading:
    day = date(2024, 1, 1)
    version = Version(number, name, name, "terms-of-service", "2024-01-01", day, (day,), "", f"hash of {name}")
    clauses: list[Clause] = []
    at = 0
    for block in text.split("\n\n"):
        clauses.append(Clause("", str(len(clauses) + 1), "", (), "clause", at, at + len(block)))
        at += len(block) + 2
    passages = [
        StoredPassage(i, c.start, c.end, f"{name} {i}", terms(text[c.start : c.end])) for i, c in enumerate(clauses)
    ]
    return Reading(version, text, tuple(clauses), tuple(passages), ())


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def fake_search() -> type[FakeSearch]:
    return FakeSearch


@pytest.fixture
def policy() -> str:
    return POLICY


@pytest.fixture
def ferry() -> str:
    return FERRY


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A set in its layout: rows (or lines that are none) as ``dev.jsonl``, texts by name below ``docs``."""

    def write(*rows: dict[str, Any] | str, **docs: str) -> Path:
        made = tmp_path / "set"
        (made / "docs").mkdir(parents=True, exist_ok=True)
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (made / "dev.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for name, text in docs.items():
            (made / "docs" / f"{name}.txt").write_text(text, encoding="utf-8")
        return made

    return write


@pytest.fixture
def stretch() -> Callable[[str, str], dict[str, Any]]:
    """Some words of a text, as a row names them."""

    def make(text: str, words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    return make
