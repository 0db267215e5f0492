"""What a scorer is, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, Self

from bot import Answer
from eval.case import Case
from eval.truth import Truth


@dataclass(frozen=True, slots=True)
class Score:
    """What a scorer found."""

    value: float | None
    """0 (wrong) to 1 (right); None is "unscored"."""
    why: str

    def __post_init__(self) -> None:
        # Written so that NaN fails too.
        if self.value is not None and not 0 <= self.value <= 1:
            raise ValueError(f"a score is between 0 and 1, not {self.value}")

    @classmethod
    def unscored(cls, why: str) -> Self:
        return cls(None, why)

    @classmethod
    def share(cls, right: int, of: int, why: str) -> Self:
        return cls(right / of, why)


Judges = Callable[[Case, Answer, Truth], Score]


class Scorer(Protocol):
    """Judges one thing about one answer."""

    @property
    def name(self) -> str:
        """Its name in reports."""
        ...

    @property
    def heading(self) -> str:
        """A word for the head of a narrow column."""
        ...

    @property
    def promise(self) -> bool:
        """Whether one answer that gets worse is a regression, whatever the statistics say."""
        ...

    @property
    def means(self) -> str:
        """What a 1 means, in a sentence."""
        ...

    def __call__(self, case: Case, answer: Answer, truth: Truth) -> Score: ...


@dataclass(frozen=True, slots=True)
class FunctionScorer:
    """A scorer made of a function; ``scorer`` makes them."""

    name: str
    heading: str
    promise: bool
    means: str
    judges: Judges

    def __call__(self, case: Case, answer: Answer, truth: Truth) -> Score:
        return self.judges(case, answer, truth)


def scorer(heading: str, *, promise: bool = False) -> Callable[[Judges], FunctionScorer]:
    """Make a scorer of a function: its name is the function's, what it means the first line of its docstring."""

    def made(judges: Judges) -> FunctionScorer:
        means = (judges.__doc__ or "").strip().split("\n")[0]
        return FunctionScorer(judges.__name__, heading, promise, means, judges)

    return made
