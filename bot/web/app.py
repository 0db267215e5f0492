"""One process: the chat at "/", the API under /api, the health check."""

import errno
import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from rich.console import Console

from bot.web.add.adding import Adding
from bot.web.conversation.keeping import Keeping
from bot.web.options import WebOptions
from bot.web.serving.logs import configure
from bot.web.source import Explains
from ingest import MAX_BYTES, ConfigurationError

if TYPE_CHECKING:
    from fastapi import FastAPI

# Gradio and the Hugging Face client read these when they are imported: no telemetry, no version check, no look-ups.
SILENT = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}

FEW = 8
"""Documents of a library that are got ready while Gradio is imported, which leaves a core to that. For more the page
would have to wait: they are begun once it is there."""


def create_app(
    explainer: Explains,
    options: WebOptions | None = None,
    adding: Adding | None = None,
    keeping: Keeping | None = None,
) -> "FastAPI":
    """The whole web face over one explainer, as an ASGI app. Takes seconds the first time: it imports Gradio.

    ``options`` default to those that limit nothing, for use from Python. ``adding`` says how terms are added on the
    page; without it they are not. ``keeping`` says what is kept of people; by default nothing is.
    """
    from bot.web.add.routes import PATH, add_router
    from bot.web.parts import parts_router

    options = options or WebOptions()
    app = api_app(explainer, options, {PATH: MAX_BYTES} if adding and options.page else {})
    if options.page:
        os.environ.update(SILENT)
        from bot.web.ui import mount

        app.include_router(parts_router(explainer))
        if adding:
            app.include_router(add_router(explainer, adding.desk, from_here=adding.from_here))
        mount(app, explainer, keeping or Keeping(), adds=adding is not None)
    return app


def api_app(explainer: Explains, options: WebOptions, larger: Mapping[str, int] | None = None) -> "FastAPI":
    """The same without the page: the API and what stands before every request.

    ``larger`` are addresses that take more than usual, with the most bytes each takes.
    """
    from fastapi import Depends, FastAPI
    from fastapi.security import HTTPBearer

    from bot.web.api import api_router, describe
    from bot.web.serving.gate import Gate
    from bot.web.serving.guard import Guard
    from bot.web.serving.metrics import Metrics
    from bot.web.serving.observed import Observed
    from bot.web.serving.problems import explain_errors
    from bot.web.serving.working import Workers
    from bot.web.widget.door import SiteDoor
    from bot.web.widget.routes import site_router

    workers, metrics = Workers(options.at_once, options.timeout_s), Metrics()
    waits = options.ahead and sum(len(service.documents) for service in explainer.services()) > FEW
    if options.ahead and not waits:
        workers.beside(explainer.prepare)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        if waits:
            workers.beside(explainer.prepare)
        yield
        workers.close()

    app = FastAPI(
        title="PlainTerms",
        summary="Explains a service's terms in plain language and proves every sentence with an exact quote.",
        version=_version(),
        openapi_url="/api/openapi.json",
        docs_url=None,  # FastAPI's pages load scripts from other hosts
        redoc_url=None,
        lifespan=life,
        # Said in the description; the gate looks at the keys.
        dependencies=[Depends(HTTPBearer(auto_error=False))] if options.keys else [],
    )
    explain_errors(app)
    app.include_router(api_router(explainer, workers, metrics, figures=options.metrics))
    describe(app)
    # From the inside out.
    if options.sites:
        app.include_router(site_router(explainer, options.sites, workers, metrics))
        app.add_middleware(SiteDoor, sites=options.sites, metrics=metrics)
    app.add_middleware(Gate, options=options, metrics=metrics)
    app.add_middleware(Guard, larger=larger or {})
    app.add_middleware(Observed, metrics=metrics, questions=options.log_questions)
    return app


def serve(
    explainer: Explains,
    host: str = "127.0.0.1",
    port: int = 7860,
    *,
    options: WebOptions | None = None,
    adding: Adding | None = None,
    keeping: Keeping | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted; ``ready`` gets the address once the page can be opened, by default it is printed.

    ``options``, ``adding`` and ``keeping`` are as for ``create_app``.

    Raises:
        ConfigurationError: the address cannot be listened on; found out before anything slow.
    """
    listening = listen(host, port)
    with listening, suppress(KeyboardInterrupt):  # Ctrl-C is how a person ends it
        import uvicorn

        class Server(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                (ready or _say)(address_of(listening))

            async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
                # Open pages hold streams that never end by themselves.
                for connection in list(self.server_state.connections):
                    connection.transport.close()
                await super().shutdown(sockets)

        options = options or WebOptions()
        configure(options.log)
        config = uvicorn.Config(
            create_app(explainer, options, adding, keeping),
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
            ws="none",
            forwarded_allow_ips=list(options.proxies),
        )
        Server(config).run([listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; port 0 takes a free one.

    Raises:
        ConfigurationError: the port is in use or reserved, or the host is not an address of this machine.
    """
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise ConfigurationError(
            f"{host!r} is not a name or address of this machine.", "Try: --host 127.0.0.1"
        ) from None
    listening = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere this would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(128)
    except OSError as error:
        listening.close()
        said, hint = _REFUSED.get(error.errno or 0, ("cannot be listened on", "Choose another one: --port {next}"))
        named = f"Port {port} on {host} {said}."
        raise ConfigurationError(named, hint.format(next=port + 1 if port < 65535 else 7860)) from error
    return listening


_REFUSED = {
    errno.EADDRINUSE: ("is in use", "Choose another one: --port {next}"),
    errno.EACCES: ("is reserved for the system", "Choose one above 1023: --port 7860"),
    errno.EADDRNOTAVAIL: ("is not an address of this machine", "Try: --host 127.0.0.1"),
}


def address_of(listening: socket.socket) -> str:
    """The address to open in a browser; a server on all addresses is reached on this machine's own."""
    host, port, *_ = listening.getsockname()
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  read, not listened on
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _say(address: str) -> None:
    Console().print(f"PlainTerms is ready: {address}   (Ctrl-C ends it)", highlight=False, soft_wrap=True)


def _version() -> str:
    try:
        return version("plainterms")
    except PackageNotFoundError:  # run from a folder, not installed
        return "0"
