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
LONGEST_LINE = 70
"""Characters of a line of plain text that is a heading by its capitals alone."""
LONGEST_PLAIN = 90
"""Characters of a run-in title that is not set off by type."""
MOST_RUN_IN_WORDS = 7
"""Words of a title in plain type before a clause without a label."""
MOST_PLAIN_WORDS = 12
"""Words of such a title, and of an unlabelled line of capitals."""

FEW_WORDS = 5
"""Words up to which a line without a stop is a title even if it could be a sentence: "Who we are"."""
MOST_WORDS = 16
"""Words of a numbered line in plain type that is a title."""
MOST_CAPITALS = 40
"""The same in capitals."""
MOST_CAPITALS_CLOSED = 12
"""The same in capitals with a full stop behind."""

_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|will|shall|may|might|must|can|cannot|could|should|would|does|do|did|don[’']t|has|have|"
    r"had|agree|agrees|agreed|applies|apply|means|includes|include|constitutes|acknowledge|acknowledges|understand|"
    r"understands|accept|accepts|grant|grants|represent|represents|warrant|warrants|provide|provides|reserve|reserves|"
    r"governs)\b|\w[’'](?:re|ll|ve)\b|\bI[’']m\b",
    re.IGNORECASE,
)
"""Verbs that make a sentence; rough, and only weighed together with length and capitals."""
_SUBJECT = re.compile(r"(?:you|we|they|it|this|these|there|he|she|i|if|in|for|by|when|unless|except)\b", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"\b(?:you|we|they|it|this|these|there|which|that|who)\s+(?:\w+\s+)?(?:agree|will|may|must|are|is|have|can|shall|do|"
    r"understand|acknowledge|accept|should|represent|warrant|certify|grant|cannot|could|would|hereby|also|describe|outline|"
    r"apply|applies|limits|contains|affects|provides|explains)\b",
    re.IGNORECASE,
)
_PLEADING = re.compile(
    r"(?:please\b|important(?:,|:| note| -)|note:|by (?:clicking|using|accessing)\b|"
    r"highlighted (?:for|in|by)\b|emphasis added)",
    re.IGNORECASE,
)
"""How an appeal to the reader begins: "PLEASE READ THESE TERMS CAREFULLY"."""
_WORD = re.compile(r"[^\W\d_]{3}")
_LONG_WORD = re.compile(r"[^\W\d_]{4}")
_STOP = re.compile(r"(?<![\s.])(?<!\b[A-Z])(?<!\b(?:No|Mr|vs|Co|St))(?:[.:](?=\s)|[.:]$)|\s[–—-]\s|:(?=\S)")
_DATED = re.compile(
    r"\W*(?:last |date |date of )?(?:effective|updated?|revised|revision|modified|amended|dated|as of|published|posted|"
    r"version|in force|valid)\b.{0,60}\b(?:19|20)\d\d\b.{0,40}$",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:terms|conditions|agreement|policy|policies|notice|contract|statement|license|licence|eula|guidelines|rules|"
    r"addendum|charter)\b",
    re.IGNORECASE,
)
_SMALL = (
    "a an and as at by for from in into of on onto or our the their this to under up via with without your its nor if "
    "not than vs per between about & / – — -"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_LETTERS = re.compile(r"[^\W\d_]")
_QUOTED_TERM = re.compile(r"[“\"‘'].{1,80}[”\"’']\s*(?:,|means|has the|refers|includes|and|or)?", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){2,}$|\b(?:Inc|Ltd|Co|etc|Corp)\.$")
_FIELD = re.compile(
    r"(?:by|name|title|date|signed|signature|its|phone|fax|attn|attention|e-?mail|address|re)\s*:", re.IGNORECASE
)
"""A line to be filled in, or that tells who signs."""
_NO_TITLE_STARTS = frozenset('“"‘(,[')


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
    if stripped.endswith(".") and not _ABBREVIATED.search(stripped):
        stripped = stripped.rstrip(".")
    return stripped.strip(" :*_")


def is_capitals(text: str) -> bool:
    """True when the letters are capitals; a small word such as "iOS" or "(a)" may stand among them."""
    letters = _LETTERS.findall(text)
    return len(letters) >= 3 and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)


def is_title_case(text: str) -> bool:
    """True when nearly every word that carries meaning begins with a capital or digit."""
    words = [word.strip("“”\"'‘’()[].,:;*_") for word in text.split()]
    telling = [word for word in words if word and word.lower() not in _SMALL_WORDS]
    if not telling or telling[0].islower():
        return False
    return sum(not word.islower() for word in telling) >= 0.8 * len(telling)


def has_verb(text: str) -> bool:
    """True when one of the words makes a sentence of the rest."""
    return bool(_FINITE.search(text))


def names_document(text: str) -> bool:
    """True for a title such as "Terms of Service", "User Agreement"."""
    return bool(_DOCUMENT.search(text))


def is_dated(text: str) -> bool:
    """True for a line that only says from when the document is: "Effective: 29 September 2025"."""
    return bool(_DATED.match(text))


def _is_sentence(text: str) -> bool:
    return bool(_ADDRESSED.search(text)) or (bool(_SUBJECT.match(text)) and bool(_FINITE.search(text)))


def _is_appeal(text: str) -> bool:
    """True for "PLEASE READ THIS", "EXCEPT WHERE PROHIBITED BY LAW, YOU AGREE": a sentence in capitals or bold."""
    return bool(_PLEADING.match(text)) or (len(text.split()) > 5 and bool(_SUBJECT.match(text)) and is_capitals(text))


def _begins_small(text: str) -> bool:
    """True for "may", False for "May" and "iCloud"."""
    return text[:1].islower() and not text[1:2].isupper()


def heading_title(head: Head, after: int, *, labelled: bool) -> Title:
    """The title of a Markdown heading; none where a sentence is printed as a heading or only a date stands in it."""
    words = head.text[after:]
    sentence = (
        len(words) > LONGEST_PLAIN and not is_title_case(words) and (_is_sentence(words) or bool(_SUBJECT.match(words)))
    )
    if not labelled and (sentence or _PLEADING.match(words) or is_dated(words) or _FIELD.match(words)):
        return NO_TITLE
    return Title(clean_title(words)[:LONGEST_TITLE], True, True)


def line_title(head: Head) -> Title:
    """The title that a short line of plain text is, in capitals at the start of its words: "Fees and Payment"."""
    text = head.text
    if (
        not head.whole
        or len(text) > LONGEST_LINE
        or text.endswith((".", ",", ";", ":"))
        or ": " in text
        or is_dated(text)
    ):
        return NO_TITLE
    sentence = len(text.split()) > FEW_WORDS and _is_sentence(text)
    if sentence or text[:1] in _NO_TITLE_STARTS or not (is_title_case(text) and _WORD.search(text)):
        return NO_TITLE
    return Title(clean_title(text), True, True)


def read_title(head: Head, after: int, *, labelled: bool, enumerated: bool = False) -> Title:
    """The title at the start of a paragraph or item.

    Args:
        head: the start of the block.
        after: how many characters of it the label takes.
        labelled: whether there is a label; without one only words set off by type or capitals are a title.
        enumerated: whether the label is of the sort that counts the items of a sentence: "(iv)", "b)".
    """
    text = head.text[after:]
    if not _LETTERS.search(text) or (not labelled and is_dated(text)):
        return NO_TITLE
    strong = head.strong(after)
    set_off = text[:strong].strip()
    if set_off:
        rest = text[strong:]
        whole = head.whole and not rest.strip(" .:")
        title = _bold_line(set_off, labelled) if whole else _bold_run_in(set_off, rest, labelled)
        if title:
            return title
        if whole and not labelled:
            return NO_TITLE
    if not (labelled or text[:2].isupper()):
        return NO_TITLE
    if (
        head.whole
        and (title := _plain_line(text, labelled))
        and not (enumerated and (text.endswith(".") or not title.strong))
    ):
        return title
    return (_plain_run_in(text) if labelled else None) or NO_TITLE


def _bold_line(words: str, labelled: bool) -> Title | None:
    """A block that is bold or italic throughout: "**10. TERMINATION**", but not an emphasised sentence."""
    if words[0] in _NO_TITLE_STARTS or (_begins_small(words) and not labelled) or (_is_appeal(words) and not labelled):
        return None
    if _PLEADING.match(words):
        return None
    if len(words) > (LONGEST_TITLE if labelled else LONGEST_ALONE):
        return None
    cased = is_title_case(words.rstrip(".:"))
    closed = words.endswith((".", ":", ";", ",", "!"))
    if (
        closed
        and (_is_sentence(words) or (_FINITE.search(words) and len(words.split()) > 4))
        and (is_capitals(words) or not cased)
    ):
        return None
    if not labelled:
        if closed and not cased:
            return None
        told = _ADDRESSED.search(words) or (_FINITE.search(words) and not cased and not words.endswith("?"))
        if told and len(words) > 70:
            return None
    else:
        inner = _STOP.search(words.rstrip(".:"))
        if inner and _is_sentence(words[inner.end() :]):
            return None
    return Title(clean_title(words), True, True)


def _bold_run_in(words: str, rest: str, labelled: bool) -> Title | None:
    """Bold or italic words with text after them: "**Charges**. You agree", but not "**Acme** may"."""
    if words[0] in _NO_TITLE_STARTS or (_begins_small(words) and not labelled):
        return None
    if len(words) > (LONGEST_TITLE if labelled else LONGEST_ALONE):
        return None
    cased = is_title_case(words)
    following = rest.lstrip()[:1]
    closed = words.endswith((".", ":", "?", "!", " –", "—")) or following in (".", ":", "–", "—")
    if not closed and following.isupper():
        closed = labelled and not rest.startswith(" ") or (cased and (labelled or len(words.split()) > 1))
    if not closed:
        return None
    inner = _STOP.search(words.rstrip(".:"))
    if inner and labelled and _is_sentence(words[inner.end() :]):
        lead = words[: inner.start()]
        return None if _is_sentence(lead) or len(lead) > LONGEST_PLAIN else Title(clean_title(lead), False, True)
    if labelled and words.endswith(":") and following.isupper() and len(words) <= LONGEST_PLAIN:
        return Title(clean_title(words), False, True)
    if not cased and (_is_sentence(words) or (not labelled and _FINITE.search(words) and len(words.split()) > 5)):
        return None
    return Title(clean_title(words), False, True)


def _plain_line(text: str, labelled: bool) -> Title | None:
    """A line that is nothing but a title, in plain type: "A. Contracting Party", "GENERAL PROVISIONS"."""
    if len(text) > LONGEST_TITLE or text[0] in _NO_TITLE_STARTS or text.endswith((";", ",", "!")):
        return None
    bare = text.rstrip(".: ")
    words = len(bare.split())
    stop = _STOP.search(bare)
    if is_capitals(text):
        told = _FINITE.search(text) or words > MOST_CAPITALS_CLOSED
        sentence = _is_appeal(text) or (told and (stop or text.endswith(".")))
        if sentence or (not labelled and (text.endswith(".") or not _LONG_WORD.search(text))):
            return None
        return (
            Title(clean_title(text), True, True) if words <= (MOST_CAPITALS if labelled else MOST_PLAIN_WORDS) else None
        )
    if not labelled or len(text) > LONGEST_ALONE or words > MOST_WORDS or _begins_small(text):
        return None
    if words > FEW_WORDS and _is_sentence(bare):
        return None
    cased = is_title_case(bare)
    closed = text.endswith((".", ":"))
    if text.endswith(":") and _SUBJECT.match(bare):
        return None  # "1.2 In this Agreement:" leads in a list
    verb = bool(_FINITE.search(bare))
    if (closed and verb) or (not cased and (stop or closed or (verb and words > FEW_WORDS))):
        return None
    return Title(clean_title(text), True, cased)


def run_in_title(text: str) -> Title | None:
    """The title in plain type of a paragraph without a label: two words or more in title case, and a full stop."""
    title = _plain_run_in(text)
    if title is None or not text.startswith(f"{title.text}.") or has_verb(title.text) or _FIELD.match(text):
        return None
    following = text[len(title.text) + 1 :].lstrip()
    told = 2 <= len(title.text.split()) <= MOST_RUN_IN_WORDS and is_title_case(title.text) and following[:1].isupper()
    return title if told and len(following) > LONGEST_PLAIN and not _ABBREVIATED.search(f"{title.text}.") else None


def _plain_run_in(text: str) -> Title | None:
    """Plain words closed by a stop at the start of a numbered clause: "5. How to get Credits. Credits are …"."""
    stop = _STOP.search(text, 0, LONGEST_PLAIN + 2)
    if not stop or stop.end() >= len(text.rstrip()):
        return None
    words = text[: stop.start()].strip()
    if _PLEADING.match(words):
        return None
    count = len(words.split())
    if not words or _begins_small(words) or count > MOST_PLAIN_WORDS or _QUOTED_TERM.fullmatch(words):
        return None
    mark = stop.group().strip()
    if is_title_case(words):
        return None if _is_sentence(words) and count > 3 else Title(clean_title(words), False, False)
    if _FINITE.search(words) or _SUBJECT.match(words) or count > 6 or mark != ".":
        return None
    return Title(clean_title(words), False, False)
