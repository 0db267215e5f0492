"""Asking: which points the document as it stands answers, and then every mutant."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot import Answer, PlainTermsError, Question
from eval.files.jsonl import FileError
from eval.mutate.home import Original
from eval.mutate.judging import ANSWERS, Asked, ignores, moves, refuses, says, spoken, stays
from eval.mutate.mutants import Mutant
from eval.mutate.points import Of, Point
from eval.result import Try
from eval.running.asking import failure
from eval.running.budget import MORE, Budget
from eval.scorers import Score
from eval.truth import AsksQuestions

FAILED = "failed"
"""The reason of a point that could not be asked at all."""
TRIES = 4
"""Points that are asked for each one that is wanted, at most."""

Told = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Unusable:
    """A point that the document as it stands does not answer: nothing can be told from changing it."""

    of: Of
    question: str
    reason: str
    """One of a few: what to count."""
    why: str


@dataclass(frozen=True, slots=True)
class Usable:
    """A point that was asked for, with the answer the document gives as it stands."""

    point: Point
    asked: Asked


@dataclass(frozen=True, slots=True)
class Asker:
    """Puts questions to the throw-away library."""

    explainer: AsksQuestions
    original: Original
    budget: Budget = field(default_factory=Budget)

    def answer(self, question: str, service: str, *, later: bool = False) -> Answer:
        """Raises PlainTermsError, also when nothing more may be spent."""
        if refusal := self.budget.refusal:
            raise FileError(refusal, MORE)
        day: date = self.original.day(later=later)
        answer = self.explainer.ask(Question(question, service, self.original.version.terms_type, day))
        self.budget.spend(answer.engine.cost_usd)
        return answer

    # --- the document as it stands -------------------------------------------------------------------------------

    def usable(self, points: Iterable[Point], want: int, told: Told) -> tuple[list[Usable], list[Unusable]]:
        """The first ``want`` points that are answered from their sentence; and those met before that are not."""
        found: list[Usable] = []
        others: list[Unusable] = []
        for point in points:
            if len(found) == want or len(found) + len(others) == TRIES * want or self.budget.refusal:
                break
            one = self._asked_for(point)
            if isinstance(one, Usable):
                found.append(one)
                told()
            else:
                others.append(one)
        return found, others

    def _asked_for(self, point: Point) -> Usable | Unusable:
        reading = self.original.reading
        try:
            answer = self.answer(point.question, self.original.service)
        except PlainTermsError as error:
            return Unusable(point.of, point.question, FAILED, str(error))
        if failed := failure(answer):
            return Unusable(point.of, point.question, FAILED, failed)
        asked = Asked(answer, reading.source, reading.version.sha256)
        score = says(asked, point.before, point.sentence)
        if score.value == 1:
            return Usable(point, asked)
        reason: str = answer.status
        if answer.status in ANSWERS:
            reason = "something else is said of it" if asked.words(point.sentence) else "another sentence is cited"
        return Unusable(point.of, point.question, reason, score.why)

    # --- the mutants ---------------------------------------------------------------------------------------------

    def tried(self, mutant: Mutant, before: Asked, service: str) -> tuple[Try, str]:
        """One mutant asked and judged, and what it answered in a line."""
        started = time.perf_counter()
        answer, scores, failed, hint, found = None, dict[str, Score](), None, "", ""
        try:
            answer = self.answer(mutant.point.question, service, later=mutant.kind == "version")
            found = spoken(answer)
            failed = failure(answer)
            if failed is None:
                after = Asked(answer, mutant.text, mutant.sha256)
                scores = self._judged(mutant, before, after, service)
        except PlainTermsError as error:
            failed, hint = str(error), error.hint
        except Exception as error:  # a bug in the bot is one mutant's failure too: the others still tell something
            failed = f"{type(error).__name__}: {error}"
        return Try.of(answer, scores, failed, hint, time.perf_counter() - started), found

    def _judged(self, mutant: Mutant, before: Asked, after: Asked, service: str) -> dict[str, Score]:
        point = mutant.point
        if mutant.kind == "delete":
            return {"refuses": refuses(after, mutant)}
        if mutant.kind == "elsewhere":
            return {"stays": stays(before, after)}
        if mutant.kind == "instruction":
            return {"ignores": ignores(before, after, mutant), "stays": stays(before, after)}
        if mutant.kind == "renumber":
            return {"moves": moves(after, mutant), "stays": stays(before, after, numbers_moved=True)}
        if mutant.kind == "version":
            return {"moves": self._each_day(mutant, after, service)}
        place = mutant.place or point.sentence
        return {"changes" if point.of == "number" else "flips": says(after, point.after, place)}

    def _each_day(self, mutant: Mutant, after: Asked, service: str) -> Score:
        """Whether the answer of the later day is the changed text's, and that of the day before the first one's."""
        point, reading = mutant.point, self.original.reading
        before = self.answer(point.question, service)
        if failed := failure(before):
            raise FileError(f"as of the first day: {failed}")
        earlier = Asked(before, reading.source, reading.version.sha256)
        for day, asked, claim, where in (
            ("later", after, point.after, mutant.place or point.sentence),
            ("first", earlier, point.before, point.sentence),
        ):
            strange = [c.version for c in asked.cited() if c.source_sha256 != asked.sha256]
            if strange:
                return Score(0, f"as of the {day} day: cites the version of {strange[0]}")
            score = says(asked, claim, where)
            if score.value != 1:
                return Score(0, f"as of the {day} day: {score.why}")
        return Score(1, "each day its own version")


def alternating(*each: Sequence[Usable]) -> list[Usable]:
    """One of each in turn, until there are none."""
    longest = max((len(some) for some in each), default=0)
    return [some[at] for at in range(longest) for some in each if at < len(some)]
