"""READ FIRST in bot/checking: what somebody says the terms say → each claim with a verdict, its reason and the clauses.

    text ──claims──▶ claims ──quoting──▶ quotations looked up in every version, and dated
                            ──evidence──▶ rules in force ──judging──▶ supports, contradicts, partly, none
                            ──other versions──▶ when was it so, if not now?
                            ──building──▶ verified statements and citations ──▶ Answer

The pasted text is never quoted as the terms: it is shown as what the text says; citations are made by
``bot.verifying.verify`` from the documents alone. In doubt a claim is "not stated". A chat model, where there is one,
judges too (``model``): it must name an exact quote, and where it fails or names none, the rules judge.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.checking import wording
from bot.checking.building import Builder, Shown
from bot.checking.claims import Claim, claims_of
from bot.checking.days import days_in
from bot.checking.evidence import Evidence, Rule
from bot.checking.judging import NONE, OTHER_FIGURE, Judged, Relation, Said, judge, states_figures
from bot.checking.quoting import MOST_QUOTES, Place, Quoted, Stretch, Texts, spoken_stretches, stretches
from bot.checking.words import meanings, read
from bot.models import was_asked
from bot.retrieval import Retriever, Shelf
from bot.turns import current
from bot.types import CheckedClaim, CheckedQuote, Citation, Statement, Verdict
from bot.verifying.guard import figures_agree
from ingest import ModelError, Reading, Version, readable

MOST_VERSIONS = 24
"""Versions of a service that are looked at, the newest ones."""
MOST_DATED = 12
"""Claims of one text that are held against every other version as well, since that takes longest."""
SURE = 0.78
"""Strength from which a rule of another version bears a claim out: what is only alike may be about something else."""
MOST_ASKED = 8
"""Claims of one text that a chat model judges; each is a call of some seconds."""
FEWEST_QUOTED = 3
"""Words of the quote a model must point at."""
LONG_QUOTE = 6
"""Words of a quotation that is not only a way of putting it: near the terms' words, but not them, it misleads."""
NEAR_ENOUGH = 0.3
"""Cosine from which the best sentence is worth showing as the nearest clause."""


@dataclass(frozen=True, slots=True)
class Books:
    """The versions a text is checked against."""

    company: str
    day: date
    standing: tuple[Version, ...]
    """In force on that day, one of each document."""
    versions: tuple[Version, ...]
    """Every version of these documents, each document from the oldest to the newest."""
    readings: Mapping[int, Reading]
    """By ``Version.id``."""
    shelf: Callable[[Version], Shelf]

    def of(self, version: Version) -> list[Version]:
        """All versions of the document that this is a version of, the oldest first."""
        return [v for v in self.versions if v.terms_type == version.terms_type]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a text."""

    claims: tuple[CheckedClaim, ...]
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    judged_by_model: bool = False
    """A chat model judged at least one of the claims."""
    prompt_sha256: str | None = None
    fallback: str | None = None
    """Why the model did not judge some or all of them, in one sentence."""
    unasked: bool = False
    """Whether that is because it could not be asked."""
    tokens: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a chat model makes of one claim; unchecked."""

    relation: Relation
    rule: Rule
    quote: str
    """The words of the rule it points at."""
    prompt_sha256: str
    tokens: Mapping[str, int]


Judge = Callable[[str, Sequence[Rule]], Ruling | None]
"""A claim and the rules found for it → what a chat model makes of it, None when it finds nothing. Raises ModelError."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim against the best rule for or against it."""

    judged: Judged = NONE
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class _Finding:
    """A verdict on one claim before it is put into words."""

    verdict: Verdict
    why: str
    shown: tuple[Shown, ...] = ()


class Checker:
    """Checks texts against the versions of a service."""

    def __init__(self, retriever: Retriever, books: Books, judge: Judge | None = None) -> None:
        self._evidence = Evidence(retriever, books.readings, books.shelf)
        self._books = books
        self._judge = judge
        self._texts = Texts(list(books.readings.values()))
        self._builder = Builder(books.readings)
        self._asked = self._dated = 0
        self._rulings: list[Ruling] = []
        self._fallback: str | None = None
        self._unasked = False

    def check(self, text: str) -> Checked:
        """Every claim of a text with its verdict; none when the text claims nothing."""
        done: list[CheckedClaim] = []
        quotes_left = MOST_QUOTES
        before: Claim | None = None
        for claim in claims_of(text, self._books.company):
            current().go_on()
            quotes = claim.quotes[:quotes_left]
            quotes_left -= len(quotes)
            done.append(self._checked(replace(claim, quotes=quotes), before))
            before = claim
        tokens: Counter[str] = Counter()
        for ruling in self._rulings:
            tokens.update(ruling.tokens)
        return Checked(
            tuple(done),
            tuple(self._builder.statements),
            tuple(self._builder.citations),
            judged_by_model=bool(self._rulings),
            prompt_sha256=self._rulings[0].prompt_sha256 if self._rulings else None,
            fallback=self._fallback,
            unasked=self._unasked,
            tokens=dict(tokens),
        )

    def _checked(self, claim: Claim, before: Claim | None) -> CheckedClaim:
        looked_up = [self._looked_up(quote) for quote in claim.quotes]
        finding = self._by_quotes(claim, looked_up) or self._by_meaning(claim, before)
        lost = [one for one in looked_up if one.quote.of_terms and not one.places]
        if lost and finding.verdict in ("supported", "not_stated"):
            finding = self._misquoted(finding, lost)
        shown = (*finding.shown, *(one.shown for one in looked_up))
        return CheckedClaim(
            text=claim.text,
            verdict=finding.verdict,
            why=finding.why,
            statements=tuple(dict.fromkeys(i for one in finding.shown for i in one.statements)),
            citations=tuple(dict.fromkeys(i for one in shown for i in one.citations)),
            quotes=tuple(one.checked() for one in looked_up),
        )

    # --- quotations ------------------------------------------------------------------------------------------------

    def _looked_up(self, quote: Quoted) -> "_LookedUp":
        places = self._texts.places(quote.text)
        if not places:
            near = self._texts.near(quote.text, self._books.day)
            return _LookedUp(quote, near=near, shown=self._builder.at(near) if near else Shown())
        best = next((p for p in places if p.version in self._books.standing), places[-1])
        own = self._books.of(best.version)
        holding = {place.version.id for place in places}
        return _LookedUp(quote, places, stretches(holding, own), best, shown=self._builder.at(best))

    def _by_quotes(self, claim: Claim, looked_up: Sequence["_LookedUp"]) -> _Finding | None:
        """The verdict on a claim that the terms use certain words, where they do in some version."""
        real = [one for one in looked_up if one.places]
        if not real or len(real) < sum(one.quote.of_terms for one in looked_up):
            return None
        if claim.kind in ("added", "removed", "practice") or not (claim.of_terms or real[0].is_most_of(claim.core)):
            return None
        shown = tuple(one.shown for one in real)
        gone = next((one for one in real if one.best and one.best.version not in self._books.standing), None)
        if gone is None:
            return _Finding("supported", wording.THESE_WORDS.format(place=real[0].shown.place), shown)
        when = spoken_stretches(gone.when)
        return _Finding("misleading", wording.WORDS_THEN.format(when=when, place=gone.shown.place), shown)

    def _misquoted(self, finding: _Finding, lost: Sequence["_LookedUp"]) -> _Finding:
        """A claim that gives words as the terms' own which are in no version."""
        near = next((one for one in lost if one.shown), None)
        if finding.verdict == "supported":
            garbled = near is not None and len(near.quote.text.split()) >= LONG_QUOTE
            verdict: Verdict = "misleading" if garbled else "supported"
            return replace(finding, verdict=verdict, why=f"{finding.why} {wording.OTHER_WORDS}")
        if near is None:
            return replace(finding, why=wording.NO_SUCH_WORDS)
        return _Finding("contradicted", wording.NEAR_WORDS.format(place=near.shown.place), (near.shown,))

    # --- meaning -----------------------------------------------------------------------------------------------------

    def _by_meaning(self, claim: Claim, before: Claim | None) -> _Finding:
        if claim.kind == "practice":
            return _Finding("not_stated", wording.PRACTICE)
        if claim.kind == "outside":
            return _Finding("not_stated", wording.OUTSIDE)
        event = claim.kind in ("added", "removed")
        said = Said(claim.matter, self._books.company, event)
        if claim.kind != "rule" and not said.words and before is not None:
            said = Said(before.matter, self._books.company, event)
        if not said.words or claim.only_quotes:
            return _Finding("not_stated", wording.NOTHING)
        if claim.kind == "added":
            return self._came(claim, said)
        now = self._held(said, self._books.standing)
        if claim.kind == "removed":
            return self._went(said, now)
        if now.judged.relation == "supports":
            return self._finding("supported", now, said)
        self._dated += 1
        then = self._at_other_times(said) if self._dated <= MOST_DATED else {}
        if then:
            return self._so_then(then, now, said)
        verdict: Verdict | None = wording.VERDICTS.get(now.judged.relation)
        return self._finding(verdict, now, said) if verdict else self._not_stated(said, now)

    def _held(self, said: Said, versions: Sequence[Version]) -> _Held:
        """The rule of some versions that speaks most clearly for or against what is said."""
        rules = self._evidence.rules(said.told, self._books.company, versions)
        if versions == self._books.standing and (ruled := self._ruled(said, rules)) is not None:
            return ruled
        held = [_Held(_judged(said, rule), rule) for rule in rules]
        # A rule with other figures says nothing against a claim whose own figures stand in a rule that is more like it.
        like = max((rule.similarity for rule in rules if states_figures(said, rule.whole)), default=-1.0)
        held = [one for one in held if one.judged.why != OTHER_FIGURE or not one.rule or one.rule.similarity > like]
        best = max(held, key=lambda one: one.judged.strength, default=_Held())
        if best.judged.relation == "none":  # nothing tells, or what comes nearest cannot be judged
            return _Held(
                NONE, best.rule if best.judged.strength else max(rules, key=lambda r: r.similarity, default=None)
            )
        return best

    def _ruled(self, said: Said, rules: Sequence[Rule]) -> _Held | None:
        """What the chat model says, where it stands on words that are there; None leaves it to the rules."""
        if self._judge is None or self._fallback is not None or not rules:
            return None
        if self._asked == MOST_ASKED:
            self._fallback = f"The model judged the first {MOST_ASKED} claims; fixed rules judged the rest."
            return None
        self._asked += 1
        try:
            ruling = self._judge(said.text, rules)
        except ModelError as problem:
            self._fallback = f"{problem} So fixed rules judged the claims."
            self._unasked = not was_asked(problem)
            return None
        if ruling is None or ruling.rule not in rules or ruling.relation not in wording.MODEL_SAYS:
            return None
        stands = ruling.quote and readable(ruling.rule.whole).find(ruling.quote) is not None
        if not stands or len(ruling.quote.split()) < FEWEST_QUOTED:
            return None
        if ruling.relation == "supports" and not figures_agree(said.told, [ruling.rule.whole]):
            return None
        self._rulings.append(ruling)
        return _Held(Judged(ruling.relation, 1.0, wording.MODEL_SAYS[ruling.relation]), ruling.rule)

    def _at_other_times(self, said: Said) -> dict[int, _Held]:
        """The versions not in force that bear out what is said, by id, with the rule that does."""
        found = {}
        for version in self._books.versions:
            if version not in self._books.standing:
                held = self._held(said, (version,))
                if held.judged.relation == "supports" and held.judged.strength >= SURE:
                    found[version.id] = held
        return found

    def _so_then(self, then: Mapping[int, _Held], now: _Held, said: Said) -> _Finding:
        first = next(held for held in then.values())
        assert first.rule is not None  # noqa: S101  what is borne out has its rule
        when = self._when(first.rule.passage.version, set(then))
        last = [held for held in then.values() if held.rule and held.rule.passage.version.terms_type == _type(first)][
            -1
        ]
        shown = [self._builder.rule(held.rule, said.told) for held in (last, now) if held.rule]
        if now.judged.relation == "none":
            shown = shown[:1]
        return _Finding(
            "misleading", wording.SO_THEN.format(when=when, place=shown[0].place), tuple(s for s in shown if s)
        )

    def _when(self, version: Version, holding: set[int]) -> str:
        return spoken_stretches(stretches(holding, self._books.of(version)))

    def _finding(self, verdict: Verdict, held: _Held, said: Said) -> _Finding:
        shown = self._builder.rule(held.rule, said.told) if held.rule else Shown()
        if not shown:
            return _Finding("not_stated", wording.NOTHING)
        return _Finding(verdict, held.judged.why.format(place=shown.place), (shown,))

    def _not_stated(self, said: Said, held: _Held) -> _Finding:
        if held.rule is None or held.rule.similarity < NEAR_ENOUGH:
            return _Finding("not_stated", wording.NOTHING)
        shown = self._builder.near(held.rule)
        return _Finding(
            "not_stated", wording.ONLY_NEAR.format(place=shown.place) if shown else wording.NOTHING, (shown,)
        )

    # --- what came and went ------------------------------------------------------------------------------------------

    def _by_document(self, said: Said) -> tuple[list[Version], dict[int, _Held]]:
        """The versions of the document that speaks of what is said, and those of them that do."""
        best: tuple[float, list[Version], dict[int, _Held]] = (0.0, [], {})
        # Of two that speak of it as well, the terms of service: "the terms took it in" is said of them.
        for standing in sorted(self._books.standing, key=lambda version: version.terms_type != "terms-of-service"):
            own = self._books.of(standing)
            held = {version.id: self._speaks(said, version) for version in own}
            held = {id_: one for id_, one in held.items() if one.judged.relation in ("supports", "partly")}
            strength = max((one.judged.strength for one in held.values()), default=0.0)
            if strength > best[0]:
                best = strength, own, held
        return best[1], best[2]

    def _speaks(self, said: Said, version: Version) -> _Held:
        """Whether a version has what is said to have come: a rule, or, where it is only a matter, a word of it."""
        if said.deeds:
            return self._held(said, (version,))
        for rule in self._evidence.rules(said.told, self._books.company, (version,)):
            there = meanings(read(rule.text, self._books.company))
            if all(there & {word.stem, *word.concepts} for word in said.words):
                return _Held(Judged("supports", 1.0), rule)
        return _Held()

    def _came(self, claim: Claim, said: Said) -> _Finding:
        """A claim that something came into the terms, perhaps on a day it names."""
        own, held = self._by_document(said)
        when = stretches(set(held), own)
        if not when:
            return self._not_stated(said, self._held(said, self._books.standing))
        began = when[0]
        first = held[next(v.id for v in own if v.effective == began.begin and v.id in held)]
        spoken = spoken_stretches(when)
        days = days_in(claim.core)
        if any(day.is_of(began.begin) for day in days) and not began.first:
            return self._finding("supported", _worded(first, wording.CAME.format(when=spoken, place="{place}")), said)
        if days and began.first and all(day.is_before(began.begin) for day in days):
            return self._finding("not_stated", _worded(first, wording.OLDER.format(when=spoken, place="{place}")), said)
        if days:
            return self._finding(
                "contradicted", _worded(first, wording.OTHER_DAY.format(when=spoken, place="{place}")), said
            )
        verdict: Verdict = "contradicted" if began.first and len(own) > 1 else "supported"
        if began.first and len(own) == 1:
            verdict = "not_stated"
        return self._finding(verdict, _worded(first, wording.CAME.format(when=spoken, place="{place}")), said)

    def _went(self, said: Said, now: _Held) -> _Finding:
        """A claim that something has gone from the terms."""
        if now.judged.relation in ("supports", "partly"):
            return self._finding("contradicted", _worded(now, wording.STILL_THERE), said)
        then = self._at_other_times(said)
        if not then:
            return self._not_stated(said, now)
        held = [one for one in then.values() if one.rule][-1]
        assert held.rule is not None  # noqa: S101
        when = self._when(held.rule.passage.version, set(then))
        return self._finding("supported", _worded(held, wording.GONE.format(when=when, place="{place}")), said)


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """A quotation with where it stands, or what comes near it."""

    quote: Quoted
    places: tuple[Place, ...] = ()
    when: tuple[Stretch, ...] = ()
    best: Place | None = None
    near: Place | None = None
    shown: Shown = Shown()

    def is_most_of(self, core: str) -> bool:
        return len(self.quote.text) > 0.6 * len(core)

    def checked(self) -> CheckedQuote:
        return CheckedQuote(
            text=self.quote.text,
            found=bool(self.places),
            versions=tuple(place.version.effective for place in self.places),
            begin=self.when[0].begin if self.when else None,
            end=self.when[-1].end if self.when else None,
            near=self.shown.citations[0] if self.near and self.shown else None,
        )


def _judged(said: Said, rule: Rule) -> Judged:
    return judge(
        said,
        rule.text,
        lead=rule.lead,
        exceptions=rule.exceptions,
        titles=rule.titles,
        around=rule.around,
        similarity=rule.similarity,
    )


def _worded(held: _Held, why: str) -> _Held:
    return replace(held, judged=replace(held.judged, why=why))


def _type(held: _Held) -> str:
    return held.rule.passage.version.terms_type if held.rule else ""
