"""The routes of the help widget: the script, what a site is, its questions, and the pages to try and to frame it."""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Header, Query, Request
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from bot import library_view
from bot.showing.render import terms_address
from bot.sites import Site, SiteStore
from bot.types import NOTICE, Answer, Answered, Event, Mode, Question, Retrieved, Turn
from bot.understanding.understand import MAX_QUESTION, MAX_TURNS
from bot.web.api.asking import NO_STORE, only_json
from bot.web.api.described import problems
from bot.web.api.events import EVENT_STREAM, EventStream, named
from bot.web.api.waiting import ClientGone, done, first
from bot.web.conversation.suggestions import suggested
from bot.web.schema import HistoryTurn
from bot.web.serving.metrics import Metrics
from bot.web.serving.observed import GONE
from bot.web.serving.record import note
from bot.web.serving.working import Workers
from bot.web.source import Explains
from bot.web.widget.answer import SiteAnswer, site_answer
from bot.web.widget.pages import demo_page, frame_page, policy
from ingest import NotFound

SCRIPT = Path(__file__).parent / "widget.js"
SCRIPT_KEPT_S = 3600
"""Seconds that a browser uses the script without asking for it again."""

SiteName = Annotated[str, InPath(max_length=60, description="As the site's owner named it.")]
ServiceName = Annotated[str, Query(max_length=100, description="One of the site's services; without it the first.")]


class SiteQuestion(BaseModel):
    """A question of a visitor."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"question": "Can they close my account?"}]}
    )

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

    def to_question(self, site: Site) -> Question:
        """As the site may ask it. Raises NotFound for a service of others."""
        return Question(
            text=self.question,
            service=_in_scope(site, self.service or ""),
            history=tuple(Turn(turn.role, turn.content) for turn in self.history),
            language=self.language,
            within=site.services,
        )


class SiteObject(BaseModel):
    """What the widget needs to know before the first question."""

    site: str
    service: str
    name: str = Field(description="The service's name.")
    examples: list[str] = Field(description="Questions that the terms can answer.")
    terms_url: str = Field(description="Where the terms can be read; may be empty.")
    language: str = Field(description="Of the terms, as an ISO 639-1 code; empty where it is not known.")
    mode: Mode
    notice: str


def site_router(explainer: Explains, sites: SiteStore, workers: Workers, metrics: Metrics) -> APIRouter:
    """The routes over one explainer. ``SiteDoor`` stands before those under /api/sites/."""
    router = APIRouter(tags=["sites"])

    @router.get("/widget.js", summary="The help widget", response_class=Response, include_in_schema=False)
    async def widget(
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

    async def told(request: Request, make: Callable[[], Response]) -> Response:
        try:
            return await done(request, workers, make)
        except ClientGone:
            return Response(status_code=GONE)

    @router.get(
        "/api/sites/{site}",
        summary="See what a site may ask",
        response_model=SiteObject,
        responses=problems(404, 422, 500, 503, 504),
    )
    async def about(request: Request, site: SiteName, service: ServiceName = "") -> Response:
        found = sites.site(site)
        slug = _in_scope(found, service)
        return await told(request, lambda: JSONResponse(_about(explainer, found, slug), headers=NO_STORE))

    @router.post(
        "/api/sites/{site}/ask",
        summary="Ask as a visitor of a site",
        response_model=None,
        dependencies=[Depends(only_json)],
        responses={
            200: {
                "model": SiteAnswer,
                "description": "The answer; with `Accept: text/event-stream` it streams (docs/widget.md).",
                "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
            },
            **problems(400, 404, 413, 415, 422, 500, 502, 503, 504),
        },
    )
    async def ask(
        request: Request,
        site: SiteName,
        asked: Annotated[SiteQuestion, Body()],
        accept: Annotated[str, Header()] = "*/*",
    ) -> Response:
        found = sites.site(site)
        question = asked.to_question(found)
        note(site=found.name, service=question.service, question=question.text)
        work = workers.start(lambda: _told(explainer, question), _carries_on)
        try:
            piece = await first(request, work)  # until it is there, an error still has its own status
            if EVENT_STREAM in accept.lower():
                return EventStream(piece, work, metrics, count, _spoken)
            while piece.answer is None:
                piece = await first(request, work)
        except ClientGone:
            return Response(status_code=GONE)
        count(piece)
        return Response(piece.data, media_type="application/json", headers=NO_STORE)

    def count(piece: _Piece) -> None:
        if piece.answer:
            engine = piece.answer.engine
            metrics.answered(piece.answer.status, engine.mode, fallback=engine.fallback is not None)
            note(answer=piece.answer.status, engine=engine.mode)

    @router.get("/sites/{site}", response_class=HTMLResponse, include_in_schema=False)
    async def frame(site: SiteName, service: ServiceName = "", language: str = "") -> Response:
        found = sites.site(site)
        return _page(frame_page(found, _in_scope(found, service), language), found)

    @router.get("/sites/{site}/demo", response_class=HTMLResponse, include_in_schema=False)
    async def demo(request: Request, site: SiteName) -> Response:
        found = sites.site(site)

        def make() -> Response:
            terms, _ = library_view.one_document(explainer.in_force(found.services[0]))
            return _page(demo_page(found, explainer.reading(terms)), found)

        return await told(request, make)

    return router


def _about(explainer: Explains, site: Site, service: str) -> dict[str, Any]:
    versions = explainer.in_force(service)
    clauses = [clause for version in versions for clause in explainer.reading(version).clauses]
    return SiteObject(
        site=site.name,
        service=service,
        name=versions[0].service_name,
        examples=list(suggested((), clauses)),
        terms_url=site.terms_url or terms_address(versions),
        language=versions[0].language,
        mode="model" if explainer.mode == "model" else "excerpt",
        notice=NOTICE,
    ).model_dump(mode="json")


def _page(html: str, site: Site) -> HTMLResponse:
    return HTMLResponse(html, headers={"Content-Security-Policy": policy(site), "Cache-Control": "no-store"})


def _in_scope(site: Site, service: str) -> str:
    """The service that is asked. Raises NotFound for one that the site may not ask about."""
    if not service:
        return site.services[0]
    if service not in site.services:
        raise NotFound(f"The site {site.name} does not ask about {service[:60]!r}.", f"Ask: {', '.join(site.services)}")
    return service


@dataclass(frozen=True, slots=True)
class _Piece:
    """An event as the widget gets it. Words of a draft never leave the server: they only show that it goes on."""

    name: str
    data: str
    """JSON."""
    answer: Answer | None = None
    """With the last one: what it was made of, for the figures."""


def _told(explainer: Explains, question: Question) -> Iterator[_Piece]:
    for event in explainer.stream(question):
        yield _piece(event, explainer, question.language)


def _piece(event: Event, explainer: Explains, language: str | None) -> _Piece:
    match event:
        case Retrieved():
            return _Piece("retrieved", f'{{"clauses":{len(event.passages)}}}')
        case Answered():
            shown = site_answer(event.answer, explainer, language)
            return _Piece("answered", shown.model_dump_json(), event.answer)
        case _:
            return _Piece("working", "{}")


def _carries_on(before: _Piece, after: _Piece) -> bool:
    return before.name == after.name == "working"


def _spoken(piece: _Piece) -> str:
    return named(piece.name, piece.data)


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
