"""An invented document with much that can be changed, in a home of its own; and answerers that spoil what is said."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import (
    Answer,
    Embedder,
    Explainer,
    Intake,
    Question,
    Reading,
    Settings,
    SourceText,
    Version,
    ingest_into,
    open_embedder,
    open_explainer,
    segment,
)
from bot.drafting.excerpt import ExcerptDrafter
from bot.drafting.model import ModelDrafter
from bot.models import Message, Reply
from bot.retrieval import Retriever, Shelves
from eval.mutate.vectors import Remembered
from ingest import open_home

TERMS = """# Sedge Boat Club Terms

These terms hold between you and Sedge, the boat club, from the day you join.

## 1. Joining

1.1 You must be at least 16 years old to join the club.

1.2 You may share your locker with one other member of the club.

1.3 We may refuse an application of anybody who owes us a fee.

## 2. Boats

2.1 You may not lend a club boat to anybody outside the club.

2.2 A boat must be back at the pontoon within **four (4) hours** of leaving it.

2.3 We will repair any damage to a boat that is caused by ordinary wear.

## 3. Fees

3.1 The yearly fee is $240.00 and is due on the first day of April.

3.2 We may raise the yearly fee after giving you sixty (60) days of written notice.

3.3 If a payment is late, we charge interest of 5% for every month of the delay.

## 4. Leaving

4.1 You can leave the club with 30 days of notice to the secretary.

4.2 We do not pay back fees for the part of a year that is left.

4.3 We keep your membership file for 7 years after you have left the club.

## 5. Quarrels

5.1 You and Sedge will bring every quarrel to the mediator of the harbour first.

5.2 The mediator must hear a quarrel within 21 days of being called.
"""
PLAIN = """Sedge Boat Club Terms

Joining

You must be at least 16 years old to join the club of the harbour. You may share your locker with one other member.

Leaving

You can leave the club with 30 days of notice to the secretary. We do not pay back fees for the rest of a year.
"""
DAY = date(2024, 2, 1)


def home_of(text: str, folder: Path, service: str = "sedge") -> Settings:
    """A home with one document."""
    settings = Settings(home=folder, mode="excerpt")
    read = SourceText(text, hashlib.sha256(text.encode()).hexdigest(), "markdown")
    intake = Intake("terms", lambda: read, service, "Sedge", "terms-of-service", DAY, DAY, "", None)
    assert ingest_into(settings, [intake]).skipped == ()
    return settings


@pytest.fixture(scope="session")
def embedder() -> Remembered:
    """The real one, loaded once for all runs, which embed the same texts over and over."""
    return Remembered(open_embedder(Settings()))


@pytest.fixture(autouse=True)
def one_embedder(embedder: Remembered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.mutate.run.open_embedder", lambda settings: embedder)


@pytest.fixture(scope="session")
def club(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The home of the club's terms. Not to be written to."""
    return home_of(TERMS, tmp_path_factory.mktemp("club") / "home")


@pytest.fixture
def reading() -> Callable[[str], Reading]:
    """A text as it stands in a library."""

    def make(text: str) -> Reading:
        version = Version(1, "sedge", "Sedge", "terms-of-service", "2024-02-01", DAY, (DAY,), "", "hash")
        found = segment(text, "markdown")
        return Reading(version, text, found.clauses, (), found.hidden)

    return make


Spoil = Callable[[Answer, Answer], Answer]
"""An answer, and the first one that was given to the same question: that of the document as it stands."""
Opens = Callable[[Settings, Embedder], Any]


@dataclass
class Spoiling:
    """Asks a real explainer and spoils its answers."""

    explainer: Explainer
    spoil: Spoil
    first: dict[str, Answer]

    def ask(self, question: Question) -> Answer:
        answer = self.explainer.ask(question)
        return self.spoil(answer, self.first.setdefault(question.text, answer))

    def __enter__(self) -> "Spoiling":
        return self

    def __exit__(self, *_: object) -> None:
        self.explainer.close()


@pytest.fixture
def spoiled() -> Callable[[Spoil], Opens]:
    """What opens an explainer whose answers are spoiled in one way."""

    def opens(spoil: Spoil) -> Opens:
        first: dict[str, Answer] = {}
        return lambda settings, embedder: Spoiling(open_explainer(settings, embedder=embedder), spoil, first)

    return opens


Reads = Callable[[str, dict[str, str]], dict[str, Any]]
"""What a model makes of a question and the numbered sentences: the fields of its reply."""


@dataclass
class Model:
    """Stands in for a chat model: reads the prompt, and replies what ``reads`` makes of it."""

    reads: Reads

    def deadline(self) -> float:
        return 0.0

    def reading(self, reply: Reply) -> AbstractContextManager[None]:
        return nullcontext()

    def replies(self, messages: Sequence[Message], schema: Mapping[str, Any], deadline: float) -> Iterator[Reply]:
        user = "\n".join(text for role, text in messages if role == "human")
        sentences = dict(re.findall(r"^(s\d+): (.*)$", user, re.MULTILINE))
        yield Reply(
            json.dumps(self.reads(user.rpartition("QUESTION")[2].strip(), sentences)), {"input": 9, "output": 9}
        )


@pytest.fixture
def modelled() -> Callable[[Reads], Opens]:
    """What opens an explainer whose answers are worded by a model that reads in some way, and verified as ever."""

    def opens(reads: Reads) -> Opens:
        def opened(settings: Settings, embedder: Embedder) -> Explainer:
            home = open_home(settings, embedder=embedder)
            return Explainer(
                home.library,
                Shelves(home.library, home.index),
                Retriever(embedder),
                ExcerptDrafter(embedder.embed),
                ModelDrafter(Model(reads), "made-up"),  # type: ignore[arg-type]
                model_name="made-up",
                on_close=home.close,
            )

        return opened

    return opens
