"""What the scorers look up for themselves: the versions and stored texts of the library, never the answer's word."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

from bot import Answer, Question, Version
from eval.case import Case, ExpectedClause
from eval.words.matching import Place, PlainText


class AsksQuestions(Protocol):
    """The bot as the evaluation sees it; ``bot.Explainer`` is one."""

    def ask(self, question: Question) -> Answer: ...

    def check(self, text: str, service: str, as_of: date | None = None, terms_type: str | None = None) -> Answer:
        """The verdict on what somebody says the terms say."""
        ...

    def versions(self, service: str, terms_type: str | None = None) -> Sequence[Version]:
        """Every published version. Raises ``PlainTermsError`` for a service that is not in the library."""
        ...

    def source(self, sha256: str) -> str:
        """The stored text of a version. Raises ``PlainTermsError`` when there is none with that hash."""
        ...


class Truth:
    """The library, looked up once: a run asks for the same few documents again and again."""

    def __init__(self, explainer: AsksQuestions) -> None:
        # Texts are up to half a megabyte; a handful covers a run that goes through its services in order.
        self.source = lru_cache(maxsize=8)(explainer.source)
        self.versions = lru_cache(maxsize=None)(lambda service: tuple(explainer.versions(service)))
        self._plain = lru_cache(maxsize=8)(lambda sha256: PlainText(self.source(sha256)))

    def version(self, service: str, terms_type: str, day: date | None) -> Version | None:
        """The version of that name, else the one in force on that day, else (no day) the latest; None if none is."""
        versions = [version for version in self.versions(service) if version.terms_type == terms_type]
        named = [version for version in versions if day is not None and version.version == day.isoformat()]
        in_force = [version for version in versions if day is None or version.effective <= day]
        return max(named or in_force, key=lambda version: (version.effective, version.id), default=None)

    def version_of(self, case: Case, clause: ExpectedClause) -> Version | None:
        """The version in which an expected clause stands."""
        return self.version(clause.service or case.services[0], case.terms_type, clause.version or case.as_of)

    def places(self, version: Version, quote: str) -> tuple[Place, ...]:
        """Where the words stand in the stored text of a version; typography and markup make no difference."""
        source = self.source(version.sha256)
        start = source.find(quote)
        if start >= 0 and source.find(quote, start + 1) < 0:
            return ((start, start + len(quote)),)
        return self._plain(version.sha256).find(quote)
