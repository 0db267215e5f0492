"""The outline of a version: its clauses as links that open and close like chapters."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.showing.render import escape
from ingest import CITABLE, Clause, readable

DEEPEST = 3
"""Levels shown; what stands deeper is found in the text."""
MOST = 3_000
"""Clauses shown; a longer list helps nobody."""
LONGEST = 140
"""Characters of a name shown."""


@dataclass
class Entry:
    """A clause and those inside it."""

    clause: Clause
    inside: list["Entry"] = field(default_factory=list)


def entries(clauses: tuple[Clause, ...]) -> list[Entry]:
    """The clauses that have a name of their own, nested as they stand in each other."""
    top: list[Entry] = []
    around: list[Entry] = []
    shown = 0
    for clause in clauses:
        while around and around[-1].clause.end <= clause.start:
            around.pop()
        whole = clause.kind == "preamble" and not clause.part and clause.end >= clauses[-1].end
        if clause.kind not in CITABLE or whole or not (clause.label or clause.title):
            continue
        if around and around[-1].clause.path == clause.path:
            continue  # another stretch of the same clause
        if len(around) >= DEEPEST or shown >= MOST:
            continue
        entry = Entry(clause)
        (around[-1].inside if around else top).append(entry)
        around.append(entry)
        shown += 1
    return top


def outline_html(clauses: tuple[Clause, ...], link: Callable[[Clause], str], block: Callable[[Clause], int]) -> str:
    """A navigation of the clauses; ``link`` gives the address of one, ``block`` the number of its first block."""
    top = entries(clauses)
    if not top:
        return '<p class="pt-quiet">This document has no headings and no numbers to list.</p>'

    def listed(found: list[Entry]) -> str:
        return f"<ol>{''.join(f'<li>{one(entry)}</li>' for entry in found)}</ol>"

    def one(entry: Entry) -> str:
        name = clause_words(entry.clause)
        anchor = f'<a href="{escape(link(entry.clause))}" data-block="{block(entry.clause)}">{escape(name)}</a>'
        if not entry.inside:
            return anchor
        inside = listed(entry.inside).replace("<ol>", "<ol hidden>", 1)
        return (
            f'<button type="button" class="pt-twist" aria-expanded="false" aria-label="Clauses in {escape(name)}">'
            f"</button>{anchor}{inside}"
        )

    return listed(top)


def clause_words(clause: Clause) -> str:
    """Label and title of a clause as a person reads them: "10.4 Licence"."""
    name = clause.path[-1] if clause.path else " ".join(word for word in (clause.label, clause.title) if word)
    words = readable(name).text or "Preamble"
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
