"""What can go wrong with a chat model, for a person and for the model (the package's docstring draws the tree)."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from ingest import ModelError


class ContextOverflow(ModelError):
    """The prompt is longer than the model can read; ``excess`` is by how many of its tokens, where the server says."""

    def __init__(self, message: str, hint: str = "", *, excess: int | None = None) -> None:
        super().__init__(message, hint)
        self.excess = excess


class InvalidReply(ModelError):
    """The model replied, but not with what was asked for; ``problem`` says to the model what was wrong."""

    def __init__(self, message: str, hint: str = "", *, problem: str) -> None:
        super().__init__(message, hint, retryable=True)
        self.problem = problem


class Unavailable(ModelError):
    """The server cannot answer just now: busy, failing, too slow, not there; ``wait_s`` is what it asks to wait."""

    def __init__(self, message: str, hint: str = "", *, wait_s: float | None = None) -> None:
        super().__init__(message, hint, retryable=True)
        self.wait_s = wait_s


class Refused(ModelError):
    """The model, or what stands before it, does not want to answer."""


class NotKept(ModelError):
    """Only replies that are kept may be used, and there is none for this request."""


OTHER_MODEL = "Try another model (PLAINTERMS_MODEL)."


def was_asked(problem: ModelError) -> bool:
    """Whether a failure is the model's: it was asked, and what came of it cannot be used."""
    return isinstance(problem, InvalidReply | Refused | ContextOverflow)


@contextmanager
def checking() -> Iterator[None]:
    """While a whole reply is read: JSON that is none, or does not fit, becomes an ``InvalidReply``."""
    try:
        yield
    except ValidationError as error:
        raise InvalidReply(
            "The chat model's reply is not of the form it was asked for.", OTHER_MODEL, problem=_complaint(error)
        ) from error


def _complaint(error: ValidationError) -> str:
    """The first two faults, in words the model can act on; of its own words only names of fields come back."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)[:2]
    return "; ".join(f"{'.'.join(map(str, f['loc'])) or 'the reply'}: {f['msg']}"[:200] for f in faults) + "."


def cut_off() -> InvalidReply:
    return InvalidReply(
        "The chat model's reply was cut off before its end.",
        "Try again, or another model (PLAINTERMS_MODEL).",
        problem="it was too long. Give two findings at most, with short quotes.",
    )


def refused() -> Refused:
    return Refused("The chat model refused to answer this question.", "Word the question differently.")
