"""Errors as RFC 9457 problem documents: one sentence, the next step, never a traceback."""

import json
import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from bot.web.schema import Problem
from ingest import ConfigurationError, EmbeddingMismatch, HomeError, ModelError, NotFound, PlainTermsError, SourceError

log = logging.getLogger("plainterms.web")

STATUS: dict[type[PlainTermsError], int] = {
    NotFound: 404,
    EmbeddingMismatch: 503,
    ConfigurationError: 422,
    HomeError: 503,
    SourceError: 503,
    ModelError: 502,
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


def as_json(value: Problem) -> str:
    return value.model_dump_json(exclude_defaults=True)


def as_response(value: Problem, headers: dict[str, str] | None = None) -> Response:
    body = json.dumps({"type": value.type, **json.loads(as_json(value))}, ensure_ascii=False)
    return Response(body, value.status, headers, media_type="application/problem+json")


def explain_errors(app: FastAPI) -> None:
    """Answer every error of the app with a problem document."""

    async def ours(_: Request, error: Exception) -> Response:
        return as_response(problem_of(error))

    async def unexpected(_: Request, __: Exception) -> Response:
        return as_response(UNEXPECTED)  # the server logs it: Starlette raises it again after this

    async def unfit(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101  FastAPI calls it with nothing else
        found = [_unfit(e) for e in error.errors()[:10]]
        said = "; ".join(f"{e['at']}: {e['message']}" for e in found[:3])
        told = problem(422, f"The request does not fit: {said}.", "See docs/api.md or /api/openapi.json.")
        return as_response(told.model_copy(update={"errors": found}))

    async def http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101
        return as_response(problem(error.status_code, f"{error.detail}."), dict(error.headers or {}))

    app.add_exception_handler(RequestValidationError, unfit)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(PlainTermsError, ours)
    app.add_exception_handler(Exception, unexpected)


def _unfit(error: dict[str, object]) -> dict[str, str]:
    """Where and what, without echoing what was sent."""
    if error.get("type") == "json_invalid":
        return {"at": "body", "message": "not JSON"}
    location = error.get("loc", ())
    steps = [str(step)[:40] for step in (location if isinstance(location, tuple) else ()) if step != "body"]
    message = str(error.get("msg", "")).removeprefix("Value error, ")
    return {"at": ".".join(steps) or "body", "message": message}
