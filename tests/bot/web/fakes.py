"""An honest explainer of one screen: three clauses, words in common decide, every citation is cut out of the source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event

from bot.comparing import Comparison
from bot.feedback import FeedbackBox
from bot.types import (
    Answer,
    Answered,
    CheckedClaim,
    CheckedQuote,
    Citation,
    Delta,
    Engine,
    Question,
    Retrieved,
    Statement,
    Verdict,
)
from bot.watching import Flag, StandingRight, Watched
from bot.web.conversation.keeping import Keeping
from bot.web.conversation.seal import Seal
from ingest import Clause, NotFound, Passage, Reading, Span, Version, changes

TERMS = """# Terms of Merle Pages

**1. Your content.** You keep what you write. You grant us a licence to *host* and show it, as our
[privacy notice](https://merle.example/privacy) says.

**2. Closing accounts.** We may close an account that breaks these rules. We tell you 14 days before.

**3. Fees.** The yearly plan renews by itself unless you cancel it before the day of renewal.
"""


def version_of(
    day: str, terms_type: str = "terms-of-service", service: str = "merle", name: str = "Merle Pages"
) -> Version:
    at = date.fromisoformat(day)
    return Version(at.toordinal(), service, name, terms_type, day, at, (), "https://merle.example/terms", "ab" * 32)


def clauses_of(source: str) -> tuple[Clause, ...]:
    """One clause for each paragraph that begins "**1. Title.**"."""
    found = re.finditer(r"^\*\*(\d+)\. ([^*]+)\.\*\*.*?(?=\n\n|\Z)", source, re.MULTILINE | re.DOTALL)
    return tuple(Clause("", m[1], m[2], (f"{m[1]} {m[2]}",), "clause", m.start(), m.end()) for m in found)


@dataclass(frozen=True)
class FakeDocument:
    terms_type: str
    versions: Sequence[Version]


@dataclass(frozen=True)
class FakeService:
    slug: str
    name: str
    documents: Sequence[FakeDocument]


@dataclass(frozen=True)
class FakeClauseText:
    source: str
    start: int
    end: int
    label: str
    title: str
    path: tuple[str, ...]


@dataclass
class FakeExplainer:
    source: str = TERMS
    versions: tuple[Version, ...] = (version_of("2024-01-10"), version_of("2024-06-01"))
    mode: str = "excerpt"
    model: str | None = None
    fails: Exception | None = None
    fails_late: bool = False
    asked: list[Question] = field(default_factory=list)
    broken: Exception | None = None
    """What happens to whoever looks at the library."""
    holds: bool = False
    """Keep each answer back after its draft, until the services are asked for."""
    released: Event = field(default_factory=Event)
    holding: Event = field(default_factory=Event)
    """Set while an answer is kept back."""
    looks_late: bool = False
    """Look through the terms of any service but the first only once it is asked whether it can answer."""
    looking: Event = field(default_factory=Event)

    def stream(self, question: Question) -> Iterator[Retrieved | Delta | Answered]:
        self.asked.append(question)
        if self.fails and not self.fails_late:
            raise self.fails
        version = self.in_force(question.service, question.as_of)[0]
        words = set(re.findall(r"\w{4,}", question.text.lower()))
        clauses = clauses_of(self.source)
        scores = [len(words & set(re.findall(r"\w{4,}", self.source[c.start : c.end].lower()))) for c in clauses]
        standalone = f"{question.history[-2].content} {question.text}" if question.history else question.text
        found = tuple(
            Passage(f"c{i}", version, c, Span(c.start, c.end), float(s), i, None)
            for i, (c, s) in enumerate(zip(clauses, scores, strict=True), 1)
        )
        yield Retrieved(standalone, found)
        if self.fails:
            raise self.fails
        # Before the draft can be seen: whoever has seen it may let the answer go on at once.
        self.released.clear()
        yield Delta("Looking at")
        yield Delta("Looking at the clause")
        if self.holds:
            self.holding.set()
            assert self.released.wait(60)
        said = {
            "question": question.text,
            "standalone_question": standalone,
            "as_of": question.as_of or version.effective,
        }
        engine = Engine(self.mode, self.model)  # type: ignore[arg-type]
        if not any(scores):
            yield Answered(
                Answer("not_in_terms", "No clause speaks of this.", engine=engine, documents=(version,), **said)
            )
            return
        best = clauses[scores.index(max(scores))]
        start = self.source.index("**", best.start + 2) + 3
        quote = self.source[start : best.end]
        citation = Citation(
            service=version.service,
            terms_type=version.terms_type,
            version=version.version,
            part="",
            label=best.label,
            sub="",
            title=best.title,
            quote=quote,
            start=start,
            end=best.end,
            source_url=version.source_url,
            source_sha256=version.sha256,
        )
        answer = Answer("answered", f"{best.title} is what this is about.", engine=engine, documents=(version,), **said)
        yield Answered(replace(answer, statements=(Statement(quote, (0,), "excerpt"),), citations=(citation,)))

    def check(self, text: str, service: str, as_of: date | None = None, terms_type: str | None = None) -> Answer:
        """The answer to the text as a question, as a verdict: contradicted where a clause shares words with it."""
        *_, last = self.stream(Question(text, service, terms_type, as_of))
        assert isinstance(last, Answered)
        found = last.answer
        verdict: Verdict = "contradicted" if found.citations else "not_stated"
        quote = CheckedQuote(text[:40], False, near=0 if found.citations else None)
        claim = CheckedClaim(text, verdict, "As the clause says.", (0,), (0,), (quote,))
        if not found.citations:
            claim = CheckedClaim(text, verdict, "No clause speaks of this.")
        return replace(found, verdict=verdict, claims=(claim,))

    def services(self) -> list[FakeService]:
        self.released.set()
        if self.broken:
            raise self.broken
        slugs = dict.fromkeys((v.service, v.service_name) for v in self.versions)
        types = {slug: dict.fromkeys(v.terms_type for v in self.versions if v.service == slug) for slug, _ in slugs}
        return [
            FakeService(
                slug,
                name,
                [
                    FakeDocument(t, [v for v in self.versions if (v.service, v.terms_type) == (slug, t)])
                    for t in types[slug]
                ],
            )
            for slug, name in slugs
        ]

    def watch(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> Watched:
        if self.looks_late and service != self.versions[0].service:
            assert self.looking.wait(60)
        version = self.in_force(service, as_of)[0]
        last = clauses_of(self.source)[-1]
        quote = self.source[last.start : last.end]
        place = ("", last.label, "", last.title, quote, last.start, last.end, version.source_url, version.sha256)
        citation = Citation(version.service, version.terms_type, version.version, *place)
        right = StandingRight("You may cancel or stop when you want.", 0)
        flag = Flag("auto_renewal", "It renews by itself", "It goes on.", "It costs.", 0.94, "sure", (0,), (right,))
        return Watched(service, as_of or version.effective, (version,), (flag,), (citation,))

    def search(
        self, service: str, words: str, k: int = 10, as_of: date | None = None, terms_type: str | None = None
    ) -> tuple[Passage, ...]:
        found, *_ = self.stream(Question(words, service, terms_type, as_of))
        assert isinstance(found, Retrieved)
        return found.passages[:k]

    def search_across(
        self, services: Sequence[str], words: str, k: int = 10, as_of: date | None = None, terms_type: str | None = None
    ) -> tuple[Passage, ...]:
        return self.search(services[0] if services else self.versions[0].service, words, k, as_of, terms_type)

    def changes(
        self, service: str, from_: date | None = None, to: date | None = None, terms_type: str | None = None
    ) -> Comparison:
        newer, older = self.in_force(service, to)[0], self.in_force(service, from_)[0]
        return Comparison(older, newer, changes(self.reading(older), self.reading(newer)))

    def prepare(self) -> Iterator[object]:
        return iter(())

    def ready(self) -> None:
        self.looking.set()
        if self.broken:
            raise self.broken

    def in_force(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> tuple[Version, ...]:
        found = [v for v in self.versions if v.service == service and (as_of is None or v.effective <= as_of)]
        if not found:
            raise NotFound(f"There is no service {service!r} in the library.", "Did you mean merle?")
        return (max(found, key=lambda v: v.effective),)

    def reading(self, version: Version) -> Reading:
        return Reading(version, self.source, clauses_of(self.source), (), ())

    def clause_text(self, citation: Citation) -> FakeClauseText:
        clause = next(c for c in clauses_of(self.source) if c.start <= citation.start < c.end)
        return FakeClauseText(self.source, clause.start, clause.end, clause.label, clause.title, clause.path)


class OneSentence(FakeExplainer):
    """Quotes the first sentence of a clause, however long the clause is."""

    def stream(self, question: Question) -> Iterator[Retrieved | Delta | Answered]:
        for event in super().stream(question):
            if isinstance(event, Answered) and event.answer.citations:
                (cited,) = event.answer.citations
                quote = cited.quote[: cited.quote.index(".") + 1]
                cut = replace(cited, quote=quote, end=cited.start + len(quote))
                said = (Statement(quote, (0,), "excerpt"),)
                event = Answered(replace(event.answer, statements=said, citations=(cut,)))  # noqa: PLW2901
            yield event


def kept_in(folder: str) -> Keeping:
    """Opinions kept in a folder, and a seal that outlives the server."""
    return Keeping(Seal(b"k" * 32), FeedbackBox(Path(folder)))


HOSTILE = """# Terms

**1. Uploads <img src=x onerror="window.harmed=1"> {{value}} ${window.harmed=2}.** An upload
<script>window.harmed = 3</script> is <a href="javascript:window.harmed=4" onclick="window.harmed=5">yours</a>
![pixel](https://elsewhere.example/pixel.png) <iframe src="https://elsewhere.example/"></iframe>
<style>body { display: none }</style> <svg onload="window.harmed=6"> "onmouseover="window.harmed=7" x=" `${1}`
\u202ereversed\u202c {{#each x}} &lt;script&gt;window.harmed=8&lt;/script&gt; [go](https://elsewhere.example/login).
"""
