"""Parts: the agreements that stand in one file, and annexes whose numbers start again.

A part opens with a heading: one that names an annex ("Exhibit A"), one under which the numbers of the sections start
again, or a page title after a rule. It lasts until the next part opens.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from ingest.segment.dates import written_date
from ingest.segment.headings import kind_of_title
from ingest.segment.labels import PART
from ingest.segment.titles import is_dated, names_document
from ingest.segment.units import Unit, value_of

LONGEST_QUALIFIER = 120
"""Characters of the words that tell two parts of one name apart."""
REGIONS = (
    ("European Union", "EU"),
    ("European Economic Area", "EEA"),
    ("United Kingdom", "UK"),
    ("United States(?: of America)?", "US"),
)
"""Regions that parts are told apart by, and what everybody calls them in short."""
PART_WORDS = frozenset({"part", "chapter"})
"""Words in front of a label that may name a part. Articles and sections are counted through, whatever is in them."""
_TELLS_DATE = re.compile(
    r"\b(?:effect|effective|until|from|since|valid|version|dated|updated|revised)\b", re.IGNORECASE
)
_UNTIL = re.compile(r"\b(?:until|through|before)\b\W*$", re.IGNORECASE)
_FOR_WHOM = re.compile(
    r"(?:if|where) you(?:[’']re)? (?:live|reside|are|use|access|signed up)\b"
    r"(?: (?:located|based|resident|a resident|residing|living|established))?(?: (?:in|of)\b)?\s*"
    r"|for (?:users|residents|customers|people|those)(?: (?:located|based|residing|living))?(?: (?:in|of))? ",
    re.IGNORECASE,
)
"""How a line begins that says whom a part is for; the rest of it says where they are."""
_AND_MORE = re.compile(r"\s*[,;(]\s*(?:including|such as|meaning|for example|e\.g\.)|\.\s", re.IGNORECASE)


def open_parts(root: Unit) -> None:
    """Make headings of "Part A" and "Part B" where the sections of each are numbered from 1.

    A section 1 that there is twice is no address: its part has to be named with it, and is no number of its own.
    """
    found = [unit for unit in _outside_of_clauses(root) if unit.label and unit.label.word in PART_WORDS]
    found = [unit for unit in found if any(value_of(child) == 1 and _is_section(child) for child in unit.children)]
    if len(found) < 2:
        return
    for unit in found:
        if unit.candidate is not None:
            unit.opens = " ".join(unit.candidate.head.text.split())[:LONGEST_QUALIFIER]
            unit.candidate = replace(unit.candidate, label=None, title=replace(unit.candidate.title, text=unit.opens))
            unit.reading, unit.number = None, ()


def _is_section(unit: Unit) -> bool:
    return unit.label is not None and unit.reading is not None and unit.reading.family == "number"


def part_names(root: Unit) -> dict[Unit, str]:
    """The units that open a part, in document order, with the names of the parts; empty when there is only one."""
    openers: dict[Unit, str] = {}
    first_titles: dict[str, int] = {}
    last: Unit | None = None
    since: list[Unit] = []
    headings: list[Unit] = []
    ranks: set[int] = set()
    several = False
    for unit in _outside_of_clauses(root):
        if unit.label is None:
            if not unit.heading or kind_of_title(_title(unit)):
                continue
            since.append(unit)
            headings.append(unit)
            if unit.opens or unit.level in ranks:  # a heading of the rank of parts belongs to none of them
                ranks.add(unit.level)
                openers[unit] = unit.opens or _title(unit)
                last, since = None, []
            elif _names_annex(unit):
                openers[unit] = _annex_name(unit)
                last, since = None, []
            elif _opens_page(unit, last is not None or len(headings) > 1):
                openers[unit] = _title(unit)
                several, last, since = True, None, []
            continue
        if not _counts(unit):
            continue
        if last is not None and since and _starts_again(last, unit):
            opener = min(reversed(since), key=lambda heading: heading.level)
            if _is_list_under(last, opener, unit):
                last, since = unit, []
                continue
            openers.update(
                (heading, _title(heading))
                for heading in since
                if heading is opener or (_repeats(heading, headings) and _may_enclose(heading, unit))
            )
            several = several or opener.level == 1 or _title(unit) in first_titles
        first_titles.setdefault(_title(unit), len(first_titles))
        last, since = unit, []
    if several:
        openers |= {heading: _title(heading) for heading in _main_openers(headings, openers)}
        openers |= {heading: _title(heading) for heading in _alike(headings, openers)}
    return _told_apart({unit: openers[unit] for unit in _outside_of_clauses(root) if unit in openers})


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


def _names_annex(unit: Unit) -> bool:
    return bool(PART.match(_title(unit)))


def _annex_name(unit: Unit) -> str:
    match = PART.match(_title(unit))
    return match.group() if match else _title(unit)


def _opens_page(unit: Unit, later: bool) -> bool:
    """True for a title of the highest level right after a rule, and a later one with a date below."""
    if unit.level != 1 or unit.candidate is None:
        return False
    dated = bool(unit.blocks[1:]) and is_dated(unit.blocks[1].head.text)
    return unit.candidate.after_rule or (later and dated and names_document(_title(unit)))


def _counts(unit: Unit) -> bool:
    return bool(unit.candidate and (unit.candidate.title.text or unit.number))


def _starts_again(last: Unit, unit: Unit) -> bool:
    """True when ``unit`` is a first section although others came before."""
    if unit.reading is None or last.reading is None:
        return False
    return unit.reading.family == last.reading.family and unit.reading.value == 1 and last.reading.value > 1


def _may_enclose(heading: Unit, section: Unit) -> bool:
    return heading.level <= section.level or not section.real_heading


def _is_list_under(last: Unit, heading: Unit, section: Unit) -> bool:
    """True where each heading has a numbered list of its own: the headings are the sections, not the list items."""
    around = last.parent
    if section.real_heading and names_document(_title(heading)):
        return False
    if heading.level == 1 or around is None or around.label or around.candidate is None:
        return False
    return around.real_heading and around.level >= heading.level


def _repeats(heading: Unit, headings: list[Unit]) -> bool:
    """True when another heading has the same words."""
    return heading.real_heading and any(
        other is not heading and other.real_heading and _title(other) == _title(heading) for other in headings
    )


def _main_openers(headings: list[Unit], openers: dict[Unit, str]) -> list[Unit]:
    """The headings of the first part: those that return later, else the first heading of the document."""
    names = set(openers.values())
    first = list(takewhile(lambda unit: unit not in openers, headings))
    return [unit for unit in first if unit.real_heading and _title(unit) in names] or first[:1]


def _alike(headings: list[Unit], openers: dict[Unit, str]) -> list[Unit]:
    """The headings that look and read like one that opens a part: the first part of a later page in one file."""
    looks = {(_title(unit), unit.level) for unit in openers if unit.real_heading}
    return [unit for unit in headings if unit.real_heading and (_title(unit), unit.level) in looks]


def _told_apart(openers: dict[Unit, str]) -> dict[Unit, str]:
    """Names that occur more than once get the words below the heading, those of the part around, a count."""
    names = list(openers.values())
    told: dict[Unit, str] = {}
    for unit, name in openers.items():
        if names.count(name) > 1:
            words = [_first_words(unit)]
            if unit.parent in openers:
                words.append(_first_words(unit.parent))
            name = f"{name} ({'; '.join(word for word in words if word)})"
            count = sum(other.startswith(name) for other in told.values())
            name = f"{name} [{count + 1}]" if count else name
        told[unit] = name
    return told


def _first_words(unit: Unit) -> str:
    """What the first line under a heading says of its part: for whom or from when it is, else its own words."""
    own = [candidate.head.text for candidate in unit.blocks[1:2]]
    below = [child.candidate.head.text for child in unit.children[:1] if child.candidate and child.label is None]
    return qualifier((own or below or [""])[0])


def qualifier(line: str) -> str:
    """A line in few words, to tell two parts of one name apart.

    >>> qualifier("This version will go into effect on May 1, 2024. Until then, the current terms apply.")
    'effective May 1, 2024'
    >>> qualifier("If you live in the European Union, including Iceland")
    'EU'
    """
    if (day := written_date(line)) and _TELLS_DATE.search(line):
        until = _UNTIL.search(line[: day.start])
        return f"effective {'until ' if until else ''}{line[day.start : day.end]}"
    words = _AND_MORE.split(_FOR_WHOM.sub("", line, count=1), maxsplit=1)[0].rstrip(" :.")
    for name, short in REGIONS:
        words = re.sub(rf"\b(?:the )?{name}\b", short, words, flags=re.IGNORECASE)
    return words if len(words) <= LONGEST_QUALIFIER else words[:LONGEST_QUALIFIER].rsplit(" ", 1)[0]
