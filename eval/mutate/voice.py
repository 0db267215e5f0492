"""Words of terms as a customer would say them: "we may suspend your account" → "they may suspend my account"."""

import re

_TURNED = {
    "you": "me",
    "your": "my",
    "yours": "mine",
    "yourself": "myself",
    "we": "they",
    "us": "them",
    "our": "their",
    "ours": "theirs",
    "ourselves": "themselves",
}
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_TURNED, key=len, reverse=True))})\b(?!\.)", re.IGNORECASE)
_DO = (
    "may must shall will can cannot are have do did were agree breach violate fail choose cancel terminate provide "
    "make pay delete close notify become live reside want wish need submit create continue post upload believe decide "
    "stop first also no"
)
_YOU_DO = re.compile(
    rf"(?<!ing )\byou(?= (?:{_DO.replace(' ', '|')})\b)|(?<=\bif )you\b|(?<=\bwhen )you\b|(?<=\bthat )you\b|^you\b",
    re.IGNORECASE,
)


_LABEL = re.compile(
    r"^(?:\W{0,3}(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)]|\(?[a-z0-9]{1,4}\)|[a-z]\.)\s+)+", re.IGNORECASE
)


def unlabelled(words: str) -> str:
    """A sentence without the number that is printed before it: a question must not name the clause by it."""
    return _LABEL.sub("", words).lstrip("*-•· ")


_TWICE = re.compile(r"\b(the|an?|your|our|any|other|all) the company\b", re.IGNORECASE)


def as_asked(words: str, company: str, *, subject: bool = False) -> str:
    """Some words of the terms in the mouth of a customer; ``subject``: they are nothing but who does something.

    The company goes by no name: the question is put to many services that have the same one.
    """
    named = re.compile(rf"(?<![\w@.-]){re.escape(company)}(?![\w@-]|\.\w)", re.IGNORECASE) if company else None
    text = re.sub(_TWICE, r"\1 company", named.sub("the company", words)) if named else words
    if subject and re.fullmatch(r"(?:the )?company", text, re.IGNORECASE):
        return "they"
    text = _WORD.sub(lambda found: _TURNED[found[0].lower()], _YOU_DO.sub("I", text))
    text = re.sub(r"\bI are\b", "I am", text)
    return text[:1].lower() + text[1:] if subject and text.split()[:1] != ["I"] else text
