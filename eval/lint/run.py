"""READ FIRST in eval/lint: all files, all cases, all rules; nothing stops at the first thing that is wrong."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.case import Case
from eval.files.case_files import RowFile, row_files
from eval.files.jsonl import Fault, FileError, LineError
from eval.lint.alone import check_alone
from eval.lint.books import Books, HasReadings
from eval.lint.facts import check_facts
from eval.lint.finding import LEVELS, Finding, Level, Placed, Remark
from eval.lint.places import check_document, check_places
from eval.words.matching import plain


@dataclass(frozen=True, slots=True)
class LintReport:
    """What was found in a file or folder of cases."""

    files: tuple[str, ...]
    cases: int
    """Those that could be read."""
    findings: tuple[Finding, ...]
    """By file, line and level."""

    def count(self, level: Level) -> int:
        return sum(finding.remark.level == level for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        return {
            "files": list(self.files),
            "cases": self.cases,
            "count": {level: self.count(level) for level in LEVELS},
            "rules": dict(sorted(Counter(finding.remark.rule for finding in self.findings).items())),
            "findings": [finding.to_json() for finding in self.findings],
        }


def lint(path: Path, explainer: HasReadings) -> LintReport:
    """Look through the cases of a file or folder, beside the terms in the library.

    Raises:
        FileError: there is no such file, or no file in the folder.
        HomeError: the library cannot be used.
    """
    files = row_files(path)
    read = [found for file in files for found in _read(file)]
    books, placed = Books(explainer), [found for found in read if isinstance(found, Placed)]
    findings = [found for found in read if isinstance(found, Finding)]
    findings += _repeated(placed)
    for one in placed:
        findings += [Finding(one.case.id, str(one.file), one.line, remark) for remark in remarks(one.case, books)]
    order = {str(file.path): number for number, file in enumerate(files)}
    findings.sort(key=lambda f: (order[f.file], f.line, LEVELS.index(f.remark.level)))
    return LintReport(tuple(order), len(placed), tuple(findings))


def remarks(case: Case, books: Books) -> Iterator[Remark]:
    """What all rules have to say about one case."""
    yield from check_alone(case)
    missing = tuple(check_document(case, books))
    yield from missing
    if not missing:
        yield from check_places(case, books)
        yield from check_facts(case, books)


def _read(file: RowFile) -> Iterator[Placed | Finding]:
    """The cases of a file, and what is wrong with those that cannot be read."""
    at, empty = str(file.path), True
    try:
        for line, row in file.rows(Case):
            empty = False
            if isinstance(row, Case):
                yield Placed(row, file.path, line)
            else:
                yield from (_unreadable(at, fault) for fault in row)
        if empty:
            yield _unreadable(at, Fault(1, "the file holds no cases", "Write one, or delete it."))
    except LineError as problem:
        yield _unreadable(at, problem.fault)
    except FileError as problem:
        yield _unreadable(at, Fault(1, str(problem).removesuffix("."), problem.hint))


def _unreadable(file: str, fault: Fault) -> Finding:
    return Finding("", file, fault.line, Remark("error", "unreadable", fault.said, fault.hint))


def _repeated(placed: Sequence[Placed]) -> Iterator[Finding]:
    """Ids and questions that come more than once, over all files."""
    ids: dict[str, Placed] = {}
    asked: dict[tuple[object, ...], Placed] = {}
    for one in placed:
        case = one.case
        if first := ids.get(case.id):
            said = f'the id "{case.id}" is already used in {first.file}:{first.line}'
            remark = Remark("error", "id-repeated", said, "Give every case an id of its own.")
            yield Finding(case.id, str(one.file), one.line, remark)
        ids.setdefault(case.id, one)
        turns = tuple(plain(turn.content) for turn in case.history)
        key = (plain(case.question), case.services, case.terms_type, case.as_of, case.compare_to, turns)
        if first := asked.get(key):
            said = f"the same question is asked of the same version by {first.case.id} ({first.file}:{first.line})"
            remark = Remark("warning", "question-repeated", said, "Leave one of them out: it would count twice.")
            yield Finding(case.id, str(one.file), one.line, remark)
        asked.setdefault(key, one)
