"""The breaker: a server that keeps failing is left alone, and tried again by one."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from bot.models import Breaker, InvalidReply, Unavailable
from ingest import ModelError


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, rest_s=30.0, clock=clock)


def call(breaker: Breaker, problem: BaseException | None = None) -> bool:
    """Whether the call got through to the server, which then fails as told."""
    through = False
    with suppress(ModelError, GeneratorExit), breaker.call("models.example"):
        through = True
        if problem:
            raise problem
    return through


def open_up(breaker: Breaker) -> None:
    for _ in range(3):
        assert call(breaker, Unavailable("It failed."))
    assert not call(breaker)


def test_it_opens_after_so_many_failures_in_a_row(breaker: Breaker) -> None:
    open_up(breaker)
    with (
        pytest.raises(Unavailable, match=r"models\.example failed 3 times in a row") as caught,
        breaker.call("models.example"),
    ):
        pass
    assert "30 seconds" in caught.value.hint and caught.value.retryable


@pytest.mark.parametrize("between", [None, ModelError("no credit"), InvalidReply("odd", problem="odd")])
def test_a_server_that_says_anything_is_there(breaker: Breaker, between: ModelError | None) -> None:
    for problem in (Unavailable("a"), Unavailable("b"), between, Unavailable("c"), Unavailable("d")):
        assert call(breaker, problem)
    assert call(breaker)


def test_after_its_rest_one_call_tries_and_closes_it(breaker: Breaker, clock: Clock) -> None:
    open_up(breaker)
    clock.now += 29.9
    assert not call(breaker)
    clock.now += 0.2
    with breaker.call("models.example"):
        assert not call(breaker), "only one at a time"
    assert call(breaker)
    assert call(breaker, Unavailable("once"))
    assert call(breaker)


def test_a_trial_that_fails_opens_it_again_at_once(breaker: Breaker, clock: Clock) -> None:
    open_up(breaker)
    clock.now += 31
    assert call(breaker, Unavailable("still"))
    assert not call(breaker)
    clock.now += 31
    assert call(breaker)


def test_a_trial_that_is_given_up_leaves_the_next_to_try(breaker: Breaker, clock: Clock) -> None:
    open_up(breaker)
    clock.now += 31
    assert call(breaker, GeneratorExit())
    assert call(breaker, GeneratorExit())
    assert call(breaker)


def test_a_call_that_is_given_up_counts_for_nothing(breaker: Breaker) -> None:
    for _ in range(2):
        assert call(breaker, Unavailable("It failed."))
    for _ in range(5):
        assert call(breaker, GeneratorExit())
    assert call(breaker, Unavailable("the third"))
    assert not call(breaker)


def test_failures_of_many_threads_are_all_counted() -> None:
    breaker = Breaker(failures=200, rest_s=30.0, clock=lambda: 0.0)
    with ThreadPoolExecutor(8) as pool:
        through = list(pool.map(lambda _: call(breaker, Unavailable("It failed.")), range(200)))
    assert all(through)
    assert not call(breaker)
