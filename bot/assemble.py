"""The one place where concrete parts are chosen and joined."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from pydantic import BaseModel

from bot.checking import Judge
from bot.config import Settings, read_settings
from bot.drafting import Drafter
from bot.drafting.embedding import ASKED_LATELY, KeptVectors
from bot.drafting.excerpt import ExcerptDrafter
from bot.drafting.stored import StoredVectors
from bot.explainer import Explainer
from bot.prices import Prices
from bot.retrieval import Rerank, Retriever, Shelves
from bot.understanding.understand import Rewrite
from ingest import ConfigurationError, Embedder, open_home, token_counter

if TYPE_CHECKING:
    from bot.models import Breaker, ChatModel, KeptReplies


def open_explainer(
    settings: Settings | None = None,
    *,
    home: Path | None = None,
    mode: Literal["auto", "model", "excerpt"] | None = None,
    embedder: Embedder | None = None,
    take: int = 0,
) -> Explainer:
    """Open the library in the home folder and get an ``Explainer`` for it; use it in a ``with`` block.

    ``settings`` default to the environment; ``home``, ``mode`` and ``embedder``, when given, win over them. ``take`` is
    which of several replies of a model to the same request is wanted: each is kept by itself.

    Raises:
        HomeError: there is no library, or it cannot be used.
        ConfigurationError: model mode without a key, or an index made with another embedding model.
    """
    given = {"home": home, "mode": mode}
    settings = (settings or read_settings()).model_copy(update={k: v for k, v in given.items() if v is not None})
    server = _server(settings)
    kept = _kept(settings, take)
    drafter, rewrite, judge, warm = _model(settings, server, kept)
    stores = open_home(settings, embedder=embedder)
    # A question is embedded once, for the search and for the drafter, however many people ask it.
    questions = KeptVectors(stores.embedder.embed_questions, ASKED_LATELY)
    stored = StoredVectors(settings.cache_path, stores.embedder.model_id)
    excerpts = ExcerptDrafter(KeptVectors(stores.embedder.embed, stored=stored), questions)
    return Explainer(
        stores.library,
        Shelves(stores.library, stores.index),
        Retriever(questions, _rerank(settings, server, kept)),
        excerpts,
        drafter,
        model_name=settings.model if drafter else None,
        rewrite=rewrite,
        judge=judge,
        prices=prices(settings),
        on_warm=warm,
        # Only for answers without a model, and only where embedding costs nothing but time of this machine.
        ahead=excerpts.prepare if drafter is None and not settings.embeddings.startswith("openai:") else None,
        on_close=stores.close,
    )


def prices(settings: Settings) -> Prices | None:
    """What tokens cost; None unless both prices are set."""
    if settings.price_input is None or settings.price_output is None:
        return None
    return Prices(settings.price_input, settings.price_output)


def _kept(settings: Settings, take: int) -> "KeptReplies | None":
    """Where replies of models are kept; None where they are not."""
    if settings.cache == "off":
        return None
    from bot.models import KeptReplies

    only = settings.cache == "only"
    return KeptReplies(settings.replies_path, only=only, everything=only or settings.cache == "all", take=take)


def _model(
    settings: Settings, server: "Breaker | None", kept: "KeptReplies | None"
) -> tuple[Drafter | None, Rewrite | None, Judge | None, Callable[[], object]]:
    """The model drafter, the question rewriter and the judge of claims, or none; and what loads all they need."""
    if not settings.wants_model:
        return None, None, None, lambda: None
    from bot.checking.model import ModelJudge
    from bot.drafting.model import ModelDrafter, rewrite_question

    model = configured_model(settings, settings.model, server, kept)
    counter = cache(lambda: token_counter(settings.cache_path))
    drafter = ModelDrafter(
        model,
        settings.model,
        context=settings.model_context,
        count=lambda text: counter()(text),
    )
    return (
        drafter,
        lambda history, question: rewrite_question(model, history, question),
        ModelJudge(model),
        lambda: (model.make(), counter()),
    )


def _rerank(settings: Settings, server: "Breaker | None", kept: "KeptReplies | None") -> Rerank | None:
    if settings.rerank_model is None:
        return None
    from bot.retrieval.rerank import Reranker

    return Reranker(configured_model(settings, settings.rerank_model, server, kept))


def _server(settings: Settings) -> "Breaker | None":
    """What remembers how the server fares: one for all models, since all are asked there."""
    if not settings.wants_model and settings.rerank_model is None:
        return None
    from bot.models import Breaker

    return Breaker()


Form = TypeVar("Form", bound=BaseModel)


class AsksModel(Protocol):
    """Asks a chat model for one JSON object and reads it."""

    def __call__(self, system: str, user: str, schema: Mapping[str, Any], form: type[Form]) -> Form:
        """What the model replies to two messages. Raises ``ModelError``: no reply came, or none of that form."""
        ...


def open_model(settings: Settings | None = None) -> AsksModel:
    """What asks the configured chat model, for whoever judges answers with one; replies are kept as all others are.

    Raises:
        ConfigurationError: there is no key, or the key or the address cannot be one.
    """
    settings = settings or read_settings()
    model = configured_model(settings, settings.model, None, _kept(settings, 0))

    def ask(system: str, user: str, schema: Mapping[str, Any], form: type[Form]) -> Form:
        *_, reply = model.replies([("system", system), ("human", user)], schema, model.deadline())
        with model.reading(reply):
            return form.model_validate_json(reply.text.strip())

    return ask


def configured_model(
    settings: Settings, name: str, server: "Breaker | None" = None, kept: "KeptReplies | None" = None
) -> "ChatModel":
    """A chat model on the configured server. Raises ConfigurationError when the key or the address cannot be one."""
    if settings.openai_api_key is None:
        raise ConfigurationError(
            "A chat model needs a key.", "Set OPENAI_API_KEY (any word for a local server, with OPENAI_BASE_URL)."
        )
    from bot.models import ChatModelSettings, chat_model

    return chat_model(
        ChatModelSettings(
            name=name,
            api_key=settings.openai_api_key,
            base_url=settings.openai_base_url,
            timeout_s=settings.model_timeout_s,
            max_retries=settings.model_retries,
            reply_tokens=settings.model_reply,
        ),
        server,
        kept,
    )
