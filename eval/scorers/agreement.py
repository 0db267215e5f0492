"""Does a sentence say what its quotes say: the same numbers, and "may" where they say "may"?"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot import Answer, Citation, readable
from eval.case import Case
from eval.scorers.quotes import stored
from eval.scorers.score import Score, scorer
from eval.scorers.status import RIGHT_STATUS
from eval.scorers.versions import OVER_TIME
from eval.truth import Truth
from eval.words.assertions import held
from eval.words.figures import strange
from eval.words.force import clash, turned
from eval.words.plainness import is_quoted, without_quotes

_ITEM = re.compile(r"\((?:[ivx]{1,5}|[a-z])\)")
_YES_OR_NO = re.compile(r"^\W*(?:yes|no)[,.:;!–—-]+\s*", re.IGNORECASE)


@scorer("nums", promise=True)
def numbers_agree(case: Case, answer: Answer, truth: Truth) -> Score:
    """Every number in a sentence of ours stands in the quotes behind it, or is a date or the number of a clause."""
    if answer.status not in RIGHT_STATUS[True]:
        return Score.unscored("nothing is claimed")
    known = " ".join((*_days(case, answer, truth), *(_address(c) for c in answer.citations), case.question))
    judged, faults = 0, []
    for said, quotes, _ in (*_statements(case, answer, truth), *_headline(case, answer, truth)):
        judged += 1
        if wrong := strange(held(said), " ".join(quotes), known, _items(quotes)):
            faults.append(f"{', '.join(wrong)} in: {_short(said)}")
    if not judged:
        return Score.unscored("nothing is said in words of ours")
    return Score.share(judged - len(faults), judged, "; ".join(faults) or "all stand in the quotes")


@scorer("force")
def modality_agrees(case: Case, answer: Answer, truth: Truth) -> Score:
    """May, must, must not and will, and every "unless", are as in the quotes. Only sure contradictions are found."""
    if answer.status not in RIGHT_STATUS[True]:
        return Score.unscored("nothing is claimed")
    company = _company(case, truth)
    judged, faults = 0, []
    for said, quotes, beside in _statements(case, answer, truth):
        judged += 1
        if wrong := clash(held(said), quotes, company, beside):
            faults.append(f"{wrong}: {_short(said)}")
    # A headline rests on all quotes together, so that not each of their exceptions and denials is its own.
    for said, quotes, _ in _headline(case, answer, truth):
        judged += 1
        if wrong := turned(held(said), quotes, company):
            faults.append(f"{wrong}: {_short(said)}")
    if not judged:
        return Score.unscored("nothing is said in words of ours")
    return Score.share(judged - len(faults), judged, "; ".join(faults) or "as in the quotes")


Said = tuple[str, list[str], str]
"""A sentence in words of ours, the quotes behind it, and what else the answer says of these."""


def _statements(case: Case, answer: Answer, truth: Truth) -> Iterator[Said]:
    """Every statement in words of ours; what is nothing but quotes is left out."""
    for statement in answer.statements:
        cited = [answer.citations[index] for index in statement.citations if 0 <= index < len(answer.citations)]
        said = _ours(statement.text, answer)
        if said and cited and not is_quoted(statement, answer):
            others = (o.text for o in answer.statements if o != statement and {*o.citations} & {*statement.citations})
            yield said, _legible(cited, case, truth), " ".join(others)


def _headline(case: Case, answer: Answer, truth: Truth) -> Iterator[Said]:
    """The headline with all quotes, where it is a wording of them.

    That of what changed counts, and names versions; that of a checked claim speaks about the claim.
    """
    if answer.statements and case.kind not in OVER_TIME and (said := _ours(answer.headline, answer)):
        yield said, _legible(answer.citations, case, truth), ""


def _legible(citations: Sequence[Citation], case: Case, truth: Truth) -> list[str]:
    return [readable(stored(citation, case, truth)).text for citation in citations]


def _ours(text: str, answer: Answer) -> str:
    """A text without quoted words, without the titles of what it cites, and without the "yes" or "no" before it."""
    said = without_quotes(text, answer)
    for title in {citation.title for citation in answer.citations if citation.title}:
        said = said.replace(f"({title})", " ")
    return _YES_OR_NO.sub("", said).strip()


def _days(case: Case, answer: Answer, truth: Truth) -> Iterator[str]:
    """The days an answer may name: of the question, of the versions, and the last day of each."""
    for day in (answer.as_of, case.as_of, case.compare_to):
        if day is not None:
            yield f"{day.day} {day.year}"
    for service in case.services:
        for version in truth.versions(service):
            yield version.version.replace("-", " ")
            for day in (version.effective, version.effective - timedelta(days=1)):
                yield f"{day.day} {day.year}"


def _address(citation: Citation) -> str:
    return " ".join((citation.part, citation.label, citation.sub, citation.title))


def _items(quotes: Sequence[str]) -> int:
    """How many items the quotes list, "(i) … (ii) … (iii) …"; 0 for one, which only names a clause, "7.1(b)"."""
    items = len(set(_ITEM.findall(" ".join(quotes))))
    return items if items > 1 else 0


def _company(case: Case, truth: Truth) -> str:
    """The company's name; "" where the case is about two."""
    names = {version.service_name for version in truth.versions(case.services[0])}
    return names.pop() if len(case.services) == 1 and len(names) == 1 else ""


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "…"
