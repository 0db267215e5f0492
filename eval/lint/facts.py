"""Whether the expected clauses convey the expected facts."""

import re
from collections.abc import Iterator

from bot import terms
from eval.case import Case
from eval.lint.books import Books
from eval.lint.finding import Remark, cut
from eval.matching import plain, says

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def check_facts(case: Case, books: Books) -> Iterator[Remark]:
    """Facts that none of the expected clauses has, in any of their wordings.

    Facts are mostly worded otherwise than the document ("can't share" for "may not share"), so what is looked for is
    weaker than for an answer: the words themselves, or all of their stems, in the quotes or in the clauses around
    them. What is left is worth a second look, above all where a figure is missing.
    """
    quoted = _texts(case, books)
    if not quoted:
        return
    text = plain("\n".join(quoted))
    stems = set(terms(text))
    for fact in case.expect.facts:
        if any(says(wording, text) or _in_other_words(wording, stems) for wording in fact):
            continue
        figures = [_FIGURE.findall(wording) for wording in fact]
        said = f"no wording of the fact {cut(' / '.join(fact), 80)} stands in the clauses that are expected"
        level = "warning" if all(figures) else "hint"
        yield Remark(level, "fact-missing", said, "Check the fact, or add the clause that says it.")


def _texts(case: Case, books: Books) -> list[str]:
    """The expected quotes, and the clauses around them as far as they are in the library."""
    found: list[str] = []
    for clause in (*case.expect.clauses, *case.expect.also_ok_clauses):
        found.append(clause.quote)
        version = books.truth.version_of(case, clause) if books.versions(clause.service or case.services[0]) else None
        if version is not None:
            book = books.of(version)
            around = (book.at(start) for start, _ in books.truth.places(version, clause.quote))
            found += [book.text_of(clause) for clause in around if clause]
    return found


def _in_other_words(wording: str, stems: set[str]) -> bool:
    wanted = set(terms(plain(wording)))
    return bool(wanted) and wanted <= stems
