"""Settings of the bot: those of ingest, and the chat model. Read at the entry points only."""

from pathlib import Path
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
    model_retries: int = Field(default=2, ge=0, le=5)
    """Tries after a failure that may pass (429, 5xx, connection), as long as the time for the answer allows."""
    model_context: int | None = Field(default=None, ge=2048)
    """Tokens the model reads and writes at once; unset: the clauses worth reading, fewer of them when it refuses."""
    model_reply: int = Field(default=1200, ge=200, le=100_000)
    """Tokens the model may write, with what a reasoning model thinks before."""
    cache: Literal["on", "off", "all", "only"] = "on"
    """on: what a model replied is kept in the home folder and used again for the very same request; all: also what
    could not be used, so that a run can be repeated as it was; only: nothing is asked that is not kept; off: never."""
    price_input: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """US dollars for a million tokens read by the model; with price_output, answers say what they cost."""
    price_output: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """US dollars for a million tokens written by the model."""
    rerank_model: str | None = None
    """Name of a chat model that puts the clauses found in order, before they are read; unset: none does."""
    host: str = "127.0.0.1"
    """Address the web server listens on."""
    port: int = Field(default=7860, ge=1, le=65535)
    """Port the web server listens on."""
    feedback: Literal["on", "off"] = "on"
    """on: the web page asks whether an answer helped, and what people say is kept in the home folder; off: neither."""
    add: Literal["auto", "on", "off"] = "auto"
    """Whether terms can be added on the web page. auto: only when the server listens on this machine alone, and only
    from a browser on it; on: by everybody who can open the page; off: by nobody."""
    page: Literal["on", "off"] = "on"
    """off: only the API is served, without the chat page."""
    api_keys: str = ""
    """Keys of the API, each as name:SHA-256 of the key, with commas between them; none: the API asks for no key."""
    api_keys_file: Path | None = None
    """A file with more of them, one a line."""
    rate_address: int = Field(default=120, ge=0, le=1_000_000)
    """Requests a minute from one address; 0 is no limit."""
    rate_key: int = Field(default=600, ge=0, le=1_000_000)
    """Requests a minute with one key; 0 is no limit."""
    answers_at_once: int = Field(default=256, ge=1, le=5_000)
    """Answers that may be on their way at the same time; who asks then is told to come back."""
    answer_timeout_s: float = Field(default=120.0, gt=0, le=3600)
    """Seconds for a whole answer of the API, waiting for its turn included."""
    trusted_hosts: str = ""
    """Names under which the server may be reached, with commas between them; unset: this machine's own when it listens
    on this machine only, else any."""
    trusted_proxies: str = "127.0.0.1"
    """Addresses of reverse proxies that are believed about whom they ask for, with commas between them."""
    metrics: Literal["on", "off"] = "off"
    """on: Prometheus may read /metrics."""
    log: Literal["quiet", "text", "json"] = "quiet"
    """quiet: errors only; text, json: a line for each request as well."""
    log_questions: Literal["on", "off"] = "off"
    """on: the lines hold what was asked."""

    @property
    def feedback_path(self) -> Path:
        """Folder of what people said about answers."""
        return self.home / "feedback"

    @property
    def replies_path(self) -> Path:
        """Folder of the replies that are kept."""
        return self.cache_path / "replies"

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
