"""A pasted text → the claims in it that terms can bear out or not.

    >>> [claim.core for claim in claims_of("A blogger says: 'Acme can sell your calls.' I was shocked.", "Acme")]
    ['Acme can sell your calls.']

What only tells a story (who wrote when, how angry people were) is left out; who says it ("A blogger says that") is
taken off. A claim keeps its own words, since they are shown as the claim's.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.checking.days import without_days
from bot.checking.quoting import Quoted, quoted_in
from bot.checking.words import concepts_of, listed
from bot.verifying.machines import addresses_machine
from ingest import readable, sentences

LONGEST = 20_000
"""Characters of a text that can be checked: a long article."""
MOST_CLAIMS = 24
"""Claims that are checked; an article makes a handful, and each costs some tens of milliseconds."""
LONGEST_CLAIM = 600
"""Characters of one; a longer sentence is not something a clause can be held against."""
SHORT = 45
"""Words: a text so short is a claim, whatever its words."""
FEWEST_WORDS = 3
FEWEST_OF_HEADING = 10
"""Words; a shorter line of an article that does not end like a sentence is a heading."""

Kind = Literal["rule", "added", "removed", "practice", "outside"]
"""What is claimed: that a rule is there; that it came in, or went, at some time; what the company does or means to do;
or something that terms do not decide at all."""


@dataclass(frozen=True, slots=True)
class Claim:
    text: str
    """The sentence as it stands in the pasted text."""
    core: str
    """What of it is claimed about the terms."""
    kind: Kind = "rule"
    quotes: tuple[Quoted, ...] = ()
    """Words it gives as a quotation."""
    of_terms: bool = False
    """It speaks of the terms, a clause or the contract, not only of the company."""

    @property
    def matter(self) -> str:
        """What it is about: of "the terms took AI in on 27 July", AI."""
        words = _APPOSITION.sub(" ", re.sub(r"[\"“”«»]", " ", self.core))
        if self.kind in ("added", "removed"):
            event = (_ADDED if self.kind == "added" else _REMOVED).search(words)
            words = _NO_MATTER.sub(
                " ", without_days(words.replace(event.group(), _inside(event.group()), 1) if event else words)
            )
        return " ".join(words.split())

    @property
    def only_quotes(self) -> bool:
        """Whether little is left of it beside short quotations, so that only their words can be judged."""
        return bool(self.quotes) and all(len(q.text.split()) < 6 for q in self.quotes) and len(self.core.split()) < 10


def claims_of(text: str, company: str) -> tuple[Claim, ...]:
    """The checkable claims of a text, in order, each once."""
    found: dict[str, Claim] = {}
    pieces = list(_pieces(text))
    short = sum(len(piece.split()) for piece, _ in pieces) <= SHORT
    about_terms = False
    if any(not piece.endswith("?") for piece, _ in pieces):
        pieces = [(piece, block) for piece, block in pieces if not piece.endswith("?") or unframed(piece) != piece]
    for piece, block_quote in pieces:
        claim = _claim(piece, company, block_quote=block_quote, after_terms=about_terms)
        checkable = claim is not None and (short or is_checkable(claim, company))
        if claim is not None and checkable:
            found.setdefault(claim.core.casefold(), claim)
        about_terms = bool(_TERMS.search(piece))
        if len(found) == MOST_CLAIMS:
            break
    return tuple(found.values())


def _inside(event: str) -> str:
    """What an event phrase holds beside its verb: "took AI in" holds AI."""
    first, *rest = event.split()
    return " ".join(word for word in rest if word.lower() not in _PARTICLES) if first.lower() in ("took", "put") else ""


_APPOSITION = re.compile(
    r"(?<=\w), (?:the|an?) (?:\w+ )?(?:maker|company|firm|operator|owner|service|app|platform|provider)[^,]{0,80},"
)
_PARTICLES = listed(
    "in up out the its their a an that all back of rid has have claims contains says gives includes longer"
)
_NO_MATTER = re.compile(
    r"\b(?:clause|section|terms(?: of service)?|tos|contract|agreement|polic(?:y|ies)|numbered|new|version|company"
    r"|first|last (?:week|month|year)"
    r"|(?:\w+ )?(?:days?|weeks?|months?) (?:after|later|ago)|recently|quietly|silently|secretly|suddenly|only"
    r"|entirely|completely|slipping"
    r"|protest\w*|withdrawn|update|\d{1,2}\.\d{1,2})\b",
    re.IGNORECASE,
)


# --- cutting --------------------------------------------------------------------------------------------------------

_QUOTED_LINE = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
_META = re.compile(
    r"^(?:published|publisher|author|by|address|date|updated|posted|source|photo|image|tags?|filed under|read more"
    r"|subscribe|share this|follow us|url)\b\W{0,4}:.{0,300}$|^by [A-Z][\w .-]{2,60}$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r";\s+|,?\s+but\s+(?=(?:it|they|you|we|the|that|this|there|section|clause|if|no)\b)"
    r"|,\s+and\s+(?=(?:it|they|you|we|the company|section|clause)\s+\w+)"
    r"|,\s+while\s+(?=(?:it|they|you|we|the)\b)",
    re.IGNORECASE,
)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Single statements of a text, and whether each stands in a quoted block."""
    text = text[:LONGEST]
    plain = "\n".join(
        "" if _META.match(line.strip(" *_#")) else line for line in _QUOTED_LINE.sub("", text).splitlines()
    )
    quoted_lines = {line.strip() for line in text.splitlines() if _QUOTED_LINE.match(line)}
    for span in sentences(plain, 0, len(plain)):
        words = _seen(readable(plain, *span).text)
        if not words:
            continue
        line = plain[plain.rfind("\n", 0, span.start) + 1 : span.end].strip()
        in_block = any(line in quoted for quoted in quoted_lines) if quoted_lines else False
        if any(mark in words for mark in '"“”«»'):  # a quotation is not taken apart
            yield words, in_block
            continue
        for piece in _JOINED.split(words):
            if piece.strip():
                yield piece.strip(), in_block


def _seen(text: str) -> str:
    return " ".join("".join(c for c in text if unicodedata.category(c) not in _UNSEEN or c in "\n\t").split())


_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}

# --- who says it ----------------------------------------------------------------------------------------------------

_SAYING = (
    r"(?:sa(?:ys?|id|ying)|claim(?:s|ed|ing)?|writes?|wrote|posted|posts|reports?|reported|told (?:me|us)"
    r"|tells (?:me|us)"
    r"|swears?|insists?|reckons?|argues?|states?|explain(?:s|ed)|warns?|warned|thinks?|keeps? saying|complain(?:s|ed)"
    r"|assured (?:me|us)|assures (?:me|us))"
)
_SOURCE = (
    r"(?:blog(?:ger)?|post|tweet|article|headline|journalist|newspaper|paper|press|reporter|influencer|youtuber"
    r"|tiktoker"
    r"|streamer|redditor|reddit|forum|thread|meme|rumou?r|video|podcast|newsletter|magazine|site|website|agent|support"
    r"|chatbot|rep|representative|salesman|sales|helpdesk|linkedin|facebook|twitter|mastodon|hacker news|friend"
    r"|colleague|coworker|neighbou?r|brother|sister|mum|mom|dad|boss|teacher|guy|lady|woman|man|person|user|commenter"
    r"|comment|lawyer|admin|manager|cousin|uncle|aunt|daughter|son|wife|husband|roommate|flatmate|group|email|leaflet"
    r"|flyer|mate|insider|employee|expert|review|reviewer|ad|advert|news|update|ledger|times|post)"
)
_WHO = (
    rf"(?:(?:an?|the|some|my|our|this|that|one|their|its|your|\w+(?:'s|’s)) )?(?:[\w’'-]+ ){{0,3}}{_SOURCE}"
    r"(?: post| page| chat| agent| article| comment| thread| on [\w ]{2,20}?| in my [\w ]{2,30}?| at work| online"
    r"| \([^()]{1,60}\)|, [\w ]{3,20},)?"
)
_FRAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^{_WHO}s?(?: just| once| also| recently| keeps)? {_SAYING}(?: that\b)?\s?[:,]?\s*",
        rf"^(?:someone|somebody|people|everyone|everybody|they|he|she|i|some)(?: (?:on|in|at|from) [\w ]{{2,40}}?)? "
        rf"(?:just |also )?{_SAYING}(?: that\b)?\s?[:,]?\s*",
        rf"^(?:[\w’'-]+ ){{0,3}}{_SOURCE}(?: [\w ,]{{1,30}}|,(?: \w+){{1,3}})?\s?[:,]\s*",
        r"^(?:\w+ )?(?:19|20)\d\d\s?:\s*",
        r"^(?:claim|fact check|question|rumou?r|news|check|overheard|quote|saw|seen|heard|read)\s?[:,-]\s*",
        r"^(?:i |just |we )*(?:read|saw|heard|seen)(?: (?:this|that|it|somewhere|online|today|yesterday|in|on|from"
        r"|the|a|an"
        rf"|my|one|blog|post|[A-Z][\w]+|{_SOURCE})){{0,8}}(?:\s?[:,]| that| claiming that| saying that| saying)\s*",
        r"^(?:apparently|supposedly|allegedly|reportedly|so|look|relax|wow|omg|hey|note|fyi|basically"
        r"|anyway)\b[,:]?\s+",
        rf"^(?:according to|as per|per) (?:the |a |an |this |that |their )?(?:[\w’'-]+ ){{0,3}}{_SOURCE},?\s*",
        r",? (?:according to|as reported by) (?:people|sources|those|experts|the [\w ]{2,30})[^.]{0,60}(?=[.!]?$)",
    )
)
_ASKS = re.compile(
    r"(?:(?<=[.'’\"”]) ?as of [\w ,]{3,24} |^|(?<=[.!?,;'’\"”]) |(?<=[.!?,;'’\"”])) ?(?:(?:so|but|and|hmm"
    r"|um) )?(?:is (?:that|this|it)\b(?! the case that)|are they\b"
    r"|do (?:they|their|the (?:\w+ )?(?:terms|rules))\b|does (?:it|that|this|their|the (?:\w+ )?(?:contract|policy"
    r"|agreement|tos|text|document))|did they\b|was (?:that|it|this)\b"
    r"|can they\b"
    r"|true\b|right\b|correct\b|really\b|fact or\b|is it\b|legit\b|yes or no|what do the terms|any truth|is he|is she"
    r"|were they|am i|has that|have they|would that|will they|could that)[^.!?]{0,160}\?[\s.)]*$"
    r"|\s*\((?:terms|version|as of|per) [^()]{0,60}\)[.?]?\s*$",
    re.IGNORECASE,
)
_OUTER = re.compile(r"^[\"“'‘«](?P<inner>.*)[\"”'’»][.,]?$", re.DOTALL)


def _claim(piece: str, company: str, *, block_quote: bool, after_terms: bool) -> Claim | None:
    """A piece of text as a claim, None when nothing is claimed."""
    if len(piece) > LONGEST_CLAIM or addresses_machine(piece):
        return None
    core = unframed(piece)
    quotes = quoted_in(core, block_quote=block_quote)
    if len(re.findall(r"\w+", core)) < FEWEST_WORDS or not re.search(r"[^\W\d_]{2}", core):
        return None
    of_terms = bool(_TERMS.search(core)) or (after_terms and bool(re.match(r"(?:it|that|this|which)\b", core, re.I)))
    return Claim(_whole(piece), core, _kind(piece, core), quotes, of_terms)


def _whole(piece: str) -> str:
    """A piece without a mark of quotation whose other half was cut off."""
    odd = sum(piece.count(mark) for mark in '"“”') % 2 or (piece[-1:] in "'’" and piece.count("'") == 1)
    return piece.strip("\"“”'‘’ ") if odd else piece


def unframed(piece: str) -> str:
    """A sentence without who says it and without the question whether it is so.

    >>> unframed("someone posted that 'they own your photos'. true?")
    'they own your photos'
    """
    left = _ASKS.sub("", piece.strip()).strip()
    for _ in range(4):
        before = left
        for frame in _FRAMES:
            left = frame.sub("", left, count=1).strip(" ,:-–—") if frame.search(left) else left
        if (inner := _OUTER.match(left)) and not re.search(r"[\"”“«»]", inner["inner"]):
            left = inner["inner"].strip()
        left = _ASKS.sub("", left).strip()
        if left == before:
            break
    return left if len(re.findall(r"\w+", left)) >= FEWEST_WORDS else piece.strip()


# --- what is claimed -------------------------------------------------------------------------------------------------

_TERMS = re.compile(
    r"\b(?:terms|tos|t&cs?|contract|agreement|clauses?|sections?|polic(?:y|ies)|fine print|small print|eula|legalese"
    r"|licen[cs]e)\b"
    r"|\b\d{1,2}\.\d{1,2}\b",
    re.IGNORECASE,
)
_PRACTICE = re.compile(
    r"\b(?:in practice|in reality|in fact never|behind the scenes|secretly|quietly (?:listen|read|watch|sell)"
    r"|spokes(?:person|man|woman)"
    r"|insiders?|whistle-?blowers?|leaked|former employees?|has always been|have always been|has never done"
    r"|have never done"
    r"|not about practice|because they want|in order to make money|just wants?|only (?:cares?|wants?)|intends? to"
    r"|plans? to"
    r"|is planning|are planning|motives?|the (?:ceo|founder|boss)|engineers (?:are|were)|employees (?:are|were)"
    r"|(?:is|are|was|were) (?:already |actually |currently )?(?:listening|reading|watching|spying|selling|snooping))\b",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"\b(?:added?|adding|introduced?|slipped|sneaked|snuck|inserted|first appeared|appeared"
    r"|took (?:\w+ ){0,3}in(?:to (?:its|their|the) \w+)?|put in"
    r"|since|new clause|brought in|came in|have been in|has been in|started (?:on|in)|began)\b",
    re.IGNORECASE,
)
_REMOVED = re.compile(
    r"\b(?:gave up|given up|give up|gives up|giving up|dropped|drops|removed? (?:the|its|their|that|a|an|all)"
    r"|withdrew|withdrawn|withdraws"
    r"|scrapped|scraps|abandoned|abandons|took out|taken out|took back|deleted the|struck|got rid of"
    r"|no longer (?:ha[sv]e?|claims?|contains?|says?"
    r"|gives?|includes?)|repealed|cut the|ditched)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:was founded|is based in|headquartered|million (?:people|users)|spread quickly|outrage|backlash|criticised"
    r"|criticized|angry"
    r"|upset|protest|share price|we understand|thank you|thanks for|let us be|stay tuned|in my opinion|i think"
    r"|i believe|i feel"
    r"|just something|read more into|see for yourself|should be (?:ashamed|illegal)|is (?:evil|greedy|creepy|awful"
    r"|great)|shocked|disgusting|we are also looking|here is what"
    r"|what does this mean|read on|you can read)\b",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"\b(?:may|can|cannot|can't|must|shall|will|won't|would|has to|have to|had to|need(?:s)? to|allow(?:s|ed)?"
    r"|permit(?:s|ted)?|forbid(?:s|den)?"
    r"|ban(?:s|ned)?|never|always|only|no longer|not|without|right to|entitled|free to|lets?|require[sd]?|promis(?:e"
    r"|es|ed)|guarantees?"
    r"|gives?|gave|grants?|takes?|get|gets|keeps?|owns?|stays?|belongs?|says?|does|doesn't|don't|if)\b",
    re.IGNORECASE,
)


def _kind(piece: str, core: str) -> Kind:
    if _OUTSIDE.search(core):
        return "outside"
    if _PRACTICE.search(piece):
        return "practice"
    if _REMOVED.search(core):
        return "removed"
    return "added" if _ADDED.search(core) else "rule"


def is_checkable(claim: Claim, company: str) -> bool:
    """Whether a sentence of a longer text says something that terms can bear out: a rule, its words or its date."""
    if claim.kind == "outside" or claim.core.rstrip("\"”’'").endswith("?"):
        return False
    if len(claim.core.split()) < FEWEST_OF_HEADING and claim.core[-1:].isalnum():
        return False
    names = {"they", "it", "you", "we", "its", "your", "the company", "users", "customers", *company.lower().split()}
    words = re.findall(r"[\w'’]+", claim.core.lower())
    speaks_of = claim.of_terms or bool(names & set(words)) or bool(claim.quotes)
    says = bool(_RULES.search(claim.core)) or any(concepts_of(word) for word in words) or claim.kind != "rule"
    return speaks_of and says and len(words) >= 4
