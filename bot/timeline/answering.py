"""READ FIRST in bot/timeline: a question about time → a draft made from the versions themselves.

    asked about time? ──▶ which document ──▶ which versions ──▶ what in them is about it ──▶ draft + passages

No model has a part in it: what changed, and when, is found by comparing the stored texts. The draft goes through
``bot.verifying.verify`` like any other. An ordinary question gives None, and is answered from the version in force as
always.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.drafting import Drafter
from bot.retrieval import Retriever, Shelves
from bot.timeline.asking import Asking, Found
from bot.timeline.changed import what_changed
from bot.timeline.conversation import Asked, read_asked
from bot.timeline.desk import Desk
from bot.timeline.evidence import Evidence, listed
from bot.timeline.numbers import labelled, what_number, which_version
from bot.timeline.sides import in_force_on
from bot.timeline.since import since_when
from bot.timeline.then import was_it_so
from bot.types import Draft, Question
from bot.understanding.understand import Understood
from ingest import Passage, Reading, Version

FIRST = "terms-of-service"
"""The document that is meant where none is named."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer about time before it is verified, with all it stands on."""

    draft: Draft
    passages: tuple[Passage, ...]
    readings: Mapping[int, Reading]
    understood: Understood
    """The question as it was read, with the versions the answer speaks of."""


class Timeline:
    """Answers questions about time. Safe to use from several threads."""

    def __init__(self, shelves: Shelves, retriever: Retriever, excerpts: Drafter) -> None:
        self._desk = Desk(shelves, retriever, excerpts)

    def told(self, question: Question, understood: Understood, library: Sequence[Version], today: date) -> Told | None:
        """What the versions say to a question about time; None when it is an ordinary question.

        Args:
            question: whose ``as_of`` is the day it is asked at, and whose history tells what "that" is.
            understood: the same as an ordinary question.
            library: all versions, by service, document and date.
            today: the day it is asked at where the question has none of its own.
        """
        day = question.as_of or today
        own = [v for v in library if v.service == understood.versions[0].service]
        asked = read_asked(understood.question, question.history, own, day)
        if asked is None:
            return None
        documents = _documents(own, question.terms_type, understood.question)
        versions = self._document(documents, asked, day)
        asking = Asking(
            self._desk,
            versions,
            asked,
            day,
            Evidence({version.id: self._desk.reading(version) for version in versions}),
        )
        found = _answer(asking)
        if found is None:
            return None
        others = [d[0].terms_type.replace("-", " ") for d in documents if d is not versions and len(d) > 1]
        if others:
            asking.notes.append(f"Other documents were not compared: ask about the {listed(others)} by name.")
        return Told(
            found.draft,
            tuple(asking.evidence.passages),
            asking.evidence.readings,
            replace(
                understood,
                standalone=_standalone(asked, understood),
                versions=tuple(sorted(set(found.versions), key=versions.index)),
                notes=tuple(dict.fromkeys((*understood.notes, *asked.notes, *asking.notes))),
            ),
        )

    def _document(self, documents: Sequence[Sequence[Version]], asked: Asked, day: date) -> Sequence[Version]:
        """The versions of the document that is asked about: where the number, the topic or a change of that time is."""
        if len(documents) == 1:
            return documents[0]
        if label := asked.time.label:
            holding = (d for d in documents if any(labelled(self._desk.wordings(v), label) for v in d))
            return next(holding, documents[0])
        if asked.topic:
            current = [in_force_on(versions, day) or versions[0] for versions in documents]
            return documents[current.index(self._desk.nearest(current, asked.topic))]
        changing = [versions for versions in documents if len(versions) > 1]
        touched = [
            versions
            for versions in changing
            if any(days.holds(v.effective) for days in asked.days for v in versions[1:])
        ]
        return (touched or changing or documents)[0]


def _answer(asking: Asking) -> Found | None:
    match asking.asked.time.kind:
        case "compare":
            return what_changed(asking)
        case "then":
            return was_it_so(asking)
        case "since" | "always":
            return since_when(asking)
        case "clause":
            return what_number(asking)
        case "which":
            return which_version(asking)


def _documents(own: Sequence[Version], terms_type: str | None, typed: str) -> list[list[Version]]:
    """The versions of each document that may be meant, terms of service first."""
    documents: dict[str, list[Version]] = {}
    for version in own:
        documents.setdefault(version.terms_type, []).append(version)
    if terms_type is not None:
        return [documents[terms_type]]
    said = [name for name in documents if name != FIRST and name.replace("-", " ") in typed.lower()]
    return [documents[name] for name in said or sorted(documents, key=lambda name: name != FIRST)]


def _standalone(asked: Asked, understood: Understood) -> str:
    """The question as it was read: with its topic where an earlier turn tells it."""
    if not asked.from_before:
        return understood.question
    if understood.standalone != understood.question:
        return understood.standalone
    return f"{asked.topic} — {understood.question}"
