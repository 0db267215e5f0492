"""What is done ahead of the questions: counted, not timed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot import Question, open_explainer
from bot.config import Settings
from ingest.embeddings import configured

ASKED = (
    "can they close my account without warning",
    "who owns the photos i upload",
    "how long do they keep my data after i leave",
    "can i sue them in court",
)


class Counting:
    """Takes itself for the real model and makes vectors of no meaning, fast; counts what it embeds."""

    def __init__(self, home: Path) -> None:
        self.model_id = configured("minilm", weights_dir=None, cache=home / "cache").model_id
        self.sentences: list[str] = []
        self.questions: list[str] = []

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        self.sentences += texts
        return self._vectors(texts)

    def embed_questions(self, texts: list[str]) -> NDArray[np.float32]:
        self.questions += texts
        return self._vectors(texts)

    def _vectors(self, texts: list[str]) -> NDArray[np.float32]:
        rows = np.array([np.random.default_rng(list(text.encode())).normal(size=384) for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_home, tmp_path / "home", ignore=shutil.ignore_patterns("*.vectors")))


def test_first_questions_find_the_sentences_embedded_and_so_does_the_next_start(home: Path) -> None:
    with open_explainer(home=home, mode="excerpt", embedder=(model := Counting(home))) as explainer:
        services = [service.slug for service in explainer.services()]
        steps = sum(1 for _ in explainer.prepare())
        ahead = list(model.sentences)
        for service in services:
            for question in ASKED:
                explainer.ask(Question(question, service))
        later = model.sentences[len(ahead) :]
    assert len(ahead) == len(set(ahead)) > 400
    assert steps > len(ahead) / 16, "a little with each step"
    assert not set(later) & set(ahead)
    assert len(later) < 20, "only stretches of long sentences that were asked about"
    assert len(model.questions) <= 2 * len(ASKED), "each as it was asked and in the words of terms, whoever was asked"

    with open_explainer(home=home, mode="excerpt", embedder=(again := Counting(home))) as explainer:
        for _ in explainer.prepare():
            pass
        for service in services:
            for question in ASKED:
                explainer.ask(Question(question, service))
    assert again.sentences == []


def test_what_costs_money_or_is_not_needed_is_not_done_ahead(home: Path) -> None:
    for settings in (
        Settings(home=home, mode="excerpt", embeddings="openai:small"),
        Settings(home=home, mode="model", openai_api_key="none"),
    ):
        with open_explainer(settings, embedder=(model := Counting(home))) as explainer:
            for _ in explainer.prepare():
                pass
        assert model.sentences == []


def test_a_question_is_read_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(really: Callable[[str], Any]) -> Callable[[str], Any]:
        def reads(text: str) -> Any:
            read.append(text)
            return really(text)

        return reads

    import bot.retrieval.query as query

    monkeypatch.setattr(query, "read_question", counted(query.read_question))
    with open_explainer(home=home, mode="excerpt", embedder=Counting(home)) as explainer:
        explainer.ask(Question("is a question of this test ever read again, in court?", "larkspan"))
    assert len(read) == 1


def test_what_to_watch_in_all_terms_in_force_is_found_before_sentences_are_embedded(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import bot.watching.watch as watch

    looked: list[str] = []
    really = watch.find

    def find(reading: Any, *within: Any) -> Any:
        looked.append(reading.version.sha256)
        return really(reading, *within)

    monkeypatch.setattr(watch, "find", find)
    with open_explainer(home=home, mode="excerpt", embedder=(model := Counting(home))) as explainer:
        standing = [version for service in explainer.services() for version in explainer.in_force(service.slug)]
        for _ in explainer.prepare():
            if model.sentences:
                break
        assert sorted(looked) == sorted(version.sha256 for version in standing)
        looked.clear()
        for service in explainer.services():
            explainer.watch(service.slug)
            explainer.ask(Question(ASKED[0], service.slug))
        assert looked == []
