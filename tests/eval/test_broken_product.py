"""The product is broken on purpose, one part at a time: the comparison with the whole one has to name the scorer.

Each sabotage changes the product itself, not its answers. The parts that only a model needs (prompts, the number
guard) are broken under ``Clerk``, a model that reads what it is shown and gets every number wrong.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import bot.drafting.excerpt
import bot.drafting.model
import bot.explainer
import bot.verifying.verify
import prompts
from bot import Citation, Explainer, open_explainer
from bot.drafting.model import ModelDrafter
from bot.models import Message, Reply
from bot.models.errors import checking
from eval.case import CaseSet, sample_cases
from eval.compare import Comparison
from eval.report import write_pieces
from eval.runner import run
from eval.runs import Run, load_run

EVERY = 3
"""Of the sample cases, every third: of all kinds, and fast enough to be asked ten times."""
ALL_OF = ("multi_clause", "cross_service", "unanswerable", "advice")
"""And all that need several clauses or a refusal: few others notice that fewer are read, or that none is refused."""


@pytest.fixture(scope="module")
def cases() -> CaseSet:
    whole = sample_cases()
    third = {case.id for case in whole.cases[::EVERY]}
    return replace(whole, cases=tuple(case for case in whole.cases if case.id in third or case.kind in ALL_OF))


class Clerk:
    """A model of ten lines: it copies the sentences that share most words with the question, with other numbers."""

    def deadline(self) -> float:
        return 0.0

    def reading(self, reply: Reply) -> AbstractContextManager[None]:
        return checking()

    def replies(self, messages: Sequence[Message], schema: Mapping[str, Any], deadline: float) -> Iterator[Reply]:
        user = messages[1][1]
        if "findings" not in schema["properties"]:
            yield Reply(json.dumps({"question": user.rsplit("LAST QUESTION", 1)[-1].strip()}), {})
            return
        shown, _, question = user.partition("QUESTION")
        wanted = set(re.findall(r"\w{4,}", question.lower()))
        numbered = re.findall(r"^(s\d+): (.*)$", shown, re.MULTILINE)
        best = sorted(numbered, key=lambda pair: -len(wanted & set(re.findall(r"\w{4,}", pair[1].lower()))))[:4]
        findings = [{"sentence": name, "quote": words, "plain": _other_numbers(words)} for name, words in best]
        status = "answered" if findings else "not_in_terms"
        headline = findings[0]["plain"] if findings else ""
        yield Reply(json.dumps({"findings": findings, "status": status, "yes_no": "none", "headline": headline}), {})


def _other_numbers(words: str) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 5), words)


@dataclass(frozen=True)
class Bench:
    """Runs the cases, and compares with what the whole product said."""

    home: Path
    cases: CaseSet
    folder: Path

    def run(self, name: str, *, clerk: bool = False) -> Run:
        with open_explainer(home=self.home, mode="excerpt") as explainer:
            if clerk:
                _employ(explainer)
            report = run(self.cases, explainer)
        write_pieces(report.pieces(), self.folder / name)
        return load_run(self.folder / name)


def _employ(explainer: Explainer) -> None:
    explainer._model = ModelDrafter(Clerk(), "clerk")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def bench(sample_home: Path, cases: CaseSet, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(sample_home, cases, tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="module")
def whole(bench: Bench) -> Run:
    return bench.run("whole.json")


@pytest.fixture(scope="module")
def whole_clerk(bench: Bench) -> Run:
    return bench.run("clerk.json", clerk=True)


# --- the sabotages ---------------------------------------------------------------------------------------------------


def _made_otherwise(patch: pytest.MonkeyPatch, change: Callable[[Citation], Citation]) -> None:
    """Every citation that verification makes is changed on its way out."""
    made = bot.verifying.verify._Desk.made

    def otherwise(desk: Any, reading: Any, span: Any) -> Citation | None:
        citation = made(desk, reading, span)
        return citation and change(citation)

    patch.setattr(bot.verifying.verify._Desk, "made", otherwise)


def _loses_a_sentence(patch: pytest.MonkeyPatch) -> None:
    _made_otherwise(patch, lambda c: replace(c, quote=re.split(r"(?<=[.;,:]) ", c.quote)[0][:-1]))


def _shifted(patch: pytest.MonkeyPatch) -> None:
    _made_otherwise(patch, lambda c: replace(c, start=c.start + 1, end=c.end + 1))


def _wrong_version(patch: pytest.MonkeyPatch) -> None:
    other = {"2024-09-16": "2023-11-01", "2023-11-01": "2024-09-16"}
    _made_otherwise(patch, lambda c: replace(c, version=other.get(c.version, "2023-11-01")))


def _never_refuses(patch: pytest.MonkeyPatch) -> None:
    understand = bot.explainer.understand
    patch.setattr(bot.explainer, "understand", lambda *given: replace(understand(*given), refusal=None))
    patch.setattr(bot.drafting.excerpt, "LEAST_CHANCE", 0.0)
    patch.setattr(bot.drafting.excerpt, "lacks_what_is_asked_for", lambda *_: False)


def _always_refuses(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(bot.drafting.excerpt, "LEAST_CHANCE", 1.1)


def _fewer_clauses(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(bot.drafting.excerpt, "MOST_CLAUSES", 1)


def _swapped_prompts(patch: pytest.MonkeyPatch) -> None:
    other = {"answer": "check", "check": "answer"}
    patch.setattr(bot.drafting.model, "load", lambda name: prompts.load(other.get(name, name)))


def _no_number_guard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(bot.verifying.verify, "agrees", lambda *_, **__: True)
    patch.setattr(bot.verifying.verify, "supported", lambda *_, **__: True)


SABOTAGES: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], bool, str]] = {
    # what is broken, whether under the clerk, the scorer that has to see it
    "a sentence of each quote is dropped": (_loses_a_sentence, False, "quotes_exact"),
    "spans are shifted by one": (_shifted, False, "quotes_exact"),
    "the wrong version is cited": (_wrong_version, False, "version_right"),
    "nothing is refused": (_never_refuses, False, "refused_when_due"),
    "everything is refused": (_always_refuses, False, "answered_when_due"),
    "two prompts are swapped": (_swapped_prompts, True, "completed"),
    "fewer clauses are read": (_fewer_clauses, False, "clauses_cited"),
    "numbers are not guarded": (_no_number_guard, True, "numbers_agree"),
}


@pytest.mark.parametrize("name", SABOTAGES)
def test_what_is_broken_is_a_regression_of_the_scorer_made_for_it(
    name: str, bench: Bench, whole: Run, whole_clerk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, clerk, scorer = SABOTAGES[name]
    broken(monkeypatch)
    found = Comparison.of(bench.run("broken.json", clerk=clerk), whole_clerk if clerk else whole)
    assert scorer in found.regressed(), [(one.scorer.name, one.tier) for one in found.findings]


def test_ten_runs_unchanged_give_no_alarm(bench: Bench, whole: Run) -> None:
    few = replace(bench, cases=replace(bench.cases, cases=bench.cases.cases[::4]))
    for number in range(10):
        found = Comparison.of(few.run(f"again-{number}.json"), whole)
        assert found.regressed(strict=True) == ()
