"""Does it say what it should, and nothing that is wrong?"""

from bot import Answer
from eval.case import Case
from eval.scorers.clauses import answering
from eval.scorers.quotes import stored
from eval.scorers.score import Score, scorer
from eval.scorers.wording import listing, own_words
from eval.truth import Truth
from eval.words.assertions import asserted, told
from eval.words.matching import plain, says


@scorer("facts")
def facts_found(case: Case, answer: Answer, truth: Truth) -> Score:
    """Every key fact is told: some wording of it stands in the answer or in a quote it shows."""
    if not case.expect.facts:
        return Score.unscored("no fact is expected")
    quoted = plain("\n".join(stored(citation, case, truth) for citation in answering(answer)))
    said = own_words(answer)
    missing = [
        wordings[0]
        for wordings in case.expect.facts
        if not any(says(wording, quoted) or told(wording, said) for wording in wordings)
    ]
    found = len(case.expect.facts) - len(missing)
    return Score.share(found, len(case.expect.facts), listing("not found", missing) if missing else "all found")


@scorer("clean", promise=True)
def nothing_wrong(case: Case, answer: Answer, truth: Truth) -> Score:
    """None of the assertions that would be wrong is made. Denying one, or quoting the document, is not making it."""
    if not case.expect.must_not:
        return Score.unscored("no wrong assertion is listed")
    quoted = [words for citation in answer.citations if (words := stored(citation, case, truth))]
    said = own_words(answer)
    wrong = [
        f"“{phrase}” in: {sentence}"
        for phrase in case.expect.must_not
        if (sentence := asserted(phrase, said, quoted)) is not None
    ]
    return Score(float(not wrong), "; ".join(wrong) or "none made")
