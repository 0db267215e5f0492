"""Blocks with what they say about themselves: their label, their title, whether they work like a heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.segment.blocks import Block
from ingest.segment.inline import Head, read_head
from ingest.segment.labels import Label, read_label
from ingest.segment.titles import NO_TITLE, Title, heading_title, is_title_case, read_title
from ingest.types import Markup

PSEUDO_HEADING = 7
"""Heading level of a bold or all-capitals line: below every real heading."""
RUN_IN = 9
"""Level of a titled paragraph: below every heading."""

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
    start: int
    """Where its unit begins; before ``block.start`` when a heading of the same words was merged in."""

    @property
    def heading(self) -> bool:
        """True when the block is a title and nothing else."""
        return self.level in range(1, 7) or self.title.alone


def candidates_of(text: str, blocks: Sequence[Block], markup: Markup) -> list[Candidate]:
    """Read all ``blocks``; a heading whose words the numbered clause below it repeats becomes one with that clause."""
    read: list[Candidate] = []
    rule = False
    for block in blocks:
        candidate = candidate_of(text, block, rule)
        rule = block.kind == "rule"
        if read and _repeats(read[-1], candidate):
            heading = read.pop()
            candidate = replace(candidate, level=heading.level, start=heading.start, after_rule=heading.after_rule)
        read.append(candidate)
    return read


def _repeats(heading: Candidate, clause: Candidate) -> bool:
    """True for "Your Privacy" over "1. Your Privacy. Your privacy is important"."""
    if heading.block.kind != "heading" or heading.label or not clause.label or clause.block.kind == "heading":
        return False
    return bool(heading.title.text) and heading.title.text.casefold() == clause.title.text.casefold()


def candidate_of(text: str, block: Block, after_rule: bool = False) -> Candidate:
    """Read the beginning of ``block``."""
    head = read_head(text, block.body, block.body_end)
    if block.kind in ("table", "rule"):
        return Candidate(block, head, None, NO_TITLE, False, 0, after_rule, block.start)
    label = read_label(head.text)
    listed = False
    if label and block.kind == "paragraph" and not _plausible(label, head):
        label = None
    if label is None and _ORDERED.match(block.marker):
        printed = read_label(block.marker)
        if printed:
            label, listed = replace(printed, end=0), True
    after = label.end if label else 0
    if label and not listed and (again := read_label(head.text[after:])) and again.text == label.text:
        label = replace(label, end=after + again.end)
        after = label.end
    if block.kind == "heading":
        title = heading_title(head, after, labelled=label is not None)
        level = block.level if label or title.text else 0
        return Candidate(block, head, label, title, listed, level, after_rule, block.start)
    title = read_title(head, after, labelled=label is not None)
    if block.marker and label is None and (title.alone or not is_title_case(title.text)):
        title = NO_TITLE  # a bullet in bold type is a line of a list
    level = 0
    if title.text:
        level = PSEUDO_HEADING if title.alone and title.strong else RUN_IN
    return Candidate(block, head, label, title, listed, level, after_rule, block.start)


def _plausible(label: Label, head: Head) -> bool:
    """False for what only looks like a label: "2023. gada", "A. M. Best", "I. have"."""
    rest = head.text[label.end :]
    if label.form == "dot" and not label.absolute and label.text.isalpha() and label.text.isupper():
        return not re.match(r"[A-Z]\.", rest)
    if label.readings[0].family == "decimal":
        return bool(rest) and not re.match(r"(?:%|million|billion|percent|GB|MB|Mbps)\b", rest) or not rest
    return True
