"""READ FIRST in eval/drafting: a document → cases for a person to correct, without any model.

    what people ask about ──spread over the document──▶ questions with quotes ──eval.lint──▶ drafts

Nothing here is truth: every draft says in ``why`` that it is one, and ``eval lint`` warns of it until a person has
changed that. The same document gives the same drafts.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Protocol

from bot import PlainTermsError, Reading, Version, Watched
from eval.case import Case, Expectation, ExpectedClause
from eval.drafting.amounts import flipped
from eval.drafting.find import Find
from eval.drafting.finds import finds
from eval.drafting.unsaid import unsaid
from eval.drafting.watched import watched_finds
from eval.files.jsonl import FileError
from eval.lint.alone import DRAFT
from eval.lint.books import Books, HasReadings
from eval.lint.run import remarks
from eval.words.matching import plain

DRAFTED = ("number", "lookup", "exception", "definition", "false_premise", "unanswerable")
"""Kinds of case that can be drafted."""
UNANSWERABLE_SHARE = 3
"""One in so many drafts is of a matter that the document does not speak of."""
FALSE_PREMISE_SHARE = 8


class WatchesTerms(HasReadings, Protocol):
    """The bot as drafts are made with it; ``bot.Explainer`` is one."""

    def watch(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> Watched:
        """What people want to be warned of in the terms in force on a day."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted case with what a person needs to correct it."""

    case: Case
    sentence: str
    """The document's sentence it was made from; "" for a matter that is not in it."""
    check: str
    """What about it most needs a look."""


@dataclass(frozen=True, slots=True)
class Drafts:
    version: Version
    drafts: tuple[Draft, ...]


def draft_cases(
    explainer: WatchesTerms,
    service: str,
    as_of: date | None = None,
    terms_type: str | None = None,
    count: int = 20,
    kinds: Collection[str] = (),
) -> Drafts:
    """Draft ``count`` cases, fewer where the document gives no more, about the version of a day (None: the latest).

    Raises:
        FileError: no such service, document or version, a kind that cannot be drafted, or nothing to draft from.
    """
    for kind in kinds:
        if kind not in DRAFTED:
            raise FileError(f'Cases of the kind "{kind}" cannot be drafted.', f"These can: {', '.join(DRAFTED)}.")
    books = Books(explainer)
    version = _version(books, service, as_of, terms_type)
    reading = books.of(version).reading
    wanted = kinds or DRAFTED
    drawer = _Drawer(books, reading)
    refused = _share(count, UNANSWERABLE_SHARE, "unanswerable" in wanted, len(wanted))
    premised = _share(count, FALSE_PREMISE_SHARE, "false_premise" in wanted, len(wanted))
    silent = list(_silent(drawer, refused))
    found = [*finds(reading), *_watched(explainer, version, reading)]
    if premised:
        text = plain(reading.source)
        turned = [turned for find in found if (turned := flipped(find, text))]
        spread(drawer, {"false_premise": turned}, premised)
    by_kind = {kind: [find for find in found if find.kind == kind] for kind in wanted}
    spread(drawer, {kind: some for kind, some in by_kind.items() if some}, count - len(silent))
    drafts = [*sorted(drawer.drafts, key=drawer.place), *silent]
    if not drafts:
        raise FileError(
            f"Nothing in the {version.terms_type} of {version.service}, {version.version}, gives a draft.",
            "Leave --kind out, or write the cases by hand; docs/evaluation.md says how.",
        )
    return Drafts(version, tuple(_numbered(draft, number) for number, draft in enumerate(drafts, start=1)))


def _share(count: int, of: int, asked: bool, kinds: int) -> int:
    """How many of a kind: its share, all where it is the only one asked for."""
    if not asked:
        return 0
    return count if kinds == 1 else max(1, round(count / of))


def _version(books: Books, service: str, as_of: date | None, terms_type: str | None) -> Version:
    versions = books.versions(service)
    if not versions:
        raise FileError(f'The library has no service "{service}".', "plainterms services lists what it has.")
    types = sorted({version.terms_type for version in versions})
    chosen = terms_type or ("terms-of-service" if "terms-of-service" in types else types[0])
    if chosen not in types:
        near = get_close_matches(chosen, types, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"It has {', '.join(types)}."
        raise FileError(f"The library has no {chosen} of {service}.", hint)
    version = books.truth.version(service, chosen, as_of)
    if version is None:
        first = min(v.effective for v in versions if v.terms_type == chosen)
        raise FileError(f"No {chosen} of {service} was in force on {as_of}.", f"The first version is of {first}.")
    return version


def _watched(explainer: WatchesTerms, version: Version, reading: Reading) -> Iterator[Find]:
    try:
        watched = explainer.watch(version.service, version.effective, version.terms_type)
    except PlainTermsError:  # not in force yet, or another one of the same day is
        return
    yield from watched_finds(watched, {version.sha256: reading})


# --- choosing ------------------------------------------------------------------------------------------------------


def spread(drawer: "_Drawer", by_kind: dict[str, Sequence[Find]], count: int) -> None:
    """Draw from each kind in turn, each time what lies farthest from all that is drawn, until there are ``count``."""
    left = {kind: list(some) for kind, some in by_kind.items()}
    while left and len(drawer.drafts) < count:
        for kind in list(left):
            if len(drawer.drafts) == count:
                return
            while left[kind]:
                best = max(left[kind], key=lambda find: (find.good, drawer.apart(find), -find.sentence.span.start))
                left[kind].remove(best)
                if drawer.draw(best):
                    break
            if not left[kind]:
                del left[kind]


class _Drawer:
    """Takes finds that make a sound case, one a clause and one a question."""

    def __init__(self, books: Books, reading: Reading) -> None:
        self._books, self.reading = books, reading
        self._places: dict[str, int] = {}
        self._clauses: set[int] = set()
        self._asked: set[str] = set()
        self.drafts: list[Draft] = []

    def apart(self, find: Find) -> int:
        """Characters to the nearest find that was drawn."""
        at = find.sentence.span.start
        return min((abs(at - place) for place in self._places.values()), default=len(self.reading.source))

    def place(self, draft: Draft) -> int:
        return self._places[draft.case.question]

    def draw(self, find: Find) -> bool:
        """Make a draft of it, when it is about a new clause and question and nothing is wrong with it."""
        question = f"{find.question}?"
        if find.clause.start in self._clauses or question in self._asked:
            return False
        for quote in find.sentence.quotes(*find.at):
            case = self._case(find, quote, question)
            if self.sound(case):
                self._places[question] = find.sentence.span.start
                self._clauses.add(find.clause.start)
                self._asked.add(question)
                self.drafts.append(Draft(case, find.sentence.text, find.check))
                return True
        return False

    def sound(self, case: Case) -> bool:
        """Whether lint finds nothing but that it is a draft, and perhaps something to look at again."""
        return all(remark.level == "hint" or remark.rule == "draft" for remark in remarks(case, self._books))

    def _case(self, find: Find, quote: str, question: str) -> Case:
        clause = find.clause
        title = clause.title or ("Preamble" if clause.kind == "preamble" else next(reversed(clause.path), ""))
        expect = Expectation(
            answerable=True,
            clauses=(ExpectedClause(label=clause.label, title=title[:500], quote=quote, part=clause.part[:500]),),
            facts=find.facts,
            must_not=find.must_not,
            yes_no=find.yes_no,
            yes_no_also_ok=find.yes_no_also_ok,
        )
        return self.case(find.kind, question, expect, f"{DRAFT}: {find.check}?")

    def case(self, kind: str, question: str, expect: Expectation, why: str) -> Case:
        version = self.reading.version
        return Case.model_validate(
            {
                "id": "draft",
                "kind": kind,
                "service": version.service,
                "terms_type": version.terms_type,
                "as_of": version.effective,
                "question": question,
                "expect": expect,
                "why": why,
            }
        )


def _silent(drawer: _Drawer, count: int) -> Iterator[Draft]:
    """Cases about matters that the document has no word of."""
    for number, (question, words) in enumerate(unsaid(drawer.reading.source)):
        if number == count:
            return
        check = f"is it really nowhere in the document? None of these words is: {', '.join(words)}"
        case = drawer.case("unanswerable", f"{question}?", Expectation(answerable=False), f"{DRAFT}: {check}.")
        yield Draft(case, "", check)


def _numbered(draft: Draft, number: int) -> Draft:
    case = draft.case.model_copy(update={"id": f"draft-{draft.case.services[0]}-{number:03}"})
    return Draft(case, draft.sentence, draft.check)
