"""How often it was right, as a table with bars, and the same for each kind of case."""

from eval.compare import COMPLETED, Comparison, Finding
from eval.compare.finding import scores_of
from eval.page.html import text
from eval.printing.shown import spaced
from eval.rates import FEW, interval, rate, said
from eval.report import Rate
from eval.runs import Run, ScorerInfo

MOOD = {"regression": "bad", "possible regression": "half", "improvement": "good"}
"""How a finding is coloured; its word says the same."""
BAR = 200
"""Width of a bar's drawing, in its own units."""


def rates_table(run: Run, compared: Comparison | None) -> str:
    """HTML; with what changed beside, where there is a baseline."""
    heads = ["What was judged", "Rate", "95 % interval", "Cases scored", *(["Since the baseline"] if compared else [])]
    head = "".join(f'<th scope="col">{words}</th>' for words in heads)
    scorers = [*run.scorers, *([COMPLETED] if compared else [])]
    body = "".join(_rate_row(scorer, run, compared) for scorer in scorers)
    promise = " A <b>promise</b> is broken by a single case." if any(one.promise for one in scorers) else ""
    was = " The broken line is where the baseline stood." if compared else ""
    return (
        '<section aria-labelledby="rates"><h2 id="rates">How often it was right</h2>'
        '<p class="note">'
        "The bar is the rate; the line across its end is the range in which the true rate lies with "
        f"95 % certainty (Wilson).{was} With fewer than {FEW} cases nothing can be said.{promise}</p>"
        f'<table class="rates"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{_by_kind(run)}</section>'
    )


def _rate_row(scorer: ScorerInfo, run: Run, compared: Comparison | None) -> str:
    found = _rate(run, scorer.name)
    was = _rate(compared.baseline, scorer.name) if compared else None
    promise = ' <span class="tag promise">promise</span>' if scorer.promise else ""
    unscored = f' <span class="quiet">of {found.scored + found.unscored:,}</span>' if found.unscored else ""
    cells = [
        f'<th scope="row"><span class="name">{text(spaced(scorer.name))}{promise}</span>'
        f'<span class="means">{text(scorer.means)}</span></th>',
        f'<td data-head="Rate" class="rate"><b>{said(found)}</b>{_bar(found, was)}</td>',
        f'<td data-head="95 % interval" class="range-words">{interval(found) or "–"}</td>',
        f'<td data-head="Cases scored">{found.scored:,}{unscored}</td>',
    ]
    if compared:
        moved = next((_moved(one) for one in compared.findings if one.scorer.name == scorer.name), "not compared")
        cells.append(f'<td data-head="Since the baseline">{moved}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _rate(run: Run, scorer: str) -> Rate:
    if scorer == COMPLETED.name:
        return Rate.of(scores_of(row)[scorer] for row in run.rows)
    return rate(run.rows, scorer)


def _moved(found: Finding) -> str:
    """Only the cases scored in both runs: a rate can move because other cases were scored."""
    tier = f'<span class="tag {MOOD.get(found.tier, "plain")}">{found.tier}</span> '
    if found.difference is None or found.low is None or found.high is None:
        return f'{tier}<span class="moved">no case scored in both</span>'
    counts = f"{len(found.worse):,} worse, {len(found.better):,} better of {found.pairs:,}"
    if not found.worse and not found.better:
        return f'{tier}<span class="moved">no change in {found.pairs:,}</span>'
    moved = f"{_points(found.difference)} points ({_points(found.low)} to {_points(found.high)})"
    return f'{tier}<span class="moved">{moved}; {counts}</span>'


def _points(share: float) -> str:
    return f"{100 * share:+.1f}".replace("-", "−")


def _bar(found: Rate, was: Rate | None) -> str:
    """A bar with its interval, and a mark where the baseline stood; the numbers beside it say the same."""
    if found.mean is None or found.low is None or found.high is None or found.scored < FEW:
        return ""
    drawn = [
        f'<rect class="track" x="1" y="3" width="{BAR}" height="10" rx="2"/>',
        f'<rect class="fill" x="1" y="3" width="{found.mean * BAR:.1f}" height="10" rx="2"/>',
        f'<path class="range" d="M{_along(found.low)} 8H{_along(found.high)}"/>',
        *(f'<path class="range" d="M{_along(end)} 4.5v7"/>' for end in (found.low, found.high)),
    ]
    if was is not None and was.mean is not None:
        drawn.append(f'<path class="was" d="M{_along(was.mean)} 0v16"/>')
    box = f'viewBox="0 0 {BAR + 2} 16" preserveAspectRatio="xMinYMid"'
    return f'<svg {box} aria-hidden="true" focusable="false">{"".join(drawn)}</svg>'


def _along(share: float) -> str:
    return f"{1 + share * BAR:.1f}"


def _by_kind(run: Run) -> str:
    kinds = list(dict.fromkeys(row.kind for row in run.rows))
    if len(kinds) < 2:
        return ""
    head = "".join(f'<th scope="col">{text(spaced(scorer.name))}</th>' for scorer in run.scorers)
    return (
        "<details><summary>The same for each kind of case</summary>"
        '<div class="wide" tabindex="0" role="region" aria-label="Rates for each kind of case"><table class="kinds">'
        f'<thead><tr><th scope="col">Kind</th><th scope="col">Cases</th>{head}</tr></thead>'
        f"<tbody>{''.join(_kind_row(kind, run) for kind in kinds)}</tbody></table></div></details>"
    )


def _kind_row(kind: str, run: Run) -> str:
    rows = [row for row in run.rows if row.kind == kind]
    cells = "".join(f"<td>{_small(rate(rows, scorer.name))}</td>" for scorer in run.scorers)
    return f'<tr><th scope="row">{text(spaced(kind))}</th><td>{len(rows):,}</td>{cells}</tr>'


def _small(found: Rate) -> str:
    if found.mean is None:
        return "–"
    between = interval(found)
    words = f"{between}, n = {found.scored:,}" if between else f"n = {found.scored:,}"
    return f'{said(found)}<span class="quiet">{words}</span>'
