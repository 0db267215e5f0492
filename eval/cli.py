"""``plainterms eval …``, also ``python -m eval …``.

Exit codes as everywhere: 0 ok; 1 a promise was broken (a quote is not exact); 2 usage or configuration.
Loaded by every start of ``plainterms``, so everything but typer is imported where it is used.
"""

from pathlib import Path
from typing import Annotated

import typer

from eval.commands import cases as cli_cases
from eval.commands import compare as cli_compare
from eval.commands import judge as cli_judge
from eval.commands import mutate as cli_mutate
from eval.commands import page as cli_page
from eval.commands import run as cli_run
from eval.commands.base import AsJson, Home, Mode
from eval.commands.base import explained as _explained
from eval.commands.base import print_json as _print_json

app = typer.Typer(
    name="eval",
    help="Measure the answers, the search, the clause parser and the readers against what they should find.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("plain")
def explain_clauses(
    cases: Annotated[Path, typer.Option("--cases", metavar="FILE", help="JSONL of clauses to be explained.")],
    mode: Annotated[Mode, typer.Option("--mode", help="auto: a model when a key is set, else excerpts.")] = Mode.auto,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask what clauses say: what of them is kept, what is added, and how plainly our words read."""
    with _explained():
        from bot import open_explainer
        from eval.measuring import explaining
        from eval.printing import tables

        todo = explaining.load_clauses(cases)
        with (
            open_explainer(home=home, mode=mode.value) as explainer,
            tables.progress(len(todo), tables.console(stderr=True)) as bar,
        ):
            found = explaining.explain_all(todo, explainer, lambda: bar.advance(bar.task_ids[0]))
        if as_json:
            _print_json(explaining.report_json(found))
        else:
            tables.show_explained(found, tables.console())


@app.command()
def refusals(
    cases: Annotated[
        Path | None,
        typer.Option("--cases", metavar="FILE", help="JSONL of cases; default: 303 questions on real documents."),
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """How well "the terms do not say" is told from an answer, without a model; the curve of its calibration."""
    with _explained():
        from bot import open_explainer
        from eval import runner
        from eval.case import load_cases
        from eval.cases import answerable_cases_path
        from eval.files.jsonl import FileError
        from eval.measuring.refusals import Refusals
        from eval.printing import tables

        chosen = load_cases(cases or answerable_cases_path())
        with (
            open_explainer(home=home, mode="excerpt") as explainer,
            tables.progress(len(chosen.cases), tables.console(stderr=True)) as bar,
        ):
            report = runner.run(chosen, explainer, (), progress=lambda _: bar.advance(bar.task_ids[0]))
        try:
            found = Refusals.of(report)
        except ValueError as problem:
            raise FileError(
                f"Nothing can be told from {chosen.name}: {problem}.", "See what failed: eval run"
            ) from None
        if as_json:
            _print_json(found.to_json())
        else:
            tables.show_refusals(found, len(report.failures), tables.console())


@app.command()
def retrieval(
    cases: Annotated[
        Path | None,
        typer.Option("--cases", metavar="FILE", help="JSONL of cases; default, when nothing is named: the samples."),
    ] = None,
    consumer_contracts: Annotated[
        Path | None, typer.Option("--consumer-contracts", metavar="DIR", help="Questions, each about one excerpt.")
    ] = None,
    tosdr: Annotated[
        Path | None, typer.Option("--tosdr", metavar="DIR", help="Statements, each about a whole document.")
    ] = None,
    privacyqa: Annotated[
        Path | None, typer.Option("--privacyqa", metavar="DIR", help="Questions, each about sentences of a policy.")
    ] = None,
    plain_english: Annotated[
        Path | None, typer.Option("--plain-english", metavar="DIR", help="Plain summaries, each of a clause.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME", help="Only this set of those named; may be repeated.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only so many questions of each set.")] = None,
    work: Annotated[
        Path | None,
        typer.Option("--work", metavar="DIR", help="Keep libraries and vectors here, so that they are made once."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Keep the report in this file.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Compare the search with BM25, MiniLM, both together, and the usual tutorial's pipeline."""
    with _explained():
        from bot import read_settings
        from eval import report as reports
        from eval.case import load_cases, sample_cases
        from eval.printing import tables
        from eval.retrieval import run as comparing
        from eval.retrieval import table
        from eval.retrieval.sets import LOADERS, SetName

        given = {
            SetName.cases: cases,
            SetName.consumer_contracts: consumer_contracts,
            SetName.tosdr: tosdr,
            SetName.privacyqa: privacyqa,
            SetName.plain_english: plain_english,
        }
        wanted = _wanted_sets(only or [], [name.value for name, path in given.items() if path])
        if out is not None:
            reports.check_writable(out)
        others = [load(path) for name, load in LOADERS.items() if name in wanted and (path := given[name])]
        asked = (load_cases(cases) if cases else sample_cases()) if SetName.cases in wanted else None
        settings = read_settings()
        if home is not None:
            settings = settings.model_copy(update={"home": home})
        with table.stages(tables.console(stderr=True)) as progress:
            report = comparing.run(asked, others, settings, work, limit, progress)
        if out is not None:
            reports.write_json(report.to_json(), out)
        if as_json:
            _print_json(report.to_json())
        else:
            table.show(report, tables.console())


@app.command()
def addresses(
    gold: Annotated[Path, typer.Option("--gold", metavar="FILE", help="Positions with their right addresses, JSONL.")],
    corpus: Annotated[Path, typer.Option("--corpus", metavar="DIR", help="Folder of the documents they stand in.")],
    service: Annotated[str | None, typer.Option("--service", help="Only the documents of this service.")] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="List every position that is not right.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Keep the report in this file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare the clause parser with addresses a person wrote down: label, title, part and kind."""
    with _explained():
        from eval import report as reports
        from eval.measuring import addresses as measuring
        from eval.printing import tables

        if out is not None:
            reports.check_writable(out)
        report = measuring.compare_addresses(measuring.load_gold(gold, service), corpus)
        found = report.run_json(measuring.gold_file(gold), {"service": service})
        if out is not None:
            reports.write_json(found, out)
        if as_json:
            _print_json(found)
        else:
            tables.show_addresses(report, tables.console(), wrong=wrong)


@app.command()
def pages(
    folder: Annotated[
        Path, typer.Option("--pages", metavar="DIR", help="Folder of pages with their trusted texts and manifest.json.")
    ],
    as_json: AsJson = False,
) -> None:
    """Compare reading web pages with texts taken out by hand, and with trafilatura where it is installed."""
    with _explained():
        from eval.measuring import pages as measuring
        from eval.printing import tables

        report = measuring.compare_pages(measuring.load_pages(folder), folder)
        if as_json:
            _print_json(report.to_json())
        else:
            tables.show_pages(report, tables.console())


@app.command()
def formats(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="MARKDOWN OTHER...", help="A Markdown file, then its prints; may be repeated."),
    ],
    wrong: Annotated[bool, typer.Option("--wrong", help="List every clause that does not come out the same.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare the clauses of PDF, DOCX and HTML prints with those of the Markdown they were made from."""
    with _explained():
        from eval.measuring import formats as measuring
        from eval.printing import tables

        todo = measuring.pairs_of(files)
        with tables.progress(len(todo), tables.console(stderr=True), "reading") as bar:
            pairs = measuring.compare_formats(todo, lambda: bar.advance(bar.task_ids[0]))
        if as_json:
            _print_json(measuring.report_json(pairs))
        else:
            tables.show_formats(pairs, tables.console(), wrong=wrong)


@app.command()
def counts(
    gold: Annotated[Path, typer.Option("--gold", metavar="FILE", help="Documents with their right counts, JSONL.")],
    corpus: Annotated[Path, typer.Option("--corpus", metavar="DIR", help="Folder of the documents.")],
    as_json: AsJson = False,
) -> None:
    """Compare how many numbered clauses the parser finds with how many a person counted."""
    with _explained():
        from eval.measuring import counts as counting
        from eval.printing import tables

        report = counting.compare_counts(counting.load_counts(gold), corpus)
        if as_json:
            _print_json(report.to_json())
        else:
            tables.show_counts(report, tables.console())


@app.command()
def watch(
    unfair_tos: Annotated[
        Path, typer.Option("--unfair-tos", metavar="FILE", help="Sentences with their labels: {doc_id, text, labels}.")
    ],
    as_json: AsJson = False,
) -> None:
    """Compare the learned part of "what to watch" with sentences of terms that people labelled as unfair."""
    with _explained():
        from eval.measuring import watching as measuring
        from eval.printing import tables

        report = measuring.measure(measuring.load_labelled(unfair_tos))
        if as_json:
            _print_json(report.to_json())
        else:
            tables.show_watch(report, tables.console())


cli_run.register(app)
cli_mutate.register(app)
cli_cases.register(app)
cli_compare.register(app)
cli_page.register(app)
cli_judge.register(app)


def _wanted_sets(only: list[str], given: list[str]) -> list[str]:
    """The sets to compare on: those asked for with ``--set``, else those named, else the sample cases."""
    from eval.files.jsonl import FileError
    from eval.retrieval.sets import SetName

    known = [name.value for name in SetName]
    for name in only:
        if name not in known:
            raise FileError(f'There is no set called "{name}".', f"The sets are {', '.join(known)}.")
        if name not in given and name != SetName.cases:
            raise FileError(f"It is not said where the set {name} is.", f"Name it too: --{name} DIR")
    return only or given or [SetName.cases.value]
