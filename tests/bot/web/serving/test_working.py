"""Answers in threads: what arrives, what is refused, and that nobody's place is kept who has gone."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from threading import Event
from typing import Any

import pytest

from bot.turns import current
from bot.web.serving.working import UNREAD, Full, TooLong, Workers


def run(test: Callable[[Workers], Coroutine[Any, Any, None]], **limits: Any) -> None:
    """Run a test in an event loop, over workers that are closed after it."""

    async def whole() -> None:
        workers = Workers(limits.get("at_once", 4), limits.get("limit_s", 60.0), computing=limits.get("computing", 2))
        try:
            await test(workers)
        finally:
            workers.close()

    asyncio.run(whole())


async def freed(workers: Workers) -> None:
    async with asyncio.timeout(30):
        while workers.running:
            await asyncio.sleep(0)


def test_pieces_arrive_in_order_and_the_place_is_freed() -> None:
    async def test(workers: Workers) -> None:
        work = workers.start(lambda: iter("abc"))
        assert [piece async for piece in work.rest()] == ["a", "b", "c"]
        await freed(workers)

    run(test)


def test_what_goes_wrong_is_raised_where_it_is_waited_for() -> None:
    def fails() -> Iterator[str]:
        yield "a"
        raise ValueError("no")

    async def test(workers: Workers) -> None:
        work = workers.start(fails)
        assert await work.next() == "a"
        with pytest.raises(ValueError, match="no"):
            await work.next()
        await freed(workers)

    run(test)


def test_one_too_many_is_refused_and_then_there_is_room_again() -> None:
    release = Event()

    def waits() -> Iterator[bool]:
        with current().waiting():
            yield release.wait(30)

    async def test(workers: Workers) -> None:
        works = [workers.start(waits) for _ in range(2)]
        with pytest.raises(Full) as refused:
            workers.start(lambda: iter("a"))
        assert "2 seconds" in refused.value.hint
        release.set()
        for work in works:
            assert [piece async for piece in work.rest()] == [True]
        await freed(workers)
        assert await workers.start(lambda: iter("a")).next() == "a"

    run(test, at_once=2)


def test_a_generator_that_is_stopped_is_closed_and_its_place_free() -> None:
    closed = Event()

    def endless() -> Iterator[int]:
        try:
            number = 0
            while True:
                yield number
                number += 1
        finally:
            closed.set()

    async def test(workers: Workers) -> None:
        work = workers.start(endless)
        assert await work.next() == 0
        work.stop()
        await freed(workers)
        assert closed.is_set()

    run(test)


def test_an_answer_that_takes_too_long_is_stopped_and_told() -> None:
    ended = Event()

    def slow() -> Iterator[str]:
        try:
            current().pause(3600)
            yield "late"
        finally:
            ended.set()

    async def test(workers: Workers) -> None:
        work = workers.start(slow)
        with pytest.raises(TooLong, match="0.01 seconds"):
            await work.next()
        await freed(workers)
        assert ended.is_set()

    run(test, limit_s=0.01)


def test_patience_ends_without_a_piece_but_the_work_goes_on() -> None:
    release = Event()

    def waits() -> Iterator[str]:
        assert release.wait(30)
        yield "a"

    async def test(workers: Workers) -> None:
        work = workers.start(waits)
        assert await work.next(0.0) is None
        release.set()
        assert await work.next() == "a"

    run(test)


def test_for_a_slow_reader_a_piece_takes_the_place_of_what_it_carries_on() -> None:
    pieces = 3 * UNREAD

    async def test(workers: Workers) -> None:
        work = workers.start(lambda: iter(range(pieces)), carries_on=lambda before, after: True)
        await freed(workers)
        await asyncio.sleep(0)
        arrived = [piece async for piece in work.rest()]
        assert len(arrived) <= UNREAD
        assert arrived[:3] == [0, 1, 2] and arrived[-1] == pieces - 1

    run(test)


def test_no_more_compute_at_once_than_was_said() -> None:
    inside, most = list[int](), list[int]()

    def computes() -> Iterator[int]:
        inside.append(1)
        most.append(len(inside))
        yield 1
        inside.pop()

    async def test(workers: Workers) -> None:
        for work in [workers.start(computes) for _ in range(8)]:
            assert [piece async for piece in work.rest()] == [1]

    run(test, at_once=8, computing=1)
    assert max(most) == 1


def test_closing_stops_what_runs() -> None:
    async def test(workers: Workers) -> None:
        def waits() -> Iterator[int]:
            yield 1
            current().pause(3600)

        work = workers.start(waits)
        assert await work.next() == 1
        workers.close()
        await freed(workers)

    run(test)


def test_what_is_done_beside_goes_on_only_while_no_answer_wants_the_place() -> None:
    asked, went_on, made = Event(), Event(), list[str]()

    def beside() -> Iterator[None]:
        made.append("first piece")
        yield
        made.append("second piece")
        went_on.set()
        yield

    def answers() -> Iterator[str]:
        asked.set()
        yield "a"
        made.append("answer")
        yield "b"

    async def test(workers: Workers) -> None:
        release = Event()

        def holds() -> Iterator[str]:
            yield "held"
            release.wait(30)

        held = workers.start(holds)
        assert await held.next() == "held"
        workers.beside(beside)
        work = workers.start(answers)
        release.set()
        assert [piece async for piece in work.rest()] == ["a", "b"]
        assert await asyncio.to_thread(went_on.wait, 30)
        assert made == ["answer", "first piece", "second piece"]

    run(test, computing=1)


def test_what_is_done_beside_ends_with_the_server_and_its_faults_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    ended, failed = Event(), Event()

    def endless() -> Iterator[None]:
        try:
            while True:
                yield
        finally:
            ended.set()

    def fails() -> Iterator[None]:
        try:
            yield
            raise ValueError("no")
        finally:
            failed.set()

    async def test(workers: Workers) -> None:
        workers.beside(endless)
        workers.beside(fails)
        assert await asyncio.to_thread(failed.wait, 30)
        work = workers.start(lambda: iter("a"))
        assert await work.next() == "a"

    run(test)
    assert ended.wait(30)
    assert any(record.levelname == "ERROR" for record in caplog.records)
