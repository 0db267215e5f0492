"""Who may, must, must not or will do what: does a sentence say it with the same force as the words it rests on?

Rules of thumb over short lists of English words, written apart from ``bot.verifying.guard`` on purpose (see
``eval.words.figures``). They flag only what cannot be read as the same: a verb that is allowed on one side and
forbidden on the other, a denial that nothing denies, an "unless" that is gone. What is worded in other verbs passes.
Pure; linear in the text's length.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from bot import terms
from eval.words.matching import plain

Force = Literal["may", "must", "must not", "need not", "will", "will not"]


class Stance(NamedTuple):
    """One "you may not share": its force, who is bound, and the stems of what follows."""

    force: Force
    party: str
    """"you", "we", or "" for neither."""
    verb: str
    """Stem of the first word that follows."""
    deeds: frozenset[str]
    """Stems of all that follows in the same clause: "share it, lend it or sell it"."""


_CLASH: dict[Force, frozenset[Force]] = {
    "may": frozenset(("must", "must not", "will not")),
    "must": frozenset(("may", "must not", "need not", "will not")),
    "must not": frozenset(("may", "must", "need not", "will")),
    "need not": frozenset(("must", "must not")),
    "will": frozenset(("may", "must not", "will not", "need not")),
    "will not": frozenset(("may", "must", "will")),
}
"""What a sentence says, and what of its quotes cannot be read as that. "Will not" and "may not" can."""
_POSITIVE: dict[str, Force] = dict.fromkeys(("may", "can", "could", "might"), "may")
_POSITIVE |= dict.fromkeys(("must", "shall"), "must")
_POSITIVE |= dict.fromkeys(("will", "would"), "will")
_NEGATIVE: dict[Force, Force] = {"may": "must not", "must": "must not", "will": "will not"}
_TO: dict[str, Force] = dict.fromkeys(("allowed", "permitted", "entitled", "free", "able", "right"), "may")
_TO |= dict.fromkeys(("required", "obliged", "obligated", "need", "needs", "have", "has", "had"), "must")
"""Words before "to": "are required to tell us"."""
_NEGATIVE_TO: dict[Force, Force] = {"may": "must not", "must": "need not"}
_NOT = frozenset(("not", "never"))
_NOBODY = frozenset(("no", "nobody", "none", "neither", "nor"))
_YOU = frozenset(("you", "user", "users", "customer", "customers", "member", "members"))
_WE = frozenset(("we", "us", "they", "company"))
_EMPTY = frozenset(
    """also then only be been being have to the a an in any at its our your their his her just still always ever and or
    of on by with from it them this that these those immediately freely""".split()  # noqa: SIM905  as a person reads it
)
MOST_STANCES = 200
"""Compared on each side; a page of small print has fewer. A bound on hostile texts, since each is held to each."""
_REACH = 14
"""Words after a modal that can be what it governs."""

_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|neither|nor|without|non\w*|prohibit\w*|forbid\w*|forbidden|ban|banned|bans|"
    r"against|refus\w+|lose|unless|except\w*|exclu\w+|disclaim\w*|waive\w*|solely|only|un[a-z]{4,}|in(?:valid|eligible)|"
    r"il[a-z]+|limit\w*|restrict\w*|avoid|refrain|stop\w*|end\w*|keep\w*|retain\w*|remain\w*|free|before|until|under)\b"
)
_DENIES = re.compile(
    r"\b(?:not(?! (?:be )?(?:younger|older|less|more|fewer|later|longer) than)|never|nobody|none|forbidden|prohibited|"
    r"banned)\b|\bno (?!matter|later|longer than|less)"
)
_RESTRICTS = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|neither|nor|non\w*|prohibit\w*|forbid\w*|refus\w+|unless|except\w*|exclu\w+|"
    r"only|solely|limit\w*|until|before|un[a-z]{4,}|stop\w*|end\w*|without (?=paying|payment|notice))\b"
)
_NEGATIVE_FORCES = ("must not", "will not", "need not")
_FORBIDS = re.compile(r"\b(?:prohibited|forbidden|banned|not (?:allowed|permitted))\b")
_CONDITION = re.compile(
    r"\b(?:unless(?! cancelled)|except(?:ions?)?(?! as (?:set|otherwise|expressly))|"
    r"only (?:if|with|when|where|after|exception)|provided,? that|other than|"
    r"without (?:(?:your|our|their|the|prior|express|written|explicit|parental|or|and) ){1,6}"
    r"(?:consent|permission|approval|agreement))\b"
)
_QUALIFIED = re.compile(
    r"\b(?:unless|except\w*|without|only|if|consent\w*|permission|agree\w*|approv\w*|but|however|other than|as long as|"
    r"subject to|until|when|where|provided|depends|apart from|some|certain|most|mostly|usually|generally|and not|"
    r"conditions?|save for|needs?|requires?|not always|in the cases?)\b"
)
_CONDITIONED = re.compile(
    r"\b(?:unless|except\w*|without|only|if|consent\w*|permission|agree[sd]?|approv\w*|but|however|other than|"
    r"as long as|subject to|until|when|where|provided|apart from|some|certain)\b"
)
_WITHOUT = re.compile(
    r"\bwithout (?:any |prior |your |a )?(?:notice|warning|consent|permission|telling|asking|limits?|reason)\b"
)
_FREELY = re.compile(r"\b(?:without|no|not|never|any|discretion|sole)\b")
_EXCEPTION_FOLLOWS = re.compile(r"^\W*(?:the only exceptions?|however|but|except|this does not apply|unless)\b")
_AT_LEAST = re.compile(
    r"\b(?:at least|not? (?:be )?(?:less|younger) than|more than|minimum|or (?:more|older|over)|over|from the age)\b"
)
_AT_MOST = re.compile(
    r"\b(?:up to|at most|(?:no|not) more than|not exceed|maximum|less than|younger|or less|limited to|"
    r"under(?= (?:the age|\d|thirteen|fourteen|sixteen|eighteen)))\b"
)
_UNIT = r"(?P<unit>minute|hour|day|week|month|year)s?\b"
_NO_SOONER = re.compile(rf"\b(?:only after|not before|no (?:earlier|sooner) than) (?:[\w()-]+ ){{0,3}}{_UNIT}")
_DEADLINE = re.compile(rf"\b(?:within|(?:no|not) later than) (?:[\w()-]+ ){{0,4}}{_UNIT}")
_WAIT = re.compile(rf"\bafter (?:[\w()-]+ ){{0,4}}{_UNIT}")
_SIDE = r"(?P<side>before|after)(?P<of>(?: [\w'-]+){1,5})"
_SIDES = re.compile(rf"\b{_SIDE}")
_SPANS = re.compile(rf"\b{_UNIT} {_SIDE}")
_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"')]*\s+")
_WORD = re.compile(r"[a-z]+|[.;:!?]")


def clash(said: str, quoted: Sequence[str], company: str = "", beside: str = "") -> str:
    """In what way a sentence says something else than the words it rests on; "" when nothing shows that.

    ``company`` is who "we" is in the quotes; ``beside`` is what else is said of them: it may hold the exception.
    """
    says, writes = (_named(_even(text), company) for text in (said, " ".join(quoted)))
    if not writes:
        return ""
    wrong = _turned(says, writes)
    if not wrong and _DENIES.search(says) and not _DENIAL.search(writes):
        wrong = "denies what its quotes do not"
    if not wrong and (free := _WITHOUT.search(says)) and not _FREELY.search(writes):
        wrong = f"adds “{free[0]}”"
    if not wrong and _lost_condition(says, writes, _even(beside)):
        wrong = "leaves an exception of its quotes out"
    if not wrong and any(char.isdigit() for char in said):
        wrong = _turned_bound(says, writes)
    return wrong or _turned_time(says, writes)


def turned(said: str, quoted: Sequence[str], company: str = "") -> str:
    """Which verb has another force on one side than on the other; "" when none has."""
    return _turned(*(_named(_even(text), company) for text in (said, " ".join(quoted))))


def _turned(says: str, writes: str) -> str:
    ours, theirs = (list(dict.fromkeys(stances(text)))[:MOST_STANCES] for text in (says, writes))
    conditional = _QUALIFIED.search(says) is not None
    for stance in ours:
        same = [
            other
            for other in theirs
            if stance.verb in other.deeds and (not stance.party or not other.party or stance.party == other.party)
        ]
        clashes = [other.force for other in same if other.force in _CLASH[stance.force]]
        if (
            same
            and len(clashes) == len(same)
            and not (conditional and _hangs_on(stance.force, clashes[0]) and _conditioned(stance.verb, writes))
        ):
            return f"says “{stance.force}” of “{stance.verb}”, its quotes say “{clashes[0]}”"
        if stance.force in _NEGATIVE_FORCES and not same and _plainly_done(stance.verb, writes):
            return f"says “{stance.force}” of “{stance.verb}”, its quotes say that it is done"
        if stance.party and not same and _others_only(stance, theirs):
            return f"says of “{stance.party}” what its quotes say of another: “{stance.verb}”"
    if _one_weaker(ours, theirs):
        return f"says “{ours[0].force}”, its quotes say “{theirs[0].force}”"
    if not theirs and _FORBIDS.search(writes) and not _DENIAL.search(says) and any(o.force == "may" for o in ours):
        return "allows what its quotes forbid"
    lost = [other for other in theirs if other.force in ("must not", "will not") and other.verb]
    if lost and len(lost) == len(theirs) and not conditional and not _DENIAL.search(says):
        spoken = set(_every_stem(says))
        gone = next((other for other in lost if other.verb in spoken), None)
        if gone is not None:
            return f"leaves out “{gone.force}” of “{gone.verb}”"
    return ""


def stances(text: str) -> list[Stance]:
    """Every "may", "must", "will" and their like in a text, in order."""
    words = _WORD.findall(_even(text))
    found: list[Stance] = []
    for at in range(len(words)):
        read = _force(words, at)
        if read is None:
            continue
        force, after = read
        reach: list[str] = []
        for following in words[after : after + _REACH]:
            if following in ".;:!?" or following == "but" or following in _POSITIVE:
                break
            if following not in _EMPTY and following not in _NOT:
                reach.append(_stem(following))
        if reach:
            # "May be revoked by us": who stands before is not who does it.
            passive = "be" in words[after : after + 2]
            found.append(Stance(force, "" if passive else _party(words, at), reach[0], frozenset(reach)))
    return found


def _party(words: Sequence[str], at: int) -> str:
    """Who is named shortly before a place in the same clause; "" when nobody is, or both ("you and we may")."""
    near = list(words[max(0, at - 4) : at])
    for end in range(len(near), 0, -1):
        word = near[end - 1]
        if word in ".;:!?":
            break
        if word in _YOU or word in _WE:
            joined = near[end - 2 : end - 1] in (["and"], ["or"]) if end > 1 else False
            return "" if joined else "you" if word in _YOU else "we"
    return ""


def _force(words: Sequence[str], at: int) -> tuple[Force, int] | None:
    """The force that a word gives to what follows, and where that begins."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    before = words[max(0, at - 3) : at]
    if word in _TO and following == "to" and before[-1:] not in (["may"], ["might"]):  # "may have to" is neither
        force = _TO[word]
        denied = bool(_NOT & {*before}) or bool(before and before[-1] in _NOBODY)
        # "You will not be required to": the "will" before says no more.
        return (_NEGATIVE_TO[force] if denied else force), at + 2
    if word == "need" and following == "not":
        return "need not", at + 2
    if word in _POSITIVE:
        force = _POSITIVE[word]
        after = [w for w in words[at + 1 : at + 5] if w not in _NOT]
        if any(one in _TO and two == "to" for one, two in zip(after, after[1:], strict=False)):
            return None
        denied = following in _NOT or bool(_NOBODY & {*before})
        return (_NEGATIVE[force] if denied else force), at + (2 if following in _NOT else 1)
    if word in ("do", "does") and following == "not" and words[at + 2 : at + 3] not in (["have"], ["need"]):
        return "will not", at + 2
    if word == "never" and not {*before} & {*_POSITIVE, "do", "does"}:
        return "will not", at + 1
    return None


def _plainly_done(verb: str, writes: str) -> bool:
    """Whether every sentence with that verb says that it is done, with nothing that denies or restricts it."""
    told = [sentence for sentence in _SENTENCE_END.split(writes) if verb in _every_stem(sentence)]
    return bool(told) and not any(_RESTRICTS.search(sentence) for sentence in told)


def _others_only(stance: Stance, theirs: Sequence[Stance]) -> bool:
    """Whether the verb is spoken of, and of the other party alone."""
    parties = {other.party for other in theirs if stance.verb == other.verb}
    return bool(parties) and "" not in parties and stance.party not in parties


def _one_weaker(ours: Sequence[Stance], theirs: Sequence[Stance]) -> bool:
    """Whether the only thing said is a "will" or a "must", the only thing written a "may", of the same party.

    "They will warn you before they close it" says nothing of the closing.
    """
    if len(ours) != 1 or len(theirs) != 1 or ours[0].party != theirs[0].party:
        return False
    if ours[0].verb != theirs[0].verb and theirs[0].verb in ours[0].deeds:
        return False
    return ours[0].force in ("will", "must") and theirs[0].force == "may"


def _hangs_on(said: Force, written: Force) -> bool:
    """Whether a condition makes the two the same: "may, only if" of "must not, unless"."""
    return {said, written} in ({"may", "must not"}, {"may", "will not"}, {"will", "will not"}, {"will", "may"},
                               {"will", "must not"})  # fmt: skip


def _conditioned(verb: str, writes: str) -> bool:
    """Whether a sentence with that verb, or the one behind it, has a condition: else one that is said is invented."""
    told = _SENTENCE_END.split(writes)
    about = [at for at, sentence in enumerate(told) if verb in _every_stem(sentence)]
    return any(_CONDITIONED.search(sentence) for at in about for sentence in told[at : at + 2])


def _lost_condition(says: str, writes: str, beside: str) -> bool:
    """Whether the sentence it speaks of has an exception, or is followed by one, of which nothing said has a trace."""
    if _QUALIFIED.search(says) or _QUALIFIED.search(beside):
        return False
    spoken = set(_stems(says))
    sentences = [sentence for sentence in _SENTENCE_END.split(writes) if sentence.strip()]
    shared = [len(spoken & set(_stems(sentence))) for sentence in sentences]
    if not spoken or not shared or max(shared) * 2 < len(spoken):
        return False
    about = shared.index(max(shared))
    if condition := _CONDITION.search(sentences[about]):
        at = condition.start()
        rule, exception = set(_stems(sentences[about][:at])), set(_stems(sentences[about][at:]))
        # What speaks of the exception alone leaves none out.
        return len(spoken & (rule - exception)) >= len(spoken & (exception - rule))
    return bool(about + 1 < len(sentences) and _EXCEPTION_FOLLOWS.search(sentences[about + 1]))


def _turned_bound(says: str, writes: str) -> str:
    """Whether "at least 30 days" is made of "up to 30 days", or the other way round."""
    least, most = _bounds(says)
    was_least, was_most = _bounds(writes)
    if (least and not most and was_most and not was_least) or (most and not least and was_least and not was_most):
        return f"says “{least or most}”, its quotes say “{was_most or was_least}”"
    return ""


def _turned_time(says: str, writes: str) -> str:
    """Whether "only after 30 days" is made of "within 30 days", or "a day after it ends" of "before it ends"."""
    waits, deadlines = ({found["unit"] for found in one.finditer(writes)} for one in (_WAIT, _DEADLINE))
    for wait in _NO_SOONER.finditer(says):
        if wait["unit"] in deadlines - waits:
            return f"says “{wait[0]}”, its quotes set a time by which"
    for ours in _SPANS.finditer(says):
        sides = {theirs["side"] for theirs in _SIDES.finditer(writes) if _event(theirs["of"]) == _event(ours["of"])}
        if _event(ours["of"]) and sides and ours["side"] not in sides:
            return f"says “{ours['side']}{ours['of']}”, its quotes say “{min(sides)}”"
    return ""


def _event(words: str) -> tuple[str, ...]:
    """What something is before or after, by its first stems."""
    return tuple(_stems(words)[:2])


def _bounds(text: str) -> tuple[str, str]:
    """The words that make a number the least, and those that make it the most; "" where there are none."""
    upper = _AT_MOST.search(text)
    # "No more than" holds "more than": what bounds from above must not be found as what bounds from below.
    lower = _AT_LEAST.search(re.sub(r"\b(?:no|not) more than\b", " ", text))
    upper = _AT_MOST.search(re.sub(r"\b(?:no|not) (?:be )?(?:less|younger) than\b", " ", text)) if upper else None
    return (lower[0] if lower else "", upper[0] if upper else "")


def _even(text: str) -> str:
    """Lower case, straight quotes, and every "not" a word of its own."""
    words = plain(text).replace("cannot", "can not").replace("can't", "can not").replace("won't", "will not")
    return words.replace("n't", " not")


def _named(text: str, company: str) -> str:
    """A text in which a company goes by "we"."""
    return re.sub(rf"\b{re.escape(company.lower())}\b", "we", text) if company else text


def _stems(text: str) -> list[str]:
    """Of the content words."""
    return list(terms(text))


def _every_stem(text: str) -> list[str]:
    """Also of the words that a search passes over, "own" and "tell" among them."""
    return [_stem(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    return next(iter(terms(word)), word)
