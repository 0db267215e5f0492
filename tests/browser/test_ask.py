"""What the tab "Ask" remembers, saves and is told, in a real browser; and for whom it can be used."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.web.server import served
from tests.browser.axe import violations

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")
expect = sync_api.expect

pytestmark = pytest.mark.browser
KEY = "plainterms-conversations"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("feedback")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(more=f"keeping=kept_in({str(folder)!r})") as address:
        yield address


def ask(page: Any, words: str) -> Any:
    box = page.get_by_label("Your question")
    box.fill(words)
    box.press("Enter")
    current = page.locator("#pt-current")
    expect(current.locator(".pt-question")).to_contain_text(words)
    expect(current.locator(".pt-answer:not(.pt-waiting, .pt-draft)")).to_be_visible()
    return current


def kept(page: Any) -> None:
    page.wait_for_function(f"localStorage.getItem({KEY!r}) !== null")


def left_and_quiet(watched: Any, address: str) -> None:
    """Quiet, but for what Gradio says when a page is left while one of its streams is still open."""
    watched.said = [said for said in watched.said if "AbortError" not in said and "Connection errored out" not in said]
    watched.was_quiet(address)


def test_a_conversation_survives_a_reload_and_can_be_cleared(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    ask(page, "does the yearly plan renew?")
    ask(page, "what of closing accounts?")
    page.reload()
    expect(page.locator(".pt-exchange")).to_have_count(2)
    page.locator("#pt-settled .pt-cite").first.click()
    expect(page.locator(".pt-card mark")).to_contain_text("The yearly plan renews by itself")
    page.get_by_role("button", name="Close this source").click()

    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".pt-exchange")).to_have_count(0)
    earlier = page.get_by_role("button", name="does the yearly plan renew?")
    expect(earlier).to_contain_text("1 more")
    page.reload()
    earlier.click()
    expect(page.locator(".pt-exchange")).to_have_count(2)

    page.get_by_role("button", name="Clear history").click()
    expect(page.locator("#pt-status")).to_have_text("The history of this browser is cleared.")
    page.reload()
    expect(page.locator(".pt-welcome")).to_be_visible()
    expect(page.locator(".pt-exchange, .pt-earlier")).to_have_count(0)
    left_and_quiet(watched, address)


def test_two_tabs_share_what_is_kept_and_each_goes_on_with_its_own(watched: Any, address: str) -> None:
    first, second = watched.page, watched.page.context.new_page()
    for page in (first, second):
        page.goto(address)
        expect(page.locator(".pt-welcome")).to_be_visible()
    ask(first, "does the yearly plan renew?")
    ask(second, "what of closing accounts?")
    ask(first, "and if I cancel?")
    second.wait_for_function(f"JSON.parse(localStorage.getItem({KEY!r})).length === 2")
    for page, questions in ((first, 2), (second, 1)):
        page.reload()
        expect(page.locator(".pt-exchange")).to_have_count(questions)
    first.get_by_role("button", name="New conversation").click()
    for question in ("does the yearly plan renew?", "what of closing accounts?"):
        expect(first.get_by_role("button", name=question)).to_be_visible()

    first.get_by_role("button", name="Clear history").click()
    first.wait_for_function(f"localStorage.getItem({KEY!r}) === '[\"\"]'")
    ask(second, "and the yearly plan?")
    second.wait_for_function(f"JSON.parse(localStorage.getItem({KEY!r}))[0] !== ''")
    second.get_by_role("button", name="New conversation").click()
    second.wait_for_function(f"JSON.parse(localStorage.getItem({KEY!r}))[0] === ''")
    second.reload()
    expect(second.get_by_role("button", name="what of closing accounts?")).to_be_visible()
    expect(second.locator(".pt-earlier li")).to_have_count(1)  # what was cleared does not come back
    left_and_quiet(watched, address)


def test_a_history_cleared_in_one_tab_is_not_listed_in_another(watched: Any, address: str) -> None:
    first, second = watched.page, watched.page.context.new_page()
    first.goto(address)
    ask(first, "does the yearly plan renew?")
    first.get_by_role("button", name="New conversation").click()
    expect(first.locator(".pt-earlier li")).to_have_count(1)
    second.goto(address)
    expect(second.locator(".pt-earlier li")).to_have_count(1)
    first.get_by_role("button", name="Clear history").click()
    expect(second.locator(".pt-welcome")).to_be_visible()
    expect(second.locator(".pt-earlier")).to_have_count(0)
    left_and_quiet(watched, address)


def test_what_somebody_else_put_into_the_browser_is_not_shown(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    ask(page, "does the yearly plan renew?")
    page.get_by_role("button", name="New conversation").click()
    kept(page)
    page.evaluate(f"localStorage.setItem({KEY!r}, '<img src=x onerror=window.harmed=1>')")
    page.reload()
    expect(page.locator(".pt-welcome")).to_be_visible()
    expect(page.locator(".pt-exchange, .pt-earlier")).to_have_count(0)
    assert page.evaluate("window.harmed") is None
    assert [said for said in watched.said if "script:" in said] == []


def test_a_conversation_is_saved_as_files(watched: Any, address: str, tmp_path: Path) -> None:
    page = watched.page
    page.goto(address)
    ask(page, "does the yearly plan renew?")
    for button, ending in (("Save as Markdown", "md"), ("Save to print", "html"), ("Save as Markdown", "md")):
        with page.expect_download() as saving:
            page.get_by_role("button", name=button).click()
        assert saving.value.suggested_filename == f"plainterms-merle-2024-06-01.{ending}"
        saving.value.save_as(tmp_path / f"saved.{ending}")
        text = (tmp_path / f"saved.{ending}").read_text(encoding="utf-8")
        assert "The yearly plan renews by itself unless you cancel it" in text and "ab" * 32 in text
    watched.was_quiet(address)
    page.goto((tmp_path / "saved.html").as_uri())
    expect(page.locator("blockquote")).to_contain_text("The yearly plan renews by itself")
    assert violations(page) == []


def test_what_somebody_thinks_is_kept_on_the_server(watched: Any, address: str, folder: Path) -> None:
    page = watched.page
    page.goto(address)
    ask(page, "does the yearly plan renew?")
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.locator(".pt-thanks")).to_be_focused()
    ask(page, "what of closing accounts?")
    current = page.locator("#pt-current")
    current.get_by_role("button", name="No", exact=True).press("Enter")
    expect(current.get_by_label("It is wrong")).to_be_focused()
    page.keyboard.press("ArrowDown")
    current.get_by_label("In your words").fill("The number of days is another one.")
    current.get_by_role("button", name="Send").press("Enter")
    expect(current.locator(".pt-thanks")).to_be_focused()
    expect(page.locator("#pt-status")).to_contain_text("Thank you.")
    lines = [json.loads(line) for file in folder.iterdir() for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(line["thumb"], line["reason"], line["note"]) for line in lines] == [
        ("up", "", ""),
        ("down", "missing", "The number of days is another one."),
    ]
    watched.was_quiet(address)


def test_thanks_given_while_an_answer_is_written_stay(watched: Any, tmp_path: Path) -> None:
    with served("FakeExplainer(holds=True)", more=f"keeping=kept_in({str(tmp_path)!r})") as address:
        page = watched.page
        page.goto(address)
        page.get_by_role("button", name="Can they close my account?").click()
        expect(page.locator(".pt-draft")).to_be_visible()
        page.request.get(f"{address}/api/services")  # lets the answer go on
        expect(page.locator("#pt-current .pt-thumbs")).to_be_visible()
        box = page.get_by_label("Your question")
        box.fill("does the yearly plan renew?")
        box.press("Enter")
        expect(page.locator(".pt-draft")).to_be_visible()
        page.locator("#pt-settled").get_by_role("button", name="Yes", exact=True).click()
        page.request.get(f"{address}/api/services")
        expect(page.locator("#pt-current .pt-answered")).to_contain_text("The yearly plan renews by itself")
        expect(page.locator("#pt-settled .pt-thanks")).to_be_focused()
        expect(page.locator("#pt-current .pt-thumbs")).to_be_visible()
        watched.was_quiet(address)


def test_a_citation_has_a_link_that_leads_to_it(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    ask(page, "does the yearly plan renew?").locator(".pt-cite").first.click()
    link = page.get_by_role("link", name="Read it in the document")
    expect(link).to_have_attribute("target", "_blank")
    page.get_by_role("button", name="Copy a link to it").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{address}/?tab=read&service=merle&terms_type=terms-of-service&version=2024-06-01&start=")
    page.goto(copied)
    expect(page.get_by_role("tab", name="Read")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("combobox", name="Version")).to_have_value("Terms of Service, 1 June 2024 (in force)")
    left_and_quiet(watched, address)


def test_an_address_chooses_a_version(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/?service=merle&version=2024-01-10")
    expect(page.get_by_role("combobox", name="Version")).to_have_value("Terms of Service, 10 January 2024")
    watched.was_quiet(address)


def test_an_address_of_what_is_not_there_says_so(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/?service=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.locator("#pt-lost")).to_contain_text("There is no service “<img src=x onerror=alert(1)>” here.")
    expect(page.locator(".pt-welcome")).to_be_visible()
    watched.was_quiet(address)


# --- for everybody ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Any, address: str, scheme: str, width: int) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".pt-welcome")).to_be_visible()
    assert violations(page) == []
    ask(page, "unicorns?")
    current = ask(page, "does the yearly plan renew?")
    current.get_by_role("button", name="No", exact=True).click()
    current.locator(".pt-cite").first.click()
    expect(page.locator(".pt-card mark")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Close this source").click()

    page.get_by_role("tab", name="Check a claim").click()
    page.get_by_label("What somebody says the terms say").fill("A blog says they may close accounts.")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".pt-check")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("tab", name="What to watch").click()
    page.locator("details.pt-flag summary").click()
    expect(page.locator(".pt-flag blockquote").first).to_be_visible()
    assert violations(page) == []
    context.close()


def listen(page: Any) -> None:
    """From here on what the live regions say is in ``announced``. Gradio has one of its own, which must stay silent."""
    page.evaluate(
        """() => { window.announced = [];
        for (const live of document.querySelectorAll('[aria-live], [role=status], [role=log], [role=alert]'))
          new MutationObserver(() => { if (live.textContent.trim()) announced.push(live.textContent.trim()); })
            .observe(live, { childList: true, characterData: true, subtree: true }); }"""
    )


def test_an_answer_is_announced_once(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    expect(page.locator(".pt-welcome")).to_be_visible()
    listen(page)
    ask(page, "does the yearly plan renew?")
    page.get_by_label("Your question").focus()
    expect(page.locator("#pt-status")).to_contain_text("Answer: Fees")
    assert page.evaluate("[...new Set(announced)].length") == 1
    assert page.evaluate("announced.length") == 1


def test_verdicts_are_announced_once(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/?tab=check")
    page.get_by_label("What somebody says the terms say").fill("A blog says they may close accounts.")
    listen(page)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#pt-status")).to_contain_text("Contradicted.")
    expect(page.locator(".pt-check")).to_be_visible()
    assert page.evaluate("announced.length") == 1


def test_at_200_percent_zoom_nothing_is_cut_off(chromium: Any, address: str) -> None:
    context = chromium.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    page.goto(address)
    ask(page, "does the yearly plan renew?").locator(".pt-cite").first.click()
    expect(page.locator(".pt-card mark")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_the_way_through_the_tabs_with_the_keyboard_alone(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    expect(page.locator("[data-example]").first).to_be_visible()

    def tab_to(what: str, keys: str = "Tab") -> None:
        for _ in range(40):
            page.keyboard.press(keys)
            if page.evaluate("(what) => document.activeElement.matches(what)", what):
                ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert ring != "none", f"{what} shows no focus"
                return
        raise AssertionError(f"{what} cannot be reached")

    tab_to("[data-example]")
    page.keyboard.press("Enter")
    expect(page.locator("#pt-current .pt-answered")).to_be_visible()
    page.get_by_role("combobox", name="Service").focus()
    tab_to("#pt-current .pt-cite")  # past the pickers, which must not begin anew
    page.keyboard.press("Enter")
    expect(page.locator(".pt-card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".pt-cite").first).to_be_focused()
    tab_to("[role=tab]", "Shift+Tab")
    page.get_by_role("tab", name="Check a claim").press("Enter")
    tab_to("#pt-check textarea")
    page.keyboard.type("They may close accounts.")
    tab_to("#pt-check-go")
    page.keyboard.press("Enter")
    expect(page.locator(".pt-check")).to_contain_text("Contradicted")
    page.get_by_role("tab", name="What to watch").press("Enter")
    tab_to(".pt-flag summary")
    page.keyboard.press("Enter")
    expect(page.locator(".pt-flag blockquote").first).to_be_visible()
    watched.was_quiet(address)


def test_another_version_asks_other_questions_and_another_service_begins_anew(watched: Any) -> None:
    versions = (
        "version_of('2024-01-10'), version_of('2024-06-01'), version_of('2024-02-02', service='wren', name='Wren')"
    )
    with served(f"FakeExplainer(versions=({versions}))") as address:
        page = watched.page
        page.goto(address)
        ask(page, "does the yearly plan renew?")
        page.get_by_role("combobox", name="Version").click()
        page.get_by_role("option", name="Terms of Service, 10 January 2024").click()
        expect(page.get_by_role("combobox", name="Version")).to_have_value("Terms of Service, 10 January 2024")
        expect(page.locator(".pt-exchange")).to_have_count(1)
        page.get_by_role("combobox", name="Service").click()
        page.get_by_role("option", name="Wren").click()
        expect(page.locator(".pt-welcome")).to_contain_text("Wren")
        expect(page.get_by_role("combobox", name="Version")).to_have_value("In force today")
        page.get_by_role("button", name="does the yearly plan renew?").click()
        expect(page.locator(".pt-exchange")).to_have_count(1)
        expect(page.get_by_role("combobox", name="Service")).to_have_value("Merle Pages")
        watched.was_quiet(address)


def test_a_question_asked_at_once_goes_to_the_service_of_the_address(watched: Any) -> None:
    with served(
        "FakeExplainer(versions=(version_of('2024-06-01'), version_of('2024-02-02', service='wren', name='Wren')))"
    ) as address:
        page = watched.page
        parts = [part["props"] for part in page.request.get(f"{address}/config").json()["components"]]
        asking = [p for p in parts if p.get("elem_id") == "pt-send" or "question" in (p.get("label") or "")]
        assert [props["interactive"] for props in asking] == [False, False]
        page.goto(f"{address}?service=wren")
        ask(page, "what of closing accounts?")
        expect(page.locator("#pt-current")).to_contain_text("2 February 2024")
        expect(page.get_by_label("Your question about Wren")).to_be_visible()
        watched.was_quiet(address)


def test_an_answer_stays_when_the_terms_that_were_picked_are_looked_through_after_it(watched: Any) -> None:
    versions = "version_of('2024-06-01'), version_of('2024-02-02', service='wren', name='Wren')"
    with served(f"FakeExplainer(versions=({versions}), looks_late=True)") as address:
        page = watched.page
        page.goto(address)
        expect(page.locator(".pt-welcome")).to_contain_text("Merle")
        page.get_by_role("combobox", name="Service").click()
        page.get_by_role("option", name="Wren").click()
        expect(page.get_by_label("Your question about Wren")).to_be_visible()
        ask(page, "does the yearly plan renew?")  # the box opens once the conversation has begun
        assert page.request.get(f"{address}/readyz").ok
        ask(page, "what of closing accounts?")
        expect(page.locator(".pt-exchange")).to_have_count(2)
        watched.was_quiet(address)
