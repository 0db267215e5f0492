"""A chat model's server that answers at once, or slowly, in a process of its own, and says when it did what."""

import json
import multiprocessing
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from typing import Any

from bot.drafting.model import MAX_FINDINGS

PIECE = 12
"""Characters in each piece of the stream: about the three tokens that a hosted model sends at once."""
QUOTED = 20
"""Words of each quote."""
_SENTENCE = re.compile(r"^(s\d{1,4}): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class InstantServer:
    """The running server. Its times are on the clock of ``time.monotonic``, which all processes of a machine share."""

    url: str
    _times: Any

    @property
    def received(self) -> float:
        """When the last request was there."""
        return float(self._times[0])

    @property
    def sent(self) -> float:
        """When the last token of its reply went."""
        return float(self._times[1])


@contextmanager
def instant_server(pause_s: float = 0.0) -> Iterator[InstantServer]:
    """Run the server for a while; of its own process, so that it takes no time from the one that is measured.

    ``pause_s`` is waited before each piece of a reply.
    """
    context = multiprocessing.get_context("spawn")
    times = context.Array("d", 2, lock=False)
    ours, its = context.Pipe()
    process = context.Process(target=_serve, args=(its, times, pause_s), daemon=True)
    process.start()
    try:
        yield InstantServer(f"http://127.0.0.1:{ours.recv()}/v1", times)
    finally:
        process.terminate()
        process.join()


def _serve(told: Connection, times: Any, pause_s: float) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            times[0] = time.monotonic()
            reply = instant_reply(str(json.loads(body)["messages"][-1]["content"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._send({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]})
            for at in range(0, len(reply), PIECE):
                time.sleep(pause_s)
                self._send({"choices": [{"index": 0, "delta": {"content": reply[at : at + PIECE]}}]})
            times[1] = time.monotonic()
            self._send({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            usage = {"prompt_tokens": len(body) // 4, "completion_tokens": len(reply) // 4}
            self._send({"choices": [], "usage": usage | {"total_tokens": sum(usage.values())}})
            self._write(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

        def _send(self, chunk: dict[str, Any]) -> None:
            whole = {"id": "1", "created": 1, "model": "instant", "object": "chat.completion.chunk"} | chunk
            self._write(b"data: " + json.dumps(whole).encode() + b"\n\n")

        def _write(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 512

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that hangs up is no news."""

    server = Server(("127.0.0.1", 0), Handler)
    told.send(server.server_port)
    server.serve_forever()


def instant_reply(shown: str) -> str:
    """An answer from the first sentences of a prompt that are long enough to be quoted."""
    long = [found for found in _SENTENCE.findall(shown) if len(found[1].split()) > QUOTED]
    findings = []
    for number, words in long[:MAX_FINDINGS]:
        quote = " ".join(words.split()[:QUOTED])
        findings.append({"sentence": number, "quote": quote, "plain": f"It says: {quote}."})
    return json.dumps(
        {
            "findings": findings,
            "status": "answered" if findings else "not_in_terms",
            "yes_no": "none",
            "headline": findings[0]["plain"] if findings else "The terms do not say.",
        }
    )
