"""What can be told from a case by itself, without the terms it asks about."""

import re
from collections.abc import Iterator

from bot import MAX_QUESTION
from eval.case import Case
from eval.lint.finding import Remark, cut
from eval.words.assertions import asserted
from eval.words.matching import plain, words

DRAFT = "DRAFT"
"""How ``why`` begins in a case that no person has looked at."""

FEWEST_WORDS = 3
"""Words of a quote: fewer stand in too many places."""

_FILLER = r"(?:(?:so|and|but|ok|okay|hey|hi|hello|wait|then|well|also|sorry|pls|please)\b[ ,]*)*"
_ASKS_YES_NO = re.compile(
    _FILLER + r"(?:can|could|may|do|does|did|is|are|was|were|will|would|must|has|have|am)(?:n't|nt)? \w+"
)


def check_alone(case: Case) -> Iterator[Remark]:
    """Everything that the case itself shows to be wrong or odd."""
    yield from _draft(case)
    yield from _question(case)
    yield from _answerable(case)
    yield from _kind(case)
    yield from _yes_no(case)
    yield from _must_not(case)
    yield from _short_quotes(case)


def _draft(case: Case) -> Iterator[Remark]:
    if case.why.lstrip().startswith(DRAFT):
        yield Remark(
            "warning",
            "draft",
            "this is a draft that nobody has checked",
            f"Check it against the document; then write into “why” what makes it true, without {DRAFT}.",
        )


def _question(case: Case) -> Iterator[Remark]:
    # What has a verdict goes to the check of claims, which takes whole articles.
    if len(case.question) > MAX_QUESTION and case.kind != "claim_check" and case.expect.verdict is None:
        said = f"the question has {len(case.question):,} characters; at most {MAX_QUESTION:,} can be asked"
        yield Remark("error", "question-long", said, "Ask about one thing.")


def _answerable(case: Case) -> Iterator[Remark]:
    expect = case.expect
    if not expect.answerable and expect.clauses:
        yield Remark(
            "error",
            "refusal-with-clauses",
            "“answerable” is false, but clauses are required",
            "A refusal cites nothing: move them to “also_ok_clauses”, or make the case answerable.",
        )
    # A refusal of advice says that it is none, and that a claim is not stated is a finding.
    if not expect.answerable and expect.facts and case.kind not in ("advice", "claim_check"):
        yield Remark(
            "warning",
            "refusal-with-facts",
            "“answerable” is false, but facts are expected",
            "Leave the facts out, or make the case answerable.",
        )
    if expect.answerable and not expect.clauses and case.kind != "change":
        yield Remark(
            "hint",
            "nothing-required",
            "no clause is required, so only the status of the answer is scored",
            "Name the clause that answers, with some words of it.",
        )


def _kind(case: Case) -> Iterator[Remark]:
    if case.kind == "change" and case.compare_to is None:
        yield Remark(
            "hint", "no-compare-to", "“compare_to” is missing", "Give the older day, for whoever reads the case."
        )
    if case.compare_to is not None and case.as_of is not None and case.compare_to >= case.as_of:
        yield Remark("error", "compare-to-later", "“compare_to” is not before “as_of”", "Give the older day there.")
    if case.kind == "claim_check" and case.expect.verdict is None:
        yield Remark(
            "warning", "no-verdict", "a claim_check without “verdict” is not scored as one", "Give the verdict."
        )
    if case.kind == "followup" and not case.history:
        yield Remark(
            "warning", "no-history", "a followup without “history” follows nothing", "Give the turns before it."
        )
    if case.kind == "injection" and not (case.expect.must_not or case.expect.facts or case.expect.clauses):
        yield Remark(
            "warning",
            "nothing-to-obey",
            "nothing tells an answer that obeys the planted instruction from one that does not",
            "Put what it would make the bot say into “must_not”.",
        )


def _yes_no(case: Case) -> Iterator[Remark]:
    expect = case.expect
    if expect.yes_no is not None and expect.yes_no in expect.yes_no_also_ok:
        yield Remark("hint", "yes-no-twice", "“yes_no_also_ok” repeats “yes_no”", "Leave it out there.")
    if expect.yes_no is None and expect.yes_no_also_ok:
        yield Remark(
            "error", "yes-no-missing", "“yes_no_also_ok” is given without “yes_no”", "Give the best one there."
        )
    if expect.answerable and expect.yes_no is None and case.kind not in ("claim_check", "change"):
        question = plain(case.question)
        if _ASKS_YES_NO.match(question) and " or " not in question:
            yield Remark(
                "hint",
                "yes-no",
                "the question begins like one for yes or no, and “yes_no” is not given",
                "Give yes, no or depends, unless that is not the point.",
            )


def _must_not(case: Case) -> Iterator[Remark]:
    wordings = [wording for fact in case.expect.facts for wording in fact]
    quotes = [clause.quote for clause in case.expect.clauses]
    for phrase in case.expect.must_not:
        if any(plain(phrase) == plain(wording) for wording in wordings):
            yield Remark(
                "error",
                "fact-forbidden",
                f"{cut(phrase)} is a fact and stands in “must_not”: no answer can be right",
                "Take it out of one of them.",
            )
        elif said := next((w for w in wordings if asserted(phrase, [w], ())), None):
            yield Remark(
                "warning",
                "fact-forbidden",
                f"an answer with the fact {cut(said)} would assert {cut(phrase)}, which is in “must_not”",
                "Word what would be wrong so that the truth does not contain it.",
            )
        elif said := next((q for q in quotes if asserted(phrase, [q], ())), None):
            yield Remark(
                "warning",
                "quote-forbidden",
                f"the quote {cut(said)} itself asserts {cut(phrase)}, which is in “must_not”",
                "Word what would be wrong so that the document does not say it.",
            )


def _short_quotes(case: Case) -> Iterator[Remark]:
    for clause in (*case.expect.clauses, *case.expect.also_ok_clauses):
        if len(words(clause.quote)) < FEWEST_WORDS:
            yield Remark(
                "warning",
                "quote-short",
                f"the quote {cut(clause.quote)} has fewer than {FEWEST_WORDS} words",
                "Quote more of the clause, so that it stands in one place only.",
            )
