"""What a run found: each case's answer and scores, rates with their intervals, and the file all of it is kept in."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from bot import Answer
from eval.case import Case
from eval.jsonl import FileError
from eval.plainness import plainness
from eval.plainness import summary as plain_summary
from eval.scorers import Score

Z95 = 1.959964
"""Standard normal quantile of 0.975: 95 % lie within that many standard deviations."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case as it was asked."""

    case: Case
    answer: Answer | None
    """None when the bot raised; with two services, their answers put together."""
    scores: Mapping[str, Score]
    """By scorer; empty when the case failed."""
    failure: str | None
    """Why there is nothing to score: an error, or the bot could not look it up. Not a wrong answer."""
    hint: str
    """The next step after a failure, where the bot named one."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Rate:
    """A mean of scores, and how sure it is."""

    mean: float | None
    """None when nothing was scored."""
    low: float | None
    high: float | None
    """Wilson's 95 % interval. For scores between 0 and 1 (shares) it is wider than needed, never narrower."""
    scored: int
    unscored: int

    @classmethod
    def of(cls, scores: Iterable[Score]) -> "Rate":
        values = [score.value for score in scores]
        known = [value for value in values if value is not None]
        unscored = len(values) - len(known)
        if not known:
            return cls(None, None, None, 0, unscored)
        mean = sum(known) / len(known)
        low, high = wilson(mean, len(known))
        return cls(mean, low, high, len(known), unscored)

    def to_json(self) -> dict[str, Any]:
        numbers = {"mean": self.mean, "low": self.low, "high": self.high}
        return {name: None if value is None else round(value, 4) for name, value in numbers.items()} | {
            "scored": self.scored,
            "unscored": self.unscored,
        }


def wilson(rate: float, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a rate seen in ``n`` > 0 trials (E. B. Wilson, JASA 22, 1927)."""
    centre = rate + z * z / (2 * n)
    margin = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - margin) / scale), min(1.0, (centre + margin) / scale)


@dataclass(frozen=True, slots=True)
class Report:
    """One run over one file of cases."""

    cases_name: str
    cases_sha256: str
    """Of the file the cases came from."""
    scorers: tuple[str, ...]
    results: tuple[CaseResult, ...]
    seconds: float

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        return tuple(result for result in self.results if result.failure is not None)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of case in this run, in order of appearance."""
        return tuple(dict.fromkeys(result.case.kind for result in self.results))

    def rate(self, scorer: str, kind: str | None = None) -> Rate:
        """What one scorer found over all cases that did not fail, or over those of one kind."""
        return Rate.of(
            result.scores[scorer]
            for result in self.results
            if scorer in result.scores and (kind is None or result.case.kind == kind)
        )

    def below(self, scorer: str) -> tuple[CaseResult, ...]:
        """The cases in which a scorer found something amiss."""
        scored = ((result, result.scores.get(scorer)) for result in self.results)
        return tuple(result for result, score in scored if score and score.value is not None and score.value < 1)

    def engines(self) -> list[dict[str, Any]]:
        """What answered, and how many cases: more than one entry when a model failed now and then."""
        answers = [result.answer for result in self.results if result.answer is not None]
        seen = Counter((answer.engine.mode, answer.engine.model, answer.engine.prompt_sha256) for answer in answers)
        return [
            {"mode": mode, "model": model, "prompt_sha256": prompt, "answers": count}
            for (mode, model, prompt), count in seen.most_common()
        ]

    def summary(self) -> dict[str, Any]:
        """Counts and rates, as plain JSON values."""
        answers = [result.answer for result in self.results if result.answer is not None]
        return {
            "cases_file": self.cases_name,
            "cases_sha256": self.cases_sha256,
            "cases": len(self.results),
            "failed": len(self.failures),
            "statuses": dict(Counter(answer.status for answer in answers).most_common()),
            "engines": self.engines(),
            "fallbacks": sum(answer.engine.fallback is not None for answer in answers),
            "scores": {scorer: self.rate(scorer).to_json() for scorer in self.scorers},
            "kinds": {
                kind: {scorer: self.rate(scorer, kind).to_json() for scorer in self.scorers} for kind in self.kinds
            },
            "own_words": plain_summary(map(plainness, answers)),
            "seconds": round(self.seconds, 2),
        }

    def to_json(self) -> dict[str, Any]:
        """The whole report as plain JSON values; docs/evaluation.md describes it."""
        return {
            "summary": self.summary(),
            "cases": [
                {
                    "id": result.case.id,
                    "kind": result.case.kind,
                    "services": list(result.case.services),
                    "failure": result.failure,
                    "seconds": round(result.seconds, 3),
                }
                for result in self.results
            ],
            "results": [
                {
                    "id": result.case.id,
                    "answer": None if result.answer is None else result.answer.to_json(),
                    "own_words": None if result.answer is None else plainness(result.answer).to_json(),
                    "scores": {name: {"score": score.value, "why": score.why} for name, score in result.scores.items()},
                }
                for result in self.results
            ],
        }


def check_writable(path: Path) -> None:
    """Find out before a long run, not after it, that its report has nowhere to go.

    Raises:
        FileError: the folder does not exist or cannot be written, or the path is a folder.
    """
    if path.is_dir():
        raise FileError(f"{path} is a folder.", "Name a file for the report.")
    if not path.parent.is_dir():
        raise FileError(f"There is no folder {path.parent}.", "Make it first, or name another file.")
    if not os.access(path.parent, os.W_OK):
        raise FileError(f"The folder {path.parent} cannot be written.", "Name a file in another folder.")


def write_json(value: Mapping[str, Any], path: Path) -> None:
    """Write the file whole or not at all: a reader never meets half a report, and a full disk leaves the old one.

    Raises:
        FileError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        # A model may write half a surrogate pair, which no encoding can; it becomes "?".
        with beside.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            json.dump(value, file, ensure_ascii=False, indent=1, allow_nan=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise FileError(f"{path} cannot be written: {error.strerror}.", "Free space, or name another file.") from error
    finally:
        beside.unlink(missing_ok=True)
