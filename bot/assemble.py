"""The one place where concrete parts are chosen and joined."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.checking import Judge
from bot.config import Settings, read_settings
from bot.drafting import Drafter
from bot.drafting.excerpt import ExcerptDrafter
from bot.explainer import Explainer
from bot.retrieval import Rerank, Retriever, Shelves
from bot.understand import Rewrite
from ingest import ConfigurationError, Embedder, open_home

if TYPE_CHECKING:
    from bot.models import ChatModel


def open_explainer(
    settings: Settings | None = None,
    *,
    home: Path | None = None,
    mode: Literal["auto", "model", "excerpt"] | None = None,
    embedder: Embedder | None = None,
) -> Explainer:
    """Open the library in the home folder and get an ``Explainer`` for it; use it in a ``with`` block.

    ``settings`` default to the environment; ``home``, ``mode`` and ``embedder``, when given, win over them.

    Raises:
        HomeError: there is no library, or it cannot be used.
        ConfigurationError: model mode without a key, or an index made with another embedding model.
    """
    given = {"home": home, "mode": mode}
    settings = (settings or read_settings()).model_copy(update={k: v for k, v in given.items() if v is not None})
    drafter, rewrite, judge = _model(settings)
    stores = open_home(settings, embedder=embedder)
    return Explainer(
        stores.library,
        Shelves(stores.library, stores.index),
        Retriever(stores.embedder, _rerank(settings)),
        ExcerptDrafter(stores.embedder.embed),
        drafter,
        model_name=settings.model if drafter else None,
        rewrite=rewrite,
        judge=judge,
        on_close=stores.close,
    )


def _model(settings: Settings) -> tuple[Drafter | None, Rewrite | None, Judge | None]:
    """The model drafter, the question rewriter and the judge of claims, or none of them."""
    if not settings.wants_model:
        return None, None, None
    from bot.checking.model import ModelJudge
    from bot.drafting.model import ModelDrafter, rewrite_question

    model = _chat_model(settings, settings.model)
    return (
        ModelDrafter(model, settings.model),
        lambda history, question: rewrite_question(model, history, question),
        ModelJudge(model),
    )


def _rerank(settings: Settings) -> Rerank | None:
    if settings.rerank_model is None:
        return None
    from bot.retrieval.rerank import Reranker

    return Reranker(_chat_model(settings, settings.rerank_model))


def _chat_model(settings: Settings, name: str) -> "ChatModel":
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
        )
    )
