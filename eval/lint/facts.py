"""Whether the expected clauses convey the expected facts."""

import re
from collections.abc import Iterator

from bot import terms
from eval.case import Case
from eval.lint.books import Books
from eval.lint.finding import Remark, cut
from eval.words.matching import plain, says

_FIGURE = re.compile(r"\d")


def check_facts(case: Case, books: Books) -> Iterator[Remark]:
    """Facts that none of the expected clauses has, in any of their wordings.

    Facts are mostly worded otherwise than the document ("can't share" for "may not share"), so what is looked for is
    weaker than for an answer: the words themselves, or all of their stems, in the quotes or in the clauses around
    them. What is left is worth a second look, above all where a figure is missing. What a comparison of versions
    finds ("added", "nothing else") stands in no clause.
    """
    if not case.expect.answerable or not case.expect.clauses:
        return
    text = plain("\n".join((*_quoted(case, books), *_known(case, books))))
    stems = set(terms(text))
    for fact in case.expect.facts:
        figures = all(_FIGURE.search(wording) for wording in fact)
        if any(says(wording, text) or _in_other_words(wording, stems) for wording in fact):
            continue
        if figures or case.kind != "change":
            said = f"no wording of the fact {cut(' / '.join(fact), 80)} stands in the clauses that are expected"
            todo = "Check the fact, or add the clause that says it."
            yield Remark("warning" if figures else "hint", "fact-missing", said, todo)


def _quoted(case: Case, books: Books) -> Iterator[str]:
    """The expected quotes, and the clauses around them as far as they are in the library."""
    for clause in (*case.expect.clauses, *case.expect.also_ok_clauses):
        yield clause.quote
        version = books.truth.version_of(case, clause) if books.versions(clause.service or case.services[0]) else None
        if version is not None:
            book = books.of(version)
            for start, _ in books.truth.places(version, clause.quote):
                if around := book.at(start):
                    yield book.text_of(around)


def _known(case: Case, books: Books) -> Iterator[str]:
    """What a citation tells beside its quote: whose terms they are, and of when."""
    for version in (version for service in case.services for version in books.versions(service)):
        day = version.effective
        yield f"{version.service} {version.service_name} {day} {day.day} {day:%B %Y}"


def _in_other_words(wording: str, stems: set[str]) -> bool:
    wanted = set(terms(plain(wording)))
    return bool(wanted) and wanted <= stems
