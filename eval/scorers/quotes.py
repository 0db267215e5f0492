"""Is every quote exact, and is there one behind everything that is stated?"""

from bot import Answer, Citation
from eval.case import Case
from eval.scorers.score import Score, scorer
from eval.scorers.status import RIGHT_STATUS
from eval.truth import Truth


@scorer("exact", promise=True)
def quotes_exact(case: Case, answer: Answer, truth: Truth) -> Score:
    """Share of the quotes that stand, to the character, where the citation says, in the version it says."""
    if not answer.citations:
        return Score.unscored("nothing is quoted")
    faults = [found for citation in answer.citations if (found := fault(citation, case, truth))]
    exact = len(answer.citations) - len(faults)
    return Score.share(exact, len(answer.citations), "; ".join(faults) or "all exact")


def fault(citation: Citation, case: Case, truth: Truth) -> str:
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


@scorer("backed", promise=True)
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
