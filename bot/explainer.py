"""READ FIRST in bot: a question goes in, a verified answer comes out.

    understand → retrieve → draft → verify → answer

One way, no back and forth. The drafter proposes; only ``verify`` makes citations; what it does not let through is not
said. When the chat model fails, or nothing it wrote could be verified, the excerpt drafter answers and the answer says
so.
"""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.comparing import Comparison, sides
from bot.drafting import Drafter, DraftRequest
from bot.retrieval import FoundSentence, Retriever, Shelf, Shelves
from bot.retrieval.across import AT_MOST, spread
from bot.types import Answer, Answered, Citation, Delta, Draft, Engine, Event, Question, Retrieved
from bot.understand import Rewrite, Understood, all_in_force, checked, in_force, understand
from bot.verify import Verified, verify
from bot.watching import Watched, Watcher, with_watch_outs
from ingest import (
    Clause,
    Library,
    ModelError,
    NotFound,
    Passage,
    Reading,
    Recorded,
    Version,
    changes,
    innermost,
)

EVIDENCE = 8
"""Passages given to a drafter. The required clause is among the first 8 about as often as among the first 10."""


CLAUSES_READ = 4
"""Clauses found in many services for each one that is shown: enough for several services to be among them."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """One document of a service, with all its versions, oldest first."""

    terms_type: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class ServiceInfo:
    slug: str
    name: str
    documents: tuple[DocumentInfo, ...]


@dataclass(frozen=True, slots=True)
class ClauseText:
    """The clause around a quote, to show the quote in its place: ``source[start:end]`` is the clause."""

    source: str
    start: int
    end: int
    label: str
    title: str
    path: tuple[str, ...]


class Explainer:
    """Answers questions from the library. Safe to use from several threads."""

    def __init__(
        self,
        library: Library,
        shelves: Shelves,
        retriever: Retriever,
        excerpts: Drafter,
        model: Drafter | None = None,
        *,
        model_name: str | None = None,
        rewrite: Rewrite | None = None,
        today: Callable[[], date] = date.today,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        self._library = library
        self._shelves = shelves
        self._watcher = Watcher(shelves.reading)
        self._retriever = retriever
        self._excerpts = excerpts
        self._model = model
        self._rewrite = rewrite
        self._today = today
        self._on_close = on_close
        self.model = model_name
        """Name of the chat model that words the answers, None in excerpt mode."""

    @property
    def mode(self) -> str:
        """What answers when all goes well: "model" or "excerpt"."""
        return "model" if self._model else "excerpt"

    # --- asking ----------------------------------------------------------------------------------------------------

    def ask(self, question: Question) -> Answer:
        """Answer a question. Raises what ``stream`` raises."""
        *_, last = self.stream(question)
        assert isinstance(last, Answered)  # noqa: S101  the last event always is
        return last.answer

    def stream(self, question: Question) -> Iterator[Event]:
        """``Retrieved``, any number of ``Delta``, then ``Answered``.

        Raises:
            ConfigurationError: the question is empty or too long.
            NotFound: no such service, document or version.
            HomeError: the library or the index cannot be used.
        """
        clock = _Clock()
        understood = understand(question, self.versions(), self._today(), self._rewrite)
        clock.lap("understand")
        passages, readings = self._found(understood, EVIDENCE)
        clock.lap("retrieve")
        yield Retrieved(understood.standalone, passages)

        request = DraftRequest(understood.standalone, passages, readings, question.language)
        draft, verified, fallback = yield from self._answer(request)
        clock.lap("draft")
        answer = _assemble(understood, draft, verified, fallback, clock)
        by_source = {reading.version.sha256: reading for reading in readings.values()}
        answer = with_watch_outs(answer, by_source, self._watcher.flags)
        clock.lap("watch")
        yield Answered(answer)

    def _answer(self, request: DraftRequest) -> Generator[Delta, None, tuple[Draft, Verified, str | None]]:
        """Draft and verify; returns (draft, verified, why the model did not answer)."""
        fallback = None
        if self._model is not None:
            try:
                draft = yield from _drafted(self._model, request)
                verified = verify(draft, request.passages, request.readings)
                if verified.status != "unavailable":
                    return draft, verified, None
                fallback = "Nothing the model wrote could be verified, so these are the document's own sentences."
            except ModelError as problem:
                fallback = f"{problem} So these are the document's own sentences."
        draft = yield from _drafted(self._excerpts, request)
        return draft, verify(draft, request.passages, request.readings), fallback

    # --- searching -----------------------------------------------------------------------------------------------

    def search(
        self, service: str, words: str, k: int = 10, as_of: date | None = None, terms_type: str | None = None
    ) -> tuple[Passage, ...]:
        """The ``k`` passages most about some words, in the versions in force on a day. Raises as ``stream``."""
        understood = understand(Question(words, service, terms_type, as_of), self.versions(), self._today())
        return self._found(understood, k)[0]

    def search_sentences(
        self, service: str, words: str, k: int = 10, as_of: date | None = None, terms_type: str | None = None
    ) -> tuple[FoundSentence, ...]:
        """The ``k`` single sentences that are most about some words. Raises as ``stream``."""
        understood = understand(Question(words, service, terms_type, as_of), self.versions(), self._today())
        shelves, readings = self._opened(understood.versions)
        return self._retriever.sentences(shelves, understood.standalone, k, readings)

    def search_across(
        self,
        services: Sequence[str],
        words: str,
        k: int = 10,
        as_of: date | None = None,
        terms_type: str | None = None,
    ) -> tuple[Passage, ...]:
        """The ``k`` passages of several services (none named: of all) that are most about some words.

        Each service comes with its best clause before any comes with its second. Services that are named are searched
        clause by clause, however many they are. Raises as ``stream``.
        """
        text, as_of = checked(words), as_of or self._today()
        standing = all_in_force(self.versions(), services, terms_type, as_of)
        if services or len(standing) <= AT_MOST:
            shelves = [self._shelves.together(standing)]
            readings = {version.id: self._shelves.reading(version) for version in standing}
        else:
            query, vector = self._retriever.read(text, standing)
            shelves, readings = [self._shelves.near(query, vector, standing)], {}
        return spread(self._retriever.search(shelves, text, k * CLAUSES_READ, readings), k)

    def _found(self, understood: Understood, k: int) -> tuple[tuple[Passage, ...], dict[int, Reading]]:
        shelves, readings = self._opened(understood.versions)
        return self._retriever.search(shelves, understood.standalone, k, readings), readings

    def _opened(self, versions: Sequence[Version]) -> tuple[list[Shelf], dict[int, Reading]]:
        return (
            [self._shelves.of(version) for version in versions],
            {version.id: self._shelves.reading(version) for version in versions},
        )

    # --- looking things up -------------------------------------------------------------------------------------------

    def services(self) -> list[ServiceInfo]:
        """Every service with its documents and their versions."""
        found: dict[str, dict[str, list[Version]]] = {}
        names: dict[str, str] = {}
        for version in self.versions():
            names[version.service] = version.service_name
            found.setdefault(version.service, {}).setdefault(version.terms_type, []).append(version)
        return [
            ServiceInfo(slug, names[slug], tuple(DocumentInfo(t, tuple(vs)) for t, vs in documents.items()))
            for slug, documents in found.items()
        ]

    def versions(self, service: str | None = None, terms_type: str | None = None) -> list[Version]:
        """Published versions, by service, document and date."""
        return self._library.versions(service, terms_type)

    def set_aside(self, service: str, terms_type: str | None = None) -> list[Recorded]:
        """Recorded texts that are no version of a service's documents, with the reason."""
        names = {v.terms_type for v in self.versions(service, terms_type)}
        met = [row for name in sorted(names) for row in self._library.recordings(service, name)]
        return [row for row in met if row.version_id is None]

    def in_force(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> tuple[Version, ...]:
        """The version in force on a day (default today) of each document of a service. Raises NotFound."""
        today = self._today()
        return in_force(self.versions(), service, terms_type, as_of or today, today)[0]

    def changes(
        self, service: str, from_: date | None = None, to: date | None = None, terms_type: str | None = None
    ) -> Comparison:
        """What changed between the versions in force on two days.

        Args:
            service: whose terms, a slug.
            from_: a day of the older version; None is the version before the newer one.
            to: a day of the newer version; None is today.
            terms_type: which document; None is the terms of service, or the first where there are none.

        Raises:
            ConfigurationError: ``from_`` is after ``to``.
            NotFound: no such service or document, none in force on a day, or no version before the newer one.
        """
        older, newer = sides(self.versions(), service, from_, to, terms_type, self._today())
        return Comparison(older, newer, changes(self.reading(older), self.reading(newer)))

    def watch(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> Watched:
        """What people want to be warned of in the terms in force on a day. Raises NotFound, HomeError."""
        return self._watcher.watch(self.in_force(service, as_of, terms_type), as_of or self._today())

    def reading(self, version: Version) -> Reading:
        """A version's source text and clauses."""
        return self._shelves.reading(version)

    def source(self, sha256: str) -> str:
        """The stored source text with this hash. Raises NotFound."""
        text = self._library.source(sha256)
        if text is None:
            raise NotFound(f"No stored source has the hash {sha256[:12]}….")
        return text

    def clause_text(self, citation: Citation) -> ClauseText:
        """The clause a citation stands in. Raises NotFound."""
        for version in self.versions(citation.service, citation.terms_type):
            if version.version == citation.version and version.sha256 == citation.source_sha256:
                reading = self.reading(version)
                clause: Clause | None = innermost(reading.clauses, citation.start)
                if clause is not None:
                    end = max(clause.end, citation.end)
                    return ClauseText(reading.source, clause.start, end, clause.label, clause.title, clause.path)
        raise NotFound(f"{citation.service} {citation.version} is no longer in the library.")

    def warm(self) -> None:
        """Load what the first question would wait for: the embedding model, the index and what is watched for."""
        self._watcher.warm()
        for version in self.versions()[:1]:
            self._retriever.search([self._shelves.of(version)], "terms", 1)

    def close(self) -> None:
        self._on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Clock:
    """Milliseconds spent in each stage."""

    def __init__(self) -> None:
        self._started = self._last = time.perf_counter()
        self.timings: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.timings[stage] = round((now - self._last) * 1000, 1)
        self.timings["total"] = round((now - self._started) * 1000, 1)
        self._last = now


def _drafted(drafter: Drafter, request: DraftRequest) -> Generator[Delta, None, Draft]:
    """Pass provisional text on as it comes; return the draft."""
    for piece in drafter.draft(request):
        if isinstance(piece, Draft):
            return piece
        yield Delta(piece)
    raise ModelError("The drafter gave no answer.")


def _assemble(understood: Understood, draft: Draft, verified: Verified, fallback: str | None, clock: _Clock) -> Answer:
    return Answer(
        status=verified.status,
        headline=verified.headline,
        question=understood.question,
        standalone_question=understood.standalone,
        as_of=understood.as_of,
        yes_no=verified.yes_no,
        statements=verified.statements,
        citations=verified.citations,
        documents=understood.versions,
        notes=understood.notes,
        engine=Engine(
            mode="model" if draft.model else "excerpt",
            model=draft.model,
            prompt_sha256=draft.prompt_sha256,
            timings_ms=clock.timings,
            tokens=dict(draft.tokens),
            fallback=fallback,
        ),
    )


__all__ = ["ClauseText", "DocumentInfo", "Explainer", "ServiceInfo"]
