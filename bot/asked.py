"""What a question asks for, as far as its words tell: a figure of some kind, or something that terms do not decide.

>>> read_question("how many days do i have to cancel").only_a_figure
True
>>> read_question("should i sue them, would i win?").out_of_scope
True
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

_DO = (
    r"(?:sue|pay|buy|sign|accept|agree|take|use|switch|choose|pick|get|hire|settle|invest|trust|quit|leave|report"
    r"|worry)"
)
_OUT_OF_SCOPE = re.compile(
    "|".join(
        (
            # Advice and forecasts. "How much should I pay" is a question about the terms.
            rf"(?<!much )(?<!many )(?<!when )(?<!what )(?<!where )(?<!who )\bshould (?:i|we|my \w+) (?:\w+ )?{_DO}\b",
            r"\b(?:would|will|could|can|do|did) (?:i|we) (?:\w+ )?(?:win\b|have a (?:good |strong )?case\b"
            r"|stand a chance\b)",
            r"\bchances? of winning\b|\bwho (?:would|will) win\b|\b(?:what would you do|what should i do)\b",
            r"\b(?:recommend|advise me|your advice|legal advice|your opinion|do you think)\b",
            # Judgements of people and products.
            r"\bis (?:he|she|it|this|that)(?: \w+){0,2} (?:scamming|a scam|legit|lying|worth it)\b",
            r"\bwhich (?:one |app |service |plan |company )?should (?:i|we|my \w+)\b",
            r"\b(?:is|are) \w+ (?:\w+ )?(?:better|safer|cheaper|nicer|faster) than\b",
            r"\bwhich (?:one )?is (?:better|best|safer|cheaper)\b",
            # Work to be done, and what is about nothing here.
            r"(?:^|[.,;!?] ?|\b(?:please|can you|could you|help me|just|and) )"
            r"(?:write|draft|compose|prepare)(?: me| us)? (?:an? |the |my )?(?:\w+ ){0,3}"
            r"(?:letter|complaint|email|lawsuit|review|poem|essay|reply)\b",
            r"\b(?:the weather|tell me a joke|a recipe|who won the|capital of|stock price|share price)\b",
        )
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    units: frozenset[str] = frozenset()
    """Units of the figure asked for, empty when none is."""
    only_a_figure: bool = False
    """Nothing but a figure answers: "how many", and not "how long", which "until you cancel" answers too."""
    out_of_scope: bool = False
    """Advice, a forecast, a judgement of people or products, or not about terms at all."""

    def has_figure(self, text: str) -> bool:
        """Whether a text holds a figure of the kind asked for."""
        return bool(self.units) and any(figure.unit in self.units for figure in figures(text))


def read_question(question: str) -> Asked:
    """What the words of a question ask for."""
    out_of_scope = bool(_OUT_OF_SCOPE.search(question))
    for pattern, units, only in _KINDS:
        if pattern.search(question):
            return Asked(units, only, out_of_scope)
    return Asked(out_of_scope=out_of_scope)
