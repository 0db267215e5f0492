"""What a question asks for, as far as its words tell: a figure of some kind, a thing that has a name, who owns what.

>>> read_question("how many days do i have to cancel").only_a_figure
True

Whether terms decide what it asks for at all is read in ``bot.understanding.scope``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.things import things_in
from bot.verifying.guard import figures
from ingest import terms


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


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
        (rf"\bhow many (?:\w+ )?{_TIME_NOUN}\b", _TIME, True),
        (
            r"\bhow (?:long|soon|quickly|far (?:ahead|in advance)|much (?:time|notice|warning))\b"
            r"|\bby when\b|\bdeadline\b",
            _TIME,
            False,
        ),
        (r"\bhow old\b|\b(?:what|which|minimum) age\b|\bage limit\b", _COUNT | {"year"}, False),
        (r"\bhow many (?P<counted>\w+(?: \w+){0,2})", _COUNT, True),
        (r"\bwhat (?:cut|percentage|percent|share)\b", _MONEY, True),
        (
            r"\bhow much\b|\bwhat (?:does it|do they) (?:cost|charge)\b|\bthe most (?:i|they|we|you)\b|\bcap on\b",
            _MONEY,
            False,
        ),
    )
)

# What is counted in a question → what terms may call it. Other things must be named by their own word.
_CALLED = (
    _words(
        "people ppl person persons us users friends guests members participants attendees individuals seats viewers "
        "profiles licenses"
    ),
    _words("phones devices computers laptops tablets screens tvs"),
    _words("times reports strikes warnings violations attempts complaints requests"),
)
_WITHIN = 60
"""Characters before the thing counted in which its number stands: "up to five (5) active participants"."""

_ENUMERATION = re.compile(r"(?:^|[.,;:]|\b(?:and|or|right|to|for))\s*\(\d{1,2}\)(?=\s)")
"""The (1) and (2) of a list that runs on in a sentence are no figures."""
_OWN_NUMBER = re.compile(r"^\W*(?:\d{1,3}(?:\.\d{1,3}){1,4}\.?|\(?\d{1,3}[.)])\s+", re.MULTILINE)
"""Nor is the number of a clause before its words."""


_MINE = r"(?:my|mine|our|what|everything|anything|stuff|things|all (?:the|my)|\w+s? (?:that )?(?:i|we|you))\b"
_OWNERSHIP = re.compile(
    rf"\b(?:owns?|owned|owner(?:ship)? of|belongs? to|rights? (?:to|on|in)) (?:of )?(?:the |all )?{_MINE}"
    rf"|\b(?:is|are|stays?|still) (?:it |they |that )?(?:still )?mine\b"
    rf"|\b(?:my|our|i|we) (?:\w+ ){{1,6}}(?:theirs|belongs? to (?:them|you|the company))\b|\bbuy the rights back\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\byou(?:rs)?\b(?![^.;]{0,40}\b(?:neither|nor|not|no)\b)"
    r"[^.;]{0,60}\b(?:own|owns|owned|ownership|retain|keep)\b|\b(?:is|are|remains?|stays?) yours\b"
    r"|\b(?:not|no|n['’]t|never)\b[^.;]{0,40}\b(?:own|owner|ownership)\b[^.;]{0,60}\byou|\bno ownership\b"
    r"|\bdo(?:es)?(?: not|n['’]t) (?:claim|own)\b",
    re.IGNORECASE,
)

_AUXILIARY = "do|does|did|can|could|will|would|is|are|was|were|have|has|may|must|dont|doesnt|cant|wont|isnt|arent"
_SUBJECT = "i|we|you|they|he|she|it|my|our|their|the|anyone|anybody|someone|this|that"
_ASKS = rf"(?:(?:{_AUXILIARY})(?:n't)? (?:{_SUBJECT})\b|(?:who|what|when|where|which|how|why|whose)\b)"
_SEVERAL = re.compile(
    rf"(?:(?<=\S )(?:and|or|but|also),? |\?\s+(?:and |or |but )?)(?=(?:if so,? )?{_ASKS})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    units: frozenset[str] = frozenset()
    """Units of the figure asked for, empty when none is."""
    only_a_figure: bool = False
    """Nothing but a figure answers: "how many", and not "how long", which "until you cancel" answers too."""
    counted: frozenset[str] = frozenset()
    """Stems of what "how many" counts, empty for times and amounts of money, which their units name."""
    things: tuple[re.Pattern[str], ...] = ()
    """Of each thing asked for that terms call by its name, as a discount: what a text that answers holds."""
    owner: bool = False
    """Whose the person's own things are: "do they own my photos". What the company owns itself does not answer that."""
    several: bool = False
    """Several questions in one: one clause will hardly answer them all."""

    def has_figure(self, text: str) -> bool:
        """Whether a text holds a figure of the kind asked for; of a thing counted, its number right before it."""
        text = _OWN_NUMBER.sub("", text)
        if not self.counted:
            return self._measures(text)
        named = (match for match in re.finditer(r"[^\W\d_]+", text) if self.counted & frozenset(terms(match.group())))
        return any(self._measures(text[max(0, match.start() - _WITHIN) : match.start()]) for match in named)

    def names_things(self, texts: Sequence[str]) -> bool:
        """Whether every thing asked for that terms call by its name is named in one of these texts."""
        return all(any(thing.search(text) for text in texts) for thing in self.things)

    def tells_owner(self, text: str) -> bool:
        """Whether a text tells who owns what a person puts in, when that is asked."""
        return self.owner and bool(_THEIRS.search(text))

    def _measures(self, text: str) -> bool:
        return bool(self.units) and any(figure.unit in self.units for figure in figures(_ENUMERATION.sub(" ", text)))


def read_question(question: str) -> Asked:
    """What the words of a question ask for."""
    things = things_in(question)
    owner, several = bool(_OWNERSHIP.search(question)), bool(_SEVERAL.search(question))
    for pattern, units, only in _KINDS:
        if match := pattern.search(question):
            counted = _called(match["counted"]) if "counted" in pattern.groupindex else frozenset()
            return Asked(units, only, counted, things, owner, several)
    return Asked(things=things, owner=owner, several=several)


def _called(counted: str) -> frozenset[str]:
    """Stems of the thing counted, or what terms may call it, from the words after "how many"."""
    words = _AFTER_THE_THING.split(counted.lower())[0].split()
    for group in _CALLED:
        alike = frozenset(stem for word in group for stem in terms(word))
        if set(words) & set(group) or frozenset(terms(" ".join(words))) & alike:
            return alike
    return frozenset(terms(" ".join(words)))


_AFTER_THE_THING = re.compile(
    r"\b(?:can|could|do|does|did|are|is|am|will|may|must|have|has|i|we|you|they|it|before|until|till|in|on|at|to|for"
    r"|per)\b"
)
