"""Every error a person can meet, with what to do next.

    PlainTermsError
    ├── ConfigurationError      a setting is missing or does not fit
    │   └── EmbeddingMismatch   the index was made with another embedding model
    ├── SourceError             a document cannot be read
    │   └── FetchError          a URL was refused, or what it leads to could not be had
    ├── HomeError               the home folder cannot be used
    │   └── IndexDamaged        the vector index is unreadable or incomplete; it can be rebuilt
    ├── NotFound                no such service, document, version or offset
    └── ModelError              the chat model did not answer usefully   (raised by bot.models only)

A message names the value and the place; ``hint`` is the next step. The command line prints both and exits with 2.
"""


class PlainTermsError(Exception):
    """Root of the project's errors: ``str(error)`` is one sentence for a person."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigurationError(PlainTermsError):
    """A setting is missing, malformed or contradicts what is there."""


class EmbeddingMismatch(ConfigurationError):
    """The index holds vectors of another embedding model than the one configured."""


class SourceError(PlainTermsError):
    """A document cannot be read: missing, empty, binary, too large."""


class FetchError(SourceError):
    """A URL was not fetched: it is not one that may be, or its server did not give a document."""


class HomeError(PlainTermsError):
    """The home folder cannot be read or written."""


class IndexDamaged(HomeError):
    """The vector index is unreadable or lacks vectors the library needs."""


class NotFound(PlainTermsError):
    """What was asked for is not in the library."""


class ModelError(PlainTermsError):
    """The chat model failed: no answer, refused, rate-limited, or a reply that does not fit the schema."""

    def __init__(self, message: str, hint: str = "", *, retryable: bool = False) -> None:
        super().__init__(message, hint)
        self.retryable = retryable
