"""What we add to the time a chat model takes: measured against a server on this machine that answers at once.

The server stands in this process, takes a request as any OpenAI-compatible server does, and streams a reply that fits
the schema without a pause, so that all time between the question and its answer is ours (and the server's own, which
counts against us).
"""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import numpy as np
from pydantic import SecretStr

from bot.bench.searching import QUESTIONS
from bot.config import Settings
from bot.drafting.model import MAX_FINDINGS
from bot.types import Answered, Delta, Question
from ingest import NotFound

PIECE = 12
"""Characters in each piece of the stream: about the three tokens that a hosted model sends at once."""
QUOTED = 20
"""Words of each quote."""
WARMING = 3
"""Questions asked before it is measured."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: half are at most ``p50``, nineteen in twenty at most ``p95``; None where nothing was measured."""

    p50: float | None
    p95: float | None


@dataclass(frozen=True, slots=True)
class AskBench:
    """Times around the model call."""

    service: str
    questions: int
    answered_by_model: int
    to_the_request: Spread
    """From the question to its request at the server."""
    to_the_first_words: Spread
    """From the question to the first words that a person sees, with the server's part of the way."""
    after_the_last_token: Spread
    """From the last token sent to the verified answer."""

    def to_json(self) -> dict[str, Any]:
        """The figures as plain JSON values."""
        return asdict(self)


def bench_ask(settings: Settings, service: str | None = None, rounds: int = 3) -> AskBench:
    """Ask a service of the home (default: the first) the bench's questions, each ``rounds`` times.

    Raises:
        NotFound: the library is empty, or has no such service.
    """
    from bot.assemble import open_explainer

    asked, first, before, after = 0, list[float](), list[float](), list[float]()
    by_model = 0
    with _instant_server() as server:
        there = settings.model_copy(
            update={
                "mode": "model",
                "model": "instant",
                "openai_api_key": SecretStr("none"),
                "openai_base_url": server.url,
                "rerank_model": None,
                "cache": "off",
            }
        )
        with open_explainer(there) as explainer:
            known = [found.slug for found in explainer.services()]
            if not known:
                raise NotFound("The library is empty.", "Take in some terms first: plainterms ingest --samples")
            chosen = service or known[0]
            explainer.warm()
            for question in (*QUESTIONS[:WARMING], *QUESTIONS * rounds):
                started = time.perf_counter()
                said = None
                for event in explainer.stream(Question(question, chosen)):
                    if isinstance(event, Delta) and said is None:
                        said = time.perf_counter()
                    elif isinstance(event, Answered):
                        done = time.perf_counter()
                        asked += 1
                        if asked > WARMING and said is not None and event.answer.engine.mode == "model":
                            by_model += 1
                            before.append(server.received - started)
                            first.append(said - started)
                            after.append(done - server.sent)
    return AskBench(chosen, asked - WARMING, by_model, _spread(before), _spread(first), _spread(after))


def _spread(seconds: list[float]) -> Spread:
    if not seconds:
        return Spread(None, None)
    low, high = np.percentile(np.array(seconds) * 1000, [50, 95])
    return Spread(round(float(low), 1), round(float(high), 1))


# --- a server that answers at once ------------------------------------------------------------------------------------

_SENTENCE = re.compile(r"^(s\d{1,4}): (.+)$", re.MULTILINE)


@dataclass
class _Times:
    """When the last request came and when the last token of its reply went, on the clock of ``perf_counter``."""

    url: str = ""
    received: float = 0.0
    sent: float = 0.0


@contextmanager
def _instant_server() -> Iterator[_Times]:
    times = _Times()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            times.received = time.perf_counter()
            reply = _reply(json.loads(body))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._send({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]})
            for at in range(0, len(reply), PIECE):
                self._send({"choices": [{"index": 0, "delta": {"content": reply[at : at + PIECE]}}]})
            times.sent = time.perf_counter()
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

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    times.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield times
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _reply(request: dict[str, Any]) -> str:
    """An answer from the first sentences shown that are long enough to be quoted."""
    shown = _SENTENCE.findall(str(request["messages"][-1]["content"]))
    findings = []
    for number, words in [found for found in shown if len(found[1].split()) > QUOTED][:MAX_FINDINGS]:
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
