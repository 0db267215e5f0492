"""Errors as RFC 9457 problem documents: one sentence, the next step, never a traceback."""

import json
import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from bot.web.schema import Problem
from bot.web.serving.record import request_id
from bot.web.serving.working import COME_BACK_S, Full, TooLong
from ingest import ConfigurationError, EmbeddingMismatch, HomeError, ModelError, NotFound, PlainTermsError, SourceError

log = logging.getLogger("plainterms.web")

STATUS: dict[type[PlainTermsError], int] = {
    NotFound: 404,
    EmbeddingMismatch: 503,
    ConfigurationError: 422,
    HomeError: 503,
    SourceError: 503,
    ModelError: 502,
    Full: 503,
    TooLong: 504,
}
"""By the nearest class: EmbeddingMismatch is a matter of the server, other configuration errors of the request."""

UNEXPECTED = Problem(
    title="Internal Server Error",
    status=500,
    detail="Something went wrong here.",
    hint="Try again; the server's log has the details.",
)


def problem_of(error: Exception) -> Problem:
    """What to tell about an error; one that is not ours is logged and not told."""
    if isinstance(error, PlainTermsError):
        status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
        return problem(status, str(error), error.hint)
    log.error("unexpected error", exc_info=error)
    return UNEXPECTED


def problem(status: int, detail: str, hint: str = "") -> Problem:
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, hint=hint)


def nothing_here() -> Problem:
    return problem(404, "There is nothing at this address.", "The API is described in /api/openapi.json.")


def as_json(value: Problem) -> str:
    """As it goes over the wire, with the id of the running request, by which the log can be searched."""
    told = value.model_copy(update={"request_id": request_id()})
    return json.dumps({"type": value.type, **told.model_dump(exclude_defaults=True)}, ensure_ascii=False)


def as_response(value: Problem, headers: dict[str, str] | None = None) -> Response:
    return Response(as_json(value), value.status, headers, media_type="application/problem+json")


def explain_errors(app: FastAPI) -> None:
    """Answer errors of the app with a problem document; those that nobody expects are answered by ``observed``."""

    async def ours(_: Request, error: Exception) -> Response:
        headers = {"Retry-After": str(COME_BACK_S)} if isinstance(error, Full) else None
        return as_response(problem_of(error), headers)

    async def unfit(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101  FastAPI calls it with nothing else
        found = [_unfit(e) for e in error.errors()[:10]]
        said = "; ".join(f"{e['at']}: {e['message']}" for e in found[:3])
        told = problem(422, f"The request does not fit: {said}.", "See docs/api.md or /api/openapi.json.")
        return as_response(told.model_copy(update={"errors": found}))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101
        headers = dict(error.headers or {})
        if error.status_code == 404:  # our own are NotFound: this is the router's
            return as_response(nothing_here(), headers)
        if error.status_code == 405:
            told = problem(
                405, f"This address does not take {request.method}.", f"It takes {headers.get('Allow', 'GET')}."
            )
            return as_response(told, headers)
        return as_response(problem(error.status_code, f"{error.detail}."), headers)

    app.add_exception_handler(RequestValidationError, unfit)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(PlainTermsError, ours)


def _unfit(error: dict[str, object]) -> dict[str, str]:
    """Where and what, without echoing what was sent."""
    if error.get("type") == "json_invalid":
        return {"at": "body", "message": "not JSON"}
    location = error.get("loc", ())
    steps = [str(step)[:40] for step in (location if isinstance(location, tuple) else ()) if step != "body"]
    message = str(error.get("msg", "")).removeprefix("Value error, ")
    return {"at": ".".join(steps) or "body", "message": message}
