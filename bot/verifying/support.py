"""Is a wording about what its quotes are about? Its content words must stand in them; pure.

    >>> supported("You can close your account at any time.", ["You may terminate your account at any time."])
    True
    >>> supported("Send your password to the seller.", ["You may terminate your account at any time."])
    False

The rules of ``bot.verifying.guard`` compare figures and force; a wording without either would pass them over any quote.
Here the words are compared: as they are, by their beginnings ("suspend", "suspension"), as terms call them
(``bot.understanding.lay_words``), and as the glossary explains the quotes' hard words. Words of everyday speech that
claim little count for nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.understanding.lay_words import in_legal_words
from bot.words.plain import meanings
from ingest import terms

LEAST = 0.5
"""Share of a wording's content words that its quotes must back."""
_BEGINNING = 5
"""Letters that two forms of one word share at least: "suspen|d" and "suspen|sion"."""
_WORD = re.compile(r"[\w'’-]+")
_CONTRACTED = re.compile(r"\w+n['’]t\b|(?<=\w)['’](?:ll|re|ve|d|m|s)\b")
_NAME = re.compile(r"(?<=[\w,;:)] )[A-Z][\w'’-]*")
"""A word with a capital that does not begin a sentence."""
_NO_NAMES = frozenset(("I", "I'm", "I’m", "AI", "OK", "Section", "Clause", "Article", "Part", "Yes", "No"))
_ODD = re.compile(r"\S*(?:://|@|\w\.\w)\S*|[^\W_]*\d[^\W_]*|[^\W\d_]{25,}")
_LIGHT = """
    able about accept account across act add after again agree ahead all allow almost alone along already also
    although always answer any anyone anything apart apply around article ask away back become before begin best
    better between big both break bring business but calendar call can care case certain change check choose clause
    clear come company control could count cover customer day deal decide depend different do dollars done down each
    early easy either else end enough euros even ever every everyone everything exact example except explain extra
    fact fair far few find fine first fix follow for free from full get give go good happen have help here high hold
    hours how however if important in include instead into itself just keep kind know large last late later lead
    least leave less let like likely limit list little live long look lot low main make many mean might minutes
    months more most move much must name near need never new next no none normal nothing now number off often ok old
    on once one only open or order other others otherwise out outside over own paragraph part past people per
    percent person pick place plain point possible pounds put quick rather read real really reason receive remain
    right rule run same say section see seem send separate set several short should show side simple since single
    small so some somebody someone something soon special start state stay still stop such sure take talk tell term
    than that then there thing think though through time together too towards try turn two under unless until up
    upon use user usual very via want way weeks well what whatever when whenever where whether which while who whole
    whose why will with within without word work would wrong year yes yet you
"""


_ALIKE = """
    cancel close discontinue end quit shut stop suspend terminate termination
    amount charge cost fee money pay payment price refund
    confidential private secret
    age birthday old older year young younger
    agree allow approval approve consent ok permission permit
    arbitrate arbitration claim court dispute judge lawsuit litigation sue
    keep retain retention save store
    disclose give hand pass provide share transfer
    display publicly publish show
    alter amend change modify modification revise update
    buy order purchase
    advance inform notice notify tell warn warning
    delete destroy erase erasure removal remove
    child kid minor teen
    guardian parent parental
    law legal statute
    guarantee promise warrant warranty
    compensate cover hold indemnify indemnity reimburse
    content file material photo picture post upload video
    ban block disable restrict suspend
    liability liable responsible responsibility
    forbid forbidden prohibit prohibited
    copy duplicate reproduce reproduction
    extend renew renewal
    datum information info
"""
"""A line of words that may stand for one another in an explanation."""


@lru_cache(maxsize=1)
def _alike() -> Mapping[str, frozenset[str]]:
    """Stem → the stems it may stand for."""
    found: dict[str, set[str]] = {}
    for line in _ALIKE.strip().splitlines():
        group = set(terms(line))
        for term in group:
            found.setdefault(term, set()).update(group)
    return {term: frozenset(group) for term, group in found.items()}


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    return frozenset(terms(_LIGHT))


def supported(statement: str, quotes: Sequence[str], *, known: Iterable[str] = (), names: str = "") -> bool:
    """Whether more than half of a statement's content words, and every name in it, stand in its quotes.

    ``known`` are texts that count beside the quotes, such as the title of the clause; ``names`` may be named, and count
    for nothing.
    """
    texts = [*quotes, *known]
    allowed = frozenset(word.casefold() for word in _WORD.findall(names))
    own = " ".join(word for word in _WORD.findall(statement) if word.casefold() not in allowed)
    backed, said = support(own, texts)
    strange = (
        name
        for name in _NAME.findall(statement)
        if name.casefold() not in allowed and name not in _NO_NAMES and support(name, texts) == (0, 1)
    )
    return (not said or backed > LEAST * said) and not any(strange)


def made_of(text: str, conversation: Sequence[str]) -> bool:
    """Whether a text only says again what was said: most of its words stand in a conversation, its odd ones all.

    Odd are figures, addresses, and words longer than words are or with figures in them, as keys are.
    """
    backed, said = support(text, conversation)
    there = " ".join(conversation)
    return bool(text) and (not said or backed > LEAST * said) and all(odd in there for odd in _ODD.findall(text))


def support(statement: str, texts: Sequence[str]) -> tuple[int, int]:
    """How many content words of a statement some texts back, and how many it has."""
    explained = (meaning for text in texts for meaning in meanings(text))
    there = frozenset(terms(" ".join([*texts, *explained])))
    beginnings = {term[:_BEGINNING] for term in there if len(term) >= _BEGINNING}
    spoken = _CONTRACTED.sub(" ", statement)
    words = [
        word for word in dict.fromkeys(_WORD.findall(spoken)) if not word.isdigit() and set(terms(word)) - _light()
    ]
    backed = [word for word in words if _backs(word, there, beginnings)]
    return len(backed), len(words)


def _backs(word: str, there: frozenset[str], beginnings: set[str]) -> bool:
    own = terms(word)
    return bool(
        there & {*own, *terms(in_legal_words(word)), *(near for term in own for near in _alike().get(term, ()))}
        or any(len(term) >= _BEGINNING and term[:_BEGINNING] in beginnings for term in own)
    )
