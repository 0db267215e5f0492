"""Which of the passages of many services are shown."""

from dataclasses import replace

import pytest

from bot.retrieval.across import spread
from tests.bot.retrieval.making import VERSION, passage_of


@pytest.mark.parametrize(
    ("what", "found", "k", "shown"),
    [
        ("each best before any second", "a:1.0 a:.9 a:.8 b:.7 c:.6", 3, "a:1.0 b:.7 c:.6"),
        ("then the seconds, best first", "a:1.0 b:.95 b:.9 a:.8 a:.7", 4, "a:1.0 b:.95 b:.9 a:.8"),
        ("who does not say is not shown", "a:1.0 b:.49 c:.5", 5, "a:1.0 c:.5"),
        ("one service is as it was", "a:1.0 a:.9 a:.6", 2, "a:1.0 a:.9"),
        ("fewer than asked for", "a:1.0", 9, "a:1.0"),
        ("none asked for", "a:1.0 b:.9", 0, ""),
        ("nothing found", "", 5, ""),
        ("nothing near", "a:0.0 b:0.0", 5, "a:0.0 b:0.0"),
    ],
)
def test_services_take_turns(what: str, found: str, k: int, shown: str) -> None:
    passages = [
        passage_of(replace(VERSION, service=one.split(":")[0]), one, float(one.split(":")[1])) for one in found.split()
    ]
    assert [passage.clause.label for passage in spread(passages, k)] == shown.split(), what
