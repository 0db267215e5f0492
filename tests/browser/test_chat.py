"""The chat in a real browser over a real server: the main way through, and hostile documents shown inert."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bot.web.server import served

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")
expect = sync_api.expect

pytestmark = pytest.mark.browser
STILL = """() => new Promise(told => {
    const from = scrollY
    let frames = 12
    const look = () => scrollY !== from ? told(false) : frames-- ? requestAnimationFrame(look) : told(true)
    look()
})"""
HREFS = "links => links.map(link => link.getAttribute('href'))"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("FakeExplainer()") as address:
        yield address


@pytest.fixture(scope="module")
def hostile_address() -> Iterator[str]:
    with served(
        "FakeExplainer(source=HOSTILE, versions=(version_of('2024-01-10', name='<b>Merle</b> {{x}}'),))"
    ) as address:
        yield address


def ask(page: Any, words: str) -> None:
    box = page.get_by_label("Your question")
    box.fill(words)
    box.press("Enter")


def test_ask_and_open_a_citation(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    expect(page.get_by_text("no AI model")).to_be_visible()
    expect(page.get_by_text("Information, not legal advice.")).to_be_visible()

    ask(page, "who may see the content I write?")
    answer = page.locator(".pt-answer.pt-answered")
    expect(answer).to_contain_text("You keep what you write. You grant us a licence to host and show it")
    expect(page.get_by_label("Your question")).to_have_value("")
    expect(page.get_by_role("status").filter(has_text="Answer: Your content")).to_have_count(1)

    answer.get_by_role("button", name="Source 1").first.click()
    card = page.locator(".pt-card")
    expect(card.locator("mark")).to_have_text(
        "You keep what you write. You grant us a licence to host and show it, as our privacy notice says."
    )
    expect(card).to_be_focused()
    for words in ("1 Your content", "Terms of Service", "1 June 2024", "merle.example"):
        expect(card).to_contain_text(words)

    card.get_by_role("button", name="Copy the exact quote").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert "[privacy notice](https://merle.example/privacy) says." in page.evaluate("navigator.clipboard.readText()")

    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(answer.get_by_role("button", name="Source 1").first).to_be_focused()
    watched.was_quiet(address)


def test_an_answer_streams_in(watched: Any) -> None:
    with served("FakeExplainer(holds=True)") as address:
        page = watched.page
        page.goto(address)
        page.get_by_role("button", name="Can they close my account?").click()
        draft = page.locator(".pt-draft")
        expect(draft).to_contain_text("Looking at the clause")
        expect(draft).to_contain_text("the quotes are being checked")
        page.request.get(f"{address}/api/services")  # lets the answer go on
        expect(page.locator(".pt-answered")).to_contain_text("We may close an account")
        expect(draft).to_have_count(0)
        watched.was_quiet(address)


def test_a_question_sent_before_the_answer_is_complete_is_asked_next(watched: Any) -> None:
    with served("FakeExplainer(holds=True)") as address:
        page = watched.page
        page.goto(address)
        page.get_by_role("button", name="Can they close my account?").click()
        expect(page.locator(".pt-draft")).to_contain_text("Looking at the clause")
        ask(page, "does the yearly plan renew?")
        page.request.get(f"{address}/api/services")  # lets the first answer go on
        expect(page.locator("#pt-settled .pt-answered")).to_contain_text("We may close an account")
        expect(page.locator(".pt-draft")).to_be_visible()
        page.request.get(f"{address}/api/services")  # lets the second go on
        expect(page.locator("#pt-current .pt-answered")).to_contain_text("The yearly plan renews by itself")
        expect(page.locator(".pt-question")).to_have_text(
            ["You asked: Can they close my account?", "You asked: does the yearly plan renew?"]
        )
        expect(page.get_by_label("Your question")).to_have_value("")
        watched.was_quiet(address)


def test_no_click_is_dropped_while_another_is_attended_to(watched: Any, address: str) -> None:
    wired = watched.page.request.get(f"{address}/config").json()["dependencies"]
    assert len(wired) > 10
    modes = {event["trigger_mode"] for event in wired if event["backend_fn"]}
    assert modes == {"always_last", "multiple"}


def test_a_source_far_down_opens_in_view_and_moves_nothing(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    for question in ("does the yearly plan renew?", "what of closing accounts?", "who may see the content I write?"):
        ask(page, question)
        expect(page.locator("#pt-current .pt-answered")).to_be_visible()
        expect(page.locator("#pt-current .pt-question")).to_contain_text(question)
    cite = page.locator(".pt-sources .pt-cite").last
    cite.scroll_into_view_if_needed()
    page.wait_for_function(STILL)  # the page glides to a new answer
    before = page.evaluate("scrollY")
    assert before > 200
    cite.click()
    expect(page.locator(".pt-card mark")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Close this source")).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == before
    expect(page.get_by_label("Your question about Merle Pages")).to_be_in_viewport()
    watched.was_quiet(address)


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}], ids=["wide", "phone"])
def test_the_source_of_a_clause_of_five_megabytes_can_be_read_to_its_end(watched: Any, size: dict[str, int]) -> None:
    source = "'**1. Uploads.** An upload is yours. ' + 'Words that go on and on. ' * 200_000"
    with served(f"OneSentence(source={source}, versions=(version_of('2024-06-01'),))") as address:
        page = watched.page
        page.set_viewport_size(size)
        page.goto(address)
        ask(page, "is my upload mine?")
        page.locator(".pt-cite").first.click()
        expect(page.locator(".pt-card mark")).to_have_text("An upload is yours.")
        expect(page.locator(".pt-card mark")).to_be_in_viewport()
        last = page.get_by_role("button", name="Copy a link to it")
        last.scroll_into_view_if_needed()
        expect(last).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.get_by_role("tab", name="What to watch").click()
        page.locator("details.pt-flag summary").click()
        expect(page.locator(".pt-flag blockquote").first).to_contain_text("An upload is yours.")
        assert page.evaluate("document.body.innerText.length") < 20_000
        watched.was_quiet(address)


def test_a_follow_up_an_older_version_and_a_new_conversation(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    ask(page, "does the yearly plan renew?")
    expect(page.locator(".pt-answered")).to_have_count(1)
    ask(page, "and if I cancel it?")
    expect(page.locator(".pt-exchange")).to_have_count(2)
    expect(page.get_by_text("Read as: “does the yearly plan renew? and if I cancel it?”")).to_be_visible()
    page.locator("#pt-settled .pt-cite").first.click()
    expect(page.locator(".pt-card mark")).to_contain_text("The yearly plan renews by itself")

    page.get_by_role("combobox", name="Version").click()
    page.get_by_role("option", name="Terms of Service, 10 January 2024").click()
    ask(page, "what of closing accounts?")
    expect(page.locator("#pt-current .pt-engine")).to_contain_text("Terms of Service, in force since 10 January 2024.")

    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".pt-exchange")).to_have_count(0)
    expect(page.locator(".pt-welcome")).to_be_visible()
    expect(page.locator(".pt-card")).to_have_count(0)
    watched.was_quiet(address)


def test_the_terms_do_not_say(watched: Any, address: str) -> None:
    watched.page.goto(address)
    ask(watched.page, "unicorns?")
    expect(watched.page.locator(".pt-not_in_terms")).to_contain_text("The terms do not say")
    watched.was_quiet(address)


def test_with_the_keyboard_alone(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    box = page.get_by_label("Your question")
    expect(box).to_be_enabled()  # once the page knows what is asked about
    box.focus()
    page.keyboard.type("does the yearly plan renew?")
    page.keyboard.press("Enter")
    expect(page.locator(".pt-answered")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.pt-cite')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".pt-card")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close this source")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pt-card")).to_have_count(0)
    watched.was_quiet(address)


@pytest.mark.parametrize("size", [{"width": 390, "height": 844}, {"width": 320, "height": 568}], ids=["phone", "small"])
def test_on_a_phone_the_source_comes_up_and_nothing_is_cut_off(
    watched: Any, address: str, size: dict[str, int]
) -> None:
    page = watched.page
    page.set_viewport_size(size)
    page.goto(address)
    ask(page, "does the yearly plan renew?")
    page.locator(".pt-cite").first.click()
    expect(page.locator(".pt-card mark")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Close this source").click()
    expect(page.locator(".pt-card")).to_have_count(0)
    watched.was_quiet(address)


def test_a_hostile_document_and_question_are_inert(watched: Any, hostile_address: str) -> None:
    page = watched.page
    page.goto(hostile_address)
    expect(page.locator(".pt-welcome")).to_contain_text("<b>Merle</b> {{x}}")
    ask(
        page,
        "<img src=x onerror='window.harmed=9'> is my upload yours? ![p](https://elsewhere.example/q.png) {{value}}",
    )
    answer = page.locator(".pt-answered")
    expect(answer).to_contain_text("is yours")
    expect(page.locator(".pt-question")).to_contain_text("<img src=x onerror='window.harmed=9'>")
    answer.get_by_role("button", name="Source 1").first.click()
    card = page.locator(".pt-card")
    expect(card.locator("mark")).to_contain_text("go.")
    for place in (answer, card, page.locator(".pt-question")):
        assert place.locator("img, script, iframe, style, svg, object, embed, form, input").count() == 0
        assert all(link.startswith("/?tab=read&") for link in place.locator("a").evaluate_all(HREFS))
    card.hover()
    page.get_by_role("button", name="Close this source").click()
    page.get_by_role("tab", name="Check a claim").click()
    page.get_by_label("What somebody says the terms say").fill(
        "<img src=x onerror='window.harmed=9'> my upload is yours"
    )
    page.get_by_role("button", name="Check", exact=True).click()
    checked = page.locator(".pt-check")
    expect(checked).to_contain_text("<img src=x onerror='window.harmed=9'> my upload is yours")
    checked.get_by_role("button", name="Source 1").first.click()
    expect(card.locator("mark")).to_contain_text("go.")
    page.get_by_role("tab", name="What to watch").click()
    page.locator("details.pt-flag summary").click()
    flag = page.locator("details.pt-flag")
    expect(flag.locator("blockquote").first).to_contain_text("is yours")
    for place in (checked, card, flag):
        assert place.locator("img, script, iframe, style, svg, object, embed, form, input").count() == 0
        assert all(link.startswith("/?tab=read&") for link in place.locator("a").evaluate_all(HREFS))
    assert page.evaluate("window.harmed") is None
    assert "\u202e" not in page.locator("body").inner_text()
    assert page.evaluate("getComputedStyle(document.body).display") != "none"
    watched.was_quiet(hostile_address)


def test_the_page_cannot_be_framed(watched: Any, address: str) -> None:
    headers = watched.page.goto(address).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_what_to_watch_opens_with_its_words_and_its_rights(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.get_by_role("tab", name="What to watch").click()
    flag = page.locator("details.pt-flag")
    expect(flag).to_contain_text("It renews by itself")
    expect(flag.locator("blockquote").first).to_be_hidden()
    flag.locator("summary").click()
    expect(flag.locator("blockquote").first).to_contain_text("The yearly plan renews by itself unless")
    expect(flag).to_contain_text("You may cancel or stop when you want.")
    page.get_by_role("tab", name="Ask").click()
    expect(page.get_by_label("Your question")).to_be_visible()
    watched.was_quiet(address)


def test_check_a_claim(watched: Any, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.get_by_role("tab", name="Check a claim").click()
    page.get_by_label("What somebody says the terms say").fill("A blog says they may close accounts.")
    page.get_by_role("button", name="Check", exact=True).click()
    result = page.locator(".pt-check")
    expect(result).to_contain_text("Contradicted")
    expect(result).to_contain_text("A blog says they may close accounts.")
    expect(page.locator(":text('not legal advice'):visible")).to_have_count(1)  # the page says it once
    expect(page.get_by_role("status").filter(has_text="Contradicted.")).to_have_count(1)
    result.get_by_role("button", name="Source 1").first.click()
    expect(page.locator(".pt-card mark")).to_contain_text("We may close an account")
    watched.was_quiet(address)
