"""What terms do not decide: advice, forecasts, judgements, letters to be written, products, and everything else.

>>> refusal_of("should i sue them, would i win?")
'forecast'
>>> refusal_of("do i have to write a letter to cancel")

A question is refused by its words only where they leave no doubt: to refuse one that the terms answer is worse than to
tell somebody who asks about the weather that the terms do not say. So a pattern stands for a way of asking, not for a
word, and words around it may take it back.
"""

import re
from dataclasses import dataclass
from typing import Literal

from ingest import terms

Refusal = Literal["advice", "forecast", "letter", "judgement", "comparison", "off_topic"]


@dataclass(frozen=True, slots=True)
class _Way:
    """Ways of asking for one thing that terms do not decide."""

    refusal: Refusal
    asks: re.Pattern[str]
    unless_before: re.Pattern[str] | None
    """Found before it in the same sentence, these words make it a question about the terms."""
    unless_after: re.Pattern[str] | None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


def _way(
    refusal: Refusal, *asks: str, before: re.Pattern[str] | None = None, after: re.Pattern[str] | None = None
) -> _Way:
    return _Way(refusal, re.compile("|".join(asks), re.IGNORECASE), before, after)


_IF = _words("if|when|where|unless|whether|in case|what happens")
_WH = _words("how|when|where|what|who|whom|why")
_ON_PAPER = _words(
    "within|in writing|by (?:e-?mail|mail|post|phone|letter|fax)|before|under|first|to whom|who to|where|how"
)
"""How and when something is to be done: what terms do say."""
_PRIZE = _words(
    r"prizes?|draws?|raffles?|sweepstakes?|contests?|competitions?|giveaways?|lotter\w+|bets?|games?|match\w*"
    r"|tournaments?|rewards?|points|badges?|auctions?|bids?"
)
_TOPIC = _words(
    "about|regarding|when it comes to|in terms of|with my|for my (?:privacy|data|rights)"
    "|on (?:privacy|data|ai|refunds?|ads|deleting|copyright)|terms?|clauses?|contracts?|polic(?:y|ies)|licen[cs]es?"
    "|rights|rules|privacy|data|arbitration|refunds?"
)
"""Which service is better about something in its terms is a question about terms."""
_KIN = (
    r"my (?:\w+ ){0,3}?(?:kids?|sons?|daughters?|child|children|wife|husband|partner|mum|mom|dad|parents?|friends?"
    r"|teens?|year old)"
)
_EXPECTED = r"(?:have|be|been|get|receive|see|need|already|still|also|lose|use|pay|sign (?:up|in)|do)"
"""What somebody who asks "should i …?" expects, and not what he is in two minds about."""
_PRESCRIBED = (
    r"(?:notify|contact|tell|inform|send|report|e-?mail|write|give|call|file|provide|register|back up|ask|keep|save"
    r"|expect|know|include|put|mail|return|claim|opt)"
)
"""What terms may well tell somebody to do."""
_NOTICES = _words("to (?:opt|cancel|contact|notify|complain|send|reach)")

# Where a sentence, or what somebody asks for in it, begins.
_FILLER = (
    r"(?:(?:so|and|but|or|then|also|ok|okay|hey|hi|hello|well|honestly|pls|please|just|now|like|btw|quick question)"
    r"[,:]? ){0,3}"
)
_START = rf"(?:^|[.,;:!?…()\n–—-] ?){_FILLER}"
_SENTENCE_START = rf"(?:^|[.;:!?] ){_FILLER}"
_WILL = r"(?:would|will|could|can|do|did|might|am|are|is|going|gonna|likely|even|i'?ll|i'?d|we'?ll|we'?d)"
_ME = r"(?:i|we|my \w+)"
_END = r"(?=[?.!,]|$)"
_YOU_WILL = r"\b(?:can|could|would|will) (?:you|u) (?:please |pls )?"
_WRITE = r"(?:write|draft|compose|prepare|generate)"
_A_TEXT = (
    r"(?:an? |the |some )?(?:\w+ ){0,4}(?:letter|complaint|e-?mail|lawsuit|review|poem|essay|reply|claim|appeal"
    r"|petition|notice|message|post|statement|demand|tweet|song|story|speech|contract)\b"
)
_A_PROGRAM = (
    r"(?:me |us )?(?:an? |my |some |this )?(?:\w+ ){0,2}(?:script|code|function|python|javascript|java|sql|regex"
    r"|website|web page|formula|homework)\b"
)
_SCAM = (
    r"(?:scamm?ing|scammers|frauds|liars|crooks|legit|lying|telling the truth|trustworthy|ripping (?:me|us)"
    r"|cheating (?:me|us|on me)|trying to (?:scam|cheat|rip|trick|con)"
    r"|(?<!or )an? (?:total |complete |big |real )?(?:scam\b(?! pro|-)|scammer|fraud\b(?! (?:de|pre|pro))|fraudster"
    r"|liar|thief|crook))\b"
)
_CHOOSE = (
    r"(?:wait|leave|stay|go|haggle|keep|switch|quit|sell|buy|rent|ignore|let (?:it|them)|look (?:for|elsewhere)|move"
    r"|skip)"
)
_PRODUCT = r"(?:one|app|service|plan|company|platform|product|subscription|provider|tool|site|phone|laptop|tier)"
_LEGAL = r"(?:legal|illegal|lawful|unlawful|unenforceable|enforceable|against the law|unconstitutional)"
_LAWS = r"(?:the |any |my |our |a |consumer )?(?:\w+ )?(?:laws?|gdpr|ccpa|hipaa|human rights|constitution)\b"
_THEM = r"(?:he|she|they|it|this|that|any of (?:this|that|it)|(?:what|how) they(?: \w+){1,3}|(?:\w+ ){1,5}?\w+)"

_WAYS: tuple[_Way, ...] = (
    # How it would end. A question that also asks for advice gets this answer: it says that it is no advice.
    _way(
        "forecast",
        rf"\b{_WILL} (?:{_ME} )?(?:\w+ ){{0,2}}(?:win|prevail)\b"
        r"(?! (?:an?|the|any|some|more|twice|something|anything)\b(?! case))",
        r"\b(?:my|our) (?:chances?|odds)\b",
        r"\b(?:chances?|odds) of (?:me |us |my )?winning\b",
        r"\bwho (?:would|will|is going to|'?s gonna) win\b",
        rf"\bhow much (?:money |compensation )?(?:could|would|can|will|might) {_ME} (?:\w+ )?(?:win|be awarded)\b",
        after=_PRIZE,
    ),
    _way(
        "forecast",
        rf"\b(?:would|will|could|can|might) {_ME} (?:\w+ )?(?:lose|succeed)(?: in court| the case|[?.!]|$)",
        r"\bstand(?:s|ing)? a chance\b",
        r"\b(?:would|will|could|might) (?:a|the|any|some) (?:\w+ )?(?:judge|court|jury|arbitrator|tribunal) (?:\w+ )?"
        r"(?:agree|side|uphold|enforce|throw|rule|find|accept|believe|award (?:me|us)|say|decide"
        r"|make them|let me|order)\b",
        r"\b(?:hold|stand|holds|stands) up in (?:a |the )?(?:\w+ )?court\b",
        r"\bhow likely (?:am i|are we|is it|is a|would|i am|it is)\b[^.?!]{0,60}\b(?:win|court|judge|lawsuit)\b",
    ),
    _way(
        "forecast",
        r"\b(?:have|has|got|is there|stand) (?:even )?(?:an? |any )?(?:good |strong |decent |real |solid |legal )?"
        r"(?:case(?: (?:here|against|or not|at all|in court|to sue)\b|[?.!,]|$)"
        r"|chance (?:in court|against|of winning|if i)|leg to stand on|grounds to (?:sue|claim|go))",
        before=_IF,
    ),
    # Work to be done. Programs first: "write me a script" asks for no letter.
    _way(
        "off_topic",
        rf"(?:{_START}|{_YOU_WILL}|\bhelp me(?: to)? )(?:write|fix|debug|code|build|make|generate) {_A_PROGRAM}",
    ),
    _way(
        "letter",
        rf"(?:{_START}|{_YOU_WILL}|\b(?:please|pls|help me(?: to)?|want you to) )(?:{_WRITE}|word|phrase) "
        r"(?:me|us|my|our)\b",
        rf"{_SENTENCE_START}{_WRITE} {_A_TEXT}",
        rf"{_YOU_WILL}{_WRITE} (?:an? |the |some )?(?:\w+ ){{0,4}}(?:for (?:me|us)\b|letter (?:to|for|threatening)\b)",
        r"\bhelp me (?:to )?(?:write|draft|word|sue|fight|win|file|threaten|scare|get (?:even|revenge|back at))\b",
    ),
    # People and their offers.
    _way(
        "judgement",
        rf"\b(?:is|are|isn'?t|s) (?:he|she|they|it|this|that|(?:this|that|the|my) \w+) (?:\w+ ){{0,2}}{_SCAM}",
        rf"\bare they {_SCAM}",
        r"\b(?:am i|are we) (?:\w+ )?(?:being|getting) (?:\w+ )?(?:scammed|cheated|ripped off|tricked|conned|played)\b",
        before=_IF,
    ),
    _way(
        "judgement",
        rf"{_START}can (?:i|we) (?:\w+ )?trust (?:him|her|(?:this|that) (?:guy|man|woman|seller|buyer|person))\b",
        r"\bwho(?:'?s| is) (?:\w+ )?(?:lying|telling the truth|in the right|morally)\b",
    ),
    # Which product.
    _way(
        "comparison",
        r"\b(?:is|are) (?:\w+ ){1,4}(?:better|safer|cheaper|nicer|faster|worse|more (?:\w+)) than\b",
        r"\b(?:which|what)(?:'?s| is| one is|(?: \w+)? (?:is|are)) (?:the |generally |actually |overall )?"
        r"(?:better|best|safer|safest|cheaper|cheapest|nicer|faster)\b(?! (?:efforts?|way|address|e-?mail|number"
        r"|time)\b)",
        after=_TOPIC,
    ),
    _way(
        "comparison",
        rf"\b(?:which|what) (?:(?:{_PRODUCT}|of (?:them|these|those|the two)) )?(?:should|would you|do you|shall) "
        rf"(?:{_ME} )?(?:\w+ ){{0,2}}"
        r"(?:buy|get|use|choose|pick|go (?:with|for)|take|join|recommend|try|switch to|prefer|subscribe to)\b",
        after=_NOTICES,
    ),
    _way(
        "comparison",
        rf"{_START}(?:what(?:'?s| is| are)? )?(?:the )?(?:best|nicest|cheapest|coolest) (?!way|time|address|e-?mail"
        rf"|number|method"
        r"|efforts?|practices?|before)(?:\w+ ){1,3}?(?:for|to (?:buy|use|get)|under)\b",
        after=_TOPIC,
    ),
    _way(
        "comparison",
        r"\b(?:is|are) (?:\w+ ){1,4}(?:still )?"
        r"worth (?:it|the money|paying|buying|upgrading|getting|having|using)\b",
        r"\b(?:can|could|would|do) you (?:\w+ )?(?:recommend|suggest)\b",
        r"\brecommend (?:me|us)\b",
        r"\bany recommendations\b",
    ),
    _way(
        "comparison",
        r"\b(?:good|better|best|cheaper|free) (?:free |open source )?alternatives?\b"
        r"(?! (?:dispute|to (?:arb|court|pay|going)))",
        before=_IF,
    ),
    # What to do, and what the law says.
    _way(
        "advice",
        rf"\bshould(?:n'?t)? {_ME} (?:not )?"
        r"(?:(?:just|really|even|actually|still|ever|maybe|perhaps|now|go and|go ahead and|bother to) )?"
        r"(?:sue|hire|settle|invest|trust|worry|be (?:worried|scared|afraid)|switch|quit|leave|accept|agree"
        r"|sign(?! (?:up|in|with))|buy|fight|appeal|complain|stay|upgrade|downgrade|choose|pick|press charges|give up"
        r"|take (?:\w+ ){1,3}to (?:\w+ )?(?:court|arbitration)|get a (?:lawyer|solicitor)|call (?:a lawyer|the police)"
        r"|see a (?:lawyer|doctor)|go to (?:court|the police|a lawyer)"
        r"|(?:cancel|use (?:it|them|this)|keep it|do it|pay(?: (?:him|her|them|it|this|the \w+))?"
        r"|report (?:him|her|it|them)|delete (?:my account|it|the app))(?: or (?:not|what|\w+)| (?:at all|anyway|now))?"
        r"(?=[?.!,]|$| (?:he|she|they|and|because)\b))",
        before=_WH,
        after=_ON_PAPER,
    ),
    # Any other "should i …?" that begins a question, unless it is something terms prescribe.
    _way(
        "advice",
        rf"{_START}(?:should(?:n'?t)?|shall) (?:i|we) (?:(?:just|really|even|actually|rather|now|not) )?"
        rf"(?!(?:{_PRESCRIBED}|{_EXPECTED})\b)[a-z]{{2,}}",
        r"\b(?:what|how much) should (?:i|we) (?:\w+ )?(?:ask|charge|offer|bid|price|wear|name|call|post|sell|want)\b"
        r"(?! (?:them|you|support|the company)\b)",
        before=_IF,
        after=_ON_PAPER,
    ),
    _way(
        "advice",
        rf"{_START}(?:should(?:n'?t)?|shall) {_KIN} (?!{_EXPECTED}\b)[a-z]{{2,}}",
        rf"{_START}(?:should(?:n'?t)?|shall) (?:i|we) (?!(?:have|be|get)\b)[^.?!]{{2,60}} or (?:rather )?{_CHOOSE}\b",
        before=_IF,
    ),
    _way(
        "advice",
        r"\bhow (?:do|can|could|should|would|to) (?:(?:i|we|you) )?(?:\w+ )?(?:pay (?:less|no) (?:tax|vat)\w*"
        r"|save (?:on )?"
        r"tax\w*|(?:avoid|dodge|evade) (?:paying )?(?:tax|vat)\w*|make (?:more|a lot of|good) money|earn more"
        r"|get more (?:views|followers|sales|likes|customers|viewers|subscribers)|sell (?:more|faster|better)"
        r"|win an argument)\b",
        r"\b(?:am|are|would|will|'?d) (?:i|we)(?:'d)? (?:be |not )?(?:better|worse) off\b",
        rf"{_START}(?:is|are|was|isn'?t) (?:this|that|it|they|these|the \w+|my \w+|\S+ (?:\w+ )?(?:a|per) (?:month"
        rf"|year)) "
        r"(?:even |really |just |actually )?(?:a |an )?(?:good|fair|bad|great|decent|terrible) (?:deal|price|offer"
        r"|value|idea"
        rf"|choice|bargain){_END}",
        rf"{_START}(?:is|isn'?t) (?:this|that|it) (?:even |really |just |actually )?(?:normal|fair|reasonable"
        rf"|overpriced|too (?:expensive|much|pricey)|ethical|moral|rude|weird){_END}",
        r"\bwould you (?:(?:ever|really|personally) )?(?:trust|buy (?:it|this|that|one)|sign (?:it|this|that)|go for"
        r"|choose|let your)\b",
        before=_IF,
    ),
    _way(
        "advice",
        r"\bwhat would you do\b",
        r"\bif you were me\b",
        r"\bin my (?:place|shoes)\b",
        r"\bdo you (?:think|reckon|believe) (?:that )?(?:i|we|it'?s|it is|this is|that'?s) (?:\w+ ){0,2}"
        r"(?:win|sue|should|fair|worth|legal|illegal|right|wrong|wise|smart|safe)\b",
        r"\bwhat (?:do|would) you (?:\w+ )?(?:think|reckon|advise|suggest)\b",
        r"\b(?:what(?:'s| is)|in) your (?:honest )?opinion\b",
        r"\b(?:advise me|your advice)\b",
        r"\b(?:give me|i (?:really )?need|i want|looking for|can you give(?: me)?|some) (?:\w+ ){0,3}advice\b",
        r"\b(?:is|would) it (?:be )?(?:better|wise|smart|smarter|a good idea|a bad idea|worth it) (?:for me )?to\b",
        r"\blegally (?:do|get away with) (?:that|this|it)\b",
        rf"\b(?:that|this|it|they|what they)(?:'s| is|'re| are)? (?:\w+ )?(?:even |really )?{_LEGAL}(?: \w+)?\?",
    ),
    _way(
        "advice",
        rf"(?:{_START}|\bhow )(?:is|are|isn'?t|aren'?t|was|would|could) {_THEM}(?: \w+){{0,3}}? {_LEGAL}"
        r"(?=[?.!,;]| (?:in|for (?:them|a|any)|that|if|under|here|or|at all|though|to do (?:that|this))\b|$)",
        r"\b(?:do(?:es)?|did|is|are|isn'?t|doesn'?t|not) (?:they|this|that|it|these|those|(?:this|that|the|their) \w+) "
        rf"(?:not |even |actually )?(?:violat\w+|breach\w*|break\w*|against) {_LAWS}",
        before=_IF,
    ),
    # What has to do with nothing here.
    _way(
        "off_topic",
        r"\b(?:what'?s|what is|how'?s|how is|what will) the weather\b",
        r"\bweather (?:forecast|today|tomorrow|like)\b",
        r"\bis it (?:going to |gonna )(?:rain|snow)\b",
        r"\btell me (?:a|another) (?:\w+ )?(?:joke|story|riddle|fact)\b",
        r"\bsing me\b",
        r"\b(?:a|the|good|me a) recipe\b",
        r"\bhow (?:do|can|to) (?:i |you |we )?(?:cook|bake) \w+",
        rf"\bhow (?:do|can|to) (?:i |you |we )?(?:lose weight|get rich|make money fast)(?:{_END}| quick| fast)",
        r"\bwho (?:won|is winning) the\b(?! (?:right|dispute|case))",
        rf"\bcapital (?:city )?of [a-z]+{_END}",
        r"\b(?:stock|share) price\b",
        r"\bwhat time is it\b",
        r"\bwhat day is (?:it|today)\b",
        r"\bhow are you\b",
        rf"\bwho (?:are|made|built) you{_END}",
        r"\bmeaning of life\b",
        r"\bwho is the (?:ceo|founder|president|king|queen|prime minister)\b",
        rf"{_START}(?:(?:can|could|would|will) (?:you|u) )?(?:please |pls )?translate\b(?! (?:my|our) (?:content"
        rf"|posts?)\b)",
        r"\b(?:which|what|who)(?:'?s)? (?:of )?(?:\w+ ){0,5}(?:looks?|sounds?|tastes?|smells?) (?:the )?"
        r"(?:nicest|nicer|best|better|prettiest|prettier|coolest|funniest|cutest)\b",
        r"\bhow (?:do|can|to) (?:(?:i|we|you) )?(?:\w+ ){1,6}in (?:python|javascript|java|excel|sql|html|css|c\+\+"
        r"|rust|bash)(?![\w+])",
        r"\b(?:latest|today'?s|breaking) (?:news|scores?|headlines)\b",
        rf"\b(?:population of|how tall is|how far (?:away )?is|who (?:painted|invented"
        rf"|discovered)) [^.?!]{{2,40}}{_END}",
        r"\bwhat(?:'?s| is) \d+(?:\.\d+)? ?(?:%|percent) of [$€£]?\d+",
        r"\bwhat(?:'?s| is) \d+ ?(?:[x*+/-]|times|plus|minus|divided by) ?\d+",
        r"\b(?:what|which) (?:medicine|medication|painkiller|vitamins?|pills?|dose|diet)\b[^.?!]{0,60}"
        r"\b(?:take|help|good|best|should)\b",
        r"\bmy (?:head|back|stomach|tooth|knee|throat|chest|belly|neck) (?:hurts|aches|is sore|has been hurting)\b",
        r"\bdo i have (?:a fever|cancer|covid|the flu|adhd|depression)\b",
    ),
)

_SENTENCE = re.compile(r"[.!?;\n]")
_PART = re.compile(r"[.,;:!?]+(?:\s+|$)|\s+[—–-]\s+")


def refusal_of(question: str) -> Refusal | None:
    """Which thing that terms do not decide a question asks for, None when it may be about the terms."""
    text = " ".join(question.replace("’", "'").split())
    for way in _WAYS:
        if any(_meant(way, text, match) for match in way.asks.finditer(text)):
            return way.refusal
    return None


def topic(question: str) -> str:
    """What a refused question is about: itself without the parts that only ask for what is refused.

    >>> topic("they closed my account, write me an angry letter")
    'they closed my account'
    """
    kept = [part for part in _PART.split(question) if part and refusal_of(part) is None]
    return ", ".join(kept) if len(terms(" ".join(kept))) > 1 else question


def _meant(way: _Way, text: str, match: re.Match[str]) -> bool:
    """Whether nothing around a match, in its sentence, takes it back."""
    before = _SENTENCE.split(text[: match.start()])[-1]
    after = _SENTENCE.split(text[match.end() :], maxsplit=1)[0]
    taken_back = (way.unless_before and way.unless_before.search(before)) or (
        way.unless_after and way.unless_after.search(after)
    )
    return not taken_back
