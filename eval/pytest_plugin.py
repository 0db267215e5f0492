"""Cases as tests: ``pytest --plainterms-cases evals/ --plainterms-baseline base.json``.

Every case is a test item with its id as its name, so that ``-k``, ``-n``, ``--lf`` and ``--junitxml`` do what they
always do. Without the option nothing happens, and neither the bot nor a scorer is imported.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eval.printing.inert import one_line

if TYPE_CHECKING:
    from eval.case import Case
    from eval.result import Try
    from eval.runner import Asks
    from eval.runs import Row
    from eval.scorers import Score

GATES = (
    "status_right",
    "clauses_cited",
    "quotes_exact",
    "statements_backed",
    "nothing_wrong",
    "yes_no_right",
    "verdict_right",
)
"""What a case without a baseline has to get right: what is right or wrong as a whole."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("plainterms", "cases of plainterms as tests")
    group.addoption(
        "--plainterms-cases",
        action="append",
        default=[],
        metavar="PATH",
        help="a file of cases, or a folder of them; may be repeated. Where no other path is named only these are run.",
    )
    group.addoption(
        "--plainterms-baseline",
        metavar="FILE",
        help="a run to compare with: a case fails when it is worse than there, not for what was wrong there already",
    )
    group.addoption("--plainterms-home", metavar="DIR", help="folder of the library; default: as plainterms --home")
    group.addoption(
        "--plainterms-mode",
        choices=("auto", "model", "excerpt"),
        default="excerpt",
        help="what words the answers; default: excerpt, which needs no model",
    )
    group.addoption(
        "--plainterms-scorer",
        action="append",
        default=[],
        metavar="NAME",
        help=f"what a case has to get right; may be repeated; default: {', '.join(GATES)}",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "plainterms: a case of plainterms, made by --plainterms-cases")
    named = config.getoption("--plainterms-cases")
    if not named:
        return
    files = tuple(file for path in named for file in _files(config.invocation_params.dir / path, path))
    config.stash[_SUITE] = _Suite(config, files)
    config.stash[_SUITE].check()
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = []
    config.args += [str(file) for file in files if str(file) not in config.args]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    suite = parent.config.stash.get(_SUITE, None)
    if suite is None or file_path.resolve() not in suite.files:
        return None
    made: CaseFile = CaseFile.from_parent(parent, path=file_path)
    return made


def pytest_unconfigure(config: pytest.Config) -> None:
    if (suite := config.stash.get(_SUITE, None)) is not None:
        suite.close()


def _files(path: Path, named: str) -> tuple[Path, ...]:
    """The files of cases at a path. Raises UsageError when there are none."""
    from bot import PlainTermsError
    from eval.files.case_files import row_files

    try:
        return tuple(file.path for file in row_files(path.resolve()))
    except PlainTermsError as problem:
        raise pytest.UsageError(f"--plainterms-cases {named}: {problem} {problem.hint}") from None


class _Suite:
    """What all cases of a session share; opened when the first is asked, in each process by itself."""

    def __init__(self, config: pytest.Config, files: tuple[Path, ...]) -> None:
        self.files = frozenset(files)
        self._config = config
        self._open = ExitStack()

    def check(self) -> None:
        """Raises UsageError when what the cases are held to cannot be used: once, and not for each of them."""
        from bot import PlainTermsError

        try:
            _ = self.gates, self.baseline
        except PlainTermsError as problem:
            raise pytest.UsageError(f"--plainterms-baseline: {problem} {problem.hint}") from None

    @cached_property
    def asks(self) -> "Asks":
        """Raises PlainTermsError when the library or the model cannot be used."""
        from bot import open_explainer
        from eval.runner import Asks
        from eval.scorers import SCORERS
        from eval.truth import Truth

        home = self._config.getoption("--plainterms-home")
        mode = self._config.getoption("--plainterms-mode")
        explainer = self._open.enter_context(open_explainer(home=Path(home) if home else None, mode=mode))
        return Asks((explainer,), SCORERS, Truth(explainer))

    @cached_property
    def baseline(self) -> "Mapping[str, Row]":
        """The rows of the baseline by id; empty without one. Raises FileError when it is no run over cases."""
        from eval.files.jsonl import FileError
        from eval.runs import load_run

        path = self._config.getoption("--plainterms-baseline")
        if not path:
            return {}
        found = load_run(self._config.invocation_params.dir / path)
        if found.of != "cases":
            raise FileError(f"{path} is a run of {found.of}.", "Name one that plainterms eval run --out wrote.")
        return {row.id: row for row in found.rows}

    @cached_property
    def gates(self) -> tuple[str, ...]:
        from eval.scorers import SCORERS

        wanted = tuple(self._config.getoption("--plainterms-scorer")) or GATES
        known = [scorer.name for scorer in SCORERS]
        for name in wanted:
            if name not in known:
                raise pytest.UsageError(f"--plainterms-scorer: there is no {name}; there are {', '.join(known)}")
        return wanted

    def close(self) -> None:
        self._open.close()


_SUITE = pytest.StashKey[_Suite]()


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator["CaseItem"]:
        from bot import PlainTermsError
        from eval.case import load_cases

        try:
            cases = load_cases(self.path).cases
        except PlainTermsError as problem:
            raise self.CollectError(f"{problem}\n{problem.hint}") from None
        for case in cases:
            item: CaseItem = CaseItem.from_parent(self, name=case.id, case=case)
            item.add_marker("plainterms")
            yield item


@dataclass
class Worse(Exception):
    """The answer is not what it should be."""

    tried: "Try"
    amiss: "Mapping[str, Score]"
    """By scorer."""
    before: "Row | None"
    """The same case in the baseline."""


class CaseItem(pytest.Item):
    """One case. What cannot be asked is an error of the test, a wrong answer its failure."""

    def __init__(self, *, case: "Case", **given: Any) -> None:
        super().__init__(**given)
        self._case = case
        self._tried: Try | None = None

    def setup(self) -> None:
        from bot import PlainTermsError

        suite = self.config.stash[_SUITE]
        try:
            (self._tried,) = suite.asks(self._case)
            self._before, self._gates = suite.baseline.get(self._case.id), suite.gates
        except PlainTermsError as problem:
            failure, hint = str(problem), problem.hint
        else:
            failure, hint = self._tried.failure or "", self._tried.hint
        if failure:
            pytest.fail(f"could not be asked: {one_line(failure)}\n{one_line(hint)}".rstrip(), pytrace=False)

    def runtest(self) -> None:
        assert self._tried is not None  # noqa: S101  it was set up
        scores = self._tried.scores
        self.user_properties += [(name, score.value) for name, score in scores.items() if score.value is not None]
        amiss = {name: score for name, score in scores.items() if self._is_amiss(name, score)}
        if amiss:
            raise Worse(self._tried, amiss, self._before)

    def _is_amiss(self, name: str, score: "Score") -> bool:
        """Below the baseline; without one, or where it must never be, below 1."""
        from eval.scorers import SCORERS

        if score.value is None or score.value == 1:
            return False
        promises = {scorer.name for scorer in SCORERS if scorer.promise}
        before = self._before.scores.get(name) if self._before else None
        if name in promises or before is None or before.value is None:
            return name in self._gates or name in promises
        return score.value < before.value

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Worse):
            return "\n".join(_told(self._case, excinfo.value))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, self.name


def _told(case: "Case", worse: Worse) -> Iterator[str]:
    """A wrong answer beside what it should have been, for a person."""
    yield f"question   {one_line(case.question)}"
    yield from _answer("answer", worse.tried.answer)
    if worse.before is not None:
        yield from _answer("before", worse.before.answer)
    for clause in case.expect.clauses:
        yield f"expected   {one_line(clause.label or clause.title)}: “{one_line(clause.quote)}”"
    for name, score in worse.amiss.items():
        before = worse.before.scores.get(name) if worse.before else None
        was = "" if before is None or before.value is None else f" (was {before.value:.2g})"
        yield f"{name}: {score.value:.2g}{was}: {one_line(score.why)}"


def _answer(what: str, answer: Mapping[str, Any] | None) -> Iterator[str]:
    if answer is None:
        return
    yield f"{what:<10} {answer['status']}: {one_line(answer['headline'])}"
    for citation in answer["citations"]:
        yield f"           {one_line(citation['label'] or citation['title'])}: “{one_line(citation['quote'])}”"
