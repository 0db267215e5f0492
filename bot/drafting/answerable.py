"""Do these clauses answer the question at all? A chance, fitted on questions whose answers are known.

Four numbers decide: how like the question the nearest passage is, how far the best clause stands out from the rest,
whether a figure that was asked for is there, and, where nothing but a figure answers or a thing that has a name
(``bot.understanding.things``), whether it stands in what would be shown. ``plainterms eval refusals`` draws the curve
(docs/measuring.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.understanding.asked import Asked

LEAST_CHANCE = 0.3
"""Below, "the terms do not say" is said: one answerable question in eight of those that the weights were fitted on, and
half of the others (``plainterms eval refusals``)."""
SURE_CHANCE = 0.5
"""Below, it is less likely than not that what is shown answers: it is called what comes nearest, and uncertain. So are
one in seven of the answerable questions that the weights were fitted on (``plainterms eval refusals``)."""
_NEAREST, _LEAD, _FIGURE, _BIAS = 9.09, 5.02, 2.75, -5.56
"""Weights of a logistic regression, made by scripts/fit_answerable.py."""
_NO_FIGURE_ASKED = 0.5
LEAST_FOR_FIGURE = 0.3
"""The sentence with the figure is at least so similar to a question that nothing but a figure answers."""


class Considered(Protocol):
    """A sentence that may answer."""

    @property
    def similarity(self) -> float: ...
    @property
    def words(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the evidence for one question."""

    nearest: float
    """Cosine of the question and the passage most like it."""
    lead: float
    """Score of the best clause above the mean of those that come after the third."""
    figure: float
    """1 when the best sentence holds a figure of the kind asked for, 0 when it does not, 0.5 when none is asked for."""

    @classmethod
    def of(cls, asked: Asked, best: str, nearest: float, lead: float) -> "Evidence":
        return cls(nearest, lead, float(asked.has_figure(best)) if asked.units else _NO_FIGURE_ASKED)

    @property
    def chance(self) -> float:
        """How likely a clause answers the question, 0 to 1."""
        logit = _NEAREST * self.nearest + _LEAD * self.lead + _FIGURE * self.figure + _BIAS
        return round(1 / (1 + math.exp(-logit)), 3)


def lacks_what_is_asked_for(asked: Asked, chosen: Sequence[Considered], shown: Sequence[str]) -> bool:
    """Whether what is asked for has a name that nothing shown holds, or is a figure and no sentence about it has one.

    ``shown`` are the texts a person would read: ``chosen``, what belongs to them, and the titles they stand under.
    """
    return not asked.names_things(shown) or (
        asked.only_a_figure
        and not any(asked.has_figure(one.words) and one.similarity >= LEAST_FOR_FIGURE for one in chosen)
    )
