"""READ FIRST in eval.compare: pair the cases of two runs by id, and find what changed."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Self

from eval.compare.finding import COMPLETED, Finding, RowPair, Tier, findings, scores_of
from eval.compare.made import differences
from eval.files.jsonl import FileError
from eval.runs import Row, Run, ScorerInfo
from eval.scorers import Score


@dataclass(frozen=True, slots=True)
class CaseChange:
    """One case in both runs, and the scorers that found it worse or better."""

    before: Row
    after: Row
    worse: tuple[str, ...]
    better: tuple[str, ...]
    broken: tuple[str, ...]
    """Promises that are not kept now."""

    @property
    def scores(self) -> dict[str, tuple[Score | None, Score | None]]:
        """Before and after, of the scorers that found a change."""
        before, after = scores_of(self.before), scores_of(self.after)
        changed = dict.fromkeys((*self.broken, *self.worse, *self.better))
        return {name: (before.get(name), after.get(name)) for name in changed}


@dataclass(frozen=True, slots=True)
class Measured:
    """A number without right or wrong, over the cases in which both runs know it."""

    name: str
    pairs: int
    before: float
    after: float
    """Medians."""


@dataclass(frozen=True)
class Comparison:
    """A run beside a baseline."""

    run: Run
    baseline: Run
    notes: tuple[str, ...]
    """How they were made differently, a sentence each."""
    findings: tuple[Finding, ...]
    pairs: tuple[RowPair, ...]
    """Cases in both, in the order of the run."""
    only_in_run: tuple[str, ...]
    only_in_baseline: tuple[str, ...]
    measured: tuple[Measured, ...]

    @classmethod
    def of(cls, run: Run, baseline: Run, only: Collection[str] = ()) -> Self:
        """Compare by all scorers that both runs have, or by those of the names in ``only``.

        Raises:
            FileError: the runs are of different things, have no case in common, or do not know a scorer.
        """
        if run.of != baseline.of:
            raise FileError(
                f"{run.name} is a run of {run.of}, {baseline.name} one of {baseline.of}.",
                "Compare runs of the same thing.",
            )
        old = {row.id: row for row in baseline.rows}
        new = {row.id for row in run.rows}
        pairs = tuple((old[row.id], row) for row in run.rows if row.id in old)
        if not pairs:
            raise FileError(f"{run.name} and {baseline.name} have no case in common.", "Compare runs of the same file.")
        return cls(
            run=run,
            baseline=baseline,
            notes=differences(run, baseline),
            findings=findings(_scorers(run, baseline, only), pairs),
            pairs=pairs,
            only_in_run=tuple(row.id for row in run.rows if row.id not in old),
            only_in_baseline=tuple(row.id for row in baseline.rows if row.id not in new),
            measured=_measured(pairs),
        )

    @cached_property
    def changes(self) -> tuple[CaseChange, ...]:
        """Every case in both, in the order of the run."""
        found: dict[str, dict[str, list[str]]] = {after.id: {} for _, after in self.pairs}
        for one in self.findings:
            for what, ids in (("worse", one.worse), ("better", one.better), ("broken", one.broken)):
                for case in ids:
                    found[case].setdefault(what, []).append(one.scorer.name)
        return tuple(
            CaseChange(before, after, *(tuple(found[after.id].get(what, ())) for what in ("worse", "better", "broken")))
            for before, after in self.pairs
        )

    @cached_property
    def new_failures(self) -> tuple[CaseChange, ...]:
        """Cases that got worse by any scorer: broken promises first, then what regressed, then the others."""
        regressed = set(self.of_tier("regression"))
        worse = [change for change in self.changes if change.worse or change.broken]
        return tuple(sorted(worse, key=lambda one: (not one.broken, not regressed.intersection(one.worse))))

    @cached_property
    def fixed(self) -> tuple[CaseChange, ...]:
        """Cases that got better and by no scorer worse."""
        return tuple(one for one in self.changes if one.better and not one.worse and not one.broken)

    def of_tier(self, *tiers: Tier) -> tuple[str, ...]:
        """Names of the scorers whose finding is of one of these tiers."""
        return tuple(one.scorer.name for one in self.findings if one.tier in tiers)

    @property
    def worse_of_few(self) -> tuple[str, ...]:
        """Names of the scorers that found more cases worse than better, of too few to tell."""
        few = [one for one in self.findings if one.tier == "insufficient data"]
        return tuple(one.scorer.name for one in few if len(one.worse) > len(one.better))

    def regressed(self, *, strict: bool = False) -> tuple[str, ...]:
        """Names of the scorers that make the comparison fail: with ``strict`` also those that may have regressed."""
        if not strict:
            return self.of_tier("regression")
        return self.of_tier("regression", "possible regression") + self.worse_of_few


def _scorers(run: Run, baseline: Run, only: Collection[str]) -> tuple[ScorerInfo, ...]:
    before = {scorer.name for scorer in baseline.scorers}
    both = {scorer.name: scorer for scorer in run.scorers if scorer.name in before} | {COMPLETED.name: COMPLETED}
    for name in only:
        if name not in both:
            raise FileError(f'There is no scorer "{name}" in both runs.', f"In both are {', '.join(both)}.")
    return tuple(scorer for name, scorer in both.items() if not only or name in only)


def _measured(pairs: tuple[RowPair, ...]) -> tuple[Measured, ...]:
    names = dict.fromkeys(name for _, after in pairs for name in after.measures)
    found = []
    for name in names:
        both = [(old.measures.get(name), new.measures[name]) for old, new in pairs if name in new.measures]
        known = [(old, new) for old, new in both if old is not None and new is not None]
        if known:
            found.append(Measured(name, len(known), median(old for old, _ in known), median(new for _, new in known)))
    return tuple(found)
