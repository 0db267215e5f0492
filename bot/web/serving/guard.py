"""What stands before every request: the routes that are open, the size of bodies, the headers of security.

A plain ASGI middleware, so that streams pass untouched.
"""

import asyncio
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.serving.problems import as_response, nothing_here, problem

MAX_BODY = 64 * 1024
"""Bytes. The longest question with the longest history is smaller."""

BODY_S = 20
"""Seconds in which a body has to arrive; who sends it byte by byte holds nothing longer."""

# Gradio brings routes that this page never uses: uploads, files, a proxy, code editing, monitoring. What is not named
# here does not exist.
OPEN = frozenset(
    {"/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/healthz", "/readyz", "/metrics"}
    | {"/widget.js"}
    | {f"/gradio_api/{name}" for name in ("info", "startup-events", "queue/join", "queue/data", "reset", "cancel")}
)
OPEN_UNDER = ("/api/", "/parts/", "/sites/", "/assets/", "/static/", "/gradio_api/heartbeat/")
OURS = ("/api/", "/parts/", "/sites/", "/healthz", "/readyz", "/metrics", "/widget.js")
"""Addresses that Gradio has nothing to say about."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio starts from inline scripts that differ with each page; gr.HTML compiles its template (eval).
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "script-src-attr 'none'",  # no onerror=, onclick= from anywhere
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

FRAMING = ("Content-Security-Policy", "X-Frame-Options")
"""A site's page, which its site's pages may frame, brings a policy of its own: nothing here contradicts it."""


class Guard:
    """Refuse what is not ours to serve or too large, and put the security headers on every answer."""

    def __init__(self, app: ASGIApp, larger: Mapping[str, int] | None = None) -> None:
        """``larger`` has the paths that may be sent more than ``MAX_BODY``, with how many bytes."""
        self._app = app
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # no web socket is served

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own = "content-security-policy" in headers
                headers.update({k: v for k, v in HEADERS.items() if not (own and k in FRAMING)})
            await send(message)

        if not _is_open(scope["path"]):
            await as_response(nothing_here())(scope, receive, guarded)
            return
        most = self._larger.get(scope["path"], MAX_BODY)
        try:
            async with asyncio.timeout(BODY_S):
                body = await _whole_body(scope, receive, most)
        except TimeoutError:
            slow = problem(408, f"The request was not there after {BODY_S} seconds.", "Send it again.")
            await as_response(slow, {"Connection": "close"})(scope, receive, guarded)
            return
        if body is None:
            refusal = as_response(
                problem(413, f"The request is larger than {most // 1024:,} kB.", "Send less of it."),
                {"Connection": "close"},
            )
            await refusal(scope, receive, guarded)
            return
        await self._app(scope, _replay(body, receive), guarded)


def _is_open(path: str) -> bool:
    return path in OPEN or (path.startswith(OPEN_UNDER) and ".." not in path)


async def _whole_body(scope: Scope, receive: Receive, most: int) -> bytes | None:
    """The body, read before anything works on it; None when it is too large."""
    if any(int(v) > most for k, v in scope["headers"] if k == b"content-length" and v.isdigit()):
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body once, then whatever the client does next."""
    pending = [body]

    async def replayed() -> Message:
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return await receive()

    return replayed
