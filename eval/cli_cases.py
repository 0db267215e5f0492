"""The commands about writing cases: ``eval lint``, ``eval new``, ``eval schema``."""

from pathlib import Path
from typing import Annotated

import typer

from eval.cli_base import AsJson, Home, explained, print_json


def register(app: typer.Typer) -> None:
    """Add them to the commands of ``eval``."""
    app.command("lint")(lint_cases)
    app.command("schema")(print_schema)


def lint_cases(
    cases: Annotated[
        Path, typer.Option("--cases", metavar="FILE", help="JSONL or YAML of cases, or a folder of such files.")
    ],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Find what is wrong with cases: quotes, clauses, facts, ids. Exit code 1 when there is an error."""
    with explained():
        from bot import open_explainer
        from eval import tables
        from eval.lint import face, lint

        with open_explainer(home=home, mode="excerpt") as explainer:
            report = lint(cases, explainer)
        if as_json:
            print_json(report.to_json())
        else:
            face.show(report, tables.console())
    if report.count("error"):
        raise typer.Exit(1)


def print_schema() -> None:
    """Print the JSON Schema of a file of cases in YAML, for an editor to check and complete."""
    from eval.case import schema

    print_json(schema())
