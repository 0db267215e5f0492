"""What a question asks for, as far as its words tell: a figure of some kind.

>>> read_question("how many days do i have to cancel").only_a_figure
True

Whether terms decide what it asks for at all is read in ``bot.scope``.
"""

import re
from dataclasses import dataclass

from bot.guard import figures

_TIME = frozenset(
    f"{kind}{unit}" for kind in ("", "business ") for unit in ("minute", "hour", "day", "week", "month", "year")
)
_MONEY = frozenset(("$", "€", "£", "%", "cent"))
_COUNT = frozenset(("",))
_TIME_NOUN = r"(?:(?:business|calendar|working) )?(?:minutes?|hours?|days?|weeks?|months?|years?)"

# What is asked → units that answer it, and whether nothing but a figure does.
_KINDS: tuple[tuple[re.Pattern[str], frozenset[str], bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), units, only)
    for pattern, units, only in (
        (rf"\bhow many (?:more )?{_TIME_NOUN}\b", _TIME, True),
        (
            r"\bhow (?:long|soon|quickly|far (?:ahead|in advance)|much (?:time|notice|warning))\b"
            r"|\bby when\b|\bdeadline\b",
            _TIME,
            False,
        ),
        (r"\bhow old\b|\b(?:what|which|minimum) age\b|\bage limit\b", _COUNT | {"year"}, False),
        (r"\bhow many\b", _COUNT, True),
        (r"\bwhat (?:cut|percentage|percent|share)\b", _MONEY, True),
        (
            r"\bhow much\b|\bwhat (?:does it|do they) (?:cost|charge)\b|\bthe most (?:i|they|we|you)\b|\bcap on\b",
            _MONEY,
            False,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    units: frozenset[str] = frozenset()
    """Units of the figure asked for, empty when none is."""
    only_a_figure: bool = False
    """Nothing but a figure answers: "how many", and not "how long", which "until you cancel" answers too."""

    def has_figure(self, text: str) -> bool:
        """Whether a text holds a figure of the kind asked for."""
        return bool(self.units) and any(figure.unit in self.units for figure in figures(text))


def read_question(question: str) -> Asked:
    """What the words of a question ask for."""
    for pattern, units, only in _KINDS:
        if pattern.search(question):
            return Asked(units, only)
    return Asked()
