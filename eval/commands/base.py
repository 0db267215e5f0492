"""What all commands of ``eval`` have in common: options, and how mistakes and JSON are printed."""

import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot import Settings

Home = Annotated[
    Path | None, typer.Option("--home", help="Folder of the library and the index.", envvar="PLAINTERMS_HOME")
]
MaxCost = Annotated[
    float | None, typer.Option("--max-cost", metavar="USD", min=0, help="Ask no more once so much is spent.")
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Use kept replies of the model only; fail where one is missing.")
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

    for stream in (sys.stdout, sys.stderr):
        # Where what is printed goes cannot hold every sign (a Windows file, LANG=C), "?" stands for those it cannot.
        if isinstance(stream, TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(errors="replace")
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


def settings_of(home: Path | None, mode: Mode, offline: bool, max_cost: float | None) -> "Settings":
    """The settings of something that is asked again and again, so that every reply of a model is kept.

    Raises:
        ConfigurationError: a setting is wrong, or what the model costs is not known and ``max_cost`` is given.
    """
    from bot import ConfigurationError, read_settings

    settings = read_settings()
    if max_cost is not None and (settings.price_input is None or settings.price_output is None):
        raise ConfigurationError(
            "What the model costs is not known, so --max-cost cannot be kept.",
            "Set PLAINTERMS_PRICE_INPUT and PLAINTERMS_PRICE_OUTPUT, in US dollars for a million tokens.",
        )
    kept = "only" if offline else "all" if settings.cache == "on" else settings.cache
    changed = {"home": home or settings.home, "mode": mode.value, "cache": kept}
    return settings.model_copy(update=changed)


def print_json(value: Mapping[str, Any]) -> None:
    """To standard output."""
    # Not through rich: a pipe gets nothing but JSON, whatever its width.
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
