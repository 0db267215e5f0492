"""READ FIRST for the tab Changed: two versions of a document → what changed, side by side, in HTML of ours."""

from collections.abc import Callable, Iterator, Sequence

from bot.comparing import Comparison
from bot.library_view import Service
from bot.showing.changes_view import KINDS, heading, place_name, title
from bot.showing.render import document_name, escape
from bot.web.changed.words import counts, matters, sentence
from bot.words.dates import spoken_date, version_day
from ingest import Change, Place, Reading, Run, Version, changes

MOST_CHANGES = 500
"""Changes shown; two texts that have more in common with nothing than that are better read one by one."""
KEPT_SHOWN = 160
"""Characters of unchanged words shown on each side of a change."""
WORDS_SHOWN = 6_000
"""Characters of one added or removed stretch shown."""


def changed_html(
    service: Service, reading: Callable[[Version], Reading], newer: Version, older: Version | None = None
) -> str:
    """What the tab shows: which versions there are, which two are compared, and each change.

    ``older`` is the version before ``newer`` when it is left open; the two are put in order.
    """
    versions = _in_order(service, newer.terms_type)
    place = versions.index(newer)
    if older is None:
        older = versions[place - 1] if place else None
    elif versions.index(older) > place:
        older, newer = newer, older
    head = _bar_html(service, versions, older, newer)
    timeline = _timeline_html(versions, older, newer)
    if older is None:
        name = f"{newer.service_name} {document_name(newer.terms_type)}"
        words = (
            "This is the only version in the library: there is nothing to compare it with."
            if len(versions) == 1
            else "This is the first version in the library. Choose a later one to see what changed."
        )
        body = f'<h2>{escape(name)}</h2><p class="pt-changed-verdict">{words}</p>'
    elif older == newer:
        body = '<p class="pt-changed-verdict">These are the same version. Choose two different ones.</p>'
    else:
        found = Comparison(older, newer, changes(reading(older), reading(newer)))
        body = _comparison_html(found)
    return (
        f'<div class="pt-changed" data-service="{escape(newer.service)}">{head}'
        f'<div class="pt-changed-columns"><nav class="pt-versions" aria-label="Versions">{timeline}</nav>'
        f'<div class="pt-changed-main" tabindex="-1">{body}</div></div></div>'
    )


def _in_order(service: Service, terms_type: str) -> list[Version]:
    """The versions of a document as the library gives them, from the oldest to the newest."""
    return [version for d in service.documents if d.terms_type == terms_type for version in d.versions]


def _bar_html(service: Service, versions: Sequence[Version], older: Version | None, newer: Version) -> str:
    documents = "".join(
        _option(d.terms_type, document_name(d.terms_type), d.terms_type == newer.terms_type) for d in service.documents
    )
    picker = (
        f'<label class="pt-field">Document<select data-pick="terms_type">{documents}</select></label>'
        if len(service.documents) > 1
        else f'<input type="hidden" data-pick="terms_type" value="{escape(newer.terms_type)}">'
    )

    def side(label: str, name: str, chosen: Version | None) -> str:
        options = "".join(_option(v.version, version_day(v), v == chosen) for v in reversed(versions))
        if chosen is None:
            options = f'<option value="" selected>Nothing older</option>{options}'
        return f'<label class="pt-field">{label}<select data-pick="{name}">{options}</select></label>'

    return (
        f'<div class="pt-read-bar">{picker}{side("Older version", "older", older)}'
        f'<span class="pt-arrow" aria-hidden="true">→</span>{side("Newer version", "newer", newer)}</div>'
    )


def _option(value: str, shown: str, chosen: bool) -> str:
    return f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(shown)}</option>'


def _timeline_html(versions: Sequence[Version], older: Version | None, newer: Version) -> str:
    """All versions, the newest first, each a button that compares it with the one before."""

    def entry(index: int) -> str:
        version = versions[index]
        before = versions[index - 1].version if index else ""
        current = ' aria-current="true"' if version == newer else ""
        side = "Newer" if version == newer else "Older" if version == older else ""
        badge = f' <span class="pt-side-name">{side}</span>' if side else ""
        words = version.change or ("The first version in the library." if not index else "Not compared yet.")
        words = f"{words[0].upper()}{words[1:]}"
        return (
            f'<li{" class=pt-compared" if side else ""}><button type="button" data-newer="{escape(version.version)}" '
            f'data-older="{escape(before)}"{current}><span class="pt-when">{escape(version_day(version))}{badge}</span>'
            f'<span class="pt-what">{escape(words)}</span>{_recorded_html(version)}</button></li>'
        )

    return (
        f"<details open><summary>{len(versions)} version{'s' * (len(versions) != 1)}</summary>"
        f'<ol class="pt-timeline" reversed>{"".join(entry(i) for i in reversed(range(len(versions))))}</ol></details>'
    )


def _recorded_html(version: Version) -> str:
    """How often the same terms were met again in another rendering: folded into the version they are."""
    times = len(version.recorded_on)
    if times < 2 or version.recorded is None or version.recorded_until is None:
        return ""
    return (
        f'<span class="pt-recorded">Recorded {times} times until {escape(spoken_date(version.recorded_until))}, '
        "the same terms each time.</span>"
    )


def _comparison_html(found: Comparison) -> str:
    told = found.changes.changes[:MOST_CHANGES]
    small = sum(not matters(change) for change in told)
    cut = (
        f'<p class="pt-read-note" role="note">Only the first {MOST_CHANGES} of {len(found.changes.changes):,} changes '
        "are shown.</p>"
        if len(found.changes.changes) > MOST_CHANGES
        else ""
    )
    return (
        f"<h2>{escape(title(found))}</h2>"
        f'<p class="pt-days">{escape(version_day(found.older))} → {escape(version_day(found.newer))}</p>'
        f'<p class="pt-changed-verdict">{escape(counts(told))}</p>{_filter_html(len(told), small)}{cut}'
        f'<ol class="pt-changes">{"".join(_change_html(change, found) for change in told)}</ol>'
    )


def _filter_html(count: int, small: int) -> str:
    if not count:
        return ""
    legend = (
        '<p class="pt-legend">Words that were <del>taken out</del> are struck through, words that were '
        "<ins>put in</ins> are underlined.</p>"
    )
    if not small:
        return legend
    # Where only numbers changed, a filter that hides everything would be of no use.
    everything, what_matters = (" checked", "") if small == count else ("", " checked")
    return (
        '<fieldset class="pt-filter"><legend class="pt-sr">Which changes are shown</legend>'
        f'<label><input type="radio" name="pt-filter" value="matters"{what_matters}> What matters ({count - small})'
        f'</label><label><input type="radio" name="pt-filter" value="all"{everything}> Everything ({count})</label>'
        f'</fieldset><p class="pt-folded">{small} small change{"s are" if small != 1 else " is"} not shown: '
        f"new numbers, other places, articles and signs.</p>{legend}"
    )


def _change_html(change: Change, found: Comparison) -> str:
    small = "" if matters(change) else " pt-small"
    head = (
        f'<h3><span class="pt-kind-{change.kind} pt-badge-kind">{escape(KINDS[change.kind])}</span> '
        f"{escape(heading(change))}</h3><p>{escape(sentence(change))}</p>"
    )
    body = ""
    if any(run.op != "equal" for run in change.runs):
        older = _side_html(change, change.before, found.older, "delete")
        newer = _side_html(change, change.after, found.newer, "insert")
        body = f'<div class="pt-sides">{older}{newer}</div>'
    return f'<li class="pt-change{small}">{head}{body}</li>'


def _side_html(change: Change, place: Place | None, version: Version, op: str) -> str:
    day = escape(version_day(version))
    if place is None:
        return (
            f'<div class="pt-one-side"><p class="pt-where">{day}</p><p class="pt-none">Not in this version.</p></div>'
        )
    words = "".join(_runs_html([run for run in change.runs if run.op in ("equal", op)]))
    return (
        f'<div class="pt-one-side"><p class="pt-where">{day} · {escape(place_name(place))}</p>'
        f'<p class="pt-side-words" dir="auto">{words}</p></div>'
    )


def _runs_html(runs: Sequence[Run]) -> Iterator[str]:
    for number, run in enumerate(runs):
        if run.op == "equal":
            yield _kept_html(run.text, first=number == 0, last=number == len(runs) - 1)
            continue
        words = run.text.lstrip()
        space = " " if len(words) < len(run.text) else ""
        if len(words) > WORDS_SHOWN:
            words = f"{words[:WORDS_SHOWN]} […]"
        tag = "ins" if run.op == "insert" else "del"
        yield f"{space}<{tag}>{escape(words)}</{tag}>"


def _kept_html(words: str, *, first: bool, last: bool) -> str:
    """Unchanged words; the middle of many is left out, and said so."""
    head, tail = (0 if first else KEPT_SHOWN), (0 if last else KEPT_SHOWN)
    if len(words) <= 3 * KEPT_SHOWN:
        return escape(words)
    before = words[: words.rfind(" ", 0, head) + 1 or head] if head else ""
    after = words[max(words.find(" ", len(words) - tail), len(words) - tail) :] if tail else ""
    left = len(words) - len(before) - len(after)
    return f'{escape(before)}<span class="pt-unchanged">[{left:,} characters unchanged]</span>{escape(after)}'
