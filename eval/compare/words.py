"""What all faces of a comparison say in the same words."""

from eval.compare.comparison import Comparison, Measured
from eval.compare.finding import Finding
from eval.printing.inert import clipped, one_line

HEADINGS = ("scorer", "pairs", "before", "now", "difference (95 % interval)", "better", "worse", "p", "finding")
"""Of the table of findings; ``cells`` fills it."""
NAMED = 20
"""Ids that are listed one by one; the JSON has all."""


def title(of: Comparison) -> str:
    blessed = of.baseline.about.get("blessed")
    on = (
        f" (blessed on {blessed.get('date')}: {blessed.get('why') or 'no reason given'})"
        if isinstance(blessed, dict)
        else ""
    )
    return one_line(f"{clipped(of.run.name, 100)} beside {clipped(of.baseline.name, 100)}{clipped(on, 200)}")


def counts(of: Comparison) -> str:
    """How many cases there are, and what became of them."""
    said = f"{len(of.pairs)} cases in both: {len(of.new_failures)} worse, {len(of.fixed)} better"
    for ids, where in ((of.only_in_run, "run"), (of.only_in_baseline, "baseline")):
        if ids:
            said += f"; {len(ids)} only in the {where}"
    return said


def conclusion(of: Comparison) -> str:
    """The whole in a sentence."""
    if names := of.of_tier("regression"):
        return f"Regression: {listed(names)}."
    if names := of.of_tier("possible regression"):
        return f"Possible regression: {listed(names)}."
    if names := of.worse_of_few:
        return f"Worse, of too few cases to tell whether it is chance: {listed(names)}."
    if names := of.of_tier("improvement"):
        return f"Improvement: {listed(names)}."
    return "No regression." if of.of_tier("stable") else "Too few cases in both to tell anything."


def cells(one: Finding) -> tuple[str, ...]:
    """The row of a finding."""
    difference, low, high = (_points(value) for value in (one.difference, one.low, one.high))
    return (
        one_line(clipped(one.scorer.name, 60)),
        str(one.pairs),
        _percent(one.before),
        _percent(one.after),
        f"{difference} ({low} to {high})" if one.pairs else "·",
        str(len(one.better)),
        str(len(one.worse)),
        "·" if one.p_holm is None else "<.001" if one.p_holm < 0.001 else f"{one.p_holm:.3f}",
        one.tier + (f"; {len(one.unscored)} scored before, not now" if one.unscored else ""),
    )


def measured(one: Measured) -> str:
    name = one_line(clipped(one.name, 60))
    return f"{name}: median {one.before:.4g} before, {one.after:.4g} now, of {one.pairs} cases"


def listed(names: tuple[str, ...]) -> str:
    """Names or ids in a row, the first of many."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return one_line(", ".join(clipped(name, 120) for name in names[:NAMED])) + more


def _percent(value: float | None) -> str:
    return "·" if value is None else f"{100 * value:.1f}"


def _points(value: float | None) -> str:
    # + 0.0 makes a zero of a minus zero.
    return "·" if value is None else f"{round(100 * value, 1) + 0.0:+.1f}"
