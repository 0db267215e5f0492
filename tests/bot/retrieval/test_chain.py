"""Our search as a LangChain retriever, on the bundled samples."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever
from pydantic import ValidationError

from bot import Explainer, NotFound, TermsRetriever, open_explainer

PROMISE = "will not train its artificial intelligence models on audio, video or chat"
QUESTION = "can they train their AI on my calls?"


@pytest.fixture
def explainer(sample_home: Path) -> Iterator[Explainer]:
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        yield explainer


def test_a_chain_gets_clauses_as_documents_with_their_whole_address(explainer: Explainer) -> None:
    retriever = TermsRetriever(explainer=explainer, service="larkspan", k=3, as_of=date(2024, 9, 9))
    assert isinstance(retriever, BaseRetriever)
    found = retriever.invoke(QUESTION)
    assert len(found) == 3
    assert any(PROMISE in document.page_content for document in found)
    for document in found:
        place = document.metadata
        assert explainer.source(place["source_sha256"])[place["start"] : place["end"]] == document.page_content
        assert set(place) == {
            *("service", "terms_type", "version", "source_url", "source_sha256", "part", "label", "title", "path"),
            *("start", "end", "score", "reasons"),
        }
    assert [d.metadata["score"] for d in found] == sorted((d.metadata["score"] for d in found), reverse=True)


def test_it_finds_what_the_search_finds(explainer: Explainer) -> None:
    found = TermsRetriever(explainer=explainer, service="larkspan", k=4).invoke(QUESTION)
    searched = explainer.search("larkspan", QUESTION, 4)
    assert [(d.metadata["label"], d.metadata["start"]) for d in found] == [
        (p.clause.label, p.span.start) for p in searched
    ]


def test_all_services_and_one_document(explainer: Explainer) -> None:
    everywhere = TermsRetriever(explainer=explainer, k=5).invoke("what do you do with my data")
    assert everywhere
    privacy = TermsRetriever(explainer=explainer, terms_type="privacy-policy").invoke("what do you do with my data")
    assert {d.metadata["terms_type"] for d in privacy} == {"privacy-policy"}


async def _later(retriever: BaseRetriever) -> int:
    return len(await retriever.ainvoke(QUESTION))


def test_it_can_be_awaited(explainer: Explainer) -> None:
    import asyncio

    assert asyncio.run(_later(TermsRetriever(explainer=explainer, service="larkspan", k=2))) == 2


@pytest.mark.parametrize("question", ["", "  ", "?!", "\u202e\x00"])
def test_no_question_finds_nothing(explainer: Explainer, question: str) -> None:
    assert TermsRetriever(explainer=explainer, service="larkspan").invoke(question) == []
    assert TermsRetriever(explainer=explainer).invoke(question) == []


def test_every_other_error_is_raised(explainer: Explainer) -> None:
    with pytest.raises(NotFound, match="no service 'nobody'"):
        TermsRetriever(explainer=explainer, service="nobody").invoke(QUESTION)
    with pytest.raises(NotFound, match="in force on 2001-01-01"):
        TermsRetriever(explainer=explainer, as_of=date(2001, 1, 1)).invoke(QUESTION)


@pytest.mark.parametrize("k", [0, -1, 201])
def test_how_many_is_bounded(explainer: Explainer, k: int) -> None:
    with pytest.raises(ValidationError):
        TermsRetriever(explainer=explainer, k=k)
