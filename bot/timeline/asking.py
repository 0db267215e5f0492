"""One question about time on its way to a draft, and what all kinds of answers share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from bot.timeline.about import Relevance
from bot.timeline.conversation import Asked
from bot.timeline.desk import Desk
from bot.timeline.evidence import Evidence, listed, place
from bot.timeline.pieces import Wording
from bot.timeline.sides import in_force_on
from bot.types import Draft, DraftStatement, YesNo
from bot.words.dates import version_day
from bot.words.plain import NOT_IN_TERMS
from ingest import Version

MOST_ANCHORS = 2
"""Sentences shown of what a version says about a topic."""
AS_NEAR = 0.9
"""Relevance of a further sentence, as a share of the best one's, from which it is shown as well."""
LONGEST_TOPIC = 60
LONGEST_GAP = timedelta(days=366)
"""Between two versions of the library, above which others may well have been in force that it does not have."""


class Found(NamedTuple):
    """A draft and the versions it speaks of."""

    draft: Draft
    versions: tuple[Version, ...]


@dataclass
class Asking:
    """A question about one document, and what has been found for it."""

    desk: Desk
    versions: Sequence[Version]
    """Of the document, oldest first."""
    asked: Asked
    day: date
    evidence: Evidence
    notes: list[str] = field(default_factory=list)
    too_early: bool = False
    """The time asked about lies before the first version, which was read in its place."""

    @property
    def now(self) -> Version:
        """The version in force on the day of the question."""
        return in_force_on(self.versions, self.day) or self.versions[0]

    def before(self, version: Version) -> Version | None:
        """The version before another one."""
        at = self.versions.index(version)
        return self.versions[at - 1] if at else None

    def adjacent(self, older: Version, newer: Version) -> bool:
        """Whether what is new came on the day of the newer version, as far as the library can tell."""
        seen = max(older.effective, older.recorded_until or older.effective)
        return self.before(newer) == older and newer.effective - seen <= LONGEST_GAP

    def anchors(self, version: Version, about: Relevance) -> list[Wording]:
        """The sentences of a version that are most about the topic: one, and others hardly less so."""
        whole = [w for w in self.desk.wordings(version) if not w.words.endswith(":")]
        ranked = about.best([w for w in whole if w.clause.kind != "definition"] or whole)
        # Which clause answers is told better by how an ordinary question is answered, which sentence by its nearness.
        clauses = {w.clause.span for w in self.desk.answers(version, self.asked.topic)[:1]}
        answering = [row for row in ranked if row[1].clause.span in clauses] if not about.named else []
        if answering and ranked and answering[0][0] >= AS_NEAR * ranked[0][0]:
            ranked = answering
        return [w for score, w in ranked if score >= AS_NEAR * ranked[0][0]][:MOST_ANCHORS]

    def says(self, version: Version) -> tuple[DraftStatement, ...]:
        """What a version says about the topic, else how it begins."""
        topic = self.asked.topic
        found = self.anchors(version, self.desk.relevance([version], topic)) if topic else []
        found = found or list(self.desk.wordings(version)[:1])
        return tuple(
            self.evidence.says(f"The version of {version_day(version)} says, in {place(w.clause)}: “{{0}}”", w)
            for w in found
        )

    def only_one(self, version: Version) -> Found:
        """An answer for a library that has nothing to compare a version with."""
        first = "holds one version of this document" if len(self.versions) == 1 else "holds no version before that"
        headline = f"The library {first}, of {version_day(version)}, so what it said before is not known."
        return Found(Draft("partly", headline, self.says(version), counted=True), (version,))

    def not_there(self, *versions: Version) -> Found:
        """An answer for a topic of which no version that was read speaks."""
        topic = " ".join(self.asked.topic.split())[:LONGEST_TOPIC]
        self.notes.append(
            f"Nothing about “{topic}” stands in the text of {listed([version_day(v) for v in versions])}."
        )
        return Found(Draft("not_in_terms", NOT_IN_TERMS), versions)


def lowered(sentence: str) -> str:
    """A sentence of ours to stand after other words."""
    return f"{sentence[0].lower()}{sentence[1:]}"


def decided(yes: bool | None) -> YesNo | None:
    return None if yes is None else ("yes" if yes else "no")


def answering(yes: bool | None, headline: str) -> str:
    """A headline that begins with yes or no where that is certain."""
    return headline if yes is None else f"{'Yes' if yes else 'No'}: {lowered(headline)}"
