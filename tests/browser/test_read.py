"""The tabs Read, Changed and Add terms in a real browser: the way through, the keyboard, what is hostile, axe."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.web.books import EVIL_TERMS, NEW
from tests.bot.web.server import served
from tests.browser.axe import violations
from tests.ingest.readers.pdf_files import down, pdf
from tests.ingest.readers.word_files import docx, p

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")
expect = sync_api.expect

pytestmark = pytest.mark.browser

TERMS = """# Brook Boats Terms

Last updated: 3 March 2025

## 1. Fees

You pay. <!-- obey -->

## 2. End

You leave.
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("LIBRARY", more="adding=ADDING") as address:
        yield address


@pytest.fixture(scope="module")
def hostile_address() -> Iterator[str]:
    with served("books(y2024_01_01=OLD, y2024_06_01=EVIL_TERMS, y2024_09_01=LONG)") as address:
        yield address


def place(words: str) -> str:
    at = NEW.index(words)
    return f"/?tab=read&service=reed&terms_type=terms-of-service&version=2024-06-01&start={at}&end={at + len(words)}"


def open_tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def test_a_citation_opens_its_words_in_the_document(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address + place("We tell you 3 days before."))
    hit = page.locator("mark.pt-hit")
    expect(hit).to_have_text("We tell you 3 days before.")
    expect(hit).to_be_in_viewport()
    assert page.evaluate("document.activeElement.contains(document.querySelector('mark.pt-hit'))")
    expect(page.get_by_role("heading", name="Reed Pages Terms of Service").first).to_be_visible()
    watched.was_quiet(address)


def test_the_outline_leads_to_clauses_and_makes_an_address(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address + place("We tell you 3 days before."))
    outline = page.get_by_role("navigation", name="Clauses")
    twist = outline.get_by_role("button", name="Clauses in 1 Your content")
    twist.click()
    expect(twist).to_have_attribute("aria-expanded", "true")
    outline.get_by_role("link", name="1.2 Licence").click()
    block = page.locator(".pt-text [id^=pt-b]", has_text="You let us host")
    expect(block).to_be_focused()
    expect(block).to_be_in_viewport()
    asked = page.url
    assert "tab=read" in asked and "start=" in asked
    watched.was_quiet(address)  # leaving a page cuts what Gradio was still asking for, and it says so
    page.goto(asked)
    expect(page.locator("mark.pt-hit").first).to_be_in_viewport()


def test_terms_and_watch_outs_explain_themselves_to_mouse_and_keyboard(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address + place("We tell you 3 days before."))
    flag = page.get_by_role("button", name="Watch out: It renews by itself")
    flag.hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("It goes on. It costs.")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    term = page.locator("a.pt-term").first
    term.focus()
    expect(tip).to_contain_text("everything that you put on Reed Pages")
    assert term.get_attribute("aria-describedby") == "pt-tip"
    page.keyboard.press("Enter")
    expect(page.locator(".pt-text [id^=pt-b]", has_text="means everything that you put")).to_be_focused()
    page.get_by_label("To watch").uncheck()
    expect(flag).to_be_hidden()
    watched.was_quiet(address)


def test_searching_inside_counts_and_goes_on(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address + place("We tell you 3 days before."))
    box = page.get_by_label("Search in this document")
    expect(page.locator("[data-watched]")).to_have_text("(1)")
    box.fill("plan")
    expect(page.locator(".pt-found")).to_have_text("1 of 4")
    expect(page.locator("#pt-status")).to_have_text("1 of 4")
    box.press("Enter")
    expect(page.locator(".pt-found")).to_have_text("2 of 4")
    page.get_by_role("button", name="Previous place").click()
    expect(page.locator(".pt-found")).to_have_text("1 of 4")
    assert page.evaluate("[...CSS.highlights.get('pt-find-here')][0].toString().toLowerCase()") == "plan"
    box.fill("unicorn")
    expect(page.locator(".pt-found")).to_have_text("Not found")
    expect(page.get_by_role("button", name="Next place")).to_be_disabled()
    watched.was_quiet(address)


def test_another_document_is_chosen(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/?tab=read&service=reed")
    page.get_by_role("combobox", name="Document", exact=True).select_option(label="Privacy Policy")
    expect(page.locator(".pt-text")).to_contain_text("We know your name")
    expect(page.get_by_role("combobox", name="Document", exact=True)).to_be_focused()
    watched.was_quiet(address)


def test_a_place_that_is_not_there_is_said(watched: Any, address: str) -> None:
    watched.page.goto(
        f"{address}/?tab=read&service=reed&terms_type=terms-of-service&version=2024-06-01&start=1&end=99999"
    )
    expect(watched.page.get_by_text("The place that was asked for is not in this version.")).to_be_visible()
    watched.was_quiet(address)


def test_two_versions_side_by_side(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/?tab=changed&service=reed&terms_type=terms-of-service&version=2024-06-01")
    expect(page.locator(".pt-change", has_text="It now says “3” instead of “14”.")).to_be_visible()
    expect(page.locator(".pt-change ins", has_text="We may train machines")).to_be_visible()
    expect(page.locator(".pt-change del", has_text="14")).to_be_visible()
    timeline = page.get_by_role("navigation", name="Versions")
    expect(timeline.get_by_role("listitem")).to_have_count(2)
    first = timeline.get_by_role("button", name="10 January 2024")
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pt-changed-verdict")).to_contain_text("This is the first version in the library.")
    expect(first).to_be_focused()
    page.get_by_role("combobox", name="Document", exact=True).select_option(label="Privacy Policy")
    expect(page.locator(".pt-changed-verdict")).to_contain_text("This is the only version in the library")
    watched.was_quiet(address)


def test_terms_are_looked_at_and_kept_with_the_keyboard(watched: Any, address: str, tmp_path: Path) -> None:
    page = watched.page
    page.goto(f"{address}/?tab=add")
    file = tmp_path / "boats.md"
    file.write_text(TERMS, encoding="utf-8")
    page.get_by_label("File: PDF").set_input_files(file)
    service = page.get_by_label("Whose terms are they?")
    service.focus()
    page.keyboard.press("Enter")  # without a name
    expect(page.locator(".pt-add-result")).to_contain_text("It is not said whose terms these are.")
    expect(service).to_be_focused()
    page.keyboard.type("Brook Boats")
    page.keyboard.press("Enter")
    looked = page.locator(".pt-looked")
    expect(looked).to_contain_text("3 March 2025, as the text says")
    expect(looked).to_contain_text("One stretch of text that a reader would not see")
    expect(page.locator(".pt-add-result")).to_be_focused()
    keep = page.get_by_role("button", name="Keep these terms")
    for _ in range(4):
        page.keyboard.press("Tab")
        if keep.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".pt-told")).to_have_text(
        "Brook Boats Terms of Service is in the library now. Ask about it, or read it."
    )
    expect(page.locator("#pt-status")).to_contain_text("is in the library now")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".pt-text")).to_contain_text("You leave.")
    expect(page.get_by_role("combobox", name="Service", exact=True)).to_have_value("Brook Boats")
    watched.was_quiet(address)


FILES = {
    "boats.pdf": pdf(
        down("Brook Boats Terms", "", "1. Fees", "", "You pay five crowns.", "", "2. End", "", "You leave.")
    ),
    "boats.docx": docx(
        p("Brook Boats Terms") + p("1. Fees") + p("You pay five crowns.") + p("2. End") + p("You leave.")
    ),
    "boats.html": b"<h1>Brook Boats Terms</h1><h2>1. Fees</h2><p>You pay five crowns.</p><h2>2. End</h2><p>You leave.",
    "boats.txt": b"Brook Boats Terms\n\n1. Fees\n\nYou pay five crowns.\n\n2. End\n\nYou leave.\n",
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_every_kind_are_looked_at(watched: Any, address: str, tmp_path: Path, name: str) -> None:
    page = watched.page
    page.goto(f"{address}/?tab=add")
    (tmp_path / name).write_bytes(FILES[name])
    page.get_by_label("File: PDF").set_input_files(tmp_path / name)
    page.get_by_label("Whose terms are they?").fill("Brook Boats")
    page.get_by_role("button", name="Look at it").click()
    looked = page.locator(".pt-looked")
    for words in ("1 Fees", "2 End", "English", "2 of them numbered", name):
        expect(looked).to_contain_text(words)
    page.get_by_role("button", name="Discard").click()
    expect(looked).to_have_count(0)
    watched.was_quiet(address)


def test_a_file_that_lies_about_what_it_is_and_one_with_hostile_words(
    watched: Any, address: str, tmp_path: Path
) -> None:
    page = watched.page
    page.goto(f"{address}/?tab=add")
    (tmp_path / "lie.pdf").write_bytes(b"<script>alert(1)</script>")
    page.get_by_label("File: PDF").set_input_files(tmp_path / "lie.pdf")
    page.get_by_label("Whose terms are they?").fill("<img src=x onerror='window.harmed=1'> Boats")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".pt-add-result .pt-headline")).to_contain_text("lie.pdf")
    watched.said = [said for said in watched.said if "422" not in said]  # the browser tells of every refusal
    page.get_by_label("I paste them").check()
    page.get_by_label("The text").fill(EVIL_TERMS)
    page.get_by_role("button", name="Look at it").click()
    looked = page.locator(".pt-looked")
    expect(looked).to_contain_text("Uploads")
    assert looked.locator("img, script, iframe, style, svg, object, embed, form, input, a").count() == 0
    assert page.evaluate("window.harmed") is None
    assert "\u202e" not in page.locator("body").inner_text()
    watched.was_quiet(address)


def test_what_is_not_wanted_is_said_and_discarded(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/?tab=add")
    page.get_by_label("I paste them").check()
    page.get_by_label("The text").fill(TERMS)
    page.get_by_label("Whose terms are they?").fill("Other Boats")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".pt-looked")).to_have_count(0)
    expect(page.locator("#pt-status")).to_have_text("Discarded. Nothing was kept.")
    watched.was_quiet(address)
    page.get_by_label("On the web").check()
    page.get_by_label("Address of the page").fill("http://127.0.0.1:9/terms")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".pt-add-result .pt-headline")).to_contain_text("was not fetched")


def test_a_server_that_does_not_add_has_no_such_tab(watched: Any, hostile_address: str) -> None:
    page = watched.page
    page.goto(hostile_address)
    expect(page.get_by_role("tab", name="Read", exact=True)).to_be_visible()
    expect(page.get_by_role("tab", name="Add terms")).to_have_count(0)
    assert page.request.post(f"{hostile_address}/parts/terms", data="x").status == 404


def test_a_hostile_document_is_inert(watched: Any, hostile_address: str) -> None:
    page = watched.page
    page.goto(
        f"{hostile_address}/?tab=read&service=reed&terms_type=terms-of-service&version=2024-06-01&start=5&end=600"
    )
    text = page.locator(".pt-text")
    expect(text).to_contain_text("{{#each x}} <script>window.harmed=8</script>")
    expect(page.locator("[data-watched]")).to_have_text("(1)")
    assert (
        text.locator("img, script, iframe, style, svg, object, embed, form, input, a:not([href^='/?tab=read'])").count()
        == 0
    )
    for term in page.locator(".pt-term, .pt-flag-mark").all():
        term.hover()
        expect(page.get_by_role("tooltip")).to_be_visible()
    page.get_by_label("Search in this document").fill("<img src=x")
    expect(page.locator(".pt-found")).not_to_be_empty()
    open_tab(page, "Changed")
    page.get_by_label("Newer version").select_option(label="1 June 2024")
    expect(page.locator(".pt-change").first).to_be_visible()
    assert page.locator(".pt-changes").locator("img, script, iframe, style, svg, a").count() == 0
    assert page.evaluate("window.harmed") is None
    assert "\u202e" not in page.locator("body").inner_text()
    watched.was_quiet(hostile_address)


def test_a_clause_of_five_megabytes_is_read_in_parts(watched: Any, hostile_address: str) -> None:
    page = watched.page
    page.goto(
        f"{hostile_address}/?tab=read&service=reed&terms_type=terms-of-service&version=2024-09-01"
        "&start=3000000&end=3000024"
    )
    expect(page.locator("mark.pt-hit")).to_be_in_viewport()
    expect(page.locator(".pt-sheets").first).to_contain_text("You read part 8 of 14")
    page.get_by_role("button", name="Part 9 →").first.click()
    expect(page.locator(".pt-sheets").first).to_contain_text("You read part 9 of 14")
    watched.was_quiet(hostile_address)


def test_a_search_goes_through_all_parts_of_a_long_document(watched: Any) -> None:
    with served("books(y2024_06_01=HERONS)") as address:
        page = watched.page
        where = "service=reed&terms_type=terms-of-service&version=2024-06-01"
        page.goto(f"{address}/?tab=read&{where}")
        expect(page.locator(".pt-sheets").first).to_contain_text("You read part 1 of 3")
        box, told = page.get_by_label("Search in this document"), page.locator(".pt-found")
        box.fill("HERON")
        expect(told).to_have_text("1 of 3")
        box.press("Enter")
        expect(told).to_have_text("2 of 3")
        expect(page.locator(".pt-sheets").first).to_contain_text("You read part 2 of 3")
        expect(page.get_by_text("Two Herons, no")).to_be_in_viewport()
        expect(box).to_be_focused()
        expect(box).to_have_value("HERON")
        box.press("Enter")
        expect(told).to_have_text("3 of 3")
        page.get_by_role("button", name="Next place").press("Enter")
        expect(told).to_have_text("1 of 3")
        expect(page.locator(".pt-sheets").first).to_contain_text("You read part 1 of 3")
        expect(page.get_by_role("button", name="Next place")).to_be_focused()
        page.get_by_role("button", name="Previous place").press("Enter")
        expect(told).to_have_text("3 of 3")
        box.fill("“Heron”")
        expect(told).to_have_text("1 of 1")
        page.get_by_role("button", name="← Part 1").first.click()
        expect(page.locator(".pt-sheets").first).to_contain_text("You read part 1 of 3")
        box.fill('"heron"')
        expect(told).to_have_text("1 in other parts")
        box.press("Enter")
        expect(told).to_have_text("1 of 1")
        watched.was_quiet(address)


def test_on_a_phone_the_two_versions_are_chosen_beside_each_other(chromium: Any, address: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/?tab=changed&service=reed&terms_type=terms-of-service&version=2024-06-01")
    older, newer = page.get_by_label("Older version"), page.get_by_label("Newer version")
    expect(newer).to_be_visible()
    left, right = older.bounding_box(), newer.bounding_box()
    assert left["y"] == right["y"] and left["x"] + left["width"] < right["x"]
    context.close()


@pytest.mark.parametrize("size", [(390, 844), (320, 568), (640, 450)], ids=["phone", "small", "zoom of 200 %"])
def test_nothing_is_cut_off_where_there_is_little_room(chromium: Any, address: str, size: tuple[int, int]) -> None:
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, device_scale_factor=2)
    page = context.new_page()
    tabs = {
        "ask": ".pt-welcome", "read": ".pt-text", "changed": ".pt-change", "check": "#pt-check textarea",
        "watch": ".pt-flag", "add": ".pt-add-form",
    }  # fmt: skip
    for way, seen in tabs.items():
        page.goto(f"{address}/?tab={way}&service=reed&terms_type=terms-of-service&version=2024-06-01")
        expect(page.locator(seen).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), way
        chosen = page.locator("[role=tab][aria-selected=true]")
        expect(chosen).to_have_attribute("data-tab-id", way)
        expect(chosen).to_be_in_viewport(ratio=0.99)
        tops = page.get_by_role("tab").evaluate_all("tabs => tabs.map(tab => tab.offsetTop)")
        assert len(set(tops)) == 1, "the tabs stand in one line"
        # What is wider than the screen may only be there to be moved sideways.
        cut = page.evaluate(
            """() => [...document.querySelectorAll('.gradio-container *')].filter((node) => node.offsetParent
              && node.getBoundingClientRect().right > innerWidth + 1
              && !node.closest('.pt-table, [role=tablist], .pt-sr'))
              .map((node) => `${node.tagName} ${node.className}`)"""
        )
        assert cut == [], way
    context.close()


def test_the_way_through_read_and_changed_with_the_keyboard_alone(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/?tab=read&service=reed")
    expect(page.locator("[data-watched]")).to_have_text("(1)")

    def tab_to(what: str, keys: str = "Tab") -> None:
        for _ in range(40):
            page.keyboard.press(keys)
            if page.evaluate("(what) => document.activeElement.matches(what)", what):
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", what
                return
        raise AssertionError(f"{what} cannot be reached")

    page.get_by_role("tab", name="Read", exact=True).focus()
    tab_to("[data-pick=terms_type]")
    tab_to("[data-marks=watch]")
    tab_to(".pt-find input")
    page.keyboard.type("crowns")
    expect(page.locator(".pt-found")).to_have_text("1 of 3")
    tab_to("[data-find='1']")
    page.keyboard.press("Enter")
    expect(page.locator(".pt-found")).to_have_text("2 of 3")
    tab_to(".pt-twist")
    page.keyboard.press("Enter")
    tab_to(".pt-outline ol ol a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.pt-text') !== null")
    tab_to(".pt-term")
    expect(page.get_by_role("tooltip")).to_be_visible()
    tab_to(".pt-flag-mark")
    expect(page.get_by_role("tooltip")).to_contain_text("It renews by itself")
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()

    page.get_by_role("tab", name="Changed").press("Enter")
    expect(page.locator(".pt-change").first).to_be_visible()
    tab_to("[data-pick=older]")
    tab_to("[data-pick=newer]")
    tab_to(".pt-timeline button")
    tab_to("[name=pt-filter]")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Everything")).to_be_checked()
    expect(page.locator(".pt-change.pt-small").first).to_be_visible()
    watched.was_quiet(address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_accessibility_fault_is_found(chromium: Any, address: str, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    faults = []
    for way, seen in (("read", ".pt-flag-mark"), ("changed", ".pt-change"), ("add", ".pt-add-form")):
        page.goto(f"{address}/?tab={way}&service=reed&terms_type=terms-of-service&version=2024-06-01")
        expect(page.locator(seen).first).to_be_visible()
        if way == "read":
            page.locator(".pt-flag-mark").focus()
        if way == "add":
            page.get_by_label("I paste them").check()
            page.get_by_label("The text").fill(TERMS)
            page.get_by_label("Whose terms are they?").fill("Other Boats")
            page.get_by_role("button", name="Look at it").click()
            expect(page.locator(".pt-looked")).to_be_visible()
        faults += [(way, fault) for fault in violations(page)]
    context.close()
    assert faults == []
