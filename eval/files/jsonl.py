"""Files of one JSON object a line, checked against a model; an error names the file, the line and the field."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot import PlainTermsError

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Larger than any file a person would write: 113 cases written by hand took 90 kB."""
MAX_LINE_CHARS = 256 * 1024
MAX_LINES = 100_000

Row = TypeVar("Row", bound=BaseModel)


class FileError(PlainTermsError):
    """A file given to an evaluation cannot be read, written or understood."""


class LineError(FileError):
    """A file cannot be understood from one of its lines on."""

    def __init__(self, path: Path, fault: "Fault") -> None:
        super().__init__(f"{path}:{fault.line}: {fault.said}.", fault.hint)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a row."""

    line: int
    """Where, counted from 1."""
    said: str
    """The field and what is wrong with it, without a full stop."""
    hint: str = ""
    """What to do."""


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
    for number, row in checked_rows(data, path, model):
        yield number, sound(row, path)


def checked_rows(data: bytes, path: Path, model: type[Row]) -> Iterator[tuple[int, Row | tuple[Fault, ...]]]:
    """The same, with all that is wrong with a row in its place, for a reader who wants to know of all of them.

    Raises:
        FileError: the file as a whole cannot be read.
    """
    lines = decoded(data, path).split("\n")
    if len(lines) > MAX_LINES:
        raise FileError(f"{path} has {len(lines):,} lines; at most {MAX_LINES:,} are read.", "Split it.")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _row(line, number, model)


def sound(row: Row | tuple[Fault, ...], path: Path) -> Row:
    """The row, when nothing is wrong with it.

    Raises:
        FileError: something is; it tells the first thing, and how many more there are.
    """
    if not isinstance(row, tuple):
        return row
    raise FileError(f"{path}:{row[0].line}: {row[0].said}{_more(len(row))}.", row[0].hint)


def fitted(text: str, model: type[Row], line_of: Callable[[tuple[str | int, ...]], int]) -> Row | tuple[Fault, ...]:
    """A row from its JSON, or all that is wrong with it; ``line_of`` tells in which line a field stands."""
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        hint = "docs/evaluation.md lists the fields."
        return tuple(Fault(line_of(fault["loc"]), _said(fault), hint) for fault in _details(error))


def first_fault(error: ValidationError) -> str:
    """The first thing that does not fit, with its field, and how many more there are."""
    found = _details(error)
    return _said(found[0]) + _more(len(found))


def decoded(data: bytes, path: Path) -> str:
    """The text of a file's bytes, without a byte order mark. Raises FileError when it is not UTF-8."""
    return _decoded(data, path).removeprefix("\ufeff")


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is not UTF-8 text (byte {error.start:,}).", "Save it as UTF-8.") from error


def _row(line: str, number: int, model: type[Row]) -> Row | tuple[Fault, ...]:
    if len(line) > MAX_LINE_CHARS:
        said = f"the line has {len(line):,} characters; at most {MAX_LINE_CHARS:,} are read"
        return (Fault(number, said, "Split the row, or check for a missing line end."),)
    try:
        json.loads(line, object_pairs_hook=_without_repeats)
        return fitted(line, model, lambda _: number)
    except json.JSONDecodeError as error:
        said = f"not JSON: {error.msg} at character {error.colno}"
        return (Fault(number, said, "Write one JSON object a line."),)
    except RecursionError:
        return (Fault(number, "nested too deeply", "Write one flat JSON object a line."),)
    except _RepeatedField as error:
        return (Fault(number, f'the field "{error}" is given twice', "Keep one of them."),)
    except ValueError as error:  # a number of thousands of digits
        return (Fault(number, str(error), "No field takes such a value."),)


class _RepeatedField(Exception):
    """JSON takes the last of two equal names in silence; a person who wrote both meant both."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for name, given in pairs:
        if name in value:
            raise _RepeatedField(name)
        value[name] = given
    return value


def _details(error: ValidationError) -> list[ErrorDetails]:
    return error.errors(include_url=False, include_context=False, include_input=False)


def _more(found: int) -> str:
    return f" (and {found - 1} more)" if found > 1 else ""


def _said(fault: ErrorDetails) -> str:
    # Steps that are no name or number tell which of two types was tried.
    field = ".".join(str(step) for step in fault["loc"] if isinstance(step, int) or step.isidentifier())
    other = fault["type"] == "extra_forbidden"
    message = "there is no field of that name here" if other else fault["msg"].removeprefix("Value error, ")
    return f"{field}: {message}" if field else message
