"""Where a reference can lead: the clauses of a document by label, by title and by the names that links use."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from ingest.segment.flat import Flat
from ingest.segment.labels import roman_value
from ingest.segment.owners import UNREAD, Owners
from ingest.types import Clause

Steps = tuple[str, ...]
"""A label as what dots, brackets and spaces part: ("27", "2", "1") for "27.2(1)"."""

_STEP = re.compile(r"[0-9]+|[^\W\d_]+")
_STEP_TEXT = r"\d{1,2}|[a-zA-Z]{1,2}|[ivxIVX]{1,5}"
_MARKERS = (
    re.compile(rf"\(({_STEP_TEXT})\)(?!\w)"),
    re.compile(rf"\n[ ]*(?:[*+•·-][ ]+)?({_STEP_TEXT})[.)](?=\s)"),
    re.compile(rf"[,;:][ ]({_STEP_TEXT})\)(?=\s)"),
)
"""Markers of items: "(b)", and at the start of a line "b." or "b)"."""
_OWN_NUMBER = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-Z])[.:)]*\s+(?=\S)")
_WORD = re.compile(r"[^\W_]+")
_ANNEX = re.compile(
    r"(?P<word>exhibit|annex|appendix|schedule|attachment|addendum|part|chapter|section|article)s?\s+(?P<label>\d{1,3}|[a-z]|[ivxlc]{1,6})\b",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"(?:^|\n|\|)[\s*+•·-]*(?:\w{1,3}[.)]\s*)?$")
_NO_WORDS = re.compile(r"[^\w]*")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")


def steps_of(label: str) -> Steps:
    """The steps of a label, in lower case, so that "27.2(1)" and "27.2.1" are the same."""
    return tuple(_STEP.findall(label.lower()))


def plain(words: str) -> str:
    """Words for comparison: lower case, without punctuation, articles in front and the word "section"."""
    found = _WORD.findall(words.lower().replace("’", "'").replace("'", ""))
    while len(found) > 1 and found[0] in ("the", "our", "section"):
        found = found[1:]
    return " ".join(found)


class Targets:
    """The places of one document that can be pointed at. Every question is a few look-ups."""

    def __init__(self, flat: Flat, owners: Owners) -> None:
        self.owners = owners
        self.clauses: Sequence[Clause] = owners.clauses
        self._labels: dict[tuple[str, Steps], list[int]] = {}
        self._unlabelled: dict[tuple[str, Steps], int] = {}
        """Sections whose number is known from something else than their label."""
        self._titles: dict[tuple[str, str], int] = {}
        self._first_title: dict[str, int] = {}
        self._annexes: dict[tuple[str, str], int] = {}
        self.steps: list[Steps] = []
        self.highest = 0
        """The highest number of a section."""
        for index, clause in enumerate(self.clauses):
            self.steps.append(steps_of(clause.label))
            if clause.kind not in UNREAD:
                self._add(index, clause)
        self.main = next((clause.part for clause in self.clauses if clause.kind == "clause"), "")
        self._markers: dict[str, list[int]] = {}
        for match in chain.from_iterable(pattern.finditer(flat.text) for pattern in _MARKERS):
            self._markers.setdefault(match[1].lower(), []).append(flat.source(match.start(1)))
        for offsets in self._markers.values():
            offsets.sort()
        self._run_ins: dict[str, int] = {}
        """Words in bold at the start of a line or cell, for references that say they are titles."""
        for start, end in flat.set_off:
            before = flat.text[max(0, start - 12) : start]
            if _LINE_START.search(before) and (owner := self.owners.at(flat.source(start))) is not None:
                self._run_ins.setdefault(plain(flat.text[start:end]), owner)
        self._anchors = self._named_places(flat)

    def _add(self, index: int, clause: Clause) -> None:
        steps = self.steps[index]
        if steps:
            self._labels.setdefault((clause.part, steps), []).append(index)
            if steps[0].isdecimal():
                self.highest = max(self.highest, int(steps[0][:4]))
        parent = self.owners.parents[index]
        above = self.clauses[parent] if parent is not None else None
        if parent is not None and above is not None and not above.label and above.title and len(steps) > 1:
            self._unlabelled.setdefault((clause.part, steps[:-1]), parent)
        if clause.part and (above is None or above.part != clause.part):
            self._name_annex(clause.part, index)
        if clause.title and (above is None or above.title != clause.title):
            title = plain(clause.title)
            self._titles.setdefault((clause.part, title), index)
            self._first_title.setdefault(title, index)
            self._name_annex(clause.title, index)
            self._learn(index, clause, title)

    def _learn(self, index: int, clause: Clause, title: str) -> None:
        """Other names of a titled clause: with its number, and the number that only its title prints."""
        if clause.label:
            printed = " ".join(self.steps[index])
            for name in (f"{printed} {title}", f"{self.steps[index][-1]} {title}"):
                self._first_title.setdefault(name, index)
            return
        number = _OWN_NUMBER.match(clause.title)
        if number:
            self._unlabelled.setdefault((clause.part, steps_of(number["label"])), index)
            self._first_title.setdefault(plain(clause.title[number.end() :]), index)

    def learn(self, label: str, at: int) -> None:
        """Note that the section around clause ``at`` calls itself by ``label``: "this Section 10(a)"."""
        section = steps_of(label)[:1]
        line = list(self.owners.line(at))
        known = {self._labels.get((self.clauses[at].part, section), [None])[0]}
        if not section or known != {None}:
            return
        for index in line:
            if self.clauses[index].title and not self.clauses[index].label and self._own(index):
                self._unlabelled.setdefault((self.clauses[at].part, section), index)
                return

    def _name_annex(self, title: str, index: int) -> None:
        match = _ANNEX.match(title)
        if match:
            self._annexes.setdefault((match["word"].lower(), match["label"].lower()), index)

    def _named_places(self, flat: Flat) -> dict[str, int]:
        """Clauses by the names that links lead to: anchors, headings that link to themselves, entries of contents."""
        found: dict[str, int] = {}
        starts = [clause.start for clause in self.clauses]
        places = [(name, flat.at(offset), offset) for name, offset in flat.anchors]
        places += [
            (x.target[1:], x.start, flat.source(x.start))
            for x in flat.links
            if x.start == x.end and x.target[:1] == "#"
        ]
        for name, position, offset in places:
            following = bisect_left(starts, offset)
            index = self.owners.at(offset)
            while following < len(starts) and self.clauses[following].kind in UNREAD:
                following += 1
            if following < len(starts) and (
                index is None or _NO_WORDS.fullmatch(flat.text, position, max(position, flat.at(starts[following])))
            ):
                index = following
            if name and index is not None:
                found.setdefault(name, index)
        for link in flat.links:
            if "#" in link.target and link.end > link.start:
                index = self._first_title.get(plain(flat.text[link.start : link.end]))
                if index is not None:
                    found.setdefault(link.target.lstrip("#"), index)
        return found

    def annex(self, word: str, label: str) -> int | None:
        """The part or heading named "Exhibit A"."""
        return self._annexes.get((word, label.lower()))

    def titled(self, words: str, at: int) -> int | None:
        """The clause of this title, in the part of clause ``at`` where there is one."""
        title = plain(words)
        index = self._titles.get((self.clauses[at].part, title))
        return self._first_title.get(title) if index is None else index

    def run_in(self, words: str) -> int | None:
        """The clause in which these words stand in bold at the start of a line."""
        return self._run_ins.get(plain(words))

    def named(self, name: str, words: str, at: int) -> int | None:
        """The clause that a link with the target ``#name`` and these words leads to."""
        if name in self._anchors:
            return self._anchors[name]
        for candidate in (name, re.sub(r"^[\W\d_]+", "", name), words):
            index = self.titled(candidate, at) if candidate else None
            if index is not None:
                return index
        run_in = self.run_in(words)
        if run_in is not None:
            return run_in
        number = re.fullmatch(r"(?:[a-z_-]*?[-_])?(?P<label>\d{1,3}(?:[._-]\d{1,3})*)", name, re.IGNORECASE)
        return self.labelled(steps_of(number["label"]), at) if number else None

    def labelled(self, steps: Steps, at: int, part: str | None = None) -> int | None:
        """The clause of this full label: in ``part`` alone when given, else in that of ``at``, then the main text."""
        parts = (part,) if part is not None else (self.clauses[at].part, "", self.main)
        for name in dict.fromkeys(parts):
            for form in _spellings(steps):
                index = self._exact(name, form, at)
                if index is not None:
                    return index
        return None

    def _exact(self, part: str, steps: Steps, at: int) -> int | None:
        """The clause of this label, or the one that has the last steps as markers in its running text."""
        for size in range(len(steps), 0, -1):
            found = self._labels.get((part, steps[:size]))
            index = self._nearest(found, at) if found else self._unlabelled.get((part, steps[:size]))
            if index is not None:
                return index if size == len(steps) else self._below(index, steps[size:])
        return None

    def _below(self, index: int, steps: Steps) -> int | None:
        """The clause in ``index`` with the label ``steps``; last steps may be markers in the running text of one."""
        part = self.clauses[index].part
        for size in range(len(steps), 0, -1):
            found = self._labels.get((part, steps[:size]))
            inside = self._inside(found, index) if found else None
            if inside is not None:
                return inside if size == len(steps) else self._marked(inside, steps[size:])
        return self._marked(index, steps)

    def _nearest(self, found: list[int], at: int) -> int:
        """Of several clauses of one label that around ``at`` or inside the same clause, else the first."""
        if len(found) == 1:
            return found[0]
        for index in self.owners.line(at):
            inside = self._inside(found, index)
            if inside is not None:
                return inside
        return found[0]

    def _inside(self, found: list[int], around: int) -> int | None:
        """The first of ``found`` that lies in the clause ``around``."""
        place = bisect_left(found, around)
        if place < len(found) and self.clauses[found[place]].start < self.clauses[around].end:
            return found[place]
        return None

    def _marked(self, index: int, steps: Steps, away_from: int = -1) -> int | None:
        """The clause in ``index`` whose running text has the markers ``steps``, one after the other."""
        clause = self.clauses[index]
        place, owner = clause.start, index
        for step in steps:
            marker = next(
                (m for form in _spellings((step,)) if (m := self._marker(form[0], place, clause.end, away_from)) >= 0),
                -1,
            )
            if marker < 0:
                return None
            place = marker + 1
            inner = self.owners.at(marker)
            owner = owner if inner is None else inner
        return owner

    def _marker(self, step: str, start: int, end: int, away_from: int) -> int:
        """Offset of the first marker ``step`` from ``start`` on, but for the one at ``away_from``; -1 without one."""
        found = self._markers.get(step, [])
        at = bisect_left(found, start)
        if at < len(found) and found[at] == away_from:
            at += 1
        return found[at] if at < len(found) and found[at] < end else -1

    def relative(self, steps: Steps, at: int, place: int) -> int | None:
        """The clause that "(b)" means in clause ``at``: looked for in it, then in the ones around it, inside out.

        ``place`` is the offset of the marker in the reference itself, which is no marker.
        """
        part = self.clauses[at].part
        for index in self.owners.line(at):
            if self.clauses[index].part != part:
                return None
            for form in (self.steps[index] + steps, steps):
                for size in range(len(form), len(form) - len(steps), -1):
                    found = self._labels.get((part, form[:size]))
                    inside = self._inside(found, index) if found else None
                    if inside is None or (inside == index and size < len(form)):
                        continue
                    target = inside if size == len(form) else self._marked(inside, form[size:], place)
                    if target is not None:
                        return target
            marked = self._marked(index, steps, place)
            if marked is not None:
                return marked
        return None

    def around(self, at: int, word: str) -> int:
        """The clause that "this Section" or "this paragraph" means, said in clause ``at``."""
        line = list(self.owners.line(at))
        if word in ("section", "article"):
            numbered = [index for index in line if self.steps[index] and self._own(index)]
            if word == "article" and numbered:
                return numbered[-1]
            titled = [index for index in line if self.clauses[index].title and self._own(index)]
            for index in numbered:
                if self.steps[index][-1].isdecimal() and not self.clauses[index].label.endswith(")"):
                    return index
            return numbered[-1] if numbered else titled[0] if titled else at
        return at

    def _own(self, index: int) -> bool:
        """True when the clause has a label or title that is not that of the clause around it."""
        parent = self.owners.parents[index]
        if parent is None:
            return True
        above, clause = self.clauses[parent], self.clauses[index]
        return (above.label, above.title, above.part) != (clause.label, clause.title, clause.part)


def _spellings(steps: Steps) -> Iterator[Steps]:
    """A label as it is, then with its first number in the other numerals: Article IV, Section 4."""
    yield steps
    first = steps[0] if steps else ""
    if first.isdecimal() and 0 < int(first[:3]) < 100:
        yield (_TENS[int(first[:3]) // 10] + _ROMAN[int(first[:3]) % 10], *steps[1:])
    elif value := roman_value(first):
        yield (str(value), *steps[1:])
