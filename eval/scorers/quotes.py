"""Is every quote exact and whole, and is there one behind everything that is stated?"""

import re

from bot import Answer, Citation
from eval.case import Case
from eval.scorers.score import Score, scorer
from eval.scorers.status import RIGHT_STATUS
from eval.truth import Truth
from eval.words.matching import plain

LONGEST_SENTENCE = 1_500
"""Characters looked at on either side of a quote for the rest of its sentence."""

# An empty line, a line broken on purpose, the next item of a list, the next cell of a table.
_LINE_END = r"\n\s*\n| {2}\n|\n[ \t>]*(?:[*+-]|\(?\w{1,4}[.)])\s|\s\|"
_END_BEFORE = re.compile(rf"[.!?;:][\"”’')*_\]]*\s|{_LINE_END}")
_END_AFTER = re.compile(rf"[.!?;][\"”’')*_\]]*(?:\s|$)|{_LINE_END}")
_TURNS_WHAT_FOLLOWS = re.compile(
    r"\b(?:not|never|no|nor|neither|nothing|nobody|none|cannot|without|unless|except|only)\b|n't\b|"
    r"\b(?:prohibited|forbidden) "
)
_TURNS_WHAT_CAME = re.compile(
    r"\b(?:unless|except(?:ions?)?(?! as (?:set|otherwise|expressly))|provided,? that|other than|"
    r"only (?:if|where|when|after|with)|without (?:\w+ ){1,4}(?:consent|permission|approval|agreement)|"
    r"(?:is|are) (?:not|never|void|prohibited|forbidden)|(?:may|shall|will|can|must|do|does) ?not|but not)\b"
)


@scorer("exact", promise=True)
def quotes_exact(case: Case, answer: Answer, truth: Truth) -> Score:
    """Every quote stands, to the character, where the citation says, in the version it says."""
    if not answer.citations:
        return Score.unscored("nothing is quoted")
    faults = [found for citation in answer.citations if (found := fault(citation, case, truth))]
    exact = len(answer.citations) - len(faults)
    return Score.share(exact, len(answer.citations), "; ".join(faults) or "all exact")


@scorer("whole")
def quotes_whole(case: Case, answer: Answer, truth: Truth) -> Score:
    """No quote begins or ends inside a word, or leaves out a "not" or an "unless" of the sentence it is cut from."""
    exact = [citation for citation in answer.citations if not fault(citation, case, truth)]
    if not exact:
        return Score.unscored("nothing is quoted exactly")
    faults = []
    for citation in exact:
        # What another quote of the answer shows of the same text is not left out.
        others = [(c.start, c.end) for c in exact if c.source_sha256 == citation.source_sha256 and c != citation]
        if wrong := cut(truth.source(citation.source_sha256), citation.start, citation.end, others):
            faults.append(f"{place(citation)}: {wrong}")
    return Score.share(len(exact) - len(faults), len(exact), "; ".join(faults) or "all whole")


@scorer("backed", promise=True)
def statements_backed(case: Case, answer: Answer, truth: Truth) -> Score:
    """Everything an answer states has a quote behind it."""
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


def fault(citation: Citation, case: Case, truth: Truth) -> str:
    """What is wrong with a quote, "" when nothing is."""
    if citation.service not in case.services:
        return f"{place(citation)}: {citation.service} was not asked about"
    version = (citation.terms_type, citation.version, citation.source_sha256)
    if version not in {(v.terms_type, v.version, v.sha256) for v in truth.versions(citation.service)}:
        return f"{place(citation)}: no such version with that hash"
    if not 0 <= citation.start < citation.end or not any(char.isalnum() for char in citation.quote):
        return f"{place(citation)}: empty"
    if truth.source(citation.source_sha256)[citation.start : citation.end] != citation.quote:
        return f"{place(citation)}: other words stand there"
    return ""


def stored(citation: Citation, case: Case, truth: Truth) -> str:
    """The words that really stand where a citation says; "" when it is not exact: an invented quote shows nothing."""
    return "" if fault(citation, case, truth) else citation.quote


def place(citation: Citation) -> str:
    return f"{citation.label or citation.title or 'preamble'} at {citation.start}"


def cut(source: str, start: int, end: int, shown: list[tuple[int, int]]) -> str:
    """What is wrong with where a quote is cut from a text, "" when nothing is.

    ``shown`` are other stretches of the text that are quoted too.
    """
    if source[start - 1 : start].isalnum() and source[start].isalnum():
        return "begins inside a word"
    if source[end - 1].isalnum() and source[end : end + 1].isalnum():
        return "ends inside a word"
    if source[start].isspace() or source[end - 1].isspace():
        return "begins or ends with white space"
    before, after = _sentence_before(source, start), _sentence_after(source, start, end)
    for low, high, turns in (
        (start - len(before), start, _TURNS_WHAT_FOLLOWS),
        (end, end + len(after), _TURNS_WHAT_CAME),
    ):
        left_out = _unshown(source, low, high, shown)
        if found := turns.search(plain(left_out)):
            return f"leaves out “{found[0].strip()}” of its sentence"
    return ""


def _sentence_before(source: str, start: int) -> str:
    """What stands before a place in the same sentence."""
    text = source[max(0, start - LONGEST_SENTENCE) : start]
    ends = [found.end() for found in _END_BEFORE.finditer(text)]
    return text[ends[-1] :] if ends else text


def _sentence_after(source: str, start: int, end: int) -> str:
    """What follows a quote in the same sentence; nothing when it ends with a sentence's end."""
    tail = source[max(start, end - 6) : end].rstrip()
    if tail and tail.rstrip("\"”’')*_]")[-1:] in (".", "!", "?", ";", ":"):
        return ""
    text = source[end : end + LONGEST_SENTENCE]
    found = _END_AFTER.search(text)
    return text[: found.start()] if found else text


def _unshown(source: str, low: int, high: int, shown: list[tuple[int, int]]) -> str:
    """A stretch of a text without what of it is shown elsewhere."""
    pieces, at = [], low
    for start, end in sorted(shown):
        if start < high and at < end:
            pieces.append(source[at : max(at, start)])
            at = max(at, end)
    pieces.append(source[at:high] if at < high else "")
    return " ".join(pieces)
