"""``plainterms eval html`` and ``plainterms eval card``: a run for people to read. Nothing is asked again."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.base import explained

RUN_HELP = "What eval run --out FILE wrote."


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("html")(page_of_run)
    app.command("card")(card_of_runs)


def page_of_run(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=RUN_HELP)],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The page; a browser opens it from there.")],
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="An earlier run; its answers are shown beside.")
    ] = None,
) -> None:
    """Write a run as one page for a browser: questions, answers, clauses, and what was expected."""
    with explained():
        from eval.page import write_page
        from eval.report import check_writable
        from eval.runs import load_run

        check_writable(to)
        write_page(load_run(run), load_run(baseline) if baseline else None, to)


def card_of_runs(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help=f"{RUN_HELP} Several make one card.")],
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="EVAL.md; else it is printed.")] = None,
    baselines: Annotated[
        list[Path] | None,
        typer.Option("--baseline", metavar="FILE", help="An earlier run of the same thing; may be repeated."),
    ] = None,
    notes: Annotated[
        list[str] | None,
        typer.Option("--note", metavar="TEXT", help="What a reader must know first; stands on top. May be repeated."),
    ] = None,
) -> None:
    """Write a report card: how often it is right, with n and 95 % interval, and everything that was wrong."""
    with explained():
        from eval.printing.card import card
        from eval.report import check_writable, write_pieces
        from eval.runs import load_run

        if to is not None:
            check_writable(to)
        text = card([load_run(path) for path in runs], [load_run(path) for path in baselines or []], to, notes or [])
        if to is None:
            sys.stdout.write(text)
        else:
            write_pieces([text], to)
