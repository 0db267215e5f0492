"""The commands about two runs: ``eval compare`` and ``eval bless``."""

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.base import AsJson, explained, print_json

RunFile = Annotated[Path, typer.Argument(metavar="RUN", help="A report kept by plainterms eval … --out.")]


def register(app: typer.Typer) -> None:
    """Add them to the commands of ``eval``."""
    app.command("compare")(compare_runs)
    app.command("bless")(bless_run)


def compare_runs(
    run: RunFile,
    baseline: Annotated[Path, typer.Option("--baseline", metavar="BASE", help="The run to compare it with.")],
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on a possible regression too.")] = False,
    scorer: Annotated[
        list[str] | None, typer.Option("--scorer", metavar="NAME", help="Only this scorer; may be repeated.")
    ] = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML, for continuous integration.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="Write the comment of a pull request.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with both answers of every case.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every changed case with both answers.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell what got better and what broke since a baseline. Exit code 1 on a regression."""
    with explained():
        from eval import report as reports
        from eval.compare import Comparison, text
        from eval.compare.junit import to_junit
        from eval.compare.markdown import to_markdown
        from eval.compare.plain_json import to_json
        from eval.page import write_page
        from eval.printing import tables
        from eval.runs import load_run

        for path in (junit, markdown, html):
            if path is not None:
                reports.check_writable(path)
        found = Comparison.of(load_run(run), load_run(baseline), scorer or ())
        if junit is not None:
            reports.write_pieces([to_junit(found, strict=strict)], junit)
        if markdown is not None:
            reports.write_pieces([to_markdown(found)], markdown)
        if html is not None:
            write_page(found.run, found.baseline, html)
        if as_json:
            print_json(to_json(found, strict=strict))
        else:
            text.show(found, tables.console(), everything=everything)
        regressed = found.regressed(strict=strict)
    if regressed:
        raise typer.Exit(1)


def bless_run(
    run: RunFile,
    to: Annotated[Path, typer.Option("--to", metavar="BASE", help="The baseline to make or to replace.")],
    why: Annotated[str, typer.Option("--why", help="Kept in the baseline: why this is what runs are held to.")] = "",
    with_failures: Annotated[
        bool, typer.Option("--with-failures", help="Also a run in which cases could not be asked.")
    ] = False,
    partial: Annotated[bool, typer.Option("--partial", help="Also a run over only some of its cases.")] = False,
) -> None:
    """Make a run the baseline that later runs are compared with."""
    with explained():
        from datetime import date

        from eval import report as reports
        from eval.baseline import baseline_pieces, refuse_unfit
        from eval.compare import Comparison, text
        from eval.printing import tables
        from eval.runs import load_run

        reports.check_writable(to)
        blessed = load_run(run)
        refuse_unfit(blessed, with_failures=with_failures, partial=partial)
        on = tables.console()
        if to.exists():
            # What is no baseline is not written over, and a baseline not by a run of something else.
            text.show_findings(Comparison.of(blessed, load_run(to)), on)
        reports.write_pieces(baseline_pieces(blessed, date.today(), why), to)
        on.print(tables.shown(f"{to} is now {len(blessed.rows)} cases of {run.name}."), soft_wrap=True)
