"""A throw-away home with a document and its mutants, each an invented service that goes by the real one's name.

Vectors are kept by what was embedded: of each mutant only the changed clause costs time (``eval.mutate.vectors`` for
what is asked of them).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from typing import Literal

from bot import Embedder, Intake, Reading, Settings, SourceText, Version, ingest_into, segment
from eval.files.jsonl import FileError

Taken = Callable[[int, int], None]
"""Hears the number of each text before it is taken in, from 1, and of how many."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the throw-away library is to have it."""

    service: str
    """An invented slug."""
    text: str
    later: bool = False
    """The second version of its service, in force a day after the first."""


@dataclass(frozen=True, slots=True)
class Original:
    """The document that is mutated, as it stands in the real library."""

    reading: Reading
    markup: Literal["markdown", "text"]

    @classmethod
    def of(cls, reading: Reading) -> "Original":
        """How the text was read is not kept in a library: it is read so that its clauses come out the same."""
        same = segment(reading.source, "markdown").clauses == reading.clauses
        return cls(reading, "markdown" if same else "text")

    @property
    def version(self) -> Version:
        return self.reading.version

    @property
    def service(self) -> str:
        """The slug that it has in the throw-away library."""
        return f"{self.version.service}-as-it-is"

    def day(self, *, later: bool) -> date:
        return self.version.effective + timedelta(days=int(later))

    def take_in(self, texts: Sequence[Text], settings: Settings, embedder: Embedder, progress: Taken) -> dict[str, str]:
        """Take texts in; gives the reason for each service that was not.

        Raises:
            PlainTermsError: the home cannot be used.
            FileError: none of the texts could be taken in.
        """
        todo = [
            Intake(
                name=text.service,
                read=partial(self._source, text.text),
                service=text.service,
                service_name=self.version.service_name,
                terms_type=self.version.terms_type,
                effective=self.day(later=text.later),
                recorded=self.day(later=text.later),
                source_url="",
                sha256=None,
            )
            for text in texts
        ]
        report = ingest_into(settings, todo, progress=lambda _, number, of: progress(number, of), embedder=embedder)
        if texts and len(report.skipped) == len(texts):
            raise FileError(f"None of the mutants could be taken in. The first: {report.skipped[0][1]}")
        return dict(report.skipped)

    def _source(self, text: str) -> SourceText:
        return SourceText(text, sha256(text.encode("utf-8", "replace")).hexdigest(), self.markup)
