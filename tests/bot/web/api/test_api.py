"""The API on the wire: what comes out, what is refused, and how an error is told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.types import Answered, Delta, Question, Retrieved
from bot.web.api import sse
from bot.web.app import api_app
from bot.web.options import WebOptions
from bot.web.schema import AnswerObject, Problem, WatchedObject
from bot.web.serving.guard import MAX_BODY
from bot.web.serving.problems import problem_of
from bot.words.plain import NOT_IN_TERMS
from ingest import (
    ConfigurationError,
    EmbeddingMismatch,
    HomeError,
    IndexDamaged,
    ModelError,
    NotFound,
    PlainTermsError,
    SourceError,
)
from tests.bot.web.fakes import FakeExplainer

ASKED = {"service": "merle", "question": "Does the yearly plan renew?"}
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
def explainer() -> FakeExplainer:
    return FakeExplainer()


@pytest.fixture
def client(explainer: FakeExplainer) -> Iterator[TestClient]:
    with TestClient(api_app(explainer, WebOptions())) as client:
        yield client


class Declining(FakeExplainer):
    """Finds nothing, and says so in our set words."""

    def stream(self, question: Question) -> Iterator[Retrieved | Delta | Answered]:
        *before, last = super().stream(replace(question, text="unicorns?"))
        yield from before
        assert isinstance(last, Answered)
        yield Answered(replace(last.answer, headline=NOT_IN_TERMS))


def told(response: Any) -> Problem:
    """The problem document of a refusal."""
    assert response.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in response.text
    problem = Problem.model_validate_json(response.text)
    assert problem.status == response.status_code
    return problem


def events(text: str) -> list[tuple[str, Any]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_an_answer_is_the_answer_object(client: TestClient) -> None:
    response = client.post("/api/ask", json=ASKED)
    assert response.status_code == 200
    answer = AnswerObject.model_validate_json(response.text)
    assert answer.status == "answered"
    assert answer.citations[0].label == "3"
    assert response.headers["cache-control"] == "no-store"


def test_the_schema_names_every_field_of_the_answer_object(client: TestClient) -> None:
    for question in ("Does the yearly plan renew?", "Where is the moon?"):
        value = client.post("/api/ask", json=ASKED | {"question": question}).json()
        assert AnswerObject.model_validate(value).model_dump(mode="json") == value


def test_everything_asked_reaches_the_explainer(client: TestClient, explainer: FakeExplainer) -> None:
    history = [{"role": "user", "content": "Can they close my account?"}, {"role": "assistant", "content": "Yes."}]
    body = ASKED | {"terms_type": "terms-of-service", "as_of": "2024-02-01", "history": history, "language": "de-CH"}
    answer = client.post("/api/ask", json=body).json()
    question = explainer.asked[0]
    assert (question.terms_type, str(question.as_of), question.language) == ("terms-of-service", "2024-02-01", "de-CH")
    assert [(t.role, t.content) for t in question.history] == [(h["role"], h["content"]) for h in history]
    assert answer["documents"][0]["version"] == "2024-01-10"
    assert answer["standalone_question"] == "Can they close my account? Does the yearly plan renew?"


@pytest.mark.parametrize("headers", [{}, STREAM], ids=["json", "stream"])
def test_our_own_sentences_are_in_the_language_asked_for(headers: dict[str, str]) -> None:
    with TestClient(api_app(Declining(), WebOptions())) as client:
        response = client.post("/api/ask", json=ASKED | {"language": "pt-BR"}, headers=headers)
    answer = events(response.text)[-1][1] if headers else response.json()
    assert answer["headline"] == "Os termos não o dizem."
    assert AnswerObject.model_validate(answer).notice == "information, not legal advice"


def test_an_answer_streams(client: TestClient) -> None:
    response = client.post("/api/ask", json=ASKED, headers=STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    got = events(response.text)
    assert [name for name, _ in got] == ["retrieved", "delta", "delta", "answered"]
    assert [data["text"] for name, data in got if name == "delta"] == ["Looking at", "Looking at the clause"]
    assert got[0][1]["passages"][2] | {"score": 0} == {
        "service": "merle", "terms_type": "terms-of-service", "version": "2024-06-01", "part": "", "label": "3",
        "title": "Fees", "start": 281, "end": 375, "score": 0,
    }  # fmt: skip
    AnswerObject.model_validate(got[-1][1])


def test_an_error_in_the_middle_of_a_stream_is_an_event(client: TestClient, explainer: FakeExplainer) -> None:
    explainer.fails, explainer.fails_late = IndexDamaged("The index is incomplete.", "plainterms reindex"), True
    name, data = events(client.post("/api/ask", json=ASKED, headers=STREAM).text)[-1]
    assert (name, data["status"], data["detail"], data["hint"]) == (
        "error", 503, "The index is incomplete.", "plainterms reindex",
    )  # fmt: skip


def test_a_line_break_does_not_break_an_event() -> None:
    assert sse(Delta("a\n\nevent: x\r\ndata: y")).count("\n") == 3


@pytest.mark.parametrize("headers", [{}, STREAM], ids=["json", "stream"])
def test_an_unknown_service_is_404_with_the_next_step(client: TestClient, headers: dict[str, str]) -> None:
    problem = told(client.post("/api/ask", json=ASKED | {"service": "nobody"}, headers=headers))
    assert (problem.status, problem.hint) == (404, "Did you mean merle?")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("x"), 404),
        (ConfigurationError("x"), 422),
        (EmbeddingMismatch("x"), 503),
        (HomeError("x"), 503),
        (IndexDamaged("x"), 503),
        (SourceError("x"), 503),
        (ModelError("x"), 502),
        (PlainTermsError("x"), 500),
        (RuntimeError("secret path"), 500),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_each_error_has_its_status(client: TestClient, explainer: FakeExplainer, error: Exception, status: int) -> None:
    explainer.fails = error
    problem = told(client.post("/api/ask", json=ASKED))
    assert problem.status == status
    assert "secret" not in problem.model_dump_json()


@pytest.mark.parametrize(
    ("changed", "at", "said"),
    [
        ({"question": "x" * 2_001}, "question", "at most 2000 characters"),
        ({"question": ""}, "question", "at least 1 character"),
        ({"question": None}, "question", "valid string"),
        ({"question": "\ud800"}, "question", "unicode"),
        ({"service": "x" * 101}, "service", "at most 100"),
        ({"as_of": "11/05/2026"}, "as_of", "YYYY-MM-DD"),
        ({"as_of": "2024-02-30"}, "as_of", "not a day of the calendar"),
        ({"as_of": "2024-02-01T10:00:00"}, "as_of", "YYYY-MM-DD"),
        ({"as_of": 1700000000}, "as_of", "YYYY-MM-DD"),
        ({"as_of": "٢٠٢٤-٠٢-٠١"}, "as_of", "YYYY-MM-DD"),
        ({"terms_type": "../etc"}, "terms_type", "pattern"),
        ({"language": "de; drop"}, "language", "pattern"),
        ({"history": [{"role": "user", "content": "x"}] * 21}, "history", "at most 20"),
        ({"history": [{"role": "system", "content": "x"}]}, "history.0.role", "'user' or 'assistant'"),
        ({"history": [{"role": "user", "content": "x" * 8_001}]}, "history.0.content", "at most 8000"),
        ({"model": "other"}, "model", "not permitted"),
    ],
)
def test_what_does_not_fit_is_named(client: TestClient, changed: dict[str, Any], at: str, said: str) -> None:
    body = json.dumps(ASKED | changed)
    problem = told(client.post("/api/ask", content=body, headers={"Content-Type": "application/json"}))
    assert problem.status == 422
    assert problem.errors[0]["at"] == at and said in problem.errors[0]["message"]
    assert "x" * 50 not in problem.model_dump_json(), "what was sent is not echoed"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 422),
        (b"[]", "application/json", 422),
        (b"", "application/json", 422),
        (b"\xff\xfe", "application/json", 422),
        (b"[" * 60_000, "application/json", 400),
        (b'{"service": ' + b"9" * 5_000 + b"}", "application/json", 400),
        (json.dumps(ASKED).encode(), "text/plain", 415),
        (json.dumps(ASKED).encode(), "application/x-www-form-urlencoded", 415),
    ],
    ids=["half", "list", "nothing", "bytes", "deep", "digits", "text", "form"],
)
def test_a_body_that_is_not_a_question_is_refused(client: TestClient, body: bytes, kind: str, status: int) -> None:
    assert told(client.post("/api/ask", content=body, headers={"Content-Type": kind})).status == status


def test_a_large_body_is_refused_whether_or_not_it_says_so(client: TestClient, explainer: FakeExplainer) -> None:
    body = b" " * (MAX_BODY + 1)
    chunks = (body[i : i + 1000] for i in range(0, len(body), 1000))
    for content in (body, chunks):
        assert told(client.post("/api/ask", content=content)).status == 413
    assert not explainer.asked


def test_what_to_watch_has_the_fields_of_its_schema(client: TestClient) -> None:
    asked = {"service": "merle", "as_of": "2024-02-01", "terms_type": "terms-of-service"}
    value = client.get("/api/watch", params=asked).json()
    assert WatchedObject.model_validate(value).model_dump(mode="json") == value
    assert (value["as_of"], value["documents"][0]["version"]) == ("2024-02-01", "2024-01-10")
    assert value["citations"][value["watch_outs"][0]["citations"][0]]["quote"].startswith("**3. Fees.**")


def test_watching_what_is_not_there_or_malformed_is_a_problem(client: TestClient) -> None:
    assert told(client.get("/api/watch", params={"service": "nobody"})).status == 404
    assert told(client.get("/api/watch")).status == 422
    assert told(client.get("/api/watch", params={"service": "merle", "as_of": "yesterday"})).status == 422


def test_services_are_listed_with_their_versions(client: TestClient) -> None:
    (service,) = client.get("/api/services").json()
    assert (service["service"], service["name"]) == ("merle", "Merle Pages")
    assert [v["version"] for v in service["documents"][0]["versions"]] == ["2024-01-10", "2024-06-01"]
    assert service["documents"][0]["versions"][0]["effective"] == "2024-01-10"


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/ask", 405), ("GET", "/api/nothing", 404), ("GET", "/docs", 404), ("GET", "/.env", 404)],
)
def test_other_addresses_are_refused_as_problems(client: TestClient, method: str, path: str, status: int) -> None:
    assert told(client.request(method, path)).status == status


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for response in (client.get("/healthz"), client.get("/nothing"), client.post("/api/ask", content=b"{")):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
        assert "script-src-attr 'none'" in response.headers["content-security-policy"]


def test_the_openapi_document_describes_asking_with_examples(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    ask = described["paths"]["/api/ask"]["post"]
    assert {"200", "404", "413", "422", "503"} <= set(ask["responses"])
    assert "text/event-stream" in ask["responses"]["200"]["content"]
    assert "application/problem+json" in ask["responses"]["404"]["content"]
    examples = described["components"]["schemas"]["AskRequest"]["examples"]
    assert all("question" in example for example in examples)


def test_an_unexpected_error_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    assert "secret" not in problem_of(RuntimeError("secret")).model_dump_json()
    assert "secret" in caplog.text


def test_check_gives_the_answer_object_with_claims(client: TestClient, explainer: FakeExplainer) -> None:
    response = client.post("/api/check", json={"service": "merle", "text": "They may close your accounts."})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    value = response.json()
    assert AnswerObject.model_validate(value).model_dump(mode="json", by_alias=True) == value
    assert (value["verdict"], value["claims"][0]["verdict"]) == ("contradicted", "contradicted")
    assert value["claims"][0]["quotes"][0]["near"] == 0
    assert explainer.asked[0].text == "They may close your accounts."


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"service": "merle"}, 422),
        ({"service": "merle", "text": ""}, 422),
        ({"service": "merle", "text": "a" * 20_001}, 422),
        ({"service": "merle", "text": "They sell.", "as_of": "7 August"}, 422),
        ({"service": "merle", "text": "They sell.", "more": 1}, 422),
        ({"service": "nowhere", "text": "They sell."}, 404),
    ],
)
def test_a_check_that_does_not_fit_is_a_problem(client: TestClient, body: dict[str, Any], status: int) -> None:
    response = client.post("/api/check", json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert Problem.model_validate_json(response.text).hint
