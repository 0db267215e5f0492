"""Figures in terms: how long, how much, how old; their other spellings, and figures that nearly fit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELT = {word: number for number, word in enumerate(_SMALL, start=1)}
SPELT |= {word: 20 + 10 * number for number, word in enumerate(_TENS)}
SPELT |= {f"{ten}-{one}": SPELT[ten] + SPELT[one] for ten in _TENS for one in _SMALL[:9]}
_NAMES = {number: word for word, number in SPELT.items()}

_LENGTH = re.compile(
    r"\b(?:(?P<word>[a-z]{3,9}(?:-[a-z]{3,5})?)(?: \((?P<both>\d{1,4})\))?|(?P<figure>\d{1,4}))"
    r"[ -](?:(?:calendar|business|working|full|consecutive) )?(?P<unit>minute|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?P<sign>US\$|[$€£])\s?(?P<amount>\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d\d)?\b"
    r"|\b(?P<code>USD|EUR|GBP)\s?(?P<coded>\d{1,3}(?:,\d{3})+|\d{1,7})\b"
)


_CURRENCIES = {
    "$": "dollars",
    "US$": "dollars",
    "USD": "dollars",
    "€": "euros",
    "EUR": "euros",
    "£": "pounds",
    "GBP": "pounds",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A length of time or an amount of money, as it stands in a text."""

    written: str
    start: int
    end: int
    number: int
    unit: str
    """"day", "year", …; a sign or code for money."""
    is_money: bool

    @property
    def wordings(self) -> tuple[str, ...]:
        """As it is written, and as others would write it."""
        if self.is_money:
            return _once(self.written, self.other(self.number), *self._in_words)
        several = self.unit if self.number == 1 else f"{self.unit}s"
        name = _NAMES.get(self.number)
        return _once(self.written, f"{self.number} {several}", *((f"{name} {several}",) if name else ()))

    @property
    def _in_words(self) -> tuple[str, ...]:
        """As an answer may say an amount: "250 dollars"."""
        name = _CURRENCIES.get(self.unit)
        return (f"{self.number:,} {name}",) if name else ()

    def other(self, number: int) -> str:
        """The same with another number."""
        if self.is_money:
            return f"{self.unit}{' ' if self.unit.isalpha() else ''}{number:,}"
        return f"{number} {self.unit}s"


def figures(text: str) -> Iterator[Figure]:
    """Every length of time, then every amount of money in a text."""
    for match in _LENGTH.finditer(text):
        spelt = SPELT.get(match["word"].lower()) if match["word"] else None
        number = int(match["both"] or match["figure"] or spelt or 0)
        # Of "one hundred and eighty (180) days" the word before the bracket is only the end of the number.
        start = match.start("both") - 1 if match["both"] and spelt != number else match.start()
        if number:
            yield Figure(text[start : match.end()], start, match.end(), number, match["unit"].lower(), False)
    for match in _MONEY.finditer(text):
        amount = int((match["amount"] or match["coded"]).replace(",", ""))
        yield Figure(match[0], *match.span(), amount, match["sign"] or match["code"], True)


def near_misses(figure: Figure, clause: str) -> tuple[str, ...]:
    """Two figures that would be wrong: others of the same sort in the clause, else the double and the half."""
    around = [other.number for other in figures(clause) if other.unit == figure.unit]
    made = (2 * figure.number, figure.number // 2, 3 * figure.number)
    numbers = [n for n in dict.fromkeys((*around, *made)) if n > 1 and n != figure.number]
    return tuple(figure.other(n) for n in numbers[:2])


def _once(*wordings: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wording.lower() for wording in wordings))
