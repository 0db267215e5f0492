"""Several answers to one question, one a service, as one answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.types import Answer

_FIRST_OF = ("unavailable", "needs_choice", "out_of_scope", "not_in_terms", "partly", "answered")
"""What two answers are together when they differ: the one that leaves most to be done."""


def together(answers: Sequence[Answer]) -> Answer:
    """Several answers to one question as one; the citations of each statement stay its own.

    Each headline begins with the name of its service, where there is more than one. The status is that of the answer
    that leaves most to be done, and "partly" where one answers and another, looked up as well, does not.
    """
    if len(answers) == 1:
        return answers[0]
    merged = _named(answers[0])
    for answer in answers[1:]:
        merged = _joined(merged, _named(answer))
    return merged


def _named(answer: Answer) -> Answer:
    names = list(dict.fromkeys(version.service_name for version in answer.documents))
    return replace(answer, headline=f"{names[0]}: {answer.headline}") if len(names) == 1 else answer


def _joined(one: Answer, other: Answer) -> Answer:
    shift = len(one.citations)
    engines = (one.engine, other.engine)
    least = min((one, other), key=lambda answer: _FIRST_OF.index(answer.status))
    timings, tokens = Counter[str](), Counter[str]()
    for engine in engines:
        timings.update(engine.timings_ms)
        tokens.update(engine.tokens)
    return replace(
        one,
        status="partly" if _half_answered(one, other) else least.status,
        headline=f"{one.headline} {other.headline}".strip(),
        yes_no=one.yes_no if one.yes_no == other.yes_no else None,
        verdict=one.verdict if one.verdict == other.verdict else None,
        statements=one.statements
        + tuple(replace(s, citations=tuple(index + shift for index in s.citations)) for s in other.statements),
        citations=one.citations + other.citations,
        watch_outs=one.watch_outs + tuple(replace(w, citation=w.citation + shift) for w in other.watch_outs),
        documents=one.documents + other.documents,
        notes=tuple(dict.fromkeys(one.notes + other.notes)),
        engine=replace(
            # Of two that differ, the one without a model: an answer must not look better equipped than it was.
            min(engines, key=lambda engine: engine.mode),
            timings_ms=dict(timings),
            tokens=dict(tokens),
            fallback=one.engine.fallback or other.engine.fallback,
            unasked=one.engine.unasked or other.engine.unasked,
            cached=one.engine.cached and other.engine.cached,
            cost_usd=_sum(one.engine.cost_usd, other.engine.cost_usd),
        ),
    )


def _half_answered(one: Answer, other: Answer) -> bool:
    """Whether one of them answers and the other, looked up as well, does not."""
    statuses = {one.status, other.status}
    return len(statuses) > 1 and bool(statuses & {"answered", "partly"}) and "unavailable" not in statuses


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
