"""An invented service in two versions, and a fake bot that answers what it is told to."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import (
    Answer,
    Citation,
    Engine,
    Explainer,
    PlainTermsError,
    Question,
    Statement,
    Version,
    open_explainer,
)
from eval.case import Case

OLD = """# Brook Terms

These terms bind you from the day you open an account.

**2\\. Accounts**

2.1 You may not share your login with anyone, unless we agree in writing.

2.2 We delete an idle account after 12 months.
"""
NEW = OLD.replace("2.1 You", "2.3 You").replace("12 months", "6 months") + "\n## Refunds\n\nWe don’t pay refunds.\n"
RIVAL = "# Pond Terms\n\n1 Accounts\n\n1.1 You may share your login within your household.\n"


class FakeBot:
    """Three texts of two services; answers by question, and remembers what it was asked."""

    mode = "excerpt"
    model = None

    def __init__(self) -> None:
        self.texts = {hashlib.sha256(text.encode()).hexdigest(): text for text in (OLD, NEW, RIVAL)}
        old, new, rival = self.texts
        self.published = [
            _version(1, "brook", "2024-01-01", old),
            _version(2, "brook", "2025-01-01", new),
            _version(3, "pond", "2024-06-01", rival),
        ]
        self.answers: dict[tuple[str, str], Answer | Exception] = {}
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        answer = self.answers.get(
            (question.service, question.text), PlainTermsError("Nothing prepared.", "Prepare it.")
        )
        if isinstance(answer, Exception):
            raise answer
        return answer

    def check(self, text: str, service: str, as_of: date | None = None, terms_type: str | None = None) -> Answer:
        return self.ask(Question(text, service, terms_type, as_of))

    def versions(self, service: str, terms_type: str | None = None) -> Sequence[Version]:
        return [v for v in self.published if v.service == service and terms_type in (None, v.terms_type)]

    def source(self, sha256: str) -> str:
        return self.texts[sha256]

    def cite(
        self, words: str, label: str = "", title: str = "", *, service: str = "brook", version: int = -1, **other: Any
    ) -> Citation:
        """A true citation of some words of a version (the last, unless told), which ``other`` may falsify."""
        of = self.versions(service)[version]
        start = self.texts[of.sha256].index(words)
        citation = Citation(
            service, of.terms_type, of.version, "", label, "", title, words, start, start + len(words), "", of.sha256
        )
        return replace(citation, **other)

    def __enter__(self) -> "FakeBot":
        return self

    def __exit__(self, *_: object) -> None: ...


def _version(number: int, service: str, day: str, sha256: str) -> Version:
    effective = date.fromisoformat(day)
    return Version(number, service, service.title(), "terms-of-service", day, effective, (), "", sha256)


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


@pytest.fixture
def answer() -> Callable[..., Answer]:
    """An answer of one statement that cites all citations; every field can be given."""

    def make(headline: str = "Sharing is not allowed.", *citations: Citation, **fields: Any) -> Answer:
        statement = Statement(headline, tuple(range(len(citations))), "verified")
        given: dict[str, Any] = {
            "status": "answered",
            "question": "",
            "standalone_question": "",
            "as_of": date(2025, 1, 1),
            "engine": Engine("excerpt"),
            "statements": (statement,),
            "citations": citations,
        }
        return Answer(headline=headline, **(given | fields))

    return make


@pytest.fixture
def case() -> Callable[..., Case]:
    """A case about Brook; ``expect`` and fields beside it can be given."""

    def make(expect: dict[str, Any] | None = None, **fields: Any) -> Case:
        given = {
            "id": "brook-1",
            "kind": "lookup",
            "service": "brook",
            "terms_type": "terms-of-service",
            "question": "can we share a login",
            "expect": {"answerable": True} | (expect or {}),
        }
        return Case.model_validate_json(json.dumps(given | fields))

    return make


@pytest.fixture
def cases_file(tmp_path: Path) -> Callable[..., Path]:
    """Rows, or lines that are no rows, written to a file."""

    def write(*rows: dict[str, Any] | str) -> Path:
        path = tmp_path / "cases.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="module")
def on_samples(sample_home: Path) -> Iterator[Explainer]:
    """The real bot on the sample terms, opened once for the tests of a module."""
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        yield explainer
