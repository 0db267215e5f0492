"""Understand: a question as it was typed → a stand-alone question and the versions to read.

Nothing here needs a model; with one, follow-ups are rewritten better (``rewrite``), and these rules are what is left
when that fails.
"""

import difflib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.types import Question, Turn
from bot.understanding.follow_up import is_follow_up, joined, topic_of
from bot.understanding.scope import Refusal, refusal_of, topic
from bot.verifying.support import made_of
from ingest import ConfigurationError, ModelError, NotFound, Version

MAX_QUESTION = 2_000
"""Characters; a long anxious story fits, a pasted contract does not."""
MAX_TURNS = 20
"""Turns of history that are read; older ones say little about what "it" means."""
NAMED = 12
"""Services named when one is not there."""

Rewrite = Callable[[Sequence[Turn], str], str]
"""History and question → stand-alone question. Raises ModelError."""


@dataclass(frozen=True, slots=True)
class Understood:
    question: str
    standalone: str
    versions: tuple[Version, ...]
    as_of: date
    notes: tuple[str, ...]
    refusal: Refusal | None = None
    """What it asks for that terms do not decide."""

    @property
    def looked_up(self) -> str:
        """What passages are looked for with."""
        return topic(self.standalone) if self.refusal else self.standalone


def understand(
    question: Question, library: Sequence[Version], today: date, rewrite: Rewrite | None = None
) -> Understood:
    """Find what is asked and which versions answer it.

    Raises:
        ConfigurationError: the question is empty or too long.
        NotFound: no such service or document, or none in force on that day.
    """
    text = checked(question.text)
    as_of = question.as_of or today
    versions, notes = in_force(library, question.service, question.terms_type, as_of, today)
    standalone = _standalone(text, question.history, rewrite)
    # What was typed counts: that an earlier question was refused does not make this one such a question.
    return Understood(text, standalone, versions, as_of, notes, refusal_of(text))


def checked(typed: str) -> str:
    """What was typed, cleaned. Raises ConfigurationError when it is empty or too long."""
    text = clean(typed[: 10 * MAX_QUESTION])
    if not any(c.isalnum() for c in text):
        raise ConfigurationError("There is no question.", "Ask in a few words, for example: can they close my account?")
    if len(text) > MAX_QUESTION:
        raise ConfigurationError(
            f"The question has {len(typed):,} characters; {MAX_QUESTION:,} is the most.",
            "Ask about one thing at a time.",
        )
    return text


def all_in_force(
    library: Sequence[Version], services: Sequence[str], terms_type: str | None, as_of: date
) -> tuple[Version, ...]:
    """The version in force on a day of each document of several services; of all when none is named.

    Raises:
        NotFound: no such service, or nothing of any of them was in force.
    """
    asked = [v for name in dict.fromkeys(services) for v in of_service(library, name)] if services else library
    if not asked:
        raise _empty()
    documents: dict[tuple[str, str], list[Version]] = {}
    for version in asked:
        if version.effective <= as_of and terms_type in (None, version.terms_type):
            documents.setdefault((version.service, version.terms_type), []).append(version)
    if not documents:
        first = min((v.effective for v in asked if terms_type in (None, v.terms_type)), default=None)
        raise NotFound(
            f"No {_spoken(terms_type) if terms_type else 'terms'} in the library were in force on {as_of.isoformat()}.",
            f"The first are of {first.isoformat()}: ask about that day or a later one."
            if first
            else f"There is: {', '.join(sorted({v.terms_type for v in asked}))}.",
        )
    return tuple(standing(versions, as_of) for versions in documents.values())


def in_force(
    library: Sequence[Version], service: str, terms_type: str | None, as_of: date, today: date
) -> tuple[tuple[Version, ...], tuple[str, ...]]:
    """The version in force on a day of each document asked for, and what a person must know about that choice."""
    documents: dict[str, list[Version]] = {}
    for version in of_service(library, service):
        documents.setdefault(version.terms_type, []).append(version)
    if terms_type is not None and terms_type not in documents:
        raise NotFound(
            f"There is no {terms_type} of {service} in the library.", f"There is: {', '.join(sorted(documents))}."
        )
    asked = {terms_type: documents[terms_type]} if terms_type else documents
    chosen: list[Version] = []
    notes: list[str] = []
    for name, versions in asked.items():
        current = [v for v in versions if v.effective <= as_of]
        later = [v for v in versions if v.effective > as_of]
        if current:
            chosen.append(standing(current, as_of))
        if later and later[0].effective > today:
            notes.append(f"A newer {_spoken(name)} takes effect on {later[0].effective.isoformat()}.")
        elif not current:
            notes.append(f"The first {_spoken(name)} in the library is of {later[0].effective.isoformat()}.")
    if not chosen:
        first = min(v.effective for versions in asked.values() for v in versions)
        raise NotFound(
            f"No terms of {service} in the library were in force on {as_of.isoformat()}.",
            f"The first are of {first.isoformat()}: ask about that day or a later one.",
        )
    if as_of > today:
        notes.append(f"{as_of.isoformat()} is in the future: the terms may change until then.")
    return tuple(chosen), tuple(notes)


def standing(current: Sequence[Version], as_of: date) -> Version:
    """Which of the versions that took effect by a day stood on it: the newest, but for texts that came back.

    A text can be replaced and come back under the same stated date (a page that takes turns, a change taken back):
    of versions that state the same date, the one that was recorded last before that day stood.
    """
    newest = current[-1]
    alike = [v for v in current if v.stated == newest.stated]
    return max(alike, key=lambda v: (max((d for d in v.recorded_on if d <= as_of), default=date.min), v is newest))


def clean(text: str) -> str:
    """Typed text without control, bidi, tag and other invisible characters, white space folded."""
    kept = (" " if unicodedata.category(c) in _SPACES or c in "\t\n\r" else c for c in text)
    return " ".join("".join(c for c in kept if unicodedata.category(c) not in _INVISIBLE).split())


_SPACES = {"Zs", "Zl", "Zp"}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def of_service(library: Sequence[Version], service: str) -> list[Version]:
    """The versions of a service, by its slug or name. Raises NotFound, with what comes near."""
    wanted = service.strip().lower()
    found = [v for v in library if wanted in (v.service, v.service_name.lower())]
    if found:
        return found
    known = sorted({v.service for v in library})
    if not known:
        raise _empty()
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.6)
    shown = clean(service)[:60]
    more = f" and {len(known) - NAMED} more" if len(known) > NAMED else ""
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There is: {', '.join(known[:NAMED])}{more}."
    raise NotFound(f"There is no service {shown!r} in the library.", hint)


def _empty() -> NotFound:
    return NotFound("The library is empty.", "Take in some terms first: plainterms ingest FILE --service NAME")


def _spoken(terms_type: str) -> str:
    return terms_type.replace("-", " ")


# --- follow-ups ----------------------------------------------------------------------------------------------------


def _standalone(text: str, history: Sequence[Turn], rewrite: Rewrite | None) -> str:
    longest = (MAX_QUESTION - len(text)) // 3
    turns = [Turn(turn.role, clean(turn.content[:MAX_QUESTION])[:longest]) for turn in history[-MAX_TURNS:]]
    topic = topic_of(turns)
    if not topic.questions or not is_follow_up(text):
        return text
    if rewrite is not None:
        try:
            rewritten = clean(rewrite(history[-MAX_TURNS:], text))[:MAX_QUESTION]
            if made_of(rewritten, [text, *(clean(turn.content) for turn in history[-MAX_TURNS:])]):
                return rewritten
        except ModelError:
            pass  # the rule below still finds the clauses; the answer says which question was read
    return joined(topic, text)[:MAX_QUESTION]
