"""Conversations that a browser keeps: written for it, and read back from it.

The server keeps none. What comes back is sealed by us (``bot.web.conversation.seal``), and still every citation is
held against the library again: an answer whose words are no longer there is not shown.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.showing.render import escape
from bot.types import (
    Answer,
    CheckedClaim,
    CheckedQuote,
    Citation,
    Engine,
    Statement,
    WatchOut,
)
from bot.verifying.verify import cite_span
from bot.web.conversation.chat import Conversation, Exchange
from bot.web.conversation.seal import Seal
from bot.web.source import Explains
from ingest import Span, Version

LONGEST = 40_000
"""Characters that a browser keeps; with what is around them they fit one request (``bot.web.serving.guard``)."""
EARLIER = 8
"""Earlier conversations kept beside the one that goes on."""


@dataclass(frozen=True, slots=True)
class History:
    """What a browser remembers."""

    now: Conversation = Conversation()
    earlier: tuple[Conversation, ...] = ()
    """Newest first."""
    lost: int = 0
    """Answers that came back and do not hold any more."""

    def with_now(self, conversation: Conversation) -> "History":
        return replace(self, now=conversation)

    def begun_anew(self) -> "History":
        """With the conversation that went on among the earlier ones."""
        earlier = (self.now, *self.earlier) if self.now.answered else self.earlier
        return History(Conversation(), earlier[:EARLIER])

    def back_to(self, number: int) -> "History":
        """With an earlier conversation, counted from 0, going on; the same where there is none such."""
        if not 0 <= number < len(self.earlier):
            return self
        others = self.earlier[:number] + self.earlier[number + 1 :]
        return replace(History(self.now, others).begun_anew(), now=self.earlier[number])


def written(history: History, seal: Seal) -> list[str]:
    """A history for the browser: sealed texts, the conversation that goes on first ("" for none); bounded."""
    now = replace(history.now, exchanges=history.now.answered)
    first = _sealed(now, seal)
    while len(first) > LONGEST:
        now = replace(now, exchanges=now.exchanges[1:])
        first = _sealed(now, seal)
    texts, room = [first], LONGEST - len(first)
    for conversation in history.earlier[:EARLIER]:
        text = _sealed(conversation, seal)
        room -= len(text)
        if room < 0:
            break
        texts.append(text)
    return texts


def kept_html(texts: Sequence[str], *, cleared: bool = False) -> str:
    """What ``written`` gives, for ``keep.js`` to keep; ``cleared``: and nothing besides, not of other tabs either."""
    mark = " data-cleared" if cleared else ""
    bounds = f'data-most="{EARLIER}" data-room="{LONGEST}"'
    return f'<span hidden data-kept="{escape(json.dumps(texts))}" {bounds}{mark}></span>'


def from_browser(value: object) -> object:
    """What ``keep.js`` gives back. Untrusted; ``read_back`` looks at it."""
    try:
        return json.loads(value) if isinstance(value, str) and len(value) <= 2 * LONGEST else None
    except ValueError:
        return None


def read_back(value: object, seal: Seal, explainer: Explains) -> History:
    """What a browser gives back, as far as it is ours and holds. Raises nothing for what is not."""
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value[: EARLIER + 1]):
        return History()
    versions = _Shelf(explainer)
    found = [_conversation(seal.open(text[: LONGEST + 1]), versions) for text in value[: EARLIER + 1]]
    earlier = tuple(conversation for conversation in found[1:] if conversation.exchanges)
    return History(found[0] if found else Conversation(), earlier, versions.lost)


def _sealed(conversation: Conversation, seal: Seal) -> str:
    if not conversation.answered:
        return ""
    value = {
        "service": conversation.service,
        "version": conversation.version,
        "exchanges": [
            {"question": e.question, "answer": e.outcome.to_json(), "thumb": e.thumb}
            for e in conversation.answered
            if isinstance(e.outcome, Answer)
        ],
    }
    return seal.close(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


class _Shelf:
    """The versions of the library, by what an answer names them by, and how many answers did not hold."""

    def __init__(self, explainer: Explains) -> None:
        self._explainer = explainer
        self._versions: dict[tuple[str, str, str, str], Version] = {
            (v.service, v.terms_type, v.version, v.sha256): v
            for service in explainer.services()
            for document in service.documents
            for v in document.versions
        }
        self.lost = 0

    def version(self, named: Mapping[str, Any], hashed: str = "sha256") -> Version:
        return self._versions[named["service"], named["terms_type"], named["version"], named[hashed]]

    def citation(self, value: Mapping[str, Any]) -> Citation:
        """The same citation made anew from the text. Raises ValueError when it is another one now."""
        reading = self._explainer.reading(self.version(value, "source_sha256"))
        citation = cite_span(reading, Span(value["start"], value["end"]))
        if citation is None or any(getattr(citation, name) != value[name] for name in Citation.__dataclass_fields__):
            raise ValueError("the text has changed")
        return citation


def _conversation(text: str | None, shelf: _Shelf) -> Conversation:
    if text is None:
        return Conversation()
    value = json.loads(text)
    exchanges: list[Exchange] = []
    for kept in value["exchanges"]:
        try:
            answer = _answer(kept["answer"], shelf)
        except (KeyError, TypeError, ValueError):  # of an older library, or an older program
            shelf.lost += 1
            continue
        exchanges.append(Exchange(len(exchanges) + 1, kept["question"], answer, kept["thumb"]))
    return Conversation(tuple(exchanges), value["service"], value["version"])


def _answer(value: Mapping[str, Any], shelf: _Shelf) -> Answer:
    return Answer(
        status=value["status"],
        headline=value["headline"],
        question=value["question"],
        standalone_question=value["standalone_question"],
        as_of=date.fromisoformat(value["as_of"]),
        engine=Engine(**value["engine"]),
        yes_no=value["yes_no"],
        verdict=value["verdict"],
        statements=tuple(Statement(s["text"], tuple(s["citations"]), s["support"]) for s in value["statements"]),
        citations=tuple(shelf.citation(citation) for citation in value["citations"]),
        watch_outs=tuple(WatchOut(**watch_out) for watch_out in value["watch_outs"]),
        documents=tuple(shelf.version(version) for version in value["documents"]),
        notes=tuple(value["notes"]),
        notice=value["notice"],
        claims=tuple(_claim(claim) for claim in value["claims"]),
    )


def _claim(value: Mapping[str, Any]) -> CheckedClaim:
    return CheckedClaim(
        value["text"],
        value["verdict"],
        value["why"],
        tuple(value["statements"]),
        tuple(value["citations"]),
        tuple(_checked_quote(quote) for quote in value["quotes"]),
    )


def _checked_quote(value: Mapping[str, Any]) -> CheckedQuote:
    return CheckedQuote(
        text=value["text"],
        found=value["found"],
        versions=tuple(date.fromisoformat(day) for day in value["versions"]),
        begin=date.fromisoformat(value["from"]) if value["from"] else None,
        end=date.fromisoformat(value["until"]) if value["until"] else None,
        near=value["near"],
    )
