"""Does it cite the right places?"""

from bot import Answer, Citation
from eval.case import Case, ExpectedClause
from eval.scorers.score import Score, scorer
from eval.scorers.wording import listing
from eval.truth import Truth
from eval.words.matching import label_steps, loosely_same, same_line, title_words


@scorer("cited")
def clauses_cited(case: Case, answer: Answer, truth: Truth) -> Score:
    """Every required clause is cited."""
    found, missing = _required(case, answer, truth)
    if not found and not missing:
        return Score.unscored("no clause is required")
    return Score(float(not missing), listing("not cited", missing) if missing else "all cited")


@scorer("share")
def clauses_share(case: Case, answer: Answer, truth: Truth) -> Score:
    """Share of the required clauses that is cited."""
    found, missing = _required(case, answer, truth)
    if not found and not missing:
        return Score.unscored("no clause is required")
    return Score.share(len(found), len(found) + len(missing), f"{len(found)} of {len(found) + len(missing)}")


@scorer("point")
def citations_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """Share of the citations that name a clause which is required or at least right."""
    accepted = (*case.expect.clauses, *case.expect.also_ok_clauses)
    shown = answering(answer)
    if not shown:
        return Score.unscored("nothing is cited")
    if not accepted:
        return Score.unscored("the case names no clause")
    wrong = [c for c in shown if not any(cites(c, clause, case, truth) for clause in accepted)]
    share = len(shown) - len(wrong)
    why = listing("beside the point", (c.label or c.title for c in wrong)) if wrong else "all to the point"
    return Score.share(share, len(shown), why)


def answering(answer: Answer) -> list[Citation]:
    """The citations without those that only watch-outs have: these stand beside an answer and are no part of it."""
    stated = {index for statement in answer.statements for index in statement.citations}
    beside = {watch_out.citation for watch_out in answer.watch_outs} - stated
    return [citation for index, citation in enumerate(answer.citations) if index not in beside]


def cites(citation: Citation, clause: ExpectedClause, case: Case, truth: Truth) -> bool:
    """Whether a citation names an expected clause: by its place in the text first, else by its address.

    The place is right when the cited words and the expected words share a character. The address is right when one
    label is the other or encloses it ("10", "10.4", "10.4(ii)"), or, where the text has no number, the titles are
    equal. Either way in the version the case asks about, and in the expected part where one is named.
    """
    version = truth.version_of(case, clause)
    if version is None or citation.source_sha256 != version.sha256:
        return False
    places = truth.places(version, clause.quote)
    in_part = not clause.part or loosely_same(citation.part, clause.part)
    if any(citation.start < end and start < citation.end for start, end in places):
        return in_part or len(places) == 1
    return in_part and (same_line(citation.label, clause.label) or _same_heading(citation, clause))


def _same_heading(citation: Citation, clause: ExpectedClause) -> bool:
    if label_steps(clause.label):
        return False
    wanted, given = title_words(clause.title), title_words(citation.title)
    if wanted == "preamble" and not label_steps(citation.label):
        return given in ("", wanted)
    return bool(wanted) and wanted == given


def _required(case: Case, answer: Answer, truth: Truth) -> tuple[list[str], list[str]]:
    """Names of the required clauses that are cited, and of those that are not."""
    found: list[str] = []
    missing: list[str] = []
    for clause in case.expect.clauses:
        cited = any(cites(citation, clause, case, truth) for citation in answering(answer))
        (found if cited else missing).append(clause.label or clause.title)
    return found, missing
