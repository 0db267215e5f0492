"""Chat models on the wire: every way a call can go wrong ends in time, as one plain sentence."""

import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from pydantic import SecretStr

from bot import turns
from bot.models import (
    Breaker,
    ChatModel,
    ChatModelSettings,
    ContextOverflow,
    InvalidReply,
    Reply,
    Unavailable,
    chat_model,
)
from bot.turns import GivenUp, Turn, under
from ingest import ConfigurationError, ModelError
from tests import wire

KEY = "sk-test-4f1d0c9ab2"
SCHEMA: dict[str, Any] = {
    "title": "Answer",
    "type": "object",
    "properties": {"a": {"type": "string"}},
    "required": ["a"],
    "additionalProperties": False,
}


def model(url: str, timeout_s: float = 20.0, retries: int = 0) -> ChatModel:
    return chat_model(ChatModelSettings("tiny", SecretStr(KEY), url, timeout_s=timeout_s, max_retries=retries))


def ask(chat: ChatModel) -> list[Reply]:
    return list(chat.replies([("system", "Be kind."), ("human", "Say {a} for $5.")], SCHEMA, chat.deadline()))


def test_the_reply_grows_and_ends_with_the_counts_of_tokens() -> None:
    with wire.ChatServer(wire.says('{"a": "may I?"}', tokens=(12, 5), size=3)) as server:
        replies = ask(model(server.url))
    texts = [reply.text for reply in replies]
    assert texts[-1] == '{"a": "may I?"}'
    assert len(set(texts)) > 3 and all(b.startswith(a) for a, b in zip(texts, texts[1:], strict=False))
    assert replies[-1].tokens == {"input": 12, "output": 5}


def test_the_request_is_that_of_chat_completions() -> None:
    with wire.ChatServer(wire.says('{"a": ""}')) as server:
        ask(model(server.url))
    (sent,) = server.requests
    assert sent["messages"] == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Say {a} for $5."},
    ]
    assert (sent["model"], sent["temperature"], sent["stream"]) == ("tiny", 0, True)
    assert sent["response_format"]["type"] == "json_schema"
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert 0 < sent["max_completion_tokens"] < 5_000
    assert server.keys == [f"Bearer {KEY}"]


CASES: list[tuple[str, wire.Behaviour, str, bool]] = [
    ("401", wire.fails(401, "Incorrect API key provided: {key}"), "does not accept the API key", False),
    ("403", wire.fails(403), "may not use the model tiny", False),
    ("404", wire.fails(404, "model not found"), "no model tiny", False),
    ("408", wire.fails(408), "failed \\(status 408\\)", True),
    ("429", wire.fails(429), "no more requests for now", True),
    ("no credit", wire.fails(429, "quota", "insufficient_quota"), "no credit left", False),
    ("400", wire.fails(400, "no json_schema here, {key}"), "did not accept the request", False),
    ("422", wire.fails(422, "odd"), "turned the request down", False),
    ("500", wire.fails(500), "failed \\(status 500\\)", True),
    ("503", wire.fails(503), "failed \\(status 503\\)", True),
    ("error in the stream", wire.fails_midway('{"a":'), "in the middle of its reply", True),
    ("hangs up", wire.hangs_up, "cannot be reached, or hung up", True),
    ("refusal", wire.refuses(), "refused", False),
    ("content filter", wire.says("", finish="content_filter"), "refused", False),
    ("cut off", wire.says('{"a": "and so', finish="length"), "cut off", True),
    ("without end", wire.says("x" * 30_000, size=500), "cut off", True),
    ("empty", wire.says(""), "empty reply", True),
    ("no choices", wire.no_choices, "not a chat model's reply", False),
    ("a page", wire.sends("<html><body>Welcome</body></html>", "text/html"), "not a chat model's reply", False),
    ("half a body", wire.sends('{"choices": [', "text/event-stream"), "not a chat model's reply", False),
    (
        "not an object",
        wire.sends("data: 5\n\ndata: [DONE]\n\n", "text/event-stream"),
        "not a chat model's reply",
        False,
    ),
]


@pytest.mark.parametrize(("behaviour", "words", "retryable"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_each_failure_is_a_plain_sentence_with_a_next_step(
    behaviour: wire.Behaviour, words: str, retryable: bool
) -> None:
    with wire.ChatServer(behaviour) as server, pytest.raises(ModelError, match=words) as caught:
        ask(model(server.url))
    error = caught.value
    assert str(error).endswith(".") and error.hint
    assert error.retryable is retryable
    assert KEY not in f"{error} {error.hint}" + "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(wire.is_silent, id="accepts and says nothing"),
        pytest.param(wire.drips(b"HTTP/1.1 200 OK\r\nX-Filler: " + b"a" * 100_000), id="drips headers"),
        pytest.param(wire.drips_body(), id="drips a body"),
    ],
)
def test_the_deadline_ends_every_call(behaviour: wire.Behaviour) -> None:
    # The server goes on until the test is over: without a deadline for the whole call this test would not end.
    with wire.ChatServer(behaviour) as server, pytest.raises(ModelError, match="within 0.3 seconds") as caught:
        ask(model(server.url, timeout_s=0.3))
    assert caught.value.retryable


def test_a_deadline_that_has_passed_ends_the_call_at_once() -> None:
    with wire.ChatServer(wire.is_silent) as server, pytest.raises(ModelError, match="did not answer"):
        list(model(server.url).replies([("human", "?")], SCHEMA, deadline=0.0))


def test_no_server() -> None:
    with pytest.raises(ModelError, match="cannot be reached") as caught:
        ask(model(wire.closed_url()))
    assert "OPENAI_BASE_URL" in caught.value.hint


@pytest.mark.parametrize(
    "said",
    [
        "This model's maximum context length is 4096 tokens.",
        "the request exceeds the available context size, try increasing it",
        "prompt is too long: 9000 tokens",
    ],
)
def test_a_prompt_that_is_too_long_is_told_apart(said: str) -> None:
    with wire.ChatServer(wire.fails(400, said)) as server, pytest.raises(ContextOverflow):
        ask(model(server.url))


@pytest.mark.parametrize(
    ("said", "excess"),
    [
        ("This model's maximum context length is 4096 tokens. However, your messages resulted in 5012 tokens.", 916),
        (
            "This model's maximum context length is 4096 tokens. However, you requested 5296 tokens (4096 in the "
            "messages, 1200 in the completion).",
            1200,
        ),
        (
            "You passed 5012 input tokens and requested 1200 output tokens. However, the model's context length is "
            "only 4096 tokens, resulting in a maximum input length of 2896 tokens.",
            2116,
        ),
        (
            "Trying to keep the first 15857 tokens when context the overflows. However, the model is loaded with "
            "context length of only 4096 tokens, which is not enough.",
            11761,
        ),
        ("the request exceeds the available context size, try increasing it", None),
        ("maximum context length is 4096 tokens", None),
        ("context length 0 of 00000000000000000000000000000000000000000", None),
    ],
)
def test_how_much_too_long_a_prompt_is_is_read_from_what_the_server_says(said: str, excess: int | None) -> None:
    with wire.ChatServer(wire.fails(400, said)) as server, pytest.raises(ContextOverflow) as caught:
        ask(model(server.url))
    assert caught.value.excess == excess


def test_llama_cpps_own_fields_say_how_much_too_long_a_prompt_is() -> None:
    behaviour = wire.fails(400, "the request exceeds the available context size", n_prompt_tokens=1407, n_ctx=256)
    with wire.ChatServer(behaviour) as server, pytest.raises(ContextOverflow) as caught:
        ask(model(server.url))
    assert caught.value.excess == 1407 - 256


def test_a_server_that_leaves_out_who_speaks_is_understood() -> None:
    piece = {"id": "1", "created": 1, "model": "m", "object": "chat.completion.chunk"}
    chunks = [
        piece | {"choices": [{"index": 0, "delta": {"content": '{"a": "x"}'}}]},
        piece | {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    ]
    with wire.ChatServer(lambda connection: connection.events(iter(chunks))) as server:
        (*_, last) = ask(model(server.url))
    assert (last.text, last.tokens) == ('{"a": "x"}', {})


def test_a_reply_that_repeats_the_key_does_not_hold_it() -> None:
    with wire.ChatServer(wire.says(f'{{"a": "it is {KEY}, {KEY}."}}', size=5)) as server:
        texts = [reply.text for reply in ask(model(server.url))]
    assert texts[-1] == '{"a": "it is …, …."}'
    assert not any(KEY in text for text in texts)


# --- patience --------------------------------------------------------------------------------------------------------


def patient(url: str, retries: int = 2, timeout_s: float = 20.0) -> tuple[ChatModel, list[float]]:
    """A model that notes its pauses instead of making them."""
    pauses: list[float] = []
    return replace(model(url, timeout_s, retries), sleep=pauses.append), pauses


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503])
def test_a_failure_that_may_pass_is_tried_again(status: int) -> None:
    with wire.ChatServer(wire.fails(status), wire.hangs_up, wire.says('{"a": ""}')) as server:
        chat, pauses = patient(server.url)
        assert ask(chat)[-1].text == '{"a": ""}'
    assert len(server.requests) == 3
    assert 0.25 <= pauses[0] <= 0.5 <= pauses[1] <= 1.0


def test_after_the_last_try_the_failure_is_told() -> None:
    with wire.ChatServer(wire.fails(503)) as server, pytest.raises(Unavailable, match="503"):
        ask(patient(server.url)[0])
    assert len(server.requests) == 3


@pytest.mark.parametrize("behaviour", [wire.fails(401), wire.fails(400), wire.refuses(), wire.says("")])
def test_what_does_not_pass_is_not_tried_again(behaviour: wire.Behaviour) -> None:
    with wire.ChatServer(behaviour) as server, pytest.raises(ModelError):
        ask(patient(server.url)[0])
    assert len(server.requests) == 1


def test_a_reply_that_has_begun_is_not_asked_for_again() -> None:
    with wire.ChatServer(wire.fails_midway('{"a":')) as server, pytest.raises(Unavailable):
        ask(patient(server.url)[0])
    assert len(server.requests) == 1


def test_a_server_is_given_the_time_it_asks_for() -> None:
    busy = wire.fails(429, headers={"Retry-After": "7"})
    with wire.ChatServer(busy, wire.says('{"a": ""}')) as server:
        chat, pauses = patient(server.url)
        ask(chat)
    assert len(pauses) == 1 and 7.0 <= pauses[0] <= 7.7


def test_nobody_waits_for_a_server_that_asks_for_more_time_than_there_is() -> None:
    with wire.ChatServer(wire.fails(503, headers={"Retry-After": "3600"})) as server:
        chat, pauses = patient(server.url)
        with pytest.raises(Unavailable) as caught:
            ask(chat)
    assert (pauses, len(server.requests)) == ([], 1)
    assert caught.value.wait_s == 3600.0 and "3600 seconds" in caught.value.hint


def test_a_server_that_keeps_failing_is_not_asked_any_more() -> None:
    with wire.ChatServer(wire.fails(500), wire.fails(500), wire.says('{"a": ""}')) as server:
        clock = [0.0]
        chat = replace(model(server.url), breaker=Breaker(failures=2, rest_s=30.0, clock=lambda: clock[0]))
        for _ in range(2):
            with pytest.raises(Unavailable, match="status 500"):
                ask(chat)
        with pytest.raises(Unavailable, match="failed 2 times in a row"):
            ask(chat)
        assert len(server.requests) == 2
        clock[0] = 31.0
        assert ask(chat)[-1].text == '{"a": ""}'
        assert ask(chat)[-1].text == '{"a": ""}'


def test_a_bad_request_tells_what_the_server_said_without_the_key() -> None:
    with wire.ChatServer(wire.fails(400, "use\n{key} \x1b[31mred")) as server, pytest.raises(ModelError) as caught:
        ask(model(server.url))
    assert caught.value.hint.startswith("The server says: use Bearer … [31mred.")


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_server_that_repeats_its_key_is_not_repeated(size: int) -> None:
    with wire.ChatServer(wire.says(f'{{"a": "the key is {KEY}!"}}', size=size)) as server:
        replies = ask(model(server.url))
    assert replies[-1].text == '{"a": "the key is …!"}'
    assert not any(KEY in reply.text for reply in replies)


def test_calls_from_several_threads_do_not_disturb_each_other() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with wire.ChatServer(wire.says('{"a": "x"}')) as server:
        chat = model(server.url)
        with ThreadPoolExecutor(4) as pool:
            texts = {replies[-1].text for replies in pool.map(lambda _: ask(chat), range(8))}
    assert texts == {'{"a": "x"}'}


def test_a_reader_may_stop_early() -> None:
    with wire.ChatServer(wire.says('{"a": "' + "x" * 500 + '"}', size=2)) as server:
        chat = model(server.url)
        replies = chat.replies([("human", "?")], SCHEMA, chat.deadline())
        assert next(replies).text.startswith("{")
        replies.close()  # type: ignore[attr-defined]
        assert ask(chat)[-1].text.endswith('"}')


@pytest.mark.parametrize("key", ["", "sk-1\n", "sk 1", "sk-é", "sk-\u200b1"])
def test_what_can_not_be_a_key_is_said_before_it_is_sent(key: str) -> None:
    with pytest.raises(ConfigurationError, match="API key") as caught:
        ChatModelSettings("tiny", SecretStr(key))
    assert "OPENAI_API_KEY" in caught.value.hint


@pytest.mark.parametrize(
    "url", ["", "localhost:8091", "ftp://a.example/v1", "http://", "http://[::1/v1", "http://a:x/"]
)
def test_what_can_not_be_an_address_is_said(url: str) -> None:
    with pytest.raises(ConfigurationError, match="web address"):
        ChatModelSettings("tiny", SecretStr(KEY), url)


def test_the_server_is_named_without_what_else_is_in_its_address() -> None:
    settings = ChatModelSettings("tiny", SecretStr(KEY), "https://me:secret@models.example:8443/v1?token=1")
    assert settings.server == "models.example:8443"
    assert KEY not in repr(settings)


def test_making_a_model_imports_nothing_and_connects_to_nothing() -> None:
    made: list[str] = []
    chat = ChatModel(lambda: made.append("made"), ChatModelSettings("tiny", SecretStr(KEY)))  # type: ignore[arg-type, func-returns-value]
    chat.replies([("human", "?")], SCHEMA, chat.deadline())
    assert made == []


def test_an_invalid_reply_tells_the_model_what_to_do() -> None:
    with wire.ChatServer(wire.says("{", finish="length")) as server, pytest.raises(InvalidReply) as caught:
        ask(model(server.url))
    assert "short quotes" in caught.value.problem


@pytest.mark.parametrize("behaviour", [wire.is_silent, wire.fails(503)], ids=["waiting for words", "waiting to retry"])
def test_a_call_for_which_nobody_waits_is_let_go_of(behaviour: wire.Behaviour) -> None:
    turn, asked = Turn(), Event()

    def told(connection: wire.Connection) -> None:
        asked.set()
        behaviour(connection)

    def call(chat: ChatModel) -> None:
        with under(turn), turn.computing():
            ask(chat)

    with wire.ChatServer(told) as server, ThreadPoolExecutor(1) as threads:
        chat = model(server.url, timeout_s=3600, retries=5)
        running = threads.submit(call, replace(chat, sleep=lambda _: turns.pause(3600)))
        assert asked.wait(60)
        turn.stop()
        assert isinstance(running.exception(60), GivenUp)
