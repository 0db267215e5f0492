"""Our own set sentences in the reader's language: German, French, Spanish, Portuguese.

>>> spoken("The terms do not say.", "de-AT")
'Dazu sagen die Bedingungen nichts.'

``prompts/set_words.toml`` and ``prompts/watch_words.toml`` have them. Only whole sentences of ours are looked up there:
a quote, a clause's title and what a model words stay as they are, and so does a sentence that is not in the files.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from bot.types import Answer, Answered, Event, Statement, WatchOut

LANGUAGES = ("de", "fr", "es", "pt")
LONGEST = 2_000
"""Characters of what may be ours; a longer text has something else in it."""
_HOLES = {
    "places": r"""(?:[^".]|"[^"]*"|\.(?! ))+""",  # another sentence begins behind a full stop, but for one in a title
    "asked": r"[\w ]{1,30}",
    "written": r"[\w ]{1,30}",
    "document": r"[\w ]{1,60}",
    "day": r"\d{4}-\d{2}-\d{2}",
    "name": r".{1,120}",
}
# Outside of titles: behind it quotation marks come in pairs.
_OUTSIDE = r'(?=[^"]*(?:"[^"]*"[^"]*)*$)'
_LAST_AND = re.compile(f" and {_OUTSIDE}")
_END = re.compile(rf"(?<=\.) {_OUTSIDE}")
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class _Sentence:
    pattern: re.Pattern[str]
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Words:
    sentences: tuple[_Sentence, ...]
    names: Mapping[str, Mapping[str, str]]
    """Of languages and documents, as the English sentences have them."""
    and_: Mapping[str, str]
    watched: Mapping[str, Mapping[str, Mapping[str, str]]]
    """Kind of clause, language → name and text."""


def language_spoken(tag: str | None) -> str | None:
    """The language of a BCP 47 tag in which our sentences are there; None for English and all others."""
    code = (tag or "").split("-")[0].lower()
    return code if code in LANGUAGES else None


def spoken(text: str, tag: str | None) -> str:
    """Sentences of ours in a language; as they are where they are none, or not all there in that language."""
    language = language_spoken(tag)
    if language is None or len(text) > LONGEST:
        return text
    return _said(text, language) or text


def _said(text: str, language: str) -> str | None:
    """A sentence of ours, or several one behind the other, in a language; None when one of them is not there."""
    if one := _one(text, language):
        return one
    for end in _END.finditer(text):
        begun = _one(text[: end.start()], language)
        if begun and (more := _said(text[end.end() :], language)):
            return f"{begun} {more}"
    return None


def _one(text: str, language: str) -> str | None:
    for sentence in _words().sentences:
        if found := sentence.pattern.fullmatch(text):
            return sentence.said[language].format_map(
                {name: _filled(name, value, language) for name, value in found.groupdict().items()}
            )
    return None


def document_in(name: str, tag: str | None) -> str:
    """The name of a kind of document in a language, as it begins a sentence: "Nutzungsbedingungen"."""
    told = _words().names.get(name.lower(), {}).get(language_spoken(tag) or "", name)
    return told[:1].upper() + told[1:]


def answer_in(answer: Answer, tag: str | None) -> Answer:
    """The answer with what is ours in it in a language: headline, pointers to clauses, notes, verdicts' reasons."""
    language = language_spoken(tag)
    if language is None:
        return answer
    return replace(
        answer,
        headline=_headline(answer, language),
        statements=tuple(_statement(statement, answer, language) for statement in answer.statements),
        watch_outs=tuple(_watch_out(one, language) for one in answer.watch_outs),
        notes=tuple(spoken(note, language) for note in answer.notes),
        claims=tuple(replace(claim, why=spoken(claim.why, language)) for claim in answer.claims),
    )


def events_in(events: Iterator[Event], tag: str | None) -> Iterator[Event]:
    """The events of an answer, with the answer in a language."""
    for event in events:
        yield Answered(answer_in(event.answer, tag)) if isinstance(event, Answered) else event


def _headline(answer: Answer, language: str) -> str:
    """Of several services each has a headline of its own, behind its name: all of them are said, or none."""
    text = answer.headline
    names = dict.fromkeys(version.service_name for version in answer.documents)
    if len(names) < 2 or len(text) > LONGEST:
        return spoken(text, language)
    parts = re.split(rf"(?:^|(?<=\.) )({'|'.join(map(re.escape, names))}): {_OUTSIDE}", text)
    told = [(name, _said(said, language)) for name, said in zip(parts[1::2], parts[2::2], strict=True)]
    known = told and not parts[0] and all(said for _, said in told)
    return " ".join(f"{name}: {said}" for name, said in told) if known else spoken(text, language)


def _statement(statement: Statement, answer: Answer, language: str) -> Statement:
    """Of a refusal the pointer to a clause is ours; every other statement is the document's or a model's."""
    refused = answer.status in ("not_in_terms", "out_of_scope")
    return replace(statement, text=spoken(statement.text, language)) if refused else statement


def _watch_out(one: WatchOut, language: str) -> WatchOut:
    told = _words().watched.get(one.topic, {}).get(language)
    return replace(one, name=told["name"], text=told["text"]) if told else one


def _filled(hole: str, value: str, language: str) -> str:
    words = _words()
    if hole == "places":
        return _LAST_AND.sub(f" {words.and_[language]} ", value)
    return words.names.get(value, {}).get(language, value)


@cache
def _words() -> _Words:
    """Everything in the files. Raises KeyError for a hole that is not known."""
    told = _read("set_words.toml")
    return _Words(
        tuple(_Sentence(_pattern(one["en"]), one) for one in told["sentence"]),
        told["languages"] | told["documents"],
        told["and"],
        _read("watch_words.toml"),
    )


def _pattern(english: str) -> re.Pattern[str]:
    parts = _HOLE.split(english)
    found = [f"(?P<{part}>{_HOLES[part]})" if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile("".join(found), re.DOTALL)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("prompts") / name).read_text(encoding="utf-8"))
