"""What all commands of ``eval`` have in common: options, and how mistakes and JSON are printed."""

import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

Home = Annotated[
    Path | None, typer.Option("--home", help="Folder of the library and the index.", envvar="PLAINTERMS_HOME")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


class Mode(StrEnum):
    """What words the answers."""

    auto = "auto"
    model = "model"
    excerpt = "excerpt"


@contextmanager
def explained() -> Iterator[None]:
    """Print an error a person can act on, without a traceback, and exit with 2."""
    from bot import PlainTermsError

    try:
        yield
    except PlainTermsError as error:
        from eval.printing.tables import console, shown

        for line in (str(error), error.hint):
            if line:
                console(stderr=True).print(shown(line))
        raise typer.Exit(2) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        sys.stderr.write(f"There is no space left to write {error.filename or 'the output'}.\nFree space first.\n")
        # Whatever still waits to be written would fail once more, with a traceback, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(2) from error


def print_json(value: Mapping[str, Any]) -> None:
    """To standard output."""
    # Not through rich: a pipe gets nothing but JSON, whatever its width.
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
