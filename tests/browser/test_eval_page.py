"""The report page opened from its file: filters, keyboard, links, hostile text, and nothing that is fetched."""

from pathlib import Path
from typing import Any

import pytest

from eval.page import write_page
from tests.eval.page.making import answer, case, citation, made_run, row

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")
expect = sync_api.expect

pytestmark = pytest.mark.browser

HOSTILE = (
    "</script><script>window.hit=1</script><img src=x onerror=\"window.hit=2\"><svg onload=window.hit=3>"
    "<style>body{display:none}</style>![x](https://evil.example/p.png) <a href=\"javascript:window.hit=4\">go</a>"
    "<iframe srcdoc=\"<script>parent.hit=5</script>\"></iframe>{{7*7}}${window.hit=6}\u202egnissecorp\u2066\x1b[31m"
)  # fmt: skip
HOSTILE_ID = 'x" onfocus="window.hit=7" <b>'
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def written(folder: Path) -> str:
    """The page of 30 cases beside a baseline: four new failures, one of them hostile, one not asked."""
    before, now = [], []
    for number in range(27):
        kind, service = ("number" if number % 3 else "lookup"), ("pond" if number % 5 == 0 else "brook")
        of = case(f"c{number}", kind=kind, service=service)
        before.append(row(f"c{number}", case=of))
        now.append(row(f"c{number}", case=of))
    now[3] |= row("c3", 1, 0.5, 1, case=now[3]["case"], why="other words stand there",
                  answer=answer(headline="Share as you like.", yes_no="yes"))  # fmt: skip
    now[4] |= row("c4", case=now[4]["case"], failure="The server was down.")
    now[5] |= row(
        "c5", 0, None, 0, case=now[5]["case"], answer=answer(status="not_in_terms", citations=[], statements=[])
    )
    before[6] |= row("c6", 1, 1, 0, case=before[6]["case"])
    bad = case(HOSTILE_ID, question=HOSTILE, service=HOSTILE, why=HOSTILE, kind=HOSTILE,
               history=[{"role": "user", "content": HOSTILE}],
               expect={"clauses": [{"label": HOSTILE, "title": HOSTILE, "quote": HOSTILE}],
                       "facts": [[HOSTILE, HOSTILE]], "must_not": [HOSTILE], "yes_no": HOSTILE})  # fmt: skip
    said = answer(headline=HOSTILE, status=HOSTILE, yes_no=HOSTILE, verdict=HOSTILE, notes=[HOSTILE],
                  statements=[{"text": HOSTILE, "citations": [0, 99, -1]}],
                  citations=[citation(quote=HOSTILE, title=HOSTILE, service=HOSTILE)],
                  watch_outs=[{"name": HOSTILE, "text": HOSTILE, "citation": 7}],
                  claims=[{"text": HOSTILE, "verdict": HOSTILE, "why": HOSTILE}])  # fmt: skip
    shown = {"question": HOSTILE}
    before.append(row(HOSTILE_ID, case=bad))
    now.append(row(HOSTILE_ID, 0, 0, 0, case=bad, answer=said, why=HOSTILE, shown=shown))
    long = answer(headline="long " * 20_000)
    now.append(row("long", case=case("long", question="w" * 8_000), answer=long))
    path = folder / "report page.html"
    write_page(made_run(folder / "run.json", now), made_run(folder / "base.json", before), path)
    return path.as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("page"))


@pytest.fixture
def page(watched: Any, address: str) -> Any:
    """The page, which must have asked for itself only, and said nothing in the console, when the test is over."""
    requests: list[str] = []
    watched.page.on("request", lambda request: requests.append(request.url))
    watched.page.goto(address)
    yield watched.page
    assert watched.page.evaluate("window.hit") is None
    assert {url.split("#")[0] for url in requests} == {address}
    assert watched.said == []


def shown(page: Any) -> list[str]:
    return [text.split(" · ")[0] for text in page.locator("#list > li:not([hidden]) .meta").all_text_contents()]


def choose(page: Any, label: str, choice: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).select_option(label=choice)


def test_the_filters_work_by_typing_and_choosing(page: Any) -> None:
    count = page.locator("#count")
    expect(count).to_have_text("All 29 cases")
    assert shown(page)[:4] == ["c4", "c5", HOSTILE_ID, "c3"]  # new failures first, the worst of them first

    page.get_by_label("Words").press_sequentially("like SHARE")
    expect(count).to_have_text("1 of 29 cases")
    assert shown(page) == ["c3"]
    page.get_by_role("button", name="Show all cases").click()
    expect(count).to_have_text("All 29 cases")
    expect(page.get_by_label("Words")).to_be_focused()

    for label, choice, ids in [
        ("Result", "With a fault", ["c5", HOSTILE_ID, "c3"]),
        ("Result", "Could not be asked", ["c4"]),
        ("Fault in", "quotes exact", [HOSTILE_ID, "c3"]),
        ("Answer", "The terms do not say", ["c5"]),
        ("Answer", "None", ["c4"]),
        ("Since the baseline", "New failures", ["c4", "c5", HOSTILE_ID, "c3"]),
        ("Since the baseline", "Better", ["c6"]),
        ("Since the baseline", "Any change", ["c4", "c5", HOSTILE_ID, "c3", "c6", "long"]),
        ("Service", "Pond", ["c5", "c0", "c10", "c15", "c20", "c25"]),
    ]:
        choose(page, label, choice)
        assert shown(page) == ids, (label, choice)
        page.get_by_role("button", name="Show all cases").click()

    choose(page, "Kind", "lookup")
    choose(page, "Result", "With a fault")
    assert shown(page) == ["c3"]
    page.get_by_role("button", name="Show all cases").click()
    choose(page, "Order", "As in the case file")
    assert shown(page)[:3] == ["c0", "c1", "c2"]
    choose(page, "Order", "By id")
    assert shown(page)[:3] == ["c0", "c1", "c10"]


def test_a_case_shows_both_answers_what_was_expected_and_the_verdicts(page: Any) -> None:
    page.get_by_text("(c3)").click()
    opened = page.locator("details[open]")
    expect(opened.locator(".answer")).to_have_count(2)
    now, before = opened.locator(".answer").all()
    expect(now).to_contain_text("Share as you like.")
    expect(now).to_contain_text("Yes or no: yes")
    expect(before).to_contain_text("Sharing is not allowed.")
    expect(before).to_contain_text("2.3 Accounts, Brook terms of service, version 2025-01-01")
    for words in ("Asked about: Brook terms of service, latest version", "Yes or no: no or it depends",
                  "sharing is fine", "Why: 2.3 forbids it.", "not share your login", "or: no sharing"):  # fmt: skip
        expect(opened).to_contain_text(words)
    expect(opened.locator(".verdicts tr").first).to_contain_text("◐ 50 % was ✓ right")
    expect(opened.locator(".verdicts tr").first).to_contain_text("other words stand there")
    page.get_by_text("(c4)").click()
    expect(opened.first).to_contain_text("Could not be asked: The server was down.")


def test_the_keyboard_is_enough(page: Any) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the cases")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Words")).to_be_focused()
    page.keyboard.type("c7)")
    page.keyboard.press("Enter")  # sends nothing anywhere
    expect(page.locator("#count")).to_have_text("1 of 29 cases")
    summary = page.locator("#list > li:not([hidden]) summary")
    for _ in range(12):
        page.keyboard.press("Tab")
        if summary.evaluate("one => one === document.activeElement"):
            break
    outline = summary.evaluate("one => getComputedStyle(one).outlineStyle + getComputedStyle(one).outlineWidth")
    assert outline == "solid3px"
    page.keyboard.press("Enter")
    expect(page.locator("#list details[open] .body")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("#list details[open]")).to_have_count(0)


def test_a_case_has_an_address_of_its_own(page: Any, address: str) -> None:
    page.get_by_text("(c9)", exact=False).click()
    page.get_by_role("link", name="Link to this case").click()
    assert page.url == f"{address}#c9"
    page.get_by_label("Words").fill("(c8)")
    page.evaluate("location.hash = '#c10'")
    opened = page.locator("#list details[open]", has_text="(c10)")
    expect(opened.locator(".body")).to_be_visible()
    expect(opened.locator("summary")).to_be_focused()
    expect(page.locator("#count")).to_have_text("All 29 cases")
    page.evaluate("id => location.hash = '#' + encodeURIComponent(id)", HOSTILE_ID)
    expect(page.locator("#list details[open]", has_text="gnissecorp").locator(".body")).to_be_visible()
    page.evaluate("location.hash = '#%'")


def test_hostile_text_is_shown_and_does_nothing(page: Any) -> None:
    page.get_by_role("button", name="Open what is shown").click()
    expect(page.locator("#list .body")).to_have_count(29)
    expect(page.locator("body")).to_be_visible()
    body = page.locator("#list li", has_text="gnissecorp")
    expect(body.locator(".headline").first).to_contain_text("</script><script>window.hit=1</script><img src=x")
    expect(body.locator(".headline").first).to_contain_text("⟨U+202E⟩gnissecorp⟨U+2066⟩␛[31m")
    assert page.locator("img, iframe, script[src], link, #list svg, #list style").count() == 0
    assert page.locator("#list a").evaluate_all("all => all.every((one) => one.getAttribute('href').startsWith('#'))")
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over == 0
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    page.get_by_role("button", name="Close all").click()
    expect(page.locator("#list details[open]")).to_have_count(0)


def test_text_cannot_become_html_even_by_a_mistake(watched: Any, address: str) -> None:
    watched.page.goto(address)
    blocked = watched.page.evaluate("try { document.body.innerHTML = '<p>'; false } catch (error) { error.name }")
    assert blocked == "TypeError"
    inserted = """() => { const made = document.createElement('style'); made.textContent = 'body{display:none}';
        document.head.append(made); return getComputedStyle(document.body).display; }"""
    assert watched.page.evaluate(inserted) == "block"
    assert all("Content Security Policy" in said or "TrustedHTML" in said for said in watched.said)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_accessibility_fault_is_found(chromium: Any, address: str, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    # Our policy stops axe too; its rules are about what is shown, which the policy does not change.
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.locator("main > section > details > summary").click()
    choose(page, "Since the baseline", "New failures")
    page.get_by_role("button", name="Open what is shown").click()
    expect(page.locator("#list .body")).to_have_count(4)
    page.evaluate(script)
    found = page.evaluate("tags => axe.run({ runOnly: tags })", WCAG)["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found] == []
    context.close()


def test_printing_hides_the_controls_and_cuts_nothing(page: Any) -> None:
    page.get_by_text("(c3)").click()
    page.emulate_media(media="print")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.get_by_role("button", name="Close all")).to_be_hidden()
    expect(page.locator("#list details[open] .body")).to_be_visible()
    expect(page.locator("table.kinds")).to_be_visible()  # also what is closed on the screen
    page.set_viewport_size({"width": 680, "height": 960})  # A4 without its margins
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_a_thousand_cases(watched: Any, tmp_path: Path) -> None:
    rows = [row(f"c{number}", 1, 1, number % 2, answer=answer(headline="words " * 200)) for number in range(1_000)]
    path = tmp_path / "page.html"
    write_page(made_run(tmp_path / "run.json", rows), None, path)
    page = watched.page
    page.goto(path.as_uri())
    expect(page.locator("#count")).to_have_text("All 1000 cases")
    assert page.locator("#list .body").count() == 0  # what is not opened is not made
    page.get_by_label("Words").fill("c77")
    expect(page.locator("#count")).to_have_text("11 of 1000 cases")
    choose(page, "Fault in", "facts found")
    expect(page.locator("#count")).to_have_text("5 of 1000 cases")
