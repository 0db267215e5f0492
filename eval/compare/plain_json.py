"""A comparison as plain JSON values: everything."""

from typing import Any

from eval.compare.comparison import CaseChange, Comparison
from eval.compare.finding import Finding
from eval.result import scores_json
from eval.runs import Run

FORMAT = "plainterms-eval-comparison/1"


def to_json(of: Comparison, *, strict: bool = False) -> dict[str, Any]:
    """docs/evaluation.md describes it."""
    return {
        "format": FORMAT,
        "of": of.run.of,
        "run": _run(of.run),
        "baseline": _run(of.baseline),
        "regression": list(of.regressed(strict=strict)),
        "notes": list(of.notes),
        "scorers": [_finding(one) for one in of.findings],
        "new_failures": [change.after.id for change in of.new_failures],
        "fixed": [change.after.id for change in of.fixed],
        "only_in_run": list(of.only_in_run),
        "only_in_baseline": list(of.only_in_baseline),
        "measures": [
            {"name": one.name, "pairs": one.pairs, "before": one.before, "after": one.after} for one in of.measured
        ],
        "cases": [_case(change) for change in of.changes],
    }


def _run(run: Run) -> dict[str, Any]:
    return {"name": run.name, "sha256": run.sha256, "about": dict(run.about)}


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "name": one.scorer.name,
        "promise": one.scorer.promise,
        "tier": one.tier,
        "pairs": one.pairs,
        "before": one.before,
        "after": one.after,
        "difference": one.difference,
        "low": one.low,
        "high": one.high,
        "p": one.p,
        "p_holm": one.p_holm,
        "better": list(one.better),
        "worse": list(one.worse),
        "broken": list(one.broken),
        "unscored": list(one.unscored),
    }


def _case(change: CaseChange) -> dict[str, Any]:
    """Answers only where something changed: the run files have them all."""
    value: dict[str, Any] = {
        "id": change.after.id,
        "kind": change.after.kind,
        "worse": list(change.worse),
        "better": list(change.better),
        "broken": list(change.broken),
    }
    for name, row in (("before", change.before), ("after", change.after)):
        side: dict[str, Any] = {"failure": row.failure, "scores": scores_json(row.scores)}
        if change.scores:
            side |= {"answer": row.answer, "shown": dict(row.shown)}
        value[name] = side
    return value
