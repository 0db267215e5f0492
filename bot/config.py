"""Settings of the bot: those of ingest, and the chat model. Read at the entry points only."""

from typing import Literal

from pydantic import Field, ValidationError

from ingest import ConfigurationError
from ingest.config import IngestSettings


class Settings(IngestSettings):
    """Everything that can be set from outside; .env.example lists it."""

    mode: Literal["auto", "model", "excerpt"] = "auto"
    """auto: a model words the answers when OPENAI_API_KEY is set; model: require one; excerpt: never call one."""
    model: str = "gpt-4.1-mini"
    """Name of the chat model, as its server knows it."""
    model_timeout_s: float = Field(default=60.0, gt=0, le=3600)
    """Seconds the model may take for a whole answer before the excerpts answer instead."""
    model_retries: int = Field(default=1, ge=0, le=5)
    """Tries after a failure that may pass (429, 5xx, connection)."""
    rerank_model: str | None = None
    """Name of a chat model that puts the clauses found in order, before they are read; unset: none does."""
    host: str = "127.0.0.1"
    """Address the web server listens on."""
    port: int = Field(default=7860, ge=1, le=65535)
    """Port the web server listens on."""

    @property
    def wants_model(self) -> bool:
        return self.mode == "model" or (self.mode == "auto" and self.openai_api_key is not None)


def read_settings() -> Settings:
    """Settings from the environment and ``.env``. Raises ConfigurationError naming the setting and its value."""
    try:
        return Settings()
    except ValidationError as exc:
        problem = exc.errors()[0]
        name = str(problem["loc"][0]) if problem["loc"] else "a setting"
        name = name if name.isupper() else f"PLAINTERMS_{name.upper()}"
        raise ConfigurationError(
            f"{name} is {problem['input']!r}: {problem['msg']}.", "Correct it; .env.example explains every setting."
        ) from None
