"""A chat model's server on 127.0.0.1 that does, request by request, what a test tells it: real sockets, no network.

    with ChatServer(says('{"a": 1}'), fails(429)) as server:
        ...                                  # talk to server.url
    assert server.requests[0]["model"] == "m"

The last behaviour is kept for all further requests.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class Connection(BaseHTTPRequestHandler):
    """One request: what a behaviour writes its reply with."""

    server: "_Server"
    body: dict[str, Any]

    def do_GET(self) -> None:
        """The list of models, as every server has one."""
        listed = [{"id": name, "object": "model"} for name in self.server.owner.models]
        self.reply(200, json.dumps({"object": "list", "data": listed}))

    def do_POST(self) -> None:
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with suppress(ConnectionError):  # the client may hang up first
            self.server.owner.next_behaviour(self)(self)

    def reply(self, status: int, body: str, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body.encode())), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def events(self, chunks: Iterator[dict[str, Any]]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for chunk in chunks:
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()
        self.wfile.write(b"data: [DONE]\n\n")

    def wait(self, seconds: float | None = None) -> bool:
        """Until the test is over or, if given, some seconds have passed; True when it is over."""
        return self.server.owner.over.wait(seconds)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


Behaviour = Callable[[Connection], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: "ChatServer"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


class ChatServer:
    """The server; use it in a ``with`` block. ``requests`` are the bodies received, ``keys`` their Authorization."""

    def __init__(self, *behaviours: Behaviour) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.models = ("tiny", "small")
        self.over = threading.Event()
        self._behaviours = list(behaviours)
        self._server = _Server(("127.0.0.1", 0), Connection)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def next_behaviour(self, connection: Connection) -> Behaviour:
        self.requests.append(connection.body)
        self.keys.append(connection.headers["Authorization"])
        return self._behaviours[min(len(self.requests), len(self._behaviours)) - 1]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def closed_url() -> str:
    """An address at which nothing listens."""
    server = _Server(("127.0.0.1", 0), Connection)
    server.server_close()
    return f"http://127.0.0.1:{server.server_port}/v1"


# --- behaviours ------------------------------------------------------------------------------------------------------


def says(text: str, *, finish: str = "stop", tokens: tuple[int, int] = (120, 34), size: int = 7) -> Behaviour:
    """The model writes this text: streamed in pieces of ``size`` characters, or whole, as the client asks."""

    def behave(connection: Connection) -> None:
        usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
        if connection.body.get("stream"):
            pieces = [{"content": text[i : i + size]} for i in range(0, len(text), size)]
            connection.events(_chunks([{"role": "assistant", "content": ""}, *pieces], finish, usage))
        else:
            choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
            connection.reply(200, json.dumps({**_HEAD, "object": _WHOLE, "choices": [choice], "usage": usage}))

    return behave


def refuses(words: str = "I can not help with that.") -> Behaviour:
    return lambda connection: connection.events(_chunks([{"role": "assistant", "refusal": words}], "stop"))


def fails(status: int, said: str = "no", code: str | None = None, **more: Any) -> Behaviour:
    """Status and an error as OpenAI words it. ``{key}`` in what is said becomes the Authorization received.

    ``more`` are further fields of the error, ``headers`` among them further headers.
    """
    headers = more.pop("headers", {})

    def behave(connection: Connection) -> None:
        words = said.replace("{key}", connection.headers["Authorization"] or "")
        error = {"message": words, "type": "error", "code": code} | more
        connection.reply(status, json.dumps({"error": error}), **headers)

    return behave


def fails_midway(text: str) -> Behaviour:
    """Some words, then an error event."""
    return lambda connection: connection.events(
        iter([*_chunks([{"role": "assistant", "content": text}], None), {"error": {"message": "out of memory"}}])
    )


def sends(body: str, kind: str = "application/json") -> Behaviour:
    """A body that is whatever it is."""
    return lambda connection: connection.reply(200, body, kind)


def no_choices(connection: Connection) -> None:
    connection.events(iter([{**_HEAD, "object": _PIECE, "choices": []}]))


def is_silent(connection: Connection) -> None:
    """The request is taken and nothing follows."""
    connection.wait()


def hangs_up(connection: Connection) -> None:
    connection.close_connection = True


def drips(words: bytes, every: float = 0.02) -> Behaviour:
    """One byte of ``words`` again and again, from the first of the headers on if ``words`` are headers."""

    def behave(connection: Connection) -> None:
        at = 0
        while not connection.wait(every):
            connection.wfile.write(words[at % len(words) :][:1])
            at += 1

    return behave


def drips_body(every: float = 0.02) -> Behaviour:
    """Proper headers, then a comment of the event stream, byte by byte, without end."""

    def behave(connection: Connection) -> None:
        connection.send_response(200)
        connection.send_header("Content-Type", "text/event-stream")
        connection.end_headers()
        drips(b":", every)(connection)

    return behave


_HEAD = {"id": "chatcmpl-1", "created": 1, "model": "wire"}
_WHOLE, _PIECE = "chat.completion", "chat.completion.chunk"


def _chunks(
    deltas: list[dict[str, str]], finish: str | None, usage: dict[str, int] | None = None
) -> Iterator[dict[str, Any]]:
    for delta in deltas:
        yield {**_HEAD, "object": _PIECE, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    if finish:
        yield {**_HEAD, "object": _PIECE, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]}
    if usage:
        yield {**_HEAD, "object": _PIECE, "choices": [], "usage": usage}
