"""The cases of a run as plain JSON values for the page: cut to what a person reads, every word made visible."""

from collections.abc import Mapping
from typing import Any

from eval.compare import CaseChange, Comparison
from eval.page.changes import change_of, same_answer
from eval.printing.shown import Answer, Case, Clause, name_of, shown_answer, shown_case, spaced
from eval.printing.visible import cut, visible
from eval.rates import at_fault
from eval.runs import Row, Run

MOST_CHARS = 6_000
"""Of any one text: several screens; a quote or a statement is seldom a tenth of it."""


def page_data(run: Run, compared: Comparison | None) -> dict[str, Any]:
    """What the page's script shows."""
    changes = {} if compared is None else {change.after.id: change for change in compared.changes}
    return {
        "compared": compared is not None,
        "scorers": [{"name": spaced(scorer.name), "means": harmless(scorer.means)} for scorer in run.scorers],
        "cases": [_case(row, run, compared is not None, changes.get(row.id)) for row in run.rows],
    }


def harmless(value: Any) -> Any:
    """The same JSON value, no text in it longer than a person reads, and nothing in it unseen."""
    if isinstance(value, str):
        return visible(cut(value, MOST_CHARS))
    if isinstance(value, Mapping):
        return {key: harmless(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [harmless(inner) for inner in value]
    return value


def _case(row: Row, run: Run, compared: bool, change: CaseChange | None) -> dict[str, Any]:
    case = shown_case(row)
    faults = at_fault(row)
    value: dict[str, Any] = {
        "kind": spaced(row.kind),
        "services": [name_of(service) for service in (case.services if case else ())],
        "question": case.question if case else row.shown.get("question", row.id),
        "state": "failed" if row.failure is not None else "fault" if faults else "right",
        "expected": _expected(case) if case else None,
        "now": _side(row, run),
    }
    if case:
        value |= {"about": case.about, "history": [turn.model_dump() for turn in case.history], "why": case.why}
    if compared:
        value["change"] = change_of(change)
    if change is not None:
        value |= {"before": _side(change.before, run), "same_answer": same_answer(row, change.before)}
    # The id stays as it is: links to the case are made of it.
    safe: dict[str, Any] = harmless(value)
    return {"id": row.id, "shown_id": harmless(row.id)} | safe


def _side(row: Row, run: Run) -> dict[str, Any]:
    """One run's part of a case; ``scores`` are in the order of the page's scorers."""
    answer = shown_answer(row)
    scores = [row.scores.get(scorer.name) for scorer in run.scorers]
    return {
        "failure": row.failure,
        "answer": _answer(answer) if answer else None,
        "shown": {name: text for name, text in row.shown.items() if name != "question"},
        "scores": [None if score is None else [score.value, score.why] for score in scores],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "status": answer.status,
        "headline": answer.headline,
        "yes_no": answer.yes_no,
        "verdict": answer.verdict,
        "statements": [statement.model_dump() for statement in answer.statements],
        "citations": [{"quote": c.quote, "address": c.address} for c in answer.citations],
        "watch_outs": [watch_out.model_dump() for watch_out in answer.watch_outs],
        "claims": [claim.model_dump() for claim in answer.claims],
        "notes": [*answer.notes, *([answer.engine.fallback] if answer.engine.fallback else [])],
    }


def _expected(case: Case) -> dict[str, Any]:
    expect = case.expect
    return {
        "answerable": expect.answerable,
        "clauses": _places(expect.clauses),
        "also_ok": _places(expect.also_ok_clauses),
        "facts": expect.facts,
        "must_not": expect.must_not,
        "yes_no": [expect.yes_no, *expect.yes_no_also_ok] if expect.yes_no else [],
        "verdict": [expect.verdict, *expect.verdict_also_ok] if expect.verdict else [],
    }


def _places(clauses: tuple[Clause, ...]) -> list[dict[str, str]]:
    return [{"quote": clause.quote, "address": clause.address} for clause in clauses]
