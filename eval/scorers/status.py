"""Did it answer, and should it have?"""

from bot import Answer
from eval.case import Case
from eval.scorers.score import Score, scorer
from eval.truth import Truth

RIGHT_STATUS: dict[bool, frozenset[str]] = {
    True: frozenset({"answered", "partly"}),
    # Advice is refused, or answered with what the terms do not say: both are the bounded "no" a person should get.
    False: frozenset({"not_in_terms", "out_of_scope"}),
}


@scorer("status")
def status_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """Answered where the terms answer, and refused plainly where they do not."""
    if answer.status == "unavailable":
        return Score.unscored("it could not be looked up")
    if case.expect.answerable:
        right = answer.status in RIGHT_STATUS[True]
    else:
        right = refuses(case, answer) or _found_rightly(case, answer)
    said = "the claim was found to be not stated" if _not_stated(case, answer) else answer.status
    wanted = " or ".join(sorted(RIGHT_STATUS[case.expect.answerable]))
    return Score(float(right), said if right else f"{said}, should be {wanted}")


@scorer("given")
def answered_when_due(case: Case, answer: Answer, truth: Truth) -> Score:
    """Where the terms answer, so does it: a 0 is an over-refusal."""
    if not case.expect.answerable:
        return Score.unscored("the terms do not answer")
    return status_right(case, answer, truth)


@scorer("refuse")
def refused_when_due(case: Case, answer: Answer, truth: Truth) -> Score:
    """Where the terms do not answer, it says so: a 0 is an answer that has to be made up. The recall of refusals."""
    if case.expect.answerable:
        return Score.unscored("the terms answer")
    if _found_rightly(case, answer) and not refuses(case, answer):
        return Score.unscored("a verdict on the claim is as right")
    return status_right(case, answer, truth)


@scorer("due")
def refusals_due(case: Case, answer: Answer, truth: Truth) -> Score:
    """Where it says that the terms do not answer, they do not. The precision of refusals."""
    if not refuses(case, answer):
        return Score.unscored("nothing is refused")
    return Score(float(not case.expect.answerable), "due" if not case.expect.answerable else "the terms answer this")


def refuses(case: Case, answer: Answer) -> bool:
    """Whether an answer says that the terms do not tell, or that the question is not one about them."""
    return answer.status in RIGHT_STATUS[False] or _not_stated(case, answer)


def _not_stated(case: Case, answer: Answer) -> bool:
    return case.kind == "claim_check" and answer.verdict == "not_stated"


def _found_rightly(case: Case, answer: Answer) -> bool:
    """Whether a claim got a verdict that can be defended, also where "not stated" is the best one."""
    accepted = (case.expect.verdict, *case.expect.verdict_also_ok)
    return case.kind == "claim_check" and answer.verdict is not None and answer.verdict in accepted
