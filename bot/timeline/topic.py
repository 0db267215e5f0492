"""What a question about time is about: its words without the dates and without what asks about time."""

import re

from bot.timeline.forms import DAY, DOCUMENT
from bot.timeline.when import ReadDays

_FRAME = re.compile(
    r"\b(?:(?:back )?(?:in|on|of|from|since|between|before|after|until|till|by|during|with|as of|as at|under|to|and"
    rf"|for)(?: the| that| this| their| early| late)*\s*)?{DAY}(?:'?s)?(?:\s*(?:{DOCUMENT}|ones?|changes?)\b)?",
    re.IGNORECASE,
)
_VERSION_FRAME = re.compile(
    rf"\b(?:(?:in|with|under|of|by|to|from|for|after|before|since) )?(?:the|that|this|their|its|your) "
    rf"(?:(?:last|latest|recent|most recent|newest|new|current|old|older|previous|earlier|prior|other) )?"
    rf"(?:privacy |cookie )?{DOCUMENT}\b",
    re.IGNORECASE,
)
_AROUND = (
    r"(?:compared(?: to| with)?|(?:in )?compar(?:ison|e)(?: (?:to|with))?|versus|vs\.?"
    r"|the (?:new|old|last|previous) ones?|again|already|always|still|ever|actually|too|as well|then|now"
    r"|anything|something|everything|ones|back"
    r"|right (?:before|after) the \w+|if so|exactly"
    r"|please|tell me|show me|can you|could you|i wonder|do you know|the same|like that|like this"
    r"|was|were|did|has|have|had|been|is|are|any|changes?|changed|differences?|different|between)"
)
_LEADS = re.compile(
    rf"^(?:[\s,;:?.!–—-]|{DAY}|(?:so|and|but|or|ok|well|hey|hi|about|regarding|concerning|around|on|in|with|of|to|for"
    rf"|from|by|at|when it comes to|with regard to|their|its|it|they|that|this|there|the|{_AROUND})\b)+",
    re.IGNORECASE,
)
_TAILS = re.compile(
    rf"(?:[\s,;:?.!–—-]|{DAY}|\b(?:so|and|but|or|about|on|in|with|of|to|for|from|by|at|the|that|this|it|they|part"
    rf"|section|clause|bits?|wording|language|there|{_AROUND}))+$",
    re.IGNORECASE,
)


def topic_left(text: str, asks: re.Match[str] | None) -> str:
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


def without_days(question: str, read: ReadDays) -> str:
    """A question with a mark for each date it names."""
    text = question.replace(DAY, " ")
    for start, end in sorted({days.at for days in read.days}, reverse=True):
        text = f"{text[:start]}{DAY}{text[end:]}"
    return text


def topic_of(question: str, read: ReadDays) -> str:
    """What is left of a question without its dates and what asks about time."""
    return topic_left(without_days(question, read), None)
