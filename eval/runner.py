"""READ FIRST in eval: ask every case, score every answer, record what happened.

An error while one case is asked is that case's failure: the run goes on, and the case counts neither as right nor as
wrong. So does an answer that says it could not look the matter up ("unavailable"), and one that the model could not be
asked for: the excerpts that stood in for it say nothing about the model.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

from bot import PlainTermsError
from eval.about import code_sha256, documents
from eval.asking import ask
from eval.case import Case, CaseSet
from eval.report import Report
from eval.result import CaseResult, Try
from eval.scorers import SCORERS, Scorer
from eval.truth import AsksQuestions, Truth


def run(
    cases: CaseSet,
    explainer: AsksQuestions,
    scorers: Sequence[Scorer] = SCORERS,
    progress: Callable[[CaseResult], None] | None = None,
) -> Report:
    """Ask and score all cases, in their order; ``progress`` hears of each when it is done."""
    started = time.perf_counter()
    truth = Truth(explainer)
    results: list[CaseResult] = []
    for case in cases.cases:
        result = CaseResult(case, (ask_once(case, explainer, scorers, truth),))
        results.append(result)
        if progress is not None:
            progress(result)
    return Report(about(cases, truth, {}), tuple(scorers), tuple(results), time.perf_counter() - started)


def about(cases: CaseSet, truth: Truth, options: dict[str, Any]) -> dict[str, Any]:
    """What a run is made with."""
    return {
        "file": {"name": cases.name, "sha256": cases.sha256},
        "code_sha256": code_sha256(),
        "library": documents(cases.cases, truth),
        "options": options,
    }


def ask_once(case: Case, explainer: AsksQuestions, scorers: Sequence[Scorer], truth: Truth) -> Try:
    """Ask and score one case; never raises for what the bot does."""
    started = time.perf_counter()
    answer, scores, failure, hint = None, {}, None, ""
    try:
        answer = ask(case, explainer, truth)
        if answer.status == "unavailable":
            failure = f"unavailable: {answer.headline}"
        else:
            scores = {scorer.name: scorer(case, answer, truth) for scorer in scorers}
    except PlainTermsError as error:
        failure, hint = str(error), error.hint
    except Exception as error:  # a bug in the bot is one case's failure too: the others still tell something
        failure = f"{type(error).__name__}: {error}"
    return Try.of(answer, scores, failure, hint, time.perf_counter() - started)
