"""The routes over the library, on the sample terms: what is written fits the description, and is what was asked for."""

import json
import runpy
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from bot import library_view, open_explainer
from bot.explainer import Explainer
from bot.showing import changes_view
from bot.web.api import described
from bot.web.app import api_app
from bot.web.options import WebOptions
from bot.web.schema import AnswerObject, Problem, ServiceObject, WatchedObject
from bot.web.schema_library import ChangesObject, ClauseObject, DatedVersionObject, FoundObject

MODELS: dict[str, Any] = {
    "/api/services": list[ServiceObject],
    "/api/documents/larkspan/terms-of-service/versions": list[DatedVersionObject],
    "/api/clauses/larkspan": list[ClauseObject],
    "/api/search?service=larkspan&words=close+my+account": list[FoundObject],
    "/api/changes?service=larkspan": ChangesObject,
    "/api/watch?service=larkspan": WatchedObject,
}


@pytest.fixture(scope="module")
def explainer(sample_home: Path) -> Iterator[Explainer]:
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        yield explainer


@pytest.fixture(scope="module")
def client(explainer: Explainer) -> Iterator[TestClient]:
    with TestClient(api_app(explainer, WebOptions())) as client:
        yield client


@pytest.mark.parametrize("path", MODELS)
def test_what_is_written_has_just_the_fields_of_its_description(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200, response.text
    adapter = TypeAdapter(MODELS[path])
    dumped = adapter.dump_python(adapter.validate_python(response.json()), mode="json", by_alias=True)
    if "clauses" in path:
        dumped = [{name: value for name, value in row.items() if name != "sub"} for row in dumped]
    assert dumped == response.json()


def test_clauses_are_those_of_the_day_and_the_document(client: TestClient, explainer: Explainer) -> None:
    asked = {"as_of": "2024-05-20", "terms_type": "privacy-policy"}
    rows = client.get("/api/clauses/larkspan", params=asked).json()
    version = next(v for v in explainer.versions("larkspan", "privacy-policy") if v.version == "2024-05-20")
    reading = explainer.reading(version)
    assert rows == library_view.clauses_json(reading)
    assert all(row["text"] == reading.source[row["start"] : row["end"]] for row in rows)


def test_without_a_document_the_terms_of_service_are_read(client: TestClient) -> None:
    terms = client.get("/api/clauses/larkspan", params={"terms_type": "terms-of-service"}).json()
    assert client.get("/api/clauses/larkspan").json() == terms


def test_one_character_has_one_clause(client: TestClient) -> None:
    rows = client.get("/api/clauses/larkspan").json()
    inner = next(row for row in rows if row["label"] == "9.2")
    (row,) = client.get("/api/clauses/larkspan", params={"at": inner["end"] - 1}).json()
    assert row["label"] == "9.2"
    far = client.get("/api/clauses/larkspan", params={"at": 99_999_999})
    assert far.status_code == 404 and "No clause stands at character" in far.json()["detail"]


def test_search_gives_as_many_as_were_asked_for_best_first(client: TestClient) -> None:
    asked = {"service": "larkspan", "words": "can they close my account", "k": 3}
    found = client.get("/api/search", params=asked).json()
    assert len(found) == 3
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)
    everywhere = client.get("/api/search", params=asked | {"service": "all"}).json()
    assert len(everywhere) == 3 and {row["service"] for row in everywhere} >= {"larkspan"}


def test_changes_are_between_the_days(client: TestClient, explainer: Explainer) -> None:
    found = client.get("/api/changes", params={"service": "larkspan", "from": "2023-11-01", "to": "2024-05-20"}).json()
    assert (found["from"]["version"], found["to"]["version"]) == ("2023-11-01", "2024-05-20")
    days = [explainer.in_force("larkspan")[0].effective.fromisoformat(day) for day in ("2023-11-01", "2024-05-20")]
    assert found == json.loads(json.dumps(changes_view.to_json(explainer.changes("larkspan", *days))))


def test_versions_come_oldest_first(client: TestClient) -> None:
    rows = client.get("/api/documents/larkspan/terms-of-service/versions").json()
    assert [row["version"] for row in rows] == ["2023-11-01", "2024-05-20", "2024-09-09", "2024-09-16"]
    assert rows[0]["change"] is None and rows[1]["change"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/clauses/larkspam", 404, "larkspan"),
        ("/api/clauses/larkspan?terms_type=cookie-policy", 404, "privacy-policy"),
        ("/api/clauses/larkspan?as_of=2001-01-01", 404, "2023-11-01"),
        ("/api/clauses/larkspan?at=-1", 422, "docs/api.md"),
        ("/api/documents/larkspan/cookie-policy/versions", 404, "privacy-policy"),
        ("/api/documents/larkspam/terms-of-service/versions", 404, "larkspan"),
        ("/api/documents/larkspan/Terms/versions", 422, "docs/api.md"),
        ("/api/search?service=larkspan", 422, "docs/api.md"),
        ("/api/search?service=larkspan&words=...", 422, "Ask in a few words"),
        ("/api/search?service=larkspan&words=fees&k=101", 422, "docs/api.md"),
        ("/api/search?service=nobody,larkspan&words=fees", 404, "nobody"),
        ("/api/changes?service=larkspan&from=2024-09-16&to=2024-05-20", 422, "the older day comes first"),
        ("/api/changes?service=larkspan&to=2023-11-01", 404, "2024"),
        ("/api/watch?service=larkspan&as_of=tomorrow", 422, "docs/api.md"),
    ],
)
def test_what_is_not_there_or_does_not_fit_is_a_problem_with_the_next_step(
    client: TestClient, path: str, status: int, said: str
) -> None:
    response = client.get(path)
    assert response.status_code == status, response.text
    problem = Problem.model_validate_json(response.text)
    assert said in f"{problem.detail} {problem.hint}"


@pytest.mark.parametrize(
    ("example", "model"),
    [
        (described.ANSWER, AnswerObject),
        (described.CHECKED, AnswerObject),
        (described.SERVICES, list[ServiceObject]),
        (described.VERSIONS, list[DatedVersionObject]),
        (described.CLAUSES, list[ClauseObject]),
        (described.FOUND, list[FoundObject]),
        (described.CHANGES, ChangesObject),
        (described.WATCHED, WatchedObject),
    ],
)
def test_the_examples_of_the_description_fit_it(example: Any, model: Any) -> None:
    TypeAdapter(model).validate_python(example)


def test_the_examples_are_what_is_answered_to_the_example_requests(client: TestClient) -> None:
    script = Path(__file__).resolve().parents[4] / "scripts" / "renew_examples.py"
    examples = json.loads(resources.files("bot.web.api").joinpath("examples.json").read_text(encoding="utf-8"))
    made = runpy.run_path(str(script))["made"](client)
    for name in made:
        assert examples[name] == made[name], f"{name}: renew it with scripts/renew_examples.py"
    assert set(examples) == set(made)


@pytest.mark.parametrize(("shape", "path"), [("AskRequest", "/api/ask"), ("CheckRequest", "/api/check")])
def test_every_example_of_a_body_is_answered(client: TestClient, shape: str, path: str) -> None:
    for example in client.get("/api/openapi.json").json()["components"]["schemas"][shape]["examples"]:
        assert client.post(path, json=example).status_code == 200, example


def test_the_quotes_of_the_examples_are_exact(explainer: Explainer) -> None:
    cited = [c for one in (described.ANSWER, described.CHECKED, described.WATCHED) for c in one["citations"]]
    assert len(cited) > 2
    for c in cited:
        assert explainer.source(c["source_sha256"])[c["start"] : c["end"]] == c["quote"]


def test_every_route_has_an_example_and_its_problems(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert set(paths) == {
        "/api/ask", "/api/check", "/api/services", "/api/documents/{service}/{terms_type}/versions",
        "/api/clauses/{service}", "/api/search", "/api/changes", "/api/watch", "/healthz", "/readyz",
    }  # fmt: skip
    for path, methods in paths.items():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                for kind, content in response["content"].items():
                    healthy = path in ("/healthz", "/readyz") and status == "200"
                    assert "example" in content or healthy or kind == "text/event-stream", (path, status, kind)
