"""The answer to what terms do not decide: our set words, and where the terms deal with the topic."""

from collections.abc import Sequence

from bot.types import Draft
from bot.understanding.scope import Refusal
from bot.words.plain import REFUSALS
from ingest import Passage

NEAR = 0.3
"""Likeness of a passage from which it is about the topic. Set by judgement: a wrong pointer is worse than none."""
_WITHOUT_A_TOPIC: frozenset[Refusal] = frozenset({"comparison", "off_topic"})


def declined(refusal: Refusal, passages: Sequence[Passage]) -> Draft:
    """A refusal of this kind, with the clause about what the question is about, where there is one."""
    about = next((p.id for p in passages if p.similarity >= NEAR and refusal not in _WITHOUT_A_TOPIC), None)
    return Draft("out_of_scope", REFUSALS[refusal], nearest=about)
