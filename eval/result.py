"""What came of one case: every time it was asked, and what that makes together."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Self

from bot import Answer
from eval.case import Case
from eval.running.measures import PAID, measures
from eval.scorers import Score
from eval.words.plainness import Plainness, plainness


@dataclass(frozen=True, slots=True)
class Try:
    """One case, asked once."""

    scores: Mapping[str, Score]
    """By scorer; empty when it failed."""
    failure: str | None
    """Why there is nothing to score: an error, or the bot could not look it up. Not a wrong answer."""
    hint: str
    """The next step after a failure, where the bot named one."""
    seconds: float
    measures: Mapping[str, float | None]
    """Numbers without right or wrong (``eval.running.measures``)."""
    own_words: Plainness | None
    """How the words of the answer read that are ours."""
    packed: bytes
    """The public answer object: a thousand of them fit into the memory of a few."""

    @classmethod
    def of(
        cls, answer: Answer | None, scores: Mapping[str, Score], failure: str | None, hint: str, seconds: float
    ) -> Self:
        if answer is None:
            return cls(scores, failure, hint, seconds, {}, None, _packed(None))
        words = plainness(answer)
        return cls(scores, failure, hint, seconds, measures(answer, words), words, _packed(answer.to_json()))

    @property
    def answer(self) -> dict[str, Any] | None:
        """The public answer object, None when the bot raised."""
        value: dict[str, Any] | None = json.loads(zlib.decompress(self.packed))
        return value

    @property
    def right(self) -> bool:
        """Whether nothing is amiss."""
        return self.failure is None and all(score.value in (None, 1) for score in self.scores.values())

    def to_json(self) -> dict[str, Any]:
        return {
            "answer": self.answer,
            "own_words": None if self.own_words is None else self.own_words.to_json(),
            "scores": scores_json(self.scores),
            "measures": dict(self.measures),
        }

    def kept(self) -> dict[str, Any]:
        """Everything, as plain JSON values: ``from_kept`` makes the same of it again."""
        return self.to_json() | {"failure": self.failure, "hint": self.hint, "seconds": self.seconds}

    @classmethod
    def from_kept(cls, value: Mapping[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError for what ``kept`` never made."""
        words = value["own_words"]
        return cls(
            {name: Score(score["score"], score["why"]) for name, score in value["scores"].items()},
            value["failure"],
            value["hint"],
            value["seconds"],
            value["measures"],
            None if words is None else Plainness.from_json(words),
            _packed(value["answer"]),
        )


def _packed(value: Mapping[str, Any] | None) -> bytes:
    # A model may write half a surrogate pair, which no encoding can; JSON spells it out.
    return zlib.compress(json.dumps(value).encode("ascii"))


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case, asked as often as was wanted."""

    case: Case
    tries: tuple[Try, ...]
    """At least one."""
    min_pass: int = 1
    """So many of the tries have to be right."""

    @property
    def shown(self) -> Try:
        """The try that is shown: the first in which something is amiss, if there is one.

        One that could not be asked is shown only where the case counts in no rate for it.
        """
        asked = [one for one in self.tries if one.failure is None] if self.failure is None else []
        return next((one for one in asked or self.tries if not one.right), (asked or self.tries)[0])

    @property
    def answer(self) -> dict[str, Any] | None:
        return self.shown.answer

    @property
    def failure(self) -> str | None:
        """Why the case counts in no rate: too few of its tries could be asked."""
        failed = [one for one in self.tries if one.failure is not None]
        return failed[0].failure if len(self.tries) - len(failed) < self.min_pass else None

    @property
    def hint(self) -> str:
        return next((one.hint for one in self.tries if one.failure is not None), "")

    @property
    def seconds(self) -> float:
        return sum(one.seconds for one in self.tries)

    @property
    def measures(self) -> Mapping[str, float | None]:
        """Of the try that is shown; what is paid for is that of all tries together."""
        known = {name: [one.measures.get(name) for one in self.tries] for name in PAID}
        paid = {name: sum(value or 0 for value in some) for name, some in known.items() if some != [None] * len(some)}
        return {**self.shown.measures, **paid}

    @property
    def scores(self) -> Mapping[str, Score]:
        """By scorer, over all tries; empty when the case failed."""
        asked = [one.scores for one in self.tries if one.failure is None]
        if self.failure is not None:
            return {}
        return {name: _together([scores[name] for scores in asked], self.min_pass) for name in asked[0]}

    def to_json(self) -> dict[str, Any]:
        """Its entry in ``results`` of a run file."""
        several = {"tries": [one.to_json() | {"failure": one.failure} for one in self.tries]}
        return (
            {"id": self.case.id}
            | self.shown.to_json()
            | {"scores": scores_json(self.scores), "measures": dict(self.measures)}
            | (several if len(self.tries) > 1 else {})
        )


def _together(scores: Sequence[Score], min_pass: int) -> Score:
    """One score of several tries: right when enough of them are, else their mean."""
    if len(scores) == 1:
        return scores[0]
    known = [score for score in scores if score.value is not None]
    if not known:
        return scores[0]
    right = sum(score.value == 1 for score in known)
    why = f"{right} of {len(known)} right"
    if right >= min(min_pass, len(known)):
        return Score(1, why)
    amiss = next(score.why for score in known if score.value != 1)
    return Score(fmean(score.value or 0.0 for score in known), f"{why}; {amiss}")


def scores_json(scores: Mapping[str, Score]) -> dict[str, Any]:
    return {name: {"score": score.value, "why": score.why} for name, score in scores.items()}
