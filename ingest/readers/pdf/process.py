"""Reading a PDF in a process of its own: bounded in time and memory, and gone when it is done."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from ingest.errors import SourceError
from ingest.readers.pdf import child
from ingest.readers.pdf.extract import HINT
from ingest.types import ReadText

SECONDS = 240.0
"""Wall clock; more than the process may work, because the machine may be busy."""
_KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP")
"""Environment that a program needs to start; nothing else is passed on, least of all a key."""


def read_apart(data: bytes, name: str, seconds: float = SECONDS) -> ReadText:
    """The text of a PDF.

    Raises:
        SourceError: it cannot be read, or not within the limits.
    """
    answer, code = _answer(data, name, seconds)
    if answer is None or "broken" in answer:
        raise SourceError(f"{name} could not be read: {_cause(answer, code)}.", HINT)
    if "error" in answer:
        raise SourceError(str(answer["error"]), str(answer.get("hint", "")))
    return ReadText(
        str(answer.get("text", "")), "markdown", _strings(answer.get("unseen")), _strings(answer.get("notices"))
    )


def _cause(answer: dict[str, Any] | None, code: int) -> str:
    """Why there is no text, from the name of an error or the exit code; below zero a signal ended the process."""
    memory = f"{child.MEMORY / 1e6:,.0f} MB of memory"
    error = str(answer["broken"]) if answer else ""
    if error == "MemoryError":
        return f"it takes more than {memory}"
    if code == -getattr(signal, "SIGXCPU", 0):
        return f"it takes more than {child.CPU_SECONDS} seconds of work"
    if code == -getattr(signal, "SIGXFSZ", 0):
        return f"its text is longer than {child.OUTPUT / 1e6:,.0f} MB"
    if error:
        return f"the PDF reader failed on it ({error})"
    return f"the PDF reader broke down on it, as it does when it takes more than {memory}"


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _answer(data: bytes, name: str, seconds: float) -> tuple[dict[str, Any] | None, int]:
    """What the process answered, None where it was ended before, and its exit code."""
    environment = {key: value for key, value in os.environ.items() if key.upper() in _KEPT}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in map(os.path.abspath, filter(None, sys.path)))
    command = [sys.executable, "-P", "-s", "-B", str(Path(child.__file__).resolve())]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(json.dumps(name).encode("ascii") + b"\n" + data)
        given.seek(0)
        with (
            tempfile.TemporaryDirectory() as folder,
            subprocess.Popen(  # noqa: S603  # our own program, no word of the document on its command line
                command, stdin=given, stdout=written, stderr=subprocess.DEVNULL, env=environment, cwd=folder
            ) as process,
        ):
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                raise SourceError(f"{name} could not be read in {seconds:g} seconds.", HINT) from None
            finally:
                process.kill()
        return _read(written), process.returncode


def _read(written: IO[bytes]) -> dict[str, Any] | None:
    """The answer in a file; None where it is too long, cut off or no answer: a broken process can write anything."""
    if os.fstat(written.fileno()).st_size > child.OUTPUT:
        return None
    written.seek(0)
    try:
        answer = json.load(written)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and answer.keys() & {"text", "error", "broken"} else None
