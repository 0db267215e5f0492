"""What a clause in the making is, and what can be said of it from its place among the others."""

from dataclasses import dataclass, field

from ingest.segment.candidates import PSEUDO_HEADING, RUN_IN, Candidate
from ingest.segment.headings import kind_of_title
from ingest.segment.labels import PART, Label, Reading


@dataclass(slots=True, eq=False)
class Unit:
    """A clause in the making."""

    candidate: Candidate | None
    parent: "Unit | None"
    reading: Reading | None = None
    """How its relative label is understood."""
    number: tuple[str, ...] = ()
    """Its full number when that is known from itself (10.4) or from its children: (("10",) for the parent of 10.1)."""
    children: list["Unit"] = field(default_factory=list)
    blocks: list[Candidate] = field(default_factory=list)
    """What belongs to the unit itself, its opening block first."""
    opens: str = ""
    """Name of the part it opens, where the numbers of the sections in it tell (``ingest.segment.parts``)."""

    @property
    def label(self) -> Label | None:
        return self.candidate.label if self.candidate else None

    @property
    def level(self) -> int:
        return self.candidate.level if self.candidate else 0

    @property
    def heading(self) -> bool:
        return self.candidate is None or self.candidate.heading

    @property
    def real_heading(self) -> bool:
        return self.level in range(1, PSEUDO_HEADING)

    @property
    def indent(self) -> int:
        return self.candidate.block.indent if self.candidate else -1

    @property
    def inner(self) -> int:
        return self.candidate.block.inner if self.candidate else -1


def is_section(unit: Unit) -> bool:
    """True for "7. Confidentiality. You agree": a clause of the first rank, whatever its list marker says."""
    opening, parent = unit.candidate, unit.parent
    if opening is None or parent is None or labelled_above(unit):
        return False
    led_in = bool(parent.blocks) and parent.blocks[-1].head.whole and parent.blocks[-1].head.text.endswith(":")
    first_rank = parent.candidate is None or parent.level == 1
    return (bool(opening.title.text) or not led_in) if first_rank else (bool(opening.title.text) and not led_in)


def is_bare_section(unit: Unit) -> bool:
    """True for "Section E: Other" without a word of its own: unlabelled headings of its level stand in it."""
    alike = all(child.label is None and child.level == unit.level for child in unit.children)
    return unit.label is not None and len(unit.blocks) == 1 and alike


def is_sentence(unit: Unit) -> bool:
    """True for an item with a label of its own place, "(2)", and no title."""
    label = unit.label
    titled = unit.heading or (unit.candidate is not None and bool(unit.candidate.title.text))
    return label is not None and not (label.absolute or label.word or titled)


def is_fragment(unit: Unit) -> bool:
    """True for "(ii) archive or copy any part;": an item of a list that goes on in the same sentence."""
    opening = unit.candidate
    if opening is None or opening.title.text or len(unit.blocks) > 1:
        return False
    words = opening.head.text[opening.label.end if opening.label else 0 :]
    if not words:
        return False
    if (words[0].islower() and not words[1:2].isupper()) or (
        opening.head.whole and words.endswith((";", ",", " and", " or"))
    ):
        return True
    parent = unit.parent
    if parent is None or not parent.blocks:
        return False
    return any(lead.head.whole and lead.head.text.endswith(":") for lead in parent.blocks[-1:])


def is_untitled_place(unit: Unit) -> bool:
    """True for a titled paragraph of a numbered clause: the marker of a list that hangs off it is no label."""
    return unit.label is None and unit.level == RUN_IN and labelled_above(unit)


def number_of(unit: Unit) -> tuple[str, ...]:
    """The full number of ``unit`` as far as it is known without composing: () for "(a)"."""
    if unit.number:
        return unit.number
    if unit.label and unit.reading and unit.label.form in ("dot", "word", "bare") and not labelled_above(unit):
        return (unit.label.text,)
    return ()


def labelled_above(unit: Unit) -> bool:
    parent = unit.parent
    while parent is not None:
        if parent.label or parent.number:
            return True
        parent = parent.parent
    return False


def stands_outside(title: str) -> bool:
    """True for what comes after the last clause and is no part of it: update notes, an annex."""
    return kind_of_title(title) == "notes" or bool(PART.match(title))


def is_list_of_contents(unit: Unit) -> bool:
    return unit.candidate is not None and kind_of_title(unit.candidate.title.text) == "contents"


def value_of(unit: Unit) -> int:
    return unit.reading.value if unit.reading else 0


def same_family(one: Label, other: Label) -> bool:
    return one.readings[0].family == other.readings[0].family


def same_form(unit: Unit, candidate: Candidate) -> bool:
    return bool(unit.label and candidate.label and unit.label.form == candidate.label.form)


def same_looks(unit: Unit, candidate: Candidate) -> bool:
    """Same form, and of the same kind: a heading of one level, an item of one indentation, a paragraph."""
    if not same_form(unit, candidate) or unit.candidate is None:
        return False
    if unit.real_heading or candidate.level in range(1, PSEUDO_HEADING):
        return unit.level == candidate.level
    mine, other = unit.candidate.block, candidate.block
    return mine.kind == other.kind and abs(mine.indent - other.indent) <= 2


def same_shape(unit: Unit, candidate: Candidate) -> bool:
    """Same form, and both a title alone: "5. FEES" as a list item after "2. PLANS" as a paragraph."""
    return same_form(unit, candidate) and unit.heading and candidate.heading


def same_style(unit: Unit, candidate: Candidate) -> bool:
    return same_looks(unit, candidate) and unit.heading == candidate.heading


def deeper(unit: Unit, candidate: Candidate) -> bool:
    """True when another style of label follows an item's own: "a)" after "1."."""
    return bool(unit.label and candidate.label and not same_form(unit, candidate))
