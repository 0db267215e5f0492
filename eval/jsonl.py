"""Files of one JSON object a line, checked against a model; an error names the file, the line and the field."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot import PlainTermsError

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Larger than any file a person would write: 113 cases written by hand took 90 kB."""
MAX_LINE_CHARS = 256 * 1024
MAX_LINES = 100_000

Row = TypeVar("Row", bound=BaseModel)


class FileError(PlainTermsError):
    """A file given to an evaluation cannot be read, written or understood."""


def read_bytes(path: Path, most: int = MAX_FILE_BYTES) -> bytes:
    """The file's bytes.

    Raises:
        FileError: it is missing, unreadable, no file or larger than ``most``.
    """
    try:
        if not path.is_file():
            raise FileError(f"There is no file {path}.", "Check the spelling, or give the path in full.")
        if (size := path.stat().st_size) > most:
            raise FileError(f"{path} has {size:,} bytes; at most {most:,} are read.", "Split it.")
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error


def read_text(path: Path) -> str:
    """The file decoded as UTF-8, line ends untouched, so that offsets counted in it hold.

    Raises:
        FileError: as ``read_bytes``, or it is not UTF-8.
    """
    return _decoded(read_bytes(path), path)


def parse_rows(data: bytes, path: Path, model: type[Row]) -> Iterator[tuple[int, Row]]:
    """The rows of a file's bytes as (line number from 1, row); empty lines are passed over.

    Raises:
        FileError: a line is no JSON object or does not fit the model.
    """
    lines = _decoded(data, path).removeprefix("\ufeff").split("\n")
    if len(lines) > MAX_LINES:
        raise FileError(f"{path} has {len(lines):,} lines; at most {MAX_LINES:,} are read.", "Split it.")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _row(line, f"{path}:{number}", model)


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is not UTF-8 text (byte {error.start:,}).", "Save it as UTF-8.") from error


def _row(line: str, place: str, model: type[Row]) -> Row:
    if len(line) > MAX_LINE_CHARS:
        raise FileError(f"{place}: the line has {len(line):,} characters; at most {MAX_LINE_CHARS:,} are read.")
    try:
        json.loads(line, object_pairs_hook=_without_repeats)
        return model.model_validate_json(line, strict=True)
    except json.JSONDecodeError as error:
        hint = "Write one JSON object a line."
        raise FileError(f"{place}: not JSON: {error.msg} at character {error.colno}.", hint) from error
    except RecursionError:
        raise FileError(f"{place}: nested too deeply.", "Write one flat JSON object a line.") from None
    except _RepeatedField as error:
        raise FileError(f'{place}: the field "{error}" is given twice.', "Keep one of them.") from None
    except ValidationError as error:
        raise FileError(f"{place}: {first_fault(error)}.", "docs/evaluation.md lists the fields.") from None
    except ValueError as error:  # a number of thousands of digits
        raise FileError(f"{place}: {error}.", "No field takes such a value.") from None


class _RepeatedField(Exception):
    """JSON takes the last of two equal names in silence; a person who wrote both meant both."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for name, given in pairs:
        if name in value:
            raise _RepeatedField(name)
        value[name] = given
    return value


def first_fault(error: ValidationError) -> str:
    """The first thing that does not fit, with its field, and how many more there are."""
    first, *others = error.errors(include_url=False, include_context=False, include_input=False)
    field = ".".join(str(step) for step in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    more = f" (and {len(others)} more)" if others else ""
    return f"{field}: {message}{more}" if field else f"{message}{more}"
