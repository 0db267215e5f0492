"""Who may ask, from where and how often; and what nobody can smuggle in."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.web.app import api_app
from bot.web.options import THIS_MACHINE, WebOptions
from bot.web.schema import Problem
from bot.web.serving.keys import Keys
from tests.bot.web.fakes import FakeExplainer

ASKED = {"service": "merle", "question": "Does the yearly plan renew?"}
KEY = "correct horse battery staple"
KEYS = Keys((("shop", hashlib.sha256(KEY.encode()).hexdigest()),))
BEARER = {"Authorization": f"Bearer {KEY}"}


@contextmanager
def asking(explainer: FakeExplainer | None = None, **options: Any) -> Iterator[TestClient]:
    app = api_app(explainer or FakeExplainer(), WebOptions(**options))
    with TestClient(app, base_url="http://localhost:7860", raise_server_exceptions=False) as client:
        yield client


def told(response: Any, status: int) -> Problem:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    problem = Problem.model_validate_json(response.text)
    assert problem.request_id == response.headers["x-request-id"]
    return problem


# --- keys ------------------------------------------------------------------------------------------------------------


def test_with_keys_the_api_asks_for_one() -> None:
    explainer = FakeExplainer()
    with asking(explainer, keys=KEYS) as client:
        refused = client.post("/api/ask", json=ASKED)
        assert "Bearer" in told(refused, 401).hint and refused.headers["www-authenticate"] == "Bearer"
        for wrong in ("Bearer wrong", f"Basic {KEY}", "Bearer", KEY, f"Bearer {KEY} x"):
            told(client.get("/api/services", headers={"Authorization": wrong}), 401)
        assert not explainer.asked
        assert client.post("/api/ask", json=ASKED, headers=BEARER).status_code == 200
        assert client.post("/api/ask", json=ASKED, headers={"Authorization": f"bearer {KEY}"}).status_code == 200


def test_watchdogs_and_the_description_need_no_key() -> None:
    with asking(keys=KEYS, metrics=True) as client:
        for path in ("/healthz", "/readyz", "/api/openapi.json"):
            assert client.get(path).status_code == 200
        told(client.get("/metrics"), 401)
        assert client.get("/metrics", headers=BEARER).status_code == 200


def test_the_description_says_that_a_key_is_needed_only_where_it_is() -> None:
    with asking(keys=KEYS) as client:
        assert "HTTPBearer" in client.get("/api/openapi.json").json()["components"]["securitySchemes"]
    with asking() as client:
        assert "securitySchemes" not in client.get("/api/openapi.json").json()["components"]


# --- limits ----------------------------------------------------------------------------------------------------------


def test_an_address_that_asks_too_often_has_to_wait() -> None:
    with asking(rate_address=3) as client:
        assert [client.get("/api/services").status_code for _ in range(3)] == [200] * 3
        refused = client.get("/api/services")
        problem = told(refused, 429)
        assert 1 <= int(refused.headers["retry-after"]) <= 20
        assert f"Try again in {refused.headers['retry-after']} second" in problem.hint
        assert client.get("/healthz").status_code == 200


def test_keys_have_limits_of_their_own_and_trying_keys_is_limited_too() -> None:
    with asking(keys=KEYS, rate_address=2, rate_key=3) as client:
        assert [client.get("/api/services", headers=BEARER).status_code for _ in range(4)] == [200] * 3 + [429]
        wrong = {"Authorization": "Bearer guess"}
        assert [client.get("/api/services", headers=wrong).status_code for _ in range(3)] == [401, 401, 429]


def test_too_many_answers_at_once_are_told_to_come_back() -> None:
    explainer = FakeExplainer(holds=True)
    with asking(explainer, at_once=1) as client, ThreadPoolExecutor(1) as threads:
        held = threads.submit(client.post, "/api/ask", json=ASKED)
        assert explainer.holding.wait(60)
        refused = client.get("/api/watch", params={"service": "merle"})
        explainer.released.set()
        assert held.result(60).status_code == 200
        assert told(refused, 503).detail == "Too many answers are being worked on."
        assert refused.headers["retry-after"] == "2"
        assert client.get("/healthz").status_code == 200


# --- from where ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "http://localhost:7860.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost:7860", "Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["/api/ask", "/api/check", "/gradio_api/queue/join"])
def test_another_pages_request_is_refused(headers: dict[str, str], path: str) -> None:
    explainer = FakeExplainer()
    with asking(explainer) as client:
        told(client.post(path, json=ASKED, headers=headers), 403)
    assert not explainer.asked


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://localhost:7860", "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
)
def test_our_own_page_and_programs_may_ask(headers: dict[str, str]) -> None:
    with asking() as client:
        assert client.post("/api/ask", json=ASKED, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", ""],
)
@pytest.mark.parametrize("path", ["/api/ask", "/api/check"])
def test_what_a_form_can_send_is_not_taken(kind: str, path: str) -> None:
    explainer = FakeExplainer()
    with asking(explainer) as client:
        told(client.post(path, content=json.dumps(ASKED), headers={"Content-Type": kind}), 415)
    assert not explainer.asked


def test_json_with_a_charset_is_json() -> None:
    with asking() as client:
        kind = {"Content-Type": "Application/JSON; charset=utf-8"}
        assert client.post("/api/ask", content=json.dumps(ASKED), headers=kind).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[", "a b"])
def test_a_name_that_is_not_ours_is_refused(host: str) -> None:
    with asking(hosts=THIS_MACHINE) as client:
        for path in ("/healthz", "/api/services", "/api/sites/merle", "/"):
            told(client.get(path, headers={"Host": host}), 421)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:7860", "127.0.0.1:1", "[::1]:7860", "acme.localhost", "localhost."]
)
def test_this_machines_names_are_ours(host: str) -> None:
    with asking(hosts=THIS_MACHINE) as client:
        assert client.get("/healthz", headers={"Host": host}).status_code == 200


# --- what is smuggled ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/api/../../etc/passwd", "/api/..%2f..%2fetc%2fpasswd", "/api/clauses/..%2f..%2f..%2fetc%2fpasswd",
        "/api/documents/..%2f..%2f/etc/versions", "/api/clauses/%2e%2e/%2e%2e/library.sqlite3", "/api//etc/passwd",
        "/api/clauses/merle%00", "/api/clauses/%ff%fe", "/api/documents/merle/..%2fx/versions",
        "/%2e%2e/library.sqlite3",
        "/api/clauses/" + "x" * 5_000, "/static/../../../etc/passwd",
    ],
)  # fmt: skip
def test_paths_lead_nowhere_but_to_the_library(path: str) -> None:
    with asking() as client:
        response = client.get(path)
        assert response.status_code in (404, 422)
        told(response, response.status_code)
        assert "root:" not in response.text


@pytest.mark.parametrize("given", ["a\r\nSet-Cookie: x=1", "a b", "x" * 65, "", "ä", "../x", "<script>", "-x"])
def test_a_request_id_that_is_no_plain_word_is_replaced(given: str) -> None:
    with asking() as client:
        response = client.get("/healthz", headers={"X-Request-ID": given.encode("utf-8")})
        assert response.headers["x-request-id"] != given and len(response.headers["x-request-id"]) == 16
        assert "set-cookie" not in response.headers


def test_a_plain_request_id_is_kept_in_the_answer_and_in_problems() -> None:
    with asking() as client:
        headers = {"X-Request-ID": "order-17.a_B"}
        assert client.get("/healthz", headers=headers).headers["x-request-id"] == "order-17.a_B"
        assert told(client.get("/nothing", headers=headers), 404).request_id == "order-17.a_B"


def test_an_unexpected_error_is_a_problem_with_its_id_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with asking(FakeExplainer(broken=RuntimeError("secret path"))) as client:
        problem = told(client.get("/api/services", headers={"X-Request-ID": "find-me"}), 500)
    assert problem.request_id == "find-me" and "secret" not in problem.model_dump_json()
    assert "secret path" in caplog.text and "Traceback" in caplog.text


def test_nothing_in_a_question_can_write_a_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    from bot.web.serving.logs import ACCESS, JsonLines, TextLines

    caplog.set_level(logging.INFO, ACCESS.name)
    evil = 'x"}\n{"level": "ERROR", "message": "forged"}\r\n2024-01-01T00:00:00+00:00 ERROR forged\u2028forged'
    with asking(log_questions=True) as client:
        client.post("/api/ask", json=ASKED | {"question": evil})
    (record,) = [record for record in caplog.records if record.name == ACCESS.name]
    for formatter in (JsonLines(), TextLines()):
        assert len(formatter.format(record).splitlines()) == 1
    assert json.loads(JsonLines().format(record))["question"] == evil


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.serving.guard.BODY_S", 0.0)
    app: Any = api_app(FakeExplainer(), WebOptions())
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return await asyncio.get_running_loop().create_future()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/ask", "headers": [(b"content-length", b"9")]}
    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 408 and (b"connection", b"close") in sent[0]["headers"]
