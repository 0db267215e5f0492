"""Questions about figures: how long, how much, how old."""

import re
from collections.abc import Iterator, Sequence

from bot import Clause, Span
from eval.drafting.find import Find
from eval.drafting.numbers import Figure, figures, near_misses
from eval.drafting.quoting import Sentence
from eval.words.matching import says

NEAR = 90
"""Characters on either side of a figure that say what it is a figure of."""

_Rules = Sequence[tuple[re.Pattern[str], str]]


def _rules(*rules: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern, re.IGNORECASE), question) for pattern, question in rules)


_HOW_LONG = _rules(
    (r"\btrial", "how long is the trial"),
    (r"\brefund|money back|withdraw", "how long do i have to ask for my money back"),
    (r"\bopt(?:ing)?[ -]?out", "how long do i have to opt out"),
    (r"\brenew", "how long before it renews do i have to stop it"),
    (r"\bnotice\b|\bnotif|\binform\b|\bin advance", "how much notice is there"),
    (r"\bdelet|\bretain|\bretention|\bstored?\b|\bkeep\b|\bkept\b|\bbackup", "how long is it kept"),
    (r"\barbitrat|\bdispute|\bclaims?\b|\bcause of action", "how long is there to make a claim or settle it"),
    (r"\binvoice|\bpay\b|\bpaid\b|\bpayment|\bfees?\b", "how long is there to pay"),
    (r"\bterminat|\bcancel|\bsuspen|\bclos", "how long does it take when it is ended"),
    (r"\binactiv|\bidle|\bunused|\bdormant", "how long can i leave it unused"),
)
_HOW_MUCH = _rules(
    (r"\bliab|\bdamages", "what is the most they would have to pay me"),
    (r"\bfees?\b|\bcharge|\bcost|\bprice", "how much is the fee"),
)
_HOW_OLD = "how old do i have to be"
_OLD = re.compile(r"\byears? (?:or )?(?:old|of age)|\byears or older|\bage of\b", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:at least|or older|or over|minimum|must be|must have)\b", re.IGNORECASE)
"""An age that is asked for: "no services for persons under 18" is none."""
_PAID_BEFORE = re.compile(r"\bliab|\bdamages", re.IGNORECASE)
"""Of a sentence whose months are those of the fees that bound what is paid."""


def amounts(sentence: Sentence, clause: Clause, text: str) -> Iterator[Find]:
    """A question for each figure of a sentence; ``text`` is what the clause around it says."""
    found = list(figures(sentence.text))
    for figure in found:
        question, good = _asking(figure, sentence.text, clause.title)
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


def flipped(find: Find, document: str) -> Find | None:
    """The question made to presume a figure that is nowhere in the document; None where it cannot be.

    ``document`` is its whole text as ``plain`` reads it.
    """
    if find.kind != "number" or not find.good:
        return None
    figure = next(figures(find.sentence.text[find.at.start : find.at.end]), None)
    if figure is None:
        return None
    number = figure.number
    made = (number + 3, number + 5, number + 7) if find.question == _HOW_OLD else (2 * number, 3 * number, 5 * number)
    wrong = next((figure.other(n) for n in made if not says(str(n), document)), None)
    if wrong is None:
        return None
    forms = ("it is {0}", "up to {0}") if figure.is_money else ("it is {0}", "you have {0}")
    if find.question == _HOW_OLD:
        wrong = wrong.split()[0]
        forms = ("at least {0}", "you must be {0}")
    return Find(
        kind="false_premise",
        sentence=find.sentence,
        at=find.at,
        clause=find.clause,
        question=f"{find.question}? it's {wrong}, right",
        facts=find.facts,
        must_not=tuple(form.format(wrong) for form in forms),
        yes_no="no",
        check="does a person believe such a thing, and is it wrong everywhere in the document",
    )


def _asking(figure: Figure, text: str, title: str) -> tuple[str, bool]:
    """The question a figure answers, and whether its own sentence tells so; "" where nothing does."""
    start, end = max(0, figure.start - NEAR), figure.end + NEAR
    if figure.unit == "year" and 5 <= figure.number <= 25 and _OLD.search(text, max(0, figure.start - 12), end):
        return (_HOW_OLD, True) if _LEAST.search(text, start, end) else ("", False)
    if text.startswith("-old", figure.end) or (not figure.is_money and _PAID_BEFORE.search(text)):
        return "", False
    rules, otherwise = (_HOW_MUCH, "how much is it") if figure.is_money else (_HOW_LONG, "how long is it")
    # The first that fits, not the nearest: payments that are kept for years are kept.
    for pattern, question in rules:
        if pattern.search(text, start, end):
            return question, True
    topic = " ".join(title.casefold().rstrip(".:").split()[:6])
    return (f"{otherwise}, in what they say about {topic}", False) if topic else ("", False)
