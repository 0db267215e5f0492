"""READ FIRST in bot/timeline: a question about time → a draft made from the versions themselves.

    asked about time? ──▶ which versions ──▶ what in them is about it ──▶ what each was before ──▶ draft + passages

No model has a part in it: what changed, and when, is found by comparing the stored texts. The draft goes through
``bot.verify`` like any other. An ordinary question gives None, and is answered from the version in force as always.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.drafting import Drafter, DraftRequest
from bot.plain import NOT_IN_TERMS
from bot.retrieval import Retriever, Shelves
from bot.timeline import drafter as words
from bot.timeline.about import Relevance, content, relevance, spoken_of
from bot.timeline.asked_about_time import TimeAsked, asked_about_time, topic_of
from bot.timeline.evidence import Evidence, listed, named, number, place, spoken, until
from bot.timeline.pieces import Compared, Wording, key_of, wordings_of
from bot.timeline.sides import Sides, compared, in_force_on
from bot.timeline.when import Days, ReadDays, read_days
from bot.types import Draft, DraftStatement, Question
from bot.understand import Understood, clean
from ingest import Passage, Reading, Version, changes, readable

KEPT = 64
"""Comparisons kept in memory; of versions of 100 kB each takes up to half a second, and is asked for again in a
follow-up."""
PASSAGES = 8
"""Read to find what a version says about a topic."""
LEAST_SIMILARITY = 0.25
"""Cosine of a topic and the best passage below which, and without a shared word, nothing is about it (as for excerpts)."""
MUCH_NEARER = 0.85
"""Score of the terms of service, as a share of that of the document that comes nearest to a topic, from which they are
asked first."""
MOST_ANCHORS = 2
"""Sentences that are followed through the versions."""
MOST_STAGES = 4
"""Earlier wordings of a sentence that are told."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer about time before it is verified, with all it stands on."""

    draft: Draft
    passages: tuple[Passage, ...]
    readings: Mapping[int, Reading]
    understood: Understood
    """The question as it was read, with the versions that are compared."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question about time with what the conversation adds."""

    time: TimeAsked
    days: tuple[Days, ...]
    topic: str
    notes: tuple[str, ...]
    from_before: bool
    """Whether the topic comes from an earlier turn."""


class Timeline:
    """Answers questions about time. Safe to use from several threads."""

    def __init__(self, shelves: Shelves, retriever: Retriever, excerpts: Drafter) -> None:
        self._shelves = shelves
        self._retriever = retriever
        self._excerpts = excerpts
        self._wordings = lru_cache(maxsize=KEPT)(lambda version: wordings_of(shelves.reading(version)))
        self._compared = lru_cache(maxsize=KEPT)(self._compare)

    def told(self, question: Question, understood: Understood, library: Sequence[Version], today: date) -> Told | None:
        """What the versions say to a question about time; None when it is an ordinary question.

        Args:
            question: whose ``as_of`` is the day it is asked at, and whose history tells what "that" is.
            understood: the same as an ordinary question.
            library: all versions, by service, document and date.
            today: what "last month" counts from where the question has no day of its own.
        """
        day = question.as_of or today
        own = [v for v in library if v.service == understood.versions[0].service]
        asked = _read(question, understood.question, own, day)
        if asked is None:
            return None
        versions = self._document(_documents(own, question.terms_type, understood.question), asked, day)
        answering = _Answering(self, versions, asked, day, understood.question)
        found = answering.answer()
        if found is None:
            return None
        draft, read = found
        standalone = understood.standalone
        if not asked.from_before:
            standalone = understood.question
        elif standalone == understood.question:
            standalone = f"{asked.topic} — {understood.question}"
        return Told(
            draft,
            tuple(answering.evidence.passages),
            answering.evidence.readings,
            replace(
                understood,
                standalone=standalone,
                versions=tuple(sorted(set(read), key=versions.index)),
                notes=tuple(dict.fromkeys((*understood.notes, *asked.notes, *answering.notes))),
            ),
        )

    def _document(self, documents: Sequence[Sequence[Version]], asked: _Asked, day: date) -> Sequence[Version]:
        """The document that is asked about: where the topic is, else where something changed, terms of service first."""
        if len(documents) == 1:
            return documents[0]
        if asked.time.kind == "clause":
            label = asked.time.label
            return next((d for d in documents if any(_labelled(self.wordings(v), label) for v in d)), documents[0])
        if asked.topic:
            return self._nearest_document(documents, asked.topic, day)
        touched = [
            versions
            for versions in documents
            if any(days.holds(version.effective) for days in asked.days for version in versions[1:])
        ]
        return (touched or [versions for versions in documents if len(versions) > 1] or documents)[0]

    def _nearest_document(self, documents: Sequence[Sequence[Version]], topic: str, day: date) -> Sequence[Version]:
        """The document whose version in force speaks most of a topic; the first one unless another is much nearer."""
        current = [in_force_on(versions, day) or versions[0] for versions in documents]
        readings = {version.id: self.reading(version) for version in current}
        found = self._retriever.search([self._shelves.of(v) for v in current], topic, PASSAGES, readings)
        scores = [max((p.score for p in found if p.version == v), default=0.0) for v in current]
        near = [n for n, score in enumerate(scores) if score >= MUCH_NEARER * max(scores)]
        return documents[near[0]]

    def _compare(self, older: Version, newer: Version) -> Compared:
        found = changes(self._shelves.reading(older), self._shelves.reading(newer))
        return Compared(older, newer, found, self._wordings(older), self._wordings(newer))

    # --- for _Answering ----------------------------------------------------------------------------------------------

    def compared(self, older: Version, newer: Version) -> Compared:
        return self._compared(older, newer)

    def wordings(self, version: Version) -> tuple[Wording, ...]:
        return self._wordings(version)

    def reading(self, version: Version) -> Reading:
        return self._shelves.reading(version)

    def relevance(self, versions: Sequence[Version], topic: str) -> Relevance:
        once = list(dict.fromkeys(versions))
        readings = {version.id: self.reading(version) for version in once}
        return relevance(self._retriever, [self._shelves.of(version) for version in once], readings, topic)

    def says(self, version: Version, topic: str) -> list[Wording]:
        """The sentences of a version that answer a topic, the best first; empty when none does."""
        readings = {version.id: self.reading(version)}
        passages = self._retriever.search([self._shelves.of(version)], topic, PASSAGES, readings)
        drafts = [d for d in self._excerpts.draft(DraftRequest(topic, passages, readings)) if isinstance(d, Draft)]
        return list(dict.fromkeys(_quoted(drafts[-1], passages, self.wordings(version)))) if drafts else []


def _quoted(draft: Draft, passages: Sequence[Passage], wordings: Sequence[Wording]) -> Iterator[Wording]:
    """The sentences that a draft of excerpts quotes."""
    by_id = {passage.id: passage for passage in passages}
    for statement in draft.statements:
        for quote in statement.quotes:
            clause = by_id[quote.passage_id].clause
            quoted = key_of(readable(quote.quote).text)
            for wording in wordings:
                if clause.start <= wording.span.start < clause.end and wording.key in quoted:
                    yield wording


# --- the question ----------------------------------------------------------------------------------------------------


def _read(question: Question, typed: str, own: Sequence[Version], day: date) -> _Asked | None:
    """A question about time, with what is left unsaid taken from the earlier turns."""
    names = [name for version in own[:1] for name in (version.service_name, version.service)]
    effective = [version.effective for version in own if version.effective <= day]
    earlier = [clean(turn.content) for turn in question.history if turn.role == "user"]
    years = [days.last.year for text in reversed(earlier) for days in read_days(text, day, effective).days]
    read = read_days(typed, day, years=years)
    time = asked_about_time(typed, read, names)
    if time is None:
        time = _goes_on(typed, read, earlier, day, names)
        if time is None:
            return None
    if time.kind in ("compare", "clause"):
        read = read_days(typed, day, effective, years)
    topic = time.topic if content(time.topic) else ""
    for text in reversed(earlier) if not topic else ():
        before = read_days(text, day)
        told = asked_about_time(text, before, names)
        spoken_about = told.topic if told else topic_of(text, before)
        if content(spoken_about):
            return _Asked(time, read.days, spoken_about, read.notes, True)
    return _Asked(time, read.days, topic, read.notes, False)


def _goes_on(typed: str, read: ReadDays, earlier: Sequence[str], day: date, names: Sequence[str]) -> TimeAsked | None:
    """What "and on 11 August?" asks: the same as the turn before, at another time."""
    if not (read.days and earlier) or content(topic_of(typed, read)):
        return None
    before = asked_about_time(earlier[-1], read_days(earlier[-1], day), names)
    return replace(before, topic="") if before else TimeAsked("then", "")


def _documents(own: Sequence[Version], terms_type: str | None, typed: str) -> list[list[Version]]:
    """The versions of each document that may be meant, terms of service first."""
    documents: dict[str, list[Version]] = {}
    for version in own:
        documents.setdefault(version.terms_type, []).append(version)
    named_ = [name for name in documents if name.replace("-", " ") in typed.lower() and name != "terms-of-service"]
    chosen = (
        [terms_type] if terms_type in documents else named_ or sorted(documents, key=lambda n: n != "terms-of-service")
    )
    return [documents[name] for name in chosen]


# --- the answer ------------------------------------------------------------------------------------------------------

Found = tuple[Draft, tuple[Version, ...]]
"""A draft and the versions it speaks of."""


class _Answering:
    """One question on its way to a draft."""

    def __init__(self, timeline: Timeline, versions: Sequence[Version], asked: _Asked, day: date, typed: str) -> None:
        self._timeline = timeline
        self._versions = versions
        self._asked = asked
        self._day = day
        self._typed = typed
        self.evidence = Evidence({version.id: timeline.reading(version) for version in versions})
        self.notes: list[str] = []

    @property
    def _now(self) -> Version:
        return in_force_on(self._versions, self._day) or self._versions[0]

    def answer(self) -> Found | None:
        match self._asked.time.kind:
            case "which":
                return self._which()
            case "compare":
                return self._changed()
            case "then":
                return self._then()
            case "clause":
                return self._clause()
            case _:
                return self._since()

    # --- what changed ------------------------------------------------------------------------------------------------

    def _changed(self) -> Found | None:
        sides = compared(self._versions, self._asked.days, self._day, self._typed)
        if sides is None:
            return self._only_one(self._versions[0] if len(self._versions) == 1 else self._now)
        self.notes += sides.notes
        if sides.same:
            return self._same_version(sides)
        older, newer = sides.older, sides.newer
        found = self._timeline.compared(older, newer)
        topic = self._asked.topic
        if topic and not self._asked.from_before and not spoken_of(topic, (*found.old, *found.new)):
            if self._asked.time.asks_yes_no or " about " in self._typed.lower():
                return self._not_there(topic, (older, newer))
            topic = ""
        about = self._timeline.relevance((older, newer), topic) if topic else None
        draft = self._draft(found, about)
        if sides.missed and draft is not None:
            headline = f"{sides.missed}; the change before that was {_lowered(draft.headline)}"
            draft = replace(draft, headline=headline.replace("was yes: ", "was "), yes_no=None)
        if draft is None and not self._asked.days:
            draft = self._changed_earlier(found, topic)
        if draft is None:
            draft = self._nothing_changed(found, about)
        return draft, (older, newer, *(passage.version for passage in self.evidence.passages))

    def _adjacent(self, older: Version, newer: Version) -> bool:
        return self._versions.index(newer) - self._versions.index(older) == 1

    def _draft(self, found: Compared, about: Relevance | None) -> Draft | None:
        return words.changed(
            found,
            self.evidence,
            about,
            asks_yes_no=self._asked.time.asks_yes_no,
            adjacent=self._adjacent(found.older, found.newer),
        )

    def _changed_earlier(self, found: Compared, topic: str) -> Draft | None:
        """The last change about a topic that the latest version left alone."""
        place_ = self._versions.index(found.older)
        for older, newer in zip(self._versions[:place_][::-1], self._versions[1 : place_ + 1][::-1], strict=True):
            earlier = self._timeline.compared(older, newer)
            draft = self._draft(earlier, self._timeline.relevance((older, newer), topic) if topic else None)
            if draft is not None:
                headline = f"Not in the version of {named(found.newer)}; before that, {_lowered(draft.headline)}"
                return replace(draft, headline=headline.replace("before that, yes: ", "before that, "), yes_no=None)
        return None

    def _nothing_changed(self, found: Compared, about: Relevance | None) -> Draft:
        """What is the same in both, where it is about the topic."""
        when = (
            f"on {named(found.newer)}"
            if self._adjacent(found.older, found.newer)
            else f"between {named(found.older)} and {named(found.newer)}"
        )
        if about is None:
            best = list(found.new[:1])
            headline = f"Nothing in the terms changed {when}"
        else:
            best = [w for _, w in about.best(found.new)[:MOST_ANCHORS]]
            headline = f"Nothing changed about this {when}"
        if found.changes.dates[0] != found.changes.dates[1] and not found.changes:
            headline += "; only the date is new"
        statements = words.unchanged(found, self.evidence, best)
        if self._asked.time.asks_yes_no:
            headline = f"No: {_lowered(headline)}"
        if found.changes and about is not None:
            self.notes.append("Other clauses changed: ask what changed, without a subject, to see them.")
        yes_no = words.decided(False if self._asked.time.asks_yes_no else None)
        return Draft("answered", f"{headline}.", tuple(statements), yes_no, counted=True)

    def _same_version(self, sides: Sides) -> Found | None:
        """One version was in force all the time that was asked about."""
        version = sides.newer
        if len(self._versions) == 1:
            return self._only_one(version)
        headline = sides.missed or "Nothing changed"
        first = f"; the version of {named(version)} was in force all that time"
        if sides.missed:
            first = f"; the first version in the library is of {named(self._versions[0])}"
        statements = self._quotes(version, "The version of {day} says, in {place}: “{{0}}”")
        return Draft("answered", f"{headline}{first}.", statements, counted=True), (version,)

    def _only_one(self, version: Version) -> Found | None:
        """The library has nothing to compare with."""
        first = "holds one version of this document" if len(self._versions) == 1 else "has no version before that"
        headline = f"The library {first}, of {named(version)}, so what it said before is not known."
        statements = self._quotes(version, "The version of {day} says, in {place}: “{{0}}”")
        return Draft("partly", headline, statements, counted=True), (version,)

    def _not_there(self, topic: str, read: tuple[Version, ...]) -> Found:
        self.notes.append(f"No word of “{words.refused(topic)}” stands in {listed([named(v) for v in read])}.")
        return Draft("not_in_terms", NOT_IN_TERMS), read

    def _quotes(self, version: Version, frame: str) -> tuple[DraftStatement, ...]:
        """What a version says about the topic, else how it begins."""
        found = self._timeline.says(version, self._asked.topic)[:MOST_ANCHORS] if self._asked.topic else []
        found = found or list(self._timeline.wordings(version)[:1])
        return tuple(self.evidence.says(frame.format(day=named(version), place=place(w.clause)), w) for w in found)

    # --- was it so then ----------------------------------------------------------------------------------------------

    def _then(self) -> Found | None:
        now = self._now
        then = self._at(now)
        if then is None:
            return self._only_one(self._versions[0])
        if not self._asked.topic:
            return None
        if then == now:
            return self._same_then(now)
        older, newer = sorted((then, now), key=self._versions.index)
        found = self._timeline.compared(older, newer)
        about = self._timeline.relevance((older, newer), self._asked.topic)
        if about.similarity < LEAST_SIMILARITY and not spoken_of(self._asked.topic, (*found.old, *found.new)):
            return self._not_there(self._asked.topic, (older, newer))
        anchors = self._timeline.says(now, self._asked.topic)[:MOST_ANCHORS]
        return self._then_and_now(found, about, anchors, then, now), (older, newer)

    def _at(self, now: Version) -> Version | None:
        """The version in force at the time asked about; the one before today's where no time is named."""
        if not self._asked.days:
            at = self._versions.index(now)
            return self._versions[at - 1] if at else None
        days = min(self._asked.days, key=lambda d: d.first)
        last = days.last if days.role != "before" else days.first
        if days.first > self._day:
            self.notes.append(f"{spoken(days.first)} is in the future: the terms may change until then.")
        inside = [v for v in self._versions if days.first < v.effective <= last]
        version = in_force_on(self._versions, last)
        if version is None:
            first = self._versions[0]
            self.notes.append(
                f"The first version in the library is of {named(first)}: what was in force on {spoken(last)} is not known."
            )
            return first
        if inside and not days.one_day:
            self.notes.append(f"A new version took effect in that time; the one of {named(version)} was read.")
        return version

    def _same_then(self, now: Version) -> Found | None:
        """The version of that time is still in force."""
        if not self._asked.time.asks_yes_no:
            return None
        statements = self._quotes(now, "The version of {day} says, in {place}: “{{0}}”")
        yes = not self._asked.time.turned
        headline = f"{'Yes' if yes else 'No'}: the version in force then, of {named(now)}, is the one in force now."
        if self.notes:
            headline = f"The version of {named(now)} is the only one to look in."
        return Draft("answered", headline, statements, None if self.notes else words.decided(yes), counted=True), (now,)

    def _then_and_now(
        self, found: Compared, about: Relevance, anchors: Sequence[Wording], then: Version, now: Version
    ) -> Draft:
        """What was said then and is said now, of the same matter."""
        back = then == found.older
        other = found.old if back else found.new
        best = about.best(other)
        shown: list[DraftStatement] = []
        same = reworded = absent = 0
        moved: list[str] = []
        used: set[Wording] = set()
        for new in anchors:
            old = found.before(new) if back else found.after(new)
            if old is None and best and best[0][0] >= words.NEAR and best[0][1] not in used:
                old = best[0][1]
            if old is None:
                absent += 1
                shown.append(
                    self.evidence.says(
                        f"The version of {named(now)} says, in {place(new.clause)}: “{{0}}” "
                        f"The version of {named(then)} does not say this.",
                        new,
                    )
                )
                continue
            used.add(old)
            if number(old.clause) != number(new.clause):
                moved.append(f"{number(old.clause)} then is {number(new.clause)} in the version of {named(now)}")
            if old.key == new.key:
                same += 1
                shown.append(
                    self.evidence.says(
                        f"In both versions, {_places(old, new)}, it says: “{{0}}”",
                        old,
                        new,
                    )
                )
            else:
                reworded += 1
                shown.append(
                    self.evidence.says(
                        f"The version of {named(then)} says, in {place(old.clause)}: “{{0}}” "
                        f"The version of {named(now)} says, in {place(new.clause)}: “{{1}}”",
                        old,
                        new,
                    )
                )
        nearest = [w for score, w in best[:MOST_ANCHORS] if score >= words.NEAR and w not in used]
        if not shown or (absent and not same and not reworded):
            for old in nearest or [w for _, w in best[:1]]:
                near = "says" if nearest else "comes nearest with"
                shown.append(
                    self.evidence.says(f"The version of {named(then)} {near}, in {place(old.clause)}: “{{0}}”", old)
                )
        headline, yes = _verdict(same, reworded, absent, bool(nearest), named(then), moved)
        yes = None if yes is None or not self._asked.time.asks_yes_no or self.notes else yes != self._asked.time.turned
        if yes is not None:
            headline = f"{'Yes' if yes else 'No'}: {_lowered(headline)}"
        return Draft("answered", headline, tuple(shown), words.decided(yes), counted=True)

    # --- since when --------------------------------------------------------------------------------------------------

    def _since(self) -> Found | None:
        now = self._now
        if not self._asked.topic:
            return None
        anchors = self._timeline.says(now, self._asked.topic)[:1]
        if not anchors:
            return Draft("not_in_terms", NOT_IN_TERMS), (now,)
        if self._versions.index(now) == 0:
            return self._only_one(now)
        stages = self._stages(anchors[0], now)
        return self._told_stages(stages, now)

    def _stages(self, wording: Wording, now: Version) -> "list[_Stage]":
        """A sentence and its earlier wordings, back to where it came in."""
        stages = [_Stage(wording, now)]
        before = self._versions[: self._versions.index(now)][::-1]
        newer = now
        for older in before:
            current = stages[-1].wording
            same = [w for w in self._timeline.wordings(older) if w.key == current.key]
            found = self._timeline.compared(older, newer) if not same else None
            earlier = max(same, key=lambda w: w.clause.label == current.clause.label) if same else None
            if found is not None:
                located = next((w for w in found.new if w.key == current.key), current)
                earlier = found.before(located)
            if earlier is None:
                stages[-1].absent_in = older
                break
            if earlier.key == current.key:
                stages[-1] = _Stage(current, older, earlier)
            else:
                stages.append(_Stage(earlier, older))
            newer = older
        return stages

    def _told_stages(self, stages: "list[_Stage]", now: Version) -> Found:
        first = stages[-1]
        current = stages[0]
        statements = [
            self.evidence.says(
                f"Since {named(current.since)}, now in {place(current.wording.clause)}: “{{0}}”", current.wording
            )
        ]
        for later, stage in zip(stages, stages[1 : MOST_STAGES + 1], strict=False):
            statements.append(
                self.evidence.says(
                    f"From {named(stage.since)} until {until(later.since)}, in {place(stage.wording.clause)}: “{{0}}”",
                    stage.wording,
                )
            )
        absent = first.absent_in
        came = (
            f"the version before, of {named(absent)}, does not say it"
            if absent
            else f"that of {named(first.since)} is the first in the library, so it may be older"
        )
        headline = f"In the terms since the version of {named(first.since)}; {came}."
        if len(stages) > 1:
            headline = (
                f"In these words since {named(current.since)}, in others since {named(first.since)}; {came}."
            )
        always = self._asked.time.kind == "always"
        yes = (False if absent is not None or len(stages) > 1 else None) if always else None
        if yes is not None:
            yes = yes != self._asked.time.turned
            headline = f"{'Yes' if yes else 'No'}: {_lowered(headline)}"
        read = tuple(stage.since for stage in stages) + ((absent,) if absent else ()) + (now,)
        return Draft("answered", headline, tuple(statements), words.decided(yes), counted=True), read

    # --- what a number means -----------------------------------------------------------------------------------------

    def _clause(self) -> Found | None:
        label = self._asked.time.label
        now = self._now
        here = _labelled(self._timeline.wordings(now), label)
        older = self._other_meaning(label, here, now)
        statements: list[DraftStatement] = []
        if here:
            statements.append(
                self.evidence.says(f"In the version of {named(now)}, {place(here[0].clause)} begins: “{{0}}”", here[0])
            )
        headline = f"{label} is {_titled(here)} in the version of {named(now)}" if here else f"There is no {label} now"
        if older is not None:
            old = _labelled(self._timeline.wordings(older), label)
            statements.append(
                self.evidence.says(f"In the version of {named(older)}, {place(old[0].clause)} begins: “{{0}}”", old[0])
            )
            headline += f"; in the version of {named(older)} it was {_titled(old)}"
            found = self._timeline.compared(older, now)
            went = [w for w in (found.after(w) for w in old) if w is not None]
            if went and number(went[0].clause) != number(old[0].clause):
                statements.append(
                    self.evidence.says(f"What stood there is now in {place(went[0].clause)}: “{{0}}”", went[0])
                )
        yes = None
        if self._asked.topic and not self._asked.from_before and self._asked.time.asks_yes_no:
            about = self._timeline.says(now, self._asked.topic)
            if about and here:
                yes = any(_same_label(w.clause.label, label) for w in about)
                if not yes:
                    statements.append(
                        self.evidence.says(f"About this it is now {place(about[0].clause)}: “{{0}}”", about[0])
                    )
        if yes is not None:
            headline = f"{'Yes' if yes else 'No'}: {_lowered(headline)}"
        if not statements:
            return None
        read = (now,) if older is None else (older, now)
        return Draft("answered", f"{headline}.", tuple(statements), words.decided(yes), counted=True), read

    def _other_meaning(self, label: str, here: Sequence[Wording], now: Version) -> Version | None:
        """The last version before in which a number stood for something else; that of a day when one is named."""
        before = self._versions[: self._versions.index(now)]
        if self._asked.days:
            version = self._at(now)
            return version if version in before and _labelled(self._timeline.wordings(version), label) else None
        for older in reversed(before):
            there = _labelled(self._timeline.wordings(older), label)
            if there and (not here or _titled(there) != _titled(here)):
                return older
        return None

    # --- which version -----------------------------------------------------------------------------------------------

    def _which(self) -> Found | None:
        now = self._now
        first = next(iter(self._timeline.wordings(now)), None)
        if first is None:
            return None
        place_ = self._versions.index(now)
        headline = f"The version in force on {spoken(self._day)} is of {named(now)} and applies since that day"
        if now.stated != now.effective and now.recorded == now.effective:
            dated = f"its own date is {spoken(now.stated)}" if now.stated else "it states no date"
            headline = f"The text in force on {spoken(self._day)} was first recorded on {named(now)}; {dated}"
        before = f"; the one before is of {named(self._versions[place_ - 1])}" if place_ else ""
        statement = self.evidence.says(f"The version of {named(now)} begins: “{{0}}”", first)
        return Draft("answered", f"{headline}{before}.", (statement,), counted=True), (now,)


@dataclass(slots=True)
class _Stage:
    """One wording of a sentence, and the first version that has it."""

    wording: Wording
    since: Version
    there: Wording | None = None
    """The sentence as it stands in that first version."""
    absent_in: Version | None = None
    """The version before that, when it says nothing of it."""


def _verdict(
    same: int, reworded: int, absent: int, nearest: bool, then: str, moved: Sequence[str]
) -> tuple[str, bool | None]:
    """The headline of "was it so then", and whether it was; None where that is for a person to judge."""
    where = f"; {moved[0]}" if moved else ""
    if same and not reworded and not absent:
        return f"The version of {then} says the same{where}.", True
    if reworded or same:
        return f"The version of {then} says it in other words{where}.", None
    if nearest:
        return f"The version of {then} does not say this; what it says nearest to it is below.", None
    return f"The version of {then} has no clause about this.", False


def _places(old: Wording, new: Wording) -> str:
    if number(old.clause) == number(new.clause):
        return f"in {place(new.clause)}"
    return f"in what was {number(old.clause)} and is {place(new.clause)}"


def _labelled(wordings: Sequence[Wording], label: str) -> list[Wording]:
    """The sentences of the clause with a number, in the main text where several parts have it."""
    found = [w for w in wordings if _same_label(w.clause.label, label)]
    return [w for w in found if w.clause.part == found[0].clause.part] if found else []


def _same_label(one: str, other: str) -> bool:
    return one.strip("().").casefold() == other.strip("().").casefold()


def _titled(wordings: Sequence[Wording]) -> str:
    title = wordings[0].clause.title
    return f"“{title}”" if title else "a clause without a title"


def _lowered(words_: str) -> str:
    return f"{words_[0].lower()}{words_[1:]}" if not words_[:2].isupper() else words_
