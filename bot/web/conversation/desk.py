"""The tab "Ask" without its widgets: what a click on it does to what is remembered and shown."""

import base64
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.showing.render import escape
from bot.types import Answer
from bot.web.conversation import chat, history, transcript
from bot.web.conversation.chat import Conversation, View
from bot.web.conversation.history import History
from bot.web.conversation.keeping import Keeping
from bot.web.conversation.thumbs import THANKS, clicked
from bot.web.place import IN_FORCE, Place, place_in
from bot.web.serving.problems import problem_of
from bot.web.source import Explains
from ingest import PlainTermsError


@dataclass(frozen=True, slots=True)
class Shown:
    """What the tab shows and remembers after something other than a question."""

    history: History
    settled: str
    current: str
    announced: str = ""
    place: Place | None = None
    """Where the page is to go, so that the pickers show what the conversation is about; None: it stays."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers, and what is kept of it."""

    explainer: Explains
    keeping: Keeping

    @property
    def thumbs(self) -> bool:
        """Whether people are asked what they think."""
        return self.keeping.feedback is not None

    def written(self, said: History) -> list[str]:
        """For the browser to keep."""
        return history.written(said, self.keeping.seal)

    def settled(self, said: History) -> str:
        """All that was said before a new question."""
        return chat.settled_html(said.now, thumbs=self.thumbs)

    def converse(self, said: History, text: str, service: str, version: str) -> Iterator[View]:
        """Ask. Raises nothing."""
        return chat.converse(self.explainer, said.now, text, service, version, thumbs=self.thumbs)

    def begin(self, said: History, service: str, version: str) -> Shown:
        """A new conversation; the one before is among the earlier ones."""
        return self._welcomed(said.begun_anew(), service, version)

    def goes_on(self, said: History, place: Place) -> bool:
        """Whether a conversation goes on when somebody picks a service or a version: while it is about the service."""
        return bool(said.now.exchanges) and place.service == said.now.service

    def picked(self, said: History, place: Place) -> Shown:
        """Somebody has picked a service or a version with which a new conversation begins."""
        return self._welcomed(said.begun_anew(), place.service, place.version)

    def cleared(self, service: str, version: str) -> Shown:
        """Nothing is remembered any more."""
        return self._welcomed(History(), service, version, "The history of this browser is cleared.")

    def forgotten(self, said: History, service: str, version: str) -> Shown:
        """Another tab of the browser has cleared the history: the conversation that goes on here stays, alone."""
        return self._continued(History(said.now)) if said.now.exchanges else self._welcomed(History(), service, version)

    def back_to(self, said: History, number: str) -> Shown:
        """An earlier conversation, by its number in the list as a click sends it."""
        known = len(number) < 3 and number.isascii() and number.isdigit()
        return self._at_home(said.back_to(int(number)) if known else said)

    def come_back(self, value: object, query: Mapping[str, str], service: str) -> Shown:
        """The page is opened: what its browser remembers, unless its address asks for another service.

        ``value`` is what the browser gives, ``query`` the parameters of the address, ``service`` the one picked first.
        """
        try:
            said = history.read_back(value, self.keeping.seal, self.explainer)
        except PlainTermsError:  # the library cannot be read; every question will say so
            said = History()
        place = self.place_of(query)
        if place is None:
            return self._at_home(said) if said.now.exchanges else self._welcomed(said, service, IN_FORCE)
        if said.now.exchanges and said.now.service == place.service:
            return replace(self._continued(said), place=place)
        return replace(self._welcomed(said.begun_anew(), place.service, place.version), place=place)

    def place_of(self, query: Mapping[str, str]) -> Place | None:
        """The place that the page's address names; None where there is none, or not there: the frame says so."""
        try:
            return place_in(self.explainer, query)
        except PlainTermsError:
            return None

    def thought(self, said: History, values: Mapping[str, Any]) -> Shown:
        """Somebody says what they think of an answer. Raises nothing."""
        click = clicked(values)
        answers = [e.outcome for e in said.now.exchanges if click and e.number == click.number and not e.thumb]
        if click is None or not answers or not isinstance(answers[0], Answer) or self.keeping.feedback is None:
            return self._continued(said)
        before = said.now.history_before(click.number)
        try:
            self.keeping.feedback.keep(click.thumb, answers[0], before, click.reason, click.note)
        except Exception as error:
            problem = problem_of(error)
            return self._continued(said, f"{problem.detail} {problem.hint}")
        return self._continued(said.with_now(said.now.with_thumb(click.number, click.thumb)), THANKS[click.thumb])

    def _continued(self, said: History, announced: str = "") -> Shown:
        settled, current = chat.shown_html(said.now, thumbs=self.thumbs)
        return Shown(said, chat.lost_html(said.lost) + settled, current, escape(announced))

    def _at_home(self, said: History) -> Shown:
        """A conversation that goes on, with its own service and version in the pickers."""
        now = said.now
        known = [value for _, value in chat.versions_of(self.explainer, now.service)]
        version = now.version if now.version in known else IN_FORCE
        # Numbered, so that the same place can be gone to twice.
        place = Place("ask", now.service, version, asked=time.monotonic_ns()) if now.service else None
        return replace(self._continued(said), place=place)

    def _welcomed(self, said: History, service: str, version: str, announced: str = "") -> Shown:
        greeting = chat.welcome(self.explainer, service, version) if service else ""
        return Shown(said, chat.lost_html(said.lost), greeting + chat.earlier_html(said.earlier), escape(announced))


def file_html(said: Conversation, ending: str) -> str:
    """A conversation as a file inside the page, for ``file.js`` to save; new each time, so that it is saved again."""
    text, kind = (
        (transcript.to_markdown(said), "text/markdown") if ending == "md" else (transcript.to_page(said), "text/html")
    )
    data = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    name = transcript.file_name(said, ending)
    return (
        f'<span hidden data-file="{data}" data-type="{kind};charset=utf-8" data-name="{name}" '
        f'data-made="{time.monotonic_ns()}"></span>'
    )
