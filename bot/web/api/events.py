"""An answer as server-sent events: each a JSON object in one data line."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.types import Answered, Delta, Event, Retrieved
from bot.web.serving.metrics import Metrics
from bot.web.serving.problems import as_json, problem_of
from bot.web.serving.working import Work
from ingest import Passage

T = TypeVar("T")

EVENT_STREAM = "text/event-stream"
SILENCE_S = 15
"""After so many seconds without an event a comment is sent, so that nothing on the way takes the stream for dead."""


class EventStream(StreamingResponse):
    """The events of some work. When the client goes away, the work is stopped."""

    def __init__(
        self, first: T, work: Work[T], metrics: Metrics, told: Callable[[T], None], spoken: Callable[[T], str]
    ) -> None:
        """``told`` is called with each event before it is sent as ``spoken`` has it."""
        super().__init__(
            _events(first, work, told, spoken),
            media_type=EVENT_STREAM,
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )
        self._work = work
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._metrics.streams.inc()
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._metrics.streams.dec()
            self._work.stop()


async def _events(first: T, work: Work[T], told: Callable[[T], None], spoken: Callable[[T], str]) -> AsyncIterator[str]:
    """The events on the wire; an error after the first one is an event too."""
    event: T | None = first
    try:
        while True:
            if event is None:
                yield ": still working\n\n"
            else:
                told(event)
                yield spoken(event)
            event = await work.next(SILENCE_S)
    except StopAsyncIteration:
        return
    except Exception as error:  # the status is sent already: whatever goes wrong is told in the stream
        yield named("error", as_json(problem_of(error)))


def carries_on(before: Event, after: Event) -> bool:
    """Whether an event says all that the one before it says: a draft holds the whole text so far."""
    return isinstance(before, Delta) and isinstance(after, Delta)


def sse(event: Event) -> str:
    """One event as a server-sent event."""
    for kind, (name, shape) in _SHAPES.items():
        if isinstance(event, kind):
            return named(name, json.dumps(shape(event), ensure_ascii=False))
    raise TypeError(f"not an event: {event!r}")


def named(name: str, data: str) -> str:
    """A server-sent event of this name; ``data`` is JSON, on one line."""
    return f"event: {name}\ndata: {data}\n\n"


def _passage_json(passage: Passage) -> dict[str, Any]:
    return {
        "service": passage.version.service,
        "terms_type": passage.version.terms_type,
        "version": passage.version.version,
        "part": passage.clause.part,
        "label": passage.clause.label,
        "title": passage.clause.title,
        "start": passage.span.start,
        "end": passage.span.end,
        "score": round(float(passage.score), 4),
    }


_SHAPES: dict[type[Any], tuple[str, Callable[[Any], dict[str, Any]]]] = {
    Retrieved: (
        "retrieved",
        lambda e: {"standalone_question": e.standalone_question, "passages": [_passage_json(p) for p in e.passages]},
    ),
    Delta: ("delta", lambda e: {"text": e.text}),
    Answered: ("answered", lambda e: e.answer.to_json()),
}
