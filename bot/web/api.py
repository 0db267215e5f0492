"""The JSON and SSE API. Described by /api/openapi.json and docs/api.md."""

import json
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Query
from fastapi.responses import JSONResponse, Response, StreamingResponse

from bot.types import Answered, Delta, Event, Retrieved
from bot.web.problems import as_json, problem_of
from bot.web.schema import (
    AnswerObject,
    AskRequest,
    CheckRequest,
    Day,
    Problem,
    ServiceObject,
    TermsType,
    WatchedObject,
)
from bot.web.source import Explains
from ingest import Passage, Version

EVENT_STREAM = "text/event-stream"

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": what, "model": Problem, "content": {"application/problem+json": {}}}
    for status, what in {
        400: "The body is not JSON.",
        404: "No such service, document or version.",
        413: "The body is larger than 64 kB.",
        422: "Something in the request does not fit.",
        503: "The library or its index cannot be used.",
    }.items()
}


def api_router(explainer: Explains) -> APIRouter:
    """The routes over one explainer. Handlers are plain functions: the server runs them in threads."""
    router = APIRouter()

    @router.post(
        "/api/ask",
        summary="Ask a question",
        response_model=None,
        responses={
            200: {
                "model": AnswerObject,
                "description": "The answer; with `Accept: text/event-stream` it streams (docs/api.md).",
                "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
            },
            **_PROBLEMS,
        },
        tags=["ask"],
    )
    def ask(request: Annotated[AskRequest, Body()], accept: Annotated[str, Header()] = "*/*") -> Response:
        events = explainer.stream(request.to_question())
        # The first event is fetched here: until it is there, an error still has its own status.
        first = next(events)
        if EVENT_STREAM in accept.lower():
            return StreamingResponse(
                _event_stream(first, events),
                media_type=EVENT_STREAM,
                headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
            )
        *_, last = (first, *events)
        assert isinstance(last, Answered)  # noqa: S101  the last event always is
        return JSONResponse(last.answer.to_json(), headers={"Cache-Control": "no-store"})

    @router.post(
        "/api/check",
        summary="Check what somebody says the terms say",
        response_model=None,
        responses={200: {"model": AnswerObject, "description": "The verdicts (docs/checking.md)."}, **_PROBLEMS},
        tags=["check"],
    )
    def check(request: Annotated[CheckRequest, Body()]) -> Response:
        answer = explainer.check(request.text, request.service, request.as_of, request.terms_type)
        return JSONResponse(answer.to_json(), headers={"Cache-Control": "no-store"})

    @router.get(
        "/api/watch", summary="See what to watch", response_model=WatchedObject, responses=_PROBLEMS, tags=["watch"]
    )
    def watch(
        service: Annotated[str, Query(min_length=1, max_length=100)],
        as_of: Annotated[Day | None, Query()] = None,
        terms_type: Annotated[TermsType | None, Query()] = None,
    ) -> dict[str, Any]:
        return explainer.watch(service, as_of, terms_type).to_json()

    @router.get("/api/services", summary="List services", response_model=list[ServiceObject], tags=["library"])
    def services() -> list[dict[str, Any]]:
        return [
            {
                "service": service.slug,
                "name": service.name,
                "documents": [
                    {"terms_type": d.terms_type, "versions": [_version_json(v) for v in d.versions]}
                    for d in service.documents
                ],
            }
            for service in explainer.services()
        ]

    @router.get("/healthz", summary="Is the process alive?", tags=["service"])
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return router


def _event_stream(first: Event, rest: Iterator[Event]) -> Iterator[str]:
    """The events on the wire; an error after the first one is an event too."""
    yield sse(first)
    try:
        for event in rest:
            yield sse(event)
    except Exception as error:  # the status is sent already: whatever goes wrong is told in the stream
        yield _sse("error", as_json(problem_of(error)))


def sse(event: Event) -> str:
    """One event as a server-sent event with a JSON object in one data line."""
    for kind, (name, shape) in _SHAPES.items():
        if isinstance(event, kind):
            return _sse(name, json.dumps(shape(event), ensure_ascii=False))
    raise TypeError(f"not an event: {event!r}")


def _sse(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"


_SHAPES: dict[type[Any], tuple[str, Callable[[Any], dict[str, Any]]]] = {
    Retrieved: (
        "retrieved",
        lambda e: {"standalone_question": e.standalone_question, "passages": [_passage_json(p) for p in e.passages]},
    ),
    Delta: ("delta", lambda e: {"text": e.text}),
    Answered: ("answered", lambda e: e.answer.to_json()),
}


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


def _version_json(version: Version) -> dict[str, Any]:
    return {
        "service": version.service,
        "terms_type": version.terms_type,
        "version": version.version,
        "effective": version.effective,
        "recorded": version.recorded,
        "source_url": version.source_url,
        "sha256": version.sha256,
    }
