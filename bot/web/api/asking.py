"""POST /api/ask and /api/check."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from bot.types import Answer, Answered, Event
from bot.web.api.described import ANSWER, CHECKED, problems
from bot.web.api.events import EVENT_STREAM, EventStream, carries_on, sse
from bot.web.api.waiting import ClientGone, done, first
from bot.web.schema import AnswerObject, AskRequest, CheckRequest
from bot.web.serving.metrics import Metrics
from bot.web.serving.observed import GONE
from bot.web.serving.record import note
from bot.web.serving.working import Workers
from bot.web.source import Explains
from bot.words.spoken import events_in

NO_STORE = {"Cache-Control": "no-store"}


def only_json(content_type: Annotated[str, Header(include_in_schema=False)] = "") -> None:
    """A page of another origin can send anything but JSON without asking: nothing else is taken."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "Send the body as JSON, with the header Content-Type: application/json")


def asking_routes(explainer: Explains, workers: Workers, metrics: Metrics) -> APIRouter:
    """What asks a question or checks a text."""
    router = APIRouter(dependencies=[Depends(only_json)], tags=["ask"])

    def told(answer: Answer) -> None:
        metrics.answered(answer.status, answer.engine.mode, fallback=answer.engine.fallback is not None)
        note(answer=answer.status, engine=answer.engine.mode)

    def told_event(event: Event) -> None:
        if isinstance(event, Answered):
            told(event.answer)

    @router.post(
        "/api/ask",
        summary="Ask a question",
        response_model=None,
        responses={
            200: {
                "model": AnswerObject,
                "description": "The answer; with `Accept: text/event-stream` it streams (docs/api.md).",
                "content": {
                    "application/json": {"example": ANSWER},
                    EVENT_STREAM: {"schema": {"type": "string"}},
                },
            },
            **problems(400, 404, 413, 415, 422, 500, 502, 503, 504),
        },
    )
    async def ask(
        request: Request, asked: Annotated[AskRequest, Body()], accept: Annotated[str, Header()] = "*/*"
    ) -> Response:
        note(service=asked.service, question=asked.question)
        work = workers.start(lambda: events_in(explainer.stream(asked.to_question()), asked.language), carries_on)
        try:
            # Until the first event is there, an error still has its own status.
            event = await first(request, work)
            if EVENT_STREAM in accept.lower():
                return EventStream(event, work, metrics, told_event, sse)
            while not isinstance(event, Answered):
                event = await first(request, work)
        except ClientGone:
            return Response(status_code=GONE)
        told(event.answer)
        return JSONResponse(event.answer.to_json(), headers=NO_STORE)

    @router.post(
        "/api/check",
        summary="Check what somebody says the terms say",
        response_model=None,
        responses={
            200: {
                "model": AnswerObject,
                "description": "The verdicts (docs/checking.md).",
                "content": {"application/json": {"example": CHECKED}},
            },
            **problems(400, 404, 413, 415, 422, 500, 502, 503, 504),
        },
    )
    async def check(request: Request, asked: Annotated[CheckRequest, Body()]) -> Response:
        note(service=asked.service, question=asked.text)
        try:
            answer = await done(
                request,
                workers,
                lambda: explainer.check(asked.text, asked.service, asked.as_of, asked.terms_type),
            )
        except ClientGone:
            return Response(status_code=GONE)
        told(answer)
        return JSONResponse(answer.to_json(), headers=NO_STORE)

    return router
