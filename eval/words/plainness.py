"""How plainly the words read that are ours: the headline, wordings and notes. Exact quotes are the document's."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from bot import Answer, Statement, readable, reading_grade, sentence_words, unexplain
from eval.words.assertions import VERBATIM_WORDS
from eval.words.matching import plain

LONG = 25
"""Words: no sentence of ours should be longer."""

_QUOTED = re.compile(r"[\"“]([^\"“”]{1,6000})[\"”]")


@dataclass(frozen=True, slots=True)
class Plainness:
    """What was measured of some words of ours."""

    grade: float | None
    """Flesch–Kincaid grade, None without any words."""
    sentences: tuple[int, ...]
    """Words of each sentence."""

    @classmethod
    def of(cls, text: str) -> "Plainness":
        return cls(reading_grade(text), tuple(sentence_words(text)))

    @property
    def longest(self) -> int:
        return max(self.sentences, default=0)

    def to_json(self) -> dict[str, Any]:
        grade = None if self.grade is None else round(self.grade, 1)
        return {"grade": grade, "longest": self.longest, "sentences": list(self.sentences)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Plainness":
        return cls(value["grade"], tuple(value["sentences"]))


def plainness(answer: Answer) -> Plainness:
    """How the words of an answer read that are ours."""
    return Plainness.of(own_words(answer))


def own_words(answer: Answer) -> str:
    """The words of an answer that are ours, one sentence after the other.

    Left out: statements in the document's own words, titles and words of the document in quotation marks, and the
    explanations in brackets, which are no part of the sentence around them.
    """
    ours = [
        answer.headline,
        *(statement.text for statement in answer.statements if not is_quoted(statement, answer)),
        *(watch_out.text for watch_out in answer.watch_outs),
        *answer.notes,
    ]
    # A headline is often the first statement: read once, measured once.
    texts = (without_quotes(text, answer) for text in ours)
    return "\n\n".join(dict.fromkeys(text for text in texts if text.strip()))


def without_quotes(text: str, answer: Answer) -> str:
    """A text without explanations, and without the words of the document that stand in it in quotation marks."""
    bare = unexplain(text)
    quotes = [readable(citation.quote).text for citation in answer.citations]
    for quote in sorted(filter(None, quotes), key=len, reverse=True):  # the longest first: one may hold another
        bare = bare.replace(f"“{quote}”", "")
        bare = bare.replace(quote, "") if len(quote.split()) >= VERBATIM_WORDS else bare
    documents = plain("\n".join((*(citation.title for citation in answer.citations), *quotes)))
    return _QUOTED.sub(lambda m: "" if plain(m[1]) in documents else m[0], bare)


def is_quoted(statement: Statement, answer: Answer) -> bool:
    """Whether a statement is nothing but words of its quotes, with ellipses where some are left out."""
    cited = [answer.citations[index] for index in statement.citations if 0 <= index < len(answer.citations)]
    quotes = plain(" ".join(readable(citation.quote).text for citation in cited))
    pieces = unexplain(statement.text).split(" … ")
    return statement.support == "excerpt" and all(plain(piece) in quotes for piece in pieces)


def summary(found: Iterable[Plainness]) -> dict[str, Any]:
    """Median grade, share of long sentences and the longest, as plain JSON values."""
    measured = [one for one in found if one.grade is not None]
    sentences = [words for one in measured for words in one.sentences]
    return {
        "answers": len(measured),
        "median_grade": round(median(one.grade or 0.0 for one in measured), 1) if measured else None,
        "sentences": len(sentences),
        "over_25_words": sum(words > LONG for words in sentences),
        "longest": max(sentences, default=0),
    }
