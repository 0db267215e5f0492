"""Which two versions are compared, and what came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding.understand import in_force
from ingest import Changes, ConfigurationError, NotFound, Version, summary


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of one document of a service, and what changed between them."""

    older: Version
    newer: Version
    changes: Changes

    @property
    def same(self) -> bool:
        """Whether one version was in force on both days."""
        return self.older == self.newer

    @property
    def summary(self) -> str:
        """One line: "+1 sentence in 10.4"."""
        return "no change in the terms: one version was in force on both days" if self.same else summary(self.changes)


def sides(
    library: Sequence[Version], service: str, from_: date | None, to: date | None, terms_type: str | None, today: date
) -> tuple[Version, Version]:
    """The versions in force on the two days; without them today's, and the version before the newer one.

    ``library`` has the versions of each document from the oldest to the newest, as the library gives them.
    Without ``terms_type`` it is the terms of service, or the first document of a service that has none.

    Raises:
        ConfigurationError: the first day is after the second.
        NotFound: no such service or document, none in force on a day, or no version before the newer one.
    """
    until = to or today
    if from_ and from_ > until:
        hint = "Swap them: the older day comes first." if to else "Give the day to compare it with, too."
        raise ConfigurationError(
            f"The day to compare from, {from_.isoformat()}, is after the day to compare to, {until.isoformat()}.", hint
        )
    newer = _of_document(library, service, until, terms_type, today)
    if from_:
        return _of_document(library, service, from_, newer.terms_type, today), newer
    versions = [v for v in library if (v.service, v.terms_type) == (newer.service, newer.terms_type)]
    before = versions[: versions.index(newer)]
    if not before:
        later = f", or compare with a later day: {versions[-1].effective.isoformat()}" if len(versions) > 1 else ""
        raise NotFound(
            f"The {newer.terms_type} of {newer.service} of {newer.version} is the first version in the library: "
            "nothing is there to compare it with.",
            f"Take in an older one (plainterms ingest){later}.",
        )
    return before[-1], newer


def _of_document(library: Sequence[Version], service: str, day: date, terms_type: str | None, today: date) -> Version:
    found, _ = in_force(library, service, terms_type, day, today)
    return next((v for v in found if v.terms_type == "terms-of-service"), found[0])
