"""Can a person who never reads contracts read it?"""

from bot import Answer
from eval.case import Case
from eval.plainness import LONG, plainness
from eval.scorers.score import Score, scorer
from eval.truth import Truth

HARDEST = 9.0
"""Flesch–Kincaid grade: what half of the adults in the United States read with ease (Kutner et al., 2006: reading at or
below the eighth or ninth grade is what plain-language guides of health and consumer agencies ask for)."""
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
