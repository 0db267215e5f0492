"""Parts: the agreements that stand in one file, and annexes whose numbers start again.

A part opens with a heading: one that names an annex ("Exhibit A"), one under which the numbers of the sections start
again, or a page title after a rule. It lasts until the next part opens.
"""

from collections.abc import Iterator

from ingest.segment.labels import PART
from ingest.segment.tree import Unit


def part_names(root: Unit) -> dict[Unit, str]:
    """The units that open a part, in document order, with the names of the parts; empty when there is only one."""
    openers: dict[Unit, str] = {}
    last_section: Unit | None = None
    headings: list[Unit] = []
    first_headings: list[Unit] | None = None
    restarted = False
    for unit in _outside_of_clauses(root):
        if unit.label is None:
            if unit.heading and unit.candidate is not None:
                headings.append(unit)
                if PART.match(unit.candidate.head.text) or (PART.match(unit.candidate.title.text)):
                    openers[unit] = _annex_name(unit)
                    last_section = None
                elif _opens_page(unit):
                    openers[unit] = unit.candidate.title.text
                    restarted = True
                    last_section = None
            continue
        if first_headings is None:
            first_headings = list(headings)
        if last_section is not None and _starts_again(last_section, unit):
            opener = _highest(headings)
            if opener is not None and opener not in openers:
                openers[opener] = opener.candidate.title.text if opener.candidate else ""
                restarted = (
                    restarted or opener.level == 1 or any(_title(other) == _title(opener) for other in first_headings)
                )
        if _counts(unit):
            last_section = unit
            headings = []
    if restarted and first_headings:
        opener = _main_opener(first_headings, openers)
        if opener is not None and opener not in openers:
            openers = {opener: _title(opener), **openers}
    return _told_apart(openers)


def _outside_of_clauses(root: Unit) -> Iterator[Unit]:
    """Units with no labelled unit around them, in document order."""
    pending = list(reversed(root.children))
    while pending:
        unit = pending.pop()
        yield unit
        if unit.label is None:
            pending.extend(reversed(unit.children))


def _title(unit: Unit) -> str:
    return unit.candidate.title.text if unit.candidate else ""


def _annex_name(unit: Unit) -> str:
    match = PART.match(_title(unit)) or (PART.match(unit.candidate.head.text) if unit.candidate else None)
    return match.group() if match else _title(unit)


def _opens_page(unit: Unit) -> bool:
    """True for a title of the highest level right after a rule."""
    return unit.level == 1 and unit.candidate is not None and unit.candidate.after_rule


def _counts(unit: Unit) -> bool:
    return bool(unit.candidate and (unit.candidate.title.text or unit.number))


def _starts_again(last: Unit, unit: Unit) -> bool:
    """True when ``unit`` is a first section although sections came before."""
    if unit.reading is None or last.reading is None or not _counts(unit):
        return False
    return unit.reading.family == last.reading.family and unit.reading.value == 1 and last.reading.value > 1


def _highest(headings: list[Unit]) -> Unit | None:
    return min(headings, key=lambda unit: unit.level, default=None)


def _main_opener(first: list[Unit], openers: dict[Unit, str]) -> Unit | None:
    """The heading of the first part: the one that looks like the headings of the later parts."""
    levels = {unit.level for unit in openers}
    names = {_title(unit) for unit in openers}
    alike = [unit for unit in first if _title(unit) in names] or [unit for unit in first if unit.level in levels]
    return alike[0] if alike else None


def _told_apart(openers: dict[Unit, str]) -> dict[Unit, str]:
    """Names that occur more than once get the words of the first heading under them, then a count."""
    names = list(openers.values())
    told: dict[Unit, str] = {}
    seen: dict[str, int] = {}
    for unit, name in openers.items():
        if names.count(name) > 1:
            below = next((child for child in unit.children if child.label is None and child.heading), None)
            if below is not None and below.candidate is not None:
                name = f"{name} ({_title(below)[:120]})"
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name = f"{name} [{seen[name]}]"
        told[unit] = name
    return told
