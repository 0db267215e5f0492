"""Does it cite the version that was asked about, and the right one of several agreements in a file?"""

from bot import Answer, Version
from eval.case import Case
from eval.scorers.clauses import answering
from eval.scorers.score import Score, scorer
from eval.scorers.wording import listing
from eval.truth import Truth
from eval.words.matching import label_steps, loosely_same, same_line

OVER_TIME = ("change", "claim_check")
"""Kinds whose answer may need any version up to the day asked about: since when something is so, and whether it was."""


@scorer("date", promise=True)
def version_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """Everything is cited from the version that was in force on the day asked about, or one the question is about."""
    if not answer.citations:
        return Score.unscored("nothing is cited")
    allowed = {(v.service, v.terms_type, v.version, v.sha256) for v in allowed_versions(case, truth)}
    wrong = [c for c in answer.citations if (c.service, c.terms_type, c.version, c.source_sha256) not in allowed]
    why = listing("of another version", (f"{c.label or c.title} ({c.version})" for c in wrong)) if wrong else "right"
    return Score.share(len(answer.citations) - len(wrong), len(answer.citations), why)


@scorer("part")
def part_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """Where several agreements in a file have the same numbers, the clause that is cited is that of the right one."""
    named = [clause for clause in (*case.expect.clauses, *case.expect.also_ok_clauses) if label_steps(clause.label)]
    parts = [clause for clause in named if clause.part]
    # "6" of the exhibit and "6" of the main text can only be mistaken for one another where the case names a part.
    meant = [(c, [p for p in named if same_line(c.label, p.label)]) for c in answering(answer)]
    told = [(c, same) for c, same in meant if any(p in parts for p in same)]
    if not told:
        return Score.unscored("no clause of a named part is cited by its number")
    wrong = [c for c, same in told if not any(loosely_same(c.part, p.part) for p in same)]
    why = listing("of another part", (f"{c.label} ({c.part or 'main text'})" for c in wrong)) if wrong else "right"
    return Score.share(len(told) - len(wrong), len(told), why)


def allowed_versions(case: Case, truth: Truth) -> list[Version]:
    """The versions that a right answer may cite.

    The one in force on the day asked about, of each service; those the case names with its clauses; where it compares,
    the older one and all between. An answer about time may go back to any earlier version.
    """
    found: list[Version] = []
    for service in case.services:
        now = truth.version(service, case.terms_type, case.as_of)
        if now is None:
            continue
        found.append(now)
        versions = [
            v for v in truth.versions(service) if v.terms_type == case.terms_type and v.effective <= now.effective
        ]
        if case.kind in OVER_TIME:
            found += versions
        elif case.compare_to is not None:
            then = truth.version(service, case.terms_type, case.compare_to)
            found += [v for v in versions if then is not None and then.effective <= v.effective]
    named = (truth.version_of(case, clause) for clause in (*case.expect.clauses, *case.expect.also_ok_clauses))
    return [*found, *(version for version in named if version is not None)]
