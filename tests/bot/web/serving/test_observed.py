"""What the server says of itself: its log, its figures, whether it is ready."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.sites import SiteStore, made_site
from bot.web.app import api_app
from bot.web.options import WebOptions
from bot.web.serving.logs import ACCESS, JsonLines, TextLines
from ingest import IndexDamaged
from tests.bot.web.fakes import FakeExplainer

ASKED = {"service": "merle", "question": "Does the yearly plan renew for my secret pet?"}


@contextmanager
def asking(explainer: FakeExplainer | None = None, **options: Any) -> Iterator[TestClient]:
    with TestClient(
        api_app(explainer or FakeExplainer(), WebOptions(**options)), base_url="http://localhost"
    ) as client:
        yield client


def read(caplog: pytest.LogCaptureFixture, formatter: logging.Formatter) -> list[str]:
    return [formatter.format(record) for record in caplog.records if record.name == ACCESS.name]


def test_a_request_is_one_line_of_json_without_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, ACCESS.name)
    with asking() as client:
        client.post("/api/ask", json=ASKED, headers={"X-Request-ID": "r1"})
        client.get("/api/search", params={"service": "merle", "words": "secret pet"})
        client.post("/api/check", json={"service": "merle", "text": "My secret pet renews."})
    first, *others = read(caplog, JsonLines())
    line = json.loads(first)
    assert isinstance(line.pop("ms"), int) and line.pop("time").endswith("+00:00")
    assert line == {
        "level": "INFO", "logger": "plainterms.access", "message": "request", "method": "POST", "route": "/api/ask",
        "status": 200, "service": "merle", "answer": "answered", "engine": "excerpt", "request_id": "r1",
    }  # fmt: skip
    assert len(others) == 2 and "secret" not in "".join([first, *others])
    assert "127.0.0.1" not in first and "testclient" not in first


def test_a_visitors_question_is_not_in_the_log(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    caplog.set_level(logging.INFO, ACCESS.name)
    sites = SiteStore(tmp_path)
    sites.add(made_site("merle", ["merle"], ["https://merle.example"]))
    with asking(sites=sites, metrics=True) as client:
        asked = {"question": ASKED["question"], "history": [{"role": "user", "content": "a secret before it"}]}
        client.post("/api/sites/merle/ask", json=asked, headers={"Origin": "https://merle.example"})
        figures = client.get("/metrics").text
    line = json.loads(read(caplog, JsonLines())[0])
    assert (line["route"], line["site"], line["service"]) == ("/api/sites/{site}/ask", "merle", "merle")
    assert "secret" not in json.dumps(line) and "merle.example" not in json.dumps(line)
    assert "secret" not in figures and "merle" not in figures


def test_questions_are_logged_where_the_operator_wants_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, ACCESS.name)
    with asking(log_questions=True) as client:
        client.post("/api/ask", json=ASKED)
    assert json.loads(read(caplog, JsonLines())[0])["question"] == ASKED["question"]


def test_text_for_people_is_one_line_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, ACCESS.name)
    with asking() as client:
        client.get("/api/clauses/nobody")
    (line,) = read(caplog, TextLines())
    assert 'INFO request logger="plainterms.access"' in line
    assert 'route="/api/clauses/{service}" status=404 service="nobody"' in line


def test_a_traceback_cannot_pose_as_a_line() -> None:
    try:
        raise ValueError("x\n2024-01-01T00:00:00.000+00:00 ERROR forged")
    except ValueError as error:
        record = logging.LogRecord("a", logging.ERROR, "", 1, "went\nwrong", (), (type(error), error, None))
    text = TextLines().format(record).splitlines()
    assert "went\\nwrong" in text[0] and all(line.startswith("    ") for line in text[1:])
    assert len(JsonLines().format(record).splitlines()) == 1


def test_figures_are_there_when_they_are_switched_on() -> None:
    with asking() as client:
        assert client.get("/metrics").status_code == 404
    with asking(metrics=True, rate_address=6) as client:
        client.post("/api/ask", json=ASKED)
        client.post("/api/ask", json=ASKED, headers={"Accept": "text/event-stream"})
        client.post("/api/ask", json=ASKED | {"question": "Where is the moon?"})
        client.get("/api/clauses/merle")
        client.get("/api/clauses/nobody")
        client.get("/api/clauses/" + "x" * 300)
        client.get("/api/services")
        client.request("BREW", "/nothing/secret")
        text = client.get("/metrics").text
    for line in (
        'plainterms_requests_total{method="POST",route="/api/ask",status="200"} 3.0',
        'plainterms_requests_total{method="GET",route="/api/clauses/{service}",status="200"} 1.0',
        'plainterms_requests_total{method="GET",route="/api/clauses/{service}",status="404"} 1.0',
        'plainterms_requests_total{method="other",route="other",status="404"} 1.0',
        'plainterms_request_seconds_count{route="/api/ask"} 3.0',
        'plainterms_answers_total{engine="excerpt",status="answered"} 2.0',
        'plainterms_answers_total{engine="excerpt",status="not_in_terms"} 1.0',
        'plainterms_rate_limited_total{by="address"} 1.0',
        "plainterms_streams_open 0.0",
        "plainterms_answers_running 0.0",
        "plainterms_model_failures_total 0.0",
    ):
        assert line in text, f"{line} is not in {text}"
    assert "secret" not in text and "merle" not in text and "xxx" not in text


def test_two_servers_have_figures_of_their_own() -> None:
    with asking(metrics=True) as one, asking(metrics=True) as other:
        one.post("/api/ask", json=ASKED)
        assert "plainterms_answers_total{" in one.get("/metrics").text
        assert "plainterms_answers_total{" not in other.get("/metrics").text


def test_ready_says_what_is_wrong() -> None:
    with asking() as client:
        assert client.get("/readyz").json() == {"status": "ok"}
    with asking(FakeExplainer(broken=IndexDamaged("The index is incomplete.", "plainterms reindex"))) as client:
        response = client.get("/readyz")
        assert (response.status_code, response.json()["hint"]) == (503, "plainterms reindex")
        assert client.get("/healthz").json() == {"status": "ok"}
