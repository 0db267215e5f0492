"""Lists that number nothing but themselves: "1. … 2. …" under a heading of a document that has titles only.

Such a document is cited by its titles. The items become text of the clause that holds the list, where their markers
are found as its inline run; numbers that run on from heading to heading are the document's own and stay.
"""

from collections.abc import Iterator, Set

from ingest.segment.candidates import Candidate
from ingest.segment.units import Unit


def absorb(root: Unit, openers: Set[Unit]) -> None:
    """Turn the items of incidental lists under ``root`` into text; those under ``openers`` (title, parts) are left."""
    holders = [unit for unit in _unnumbered(root) if unit not in openers and unit.level != 1 and _items(unit)]
    if any(item.reading and item.reading.value > 1 for unit in holders for item in _items(unit)[:1]):
        return
    for unit in holders:
        if any(child.label and child not in _items(unit) for child in unit.children):
            continue
        absorbed = [block for item in _items(unit) for block in _blocks(item)]
        unit.children = [child for child in unit.children if child.label is None]
        unit.blocks = [unit.blocks[0], *sorted([*unit.blocks[1:], *absorbed], key=lambda block: block.start)]


def _unnumbered(root: Unit) -> Iterator[Unit]:
    """Unlabelled units that stand in no labelled one."""
    pending = [child for child in root.children if child.label is None and not child.number]
    while pending:
        unit = pending.pop()
        yield unit
        pending.extend(child for child in unit.children if child.label is None and not child.number)


def _items(unit: Unit) -> list[Unit]:
    """Children that are mere list items: a relative label, no title, nothing titled inside."""
    return [child for child in unit.children if child.label and _is_plain(child)]


def _is_plain(unit: Unit) -> bool:
    opening = unit.candidate
    if opening is None or opening.title.text or unit.number or opening.label is None or opening.label.absolute:
        return False
    return all(_is_plain(child) for child in unit.children)


def _blocks(unit: Unit) -> list[Candidate]:
    return [*unit.blocks, *(block for child in unit.children for block in _blocks(child))]
