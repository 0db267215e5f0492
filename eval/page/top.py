"""The top of the page, written out: what was measured on what, how often it was right, compared with what."""

from statistics import median

from eval.compare import Comparison, words
from eval.page.changes import change_of
from eval.page.html import count, text
from eval.page.rates_table import rates_table
from eval.printing.made_with import MATTER, Named, documents, made_with
from eval.printing.shown import spaced
from eval.rates import at_fault
from eval.runs import Run

SHORT_HASH = 12
"""Characters of a hash where a person compares by eye; the whole is listed below."""


def title(run: Run) -> str:
    return f"{MATTER[run.of]}: evaluation report"


def top(run: Run, compared: Comparison | None) -> str:
    """HTML; every word that is not ours is escaped."""
    parts = [
        f"<h1>{MATTER[run.of]}</h1>",
        f'<p class="lead">{_lead(run)}</p>',
        _since(compared) if compared else "",
        _sources(run, compared),
        rates_table(run, compared),
    ]
    return "\n".join(part for part in parts if part)


def _lead(run: Run) -> str:
    asked = [row for row in run.rows if row.failure is None]
    faults = sum(bool(at_fault(row)) for row in asked)
    failed = len(run.rows) - len(asked)
    told = (
        f"Of {count(len(run.rows), 'case')}, <strong>{len(asked) - faults:,} came out without a fault</strong>, "
        f"{faults:,} with at least one."
    )
    if failed:
        told += f" {failed:,} could not be asked: these count neither as right nor as wrong."
    return told


def _since(compared: Comparison) -> str:
    changes = [change_of(change) for change in compared.changes]
    told = [
        f"<strong>{count(changes.count('new failure'), 'new failure')}</strong>",
        f"{changes.count('better'):,} better",
        f"{changes.count('other answer'):,} answered in other words",
        f"{changes.count('same'):,} the same",
    ]
    for ids, where in ((compared.only_in_run, "this run"), (compared.only_in_baseline, "the baseline")):
        if ids:
            told.append(f"{count(len(ids), 'case')} only in {where}")
    # As eval compare says it.
    conclusion = text(spaced(words.conclusion(compared)))
    if compared.regressed(strict=True):
        conclusion = f'<strong class="bad">{conclusion}</strong>'
    notes = "".join(f"<li>{text(note)}</li>" for note in compared.notes)
    return (
        f'<div class="since"><p>Compared with {text(compared.baseline.name)}: {", ".join(told)}.</p>'
        f"<p>{conclusion}</p>{f'<ul>{notes}</ul>' if notes else ''}</div>"
    )


# --- what it was made with -----------------------------------------------------------------------------------------


def _sources(run: Run, compared: Comparison | None) -> str:
    read = documents(run)
    things = [*made_with(run)]
    services = len({document.what for document in read})
    rows = [_term(thing.what, text(thing.name), _hash(thing.sha256)) for thing in things]
    if read:
        versions = f'<a href="#hashes">{count(len(read), "version")}</a> of {count(services, "document")}'
        rows.insert(1, _term("Documents", versions, ""))
    if compared:
        rows.append(_term("Compared with", text(compared.baseline.name), _hash(compared.baseline.sha256)))
    seconds = [found for row in run.rows if (found := row.measures.get("seconds")) is not None]
    if seconds:
        rows.append(_term("Time", f"{median(seconds):.2f} s a case (median)", ""))
    return f'<section aria-labelledby="with"><h2 id="with">What was measured</h2><dl>{"".join(rows)}</dl></section>'


def hashes(run: Run) -> str:
    """HTML of the page's end: everything that has a hash, with the whole of it."""
    whole = "".join(f"<li>{_whole(thing)}</li>" for thing in (*made_with(run), *documents(run)) if thing.sha256)
    return f'<section aria-labelledby="hashes"><h2 id="hashes">By hash</h2><ul class="hashes">{whole}</ul></section>'


def _term(what: str, name: str, sha256: str) -> str:
    return f"<div><dt>{what}</dt><dd>{name} {sha256}</dd></div>"


def _hash(sha256: str) -> str:
    *words, digits = sha256.split(" ") if sha256 else [""]
    return f"<code>{text(' '.join([*words, digits[:SHORT_HASH]]))}</code>" if digits else ""


def _whole(thing: Named) -> str:
    return f"{text(thing.what)}, {text(thing.name)} <code>{text(thing.sha256)}</code>"
