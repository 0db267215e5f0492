"""EVAL.md: how often the product is right, in a form a company can publish and anybody can make again.

Everything is told from run files. The same files give the same card, to the byte: no day, no machine, no path is in it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.compare import Comparison
from eval.files.jsonl import FileError
from eval.printing.made_with import MATTER, Named, documents, made_with
from eval.printing.markdown import code, escaped, table
from eval.printing.shown import shown_answer, shown_case, spaced
from eval.rates import FEW, TOO_FEW, at_fault, interval, rate, said
from eval.runs import Row, Run

MOST_FAULTS = 200
"""Cases with a fault that are listed for each run; broken promises are listed whole."""
MOST_UNASKED = 50
"""Cases that could not be asked: they mostly fail for one reason."""
REASONS = 3
"""The most frequent reasons of what was not scored."""
WHOLE = {"nothing_wrong": "Wrong assertions", "quotes_exact": "Quotes that are not exact"}
"""What nobody may leave out of a published rate."""


def card(runs: Sequence[Run], baselines: Sequence[Run] = (), to: Path | None = None, notes: Sequence[str] = ()) -> str:
    """The report card of one run or several, of ``cases``, ``retrieval`` and so on, each beside its baseline if given.

    ``notes`` are what a reader must know first and no run file tells, such as which cases the product was built with.

    Raises:
        FileError: a case or an answer in a run cannot be read, or a baseline is of something no run is of.
    """
    before = {baseline.of: baseline for baseline in baselines}
    for baseline in baselines:
        if baseline.of not in {run.of for run in runs}:
            raise FileError(
                f"{baseline.name} is a run of {baseline.of}, and none of the others is.",
                "A baseline is an earlier run of the same thing.",
            )
    lines = [
        "# Report card",
        "",
        "How often PlainTerms is right, measured against what a right answer has to show. Beside every rate stand the "
        "number of cases it was measured on (n) and the range in which the true rate lies with 95 % certainty "
        "(Wilson's score interval).",
        "",
        *(f"> {escaped(note)}\n" for note in notes),
    ]
    for run in runs:
        lines += _run(run, before.get(run.of))
    return "\n".join([*lines, *_limits(), *_made_by(runs, baselines, to, notes)])


def _run(run: Run, baseline: Run | None) -> Iterator[str]:
    yield from (f"## {MATTER[run.of]}", "", _lead(run), "")
    yield from ("### What was measured", "", *_things(made_with(run)), "")
    yield from ("### How often it was right", "", *_rates(run), "")
    if any(scorer.promise for scorer in run.scorers):
        yield from ("A promise is broken by a single case.", "")
    yield from _kinds(run)
    if baseline is not None:
        yield from _since(run, baseline)
    for name, heading in WHOLE.items():
        if any(scorer.name == name for scorer in run.scorers):
            yield from _whole(heading, [row for row in run.rows if name in at_fault(row)], name)
    yield from _faults(run)
    yield from _not_measured(run)
    if read := documents(run):
        yield from ("### The documents", "", *_things(read), "")


def _lead(run: Run) -> str:
    asked = [row for row in run.rows if row.failure is None]
    faults = sum(bool(at_fault(row)) for row in asked)
    return (
        f"{len(run.rows):,} cases: {len(asked) - faults:,} without a fault, {faults:,} with at least one, "
        f"{len(run.rows) - len(asked):,} that could not be asked and count in no rate."
    )


def _things(named: Sequence[Named]) -> list[str]:
    rows = ((escaped(one.what), escaped(one.name), code(one.sha256) if one.sha256 else "") for one in named)
    return table(("what", "name", "hash (sha256)"), rows)


def _rates(run: Run) -> list[str]:
    rows = []
    for scorer in run.scorers:
        found = rate(run.rows, scorer.name)
        name = f"**{escaped(spaced(scorer.name))}**{' (promise)' if scorer.promise else ''}"
        rows.append(
            (name, escaped(scorer.means), said(found), interval(found), f"{found.scored:,}", f"{found.unscored:,}")
        )
    return table(("what", "it means", "rate", "95 % interval", "n", "not scored"), rows)


def _kinds(run: Run) -> Iterator[str]:
    kinds = dict.fromkeys(row.kind for row in run.rows)
    if len(kinds) < 2:
        return
    rows = []
    for kind in kinds:
        of_kind = [row for row in run.rows if row.kind == kind]
        for scorer in run.scorers:
            found = rate(of_kind, scorer.name)
            if found.mean is not None and found.mean < 1:
                what = (escaped(spaced(kind)), escaped(spaced(scorer.name)))
                rows.append((*what, said(found), interval(found), f"{found.scored:,}"))
    yield from ("### By kind of case", "")
    yield f"Only what was not always right. With fewer than {FEW} scored cases a rate says nothing: “{TOO_FEW}”."
    yield from ("", *table(("kind", "what", "rate", "95 % interval", "n"), rows), "")


def _since(run: Run, baseline: Run) -> Iterator[str]:
    compared = Comparison.of(run, baseline)
    yield from ("### Since the baseline", "")
    yield f"Compared with {code(baseline.name)}, sha256 {code(baseline.sha256)}, case by case; cases scored in both."
    if compared.notes:
        yield from ("", *(f"- {escaped(note)}" for note in compared.notes))
    yield ""
    yield from table(
        ("what", "before", "now", "difference", "95 % interval", "n", "finding"),
        (
            (
                escaped(spaced(found.scorer.name)),
                f"{100 * found.before:.1f} %",
                f"{100 * found.after:.1f} %",
                f"{100 * found.difference:+.1f} points",
                f"{100 * found.low:+.1f} to {100 * found.high:+.1f}",
                f"{found.pairs:,}",
                found.tier,
            )
            for found in compared.findings
            if found.before is not None
            and found.after is not None
            and found.difference is not None
            and found.low is not None
            and found.high is not None
        ),
    )
    yield ""


# --- what was wrong ------------------------------------------------------------------------------------------------


def _whole(heading: str, rows: Sequence[Row], scorer: str) -> Iterator[str]:
    yield from (f"### {heading}", "")
    if not rows:
        yield "None was found."
    elif scorer == "quotes_exact":
        yield from ("Each case with all the quotes of its answer, as it gave them.", "")
    for row in rows:
        yield f"- {_named(row)}: {escaped(row.scores[scorer].why)}"
        answer = shown_answer(row)
        if answer is not None and scorer == "quotes_exact":
            for citation in answer.citations:
                yield f"    - quoted as {escaped(citation.address)}: “{escaped(citation.quote)}”"
    yield ""


def _faults(run: Run) -> Iterator[str]:
    listed = [row for row in run.rows if at_fault(row)]
    yield from ("### Cases with a fault", "")
    if not listed:
        yield "None."
    for row in listed[:MOST_FAULTS]:
        whys = (f"**{escaped(spaced(name))}**: {escaped(row.scores[name].why)}" for name in at_fault(row))
        yield f"- {_named(row)}: {'; '.join(whys)}"
    if len(listed) > MOST_FAULTS:
        yield f"- {len(listed) - MOST_FAULTS:,} more cases with a fault are in the run file and not listed here."
    yield ""


def _not_measured(run: Run) -> Iterator[str]:
    failed = [row for row in run.rows if row.failure is not None]
    yield from ("### What was not measured", "")
    yield f"- {len(failed):,} of {len(run.rows):,} cases could not be asked. They are neither right nor wrong."
    for row in failed[:MOST_UNASKED]:
        yield f"    - {_named(row)}: {escaped(row.failure or '')}"
    if len(failed) > MOST_UNASKED:
        yield f"    - {len(failed) - MOST_UNASKED:,} more."
    for scorer in run.scorers:
        reasons = Counter(
            score.why for row in run.rows if (score := row.scores.get(scorer.name)) and score.value is None
        )
        if reasons:
            most = reasons.most_common(REASONS)
            told = [f"{escaped(why)} ({count:,})" for why, count in most]
            others = reasons.total() - sum(count for _, count in most)
            told += [f"other reasons ({others:,})"] if others else []
            yield f"- **{escaped(spaced(scorer.name))}** was not scored in {reasons.total():,}: {', '.join(told)}."
    yield ""


def _named(row: Row) -> str:
    case = shown_case(row)
    question = case.question if case else row.shown.get("question", "")
    asked = f", “{escaped(question)}”" if question else ""
    return f"{code(row.id)} ({escaped(spaced(row.kind))}{asked})"


# --- the end -------------------------------------------------------------------------------------------------------


def _limits() -> list[str]:
    return [
        "## What these numbers do not say",
        "",
        "- They hold for these cases on these versions of these documents. Other documents, other questions and other "
        "models will give other rates.",
        "- The interval takes the cases as independent draws. Several questions about one document are less evidence "
        "than they look.",
        "- Facts and wrong assertions are looked for as words and sentences, by rules: a right answer in unforeseen "
        "words can count as wrong, and a wrong one can pass. The cases with a fault are listed to be read.",
        "- What could not be scored is left out of a rate, and counted beside it.",
        "- Everything here is information about terms, not legal advice.",
        "",
    ]


def _made_by(runs: Sequence[Run], baselines: Sequence[Run], to: Path | None, notes: Sequence[str]) -> list[str]:
    words = [*(run.name for run in runs), *(f"--baseline {baseline.name}" for baseline in baselines)]
    words += ["--note …"] * len(notes)
    command = " ".join(["plainterms eval card", *words, *([f"--to {to.name}"] if to else [])])
    return ["## How to make it again", "", f"Made of the run files named above by {code(command)}.", ""]
