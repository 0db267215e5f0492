"""READ FIRST in eval.mutate: change a document by code, ask, and see whether the answer does what it has to.

    points → asked of the document as it stands → mutants of those it answers → asked again → judged → report

The real library is only read. Everything is asked of a throw-away one.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import Embedder, Settings, Version, open_embedder, open_explainer
from eval.files.jsonl import FileError
from eval.mutate.asking import FAILED, Asker, Unusable, Usable
from eval.mutate.home import Original, Text
from eval.mutate.mutants import KINDS, Kind, Mutant
from eval.mutate.planning import planned, wanted
from eval.mutate.points import Of, points
from eval.mutate.report import MutationReport, Row
from eval.mutate.vectors import Remembered
from eval.result import Try
from eval.running.budget import Budget
from eval.truth import AsksQuestions

Progress = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""
Opens = Callable[[Settings, Embedder], AbstractContextManager[AsksQuestions]]


def answering(settings: Settings, embedder: Embedder) -> AbstractContextManager[AsksQuestions]:
    """The product itself."""
    return open_explainer(settings, embedder=embedder)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be mutated, and how."""

    service: str
    as_of: date | None = None
    terms_type: str | None = None
    """None is the terms of service, or the first document where there are none."""
    kinds: tuple[Kind, ...] = KINDS
    count: int = 40
    seed: int = 1


def run(
    wants: Wanted,
    settings: Settings,
    progress: Progress = lambda *_: None,
    opened: Opens = answering,
    max_cost: float | None = None,
) -> MutationReport:
    """Mutate one document, and ask.

    ``opened`` opens what answers, on the throw-away home. Once ``max_cost`` US dollars are spent nothing more is asked.

    Raises:
        PlainTermsError: the library cannot be used, or holds no such document.
        FileError: nothing in the document can be changed and asked for.
    """
    started, budget = time.perf_counter(), Budget(max_cost)
    original = _original(wants, settings)
    embedder = Remembered(open_embedder(settings))
    with _throw_away(settings) as own:
        original.take_in(
            [Text(original.service, original.reading.source)],
            own,
            embedder,
            lambda *_: progress("taking the document in", 0, 1),
        )
        with opened(own, embedder) as explainer:
            usable, unusable = _usable(wants, Asker(explainer, original, budget), progress)
        mutants = planned(usable, wants.kinds, wants.count, original)
        if not mutants:
            version = original.version
            why, todo = _why_none(unusable)
            raise FileError(
                f"Nothing can be told from changing {version.service} {version.terms_type} of {version.version}: {why}",
                todo,
            )
        skipped = original.take_in(
            [text for _, mutant in mutants for text in _texts(mutant, original)],
            own,
            embedder,
            lambda number, of: progress("taking the mutants in", number, of),
        )
        with opened(own, embedder) as explainer:
            rows = list(_rows(mutants, Asker(explainer, original, budget), skipped, progress))
    return MutationReport(
        wants,
        original.version,
        tuple(rows),
        tuple(unusable),
        sum(map(len, usable.values())),
        time.perf_counter() - started,
    )


def _original(wants: Wanted, settings: Settings) -> Original:
    """The document as it stands in the real library, which is read without a model."""
    with open_explainer(settings, mode="excerpt") as library:
        standing = library.in_force(wants.service, wants.as_of, wants.terms_type)
        return Original.of(library.reading(_document(standing)))


def _document(standing: Sequence[Version]) -> Version:
    return next((version for version in standing if version.terms_type == "terms-of-service"), standing[0])


@contextmanager
def _throw_away(settings: Settings) -> Iterator[Settings]:
    """Settings with a temporary home, which shares what models replied with the real one: a rerun costs nothing."""
    with tempfile.TemporaryDirectory(prefix="plainterms-mutate-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        with suppress(OSError):  # where links are not allowed, models are asked again
            settings.cache_path.mkdir(parents=True, exist_ok=True)
            (home / "cache").symlink_to(settings.cache_path.resolve(), target_is_directory=True)
        yield settings.model_copy(update={"home": home})


def _usable(wants: Wanted, asker: Asker, progress: Progress) -> tuple[dict[Of, list[Usable]], list[Unusable]]:
    """The points that the document answers as it stands, and those it was asked for in vain."""
    want = wanted(wants.kinds, wants.count)
    todo, done = sum(want.values()), 0

    def told() -> None:
        nonlocal done
        done += 1
        progress("asking the document as it stands", done, todo)

    every = points(asker.original.reading, wants.seed)
    usable: dict[Of, list[Usable]] = {}
    unusable: list[Unusable] = []
    for of, many in want.items():
        usable[of], others = asker.usable((point for point in every if point.of == of), many, told)
        unusable += others
    return usable, unusable


def _texts(mutant: Mutant, original: Original) -> list[Text]:
    service = _service(mutant, original)
    if mutant.kind == "version":
        return [Text(service, original.reading.source), Text(service, mutant.text, later=True)]
    return [Text(service, mutant.text)]


def _service(mutant: Mutant, original: Original) -> str:
    return f"{original.version.service}-{mutant.id}"


def _rows(
    mutants: Sequence[tuple[Usable, Mutant]], asker: Asker, skipped: dict[str, str], progress: Progress
) -> Iterator[Row]:
    for number, (usable, mutant) in enumerate(mutants, 1):
        service = _service(mutant, asker.original)
        if service in skipped:
            tried, found = Try.of(None, {}, f"not taken in: {skipped[service]}", "", 0.0), ""
        else:
            tried, found = asker.tried(mutant, usable.asked, service)
        progress("asking the mutants", number, len(mutants))
        yield Row.of(mutant, usable, tried, found)


def _why_none(unusable: Sequence[Unusable]) -> tuple[str, str]:
    """Why no mutant could be made, a clause with its full stop, and what to do."""
    other = "Try another document, or other kinds with --kind."
    if not unusable:
        return "no sentence has a number or a may, must or will that can be asked for.", other
    failed = [one for one in unusable if one.reason == FAILED]
    if len(failed) == len(unusable):
        return f"none of {len(failed)} questions made of it could be asked. The first: {failed[0].why}", ""
    return f"none of {len(unusable)} questions made of it was answered from its sentence.", other
