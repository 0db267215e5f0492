"""``plainterms feedback …``: what people said about the answers of the web page."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.base import Home, explained

app = typer.Typer(
    name="feedback",
    help="What people said about the answers of the web page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def top() -> None:
    """What people said about the answers of the web page."""


@app.command()
def export(
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="Write to this file, .yaml or .jsonl; default: YAML on the screen."),
    ] = None,
    home: Home = None,
) -> None:
    """Make cases for the eval suite of it, for a person to correct. None is true before somebody has checked it."""
    with explained():
        from bot import NotFound, read_feedback, read_settings
        from eval import drafting
        from eval.report import write_pieces

        if to is not None:
            drafting.check_new(to)
        settings = read_settings()
        if home is not None:
            settings = settings.model_copy(update={"home": home})
        drafts, left_out = drafting.drafts_of(read_feedback(settings.feedback_path))
        if not drafts and not left_out:
            raise NotFound("Nobody has said anything yet.", "The page asks below each answer: PLAINTERMS_FEEDBACK=on")
        text = drafting.remarks_text(drafts, jsonl=drafting.is_jsonl(to))
        if to is not None:
            write_pieces([text], to)
            typer.echo(f"{len(drafts)} drafts in {to}. Check them, then: plainterms eval lint --cases {to}")
        else:
            sys.stdout.write(text)
        if left_out:
            typer.echo(f"{left_out} left out: they are about several services, or about none.", err=True)
