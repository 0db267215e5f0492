"""A case as questions for the bot.

Most cases are one question. A case about two services asks each of them the same and puts the two answers together,
so that its clauses and facts can be looked for in one place.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot import Answer, PlainTermsError, Question, Turn
from eval.case import Case
from eval.truth import AsksQuestions, Truth

_FIRST_OF = ("unavailable", "needs_choice", "out_of_scope", "not_in_terms", "partly", "answered")
"""What two answers are together when they differ: the one that leaves most to be done."""


def ask(case: Case, explainer: AsksQuestions, truth: Truth) -> Answer:
    """Put a case to the bot; whatever the bot raises is passed on."""
    return together([explainer.ask(question_for(case, service, truth)) for service in case.services])


def question_for(case: Case, service: str, truth: Truth) -> Question:
    """The case's question to one service.

    A case without a date asks for the day of the latest version, not for today: the same library then gives the same
    answers tomorrow. A question about a change is asked at the newer date, in its own words.

    Raises:
        PlainTermsError: the library holds no such document, or none of that day.
    """
    version = truth.version(service, case.terms_type, case.as_of)
    if version is None:
        when = f" in force on {case.as_of}" if case.as_of else ""
        raise PlainTermsError(
            f"The library has no {case.terms_type} of {service}{when}.", "Ingest the documents the cases ask about."
        )
    return Question(
        text=case.question,
        service=service,
        terms_type=case.terms_type,
        as_of=case.as_of or version.effective,
        history=tuple(Turn(turn.role, turn.content) for turn in case.history),
    )


def together(answers: Sequence[Answer]) -> Answer:
    """Several answers to one question as one; the citations of each statement stay its own."""
    merged = answers[0]
    for answer in answers[1:]:
        merged = _joined(merged, answer)
    return merged


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
        notes=one.notes + other.notes,
        engine=replace(
            # Of two that differ, the one without a model: a run must not look better equipped than it was.
            min(engines, key=lambda engine: engine.mode),
            timings_ms=dict(timings),
            tokens=dict(tokens),
            fallback=one.engine.fallback or other.engine.fallback,
            cached=one.engine.cached and other.engine.cached,
            cost_usd=_sum(one.engine.cost_usd, other.engine.cost_usd),
        ),
    )


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _half_answered(one: Answer, other: Answer) -> bool:
    """Whether one of them answers and the other, looked up as well, does not."""
    statuses = {one.status, other.status}
    return len(statuses) > 1 and bool(statuses & {"answered", "partly"}) and "unavailable" not in statuses
