"""The guard and the comparison of words together, as ``verify`` uses them, on wordings a careful person judged."""

import pytest

from bot.verifying.guard import agrees
from bot.verifying.support import supported
from tests.bot.verifying.guard_pairs import MORE, SAME

PASS_WRONGLY = {
    "Brook pays your costs.",
    "Your data stays in your country.",
    "If one part is invalid, the whole is invalid.",
    "Brook owns all feedback and your files.",
    "You can get your money back within 30 days.",
    "They keep your data until you die.",
}
"""No rule sees these; the list may only grow shorter."""
MOST_BLOCKED = 0.1
"""Share of fair wordings that may be shown as their quote instead: what strictness costs."""


def shown(statement: str, quote: str) -> bool:
    return agrees(statement, [quote], company="Brook") and supported(statement, [quote], names="Brook")


def test_there_are_enough() -> None:
    assert len(SAME) + len(MORE) >= 160
    assert {statement for statement, _ in MORE} >= PASS_WRONGLY


@pytest.mark.parametrize(("statement", "quote"), MORE)
def test_a_wording_that_says_more_is_not_shown(statement: str, quote: str) -> None:
    assert shown(statement, quote) is (statement in PASS_WRONGLY)


def test_few_fair_wordings_are_not_shown() -> None:
    blocked = [statement for statement, quote in SAME if not shown(statement, quote)]
    assert len(blocked) <= MOST_BLOCKED * len(SAME), blocked


@pytest.mark.parametrize(
    "piece", ["not ", "unless you ", "may ", "we own ", "if not, ", "under 1 ", "no x ", "a, and "]
)
def test_hostile_texts_are_read_to_the_end(piece: str) -> None:
    text = piece * (8_000 // len(piece))
    assert agrees(text, [text], company="Brook") in (True, False)
    assert supported(text, [text]) in (True, False)
