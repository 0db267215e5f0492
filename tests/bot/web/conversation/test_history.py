"""What a browser keeps: it comes back as it was, and nothing else comes back."""

import base64
import html
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.types import Answer, CheckedClaim, CheckedQuote, Engine, Statement, WatchOut
from bot.web.conversation import chat
from bot.web.conversation.chat import Conversation, Exchange
from bot.web.conversation.history import EARLIER, LONGEST, History, from_browser, kept_html, read_back, written
from bot.web.conversation.seal import Seal
from bot.web.place import IN_FORCE
from bot.web.serving.guard import MAX_BODY
from bot.web.serving.problems import UNEXPECTED
from tests.bot.web.fakes import FakeExplainer, version_of

SEAL = Seal(b"k" * 32)


def said(*questions: str, explainer: FakeExplainer | None = None) -> Conversation:
    now = Conversation()
    for question in questions:
        *_, last = chat.converse(explainer or FakeExplainer(), now, question, "merle", IN_FORCE)
        assert last.conversation is not None
        now = last.conversation
    return now


def back(value: object, explainer: FakeExplainer | None = None) -> History:
    return read_back(value, SEAL, explainer or FakeExplainer())


def test_a_history_comes_back_as_it_was() -> None:
    now = said("Does the yearly plan renew?", "and if I cancel?", "unicorns?").with_thumb(2, "up")
    before = History(now, (said("what of closing accounts?"),))
    assert back(written(before, SEAL)) == before


def test_everything_an_answer_can_hold_comes_back() -> None:
    now = said("Does the yearly plan renew?")
    answer = now.exchanges[0].outcome
    assert isinstance(answer, Answer)
    day = date(2024, 6, 1)
    quotes = (CheckedQuote("q", True, (day,), day, None, 0), CheckedQuote("r", False))
    full = replace(
        answer,
        yes_no="yes",
        verdict="misleading",
        watch_outs=(WatchOut("auto_renewal", "t", 0, "n"),),
        notes=("a note",),
        claims=(CheckedClaim("c", "supported", "w", (0,), (0,), quotes),),
        engine=Engine("model", "m", "p", {"draft": 1.5}, {"input": 3}, "why", True, 0.5, True, 0.01),
    )
    now = replace(now, exchanges=(replace(now.exchanges[0], outcome=full),))
    assert back(written(History(now), SEAL)) == History(now)


def test_what_went_wrong_is_not_kept() -> None:
    now = said("Does the yearly plan renew?").with_exchange(Exchange(2, "x", UNEXPECTED))
    assert len(back(written(History(now), SEAL)).now.exchanges) == 1
    only = Conversation((Exchange(1, "x", UNEXPECTED),), "merle")
    assert written(History(only), SEAL) == [""]


@pytest.mark.parametrize(
    "value",
    [
        None, [], {}, "x", 3, [1], [None], [["x"]], [""], ["%%%"], ["AAAA"], [base64.b64encode(b"x" * 90).decode()],
        [json.dumps({"service": "merle", "exchanges": []})], ["é"],
    ],
)  # fmt: skip
def test_what_is_not_ours_is_nothing(value: object) -> None:
    assert back(value) == History()


def test_it_goes_to_the_browser_and_back_as_text() -> None:
    now = History(said("Does the yearly plan renew?"), (said("what of closing accounts?"),))
    page = kept_html(written(now, SEAL))
    texts = re.search(r'data-kept="([^"]*)"', page)
    assert texts and back(from_browser(html.unescape(texts[1]))) == now
    assert "data-cleared" not in page and "data-cleared" in kept_html([""], cleared=True)
    for value in (None, 3, "", "[", "x" * (2 * LONGEST + 1)):
        assert from_browser(value) is None


def test_a_forged_answer_is_nothing() -> None:
    honest = written(History(said("Does the yearly plan renew?")), SEAL)
    text = SEAL.open(honest[0])
    assert text is not None
    forged = text.replace("Fees is what this is about.", "<img src=x onerror=alert(1)> You owe us a thousand.")
    assert forged != text
    assert back([Seal(b"o" * 32).close(forged)]) == History()
    raw = base64.b64decode(honest[0])
    for at in (0, 31, 32, len(raw) - 1):
        changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        assert back([base64.b64encode(changed).decode()]) == History()


def test_a_quote_that_is_no_longer_in_the_library_drops_its_answer() -> None:
    value = written(History(said("Does the yearly plan renew?", "unicorns?")), SEAL)
    reworded = FakeExplainer(source=FakeExplainer().source.replace("renews by itself", "ends by itself"))
    found = back(value, reworded)
    assert [e.question for e in found.now.exchanges] == ["unicorns?"] and found.lost == 1
    gone = back(value, FakeExplainer(versions=(version_of("2020-01-01"),)))
    assert gone.now.exchanges == () and gone.lost == 2
    moved = back(value, FakeExplainer(source=" " + FakeExplainer().source))
    assert moved.lost == 1


def test_another_version_with_the_same_name_is_not_the_same_text() -> None:
    value = written(History(said("Does the yearly plan renew?")), SEAL)
    other = FakeExplainer(versions=(replace(version_of("2024-06-01"), sha256="cd" * 32),))
    assert back(value, other).lost == 1


def test_what_is_kept_is_bounded() -> None:
    noise = [base64.b85encode(SEAL._mark(bytes([n, m]))).decode() for n in range(40) for m in range(100)]
    answers = [
        Answer("answered", " ".join(noise[n * 100 : n * 100 + 100]), "q", "q", date(2024, 1, 1), Engine("excerpt"),
               statements=(Statement("s", (), "excerpt"),))
        for n in range(30)
    ]  # fmt: skip
    now = Conversation(tuple(Exchange(n, "q", answer) for n, answer in enumerate(answers, 1)), "merle")
    kept = written(History(now, (now,) * 20), SEAL)
    assert sum(map(len, kept)) <= LONGEST < MAX_BODY - 8_192
    read = back(kept)
    assert 0 < len(read.now.exchanges) < 30 and read.now.exchanges[-1].outcome == answers[-1], "the newest are kept"


def test_new_conversations_push_the_old_ones_down() -> None:
    history_ = History()
    for number in range(EARLIER + 3):
        history_ = history_.with_now(said(f"closing accounts {number}?")).begun_anew()
    assert len(history_.earlier) == EARLIER and history_.begun_anew() == history_
    newest = history_.earlier[0]
    again = history_.with_now(said("yearly plan?")).back_to(0)
    assert again.now == newest and again.earlier[0].exchanges[0].question == "yearly plan?"
    assert history_.back_to(99) == history_ and history_.back_to(-1) == history_


def test_the_key_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "conversations.key"
    sealed = Seal.kept_in(path).close("words")
    assert Seal.kept_in(path).open(sealed) == "words"
    assert path.stat().st_mode & 0o077 == 0
    assert Seal().open(sealed) is None


def test_without_a_folder_or_with_a_broken_key_there_is_a_new_key(tmp_path: Path) -> None:
    assert Seal.kept_in(tmp_path / "nowhere" / "key").close("x")
    (tmp_path / "short").write_bytes(b"abc")
    sealed = Seal(b"abc").close("x")
    assert Seal.kept_in(tmp_path / "short").open(sealed) is None
