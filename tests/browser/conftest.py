"""Headless Chromium, watched: what the console says and which hosts are asked."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")

# How long something may take until it is a failure; on a busy machine a page takes its time.
playwright.expect.set_options(timeout=30_000)

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass
class Watched:
    """A page and what it did behind our back."""

    page: "playwright.Page"
    said: list[str] = field(default_factory=list)
    """Warnings and errors of the console, errors of scripts, answers that are errors."""
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", lambda m: m.type in ("error", "warning") and self.said.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        self.page.on("response", lambda r: r.status >= 400 and self.said.append(f"{r.status}: {r.url}"))
        self.page.on("request", lambda r: self.hosts.add(urlsplit(r.url).netloc))
        self.page.on("dialog", lambda d: self.said.append(f"dialog: {d.message}") or d.dismiss())

    def was_quiet(self, address: str) -> None:
        """Nothing was said in the console, and only our own server was asked."""
        assert without_early_cancels(self.said) == []
        assert self.hosts - {""} == {urlsplit(address).netloc}


def without_early_cancels(said: list[str]) -> list[str]:
    """What was said, without a fault of Gradio's: it cancels a question whose number it has not been told yet."""
    early = [
        line for line in said if line.startswith("422: ") and line.endswith(("/gradio_api/cancel", "/gradio_api/reset"))
    ]
    told = "error: Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
    return [line for line in said if line not in early and not (early and line == told)]


@pytest.fixture(scope="session")
def chromium() -> Iterator["playwright.Browser"]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium: "playwright.Browser") -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield Watched(context.new_page())
    context.close()
