"""Who may ask in the name of a site: its pages by their origin, as often as its limits allow.

A plain ASGI middleware before the routes under /api/sites/, so that whatever they answer, problems included, carries
the headers that let the page read it; a page that is not on the list can read nothing.
"""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sites import Site, SiteStore
from bot.web.serving.metrics import Metrics
from bot.web.serving.problems import as_response, problem, problem_of
from bot.web.widget.limits import Over, SiteLimits
from ingest import NotFound, PlainTermsError

UNDER = "/api/sites/"
_PLACE = re.compile(r"([a-z0-9-]+)(/ask)?", re.ASCII)
METHODS = "GET, POST"
PREFLIGHT_S = 600
"""Seconds that a browser need not ask again whether it may."""

_OVER = {
    "visitor": ("Many questions in a short time.", "Ask again in {seconds} s."),
    "site": ("Many people are asking at the moment.", "Ask again in {seconds} s."),
    "day": ("All questions of this day have been asked.", "Ask again tomorrow, or read the terms themselves."),
}


class SiteDoor:
    """Let the pages of a site through to the routes of that site, and nobody else."""

    def __init__(self, app: ASGIApp, sites: SiteStore, metrics: Metrics, limits: SiteLimits | None = None) -> None:
        self._app = app
        self._sites = sites
        self._metrics = metrics
        self._limits = limits or SiteLimits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(UNDER):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        # What is not exactly the path of a route goes no further: "/ask" with a line break behind it is, to a router.
        place = _PLACE.fullmatch(scope["path"].removeprefix(UNDER))
        try:
            if place is None:
                raise NotFound("There is no such site.", "Its owner adds one with: plainterms site add")
            site = self._sites.site(place[1])
        except PlainTermsError as error:
            await _vary(as_response(problem_of(error)))(scope, receive, send)
            return
        if origin and not (origin in site.origins or _is_own(origin, headers)):
            await _vary(_foreign(origin, site))(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                answered.add_vary_header("Origin")
                if origin:
                    answered["Access-Control-Allow-Origin"] = origin
                    answered["Access-Control-Expose-Headers"] = "Retry-After"
            await send(message)

        refused = self._refused(scope, site, origin, bool(place[2]))
        await (refused or self._app)(scope, receive, told)

    def _refused(self, scope: Scope, site: Site, origin: str, asks: bool) -> Response | None:
        """What is answered here and not by a route: preflights, and questions that may not be asked."""
        if scope["method"] == "OPTIONS":
            return Response(
                status_code=204,
                headers={
                    "Access-Control-Allow-Methods": METHODS,
                    "Access-Control-Allow-Headers": "Accept, Content-Type",
                    "Access-Control-Max-Age": str(PREFLIGHT_S),
                },
            )
        if scope["method"] != "POST" or not asks:
            return None
        if not origin:
            return _foreign("", site)
        client = scope.get("client")
        over = self._limits.take(site, client[0] if client else "")
        if over is None:
            return None
        self._metrics.limited.labels(f"site {over.whose}").inc()
        return _too_many(over)


def _is_own(origin: str, headers: Headers) -> bool:
    """Whether it is this server's own page that asks: the one to try a site on, and the one to frame."""
    return urlsplit(origin).netloc == headers.get("host", "").lower() != ""


def _vary(response: Response) -> Response:
    response.headers.add_vary_header("Origin")
    return response


def _foreign(origin: str, site: Site) -> Response:
    named = f"{origin[:200]!r} is not on the list of {site.name}" if origin else "The request names no origin"
    hint = "Questions come from a page of the site. Its owner adds one with: plainterms site add --replace --origin"
    return as_response(problem(403, f"{named}.", hint))


def _too_many(over: Over) -> Response:
    detail, hint = _OVER[over.whose]
    return as_response(
        problem(429, detail, hint.format(seconds=over.seconds)),
        {"Retry-After": str(over.seconds), "Cache-Control": "no-store"},
    )
