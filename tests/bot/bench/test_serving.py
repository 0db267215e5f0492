"""``plainterms bench serve``: what is measured is what happened."""

import asyncio
import json
from pathlib import Path

from bot.bench.crowd import crowd, request
from bot.bench.served import hello, served
from bot.bench.serving import Load, asked_of, bench_serve
from bot.config import Settings


def test_every_other_question_is_worded_as_no_other() -> None:
    asked = [json.loads(body) for body in asked_of(["a", "b", "c"], 300)]
    assert {one["service"] for one in asked} == {"a", "b", "c"}
    anew = [one["question"] for one in asked if "my order" in one["question"]]
    assert len(anew) == len(set(anew)) == 150


def test_a_crowd_counts_what_is_answered_and_what_is_not() -> None:
    fits, wrong = request("POST", "/hello", b'{"service": "a"}'), request("GET", "/nowhere")
    with served(hello) as server:
        heard = asyncio.run(crowd(server.address, [fits, wrong] * 6, people=4))
    assert (len(heard.seconds), heard.errors) == (6, 6)
    load = Load.of(heard)
    assert load.requests == 12 and load.p50 and load.p95 and load.slowest and 0 < load.p50 <= load.p95 <= load.slowest


def test_a_small_crowd_at_the_whole_server(sample_home: Path) -> None:
    found = bench_serve(Settings(home=sample_home), people=2, questions=4, streams=6)
    assert (found.ours.requests, found.ours.errors, found.hello.errors) == (4, 0, 0)
    assert found.streams.open == 6 and found.streams.all_freed_s < float("inf")
    assert json.loads(json.dumps(found.to_json()))["streams"]["open"] == 6
