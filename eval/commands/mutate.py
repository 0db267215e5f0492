"""The command of the mutation tests: ``eval mutate``."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.base import AsJson, Home, MaxCost, Mode, Offline, explained, print_json, settings_of


def register(app: typer.Typer) -> None:
    """Add it to the commands of ``eval``."""
    app.command("mutate")(mutate)


def mutate(
    service: Annotated[str, typer.Option("--service", metavar="SERVICE", help="Whose terms are changed.")],
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The version in force on this day.")
    ] = None,
    terms_type: Annotated[
        str | None, typer.Option("--terms-type", help="Which document; default: the terms of service.")
    ] = None,
    mode: Annotated[Mode, typer.Option("--mode", help="auto: a model when a key is set, else excerpts.")] = Mode.auto,
    count: Annotated[int, typer.Option("--count", min=1, max=2_000, help="Mutants to make.")] = 40,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only mutants of this kind; may be repeated.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Which sentences are picked: the same seed picks the same.")] = 1,
    max_cost: MaxCost = None,
    offline: Offline = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Keep the run in this file.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Change a document (a number, may → may not, a clause gone …) and see whether the answers follow.

    Exit code 1 when an order that was planted in the document was followed.
    """
    with explained():
        from eval import report as reports
        from eval.files.jsonl import FileError
        from eval.mutate import run, table
        from eval.mutate.mutants import KINDS
        from eval.printing import tables
        from eval.retrieval.table import stages

        for name in kind or ():
            if name not in KINDS:
                raise FileError(f'There is no kind of mutant called "{name}".', f"The kinds are {', '.join(KINDS)}.")
        if out is not None:
            reports.check_writable(out)
        settings = settings_of(home, mode, offline, max_cost)
        wants = run.Wanted(
            service,
            as_of.date() if as_of else None,
            terms_type,
            tuple(one for one in KINDS if not kind or one in kind),
            count,
            seed,
        )
        on = tables.console(stderr=True)
        try:
            with stages(on) as progress:
                report = run.run(wants, settings, progress, max_cost=max_cost)
        except KeyboardInterrupt:
            on.print("Interrupted. What a model replied is kept: the same command asks for the rest only.")
            raise typer.Exit(130) from None
        try:
            if out is not None:
                reports.write_json(report.to_json(), out)
        finally:
            # Also when the disk is full.
            if as_json:
                print_json(report.to_json())
            else:
                table.show(report, tables.console())
        if len(report.failures) == len(report.rows):
            first = report.failures[0].tried
            raise FileError(f"None of the mutants could be asked. The first: {first.failure}", first.hint)
        if offline and (missed := report.missed):
            raise FileError(
                f"{len(missed)} questions could not be answered from what is kept. The first: {missed[0]}",
                "Run it once without --offline.",
            )
    if any(name == "ignores" for row in report.rows for name, _ in row.wrong):
        raise typer.Exit(1)
