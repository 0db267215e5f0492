"""One process: what it listens on, what it says, and that the page is really there."""

import json
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from bot.web.app import address_of, listen, serve
from ingest import ConfigurationError
from tests.bot.web.fakes import FakeExplainer
from tests.bot.web.server import ROOT, served


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_in_use_is_said_in_one_sentence_with_the_next_step(taken: int) -> None:
    with pytest.raises(ConfigurationError, match=f"Port {taken} on 127.0.0.1 is in use.") as caught:
        serve(FakeExplainer(), "127.0.0.1", taken)
    assert caught.value.hint == f"Choose another one: --port {taken + 1}"


def test_a_port_in_use_is_found_out_before_anything_slow(taken: int) -> None:
    program = (
        "import sys\nfrom bot.web.app import serve\nfrom ingest import ConfigurationError\n"
        f"try: serve(None, '127.0.0.1', {taken})\n"
        "except ConfigurationError: print({'gradio', 'fastapi', 'uvicorn'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "set()\n"


def test_a_host_of_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: elsewhere)
    with pytest.raises(ConfigurationError, match="not an address of this machine") as caught:
        listen("192.0.2.1", 0)
    assert caught.value.hint == "Try: --host 127.0.0.1"


def test_a_host_that_is_no_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ConfigurationError, match="'no-such-host' is not a name or address"):
        listen("no-such-host", 0)


def test_the_address_is_one_to_open() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert address_of(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_it_starts_and_ctrl_c_ends_it_cleanly() -> None:
    with served() as address:
        assert address.startswith("http://127.0.0.1:")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as address:
        yield address


def get(
    url: str, data: bytes | None = None, method: str | None = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"} | headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read().decode(), dict(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


def test_page_api_and_health_share_one_address(address: str) -> None:
    status, page, headers = get(address + "/")
    assert status == 200 and "PlainTerms" in page and "content-security-policy" in headers
    assert get(address + "/healthz")[:2] == (200, '{"status":"ok"}')
    assert json.loads(get(address + "/api/services")[1])[0]["service"] == "merle"
    asked = json.dumps({"service": "merle", "question": "yearly plan?"}).encode()
    assert json.loads(get(address + "/api/ask", asked)[1])["status"] == "answered"


def test_a_persons_mistake_is_told_and_not_logged(address: str) -> None:
    unknown = json.dumps({"service": "nobody", "question": "yearly plan?"}).encode()
    assert get(address + "/api/ask", unknown)[0] == 404  # ``served`` fails when the log has a word


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("GET", "/api/nothing", 404, None), ("GET", "/api/ask", 405, "POST"), ("DELETE", "/api/services", 405, "GET"),
        ("OPTIONS", "/api/ask", 405, "POST"), ("POST", "/widget.js", 404, None), ("PUT", "/healthz", 405, "GET"),
        ("GET", "/metrics", 404, None), ("GET", "/parts/nothing", 404, None), ("GET", "/sites/x/y/z", 404, None),
    ],
)  # fmt: skip
def test_beside_the_page_what_is_not_there_is_told_as_a_problem(
    address: str, method: str, path: str, status: int, allowed: str | None
) -> None:
    found, body, headers = get(address + path, method=method)
    assert (found, headers["content-type"]) == (status, "application/problem+json")
    told = json.loads(body)
    assert told["status"] == status and told["hint"] and headers.get("allow") == allowed


def test_head_is_get_without_a_body(address: str) -> None:
    for path in ("/healthz", "/readyz", "/api/services", "/api/nothing"):
        asked, told = get(address + path), get(address + path, method="HEAD")
        assert told[:2] == (asked[0], "") and told[2]["content-length"] == asked[2]["content-length"], path


@pytest.mark.parametrize("path", ["/", "/config", "/theme.css", "/api/services", "/healthz", "/gradio_api/info"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_a_page_of_another_origin_is_given_nothing_to_read(address: str, path: str, method: str) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    for host in ({}, {"Host": "plainterms.example"}):
        headers = get(address + path, method=method, **asked, **host)[2]
        assert not [name for name in headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=https://example.com/",
        "/gradio_api/call/reply", "/gradio_api/run/reply", "/gradio_api/vibe-code", "/monitoring", "/login", "/docs",
        "/static/../../../etc/passwd", "/static/..%2f..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/app.py",
    ],
)  # fmt: skip
@pytest.mark.parametrize("data", [None, b"{}"], ids=["get", "post"])
def test_what_the_page_does_not_need_is_closed(address: str, path: str, data: bytes | None) -> None:
    status, body, _ = get(address + path, data)
    assert status in (404, 405, 403) and "root:" not in body and "import" not in body


def test_the_page_names_no_other_host_to_load_from(address: str) -> None:
    page = get(address + "/")[1]
    config = json.loads(get(address + "/config")[1])
    assert config["analytics_enabled"] is False
    assert "fonts.googleapis" not in page and "cdn" not in page.lower()


@pytest.mark.parametrize(("documents", "first"), [(2, ["prepare"]), (20, [])])
def test_the_page_does_not_wait_for_many_documents_to_be_got_ready(documents: int, first: list[str]) -> None:
    program = """
import asyncio
from bot.web.app import FEW, create_app
from bot.web.options import WebOptions
from tests.bot.web.fakes import FakeExplainer, version_of

documents = DOCUMENTS
told, began = [], asyncio.Event()

class Watched(FakeExplainer):
    def watch(self, *asked):
        told.append("watch")
        return super().watch(*asked)

    def prepare(self):
        told.append("prepare")
        loop.call_soon_threadsafe(began.set)
        return iter(())

async def run():
    global loop
    loop = asyncio.get_running_loop()
    versions = tuple(version_of("2024-06-01", service=f"s{n}") for n in range(documents))
    app = create_app(Watched(versions=versions), WebOptions(ahead=True))
    if documents <= FEW:
        await began.wait()
    print(told)
    async with app.router.lifespan_context(app):
        await began.wait()
    print(told)

asyncio.run(run())
"""
    command = [sys.executable, "-c", program.replace("DOCUMENTS", str(documents))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == f"{first}\n['prepare']\n"
