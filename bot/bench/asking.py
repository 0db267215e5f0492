"""What we add to the time a chat model takes: measured against a server on this machine that answers at once.

The server takes a request as any OpenAI-compatible server does and streams a reply that fits the schema without a
pause, so that all time between the question and its answer is ours, but for the little that the server itself takes.
"""

import time
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from pydantic import SecretStr

from bot.bench.instant import instant_server
from bot.bench.searching import QUESTIONS
from bot.config import Settings
from bot.types import Answered, Delta, Question
from ingest import NotFound

WARMING = 3
"""Questions asked before it is measured."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: half are at most ``p50``, nineteen in twenty at most ``p95``; None where nothing was measured."""

    p50: float | None
    p95: float | None


@dataclass(frozen=True, slots=True)
class AskBench:
    """Times around the model call."""

    service: str
    questions: int
    answered_by_model: int
    to_the_request: Spread
    """From the question to its request at the server."""
    to_the_first_words: Spread
    """From the question to the first words that a person sees, with the server's part of the way."""
    after_the_last_token: Spread
    """From the last token sent to the verified answer."""

    def to_json(self) -> dict[str, Any]:
        """The figures as plain JSON values."""
        return asdict(self)


def bench_ask(settings: Settings, service: str | None = None, rounds: int = 3) -> AskBench:
    """Ask a service of the home (default: the first) the bench's questions, each ``rounds`` times.

    Raises:
        NotFound: the library is empty, or has no such service.
    """
    from bot.assemble import open_explainer

    asked, first, before, after = 0, list[float](), list[float](), list[float]()
    by_model = 0
    with instant_server() as server:
        there = settings.model_copy(
            update={
                "mode": "model",
                "model": "instant",
                "openai_api_key": SecretStr("none"),
                "openai_base_url": server.url,
                "rerank_model": None,
                "cache": "off",
            }
        )
        with open_explainer(there) as explainer:
            known = [found.slug for found in explainer.services()]
            if not known:
                raise NotFound("The library is empty.", "Take in some terms first: plainterms ingest --samples")
            chosen = service or known[0]
            explainer.warm()
            for question in (*QUESTIONS[:WARMING], *QUESTIONS * rounds):
                started = time.monotonic()
                said = None
                for event in explainer.stream(Question(question, chosen)):
                    if isinstance(event, Delta) and said is None:
                        said = time.monotonic()
                    elif isinstance(event, Answered):
                        done = time.monotonic()
                        asked += 1
                        if asked > WARMING and said is not None and event.answer.engine.mode == "model":
                            by_model += 1
                            before.append(server.received - started)
                            first.append(said - started)
                            after.append(done - server.sent)
    return AskBench(chosen, asked - WARMING, by_model, _spread(before), _spread(first), _spread(after))


def _spread(seconds: list[float]) -> Spread:
    if not seconds:
        return Spread(None, None)
    low, high = np.percentile(np.array(seconds) * 1000, [50, 95])
    return Spread(round(float(low), 1), round(float(high), 1))
