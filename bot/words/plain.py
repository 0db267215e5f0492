"""Plain words: hard legal words explained where they stand, and our own set sentences.

>>> explain("You grant Zoom a perpetual licence.")
'You grant Zoom a perpetual (it never ends) licence.'
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice

from bot.types import Citation, Statement
from bot.understanding.scope import Refusal

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

MOST_EXPLAINED = 4
"""Explanations in one text: a licence is "perpetual, non-exclusive, royalty-free, sublicensable" in one breath."""


@dataclass(frozen=True, slots=True)
class Word:
    """A hard word of the glossary, whatever its form."""

    term: str
    means: str
    not_after: frozenset[str] = frozenset()
    """Words that give it another sense when they stand right before it, lower case."""
    not_before: frozenset[str] = frozenset()
    """The same, right after it."""

    def insertion(self, quoted: bool = False) -> str:
        """What is put after it; in square brackets inside a quotation, where they mark what is not the quoted words."""
        return f" [{self.means}]" if quoted else f" ({self.means})"


@dataclass(frozen=True, slots=True)
class Glossary:
    """Hard words and what they mean, ready for looking up in a text."""

    pattern: re.Pattern[str]
    forms: Mapping[str, Word]
    """Every form, lower case."""

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(dict.fromkeys(self.forms.values()))


@cache
def glossary() -> Glossary:
    """The words of ``prompts/glossary.toml``, read once."""
    rows = tomllib.loads((files("prompts") / "glossary.toml").read_text(encoding="utf-8"))["word"]
    forms: dict[str, Word] = {}
    for row in rows:
        senses = {name: frozenset(row[name]) for name in ("not_after", "not_before") if name in row}
        word = Word(row["term"], row["means"], **senses)
        forms |= dict.fromkeys((form.lower() for form in (word.term, *row.get("variants", ()))), word)
    longest_first = sorted(forms, key=len, reverse=True)
    return Glossary(re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.I), forms)


def explain(text: str) -> str:
    """The text with the explanation after the first use of each hard word, for the first ``MOST_EXPLAINED`` of them."""
    return explain_all([text])[0]


def explain_all(texts: Iterable[str]) -> list[str]:
    """The texts of one answer, each hard word explained once in all of them together."""
    known: set[str] = set()
    return [_explained(text, known) for text in texts]


def explained(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of one answer with their hard words explained. The explanations are ours: nothing checks them."""
    texts = explain_all(statement.text for statement in statements)
    return tuple(replace(statement, text=text) for statement, text in zip(statements, texts, strict=True))


def meanings(text: str) -> list[str]:
    """The explanations of the hard words of a text, each once, in order of appearance."""
    return list(dict.fromkeys(word.means for word, _ in _hard_words(text)))


def unexplain(text: str) -> str:
    """The text without the explanations that ``explain`` puts in.

    Gives back every text that was explained, but for one that held the very words of an explanation in brackets before.
    """
    for word in glossary().words:
        text = text.replace(word.insertion(), "").replace(word.insertion(quoted=True), "")
    return text


def _explained(text: str, known: set[str]) -> str:
    """A text with explanations of what is not yet ``known``, and that then is."""
    parts: list[str] = []
    done = 0
    uses = ((word, end) for word, end in _hard_words(text) if word.means not in known)
    for word, end in islice(uses, MOST_EXPLAINED):
        known.add(word.means)
        quoted = text.count("“", 0, end) > text.count("”", 0, end)
        parts += [text[done:end], word.insertion(quoted)]
        done = end
    return "".join(parts) + text[done:]


_NAME = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){1,5}")
"""Capitalised words in a row: "Arbitration Agreement" is a name, not to be broken up."""
_NAME_BEFORE = re.compile(r"[A-Z][\w'’-]*(?: (?:and|for|in|of|to))? $")
"""… and the end of one: "Agreement to Arbitrate"."""
_SAID_BEFORE = re.compile(r"[\w'’-]+(?=[\W_]*$)")
_SAID_AFTER = re.compile(r"[\w'’-]+")
_REACH = 40
"""Characters looked at for the word before."""


def _hard_words(text: str) -> Iterator[tuple[Word, int]]:
    """Each hard word that the text does not explain itself in brackets, and where it ends."""
    words = glossary()
    for match in words.pattern.finditer(text):
        word = words.forms[match.group().lower()]
        in_name = not match.group().isupper() and (
            _NAME.match(text, match.start())
            or (match.group()[0].isupper() and _NAME_BEFORE.search(text, max(0, match.start() - _REACH), match.start()))
        )
        if (
            not in_name
            and not text.startswith((" (", "(", '"', "”", "’", "'"), match.end())
            and _in_its_sense(word, match)
        ):
            yield word, match.end()


def _in_its_sense(word: Word, match: re.Match[str]) -> bool:
    before = _SAID_BEFORE.search(match.string, max(0, match.start() - _REACH), match.start())
    after = _SAID_AFTER.search(match.string, match.end())
    return not (before and before[0].lower() in word.not_after) and not (after and after[0].lower() in word.not_before)


_DEAL_AND_ANSWER = {
    "privacy-policy": ("privacy policy deals", "privacy policy answers"),
    "cookie-policy": ("cookie policy deals", "cookie policy answers"),
}
_TERMS, _DOCUMENTS = ("terms deal", "terms answer"), ("documents deal", "documents answer")
_MOST_PLACES = 3


def place(citation: Citation) -> str:
    """Number and title of a clause, the title as the document's words: 4.2 "Licence"; "" where it has neither."""
    title = f'"{citation.title}"' if citation.title else ""
    return " ".join(part for part in (citation.label, title) if part)


def pointer(citations: Sequence[Citation], *, unsure: bool = False) -> str:
    """A headline that says where to look and nothing else, as in: The terms deal with this in 10.4 "Licence".

    With ``unsure`` it says so: It is not certain that the terms answer this. What comes nearest: 10.4 "Licence".
    """
    several = len({citation.service for citation in citations}) > 1
    places: dict[str, None] = {}
    for citation in citations:
        named = place(citation) or citation.part or "their opening words"
        places[f"{named} ({citation.service})" if several else named] = None
    *others, last = list(places)[:_MOST_PLACES]
    listed = f"{', '.join(others)} and {last}" if others else last
    types = {citation.terms_type for citation in citations}
    deal, answer = _DEAL_AND_ANSWER.get(types.pop(), _TERMS) if len(types) == 1 else _DOCUMENTS
    if unsure:
        return f"It is not certain that the {answer} this. What comes nearest: {listed}."
    return f"The {deal} with this in {listed}."
