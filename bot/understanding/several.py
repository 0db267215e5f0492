"""A question to several services → one question to each.

    "zoom,discord": can they close my account?           → zoom, discord
    "zoom": which is stricter about bots, zoom or discord? → zoom, discord
    "zoom": … and then: what about discord?              → discord, with the question before

Each is then understood, looked up, drafted and verified by itself, within its own versions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.types import Question, Turn
from bot.understanding.follow_up import is_follow_up, topic_of
from bot.understanding.named import Named, document_named, named_in, renamed
from bot.understanding.scope import refusal_of
from bot.understanding.understand import MAX_QUESTION, checked, clean, of_service
from ingest import Version

MOST_SERVICES = 4
"""Of one question: what more of them answer is not read any more, it is searched (``Explainer.search_across``)."""
MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question comes to."""

    questions: tuple[Question, ...]
    """One for each service."""
    notes: tuple[str, ...] = ()
    choice: str = ""
    """What is to be chosen first, when nothing can be answered before."""


def each_service(question: Question, library: Sequence[Version], today: date) -> Asking:
    """The question to each service it is about, as it is put to that one.

    Raises:
        ConfigurationError: the question is empty or too long.
        NotFound: a service that is named as ``service`` is not in the library.
    """
    text = checked(question.text)
    typed = [name for name in question.service.split(",") if name.strip()] or [question.service]
    own = tuple(dict.fromkeys(of_service(library, name)[0].service for name in typed))
    named = Named(each=text) if refusal_of(text) else named_in(text, _in_force(library, question.as_of or today), own)
    if named.missing and not named.services and _only_asks_about_others(text, named):
        return Asking((), choice=_choice(named.missing[0], library))
    notes = [f"{name}'s terms are not in the library." for name in named.missing]
    if named.instead and is_follow_up(text):
        asked = tuple(_moved(question, slug, own, library) for slug in named.services)
    elif still := _still_elsewhere(question, text, own, library):
        asked = still
    else:
        services = tuple(dict.fromkeys((*own, *named.services)))
        asked = tuple(_put_to(replace(question, text=named.each), slug, own, library) for slug in services)
    if len(asked) > MOST_SERVICES:
        left = ", ".join(_name(library, each.service) for each in asked[MOST_SERVICES:])
        notes.append(f"One question is put to {MOST_SERVICES} services at most. Ask again about: {left}.")
    read = [_document_asked_for(each, text, library) for each in asked[:MOST_SERVICES]]
    return Asking(tuple(each for each, _ in read), (*notes, *(note for _, note in read if note)))


def _in_force(library: Sequence[Version], as_of: date) -> list[Version]:
    return [version for version in library if version.effective <= as_of]


def _put_to(question: Question, slug: str, own: Sequence[str], library: Sequence[Version]) -> Question:
    """A question about the services ``own``, with what was said before, in the name of another."""
    if slug in own:
        return replace(question, service=slug)
    old, new = [spelling for service in own for spelling in (service, _name(library, service))], _name(library, slug)
    # What was answered was about another's clauses: only what was asked goes along.
    said = tuple(Turn("user", renamed(turn.content, old, new)) for turn in question.history if turn.role == "user")
    there = {v.terms_type for v in of_service(library, slug) if v.effective <= (question.as_of or date.max)}
    terms_type = question.terms_type if question.terms_type in there else None
    return replace(question, service=slug, terms_type=terms_type, text=renamed(question.text, old, new), history=said)


def _moved(question: Question, slug: str, own: Sequence[str], library: Sequence[Version]) -> Question:
    """The question before, put to another service: "what about discord?" says nothing else."""
    put = _put_to(question, slug, own, library)
    topic = topic_of([Turn(turn.role, clean(turn.content[:MAX_QUESTION])) for turn in put.history])
    if not topic.questions:
        return put
    name, asked = _name(library, slug), topic.questions[0]
    text = asked if name.lower() in asked.lower() else f"{name}: {asked}"
    return replace(put, text=text[:MAX_QUESTION], history=())


def _still_elsewhere(
    question: Question, text: str, own: Sequence[str], library: Sequence[Version]
) -> tuple[Question, ...]:
    """A follow-up after "what about discord?" is about Discord still, and the clauses just named are Discord's."""
    history = question.history
    last = max((n for n, turn in enumerate(history) if turn.role == "user"), default=None)
    if last is None or not is_follow_up(text):
        return ()
    before = replace(question, text=clean(history[last].content[:MAX_QUESTION]), history=history[:last])
    return tuple(
        replace(moved, text=text, history=(Turn("user", moved.text), *history[last + 1 :]))
        for moved in (_moved(before, slug, own, library) for slug in _moved_to(before.text, own, library))
    )


def _moved_to(text: str, own: Sequence[str], library: Sequence[Version]) -> tuple[str, ...]:
    named = named_in(text, library, own)
    return named.services if named.instead and is_follow_up(text) else ()


def _document_asked_for(question: Question, text: str, library: Sequence[Version]) -> tuple[Question, str]:
    """The question put to the one document it names, and a note when the service has no such document."""
    named = document_named(text)
    if named is None or question.terms_type is not None:
        return question, ""
    documents = {version.terms_type for version in of_service(library, question.service)}
    if named in documents:
        return replace(question, terms_type=named), ""
    read = ", ".join(sorted(name.replace("-", " ") for name in documents))
    return (
        question,
        f"The library has no {named.replace('-', ' ')} of {_name(library, question.service)}. Read: {read}.",
    )


def _only_asks_about_others(text: str, named: Named) -> bool:
    return named.instead or len(text.split()) <= 4


def _choice(missing: str, library: Sequence[Version]) -> str:
    names = sorted({version.service_name for version in library}, key=str.casefold)
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return f"{missing}'s terms are not in the library. Choose one of: {', '.join(names[:MOST_LISTED])}{more}."


def _name(library: Sequence[Version], service: str) -> str:
    return of_service(library, service)[0].service_name
