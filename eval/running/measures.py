"""Numbers of an answer that are neither right nor wrong: what it cost, and how it reads."""

from bot import Answer
from eval.words.plainness import Plainness

NAMES = ("seconds", "tokens_in", "tokens_out", "cost_usd", "grade", "longest_sentence")
"""In the order of reports. ``seconds`` are measured around the asking."""
PAID = ("tokens_in", "tokens_out", "cost_usd")
"""Those that grow each time a case is asked."""


def measures(answer: Answer, words: Plainness) -> dict[str, float | None]:
    """All but the seconds, of an answer and its words that are ours; None where a number is not known."""
    tokens = answer.engine.tokens
    return {
        "tokens_in": tokens.get("input"),
        "tokens_out": tokens.get("output"),
        "cost_usd": answer.engine.cost_usd,
        "grade": None if words.grade is None else round(words.grade, 1),
        "longest_sentence": words.longest,
    }
