"""Parts of the page that its scripts fetch when they are looked at: HTML of ours, escaped, for this page alone.

Documents are large and are read one at a time; sent this way they pass neither Gradio's queue nor its templates.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse

from bot.library_view import Service
from bot.web.changed.shown import changed_html
from bot.web.read.search import LONGEST, counts
from bot.web.read.shown import document_html, watched_blocks
from bot.web.source import Explains
from ingest import NotFound, Span, Version

MOST = 10**9
"""The largest place in a text that is asked for."""

Name = Annotated[str, Query(min_length=1, max_length=100)]
Choice = Annotated[str, Query(max_length=100)]
Offset = Annotated[int | None, Query(ge=0, le=MOST)]


def parts_router(explainer: Explains) -> APIRouter:
    """The routes over one explainer; none of them is part of the API."""
    router = APIRouter(prefix="/parts", include_in_schema=False)

    @router.get("/read")
    def read(
        service: Name,
        terms_type: Choice = "",
        version: Choice = "",
        start: Offset = None,
        end: Offset = None,
        sheet: Annotated[int | None, Query(ge=0, le=10_000)] = None,
    ) -> HTMLResponse:
        found, dated = version_of(explainer, service, terms_type, version)
        return _html(document_html(found, explainer.reading(dated), _span(start, end), sheet, in_force=not version))

    @router.get("/read/watched")
    def watched(
        service: Name, terms_type: Name, version: Name, start: Offset = None, end: Offset = None
    ) -> JSONResponse:
        _, dated = version_of(explainer, service, terms_type, version)
        flags = explainer.watch(service, dated.effective, dated.terms_type)
        shown: dict[str, Any] = watched_blocks(explainer.reading(dated), flags, _span(start, end))
        return JSONResponse(shown, headers=_FRESH)

    @router.get("/read/found")
    def found_in(
        service: Name, terms_type: Name, version: Name, words: Annotated[str, Query(max_length=LONGEST)]
    ) -> JSONResponse:
        _, dated = version_of(explainer, service, terms_type, version)
        return JSONResponse({"parts": counts(explainer.reading(dated), words)}, headers=_FRESH)

    @router.get("/changed")
    def changed(service: Name, terms_type: Choice = "", older: Choice = "", newer: Choice = "") -> HTMLResponse:
        found, dated = version_of(explainer, service, terms_type, newer)
        before = version_of(explainer, service, dated.terms_type, older)[1] if older else None
        return _html(changed_html(found, explainer.reading, dated, before))

    return router


def version_of(explainer: Explains, slug: str, terms_type: str, version: str) -> tuple[Service, Version]:
    """A service and one of its versions; without ``version`` the one in force, of the terms of service if left open.

    Raises:
        NotFound: no such service, document or version, in words for a person.
    """
    service = next((s for s in explainer.services() if s.slug == slug), None)
    if service is None:
        raise NotFound(f"There is no service “{slug}” here.", "Choose another one above.")
    documents = sorted(service.documents, key=lambda d: d.terms_type != "terms-of-service")
    found = [d for d in documents if terms_type in ("", d.terms_type)]
    if not found:
        raise NotFound(f"{service.name} has no document “{terms_type}” here.", "Choose another one above.")
    if version:
        named = [v for d in found for v in d.versions if v.version == version]
        if not named:
            raise NotFound(f"{service.name} has no version “{version}” here.", "Choose another one above.")
        return service, named[0]
    try:
        standing = [v for v in explainer.in_force(slug) if v.terms_type == found[0].terms_type]
    except NotFound:
        standing = []
    return service, standing[0] if standing else max(found[0].versions, key=lambda v: v.effective)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _html(text: str) -> HTMLResponse:
    return HTMLResponse(text, headers=_FRESH)


_FRESH = {"Cache-Control": "no-store"}
