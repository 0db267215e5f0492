"""What a run found: each case's answer and scores, rates with their intervals, and the file all of it is kept in."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

from eval.files.jsonl import FileError
from eval.result import CaseResult
from eval.running.measures import NAMES
from eval.scorers import Score, Scorer
from eval.statistics import wilson
from eval.words.plainness import summary as plain_summary

FORMAT = "plainterms-eval-run/1"
"""The first thing in a run file; its readers refuse another one."""


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


@dataclass(frozen=True, slots=True)
class Report:
    """One run over one set of cases."""

    about: Mapping[str, Any]
    """What it was made with (``eval.running.about``): the file, the code, the documents, the options."""
    scorers: tuple[Scorer, ...]
    results: tuple[CaseResult, ...]
    seconds: float
    resumed: int = 0
    """Cases that had been asked before an interruption."""
    kept: Path | None = None
    """Where the results are kept until they have been reported (``eval.running.journal``)."""
    notices: tuple[str, ...] = ()
    """Things a person must know about this run."""

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        return tuple(result for result in self.results if result.failure is not None)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of case in this run, in order of appearance."""
        return tuple(dict.fromkeys(result.case.kind for result in self.results))

    def rate(self, scorer: str, kind: str | None = None) -> Rate:
        """What one scorer found over all cases that did not fail, or over those of one kind."""
        scored = (result.scores for result in self.results if kind is None or result.case.kind == kind)
        return Rate.of(scores[scorer] for scores in scored if scorer in scores)

    def below(self, scorer: str) -> tuple[CaseResult, ...]:
        """The cases in which a scorer found something amiss."""
        scored = ((result, result.scores.get(scorer)) for result in self.results)
        return tuple(result for result, score in scored if score and score.value is not None and score.value < 1)

    def summary(self) -> dict[str, Any]:
        """Counts and rates, as plain JSON values."""
        statuses: Counter[str] = Counter()
        engines: Counter[tuple[str, str | None, str | None]] = Counter()
        fallbacks = 0
        for result in self.results:
            if (answer := result.answer) is not None:
                engine = answer["engine"]
                statuses[answer["status"]] += 1
                engines[engine["mode"], engine["model"], engine["prompt_sha256"]] += 1
                fallbacks += engine["fallback"] is not None
        return {
            "cases_file": self.about["file"]["name"],
            "cases_sha256": self.about["file"]["sha256"],
            "cases": len(self.results),
            "failed": len(self.failures),
            "statuses": dict(statuses.most_common()),
            # More than one entry when a model failed now and then.
            "engines": [
                {"mode": mode, "model": model, "prompt_sha256": prompt, "answers": count}
                for (mode, model, prompt), count in engines.most_common()
            ],
            "fallbacks": fallbacks,
            "scores": {scorer.name: self.rate(scorer.name).to_json() for scorer in self.scorers},
            "kinds": {
                kind: {scorer.name: self.rate(scorer.name, kind).to_json() for scorer in self.scorers}
                for kind in self.kinds
            },
            "own_words": plain_summary(r.shown.own_words for r in self.results if r.shown.own_words),
            "measures": {name: self.measure(name) for name in NAMES},
            "seconds": round(self.seconds, 2),
        }

    def measure(self, name: str) -> dict[str, float | None]:
        """Median, 95th percentile and sum of a number, over the cases in which it is known."""
        known = sorted(
            value
            for result in self.results
            for value in [result.seconds if name == "seconds" else result.measures.get(name)]
            if value is not None
        )
        if not known:
            return {"median": None, "p95": None, "sum": None}
        found = {"median": median(known), "p95": known[ceil(0.95 * len(known)) - 1], "sum": sum(known)}
        return {what: round(value, 4) for what, value in found.items()}

    def to_json(self) -> dict[str, Any]:
        """The whole report as plain JSON values; docs/evaluation.md describes it."""
        head = self.head()
        cases, results = ([json.loads(line) for line in lines] for lines in (self._cases(), self._results()))
        return head | {"cases": cases, "results": results}

    def head(self) -> dict[str, Any]:
        """All of a run file but its cases and results."""
        summary = self.summary()
        return {
            "format": FORMAT,
            "of": "cases",
            "about": dict(self.about) | {"engines": summary["engines"]},
            "scorers": [scorer_json(scorer) for scorer in self.scorers],
            "summary": summary,
        }

    def pieces(self) -> Iterator[str]:
        """The run file, piece by piece, one case a line: a thousand answers are never there at once."""
        head = json.dumps(self.head(), ensure_ascii=False, allow_nan=False, indent=1)
        yield head.removesuffix("\n}")
        for name, lines in (("cases", self._cases()), ("results", self._results())):
            yield f',\n "{name}": ['
            for number, line in enumerate(lines):
                yield f"{',' if number else ''}\n  {line}"
            yield "\n ]"
        yield "\n}\n"

    def _cases(self) -> Iterator[str]:
        for result in self.results:
            yield _line(
                {
                    "id": result.case.id,
                    "kind": result.case.kind,
                    "services": list(result.case.services),
                    "failure": result.failure,
                    "hint": result.hint,
                    "seconds": round(result.seconds, 3),
                    "case": result.case.model_dump(mode="json"),
                }
            )

    def _results(self) -> Iterator[str]:
        return (_line(result.to_json()) for result in self.results)


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def scorer_json(scorer: Scorer) -> dict[str, Any]:
    """What a reader of a run file has to know of a scorer."""
    return {"name": scorer.name, "heading": scorer.heading, "promise": scorer.promise, "means": scorer.means}


def check_writable(path: Path) -> None:
    """Find out before a long run, not after it, that its report has nowhere to go.

    Raises:
        FileError: the folder does not exist or cannot be written, or the path is a folder.
    """
    if path.is_dir():
        raise FileError(f"{path} is a folder.", "Name a file for the report.")
    if _is_stream(path):
        return
    if not path.parent.is_dir():
        raise FileError(f"There is no folder {path.parent}.", "Make it first, or name another file.")
    if not os.access(path.parent, os.W_OK):
        raise FileError(f"The folder {path.parent} cannot be written.", "Name a file in another folder.")


def write_json(value: Mapping[str, Any], path: Path) -> None:
    """Write a JSON value as ``write_pieces`` does."""
    write_pieces([json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False), "\n"], path)


def write_pieces(pieces: Iterable[str], path: Path) -> None:
    """Write the file whole or not at all: a reader never meets half a report, and a full disk leaves the old one.

    A pipe or a device, such as ``/dev/stdout``, is written to, and what a link points to is replaced, not the link.

    Raises:
        FileError: it cannot be written.
    """
    stream = _is_stream(path)
    whole = path if stream else path.resolve()
    beside = whole if stream else whole.with_name(f".{whole.name}.{os.getpid()}.part")
    try:
        # A model may write half a surrogate pair, which no encoding can; it becomes "?".
        with beside.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(pieces)
            file.flush()
            if not stream:
                os.fsync(file.fileno())
        if not stream:
            beside.replace(whole)
    except OSError as error:
        raise FileError(f"{path} cannot be written: {error.strerror}.", "Free space, or name another file.") from error
    finally:
        if not stream:
            beside.unlink(missing_ok=True)


def _is_stream(path: Path) -> bool:
    """Something that is there and is no file: to replace it would take it from everyone who uses it."""
    return path.exists() and not path.is_file()
