"""One small file for each matter a right answer must be held to.

A scorer takes a case, the answer and the library's truth, and gives a score from 0 to 1 with a reason, or says that
it cannot tell ("unscored"): a matter that was not measured is never counted as wrong, nor as right. To add one, write
a function under ``@scorer`` in a file of its own and put it into ``SCORERS``; its name is its name in reports.

None of them believes the answer: places, versions and words are looked up in the library again.
"""

from eval.scorers.agreement import modality_agrees, numbers_agree
from eval.scorers.clauses import citations_right, cites, clauses_cited, clauses_share
from eval.scorers.facts import facts_found, nothing_wrong
from eval.scorers.plain_words import reads_plainly
from eval.scorers.polarity import verdict_right, yes_no_right
from eval.scorers.quotes import quotes_exact, quotes_whole, statements_backed
from eval.scorers.score import Score, Scorer, scorer
from eval.scorers.status import RIGHT_STATUS, answered_when_due, refusals_due, refused_when_due, status_right
from eval.scorers.versions import part_right, version_right

SCORERS: tuple[Scorer, ...] = (
    status_right,
    answered_when_due,
    refused_when_due,
    refusals_due,
    clauses_cited,
    clauses_share,
    citations_right,
    version_right,
    part_right,
    quotes_exact,
    quotes_whole,
    statements_backed,
    numbers_agree,
    modality_agrees,
    facts_found,
    nothing_wrong,
    yes_no_right,
    verdict_right,
    reads_plainly,
)

__all__ = [
    "RIGHT_STATUS",
    "SCORERS",
    "Score",
    "Scorer",
    "answered_when_due",
    "citations_right",
    "cites",
    "clauses_cited",
    "clauses_share",
    "facts_found",
    "modality_agrees",
    "nothing_wrong",
    "numbers_agree",
    "part_right",
    "quotes_exact",
    "quotes_whole",
    "reads_plainly",
    "refusals_due",
    "refused_when_due",
    "scorer",
    "statements_backed",
    "status_right",
    "verdict_right",
    "version_right",
    "yes_no_right",
]
