"""The commands about writing cases: ``eval lint``, ``eval new``, ``eval schema``."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.base import AsJson, Home, explained, print_json


def register(app: typer.Typer) -> None:
    """Add them to the commands of ``eval``."""
    app.command("lint")(lint_cases)
    app.command("new")(draft_cases)
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
        from eval.lint import face, lint
        from eval.printing import tables

        with open_explainer(home=home, mode="excerpt") as explainer:
            report = lint(cases, explainer)
        if as_json:
            print_json(report.to_json())
        else:
            face.show(report, tables.console())
    if report.count("error"):
        raise typer.Exit(1)


def draft_cases(
    service: Annotated[str, typer.Option("--service", help="Whose terms, a service of the library.")],
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="A day of the version; default: the latest."),
    ] = None,
    terms_type: Annotated[
        str | None, typer.Option("--terms-type", help="Which document; default: the terms of service.")
    ] = None,
    count: Annotated[int, typer.Option("--count", min=1, max=500, help="How many, at most.")] = 20,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", "--kinds", metavar="KIND", help="Only this kind; may be repeated.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write to this file, .yaml or .jsonl; default: YAML on the screen."),
    ] = None,
    home: Home = None,
) -> None:
    """Draft cases from a document for a person to correct. None of them is true before somebody has checked it."""
    with explained():
        from bot import open_explainer
        from eval import drafting
        from eval.report import write_pieces

        if out is not None:
            drafting.check_new(out)
        with open_explainer(home=home, mode="excerpt") as explainer:
            day = as_of.date() if as_of else None
            drafts = drafting.draft_cases(explainer, service, day, terms_type, count, kinds or ())
        text = drafting.as_text(drafts, jsonl=drafting.is_jsonl(out))
        if out is not None:
            write_pieces([text], out)
            typer.echo(f"{len(drafts.drafts)} drafts in {out}. Check them, then: plainterms eval lint --cases {out}")
        else:
            sys.stdout.write(text)


def print_schema() -> None:
    """Print the JSON Schema of a file of cases in YAML, for an editor to check and complete."""
    with explained():
        from eval.case import schema

        print_json(schema())
