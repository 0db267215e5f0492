"""What an operator decides about the web server, as values."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

from bot.sites import SiteStore
from bot.web.serving.keys import Keys

if TYPE_CHECKING:
    from bot.config import Settings

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
"""Names of this machine; those under ".localhost" are too."""


@dataclass(frozen=True, slots=True)
class WebOptions:
    """The defaults limit nothing but how much is worked on at once: they are for tests and for use from Python."""

    page: bool = True
    sites: SiteStore | None = None
    """Pages of others that may ask through the help widget; without them it is not served."""
    keys: Keys = field(default_factory=Keys)
    rate_address: int = 0
    """Requests a minute; 0 is no limit."""
    rate_key: int = 0
    at_once: int = 256
    """Answers on their way at the same time."""
    timeout_s: float = 120.0
    """For a whole answer."""
    hosts: tuple[str, ...] = ()
    """Names under which the server may be reached; none is any."""
    proxies: tuple[str, ...] = ("127.0.0.1",)
    """Addresses that are believed about whom they ask for."""
    ahead: bool = False
    """What the first questions would wait for is done before they are asked, as long as nobody asks."""
    metrics: bool = False
    log: Literal["quiet", "text", "json"] = "quiet"
    log_questions: bool = False

    @classmethod
    def of(cls, settings: "Settings", host: str) -> Self:
        """The options of the settings, for a server that listens on ``host``.

        Raises:
            ConfigurationError: a key is not written as name:hash, or the file of keys cannot be read.
        """
        hosts = _listed(settings.trusted_hosts)
        return cls(
            page=settings.page == "on",
            sites=SiteStore(settings.home),
            keys=Keys.read(settings.api_keys, settings.api_keys_file),
            rate_address=settings.rate_address,
            rate_key=settings.rate_key,
            at_once=settings.answers_at_once,
            timeout_s=settings.answer_timeout_s,
            # Else any page could reach this machine's server by a name of its own that leads here (DNS rebinding).
            hosts=(*hosts, *THIS_MACHINE) if hosts or is_this_machine(host) else (),
            proxies=_listed(settings.trusted_proxies),
            ahead=True,
            metrics=settings.metrics == "on",
            log=settings.log,
            log_questions=settings.log_questions == "on",
        )


def is_this_machine(host: str) -> bool:
    """Whether a name or address leads to this machine and nowhere else."""
    return host in THIS_MACHINE or host.startswith("127.") or host.endswith(".localhost")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in text.split(",") if part.strip())
