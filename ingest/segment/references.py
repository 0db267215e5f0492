"""Cross-references: the places where a clause points at another one of the same document, and at which.

What points is a word and labels ("Section 27.2(1)", "Sections 12 and 14", "clause (ii) of this Section 32"); titles and
links are read by ``pointers``. References to other texts ("Section 230 of the Communications Decency Act", "Article 6
GDPR", "Section 5 of our Privacy Policy") are none of this document and left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.segment.flat import Flat, Link
from ingest.segment.owners import Owners
from ingest.segment.pointers import named_references, own_links
from ingest.segment.quoted import Words
from ingest.segment.targets import Steps, Targets, plain, steps_of
from ingest.types import Definition, Reference

MOST = 20_000
"""References read in one document; the longest of the corpus has about 600."""
_MOST_LABELS = 50
"""Labels after one word: "Sections 1, 2, 3 and 4"."""

_GAP = r"[ ]*+(?:\n[ ]*+)?"
_APART = rf"(?:(?<=[§.])|(?=[ \n(])){_GAP}"
"""Between the word and its label: white space, but for signs and brackets."""
_WORDS = (
    r"sub-?sections?|sections?|secs?\.|§{1,2}|sub-?paragraphs?|paragraphs?|paras?\.?|sub-?clauses?|clauses?|articles?|arts?\.|"
    r"exhibits?|annex(?:es)?|appendix|appendices|schedules?|attachments?|addend(?:um|a)|parts?|chapters?|items?|"
    r"abschnitte?n?|ziffern?|artikeln?"
)
"""What can stand before a label."""
_BRACKETS = r"\((?:\d{1,2}|[a-zA-Z]{1,2}|[ivxIVX]{1,5})\)"
_LABEL = (
    r"(?:(?:\d{1,3}(?:\.\d{1,3}){0,6}[a-zA-Z]?|[A-Z]{1,2}[.-]?\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLC]{1,6}|[A-Z])"
    rf"(?:\.(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,5}})(?![\w]))*(?![\w’'%]|[-/]\d|\.\d)(?:{_GAP}{_BRACKETS})*"
    rf"|{_BRACKETS}(?:[ ]?{_BRACKETS})*)(?!\w)"
)
_REFERENCE = re.compile(
    rf"(?<![\w-])(?:(?P<this>(?i:this|these))\s+)?(?P<word>(?i:{_WORDS})){_APART}(?P<label>{_LABEL})"
)
_HERE = re.compile(
    rf"(?<![\w-])(?i:this)\s+(?P<word>(?i:sub-?section|section|article|clause|sub-?clause|paragraph|sub-?paragraph))"
    rf"(?![\w-]|{_GAP}{_LABEL})"
)
_NEXT = re.compile(
    rf"{_GAP}(?:[,;]{_GAP})?(?:(?:and/or|and|or|through|thru|to|as well as|und|oder|bis|&){_GAP}|[-‐-―]{_GAP})?"
    rf"(?P<label>{_LABEL})"
)
_SEPARATED = re.compile(r"[,;&‐-―-]|\b(?:and|or|through|thru|to|as well as|und|oder|bis)\b")
_ASIDE = re.compile(r"\s*(?:\((?=[A-Z“\"‘'])[^()\n]{2,120}\)|,?\s*[“\"‘][^“”\"\n]{2,120}[”\"’],?)")
"""The title of a section behind its number: "Section 6.2 (Cancellation)"."""
_COUNTED = re.compile(
    r"[\s-]*(?:%|percent|per\s?cent|business|calendar|days?|weeks?|months?|years?|hours?|minutes?|times?|USD|EUR|GB|MB|"
    r"users?|people|persons?|copies|other|more|or\s+more|additional|of\s+the\s+[a-z]+|members?|consecutive|working)\b",
    re.IGNORECASE,
)
"""What makes a number after a reference a count: "Section 12 and 14 days"."""
_STATUTES = (
    r"GDPR|DSGVO|DS-GVO|RGPD|BDSG|BGB|HGB|UWG|UrhG|TMG|TDDDG|TTDSG|TKG|StGB|ZPO|KSchG|VSBG|CCPA|CPRA|DSA|DMA|DSR|DMCA|LGPD|FADP|"
    r"UCC|CDA|FAA|FCRA|COPPA|PIPEDA|AEUV|TFEU|EUV"
)
_LAW_WORDS = (
    r"Codes?|Acts?|Laws?|Statutes?|Directives?|Regulations?|Ordinances?|Constitution|Conventions?|Treaty|Decree|Procedure|"
    r"EULA|Policy|Polic(?:y|ies)|Rules?|Principles?|Guidelines?|Restatement|Treasury|Reg\.|Regs\.|Stat\.|Ann\.|Civ\.|Proc\.|Prof\.|Pen\.|"
    r"Bus\.|Gen\.|Comp\.|Rev\.|Tit\.|Title\s+[\dIVX]+|U\.?\s?S\.?\s?C\.?|USC|C\.?\s?F\.?\s?R\.?|FAR|DFARS|L\.|Law"
)
_LAW_BEFORE = re.compile(
    rf"(?:\b(?:{_STATUTES})\b|\b(?:{_LAW_WORDS})(?![\w])|\b\d{{4}}/\d{{2,4}}(?:/\w+)?)[’']?s?(?:\s+(?:of\s+)?\d{{4}})?\s*(?:\([^()\n]{{1,60}}\))?"
    r"\s*,?\s*(?:at|under|in|and|or|[-–—]|\()?\s*$"
)
_LAW_AFTER = re.compile(
    rf"\s*,?\s*(?:\([^()\n]{{0,40}}\)\s*)?(?:of\s+)?(?:the\s+)?(?:(?:UK|EU|Swiss)\s+(?:and\s+)?){{0,3}}(?:(?:{_STATUTES})\b|U\.?\s?S\.?\s?C\b|C\.?\s?F\.?\s?R\b)"
)
_OF = re.compile(r"\s*,?\s*(?P<word>of|in|to|from|within)\s+(?P<rest>[^\n]{1,160})")
_THIS = re.compile(
    r"(?:this|these|hereof|the\s+(?:present|foregoing|preceding|previous|same|above|immediately|first|second|third|last|next|following|"
    r"definition|sentence|paragraph|section|clause|main|body))\b|(?:the\s+)?(?:“|\")?this\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"the\s+(?:“|\")?(?P<name>(?:[A-Z][\w’'-]*|of|and|for|&)(?:\s+(?:[A-Z][\w’'-]*|of(?=\s+[A-Z])|and(?=\s+[A-Z])|&))*)"
)
_OWN_NAMES = frozenset(
    (
        "agreement",
        "terms",
        "tos",
        "contract",
        "terms of service",
        "terms of use",
        "user agreement",
        "terms and conditions",
        "policy",
    )
)
"""What a document calls itself."""
_SCOPE = re.compile(rf"(?:the\s+)?(?P<this>this\s+)?(?P<word>(?i:{_WORDS})){_APART}(?P<label>{_LABEL})")
_DOCUMENT = re.compile(
    r"(?:the|our|your|its|their|that|such|each|any|an?|[\w’']+[’']s)\s+(?:[\w’'&.-]+\s+){0,6}?"
    r"(?:Act|Code|Laws?|Regulations?|Directive|GDPR|Statutes?|Constitution|Convention|Rules|Policy|Policies|Agreements?|Terms|"
    r"EULA|Licen[sc]e|Addendum|DPA|Guidelines|Principles|Notice|Statement|Contract|Conditions|Order(?:\s+Form)?|Lease|Clauses)\b"
)
_GOES_ON = re.compile(r"[\s,;]*(?:and|or|to|und|oder|as\s+well\s+as)?[\s,;(]*")
_HEADING = re.compile(r"\s*(?:[-–—:]|\n|$)")
"""What follows a label that heads a line of its own: "ARTICLE 1 – DEFINITIONS"."""
_ANNEXES = ("exhibit", "annex", "appendix", "schedule", "attachment", "addendum", "part", "chapter")
_STEMS = {"appendices": "appendix", "annexes": "annex", "addenda": "addendum"}
_LETTERED = re.compile(r"[A-Z]$|[IVXLC]+$")
_BEFORE = 90


@dataclass(frozen=True, slots=True)
class _Label:
    """One label of a list of them, with where the reference starts."""

    start: int
    label_start: int
    end: int
    text: str


def references_in(
    flat: Flat, owners: Owners, quotes: Sequence[Words], definitions: Sequence[Definition], title: str
) -> tuple[Reference, ...]:
    """Every reference, in order of place; at most ``MOST``. One that points nowhere is kept, with no target."""
    targets = Targets(flat, owners)
    links = own_links(flat)
    names = _OWN_NAMES | {plain(title)}
    for match in _REFERENCE.finditer(flat.text):
        if match["this"] and match["label"][0] != "(" and _stem(match["word"]) in ("section", "article", "clause"):
            at = owners.at(flat.source(match.start()))
            if at is not None:
                targets.learn(match["label"], at)
    numbered: list[Reference] = []
    for reference in _numbered(flat, targets, links, names):
        numbered.append(reference)
        if len(numbered) >= MOST:
            break
    numbered += _here(flat, targets)
    defined = {definition.start for definition in definitions}
    named = named_references(flat, targets, quotes, defined)
    kept: list[Reference] = []
    # Of two that overlap the first stands; a number says more than a link around it, unless it leads nowhere.
    ranked = sorted(
        ((r.start, r.target is None, rank, r) for rank, rs in enumerate((numbered, named)) for r in rs),
        key=lambda x: x[:3],
    )
    for start, _, _, reference in ranked:
        if kept and start < kept[-1].end:
            if kept[-1].target is None and reference.target is not None:
                kept[-1] = reference
            continue
        kept.append(reference)
    return tuple(kept[:MOST])


def _here(flat: Flat, targets: Targets) -> Iterator[Reference]:
    """ "this Section", without a number."""
    count = 0
    for match in _HERE.finditer(flat.text):
        place = flat.source(match.start())
        at = targets.owners.at(place)
        if at is None:
            continue
        yield Reference(at, place, flat.source(match.end() - 1) + 1, targets.around(at, match["word"].lower()))
        count += 1
        if count >= MOST:
            return


def _numbered(flat: Flat, targets: Targets, links: Sequence[Link], names: frozenset[str]) -> Iterator[Reference]:
    text, position, link_at = flat.text, 0, 0
    after_external = -1
    while match := _REFERENCE.search(text, position):
        position = match.end()
        word = _stem(match["word"])
        first = _Label(match.start(), match.start("label"), match.end("label"), match["label"])
        if not _is_label(match["word"], first.text) or (
            word in ("part", "item") and match["word"].islower() and "(" not in first.text
        ):
            continue
        at = targets.owners.at(flat.source(first.label_start))
        if at is None:
            continue
        labels, end = _list(text, first, targets, at, word)
        position = labels[-1].end
        if (
            _is_own_label(flat, targets, at, word, first)
            or _HEADING.match(text, end)
            and _begins_line(text, first.start)
        ):
            continue
        if _is_external(text, match, end, names, after_external):
            after_external = end
            continue
        while link_at < len(links) and links[link_at].end <= first.start:
            link_at += 1
        if link_at < len(links) and links[link_at].start <= first.start and "#" not in links[link_at].target:
            continue
        scope = _scope(text, end)
        for label in labels:
            target = _target(flat, targets, at, word, label, scope)
            if target is None and _is_statute(label.text, targets):
                continue
            yield Reference(at, flat.source(label.start), flat.source(label.end - 1) + 1, target)


def _stem(word: str) -> str:
    word = word.lower().replace("-", "")
    return _STEMS.get(word, word.rstrip("s."))


def _is_label(word: str, label: str) -> bool:
    """False for words that only look like a label: "the section I mentioned", "part A of" in lower case."""
    return not (
        _LETTERED.match(label)
        and word.islower()
        and (label == "I" or word.startswith(("item", "part", "para", "clause")))
    )


def _is_own_label(flat: Flat, targets: Targets, at: int, word: str, label: _Label) -> bool:
    """True where a heading prints its own number: "Section 4. Payment"."""
    clause = targets.clauses[at]
    start = flat.at(clause.start)
    if not start <= label.start <= start + 12 or re.search(r"\w", flat.text[start : label.start]):
        return False
    steps = steps_of(label.text)
    return targets.steps[at][-len(steps) :] == steps or plain(clause.title).startswith(
        (plain(f"{word} {label.text}"), plain(label.text))
    )


def _list(text: str, first: _Label, targets: Targets, at: int, word: str) -> tuple[list[_Label], int]:
    """The labels that follow one word, and where what is said of them goes on."""
    labels, end = [first], _after_title(text, first, targets, at)
    while len(labels) < _MOST_LABELS:
        match = _NEXT.match(text, end)
        if not match or not _SEPARATED.search(text, end, match.start("label")):
            break
        label = _Label(match.start("label"), match.start("label"), match.end(), match["label"])
        if _shape(label.text) != _shape(first.text) or _COUNTED.match(text, label.end):
            break
        if _shape(label.text) == "letter" and text[label.end : label.end + 2].strip(" ,.;)")[:1].isalpha():
            break
        labels.append(label)
        end = _after_title(text, label, targets, at)
    return labels, end


def _shape(label: str) -> str:
    return (
        "brackets" if label[0] == "(" else "number" if label[0].isdigit() or any(map(str.isdigit, label)) else "letter"
    )


def _after_title(text: str, label: _Label, targets: Targets, at: int) -> int:
    """Where the text goes on behind a label and the title that may be printed with it."""
    aside = _ASIDE.match(text, label.end)
    if aside:
        return aside.end()
    target = targets.labelled(steps_of(label.text), at) if label.text[0] != "(" else None
    title = targets.clauses[target].title if target is not None else ""
    if title:
        start = label.end + len(text[label.end : label.end + 4]) - len(text[label.end : label.end + 4].lstrip(" .:–-"))
        if text[start : start + len(title)].lower() == title.lower():
            return start + len(title)
    return label.end


def _begins_line(text: str, position: int) -> bool:
    return not text[text.rfind("\n", 0, position) + 1 : position].strip(" *#>|")


def _is_external(text: str, match: re.Match[str], end: int, names: frozenset[str], after_external: int) -> bool:
    """True when what is pointed at stands in another text: a statute, a policy, another contract.

    ``after_external`` is where the last such reference ended: "Directive 2018/1972 Article 102 and Article 105".
    """
    if match["this"]:
        return False
    if 0 <= after_external <= match.start() <= after_external + 40 and _GOES_ON.fullmatch(
        text, after_external, match.start()
    ):
        return True
    if _LAW_BEFORE.search(text[max(0, match.start() - _BEFORE) : match.start()]):
        return True
    if _LAW_AFTER.match(text, end) and not match["word"].isupper():
        return True
    of = _OF.match(text, end)
    if not of or _THIS.match(of["rest"]):
        return False
    if _SCOPE.match(of["rest"]):
        return False
    own = _OWN.match(of["rest"])
    if own and plain(own["name"]) in names:
        return False
    if of["word"] == "of" or (
        of["word"] == "to" and _stem(match["word"]) in _ANNEXES and re.match(r"(?:the|our|your|its)\b", of["rest"])
    ):
        return True
    return bool(_DOCUMENT.match(of["rest"]))


def _scope(text: str, end: int) -> tuple[str, str] | None:
    """Word and label of what a label stands in: "of Exhibit A", "of this Section 32"."""
    of = re.compile(r"\s*,?\s*(?:of|in|to|under)\s+").match(text, end)
    match = _SCOPE.match(text, of.end()) if of else None
    return (_stem(match["word"]), match["label"]) if match else None


def _is_statute(label: str, targets: Targets) -> bool:
    """True for numbers that no section of the document comes near: "Section 230"."""
    steps = steps_of(label)
    return bool(steps) and steps[0].isdecimal() and int(steps[0]) > 100 + targets.highest


def _target(
    flat: Flat, targets: Targets, at: int, word: str, label: _Label, scope: tuple[str, str] | None
) -> int | None:
    steps: Steps = steps_of(label.text)
    place = flat.source(label.label_start + (label.text[0] == "("))
    if word in _ANNEXES:
        index = targets.annex(word, label.text)
        return index if index is not None or word not in ("part", "chapter") else targets.labelled(steps, at)
    if scope:
        scope_word, scope_label = scope
        around = targets.annex(scope_word, scope_label)
        if scope_word in _ANNEXES and around is not None:
            return targets.labelled(steps, around, targets.clauses[around].part)
        if scope_word not in _ANNEXES:
            if scope_label[0] != "(":
                return targets.labelled(steps_of(scope_label) + steps, at)
        else:
            return None
    if label.text[0] == "(":
        return targets.relative(steps, at, place)
    if word in ("paragraph", "subparagraph", "subsection", "item", "subclause"):
        index = targets.relative(steps, at, place)
        return targets.labelled(steps, at) if index is None else index
    index = targets.labelled(steps, at)
    if index is None and len(steps) == 1 and label.text.isupper() and label.text.isalpha():
        index = targets.relative(steps, at, place)
    if index is None and word in ("article", "section"):
        index = targets.annex(word, label.text)
    return index
