"""Which chat model is asked, where, and how long it may take."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from ingest import ConfigurationError

OPENAI_URL = "https://api.openai.com/v1"
REPLY_TOKENS = 1_200
"""Four findings with their quotes take 300 to 600."""


@dataclass(frozen=True, slots=True)
class ChatModelSettings:
    """Which model answers, and how long it may take.

    Raises:
        ConfigurationError: the key or the address cannot be one.
    """

    name: str
    api_key: SecretStr
    base_url: str | None = None
    """None is OpenAI's own."""
    timeout_s: float = 60.0
    """Seconds for a whole answer, with all tries."""
    max_retries: int = 2
    """Tries after a failure that may pass: 408, 409, 429, 5xx, no connection."""
    reply_tokens: int = REPLY_TOKENS
    """The most the model may write, with what it thinks before it writes."""
    temperature: float = 0.0

    def __post_init__(self) -> None:
        key = self.api_key.get_secret_value()
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            raise ConfigurationError(
                "The API key is empty or has a space, a line end or another character that no key has.",
                "Set OPENAI_API_KEY again, without anything around it.",
            )
        if self.base_url is not None and not _is_web_address(self.base_url):
            raise ConfigurationError(
                "The address of the model's server is not a web address.",
                "Set OPENAI_BASE_URL to something like http://127.0.0.1:8091/v1",
            )

    @property
    def url(self) -> str:
        """Address of the server."""
        return self.base_url or OPENAI_URL

    @property
    def server(self) -> str:
        """Host and port for messages: an address may carry a password."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url
