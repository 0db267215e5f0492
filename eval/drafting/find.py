"""Something in a version that a question can be drafted about."""

from dataclasses import dataclass

from bot import Clause, Span
from eval.case import CaseKind, YesNo
from eval.drafting.quoting import Sentence

Facts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Find:
    """What was found, with the question about it."""

    kind: CaseKind
    sentence: Sentence
    at: Span
    """The telling words, in the text of the sentence."""
    clause: Clause
    question: str
    """Without its question mark."""
    facts: Facts
    must_not: tuple[str, ...] = ()
    yes_no: YesNo | None = None
    yes_no_also_ok: tuple[YesNo, ...] = ()
    good: bool = True
    """False where the question is only made of the clause's title, or the sentence has more of the same."""
    check: str = ""
    """What about this draft most needs a look, a question without its mark."""
