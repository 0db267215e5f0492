"""A case as a question for the bot: to one service, or to two at once."""

from datetime import date

from bot import Answer, PlainTermsError, Question, Turn
from eval.case import Case
from eval.truth import AsksQuestions, Truth


def ask(case: Case, explainer: AsksQuestions, truth: Truth) -> Answer:
    """Put a case to the bot, whatever has a verdict to its check of claims; what the bot raises is passed on."""
    asked = question_for(case, truth)
    if case.kind == "claim_check" or case.expect.verdict is not None:
        return explainer.check(asked.text, asked.service, asked.as_of, asked.terms_type)
    return explainer.ask(asked)


def failure(answer: Answer) -> str | None:
    """Why an answer says nothing about how well the question was answered; None when it does.

    It could not look the matter up, or excerpts stand in for a model that could not be asked.
    """
    if answer.status == "unavailable":
        return f"unavailable: {answer.headline}"
    return answer.engine.fallback if answer.engine.unasked else None


def question_for(case: Case, truth: Truth) -> Question:
    """The case's question to its service or services.

    A case without a date asks for the day of the latest version, not for today: the same library then gives the same
    answers tomorrow. A question about a change is asked at the newer date, in its own words.

    Raises:
        PlainTermsError: the library holds no such document, or none of that day.
    """
    days = [_day(case, service, truth) for service in case.services]
    return Question(
        text=case.question,
        service=",".join(case.services),
        terms_type=case.terms_type,
        as_of=max(days),
        history=tuple(Turn(turn.role, turn.content) for turn in case.history),
    )


def _day(case: Case, service: str, truth: Truth) -> date:
    """The day a case asks about, of one of its services."""
    version = truth.version(service, case.terms_type, case.as_of)
    if version is None:
        when = f" in force on {case.as_of}" if case.as_of else ""
        raise PlainTermsError(
            f"The library has no {case.terms_type} of {service}{when}.", "Ingest the documents the cases ask about."
        )
    return case.as_of or version.effective
