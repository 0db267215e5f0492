"""The JSON and SSE API, by matter. Described by /api/openapi.json and docs/api.md.

asking.py      ask and check: what takes long, streams and may be given up
library.py     what is in the library: services, versions, clauses, changes, search, what to watch
health.py      for watchdogs: alive, ready, figures
events.py      an answer as server-sent events
waiting.py     waiting for work while looking whether the client still does
described.py   examples and problems for the OpenAPI document
"""

from fastapi import APIRouter

from bot.web.api.asking import asking_routes
from bot.web.api.described import describe
from bot.web.api.events import sse
from bot.web.api.health import health_routes
from bot.web.api.library import library_routes
from bot.web.serving.metrics import Metrics
from bot.web.serving.working import Workers
from bot.web.source import Explains

__all__ = ["api_router", "describe", "sse"]


def api_router(explainer: Explains, workers: Workers, metrics: Metrics, *, figures: bool = False) -> APIRouter:
    """All routes over one explainer; with ``figures`` also /metrics."""
    router = APIRouter()
    router.include_router(asking_routes(explainer, workers, metrics))
    router.include_router(library_routes(explainer, workers))
    router.include_router(health_routes(explainer, workers, metrics if figures else None))
    return router
