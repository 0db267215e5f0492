"""A client that goes away: its answer ends, its place is free, whatever the model is doing."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest

from bot.sites import SiteStore, made_site
from bot.turns import current
from bot.types import Delta, Event, Question, Retrieved
from bot.web.app import api_app
from bot.web.options import WebOptions
from tests.bot.web.fakes import FakeExplainer

PAGE = "https://merle.example"
ASKED = json.dumps({"service": "merle", "question": "Does the yearly plan renew?"}).encode()


class SlowExplainer(FakeExplainer):
    """Waits for a model that says nothing, before or after its first event."""

    def __init__(self, *, at_once: bool) -> None:
        super().__init__()
        self.at_once = at_once
        self.waits, self.ended = Flag(), Flag()

    def stream(self, question: Question) -> Iterator[Event]:  # type: ignore[override]
        try:
            if not self.at_once:
                yield Retrieved(question.text, ())
                yield Delta("Looking")
            self.waits.set()
            current().pause(3600)
            yield Delta("late")
        finally:
            self.ended.set()


async def hung_up(explainer: SlowExplainer, accept: str, path: str, sites: SiteStore) -> list[dict[str, Any]]:
    """What is sent to a client that asks and goes away once the model is waited for."""
    sent: list[dict[str, Any]] = []
    asked = [{"type": "http.request", "body": ASKED, "more_body": False}]
    sites.add(made_site("merle", ["merle"], [PAGE]))

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        assert await asyncio.to_thread(explainer.waits.wait, 60)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/json"), (b"accept", accept.encode())]
    headers += [(b"origin", PAGE.encode())] if path.startswith("/api/sites") else []
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "POST",
        "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": headers, "client": ("127.0.0.1", 1), "server": ("localhost", 80),
    }  # fmt: skip
    app: Any = api_app(explainer, WebOptions(at_once=1, sites=sites))
    async with asyncio.timeout(60):
        await app(scope, receive, send)
    assert await asyncio.to_thread(explainer.ended.wait, 60)
    return sent


@pytest.mark.parametrize("at_once", [True, False], ids=["before the first event", "after it"])
@pytest.mark.parametrize(("path", "said"), [("/api/ask", b"Looking"), ("/api/sites/merle/ask", b"event: working")])
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_the_answer_ends_when_its_client_is_gone(
    at_once: bool, accept: str, path: str, said: bytes, tmp_path: Path
) -> None:
    sent = asyncio.run(hung_up(SlowExplainer(at_once=at_once), accept, path, SiteStore(tmp_path)))
    streamed = accept == "text/event-stream" and not at_once
    assert sent[0]["status"] == (200 if streamed else 499)
    assert any(said in message.get("body", b"") for message in sent) is streamed
