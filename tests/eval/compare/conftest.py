"""Runs made of scores alone, and run files with answers in them."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.runs import Row, Run, ScorerInfo
from eval.scorers import Score

Column = Sequence[float | None]

ANSWER: dict[str, Any] = {
    "status": "answered",
    "headline": "Sharing is not allowed.",
    "question": "can we share a login",
    "as_of": "2025-01-01",
    "yes_no": "no",
    "statements": [
        {"text": "Keep your login to yourself.", "citations": [0], "support": "verified"},
        {"text": "We delete an idle account.", "citations": [1], "support": "excerpt"},
    ],
    "citations": [
        {"label": "2.1", "title": "Accounts", "version": "2025-01-01", "quote": "You may not share your login",
         "service": "brook", "start": 3, "end": 31, "source_sha256": "f" * 64},
        {"label": "", "title": "", "version": "", "quote": "We delete an idle account.", "start": 40, "end": 66},
    ],
    "engine": {"mode": "excerpt", "timings_ms": {"draft": 3.1}},
}  # fmt: skip


@pytest.fixture
def run_of() -> Callable[..., Run]:
    """A run of scores by scorer, one for each case; ``promises`` names the scorers that are one."""

    def make(promises: Sequence[str] = (), failed: Mapping[int, str] | None = None, **scores: Column) -> Run:
        failures = failed or {}
        scorers = tuple(ScorerInfo(name, name, name in promises, f"{name}.") for name in scores)
        rows = tuple(
            Row(
                id=f"c{at}",
                kind="lookup",
                failure=failures.get(at),
                case=None,
                answer=None,
                scores={} if at in failures else {name: Score(column[at], "") for name, column in scores.items()},
                measures={"seconds": float(at)},
                shown={},
            )
            for at in range(len(next(iter(scores.values()))))
        )
        return Run("run.json", "0" * 64, "cases", {}, scorers, {}, rows)

    return make


@pytest.fixture
def run_file(tmp_path: Path) -> Callable[..., Path]:
    """A run file of cases, each an answer (None: it failed) and its scores by scorer."""

    def write(name: str, cases: Mapping[str, tuple[Any, Mapping[str, float | None]]], **fields: Any) -> Path:
        scorers = list(dict.fromkeys(scorer for _, scores in cases.values() for scorer in scores))
        value = {
            "format": "plainterms-eval-run/1",
            "of": "cases",
            "about": {"file": {"name": "cases.jsonl", "sha256": "a" * 64}, "options": {"mode": "excerpt"}},
            "scorers": [
                {"name": s, "heading": s, "promise": s == "quotes_exact", "means": f"{s} is right."} for s in scorers
            ],
            "cases": [
                {"id": id_, "kind": "lookup", "failure": None if answer else "down",
                 "seconds": 0.25, "case": {"id": id_, "question": "can we share a login"}}
                for id_, (answer, _) in cases.items()
            ],
            "results": [
                {"id": id_, "answer": answer, "measures": {"grade": 5.0}, "scores": _scores(scores) if answer else {}}
                for id_, (answer, scores) in cases.items()
            ],
        }  # fmt: skip
        path = tmp_path / name
        path.write_text(json.dumps(value | fields), encoding="utf-8")
        return path

    return write


@pytest.fixture
def answer_json() -> dict[str, Any]:
    return json.loads(json.dumps(ANSWER))


def _scores(scores: Mapping[str, float | None]) -> dict[str, Any]:
    return {name: {"score": value, "why": f"why {value}"} for name, value in scores.items()}
