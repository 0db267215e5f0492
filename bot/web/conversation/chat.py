"""The chat without its widgets: what was said, what to show, what to offer. Pure but for asking the explainer.

A conversation is a tuple of exchanges; showing it makes two pieces of HTML, the settled exchanges and the current one,
so that a streaming answer does not disturb what a person reads above it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.library_view import Service
from bot.showing.render import citation_card_html, document_name, escape, mode_line, one_line, to_html
from bot.showing.render_check import to_html as check_html
from bot.types import NOTICE, Answer, Answered, Delta, Question, Retrieved, Turn
from bot.understanding.understand import MAX_QUESTION, MAX_TURNS
from bot.web.conversation.suggestions import suggested
from bot.web.conversation.thumbs import thumbs_html
from bot.web.place import IN_FORCE, link_to, version_value
from bot.web.schema import MAX_TURN, Problem
from bot.web.serving.problems import UNEXPECTED, problem_of
from bot.web.source import Explains
from bot.words.dates import spoken_date
from ingest import NotFound, Version

KEPT = 30
"""Exchanges kept and shown; older ones are dropped from the page and from memory."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it."""

    number: int
    question: str
    outcome: Answer | Problem
    thumb: str = ""
    """What the person thought of the answer: "up", "down", or nothing yet."""


@dataclass(frozen=True, slots=True)
class Conversation:
    exchanges: tuple[Exchange, ...] = ()
    service: str = ""
    """What the pickers showed when it was last asked something."""
    version: str = IN_FORCE

    @property
    def answered(self) -> tuple[Exchange, ...]:
        """Without what went wrong."""
        return tuple(e for e in self.exchanges if isinstance(e.outcome, Answer))

    @property
    def next_number(self) -> int:
        return self.exchanges[-1].number + 1 if self.exchanges else 1

    def with_exchange(self, exchange: Exchange) -> "Conversation":
        return replace(self, exchanges=(*self.exchanges, exchange)[-KEPT:])

    def history(self) -> tuple[Turn, ...]:
        """What the next question may refer to: the answered exchanges as turns, oldest first."""
        return self.history_before(self.next_number)

    def history_before(self, number: int) -> tuple[Turn, ...]:
        """The same for the exchange with a number."""
        turns = [
            turn
            for e in self.exchanges
            if isinstance(e.outcome, Answer) and e.number < number
            for turn in (Turn("user", e.question), Turn("assistant", _said(e.outcome)[:MAX_TURN]))
        ]
        return tuple(turns[-MAX_TURNS:])

    def with_thumb(self, number: int, thumb: str) -> "Conversation":
        """With what the person thought of an answer."""
        return replace(
            self, exchanges=tuple(replace(e, thumb=thumb) if e.number == number else e for e in self.exchanges)
        )

    def citation_card(self, explainer: Explains, cite: str) -> str:
        """The card of ``"<number>-<index>"`` as a click sends it; "" for one that is not there."""
        found = re.fullmatch(r"(\d{1,6})-(\d{1,4})", cite, re.ASCII)
        if not found:
            return ""
        number, index = int(found[1]), int(found[2])
        answers = [e.outcome for e in self.exchanges if e.number == number and isinstance(e.outcome, Answer)]
        if not answers or index >= len(answers[0].citations):
            return ""
        citation = answers[0].citations[index]
        names = [v.service_name for v in answers[0].documents if v.service == citation.service]
        try:
            return citation_card_html(
                citation, explainer.clause_text(citation), names[0] if names else citation.service, link_to(citation)
            )
        except Exception as error:
            return problem_html(problem_of(error))


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows after a step of an exchange."""

    current: str
    conversation: Conversation | None = None
    """With the last step: the conversation, this exchange included."""
    announced: str = ""
    """What a screen reader says once the exchange is complete."""


# --- asking ----------------------------------------------------------------------------------------------------------


def converse(
    explainer: Explains, conversation: Conversation, text: str, service: str, version: str, *, thumbs: bool = False
) -> Iterator[View]:
    """Ask one question: views of the exchange as it goes on, the last one complete. Raises nothing.

    With ``thumbs`` the complete one asks what the person thinks of it.
    """
    text = text.strip()[:MAX_QUESTION]
    number = conversation.next_number

    def showing(reply: str) -> View:
        return View(exchange_html(number, text, reply))

    yield showing(_waiting_html("Looking for the clauses …"))
    outcome: Answer | Problem
    try:
        terms_type, as_of = chosen(explainer, service, version)
        question = Question(text, service, terms_type, as_of.effective if as_of else None, conversation.history())
        outcome = UNEXPECTED
        for event in explainer.stream(question):
            match event:
                case Retrieved():
                    yield showing(_waiting_html(_found(len(event.passages))))
                case Delta():
                    yield showing(draft_html(event.text))
                case Answered():
                    outcome = event.answer
    except Exception as error:  # a page that stops without a word is the worst answer
        outcome = problem_of(error)
    exchange = Exchange(number, text, outcome)
    settled = replace(conversation, service=service, version=version).with_exchange(exchange)
    yield View(settled_exchange_html(exchange, thumbs), settled, announcement(outcome))


def _found(passages: int) -> str:
    return f"Reading {passages} clause{'' if passages == 1 else 's'} …"


def chosen(explainer: Explains, service: str, version: str) -> tuple[str | None, Version | None]:
    """What the version picker's value means. Raises NotFound for one that is not there."""
    if version == IN_FORCE:
        return None, None
    for found in explainer.services():
        if found.slug == service:
            for document in found.documents:
                for dated in document.versions:
                    if version_value(dated) == version:
                        return document.terms_type, dated
    raise NotFound("That version is no longer in the library.", "Choose another one above.")


def _said(answer: Answer) -> str:
    return " ".join([answer.headline, *(s.text for s in answer.statements)])


# --- showing ---------------------------------------------------------------------------------------------------------


def exchange_html(number: int, question: str, reply: str, mark: str = "") -> str:
    return (
        f'<section class="pt-exchange" data-number="{number}"{mark}>'
        f'<p class="pt-question"><span class="pt-sr">You asked: </span><bdi>{escape(question)}</bdi></p>'
        f"{reply}</section>"
    )


def settled_exchange_html(exchange: Exchange, thumbs: bool, mark: str = "") -> str:
    """An exchange that is complete."""
    reply = outcome_html(exchange.number, exchange.outcome)
    if thumbs and isinstance(exchange.outcome, Answer):
        reply += thumbs_html(exchange.number, exchange.thumb)
    return exchange_html(exchange.number, exchange.question, reply, mark)


def settled_html(conversation: Conversation, *, thumbs: bool = False) -> str:
    """The exchanges that will not change any more."""
    return "".join(settled_exchange_html(e, thumbs) for e in conversation.exchanges)


def shown_html(conversation: Conversation, *, thumbs: bool = False) -> tuple[str, str]:
    """A conversation as the page holds it when nothing goes on: the settled exchanges, and the last one.

    That is marked as not new, so that the page does not move to it.
    """
    if not conversation.exchanges:
        return "", ""
    before = replace(conversation, exchanges=conversation.exchanges[:-1])
    last = settled_exchange_html(conversation.exchanges[-1], thumbs, " data-still")
    return settled_html(before, thumbs=thumbs), last


def outcome_html(number: int, outcome: Answer | Problem) -> str:
    if not isinstance(outcome, Answer):
        return problem_html(outcome)
    return check_html(outcome, str(number)) if outcome.claims else to_html(outcome, str(number))


def problem_html(problem: Problem) -> str:
    """One sentence and the next step."""
    hint = f'<p class="pt-aside">{escape(problem.hint)}</p>' if problem.hint else ""
    return f'<article class="pt-answer pt-problem"><p class="pt-headline">{escape(problem.detail)}</p>{hint}</article>'


def draft_html(text: str) -> str:
    """Words that are not checked yet, and look it."""
    return (
        f'<article class="pt-answer pt-draft"><p class="pt-aside">Draft; the quotes are being checked …</p>'
        f'<p dir="auto">{escape(text)}</p></article>'
    )


def _waiting_html(words: str) -> str:
    return f'<article class="pt-answer pt-waiting"><p class="pt-aside">{escape(words)}</p></article>'


def announcement(outcome: Answer | Problem) -> str:
    if isinstance(outcome, Problem):
        return escape(f"{outcome.detail} {outcome.hint}")
    sources = len(outcome.citations)
    return escape(f"Answer: {outcome.headline} {sources} source{'' if sources == 1 else 's'}.")


def header_html(mode: str, model: str | None) -> str:
    """The name, what this is, who words the answers, and what it is not."""
    return (
        '<header class="pt-header"><h1>PlainTerms</h1>'
        "<p>Ask what you agreed to. Every sentence of the answer comes with the exact words of the terms.</p>"
        f'<p class="pt-notice"><span class="pt-mode">{escape(mode_line(mode, model))}</span> '
        f"<span>{escape(NOTICE.capitalize())}.</span></p></header>"
    )


def welcome_html(service_name: str) -> str:
    """What stands where the answers will."""
    return (
        f'<section class="pt-welcome"><h2>What do you want to know about <bdi>{escape(service_name)}</bdi>?</h2>'
        "<p>Ask in your own words.</p></section>"
    )


def suggestions_html(examples: Sequence[str]) -> str:
    """A few questions to begin with; "" where there are none."""
    chips = "".join(
        f'<li><button type="button" class="pt-example" data-example>{escape(q)}</button></li>' for q in examples
    )
    if not chips:
        return ""
    offered = f'<p>Or start with one of these:</p><ul class="pt-examples">{chips}</ul>'
    return f'<section class="pt-suggested">{offered}</section>'


def question_label(explainer: Explains, slug: str) -> str:
    """What stands over the box for a question; it stays in view where the pickers do not. Plain text."""
    name = next((s.name for s in explainer.services() if s.slug == slug), "")
    return f"Your question about {shortened(one_line(name))}" if name else "Your question"


def lost_html(answers: int) -> str:
    """That some kept answers are not shown, "" where there are none."""
    if not answers:
        return ""
    said = "One earlier answer is" if answers == 1 else f"{answers} earlier answers are"
    return f'<p class="pt-aside pt-exchange-lost">{said} not shown: the terms they quote are no longer here.</p>'


def earlier_html(earlier: Sequence[Conversation]) -> str:
    """Earlier conversations to go back to; "" where there are none."""
    items = "".join(
        f'<li><button type="button" class="pt-example" data-earlier="{number}">'
        f"<bdi>{escape(shortened(said.exchanges[0].question))}</bdi> "
        f'<span class="pt-source-document">{escape(_about(said))}</span></button></li>'
        for number, said in enumerate(earlier)
        if said.exchanges
    )
    if not items:
        return ""
    return (
        '<section class="pt-earlier"><h2>Earlier conversations</h2>'
        f'<p>Kept in this browser only.</p><ul class="pt-examples">{items}</ul></section>'
    )


def shortened(question: str) -> str:
    return question if len(question) <= 60 else f"{question[:59].rstrip()}…"


def _about(said: Conversation) -> str:
    names = [v.service_name for e in said.exchanges if isinstance(e.outcome, Answer) for v in e.outcome.documents]
    more = len(said.exchanges) - 1
    return " · ".join([*names[:1], *([f"{more} more"] if more else [])])


NO_CARD = (
    '<div class="pt-no-card"><h2>Sources</h2>'
    "<p>Open a number in an answer to read the exact words here, marked in their clause.</p></div>"
)


# --- choosing --------------------------------------------------------------------------------------------------------


def service_choices(services: Sequence[Service]) -> list[tuple[str, str]]:
    return sorted(((s.name, s.slug) for s in services), key=lambda choice: choice[0].casefold())


def version_choices(service: Service, in_force: Sequence[Version]) -> list[tuple[str, str]]:
    """Today first, then each document with its versions, newest first."""
    today = "In force today" + (", all documents" if len(in_force) > 1 else "")
    dated = [
        (
            f"{document_name(d.terms_type)}, {spoken_date(v.effective)}" + (" (in force)" if v in in_force else ""),
            version_value(v),
        )
        for d in service.documents
        for v in sorted(d.versions, key=lambda v: v.effective, reverse=True)
    ]
    return [(today, IN_FORCE), *dated]


def versions_of(explainer: Explains, slug: str) -> list[tuple[str, str]]:
    """Choices of versions of a service; only today where there is no such service."""
    service = next((s for s in explainer.services() if s.slug == slug), None)
    return version_choices(service, _standing(explainer, slug)) if service else [("In force today", IN_FORCE)]


def welcome(explainer: Explains, slug: str, version: str) -> str:
    """What stands where the answers will, for a service and a version, or the problem with it. Raises nothing."""
    try:
        service = next((s for s in explainer.services() if s.slug == slug), None)
        if service is None:
            raise NotFound(f"There is no service {slug[:60]!r} in the library.", "Choose another one above.")
        chosen(explainer, slug, version)
    except Exception as error:  # a page that stays empty without a word is the worst answer
        return problem_html(problem_of(error))
    return welcome_html(service.name)


def suggestions(explainer: Explains, slug: str, version: str) -> str:
    """Questions that a version answers, or the ones in force do; "" where nothing can be asked. Raises nothing.

    The first time the terms are looked through for them, which takes seconds where these are long.
    """
    try:
        terms_type, dated = chosen(explainer, slug, version)
        read = (dated,) if dated else _standing(explainer, slug)
        clauses = [clause for each in read for clause in explainer.reading(each).clauses]
        flags = explainer.watch(slug, dated.effective if dated else None, terms_type).watch_outs if read else ()
    except Exception:  # the greeting and every answer say so
        return ""
    return suggestions_html(suggested(flags, clauses))


def _standing(explainer: Explains, slug: str) -> Sequence[Version]:
    try:
        return explainer.in_force(slug)
    except NotFound:  # all versions are of a later day
        return ()
