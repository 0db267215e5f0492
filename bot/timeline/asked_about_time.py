"""Whether a question is about time, and what it asks; from its words alone.

    >>> asked = asked_about_time("what did they change about refunds?", read_days("", date(2024, 9, 1)))
    >>> asked.kind, asked.topic
    ('compare', 'refunds')

Most questions with a date or with "change" in them are not about time ("can they change the price?", "I paid in May"):
they are asked of the terms in force. What is not plainly one of the forms below stays such a question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.timeline.when import ReadDays

Kind = Literal["compare", "then", "since", "always", "clause", "which"]
"""What changed; what it was then; since when it is so; whether it always was; what a clause number means; the date."""


@dataclass(frozen=True, slots=True)
class TimeAsked:
    kind: Kind
    topic: str
    """What it is about, without what asks about time; "" when it is about the whole text, or about what was said."""
    asks_yes_no: bool = False
    turned: bool = False
    """Whether "yes" says that something is different, as in "was it different then?"."""
    label: str = ""
    """With ``clause``: the number that is asked about."""
    act: Literal["", "added", "removed"] = ""
    """With ``compare``: only what was put in, or taken out, is asked for."""
    of_then: bool = False
    """With ``then``: what was said then is asked, and not whether what is said now was so."""
    insists: bool = False
    """With ``compare``: the topic is named as one ("about …"), and not only what happens to be left over."""


DAY = "⌚"
"""Stands for a date in a question."""

_ADVERBS = (
    r"(?:(?:actually|really|also|even|just|ever|recently|exactly|then|already|again|now|only|secretly|quietly) )*"
)
_THEY = (
    r"(?:they|it|this|that|you|we|he|she|the company|the service|the \w+ (?:company|team|people|lawyers)"
    rf"|(?:(?:the|their|its|your|this|that) (?:\w+ )?(?:{DAY} )?)?(?:terms|rules|policy|tos|agreement|contract|update|clause|section"
    r"|wording))"
)
_DOCUMENT = r"(?:terms|rules|versions?|updates?|texts?|polic(?:y|ies)|tos|agreement|contract|revision)"
_ALTERED = (
    r"(?:change[sd]?|alter(?:ed|s)?|updated?|rewrite|rewrote|rewritten|reword(?:ed)?|revised?|modif(?:y|ied)|edit(?:ed)?"
    r"|renumber(?:ed)?|tweak(?:ed)?|amend(?:ed)?|touch(?:ed)?)"
)
_WAS_ALTERED = (
    r"(?:changed|altered|updated|rewritten|reworded|revised|modified|edited|renumbered|tweaked|amended|touched|added"
    r"|removed|deleted|dropped|taken out|put in|slipped in|introduced|cut|moved)"
)
_PUT = (
    r"(?:add(?:ed)?|remov(?:ed?|es)|delet(?:ed?|es)|dropp?(?:ed)?|take out|took out|taken out|put in|slip(?:ped)? in"
    r"|sneak(?:ed)? in|snuck in|introduced?|cut|moved?)"
)
_LABEL = r"(?:(?:section|clause|paragraph|point|article|number|no\.|§) ?)?(?P<label>\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,3}(?=\W*\())"
_NAMED = r"(?:section|clause|paragraph|point|article|§) ?(?P<named>\d{1,3}(?:\.\d{1,3}){0,3})"


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_COMPARE = _patterns(
    rf"\bwhat (?:else |exactly |all )?(?:did|have|has) {_THEY} {_ADVERBS}(?:{_ALTERED}|{_PUT})\b",
    r"\bwhat (?:else |exactly |all |actually )?(?:has |have |was |were |got |is )?(?:been )?"
    rf"{_ADVERBS}(?:changed|altered|updated|rewritten|reworded|revised|amended)\b(?! if)",
    r"\bwhat (?:\w+ )?changes (?:did|have|has|were)\b",
    rf"\b(?:did|have|has) {_THEY} {_ADVERBS}{_ALTERED}\b",
    r"\b(?:has|have|did|was|were|is|are) (?:there )?(?:been )?(?:any|some)(?:thing)?(?: \w+){0,2}? "
    rf"{_ADVERBS}(?:{_ALTERED}|rewritten|different)\b",
    rf"\bhow (?:has|have|did) {_THEY} {_ADVERBS}{_ALTERED}\b",
    r"\b(?:list|show(?: me)?|summari[sz]e|explain|give me|tell me) (?:all |about )?(?:the |what )?(?:\w+ )?changes\b",
    r"^(?:and |so |ok )?what(?:'?s| is) (?:new|different|changed)(?: now| here| then)?\W*$",
)
"""Asks what changed, whatever else stands in the question."""
_COMPARE_ANCHORED = _patterns(
    r"\bwhat(?:'?s| is| are| was| were)? (?:the |so |actually )?(?:new|different|differences?|changes|changed)\b",
    rf"\b(?:did|have|has) {_THEY} {_ADVERBS}{_PUT}\b",
    rf"\bwhat (?:was|were|is|got|has been|have been) {_ADVERBS}{_PUT}\b",
    r"\b(?:was|were|is|got|has|have|did) (?P<topic>(?:the |this |that |anything |something |any )?(?:[\w.]+ ){0,5}?)(?:been )?"
    rf"{_ADVERBS}(?:{_WAS_ALTERED}|new)\b",
    r"\b(?:compar(?:e[sd]?|ing|ison)|differences?|differ(?:s|ed|ent)?|versus|vs)\b",
    r"\b(?:any|which|what|all|the) (?:\w+ )?changes? (?:in|on|since|between|from|with|made|after|of)\b",
    rf"\bwhat(?:'?s| was| is| did| does) (?:new )?(?:in )?(?:the|that|this|their|last|{DAY}) ?(?:\S+ ){{0,4}}?(?:update|revision)\b"
    r"(?: (?:do|bring|change|say|about))?",
    r"\bdid (?P<topic>(?:[\w.]+ ){1,6}?)(?:go (?:up|down)(?: or (?:up|down))?|get (?:longer|shorter|higher|lower|better|worse|stricter))\b",
    r"\bhow (?:did|has|have) (?P<topic>(?:[\w.]+ ){1,8}?)(?:change[sd]?|differ|evolved?|develop(?:ed)?)\b",
    rf"\b(?:did|have|has) {_THEY} {_ADVERBS}(?:raised?|lower(?:ed)?|increased?|extend(?:ed)?|shorten(?:ed)?|cut)\b",
)
"""Asks what changed where the question also names a time or a version."""
BEFORE_AND_AFTER = re.compile(
    r"\bbefore\b[^?.!]{0,60}\b(?:and|or|vs)\b[^?.!]{0,40}\b(?:after|since|now)\b", re.IGNORECASE
)
"""As in "how much notice before May and how much after": what changed then."""
_VERSION_WORDS = re.compile(
    rf"\b(?:(?:last|latest|recent|newest|new|current|old|older|previous|earlier|prior|first|original) (?:\w+ )?{_DOCUMENT}"
    rf"|(?:before|after|since|in|with) (?:the|that|this|their) (?:\w+ ){{0,2}}(?:update|change|revision|rewrite)"
    r"|version before|since (?:last time|then))\b",
    re.IGNORECASE,
)
_IS_SO = (
    r"(?:like (?:that|this|it)|so|the (?:same|case)|different|allowed|true|possible|in there|there|valid|any different"
    rf"|(?:in|part of) (?:the|their|its) (?:\w+ )?{_DOCUMENT}|in force)"
)
_THEN = _patterns(
    rf"\b(?:is|was|were|wasn'?t|weren'?t|has|had) (?:it|that|this|these|those|they|everything|the same)\b"
    rf"[^?.!,;]{{0,12}}?\b{_IS_SO}\b(?: already| too| as well)?",
    r"\b(?:was|were|wasn'?t|weren'?t|is) (?:it|that|this|these|those|there)\b[^?.!,;]{0,40}\b(?:already|too|as well)\b",
    r"^\W*(?:and |so |but )?(?:already|also|even) (?:so|then|in|on|back)\b",
)
"""Asks whether what is now was so then."""
_THEN_FRAMES = _patterns(
    rf"\bdid {_THEY} {_ADVERBS}(?:say|have|allow|let|forbid|ban|own|claim|promise|include|contain|mention|state|permit)\b",
    r"\b(?:could they|(?:were|was) (?:they|users|customers|people|we|i|you|it|there) (?:\w+ )?"
    r"(?:able|allowed|required|free|obliged|supposed|entitled|permitted|an?|any|no))\b",
    r"\bwhat (?:did|was|were)\b[^?.!]{0,60}\b(?:say|said|called|about|like|the (?:rule|deal|policy|notice|limit))\b",
    rf"\bas (?:of|at)\b|\bback in\b|\b(?:under|in|according to|per|by) (?:the|their|its) [^?.!]{{0,30}}{_DOCUMENT}\b",
    rf"\b{_DOCUMENT} (?:of|from|dated|in force (?:on|in|at))\b",
)
"""Asks about a time, and is a question of its own."""
_BEFORE = re.compile(
    rf"\b(?:before (?:the|that|this|their) (?:\w+ ){{0,2}}(?:update|change|revision|rewrite)"
    rf"|(?:in|under) (?:the|their) (?:old|older|previous|earlier|prior|last) (?:\w+ )?{_DOCUMENT}"
    r"|before that|(?:say|said|so|that|this|there|allowed|called|like) before(?=\W*$))",
    re.IGNORECASE,
)
_SINCE = _patterns(
    r"\b(?:since|from) when(?: on)?\b(?! i\b)",
    rf"\bwhen (?:did|have|has) {_THEY} {_ADVERBS}(?:(?:first|last) )?"
    rf"(?:start(?:ed)?|beg(?:i|a|u)n|{_PUT}|{_ALTERED}|stop(?:ped)?|become|became|bec[oa]me|come in|appear(?:ed)?|first)\b",
    rf"\bwhen (?:was|were) (?:this|that|it|these|the|[\d.]+)\b[^?.!]{{0,60}}?\b(?:first |last )?(?:{_PUT}|{_ALTERED}|new)\b",
    rf"\bhow long (?:has|have) {_THEY} been {_ADVERBS}(?:in|there|like|so|the case|able|allowed|part|saying|said)\b",
    r"\bfor how long (?:has|have) (?:that|this|it|they) been\b",
    r"\b(?:is|are) (?:this|that|it|these|they) (?:\w+ )?(?:new|a new (?:thing|rule|clause))(?=\W*$)",
    r"\b(?:is|are) (?P<topic>(?:the|this|that|their) (?:\w+ ){1,5})new(?=\W*$)",
    rf"\b(?:do|does) (?:it|they|this|the (?:\w+ )?{_DOCUMENT}) still (?:say|state|contain|include|mention)\b",
    r"\bis (?:it|that|this) still (?:in (?:the|their|there)|there|so|like that|the case|true|valid)\b"
    r"(?! (?:after|if|when|once))",
)
_ALWAYS = _patterns(
    rf"\b(?:did|have|has|had|was|were|is) {_THEY} always\b(?! (?:have to|need|charge))",
    rf"\b(?:has|was|have) {_THEY} ever (?:been )?(?:\w+ )?(?:different|otherwise|said|in there|changed|not)\b",
    r"\b(?:has|was) (?:it|that|this) (?:always|ever) (?:been )?(?:so|like|there|the|in|different|a)\b",
)
_CLAUSE = _patterns(
    rf"\b(?:is|was) {_LABEL} (?:still|now|always|then)\b",
    rf"\b(?:where (?:did|has|is|was)|what (?:happened|became) (?:to|of)|which (?:number|clause) (?:is|was)) (?:the )?"
    rf"{_LABEL}\b[^?.!]{{0,20}}",
    rf"\bwhat (?:was|did) {_LABEL} (?:\w+ )?(?:called |say |about )?(?:before|then|until|back)\b",
    rf"\bis {_NAMED} (?:still|now)\b",
)
_WHICH = _patterns(
    r"\b(?:which|what) version (?:is (?:this|that|it|in force|current)|are (?:you|we|these)|of (?:the|these|their) "
    r"(?:\w+ )?(?:terms|polic|agreement|tos)|did you|do you|am i|applies|was that)\b",
    rf"\bhow (?:old|recent|current|up[ -]to[ -]date) (?:is|are) (?:this|these|the|your|their) ?(?:\w+ )?(?:{_DOCUMENT})?\b"
    r"(?=\W*$)",
    rf"\bsince when (?:do|does|is|are|has|have) (?:it|this|they|these|that|the (?:\w+ )?{_DOCUMENT}) "
    r"(?:been )?(?:appl(?:y|ied)|valid|in force|effective|in effect)\b",
    rf"\bwhen (?:were|was|did) (?:the|these|this|it|their) ?(?:\w+ )?(?:{_DOCUMENT})? ?(?:last )?"
    r"(?:updated|published|written|take effect|come into (?:force|effect)|become effective)\b(?=\W*$)",
    rf"\b(?:what|which) (?:is the )?date (?:are|is|of|do) (?:the|these|this|their) ?(?:\w+ )?{_DOCUMENT}\b",
    r"\b(?:are|is) (?:these|this|that) (?:the |your )?(?:latest|current|newest|up to date|most recent)\b",
)

_CLAIM = re.compile(
    r"^\W*(?:headline|tweet|post|blog|article|saw this|rumou?r)\b"
    r"|\b(?:blogger|forum post|article|headline|tweet|linkedin|reddit|newspaper|journalist|someone|somebody|friend|people)"
    r" (?:\w+ ){0,2}?(?:sa(?:ys|id)|posted|claim(?:s|ed)|wrote|writes|post|thread)\b"
    r"|\b(?:post|thread|article|blog|tweet): ?[\"'“‘]"
    r"|\b(?:says?|said|claims?|claimed|posted|writes?|wrote|tweeted)\b[^.?!\"'“‘]{0,12}[\"'“‘]\w",
    re.IGNORECASE,
)
"""Someone's words about the terms: to be checked, not a question about time."""
_MUST_THEY_SAY = re.compile(
    r"\b(?:do|does|will|would|must|should|are|can|could|need) (?:they|it|the company|i|we)\b[^?.!]{0,40}"
    r"\b(?:tell|notify|inform|warn|say|announce|email|explain|let|know|ask)\b",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:if|whether or not|in case|what happens|when(?:ever)?(?! (?:did|was|were|have|has)))\b", re.IGNORECASE
)
_OF_MINE = re.compile(
    r"\b(?:my|me|i)\b(?! (?:guess|think|heard|read|wonder|mean|send|put|upload|post|write|type|make|say|share))",
    re.IGNORECASE,
)
_I_DID = re.compile(
    r"\b(?:i|we) (?:\w+ )?(?:signed|uploaded|bought|paid|cancel+ed|joined|subscribed|deleted|posted|created|ordered|got|made"
    r"|accepted|agreed|started|opened|renewed|moved|left|was|had|have been|used|received)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"(?:^|[?.!,;:] *|\b(?:and|so|but|ok|again|also) )(?:is|are|was|were|wasn'?t|weren'?t|did|didn'?t|do|does|has|have|had"
    r"|hasn'?t|haven'?t|already)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:different|otherwise|changed)\b", re.IGNORECASE)


def asked_about_time(question: str, read: ReadDays, names: Sequence[str] = ()) -> TimeAsked | None:
    """What a question asks about time, None where it is an ordinary one.

    Args:
        question: as it was typed, or made stand alone.
        read: the dates in it; they are places of ``question``.
        names: of the service, which stand for "they".
    """
    text = without_days(question, read)
    for name in sorted((n for n in names if n), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?:'s)?(?!\w)", "they", text, flags=re.IGNORECASE)
    if _CLAIM.search(text):
        return None
    timed = bool(read.days) or bool(_VERSION_WORDS.search(text))
    if _first(_WHICH, text):
        return TimeAsked("which", "")
    if (found := _first(_CLAUSE, text)) and not _CONDITIONAL.search(text):
        label = found.groupdict().get("label") or found.groupdict().get("named") or ""
        return TimeAsked("clause", _topic(text, found), _yes_no(text), label=label)
    if found := _first(_ALWAYS, text):
        return TimeAsked("always", _topic(text, found), True, turned=" ever " in found.group().lower())
    if (found := _first(_SINCE, text)) and not (_CONDITIONAL.search(text, 0, found.start())):
        return TimeAsked("since", _topic(text, found))
    then = timed and (_first(_THEN, text) or _then(text, read))
    found = _compare(text, timed=timed)
    if found and not (then and found.start() > then.start() and then.re in _THEN):
        return TimeAsked(
            "compare",
            _topic(_sentence_of(text, found), None if found.re is BEFORE_AND_AFTER else found),
            _yes_no(found.group()),
            turned=True,
            act=_act(found.group()),
            insists=bool(_ABOUT.search(text)) or _yes_no(found.group()),
        )
    if then:
        frames = then.re in _THEN_FRAMES
        return TimeAsked(
            "then",
            _topic(text, None if frames else then),
            _yes_no(text),
            turned=bool(_TURNED.search(then.group())),
            of_then=then.re not in _THEN,
        )
    return None


def without_days(question: str, read: ReadDays) -> str:
    """A question with a mark for each date it names."""
    text = question
    for start, end in sorted({days.at for days in read.days}, reverse=True):
        text = f"{text[:start]}{DAY}{text[end:]}"
    return text


def topic_of(question: str, read: ReadDays) -> str:
    """What is left of a question without its dates and what asks about time."""
    return _topic(without_days(question, read), None)


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _compare(text: str, *, timed: bool) -> re.Match[str] | None:
    found = _first(_COMPARE, text)
    if found is None and timed:
        if found := BEFORE_AND_AFTER.search(text):
            return found
        found = _first(_COMPARE_ANCHORED, text)
        if found is not None and _OF_MINE.search(text) and not _VERSION_WORDS.search(text):
            return None
    if found is None or _CONDITIONAL.search(text, 0, found.start()):
        return None
    if _MUST_THEY_SAY.search(text, 0, found.start() + 1) or re.search(
        rf"{re.escape(found.group())} (?:\w+ )?(?:my|me)\b", text, re.IGNORECASE
    ):
        return None
    return found


def _then(text: str, read: ReadDays) -> re.Match[str] | None:
    if before := _BEFORE.search(text):
        return before
    found = _first(_THEN_FRAMES, text) if read.days else None
    return None if found and _I_DID.search(text) else found


_ABOUT = re.compile(r"\b(?:about|regarding|especially|concerning|i mean|when it comes to)\b", re.IGNORECASE)
_ADDED = re.compile(r"\b(?:add(?:ed)?|put in|slip(?:ped)? in|sne?a?u?ck(?:ed)? in|introduced?)\b", re.IGNORECASE)
_REMOVED = re.compile(r"\b(?:remov\w+|delet\w+|dropp?(?:ed)?|t(?:ake|ook|aken) out|cut)\b", re.IGNORECASE)


def _act(words: str) -> Literal["", "added", "removed"]:
    return "removed" if _REMOVED.search(words) else "added" if _ADDED.search(words) else ""


def _sentence_of(text: str, asks: re.Match[str]) -> str:
    """A question without what is said after it, as in "What did they change? Everyone is upset."."""
    end = re.search(r"[?!.](?=\s|$)", text[asks.end() :])
    after = text[asks.end() + end.end() :] if end else ""
    if not end or _ABOUT.search(after):
        return text
    return text[: asks.end() + end.end()]


def _yes_no(text: str) -> bool:
    return bool(_YES_NO.search(text))


_FRAME = re.compile(
    rf"\b(?:(?:back )?(?:in|on|of|from|since|between|before|after|until|till|by|during|with|as of|as at|under|to|and|for)"
    rf"(?: the| that| this| their| early| late)*\s*)?{DAY}(?:'?s)?(?:\s*(?:{_DOCUMENT}|ones?|changes?)\b)?",
    re.IGNORECASE,
)
_VERSION_FRAME = re.compile(
    rf"\b(?:(?:in|with|under|of|by|to|from|for|after|before|since) )?(?:the|that|this|their|its|your) "
    rf"(?:(?:last|latest|recent|most recent|newest|new|current|old|older|previous|earlier|prior|other) )?"
    rf"(?:privacy |cookie )?{_DOCUMENT}\b",
    re.IGNORECASE,
)
_AROUND = (
    r"(?:compared(?: to| with)?|(?:in )?compar(?:ison|e)(?: (?:to|with))?|versus|vs\.?|the (?:new|old|last|previous) ones?|again"
    r"|already|always|still|ever|actually|too|as well|then|now|anything|something|everything|ones|back"
    r"|the one (?:right |just )?(?:before|after|following)[^,;?.!]*|right (?:before|after) the \w+|if so|exactly"
    r"|please|tell me|show me|can you|could you|i wonder|do you know|the same|like that|like this"
    r"|was|were|did|has|have|had|been|is|are|any|changes?|changed|differences?|different|between)"
)
_LEADS = re.compile(
    rf"^(?:[\s,;:?.!–—-]|{DAY}|(?:so|and|but|or|ok|well|hey|hi|about|regarding|concerning|around|on|in|with|of|to|for|from|by"
    rf"|at|when it comes to|with regard to|their|its|it|they|that|this|there|the|{_AROUND})\b)+",
    re.IGNORECASE,
)
_TAILS = re.compile(
    rf"(?:[\s,;:?.!–—-]|{DAY}|\b(?:so|and|but|or|about|on|in|with|of|to|for|from|by|at|the|that|this|it|they|part|section|clause"
    rf"|bits?|stuff|thing|wording|language|there|{_AROUND}))+$",
    re.IGNORECASE,
)


def _topic(text: str, asks: re.Match[str] | None) -> str:
    """What a question is about: what is left without the words that ask about time."""
    inside = (asks.groupdict().get("topic") or "") if asks else ""
    left = f"{text[: asks.start()]} ; {inside} ; {text[asks.end() :]}" if asks else text
    left = re.sub(r"\bthe one (?:right |just )?(?:before|after|following)[^,;?.!]*", " ", left, flags=re.IGNORECASE)
    left = _VERSION_FRAME.sub(" ", _FRAME.sub(" ; ", left))
    pieces = []
    for piece in re.split(r"[;?!—]|\.(?=\s|$)|,(?=\s*$)", left):
        shorn = _TAILS.sub("", _LEADS.sub("", " ".join(piece.split())))
        if any(c.isalnum() for c in shorn):
            pieces.append(shorn)
    return " ".join(pieces)
