"""A run as the baseline that later runs are held to: small, one line a case, the same from one machine to the next.

It is a run file like any other. Left out are times, the tries of a repeated case, the cases themselves (their hashes
stay, so that a changed one is noticed), the reasons of scores with nothing amiss, and of an answer all but what a
person compares.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from statistics import fmean
from typing import Any

from eval.files.jsonl import FileError
from eval.printing.inert import clipped, one_line
from eval.report import FORMAT
from eval.result import scores_json
from eval.runs import Row, Run
from eval.scorers import Score

KEPT = ("status", "headline", "yes_no", "verdict", "as_of", "statements")
"""Of an answer object."""
ADDRESS = ("service", "terms_type", "version", "part", "label", "sub", "title", "quote")
"""Of each of its citations: where in the file the words stand is left out."""
SUBSETS = {"limit": "--limit", "kinds": "--kind", "service": "--service"}
"""Options that leave cases out, as a run file and as a person calls them."""


def refuse_unfit(run: Run, *, with_failures: bool = False, partial: bool = False) -> None:
    """Raises FileError when a run must not become a baseline unless that is asked for."""
    failed = [row.id for row in run.rows if row.failure is not None]
    if failed and not with_failures:
        more = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
        raise FileError(
            f"{run.name} has cases that could not be asked: {failed[0]}{more}.",
            "Run it again; or say --with-failures, and those cases are held to nothing.",
        )
    try:
        json.dumps([run.about, *(row.answer for row in run.rows)], allow_nan=False)
    except ValueError:
        raise FileError(f"{run.name} holds a number that JSON does not have.", "Make the run again.") from None
    options = run.about.get("options")
    subset = [name for name in SUBSETS if options.get(name)] if isinstance(options, dict) else []
    if subset and not partial:
        raise FileError(
            f"{run.name} is a run over only some of its cases ({SUBSETS[subset[0]]}).",
            "Run all of them; or say --partial, and the others are not compared from then on.",
        )


def baseline_pieces(run: Run, on: date, why: str) -> Iterator[str]:
    """The file, piece by piece, one case a line."""
    about = dict(run.about) | {"blessed": {"date": on.isoformat(), "why": clipped(one_line(why), 1_000)}}
    head = {
        "format": FORMAT,
        "of": run.of,
        "about": about,
        "scorers": [
            {"name": s.name, "heading": s.heading, "promise": s.promise, "means": s.means} for s in run.scorers
        ],
        "summary": _summary(run),
    }
    yield json.dumps(head, ensure_ascii=False, allow_nan=False, indent=1).removesuffix("\n}")
    for name, entries in (("cases", map(_case, run.rows)), ("results", map(_result, run.rows))):
        yield f',\n "{name}": ['
        for number, entry in enumerate(entries):
            yield f"{',' if number else ''}\n  {json.dumps(entry, ensure_ascii=False, allow_nan=False)}"
        yield "\n ]"
    yield "\n}\n"


def _case(row: Row) -> dict[str, Any]:
    given = {"id": row.id, "kind": row.kind, "failure": row.failure, "case_sha256": row.case_sha256}
    return given | ({"shown": dict(row.shown)} if row.shown else {})


def _result(row: Row) -> dict[str, Any]:
    answer = None if row.answer is None else kept_answer(row.answer)
    scores = {
        name: score if score.value not in (None, 1) else Score(score.value, "") for name, score in row.scores.items()
    }
    measures = {name: value for name, value in row.measures.items() if name != "seconds"}
    return {"id": row.id, "answer": answer, "scores": scores_json(scores), "measures": measures}


def kept_answer(given: Mapping[str, Any]) -> dict[str, Any]:
    """Of an answer object what a baseline keeps; the same of a kept one, so that either can be compared with either."""
    citations = given.get("citations")
    cited = [c for c in citations if isinstance(c, dict)] if isinstance(citations, list) else []
    kept = {name: given[name] for name in KEPT if name in given}
    return kept | {"citations": [{name: c[name] for name in ADDRESS if name in c} for c in cited]}


def _summary(run: Run) -> dict[str, Any]:
    """What a reviewer looks at first when a baseline changes."""
    scores: dict[str, Any] = {}
    for scorer in run.scorers:
        values = [row.scores[scorer.name].value for row in run.rows if scorer.name in row.scores]
        known = [value for value in values if value is not None]
        scores[scorer.name] = {"mean": round(fmean(known), 4) if known else None, "scored": len(known)}
    return {
        "cases": len(run.rows),
        "failed": sum(row.failure is not None for row in run.rows),
        "scores": scores,
    }
