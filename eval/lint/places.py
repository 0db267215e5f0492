"""Whether the terms in the library have what a case says they have."""

from collections.abc import Iterator
from difflib import get_close_matches

from bot import Clause, Version
from eval.case import Case, ExpectedClause
from eval.lint.books import Book, Books
from eval.lint.finding import Remark, cut
from eval.words.matching import Place, label_steps, loosely_same, same_line, title_words


def check_document(case: Case, books: Books) -> Iterator[Remark]:
    """Whether the documents and versions asked about are there."""
    for service in case.services:
        versions = books.versions(service)
        types = sorted({version.terms_type for version in versions})
        if not versions:
            yield Remark(
                "error",
                "no-service",
                f'the library has no service "{service}"',
                "Ingest its terms, or check the spelling.",
            )
        elif case.terms_type not in types:
            said = f"the library has no {case.terms_type} of {service}, only {', '.join(types)}"
            yield Remark("error", "no-document", said, "Ingest it, or name one of these.")
        else:
            for name, day in (("as_of", case.as_of), ("compare_to", case.compare_to)):
                if day and books.truth.version(service, case.terms_type, day) is None:
                    first = min(v.effective for v in versions if v.terms_type == case.terms_type)
                    said = f"“{name}” is {day}, and the first version in the library is of {first}"
                    yield Remark("error", "no-version", said, "Ingest the version of that day, or name another day.")


def check_places(case: Case, books: Books) -> Iterator[Remark]:
    """Whether the quotes stand in the version asked about, and in the clause that is named."""
    for clause in (*case.expect.clauses, *case.expect.also_ok_clauses):
        if not books.versions(clause.service or case.services[0]):
            continue
        version = books.truth.version_of(case, clause)
        if version is None:
            if clause.version:
                said = f"no version of {clause.version} for the quote {cut(clause.quote)}"
                yield Remark("error", "no-version", said, "Ingest it, or name another one.")
            continue
        if clause.version and version.version != clause.version.isoformat():
            said = f"there is no version of {clause.version}; {version.version} was in force on that day"
            yield Remark("warning", "no-version", said, "Name a version by its own date.")
        places = books.truth.places(version, clause.quote)
        if places:
            yield from _found(clause, version, books.of(version), places)
        else:
            yield _missing(clause, version, books)
            if not _exists(clause, books.of(version)):
                yield _no_clause(clause, version, books.of(version))


def _missing(clause: ExpectedClause, version: Version, books: Books) -> Remark:
    others = [v for v in books.versions(version.service) if v.id != version.id and books.truth.places(v, clause.quote)]
    here = [v.version for v in others if v.terms_type == version.terms_type]
    said = f"the quote {cut(clause.quote)} does not stand in the {version.terms_type} of {version.version}"
    todo = "Copy the words from that version, or name the version that has them."
    if here:
        said += f", but in {'that' if len(here) == 1 else 'those'} of {', '.join(here)}"
    elif others:
        said += f", but in the {others[-1].terms_type} of {others[-1].version}"
        todo = "Ask about that document, or copy the words from this one."
    elif near := books.of(version).nearest(clause.quote):
        said += f"; nearest to it is {cut(near, 160)}"
    return Remark("error", "quote-missing", said, todo)


def _found(clause: ExpectedClause, version: Version, book: Book, places: tuple[Place, ...]) -> Iterator[Remark]:
    at = [(place, found) for place in places if (found := book.at(place[0]))]
    if len(places) > 1 and not clause.part:
        said = f"the quote {cut(clause.quote)} stands in {len(places)} places of the {version.terms_type}"
        yield Remark(
            "warning", "quote-repeated", said, "Quote more of it, or name the part; any of them counts as cited."
        )
    if len(places) == 1 and clause.quote not in book.reading.source:
        said = f"the quote {cut(clause.quote)} stands there with other marks or spaces"
        yield Remark("hint", "quote-not-verbatim", said, "Copy it from the file, if it should be verbatim.")
    if clause.part and at and not any(loosely_same(found.part, clause.part) for _, found in at):
        said = f"the quote {cut(clause.quote)} stands in the part {cut(at[0][1].part)}, not in {cut(clause.part)}"
        yield Remark("hint", "part", said, "Check the part.")
    if any(_addressed(clause, book, place, found) for place, found in at):
        return
    if not _exists(clause, book):
        yield _no_clause(clause, version, book, at[0] if at else None)
    elif at:
        place, found = at[0]
        said = f"the quote {cut(clause.quote)} stands in {_name(book, place, found)}, not in {_expected(clause)}"
        yield Remark("warning", "other-clause", said, "Check the label and the title.")


def _addressed(clause: ExpectedClause, book: Book, place: Place, found: Clause) -> bool:
    """Whether the clause around a place is the expected one, encloses it or stands inside it."""
    if label_steps(clause.label):
        return same_line(book.label_at(place[0]), clause.label)
    if title_words(clause.title) == "preamble":
        return found.kind == "preamble" or not found.label
    above = (found.title, *found.path)
    return any(loosely_same(title_words(title), title_words(clause.title)) for title in above if title)


def _exists(clause: ExpectedClause, book: Book) -> bool:
    """Whether the version has a clause of that number, or where none is given prints that title."""
    if steps := label_steps(clause.label):
        # A last step in brackets may be an inline marker, which is no clause of its own.
        return steps in book.labels or (clause.label.rstrip().endswith(")") and steps[:-1] in book.labels)
    wanted = title_words(clause.title)
    if wanted in ("", "preamble") or book.prints(wanted):
        return True
    return any(loosely_same(title_words(title), wanted) for title in book.titles)


def _no_clause(clause: ExpectedClause, version: Version, book: Book, at: tuple[Place, Clause] | None = None) -> Remark:
    named = list(book.labels.values()) if clause.label else list(book.titles)
    near = get_close_matches(clause.label or clause.title, named, n=1, cutoff=0.6)
    said = f"the {version.terms_type} of {version.version} has no {_expected(clause)}"
    if at:
        said += f"; the quote stands in {_name(book, *at)}"
    elif near:
        said += f"; nearest to it is {cut(near[0])}"
    return Remark("error", "clause-missing", said, "Give the number and title as the document prints them.")


def _expected(clause: ExpectedClause) -> str:
    return f"clause {clause.label}" if clause.label else f"clause titled {cut(clause.title)}"


def _name(book: Book, place: Place, found: Clause) -> str:
    label = book.label_at(place[0])
    return (
        " ".join(filter(None, (label, cut(found.title) if found.title else ""))) or "the text before the first clause"
    )
