"""Plain words: hard legal words explained where they stand, how hard a text is to read, and our own set sentences.

>>> explain("You grant Zoom a perpetual licence.")
'You grant Zoom a perpetual (it never ends) licence.'
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.scope import Refusal
from bot.types import Citation

NOT_IN_TERMS = "The terms do not say."
OUT_OF_SCOPE = (
    "I can explain what the terms say, but I cannot give legal or personal advice or judge what terms do not decide."
)
REFUSALS: Mapping[Refusal, str] = {
    "advice": "I cannot give legal advice or tell you what to do. I can only explain what the terms say.",
    "forecast": "I can explain what the terms say about disputes. I cannot tell you whether you would win: that is "
    "legal advice.",
    "letter": "I cannot write letters or other texts for you, and I am not a lawyer. I can only explain what the terms "
    "say.",
    "judgement": "I cannot judge whether somebody is honest or is cheating you. I can only explain what the terms say.",
    "comparison": "I cannot recommend a product or tell you which one to buy. I can only explain what the terms say.",
    "off_topic": "That is not something terms decide. I can only explain what the terms say.",
}
"""What is said to a question of each kind that terms do not decide."""
OTHER_LANGUAGE = (
    "This question looks to be in {asked}, and the terms are in {written}. Without a chat model I can only compare "
    "single words."
)
UNVERIFIED = "I could not verify an answer to this question from the terms."


@dataclass(frozen=True, slots=True)
class Glossary:
    """Hard words and what they mean, ready for looking up in a text."""

    pattern: re.Pattern[str]
    terms: Mapping[str, str]
    """Every form, lower case → its term."""
    meanings: Mapping[str, str]
    """Term → explanation."""
    only_after: Mapping[str, frozenset[str]]
    """Term → words one of which must come right before it."""


@cache
def glossary() -> Glossary:
    """The words of ``prompts/glossary.toml``, read once."""
    words = tomllib.loads((files("prompts") / "glossary.toml").read_text(encoding="utf-8"))["word"]
    terms = {form.lower(): word["term"] for word in words for form in (word["term"], *word.get("variants", ()))}
    longest_first = sorted(terms, key=len, reverse=True)
    return Glossary(
        pattern=re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE),
        terms=terms,
        meanings={word["term"]: word["means"] for word in words},
        only_after={word["term"]: frozenset(word["only_after"]) for word in words if "only_after" in word},
    )


def glossary_terms(text: str) -> list[tuple[str, str]]:
    """The hard words of a text with their explanations, each once, in order of appearance."""
    meanings = glossary().meanings
    return [(term, meanings[term]) for term, _ in _first_uses(text)]


def explain(text: str, limit: int = 2) -> str:
    """The text with the explanation after the first use of each hard word, for the first ``limit`` of them."""
    parts: list[str] = []
    done = 0
    for term, end in list(_first_uses(text))[:limit]:
        parts += [text[done:end], f" ({glossary().meanings[term]})"]
        done = end
    return "".join(parts) + text[done:]


def unexplain(text: str) -> str:
    """The text without the explanations that ``explain`` puts in."""
    for meaning in glossary().meanings.values():
        text = text.replace(f" ({meaning})", "")
    return text


_NAME = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){1,5}")
"""Capitalised words in a row: "Arbitration Agreement" is a name, not to be broken up."""


def _first_uses(text: str) -> Iterator[tuple[str, int]]:
    """Term and end of its first use, for each hard word that the text does not explain itself in brackets."""
    words = glossary()
    seen: set[str] = set()
    for match in words.pattern.finditer(text):
        term = words.terms[match.group().lower()]
        before = text[: match.start()].rsplit(maxsplit=1)[-1:] if term in words.only_after else []
        fits = term not in words.only_after or (before and before[0].lower() in words.only_after[term])
        in_name = _NAME.match(text, match.start()) and not match.group().isupper()
        if fits and not in_name and term not in seen and not text.startswith((" (", '"', "”"), match.end()):
            seen.add(term)
            yield term, match.end()


_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")
_VOWELS = re.compile(r"[aeiouy]+")


def reading_grade(text: str) -> float:
    """Flesch–Kincaid grade of an English text: years of US school it takes to read it (Kincaid et al., 1975).

    Syllables are counted by groups of vowels, a final silent e left out. 0.0 for a text without words.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    word = word.lower()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")):
        count -= 1
    return max(1, count)


_DEALS = {"privacy-policy": "The privacy policy deals", "cookie-policy": "The cookie policy deals"}
_MOST_PLACES = 3


def pointer(citations: Sequence[Citation]) -> str:
    """A headline that says where to look and nothing else, as in: The terms deal with this in 10.4 "Licence"."""
    several = len({citation.service for citation in citations}) > 1
    places: dict[str, None] = {}
    for citation in citations:
        title = f'"{citation.title}"' if citation.title else ""
        place = " ".join(part for part in (citation.label, title) if part) or citation.part or "their opening words"
        places[f"{place} ({citation.service})" if several else place] = None
    named = list(places)[:_MOST_PLACES]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    types = {citation.terms_type for citation in citations}
    deals = _DEALS.get(types.pop(), "The terms deal") if len(types) == 1 else "The documents deal"
    return f"{deals} with this in {listed}."
