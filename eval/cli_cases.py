"""The commands about writing cases: ``eval lint``, ``eval new``, ``eval schema``."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from eval.cli_shared import AsJson, Home, explained, print_json


def register(app: typer.Typer) -> None:
    """Add them to the commands of ``eval``."""
    app.command("lint")(lint_cases)
    app.command("new")(draft_cases)
    app.command("schema")(print_schema)
