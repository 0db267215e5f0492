"""Where cases are kept: a file of JSON lines, a YAML file, or a folder of such files."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.files.jsonl import Fault, FileError, Row, checked_rows, read_bytes
from eval.files.yaml_rows import checked_yaml_rows

READERS = {".jsonl": checked_rows, ".yaml": checked_yaml_rows, ".yml": checked_yaml_rows}
"""What reads a file of that ending; a file of another ending that is named itself is read as JSON lines."""

MAX_FILES = 1_000
"""Files of a folder."""


@dataclass(frozen=True, slots=True)
class RowFile:
    """A file with its bytes, read once, so that its hash is of what its rows are."""

    path: Path
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def rows(self, model: type[Row]) -> Iterator[tuple[int, Row | tuple[Fault, ...]]]:
        """(line from 1, row or all that is wrong with it). Raises FileError when it cannot be read at all."""
        return READERS.get(self.path.suffix.lower(), checked_rows)(self.data, self.path, model)


def row_files(path: Path) -> tuple[RowFile, ...]:
    """The file, or those that lie right in the folder, by name.

    Raises:
        FileError: there is no such file, none in the folder or too many, or one cannot be read.
    """
    if not path.is_dir():
        return (RowFile(path, read_bytes(path)),)
    try:
        paths = sorted(p for p in path.iterdir() if p.suffix.lower() in READERS and not p.name.startswith("."))
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error
    if not paths:
        raise FileError(f"The folder {path} holds no file of cases.", f"Their names end in {', '.join(READERS)}.")
    if len(paths) > MAX_FILES:
        raise FileError(f"The folder {path} holds {len(paths):,} files; at most {MAX_FILES:,} are read.", "Split it.")
    return tuple(RowFile(p, read_bytes(p)) for p in paths)


def hash_of(path: Path, files: tuple[RowFile, ...]) -> str:
    """Of the file's bytes; for a folder, of the names and hashes of its files, as ``sha256sum *`` prints them."""
    if not path.is_dir():
        return files[0].sha256
    listing = "".join(f"{file.sha256}  {file.path.name}\n" for file in files)
    return hashlib.sha256(listing.encode("utf-8", "surrogateescape")).hexdigest()
