"""The tab "Ask" without a browser: what a click does to what is remembered and shown."""

import base64
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.feedback import FeedbackBox
from bot.web.conversation.desk import Desk, file_html
from bot.web.conversation.history import History
from bot.web.conversation.keeping import Keeping
from bot.web.conversation.thumbs import clicked
from bot.web.place import IN_FORCE, Place
from tests.bot.web.fakes import HOSTILE, FakeExplainer, version_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "feedback"


@pytest.fixture
def desk(folder: Path) -> Desk:
    return Desk(FakeExplainer(), Keeping(feedback=FeedbackBox(folder)))


def asked(desk: Desk, *questions: str, said: History | None = None) -> History:
    said = said or History()
    for question in questions:
        *_, last = desk.converse(said, question, "merle", IN_FORCE)
        assert last.conversation is not None
        said = said.with_now(last.conversation)
    return said


def test_a_reload_shows_the_conversation_again(desk: Desk) -> None:
    said = asked(desk, "Does the yearly plan renew?", "and closing accounts?")
    shown = desk.come_back(desk.written(said), {}, "merle")
    assert shown.history == said and shown.place is not None
    assert (shown.place.tab, shown.place.service, shown.place.version) == ("ask", "merle", IN_FORCE)
    assert "Does the yearly plan renew?" in shown.settled and 'data-number="2" data-still' in shown.current


def test_a_first_visit_is_welcomed(desk: Desk) -> None:
    shown = desk.come_back([], {}, "merle")
    assert "What do you want to know about" in shown.current and shown.settled == "" and shown.place is None


def test_an_address_of_another_service_begins_anew_and_keeps_the_old_conversation() -> None:
    versions = (version_of("2024-06-01"), version_of("2024-02-02", service="wren", name="Wren"))
    desk = Desk(FakeExplainer(versions=versions), Keeping())
    said = asked(desk, "Does the yearly plan renew?")
    shown = desk.come_back(desk.written(said), {"service": "wren"}, "merle")
    assert "<bdi>Wren</bdi>" in shown.current and 'data-earlier="0"' in shown.current
    assert shown.place == Place("ask", "wren")
    same = desk.come_back(desk.written(said), {"service": "merle", "tab": "read"}, "merle")
    assert same.history == said and same.place == Place("read", "merle")
    unknown = desk.come_back(desk.written(said), {"service": "nobody"}, "merle")
    assert unknown.history == said, "the frame says that it is not there"


def test_what_no_longer_holds_is_said(desk: Desk) -> None:
    value = desk.written(asked(desk, "Does the yearly plan renew?"))
    changed = Desk(
        FakeExplainer(source="# Nothing\n\n**1. Left.** There are no rules any more at all.\n"), desk.keeping
    )
    shown = changed.come_back(value, {}, "merle")
    assert "One earlier answer is not shown" in shown.settled and shown.history.now.exchanges == ()


def test_a_new_conversation_and_back(desk: Desk) -> None:
    said = asked(desk, "Does the yearly plan renew?")
    fresh = desk.begin(said, "merle", IN_FORCE)
    assert fresh.settled == "" and "Does the yearly plan renew?" in fresh.current
    assert desk.back_to(fresh.history, "0").history.now == said.now
    for number in ("", "x", "1", "999", "-1", "１"):
        assert desk.back_to(fresh.history, number).history == fresh.history


def test_clearing_forgets_everything(desk: Desk) -> None:
    shown = desk.cleared("merle", IN_FORCE)
    assert shown.history == History() and desk.written(shown.history) == [""]
    assert shown.announced == "The history of this browser is cleared."


def test_clearing_in_another_tab_leaves_the_conversation_that_goes_on(desk: Desk) -> None:
    said = asked(desk, "Does the yearly plan renew?").begun_anew()
    assert desk.forgotten(said, "merle", IN_FORCE).history == History()
    assert "pt-earlier" not in desk.forgotten(said, "merle", IN_FORCE).current
    going = replace(said.back_to(0), earlier=said.earlier)
    assert desk.forgotten(going, "merle", IN_FORCE).history == History(going.now)


def test_an_opinion_is_kept_once_with_what_it_is_about(desk: Desk, folder: Path) -> None:
    said = asked(desk, "Does the yearly plan renew?", "and if I cancel?")
    assert 'data-answer="1"' in desk.settled(said)
    shown = desk.thought(said, {"number": "2", "thumb": "down", "reason": "wrong", "note": "no <b>"})
    assert "pt-thanks" in shown.current and 'data-answer="1"' in shown.settled and shown.announced
    again = desk.thought(shown.history, {"number": "2", "thumb": "up"})
    assert again.history == shown.history
    (file,) = folder.iterdir()
    (line,) = file.read_text(encoding="utf-8").splitlines()
    value = json.loads(line)
    assert (value["thumb"], value["reason"], value["note"]) == ("down", "wrong", "no <b>")
    assert value["question"] == "and if I cancel?" and len(value["history"]) == 2
    assert value["answer"]["citations"][0]["label"] == "3"


def test_an_opinion_that_cannot_be_kept_is_said(folder: Path) -> None:
    desk = Desk(FakeExplainer(), Keeping(feedback=FeedbackBox(folder, most_bytes=10)))
    said = asked(desk, "Does the yearly plan renew?")
    shown = desk.thought(said, {"number": "1", "thumb": "up"})
    assert shown.announced.startswith("No more feedback can be kept here") and "pt-thanks" not in shown.current


def test_where_nobody_is_asked_nothing_is_kept() -> None:
    desk = Desk(FakeExplainer(), Keeping())
    said = asked(desk, "Does the yearly plan renew?")
    assert "pt-thumbs" not in desk.settled(said)
    assert desk.thought(said, {"number": "1", "thumb": "up"}).history == said


@pytest.mark.parametrize(
    "values",
    [{}, {"number": "1"}, {"number": "x", "thumb": "up"}, {"number": "1", "thumb": "sideways"}, {"number": None},
     {"number": "1" * 9, "thumb": "up"}, {"number": ["1"], "thumb": ["up"]}],
)  # fmt: skip
def test_clicks_that_no_page_sends(desk: Desk, folder: Path, values: dict[str, object]) -> None:
    assert clicked({"number": "1", "thumb": ("up",)}) is None
    said = asked(desk, "Does the yearly plan renew?")
    assert desk.thought(said, values).history == said and not folder.exists()


def test_what_a_click_says_is_bounded() -> None:
    found = clicked({"number": 7, "thumb": "down", "reason": "<b>", "note": "n" * 9_999})
    assert found is not None and (found.number, found.reason, len(found.note)) == (7, "", 500)


@pytest.mark.parametrize(("ending", "words"), [("md", "# PlainTerms"), ("html", "<!doctype html>")])
def test_a_file_travels_as_data(desk: Desk, ending: str, words: str) -> None:
    said = asked(Desk(FakeExplainer(source=HOSTILE), desk.keeping), "is my upload yours?")
    html = file_html(said.now, ending)
    found = re.fullmatch(
        r'<span hidden data-file="([A-Za-z0-9+/=]+)" data-type="[a-z/;=8-]+" '
        rf'data-name="plainterms-merle-2024-06-01\.{ending}" data-made="\d+"></span>',
        html,
    )
    assert found and words in base64.b64decode(found[1]).decode()


def test_picking_a_version_goes_on_and_picking_a_service_begins_anew() -> None:
    versions = (version_of("2024-01-10"), version_of("2024-06-01"), version_of("2024-02-02", service="wren", name="W"))
    desk = Desk(FakeExplainer(versions=versions), Keeping())
    said = asked(desk, "Does the yearly plan renew?")
    older = Place("ask", "merle", "terms-of-service/2024-01-10")
    assert desk.goes_on(said, older)
    assert not desk.goes_on(History(), older)
    assert not desk.goes_on(said, Place("ask", "wren"))
    other = desk.picked(said, Place("ask", "wren"))
    assert other.history.earlier == (said.now,) and "<bdi>W</bdi>" in other.current
    assert "What do you want to know" in desk.picked(History(), older).current
