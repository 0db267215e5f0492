"""What a chat model gets to read: the clauses found, each as two lines that nothing in a document can break out of.

    # Acme, terms of service, 2024-05-01: 4 Your content > 4.2 Licence
    c1: You give Acme a licence to show your photos to the people you choose.

The words are the readable text of the clause (no markup, no line ends, nothing invisible), so that a quote copied from
it is found again in the source.
"""

from dataclasses import dataclass

from bot.drafting import DraftRequest
from ingest import Clause, Passage, Reading, Span, readable

WHOLE_CLAUSE = 4_800
"""Characters. A clause up to this long is shown whole, since its exception often stands in its last sentence; of a
longer one the passage that was found."""
LEAD_IN = 240
"""Characters of the sentence that introduces a list ("You must not:"), shown with an item of it."""
CHARACTERS_A_TOKEN = 4
"""English prose, by the tokenizers in use; an estimate is enough to stay below a limit set with room to spare."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Clauses as a model reads them."""

    ids: tuple[str, ...]
    text: str

    @property
    def tokens(self) -> int:
        return len(self.text) // CHARACTERS_A_TOKEN


def evidence(request: DraftRequest, tokens: int) -> Evidence:
    """The passages of a request, best first, as far as they fit into about ``tokens``; always the best one.

    A passage that lies inside one already shown, and a clause that is too long for what room is left, are left out; no
    clause is shown in part to make it fit, except the best one when it alone is too long.
    """
    room = tokens * CHARACTERS_A_TOKEN
    ids: list[str] = []
    lines: list[str] = []
    stretches: list[tuple[int, int, int]] = []
    for passage in request.passages:
        reading = request.readings[passage.version.id]
        start, end = _stretch(passage)
        if any(id_ == reading.version.id and a <= start and end <= b for id_, a, b in stretches):
            continue
        words = _words(reading, start, end)
        head = f"# {_address(passage, reading)}\n{passage.id}: "
        if len(head) + len(words) > room:
            if ids:
                continue
            words = words[: max(0, room - len(head))]
        ids.append(passage.id)
        lines.append(head + words)
        stretches.append((reading.version.id, start, end))
        room -= len(head) + len(words)
    return Evidence(tuple(ids), "\n\n".join(lines))


def one_line(text: str) -> str:
    """Words on one line, without invisible characters and white space at the ends."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _stretch(passage: Passage) -> Span:
    clause = passage.clause
    return clause.span if clause.end - clause.start <= WHOLE_CLAUSE else passage.span


def _words(reading: Reading, start: int, end: int) -> str:
    """The readable text of a stretch, without what the reader of the page does not see."""
    parts: list[str] = []
    at = start
    for hidden in sorted(h for h in reading.hidden if h.start < end and h.end > start):
        if hidden.start > at:
            parts.append(readable(reading.source, at, hidden.start).text)
        at = max(at, hidden.end)
    if at < end:
        parts.append(readable(reading.source, at, end).text)
    return one_line(" ".join(parts))


def _address(passage: Passage, reading: Reading) -> str:
    version, clause = passage.version, passage.clause
    where = " > ".join(one_line(step) for step in clause.path) or one_line(clause.title)
    part = f"{one_line(clause.part)}: " if clause.part and clause.part not in clause.path else ""
    document = f"{one_line(version.service_name)}, {version.terms_type.replace('-', ' ')}, {version.version}"
    lead_in = _lead_in(clause, reading)
    return f"{document}: {part}{where}"[:400] + (f" (after: {lead_in})" if lead_in else "")


def _lead_in(clause: Clause, reading: Reading) -> str:
    """The end of the sentence that introduces the list this clause is an item of; "" when it is none."""
    around = [c for c in reading.clauses if c.start < clause.start and clause.end <= c.end]
    if not around:
        return ""
    parent = max(around, key=lambda c: (c.start, -c.end))
    first = min(c.start for c in reading.clauses if parent.start < c.start and c.end <= parent.end)
    words = _words(reading, parent.start, first)
    return words[-LEAD_IN:] if words.endswith(":") else ""
