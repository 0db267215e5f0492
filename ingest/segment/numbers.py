"""Section numbers: repaired where a conversion made them up, and composed to full labels.

Converted pages number section titles by counting list items (section 10 printed as ``27.``). The clauses under them
(10.1, 10.2 …) and the order of the sections tell the right number.
"""

from ingest.segment.labels import Reading
from ingest.segment.units import Unit


def repair(unit: Unit) -> None:
    """Correct the numbers of the sections under ``unit`` (and so on down) that contradict their own clauses."""
    pending = [unit]
    while pending:
        parent = pending.pop()
        pending.extend(parent.children)
        sections = [child for child in parent.children if _is_section(child)]
        known = {index: int(child.number[0]) for index, child in enumerate(sections) if child.number}
        if any(_listed(sections[index]) and _printed(sections[index]) != value for index, value in known.items()):
            _fill(sections, known)
        _bridge(parent.children)
        for section in sections:
            if section.label and not _listed(section) and not section.label.absolute:
                section.number = ()  # the author's own number stands, even against his sub-clauses


def _bridge(siblings: list[Unit]) -> None:
    """Number a heading without label between two whose number only their clauses tell: 7 between 6.1 … and 8.1 …."""
    for before, unit, after in zip(siblings, siblings[1:], siblings[2:], strict=False):
        if unit.label or unit.number or not unit.real_heading or not before.level == unit.level == after.level:
            continue
        if before.label or after.label or len(before.number) != 1 or len(after.number) != 1:
            continue
        if not (before.number[0].isdecimal() and after.number[0].isdecimal()):
            continue
        if int(after.number[0]) - int(before.number[0]) == 2:
            unit.number = (str(int(before.number[0]) + 1),)


def _is_section(unit: Unit) -> bool:
    if unit.label is None or unit.label.absolute or unit.reading is None:
        return False
    return unit.reading.family == "number" and len(unit.number) < 2 and all(part.isdecimal() for part in unit.number)


def _listed(unit: Unit) -> bool:
    return unit.candidate is not None and unit.candidate.listed


def _printed(unit: Unit) -> int:
    return unit.reading.value if unit.reading else 0


def _fill(sections: list[Unit], known: dict[int, int]) -> None:
    """Number the sections between two known ones in order, where their count fits; else leave them as printed."""
    places = sorted(known)
    edges = [(None, places[0]), *zip(places, places[1:], strict=False), (places[-1], None)]
    for left, right in edges:
        first = 0 if left is None else left + 1
        last = len(sections) if right is None else right
        if left is not None and right is not None and known[right] - known[left] != right - left:
            continue
        for index in range(first, last):
            if left is not None:
                value = known[left] + index - left
            elif right is not None:
                value = known[right] - (right - index)
            else:
                continue
            if value > 0 and _listed(sections[index]):
                sections[index].number = (str(value),)
                sections[index].reading = Reading("number", value)


def compose(above: str, unit: Unit) -> str:
    """Full label of ``unit`` under a clause labelled ``above``: "4(a)" and "iv" give "4(a)(iv)"."""
    label = unit.label
    if label is not None and label.absolute:
        return label.text
    if unit.number:
        return ".".join(unit.number)
    if label is None:
        return above
    if not above:
        return label.text
    family = unit.reading.family if unit.reading else "number"
    if family in ("lower", "roman") or label.form in ("brackets", "bracket"):
        return f"{above}({label.text})"
    return f"{above}({label.text})" if above.endswith(")") else f"{above}.{label.text}"
