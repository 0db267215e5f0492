"""Which questions are claims to be checked: somebody has said something about the terms, and is it so?

>>> claim_in("headline: 'Acme can sell your calls'. is that in the terms?")
"headline: 'Acme can sell your calls'. is that in the terms?"
>>> claim_in("can they sell my calls?") is None
True
"""

import re
from collections.abc import Sequence

from bot.types import Turn

FEW = 20
"""Words: a longer message is a pasted text, or holds the claim itself."""

_PUBLISHED = (
    r"(?:blog(?:s|gers?)?|posts?|tweets?|articles?|headlines?|journalists?|newspapers?|press|reporters?|influencers?"
    r"|redditors?|reddit"
    r"|forum|thread|meme|rumou?rs?|video|podcast|newsletter|magazine|linkedin|facebook|twitter|tiktok(?:er)?"
    r"|youtuber?|hacker news"
    r"|support (?:agent|rep|person|guy|chat)|support|sales (?:rep|guy)|helpdesk|chatbot|friend|colleague|co-?worker"
    r"|neighbou?r"
    r"|brother|sister|mum|mom|dad|boss|teacher|guy|lawyer|cousin|uncle|aunt|roommate|flatmate|spokes(?:man|person"
    r"|woman)|ledger|gazette|insiders?|employees?|whistle-?blowers?|experts?|reviewers?|reviews?|leaflet|ads?|advert"
    r"|email|flyers?|mates?|users?|customers?|commenter)"
)
_SAYING = (
    r"(?:sa(?:ys?|id|ying)|claim(?:s|ed|ing)?|writes?|wrote|posted|posts|reports?|reported|told (?:me|us)"
    r"|tells (?:me|us)|swears?|swore"
    r"|insists?|insisted|reckons?|argues?|states?|warns?|warned|keeps? saying)"
)
_SOMEBODY = rf"(?:(?:\w+[’']?s? ){{0,4}}{_PUBLISHED}|someone|somebody|people|everyone|everybody|he|she)"
_REPORTED = re.compile(
    rf"^\W*(?:so |ok |hey |hi |um )?{_SOMEBODY}(?:[^.?!:\"“”‘]{{0,60}}?) {_SAYING}\b"
    rf"|^\W*(?:[\w’'-]+ ){{0,4}}{_PUBLISHED}(?: [^.?!:\"“”‘]{{1,50}})?\s?(?::|,?\s?[\"“‘'«])"
    r"|^\W*(?:i |just |we )*(?:saw|read|heard|seen)\b[^.?!]{0,80}?(?::|\bthat\b|[\"“‘«'])"
    r"|^\W*(?:claim|fact[ -]check|check this(?: claim)?|rumou?r|overheard)\s?[:,-]"
    rf"|\b(?:say|says|state|promise) what (?:the|this|that|their|a) (?:\w+ )?{_PUBLISHED} (?:{_SAYING}|claims?)",
    re.IGNORECASE,
)
_IS_IT_SO = re.compile(
    r"\b(?:true|right|correct|legit|accurate|real|so|fact|false|wrong|lie|lying|nonsense|fake)\s*\??\s*$"
    r"|\?\s*(?:\([^()]*\)\s*[.?]?)?\s*$"
    r"|\b(?:is|was) (?:that|this|it)\b|\bdo(?:es)? (?:the|their|they|it)\b|\bany truth\b|^\W*(?:fact[ -]check"
    r"|check this|claim)\b",
    re.IGNORECASE,
)


_WHAT_WAS_PASTED = re.compile(
    rf"\b(?:say|says|said|state|promise|bear out|back up|agree with) (?:what|that|as) (?:the|this|that|their"
    rf"|a) (?:\w+ )?{_PUBLISHED}"
    rf"|\bis what (?:the|this|that|their) (?:\w+ )?{_PUBLISHED} {_SAYING} (?:true|right|correct|in the)",
    re.IGNORECASE,
)


def claim_in(question: str, history: Sequence[Turn] = ()) -> str | None:
    """What is to be checked when a question is really a claim, else None.

    It must say that somebody has said something, as a quotation or as "X says that …", and ask whether it is so. What
    asks after a rule in the person's own words is a question, however it is put. "Does the contract say what the blog
    says?" is about the text pasted before.
    """
    text = " ".join(question.split())
    if _WHAT_WAS_PASTED.search(text) and len(text.split()) <= FEW:
        pasted = (turn.content for turn in reversed(history) if turn.role == "user")
        return next((content for content in pasted if len(content.split()) > FEW), None)
    return question if _REPORTED.search(text) and _IS_IT_SO.search(text) else None
