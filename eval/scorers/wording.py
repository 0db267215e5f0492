"""What scorers share: the words of an answer, and of a reason."""

from collections.abc import Iterable

from bot import Answer


def own_words(answer: Answer) -> tuple[str, ...]:
    return (answer.headline, *(statement.text for statement in answer.statements), *(c.why for c in answer.claims))


def listing(what: str, names: Iterable[str]) -> str:
    return f"{what}: {', '.join(name or 'preamble' for name in names)}"
