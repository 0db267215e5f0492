"""What a run of a thousand cases costs of our own time and memory, and whether one that is killed goes on.

    python scripts/bench_eval.py HOME [CASES]

HOME: a library with the sample terms. The model is a fake that answers at once: it quotes the sentences that share most
words with the question. Prints seconds, resident memory after each quarter, and, for a run that was killed half-way,
how many cases were asked again.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from bot import Explainer, open_explainer
from bot.drafting.model import ModelDrafter
from bot.models import Message, Reply
from eval.case import CaseSet, sample_cases
from eval.report import write_pieces
from eval.result import CaseResult
from eval.runner import Options, run

CASES = 1_000


class AtOnce:
    """Stands in for a chat model."""

    def deadline(self) -> float:
        return 0.0

    def reading(self, reply: Reply) -> AbstractContextManager[None]:
        return nullcontext()

    def replies(self, messages: Sequence[Message], schema: Mapping[str, Any], deadline: float) -> Iterator[Reply]:
        user = messages[1][1]
        if "findings" not in schema["properties"]:
            yield Reply(json.dumps({"question": user.rsplit("LAST QUESTION", 1)[-1].strip()}), {})
            return
        shown, _, question = user.partition("QUESTION")
        wanted = set(re.findall(r"\w{4,}", question.lower()))
        numbered = re.findall(r"^(s\d+): (.*)$", shown, re.MULTILINE)
        best = sorted(numbered, key=lambda pair: -len(wanted & set(re.findall(r"\w{4,}", pair[1].lower()))))[:3]
        findings = [{"sentence": name, "quote": words, "plain": words} for name, words in best]
        yield Reply(
            json.dumps({"findings": findings, "status": "answered", "yes_no": "none", "headline": best[0][1]}),
            {"input": 1_000, "output": 200},
        )


def many(number: int) -> CaseSet:
    """The sample cases over and over, each time under other ids."""
    sample = sample_cases()
    rows = [replace_id(sample.cases[n % len(sample.cases)], n) for n in range(number)]
    return replace(sample, cases=tuple(rows))


def replace_id(case: Any, number: int) -> Any:
    return case.model_copy(update={"id": f"{case.id}-{number}", "question": f"{case.question} ({number})"})


def opened(home: Path) -> Explainer:
    explainer = open_explainer(home=home, mode="excerpt")
    explainer._model = ModelDrafter(AtOnce(), "at once")  # type: ignore[arg-type]
    return explainer


def main() -> None:
    home, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else CASES
    if len(sys.argv) > 3:
        killed_half_way(home, number, Path(sys.argv[3]))
    process, done, held = psutil.Process(), 0, list[float]()

    def heard(_: CaseResult) -> None:
        nonlocal done
        done += 1
        if done % (number // 4) == 0:
            held.append(process.memory_info().rss / 2**20)

    cases = many(number)
    with tempfile.TemporaryDirectory() as folder, opened(home) as explainer:
        started, cpu = time.perf_counter(), time.process_time()
        report = run(cases, explainer, progress=heard, options=Options(journal=Path(folder) / "kept"))
        write_pieces(report.pieces(), Path(folder) / "run.json")
        seconds, used = time.perf_counter() - started, time.process_time() - cpu
        size = (Path(folder) / "run.json").stat().st_size / 2**20
        held.append(process.memory_info().rss / 2**20)
    print(f"{number} cases: {seconds:.1f} s, {used:.1f} s of processors, {len(report.failures)} failed")
    print(f"run file {size:.1f} MB; MB after each quarter and at the end: {', '.join(f'{one:.0f}' for one in held)}")

    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept"
        command = [sys.executable, __file__, str(home), str(number), str(kept)]
        killed = subprocess.run(command, check=False, capture_output=True)
        if killed.returncode != 9:
            sys.exit(killed.stderr.decode())
        with opened(home) as explainer:
            report = run(cases, explainer, options=Options(journal=kept))
    print(f"killed after {number // 2}: {report.resumed} were not asked again, {number - report.resumed} were")


def killed_half_way(home: Path, number: int, kept: Path) -> None:
    done = 0

    def heard(_: CaseResult) -> None:
        nonlocal done
        done += 1
        if done == number // 2:
            os._exit(9)  # as hard as a kill

    with opened(home) as explainer:
        run(many(number), explainer, progress=heard, options=Options(journal=kept))


if __name__ == "__main__":
    main()
