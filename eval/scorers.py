"""One small function for each thing a right answer must be.

A scorer takes a case, the answer and the library's truth, and gives a score from 0 to 1 with a reason, or says that
it cannot tell ("unscored"): a matter that was not measured is never counted as wrong, nor as right. To add one, write
the function and put it into ``SCORERS``; its name is its name in reports.

None of them believes the answer: places, versions and words are looked up in the library again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, Self

from bot import Answer, Citation
from eval.assertions import asserted
from eval.case import Case, ExpectedClause
from eval.matching import label_steps, loosely_same, plain, same_line, says, title_words
from eval.truth import Truth


@dataclass(frozen=True, slots=True)
class Score:
    """What a scorer found."""

    value: float | None
    """0 (wrong) to 1 (right); None is "unscored"."""
    why: str

    def __post_init__(self) -> None:
        # Written so that NaN fails too.
        if self.value is not None and not 0 <= self.value <= 1:
            raise ValueError(f"a score is between 0 and 1, not {self.value}")

    @classmethod
    def unscored(cls, why: str) -> Self:
        return cls(None, why)

    @classmethod
    def share(cls, right: int, of: int, why: str) -> Self:
        return cls(right / of, why)


class Scorer(Protocol):
    """Judges one thing about one answer."""

    @property
    def __name__(self) -> str: ...

    def __call__(self, case: Case, answer: Answer, truth: Truth) -> Score: ...


# --- did it answer, and should it have ----------------------------------------------------------------------------

RIGHT_STATUS: dict[bool, frozenset[str]] = {
    True: frozenset({"answered", "partly"}),
    # Advice is refused, or answered with what the terms do not say: both are the bounded "no" a person should get.
    False: frozenset({"not_in_terms", "out_of_scope"}),
}


def status_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """Answered where the terms answer, and refused plainly where they do not."""
    if case.kind == "claim_check" and not case.expect.answerable and answer.verdict == "not_stated":
        return Score(1, "the claim was found to be not stated")
    right = answer.status in RIGHT_STATUS[case.expect.answerable]
    wanted = " or ".join(sorted(RIGHT_STATUS[case.expect.answerable]))
    return Score(float(right), answer.status if right else f"{answer.status}, should be {wanted}")


# --- the right places ---------------------------------------------------------------------------------------------


def clauses_cited(case: Case, answer: Answer, truth: Truth) -> Score:
    """Every required clause is cited."""
    found, missing = _required(case, answer, truth)
    if not found and not missing:
        return Score.unscored("no clause is required")
    return Score(float(not missing), _listing("not cited", missing) if missing else "all cited")


def clauses_share(case: Case, answer: Answer, truth: Truth) -> Score:
    """Share of the required clauses that is cited."""
    found, missing = _required(case, answer, truth)
    if not found and not missing:
        return Score.unscored("no clause is required")
    return Score.share(len(found), len(found) + len(missing), f"{len(found)} of {len(found) + len(missing)}")


def citations_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """Share of the citations that name a clause which is required or at least right."""
    accepted = (*case.expect.clauses, *case.expect.also_ok_clauses)
    answering = _answering(answer)
    if not answering:
        return Score.unscored("nothing is cited")
    if not accepted:
        return Score.unscored("the case names no clause")
    wrong = [c for c in answering if not any(cites(c, clause, case, truth) for clause in accepted)]
    share = len(answering) - len(wrong)
    why = _listing("beside the point", (c.label or c.title for c in wrong)) if wrong else "all to the point"
    return Score.share(share, len(answering), why)


def _answering(answer: Answer) -> list[Citation]:
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
        cited = any(cites(citation, clause, case, truth) for citation in _answering(answer))
        (found if cited else missing).append(clause.label or clause.title)
    return found, missing


# --- exact quotes -------------------------------------------------------------------------------------------------


def quotes_exact(case: Case, answer: Answer, truth: Truth) -> Score:
    """Share of the quotes that stand, to the character, where the citation says, in the version it says."""
    if not answer.citations:
        return Score.unscored("nothing is quoted")
    faults = [fault for citation in answer.citations if (fault := _fault(citation, case, truth))]
    exact = len(answer.citations) - len(faults)
    return Score.share(exact, len(answer.citations), "; ".join(faults) or "all exact")


def _fault(citation: Citation, case: Case, truth: Truth) -> str:
    """What is wrong with a quote, "" when nothing is."""
    place = f"{citation.label or citation.title or 'preamble'} at {citation.start}"
    if citation.service not in case.services:
        return f"{place}: {citation.service} was not asked about"
    version = (citation.terms_type, citation.version, citation.source_sha256)
    if version not in {(v.terms_type, v.version, v.sha256) for v in truth.versions(citation.service)}:
        return f"{place}: no such version with that hash"
    if not 0 <= citation.start < citation.end:
        return f"{place}: empty"
    if truth.source(citation.source_sha256)[citation.start : citation.end] != citation.quote:
        return f"{place}: other words stand there"
    return ""


def statements_backed(case: Case, answer: Answer, truth: Truth) -> Score:
    """Share of what an answer states that has a quote behind it."""
    if answer.status not in RIGHT_STATUS[True]:
        return Score.unscored("nothing is claimed")
    if not answer.citations:
        return Score(0, f"{answer.status} without a single quote")
    known = range(len(answer.citations))
    behind = [statement.citations for statement in answer.statements]
    behind += [(watch_out.citation,) for watch_out in answer.watch_outs]
    bare = [indexes for indexes in behind if not indexes or any(index not in known for index in indexes)]
    if not behind:
        return Score.unscored("nothing is stated beyond the headline")
    return Score.share(len(behind) - len(bare), len(behind), f"{len(bare)} without a quote" if bare else "all backed")


# --- what it says -------------------------------------------------------------------------------------------------


def facts_found(case: Case, answer: Answer, truth: Truth) -> Score:
    """Share of the key facts of which some wording stands in the answer or in a quote it shows."""
    if not case.expect.facts:
        return Score.unscored("no fact is expected")
    shown = plain("\n".join((*_own_words(answer), *(citation.quote for citation in _answering(answer)))))
    missing = [wordings[0] for wordings in case.expect.facts if not any(says(wording, shown) for wording in wordings)]
    found = len(case.expect.facts) - len(missing)
    return Score.share(found, len(case.expect.facts), _listing("not found", missing) if missing else "all found")


def nothing_wrong(case: Case, answer: Answer, truth: Truth) -> Score:
    """None of the assertions that would be wrong is made. Denying one, or quoting the document, is not making it."""
    if not case.expect.must_not:
        return Score.unscored("no wrong assertion is listed")
    # The stored words, not the answer's copy of them: an invented quote excuses nothing.
    quoted = [
        truth.source(citation.source_sha256)[citation.start : citation.end]
        for citation in answer.citations
        if not _fault(citation, case, truth)
    ]
    said = _own_words(answer)
    wrong = [
        f"“{phrase}” in: {sentence}"
        for phrase in case.expect.must_not
        if (sentence := asserted(phrase, said, quoted)) is not None
    ]
    return Score(float(not wrong), "; ".join(wrong) or "none made")


def yes_no_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """The yes, no or depends is one a careful reader would give."""
    accepted = {case.expect.yes_no, *case.expect.yes_no_also_ok}
    if case.expect.yes_no is None:
        return Score.unscored("no yes/no question")
    if answer.yes_no is None:
        return Score.unscored("the answer does not say yes or no")
    return _one_of(answer.yes_no, accepted)


def verdict_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """The verdict on a claim is one that can be defended."""
    accepted = {case.expect.verdict, *case.expect.verdict_also_ok}
    if case.expect.verdict is None:
        return Score.unscored("no claim to judge")
    if answer.verdict is None:
        return Score.unscored("the answer gives no verdict")
    return _one_of(answer.verdict, accepted)


def _one_of(given: str, accepted: Iterable[str | None]) -> Score:
    wanted = sorted(value for value in accepted if value)
    right = given in wanted
    return Score(float(right), given if right else f"{given}, should be {' or '.join(wanted)}")


def _own_words(answer: Answer) -> tuple[str, ...]:
    return (answer.headline, *(statement.text for statement in answer.statements))


def _listing(what: str, names: Iterable[str]) -> str:
    return f"{what}: {', '.join(name or 'preamble' for name in names)}"


SCORERS: tuple[Scorer, ...] = (
    status_right,
    clauses_cited,
    clauses_share,
    citations_right,
    quotes_exact,
    statements_backed,
    facts_found,
    nothing_wrong,
    yes_no_right,
    verdict_right,
)
