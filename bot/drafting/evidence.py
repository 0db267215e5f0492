"""What a chat model gets to read: the sentences of the clauses found, numbered, under the address of their clause.

    # Acme, terms of service, 2024-05-01: 4 Your content > 4.2 Licence
    s1: You give Acme a licence to show your photos.
    s2: Acme will not sell them without your consent.

A sentence is one line of readable text (no markup, no line end, nothing invisible), so nothing in a document can end
its line and pose as something else, and a quote copied from it is found again in the source. Sentences are numbered
since a small model that points at a sentence finds the exception at the end of a clause, and one that points at a
clause copies its beginning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.drafting import DraftRequest
from bot.verifying.machines import addresses_machine
from ingest import Clause, Passage, Reading, Span, TokenCounter, estimate, readable, sentences

WHOLE_CLAUSE = 4_800
"""Characters. A clause up to this long is shown whole, since its exception often stands in its last sentence; of a
longer one the passage that was found."""
LEAD_IN = 240
"""Characters of the sentence that introduces a list ("You must not:"), shown with an item of it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Clauses as a model reads them."""

    text: str
    passages: Mapping[str, str]
    """Id of its passage for the number of each sentence, in order."""
    tokens: int
    """Length of the text, as it was counted."""


def evidence(request: DraftRequest, tokens: int, count: TokenCounter = estimate) -> Evidence:
    """The passages of a request, best first, as far as they fit into ``tokens``; the best one always.

    A passage that lies inside one already shown is left out, and so is a clause for which there is no room: none is
    cut to make it fit, since what is cut off may be the exception.
    """
    passages: dict[str, str] = {}
    blocks: list[str] = []
    stretches: list[tuple[int, Span]] = []
    taken = 0
    for passage in request.passages:
        reading = request.readings[passage.version.id]
        stretch = _stretch(passage)
        if any(id_ == reading.version.id and _inside(stretch, other) for id_, other in stretches):
            continue
        lines = [f"# {_address(passage, reading)}"]
        numbers: list[str] = []
        for words in _sentences(reading, stretch):
            numbers.append(f"s{len(passages) + len(numbers) + 1}")
            lines.append(f"{numbers[-1]}: {words}")
        block = "\n".join(lines)
        size = count(f"{block}\n\n")
        if blocks and taken + size > tokens:
            continue
        if numbers:
            passages |= dict.fromkeys(numbers, passage.id)
            blocks.append(block)
            stretches.append((reading.version.id, stretch))
            taken += size
    return Evidence("\n\n".join(blocks), passages, taken)


def one_line(text: str) -> str:
    """Words on one line, without invisible characters and white space at the ends."""
    words = " ".join(text.split())  # most texts hold nothing invisible, and the look at each character takes its time
    return words if words.isprintable() else " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _stretch(passage: Passage) -> Span:
    clause = passage.clause
    return clause.span if clause.end - clause.start <= WHOLE_CLAUSE else passage.span


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _sentences(reading: Reading, stretch: Span) -> Iterator[str]:
    """The sentences of a stretch as a reader sees them; left out is what holds hidden text or speaks to a machine."""
    for span in sentences(reading.source, *stretch):
        if any(hidden.start < span.end and span.start < hidden.end for hidden in reading.hidden):
            continue
        words = one_line(readable(reading.source, *span).text)
        if words and not addresses_machine(words):
            yield words


def _address(passage: Passage, reading: Reading) -> str:
    version, clause = passage.version, passage.clause
    named = [one_line(step) for step in clause.path] or [one_line(clause.title)]
    where = " > ".join(step for step in named if not addresses_machine(step))
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
    words = " ".join(_sentences(reading, Span(parent.start, first)))
    return words[-LEAD_IN:] if words.endswith(":") else ""
