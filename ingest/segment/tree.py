"""Blocks to a tree of units: which clause stands in which.

Three sorts of evidence, strongest first: the sequence of numbers (``(b)`` follows the open ``(a)``), the level of
headings, the indentation of lists. The tree is built in one pass with a stack of open units; a block that opens nothing
goes to the innermost open unit it can belong to.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ingest.segment.candidates import PSEUDO_HEADING, RUN_IN, Candidate
from ingest.segment.labels import Label, Reading
from ingest.segment.units import (
    Unit,
    deeper,
    is_bare_section,
    is_fragment,
    is_list_of_contents,
    is_section,
    is_sentence,
    is_untitled_place,
    number_of,
    same_family,
    same_form,
    same_looks,
    same_shape,
    same_style,
    stands_outside,
    value_of,
)

DEEPEST = 40
"""Open units at a time; what is nested deeper joins the innermost."""


def build(candidates: Iterable[Candidate]) -> Unit:
    """The tree of ``candidates``; its root opens nothing and holds what stands before or outside of every unit."""
    root = Unit(None, None)
    builder = _Builder([root])
    for candidate in candidates:
        builder.add(candidate)
    return root


@dataclass(slots=True)
class _Builder:
    stack: list[Unit]
    """Open units, the root first."""
    closed: list[Unit] = field(default_factory=list)
    """The open units as they were before the last unlabelled unit."""

    def add(self, candidate: Candidate) -> None:
        candidate = self._with_heading(candidate)
        parent, reading, number = self._place(candidate)
        if parent is None:
            self._continue(candidate)
            return
        if candidate.label is None:
            self.closed = list(self.stack)
        while self.stack[-1] is not parent:
            self.stack.pop()
        unit = Unit(candidate, parent, reading, number)
        unit.blocks.append(candidate)
        parent.children.append(unit)
        if len(self.stack) < DEEPEST:
            self.stack.append(unit)

    def _place(self, candidate: Candidate) -> tuple[Unit | None, Reading | None, tuple[str, ...]]:
        """Parent, reading and number of the unit that ``candidate`` opens; (None, None, ()) when it opens none."""
        label = candidate.label
        if label is None:
            return (self._under_headings(candidate) if candidate.level else None), None, ()
        if label.absolute:
            return self._under_prefix(candidate, label), None, label.parts
        if self._hangs_on(candidate, label):
            return None, None, ()
        parent, reading, number = self._in_sequence(candidate, label)
        if not candidate.heading and is_untitled_place(parent):
            return None, None, ()
        return parent, reading, number

    def _hangs_on(self, candidate: Candidate, label: Label) -> bool:
        """True for the next item of a list without labels of its own: 5. after 1. to 4. under a titled paragraph."""
        unit = self.stack[-1]
        before = unit.blocks[-1] if unit.blocks else None
        if candidate.heading or before is None or before.label is None or not is_untitled_place(unit):
            return False
        following = {Reading(reading.family, reading.value + 1) for reading in before.label.readings}
        same = before.block.kind == candidate.block.kind and before.label.form == label.form
        return same and bool(following & set(label.readings))

    # --- labels that say where they stand ---------------------------------------------------------------------------

    def _under_prefix(self, candidate: Candidate, label: Label) -> Unit:
        """Parent of "10.4": the open unit 10, or the open section that must be 10 because 10.4 stands in it."""
        parts = label.parts
        for size in range(len(parts) - 1, 0, -1):
            prefix = parts[:size]
            for unit in reversed(self.stack):
                if number_of(unit) == prefix:
                    return unit
            if size == len(parts) - 1:
                section = self._unconfirmed(size, label)
                if section is not None:
                    section.number = prefix
                    return section
        for unit in reversed(self._around(label)):
            if is_sentence(unit):
                continue  # "(2) Larkspan Ltd." holds no 1.1
            if self._may_hold(unit, candidate) and not is_list_of_contents(unit):
                return unit
        return self.stack[0]

    def _around(self, label: Label) -> list[Unit]:
        """The open units that "2.1" may stand in: none from 1.4 on, whatever is open in that."""
        for index, unit in enumerate(self.stack):
            if unit.label and unit.label.absolute and same_family(unit.label, label):
                mine = unit.label.parts
                if mine != label.parts[: len(mine)] or len(mine) >= len(label.parts):
                    return self.stack[:index]
        return self.stack

    def _unconfirmed(self, size: int, label: Label) -> Unit | None:
        """An open section whose number only its children can tell: its printed one is a list number or missing."""
        for unit in reversed(self.stack[1:]):
            if unit.number:
                if len(unit.number) <= size:
                    return None
                continue
            if not unit.heading or any(child.number for child in unit.children):
                continue
            if unit.label is None:
                if label.form == "word" or unit.level == RUN_IN or unit.level == 1 or label.parts[-1] not in ("0", "1"):
                    return None
                return unit if size == 1 else None
            if not unit.label.absolute and size == 1 and (unit.reading is None or unit.reading.family == "number"):
                return unit
        return None

    # --- labels that tell by sequence --------------------------------------------------------------------------------

    def _in_sequence(self, candidate: Candidate, label: Label) -> tuple[Unit, Reading | None, tuple[str, ...]]:
        """Place of "(b)": beside the open (a); of a first one: under the innermost unit that can hold it."""
        for alike in (same_style, same_looks, same_form):
            for unit in reversed(self.stack[1:]):
                if unit.reading is None or unit.parent is None or unit.label is None:
                    continue
                for reading in label.readings:
                    if (
                        reading.family == unit.reading.family
                        and reading.value == value_of(unit) + 1
                        and alike(unit, candidate)
                    ):
                        return unit.parent, reading, ()
        first = next((reading for reading in label.readings if reading.value == 1), None)
        if first is None and (after := self._after_its_clauses(label)):
            return after
        if first is None:
            for alike in (same_style, same_shape):
                for unit in reversed(self.stack[1:]):
                    for reading in label.readings:
                        if (
                            unit.reading
                            and unit.parent
                            and reading.family == unit.reading.family
                            and alike(unit, candidate)
                            and (reading.value > value_of(unit) or candidate.heading)
                        ):
                            return unit.parent, reading, ()
        reading = first or label.readings[0]
        return self._innermost_holder(candidate, reading), reading, ()

    def _after_its_clauses(self, label: Label) -> tuple[Unit, Reading, tuple[str, ...]] | None:
        """Place of "8." after 7.1, 7.2 that stand under no 7 of their own: beside them."""
        for unit in self.stack[1:]:
            if unit.parent is None or unit.label is None or label.form != "dot" or not unit.label.absolute:
                continue
            if unit.parent.label:
                return None
            whole = unit.label.parts[0]
            for reading in label.readings:
                if reading.family == "number" and whole.isdecimal() and reading.value == int(whole) + 1:
                    return unit.parent, reading, ()
        return None

    def _with_heading(self, candidate: Candidate) -> Candidate:
        """``candidate`` with the unlabelled heading right above it, where that has cut a run: (h), "Bots", (i).

        Such a heading belongs to the item below it; what it closed is opened again.
        """
        heading, label = self.stack[-1], candidate.label
        if heading.candidate is None or label is None or candidate.level in range(1, PSEUDO_HEADING):
            return candidate
        if heading.label or not heading.real_heading or len(heading.blocks) > 1 or heading.parent is None:
            return candidate
        for unit in reversed(self.closed):
            for reading in label.readings:
                if reading.family not in ("lower", "roman") or unit.reading is None or not same_form(unit, candidate):
                    continue
                if reading.family == unit.reading.family and reading.value == value_of(unit) + 1:
                    heading.parent.children.remove(heading)
                    self.stack = self.closed
                    title = candidate.title if candidate.title.text else heading.candidate.title
                    return replace(candidate, title=title, level=heading.level, start=heading.candidate.start)
        return candidate

    def _innermost_holder(self, candidate: Candidate, reading: Reading) -> Unit:
        for unit in reversed(self.stack):
            if candidate.label and candidate.label.word and unit.label and not unit.label.word:
                continue  # no article stands in 1.4
            if self._may_hold(unit, candidate, reading) and not is_list_of_contents(unit):
                return unit
        return self.stack[0]

    def _may_hold(self, unit: Unit, candidate: Candidate, reading: Reading | None = None) -> bool:
        """True when a first labelled unit can stand in ``unit``."""
        if unit.candidate is None:
            return True
        level = candidate.level
        if level in range(1, PSEUDO_HEADING):
            if unit.label and unit.reading and candidate.label and not candidate.label.absolute:
                same = any(reading.family == unit.reading.family for reading in candidate.label.readings)
                return not same or (unit.real_heading and unit.level < level)
            return unit.real_heading and unit.level < level
        if unit.real_heading:
            return True
        family = unit.reading.family if unit.reading else None
        if same_style(unit, candidate) and (reading is None or reading.family == family):
            return False
        if unit.candidate.block.kind == "item" and not unit.heading:
            return candidate.block.indent >= unit.inner - 1 or (
                candidate.block.kind != "item" and unit.label is not None and deeper(unit, candidate)
            )
        if unit.label is None and unit.level == RUN_IN and candidate.heading:
            return False
        return candidate.block.indent >= unit.indent or unit.heading

    # --- titles without labels ----------------------------------------------------------------------------------------

    def _under_headings(self, candidate: Candidate) -> Unit:
        """Parent of an unlabelled heading or titled paragraph."""
        level = candidate.level
        outside = level >= PSEUDO_HEADING and stands_outside(candidate.title.text)
        for unit in reversed(self.stack):
            if unit.candidate is None:
                return unit
            if outside and (unit.label or not unit.real_heading):
                continue
            if level < PSEUDO_HEADING:
                if unit.real_heading and (unit.level < level or (unit.level == level and is_bare_section(unit))):
                    return unit
            elif level == PSEUDO_HEADING:
                if unit.real_heading or (unit.label and unit.heading):
                    return unit
            else:
                if unit.label is None and unit.level == RUN_IN:
                    continue
                if unit.heading or not self._is_enumerated(unit, candidate):
                    return unit
        return self.stack[0]

    # --- text that opens nothing --------------------------------------------------------------------------------

    def _continue(self, candidate: Candidate) -> None:
        """Give the block to the innermost open unit it belongs to; close the list items it has left."""
        while len(self.stack) > 1 and self._is_enumerated(self.stack[-1], candidate):
            self.stack.pop()
        self.stack[-1].blocks.append(candidate)

    def _is_enumerated(self, unit: Unit, candidate: Candidate) -> bool:
        """True when ``unit`` is an item of a list that an unlabelled ``candidate`` stands outside of."""
        opening = unit.candidate
        if opening is None or unit.heading or unit.real_heading or unit.label is None:
            return False
        block, item = candidate.block, opening.block
        if item.marker and item.marker == block.marker and block.indent <= item.indent:
            return True
        if block.kind in ("item", "table") and block.indent >= item.indent:
            return False
        if item.kind == "item" and not is_section(unit):
            return block.indent < item.inner - 1 and block.indent <= max(item.indent, item.inner - 2)
        if block.indent > item.indent:
            return False
        return is_fragment(unit)
