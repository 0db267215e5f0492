"""Questions with what they should find: our own cases, and public data sets in the layout they are kept in.

A set of documents by others is a folder with ``dev.jsonl`` and, but for summaries, ``docs/<doc_id>.txt``; a file of
another name beside the same ``docs`` can be named itself. Every row is checked, also against the document it names.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot import PlainTermsError, Span, Version
from eval.case import Case, CaseSet
from eval.files.jsonl import FileError, parse_rows, read_bytes, read_text
from eval.retrieval.measures import Measure
from eval.truth import Truth

QUESTIONS = "dev.jsonl"
"""The file of questions in a folder that is given."""
ENOUGH = 30
"""Characters of overlap that make a passage one of the wanted ones, in ToS;DR (as its published baseline counts)."""


class SetName(StrEnum):
    """The sets, as the options and tables name them."""

    cases = "cases"
    consumer_contracts = "consumer-contracts"
    tosdr = "tosdr"
    privacyqa = "privacyqa"
    plain_english = "plain-english"


Ranked = Literal["passages", "documents", "sentences"]
"""What a set ranks: the passages of one document, whole documents of a pool, or the lines of one document."""


@dataclass(frozen=True, slots=True)
class Found:
    """A result of a search, in whatever way it was found."""

    document: str
    """Its name in the set; "" for one that is not of the set."""
    span: Span
    """The passage, sentence or chunk itself."""
    clause: Span
    """The clause it is shown as; the same as ``span`` where the way knows no clauses."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing a question should find."""

    document: str
    places: tuple[Span, ...] = ()
    """Any of them will do; none: the document as a whole."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """When a result is what was wanted."""

    name: str
    right: Callable[[Found, Target], bool]


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """One question and what it should find."""

    id: str
    words: str
    documents: tuple[str, ...]
    """Where it is looked for; empty: in all documents of the set."""
    targets: Mapping[str, tuple[Target, ...]]
    """By the name of the judgement; a judgement that is not there does not count this question."""
    as_of: date | None = None
    """A day on which its document is in force; None: today."""


@dataclass(frozen=True, slots=True)
class SearchSet:
    """One file of questions, read and checked."""

    name: SetName
    ranked: Ranked
    file: str
    """The name of the file of questions, without its folders."""
    sha256: str
    texts: Mapping[str, str]
    """The documents that have to be taken in, by name; empty for cases, whose documents are in the library."""
    questions: tuple[SearchQuestion, ...]
    judgements: tuple[Judgement, ...]
    measures: tuple[Measure, ...]
    left_out: Mapping[str, int]
    """How many rows of the file are no questions for this comparison, by reason."""

    def first(self, limit: int | None) -> "SearchSet":
        """Only the first questions, and of the texts those they are asked about; a pool stays whole."""
        questions = self.questions[:limit]
        asked = {name for question in questions for name in question.documents}
        texts = self.texts if self.ranked == "documents" else {n: text for n, text in self.texts.items() if n in asked}
        return replace(self, questions=questions, texts=texts)


# --- when a result is right ----------------------------------------------------------------------------------------


def overlap(one: Span, other: Span) -> int:
    """Characters two stretches have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def mostly_in(place: Span, stretch: Span) -> bool:
    """Whether at least half of a place lies in a stretch."""
    return 2 * overlap(place, stretch) >= max(1, place.end - place.start)


def _in_clause(found: Found, target: Target) -> bool:
    return found.document == target.document and any(mostly_in(place, found.clause) for place in target.places)


def _in_passage(found: Found, target: Target) -> bool:
    return found.document == target.document and any(mostly_in(place, found.span) for place in target.places)


def _overlapping(found: Found, target: Target) -> bool:
    return found.document == target.document and any(
        overlap(place, found.span) >= ENOUGH or mostly_in(place, found.span) or mostly_in(found.span, place)
        for place in target.places
    )


def _same_document(found: Found, target: Target) -> bool:
    return found.document == target.document


CLAUSE = Judgement("clause", _in_clause)
"""At least half of the expected quote lies in the clause that was found."""
PASSAGE = Judgement("passage", _in_passage)
"""At least half of it lies in the passage itself, which for a long clause is a slice."""
OVERLAP = Judgement("overlap", _overlapping)
"""The passage has 30 characters, or half of either, in common with one of the wanted stretches."""
DOCUMENT = Judgement("document", _same_document)
MAJORITY = Judgement("majority", _in_passage)
"""The sentence is one that at least half of the experts called relevant."""
ANY_EXPERT = Judgement("any expert", _in_passage)
"""The sentence is one that any expert called relevant."""


# --- our own cases -------------------------------------------------------------------------------------------------


def cases_set(cases: CaseSet, truth: Truth) -> tuple[SearchSet, dict[str, Version]]:
    """The cases that ask for clauses of one version, and the versions they ask about, by name.

    Left out are cases that the terms do not answer, that need what was said before, that ask about two services or two
    versions, and those whose document is not in the library or lacks a required quote.

    Raises:
        FileError: no case is left.
    """
    left_out: Counter[str] = Counter()
    documents: dict[str, Version] = {}
    questions: list[SearchQuestion] = []
    for case in cases.cases:
        try:
            version, targets = _wanted(case, truth)
        except _LeftOut as reason:
            left_out[str(reason)] += 1
            continue
        name = f"{version.service} {version.terms_type} {version.version}"
        documents[name] = version
        wanted = tuple(Target(name, places) for places in targets)
        judged = {CLAUSE.name: wanted, PASSAGE.name: wanted}
        day = case.as_of or version.effective
        questions.append(SearchQuestion(case.id, case.question, (name,), judged, day))
    if not questions:
        reasons = "; ".join(f"{count} {reason}" for reason, count in left_out.items())
        raise FileError(
            f"{cases.name} holds no case to search for: {reasons}.", "Ingest the documents the cases ask about."
        )
    measures = [
        measure
        for judged in (CLAUSE.name, PASSAGE.name)
        for measure in (
            *(Measure(f"any required, first {k}", judged, "any", k) for k in (1, 5, 10)),
            Measure("all required, first 10", judged, "all", 10),
        )
    ]
    found = SearchSet(
        name=SetName.cases,
        ranked="passages",
        file=cases.name,
        sha256=cases.sha256,
        texts={},
        questions=tuple(questions),
        judgements=(CLAUSE, PASSAGE),
        measures=tuple(measures),
        left_out=dict(left_out),
    )
    return found, documents


class _LeftOut(Exception):
    """Why a case is none for this comparison."""


def _wanted(case: Case, truth: Truth) -> tuple[Version, list[tuple[Span, ...]]]:
    if not case.expect.answerable or not case.expect.clauses:
        raise _LeftOut("not answered by the terms")
    if case.history or case.compare_to or len(case.services) > 1:
        raise _LeftOut("about more than one question, version or service")
    try:
        version = truth.version(case.services[0], case.terms_type, case.as_of)
    except PlainTermsError:
        version = None
    if version is None:
        raise _LeftOut("not in the library")
    others = [clause for clause in case.expect.clauses if truth.version_of(case, clause) != version]
    targets = [tuple(Span(*p) for p in truth.places(version, clause.quote)) for clause in case.expect.clauses]
    if others or not all(targets):
        raise _LeftOut("with a required quote that does not stand in the version asked about")
    return version, targets


# --- data sets of others -------------------------------------------------------------------------------------------

Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
DocId = Annotated[str, StringConstraints(pattern=r"^\w[\w.-]*$", max_length=200)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Offset = Annotated[int, Field(ge=0)]


class _Row(BaseModel):
    """A row of others; what is not asked for here is for people."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Id


class _Stretch(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    start: Offset
    end: Offset
    text: str


class _Contract(_Row):
    doc_id: DocId
    question: Words


class _Statement(_Row):
    doc_id: DocId
    query: Words
    relevant_spans: Annotated[tuple[_Stretch, ...], Field(min_length=1)]


class _Privacy(_Row):
    doc_id: DocId
    question: Words
    relevant_spans: tuple[_Stretch, ...] | None
    relevant_sentences_any: tuple[Offset, ...]


class _Summary(_Row):
    original: Words
    plain: Words


AnyRow = TypeVar("AnyRow", bound=_Row)


def consumer_contracts(given: Path) -> SearchSet:
    """Questions about excerpts of terms: which excerpt is it? All excerpts the questions name are the pool.

    Raises:
        FileError: a file is missing or does not fit, as for every set here.
    """
    source = _Source(given)
    rows = [(source.text(place, row.doc_id), row)[1] for place, row in source.rows(_Contract)]
    questions = [SearchQuestion(row.id, row.question, (), {DOCUMENT.name: (Target(row.doc_id),)}) for row in rows]
    return source.made(SetName.consumer_contracts, "documents", questions, (DOCUMENT,), _POOL_MEASURES)


def tosdr(given: Path) -> SearchSet:
    """Statements about a whole document: where does it say so? Any passage that a curator quoted will do."""
    source = _Source(given)
    questions = [
        SearchQuestion(
            row.id, row.query, (row.doc_id,), {OVERLAP.name: source.targets(place, row.doc_id, row.relevant_spans)}
        )
        for place, row in source.rows(_Statement)
    ]
    measures = tuple(Measure(f"hit@{k}", OVERLAP.name, "any", k) for k in (1, 5, 10))
    return source.made(SetName.tosdr, "passages", questions, (OVERLAP,), measures)


def privacyqa(given: Path) -> SearchSet:
    """Questions about a privacy policy of one sentence a line: which sentences answer it?"""
    source = _Source(given)
    questions = []
    silent = 0
    for place, row in source.rows(_Privacy):
        lines = lines_of(source.text(place, row.doc_id))
        relevant = [target.places[0] for target in source.targets(place, row.doc_id, row.relevant_spans or ())]
        if beyond := [number for number in row.relevant_sentences_any if number not in lines]:
            raise FileError(f"{place}: relevant_sentences_any: {row.doc_id} has no sentence in line {beyond[0]}.")
        chosen = {
            MAJORITY.name: [line for line in lines.values() if any(mostly_in(line, span) for span in relevant)],
            ANY_EXPERT.name: [lines[number] for number in row.relevant_sentences_any],
        }
        targets = {
            name: tuple(Target(row.doc_id, (line,)) for line in found) for name, found in chosen.items() if found
        }
        if targets:
            questions.append(SearchQuestion(row.id, row.question, (row.doc_id,), targets))
        else:
            silent += 1
    measures = tuple(
        Measure(f"hit@{k}", judged, "any", k) for judged in (MAJORITY.name, ANY_EXPERT.name) for k in (5, 10)
    )
    left_out = {"without a relevant sentence": silent} if silent else {}
    return source.made(SetName.privacyqa, "sentences", questions, (MAJORITY, ANY_EXPERT), measures, left_out)


def plain_english(given: Path) -> SearchSet:
    """Plain summaries of clauses: which clause is it? A summary of several clauses has all of them as right ones."""
    source = _Source(given)
    names: dict[str, str] = {}
    wanted: dict[str, tuple[str, dict[str, None]]] = {}
    for _, row in source.rows(_Summary):
        name = names.setdefault(row.original, row.id)
        source.texts[name] = row.original
        wanted.setdefault(row.plain, (row.id, {}))[1][name] = None
    questions = [
        SearchQuestion(id_, plain, (), {DOCUMENT.name: tuple(Target(name) for name in originals)})
        for plain, (id_, originals) in wanted.items()
    ]
    return source.made(SetName.plain_english, "documents", questions, (DOCUMENT,), _POOL_MEASURES)


_POOL_MEASURES = (Measure("nDCG@10", DOCUMENT.name, "ndcg", 10), Measure("hit@1", DOCUMENT.name, "any", 1))

LOADERS: Mapping[SetName, Callable[[Path], SearchSet]] = {
    SetName.consumer_contracts: consumer_contracts,
    SetName.tosdr: tosdr,
    SetName.privacyqa: privacyqa,
    SetName.plain_english: plain_english,
}


def lines_of(text: str) -> dict[int, Span]:
    """The lines that say something, by their number from 0, without the white space around them."""
    lines: dict[int, Span] = {}
    at = 0
    for number, line in enumerate(text.split("\n")):
        if words := line.strip():
            start = at + line.index(words)
            lines[number] = Span(start, start + len(words))
        at += len(line) + 1
    return lines


class _Source:
    """A file of questions and the documents beside it, read as the rows ask for them."""

    def __init__(self, given: Path) -> None:
        self._path = given / QUESTIONS if given.is_dir() else given
        self._data = read_bytes(self._path)
        self.texts: dict[str, str] = {}

    def rows(self, model: type[AnyRow]) -> Iterator[tuple[str, AnyRow]]:
        """(``file:line``, row) for each row; no id comes twice."""
        lines: dict[str, int] = {}
        for number, row in parse_rows(self._data, self._path, model):
            if row.id in lines:
                raise FileError(
                    f'{self._path}:{number}: id: "{row.id}" is already used in line {lines[row.id]}.',
                    "Give every row an id of its own.",
                )
            lines[row.id] = number
            yield f"{self._path}:{number}", row

    def text(self, place: str, doc_id: str) -> str:
        """The document a row names."""
        if doc_id not in self.texts:
            file = self._path.parent / "docs" / f"{doc_id}.txt"
            try:
                self.texts[doc_id] = read_text(file)
            except FileError as error:
                raise FileError(f"{place}: doc_id: {error}", error.hint) from error
        return self.texts[doc_id]

    def targets(self, place: str, doc_id: str, stretches: Iterable[_Stretch]) -> tuple[Target, ...]:
        """A target for each stretch; its words must stand where the row says."""
        text = self.text(place, doc_id)
        for number, stretch in enumerate(stretches):
            if not stretch.text or text[stretch.start : stretch.end] != stretch.text:
                raise FileError(
                    f"{place}: relevant_spans.{number}: other words stand in {doc_id} at {stretch.start:,}.",
                    "Give the folder with the very documents the rows were made on.",
                )
        return tuple(Target(doc_id, (Span(stretch.start, stretch.end),)) for stretch in stretches)

    def made(
        self,
        name: SetName,
        ranked: Ranked,
        questions: Sequence[SearchQuestion],
        judgements: tuple[Judgement, ...],
        measures: tuple[Measure, ...],
        left_out: Mapping[str, int] | None = None,
    ) -> SearchSet:
        if not questions:
            raise FileError(f"{self._path} holds no questions.", "Write one JSON object a line.")
        return SearchSet(
            name=name,
            ranked=ranked,
            file=self._path.name,
            sha256=hashlib.sha256(self._data).hexdigest(),
            texts=self.texts,
            questions=tuple(questions),
            judgements=judgements,
            measures=measures,
            left_out=left_out or {},
        )
