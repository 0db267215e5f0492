"""A comparison → what the command line prints of it: plain values for ``--json``, rich text for people."""

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.comparing import Comparison
from bot.showing.render import document_name
from bot.words.dates import version_day
from ingest import Change, ChangeKind, Place, Run, Span, Version

KEPT_SHOWN = 70
"""Characters shown on each side of what changed; the middle of longer kept words is left out."""
WORDS_SHOWN = 2_000
"""Characters of one added or removed stretch shown."""

KINDS: dict[ChangeKind, str] = {"added": "New", "removed": "Removed", "reworded": "Reworded", "moved": "Moved"}
_COLOURS: dict[ChangeKind, str] = {"added": "green", "removed": "red", "reworded": "yellow", "moved": "cyan"}

# --- values for machines ---------------------------------------------------------------------------------------------


def to_json(found: Comparison) -> dict[str, Any]:
    """The comparison object of docs/changes.md, made of plain JSON values."""
    old, new = found.changes.dates
    return {
        "service": found.newer.service,
        "terms_type": found.newer.terms_type,
        "from": _version_json(found.older),
        "to": _version_json(found.newer),
        "stated_dates": {"from": old.isoformat() if old else None, "to": new.isoformat() if new else None},
        "summary": found.summary,
        "changes": [_change_json(change) for change in found.changes.changes],
    }


def _version_json(v: Version) -> dict[str, Any]:
    return {
        "version": v.version,
        "effective": v.effective.isoformat(),
        "recorded": v.recorded.isoformat() if v.recorded else None,
        "source_url": v.source_url,
        "sha256": v.sha256,
    }


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "reworded": change.reworded,
        "before": _place_json(change.before),
        "after": _place_json(change.after),
        "through": dict(zip(("before", "after"), map(_place_json, change.through), strict=True))
        if change.through
        else None,
        "clauses": change.clauses,
        "sentences": {
            "added": change.sentences_added,
            "removed": change.sentences_removed,
            "reworded": change.sentences_reworded,
        },
        "diff": [
            {"op": run.op, "text": run.text, "before": _span_json(run.before), "after": _span_json(run.after)}
            for run in change.runs
        ],
    }


def _place_json(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    c = place.clause
    return {
        "part": c.part,
        "label": c.label,
        "title": c.title,
        "path": list(c.path),
        "kind": c.kind,
        "start": c.start,
        "end": c.end,
        "text": place.text,
    }


def _span_json(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None


# --- words shared by the terminal and the page -----------------------------------------------------------------------


def place_name(place: Place | None) -> str:
    """Part, label and title of a clause: "10.4 Customer License Grant"."""
    if place is None:
        return ""
    clause = place.clause
    own = " ".join(word for word in (clause.label, clause.title) if word)
    if not own:
        own = "preamble" if clause.kind == "preamble" else "text without a title"
    return f"{clause.part}, {own}" if clause.part and clause.part != clause.title else own


def heading(change: Change) -> str:
    """Where a change is: "10.2 Data → 10.5 Data", "11 to 19 are the former 10 to 18"."""
    before, after = place_name(change.before), place_name(change.after)
    if change.through:
        last_before, last_after = map(place_name, change.through)
        return f"{after} to {last_after} are the former {before} to {last_before}"
    if change.before is None or change.after is None or before == after:
        return after or before
    one, other = change.before.clause, change.after.clause
    if one.label and other.label and (one.part, one.title) == (other.part, other.title):
        return f"{one.label} → {after}"
    return f"{before} → {after}"


def remark(change: Change) -> str:
    """What else is to be said: that the words are the same, or how many clauses move along."""
    if change.kind != "moved":
        return ""
    if change.reworded:
        return "Moved and reworded."
    if change.through:
        return f"{change.clauses} clauses were renumbered."
    along = change.clauses - 1
    inside = f" {along} clause{'s' * (along > 1)} inside it moved along." if along else ""
    return f"{'' if inside else 'The words are the same.'}{inside}".strip()


def title(found: Comparison) -> str:
    return f"{found.newer.service_name} {document_name(found.newer.terms_type)}"


def dates_line(found: Comparison) -> str:
    """From which version to which: "7 August 2023 → 11 August 2023"."""
    if found.same:
        return f"version of {version_day(found.newer)}"
    return f"{version_day(found.older)} → {version_day(found.newer)}"


def verdict(found: Comparison) -> str:
    """The summary as a sentence."""
    if found.same:
        return "No change in the terms: the same version was in force on both days."
    line = found.summary
    return f"{line[0].upper()}{line[1:]}."


# --- for people at a terminal ----------------------------------------------------------------------------------------


def to_text(found: Comparison, *, marks: bool) -> RenderableType:
    """Every change with its words, in the order of the newer version.

    Args:
        found: what to show.
        marks: write [-taken out-] and {+put in+}, for an output without colours.
    """
    lines: list[RenderableType] = [
        Text.assemble((title(found), "bold"), "  ", (dates_line(found), "dim")),
        Text(verdict(found)),
    ]
    for change in found.changes.changes:
        head = Text.assemble(
            "\n", (KINDS[change.kind], f"bold {_COLOURS[change.kind]}"), "  ", (heading(change), "bold")
        )
        lines.append(head)
        if said := remark(change):
            lines.append(Padding(Text(said, style="dim"), (0, 0, 0, 2)))
        if any(run.op != "equal" for run in change.runs):
            lines.append(Padding(_words(change.runs, marks=marks), (0, 0, 0, 2)))
    return Group(*lines)


def _words(runs: tuple[Run, ...], *, marks: bool) -> Text:
    text = Text()
    for place, run in enumerate(runs):
        if run.op == "equal":
            text.append(_kept(run.text, first=place == 0, last=place == len(runs) - 1), style="dim")
            continue
        words = run.text if len(run.text) <= WORDS_SHOWN else f"{run.text[:WORDS_SHOWN]} …"
        opening, closing, style = ("{+", "+}", "green underline") if run.op == "insert" else ("[-", "-]", "red strike")
        text.append(f"{opening}{words}{closing}" if marks else words, style=style)
    return text


def _kept(words: str, *, first: bool, last: bool) -> str:
    """The ends of kept words that stand next to a change."""
    room = KEPT_SHOWN * (2 - first - last)
    if len(words) <= room + 2:
        return words
    head, tail = ("" if first else words[:KEPT_SHOWN]), ("" if last else words[-KEPT_SHOWN:])
    return f"{head} … {tail}"
