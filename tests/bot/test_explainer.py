"""The whole way with a model on the wire: what it words is checked, and its failures leave the excerpts to answer."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import Answer, Answered, ConfigurationError, Delta, NotFound, Question, Retrieved, Settings, open_explainer
from tests import wire

QUESTION = Question("can they train their AI on my calls?", "larkspan", as_of=date(2024, 9, 9))
KEY = "sk-very-secret"


def settings(home: Path, url: str, timeout_s: float = 20.0) -> Settings:
    return Settings(
        home=home,
        openai_api_key=SecretStr(KEY),
        openai_base_url=url,
        model="tiny",
        model_timeout_s=timeout_s,
        model_retries=0,
        cache="off",
    )


def ask(home: Path, url: str, timeout_s: float = 20.0) -> Answer:
    with open_explainer(settings(home, url, timeout_s)) as explainer:
        answer = explainer.ask(QUESTION)
        for citation in answer.citations:
            assert explainer.source(citation.source_sha256)[citation.start : citation.end] == citation.quote
    assert KEY not in json.dumps(answer.to_json())
    return answer


def reply(quote: str, plain: str, headline: str, sentence: str = "s1") -> str:
    findings = [{"sentence": sentence, "quote": quote, "plain": plain}]
    return json.dumps({"findings": findings, "status": "answered", "yes_no": "yes", "headline": headline})


BAD = {
    "rubbish": wire.says("I am a teapot, short and stout."),
    "half a JSON": wire.says('{"findings": [{"sentence": "s1", "quote": "'),
    "a quote that is not there": wire.says(
        reply("We own everything you say.", "They own all you say.", "They own it.")
    ),
    "an invented sentence": wire.says(reply("Anything at all.", "Anything.", "Anything.", "s9999")),
    "HTML": wire.sends("<html>Gateway</html>", "text/html"),
    "no choices": wire.no_choices,
    "refusal": wire.refuses(),
    "401": wire.fails(401),
    "429": wire.fails(429),
    "500": wire.fails(500),
    "hangs up": wire.hangs_up,
}


@pytest.mark.parametrize("behaviour", BAD.values(), ids=BAD.keys())
def test_a_model_that_fails_leaves_the_excerpts_to_answer_and_the_answer_says_so(
    behaviour: wire.Behaviour, sample_home: Path
) -> None:
    with wire.ChatServer(behaviour) as server:
        answer = ask(sample_home, server.url)
    assert answer.engine.mode == "excerpt"
    assert answer.engine.fallback and answer.engine.fallback.endswith("document's own sentences.")
    assert answer.status == "answered"
    assert "9.4" in {citation.label for citation in answer.citations}


@pytest.mark.parametrize("behaviour", [wire.is_silent, wire.drips_body()], ids=["silence", "drip"])
def test_a_model_that_keeps_silent_is_given_up_at_the_deadline(behaviour: wire.Behaviour, sample_home: Path) -> None:
    with wire.ChatServer(behaviour) as server:
        answer = ask(sample_home, server.url, timeout_s=0.5)
    assert (answer.engine.mode, answer.status) == ("excerpt", "answered")


def test_a_model_that_is_not_there_leaves_the_excerpts_to_answer(sample_home: Path) -> None:
    assert ask(sample_home, wire.closed_url()).engine.mode == "excerpt"


def test_what_a_model_words_from_a_real_quote_is_shown_with_our_text(sample_home: Path) -> None:
    promise = "Larkspan will not train its artificial intelligence models on audio, video or chat"
    plain = "Larkspan will not train its AI models on audio, video or chat unless you have consented."
    with wire.ChatServer(wire.says("rubbish")) as server:
        ask(sample_home, server.url)
        prompt = "\n".join(str(message["content"]) for message in server.requests[0]["messages"])
    found = re.search(rf"(s\d+)\W[^\n]*{promise}", prompt)
    assert found, "the sentence is among the evidence"
    with wire.ChatServer(wire.says(reply(promise, plain, plain, found[1]))) as server:
        answer = ask(sample_home, server.url)
    assert (answer.engine.mode, answer.engine.model) == ("model", "tiny")
    assert answer.engine.tokens == {"input": 120, "output": 34}
    assert answer.engine.prompt_sha256
    stated = [answer.citations[index] for statement in answer.statements for index in statement.citations]
    assert [(c.label, promise in c.quote) for c in stated] == [("9.4", True)]


@pytest.mark.parametrize(
    ("plain", "support"),
    [
        ("Larkspan trainiert seine Modelle nicht mit Ihren Besprechungen, wenn Sie dem nicht zustimmen.", "verified"),
        ("Larkspan trainiert seine Modelle mit Ihren Besprechungen, und Sie können das hier lesen.", "excerpt"),
    ],
)
def test_a_model_words_an_answer_in_the_language_of_the_question(plain: str, support: str, sample_home: Path) -> None:
    promise = "Larkspan will not train its artificial intelligence models on audio, video or chat"
    asked = replace(QUESTION, text="Dürfen die ihre KI mit meinen Anrufen trainieren? train AI", language="de")
    with wire.ChatServer(wire.says("rubbish")) as server:
        with open_explainer(settings(sample_home, server.url)) as explainer:
            without = explainer.ask(asked)
        prompt = "\n".join(str(message["content"]) for message in server.requests[0]["messages"])
    assert without.notes[-1] == "Without a chat model the answer is not in German: it is the words of the terms."
    found = re.search(rf"(s\d+)\W[^\n]*{promise}", prompt)
    assert found, "the sentence is among the evidence"
    with (
        wire.ChatServer(wire.says(reply(promise, plain, plain, found[1]))) as server,
        open_explainer(settings(sample_home, server.url)) as explainer,
    ):
        answer = explainer.ask(asked)
    (statement,) = answer.statements
    assert (answer.engine.mode, statement.support) == ("model", support)
    assert (statement.text == plain) is (support == "verified")
    assert promise in answer.citations[0].quote and answer.notes == ()


def question_for(server: wire.ChatServer, home: Path, **more: object) -> tuple[Answer, Answer, list[str]]:
    """The same question twice, and what lies in the cache then."""
    with open_explainer(settings(home, server.url).model_copy(update={"cache": "on", **more})) as explainer:
        first, second = explainer.ask(QUESTION), explainer.ask(QUESTION)
    files = sorted((home / "cache" / "replies").glob("*"))
    return first, second, [f"{file.name} {file.read_text(encoding='utf-8')}" for file in files]


@pytest.fixture
def own_home(sample_home: Path, tmp_path: Path) -> Path:
    """A home whose cache is written to."""
    shutil.copytree(sample_home, tmp_path / "own", ignore=shutil.ignore_patterns("replies"))
    return tmp_path / "own"


PROMISE = "Larkspan will not train its artificial intelligence models on audio, video or chat"


def says_promise(connection: wire.Connection) -> None:
    """Quotes the promise from the sentence in which it stands."""
    shown = str(connection.body["messages"][-1]["content"])
    found = re.search(rf"(s\d+)\W[^\n]*{PROMISE}", shown)
    assert found
    plain = "Larkspan will not train its AI models on audio, video or chat unless you have consented."
    wire.says(reply(PROMISE, plain, plain, found[1]), tokens=(1_000, 100))(connection)


def test_a_question_asked_twice_is_paid_for_once_and_verified_twice(own_home: Path) -> None:
    with wire.ChatServer(says_promise) as server:
        first, second, files = question_for(server, own_home, price_input=2.0, price_output=10.0)
        assert len(server.requests) == 1
    assert (first.engine.cached, second.engine.cached) == (False, True)
    assert first.engine.cost_usd == pytest.approx(0.003)
    assert (second.engine.cost_usd, second.engine.tokens) == (0.0, {"input": 0, "output": 0})
    assert first.citations == second.citations and first.statements == second.statements and first.citations
    (kept,) = files
    assert KEY not in kept and QUESTION.text not in kept and "127.0.0.1" not in kept


def test_a_kept_reply_that_was_tampered_with_is_dropped_like_any_other(own_home: Path) -> None:
    with wire.ChatServer(says_promise) as server:
        question_for(server, own_home)
        (file,) = (own_home / "cache" / "replies").iterdir()
        told = file.read_text(encoding="utf-8").replace("will not train", "may freely train")
        file.write_text(told, encoding="utf-8")
        answer, *_ = question_for(server, own_home)
        assert len(server.requests) == 1
    assert answer.engine.mode == "excerpt" and "could be verified" in (answer.engine.fallback or "")
    assert "freely" not in json.dumps(answer.to_json())


def test_the_cache_can_be_turned_off(own_home: Path) -> None:
    with wire.ChatServer(says_promise) as server:
        first, second, files = question_for(server, own_home, cache="off")
        assert len(server.requests) == 2
    assert not first.engine.cached and not second.engine.cached and files == []
    assert first.engine.cost_usd is None


def test_what_a_model_wrote_in_vain_is_counted(own_home: Path) -> None:
    with wire.ChatServer(wire.says(reply("We own everything you say.", "They own it.", "They own it."))) as server:
        answer, *_ = question_for(server, own_home, price_input=1.0, price_output=1.0)
    assert (answer.engine.mode, answer.engine.tokens) == ("excerpt", {"input": 120, "output": 34})
    assert answer.engine.cost_usd == pytest.approx(154e-6)


def test_a_server_that_keeps_failing_is_left_alone_and_the_excerpts_answer_at_once(sample_home: Path) -> None:
    with wire.ChatServer(wire.fails(500)) as server, open_explainer(settings(sample_home, server.url)) as explainer:
        answers = [explainer.ask(QUESTION) for _ in range(5)]
        assert len(server.requests) == 3
    assert "status 500" in (answers[2].engine.fallback or "")
    assert "failed 3 times in a row" in (answers[4].engine.fallback or "")
    assert all(answer.status == "answered" and answer.engine.mode == "excerpt" for answer in answers)


def test_the_key_is_in_no_log(sample_home: Path, caplog: pytest.LogCaptureFixture) -> None:
    import logging

    caplog.set_level(logging.DEBUG)
    logging.getLogger("openai").setLevel(logging.DEBUG)
    for behaviour in (wire.fails(401, "Incorrect API key provided: {key}"), wire.fails(400, "{key}"), says_promise):
        with wire.ChatServer(behaviour) as server:
            ask(sample_home, server.url)
    assert caplog.records
    assert KEY not in caplog.text


def test_events_come_in_order(sample_home: Path) -> None:
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        first, *between, last = explainer.stream(QUESTION)
    assert isinstance(first, Retrieved)
    assert all(isinstance(event, Delta) for event in between)
    assert between
    assert isinstance(last, Answered)


def test_a_clause_is_shown_around_its_quote(sample_home: Path) -> None:
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        citation = explainer.ask(QUESTION).citations[0]
        clause = explainer.clause_text(citation)
        assert clause.start <= citation.start < citation.end <= clause.end
        assert clause.label == citation.label
        with pytest.raises(NotFound):
            explainer.source("0" * 64)


def test_a_chat_model_may_put_the_clauses_found_in_order(sample_home: Path) -> None:
    with wire.ChatServer(wire.says('{"best": ["p3"]}')) as server:
        plain = Settings(home=sample_home, mode="excerpt")
        sorting = settings(sample_home, server.url).model_copy(
            update={"mode": "excerpt", "rerank_model": "tiny-sorter"}
        )
        with open_explainer(plain) as explainer:
            before = explainer.search("larkspan", QUESTION.text, 5)
        with open_explainer(sorting) as explainer:
            after = explainer.search("larkspan", QUESTION.text, 5)
    assert server.requests[0]["model"] == "tiny-sorter"
    assert [p.span for p in after] == [before[n].span for n in (2, 0, 1, 3, 4)]
    assert [p.id for p in after] == ["c1", "c2", "c3", "c4", "c5"]


def test_a_model_that_puts_in_order_needs_a_key(sample_home: Path) -> None:
    with pytest.raises(ConfigurationError, match="needs a key") as caught:
        open_explainer(Settings(home=sample_home, mode="excerpt", rerank_model="tiny"))
    assert "OPENAI_API_KEY" in caught.value.hint


def test_hard_words_are_explained_once_and_quotes_stay_untouched(sample_home: Path) -> None:
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        answer = explainer.ask(Question("can they use my uploads for ever?", "larkspan", as_of=date(2024, 5, 20)))
    shown = " ".join(statement.text for statement in answer.statements)
    assert shown.count("(it never ends)") == 1
    assert not any("(it never ends)" in citation.quote for citation in answer.citations)
    assert answer.to_json()["statements"][0]["text"] == answer.statements[0].text


def test_an_answer_carries_what_to_watch_beside_its_clauses(sample_home: Path) -> None:
    asked = Question("do i get my money back?", "larkspan", as_of=date(2024, 9, 16))
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        answer = explainer.ask(asked)
        explainer.watch("larkspan", date(2024, 9, 16))
        again = explainer.ask(asked)
    assert 1 <= len(answer.watch_outs) <= 3
    assert (again.watch_outs, again.citations) == (answer.watch_outs, answer.citations)
    stated = {index for statement in answer.statements for index in statement.citations}
    for told in answer.watch_outs:
        assert told.citation not in stated
        assert told.name
        assert answer.citations[told.citation].quote
