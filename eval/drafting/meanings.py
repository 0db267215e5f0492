"""Questions about words that a document gives a meaning of its own."""

import re
from collections.abc import Iterator

from bot import Clause, Reading, Span
from eval.drafting.find import Find
from eval.drafting.quoting import Sentence
from eval.drafting.rulings import without_loose_end

_MEANS = re.compile(
    r"[\"'”’)\s]*(?:,[^,]{0,80},\s*)?(?P<verb>means?|refers? to)\s+"  # noqa: RUF001
    r"(?:(?:an?|any|the|all)\s+)?(?P<what>[\w'’-]+(?: [\w'’-]+){1,7})",  # noqa: RUF001
    re.IGNORECASE,
)


def meanings(reading: Reading, sentence: Sentence, clause: Clause) -> Iterator[Find]:
    """A question for each term that a sentence defines."""
    first, last = sentence.span
    for term in dict.fromkeys(d.term for d in reading.definitions if first <= d.start < last):
        at = sentence.text.find(term)
        means = _MEANS.match(sentence.text, at + len(term)) if at >= 0 else None
        words = without_loose_end(means["what"].lower().split()[:6]) if means else []
        if means and len(words) > 1:
            yield Find(
                kind="definition",
                sentence=sentence,
                at=Span(means.start("verb"), means.end("what")),
                clause=clause,
                question=f"what do they mean by '{term.casefold()}'",
                facts=((" ".join(words),),),
                check="which words of the definition must an answer convey",
            )
