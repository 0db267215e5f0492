"""How long to wait before the next try."""

import pytest

from bot.models.retrying import LONGEST_S, pause, retry_after


@pytest.mark.parametrize(("number", "most"), [(0, 0.5), (1, 1.0), (2, 2.0), (3, 4.0), (4, 8.0), (5, 8.0), (900, 8.0)])
def test_pauses_double_up_to_the_longest_and_half_of_each_is_chance(number: int, most: float) -> None:
    assert pause(number, None, lambda: 0.0) == most / 2
    assert pause(number, None, lambda: 1.0) == most <= LONGEST_S


def test_a_pause_that_is_asked_for_is_never_shortened() -> None:
    assert pause(0, 7.0, lambda: 0.0) == 7.0
    assert pause(5, 7.0, lambda: 1.0) == pytest.approx(7.7)
    assert pause(0, 0.0, lambda: 1.0) == 0.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:01:40 GMT"}, 40.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:10 GMT"}, 0.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "9" * 500}, None),
        ({"retry-after": "Thu, 99 Foo 9999 99:99:99 GMT"}, None),
    ],
)
def test_what_a_server_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, now=lambda: 60.0) == seconds
