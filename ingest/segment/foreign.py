"""References that leave the document: to statutes, to policies and contracts of their own."""

import re

from ingest.segment.pointing import ANNEXES, Pointer, pointer_at
from ingest.segment.targets import plain

_BEFORE = 90
"""Characters in front of a reference that can name a statute."""
_STATUTES = (
    r"GDPR|DSGVO|DS-GVO|RGPD|BDSG|BGB|HGB|UWG|UrhG|TMG|TDDDG|TTDSG|TKG|StGB|ZPO|KSchG|VSBG|CCPA|CPRA|DSA|DMA|DSR|DMCA|LGPD|"
    r"FADP|UCC|CDA|FAA|FCRA|COPPA|PIPEDA|AEUV|TFEU|EUV"
)
_LAW_WORDS = (
    r"Codes?|Acts?|Laws?|Statutes?|Directives?|Regulations?|Ordinances?|Constitution|Conventions?|Treaty|Decree|Procedure|"
    r"EULA|Polic(?:y|ies)|Rules?|Principles?|Guidelines?|Restatement|Treasury|Regs?\.|Stat\.|Ann\.|Civ\.|Proc\.|Prof\.|"
    r"Pen\.|Bus\.|Gen\.|Comp\.|Rev\.|Tit\.|Title\s+[\dIVX]+|U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?|FAR|DFARS|L\."
)
_LAW_BEFORE = re.compile(
    rf"(?:\b(?:{_STATUTES})\b|\b(?:{_LAW_WORDS})(?!\w)|\b\d{{4}}/\d{{2,4}}(?:/\w+)?)[’']?s?(?:\s+(?:of\s+)?\d{{4}})?"
    r"\s*(?:\([^()\n]{1,60}\)|\))?\s*,?\s*(?:at|under|in|and|or|[-–—]|\()?\s*$"
)
_LAW_AFTER = re.compile(
    r"\s*,?\s*(?:\([^()\n]{0,40}\)\s*)?(?:of\s+)?(?:the\s+)?(?:(?:UK|EU|Swiss)\s+(?:and\s+)?){0,3}"
    rf"(?:(?:{_STATUTES})\b|U\.?\s?S\.?\s?C\b|C\.?\s?F\.?\s?R\b)"
)
_OF = re.compile(r"\s*,?\s*(?P<word>of|in|to|from|within)\s+(?=(?P<rest>[^\n]{1,160}))")
_HERE = re.compile(
    r"(?:(?:“|\")?(?:this|these)|hereof|the\s+(?:present|foregoing|preceding|previous|same|above|immediately|first|second|"
    r"third|last|next|following|definition|sentence|paragraph|section|clause|main|body))\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"the\s+(?:“|\")?(?P<name>(?:[A-Z][\w’'-]*|of|and|for|&)"
    r"(?:\s+(?:[A-Z][\w’'-]*|of(?=\s+[A-Z])|and(?=\s+[A-Z])|&)){0,12})"
)
OWN_NAMES = frozenset(
    (
        "agreement",
        "terms",
        "tos",
        "contract",
        "policy",
        "terms of service",
        "terms of use",
        "user agreement",
        "terms and conditions",
    )
)
"""What a document calls itself."""
_DOCUMENT = re.compile(
    r"(?:the|our|your|its|their|that|such|each|any|an?|[\w’']+[’']s)\s+(?:[\w’'&.-]+\s+){0,6}?"
    r"(?:Act|Code|Laws?|Regulations?|Directive|GDPR|Statutes?|Constitution|Convention|Rules|Policy|Policies|Agreements?|"
    r"Terms|EULA|Licen[sc]e|Addendum|DPA|Guidelines|Principles|Notice|Statement|Contract|Conditions|Order(?:\s+Form)?|"
    r"Lease|Clauses)\b"
)
_POSSESSED = re.compile(r"(?:the|our|your|its)\b")
_GOES_ON = re.compile(r"[\s,;]*(?:and|or|to|und|oder|as\s+well\s+as)?[\s,;(]*")
_FAR = 40
"""Characters between two references to one statute."""


def is_foreign(text: str, pointer: Pointer, end: int, names: frozenset[str], last_foreign: int) -> bool:
    """True when what is pointed at stands in another text; ``end`` is where the labels of the reference end.

    ``names`` are the document's own; ``last_foreign`` is where the last such reference ended, -1 without one:
    "Directive 2018/1972 Article 102 and Article 105".
    """
    if pointer.this:
        return False
    start = pointer.start
    if 0 <= last_foreign <= start <= last_foreign + _FAR and _GOES_ON.fullmatch(text, last_foreign, start):
        return True
    if _LAW_BEFORE.search(text[max(0, start - _BEFORE) : start]):
        return True
    if _LAW_AFTER.match(text, end) and not (len(pointer.printed) > 1 and pointer.printed.isupper()):
        return True
    of = _OF.match(text, end)
    if not of or _HERE.match(of["rest"]) or _scoped(text, of.end()):
        return False
    own = _NAME.match(of["rest"])
    if own and plain(own["name"]) in names:
        return False
    if of["word"] == "of" or (of["word"] == "to" and pointer.word in ANNEXES and _POSSESSED.match(of["rest"])):
        return True
    return bool(_DOCUMENT.match(of["rest"]))


_SCOPE = re.compile(r"\s*,?\s*(?:of|in|to|under)\s+")
_SCOPE_LEAD = re.compile(r"(?:the\s+)?(?:this\s+)?", re.IGNORECASE)


def _scoped(text: str, position: int) -> tuple[str, str] | None:
    lead = _SCOPE_LEAD.match(text, position)
    return pointer_at(text, lead.end() if lead else position)


def scope_of(text: str, end: int) -> tuple[str, str] | None:
    """Word and label of what a reference stands in: "of Exhibit A", "of this Section 32"."""
    of = _SCOPE.match(text, end)
    return _scoped(text, of.end()) if of else None
