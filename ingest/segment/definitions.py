"""Defined terms: the words a document gives a meaning of its own, and where it does so.

Three ways in which contracts define: a verb (``"X" means …``, ``"X" and "Y" refer to …``), a naming in passing (``(the
"X")``, ``hereinafter "X"``, ``we call these "X"``), and an entry in a list of definitions (``X: …``, ``X – …``). A word
in quotation marks that none of them defines is no term: the label of a button, a title, a word held at a distance.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.segment.flat import Flat
from ingest.segment.owners import Owners
from ingest.segment.quoted import Words, marked
from ingest.types import Definition

LONGEST_TERM = 80
"""Characters of a term; longer quoted words are sentences."""
MOST_WORDS = 9
MOST = 5000
"""Definitions read in one document. The longest of the corpus has about 250."""
_BEFORE, _AFTER = 160, 200
"""Characters around a term that are looked at."""
_LONGEST_BRACKET = 500
"""Characters between an opening bracket and the term that is named at the end of it."""

_GLUE_WORDS = (
    "the|an?|our|its|their|your|this|these|those|such|any|all|or|and|and/or|also|as|applicable|simply|just|in short|for short|"
    "collectively|together|together with|each|either|individually|respectively|jointly|singularly|severally|here(?:in)?after|"
    "herein(?: also)?|below|further|for convenience|hereby|plural|singular|sometimes|in each case|as applicable|"
    "im folgenden|nachfolgend|kurz|der|die|das|den|gemeinsam|ci-après|le|la|les|l['’]|ensemble|et|ou|oder|und|el|los|las|"
    "en adelante|di seguito"
)
GLUE = rf"(?:[\s,;:&/]|\b(?:{_GLUE_WORDS})\b)*+"
"""Words that stand between a naming and the term, and between the terms of one naming."""
_NAMED = (
    r"(?:(?:hereby\s+)?(?:referred\s+to|refer\s+to|defined|designated|known|abbreviated|identified)\s+"
    r"(?:[\w'’-]+\s+){0,6}?as|hereinafter\s+called|(?:here(?:in)?after|collectively)\s*,?\s*(?:called|referred\s+to\s+as|named)?|"
    r"(?:which|that|whom)\s+we\s+(?:will\s+|may\s+)?call|called|being|désignée?s?|genannt|bezeichnet)"
)
_GROUP_GAP = re.compile(rf"[\s,;.]*{GLUE}(?:\(?s\)\s*)?{GLUE}", re.IGNORECASE)
_PRONOUNS = "we|us|our|ours|you|your|yours|yourself|i|me|my|mine|it|they|them|their|he|she|wir|uns|sie|ihr|nous|vous"
PRONOUN = re.compile(rf"(?:{_PRONOUNS})$", re.IGNORECASE)
"""Defined often ("we", "us") and used in every clause: kept as definitions, left out of the uses."""

_ASIDE = (
    r"(?:\s*,?\s*\([^()\n]{0,80}\))?(?:\s*,?\s*(?:as\s+used|when\s+used|whenever\s+used|used|as\s+defined|where\s+used|"
    r"for\s+(?:the\s+)?purposes?\s+of|with\s+respect\s+to|in\s+relation\s+to|in\s+this|or\s+similar)\b[^.;\n\"“]{0,100}?,?)?"
)
_ADVERBS = r"(?:[\s,]+(?:shall|will|must|may|can|should|also|only|collectively|each|both|individually|always|herein|in\s+this\s+\w+|has|have|having|is|are|be|to|terms?))*"
MEANS = re.compile(
    rf"{_ASIDE}{_ADVERBS}[\s,]+(?:means?\b(?!\s+(?:that|you|we|your|I)\b)|refers?\b(?:\s+\w+ly)?\s+to\b|"
    r"(?:the\s+)?(?:same\s+|respective\s+|following\s+)?(?:meanings?)\b|"
    r"defined\b(?!\s+by\s+you)|understood\s+(?:to\s+mean|as)\b|deemed\s+to\s+(?:mean|include|refer)\b|"
    r"stands?\s+for\b|denotes?\b|signif(?:y|ies)\b|the\s+meanings?\b|"
    r"bedeutet\b|bezeichnet\b|steht\s+für\b|désignent?\b|signifie\b|s['’]entend\b|significa\b)",
    re.IGNORECASE,
)
"""What follows a term that a verb defines."""
IS = re.compile(
    rf"{_ADVERBS}[\s,]+(?:(?:is|are)\s+(?:an?|any|the|all|those|each|one|either|both|information|defined)\b"
    r"|(?:(?:does|do|shall|will)\s+not\s+)?includes?\b|excludes?\b|(?:is|are)\s+as\s+follows)",
    re.IGNORECASE,
)
"""What follows a term that is defined at the start of a sentence, or as "the term": weaker, also said of other words."""
ENTRY = re.compile(r"\s*(?::|[–—]|\s-\s|\.\s|\|)")
"""What parts a term from its meaning in a list of definitions."""
_WE_MEAN = re.compile(r"\s*,?\s*(?:we|is|are|wird|nous)\s+(?:\w+\s+)?(?:mean|meant|refer|verst|entend)", re.IGNORECASE)

NAMES = re.compile(
    rf"(?:{_NAMED}|\b(?:collectively|together|individually|each)\s*,?\s*(?:an?|the|our|as|with\s+\w+)?)\s*[:,]?\s*{GLUE}\(?$",
    re.IGNORECASE,
)
"""What stands before a term that is named in passing."""
_CALLS = re.compile(
    rf"\bwe\s+(?:will\s+|may\s+|['’]ll\s+)?(?:also\s+)?call\s+(?:[\w'’-]+\s+){{0,5}}?{GLUE}\(?$", re.IGNORECASE
)
_LOOSE_NAMES = re.compile(
    r"\b(?:commonly|sometimes|often|generally|usually|frequently|popularly|otherwise|also|formerly|previously|well|widely|"
    r"known|marked|labell?ed|tagged|titled|entitled|so-called)\s+(?:\w+\s+){0,2}(?:(?:known|referred\s+to|called|identified|defined)"
    r"\s*)?(?:\w+\s+)?(?:as|called|)\s*(?:the|an?)?\s*$|\b(?:identified|known)\s+(?:\w+\s+){0,3}as\s*$",
    re.IGNORECASE,
)
"""Names that others use: "commonly referred to as “phishing”"."""
_THE_TERM = re.compile(
    r"(?:\b(?:terms?|words?|expressions?|phrases?|references?\s+(?:in\s+[\w\s]{1,40}\s+)?to|begriffe?|termes?|by)\s*,?|\bby)\s*$",
    re.IGNORECASE,
)
_LINE_START = re.compile(
    r"(?:^|\n|\|)[\s>#*+•·▪◦–-]*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)]+\s*)?(?:(?:the\s+)?terms?\s+)?$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(
    r"(?:^|\n|[.:;!?)”\"]\s|\|)[\s>#*+•·▪◦–-]*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)]+\s*)?(?:an?|the|our)?\s*$",
    re.IGNORECASE,
)
_CLICK = re.compile(
    r"\b(?:click(?:s|ed|ing)?|select(?:s|ed|ing)?|press(?:es|ed|ing)?|tap(?:s|ped|ping)?|check(?:s|ed|ing)?|"
    r"choos(?:e|es|ing)|button|box|tab|menu|icon|link|page|file|entitled|titled|labell?ed|marked|see|under)\b"
    r"\s*(?:on\s+|the\s+|a\s+|an\s+|our\s+|in\s+)*$",
    re.IGNORECASE,
)
"""What makes quoted words the name of a button, a page or a document."""
_OPENING = re.compile(rf"\(\s*{GLUE}(?:{_NAMED}\s*{GLUE})?$", re.IGNORECASE)
_SEGMENT = re.compile(
    rf"[,;:–—-]\s*{GLUE}(?:(?:we|us|our|you|your)\s*[,;]?\s*{GLUE})?(?:{_NAMED}\s*{GLUE})?$|\b(?:the|an?|our|each|collectively|as)\s+{GLUE}$",
    re.IGNORECASE,
)
_AFTER_OPENING = re.compile(
    r"[\s.]*(?:[,;:)\]]|(?:or|and|which|as|being|in|for|below|for\s+short|hereafter|herein|when|where|with|together)\b|$)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\s.,;]*(?:\)|(?:when|where|as|with|and|or|together|if|to|in|for|whether)\b[^()\n]{0,120}\))", re.IGNORECASE
)
_EXAMPLES = re.compile(
    r"\b(?:e\.\s?g\.|i\.\s?e\.|for\s+example|such\s+as|see|including|includes|like|under|titled|entitled|marked|labell?ed|"
    r"formerly|via|through|click|clicking|select|selecting|named|containing|contains|say|says|excluding|described|section)\b"
    r"[^()\n“\"]{0,60}$",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(?:\b(?:sections?|articles?|clauses?|paragraphs?|exhibit|annex|appendix|schedule|parts?|sec\.|art\.)|§)\s*"
    r"[\w.]{1,12}(?:\(\w{1,4}\)){0,3}\s*$",
    re.IGNORECASE,
)
_PLAIN_ENTRY = re.compile(
    r"\n(?P<lead>[ \t>|*+•·▪◦–-]*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)]+[ \t]*)?(?:The[ \t]+term[ \t]+)?)"
    r"(?P<term>[A-Z0-9][\w’'&/.\- ]{1,79}?)(?P<after>(?=[ \t]*(?::|[–—]|[ \t]-[ \t]|\|))|(?=[ \t]+(?:shall |will |collectively )?"
    r"(?:means?|refers?[ \t]to|(?:has|have)[ \t]the[ \t](?:same[ \t])?meaning)\b(?! (?:that|you|we|your)\b)))",
    re.MULTILINE,
)
_TITLE_CASE = re.compile(r"(?:[A-Z0-9][\w’'&/.-]*(?:\s+(?:of|and|or|for|the|to|in|&|on|with)\b)*\s*)+$")
_NOT_TERMS = re.compile(
    r"(?:this|that|it|these|those|which|what|there|note|please|see|for|if|when|where|by|and|or|but|example|examples|e\.g|"
    r"term|terms|meaning|definition|definitions)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[.!?]\s+[A-Z]|[!?>@]|://|www\.|…|^I\s|^(?:yes|no|ok|as is|as available|where is)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_EDGE = " \t\n.,;:()[]*_“”\"'‘’«»„-–—|"


def definitions_in(flat: Flat, owners: Owners, quotes: Sequence[Words]) -> tuple[Definition, ...]:
    """Every definition, in order; at most ``MOST``."""
    found: dict[int, Definition] = {}
    for words in _defined(flat, owners, quotes):
        span = _term(flat.text, words)
        if span is None:
            continue
        start, end = span
        place = flat.source(start)
        clause = owners.at(place)
        if clause is None or place in found:
            continue
        found[place] = Definition(_spaced(flat.text[start:end]), clause, place, flat.source(end - 1) + 1)
        if len(found) >= MOST:
            break
    ordered = sorted(found.values(), key=lambda definition: definition.start)
    kept: list[Definition] = []
    for definition in ordered:
        if not kept or definition.start >= kept[-1].end:
            kept.append(definition)
    return tuple(kept)


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _term(text: str, words: Words) -> tuple[int, int] | None:
    """Where the term itself stands in what is set off, without article and punctuation; None when it can be no term."""
    start, end = words.start, words.end
    while start < end and text[start] in _EDGE:
        start += 1
    closing = text.count("(", start, end)
    while start < end and text[end - 1] in _EDGE and not (text[end - 1] == ")" and closing):
        end -= 1
    article = _ARTICLE.match(text, start, end)
    if article:
        start = article.end()
    term = text[start:end]
    if not 0 < len(term) <= LONGEST_TERM or len(term.split()) > MOST_WORDS or not any(map(str.isalpha, term)):
        return None
    return None if _SENTENCE.search(term) or _NOT_TERMS.match(term) else (start, end)


def _defined(flat: Flat, owners: Owners, quotes: Sequence[Words]) -> Iterator[Words]:
    """What is set off and defined where it stands."""
    for group in _groups(flat.text, quotes):
        if _is_defined(flat, owners, group):
            yield from group
    for words in marked(flat):
        if _is_marked_term(flat, owners, words):
            yield words
    yield from _plain_entries(flat, owners)
    yield from _titles(flat, owners)


def _groups(text: str, found: Iterable[Words]) -> Iterator[list[Words]]:
    """Quoted words with nothing but "and", "or" and the like between them: one naming defines them together."""
    group: list[Words] = []
    for words in found:
        if group:
            gap = text[group[-1].outer_end : words.outer_start]
            if len(gap) > 60 or "\n\n" in gap or not _GROUP_GAP.fullmatch(gap):
                yield group
                group = []
        group.append(words)
    if group:
        yield group


def _is_defined(flat: Flat, owners: Owners, group: Sequence[Words]) -> bool:
    text = flat.text
    start, end = group[0].outer_start, group[-1].outer_end
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if _CLICK.search(before) and not _THE_TERM.search(before):
        return False
    if MEANS.match(after) or (_THE_TERM.search(before) and _WE_MEAN.match(after)):
        return True
    if _in_brackets(text, start, end, before, after):
        return True
    if (NAMES.search(before) or _CALLS.search(before)) and not _LOOSE_NAMES.search(before):
        return True
    if IS.match(after) and (_THE_TERM.search(before) or _SENTENCE_START.search(before)):
        return not PRONOUN.match(text[group[0].start : group[0].end]) or bool(_THE_TERM.search(before))
    return bool(_LINE_START.search(before)) and _is_entry(flat, owners, start) and bool(ENTRY.match(after))


def _in_brackets(text: str, start: int, end: int, before: str, after: str) -> bool:
    """True for ``(the "X")``, ``(collectively, "X" or "Y")``, ``(with our affiliates, "X")``."""
    opening = _OPENING.search(before)
    if opening:
        outside = before[: opening.start()]
        return bool(_AFTER_OPENING.match(after)) and not _POINTS.search(outside)
    if not _CLOSING.match(after) or not (_SEGMENT.search(before) or NAMES.search(before)):
        return False
    low = max(0, start - _LONGEST_BRACKET)
    depth, at = 0, start
    while at > low:
        at -= 1
        character = text[at]
        if character == ")":
            depth += 1
        elif character == "(":
            if depth == 0:
                return not _EXAMPLES.search(text[at + 1 : start])
            depth -= 1
        elif character == "\n" and text[at - 1 : at] == "\n":
            return False
    return False


def _is_entry(flat: Flat, owners: Owners, position: int) -> bool:
    """True inside of a list of definitions."""
    clause = owners.at(flat.source(position))
    return clause is not None and owners.clauses[clause].kind == "definition"


def _is_marked_term(flat: Flat, owners: Owners, words: Words) -> bool:
    text = flat.text
    start, end = words.start, words.end
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if not text[start:end].strip(_EDGE)[:1].isupper():
        return False
    if MEANS.match(after):
        return bool(_SENTENCE_START.search(before) or _THE_TERM.search(before))
    opening = _OPENING.search(before)
    if (
        opening
        and re.match(r"[\s.]*\)", after)
        and re.search(r"\b(?:the|an?|our|each|collectively)\b", opening.group(), re.IGNORECASE)
    ):
        return not _POINTS.search(before[: opening.start()])
    if _LINE_START.search(before) and _is_entry(flat, owners, start):
        return bool(ENTRY.match(after)) or text[start:end].rstrip().endswith((":", "–", "—"))
    return False


def _plain_entries(flat: Flat, owners: Owners) -> Iterator[Words]:
    """``X means …`` and, in lists of definitions, ``X: …`` at the start of a line, without quotation marks."""
    for match in _PLAIN_ENTRY.finditer("\n" + flat.text):
        term = match["term"]
        start, end = match.start("term") - 1, match.end("term") - 1
        verb = flat.text[end : end + 12].lstrip()[:1].isalpha()
        if _is_entry(flat, owners, start):
            if len(term.split()) <= MOST_WORDS and (verb or _TITLE_CASE.match(term)) and ". " not in term:
                yield Words(start, start, end, end)
        elif verb and len(term.split()) > 1 and _TITLE_CASE.match(term):
            yield Words(start, start, end, end)


def _titles(flat: Flat, owners: Owners) -> Iterator[Words]:
    """Titles of the clauses in a glossary: each is a term."""
    for index, clause in enumerate(owners.clauses):
        parent = owners.parents[index]
        if clause.kind != "definition" or parent is None or owners.clauses[parent].kind != "definition":
            continue
        if not clause.title or clause.title == owners.clauses[parent].title:
            continue
        low = flat.at(clause.start)
        start = flat.text.find(clause.title, low, low + len(clause.title) + 40)
        if start >= 0:
            end = start + len(clause.title)
            yield Words(start, start, end, end)
