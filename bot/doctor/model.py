"""The chat model: what is configured, whether it answers, and whether it keeps to a schema."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from bot.assemble import configured_model, prices
from bot.config import Settings
from bot.doctor.check import Check, many
from bot.doctor.local import LocalServer
from bot.drafting import DraftRequest
from bot.drafting.model import ModelDrafter
from bot.models import ChatModel, KeptReplies
from bot.types import Draft
from bot.verifying.verify import verify
from ingest import Clause, Passage, PlainTermsError, Reading, Version

QUESTION = "Can I close my account whenever I want?"
CLAUSE = "4.2 Closing. You may close your account at any time. We delete what it holds within 30 days."
"""Ours: nothing of the library is sent to find out whether a model works."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Servers = Callable[[], Sequence[LocalServer]]


def model_checks(settings: Settings, *, offline: bool, servers: Servers) -> Iterator[Check]:
    """What words the answers. ``servers`` finds model servers on this machine, for who has configured none."""
    if not settings.wants_model:
        advice = "" if offline or settings.mode == "excerpt" else _advice(servers())
        yield Check("answers", "ok", f"the documents' own sentences, no model (mode {settings.mode})", advice)
        return
    yield Check("answers", "ok", f"worded by {settings.model} (mode {settings.mode})")
    if settings.openai_api_key is None:
        yield Check(
            "API key", "problem", "not set", "Set OPENAI_API_KEY (any word for a local server that asks for none)."
        )
        return
    try:
        model = configured_model(settings, settings.model)
    except PlainTermsError as problem:
        yield Check("API key and server", "problem", str(problem), problem.hint)
        return
    yield Check("API key", "ok", "set")
    yield _server(model)
    yield _cost(settings)
    yield _kept(settings)
    yield Check("model", "ok", "not asked (--offline)") if offline else _answers(model, settings, servers)


def _server(model: ChatModel) -> Check:
    server = model.settings.server
    address = urlsplit(model.settings.url)
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        return Check(
            "server", "warning", f"{server}, not encrypted", "Key and questions can be read on the way: use https."
        )
    return Check("server", "ok", server)


def _cost(settings: Settings) -> Check:
    priced = prices(settings)
    if priced:
        return Check("prices", "ok", f"${priced.read:g} and ${priced.written:g} for a million tokens read and written")
    if settings.price_input is not None or settings.price_output is not None:
        return Check(
            "prices", "warning", "only one is set", "Set both PLAINTERMS_PRICE_INPUT and PLAINTERMS_PRICE_OUTPUT."
        )
    return Check("prices", "ok", "not set: answers do not say what they cost")


def _kept(settings: Settings) -> Check:
    if settings.cache == "off":
        return Check("cache of replies", "ok", "off")
    return Check("cache of replies", "ok", f"{many(KeptReplies(settings.replies_path).count(), 'reply')} kept")


def _answers(model: ChatModel, settings: Settings, servers: Servers) -> Check:
    """One question about one clause, asked and checked as any other is."""
    request = _request()
    started = time.monotonic()
    try:
        *_, draft = ModelDrafter(model, settings.model, context=settings.model_context).draft(request)
    except PlainTermsError as problem:
        return Check("model", "problem", str(problem), f"{problem.hint} {_offer(servers())}".strip())
    took = f"answered in {time.monotonic() - started:.1f} s, in the form it was asked for"
    if isinstance(draft, Draft) and verify(draft, request.passages, request.readings).citations:
        return Check("model", "ok", f"{took}, with an exact quote")
    return Check(
        "model",
        "warning",
        f"{took}, but without an exact quote",
        "Expect excerpts instead of its words; a larger model does better (PLAINTERMS_MODEL).",
    )


def _request() -> DraftRequest:
    version = Version(0, "example", "Example", "terms-of-service", "2024-05-01", date(2024, 5, 1), (), "", "0" * 64)
    clause = Clause("", "4.2", "Closing", ("4.2 Closing",), "clause", 0, len(CLAUSE))
    passage = Passage("c1", version, clause, clause.span, 1.0, 1, 1)
    return DraftRequest(QUESTION, (passage,), {version.id: Reading(version, CLAUSE, (clause,), (), ())}, "English")


def _advice(found: Sequence[LocalServer]) -> str:
    return _offer(found) or "For answers in plain language, set up a model: docs/models.md"


def _offer(found: Sequence[LocalServer]) -> str:
    """How to use the first server of this machine that has a model; "" where there is none."""
    for server in found:
        if server.models:
            return (
                f"{server.name} answers on this machine, with {', '.join(server.models[:4])}. To use it, set "
                f"OPENAI_BASE_URL={server.url} OPENAI_API_KEY=none PLAINTERMS_MODEL={server.models[0]}"
            )
    return f"{found[0].name} answers on this machine, but has no model." if found else ""
