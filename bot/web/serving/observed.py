"""Around everything: each request gets an id, a line in the log and its place in the figures, and never a traceback."""

import time
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.serving import logs, record
from bot.web.serving.guard import HEADERS
from bot.web.serving.metrics import Metrics
from bot.web.serving.problems import as_response, problem_of

ID = "X-Request-ID"
GONE = 499
"""What a request is counted as whose client went away before it was answered."""


class Observed:
    """Tell of every request when it is complete; what was asked only with ``questions``."""

    def __init__(self, app: ASGIApp, metrics: Metrics, *, questions: bool = False) -> None:
        self._app = app
        self._hidden = set() if questions else {"question"}
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = record.begin(Headers(scope=scope).get(ID, ""))
        started, status = time.perf_counter(), 0
        # HEAD is GET without its body, which the server in front of this leaves out; watchdogs and caches ask that way.
        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[ID] = told.id
            await send(message)

        try:
            await self._app(asked, receive, observed)
        except Exception as error:
            failed = problem_of(error)  # written to the log there
            if status:
                raise  # the answer has begun: all that is left is to break it off
            await as_response(failed, HEADERS)(asked, receive, observed)
        finally:
            seconds = time.perf_counter() - started
            route = route_of(asked)
            status = status or GONE
            self._metrics.request(route, scope["method"], status, seconds)
            said: dict[str, Any] = {"request_id": told.id, "method": scope["method"], "route": route, "status": status}
            said |= {name: value for name, value in told.said.items() if name not in self._hidden}
            logs.ACCESS.info("request", extra={"said": said | {"ms": round(seconds * 1000)}})


def route_of(scope: Scope) -> str:
    """The template of the route that answered; "page" for what the chat page needs, "other" where there is none."""
    path = scope["path"]
    template = getattr(scope.get("route"), "path", "")
    if template.startswith(("/api/", "/healthz", "/readyz", "/metrics")):
        return str(template)
    if path == "/" or path.startswith(("/gradio_api/", "/assets/", "/static/", "/config", "/theme.css")):
        return "page"
    return "other"
