"""What is in the library, and what code alone finds in it: services, versions, clauses, search, changes, watch."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from bot import library_view
from bot.showing import changes_view
from bot.types import documents_json
from bot.web.api.described import CHANGES, CLAUSES, FOUND, SERVICES, VERSIONS, WATCHED, problems
from bot.web.api.waiting import ClientGone, done
from bot.web.schema import Day, ServiceObject, TermsType, WatchedObject
from bot.web.schema_library import ChangesObject, ClauseObject, DatedVersionObject, FoundObject
from bot.web.serving.observed import GONE
from bot.web.serving.record import note
from bot.web.serving.working import Workers
from bot.web.source import Explains

MOST_FOUND = 100
LONGEST_WORDS = 2_000
LAST_CHARACTER = 100_000_000

_SLUG = "Slug, as GET /api/services lists it"
# The examples are one request for each route, which the example of its answer answers: scripts/renew_examples.py
ServiceQuery = Annotated[str, Query(min_length=1, max_length=100, description=f"{_SLUG}.", examples=["larkspan"])]
ServicePath = Annotated[str, Path(min_length=1, max_length=100, description=f"{_SLUG}.", examples=["larkspan"])]
AsOf = Annotated[
    Day | None,
    Query(description="The version in force on this day, YYYY-MM-DD; without it today.", examples=["2024-05-20"]),
]
OneDocument = Annotated[TermsType | None, Query(description="Only this document.", examples=["terms-of-service"])]


def library_routes(explainer: Explains, workers: Workers) -> APIRouter:
    """Everything here only reads, so it is all GET."""
    router = APIRouter(tags=["library"])

    async def told(request: Request, make: Callable[[], Any], service: str = "") -> Response:
        if service:
            note(service=service)
        try:
            return JSONResponse(await done(request, workers, make))
        except ClientGone:
            return Response(status_code=GONE)

    @router.get("/api/services", summary="List services", **_gives(list[ServiceObject], SERVICES, 500, 503))
    async def services(request: Request) -> Response:
        return await told(request, lambda: _services(explainer))

    @router.get(
        "/api/documents/{service}/{terms_type}/versions",
        summary="List the versions of a document",
        **_gives(list[DatedVersionObject], VERSIONS),
    )
    async def versions(
        request: Request, service: ServicePath, terms_type: Annotated[TermsType, Path(examples=["terms-of-service"])]
    ) -> Response:
        return await told(request, lambda: _versions(explainer, service, terms_type), service)

    @router.get(
        "/api/clauses/{service}",
        summary="Get the clauses of a version",
        description="Of the terms of service, or the first document where there are none, unless `terms_type` says.",
        **_gives(list[ClauseObject], CLAUSES),
    )
    async def clauses(
        request: Request,
        service: ServicePath,
        as_of: AsOf = None,
        terms_type: OneDocument = None,
        at: Annotated[
            int | None,
            Query(
                ge=0, le=LAST_CHARACTER, description="Only the clause at this character of the source.", examples=[5100]
            ),
        ] = None,
    ) -> Response:
        def make() -> Any:
            version, _ = library_view.one_document(explainer.in_force(service, as_of, terms_type))
            return library_view.clause_rows(explainer.reading(version), at)

        return await told(request, make, service)

    @router.get(
        "/api/search",
        summary="Find clauses",
        description="The clauses that are most about some words, best first.",
        **_gives(list[FoundObject], FOUND),
    )
    async def search(
        request: Request,
        service: Annotated[
            str,
            Query(
                min_length=1,
                max_length=100,
                description=f'{_SLUG}; several with commas, or "all".',
                examples=["larkspan"],
            ),
        ],
        words: Annotated[
            str,
            Query(min_length=1, max_length=LONGEST_WORDS, description="In any words.", examples=["close my account"]),
        ],
        k: Annotated[int, Query(ge=1, le=MOST_FOUND, description="How many clauses.", examples=[1])] = 10,
        as_of: AsOf = None,
        terms_type: OneDocument = None,
    ) -> Response:
        note(question=words)

        def make() -> Any:
            found = library_view.search(explainer, service, words, k, as_of, terms_type)
            return library_view.passages_json(found, {p.version.id: explainer.reading(p.version) for p in found})

        return await told(request, make, service)

    @router.get(
        "/api/changes",
        summary="Compare two versions",
        description="Between the versions in force on two days, clause by clause.",
        **_gives(ChangesObject, CHANGES),
    )
    async def changes(
        request: Request,
        service: ServiceQuery,
        from_: Annotated[
            Day | None,
            Query(
                alias="from",
                description="A day of the older version; without it the one before.",
                examples=["2024-05-20"],
            ),
        ] = None,
        to: Annotated[
            Day | None, Query(description="A day of the newer version; without it today.", examples=["2024-09-09"])
        ] = None,
        terms_type: OneDocument = None,
    ) -> Response:
        return await told(
            request, lambda: changes_view.to_json(explainer.changes(service, from_, to, terms_type)), service
        )

    @router.get("/api/watch", summary="See what to watch", **_gives(WatchedObject, WATCHED))
    async def watch(
        request: Request,
        service: ServiceQuery,
        as_of: AsOf = None,
        terms_type: Annotated[
            TermsType | None, Query(description="Only this document.", examples=["privacy-policy"])
        ] = None,
    ) -> Response:
        return await told(request, lambda: explainer.watch(service, as_of, terms_type).to_json(), service)

    return router


def _gives(model: Any, example: Any, *statuses: int) -> dict[str, Any]:
    """What a route gives, for the OpenAPI document only: the values are written elsewhere, and checked by tests."""
    ok = {"model": model, "content": {"application/json": {"example": example}}}
    return {"response_model": None, "responses": {200: ok, **problems(*(statuses or (404, 422, 500, 503, 504)))}}


def _services(explainer: Explains) -> list[dict[str, Any]]:
    return [
        {
            "service": service.slug,
            "name": service.name,
            "documents": [
                {"terms_type": d.terms_type, "versions": documents_json(d.versions)} for d in service.documents
            ],
        }
        for service in explainer.services()
    ]


def _versions(explainer: Explains, service: str, terms_type: str) -> list[dict[str, Any]]:
    slug = explainer.in_force(service, date.max, terms_type)[0].service  # says what there is instead, when it is not
    found = [
        version
        for known in explainer.services()
        for document in known.documents
        for version in document.versions
        if (version.service, version.terms_type) == (slug, terms_type)
    ]
    return library_view.versions_json(found, {version.id: explainer.reading(version) for version in found})
