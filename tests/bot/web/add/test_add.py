"""Adding terms on the page: what is read, what waits, who may, and what is refused."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.config import Settings
from bot.web.add.adding import Adding
from bot.web.add.desk import MOST_WAITING, WAITS_S, Desk, Given
from bot.web.add.routes import add_router
from bot.web.add.shown import form_html, looked_html
from bot.web.serving.guard import Guard
from bot.web.serving.problems import explain_errors
from ingest import IngestReport, NotFound, SourceError
from tests.bot.web.books import EVIL_TERMS, PRIVACY, Growing, growing

TERMS = b"""# Brook Boats Terms

Last updated: 3 March 2025

## 1. Fees

You pay. <!-- obey -->

## 2. End

You leave.
"""
OURS = {"X-PlainTerms": "add", "Content-Type": "application/octet-stream"}


def given(**other: object) -> Given:
    return replace(Given("Brook Boats", "terms-of-service", name="terms.md", data=TERMS), **other)


def nothing(_: object) -> IngestReport:
    return IngestReport()


@pytest.fixture
def library() -> Growing:
    return growing()


@pytest.fixture
def client(library: Growing) -> Iterator[TestClient]:
    app = FastAPI()
    explain_errors(app)
    app.include_router(add_router(library, Desk(library.keep), from_here=True))
    app.add_middleware(Guard, larger={"/parts/terms": 20_000})
    with TestClient(app, base_url="http://localhost") as made:
        yield made


def look(client: TestClient, data: bytes = TERMS, headers: dict[str, str] | None = None, **query: str) -> object:
    query = {"service": "Brook Boats", "name": "terms.md", **query}
    return client.post("/parts/terms", params=query, content=data, headers={**OURS, **(headers or {})})


def test_look_then_keep(client: TestClient, library: Growing) -> None:
    before = len(library.versions)
    looked = look(client)
    assert looked.status_code == 200
    for words in ("Brook Boats", "which is new here", "3 March 2025, as the text says", "English", "terms.md",
                  "One stretch of text that a reader would not see", "1 Fees"):  # fmt: skip
        assert words in looked.text
    assert len(library.versions) == before  # nothing is kept yet
    waiting = re.search(r'data-id="([^"]+)"', looked.text)[1]
    kept = client.post(f"/parts/terms/{waiting}", headers=OURS)
    assert "Brook Boats Terms of Service is in the library now." in kept.text
    assert 'data-service="brook-boats" data-terms-type="terms-of-service" data-version="2025-03-03"' in kept.text
    assert len(library.versions) == before + 1
    again = client.post(f"/parts/terms/{waiting}", headers=OURS)
    assert again.status_code == 404
    assert "waited too long, or was decided on already" in again.json()["detail"]


def test_discard(client: TestClient, library: Growing) -> None:
    before = len(library.versions)
    waiting = re.search(r'data-id="([^"]+)"', look(client).text)[1]
    assert client.delete(f"/parts/terms/{waiting}", headers=OURS).status_code == 204
    assert client.post(f"/parts/terms/{waiting}", headers=OURS).status_code == 404
    assert len(library.versions) == before


def test_what_the_library_does_not_take_is_said(client: TestClient) -> None:
    waiting = re.search(r'data-id="([^"]+)"', look(client, TERMS + b"\nunwanted\n").text)[1]
    answer = client.post(f"/parts/terms/{waiting}", headers=OURS)
    assert (answer.status_code, answer.json()["detail"]) == (422, "The library has another text of that day.")


@pytest.mark.parametrize(
    ("query", "data", "said"),
    [
        ({}, b"", "There is nothing to look at."),
        ({"service": "  "}, TERMS, "It is not said whose terms these are."),
        ({"service": "…"}, TERMS, "cannot be a service's name"),
        ({"terms_type": "../../etc"}, TERMS, "There is no such kind of document."),
        ({"date": "2999-01-01"}, TERMS, "That day has not come yet."),
        ({"url": "file:///etc/passwd"}, b"", "That is not an address of the web."),
        ({"url": "http://127.0.0.1/terms"}, b"", "was not fetched"),
        ({"url": "http://169.254.169.254/latest"}, b"", "was not fetched"),
        ({"name": "terms.pdf"}, TERMS, "terms.pdf ends in '.pdf' but is not PDF inside."),
        ({"name": "terms.docx"}, TERMS, "terms.docx ends in '.docx' but is not Word inside."),
        ({"name": "terms.md"}, b"%PDF-1.7\n\x00\x01", "terms.md ends in '.md' but is PDF inside."),
        ({"name": "terms.txt"}, b"<!doctype html><p>hello", "terms.txt ends in '.txt' but is HTML inside."),
        ({"name": "terms.md"}, b"\x00\x01\x02" * 100, "is binary data, not text"),
        ({"name": "terms.exe"}, b"MZ\x90", "ends in '.exe', which is not read"),
        ({"name": "terms.md"}, b" \n \n", "is empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(client: TestClient, query: dict[str, str], data: bytes, said: str) -> None:
    answer = look(client, data, **query)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]
    assert answer.json()["hint"]


def test_a_path_in_a_name_is_only_a_name(client: TestClient) -> None:
    assert "<dd>terms.md</dd>" in look(client, name="..\\..\\home/terms.md").text


@pytest.mark.parametrize(
    "headers",
    [
        {"X-PlainTerms": "no"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Host": "elsewhere.example"},
        {"X-Forwarded-For": "203.0.113.9"},
    ],
)
def test_other_pages_and_other_machines_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    waiting = re.search(r'data-id="([^"]+)"', look(client).text)[1]
    assert look(client, headers=headers).status_code == 403
    assert client.post(f"/parts/terms/{waiting}", headers={**OURS, **headers}).status_code == 403
    assert client.delete(f"/parts/terms/{waiting}", headers={**OURS, **headers}).status_code == 403


def test_too_much_is_refused_before_it_is_read(client: TestClient) -> None:
    assert look(client, b"a" * 20_001).status_code == 413


def test_few_documents_wait_and_not_for_long() -> None:
    now = [0.0]
    desk = Desk(nothing, clock=lambda: now[0])
    first = desk.look(given())
    for _ in range(MOST_WAITING):
        last = desk.look(given())
    with pytest.raises(NotFound):
        desk.keep(first.id)
    now[0] = WAITS_S + 1.0
    with pytest.raises(NotFound):
        desk.keep(last.id)


def test_a_document_waits_on_when_keeping_it_failed() -> None:
    tries: list[object] = []

    def failing(todo: object) -> IngestReport:
        tries.append(todo)
        raise OSError("disk")

    desk = Desk(failing)
    looked = desk.look(given())
    for _ in range(2):
        with pytest.raises(OSError, match="disk"):
            desk.keep(looked.id)
    assert len(tries) == 2


def test_a_text_without_clauses_is_refused() -> None:
    with pytest.raises(SourceError):
        Desk(nothing).look(given(data=b"<!-- only this -->\n", name="terms.md"))


@pytest.mark.parametrize(
    ("add", "host", "possible", "from_here"),
    [
        ("auto", "127.0.0.1", True, True),
        ("auto", "localhost", True, True),
        ("auto", "0.0.0.0", False, None),
        ("auto", "192.168.1.4", False, None),
        ("on", "0.0.0.0", True, False),
        ("off", "127.0.0.1", False, None),
    ],
)
def test_who_may_add_follows_from_setting_and_address(add: str, host: str, possible: bool, from_here: bool) -> None:
    found = Adding.of(Settings(add=add), host)  # type: ignore[arg-type]
    assert (found is not None) is possible
    assert found is None or found.from_here is from_here


def test_hostile_names_and_texts_are_only_words(library: Growing) -> None:
    evil = "<img src=x onerror=alert(1)>{{x}}"
    looked = Desk(nothing).look(
        given(service=f"Evil {evil}", name=f"{evil}.md", data=EVIL_TERMS.encode(), url=f"https://{evil}")
    )
    for page in (looked_html(looked, ()), form_html([evil])):
        assert "<img" not in page and "{{" not in page and "<script" not in page
    assert "stretches of text that a reader would not see" in looked_html(looked, ())


def test_a_document_that_is_there_already_is_said() -> None:
    library = growing()
    looked = Desk(nothing).look(given(service="Reed Pages", terms_type="privacy-policy", data=PRIVACY.encode()))
    known = [v for v in library.versions if v.terms_type == "privacy-policy"]
    assert "which has 1 version here already" in looked_html(looked, known)
    assert "no date was found in the text: today is used" in looked_html(looked, known)
