"""What people ask about, found in a version: figures, what is forbidden or allowed, exceptions, defined terms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot import CITABLE, Clause, Reading, Span, innermost, readable
from eval.case import CaseKind, YesNo
from eval.drafting.numbers import Figure, figures, near_misses
from eval.drafting.quoting import Sentence

Facts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Find:
    """Something a question can be drafted about."""

    kind: CaseKind
    sentence: Sentence
    at: Span
    """The telling words, in the text of the sentence."""
    clause: Clause
    question: str
    facts: Facts
    must_not: tuple[str, ...] = ()
    yes_no: YesNo | None = None
    good: bool = True
    """False where the question is only made of the clause's title."""
    check: str = ""
    """What about this draft most needs a look."""


_FORBID = (
    r"(?:may|must|shall|will|can) not|cannot|agree not to"
    r"|(?:are|is) not (?:allowed|permitted|authorized|entitled) to"
)
_ALLOW = (
    r"(?:may|can)(?! (?:not|be|also be|have|only|never)\b)(?: also)?"
    r"|(?:reserves?|has|have) the right(?:,? (?:at|in) [\w ,]{0,60}?,?)? to"
)
_REFUSE = r"(?:do|does|will|shall) not|never"
_YOU = r"(?P<who>you|users?|customers?|members?|subscribers?)"
_PHRASE = r"(?P<phrase>[a-z]+(?:[ -][\w'’/-]+){1,24})"  # noqa: RUF001 (typographic apostrophes stand in terms)
_ENDS = re.compile(
    r"\b(?:unless|except|without|if|when|where|until|provided|or|and|which|that|who|for any|in order|as|including"
    r"|because|unlike|other than|on behalf|at any|in connection|through|upon|subject|after|before|during|while|then|so"
    r"|but|by|in accordance|in violation|in a manner|in any)\b"
)
"""Where the words that say what is done end, and others begin that say when or how."""
_UNLESS = re.compile(
    r"\b(?P<word>unless|except|without (?:our|the|your|prior|express|written|advance|obtaining|asking))"
    r"(?P<rest>(?: [\w'’-]+){1,4})",  # noqa: RUF001
    re.IGNORECASE,
)
_LOOSE = frozenset(
    ("a", "an", "and", "any", "are", "as", "be", "by", "for", "from", "her", "his", "in", "is", "its", "of", "on", "or")
    + ("our", "that", "the", "their", "to", "with", "your")
)
"""Words that a phrase does not end with."""
_NO_DEEDS = frozenset(
    (
        "a",
        "all",
        "also",
        "an",
        "any",
        "apply",
        "arise",
        "at",
        "be",
        "become",
        "been",
        "by",
        "contain",
        "for",
        "from",
        "have",
    )
    + (
        "in",
        "include",
        "no",
        "not",
        "only",
        "otherwise",
        "result",
        "still",
        "such",
        "the",
        "to",
        "under",
        "vary",
        "with",
    )
)
"""Words that a phrase about something a person does not begin with."""

NEAR = 70
"""Characters on either side of a figure that say what it is a figure of."""

_HOW_LONG: tuple[tuple[str, str], ...] = (
    (r"\btrial", "how long is the trial"),
    (r"\brefund|money back|withdraw", "how long do i have to ask for my money back"),
    (r"\bopt(?:ing)?[ -]?out", "how long do i have to opt out"),
    (r"\brenew", "how long before it renews do i have to stop it"),
    (r"\bnotice|\bnotif|\binform|\bin advance", "how long in advance do they have to be told, or tell me"),
    (r"\bdelet|\bretain|\bretention|\bstored?\b|\bkept\b|\bbackup", "how long is it kept"),
    (r"\barbitrat|\bdispute|\bclaims?\b|\bcause of action", "how long is there to make a claim or settle it"),
    (r"\binvoice|\bpay\b|\bpaid\b|\bpayment|\bfees?\b", "how long is there to pay"),
    (r"\bterminat|\bcancel|\bsuspen|\bclos", "how long does it take when it is ended"),
    (r"\binactiv|\bidle|\bunused|\bdormant", "how long can i leave it unused"),
)
_HOW_MUCH: tuple[tuple[str, str], ...] = (
    (r"\bliab|\bdamages", "what is the most they would have to pay me"),
    (r"\bfees?\b|\bcharge|\bcost|\bprice", "how much is the fee"),
)
_AGE = re.compile(r"\byears? (?:old|of age)\b|\b(?:at least|under) .{0,20}years\b|\bage of\b", re.IGNORECASE)


def finds(reading: Reading) -> Iterator[Find]:
    """Everything that a question could be drafted about, in order of the text."""
    name = re.escape(reading.version.service_name)
    company = rf"(?P<who>we|{name})"
    rules = (
        (re.compile(rf"\b{_YOU} (?:also |shall |will )?(?P<modal>{_FORBID}) {_PHRASE}", re.IGNORECASE), _forbidden),
        (re.compile(rf"\b{_YOU} (?P<modal>{_ALLOW}) {_PHRASE}", re.IGNORECASE), _allowed_to_me),
        (re.compile(rf"\b{company} (?P<modal>{_REFUSE}) {_PHRASE}", re.IGNORECASE), _refused),
        (re.compile(rf"\b{company} (?P<modal>{_ALLOW}) {_PHRASE}", re.IGNORECASE), _allowed_to_them),
    )
    for sentence, clause in sentences(reading):
        text = readable(reading.source, clause.start, clause.end).text
        yield from _numbers(sentence, clause, text)
        for pattern, make in rules:
            match = pattern.search(sentence.text)
            if match and (phrase := _phrase(match["phrase"], reading.version.service_name)):
                yield make(sentence, clause, match, phrase)
                break
    yield from _definitions(reading)


def sentences(reading: Reading) -> Iterator[tuple[Sentence, Clause]]:
    """The sentences of what may be cited, each once, with their clauses."""
    spans = sorted({(s.start, s.end) for p in reading.passages for s in p.sentences if s.start < s.end})
    for start, end in spans:
        clause = innermost(reading.clauses, start)
        if clause is not None and clause.kind in CITABLE:
            yield Sentence.at(reading.source, Span(start, end)), clause


def topic(clause: Clause) -> str:
    """What a clause is about, in small letters, for want of better words."""
    return " ".join(clause.title.casefold().rstrip(".:").split()[:6])


# --- figures -------------------------------------------------------------------------------------------------------


def _numbers(sentence: Sentence, clause: Clause, text: str) -> Iterator[Find]:
    found = list(figures(sentence.text))
    for figure in found:
        question, good = _how_much(figure, sentence.text, clause)
        if question:
            yield Find(
                kind="number",
                sentence=sentence,
                at=Span(figure.start, figure.end),
                clause=clause,
                question=question,
                facts=(figure.wordings,),
                must_not=near_misses(figure, text),
                good=good and sum(other.is_money == figure.is_money for other in found) == 1,
                check="does the question ask for this figure, and for no other one",
            )


def _how_much(figure: Figure, text: str, clause: Clause) -> tuple[str, bool]:
    if figure.unit == "year" and 5 <= figure.number <= 25 and _AGE.search(text):
        return "how old do i have to be", True
    rules, else_ask = (_HOW_MUCH, "how much is it") if figure.is_money else (_HOW_LONG, "how long is it")
    near = text[max(0, figure.start - NEAR) : figure.end + NEAR]
    for pattern, question in rules:
        if re.search(pattern, near, re.IGNORECASE):
            return question, True
    return (f"{else_ask}, in what they say about {topic(clause)}", False) if topic(clause) else ("", False)


def flipped(find: Find) -> Find | None:
    """The question turned into one that presumes a wrong figure, where there is one."""
    if find.kind != "number" or not find.must_not or not find.good:
        return None
    wrong = find.must_not[0]
    return Find(
        kind="false_premise",
        sentence=find.sentence,
        at=find.at,
        clause=find.clause,
        question=f"{find.question}? it's {wrong}, right",
        facts=find.facts,
        must_not=(f"it is {wrong}", f"you have {wrong}"),
        yes_no="no",
        check="is the figure in the question wrong everywhere in the document",
    )


# --- may and may not -----------------------------------------------------------------------------------------------


def _forbidden(sentence: Sentence, clause: Clause, match: re.Match[str], phrase: str) -> Find:
    short = " ".join(phrase.split()[:4])
    said = (match["modal"], "may not", "cannot", "can't", "must not", "not allowed", "prohibited")
    not_so = (f"you may {short}", f"you can {short}")
    return _ruled(sentence, clause, match, f"can i {mine(phrase)}", "no", said, not_so)


def _allowed_to_me(sentence: Sentence, clause: Clause, match: re.Match[str], phrase: str) -> Find:
    short = " ".join(phrase.split()[:4])
    said = (match["modal"], "may", "can", "allowed")
    not_so = (f"you may not {short}", f"you cannot {short}")
    return _ruled(sentence, clause, match, f"can i {mine(phrase)}", "yes", said, not_so)


def _allowed_to_them(sentence: Sentence, clause: Clause, match: re.Match[str], phrase: str) -> Find:
    short = " ".join(mine(phrase).split()[:4])
    said = (match["modal"], "may", "can", "right to")
    not_so = (f"they may not {short}", f"they cannot {short}")
    return _ruled(sentence, clause, match, f"can they {mine(phrase)}", "yes", said, not_so)


def _refused(sentence: Sentence, clause: Clause, match: re.Match[str], phrase: str) -> Find:
    asking = "will they" if match["modal"].lower().startswith(("will", "shall")) else "do they"
    said = (match["modal"], "not", "n't", "never")
    return _ruled(sentence, clause, match, f"{asking} {mine(phrase)}", "no", said, (f"yes, they {mine(phrase)}",))


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
    return Find(kind, sentence, at, clause, question, facts, must_not, yes_no, check=check)


def _phrase(words: str, company: str) -> str:
    """What somebody may or may not do, as far as it can be asked for by itself; "" when it cannot."""
    words = words.casefold()
    if end := _ENDS.search(words):
        words = words[: end.start()]
    kept = words.split()[:10]
    while kept and kept[-1] in _LOOSE:
        kept.pop()
    if len(kept) < 2 or kept[0] in _NO_DEEDS or kept[0].endswith("ly") or company.casefold() in kept[:1]:
        return ""
    return " ".join(kept)


_PERSONS = {
    "you": "me", "your": "my", "yours": "mine", "yourself": "myself", "we": "they", "us": "them", "our": "their",
    "ours": "theirs", "ourselves": "themselves",
}  # fmt: skip


def mine(phrase: str) -> str:
    """Words of the terms as the person asks who they call "you"."""
    return " ".join(_PERSONS.get(word, word) for word in phrase.split())


# --- defined terms -------------------------------------------------------------------------------------------------

_MEANS = re.compile(
    r"[\"'”’)\s]*(?:,[^,]{0,80},\s*)?(?P<verb>means?|refers? to|includes?|is|are)\s+"  # noqa: RUF001
    r"(?P<what>[\w'’-]+(?: [\w'’-]+){1,7})"  # noqa: RUF001
)


def _definitions(reading: Reading) -> Iterator[Find]:
    for sentence, clause in sentences(reading):
        first, last = sentence.span
        for term in dict.fromkeys(d.term for d in reading.definitions if first <= d.start < last):
            at = sentence.text.find(term)
            means = _MEANS.match(sentence.text, at + len(term)) if at >= 0 else None
            words = means["what"].lower().split() if means else []
            while words and words[-1] in _LOOSE:
                words.pop()
            if means and len(words) > 1:
                yield Find(
                    kind="definition",
                    sentence=sentence,
                    at=Span(means.start("verb"), means.end("what")),
                    clause=clause,
                    question=f"what do they mean by '{term.casefold()}'",
                    facts=((" ".join(words[:6]), " ".join(words[-2:])),),
                    check="which words of the definition must an answer convey",
                )
