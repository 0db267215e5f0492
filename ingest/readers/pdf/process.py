"""The program that reads a PDF, in a process of its own: bounded in time and memory, and gone when it is done."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.errors import SourceError
from ingest.readers.pdf import extract
from ingest.readers.pdf.types import Page, Run

SECONDS = 240.0
"""Wall clock; more than the program may work, because the machine may be busy."""
_KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP")
"""Environment that a program needs to start; nothing else is passed on, least of all a key."""
_HINT = "Open it in a PDF viewer and save or print it anew, or export its text as .txt or .docx."


def pages_of(data: bytes, name: str, seconds: float = SECONDS) -> list[Page]:
    """What the pages of a PDF show.

    Raises:
        SourceError: it needs a password, is broken, has too many pages, or cannot be read within the limits.
    """
    try:
        return _checked(_answers(data, name, seconds), name)
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # no answer of a sound program
        raise _breakdown(name) from error


def _checked(answers: Iterator[dict[str, Any]], name: str) -> list[Page]:
    pages: list[Page] = []
    for answer in answers:
        if "error" in answer:
            raise _refusal(answer["error"], name)
        if "end" in answer:
            return pages
        if "pages" in answer:
            if answer["pages"] > extract.MOST_PAGES:
                raise SourceError(
                    f"{name} has {answer['pages']:,} pages; PDF documents up to {extract.MOST_PAGES:,} pages are read.",
                    "Check that it is the right file, or split it.",
                )
            continue
        runs = tuple(Run(*run) for run in answer["runs"])
        pages.append(Page(answer["width"], answer["height"], runs, answer["pictures"], answer["unmapped"]))
    raise _breakdown(name)


def _breakdown(name: str) -> SourceError:
    return SourceError(
        f"{name} could not be read: it is damaged, or takes more than {extract.MEMORY / 1e9:g} GB of memory or "
        f"{extract.CPU_SECONDS} seconds of work.",
        _HINT,
    )


def _refusal(error: str, name: str) -> SourceError:
    if error == "password":
        return SourceError(f"{name} is encrypted: it opens with a password only.", "Save a copy without a password.")
    if error == "security":
        return SourceError(f"{name} is encrypted in a way that is not read.", "Save a copy without protection.")
    if error == "characters":
        return SourceError(f"{name} holds more than {extract.MOST_CHARACTERS:,} characters.", "Split it.")
    if error == "page":
        return SourceError(f"{name} is damaged: one of its pages cannot be read.", _HINT)
    return SourceError(f"{name} is not a PDF that can be read: it is damaged or cut off.", _HINT)


def _answers(data: bytes, name: str, seconds: float) -> Iterator[dict[str, Any]]:
    """The lines the program wrote; fewer than it should where it was ended."""
    environment = {key: value for key, value in os.environ.items() if key.upper() in _KEPT}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in map(os.path.abspath, sys.path) if path)
    command = [sys.executable, "-P", "-s", "-B", str(Path(extract.__file__).resolve())]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(data)
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
                raise SourceError(f"{name} could not be read in {seconds:g} seconds.", _HINT) from None
            finally:
                process.kill()
        if os.fstat(written.fileno()).st_size > extract.OUTPUT:
            raise _breakdown(name)
        written.seek(0)
        for line in written:
            yield json.loads(line)
