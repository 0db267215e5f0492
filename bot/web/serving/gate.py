"""Who may ask, from where and how often; asked of every request before anything works on it.

A refusal costs next to nothing, and says what to do. The routes of the help widget have rules of their own.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.options import WebOptions
from bot.web.schema import Problem
from bot.web.serving.limits import Buckets, visitor
from bot.web.serving.metrics import Metrics
from bot.web.serving.problems import as_response, problem
from bot.web.serving.record import note

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
OF_SITES = "/api/sites/"
"""The help widget is asked from other origins and without a key; its sites say by whom and how often."""
DESCRIPTION = "/api/openapi.json"
PAGE_ASKS = "/gradio_api/queue/join"
"""Every question on the chat page is one request there."""

Refusal = tuple[Problem, Mapping[str, str]]


class Gate:
    """Refuse strange hosts, other pages' requests, unknown keys and whoever asks too often."""

    def __init__(self, app: ASGIApp, options: WebOptions, metrics: Metrics) -> None:
        self._app = app
        self._options = options
        self._metrics = metrics
        self._addresses = Buckets(options.rate_address)
        self._keys = Buckets(options.rate_key)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refused(scope) if scope["type"] == "http" else None
        if refused is None:
            await self._app(scope, receive, send)
        else:
            told, headers = refused
            await as_response(told, dict(headers))(scope, receive, send)

    def _refused(self, scope: Scope) -> Refusal | None:
        headers, path = Headers(scope=scope), scope["path"]
        if not self._is_ours(headers.get("host", "")):
            hint = "Use an address of this server, or have it named in PLAINTERMS_TRUSTED_HOSTS."
            return problem(421, "This server is not known by that name.", hint), {}
        if path.startswith(OF_SITES):
            return None
        if scope["method"] not in SAFE and _from_elsewhere(headers):
            return problem(
                403, "Another page's requests are not taken.", "A page of yours can use the help widget."
            ), {}
        needs_key = (
            bool(self._options.keys) and (path.startswith("/api/") or path == "/metrics") and path != DESCRIPTION
        )
        key = self._options.keys.name_of(_bearer(headers)) if needs_key else None
        if key is not None:
            note(key=key)
            return self._too_often(self._keys, key, "key")
        if needs_key or path.startswith(("/api/", "/sites/")) or path == PAGE_ASKS:
            # Who tries keys is counted as well.
            who = visitor((scope.get("client") or ("",))[0])
            if too_often := self._too_often(self._addresses, who, "address"):
                return too_often
        if needs_key:
            hint = "Send one that its operator gave you: Authorization: Bearer KEY"
            return problem(401, "This API needs a key.", hint), {"WWW-Authenticate": "Bearer"}
        return None

    def _is_ours(self, host: str) -> bool:
        known = self._options.hosts
        name = _name_of(host)
        return not known or name in known or name.endswith(".localhost")

    def _too_often(self, buckets: Buckets, who: str, by: str) -> Refusal | None:
        wait_s = buckets.take(who)
        if not wait_s:
            return None
        self._metrics.limited.labels(by).inc()
        hint = f"Try again in {wait_s} second{'' if wait_s == 1 else 's'}."
        return problem(429, "Too many requests in a minute.", hint), {"Retry-After": str(wait_s)}


def _bearer(headers: Headers) -> str:
    kind, _, key = headers.get("authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" else ""


def _name_of(host: str) -> str:
    """The name in a Host header, without its port; "" for what is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _from_elsewhere(headers: Headers) -> bool:
    """Whether a browser says that a page of another origin sends this. Who is no browser says nothing."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2].lower() != headers.get("host", "").lower()
