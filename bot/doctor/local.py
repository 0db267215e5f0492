"""Model servers on this machine, found on their usual ports."""

import http.client
import json
from collections.abc import Sequence
from dataclasses import dataclass

USUAL = (("Ollama", 11434), ("llama.cpp", 8080), ("vLLM", 8000), ("LM Studio", 1234))
"""Each server's own default."""
WAIT_S = 0.5
"""Seconds for each step: a server on this machine answers in some milliseconds."""
LARGEST = 1_000_000
"""Bytes of a reply that are read."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that lists its models as OpenAI does."""

    name: str
    port: int
    models: tuple[str, ...]

    @property
    def url(self) -> str:
        """What OPENAI_BASE_URL has to be."""
        return f"http://127.0.0.1:{self.port}/v1"


def local_servers(usual: Sequence[tuple[str, int]] = USUAL) -> list[LocalServer]:
    """Those that answer now. Only this machine is asked, for names of models, and through no proxy."""
    found = ((name, port, _models(port)) for name, port in usual)
    return [LocalServer(name, port, models) for name, port, models in found if models is not None]


def _models(port: int) -> tuple[str, ...] | None:
    """Names of the models on a port; None where no such server answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_S)
    try:
        connection.request("GET", "/v1/models")
        response = connection.getresponse()
        if response.status != 200:
            return None
        listed = json.loads(response.read(LARGEST))["data"]
        names = [str(model["id"]) for model in listed or ()]
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError, RecursionError):
        return None
    finally:
        connection.close()
    return tuple(name for name in names if name.isprintable() and len(name) <= 100)
