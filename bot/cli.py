"""The command line: ``plainterms`` (also ``python -m bot``).

Exit codes: 0 ok; 1 the answer to a check is "no"; 2 usage or configuration, said in one sentence with the next step.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from bot import library_view
from bot.assemble import open_explainer
from bot.config import Settings, read_settings
from bot.showing import changes_html, changes_view, tables, watch_view
from bot.showing.render import terms_address
from bot.sites import SiteStore, made_site
from bot.sites import shown as sites_shown
from bot.sites.site import PER_DAY, PER_MINUTE, VISITOR_PER_MINUTE
from bot.types import Question
from ingest import (
    ConfigurationError,
    NotFound,
    PlainTermsError,
    from_archive,
    ingest_into,
    intakes,
    reindex,
    sample_manifest,
)

app = typer.Typer(
    name="plainterms",
    help="Explains a service's terms in plain language and proves every sentence with an exact quote.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
out = Console()
err = Console(stderr=True)


def _day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as exc:
        raise typer.BadParameter(f"{text!r} is not a day; write it as YYYY-MM-DD, for example 2023-08-07") from exc


Home = Annotated[
    Path | None, typer.Option("--home", help="Folder of the library and the index.", envvar="PLAINTERMS_HOME")
]
Service = Annotated[str, typer.Argument(metavar="SERVICE", help="Whose terms, as listed by: plainterms services")]
TermsType = Annotated[
    str | None, typer.Option("--terms-type", help="One document of the service, like privacy-policy.")
]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", metavar="D", parser=_day, help="The version in force on this day; default today."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


@app.command()
def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE...", help="Files, folders, web addresses; - is standard input."),
    ] = None,
    service: Annotated[str | None, typer.Option(help="Whose terms these are.")] = None,
    terms_type: TermsType = None,
    day: Annotated[
        date | None, typer.Option("--date", metavar="D", parser=_day, help="The day the text took effect.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where the text was published.")] = None,
    manifest: Annotated[Path | None, typer.Option(help="A JSON list of documents with their dates.")] = None,
    archive: Annotated[
        Path | None, typer.Option(metavar="CLONE", help="The clone of an Open Terms Archive collection, bare or not.")
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="With --archive: every recorded text, not only the latest.")
    ] = False,
    samples: Annotated[
        bool, typer.Option("--samples", help="The bundled sample terms of three invented companies.")
    ] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Take in terms: read, find the clauses, index, publish. What is there already is not done again."""
    with _explained():
        settings = _settings(home)
        if history and archive is None:
            raise ConfigurationError("--history goes with --archive.", "Name the clone: --archive CLONE --history")
        todo = [
            *intakes(
                sources or [],
                sample_manifest() if samples and manifest is None else manifest,
                service=service,
                terms_type=terms_type,
                effective=day,
                url=url,
                stdin=sys.stdin.buffer.read,
            ),
            *(from_archive(archive, service=service, history=history) if archive else ()),
        ]
        with tables.ingest_progress(err) as progress:
            report = ingest_into(settings, todo, progress=progress)
    if as_json:
        _print_json(tables.report_json(report))
    else:
        out.print(tables.report(report, settings.home))
    if report.skipped and not (report.added or report.collapsed or report.unchanged):
        raise typer.Exit(2)


@app.command("reindex")
def reindex_command(home: Home = None) -> None:
    """Make the vector index anew from the library, for instance with another embedding model."""
    with _explained(), tables.embed_progress(err) as progress:
        embedded = reindex(_settings(home), progress)
    out.print(f"The index holds {embedded:,} texts.")


@app.command()
def services(home: Home = None, as_json: AsJson = False) -> None:
    """List the services, their documents and versions."""
    with _explained(), open_explainer(_settings(home), mode="excerpt") as explainer:
        found = explainer.services()
    if as_json:
        _print_json(library_view.services_json(found))
    else:
        out.print(tables.services(found))


@app.command()
def versions(service: Service, terms_type: TermsType = None, home: Home = None, as_json: AsJson = False) -> None:
    """List the versions of a service's documents: terms that really differ, with their dates and what changed."""
    with _explained(), open_explainer(_settings(home), mode="excerpt") as explainer:
        in_force = explainer.in_force(service, terms_type=terms_type)
        found = explainer.versions(in_force[0].service, terms_type)
        aside = explainer.set_aside(in_force[0].service, terms_type)
        counts = {v.id: explainer.reading(v) for v in found} if as_json else {}
    if as_json:
        _print_json(library_view.versions_json(found, counts))
    else:
        out.print(tables.versions(found, in_force, aside))


@app.command()
def clauses(
    service: Service,
    as_of: AsOf = None,
    terms_type: TermsType = None,
    at: Annotated[int | None, typer.Option(min=0, help="Only the address of this character of the source.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Show the outline of a version: each clause with its address."""
    with _explained(), open_explainer(_settings(home), mode="excerpt") as explainer:
        found = explainer.in_force(service, as_of, terms_type)
        version, others = library_view.one_document(found)
        reading = explainer.reading(version)
        rows = library_view.clause_rows(reading, at)
    if as_json:
        _print_json(rows)
    else:
        out.print(tables.outline(version, rows, whole=at is not None))
        for other in others:
            err.print(f"There is also: --terms-type {other.terms_type}", style="dim")


@app.command()
def changes(
    service: Service,
    from_: Annotated[
        date | None,
        typer.Option("--from", metavar="D", parser=_day, help="A day of the older version; default the one before."),
    ] = None,
    to: Annotated[
        date | None, typer.Option("--to", metavar="D", parser=_day, help="A day of the newer version; default today.")
    ] = None,
    terms_type: TermsType = None,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with both sides, to read or print.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Compare two versions clause by clause: added, removed, reworded, moved or renumbered."""
    with _explained(), open_explainer(_settings(home), mode="excerpt") as explainer:
        found = explainer.changes(service, from_, to, terms_type)
        if page:
            changes_html.write(found, page)
    if as_json:
        _print_json(changes_view.to_json(found))
    else:
        out.print(changes_view.to_text(found, marks=not out.is_terminal or out.no_color))
    if page:
        err.print(f"The page is in {page}.", markup=False, highlight=False)


@app.command()
def search(
    service: Service,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What to look for, in any words.")],
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="How many clauses.")] = 10,
    as_of: AsOf = None,
    terms_type: TermsType = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Find the clauses that are about something, best first, with the reasons.

    SERVICE may be several ("zoom,discord"), or "all": then each service comes with its best clause first.
    """
    with _explained(), open_explainer(_settings(home), mode="excerpt") as explainer:
        passages = library_view.search(explainer, service, words, k, as_of, terms_type)
        readings = {p.version.id: explainer.reading(p.version) for p in passages}
    if as_json:
        _print_json(library_view.passages_json(passages, readings))
    else:
        out.print(tables.passages(passages, readings))


@app.command()
def ask(
    service: Service,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In your own words.")],
    as_of: AsOf = None,
    terms_type: TermsType = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask a question; every sentence of the answer is backed by an exact quote.

    SERVICE may be several ("zoom,discord"): each answers from its own terms.
    """
    from bot.showing.render import to_text
    from bot.showing.render_check import to_text as check_text

    with (
        _explained(),
        open_explainer(_settings(home)) as explainer,
        tables.waiting(err, "asking the model …" if explainer.mode == "model" else ""),
    ):
        answer = explainer.ask(Question(question, service, terms_type, as_of))
    if as_json:
        _print_json(answer.to_json())
    else:
        out.print(check_text(answer) if answer.claims else to_text(answer))


@app.command()
def check(
    service: Service,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="What somebody says the terms say; - is standard input.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", metavar="F", help="Read the text from this file.")] = None,
    as_of: AsOf = None,
    terms_type: TermsType = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Check what a blog, an article or an agent says the terms say: a sentence or a whole text.

    Each claim is supported, contradicted, misleading or not stated, with the clauses; quotations are looked up in every
    version. Exit code 1 when the text is contradicted or misleading, 0 otherwise, 2 for a mistake in the call.
    """
    from bot.showing.render_check import to_text

    with _explained():
        pasted = _pasted(text, file)
        with (
            open_explainer(_settings(home)) as explainer,
            tables.waiting(err, "asking the model …" if explainer.mode == "model" else ""),
        ):
            answer = explainer.check(pasted, service, as_of, terms_type)
    if as_json:
        _print_json(answer.to_json())
    else:
        out.print(to_text(answer))
    if answer.verdict in ("contradicted", "misleading"):
        raise typer.Exit(1)


@app.command()
def watch(
    service: Service,
    as_of: AsOf = None,
    terms_type: TermsType = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Show what to watch: clauses that people want to be warned of, and the rights that stand against them."""
    with _explained(), open_explainer(_settings(home), mode="excerpt") as explainer:
        found = explainer.watch(service, as_of, terms_type)
    if as_json:
        _print_json(found.to_json())
    else:
        out.print(watch_view.to_text(found))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; default 127.0.0.1.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on; default 7860, 0: any free one.")
    ] = None,
    home: Home = None,
) -> None:
    """Serve the web chat and the API, in one process."""
    with _explained():
        settings = _settings(home)
        from bot.web.add.adding import Adding
        from bot.web.app import serve as run
        from bot.web.conversation.keeping import Keeping
        from bot.web.options import WebOptions

        where = host or settings.host
        options = WebOptions.of(settings, where)
        with open_explainer(settings) as explainer:
            if not explainer.services():
                raise NotFound("The library is empty.", "Take in some terms first: plainterms ingest --samples")
            explainer.warm()
            adding, keeping = Adding.of(settings, where), Keeping.of(settings)
            port = settings.port if port is None else port
            run(explainer, where, port, options=options, adding=adding, keeping=keeping)


@app.command()
def mcp(home: Home = None) -> None:
    """Serve assistants over the Model Context Protocol, on standard input and output."""
    with _explained():
        settings = _settings(home)
        from bot.mcp_server import mcp_server

        with open_explainer(settings) as explainer:
            explainer.ready()
            mcp_server(explainer).run("stdio")


@app.command()
def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Ask no server, not even one on this machine.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Say what is configured, what is there, and what to do about it. Exit code 1 when there is a problem."""
    from bot.doctor import examine, worst
    from bot.doctor.shown import to_text

    with _explained(), tables.waiting(err, "looking …"):
        checks = list(examine(_settings(home), offline=offline))
    if as_json:
        _print_json([check.to_json() for check in checks])
    else:
        out.print(to_text(checks))
    if worst(checks) == "problem":
        raise typer.Exit(1)


site = typer.Typer(help="Pages of others that may ask through the help widget.", no_args_is_help=True)
app.add_typer(site, name="site")
SiteName = Annotated[str, typer.Argument(metavar="SITE", help="As listed by: plainterms site list")]


@site.command("add")
def site_add(
    name: Annotated[str, typer.Argument(metavar="SITE", help="A name for it, as data-site of the page has it.")],
    service: Annotated[list[str], typer.Option(help="What it may ask about, and nothing else; may be repeated.")],
    origin: Annotated[
        list[str] | None,
        typer.Option(help="A page that may ask, like https://acme.example; may be repeated; default: none."),
    ] = None,
    per_minute: Annotated[int, typer.Option(help="Questions a minute of all visitors.")] = PER_MINUTE,
    visitor_per_minute: Annotated[int, typer.Option(help="Questions a minute of one visitor.")] = VISITOR_PER_MINUTE,
    per_day: Annotated[int, typer.Option(help="Questions a day (UTC) of all visitors.")] = PER_DAY,
    terms: Annotated[
        str, typer.Option(metavar="URL", help="Where the terms can be read; default: where they came from.")
    ] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the site of this name.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Let a page ask about some services, and print what to put into it."""
    with _explained():
        settings = _settings(home)
        with open_explainer(settings, mode="excerpt") as explainer:
            standing = [explainer.in_force(one) for one in service]
        made = made_site(
            name,
            [versions[0].service for versions in standing],
            origin or (),
            per_minute=per_minute,
            visitor_per_minute=visitor_per_minute,
            per_day=per_day,
            terms_url=terms,
        )
        SiteStore(settings.home).add(made, replace=replace)
    if as_json:
        _print_json(sites_shown.to_json(made))
    else:
        out.print(sites_shown.added(made, terms_address(standing[0])), soft_wrap=True)


@site.command("list")
def site_list(home: Home = None, as_json: AsJson = False) -> None:
    """List the sites: what they may ask about, from where and how often."""
    with _explained():
        found = list(SiteStore(_settings(home).home).sites().values())
    if as_json:
        _print_json([sites_shown.to_json(one) for one in found])
    else:
        out.print(sites_shown.listed(found))


@site.command("show")
def site_show(name: SiteName, home: Home = None, as_json: AsJson = False) -> None:
    """Show one site, and what to put into its page."""
    with _explained():
        settings, terms = _settings(home), ""
        found = SiteStore(settings.home).site(name)
        with suppress(PlainTermsError), open_explainer(settings, mode="excerpt") as explainer:  # the site outlives them
            terms = terms_address(explainer.in_force(found.services[0]))
    if as_json:
        _print_json(sites_shown.to_json(found))
    else:
        out.print(sites_shown.listed([found]))
        out.print(sites_shown.added(found, terms), soft_wrap=True)


@site.command("remove")
def site_remove(name: SiteName, home: Home = None) -> None:
    """Forget a site: its pages may not ask any more, from the next request on."""
    with _explained():
        SiteStore(_settings(home).home).remove(name)
    out.print(f"{name} may not ask any more.")


@site.command("demo")
def site_demo(
    name: SiteName,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on; default 7860.")] = None,
    home: Home = None,
) -> None:
    """Serve a page with a site's terms and the help widget on it, to try it on this machine."""
    with _explained():
        settings = _settings(home)
        SiteStore(settings.home).site(name)
        from bot.web.app import serve as run
        from bot.web.options import WebOptions
        from bot.web.widget.routes import script_sizes

        options = WebOptions.of(settings, "127.0.0.1")
        plain, packed = script_sizes()
        with open_explainer(settings) as explainer:
            explainer.warm()

            def ready(address: str) -> None:
                out.print(f"Try it: {address}/sites/{name}/demo   (Ctrl-C ends it)", highlight=False, soft_wrap=True)
                out.print(f"widget.js: {plain:,} bytes, {packed:,} with gzip.", highlight=False)

            run(explainer, port=port or settings.port, options=options, ready=ready)


bench = typer.Typer(help="Measure our way beside the usual one, in one run.", no_args_is_help=True)
app.add_typer(bench, name="bench")


@bench.command("ingest")
def bench_ingest_command(
    archive: Annotated[
        Path | None,
        typer.Option(metavar="CLONE", help="A clone of an Open Terms Archive collection; default: samples."),
    ] = None,
    service: Annotated[str | None, typer.Option(help="Only this service of them.")] = None,
    texts: Annotated[int, typer.Option(min=1, help="How many recorded texts, the latest ones.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Take in a slice of a history, and chunk and embed every text of it as tutorials do: the ratio of both."""
    from bot.bench import bench_ingest

    with _explained():
        todo = (
            from_archive(archive, service=service, history=True)
            if archive
            else [one for one in intakes([], sample_manifest()) if service in (None, one.service)]
        )
        with tables.waiting(err, "taking in both ways …"):
            found = bench_ingest(todo[-texts:], read_settings())
    if as_json:
        _print_json(tables.bench_json(found))
    else:
        out.print(tables.bench(found))


@bench.command("search")
def bench_search_command(
    clauses: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="About how many clauses the large library gets.")
    ] = 20_000,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Search one document, the library as it is, and one made many times as large: time, memory, size.

    The large library is made in a temporary folder; 200,000 clauses take some minutes and 2 GB of disk there.
    """
    from bot.bench import bench_search

    with _explained(), tables.counting(err) as told:
        found = bench_search(_settings(home), clauses, told)
    if as_json:
        _print_json(found.to_json())
    else:
        out.print(tables.search_bench(found))


@bench.command("ask")
def bench_ask_command(
    service: Annotated[str | None, typer.Option(help="Whose terms are asked about; default: the first.")] = None,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="How often each question is asked.")] = 3,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask with a model on this machine that answers at once: the time that is ours around the model's."""
    from bot.bench import bench_ask

    with _explained(), tables.waiting(err, "asking …"):
        found = bench_ask(_settings(home), service, rounds)
    if as_json:
        _print_json(found.to_json())
    else:
        out.print(tables.ask_bench(found))


@bench.command("serve")
def bench_serve_command(
    people: Annotated[int, typer.Option(min=1, max=1000, help="How many ask at the same time.")] = 50,
    questions: Annotated[int, typer.Option(min=2, max=100_000, help="How many questions they ask in all.")] = 1_000,
    streams: Annotated[int, typer.Option(min=6, max=1000, help="How many answers stream from a slow model.")] = 200,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Serve the library to many people at once, without a model and with a slow one: times, memory, places freed."""
    from bot.bench import bench_serve

    with _explained(), tables.waiting(err, "serving …"):
        found = bench_serve(_settings(home), people, questions, streams)
    if as_json:
        _print_json(found.to_json())
    else:
        out.print(tables.serve_bench(found))


@app.callback(invoke_without_command=True)
def top(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Explains a service's terms in plain language and proves every sentence with an exact quote."""
    if show_version:
        out.print(f"plainterms {version('plainterms')}")
        raise typer.Exit


def main() -> NoReturn:
    """Run the program, with the commands that other packages of the project add to it."""
    for command in entry_points(group="plainterms.commands"):
        app.add_typer(command.load(), name=command.name)
    try:
        app()
    except KeyboardInterrupt:
        err.print("Stopped. What was published is kept; the same command goes on from there.")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (``plainterms clauses zoom | head``): nothing left to say, nor to flush.
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)


# --- plumbing --------------------------------------------------------------------------------------------------------


@contextmanager
def _explained() -> Iterator[None]:
    """Print an error a person can act on, without a traceback, and exit with 2."""
    try:
        yield
    except PlainTermsError as problem:
        err.print(str(problem), style="bold", markup=False, highlight=False)
        if problem.hint:
            err.print(problem.hint, markup=False, highlight=False)
        raise typer.Exit(2) from problem


def _settings(home: Path | None) -> Settings:
    """Settings from the environment; a bad value is said in one sentence. Raises ConfigurationError."""
    settings = read_settings()
    return settings.model_copy(update={"home": home}) if home else settings


def _pasted(text: str | None, file: Path | None) -> str:
    """The text to check, from the call, a file or standard input. Raises ConfigurationError."""
    if (text is None) is (file is None):
        raise ConfigurationError(
            "Give the text to check once: as TEXT, or with --file.",
            'For example: plainterms check acme "They sell data."',
        )
    if text is not None and text != "-":
        return text
    try:
        data = file.read_bytes() if file else sys.stdin.buffer.read(MOST_PASTED + 1)
    except OSError as problem:
        raise ConfigurationError(f"{file} cannot be read: {problem.strerror}.", "Name a text file.") from problem
    if len(data) > MOST_PASTED:
        raise ConfigurationError(
            f"The text is larger than {MOST_PASTED:,} bytes.", "Take only the part about the terms."
        )
    return data.decode("utf-8", errors="replace")


MOST_PASTED = 200_000
"""Bytes read of a text to check; how many characters of it may be checked is said by the check itself."""


_UNSEEN = re.compile("[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e01ef]")


def _print_json(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # A quote is exact, whatever stands in it: what a terminal would obey, or no one would see, is written as \uXXXX.
    print(_UNSEEN.sub(lambda c: json.dumps(c[0])[1:-1], text))  # noqa: T201  plain, a pipe gets nothing but JSON
