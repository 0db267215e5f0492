"""Our search as a LangChain retriever, for chains of your own.

    from bot import TermsRetriever, open_explainer

    with open_explainer() as explainer:
        retriever = TermsRetriever(explainer=explainer, service="acme", k=5)
        for document in retriever.invoke("can they close my account?"):
            print(document.metadata["label"], document.page_content)

The text of a document is the clause as it stands in the source, so that ``page_content`` can be quoted; its metadata is
its whole address. A question without a word in it finds nothing here; every other error is raised as everywhere.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from ingest import Passage, Reading, Version


class Searches(Protocol):
    """The part of ``Explainer`` that is used."""

    def search(
        self, service: str, words: str, k: int = 10, as_of: date | None = None, terms_type: str | None = None
    ) -> tuple[Passage, ...]: ...

    def search_across(
        self,
        services: Sequence[str],
        words: str,
        k: int = 10,
        as_of: date | None = None,
        terms_type: str | None = None,
    ) -> tuple[Passage, ...]: ...

    def reading(self, version: Version) -> Reading: ...


class TermsRetriever(BaseRetriever):
    """Clauses of one service, or of all, as LangChain documents, best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    explainer: Any
    """An open ``Explainer``."""
    service: str | None = None
    """Whose terms; None searches all services."""
    k: int = Field(default=10, ge=1, le=200)
    """How many clauses."""
    as_of: date | None = None
    """The versions in force on this day; None is today."""
    terms_type: str | None = None
    """Only this document of a service."""

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        searcher: Searches = self.explainer
        if not any(c.isalnum() for c in query):
            return []
        if self.service is None:
            found = searcher.search_across((), query, self.k, self.as_of, self.terms_type)
        else:
            found = searcher.search(self.service, query, self.k, self.as_of, self.terms_type)
        return [_document(passage, searcher.reading(passage.version)) for passage in found]


def _document(passage: Passage, reading: Reading) -> Document:
    version, clause = passage.version, passage.clause
    return Document(
        page_content=reading.source[passage.span.start : passage.span.end],
        metadata={
            "service": version.service,
            "terms_type": version.terms_type,
            "version": version.version,
            "source_url": version.source_url,
            "source_sha256": version.sha256,
            "part": clause.part,
            "label": clause.label,
            "title": clause.title,
            "path": list(clause.path),
            "start": passage.span.start,
            "end": passage.span.end,
            "score": passage.score,
            "reasons": list(passage.reasons),
        },
    )
