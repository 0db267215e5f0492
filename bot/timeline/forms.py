"""How people ask about time, as patterns. They are narrow: what matches none of them is an ordinary question."""

import re

DAY = "⌚"
"""Stands for a date in a question."""

_ADVERBS = (
    r"(?:(?:actually|really|also|even|just|ever|recently|exactly|then|already|again|now|only|secretly|quietly) )*"
)
_THEY = (
    r"(?:they|it|this|that|you|we|he|she|the company|the service|the \w+ (?:company|team|people|lawyers)"
    rf"|(?:(?:the|their|its|your|this|that) (?:\w+ )?(?:{DAY} )?)?(?:terms|rules|policy|tos|agreement|contract|update"
    r"|clause|section|wording))"
)
DOCUMENT = r"(?:terms|rules|versions?|updates?|texts?|polic(?:y|ies)|tos|agreement|contract|revision)"
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
_LABEL = r"(?:(?:section|clause|paragraph|point|article|number|no\.|§) ?)?(?P<label>\d{1,3}(?:\.\d{1,3}){1,3})"
_NAMED = r"(?:section|clause|paragraph|point|article|§) ?(?P<named>\d{1,3}(?:\.\d{1,3}){0,3})"


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


COMPARE = _patterns(
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
COMPARE_ANCHORED = _patterns(
    r"\bwhat(?:'?s| is| are| was| were)? (?:the |so |actually )?(?:new|different|differences?|changes|changed)\b",
    rf"\b(?:did|have|has) {_THEY} {_ADVERBS}{_PUT}\b",
    rf"\bwhat (?:was|were|is|got|has been|have been) {_ADVERBS}{_PUT}\b",
    r"\b(?:was|were|is|got|has|have|did) (?P<topic>(?:the |this |that |anything |something |any )?(?:[\w.]+ ){0,5}?)"
    rf"(?:been )?{_ADVERBS}(?:{_WAS_ALTERED}|new)\b",
    r"\b(?:compar(?:e[sd]?|ing|ison)|differences?|differ(?:s|ed|ent)?|versus|vs)\b",
    r"\b(?:anything|something) (?:new|different|changed)\b",
    rf"^\W*(?:so |ok )?{_THEY} {_ADVERBS}"
    r"(?:changed|updated|rewrote|reworded|revised|added|removed|dropped|raised|lowered)\b",
    r"\b(?:any|which|what|all|the) (?:\w+ )?changes? (?:in|on|since|between|from|with|made|after|of)\b",
    rf"\bwhat(?:'?s| was| is| did| does) (?:new )?(?:in )?(?:the|that|this|their|last|{DAY}) ?(?:\S+ ){{0,4}}?"
    r"(?:update|revision)\b(?: (?:do|bring|change|say|about))?",
    r"\b(?:did|has|have) (?P<topic>(?:[\w.]+ ){1,6}?)(?:go(?:ne)? (?:up|down)(?: or (?:up|down))?"
    r"|(?:increase|decrease|double|halve|drop|fall|rise)(?:d|n)?|fallen|risen|dropped"
    r"|(?:get|got|gotten|become) (?:longer|shorter|higher|lower|better|worse|stricter))\b",
    r"\bhow (?:did|has|have) (?P<topic>(?:[\w.]+ ){1,8}?)(?:change[sd]?|differ|evolved?|develop(?:ed)?)\b",
    rf"\b(?:did|have|has) {_THEY} {_ADVERBS}(?:raised?|lower(?:ed)?|increased?|extend(?:ed)?|shorten(?:ed)?|cut)\b",
)
"""Asks what changed where the question also names a time or a version."""
BEFORE_AND_AFTER = re.compile(
    r"\bbefore\b[^?.!]{0,60}\b(?:and|or|vs)\b[^?.!]{0,40}\b(?:after|since|now)\b", re.IGNORECASE
)
"""As in "how much notice before May and how much after": what changed then."""
VERSION_WORDS = re.compile(
    r"\b(?:(?:last|latest|recent|newest|new|current|old|older|previous|earlier|prior|first|original) "
    rf"(?:\w+ )?{DOCUMENT}"
    rf"|(?:before|after|since|in|with) (?:the|that|this|their) (?:\w+ ){{0,2}}(?:update|change|revision|rewrite)"
    r"|version before|since (?:last time|then))\b",
    re.IGNORECASE,
)
_IS_SO = (
    r"(?:like (?:that|this|it)|so|the (?:same|case)|different|allowed|true|possible|in there|there|valid|any different"
    rf"|(?:in|part of) (?:the|their|its) (?:\w+ )?{DOCUMENT}|in force)"
)
THEN = _patterns(
    rf"\b(?:is|was|were|wasn'?t|weren'?t|has|had) (?:it|that|this|these|those|they|everything|the same)\b"
    rf"[^?.!,;]{{0,12}}?\b{_IS_SO}\b(?: already| too| as well)?",
    r"\b(?:was|were|wasn'?t|weren'?t|is) (?:it|that|this|these|those|there)\b[^?.!,;]{0,40}\b(?:already|too|as well)\b",
    r"\bhow (?:was|were) (?:it|that|this|things)\b",
    r"\bwill (?:it|that|this|these|they) (?:still )?(?:be|say|apply)\b",
    r"\b(?:was|were) (?P<topic>(?:[\w.]+ ){1,8}?)(?:already|also) (?:in|there|so|part|like|allowed|the)\b",
    r"^\W*(?:and |so |but )?(?:already|also|even) (?:so|then|in|on|back)\b",
)
"""Asks whether what is now was so then."""
THEN_FRAMES = _patterns(
    rf"\bdid {_THEY} {_ADVERBS}"
    r"(?:say|have|allow|let|forbid|ban|own|claim|promise|include|contain|mention|state|permit)\b",
    r"\b(?:could they|(?:were|was) (?:they|users|customers|people|we|i|you|it|there) (?:\w+ )?"
    r"(?:able|allowed|required|free|obliged|supposed|entitled|permitted|an?|any|no))\b",
    r"\bwhat (?:did|was|were)\b[^?.!]{0,60}\b(?:say|said|called|about|like|the (?:rule|deal|policy|notice|limit))\b",
    rf"\bas (?:of|at)\b|\bback in\b|\b(?:under|in|according to|per|by) (?:the|their|its) [^?.!]{{0,30}}{DOCUMENT}\b",
    rf"\b{DOCUMENT} (?:of|from|dated|in force (?:on|in|at))\b",
)
"""Asks about a time, and is a question of its own."""
OF_VERSION = re.compile(
    rf"\b(?:in|under|with|per|by|according to|as of) (?:the |their |its )?{DAY} ?(?:\w+ )?{DOCUMENT}\b", re.IGNORECASE
)
"""Names the version that is to be read."""
BEFORE = re.compile(
    rf"\b(?:before (?:the|that|this|their) (?:\w+ ){{0,2}}(?:update|change|revision|rewrite)"
    rf"|(?:in|under) (?:the|their) (?:old|older|previous|earlier|prior|last) (?:\w+ )?{DOCUMENT}"
    r"|before that|(?:say|said|so|that|this|there|allowed|called|like) before(?=\W*$))",
    re.IGNORECASE,
)
SINCE = _patterns(
    r"\b(?:since|from) when(?: on)?\b(?! i\b)",
    rf"\bwhen (?:did|have|has) {_THEY} {_ADVERBS}(?:(?:first|last) )?"
    rf"(?:start(?:ed)?|beg(?:i|a|u)n|{_PUT}|{_ALTERED}|stop(?:ped)?|bec[oa]me|come in|appear(?:ed)?|first)\b",
    r"\bwhen (?:was|were) (?:this|that|it|these|the|[\d.]+)\b[^?.!]{0,60}?"
    rf"\b(?:first |last )?(?:{_PUT}|{_ALTERED}|new)\b",
    rf"\bhow long (?:has|have) {_THEY} been {_ADVERBS}(?:in|there|like|so|the case|able|allowed|part|saying|said)\b",
    r"\bhow long (?:has|have) (?P<topic>(?:[\w.]+ ){1,8}?)been (?:in|there|like|so|part)\b",
    r"\bfor how long (?:has|have) (?:that|this|it|they) been\b",
    r"\b(?:is|are) (?:this|that|it|these|they) (?:\w+ )?(?:new|a new (?:thing|rule|clause))(?=\W*$)",
    r"\b(?:is|are) (?P<topic>(?:the|this|that|their) (?:\w+ ){1,5})new(?=\W*$)",
    rf"\b(?:do|does) (?:it|they|this|the (?:\w+ )?{DOCUMENT}) still (?:say|state|contain|include|mention)\b",
    r"\bis (?:it|that|this) still (?:in (?:the|their|there)|there|so|like that|the case|true|valid)\b"
    r"(?! (?:after|if|when|once))",
)
ALWAYS = _patterns(
    rf"\b(?:did|have|has|had|was|were|is) {_THEY} always\b(?! (?:have to|need|charge))",
    r"\b(?:did|has|have|was|were) (?!i |we |my )(?P<topic>(?:[\w.]+ ){1,6}?)always (?:been|had|said|so|like)\b",
    rf"\b(?:has|was|have) {_THEY} ever (?:been )?(?:\w+ )?(?:different|otherwise|said|in there|changed|not)\b",
    r"\b(?:has|was) (?:it|that|this) (?:always|ever) (?:been )?(?:so|like|there|the|in|different|a)\b",
)
CLAUSE = _patterns(
    rf"\b(?:is|was) {_LABEL} (?:still|now|always|then)\b",
    rf"\b(?:where (?:did|has|is|was)|what (?:happened|became) (?:to|of)|which (?:number|clause) (?:is|was)) (?:the )?"
    rf"{_LABEL}\b[^?.!]{{0,20}}",
    rf"\bwhat (?:was|did) {_LABEL} (?:\w+ )?(?:called |say |about )?(?:before|then|until|back)\b",
    rf"\bis {_NAMED} (?:still|now)\b",
)
WHICH = _patterns(
    r"\b(?:which|what) version (?:is (?:this|that|it|in force|current)|are (?:you|we|these)|of (?:the|these|their) "
    r"(?:\w+ )?(?:terms|polic|agreement|tos)|did you|do you|am i|applies|was that)\b",
    r"\bhow (?:old|recent|current|up[ -]to[ -]date) (?:is|are) (?:this|these|the|your|their) ?"
    rf"(?:\w+ )?(?:{DOCUMENT})?\b(?=\W*$)",
    rf"\bsince when (?:do|does|is|are|has|have) (?:it|this|they|these|that|the (?:\w+ )?{DOCUMENT}) "
    r"(?:been )?(?:appl(?:y|ied)|valid|in force|effective|in effect)\b",
    rf"\bwhen (?:were|was|did) (?:the|these|this|it|their) ?(?:\w+ )?(?:{DOCUMENT})? ?(?:last )?"
    r"(?:updated|published|written|take effect|come into (?:force|effect)|become effective)\b(?=\W*$)",
    rf"\b(?:what|which) (?:is the )?date (?:are|is|of|do) (?:the|these|this|their) ?(?:\w+ )?{DOCUMENT}\b",
    r"\b(?:are|is) (?:these|this|that) (?:the |your )?(?:latest|current|newest|up to date|most recent)\b",
)

CLAIM = re.compile(
    r"^\W*(?:headline|tweet|post|blog|article|saw this|rumou?r)\b"
    r"|\b(?:blogger|forum post|article|headline|tweet|linkedin|reddit|newspaper|journalist|someone|somebody|friend"
    r"|people) (?:\w+ ){0,2}?(?:sa(?:ys|id)|posted|claim(?:s|ed)|wrote|writes|post|thread)\b"
    r"|\b(?:post|thread|article|blog|tweet): ?[\"'“‘]"
    r"|\b(?:says?|said|claims?|claimed|posted|writes?|wrote|tweeted)\b[^.?!\"'“‘]{0,12}[\"'“‘]\w",
    re.IGNORECASE,
)
"""Someone's words about the terms: to be checked, not a question about time."""
MUST_THEY_SAY = re.compile(
    r"\b(?:do|does|will|would|must|should|are|can|could|need) (?:they|it|the company|i|we)\b[^?.!]{0,40}"
    r"\b(?:tell|notify|inform|warn|say|announce|email|explain|let|know|ask)\b",
    re.IGNORECASE,
)
CONDITIONAL = re.compile(
    r"\b(?:if|whether or not|in case|what happens|when(?:ever)?(?! (?:did|was|were|have|has)))\b", re.IGNORECASE
)
OF_MINE = re.compile(
    r"\b(?:my (?:\w+ )?(?:account|bill|plan|order|card|invoice|subscription|profile|payment|password|email|address)"
    r"|(?:me|i)\b(?! (?:guess|think|heard|read|wonder|mean|send|put|upload|post|write|type|make|say|share)))\b",
    re.IGNORECASE,
)
"""About what happened to somebody, and not about the terms."""
I_DID = re.compile(
    r"\b(?:i|we) (?:\w+ )?(?:signed|uploaded|bought|paid|cancel+ed|joined|subscribed|deleted|posted|created|ordered|got"
    r"|made|accepted|agreed|started|opened|renewed|moved|left|was|had|have been|used|received)\b",
    re.IGNORECASE,
)
YES_NO = re.compile(
    r"(?:^|[?.!,;:] *|\b(?:and|so|but|ok|again|also) )(?:is|are|was|were|wasn'?t|weren'?t|did|didn'?t|do|does|has|have"
    r"|had|hasn'?t|haven'?t|already)\b",
    re.IGNORECASE,
)
TURNED = re.compile(r"\b(?:different|otherwise|changed)\b", re.IGNORECASE)


ABOUT = re.compile(r"\b(?:about|regarding|especially|concerning|i mean|when it comes to)\b", re.IGNORECASE)
ADDED = re.compile(r"\b(?:add(?:ed)?|put in|slip(?:ped)? in|sne?a?u?ck(?:ed)? in|introduced?)\b", re.IGNORECASE)
REMOVED = re.compile(r"\b(?:remov\w+|delet\w+|dropp?(?:ed)?|t(?:ake|ook|aken) out|cut)\b", re.IGNORECASE)
