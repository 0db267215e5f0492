"""Blocks with what they say about themselves: their label, their title, whether they work like a heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.segment.blocks import Block
from ingest.segment.furniture import is_button, kinds_of
from ingest.segment.habits import bare_labels, plain_titles
from ingest.segment.inline import Head, read_head
from ingest.segment.labels import Form, Label, Reading, read_label, readings_of
from ingest.segment.titles import (
    NO_TITLE,
    Title,
    has_verb,
    heading_title,
    is_capitals,
    is_title_case,
    line_title,
    read_title,
)
from ingest.types import Kind, Markup

PSEUDO_HEADING = 7
"""Heading level of a bold or all-capitals line: below every real heading."""
SHORT = 60
"""Characters of a line such as "Updated: 16 January 2026"."""
LOOK_AHEAD = 40
"""Labels of one form that are looked through for what continues an "i"."""
RUN_IN = 9
"""Level of a titled paragraph: below every heading."""

_INLINE = re.compile(r"\s\(([a-zA-Z]{1,5}|\d{1,2})\)\s")
_ORDERED = re.compile(r"(\d{1,3})([.)])$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One block, read."""

    block: Block
    head: Head
    label: Label | None
    title: Title
    listed: bool
    """True when the label is only a list marker of Markdown, which a conversion may have made up."""
    level: int
    """1 to 6 for a heading, ``PSEUDO_HEADING``, ``RUN_IN``; 0 when it opens nothing by its looks."""
    after_rule: bool
    """True when a rule stands between it and the block before."""
    kind: Kind | None
    """What it is when it can open no clause: a contents entry, a menu, a summary; None for the rest."""
    start: int
    """Where its unit begins; before ``block.start`` when a heading of the same words was merged in."""

    @property
    def heading(self) -> bool:
        """True when the block is a title and nothing else."""
        return self.level in range(1, 7) or self.title.alone


def candidates_of(text: str, blocks: Sequence[Block], markup: Markup) -> list[Candidate]:
    """Read all ``blocks``.

    A heading whose words the numbered clause below it repeats becomes one with that clause; the entries of a contents
    list lose their numbers; an "i" is a letter or a Roman number by what follows it.
    """
    read: list[Candidate] = []
    rule = False
    for block in blocks:
        candidate = candidate_of(text, block, rule)
        if markup == "text" and block.after_blank and candidate.level == 0 and block.kind == "paragraph":
            candidate = _with_line_title(candidate)
        rule = block.kind == "rule" or (rule and _is_small_print(candidate))
        if read and _repeats(read[-1], candidate):
            heading = read.pop()
            candidate = replace(candidate, level=heading.level, start=heading.start, after_rule=heading.after_rule)
        read.append(candidate)
    for index, found in bare_labels(read).items():
        title = heading_title(read[index].head, found.end, labelled=True)
        read[index] = replace(read[index], label=found, title=title, level=read[index].block.level)
    for index, name in plain_titles(read).items():
        read[index] = replace(read[index], title=name, level=RUN_IN)
    kinds = kinds_of(text, read)
    read = [_silent(line, kinds[index]) if index in kinds else line for index, line in enumerate(read)]
    return _decided(read)


def _with_line_title(candidate: Candidate) -> Candidate:
    title = line_title(candidate.head) if candidate.label is None else NO_TITLE
    return replace(candidate, title=title, level=PSEUDO_HEADING) if title.text else candidate


def _is_small_print(candidate: Candidate) -> bool:
    """True for what may stand between a rule and the title of the next page: a date, a link."""
    return not (candidate.label or candidate.title.text) and candidate.head.whole and len(candidate.head.text) < SHORT


def _silent(candidate: Candidate, kind: Kind) -> Candidate:
    """``candidate`` as a line that opens nothing."""
    return replace(candidate, label=None, title=NO_TITLE, listed=False, level=0, kind=kind)


def _decided(read: list[Candidate]) -> list[Candidate]:
    """``read`` with labels that are a letter and a Roman number decided by the next label of their form."""
    following: dict[Form, list[Label]] = {}
    decided: list[Candidate] = []
    for candidate in reversed(read):
        label = candidate.label
        if label is None:
            decided.append(candidate)
            continue
        later = following.setdefault(label.form, [])
        if len(label.readings) > 1 and (reading := _confirmed(label, later)):
            candidate = replace(candidate, label=replace(label, readings=(reading,)))
        later.append(label)
        decided.append(candidate)
    return decided[::-1]


def _confirmed(label: Label, later: list[Label]) -> Reading | None:
    """The reading of ``label`` that one of the next labels continues."""
    for other in reversed(later[-LOOK_AHEAD:]):
        for reading in label.readings:
            if Reading(reading.family, reading.value + 1) in other.readings:
                return reading
    return None


def _repeats(heading: Candidate, clause: Candidate) -> bool:
    """True for "Your Privacy" over "1. Your Privacy. Your privacy is important"."""
    if heading.block.kind != "heading" or heading.label or not clause.label or clause.block.kind == "heading":
        return False
    return bool(heading.title.text) and heading.title.text.casefold() == clause.title.text.casefold()


def candidate_of(text: str, block: Block, after_rule: bool = False) -> Candidate:
    """Read the beginning of ``block``."""
    head = read_head(text, block.body, block.body_end)
    if block.kind in ("table", "rule"):
        return Candidate(block, head, None, NO_TITLE, False, 0, after_rule, None, block.start)
    label = read_label(head.text)
    listed = False
    if label and block.kind == "paragraph" and not _plausible(label, head):
        label = None
    if label is None and _ORDERED.match(block.marker):
        printed = read_label(block.marker)
        if printed:
            label, listed = replace(printed, end=0), True
    if label and label.word and block.marker and not listed:
        label = None  # a bullet that names an article of a law: "* Article 49. In the absence of"
    after = label.end if label else 0
    if label and not listed and (again := read_label(head.text[after:])) and again.text == label.text:
        label = replace(label, end=after + again.end)
        after = label.end
    if block.kind == "heading":
        title = heading_title(head, after, labelled=label is not None)
        level = block.level if label or title.text else 0
        return Candidate(block, head, label, title, listed, level, after_rule, None, block.start)
    enumerated = label is not None and (
        label.form in ("bracket", "brackets") or label.readings[0].family in ("lower", "roman")
    )
    title = read_title(head, after, labelled=label is not None, enumerated=enumerated)
    if block.marker and label is None and (title.alone or not is_title_case(title.text)):
        title = NO_TITLE  # a bullet in bold type is a line of a list
    if listed and title.alone and head.text.endswith(".") and not head.strong(after):
        title = NO_TITLE  # "2. Larkspan." ends a sentence
    if enumerated and title.alone and is_capitals(title.text) and not head.strong(after) and has_verb(title.text):
        title = NO_TITLE  # "(d) THAT DEFECTS WILL BE MENDED" goes on with a sentence in capitals
    if label is None and title.alone and is_button(text, block):
        title = NO_TITLE
    level = 0
    if title.text:
        level = PSEUDO_HEADING if title.alone and title.strong else RUN_IN
    return Candidate(block, head, label, title, listed, level, after_rule, None, block.start)


def _is_run(label: Label, rest: str) -> bool:
    """True for "(a) notify us; (b) keep it secret;" on one line: running text, not an item."""
    following = {Reading(reading.family, reading.value + 1) for reading in label.readings}
    return any(following & set(readings_of(match[1])) for match in _INLINE.finditer(rest))


def _plausible(label: Label, head: Head) -> bool:
    """False for what only looks like a label: "2023. gada", "A. M. Best", "I. have"."""
    rest = head.text[label.end :]
    if label.form == "brackets" and _is_run(label, rest):
        return False
    if label.form == "dot" and not label.absolute and label.text.isalpha() and label.text.isupper():
        return not re.match(r"[A-Z]\.", rest)
    if label.readings[0].family == "decimal":
        return bool(rest) and not re.match(r"(?:%|million|billion|percent|GB|MB|Mbps)\b", rest) or not rest
    return True
