"""``plainterms eval run``."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands.base import AsJson, Home, MaxCost, Mode, Offline, explained, settings_of

if TYPE_CHECKING:
    from bot import Explainer, Settings
    from eval.case import CaseSet
    from eval.report import Report


def register(app: typer.Typer) -> None:
    """Add the command to ``plainterms eval``."""
    app.command("run")(run_cases)


def run_cases(
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases",
            metavar="FILE",
            help="JSONL, YAML, a folder of such files, or a bundled set: sample (default), changes, injection …",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Keep the run in this file.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only cases of this kind; may be repeated.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only so many cases, from the start.")] = None,
    mode: Annotated[Mode, typer.Option("--mode", help="auto: a model when a key is set, else excerpts.")] = Mode.auto,
    repeat: Annotated[int, typer.Option("--repeat", min=1, max=20, help="Ask each case so many times.")] = 1,
    min_pass: Annotated[
        int | None, typer.Option("--min-pass", min=1, help="So many of them have to be right; default: all.")
    ] = None,
    max_cost: MaxCost = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, max=64, help="Cases asked at once; default: 4 with a model, else 1."),
    ] = None,
    offline: Offline = False,
    scorer: Annotated[
        list[Path] | None, typer.Option("--scorer", metavar="FILE.py", help="Scorers of your own: code that is run.")
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the run as a page.")] = None,
    home: Home = None,
    sums: Annotated[bool, typer.Option("--sums", help="Leave the table of single cases out.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask the cases and score the answers. Exit code 1 when a quote is not exact."""
    with explained(), ExitStack() as stack:
        from eval import bundled, runner
        from eval import report as reports
        from eval.files.jsonl import FileError
        from eval.printing import tables
        from eval.scorers import SCORERS
        from eval.scorers.loading import load_scorers

        if min_pass is not None and min_pass > repeat:
            raise FileError(
                f"Of {repeat} tries of a case, {min_pass} cannot be right.", f"Ask more often: --repeat {min_pass}"
            )
        chosen = _chosen(cases, kind or [], limit)
        for path in (out, html):
            if path is not None:
                reports.check_writable(path)
        settings = settings_of(home, mode, offline, max_cost)
        settings = settings.model_copy(update={"home": bundled.library_of(cases, settings.home)})
        explainer, *again = [stack.enter_context(_opened(settings, take)) for take in range(repeat)]
        options = runner.Options(
            min_pass=min_pass or repeat,
            workers=workers or (4 if explainer.mode == "model" else 1),
            max_cost=max_cost,
            journal=settings.home / "eval",
            told=(("mode", explainer.mode), ("model", explainer.model), ("kinds", kind or []), ("limit", limit)),
        )
        bar = stack.enter_context(tables.progress(len(chosen.cases), tables.console(stderr=True)))
        try:
            report = runner.run(
                chosen,
                explainer,
                (*SCORERS, *load_scorers(scorer or ())),
                lambda _: bar.advance(bar.task_ids[0]),
                again=again,
                options=options,
            )
        except KeyboardInterrupt:
            bar.stop()
            tables.console(stderr=True).print("Interrupted. The same command goes on where this one stopped.")
            raise typer.Exit(130) from None
        bar.stop()
        try:
            if out is not None:
                reports.write_pieces(report.pieces(), out)
            if html is not None:
                _write_page(report, html)
        finally:
            # Last, since whoever reads may stop reading ("… | head"), and even when the disk is full.
            _tell(report, sums=sums, as_json=as_json)
        if report.kept is not None:
            report.kept.unlink(missing_ok=True)
        _refuse(report, offline)
    if report.below("quotes_exact"):
        raise typer.Exit(1)


def _write_page(report: "Report", path: Path) -> None:
    """The page is made of a run file, as that of any run is."""
    import tempfile

    from eval.page import write_page
    from eval.report import write_pieces
    from eval.runs import load_run

    with tempfile.TemporaryDirectory(prefix="plainterms-") as folder:
        file = Path(folder) / "this run.json"
        write_pieces(report.pieces(), file)
        write_page(load_run(file), None, path)


def _tell(report: "Report", *, sums: bool, as_json: bool) -> None:
    from eval.lint import DRAFT
    from eval.printing import tables

    if as_json:
        sys.stdout.writelines(report.pieces())
    else:
        console = tables.console()
        if not sums:
            tables.show_cases(report, console)
        tables.show_sums(report, console)
    on = tables.console(stderr=True)
    if report.resumed:
        on.print(f"{report.resumed} of {len(report.results)} cases had been asked before an interruption.")
    drafts = sum(result.case.why.lstrip().startswith(DRAFT) for result in report.results)
    if drafts:
        said = f"{drafts} of {len(report.results)} cases are drafts that nobody has checked: their scores say little."
        on.print(said, soft_wrap=True)
    for notice in report.notices:
        on.print(tables.shown(notice))


def _opened(settings: "Settings", take: int) -> "Explainer":
    from bot import open_explainer

    return open_explainer(settings, take=take)


def _chosen(path: Path | None, kinds: list[str], limit: int | None) -> "CaseSet":
    from eval.bundled import named_or_file
    from eval.case import KINDS
    from eval.files.jsonl import FileError

    for kind in kinds:
        if kind not in KINDS:
            raise FileError(f'There is no kind of case called "{kind}".', f"The kinds are {', '.join(KINDS)}.")
    chosen = named_or_file(path).chosen(kinds, limit)
    if not chosen.cases:
        raise FileError(f"{chosen.name} holds no case of kind {' or '.join(kinds)}.", "Leave --kind out to see all.")
    return chosen


def _refuse(report: "Report", offline: bool) -> None:
    """A run in which every case failed measured nothing, and one without a network must have missed nothing."""
    from eval.files.jsonl import FileError

    if len(report.failures) == len(report.results):
        first = report.failures[0]
        raise FileError(f"None of the cases could be asked. The first: {first.failure}", first.hint)
    if offline and report.failures:
        first = report.failures[0]
        raise FileError(
            f"{len(report.failures)} of {len(report.results)} cases could not be answered from what is kept. "
            f"The first, {first.case.id}: {first.failure}",
            "Run it once without --offline.",
        )
