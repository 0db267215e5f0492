"""Sentences of several versions as evidence: each becomes a passage of its own, and is quoted where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.timeline.pieces import Wording
from bot.types import DraftQuote, DraftStatement
from bot.words.dates import spoken_date
from ingest import Clause, Passage, Reading, Version

LONGEST_TITLE = 60


@dataclass
class Evidence:
    """What is on the table for one answer."""

    readings: dict[int, Reading]
    passages: list[Passage] = field(default_factory=list)

    def says(self, frame: str, *wordings: Wording) -> DraftStatement:
        """A statement of our own words around sentences; ``{0}``, ``{1}`` stand for them, with what they begin with."""
        quotes: list[DraftQuote] = []
        shown: list[str] = []
        for wording in wordings:
            spans = [wording.lead, wording.span] if wording.lead else [wording.span]
            shown.append(" … ".join(f"{{{len(quotes) + n}}}" for n in range(len(spans))))
            source = self.readings[wording.version.id].source
            for span in spans:
                id_ = f"t{len(self.passages) + 1}"
                self.passages.append(Passage(id_, wording.version, wording.clause, span, 1.0, None, None))
                quotes.append(DraftQuote(id_, source[span.start : span.end]))
        placed = re.sub(r"\{(\d)\}", lambda m: shown[int(m[1])] if int(m[1]) < len(shown) else "", frame)
        return DraftStatement("", tuple(quotes), frame=placed)


# --- words -----------------------------------------------------------------------------------------------------------


def until(newer: Version) -> str:
    """The last day before a version."""
    return spoken_date(newer.effective - timedelta(days=1))


def number(clause: Clause) -> str:
    """What a clause is called in a sentence: "10.4", "7 of Exhibit A", or its title where it has no number."""
    part = _short(clause.part)
    if clause.label:
        return f"{clause.label} of {part}" if part and not clause.label.startswith(part) else clause.label
    title = _short(clause.title)
    if clause.kind == "preamble" or not title:
        return "the opening words" if not part else f"the opening words of {part}"
    return f"“{title}”"


def place(clause: Clause) -> str:
    """The same with its title: "10.4 (Customer License Grant)"."""
    title = _short(clause.title)
    return f"{number(clause)} ({title})" if clause.label and title else number(clause)


def _short(title: str) -> str:
    """A title of a document as words in a sentence of ours."""
    words = " ".join(re.sub(r"[{}<>]", "", title).split())
    return words if len(words) <= LONGEST_TITLE else f"{words[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def listed(names: Sequence[str]) -> str:
    """Names as they are said, each once: "a, b and c"."""
    once = list(dict.fromkeys(names))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} and {once[-1]}"


def count(number_: int, one: str, many: str = "") -> str:
    return f"one {one}" if number_ == 1 else f"{number_} {many or one + 's'}"
