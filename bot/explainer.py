"""READ FIRST in bot: a question goes in, a verified answer comes out.

    understand → retrieve → draft → verify → answer

One way, no back and forth. The drafter proposes; only ``verify`` makes citations; what it does not let through is not
said. When the chat model fails, or nothing it wrote could be verified, the excerpt drafter answers and the answer says
so.
"""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from bot import checking
from bot.comparing import Comparison, sides
from bot.drafting import Drafter, DraftRequest
from bot.drafting.declined import declined
from bot.models import was_asked
from bot.prices import Prices
from bot.retrieval import FoundSentence, Retriever, Shelf, Shelves
from bot.retrieval.across import AT_MOST, spread
from bot.timeline import Timeline
from bot.together import together
from bot.types import Answer, Answered, Citation, Delta, Draft, Engine, Event, Question, Retrieved
from bot.understanding.language import CODES, READ, language_of, mismatch
from bot.understanding.several import each_service
from bot.understanding.understand import Rewrite, Understood, all_in_force, checked, in_force, understand
from bot.verifying.verify import Verified, verify
from bot.watching import Watched, Watcher, with_watch_outs
from bot.words.plain import OTHER_LANGUAGE, explained
from ingest import (
    Clause,
    HomeError,
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


PREPARED = 64
"""Documents in force that are read ahead of the questions; of a larger library the others are read when asked for."""
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
        judge: checking.Judge | None = None,
        prices: Prices | None = None,
        today: Callable[[], date] = date.today,
        on_warm: Callable[[], object] = lambda: None,
        ahead: Callable[[Reading], Iterator[object]] | None = None,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        self._library = library
        self._shelves = shelves
        self._watcher = Watcher(shelves.reading)
        self._retriever = retriever
        self._excerpts = excerpts
        self._model = model
        self._rewrite = rewrite
        self._judge = judge
        self._prices = prices
        self._today = today
        self._on_warm = on_warm
        self._ahead = ahead
        self._on_close = on_close
        self._timeline = Timeline(shelves, retriever, excerpts)
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
        library, today = self.versions(), self._today()
        if question.within:
            library = [version for version in library if version.service in question.within]
        asking = each_service(question, library, today)
        each = [understand(one, library, today, self._rewrite) for one in asking.questions]
        clock.lap("understand")
        found = [
            self._evidence(one, understood, library, today)
            for one, understood in zip(asking.questions, each, strict=True)
        ]
        clock.lap("retrieve")
        asked_as = found[0].understood.standalone if found else checked(question.text)
        yield Retrieved(asked_as, tuple(passage for evidence in found for passage in evidence.passages))

        answers: list[Answer] = []
        for evidence in found:
            if evidence.answer is not None:
                answers.append(evidence.answer)
                continue
            drafted = yield from _after(answers, self._answer(evidence, question.language))
            answers.append(self._priced(_assemble(evidence.understood, drafted)))
        clock.lap("draft")
        answer = together(answers) if answers else _choice(asking.choice, question.as_of or today)
        by_source = {r.version.sha256: r for evidence in found for r in evidence.readings.values()}
        answer = with_watch_outs(answer, by_source, self._watcher.flags)
        clock.lap("watch")
        yield Answered(
            replace(
                answer,
                question=checked(question.text),
                standalone_question=asked_as,
                notes=(*asking.notes, *answer.notes, *_other_language(question, answer, found)),
                engine=replace(answer.engine, timings_ms=clock.timings),
            )
        )

    def _evidence(
        self, question: Question, understood: Understood, library: Sequence[Version], today: date
    ) -> "_Evidence":
        """What there is to answer a question to one service from; for some it is all that is needed."""
        claimed = checking.claim_in(question.text, question.history) if understood.refusal is None else None
        if understood.refusal is None and claimed is None:
            told = self._timeline.told(question, understood, library, today)
            if told is not None:
                return _Evidence(told.understood, told.passages, told.readings, told.draft)
        passages, readings = self._found(understood, EVIDENCE)
        if claimed is not None:
            answer = self.check(claimed, question.service, question.as_of, question.terms_type)
            return _Evidence(understood, passages, readings, answer=answer)
        draft = declined(understood.refusal, passages) if understood.refusal else None
        return _Evidence(understood, passages, readings, draft)

    def _answer(self, evidence: "_Evidence", language: str | None) -> Generator[Delta, None, "_Drafted"]:
        """Draft and verify."""
        if evidence.draft is not None:
            return _Drafted(evidence.draft, verify(evidence.draft, evidence.passages, evidence.readings))
        request = DraftRequest(evidence.understood.standalone, evidence.passages, evidence.readings, language)
        fallback, unasked, spent = None, False, dict[str, int]()
        if self._model is not None:
            try:
                draft = yield from _drafted(self._model, request)
                spoken = CODES.get((request.language or "").split("-")[0].lower()) or language_of(request.question)
                verified = verify(draft, request.passages, request.readings, spoken)
                if verified.status != "unavailable":
                    return _Drafted(draft, verified)
                spent = dict(draft.tokens)
                fallback = "Nothing the model wrote could be verified, so these are the document's own sentences."
            except ModelError as problem:
                fallback = f"{problem} So these are the document's own sentences."
                unasked = not was_asked(problem)
        draft = replace((yield from _drafted(self._excerpts, request)), tokens=spent)
        verified = verify(draft, request.passages, request.readings)
        apart = mismatch(request.question, (reading.source for reading in request.readings.values()))
        if apart is not None:  # a limit of ours, not a finding about the terms
            headline = OTHER_LANGUAGE.format(asked=apart[0], written=apart[1])
            verified = replace(verified, status="unavailable", headline=headline)
        return _Drafted(draft, verified, fallback, unasked)

    def check(self, text: str, service: str, as_of: date | None = None, terms_type: str | None = None) -> Answer:
        """Check what somebody says the terms say: ``Answer.claims`` has each claim of the text with its verdict.

        Without ``as_of`` it is the day the text asks about ("as of 27 July 2023"), else today.

        Raises:
            ConfigurationError: the text is empty or too long.
            NotFound: no such service or document, or none in force on that day.
            HomeError: the library or the index cannot be used.
        """
        clock = _Clock()
        text, today = checking.checked(text), self._today()
        day = as_of or checking.as_of_in(text) or today
        library = self.versions()
        standing, notes = in_force(library, service, terms_type, day, today)
        versions = checking.versions_of(standing, library)
        books = checking.Books(
            standing[0].service_name,
            day,
            standing,
            versions,
            {v.id: self.reading(v) for v in versions},
            self._shelves.of,
        )
        found = checking.Checker(self._retriever, books, self._judge).check(text)
        clock.lap("check")
        return checking.answer(text, found, books, notes, clock.timings, self.model)

    def _priced(self, answer: Answer) -> Answer:
        """The answer with what it cost, where that is known."""
        cost = self._prices.cost(answer.engine.tokens) if self._prices else None
        return replace(answer, engine=replace(answer.engine, cost_usd=cost))

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
        return self._retriever.search(shelves, understood.looked_up, k, readings), readings

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
        """Load what the first question would wait for: the models, the index and what is watched for."""
        self._on_warm()
        self._watcher.warm()
        for version in self.versions()[:1]:
            self._retriever.search([self._shelves.of(version)], "terms", 1)

    def prepare(self) -> Iterator[object]:
        """Do ahead, a little with each step, what the first questions to the terms in force would wait for.

        Raises:
            HomeError: the library or the index cannot be used.
        """
        today = self._today()
        library = [version for version in self.versions() if version.effective <= today]
        versions = all_in_force(library, (), None, today)[:PREPARED] if library else ()
        for version in versions:
            yield self._shelves.of(version)
            yield self._watcher.look_through(version)
        if self._ahead is not None:  # last: of many long documents it takes minutes
            for version in versions:
                yield from self._ahead(self.reading(version))

    def ready(self) -> None:
        """Do what every question needs done; cheap once the models are loaded.

        Raises:
            HomeError: the library is empty, or it or the index cannot be used.
            ConfigurationError: the models cannot be loaded.
        """
        versions = self.versions()
        if not versions:
            raise HomeError("The library is empty.", "Take in some terms first: plainterms ingest --samples")
        self._shelves.probe(versions[0])
        self.warm()

    def close(self) -> None:
        self._on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the answer to a question to one service is made from."""

    understood: Understood
    passages: tuple[Passage, ...]
    readings: Mapping[int, Reading]
    draft: Draft | None = None
    """Where no drafter is needed: a question about time, or one that terms do not decide."""
    answer: Answer | None = None
    """Where nothing is left to be done: a claim, which has been checked."""


@dataclass(frozen=True, slots=True)
class _Drafted:
    """What was drafted and what of it was verified."""

    draft: Draft
    verified: Verified
    fallback: str | None = None
    """Why the model did not answer."""
    unasked: bool = False
    """Whether that is because it could not be asked."""


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


def _after(
    answers: Sequence[Answer], drafting: Generator[Delta, None, "_Drafted"]
) -> Generator[Delta, None, "_Drafted"]:
    """Drafting, with what was answered for other services before it in all that it shows."""
    before = [text for answer in answers for text in (answer.headline, *(s.text for s in answer.statements))]
    while True:
        try:
            delta = next(drafting)
        except StopIteration as done:
            drafted: _Drafted = done.value
            return drafted
        yield Delta("\n\n".join([*before, delta.text]))


def _other_language(question: Question, answer: Answer, found: Sequence[_Evidence]) -> tuple[str, ...]:
    """A note when the answer cannot be in the language that was asked for."""
    wanted = CODES.get((question.language or "").split("-")[0].lower())
    written = {language_of(reading.source[:READ]) for evidence in found for reading in evidence.readings.values()}
    if wanted is None or answer.engine.mode == "model" or not written or wanted in written:
        return ()
    return (f"Without a chat model the answer is not in {wanted}: it is the words of the terms.",)


def _choice(headline: str, as_of: date) -> Answer:
    """What is to be chosen before anything can be looked up. The caller puts the question in."""
    return Answer("needs_choice", headline, "", "", as_of, Engine("excerpt"))


def _assemble(understood: Understood, drafted: "_Drafted") -> Answer:
    draft, verified = drafted.draft, drafted.verified
    return Answer(
        status=verified.status,
        headline=verified.headline,
        question=understood.question,
        standalone_question=understood.standalone,
        as_of=understood.as_of,
        yes_no=verified.yes_no,
        statements=explained(verified.statements),
        citations=verified.citations,
        documents=understood.versions,
        notes=understood.notes,
        engine=Engine(
            mode="model" if draft.model else "excerpt",
            model=draft.model,
            prompt_sha256=draft.prompt_sha256,
            tokens=dict(draft.tokens),
            fallback=drafted.fallback,
            unasked=drafted.unasked,
            answerable=draft.answerable,
            cached=draft.cached,
        ),
    )


__all__ = ["ClauseText", "DocumentInfo", "Explainer", "ServiceInfo"]
