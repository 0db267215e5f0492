"""The words of a claim and of a clause, made comparable: what they are about, who does it, and what is denied.

    >>> [(w.stem, w.denied) for w in read("Acme will not sell your calls.") if "sell" in w.concepts]
    [('sell', True)]

Rules of thumb over English word order, as in ``bot.verifying.guard``. Linear in the length of the text.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from ingest import terms

YOU, THEY = "you", "they"


def listed(words: str) -> frozenset[str]:
    """Words written one after another."""
    return frozenset(words.split())


LONGEST = 4_000
"""Characters of a text that are read; a clause with its list is shorter."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word where it stands."""

    text: str
    stem: str
    concepts: frozenset[str]
    """What it means besides itself: "teach" is "train" too."""
    denied: bool
    """In the reach of a "not", "no", "never" or "without"."""
    party: str
    """Who the sentence speaks of there: "you", "they" (the company), or "" where it is not said."""


@dataclass(frozen=True, slots=True)
class _Table:
    phrases: re.Pattern[str]
    """Phrases of several words."""
    concepts: dict[str, frozenset[str]]
    """Stemmed word or phrase → concepts."""
    deeds: frozenset[str]
    opposites: tuple[tuple[str, str], ...]


@cache
def table() -> _Table:
    """The words of ``prompts/claim_words.toml``, read once."""
    read_in = tomllib.loads((files("prompts") / "claim_words.toml").read_text(encoding="utf-8"))
    concepts: dict[str, set[str]] = {}
    phrases = []
    for concept in read_in["concept"]:
        for word in concept["words"]:
            key = _key(word)
            concepts.setdefault(key, set()).add(concept["name"])
            if " " in word or "-" in word:
                phrases.append(word)
    alternatives = "|".join(re.escape(p).replace(r"\ ", r"\s") for p in sorted(phrases, key=len, reverse=True))
    return _Table(
        re.compile(rf"\b(?:{alternatives})(?:s|es|ed|d)?\b", re.IGNORECASE),
        {key: frozenset(found) for key, found in concepts.items()},
        frozenset(c["name"] for c in read_in["concept"] if c.get("deed")),
        tuple((pair["one"], pair["other"]) for pair in read_in["opposite"]),
    )


def concepts_of(word: str) -> frozenset[str]:
    """What one word or phrase means besides itself."""
    return table().concepts.get(_key(word), frozenset())


def opposites() -> tuple[tuple[str, str], ...]:
    """Pairs of concepts that exclude each other."""
    return table().opposites


def is_deed(word: Word) -> bool:
    """Whether a word says what somebody does."""
    return bool(word.concepts & table().deeds)


# --- reading -------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[a-z0-9]+(?:[.'’][a-z0-9]+)*|[.;:,!?()—–]", re.IGNORECASE)
_NEGATORS = listed(
    "not never no cannot nor neither nobody none nothing forbid forbids forbidden prohibit prohibits "
    "prohibited stop stops refuses refuse banned lose loses lack without"
)
_REACH = {"without": 4, "no": 5, "lose": 3, "loses": 3, "lack": 3, "none": 6, "nothing": 6}
"""Words after which a denial ends; the others reach to the end of their clause."""
AFTER_IS = 2
"""The same for "is not": "what is not yours belongs to us"."""
_ENDS_DENIAL = listed("but unless except if until although though because instead rather")
_STOPS = frozenset(".;:!?—–")
_PARTIES = {
    **dict.fromkeys(listed("you your users user customer customers people subscribers members anyone nobody"), YOU),
    **dict.fromkeys(listed("we us they company it its our"), THEY),
}
_SUBJECTS = listed("you users user customers people subscribers members anyone nobody we us they company it")
_NEVER_CONTENT = listed(
    "company term thing really actually now even still also ever today new say literally simply everyone "
    "always never full way order accord go goe get got let put make made take give come want like need "
    "tri happen mean see seem well cover includ day week month year hour minut one two three four five "
    "six seven eight nine ten twelv fifteen twenti thirti forti sixti ninti ninety sixty thirty forty "
    "twenty twelve hundr thousand whole entir anyon someon everyon anyth everyth first next end't"
)


@lru_cache(maxsize=16_384)
def read(text: str, company: str = "") -> tuple[Word, ...]:
    """The content words of a text in order. ``company`` is the service's name, so that "Acme may" is "we may"."""
    text = _plain(text[:LONGEST])
    phrases = {m.start(): m.end() for m in table().phrases.finditer(text)}
    names = frozenset(company.lower().split())
    found: list[Word] = []
    party, main, denied_for = "", "", 0
    listing = supposed = False
    phrase, phrase_end, said = frozenset[str](), 0, list[str]()
    tokens = list(_TOKEN.finditer(text))
    for at, match in enumerate(tokens):
        word = match.group()
        if word in ":;(" and not listing:
            main, listing = party, True  # each item of a list speaks of whom its first words speak of
        if word in ";(":
            party = main
        if word in _STOPS:
            denied_for = denied_for if word in ":;" and listing else 0
            if word in ".!?":
                party, main, listing = "", "", False
            continue
        if word == "," and supposed:  # "if you do not agree, tell us": the denial is over
            supposed, denied_for = False, 0
        if word in ",()":
            continue
        supposed = supposed or word in ("if", "when", "where")
        if word in _ENDS_DENIAL:
            denied_for = 0
        following = tokens[at + 1].group() if at + 1 < len(tokens) else "."
        if (word in names or word in _SUBJECTS) and _is_subject(tokens, at, following):
            party = THEY if word in names else _PARTIES[word]
        denied_for = max(0, denied_for - 1)
        compares = word in ("no", "not") and following in _COMPARES
        if word in _NEGATORS and not compares:
            # "We show no ads", "joining needs none": what comes before is denied as well.
            if found and (word == "none" or (word == "no" and at and tokens[at - 1].group() == found[-1].text)):
                found[-1] = replace(found[-1], denied=True)
            if word == "none" and following in _STOPS:
                found = [replace(one, denied=True) for one in found]
            after_is = at > 0 and tokens[at - 1].group() in ("is", "are", "was", "were", "be")
            denied_for = (AFTER_IS if after_is and word == "not" else _REACH.get(word, 60)) + 1
        if match.start() in phrases:  # all its words mean what it means
            phrase_end = phrases[match.start()]
            said = text[match.start() : phrase_end].split()
            phrase = concepts_of(" ".join(said))
        if word == "own" and at and tokens[at - 1].group() in _POSSESSIVE:
            continue
        extra = phrase if match.start() < phrase_end else frozenset()
        stems = terms(word)
        stem = stems[0] if stems else word
        concepts = concepts_of(word) | extra
        tells = stems or concepts_of(word) or (extra and not any(map(terms, said)))  # "the" of a phrase is no word
        if tells and word not in names and stem not in _NEVER_CONTENT and word not in _NEGATORS:
            found.append(Word(word, stem, concepts, denied_for > 0, party))
    return tuple(found)


def _is_subject(tokens: Sequence[re.Match[str]], at: int, following: str) -> bool:
    """Whether a party does what follows: it begins its clause, a verb comes next, or it is given a right."""
    before = tokens[at - 1].group() if at else "."
    given = any(word.group() in _GIVES for word in tokens[max(0, at - 3) : at])
    return before in _BEGINS or following in _VERBS or given


_BEGINS = listed(". ; : , ! ? ( that if when where unless and or because until before after as lets let what which how")
_VERBS = listed(
    "may can must shall will cannot could should would might do does did are is was were have has had "
    "agree agrees own owns keep keeps retain retains not never always also only"
)
_GIVES = listed(
    "give gives grant grants allow allows permit permits authorize authorise license lets let hereby "
    "forbid forbids prohibit prohibits require requires ban bans bar bars"
)
_COMPARES = listed("more less fewer later earlier only least")
_POSSESSIVE = listed("your our their its his her my zoom's company's")


def meanings(words: Iterable[Word]) -> frozenset[str]:
    """Stems and concepts of some words."""
    return frozenset(m for word in words for m in (word.stem, *word.concepts))


def same(one: Word, other: Word) -> bool:
    """Whether two words mean the same."""
    return one.stem == other.stem or bool(one.concepts & other.concepts)


def _plain(text: str) -> str:
    text = text.lower().replace("’", "'")
    text = re.sub(r"\bcan't\b|\bcan not\b", "cannot", text).replace("won't", "will not")
    return re.sub(r"n't\b", " not", text)


@lru_cache(maxsize=16_384)
def _key(word: str) -> str:
    return " ".join(terms(part)[0] if terms(part) else part for part in re.split(r"[\s-]+", word.lower().strip(" .,")))
