"""Titles: words set off at the start of a block, or closed by a full stop or colon there.

>>> read_title(read_head("**Charges**. You agree to pay.", 0, 30), 0, labelled=True)
Title(text='Charges', alone=False, strong=True)
"""

import re
from dataclasses import dataclass

from ingest.segment.inline import Head

LONGEST_TITLE = 300
"""Characters; beyond it bold words are an emphasised paragraph."""
LONGEST_ALONE = 140
"""Characters of an unlabelled line that stands for a heading."""
LONGEST_PLAIN = 90
"""Characters of a run-in title that is not set off by type."""
MOST_PLAIN_WORDS = 12

_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|will|shall|may|might|must|can|cannot|could|should|would|does|do|did|don[’']t|has|have|had|"
    r"agree|agrees|agreed|applies|apply|means|includes|include|constitutes|acknowledge|acknowledges|understand|understands|"
    r"accept|accepts|grant|grants|represent|represents|warrant|warrants|provide|provides|reserve|reserves|governs)\b"
    r"|\w[’'](?:re|ll|ve)\b|\bI[’']m\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:you|we|they|it|this|these|there|he|she|i|if|in|for|by|when|unless|except)\b", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"\b(?:you|we|they|it|this|these|there|which|that|who)\s+(?:\w+\s+)?(?:agree|will|may|must|are|is|have|can|shall|do|"
    r"understand|acknowledge|accept|should|represent|warrant|certify|grant|cannot|could|would|hereby|also|describe|outline|"
    r"apply|applies|limits|contains|affects|provides|explains)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<![\s.])(?<!\b[A-Z])(?<!\b(?:No|Mr|vs|Co|St))(?:[.:](?=\s)|[.:]$)|\s[–—-]\s|:(?=\S)")
_SMALL_WORDS = frozenset(
    "a an and as at by for from in into of on onto or our the their this to under up via with without your its nor if not "
    "than vs per between about & / – — -".split()
)
_WORD = re.compile(r"[^\s]+")
_LETTERS = re.compile(r"[^\W\d_]")
_QUOTED_TERM = re.compile(r"[“\"‘'].{1,80}[”\"’']\s*(?:,|means|has the|refers|includes|and|or)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """Words that name a clause."""

    text: str
    """Without markup and the closing stop or colon; "" when the block has none."""
    alone: bool
    """True when the block holds nothing else: it works like a heading."""
    strong: bool
    """True when it is set off by type or capitals."""


NO_TITLE = Title("", False, False)


def clean_title(text: str) -> str:
    """``text`` without the stop, colon or dash that closes a title and without signs around it."""
    stripped = text.strip(" \t*_|#·•–—-:")
    if stripped.endswith(".") and not re.search(r"\b(?:[A-Z]\.){2,}$|\b(?:Inc|Ltd|Co|etc|Corp)\.$", stripped):
        stripped = stripped.rstrip(".")
    return stripped.strip(" :*_")


def is_capitals(text: str) -> bool:
    """True when the letters of ``text`` are capitals; a small word of another kind ("iOS", "(a)") may stand among them."""
    letters = _LETTERS.findall(text)
    return len(letters) >= 3 and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)


def is_title_case(text: str) -> bool:
    """True when nearly every word that carries meaning begins with a capital or digit."""
    words = [word.strip("“”\"'‘’()[].,:;*_") for word in _WORD.findall(text)]
    telling = [word for word in words if word and word.lower() not in _SMALL_WORDS]
    if not telling or not (telling[0][0].isupper() or telling[0][0].isdigit()):
        return False
    capital = sum(not word[0].islower() or not word.islower() for word in telling)
    return capital >= 0.8 * len(telling)


def _is_sentence(text: str) -> bool:
    return bool(_ADDRESSED.search(text)) or (bool(_SUBJECT.match(text)) and bool(_FINITE.search(text)))


def heading_title(head: Head, after: int) -> Title:
    """The title of a Markdown heading, whatever its words are."""
    return Title(clean_title(head.text[after:])[:LONGEST_TITLE], True, True)


def read_title(head: Head, after: int, *, labelled: bool, line_alone: bool = True) -> Title:
    """The title at the start of a paragraph or item.

    Args:
        head: the start of the block.
        after: how many characters of it the label takes.
        labelled: whether there is a label; without one only words set off by type or capitals are a title.
        line_alone: whether the block is one line of its own, so that all of it may be a title.
    """
    text = head.text[after:]
    if not text or not _LETTERS.search(text):
        return NO_TITLE
    rest_strong = head.strong - after
    if rest_strong > 0:
        title = _set_off(text, rest_strong, head.whole, labelled, line_alone)
        if title:
            return title
    if line_alone and head.whole:
        title = _alone(text, labelled)
        if title:
            return title
    return (_plain_run_in(text) if labelled else None) or NO_TITLE


def _set_off(text: str, strong: int, whole: bool, labelled: bool, line_alone: bool) -> Title | None:
    """A title in bold or italics: "**Charges**. You agree", "**10. TERMINATION**"."""
    words = text[:strong].strip()
    rest = text[strong:].lstrip(" .:")
    first = words[:1]
    if not first or first in '“"‘(,' or first.islower() and not labelled:
        return None
    if not rest and whole:
        longest = LONGEST_TITLE if labelled else LONGEST_ALONE
        if not line_alone or len(words) > longest:
            return None
        inner = _STOP.search(words.rstrip(".:"))
        if inner and labelled and _is_sentence(words[inner.end() :]):
            return None
        closed = words.endswith((".", ";", "!", ",")) or (words.endswith(":") and not is_title_case(words))
        if closed and not labelled and (_is_sentence(words) or not is_title_case(words.rstrip("."))):
            return None
        if labelled and _is_sentence(words) and words.endswith((".", ":", ";", ",")) and not is_title_case(words):
            return None
        if not labelled and _ADDRESSED.search(words) and len(words) > 70:
            return None
        return Title(clean_title(words), True, True)
    if strong > LONGEST_TITLE // 2 and not labelled or len(words) > LONGEST_TITLE:
        return None
    gap = text[strong : strong + 1]
    closed = words.endswith((".", ":", "?", "!", " –", "—")) or text[strong:].lstrip()[:1] in (".", ":", "–", "—")
    if labelled and not closed and gap != " ":
        closed = True
    if not closed and labelled and text[strong:].lstrip()[:1].isupper() and is_title_case(words):
        closed = True
    inner = _STOP.search(words.rstrip(".:"))
    if inner and len(words) > 40:
        lead = words[: inner.start()]
        if _is_sentence(words[inner.end() :]) and not _is_sentence(lead) and len(lead) <= LONGEST_PLAIN and labelled:
            return Title(clean_title(lead), False, True)
        if _is_sentence(words):
            return None
    if not closed or (_is_sentence(words) and not is_title_case(words)):
        return None
    return Title(clean_title(words), False, True)


def _alone(text: str, labelled: bool) -> Title | None:
    """A line that is nothing but a title, in plain type: "A. Contracting Party", "GENERAL PROVISIONS"."""
    longest = LONGEST_TITLE if is_capitals(text) and labelled else LONGEST_ALONE
    if len(text) > longest or text.endswith((";", ",", "!")):
        return None
    bare = text.rstrip(".: ")
    if is_capitals(text):
        if text.endswith(".") and not labelled:
            return None
        return Title(clean_title(text), True, True) if len(text.split()) <= (40 if labelled else 12) else None
    if not labelled or len(bare.split()) > 16 or _is_sentence(bare):
        return None
    if text[0].islower() or (text.endswith((".", ":")) and _FINITE.search(bare)):
        return None
    if is_title_case(bare) or (not text.endswith((".", ":")) and not _FINITE.search(bare)):
        return Title(clean_title(text), True, is_title_case(bare))
    return None


def _plain_run_in(text: str) -> Title | None:
    """Plain words closed by a stop at the start of a numbered clause: "5. How to get Credits. Credits are …"."""
    stop = _STOP.search(text, 0, LONGEST_PLAIN + 2)
    if not stop or stop.end() >= len(text.rstrip()):
        return None
    words = text[: stop.start()].strip()
    if not words or words[0].islower() or len(words.split()) > MOST_PLAIN_WORDS or _QUOTED_TERM.fullmatch(words):
        return None
    if not is_title_case(words) and (_FINITE.search(words) or _SUBJECT.match(words)):
        return None
    if not is_title_case(words) and (len(words.split()) > 6 or stop.group().strip() == ":"):
        return None
    if _is_sentence(words) and len(words.split()) > 3:
        return None
    if stop.group().strip() in ("–", "—", "-") and not is_title_case(words):
        return None
    return Title(clean_title(words), False, False)
