"""What a question looks for, read from its words alone.

    >>> query = read_query("headline: 'Acme can sell your photos'. true as of 3 May 2024?", ["Acme"])
    >>> query.core
    "'the company can sell your photos'"

What only frames the question (who said it, on which day, "is that true?", the service's own name, which stands in every
clause) is taken out before it is looked up: it makes clauses alike to the question that have nothing to do with it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.asked import Asked, read_question
from bot.understanding.lay_words import in_legal_words
from ingest import terms

MAX_LOOKED_UP = 2_000
"""Characters of a question that are looked up."""
MAX_WORDS = 64
"""Different stemmed words of it that are looked up as keywords."""


@dataclass(frozen=True, slots=True)
class Query:
    core: str
    """The question without what only frames it."""
    words: tuple[str, ...]
    """Its content words, stemmed, each once."""
    legal_words: tuple[str, ...]
    """Those of what its lay words are called in terms that are not among them."""
    labels: tuple[str, ...] = ()
    """Numbers of the clauses it names: "what does 10.4 say"."""
    phrases: tuple[str, ...] = ()
    """What it may ask the meaning of, lower case: "what does end user mean"."""
    asked: Asked = Asked()
    whole: bool = False
    """It asks what the clauses it names say, and nothing more: "explain 10.4 to me"."""
    title: str = ""
    """The clause asked for so by its title instead of a number: "what does the 'Refunds' section say"."""


def read_query(question: str, names: Iterable[str] = ()) -> Query:
    """Read a question about the terms of the services with these names."""
    return _read(question[:MAX_LOOKED_UP], tuple(sorted({name for name in names if name})))


@lru_cache(maxsize=256)  # search and drafting each read the same question, several times
def _read(question: str, names: tuple[str, ...]) -> Query:
    text = " ".join(question.split())
    core = _unframed(text, names)
    legal = in_legal_words(core)
    words = tuple(dict.fromkeys(terms(core)))[:MAX_WORDS]
    labels, title = _asked_whole(core)
    if not labels and not title and (last := _LAST_SENTENCE.search(core)):
        labels = _asked_whole(last[0])[0]
    return Query(
        core=core,
        words=words,
        legal_words=tuple(word for word in dict.fromkeys(terms(legal)) if word not in words)[:MAX_WORDS],
        labels=labels or _labels(text),
        phrases=_phrases(core),
        asked=read_question(text),
        whole=bool(labels or title),
        title=title,
    )


# --- what only frames a question ---------------------------------------------------------------------------------

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = (
    # "May" is a month only beside a year or before a day: "kids under 13 may join".
    rf"(?:{_ORDINAL} (?:of )?(?:{_MONTH})(?:,? {_YEAR})?|{_ORDINAL} (?:of )?may,? {_YEAR}"
    rf"|(?:{_MONTH}|may)\.? {_ORDINAL}\b(?!\d)(?:,? {_YEAR})?|(?:early|mid|late)[ -](?:{_MONTH}|may)(?: {_YEAR})?"
    rf"|\d{{4}}-\d\d-\d\d|(?:{_MONTH}|may) {_YEAR})"
)
_WHEN = r"(?:as of|as at|back in|on|from|since|after|before|by|until|till|in|for)"
_DOCUMENT = r"(?:terms|rules|version|update|contract|agreement|policy)"
_SAID = (
    r"(?:said|says|say|told me|tells me|wrote|writes|posted|keeps? saying|kept saying|reckons?|insists?"
    r"|claim(?:s|ed)? that)"
)
_PUBLISHED = r"(?:headline|tweet|post|blog|blogger|article|newspaper|journalist|rumou?r|meme|thread|video)"
_PERSON = r"(?:friend|colleague|guy|neighbou?r|brother|sister|mum|mom|dad|boss|teacher)"
_WHO = (
    rf"(?:(?:an?|the|some|my|this|one) (?:\w+ )?(?:{_PUBLISHED}|{_PERSON})|{_PUBLISHED}s?|people|everyone|everybody"
    r"|someone|somebody|they|i)"
)
_FRAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Who said it, at the beginning.
        rf"^{_WHO}(?: (?:just|once|online|on \w+))? {_SAID}(?: that)?\b[:,]?",
        r"^(?:\w+ )?(?:headline|tweet|post|blog|article|news|rumou?r|claim|fact check|question)\s?:",
        r"^(?:i (?:just )?(?:read|saw|heard)|apparently|supposedly|allegedly)(?: (?:somewhere|online))?(?: that)?\b",
        # In which text, on which day.
        rf"\b(?:under|in|on|with|according to|as per) (?:the|their|your|its|these|this) (?:\w+ )?{_DOCUMENT}"
        rf"(?: (?:of|from|dated|after) (?:the )?{_DAY})?\b",
        rf"\b(?:under|in|with) (?:the )?{_DAY}(?: \w+)? {_DOCUMENT}\b",
        rf"\b(?:after|before|since|with|in) the {_DAY} {_DOCUMENT}\b",
        rf"\b(?:{_WHEN} )?(?:the )?{_DAY}(?: {_DOCUMENT})?\b",
        rf"\b{_WHEN} {_YEAR}\b(?! ?[$€£%\w])",
        rf"\b(?:the |their )?(?:newest|latest|current|new|old|updated) {_DOCUMENT}\b",
        rf"\bdo(?:es)? (?:the|their|your|its|these|this) {_DOCUMENT} (?:actually |really )?"
        r"(?:spell out|say|state|mention|tell)(?: anything)?(?: (?:that|about|if|whether))?\b",
        r"\bwhere does it say(?: that)?\b|\b(?:was|is) that in (?:there|it)\b",
        # Whether it is so, at the end.
        r"\b(?:is|was) (?:that|this|it) (?:even |really |actually )?(?:true|right|correct|so|real|accurate)\b",
        r"\b(?:true|right|correct|fact|real) or (?:false|wrong|not|fiction|fake)\b",
        r"\b(?:true|right|correct|really)\s?\?",
        r"\b(?:please|pls|plz|thanks|thx|asap)\b",
    )
)
_EDGES = " \t,;:.-–—"
FEWEST_LEFT = 3
"""Letters and digits. When less is left, what looked like a frame was the question."""


def _unframed(text: str, names: Sequence[str]) -> str:
    """A text without its frames. The service is "the company" in it."""
    left = text
    spelled = sorted({name for full in names for name in (full, full.split(".")[0]) if len(name) > 1}, key=len)
    for name in reversed(spelled):
        left = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "the company", left, flags=re.IGNORECASE)
    for frame in _FRAMES:
        without = " ".join(frame.sub(" ", left).split()).strip(_EDGES)
        if without != left and sum(c.isalnum() for c in without) >= FEWEST_LEFT:
            left = without
    return left


# --- what it names -------------------------------------------------------------------------------------------------

_INSIDE = r"(?:\s?\([a-z0-9]{1,4}\)){0,3}"
_NAMED = re.compile(
    r"(?:\b(?i:sections?|sec\.?|clauses?|articles?|art\.|paragraphs?|para\.?|points?|items?|number|no\.)\s|§+\s?)\s?"
    rf"(?P<named>(?:[A-Z]{{1,2}}\.?|[a-z]\.)?\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}{_INSIDE}|[A-Z](?:\.\d{{1,3}})*(?![\w']))"
    rf"|(?<![\w.$€£])(?P<bare>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}}{_INSIDE})(?![\w%]|\.\d)"
)
_MONEY_BEFORE = re.compile(r"(?:[$€£]|\b(?:usd|eur|gbp|version|v))\s?$", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d\d){1,2}$")
_UNIT = re.compile(
    r"[\s-]?(?:%|percent|per cent|\$|€|£|dollars?|euros?|usd|eur|gbp|[kmgt]i?b\b"
    r"|(?:business |working )?(?:hours?|days?)|weeks?|months?|years?|million)",
    re.IGNORECASE,
)


def _labels(text: str) -> tuple[str, ...]:
    """The clause numbers a question names, as written; "99.9 %", "€ 10.50" and "3.5.2024" are none."""
    found: dict[str, None] = {}
    for match in _NAMED.finditer(text):
        bare = match["bare"]
        if _UNIT.match(text, match.end()) or (
            bare and (_MONEY_BEFORE.search(text, 0, match.start()) or _DATE.match(bare))
        ):
            continue
        found[(match["named"] or bare).strip()] = None
    return tuple(found)


_LABEL = re.compile(
    rf"(?:[A-Z]{{1,2}}\.?|[a-z]\.)?\d{{1,3}}(?:\.(?:\d{{1,3}}|[A-Za-z]{{1,4}})){{0,4}}{_INSIDE}"
    r"|[A-Z](?:\.[0-9A-Za-z]{1,3}){0,3}"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ASKING = _words(
    "a about actually an and are as basically be break can clause's content contents could detail did do does down "
    "english exactly explain for full give go help here i idea in is it language like me mean meaning means my of ok "
    "on our out over paraphrase plain please read really rules said say saying says show simple simplify so stand "
    "state states summarise summarize summary tell text that the there this through to translate under understand us "
    "what what's whats whole word words would you your agreement company contract document policy terms"
)
"""Words that ask for a clause and say nothing about it."""
_SAYING = _words("explain mean means paraphrase read say says simplify summarise summarize tell translate")
_CLAUSE_WORDS = _words("clause section sec article paragraph para part point item number heading no §")
_TITLED = _words("clause section sec article paragraph para heading §")
"""Of these, what a title may stand beside: "number of accounts" is no title."""
_LAST_SENTENCE = re.compile(r"(?<=[.?!] )[A-Za-z][^.?!]+(?:\.\d[^.?!]*)*[.?!]*$")
"""It alone may ask for a clause by its number: "13.6 speaks of 24.2. so what does 24.2 say"."""


def _asked_whole(core: str) -> tuple[tuple[str, ...], str]:
    """The labels, or else the title, of what a question asks to be told, when it asks nothing else.

    A title counts when it is quoted or called a section: "what is arbitration" asks for more than one clause.
    """
    words = [word.strip("?!.,;:") for word in core.replace("§", "§ ").split()]
    said = [word.lower().replace("’", "'") for word in words]
    kept = [at for at, word in enumerate(said) if word not in _ASKING | _CLAUSE_WORDS or (words[at] == "A" and at)]
    if not kept:
        return (), ""
    named = " ".join(words[kept[0] : kept[-1] + 1])
    around = {*said[: kept[0]], *said[kept[-1] + 1 :]}
    labels = tuple(piece for piece in re.split(r",? and |[,&] ?", named) if piece)
    if all(map(_LABEL.fullmatch, labels)):
        number = any(not label.isalpha() for label in labels)
        clear = any(not label.isalnum() for label in labels) or (number and around & _SAYING)
        return (labels, "") if clear or around & _CLAUSE_WORDS else ((), "")
    quoted = re.fullmatch(r"[\"“'‘](.{2,120})[\"”'’]", named)
    called = around & _TITLED and not _SAYING & set(said[kept[0] : kept[-1] + 1])
    return (), quoted[1] if quoted else named if called else ""


_MEANING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bwhat (?:do(?:es)?|did) (?:they |it |the company |you )?(?:even |actually )?(?:mean by )?(?P<it>.{2,60}?)"
        r" (?:even |actually )?(?:means?|stands? for|refers? to)\b",
        r"\bmean(?:s|t)? by (?P<it>.{2,60}?)(?:[?.!,;]|$)",
        r"\b(?:definition|meaning) of (?P<it>.{2,60}?)(?:[?.!,;]|$)",
        r"\b(?:define|definition:?) (?P<it>.{2,60}?)(?:[?.!,;]|$)",
        r"\b(?:what(?:'s|’s|s| is| are)|who(?:'s|’s|s| is| are)|what counts as|is .{1,40} an?) (?P<it>.{2,60}?)"
        r"(?:[?.!,;]|$)",
        r"[\"“”'‘’](?P<it>[^\"“”'‘’]{2,60})[\"“”'‘’]",
        r"\b(?:writing|saying|say|says|called|word|term|words) (?P<it>.{2,40}?)(?:[?.!,;]|$)",
    )
)
_ARTICLE = re.compile(r"^(?:an?|the|this|that|these|those|my|your|their|any|called|word|term)\s+", re.IGNORECASE)


def _phrases(text: str) -> tuple[str, ...]:
    """What the question may ask the meaning of; only those that the document defines will count."""
    found: dict[str, None] = {}
    for pattern in _MEANING:
        for match in pattern.finditer(text):
            phrase = match["it"].strip(" \"“”'‘’?.!,").lower()
            while (shorter := _ARTICLE.sub("", phrase)) != phrase:
                phrase = shorter
            if phrase:
                found[phrase] = None
    return tuple(found)
