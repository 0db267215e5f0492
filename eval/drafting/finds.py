"""What people ask about, found in a version: figures, what is allowed and forbidden, exceptions, defined terms."""

from collections.abc import Iterator

from bot import CITABLE, Clause, Reading, Span, innermost, readable
from eval.drafting.amounts import amounts
from eval.drafting.find import Find
from eval.drafting.meanings import meanings
from eval.drafting.quoting import Sentence
from eval.drafting.rulings import Rulings


def finds(reading: Reading) -> Iterator[Find]:
    """Everything that a question could be drafted about, in order of the text."""
    rulings = Rulings(reading.version.service_name)
    for sentence, clause in sentences(reading):
        yield from amounts(sentence, clause, readable(reading.source, clause.start, clause.end).text)
        if ruled := rulings.find(sentence, clause):
            yield ruled
        yield from meanings(reading, sentence, clause)


def sentences(reading: Reading) -> Iterator[tuple[Sentence, Clause]]:
    """The sentences of what may be cited, each once, with their clauses."""
    spans = sorted({(s.start, s.end) for p in reading.passages for s in p.sentences if s.start < s.end})
    for start, end in spans:
        clause = innermost(reading.clauses, start)
        if clause is not None and clause.kind in CITABLE:
            yield Sentence.at(reading.source, Span(start, end)), clause
