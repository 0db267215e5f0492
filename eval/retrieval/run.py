"""READ FIRST in eval.retrieval: ask every question in every way, and note at which ranks the right things stand.

    a file of questions ──sets──▶ SearchSet ──documents──▶ library ──ways──▶ results ──judgements──▶ ranks ──▶ rows

Everything that is counted is counted from those ranks, which the report keeps: another measure, or a comparison with a
later run, needs no new search.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import PlainTermsError, Settings, Version, open_embedder, open_explainer, plain_minilm
from eval.case import CaseSet
from eval.files.jsonl import FileError
from eval.measuring.run_form import Entry, run_form, together
from eval.retrieval.documents import published, take_in
from eval.retrieval.measures import Measure, Ranks
from eval.retrieval.sets import SearchQuestion, SearchSet, cases_set
from eval.retrieval.tutorial import MISSING, Tutorial, splitter
from eval.retrieval.units import Collection
from eval.retrieval.vectors import Vectors
from eval.retrieval.ways import BM25, DENSE, OURS, Ours, Searches, Way, baselines
from eval.running.about import version_json
from eval.runs import ScorerInfo
from eval.scorers import Score
from eval.statistics import bootstrap, mcnemar, sign_flip, wilson
from eval.truth import Truth

DEPTH = 20
"""Results of each search that are looked at: the measures need 10, the others show what was nearly found."""

Progress = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""


def _quiet(*_: object) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, asked in every way."""

    question: SearchQuestion
    ranks: Mapping[str, Mapping[str, Ranks]]
    """By way, then by judgement."""
    failures: Mapping[str, str]
    """By way: why it could not search for that. It has found nothing then, which counts as a miss."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a measure over questions, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Against:
    """Our search beside the better of BM25 alone and dense alone, question by question."""

    way: str
    difference: float
    """Ours minus theirs."""
    p: float
    """Two-sided."""
    test: str


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of one set."""

    measure: Measure
    questions: int
    figures: Mapping[str, Figure]
    """By way."""
    against: Against


@dataclass(frozen=True, slots=True)
class SetReport:
    """What one set found."""

    of: SearchSet
    documents: Mapping[str, Version]
    """Those that were searched."""
    not_taken_in: Mapping[str, str]
    """By document, the reason: what it holds counts as not found, in every way."""
    ways: tuple[str, ...]
    asked: tuple[Asked, ...]

    def scores(self, measure: Measure, way: str) -> list[float]:
        """One score for each question the measure counts, in their order."""
        ranks = (asked.ranks[way].get(measure.judged) for asked in self.asked)
        return [measure.score(found) for found in ranks if found is not None]

    def rows(self) -> tuple[Row, ...]:
        """Every measure that counts at least one of the questions."""
        return tuple(self._row(measure) for measure in self.of.measures if self.scores(measure, OURS))

    def _row(self, measure: Measure) -> Row:
        scores = {way: self.scores(measure, way) for way in self.ways}
        better = max((BM25, DENSE), key=lambda way: sum(scores[way]))
        test = mcnemar if measure.counts_hits else sign_flip
        figures = {way: figure(values, measure) for way, values in scores.items()}
        against = Against(
            better,
            figures[OURS].value - figures[better].value,
            test(scores[OURS], scores[better]),
            "exact McNemar" if measure.counts_hits else "paired randomisation",
        )
        return Row(measure, len(scores[OURS]), figures, against)

    def to_json(self) -> dict[str, Any]:
        return {
            "set": self.of.name.value,
            "file": self.of.file,
            "sha256": self.of.sha256,
            "questions": len(self.asked),
            "left_out": dict(self.of.left_out),
            "documents": {name: version.sha256 for name, version in self.documents.items()},
            "not_taken_in": dict(self.not_taken_in),
            "measures": [_row_json(row) for row in self.rows()],
            "results": [
                {
                    "id": asked.question.id,
                    "ranks": {way: {name: list(r) for name, r in found.items()} for way, found in asked.ranks.items()},
                    "failures": dict(asked.failures),
                }
                for asked in self.asked
            ],
        }


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """All sets of one run."""

    sets: tuple[SetReport, ...]
    product_model: str
    """What the product's vectors were made with."""
    plain_model: str
    """What those of the compared ways were made with."""
    notices: tuple[str, ...]
    limit: int | None = None
    """Only so many questions of each set were asked."""

    def to_json(self) -> dict[str, Any]:
        """The whole report as plain JSON values, and a run file of our own search; docs/measuring.md describes it."""
        models = {"ours": self.product_model, "others": self.plain_model}
        about = {
            "file": together([(f"{part.of.name} {part.of.file}", part.of.sha256) for part in self.sets]),
            "library": [version_json(v) for part in self.sets for v in part.documents.values()],
            "embedding_models": models,
            "options": {"limit": self.limit, "depth": DEPTH},
        }
        scorers = {measure.key: scorer_of(measure) for part in self.sets for measure in part.of.measures}
        entries = [entry_of(asked, part.of) for part in self.sets for asked in part.asked]
        return run_form("retrieval", about, tuple(scorers.values()), entries) | {
            "embedding_models": models,
            "depth": DEPTH,
            "notices": list(self.notices),
            "sets": [report.to_json() for report in self.sets],
        }


def scorer_of(measure: Measure) -> ScorerInfo:
    """A measure as what a run file calls a scorer."""
    return ScorerInfo(measure.key, measure.key, False, f"{measure.name}, judged by {measure.judged}.")


def entry_of(asked: Asked, of: SearchSet) -> Entry:
    """What our own search found for one question."""
    ranks, failure = asked.ranks[OURS], asked.failures.get(OURS)
    said = {name: ", ".join("–" if rank is None else str(rank) for rank in found) for name, found in ranks.items()}
    scores = {
        measure.key: Score(measure.score(ranks[measure.judged]), f"ranks {said[measure.judged]}")
        for measure in of.measures
        if measure.judged in ranks
    }
    wanted = dict.fromkeys(target.document for targets in asked.question.targets.values() for target in targets)
    return Entry(
        id=f"{of.name}/{asked.question.id}",
        kind=of.name.value,
        services=(),
        shown={
            "question": asked.question.words,
            "expected": ", ".join(wanted),
            "found": "; ".join(f"{name} at rank {found}" for name, found in said.items()),
        },
        scores={} if failure else scores,
        failure=failure,
    )


def figure(values: Sequence[float], measure: Measure) -> Figure:
    """The mean of at least one value: hits with Wilson's interval, other scores with a bootstrap's."""
    mean = sum(values) / len(values)
    low, high = wilson(mean, len(values)) if measure.counts_hits else bootstrap(values)
    return Figure(mean, low, high)


# --- one set -------------------------------------------------------------------------------------------------------


def compare(
    of: SearchSet,
    documents: Mapping[str, Version],
    searches: Searches,
    vectors: Vectors,
    progress: Progress = _quiet,
    not_taken_in: Mapping[str, str] | None = None,
) -> SetReport:
    """Ask the questions of one set in every way that is there."""
    collection = Collection(of, documents, searches.reading)
    ways: list[Way] = [Ours(searches, collection), *baselines(collection, vectors)]
    with ExitStack() as closing:
        tutorial = None
        if (splits := splitter()) is not None:
            tutorial = Tutorial(collection, vectors, splits)
            closing.callback(tutorial.close)
            ways.append(tutorial)
        vectors.learn(_texts(of, collection, tutorial), lambda done, todo: progress(f"embedding {of.name}", done, todo))
        asked = []
        for number, question in enumerate(of.questions, 1):
            asked.append(ask(question, of, ways))
            progress(f"searching {of.name}", number, len(of.questions))
    return SetReport(of, documents, not_taken_in or {}, tuple(way.name for way in ways), tuple(asked))


def ask(question: SearchQuestion, of: SearchSet, ways: Sequence[Way]) -> Asked:
    """Search in every way, and find the wanted things among the results."""
    ranks: dict[str, dict[str, Ranks]] = {}
    failures: dict[str, str] = {}
    for way in ways:
        try:
            found = way.find(question, DEPTH)
        except PlainTermsError as error:
            found, failures[way.name] = [], str(error)
        ranks[way.name] = {
            judgement.name: tuple(
                next((rank for rank, one in enumerate(found, 1) if judgement.right(one, target)), None)
                for target in question.targets[judgement.name]
            )
            for judgement in of.judgements
            if judgement.name in question.targets
        }
    return Asked(question, ranks, failures)


def _texts(of: SearchSet, collection: Collection, tutorial: Tutorial | None) -> Iterator[str]:
    """Everything that has to have a vector of the plain model."""
    for scope in dict.fromkeys(question.documents for question in of.questions):
        yield from (unit.words for unit in collection.scope(scope).units)
        if tutorial is not None:
            yield from (chunk.text for name in collection.names(scope) for chunk in tutorial.chunks(name))
    yield from (question.words for question in of.questions)


# --- all sets ------------------------------------------------------------------------------------------------------


def run(
    cases: CaseSet | None,
    others: Sequence[SearchSet],
    settings: Settings,
    work: Path | None,
    limit: int | None = None,
    progress: Progress = _quiet,
) -> RetrievalReport:
    """Compare the ways on the cases (their documents are in the home of ``settings``) and on sets of others.

    Raises:
        PlainTermsError: a library cannot be used, or nothing of a set is in it.
    """
    settings = settings.model_copy(update={"mode": "excerpt"})
    plain = plain_minilm(settings)
    reports: list[SetReport] = []
    with _folder(work) as folder:
        vectors = Vectors(plain, folder / f"{hashlib.sha256(plain.model_id.encode()).hexdigest()[:12]}.npz")
        if cases is not None:
            with open_explainer(settings) as explainer:
                of, documents = cases_set(cases, Truth(explainer))
                of = of.first(limit)
                asked = {name: documents[name] for question in of.questions for name in question.documents}
                reports.append(compare(of, asked, explainer, vectors, progress))
        for of in others:
            reports.append(_taken_in(of.first(limit), settings, folder, vectors, progress))
    notices = () if splitter() is not None else (MISSING,)
    return RetrievalReport(tuple(reports), open_embedder(settings).model_id, plain.model_id, notices, limit)


def _taken_in(of: SearchSet, settings: Settings, folder: Path, vectors: Vectors, progress: Progress) -> SetReport:
    """Compare on a set whose documents are taken into a library of their own first."""
    # An index knows one embedding model only: another one that is configured gets another library.
    model = hashlib.sha256(open_embedder(settings).model_id.encode()).hexdigest()[:12]
    own = settings.model_copy(update={"home": folder / f"{of.name}-{model}"})
    skipped = take_in(of.texts, own, lambda number, todo: progress(f"taking in {of.name}", number, todo))
    with open_explainer(own) as explainer:
        documents = published(of.texts, explainer.versions)
        return compare(of, documents, explainer, vectors, progress, skipped)


@contextmanager
def _folder(work: Path | None) -> Iterator[Path]:
    """The work folder, made where it is not there; a temporary one when none is named."""
    if work is None:
        with tempfile.TemporaryDirectory(prefix="plainterms-retrieval-") as folder:
            yield Path(folder)
        return
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"The work folder {work} cannot be made: {error.strerror}.", "Name another one with --work."
        ) from error
    yield work


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "measure": row.measure.name,
        "judged": row.measure.judged,
        "questions": row.questions,
        "ways": {
            way: {"value": round(f.value, 4), "low": round(f.low, 4), "high": round(f.high, 4)}
            for way, f in row.figures.items()
        },
        "against": {
            "way": row.against.way,
            "difference": round(row.against.difference, 4),
            "p": float(f"{row.against.p:.3g}"),
            "test": row.against.test,
        },
    }
