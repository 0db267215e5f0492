"""The program that reads one PDF and is gone: run by path, bounded in time and memory.

On standard input: the document's name as JSON on one line, then its bytes. On standard output one JSON object, which
``process`` reads:

    {"text": "…", "unseen": ["…"], "notices": ["…"]}
    {"error": "terms.pdf is encrypted: …", "hint": "Save a copy …"}     instead, where it cannot be read
    {"broken": "MemoryError"}                                           instead, where reading failed

A process that is killed by its limits, or by PDFium itself, writes nothing.
"""

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

MEMORY = 1_000_000_000
"""Bytes of address space; a thousand full pages take about 300 MB."""
CPU_SECONDS = 90
"""A thousand full pages take about 30."""
OUTPUT = 50_000_000
"""Bytes written: more than the longest text that is read takes as JSON."""


def limit(memory: int = MEMORY, seconds: int = CPU_SECONDS, output: int = OUTPUT) -> None:
    """Take from this process what a text never needs; does nothing where the platform has no such limits."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_AS", memory),
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_FSIZE", output),
        ("RLIMIT_CORE", 0),
    ):
        try:
            _, hard = resource.getrlimit(getattr(resource, name))
            # The harder limit comes a second later: at the softer one the signal tells which limit it was.
            most, last = (most, most + 1) if hard == resource.RLIM_INFINITY else (min(most, hard), min(most + 1, hard))
            resource.setrlimit(getattr(resource, name), (most, last))
        except (AttributeError, OSError, ValueError):
            continue


def answer(name: str, data: bytes) -> dict[str, Any]:
    """What is written about a PDF."""
    from ingest.errors import SourceError
    from ingest.readers.pdf.document import text_of
    from ingest.readers.pdf.extract import pages_of

    try:
        found = text_of(pages_of(data, name), name)
    except SourceError as error:
        return {"error": str(error), "hint": error.hint}
    except Exception as error:  # whatever the file did, the one who asked gets a sentence
        return {"broken": type(error).__name__}
    return {"text": found.text, "unseen": found.unseen, "notices": found.notices}


def _find_ingest() -> None:
    """Make ``ingest`` importable without what it loads for others: the embedding model's libraries take a second."""
    package = ModuleType("ingest")
    package.__path__ = [str(Path(__file__).resolve().parents[2])]
    sys.modules["ingest"] = package


def main() -> None:
    """Read standard input, write the answer."""
    name = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    limit()
    _find_ingest()
    sys.stdout.buffer.write(json.dumps(answer(name, data)).encode("ascii"))


if __name__ == "__main__":
    main()
