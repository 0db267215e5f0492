"""Is this text the document at all? One page is recorded in many renderings, and now and then it is not the page.

    >>> rendering_key("1.  You [pay](https://a.example).") == rendering_key("You **pay**.")
    True

``rendering_key`` is quick: it lets most of a history be known for what it is without finding its clauses.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readable import readable

_TARGET = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_LIST_NUMBER = re.compile(r"^[ \t>]*\d{1,3}[.)](?=\s)", re.MULTILINE)
"""Conversions make these up."""
_NOT_SHOWN = re.compile("[\\\\\u00ad\u200b-\u200f\u2060\ufeff]")
_MARK = re.compile(r"[*_#>|=~`\[\]\-]+")
_WORD = re.compile(r"[^\W_]+")

SAMPLE = 3_000
"""Characters in the middle of a text by which its language is told; a few hundred are enough, menus come first."""
FEWEST_WORDS = 60
"""Words below which nothing is said about the language."""
PIECE = 0.8
"""A text that is less than so much of another, and word for word its beginning or its end, is a piece of it."""
STUB = 0.1
"""A text with less than this share of the words that the document usually has is a log-in page or an error."""


def rendering_key(text: str) -> str:
    """Hash of what a text shows: link targets, list numbers, marks and white space do not count, punctuation does."""
    shown = _MARK.sub(" ", _NOT_SHOWN.sub("", _LIST_NUMBER.sub("", _TARGET.sub("]", text))))
    words = shown.lower().split()
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def language_of(text: str) -> str:
    """The language a text is in, as an ISO 639-1 code; "" where it is too short to tell."""
    middle = max(0, (len(text) - SAMPLE) // 2)
    sample = readable(text, middle, middle + SAMPLE).text
    if len(sample.split()) < FEWEST_WORDS and len(sample) < SAMPLE // 4:
        return ""
    import py3langid

    return str(py3langid.classify(sample)[0])


@dataclass(frozen=True, slots=True)
class Usual:
    """What the texts of a document are like."""

    language: str
    words: int
    """Half of them have more words, half have fewer."""


def usual(texts: Sequence[str]) -> Usual:
    """What most of some texts (at least one) of a document are like."""
    told = Counter(language for language in map(language_of, texts) if language)
    return Usual(
        told.most_common(1)[0][0] if told else "",
        sorted(len(_WORD.findall(text)) for text in texts)[len(texts) // 2],
    )


def why_aside(text: str, others: Usual, before: str | None) -> str:
    """Why a recorded text is no version of the document, as a clause of a sentence; "" when nothing speaks against it.

    ``before`` is the text of the version before it, where there is one.
    """
    language = language_of(text)
    if language and others.language and language != others.language:
        return f"it is in another language ({language}; the document is in {others.language})"
    number = len(_WORD.findall(text))
    if number < STUB * others.words:
        return f"it has {number:,} words where others have {others.words:,}: a log-in or error page"
    if before is not None and number < PIECE * len(_WORD.findall(before)):
        words, whole = (_WORD.findall(readable(t).text.lower()) for t in (text, before))
        if len(words) < PIECE * len(whole) and words in (whole[: len(words)], whole[-len(words) :]):
            return f"it breaks off: word for word {len(words) / len(whole):.0%} of the version before"
    return ""
