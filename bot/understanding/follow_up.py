"""Follow-ups: a question that cannot be understood alone → one that can, made of the conversation, without a model.

    user: can i get out of the arbitration thing
    assistant: Yes, by email within 30 days (27.11).
    user: what do i have to write in it?
    → can i get out of the arbitration thing (clause 27.11) — what do i have to write in it?

The topic is carried over whole, never shortened by guesswork, and so is the clause that the last answer named: a
question about "it" is nearly always about that clause.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.types import Turn
from ingest import terms

LONGEST = 14
"""Words; a longer question names its own subject."""
CARRIED = 2
"""Earlier questions that are carried over at the most: the one with the topic and the last."""
CLAUSES_CARRIED = 2
ANSWER_READ = 400
"""Characters of the last answer in which its clauses are looked for: its headline and first statement."""


# --- is it one -------------------------------------------------------------------------------------------------------


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_WORD = re.compile(r"[\w'’&]+(?:[-.][\w'’&]+)*")
# It goes on from what was said …
_GOES_ON = _any(
    r"(?:and|but|so|or|then|also|plus|ok(?:ay)?|yes|yeah|no|right|hmm+|i see|thanks|cool|fine|well)\b[,.:]? *"
)
# … with a fragment that says nothing by itself.
_FRAGMENT = _any(
    r"(?:what about|how about|same (?:for|at|with|goes)|even (?:if|when|for|on|in|with|after|without)|not even"
    r"|only (?:if|for|in|on|when)|also (?:for|on|in|if|with))\b",
    r"(?:and|but|or) (?:(?:what )?(?:if|when|after|before|while|because|without|with|for|on|in|at|from|by|to)"
    r"|my|your|the|their)\b",
)
_VERB = _any(
    r"\b(?:is|are|am|was|were|be|do|does|did|can|could|will|would|may|might|must|shall|should|have|has|had|cannot)\b",
    r"\b(?:is|are|was|were|do|does|did|ca|could|wo|would|has|have|must|should)n['’]?t\b",
    r"['’](?:m|s|re|ll|d|ve)\b|\b(?:im|whats|wheres|whos|hows|theres|its|ill|id)\b",
    r"\b(?:get|mean|say|happen|own|keep|count|work|sell|share|pay|cost|use|last|end)s?\b|\bapplies\b",
)
_ASKS_MORE = _any(
    r"(?:why(?: not)?|how(?: so| come| exactly)?|since|until|till|by|in|on|at|for|from|to|within|with|without|through"
    r"|per|even|only|really|any|all|both|always|ever|never|which|what|who|when|where|says|exactly|seriously|meaning)\b"
)
# A short question that ends so hangs on what was said: "do i get anything back then?", "do they have to say why?".
_HANGS = _any(r"\b(?:then|though|in that case|(?:say|know|explain|tell me|ask|see) (?:why|how|when|where|what))\W*$")
_QUESTION_WORD = _any(r"(?:why|how|which|what|who|when|where|any|all)\b")
_HOW_TO = _any(r"(?:how|where|when|what|who) to\b")
_GENERAL = frozenset(
    terms(
        "many much long exactly precisely really actually day days week month year hour minute time times when date"
        " notice warning deadline say says said saying stand stands written write mean means meaning legal legally true"
        " sure certain reason reasons exception exceptions example examples case rule rules clause section part thing"
        " things stuff point again later still yes okay ok exact detail details happen happens apply applies count"
        " counts go goes work works hold last lasts long want wants need needs way explain tell know find see else same"
        " different kind sort type always never ever even anyway word words number far often soon quickly plain simple"
        " english"
    )
)
"""Words that are in every other question, or only ask for more of the same."""
# "it" that stands for nothing here, or for the service: "is it ok to …", "does it track my location".
_EMPTY_IT = _any(
    r"\b(?:(?:is|isn['’]?t|was|would|will|be|s)(?: it| that)|it['’]?s|that['’]?s|its)"
    r" (?:even |still |really |actually |ever )?"
    r"(?:ok(?:ay)?|allowed|possible|true|fine|enough|necessary|forbidden|illegal|legal|safe|required|free|mandatory"
    r"|against|up to|my|your|their|them|the(?! same)|an?)\b(?= \w)",
    r"\b(?:does|do|did|would|will) (?:it|that|this)"
    r" (?:say|mention|take|matter|cost|state|tell|mean i|mean that|mean they)\b"
    r"(?= \w+)(?! (?:that|it|this|so|anywhere|in|about (?:it|that|this)|effect|place)\b)",
    # "does it cover", "does it apply" ask about a rule.
    r"\b(?:does|will|can|could|would|may|did|if|when|why does|how does|before|until|till|since) it "
    r"(?!cover|appl|count|includ|also|still|go|last|end|start|mean|need|have to|\W)(?=\w)",
    r"\b(?:they|you|i|we) make it\b",
    r"\bhow is it (?:that|possible)\b",
    r"\bcall it\b",
    r"\bwhen it comes to\b",
    r"\bsays? it (?:can|is|may|will)\b",
)
_BACK = _any(
    r"\b(?:it|that|this|those|these|such|both|he|she|him|her)\b",
    r"\bthe same(?= (?:for|at|with|in|on|there|true|if)\b|\?|$)",
    r"\bthe (?:other one|second one|first one|latter)\b",
)
# "that" that only joins ("a video that i post") and "this" that means the service or its terms.
_NOT_BACK = _any(
    r"\bthat (?:i|we|you|they|he|she|it|the|my|your|our|their|an?|people|someone|anyone|is|are|was|were|says?|can|may)"
    r"\b(?! (?:legal|allowed|true|ok|so|forever|all|it)\b)",
    r"\b(?:this|that|these|those) (?:app|service|agreement|contract|company|site|website|program|platform|policy"
    r"|account|document|terms|guys?|people|thing|conditions|policies|tool|product|lot|game|whole|new)\b",
    r"\b(?:this|that) (?:the|a) \w+",
)
_OWN_NAMES = _any(r"\b(?:my|his|her|our) \w+")


def is_follow_up(text: str) -> bool:
    """Whether a question cannot be understood without what was said before it."""
    words = _WORD.findall(text)
    said = _content(text)
    begins = _GOES_ON.match(text)
    rest = text[begins.end() :] if begins else text
    if len(words) > LONGEST:
        return False
    if not said:
        return True
    if _FRAGMENT.match(text):
        return len(said) <= 3
    if not _VERB.search(rest):
        return _asks_more(rest, said) or _points_back(rest, said) or (begins is not None and len(said) <= 2)
    return (
        _points_back(rest, said)
        or (len(said) <= 2 and bool(_HANGS.search(rest)))
        or (begins is not None and len(said) < 2 and len(words) <= 6)
    )


def _content(text: str) -> tuple[str, ...]:
    """The words that a question brings along itself."""
    return tuple(dict.fromkeys(word for word in terms(text) if word not in _GENERAL))


def _asks_more(text: str, said: Sequence[str]) -> bool:
    """Whether a text without a verb asks for more ("even for free accounts?"), and is no list of words to look up."""
    if _HOW_TO.match(text) or not _ASKS_MORE.match(text):
        return False
    if _QUESTION_WORD.match(text):
        return len(text.split()) <= 3 and len(said) <= 1
    return len(said) <= 2


def _points_back(text: str, said: Sequence[str]) -> bool:
    """Whether it has a pronoun whose noun is not in it."""
    plain = _NOT_BACK.sub(" ", _EMPTY_IT.sub(" ", text))
    for pronoun in _BACK.finditer(plain):
        before = plain[: pronoun.start()]
        most = 0 if pronoun.group().lower() in ("he", "she", "him", "her") or _OWN_NAMES.search(before) else 1
        if len(_content(before)) <= most and len(said) <= 3:
            return True
    return False


# --- what it means ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Topic:
    """What a conversation was about when the question came."""

    questions: tuple[str, ...]
    """The questions that are carried over, oldest first; empty when there are none."""
    clauses: tuple[str, ...]
    """The clauses the last answer named: "27.11", or a title where the terms have no numbers."""


def topic_of(history: Sequence[Turn]) -> Topic:
    """The last questions up to one that can be understood alone, and the clauses of the last answer."""
    asked = [turn.content for turn in history if turn.role == "user" and turn.content]
    carried: list[str] = []
    for question in reversed(asked):
        carried.insert(0, question)
        if not is_follow_up(question):
            break
    if len(carried) > CARRIED:
        carried = [carried[0], *carried[-CARRIED + 1 :]]
    last = history[-1] if history else None
    return Topic(tuple(carried), clauses_named(last.content) if last and last.role == "assistant" else ())


def joined(topic: Topic, text: str) -> str:
    """The follow-up with its topic before it. A clause goes along when the follow-up asks for more about it."""
    before = " — ".join(question.rstrip("?.!… ") for question in topic.questions)
    if topic.clauses and _asks_of_the_same(topic, text):
        before += f" ({' and '.join(f'clause {name}' for name in topic.clauses)})"
    return f"{before} — {text}"


def _asks_of_the_same(topic: Topic, text: str) -> bool:
    """Whether a follow-up asks for more about what was answered: of something new it is told elsewhere, often."""
    new = set(_content(text)) - set(terms(" ".join(topic.questions)))
    return not _TURNS_AWAY.match(text) and not (new and _AS_WELL.search(text))


_AS_WELL = _any(r"\b(?:too|also|as well|even)\b")
_TURNS_AWAY = _any(
    r"(?:(?:and|but|so|then|ok|also),? )?(?:what about|how about|what (?:if|happens)|what else"
    r"|(?:can|could|may|will|do|would|are|did) (?:they|you|i|we)\b)"
)

_INSIDE = r"(?:\([a-z0-9]{1,4}\)){0,3}"
_LABEL = rf"(?:(?:[A-Z]{{1,2}}\.)?\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}{_INSIDE}|[A-Z]\.\d{{1,3}})"
# A lone number in brackets is no clause: "sixteen (16) years".
_NAMED = re.compile(
    r"\((?:(?:clause|section|see) )?"
    rf"(?P<bracketed>(?:[A-Z]{{1,2}}|\d{{1,3}})\.\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}{_INSIDE})\)"
    rf"|\b(?:[Cc]lauses?|[Ss]ections?|[Aa]rticles?) (?P<called>{_LABEL})(?![\w%])"
    rf"|(?<![\w.$€£])(?P<titled>{_LABEL}) [\"“]"
    r"|\b(?:in|and|,) [\"“](?P<title>[^\"”]{3,60})[\"”]"
)


def clauses_named(answer: str) -> tuple[str, ...]:
    """The clauses that an answer names at its beginning, as written.

    >>> clauses_named("Yes, within 30 days of creating your account (27.11).")
    ('27.11',)
    """
    found = dict.fromkeys(
        match[kind] if kind != "title" else f'"{match[kind]}"'
        for match in _NAMED.finditer(answer[:ANSWER_READ])
        if (kind := match.lastgroup) is not None
    )
    return tuple(found)[:CLAUSES_CARRIED]
