"""How hard a text is to read: its Flesch–Kincaid grade, and how long its sentences are.

>>> round(reading_grade("You may not share your account. We can close it if you do."), 1)
1.3
>>> sentence_words("We keep it for 30 days. Then it goes.")
[6, 3]
"""

import re

from ingest import sentences

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")


def reading_grade(text: str) -> float | None:
    """Flesch–Kincaid grade of an English text: years of US school it takes to read it (Kincaid et al., 1975).

    Below 0 for the easiest; None for a text without words, which has no grade.
    """
    counts = sentence_words(text)
    if not counts:
        return None
    words = sum(counts)
    return 0.39 * words / len(counts) + 11.8 * sum(map(syllables, _WORD.findall(text))) / words - 15.59


def sentence_words(text: str) -> list[int]:
    """How many words each sentence of a text has; sentences end as in documents (``ingest.sentences``)."""
    counts = (len(_WORD.findall(text[start:end])) for start, end in sentences(text, 0, len(text)))
    return [count for count in counts if count]


# --- syllables ---------------------------------------------------------------------------------------------------

_VOWELS = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœ]+")
_SILENT = re.compile(
    r"(?<=[^aeiouy])e$(?<!le)|(?<=[aeiouy]l)e$"  # share, sale, but not "able"
    r"|(?<=[^aeiouydt])ed$(?<![^aeioul]led)"  # shared, but not "deleted", "settled"
    r"|(?<=[^aeioucgsxz])es$(?<![cs]hes)(?<!les)|(?<=[aeiouy]l)es$"  # shares, files, but not "changes"
    r"|(?<=[^aeiouyl])e(?=(?:ly|ment|ful|less|ness|lessness)s?$)|(?<=[aeiouy]l)e(?=ly$|ment)"  # safely, statement
    r"|(?<=^som)e(?=[^aeiur])|(?<=^ther)e(?=[^aeious])|(?<=^her)e(?=[bo])|(?<=^trad)e(?=m)|(?<=^guid)e(?=l)"
)
"""An e that is written and not spoken."""
_TWO = re.compile(
    r"(?<![ct])i(?:a(?!ge)|ou(?!r))|i[ou](?!us|n)|(?<=[^ctg])ien(?=[ct])|ie(?=r$|rs$|st$)|eo(?!p)"  # trial, client
    r"|(?<!q)u[ao](?!ge|r)|(?<!q)ui(?=t[yi])|[aeiouy]ing|[aeou]y(?:a|e(?!s?$|d)|i)"  # usual, being, royal
    r"|creat|[rd]ea(?=l(?!t|s|i)|s$|ct)|(?:s|th)m(?=s?$)|[ds]n['’]t$"  # react, rhythm, "did not" in one word
)
"""Letters that make one syllable more: vowels that stand together and are spoken apart, and ends without a vowel."""


def syllables(word: str) -> int:
    """About how many syllables an English word has, by its letters; a figure counts as one.

    Held to dictionary counts in tests/bot/words/test_readability.py.
    """
    return sum(_part(part) for part in word.lower().split("-"))


def _part(word: str) -> int:
    spoken = _SILENT.sub("", word)
    return max(1, len(_VOWELS.findall(spoken)) + len(_TWO.findall(spoken)))
