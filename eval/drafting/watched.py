"""What people want to be warned of, as questions: the kinds of clause that ``plainterms watch`` finds."""

import re
from collections.abc import Iterator, Mapping

from bot import Reading, Span, Watched, innermost
from eval.case import YesNo
from eval.drafting.find import Find
from eval.drafting.quoting import Sentence
from eval.drafting.rulings import mine

_TURNED: tuple[tuple[re.Pattern[str], str, YesNo], ...] = (
    (re.compile(r"they may (.+)"), "can they {0}", "yes"),
    (re.compile(r"you may not (.+)"), "can i {0}", "no"),
    (re.compile(r"you (give up|give|must|have|answer|agree) (.+)"), "do i {0} {1}", "yes"),
    (re.compile(r"they (say|choose|cannot|give) (.+)"), "do they {0} {1}", "yes"),
)
_WORDED = {"must": "have to", "cannot": "have to admit they cannot"}


def watched_finds(watched: Watched, readings: Mapping[str, Reading]) -> Iterator[Find]:
    """A question for each kind that was found, about the best of its sentences; readings by their source's hash."""
    for flag in watched.watch_outs:
        citation = watched.citations[flag.citations[0]]
        reading = readings.get(citation.source_sha256)
        clause = innermost(reading.clauses, citation.start) if reading else None
        if reading is None or clause is None:
            continue
        sentence = Sentence.at(reading.source, Span(citation.start, citation.end))
        question, yes_no = turned(flag.text)
        yield Find(
            kind="lookup",
            sentence=sentence,
            at=Span(0, min(len(sentence.text), 1)),
            clause=clause,
            question=question,
            facts=(),
            yes_no=yes_no,
            check="which facts must an answer convey, and how would a person ask this of this clause",
        )


def turned(text: str) -> tuple[str, YesNo]:
    """One of our sentences about a kind of clause, as a question and the answer to it."""
    said = text.rstrip(".")
    said = said[:1].lower() + said[1:]
    for pattern, question, yes_no in _TURNED:
        if match := pattern.fullmatch(said):
            return question.format(*(_WORDED.get(part, mine(part)) for part in match.groups())), yes_no
    return f"is it so that {mine(said)}", "yes"
