"""How the tests write what a segmentation should be: one line a clause, indented as the clauses nest."""

from collections.abc import Iterator

from ingest.segment import segment
from ingest.types import Clause, Markup


def nested(clauses: tuple[Clause, ...]) -> Iterator[tuple[int, Clause]]:
    """Each clause with how many clauses are around it."""
    ends: list[int] = []
    for clause in clauses:
        while ends and ends[-1] <= clause.start:
            ends.pop()
        yield len(ends), clause
        ends.append(clause.end)


def outline(text: str, markup: Markup = "markdown") -> list[str]:
    """One line a clause: "  10.4 Licence", "  10.4 Licence (notes)", "[Exhibit A] 1 Hours"."""
    lines = []
    for depth, clause in nested(segment(text, markup).clauses):
        words = [f"[{clause.part}]" if clause.part else "", clause.label, clause.title]
        kind = "" if clause.kind == "clause" else f"({clause.kind})"
        lines.append("  " * depth + " ".join(word for word in (*words, kind) if word))
    return lines


def check(text: str, clauses: tuple[Clause, ...]) -> None:
    """The promises about spans: in order, inside the text, nested, nothing visible left out."""
    assert list(clauses) == sorted(clauses, key=lambda clause: (clause.start, -clause.end))
    ends: list[int] = []
    covered = 0
    for clause in clauses:
        assert 0 <= clause.start < clause.end <= len(text)
        while ends and ends[-1] <= clause.start:
            ends.pop()
        assert not ends or clause.end <= ends[-1], "spans overlap in part"
        ends.append(clause.end)
        assert not text[covered : clause.start].strip(), "visible text lies in no clause"
        covered = max(covered, clause.end)
    assert not text[covered:].strip(), "visible text lies in no clause"
