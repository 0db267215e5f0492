"""A bounded store: what was used longest ago goes first, and what is there is not made again."""

from bot.lately import Lately


def test_a_value_is_made_once() -> None:
    made: list[int] = []

    def make() -> str:
        made.append(1)
        return "value"

    store = Lately[str, str](2)
    assert [store.of("a", make), store.of("a", make)] == ["value", "value"]
    assert made == [1]


def test_the_one_used_longest_ago_goes_first() -> None:
    store = Lately[int, str](2)
    store.put(1, "one")
    store.put(2, "two")
    assert store.get(1) == "one"
    store.put(3, "three")
    assert [store.get(n) for n in (1, 2, 3)] == ["one", None, "three"]
