"""What the web needs of an explainer, and nothing more."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from bot.render import AroundQuote
from bot.types import Citation, Event, Question
from bot.watching import Watched
from ingest import Clause, Version


class Document(Protocol):
    @property
    def terms_type(self) -> str: ...
    @property
    def versions(self) -> Sequence[Version]: ...


class Service(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def documents(self) -> Sequence[Document]: ...


class Read(Protocol):
    @property
    def clauses(self) -> Sequence[Clause]: ...


class Explains(Protocol):
    """``bot.Explainer`` is one; so is the ten-line one of the tests. Called from several threads."""

    @property
    def mode(self) -> str: ...
    @property
    def model(self) -> str | None: ...

    def stream(self, question: Question) -> Iterator[Event]: ...
    def watch(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> Watched: ...
    def services(self) -> Sequence[Service]: ...
    def in_force(self, service: str, as_of: date | None = None) -> Sequence[Version]: ...
    def reading(self, version: Version) -> Read: ...
    def clause_text(self, citation: Citation) -> AroundQuote: ...
