"""Sites on the wire: who may ask, what a page may read, and what never leaves the server."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.sites import SiteStore, made_site
from bot.types import Answered, Question
from bot.web.app import api_app
from bot.web.options import WebOptions
from bot.web.schema import Problem
from bot.web.widget.answer import SiteAnswer, site_answer
from bot.web.widget.routes import script_sizes
from ingest import IndexDamaged
from tests.bot.web.fakes import HOSTILE, FakeExplainer, version_of

HERE = "https://merle.example"
ASKED = {"question": "Does the yearly plan renew?"}
ASK = "/api/sites/merle/ask"
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
def explainer() -> FakeExplainer:
    return FakeExplainer()


@pytest.fixture
def sites(tmp_path: Path) -> SiteStore:
    store = SiteStore(tmp_path)
    store.add(made_site("merle", ["merle"], [HERE]))
    store.add(made_site("nobody", ["merle"]))
    return store


@pytest.fixture
def client(explainer: FakeExplainer, sites: SiteStore) -> Iterator[TestClient]:
    app = api_app(explainer, WebOptions(sites=sites))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def ask(client: TestClient, origin: str | None = HERE, path: str = ASK, **headers: str) -> Any:
    sent = headers | ({"Origin": origin} if origin else {})
    return client.post(path, json=ASKED, headers=sent)


def told(response: Any) -> Problem:
    assert response.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate_json(response.text)
    assert problem.status == response.status_code
    return problem


# --- who may ask -----------------------------------------------------------------------------------------------------


def test_a_page_of_the_site_asks_and_may_read_the_answer(client: TestClient) -> None:
    response = ask(client)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == HERE
    assert "Origin" in response.headers["vary"]
    assert "access-control-allow-credentials" not in response.headers
    assert "set-cookie" not in response.headers
    answer = SiteAnswer.model_validate_json(response.text)
    assert answer.statements[0].quoted and "renews by itself" in answer.statements[0].text


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://merle.example.evil.example",
        "https://evil-merle.example",
        "http://merle.example",
        "https://merle.example:8443",
        "https://MERLE.example",
        "null",
        "*",
        "https://merle.example, https://evil.example",
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET", "OPTIONS"])
def test_a_foreign_page_is_refused_and_reads_nothing(
    client: TestClient, explainer: FakeExplainer, origin: str, method: str
) -> None:
    path = "/api/sites/merle" if method == "GET" else ASK
    response = client.request(method, path, headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert told(response).status == 403
    assert not [name for name in response.headers if name.startswith("access-control")]
    assert "Origin" in response.headers["vary"]
    assert explainer.asked == []


def test_no_page_may_ask_before_one_is_named(client: TestClient, explainer: FakeExplainer) -> None:
    assert told(ask(client, path="/api/sites/nobody/ask")).status == 403
    assert explainer.asked == []


def test_a_question_without_an_origin_is_refused(client: TestClient, explainer: FakeExplainer) -> None:
    assert told(ask(client, None)).detail == "The request names no origin."
    assert explainer.asked == []


def test_a_form_of_a_foreign_page_asks_nothing(client: TestClient, explainer: FakeExplainer) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        sent = {"Origin": "https://evil.example", "Content-Type": kind}
        assert client.post(ASK, content=json.dumps(ASKED), headers=sent).status_code == 403
    assert explainer.asked == []


def test_the_servers_own_pages_may_ask(client: TestClient) -> None:
    assert ask(client, "http://testserver").status_code == 200
    assert ask(client, "https://testserver").status_code == 200, "a proxy before it speaks TLS"


def test_a_preflight_says_what_may_be_sent(client: TestClient) -> None:
    response = client.options(ASK, headers={"Origin": HERE, "Access-Control-Request-Method": "POST"})
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == HERE
    assert response.headers["access-control-allow-methods"] == "GET, POST"
    assert "Content-Type" in response.headers["access-control-allow-headers"]


@pytest.mark.parametrize("path", ["/api/sites/other", "/api/sites/other/ask", "/sites/other", "/sites/other/demo"])
def test_an_unknown_site_is_404(client: TestClient, path: str) -> None:
    response = client.request("POST" if path.endswith("ask") else "GET", path, headers={"Origin": HERE})
    assert told(response).detail == "There is no site 'other'."


@pytest.mark.parametrize(
    "path", ["/api/sites/..%2fmerle", "/api/sites/merle%00", "/sites/../api/ask", "/sites/%2e%2e/x"]
)
def test_a_name_that_is_none_leads_nowhere(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 405)


@pytest.mark.parametrize("end", ["%0A", "/", "%2F", "//", "%20", ";x", "%00", ".", "/..%2Fask"])
def test_no_spelling_of_the_path_leads_past_the_door(client: TestClient, explainer: FakeExplainer, end: str) -> None:
    for origin in ("https://evil.example", HERE):
        assert ask(client, origin, ASK + end).status_code in (403, 404)
        assert ask(client, origin, f"/api/sites/merle{end}/ask").status_code in (403, 404)
    assert explainer.asked == []


def test_a_site_asks_about_its_own_services_only(client: TestClient, explainer: FakeExplainer) -> None:
    ask(client)
    assert (explainer.asked[0].service, explainer.asked[0].within) == ("merle", ("merle",))
    response = client.post(ASK, json=ASKED | {"service": "other"}, headers={"Origin": HERE})
    assert told(response).status == 404
    assert response.headers["access-control-allow-origin"] == HERE, "the page may read why"
    assert len(explainer.asked) == 1
    assert client.get("/api/sites/merle", params={"service": "other"}).status_code == 404


# --- how often -------------------------------------------------------------------------------------------------------


def change(sites: SiteStore, **limits: int) -> None:
    sites.add(made_site("merle", ["merle"], [HERE], **limits), replace=True)


def test_over_the_limit_is_429_with_the_time_to_wait(
    client: TestClient, explainer: FakeExplainer, sites: SiteStore
) -> None:
    change(sites, visitor_per_minute=2)
    assert [ask(client).status_code for _ in range(3)] == [200, 200, 429]
    response = ask(client)
    assert told(response).hint == "Ask again in 30 s."
    assert response.headers["retry-after"] == "30"
    assert response.headers["access-control-allow-origin"] == HERE
    assert response.headers["access-control-expose-headers"] == "Retry-After"
    assert len(explainer.asked) == 2
    assert client.get("/api/sites/merle", headers={"Origin": HERE}).status_code == 200, "looking is not asking"


def test_the_day_is_over(client: TestClient, sites: SiteStore) -> None:
    change(sites, per_day=1)
    assert ask(client).status_code == 200
    response = ask(client)
    assert told(response).detail == "All questions of this day have been asked."
    assert 1 <= int(response.headers["retry-after"]) <= 86_400


def test_a_header_of_the_visitor_does_not_make_another_visitor(client: TestClient, sites: SiteStore) -> None:
    change(sites, visitor_per_minute=1)
    codes = [
        ask(client, **{"X-Forwarded-For": f"203.0.113.{n}", "Forwarded": f"for={n}"}).status_code for n in range(3)
    ]
    assert codes == [200, 429, 429]


# --- what is said ----------------------------------------------------------------------------------------------------


def events(text: str) -> list[tuple[str, Any]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_words_that_are_not_checked_never_leave(client: TestClient) -> None:
    response = ask(client, **STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["access-control-allow-origin"] == HERE
    got = events(response.text)
    assert [name for name, _ in got] == ["retrieved", "working", "working", "answered"]
    assert got[0][1] == {"clauses": 3}
    assert "Looking at" not in response.text
    SiteAnswer.model_validate(got[-1][1])


def test_an_error_in_the_middle_is_an_event_and_before_it_a_status(
    client: TestClient, explainer: FakeExplainer
) -> None:
    explainer.fails, explainer.fails_late = IndexDamaged("The index is incomplete.", "plainterms reindex"), True
    assert events(ask(client, **STREAM).text)[-1][0] == "error"
    explainer.fails_late = False
    response = ask(client, **STREAM)
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (503, HERE)


def test_the_answer_is_words_without_markup(client: TestClient, explainer: FakeExplainer) -> None:
    response = client.post(ASK, json={"question": "who may see the content I write?"}, headers={"Origin": HERE})
    citation = SiteAnswer.model_validate_json(response.text).citations[0]
    assert citation.quote == (
        "You keep what you write. You grant us a licence to host and show it, as our privacy notice says."
    )
    assert (citation.clause, citation.document) == ("1 Your content", "Terms of Service")
    assert str(citation.effective) == "2024-06-01"
    assert citation.source_url == "https://merle.example/terms"


def test_a_source_that_is_no_web_address_is_no_address() -> None:
    explainer = FakeExplainer(source=HOSTILE)
    *_, last = explainer.stream(Question("is my upload yours?", "merle"))
    assert isinstance(last, Answered)
    for url in ("javascript:alert(1)", "data:text/html,x", "", "https://", "file:///etc/passwd"):
        answer = replace(last.answer, citations=(replace(last.answer.citations[0], source_url=url),))
        shown = site_answer(answer, explainer)
        assert shown.citations[0].source_url == ""
        assert "\u202e" not in shown.model_dump_json()


def test_what_is_ours_is_said_in_the_language_and_what_is_not_is_named(client: TestClient) -> None:
    explainer = FakeExplainer()
    *_, last = explainer.stream(Question("does the yearly plan renew?", "merle"))
    assert isinstance(last, Answered)
    answer = replace(last.answer, headline='The terms deal with this in 3 "Fees".', notes=("A note.",))
    told = site_answer(answer, explainer, "de")
    assert told.headline == 'Darum geht es in den Bedingungen unter 3 "Fees".'
    assert told.english == ["A note."]
    assert (told.documents[0].name, told.citations[0].document) == ("Nutzungsbedingungen", "Nutzungsbedingungen")
    assert "renews by itself" in told.statements[0].text, "the terms keep their words"
    assert site_answer(answer, explainer, "ar").english == [answer.headline, "A note."]
    worded = replace(answer, engine=replace(answer.engine, mode="model"))
    assert site_answer(worded, explainer, "ar").english == []
    response = client.post(ASK, json=ASKED | {"language": "de"}, headers={"Origin": HERE})
    assert SiteAnswer.model_validate_json(response.text).documents[0].name == "Nutzungsbedingungen"


def test_what_a_site_is(client: TestClient, sites: SiteStore) -> None:
    value = client.get("/api/sites/merle", headers={"Origin": HERE}).json()
    assert value == {
        "site": "merle", "service": "merle", "name": "Merle Pages",
        "examples": ["Can they close my account?", "What will I be charged, and when?", "Who owns what I upload?",
                     "What does “Your content” say?"],
        "terms_url": "https://merle.example/terms", "language": "", "mode": "excerpt",
        "notice": "information, not legal advice",
    }  # fmt: skip
    sites.add(made_site("merle", ["merle"], [HERE], terms_url="https://merle.example/legal"), replace=True)
    assert client.get("/api/sites/merle").json()["terms_url"] == "https://merle.example/legal"


@pytest.mark.parametrize(
    "body",
    [{}, {"question": ""}, {"question": "x" * 2001}, {"question": "x", "as_of": "2024-01-01"},
     {"question": "x", "within": []},
     {"question": "x", "language": "en_US"}, {"question": "x", "history": [{"role": "system", "content": "x"}]}, []],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_may_be_read(client: TestClient, body: Any) -> None:
    response = client.post(ASK, json=body, headers={"Origin": HERE})
    assert told(response).status == 422
    assert response.headers["access-control-allow-origin"] == HERE


# --- the script and the pages ----------------------------------------------------------------------------------------


def test_the_script_is_served_as_it_is_and_packed(client: TestClient) -> None:
    written = (Path(__file__).parents[4] / "bot/web/widget/widget.js").read_text(encoding="utf-8")
    plain = client.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert plain.text == written and "content-encoding" not in plain.headers
    packed = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert packed.text == written and packed.headers["content-encoding"] == "gzip"
    for response in (plain, packed):
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["x-content-type-options"] == "nosniff"
    again = client.get("/widget.js", headers={"If-None-Match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_script_is_small() -> None:
    plain, packed = script_sizes()
    print(f"widget.js: {plain:,} bytes, {packed:,} with gzip")
    assert packed < 20_000


@pytest.mark.parametrize("path", ["/sites/merle", "/sites/merle/demo"])
def test_who_may_frame_a_page_follows_from_the_origins(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert f"frame-ancestors {HERE}" in headers["content-security-policy"]
    assert "x-frame-options" not in headers, "it would contradict the list"
    nobody = client.get(path.replace("merle", "nobody")).headers
    assert "frame-ancestors 'none'" in nobody["content-security-policy"]


@pytest.mark.parametrize("path", ["/sites/merle", "/sites/merle/demo"])
def test_the_pages_keep_the_policy_that_the_widget_is_promised_to_work_under(client: TestClient, path: str) -> None:
    response = client.get(path)
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(
        r"<script(?![^>]* src=\"/widget\.js\")|\son\w+=|\sstyle=|https?://(?!your|merle)", response.text
    )


def test_a_hostile_document_is_text_on_the_page_to_try(sites: SiteStore) -> None:
    hostile = FakeExplainer(source=HOSTILE, versions=(version_of("2024-01-10", name="<b>Merle</b>"),))
    with TestClient(api_app(hostile, WebOptions(sites=sites))) as client:
        page = client.get("/sites/merle/demo").text
    assert "<b>" not in page and 'onerror="' not in page and page.count("<script") == 1
    assert "<img" not in page and "\u202e" not in page


def test_everything_else_keeps_its_headers(client: TestClient) -> None:
    headers = client.get("/api/services").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers
