"""Before and after a check: the text as it may be read, the versions to read, and the answer that is shown."""

from collections.abc import Mapping, Sequence

from bot.checking import wording
from bot.checking.check import MOST_VERSIONS, Books, Checked
from bot.checking.claims import LONGEST
from bot.types import Answer, Engine
from ingest import ConfigurationError, Version

SHOWN = 300
"""Characters of the pasted text that an answer repeats as its question."""


def checked(text: str) -> str:
    """The text, when it can be checked. Raises ConfigurationError when it is empty or too long."""
    if len(text) > LONGEST:
        raise ConfigurationError(
            f"The text has {len(text):,} characters; {LONGEST:,} is the most.", "Paste only the part about the terms."
        )
    if not any(c.isalpha() for c in text):
        raise ConfigurationError(
            "There is no text to check.", "Paste what somebody says the terms say: a sentence or an article."
        )
    return text.strip()


def versions_of(standing: Sequence[Version], library: Sequence[Version]) -> tuple[Version, ...]:
    """All versions of the documents of which some are in force; of very many the newest and those in force."""
    documents = {(v.service, v.terms_type) for v in standing}
    own = [v for v in library if (v.service, v.terms_type) in documents]
    newest = set(sorted(own, key=lambda v: v.effective)[-MOST_VERSIONS:]) | set(standing)
    return tuple(v for v in own if v in newest)


def answer(
    text: str, found: Checked, books: Books, notes: Sequence[str], timings: Mapping[str, float], model: str | None
) -> Answer:
    """The shared answer object for a check."""
    shown = " ".join(text.split())
    shown = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1].rsplit(' ', 1)[0]}…"
    judged = model if found.judged_by_model else None
    return Answer(
        status=wording.status(found.claims) if found.claims else "out_of_scope",
        headline=wording.headline(found.claims),
        question=shown,
        standalone_question=shown,
        as_of=books.day,
        verdict=wording.overall(found.claims),
        statements=found.statements,
        citations=found.citations,
        documents=books.standing,
        notes=tuple(notes),
        claims=found.claims,
        engine=Engine(
            mode="model" if judged else "excerpt",
            model=judged,
            prompt_sha256=found.prompt_sha256,
            timings_ms=dict(timings),
            tokens=dict(found.tokens),
            fallback=found.fallback,
            unasked=found.unasked,
        ),
    )
