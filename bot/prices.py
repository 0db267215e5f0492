"""What an answer of a chat model costs."""

from collections.abc import Mapping
from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a million tokens, as the operator sets them: a table of ours would be out of date."""

    read: float
    written: float

    def cost(self, tokens: Mapping[str, int]) -> float | None:
        """US dollars for {"input": …, "output": …}; None where a server did not count them."""
        if not {"input", "output"} <= tokens.keys():
            return None
        return round((tokens["input"] * self.read + tokens["output"] * self.written) / MILLION, 9)


def spoken_cost(dollars: float) -> str:
    """Dollars as a person reads them: "$0.0021", "less than $0.0001"."""
    return f"${dollars:.4f}" if dollars >= 0.0001 else "less than $0.0001"
