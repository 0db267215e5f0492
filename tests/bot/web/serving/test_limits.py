"""Buckets of tokens: who may ask, who has to wait and how long, and that the table does not grow."""

import pytest

from bot.web.serving.limits import Buckets, visitor


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_worth_may_come_at_once_and_then_as_much_as_time_brings() -> None:
    clock = Clock()
    buckets = Buckets(60, clock=clock)
    assert [buckets.take("a") for _ in range(61)] == [0] * 60 + [1]
    clock.now = 1.0
    assert [buckets.take("a") for _ in range(2)] == [0, 1]
    clock.now = 3600.0
    assert [buckets.take("a") for _ in range(61)] == [0] * 60 + [1]


def test_how_long_to_wait_is_said_in_whole_seconds() -> None:
    buckets = Buckets(2, clock=Clock())
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 30]


def test_each_has_a_bucket_of_their_own() -> None:
    buckets = Buckets(1, clock=Clock())
    assert [buckets.take(who) for who in ("a", "a", "b")] == [0, 60, 0]


def test_none_is_no_limit() -> None:
    buckets = Buckets(0, clock=Clock())
    assert not any(buckets.take("a") for _ in range(1_000)) and len(buckets) == 0


def test_the_table_is_bounded() -> None:
    buckets = Buckets(1, most=10, clock=Clock())
    for number in range(1_000):
        buckets.take(str(number))
    assert len(buckets) == 10


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_visitor_is_an_address_or_a_customers_network(address: str, same: str) -> None:
    assert visitor(address) == same
