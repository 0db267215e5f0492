"""The routes of the help widget: the script, what a site is, its questions, and the pages to try and to frame it."""

import gzip
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from pydantic import Field

from bot.render import terms_address
from bot.sites import Site, SiteStore
from bot.types import NOTICE, Answered, Event, Mode, Question, Retrieved, Turn
from bot.understand import MAX_QUESTION, MAX_TURNS
from bot.web.api import EVENT_STREAM
from bot.web.chat import example_questions
from bot.web.problems import as_json, problem_of
from bot.web.schema import HistoryTurn, Problem, _In, _Out
from bot.web.site_answer import SiteAnswer, site_answer
from bot.web.site_pages import demo_page, frame_page, policy
from bot.web.source import Explains
from ingest import NotFound

SCRIPT = Path(__file__).parent / "widget" / "widget.js"
SCRIPT_KEPT_S = 3600
"""Seconds that a browser uses the script without asking for it again."""


class SiteQuestion(_In):
    """A question of a visitor."""

    question: str = Field(min_length=1, max_length=MAX_QUESTION, description="In the visitor's own words.")
    service: str | None = Field(
        default=None, min_length=1, max_length=100, description="One of the site's services; without it the first."
    )
    history: tuple[HistoryTurn, ...] = Field(default=(), max_length=MAX_TURNS, description="Oldest first.")
    language: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        max_length=35,
        description="BCP 47 tag of the answer.",
    )


class SiteObject(_Out):
    """What the widget needs to know before the first question."""

    site: str
    service: str
    name: str = Field(description="The service's name.")
    examples: list[str] = Field(description="Questions that the terms can answer.")
    terms_url: str = Field(description="Where the terms can be read; may be empty.")
    mode: Mode
    notice: str


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": what, "model": Problem, "content": {"application/problem+json": {}}}
    for status, what in {
        400: "The body is not JSON.",
        403: "The page is not on the site's list of origins.",
        404: "No such site or service.",
        413: "The body is larger than 64 kB.",
        422: "Something in the request does not fit.",
        429: "A limit of the site is reached; Retry-After says for how long.",
        503: "The library or its index cannot be used.",
    }.items()
}


def site_router(explainer: Explains, sites: SiteStore) -> APIRouter:
    """The routes over one explainer. ``SiteDoor`` stands before those under /api/sites/."""
    router = APIRouter(tags=["sites"])

    @router.get("/widget.js", summary="The help widget", response_class=Response)
    def widget(
        accept_encoding: Annotated[str, Header()] = "", if_none_match: Annotated[str, Header()] = ""
    ) -> Response:
        script = _script()
        headers = {
            "Cache-Control": f"public, max-age={SCRIPT_KEPT_S}",
            "ETag": script.etag,
            "Vary": "Accept-Encoding",
            # Any page may load it; what it may ask is decided for each site.
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if script.etag in if_none_match:
            return Response(status_code=304, headers=headers)
        body = script.plain
        if "gzip" in accept_encoding.lower():
            body, headers["Content-Encoding"] = script.packed, "gzip"
        return Response(body, media_type="text/javascript", headers=headers)

    @router.get("/api/sites/{site}", summary="See what a site may ask", response_model=SiteObject, responses=_PROBLEMS)
    def about(site: str, service: str = "") -> JSONResponse:
        found = sites.site(site)
        slug = _in_scope(found, service)
        versions = explainer.in_force(slug)
        clauses = [c for v in versions for c in explainer.reading(v).clauses]
        value = SiteObject(
            site=found.name,
            service=slug,
            name=versions[0].service_name,
            examples=list(example_questions(clauses)),
            terms_url=found.terms_url or terms_address(versions),
            mode="model" if explainer.mode == "model" else "excerpt",
            notice=NOTICE,
        )
        return JSONResponse(value.model_dump(mode="json"), headers={"Cache-Control": "no-store"})

    @router.post(
        "/api/sites/{site}/ask",
        summary="Ask as a visitor of a site",
        response_model=None,
        responses={
            200: {
                "model": SiteAnswer,
                "description": "The answer; with `Accept: text/event-stream` it streams (docs/widget.md).",
                "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
            },
            **_PROBLEMS,
        },
    )
    def ask(site: str, asked: Annotated[SiteQuestion, Body()], accept: Annotated[str, Header()] = "*/*") -> Response:
        found = sites.site(site)
        question = Question(
            text=asked.question,
            service=_in_scope(found, asked.service or ""),
            history=tuple(Turn(turn.role, turn.content) for turn in asked.history),
            language=asked.language,
            within=found.services,
        )
        events = explainer.stream(question)
        first = next(events)  # until it is there, an error still has its own status
        if EVENT_STREAM in accept.lower():
            return StreamingResponse(
                _stream(first, events, explainer),
                media_type=EVENT_STREAM,
                headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
            )
        *_, last = (first, *events)
        assert isinstance(last, Answered)  # noqa: S101  the last event always is
        return JSONResponse(
            site_answer(last.answer, explainer).model_dump(mode="json"), headers={"Cache-Control": "no-store"}
        )

    @router.get("/sites/{site}", summary="The widget alone, to be framed", response_class=HTMLResponse)
    def frame(site: str, service: str = "", language: str = "") -> HTMLResponse:
        found = sites.site(site)
        return _page(frame_page(found, _in_scope(found, service), language), found)

    @router.get("/sites/{site}/demo", summary="A page to try the widget on", response_class=HTMLResponse)
    def demo(site: str) -> HTMLResponse:
        found = sites.site(site)
        versions = explainer.in_force(found.services[0])
        terms = next((v for v in versions if v.terms_type == "terms-of-service"), versions[0])
        return _page(demo_page(found, terms, explainer.reading(terms)), found)

    return router


def _page(html: str, site: Site) -> HTMLResponse:
    return HTMLResponse(html, headers={"Content-Security-Policy": policy(site), "Cache-Control": "no-store"})


def _in_scope(site: Site, service: str) -> str:
    """The service that is asked. Raises NotFound for one that the site may not ask about."""
    if not service:
        return site.services[0]
    if service not in site.services:
        raise NotFound(f"The site {site.name} does not ask about {service[:60]!r}.", f"Ask: {', '.join(site.services)}")
    return service


def _stream(first: Event, rest: Iterator[Event], explainer: Explains) -> Iterator[str]:
    """The events on the wire. Unchecked words never leave the server: a draft only shows that it goes on."""
    yield _event(first, explainer)
    try:
        for event in rest:
            yield _event(event, explainer)
    except Exception as error:  # the status is sent already: whatever goes wrong is told in the stream
        yield f"event: error\ndata: {as_json(problem_of(error))}\n\n"


def _event(event: Event, explainer: Explains) -> str:
    match event:
        case Retrieved():
            name, data = "retrieved", f'{{"clauses":{len(event.passages)}}}'
        case Answered():
            name, data = "answered", site_answer(event.answer, explainer).model_dump_json()
        case _:
            name, data = "working", "{}"
    return f"event: {name}\ndata: {data}\n\n"


class _Script:
    """The script as it is in its file, and packed."""

    def __init__(self, data: bytes) -> None:
        self.plain = data
        self.packed = gzip.compress(data, mtime=0)
        self.etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'


@cache
def _script() -> _Script:
    return _Script(SCRIPT.read_bytes())


def script_sizes() -> tuple[int, int]:
    """Bytes of the script, and of it with gzip, as a page loads it."""
    return len(_script().plain), len(_script().packed)
