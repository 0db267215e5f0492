"""What an answer costs."""

import pytest

from bot.prices import Prices, spoken_cost
from bot.showing.render import engine_line
from bot.types import Engine


@pytest.mark.parametrize(
    ("tokens", "cost"),
    [
        ({"input": 1_000_000, "output": 0}, 0.4),
        ({"input": 2_000, "output": 500}, 0.0016),
        ({"input": 0, "output": 0}, 0.0),
        ({}, None),
        ({"input": 5}, None),
    ],
)
def test_tokens_times_prices_where_both_are_known(tokens: dict[str, int], cost: float | None) -> None:
    assert Prices(0.4, 1.6).cost(tokens) == (None if cost is None else pytest.approx(cost))


@pytest.mark.parametrize(("dollars", "said"), [(0.0021, "$0.0021"), (1.5, "$1.5000"), (0.00003, "less than $0.0001")])
def test_how_a_cost_is_said(dollars: float, said: str) -> None:
    assert spoken_cost(dollars) == said


def test_the_line_under_an_answer_says_what_is_known_and_no_more() -> None:
    assert "Cost" not in engine_line(Engine("model", "tiny"))
    assert engine_line(Engine("model", "tiny", cost_usd=0.0021)).endswith("Cost: $0.0021.")
    kept = engine_line(Engine("model", "tiny", cached=True, cost_usd=0.0))
    assert "earlier question" in kept and "Cost" not in kept
