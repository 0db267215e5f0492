"""Which clause uses which defined term: all terms are looked for in one pass over the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.segment.defining import PRONOUN
from ingest.segment.flat import Flat, words_of
from ingest.segment.owners import Owners
from ingest.types import Definition, Use

_LONGEST_GAP = 3
"""Characters between two words of a term: a space, a hyphen, " & "."""
_OPTIONAL_PLURAL = re.compile(r"\((?:s|es)\)$")
_MOST_SPELLED_ALIKE = 8
"""Terms that one spelling can stand for, one in each part."""


_DOCUMENTS = frozenset(
    ("Agreement", "Agreements", "Terms", "Policy", "Policies", "Contract", "Contracts", "Notice", "Statement", "Order")
)
_OWN = frozenset(
    ("the", "this", "these", "our", "your", "such", "said", "each", "any", "an", "a", "of", "and", "or", "all")
)


@dataclass(slots=True)
class _Node:
    """The terms that begin with the words read so far."""

    below: dict[str, "_Node"] = field(default_factory=dict)
    terms: list[dict[str, int]] = field(default_factory=list)
    """Those that end here, each as its definitions by part; as defined before other forms of the word."""


def uses_in(flat: Flat, owners: Owners, definitions: Sequence[Definition]) -> tuple[Use, ...]:
    """Each clause with each defined term in its own words, in order. Pronouns ("we") are left out.

    Of two terms that begin at one word the longer is used. A term defined several times is that of the clause's own
    part, else that of the main text. The words of the definitions themselves are no use.
    """
    root = _tree(owners, definitions)
    main = next((clause.part for clause in owners.clauses if clause.kind == "clause"), "")
    found: set[tuple[int, int]] = set()
    following = 0
    for at, start, end, terms in _matches(flat, root):
        if _names_another(flat, at, end):
            continue
        place, stop = flat.source(start), flat.source(end - 1) + 1
        while following < len(definitions) and definitions[following].end <= place:
            following += 1
        if following < len(definitions) and definitions[following].start < stop:
            continue
        clause = owners.at(place)
        if clause is None:
            continue
        definition = _of_part(terms, owners.clauses[clause].part, main)
        if definition is not None:
            found.add((clause, definition))
    return tuple(Use(clause, definition) for clause, definition in sorted(found))


def _of_part(terms: Sequence[dict[str, int]], part: str, main: str) -> int | None:
    """The definition that counts in ``part``, when there is one."""
    return next((by_part[name] for name in (part, "", main) for by_part in terms if name in by_part), None)


def _tree(owners: Owners, definitions: Sequence[Definition]) -> _Node:
    """All terms by their words."""
    terms: dict[tuple[str, ...], dict[str, int]] = {}
    for index, definition in enumerate(definitions):
        words = tuple(words_of(_OPTIONAL_PLURAL.sub("", definition.term)))
        if words and not PRONOUN.match(definition.term):
            terms.setdefault(words, {}).setdefault(owners.clauses[definition.clause].part, index)
    root = _Node()
    for words, by_part in terms.items():
        _add(root, words, by_part)
    for words, by_part in terms.items():
        for form in _forms(words):
            _add(root, form, by_part)
    return root


def _add(root: _Node, words: tuple[str, ...], by_part: dict[str, int]) -> None:
    node = root
    for word in words:
        node = node.below.setdefault(word, _Node())
    if len(node.terms) < _MOST_SPELLED_ALIKE and by_part not in node.terms:
        node.terms.append(by_part)


def _forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Other ways to write a term: plural, singular, with more capitals than it was defined with, never fewer."""
    # A lower-case word alone, "control", is also an ordinary word: not "controls".
    numbers = () if len(words) == 1 and words[0].islower() else _numbers(words[-1])
    for last in dict.fromkeys((words[-1], *numbers)):
        form = (*words[:-1], last)
        yield form
        yield tuple(word.upper() for word in form)
        yield tuple(word[0].upper() + word[1:] for word in form)
        yield (form[0][0].upper() + form[0][1:], *form[1:])


def _numbers(word: str) -> Iterator[str]:
    """The plural and the singular of an English word."""
    if len(word) < 3 or not word.isalpha():
        return
    plural = "S" if word.isupper() and len(word) > 4 else "s"
    lower = word.lower()
    if lower.endswith("ies"):
        yield word[:-3] + ("Y" if plural == "S" else "y")
    elif lower.endswith("y") and lower[-2] not in "aeiou":
        yield word[:-1] + ("IES" if plural == "S" else "ies")
    elif lower.endswith(("ss", "sh", "ch", "x", "us")):
        yield word + plural.replace("S", "ES").replace("s", "es")
    elif lower.endswith(("sses", "shes", "ches", "xes", "uses")):
        yield word[:-2]
    elif lower.endswith("s"):
        yield word[:-1]
    else:
        yield word + plural


def _names_another(flat: Flat, index: int, end: int) -> bool:
    """True for the last word of another document's name: the "Agreement" of "Program License Agreement"."""
    word, start = flat.words[index], flat.starts[index]
    if word not in _DOCUMENTS or start + len(word) != end or not index:
        return False
    before = flat.words[index - 1]
    adjacent = flat.text[start - 1] == " " and flat.starts[index - 1] + len(before) == start - 1
    return adjacent and before[0].isupper() and before.lower() not in _OWN


def _matches(flat: Flat, root: _Node) -> Iterator[tuple[int, int, int, list[dict[str, int]]]]:
    """Index of the first word, start, end and meaning of every term in the text, the longest at each word."""
    words, starts, after = flat.words, flat.starts, 0
    for at in [index for index, word in enumerate(words) if word in root.below]:
        if at < after:
            continue
        node: _Node | None = root.below[words[at]]
        best: list[dict[str, int]] = []
        following = at
        while node is not None:
            following += 1
            end = starts[following - 1] + len(words[following - 1])
            if node.terms:
                best, after, stop = node.terms, following, end
            if following == len(words) or starts[following] - end > _LONGEST_GAP:
                break
            if "\n\n" in flat.text[end : starts[following]]:
                break
            node = node.below.get(words[following])
        if best:
            yield at, starts[at], stop, best
