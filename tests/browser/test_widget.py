"""The help widget in a real browser, on a page of another origin with a strict policy."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.sites import SiteStore, made_site
from tests.bot.web.server import served
from tests.browser.hosts import Host, host_of

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")
axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed (extra: dev)")
expect = sync_api.expect

pytestmark = pytest.mark.browser

HOSTILE_CSS = """* { all: unset !important; display: none !important }
*, *::before { visibility: hidden !important; position: static !important; width: 0 !important; height: 0 !important;
  font-size: 0 !important; color: transparent !important; pointer-events: none !important; z-index: -1 !important }
body, plainterms-help { opacity: 0 !important; transform: scale(0) !important; filter: blur(9px) !important }
@layer { plainterms-help { display: none !important } }"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sites")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served("FakeExplainer()", home) as address:
        yield address


@pytest.fixture
def host(address: str, home: Path) -> Iterator[Host]:
    with host_of(address) as host:
        allow(home, host)
        yield host


def allow(home: Path, host: Host, **limits: int) -> None:
    limits = {"per_minute": 1000, "visitor_per_minute": 1000} | limits
    SiteStore(home).add(made_site("merle", ["merle"], [host.address], **limits), replace=True)


def quiet(watched: Any, host: Host) -> None:
    """Nothing in the console, nothing asked of any other host, nothing kept in cookies or for ever."""
    assert watched.said == []
    assert watched.hosts - {""} <= {urlsplit(host.address).netloc, urlsplit(host.script).netloc}
    assert watched.page.context.cookies() == []
    assert watched.page.evaluate("localStorage.length") == 0


def begin(watched: Any, host: Host) -> Any:
    """Open the page and the widget."""
    watched.page.goto(host.address)
    watched.page.get_by_role("button", name="Ask about our terms").click()
    return watched.page.get_by_role("dialog", name="Ask about our terms")


def ask(panel: Any, words: str) -> Any:
    """Ask and wait for what comes of it."""
    said = panel.locator(".log > .exchange")
    before = said.count()
    box = panel.get_by_label("Your question")
    box.fill(words)
    box.press("Enter")
    expect(said).to_have_count(before + 1)
    return said.last


# --- the main way ----------------------------------------------------------------------------------------------------


def test_ask_open_the_quote_and_show_it_on_the_page(watched: Any, host: Host) -> None:
    panel = begin(watched, host)
    expect(panel).to_contain_text("Every answer comes with the exact words of the terms.")
    panel.get_by_role("button", name="What will I be charged, and when?").click()
    answer = panel.locator(".log > .exchange")
    expect(answer).to_contain_text("What will I be charged, and when?")
    answer = ask(panel, "does the yearly plan renew?")
    expect(answer).to_contain_text("“The yearly plan renews by itself unless you cancel it before the day of renewal.”")
    expect(answer).to_contain_text(
        "Read: Terms of Service, in force since 1 June 2024. The terms’ own sentences, no AI."
    )

    source = answer.get_by_role("button", name="Source 1")
    expect(source).to_have_attribute("aria-expanded", "false")
    source.click()
    expect(source).to_have_attribute("aria-expanded", "true")
    card = panel.locator(f"#{source.get_attribute('aria-controls')}")
    expect(card.locator("mark")).to_have_text(
        "The yearly plan renews by itself unless you cancel it before the day of renewal."
    )
    expect(card).to_contain_text("3 Fees")
    expect(card).to_contain_text("Terms of Service · version of 1 June 2024")
    link = card.get_by_role("link", name="merle.example")
    expect(link).to_have_attribute("href", "https://merle.example/terms")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")

    before = watched.page.evaluate("document.body.innerHTML")
    card.get_by_role("button", name="Show on this page").click()
    shown = watched.page.evaluate("[...CSS.highlights.get('plainterms-quote')].map(String)")
    assert [" ".join(text.split()) for text in shown] == [
        "The yearly plan renews by itself unless you cancel it before the day of renewal"
    ]
    expect(watched.page.locator("details p")).to_be_in_viewport()
    assert watched.page.evaluate("document.body.innerHTML") == before.replace("<details>", '<details open="">')
    source.click()
    expect(card).to_be_hidden()
    quiet(watched, host)


def test_words_that_the_panel_would_cover_are_shown_without_it(watched: Any, host: Host) -> None:
    host.style = "body { margin-left: 50vw }"
    panel = begin(watched, host)
    ask(panel, "does the yearly plan renew?").get_by_role("button", name="Source 1").click()
    panel.get_by_role("button", name="Show on this page").click()
    expect(panel).to_be_hidden()
    expect(watched.page.locator("details p")).to_be_in_viewport()
    assert watched.page.evaluate("CSS.highlights.get('plainterms-quote').size") == 1
    expect(watched.page.get_by_role("button", name="Ask about our terms")).to_be_focused()
    quiet(watched, host)


def test_the_page_keeps_the_sheet_and_the_elements_it_had(watched: Any, host: Host) -> None:
    watched.page.goto(host.address)
    expect(watched.page.get_by_role("button", name="Ask about our terms")).to_be_visible()
    assert watched.page.evaluate("[document.adoptedStyleSheets.length, document.styleSheets.length]") == [0, 1]
    assert watched.page.evaluate("document.querySelectorAll('[style]').length") == 0
    added = "[...document.documentElement.children].map((e) => e.localName)"
    assert watched.page.evaluate(added) == ["head", "body", "plainterms-help"]
    assert watched.page.evaluate("Object.keys(window).filter((name) => /plain/i.test(name))") == ["PlainTerms"]
    deep = "document.querySelector('plainterms-help').shadowRoot.querySelectorAll('[style], style, link').length"
    assert watched.page.evaluate(deep) == 0


def test_nothing_is_asked_of_the_server_before_somebody_opens_it(watched: Any, host: Host) -> None:
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    watched.page.goto(host.address)
    launcher = watched.page.get_by_role("button", name="Ask about our terms")
    expect(launcher).to_be_visible()
    assert [path for path in asked if path.startswith("/api")] == []
    launcher.click()
    expect(watched.page.get_by_role("button", name="Can they close my account?")).to_be_visible()
    assert [path for path in asked if path.startswith("/api")] == ["/api/sites/merle"]


def test_a_conversation_survives_a_reload_and_can_be_cleared(watched: Any, host: Host) -> None:
    panel = begin(watched, host)
    ask(panel, "does the yearly plan renew?")
    answer = ask(panel, "and if I cancel it?")
    sent = watched.page.evaluate("Object.keys(sessionStorage)")
    assert sent == ["plainterms:merle:merle"]
    expect(answer).to_contain_text("Fees is what this is about.")

    watched.page.reload()
    panel = watched.page.get_by_role("dialog", name="Ask about our terms")
    expect(panel.locator(".earlier > .exchange")).to_have_count(2)
    expect(panel.locator(".log > .exchange")).to_have_count(0), "what was said before is not said again"
    assert watched.page.evaluate("document.activeElement === document.body"), "a reload does not take the focus"
    panel.locator(".earlier").get_by_role("button", name="Source 1").first.click()
    expect(panel.locator("mark").first).to_contain_text("The yearly plan renews by itself")

    panel.get_by_role("button", name="New conversation").click()
    expect(panel.locator(".exchange")).to_have_count(0)
    expect(panel.get_by_role("button", name="Can they close my account?")).to_be_visible()
    assert json.loads(watched.page.evaluate("sessionStorage['plainterms:merle:merle']"))["turns"] == []
    quiet(watched, host)


def test_what_was_kept_may_be_rubbish(watched: Any, host: Host) -> None:
    for kept in ("{", "[]", "null", '{"turns": [{"question": 1}]}', '{"turns": [{"question": "q", "answer": 7}]}'):
        watched.page.goto(host.address)
        watched.page.evaluate("(kept) => sessionStorage.setItem('plainterms:merle:merle', kept)", kept)
        ask(begin(watched, host), "does the yearly plan renew?")
        watched.page.evaluate("sessionStorage.clear()")
    quiet(watched, host)


def test_the_page_hears_and_opens_it(watched: Any, host: Host) -> None:
    page = watched.page
    page.add_init_script("""window.heard = [];
      for (const name of ['ready', 'open', 'answer', 'close'])
        window.addEventListener('plainterms:' + name, (event) => window.heard.push([name, event.detail]));""")
    page.goto(host.address)
    expect(page.get_by_role("button", name="Ask about our terms")).to_be_visible()
    page.evaluate("PlainTerms.open('does the yearly plan renew?')")
    expect(page.locator(".log > .exchange")).to_contain_text("The yearly plan renews by itself")
    page.evaluate("PlainTerms.close()")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("window.heard") == [
        ["ready", {"site": "merle"}],
        ["open", {"site": "merle"}],
        ["answer", {"site": "merle", "question": "does the yearly plan renew?", "status": "answered", "yesNo": None,
                    "headline": "Fees is what this is about.", "citations": 1}],
        ["close", {"site": "merle"}],
    ]  # fmt: skip
    quiet(watched, host)


def test_inline_it_stands_in_the_page(watched: Any, host: Host) -> None:
    host.body = '<main id="help"></main>'
    host.attributes += ' data-mode="inline" data-target="#help" data-example-questions="Who pays?|Does it renew?"'
    host.attributes += (
        ' data-disclaimer="Our support answers too." data-title="Ask Merle" data-terms="https://merle.example/legal"'
    )
    watched.page.goto(host.address)
    panel = watched.page.locator("#help").get_by_role("region", name="Ask Merle")
    expect(panel.get_by_role("button", name="Does it renew?")).to_be_visible()
    expect(panel).to_contain_text("Information, not legal advice. Our support answers too.")
    expect(panel.get_by_role("link")).to_have_attribute("href", "https://merle.example/legal")
    answer = ask(panel, "does the yearly plan renew?")
    expect(answer).to_contain_text("The yearly plan renews by itself")
    assert watched.page.get_by_role("button", name="Close").count() == 0
    quiet(watched, host)


ADDED = """(options) => new Promise((resolve) => {
  const added = document.createElement('script');
  const policy = trustedTypes.createPolicy('application', { createScriptURL: (address) => address });
  added.src = policy.createScriptURL(document.querySelector('script').src);
  for (const [name, value] of Object.entries(options)) added.dataset[name] = value;
  addEventListener('plainterms:ready', () => resolve(), { once: true });
  document.body.append(added);
})"""
"""An application adds the script once more."""


def test_however_often_an_application_adds_it_there_is_one_button(watched: Any, host: Host) -> None:
    page, same = watched.page, {"site": "merle", "service": "merle"}
    panel = begin(watched, host)
    ask(panel, "does the yearly plan renew?")
    page.evaluate(ADDED, same)
    expect(page.locator("plainterms-help")).to_have_count(1)
    expect(panel.locator(".log > .exchange")).to_have_count(1), "the one that is there goes on"

    page.evaluate("document.querySelector('plainterms-help').remove()")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate(ADDED, same)
    expect(page.get_by_role("dialog").locator(".earlier > .exchange")).to_have_count(1), "as after a reload"
    page.evaluate("PlainTerms.close()")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.evaluate(ADDED, same | {"title": "Other terms"})
    expect(page.locator("plainterms-help")).to_have_count(1)
    page.get_by_role("button", name="Other terms").click()
    expect(page.get_by_role("dialog", name="Other terms")).to_be_visible()
    quiet(watched, host)


def test_several_panels_stand_in_one_page_beside_the_button(watched: Any, host: Host) -> None:
    page = watched.page
    host.body = '<main><div id="one"></div><div id="two"></div></main>'
    page.goto(host.address)
    expect(page.get_by_role("button", name="Ask about our terms")).to_be_visible()
    for name in ("one", "two", "two"):
        inline = {"site": "merle", "service": "merle", "mode": "inline", "target": f"#{name}", "title": f"Panel {name}"}
        page.evaluate(ADDED, inline)
    expect(page.locator("plainterms-help")).to_have_count(3)
    for name in ("one", "two"):
        panel = page.locator(f"#{name}").get_by_role("region", name=f"Panel {name}")
        expect(ask(panel, "does the yearly plan renew?")).to_contain_text("The yearly plan renews by itself")
    page.evaluate("PlainTerms.open()")
    expect(page.get_by_role("dialog", name="Ask about our terms")).to_be_visible()
    quiet(watched, host)


def test_in_the_head_it_waits_for_its_place(watched: Any, host: Host) -> None:
    host.head = (
        f'<script src="{host.script}/widget.js" {host.attributes} data-mode="inline" data-target="#help"></script>'
    )
    host.body, host.attributes = '<main id="help"></main>', ""
    watched.page.goto(host.address)
    expect(watched.page.locator("#help").get_by_role("region", name="Ask about our terms")).to_be_visible()


# --- a hostile page, a hostile document ------------------------------------------------------------------------------


def test_hostile_css_does_not_reach_it(watched: Any, host: Host) -> None:
    host.style = HOSTILE_CSS
    panel = begin(watched, host)
    answer = ask(panel, "does the yearly plan renew?")
    expect(answer).to_contain_text("The yearly plan renews by itself")
    answer.get_by_role("button", name="Source 1").click()
    expect(panel.locator("mark")).to_be_in_viewport()
    shown = panel.bounding_box()
    assert shown["width"] > 350 and shown["height"] > 500
    assert panel.locator(".headline").evaluate("(e) => getComputedStyle(e).fontSize") == "16px"
    expect(watched.page.locator("p", has_text="We tell you")).to_be_hidden(), "the page stays as it wants to be"
    quiet(watched, host)


def test_a_page_that_hides_only_its_root_stays_hidden(watched: Any, host: Host) -> None:
    host.style = "html { display: none }"
    watched.page.goto(host.address)
    expect(watched.page.locator("plainterms-help")).to_have_count(1)
    assert watched.page.evaluate("getComputedStyle(document.documentElement).display") == "none"


def test_a_hostile_document_is_inert(watched: Any, tmp_path: Path) -> None:
    explainer = "FakeExplainer(source=HOSTILE, versions=(version_of('2024-01-10', name='<b>Merle</b> {{x}}'),))"
    with served(explainer, tmp_path) as address, host_of(address) as host:
        allow(tmp_path, host)
        panel = begin(watched, host)
        answer = ask(
            panel, "<img src=x onerror='window.harmed=9'> is my upload yours? ![p](https://elsewhere.example/q.png)"
        )
        expect(answer.locator(".question")).to_contain_text("<img src=x onerror='window.harmed=9'>")
        expect(answer).to_contain_text("is yours")
        answer.get_by_role("button", name="Source 1").first.click()
        expect(panel.locator("mark").first).to_contain_text("go.")
        assert panel.locator("img, script, iframe, style, object, embed, [onclick], [style]").count() == 0
        assert {a.get_attribute("href") for a in panel.get_by_role("link").all()} == {"https://merle.example/terms"}
        assert watched.page.evaluate("window.harmed") is None
        assert "\u202e" not in panel.inner_text()
        quiet(watched, host)


def test_a_clause_of_five_megabytes_is_shown_in_part(watched: Any, tmp_path: Path) -> None:
    explainer = "FakeExplainer(source='**1. Uploads.** ' + 'Your upload stays yours for ever. ' * 150_000)"
    with served(explainer, tmp_path) as address, host_of(address) as host:
        allow(tmp_path, host)
        panel = begin(watched, host)
        panel.get_by_label("Your question").fill("is my upload yours?")
        panel.get_by_label("Your question").press("Enter")
        answer = panel.locator(".log > .exchange")
        expect(answer).to_contain_text("[…]", timeout=60_000)
        answer.get_by_role("button", name="Source 1").first.click()
        expect(panel.locator("mark").first).to_contain_text("Your upload stays yours")
        assert len(panel.inner_text()) < 20_000
        quiet(watched, host)


# --- when it cannot be asked -----------------------------------------------------------------------------------------


def test_without_its_server_the_page_is_as_it_was(watched: Any, host: Host) -> None:
    host.script = "http://127.0.0.1:9"  # nobody listens there
    watched.page.goto(host.address, wait_until="load")
    expect(watched.page.get_by_text("We tell you 14 days before.")).to_be_visible()
    assert watched.page.locator("plainterms-help").count() == 0


def test_when_the_server_has_gone_it_says_so_and_links_to_the_terms(watched: Any, host: Host) -> None:
    host.attributes += ' data-terms="https://merle.example/legal"'
    watched.page.route("**/api/sites/**", lambda route: route.abort("connectionrefused"))
    panel = begin(watched, host)
    said = panel.locator(".trouble")
    expect(said).to_contain_text("Questions cannot be answered here at the moment.")
    expect(said.get_by_role("link")).to_have_attribute("href", "https://merle.example/legal")
    answer = ask(panel, "does it renew?")
    expect(answer).to_contain_text("Questions cannot be answered here at the moment.")
    expect(answer.get_by_role("link", name="Read the terms themselves (merle.example)")).to_be_visible()
    watched.page.unroute("**/api/sites/**")
    expect(ask(panel, "does the yearly plan renew?")).to_contain_text("The yearly plan renews by itself")


def test_the_link_comes_as_soon_as_it_is_known(watched: Any, host: Host) -> None:
    waiting: list[Any] = []
    watched.page.route("**/api/sites/merle?*", lambda route: waiting.append(route))
    watched.page.route("**/ask", lambda route: route.abort())
    answer = ask(begin(watched, host), "does it renew?")
    expect(answer.get_by_role("link")).to_have_count(0)
    waiting[0].continue_()
    expect(answer.get_by_role("link")).to_have_attribute("href", "https://merle.example/terms")


def test_when_the_server_is_slow_it_gives_up(watched: Any, host: Host) -> None:
    watched.page.clock.install()
    panel = begin(watched, host)
    expect(panel.get_by_role("button", name="Can they close my account?")).to_be_visible()
    watched.page.route("**/ask", lambda route: None)  # no answer ever comes
    box = panel.get_by_label("Your question")
    box.fill("does it renew?")
    box.press("Enter")
    expect(panel.locator(".waiting")).to_be_visible()
    watched.page.clock.fast_forward(21_000)
    expect(panel.locator(".log")).to_contain_text("The answer takes too long at the moment.")
    expect(panel.locator(".log").get_by_role("link")).to_have_attribute("href", "https://merle.example/terms")
    quiet(watched, host)


def test_a_question_can_be_stopped(watched: Any, host: Host) -> None:
    panel = begin(watched, host)
    watched.page.route("**/ask", lambda route: None)
    box = panel.get_by_label("Your question")
    box.fill("does it renew?")
    box.press("Enter")
    panel.get_by_role("button", name="Stop").click()
    expect(panel.locator(".waiting")).to_have_count(0)
    expect(box).to_have_value("does it renew?")
    expect(panel.locator(".exchange")).to_have_count(0)


def test_a_foreign_page_is_refused_and_told_so(watched: Any, address: str, home: Path) -> None:
    with host_of(address) as host, host_of(address) as foreign:
        allow(home, host)
        foreign.attributes += ' data-terms="https://merle.example/legal"'
        panel = begin(watched, foreign)
        expect(panel.locator(".trouble")).to_contain_text("Questions cannot be answered here at the moment.")
        expect(ask(panel, "does it renew?").get_by_role("link")).to_have_attribute(
            "href", "https://merle.example/legal"
        )
        assert all("CORS policy" in said or "ERR_FAILED" in said for said in watched.said), "the browser says why"


def test_over_the_limit_it_says_when_to_come_back(watched: Any, host: Host, home: Path) -> None:
    allow(home, host, visitor_per_minute=1)
    panel = begin(watched, host)
    said = [ask(panel, "does the yearly plan renew?") for _ in range(2)][-1]
    expect(said).to_contain_text("Many questions are being asked at the moment. Please try again in")
    expect(said.get_by_role("link")).to_have_attribute("href", "https://merle.example/terms")
    assert [s for s in watched.said if "429" not in s] == []


@pytest.mark.parametrize(
    ("status", "seconds", "said"),
    [
        (429, "40000", "All questions of today have been asked."),
        (503, "2", "Many questions are being asked at the moment. Please try again in 2 seconds."),
        (503, "", "Questions cannot be answered here at the moment."),
        (422, "", "This question could not be read."),
        (404, "", "Questions cannot be answered here at the moment."),
    ],
)
def test_a_refusal_is_said_kindly(watched: Any, host: Host, status: int, seconds: str, said: str) -> None:
    panel = begin(watched, host)
    headers = {"Access-Control-Allow-Origin": host.address, "Access-Control-Expose-Headers": "Retry-After"}
    headers |= {"Retry-After": seconds} if seconds else {}
    watched.page.route("**/ask", lambda route: route.fulfill(status=status, headers=headers))
    answer = ask(panel, "does it renew?")
    expect(answer).to_contain_text(said)
    expect(answer.get_by_role("link")).to_have_attribute("href", "https://merle.example/terms")


@pytest.mark.parametrize(
    "body",
    ["", "event: answered\ndata: {\n\n", "event: answered\ndata: null\n\n", "event: answered\ndata: {}\n\n", "<html>",
     'event: answered\ndata: {"statements": [1, {"text": 7, "citations": [99]}], "citations": "x", "documents": 3}\n\n',
     'event: error\ndata: {"status": 503}\n\n'],
)  # fmt: skip
def test_rubbish_of_the_server_is_no_rubbish_on_the_page(watched: Any, host: Host, body: str) -> None:
    panel = begin(watched, host)
    watched.page.route("**/ask", lambda route: route.fulfill(
        status=200, body=body, headers={"Access-Control-Allow-Origin": host.address}))  # fmt: skip
    answer = ask(panel, "does it renew?")
    assert "undefined" not in answer.inner_text() and "[object" not in answer.inner_text()
    quiet(watched, host)


# --- the frame -------------------------------------------------------------------------------------------------------


def test_a_page_of_the_site_may_frame_it_and_no_other(watched: Any, address: str, home: Path) -> None:
    with host_of(address) as host, host_of(address) as foreign:
        allow(home, host)
        for page in (host, foreign):
            page.body, page.attributes = f'<iframe src="{address}/sites/merle" width="600" height="700"></iframe>', ""
        watched.page.goto(host.address)
        panel = watched.page.frame_locator("iframe").get_by_role("region", name="Ask about our terms")
        expect(ask(panel, "does the yearly plan renew?")).to_contain_text("The yearly plan renews by itself")
        watched.page.goto(foreign.address)
        expect(watched.page.frame_locator("iframe").get_by_role("region")).to_have_count(0)


def test_the_page_to_try_shows_a_quote_in_the_terms(watched: Any, host: Host) -> None:
    watched.page.goto(f"{host.script}/sites/merle/demo")
    watched.page.get_by_role("button", name="Ask about our terms").click()
    panel = watched.page.get_by_role("dialog")
    ask(panel, "does the yearly plan renew?").get_by_role("button", name="Source 1").click()
    panel.get_by_role("button", name="Show on this page").click()
    assert watched.page.evaluate("CSS.highlights.get('plainterms-quote').size") == 1
    quiet(watched, host)


# --- for everybody ---------------------------------------------------------------------------------------------------

AT_REST = "(e) => Promise.all(e.getAnimations().map((moving) => moving.finished)).then(() => null)"
AXE = Path(axe.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, shadow roots included."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # the debugger's evaluate is not bound by the page's policy
    found = page.evaluate("(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", RULES)
    return [f"{v['id']}: {node['target']} {node['failureSummary']}" for v in found["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("colour", ["", "#ffd400", "#1a1a8c", "#d946ef"], ids=["our colour", "yellow", "blue", "pink"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Any, host: Host, scheme: str, colour: str) -> None:
    host.attributes += f' data-color="{colour}"'
    host.style = "body { background: Canvas; color: CanvasText; color-scheme: light dark }"
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(host.address)
    launcher = page.get_by_role("button", name="Ask about our terms")
    expect(launcher).to_be_visible()
    assert violations(page) == []
    launcher.click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("button", name="Can they close my account?")).to_be_visible()
    assert violations(page) == []
    ask(panel, "unicorns?")
    answer = ask(panel, "does the yearly plan renew?")
    answer.get_by_role("button", name="Source 1").click()
    expect(panel.locator("mark")).to_be_visible()
    assert violations(page) == []
    page.route("**/ask", lambda route: route.abort())
    ask(panel, "does it renew?")
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("path", ["/sites/merle", "/sites/merle/demo"])
def test_axe_finds_nothing_on_the_servers_own_pages(watched: Any, host: Host, path: str) -> None:
    watched.page.goto(f"{host.script}{path}")
    expect(watched.page.locator("plainterms-help")).to_have_count(1)
    assert violations(watched.page) == []
    quiet(watched, host)


def test_with_the_keyboard_alone(watched: Any, host: Host) -> None:
    page = watched.page
    focused = (
        "(() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"
    )
    focused += " return e.getAttribute('aria-label') || e.textContent.trim().slice(0, 30) || e.localName; })()"

    def go_to(name: str, key: str = "Tab") -> None:
        for _ in range(40):
            page.keyboard.press(key)
            if page.evaluate(focused) == name:
                return
        raise AssertionError(f"{name} was not reached")

    page.goto(host.address)
    expect(page.get_by_role("button", name="Ask about our terms")).to_be_visible()
    go_to("Ask about our terms")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body"), "a closed launcher does not keep the focus"
    go_to("Ask about our terms", "Shift+Tab")
    page.keyboard.press("Enter")
    launcher = page.locator(".launcher")
    expect(launcher).to_have_attribute("aria-expanded", "true")
    assert launcher.get_attribute("aria-controls") == page.get_by_role("dialog").get_attribute("id")
    assert page.evaluate(focused) == "Your question"
    page.keyboard.type("does the yearly plan renew?")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("please")
    page.keyboard.press("Enter")
    answer = page.locator(".log > .exchange")
    expect(answer).to_contain_text("does the yearly plan renew?\nplease", use_inner_text=True)
    go_to("Source 1", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(answer.locator("mark")).to_be_in_viewport()
    go_to("Show on this page")
    page.keyboard.press("Enter")
    assert page.evaluate("CSS.highlights.get('plainterms-quote').size") == 1
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(launcher).to_have_attribute("aria-expanded", "false")
    assert page.evaluate(focused) == "Ask about our terms"
    quiet(watched, host)


def test_the_focus_goes_back_to_what_opened_it(watched: Any, host: Host) -> None:
    host.body += '<button id="help">Questions?</button>'
    page = watched.page
    page.goto(host.address)
    expect(page.get_by_role("button", name="Ask about our terms")).to_be_visible()
    page.evaluate("document.querySelector('#help').addEventListener('click', () => PlainTerms.open())")
    page.locator("#help").click()
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_focused()


def test_an_answer_is_announced_once_and_only_when_it_is_complete(watched: Any, tmp_path: Path) -> None:
    with served("FakeExplainer(holds=True)", tmp_path) as address, host_of(address) as host:
        allow(tmp_path, host)
        page = watched.page
        panel = begin(watched, host)
        expect(panel.get_by_role("button", name="Can they close my account?")).to_be_visible()
        log = panel.get_by_role("log")
        assert log.get_attribute("aria-live") == "polite" and log.get_attribute("aria-relevant") == "additions"
        page.evaluate("""() => {
          const root = document.querySelector('plainterms-help').shadowRoot;
          window.spoken = [];
          for (const region of root.querySelectorAll('[role=log], [role=status]'))
            new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) =>
              window.spoken.push([region.getAttribute('role'), node.textContent]))))
              .observe(region, { childList: true, subtree: true, characterData: true });
        }""")
        box = panel.get_by_label("Your question")
        box.fill("does the yearly plan renew?")
        box.press("Enter")
        expect(panel.locator(".waiting")).to_contain_text("Reading 3 clauses, checking every quote …")
        assert page.evaluate("spoken") == [["status", "Looking in the terms …"]]
        page.request.get(f"{address}/api/services")  # lets the answer go on
        expect(panel.locator(".log > .exchange")).to_have_count(1)
        spoken = page.evaluate("spoken")
        assert [role for role, _ in spoken] == ["status", "log"]
        assert spoken[1][1].startswith("You asked: does the yearly plan renew?Fees is what this is about.")
        assert spoken[1][1].count("The yearly plan renews by itself") == 1
        assert box.evaluate("(e) => e === e.getRootNode().activeElement"), "the focus stays where it was"
        page.request.get(f"{address}/api/services")


@pytest.mark.parametrize("size", [(390, 844), (320, 568), (640, 450)], ids=["phone", "small phone", "200 % zoom"])
def test_on_a_small_screen_it_fills_the_screen_and_nothing_is_cut_off(
    chromium: Any, host: Host, size: tuple[int, int]
) -> None:
    width, height = size
    context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(host.address)
    page.get_by_role("button", name="Ask about our terms").tap()
    panel = page.get_by_role("dialog")
    expect(panel).to_be_focused(), "no keyboard comes up by itself"
    expect(panel).to_have_attribute("aria-modal", "true")
    expect(panel.get_by_role("button", name="Can they close my account?")).to_be_visible()
    panel.evaluate(AT_REST)
    box = panel.bounding_box()
    assert (box["y"], box["height"]) == (0, height)
    assert violations(page) == []
    answer = ask(panel, "does the yearly plan renew?")
    answer.get_by_role("button", name="Source 1").tap()
    expect(panel.locator("mark")).to_be_in_viewport()
    for part in ("root", "talk", "panel"):
        assert panel.page.locator(f".{part}").evaluate("(e) => e.scrollWidth <= e.clientWidth + 2"), part
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # Behind the panel nothing can be seen, so the focus does not go there.
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.localName"))
    assert seen == {"plainterms-help"}
    panel.get_by_role("button", name="Show on this page").tap()
    expect(panel).to_be_hidden()
    expect(page.locator("details p")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Ask about our terms")).to_be_focused()
    context.close()


def test_less_motion_and_forced_colours(chromium: Any, host: Host) -> None:
    context = chromium.new_context(reduced_motion="reduce", forced_colors="active")
    page = context.new_page()
    page.goto(host.address)
    launcher = page.get_by_role("button", name="Ask about our terms")
    launcher.click()
    panel = page.get_by_role("dialog")
    assert panel.evaluate("(e) => getComputedStyle(e).animationName") == "none"
    for name in ("Ask", "Close"):
        edge = "(e) => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).borderTopColor]"
        style, colour = panel.get_by_role("button", name=name, exact=True).evaluate(edge)
        assert style == "solid" and colour != "rgba(0, 0, 0, 0)", name
    context.close()


@pytest.mark.parametrize(
    ("language", "title", "spoken", "direction"),
    [("de-AT", "Fragen zu unseren Bedingungen", "de", "ltr"), ("fr", "Une question sur nos conditions ?", "fr", "ltr"),
     ("es", "Pregunte por nuestras condiciones", "es", "ltr"),
     ("pt-BR", "Pergunte sobre os nossos termos", "pt", "ltr"),
     ("en", "Ask about our terms", "en", "ltr"), ("ja", "Ask about our terms", "en", "ltr"),
     ("he", "Ask about our terms", "en", "rtl")],
)  # fmt: skip
def test_it_speaks_the_language_of_the_page(
    watched: Any, host: Host, language: str, title: str, spoken: str, direction: str
) -> None:
    host.attributes += f' data-language="{language}"'
    watched.page.goto(host.address)
    watched.page.get_by_role("button", name=title).click()
    root = watched.page.locator(".root")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (spoken, direction)
    expect(watched.page.get_by_role("dialog", name=title)).to_be_visible()
    quiet(watched, host)


@pytest.mark.parametrize("mode", ["excerpt", "model"])
def test_it_says_that_the_terms_are_in_another_language(watched: Any, host: Host, mode: str) -> None:
    host.html = '<html lang="de">'
    asked: list[Any] = []
    watched.page.on("request", lambda r: asked.append(r.post_data_json) if r.url.endswith("/ask") else None)

    def about(route: Any) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, json=reply.json() | {"language": "en", "mode": mode})

    watched.page.route("**/api/sites/merle?*", about)
    watched.page.goto(host.address)
    watched.page.get_by_role("button", name="Fragen zu unseren Bedingungen").click()
    welcome = watched.page.locator(".welcome")
    expect(welcome).to_contain_text("Die Bedingungen sind auf Englisch, und alle Zitate auch.")
    ask_in_english = welcome.get_by_text("Bitte fragen Sie auch auf Englisch.")
    expect(ask_in_english).to_have_count(1 if mode == "excerpt" else 0)
    box = watched.page.get_by_label("Ihre Frage")
    box.fill("does the yearly plan renew?")
    box.press("Enter")
    answer = watched.page.locator(".log > .exchange")
    expect(answer).to_contain_text("Gelesen: Nutzungsbedingungen, in Kraft seit 1. Juni 2024.")
    expect(answer.locator(".headline span[lang=en]")).to_have_text("Fees is what this is about.")
    assert [one["language"] for one in asked] == ["de"]
    quiet(watched, host)


@pytest.mark.parametrize("language", ["de_AT", "de-" + "x" * 60])
def test_a_language_that_is_no_tag_hinders_no_question(watched: Any, host: Host, language: str) -> None:
    host.attributes += f' data-language="{language}"'
    watched.page.goto(host.address)
    watched.page.get_by_role("button", name="Fragen zu unseren Bedingungen").click()
    box = watched.page.get_by_label("Ihre Frage")
    box.fill("does the yearly plan renew?")
    box.press("Enter")
    expect(watched.page.locator(".log > .exchange")).to_contain_text("The yearly plan renews by itself")
    quiet(watched, host)


def test_english_words_in_a_page_from_right_to_left_keep_their_full_stops(watched: Any, host: Host) -> None:
    host.html = '<html lang="ar" dir="rtl">'
    begin(watched, host)
    for part in ("h2", "footer p", ".welcome > p"):
        found = watched.page.locator(part).first
        assert found.evaluate("(e) => [getComputedStyle(e).unicodeBidi, getComputedStyle(e).textAlign]") == [
            "plaintext", "right",
        ]  # fmt: skip
    quiet(watched, host)


def test_from_right_to_left_in_the_pages_own_words(watched: Any, host: Host) -> None:
    host.html = '<html lang="ar" dir="rtl">'
    own = '{"title": "اسأل عن شروطنا", "placeholder": "سؤالك", "send": 5, "__proto__": {"x": "y"}, "other": "x"}'
    host.attributes += f" data-strings='{own}'"
    watched.page.goto(host.address)
    launcher = watched.page.get_by_role("button", name="اسأل عن شروطنا")
    launcher.click()
    panel = watched.page.get_by_role("dialog")
    panel.evaluate(AT_REST)
    assert panel.bounding_box()["x"] == 20, "at the end of the line, which is on the left"
    box = panel.get_by_label("سؤالك")
    assert box.evaluate("(e) => getComputedStyle(e).direction") == "rtl"
    box.fill("does the yearly plan renew?")
    assert box.evaluate("(e) => getComputedStyle(e).direction") == "ltr"
    box.press("Enter")
    line = panel.locator(".statements > li")
    expect(line).to_contain_text("The yearly plan renews by itself")
    assert line.evaluate("(e) => getComputedStyle(e).direction") == "ltr", "English words in an Arabic panel"
    quiet(watched, host)
