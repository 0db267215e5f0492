"""What turns text into vectors: the bundled MiniLM, or any LangChain ``Embeddings``."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from pydantic import SecretStr

from ingest.embeddings.minilm import MiniLM
from ingest.errors import ConfigurationError, PlainTermsError


class Embedder(Protocol):
    """Text → vectors of length 1; ``model_id`` is what the index remembers."""

    @property
    def model_id(self) -> str: ...

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """One row for each text of a document. Raises PlainTermsError when it cannot."""
        ...

    def embed_questions(self, texts: list[str]) -> NDArray[np.float32]:
        """One row for each question: some models put them elsewhere. Raises PlainTermsError when it cannot."""
        ...


class Wrapped:
    """Any LangChain ``Embeddings`` as an ``Embedder``."""

    def __init__(self, embeddings: Embeddings, model_id: str) -> None:
        self.model_id = model_id
        self._embeddings = embeddings

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        return self._rows(lambda: self._embeddings.embed_documents(texts), len(texts))

    def embed_questions(self, texts: list[str]) -> NDArray[np.float32]:
        return self._rows(lambda: [self._embeddings.embed_query(text) for text in texts], len(texts))

    def _rows(self, made: Callable[[], list[list[float]]], count: int) -> NDArray[np.float32]:
        try:
            rows = np.array(made(), np.float32).reshape(count, -1) if count else np.zeros((0, 0), np.float32)
        except PlainTermsError:
            raise
        except Exception as exc:  # each provider has errors of its own
            raise ConfigurationError(
                f"The embedding model {self.model_id} does not answer ({type(exc).__name__}).",
                "Check the key, the address and the model's name, or use the bundled one: PLAINTERMS_EMBEDDINGS=minilm",
            ) from exc
        sizes = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(sizes, np.float32(1e-12)), np.float32)


def configured(
    spec: str,
    *,
    weights_dir: Path | None = None,
    cache: Path,
    api_key: SecretStr | None = None,
    base_url: str | None = None,
) -> Embedder:
    """The embedding model of a setting: "minilm", "minilm-official" (without our tuning), or "openai:<model>".

    Raises:
        ConfigurationError: the setting is not understood, or a key is missing.
    """
    provider, _, model = spec.partition(":")
    if spec in ("minilm", "minilm-official"):
        return MiniLM(weights_dir, cache, tuned=spec == "minilm")
    if provider == "openai" and model:
        if api_key is None:
            raise ConfigurationError(f"The embedding model {spec} needs a key.", "Set OPENAI_API_KEY.")
        from langchain_openai import OpenAIEmbeddings

        # check_embedding_ctx_length sends token numbers, which OpenAI-compatible servers do not take.
        remote = OpenAIEmbeddings(
            model=model, api_key=api_key, base_url=base_url, check_embedding_ctx_length=False, timeout=60, max_retries=2
        )
        return Wrapped(remote, spec)
    raise ConfigurationError(
        f"PLAINTERMS_EMBEDDINGS is {spec!r}, which is no embedding model known here.",
        'Use "minilm", "minilm-official" or "openai:<model>", for example openai:text-embedding-3-small.',
    )
