"""For watchdogs: is the process alive, can it answer, and its figures."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.web.api.described import problems
from bot.web.api.waiting import ClientGone, done
from bot.web.schema import HealthObject
from bot.web.serving.metrics import CONTENT_TYPE, Metrics
from bot.web.serving.observed import GONE
from bot.web.serving.working import Workers
from bot.web.source import Explains


def health_routes(explainer: Explains, workers: Workers, figures: Metrics | None) -> APIRouter:
    """/healthz, /readyz and, with ``figures``, /metrics."""
    router = APIRouter(tags=["service"])

    # In the event loop: it must answer however busy the threads are.
    @router.get("/healthz", summary="Is the process alive?", response_model=HealthObject)
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get(
        "/readyz",
        summary="Can it answer?",
        description="The library is open and not empty, the index can be used and the models are loaded.",
        response_model=HealthObject,
        responses=problems(500, 503),
    )
    async def readyz(request: Request) -> Response | dict[str, str]:
        def ready() -> bool:
            explainer.ready()
            return True

        try:
            await done(request, workers, ready)
        except ClientGone:
            return Response(status_code=GONE)
        return {"status": "ok"}

    if figures is not None:

        @router.get("/metrics", include_in_schema=False)
        async def metrics() -> Response:
            figures.running.set(workers.running)
            return Response(figures.text(), media_type=CONTENT_TYPE)

    return router
