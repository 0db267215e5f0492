"""A chat model puts the clauses that were found in order, where one is configured for it.

It sees the best few as data and names the numbers of those that answer. It cannot add a clause or lose one: what it
leaves out keeps its place behind what it names, and whatever goes wrong leaves the order as it was.
"""

import logging
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, Field, ValidationError

from bot.models import ChatModel
from ingest import ModelError, Passage, Reading, Span, readable
from prompts import load

log = logging.getLogger(__name__)

SHOWN = 12
"""Passages a model sees: the right one is among them practically always, and it reads them in a second or two."""
CHARACTERS = 700
"""Of each passage."""


class Order(BaseModel):
    """The clauses that answer the question, the most direct first."""

    best: list[str] = Field(description="Numbers of clauses, like p1.", max_length=SHOWN)


class Reranker:
    """Implements ``Rerank`` with a chat model."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def __call__(self, question: str, found: Sequence[Passage], readings: Mapping[int, Reading]) -> list[int]:
        """Numbers of the passages, best first, each once; as they were when the model fails."""
        shown = list(range(min(len(found), SHOWN)))
        lines = [f"p{number + 1}: {_line(found[number], readings)}" for number in shown]
        system, user = load("rerank").fill(clauses="\n".join(lines), question=" ".join(question.split()))
        try:
            *_, reply = self._model.replies(
                [("system", system), ("human", user)], _schema(len(shown)), self._model.deadline()
            )
            with self._model.reading(reply):
                order = Order.model_validate_json(reply.text)
        except (ModelError, ValidationError) as problem:
            log.warning("The clauses stay in the order they were found in: %s", problem)
            return list(range(len(found)))
        numbers = {f"p{number + 1}": number for number in shown}
        named = [numbers[name] for name in dict.fromkeys(order.best) if name in numbers]
        return [*named, *(number for number in range(len(found)) if number not in named)]


def _line(passage: Passage, readings: Mapping[int, Reading]) -> str:
    """Its titles and its words on one line, without what a reader of the page would not see."""
    reading = readings[passage.version.id]
    words: list[str] = []
    at = passage.span.start
    for hidden in (*reading.hidden, Span(passage.span.end, passage.span.end)):
        if hidden.end > at:
            words += readable(reading.source, at, max(at, min(hidden.start, passage.span.end))).text.split()
            at = hidden.end
    return f"{' > '.join(passage.clause.path)}: {' '.join(words)[:CHARACTERS]}"


def _schema(shown: int) -> Mapping[str, object]:
    names = [f"p{number + 1}" for number in range(shown)]
    return {
        "title": "Order",
        "description": Order.__doc__,
        "type": "object",
        "properties": {"best": {"type": "array", "items": {"type": "string", "enum": names}}},
        "required": ["best"],
        "additionalProperties": False,
    }
