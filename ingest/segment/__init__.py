r"""Text → clauses with addresses: what a lawyer would cite, found in messy pages, with exact places in the source.

    >>> found = segment("10. **CONTENT**\n\n**10.4 Licence**. You grant us a licence.", "markdown")
    >>> found.clauses[-1].path
    ('10 CONTENT', '10.4 Licence')

``segment`` is the story: hidden text is blanked out, lines become blocks, blocks are read for labels and titles, the
tree is built from numbers, headings and lists, section numbers made up by a conversion are repaired, and each unit of
the tree becomes a clause. Last, the terms that clauses define and use are found, and where they point at each other.
"""

import re
from collections.abc import Iterable

from ingest.segment.addresses import clauses_of
from ingest.segment.blocks import blocks_of
from ingest.segment.candidates import candidates_of
from ingest.segment.dates import document_date
from ingest.segment.definitions import definitions_in
from ingest.segment.documents import title_of, title_unit_of
from ingest.segment.flat import flatten
from ingest.segment.hidden import HIDDEN, blank_out, hidden_spans
from ingest.segment.incidental import absorb
from ingest.segment.numbers import repair
from ingest.segment.owners import Owners
from ingest.segment.parts import open_parts, part_names
from ingest.segment.quoted import quoted
from ingest.segment.references import references_in
from ingest.segment.subs import run_at
from ingest.segment.tree import build
from ingest.segment.uses import uses_in
from ingest.types import CITABLE, Clause, Markup, Segmentation

__all__ = ["HIDDEN", "blank_out", "innermost", "segment", "sub_at"]


def segment(text: str, markup: Markup) -> Segmentation:
    """Cut ``text`` into clauses. Never raises, whatever the text is; takes about a second for a megabyte.

    Every visible character lies in at least one clause. Spans nest and are offsets into ``text`` as it is.
    """
    hidden = hidden_spans(text)
    visible = blank_out(text, hidden)
    root = build(candidates_of(visible, blocks_of(visible, markup), markup))
    repair(root)
    open_parts(root)
    title_unit = title_unit_of(root)
    parts = part_names(root)
    absorb(root, {*parts, *((title_unit,) if title_unit else ())})
    clauses = clauses_of(text, root, title_unit, parts)
    title = title_of(root, title_unit)
    flat, owners = flatten(visible), Owners(clauses)
    quotes = quoted(flat)
    definitions = definitions_in(flat, owners, quotes)
    uses = uses_in(flat, owners, definitions)
    references = references_in(flat, owners, quotes, definitions, title)
    dated = document_date(visible, clauses)
    return Segmentation(tuple(clauses), title, dated, hidden, definitions, uses, references)


def innermost(clauses: Iterable[Clause], offset: int) -> Clause | None:
    """The clause that ``offset`` is cited by: of those around it the one that starts last, of two such the shorter."""
    around = [clause for clause in clauses if clause.start <= offset < clause.end]
    return max(around, key=lambda clause: (clause.start, -clause.end), default=None)


def sub_at(text: str, clause: Clause, offset: int) -> str:
    """The inline marker run that ``offset`` stands in inside ``clause``: "(ii)", "(g)(ii)"; "" outside of every run."""
    if clause.kind not in CITABLE:
        return ""
    own = re.findall(r"\w+", clause.label)
    return run_at(text, clause.start, clause.end, offset, own[-1] if own else "")
