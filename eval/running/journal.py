"""Results kept while a run goes, so that one that was interrupted goes on where it stopped.

A file in the home folder, named after everything the results depend on (``eval.running.about``), one asked case a
line. It is removed when the run has been reported. A line that was torn by the end of the process is no line; cases
that failed are not kept: they are asked again.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from filelock import FileLock, Timeout

from eval.case import Case
from eval.files.jsonl import FileError
from eval.result import Try
from eval.running.about import fingerprint


class Journal:
    """What has been asked of one run; use it in a ``with`` block. Not for several threads."""

    def __init__(self, folder: Path | None, about: Mapping[str, Any]) -> None:
        """Without a folder nothing is kept."""
        self.path = folder / f"{fingerprint(about)[:32]}.jsonl" if folder else None
        self.trouble = ""
        """Why what is asked is no longer kept, a sentence; "" when it is."""
        self._lock = FileLock(self.path.with_suffix(".lock")) if self.path else None
        self._file: TextIO | None = None
        self._asked: dict[str, tuple[Try, ...]] = {}

    def __enter__(self) -> Self:
        """Raises FileError when the very same run is going on in another process."""
        if self.path is None or self._lock is None:
            return self
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
            self._asked = dict(_lines(self.path))
            self._file = self.path.open("a", encoding="utf-8", newline="\n")
            self._file.write("\n")  # after a line that was torn
        except Timeout:
            raise FileError(
                "The same run is going on in another process.", "Wait for it, or change an option of this one."
            ) from None
        except OSError as error:
            self._give_up(error)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        if self._lock is not None:
            self._lock.release()

    def asked(self, case: Case) -> tuple[Try, ...]:
        """What came of a case when it was asked earlier; empty when it was not."""
        return self._asked.get(_name(case), ())

    def keep(self, case: Case, tries: Sequence[Try]) -> None:
        """Keep a case that has been asked. A disk that is full ends the keeping, not the run."""
        failed = any(one.failure is not None for one in tries)
        if self._file is None or failed or _name(case) in self._asked:
            return
        try:
            self._file.write(json.dumps({"case": _name(case), "tries": [one.kept() for one in tries]}) + "\n")
            self._file.flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        self.trouble = f"An interrupted run would begin anew: results cannot be kept: {error.strerror}."
        if self._file is not None:
            with suppress(OSError):  # what was not written yet cannot be written now either
                self._file.close()
        self._file = None


def _name(case: Case) -> str:
    return hashlib.sha256(case.model_dump_json().encode()).hexdigest()


def _lines(path: Path) -> list[tuple[str, tuple[Try, ...]]]:
    if not path.exists():
        return []
    found = []
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                row = json.loads(line)
                found.append((row["case"], tuple(map(Try.from_kept, row["tries"]))))
            except (ValueError, KeyError, TypeError):
                continue
    return found
