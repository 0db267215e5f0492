"""Questions about what somebody may or may not do."""

import re
from dataclasses import replace

from bot import Clause, Span
from eval.case import CaseKind, YesNo
from eval.drafting.find import Facts, Find
from eval.drafting.quoting import Sentence
from eval.mutate.voice import as_asked

_FORBID = (
    r"(?:may|must|shall|will|can) not|cannot|agree not to"
    r"|(?:are|is) not (?:allowed|permitted|authorized|entitled) to"
)
_ALLOW = (
    r"(?:may|can)(?! (?:not|be|also be|have|only|never)\b)(?: also)?"
    r"|(?:reserves?|has|have) the right(?:,? (?:at|in) [\w ,]{0,60}?,?)? to"
)
_REFUSE = r"(?:do|does|will|shall) not|never"
_PHRASE = r"(?P<phrase>[a-z]+(?:[ -][\w'’/-]+){1,24})"  # noqa: RUF001 (typographic apostrophes stand in terms)
_BEGINS = re.compile(
    r"(?:^|[;:,.)–—]\s*)(?:[^\w\s]\s*)?(?:(?:and|but|or|however|then|that),? )?$"  # noqa: RUF001
    r"|\b(?:agree|acknowledge|understand|and) that $",
    re.IGNORECASE,
)
"""What stands before a sentence or a main part of one: not "so that we may", not "those who may"."""
_ENDS = re.compile(
    r"\b(?:unless|except|without|if|when|where|until|provided|or|and|which|that|who|for any|in order|as|including"
    r"|because|unlike|other than|on behalf|at any|in connection|through|upon|subject|after|before|during|while|then|so"
    r"|but|by|in accordance|in violation|in a manner|in any|such|using|primarily|from time to time|directly|only)\b"
)
"""Where the words that say what is done end, and others begin that say when or how."""
_UNLESS = re.compile(
    r"\b(?P<word>unless|except|without (?:our|your|prior|express|written|advance|obtaining|asking)"
    r"(?= (?:[\w'’-]+ ){0,4}(?:consent|permission|approval|agreement|authorization)))"  # noqa: RUF001
    r"(?P<rest>(?: [\w'’-]+){1,4})",  # noqa: RUF001
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"(?:an?|and|any|are|as|be|by|for|from|here|her|his|how|in|is|its|of|on|or|our|that|the|their|to|what|whether|with"
    r"|your)",
    re.IGNORECASE,
)
"""Words that a phrase does not end with."""
_NO_DEED = re.compile(
    r"(?:all|also|an?|any|apply|arise|at|be|become|been|by|contain|encounter|experience|find|for|from|get|have|in|include"
    r"|incur|lose|need|no|not|notice|only|otherwise|receive|require|result|still|such|the|therefore|to|under|vary|want|wish"
    r"|with|\w+ly)"
)
"""Words that what somebody does is not told with at first: "you may receive an email" is no permission."""
_VAGUE = re.compile(
    r"\w+ (?:(?:the|any|some) )?(?:information|data|words?|items?|things?|persons?|people|it|so|this|that|these|those"
    r"|them)|.* following"
)
"""What nobody would ask: "can they use information"."""
_LISTED = re.compile(r",(?: [\w'’-]+){1,4}(?:,| and | or )")  # noqa: RUF001
"""What follows "use any technical" in "use any technical, financial and other information"."""
_HANGS = re.compile(r"\b(?:if|when|where|only|provided|in case|subject to)\b", re.IGNORECASE)
LONGEST_PHRASE = 10
"""Words of what is done, in a question."""


class Rulings:
    """Finds what a company's terms allow and forbid."""

    def __init__(self, company: str) -> None:
        self._company = company.casefold()
        we = rf"(?:we|{re.escape(company)})"
        you = r"(?:you|users?|customers?|members?|subscribers?)"
        self._rules = tuple(
            (re.compile(rf"\b{who} (?P<modal>{modal}) {_PHRASE}", re.IGNORECASE), make)
            for who, modal, make in (
                (you, _FORBID, _forbidden),
                ("you", _ALLOW, _allowed_to_me),
                (we, _REFUSE, _refused),
                (we, _ALLOW, _allowed_to_them),
            )
        )

    def find(self, sentence: Sentence, clause: Clause) -> Find | None:
        """The first thing that a sentence allows or forbids; None when there is none that can be asked for."""
        for pattern, make in self._rules:
            match = pattern.search(sentence.text)
            if match is None or not _BEGINS.search(sentence.text, max(0, match.start() - 30), match.start()):
                continue
            if phrase := self._phrase(match["phrase"]):
                found = make(sentence, clause, match, phrase)
                whole = len(phrase.split()) < LONGEST_PHRASE and not _LISTED.match(sentence.text, match.end())
                return found if whole else replace(found, good=False)
        return None

    def _phrase(self, words: str) -> str:
        """What somebody may or may not do, as far as it can be asked for by itself; "" when it cannot."""
        words = words.casefold()
        if end := _ENDS.search(words):
            words = words[: end.start()]
        kept = without_loose_end(words.split()[:LONGEST_PHRASE])
        phrase = " ".join(kept)
        if (
            len(kept) < 2
            or "not" in kept[:2]
            or _NO_DEED.fullmatch(kept[0])
            or kept[0] == self._company
            or _VAGUE.fullmatch(phrase)
        ):
            return ""
        return phrase


def mine(phrase: str) -> str:
    """Words of the terms as the person asks whom they call "you"."""
    return as_asked(phrase, "").lower()


def without_loose_end(words: list[str]) -> list[str]:
    """The words without an "of the" at their end."""
    while words and _LOOSE.fullmatch(words[-1]):
        words = words[:-1]
    return words


def _forbidden(sentence: Sentence, clause: Clause, match: re.Match[str], phrase: str) -> Find:
    said = (*_with_verb(phrase, match["modal"], "not", "cannot", "can't"), "not allowed", "prohibited")
    not_so = (f"you may {_short(phrase)}", f"you can {_short(phrase)}")
    return _ruled(sentence, clause, match, f"can i {mine(phrase)}", "no", said, not_so)


def _allowed_to_me(sentence: Sentence, clause: Clause, match: re.Match[str], phrase: str) -> Find:
    said = _with_verb(phrase, match["modal"], "may", "can", "allowed to")
    not_so = (f"you may not {_short(phrase)}", f"you cannot {_short(phrase)}")
    return _ruled(sentence, clause, match, f"can i {mine(phrase)}", "yes", said, not_so)


def _allowed_to_them(sentence: Sentence, clause: Clause, match: re.Match[str], phrase: str) -> Find:
    said = _with_verb(phrase, match["modal"], "may", "can", "right to")
    not_so = (f"they may not {_short(mine(phrase))}", f"they cannot {_short(mine(phrase))}")
    return _ruled(sentence, clause, match, f"can they {mine(phrase)}", "yes", said, not_so)


def _refused(sentence: Sentence, clause: Clause, match: re.Match[str], phrase: str) -> Find:
    said = _with_verb(phrase, match["modal"], "not", "don't", "doesn't", "won't", "never")
    asking = "will they" if match["modal"].lower().startswith(("will", "shall")) else "do they"
    return _ruled(sentence, clause, match, f"{asking} {mine(phrase)}", "no", said, (f"they {_short(mine(phrase))}",))


def _with_verb(phrase: str, *modals: str) -> tuple[str, ...]:
    """The ways to say that what is done may or may not be, each with the verb: a bare "not" stands in any answer."""
    return tuple(f"{modal} {phrase.split()[0]}" for modal in modals)


def _ruled(
    sentence: Sentence,
    clause: Clause,
    match: re.Match[str],
    question: str,
    yes_no: YesNo,
    said: tuple[str, ...],
    must_not: tuple[str, ...],
) -> Find:
    facts: Facts = (tuple(dict.fromkeys(word.lower() for word in said)),)
    at = Span(match.start(), match.end("modal"))
    kind: CaseKind = "lookup"
    check = f"is it a plain {yes_no}, or are there exceptions in other clauses"
    if unless := _UNLESS.search(sentence.text, match.end("modal")):
        kind, yes_no = "exception", "depends"
        facts = (*facts, (f"{unless['word']}{unless['rest']}".lower(),))
        at = Span(match.start(), unless.end())
        check = "does the exception apply to what is asked, and is “depends” what a careful reader would say"
    hangs = yes_no != "depends" and _HANGS.search(sentence.text) is not None
    also_ok: tuple[YesNo, ...] = ("depends",) if hangs else ()
    return Find(kind, sentence, at, clause, question, facts, must_not, yes_no, also_ok, check=check)


def _short(phrase: str) -> str:
    """The first words of what is done, as an answer would have them too."""
    return " ".join(without_loose_end(phrase.split()[:4]))
