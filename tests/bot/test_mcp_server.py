"""Assistants get what the API gives, typed and with citations, and are told what went wrong."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event as Flag
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from bot.mcp_server import MOST_CHANGES, UNTRUSTED, mcp_server
from bot.turns import current
from bot.types import Event, Question, Retrieved
from bot.web.schema import AnswerObject
from ingest import HomeError
from tests.bot.web.fakes import FakeExplainer

ROOT = Path(__file__).resolve().parents[2]
ASKED = {"service": "merle", "question": "Does the yearly plan renew?"}


@asynccontextmanager
async def speaking(explainer: FakeExplainer) -> AsyncIterator[Client]:
    async with Client(mcp_server(explainer)) as client:
        yield client


def called(name: str, given: dict[str, Any], explainer: FakeExplainer | None = None) -> Any:
    """The result of one call over the SDK's own client."""

    async def call() -> Any:
        async with speaking(explainer or FakeExplainer()) as client:
            return await client.call_tool(name, given)

    return anyio.run(call)


def told(name: str, given: dict[str, Any], explainer: FakeExplainer | None = None) -> str:
    """What is said of a call that fails."""
    result = called(name, given, explainer)
    assert result.is_error and "Traceback" not in result.content[0].text
    return str(result.content[0].text)


def test_every_tool_is_described_with_schemas_and_the_warning_about_documents() -> None:
    async def listed() -> Any:
        async with speaking(FakeExplainer()) as client:
            return await client.list_tools(), client.instructions

    tools, instructions = anyio.run(listed)
    assert {tool.name for tool in tools.tools} == {"ask", "search", "clause", "changes", "check"}
    for tool in tools.tools:
        assert UNTRUSTED in tool.description
        assert tool.output_schema and "service" in tool.input_schema["required"]
        assert tool.annotations.read_only_hint is True
    assert "merle (Merle Pages)" in instructions and UNTRUSTED in instructions


def test_an_answer_comes_with_its_citations() -> None:
    result = called("ask", ASKED)
    assert not result.is_error
    answer = AnswerObject.model_validate(result.structured_content)
    assert (answer.status, answer.citations[0].label) == ("answered", "3")
    assert answer.citations[0].quote in FakeExplainer().source


def test_what_is_asked_reaches_the_explainer() -> None:
    explainer = FakeExplainer()
    called("ask", ASKED | {"as_of": "2024-02-01", "terms_type": "terms-of-service"}, explainer)
    question = explainer.asked[0]
    assert (question.text, str(question.as_of), question.terms_type) == (
        ASKED["question"], "2024-02-01", "terms-of-service",
    )  # fmt: skip


def test_clauses_are_found_whole() -> None:
    found = called("search", {"service": "merle", "words": "yearly plan", "k": 2}).structured_content["clauses"]
    assert len(found) == 2 and found[0]["text"].startswith("**")


@pytest.mark.parametrize("label", ["3", " 3. ", "Fees", "fees"])
def test_a_clause_is_read_by_its_number_or_title(label: str) -> None:
    read = called("clause", {"service": "merle", "label": label}).structured_content
    assert read["document"]["version"] == "2024-06-01"
    assert [c["title"] for c in read["clauses"]] == ["Fees"]


def test_a_clause_that_is_not_there_is_said_with_what_is() -> None:
    said = told("clause", {"service": "merle", "label": "9.9"})
    assert "No clause '9.9'" in said and "3 Fees" in said


def test_a_number_inside_another_is_not_that_clause() -> None:
    assert "No clause" in told("clause", {"service": "merle", "label": "3.1"})


def test_changes_say_how_many_are_left_off() -> None:
    found = called("changes", {"service": "merle", "from_day": "2024-02-01"}).structured_content
    assert (found["from"]["version"], found["to"]["version"], found["left_off"]) == ("2024-01-10", "2024-06-01", 0)
    assert len(found["changes"]) <= MOST_CHANGES


def test_a_claim_gets_its_verdict() -> None:
    found = called("check", {"service": "merle", "text": "They may close your accounts."}).structured_content
    assert (found["verdict"], found["claims"][0]["quotes"][0]["near"]) == ("contradicted", 0)
    assert "from" in found["claims"][0]["quotes"][0]


def test_a_mistake_is_told_with_the_next_step() -> None:
    said = told("ask", ASKED | {"service": "nobody"})
    assert said.endswith(": There is no service 'nobody' in the library. Did you mean merle?")


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("ask", {"service": "merle"}),
        ("ask", ASKED | {"question": ""}),
        ("ask", ASKED | {"question": "x" * 2_001}),
        ("ask", ASKED | {"as_of": "yesterday"}),
        ("search", {"service": "merle", "words": "fees", "k": 21}),
        ("check", {"service": "merle", "text": "x" * 20_001}),
        ("delete", {"service": "merle"}),
    ],
)
def test_what_does_not_fit_is_refused(name: str, given: dict[str, Any]) -> None:
    explainer = FakeExplainer()
    told(name, given, explainer)
    assert not explainer.asked


def test_a_fault_of_ours_tells_nothing_of_its_inside() -> None:
    said = told("ask", ASKED, FakeExplainer(fails=RuntimeError("secret path")))
    assert "secret" not in said


def test_a_library_that_fails_is_told() -> None:
    said = told("ask", ASKED, FakeExplainer(fails=HomeError("The library is locked.", "Wait.")))
    assert said.endswith(": The library is locked. Wait.")


class SlowExplainer(FakeExplainer):
    """Waits for a model that says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.waits, self.ended = Flag(), Flag()

    def stream(self, question: Question) -> Iterator[Event]:  # type: ignore[override]
        try:
            yield Retrieved(question.text, ())
            self.waits.set()
            current().pause(3600)
        finally:
            self.ended.set()


def test_a_call_that_is_cancelled_ends() -> None:
    explainer = SlowExplainer()

    async def cancelled() -> bool:
        async with speaking(explainer) as client, anyio.create_task_group() as tasks:
            tasks.start_soon(client.call_tool, "ask", ASKED)
            assert await anyio.to_thread.run_sync(explainer.waits.wait, 60)
            tasks.cancel_scope.cancel()
        return await anyio.to_thread.run_sync(explainer.ended.wait, 60)

    assert anyio.run(cancelled)


def test_the_program_speaks_on_standard_input_and_output(sample_home: Path) -> None:
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "bot", "mcp", "--home", str(sample_home)], cwd=ROOT
    )

    async def ask() -> Any:
        async with Client(program) as client:
            return await client.call_tool(
                "ask",
                {"service": "larkspan", "question": "Can they train their AI on my files?", "as_of": "2024-05-20"},
            )

    answer = AnswerObject.model_validate(anyio.run(ask).structured_content)
    assert answer.status == "answered" and answer.citations[0].service == "larkspan"
