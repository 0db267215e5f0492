"""What a sentence lets somebody do, makes them do or forbids: found, turned round, and asked for. Pure, English.

    >>> deed = find("You may not share your account with others.", "Acme")
    >>> deed.old, deed.new, deed.question
    ('may not', 'may', 'Can I share my account with others?')

Only sentences whose sense hangs on the one word are taken: no other denial and no exception stands in them.
"""

import re
from dataclasses import dataclass

from eval.mutate.voice import as_asked

_FLIPS = {
    "may": "may not",
    "may not": "may",
    "must": "need not",
    "must not": "may",
    "shall": "shall not",
    "shall not": "shall",
    "will": "will not",
    "will not": "will",
    "won't": "will",
    "can": "cannot",
    "can not": "can",
    "cannot": "can",
    "can't": "can",
    "do not": "do",
    "don't": "do",
    "are": "are not",
    "are not": "are",
    "aren't": "are",
    "is": "is not",
    "is not": "is",
}
_ASKED = {"may": "Can", "can": "Can", "cannot": "Can", "can't": "Can", "must": "Must", "shall": "Must", "will": "Will"}
_ASKED |= {"won't": "Will", "do": "Do", "don't": "Do", "are": "Are", "aren't": "Are", "is": "Is"}
_STATES = r"responsible|liable|required|obliged|obligated|allowed|permitted|entitled|prohibited|available|refundable"
_MODAL = (
    r"(?P<modal>(?:may|must|shall|will|can) not|may|must|shall|will|can|cannot|can['’]t|won['’]t|do not|don['’]t"
    rf"|(?:are|is)(?: not)?(?= (?:{_STATES})\b)|aren['’]t(?= (?:{_STATES})\b))"
)
_WHO = r"you|we|users?|customers?|members?|subscribers?|(?:the )?company"
_BEGINS = r"(?P<who>{who}|(?:All |The |Your |Our |Any )?[A-Z]?[a-z]+(?: [a-z]+){{0,2}})"
_DENIAL = re.compile(
    r"\b(?:not|never|no|none|nor|neither|cannot|unless|except|without|other than|prohibit\w*|forbid\w*|only)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[,;:\[]|\.(?:\s|$)|\((?!\d)|\b(?:unless|provided|except|which|because|so that|in accordance|as set)\b"
)
_NO_SUBJECT = frozenset(
    {"what", "how", "who", "why", "if", "when", "where", "unless", "as", "because", "while", "until"}
    | {"although", "once", "and", "or", "that", "which", "to"}
)
_NOT_ALONE = re.compile(
    r"\b(?:or|and|so|which|as|who|what|how|why|whether"
    r"|(?<!agree )(?<!agrees )(?<!acknowledge )(?<!note )(?<!sure )that) $"
    r"|^\W*(?:what|how|who|why)\b",
    re.IGNORECASE,
)
"""Before who does it: "you or we may", "so that you can", "content that you may"; a heading that is a question."""
FEWEST, MOST = 3, 22
"""Words of what is done: fewer say too little to be asked for, more are no question."""

DENIES = re.compile(
    r"\b(?:not|never|no|none|nobody|nor|neither|cannot|prohibit\w*|forbid\w*|forbidden|ban(?:s|ned)?|disallow\w*"
    r"|refuse[sd]?|unable|optional|against|off[- ]limits|illegal)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a sentence says of who may, must or will do what."""

    start: int
    end: int
    """Where the word stands that its sense hangs on."""
    old: str
    new: str
    """That word, and what turns the sense round."""
    denied: bool
    """Whether the sentence says no to the question, as it stands."""
    what: str
    """What is done, in the words of the sentence."""
    question: str
    conditional: bool
    """It holds under a condition: "depends" is a right answer too."""


def denials(words: str) -> int:
    """How often some words say no to something."""
    return len(DENIES.findall(words))


def find(words: str, company: str) -> Deed | None:
    """The deed of a readable sentence; None when there is none, or more than one word turns its sense."""
    who = rf"{_WHO}|{re.escape(company)}" if company else _WHO
    found = re.match(rf"(?:\W|\d|[a-z]\))*{_BEGINS.format(who=who)} {_MODAL} ", words, re.IGNORECASE)
    found = found or re.search(rf"\b(?P<who>{who}) {_MODAL} ", words, re.IGNORECASE)
    if found is None or found["who"].split()[0].lower() in _NO_SUBJECT:
        return None
    modal = found["modal"].lower().replace("’", "'")
    if modal not in _FLIPS:
        return None
    before, rest = words[: found.start("who")], words[found.end() :]
    if _NOT_ALONE.search(before) or re.search(rf"\b{found['modal']}\b", rest, re.IGNORECASE):
        return None
    if _DENIAL.search(words[: found.start("modal")] + "\n" + rest):
        return None
    done = _ENDS.split(rest, maxsplit=1)[0].split()
    if not FEWEST <= len(done) <= MOST:
        return None
    what = " ".join(done)
    asked = _ASKED[modal.split()[0]]
    subject = as_asked(found["who"], company, subject=True)
    if asked in ("Are", "Is"):
        asked = {"I": "Am", "they": "Are"}.get(subject, asked)
    return Deed(
        *found.span("modal"),
        old=found["modal"],
        new=_FLIPS[modal],
        denied=denials(modal) > 0,
        what=what,
        question=f"{asked} {subject} {as_asked(what, company)}?",
        conditional=re.search(r"\b(?:if|when|where|provided|subject to|until|in case|reserve)\b", words) is not None,
    )
