"""Can a person who never reads contracts read it?"""

from bot import Answer
from eval.case import Case
from eval.scorers.score import Score, scorer
from eval.truth import Truth
from eval.words.plainness import LONG, plainness

HARDEST = 9.0
"""Flesch–Kincaid grade (Kincaid et al., 1975): what docs/plain-language.md aims at without a model."""
FEWEST_WORDS = 20
"""The grade of fewer words says more about a single long word than about the sentence."""


@scorer("plain")
def reads_plainly(case: Case, answer: Answer, truth: Truth) -> Score:
    """Our own words need no more than nine years of school, and no sentence of ours has more than 25 words."""
    words = plainness(answer)
    if words.grade is None:
        return Score.unscored("there are no words of ours")
    graded = sum(words.sentences) >= FEWEST_WORDS
    faults = [f"grade {words.grade:.1f}"] if graded and words.grade > HARDEST else []
    faults += [f"a sentence of {words.longest} words"] if words.longest > LONG else []
    return Score(float(not faults), ", ".join(faults) or f"grade {words.grade:.1f}, at most {words.longest} words")
