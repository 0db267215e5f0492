"""The routes behind the tab "Add terms": look at a document, keep it, or discard it. They change what is there, so
they are taken from this page alone.
"""

from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import Headers

from bot.web.add.desk import TERMS_TYPES, Busy, Desk, Given
from bot.web.add.shown import kept_html, looked_html
from bot.web.schema import Day, Problem
from bot.web.serving.problems import as_response, problem
from bot.web.source import Explains
from ingest import ConfigurationError, SourceError, Version

PATH = "/parts/terms"
HEADER = "X-PlainTerms"
"""A header that no form and no page of another origin can send without being asked first."""
SENT = "application/octet-stream"
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def add_router(explainer: Explains, desk: Desk, *, from_here: bool) -> APIRouter:
    """The routes over one library; ``from_here``: only a browser on this machine may use them."""
    router = APIRouter(prefix=PATH, include_in_schema=False)

    @router.post("")
    def look(
        request: Request,
        service: Annotated[str, Query(max_length=100)] = "",
        terms_type: Annotated[str, Query(max_length=60)] = TERMS_TYPES[0],
        effective: Annotated[Day | None, Query(alias="date")] = None,
        name: Annotated[str, Query(max_length=300)] = "",
        url: Annotated[str, Query(max_length=2_000)] = "",
        data: Annotated[bytes, Body(media_type=SENT)] = b"",
    ) -> Response:
        if refused := refusal(request.headers, from_here=from_here):
            return as_response(refused)
        if wrong := _wrong(service, terms_type, name, url, data, effective):
            return as_response(wrong)
        file_name = name.replace("\\", "/").rpartition("/")[2]
        given = Given(service.strip(), terms_type, effective, file_name, data, url.strip())
        try:
            looked = desk.look(given)
        except (SourceError, ConfigurationError) as error:
            return as_response(problem(422, str(error), error.hint))
        except Busy as error:
            return as_response(problem(429, str(error), error.hint))
        known = _versions(explainer, looked.intake.service, looked.intake.terms_type)
        return HTMLResponse(looked_html(looked, known), headers=_FRESH)

    @router.post("/{waiting}")
    def keep(request: Request, waiting: str) -> Response:
        if refused := refusal(request.headers, from_here=from_here):
            return as_response(refused)
        try:
            looked, report = desk.keep(waiting)
        except SourceError as error:
            return as_response(problem(422, str(error), error.hint))
        versions = _versions(explainer, looked.intake.service, looked.intake.terms_type)
        same = [v for v in versions if v.sha256 == looked.source.sha256] or versions[-1:]
        return HTMLResponse(kept_html(looked, report, same[0] if same else None), headers=_FRESH)

    @router.delete("/{waiting}")
    def discard(request: Request, waiting: str) -> Response:
        if refused := refusal(request.headers, from_here=from_here):
            return as_response(refused)
        desk.drop(waiting)
        return Response(status_code=204)

    return router


def refusal(headers: Headers, *, from_here: bool) -> Problem | None:
    """Why a request is not taken: it does not come from this page, or not from this machine; None where it does."""
    host = headers.get("host", "")
    origin = headers.get("origin")
    ours = (
        headers.get(HEADER) == "add"
        and headers.get("sec-fetch-site", "same-origin") == "same-origin"
        and (origin is None or urlsplit(origin).netloc.lower() == host.lower())
    )
    if not ours:
        return problem(403, "Terms are added on this page only.", "Open the tab “Add terms”.")
    if from_here and (_name_of(host) not in _THIS_MACHINE or any(name in headers for name in _PROXIED)):
        return problem(
            403,
            "Terms can be added from this machine only.",
            "Open the page as localhost, or set PLAINTERMS_ADD=on for everybody who can open it.",
        )
    return None


_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""What a reverse proxy adds: then the browser is not on this machine, whatever the address says."""


def _name_of(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _wrong(service: str, terms_type: str, name: str, url: str, data: bytes, effective: date | None) -> Problem | None:
    if not data and not url:
        return problem(422, "There is nothing to look at.", "Choose a file, paste a text or give an address.")
    if data and not name:
        return problem(422, "The document has no name.", "Send the name of the file with it.")
    if not data and not url.strip().lower().startswith(("http://", "https://")):
        return problem(422, "That is not an address of the web.", "It begins with https://")
    if not service.strip():
        return problem(422, "It is not said whose terms these are.", "Give the name of the service or the company.")
    if terms_type not in TERMS_TYPES:
        return problem(422, "There is no such kind of document.", "Choose one of the list.")
    if effective and effective > date.today():
        return problem(422, "That day has not come yet.", "Leave the date open, or give the day they took effect.")
    return None


def _versions(explainer: Explains, service: str, terms_type: str) -> list[Version]:
    return [
        version
        for found in explainer.services()
        if found.slug == service
        for document in found.documents
        if document.terms_type == terms_type
        for version in document.versions
    ]


_FRESH = {"Cache-Control": "no-store"}
