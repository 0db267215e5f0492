"""READ FIRST in eval: ask every case, score every answer, record what happened.

An error while one case is asked is that case's failure: the run goes on, and the case counts neither as right nor as
wrong. So does an answer that says it could not look the matter up ("unavailable"), and one for which the model could
not be asked: the excerpts that stood in for it say nothing about the model.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from bot import PlainTermsError
from eval.case import Case, CaseSet
from eval.report import Report
from eval.result import CaseResult, Try
from eval.running.about import code_sha256, documents
from eval.running.asking import ask, failure
from eval.running.budget import MORE, Budget
from eval.running.journal import Journal
from eval.scorers import SCORERS, Scorer
from eval.truth import AsksQuestions, Truth

Progress = Callable[[CaseResult], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is done."""

    min_pass: int = 1
    """Of the tries of a case, so many have to be right."""
    workers: int = 1
    """Cases asked at the same time."""
    max_cost: float | None = None
    """US dollars after which nothing more is asked."""
    journal: Path | None = None
    """Folder in which results are kept until the run is reported; None keeps none."""
    told: tuple[tuple[str, Any], ...] = ()
    """What the report says of how the cases were chosen and asked."""


def run(
    cases: CaseSet,
    explainer: AsksQuestions,
    scorers: Sequence[Scorer] = SCORERS,
    progress: Progress | None = None,
    *,
    again: Sequence[AsksQuestions] = (),
    options: Options = Options(),
) -> Report:
    """Ask and score all cases; the report has them in their order, ``progress`` hears of each when it is done.

    ``again`` are the explainers for the second try of each case, the third and so on.

    Raises:
        FileError: the very same run is going on in another process.
    """
    started = time.perf_counter()
    asks = Asks((explainer, *again), scorers, Truth(explainer), Budget(options.max_cost))
    about = {
        "file": {"name": cases.name, "sha256": cases.sha256},
        "code_sha256": code_sha256(),
        "library": documents(cases.cases, asks.truth),
        "options": dict(options.told) | {"repeat": len(asks.explainers), "min_pass": options.min_pass},
    }
    results: dict[str, CaseResult] = {}
    # Other scorers judge the same answer otherwise: their names are part of what a kept result depends on.
    with Journal(options.journal, about | {"scorers": [scorer.name for scorer in scorers]}) as journal:
        earlier = {case.id: journal.asked(case) for case in cases.cases}
        todo = [case for case in cases.cases if not earlier[case.id]]
        done = ((case, earlier[case.id]) for case in cases.cases if earlier[case.id])
        for case, tries in chain(done, _asked(todo, asks, options.workers)):
            results[case.id] = CaseResult(case, tries, options.min_pass)
            journal.keep(case, tries)
            if progress is not None:
                progress(results[case.id])
    return Report(
        about,
        tuple(scorers),
        tuple(results[case.id] for case in cases.cases),
        time.perf_counter() - started,
        resumed=len(cases.cases) - len(todo),
        kept=journal.path,
        notices=(journal.trouble,) if journal.trouble else (),
    )


@dataclass(frozen=True, slots=True)
class Asks:
    """Asks a case as often as there are explainers, and scores what comes."""

    explainers: Sequence[AsksQuestions]
    scorers: Sequence[Scorer]
    truth: Truth
    budget: Budget = field(default_factory=Budget)

    def __call__(self, case: Case) -> tuple[Try, ...]:
        """Never raises for what the bot does."""
        return tuple(self._once(case, explainer) for explainer in self.explainers)

    def _once(self, case: Case, explainer: AsksQuestions) -> Try:
        if refusal := self.budget.refusal:
            return Try.of(None, {}, refusal, MORE, 0.0)
        started = time.perf_counter()
        answer, scores, failed, hint = None, {}, None, ""
        try:
            answer = ask(case, explainer, self.truth)
            failed = failure(answer)
            if failed is None:
                scores = {scorer.name: scorer(case, answer, self.truth) for scorer in self.scorers}
        except PlainTermsError as error:
            failed, hint = str(error), error.hint
        except Exception as error:  # a bug in the bot is one case's failure too: the others still tell something
            failed = f"{type(error).__name__}: {error}"
        if answer is not None:
            self.budget.spend(answer.engine.cost_usd)
        return Try.of(answer, scores, failed, hint, time.perf_counter() - started)


def _asked(cases: Sequence[Case], asks: Asks, workers: int) -> Iterator[tuple[Case, tuple[Try, ...]]]:
    """The cases with what came of them, each as soon as it has been asked."""
    if workers == 1:
        yield from ((case, asks(case)) for case in cases)
        return
    with ThreadPoolExecutor(workers) as pool:
        running = {pool.submit(asks, case): case for case in cases}
        try:
            for future in as_completed(running):
                yield running[future], future.result()
        finally:  # interrupted: what is being asked ends, nothing else begins
            pool.shutdown(cancel_futures=True)
