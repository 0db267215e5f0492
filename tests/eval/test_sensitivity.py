"""A perfect answer scores perfect on every case; an answer spoiled in one way is caught by the scorer made for it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot import Answer, Citation, Engine, Question, Statement, Version
from eval.case import Case, CaseSet, load_cases
from eval.runner import run
from eval.truth import Truth

Spoil = Callable[[Answer, "Oracle"], Answer]


class Oracle:
    """Answers each case of a set from its own expectation, then lets ``spoil`` at the answer."""

    def __init__(self, cases: CaseSet, corpus: Path, spoil: Spoil) -> None:
        self.cases, self.spoil = cases, spoil
        manifest = json.loads((corpus / "manifest.json").read_text(encoding="utf-8"))
        self.files = {row["sha256"]: corpus / row["path"] for row in manifest}
        self.published = [
            Version(number, row["service"], row["service_name"], row["terms_type"], row["date"],
                    date.fromisoformat(row["date"]), (), "", row["sha256"])
            for number, row in enumerate(manifest)
        ]  # fmt: skip

    def versions(self, service: str, terms_type: str | None = None) -> list[Version]:
        return [v for v in self.published if v.service == service and terms_type in (None, v.terms_type)]

    def source(self, sha256: str) -> str:
        return self.files[sha256].read_bytes().decode()

    def whole_lines(self, sha256: str, start: int, end: int) -> tuple[int, int]:
        """A place with the rest of its lines: the cases quote a few words, an answer whole sentences."""
        source = self.source(sha256)
        begin, after = source.rfind("\n", 0, start) + 1, source.find("\n", end)
        line = source[begin:after]
        return begin + len(line) - len(line.lstrip()), begin + len(line.rstrip())

    def case_of(self, question: str, as_of: date | None) -> Case:
        """The case of a question; the same one is asked of several dates, and without any."""
        same = [case for case in self.cases.cases if case.question == question]
        return next((case for case in same if case.as_of == as_of), same[-1])

    def check(self, text: str, service: str, as_of: date | None = None, terms_type: str | None = None) -> Answer:
        return self.ask(Question(text, service, terms_type, as_of))

    def ask(self, question: Question) -> Answer:
        case = self.case_of(question.text, question.as_of)
        truth, citations = Truth(self), []
        for clause in case.expect.clauses:
            if clause.service is None or clause.service in question.service.split(","):
                version = truth.version_of(case, clause)
                assert version is not None
                start, end = self.whole_lines(version.sha256, *truth.places(version, clause.quote)[0])
                quote = self.source(version.sha256)[start:end]
                address = (
                    version.service,
                    version.terms_type,
                    version.version,
                    clause.part,
                    clause.label,
                    "",
                    clause.title,
                )
                citations.append(Citation(*address, quote, start, end, "", version.sha256))
        said = "; ".join(wordings[0] for wordings in case.expect.facts)
        answer = Answer(
            status="answered" if case.expect.answerable else "not_in_terms",
            headline=said or "The terms do not say.",
            question=question.text,
            standalone_question=question.text,
            as_of=question.as_of or date.min,
            engine=Engine("excerpt"),
            yes_no=case.expect.yes_no,
            verdict=case.expect.verdict,
            # The reason a person wrote down for the truth: real sentences, with real denials in them.
            statements=tuple(Statement(case.why, (index,), "verified") for index in range(len(citations))),
            citations=tuple(citations),
        )
        return self.spoil(answer, self)


def _cited(answer: Answer, **fields: int) -> Answer:
    moved = (
        replace(c, start=c.start + fields.get("start", 0), end=c.end + fields.get("end", 0)) for c in answer.citations
    )
    return replace(answer, citations=tuple(moved))


def _slid(citation: Citation, oracle: Oracle) -> Citation:
    start, end = citation.start + 1, citation.end + 1
    return replace(citation, start=start, end=end, quote=oracle.source(citation.source_sha256)[start:end])


def _other_version(answer: Answer, oracle: Oracle) -> Answer:
    def elsewhere(citation: Citation) -> Citation:
        others = [v for v in oracle.versions(citation.service) if v.sha256 != citation.source_sha256]
        return replace(citation, source_sha256=others[0].sha256, version=others[0].version) if others else citation

    return replace(answer, citations=tuple(map(elsewhere, answer.citations)))


def _lies(answer: Answer, oracle: Oracle) -> Answer:
    case = oracle.case_of(answer.question, answer.as_of)
    return replace(answer, headline=f"{answer.headline}. Here, {case.expect.must_not[0]}.")


SPOILED: dict[str, tuple[Spoil, str, float]] = {
    # what is done to every answer, the scorer that has to see it, the most it may still give
    "spans shifted by one": (lambda a, _: _cited(a, start=1, end=1), "quotes_exact", 0.0),
    "quotes cut short": (
        lambda a, _: replace(a, citations=tuple(replace(c, quote=c.quote[:-1]) for c in a.citations)),
        "quotes_exact", 0.0,
    ),
    "places and words moved by one": (
        lambda a, o: replace(a, citations=tuple(_slid(c, o) for c in a.citations)), "quotes_whole", 0.0,
    ),
    "the version of another day": (_other_version, "version_right", 0.75),
    "another version": (_other_version, "clauses_cited", 0.5),  # half of the cases are on services with one version
    "nothing cited": (lambda a, _: replace(a, citations=()), "clauses_cited", 0.0),
    "statements without quotes": (
        lambda a, _: replace(a, statements=tuple(replace(s, citations=()) for s in a.statements)),
        "statements_backed", 0.0,
    ),
    "always refuses": (lambda a, _: replace(a, status="not_in_terms"), "status_right", 0.2),
    "never refuses": (lambda a, _: replace(a, status="answered"), "status_right", 0.9),
    "says nothing": (lambda a, _: replace(a, headline="", statements=(), citations=()), "facts_found", 0.0),
    "says what is wrong": (_lies, "nothing_wrong", 0.0),
    "says yes to all": (lambda a, _: replace(a, yes_no="yes"), "yes_no_right", 0.5),
}  # fmt: skip


OF_WORDING = {"numbers_agree", "modality_agrees", "reads_plainly"}
"""The reasons are a person's notes: they name clauses that are not quoted. The labelled answers test these scorers."""


@pytest.fixture(scope="module")
def cases(shared: Path) -> CaseSet:
    return load_cases(shared / "eval" / "cases.jsonl")


@pytest.mark.corpus
def test_a_perfect_answer_is_found_perfect(cases: CaseSet, shared: Path) -> None:
    report = run(cases, Oracle(cases, shared / "corpus", lambda answer, _: answer))
    assert [result.failure for result in report.results if result.failure] == []
    scorers = [scorer for scorer in report.scorers if scorer.name not in OF_WORDING]
    below = [(r.case.id, s.name, r.scores[s.name].why) for s in scorers for r in report.below(s.name)]
    assert below == []
    # No case of the set is about one of two clauses with the same number.
    assert [s.name for s in report.scorers if not report.rate(s.name).scored] == ["part_right"]


@pytest.mark.corpus
@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_answer_is_caught(name: str, cases: CaseSet, shared: Path) -> None:
    spoil, scorer, most = SPOILED[name]
    mean = run(cases, Oracle(cases, shared / "corpus", spoil)).rate(scorer).mean
    assert mean is not None
    assert mean <= most
