"""A comparison → one HTML page for people: both clauses side by side, what was put in and taken out marked.

The page stands alone (no script, no address it would load from) and every word of a document in it is escaped.
"""

from pathlib import Path

from bot.comparing import Comparison
from bot.showing.changes_view import KINDS, dates_line, heading, place_name, remark, title, verdict
from bot.showing.render import escape, source_line
from bot.types import NOTICE
from bot.words.dates import spoken_date, version_day
from ingest import Change, ConfigurationError, Place, Version

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5b6168; --paper: #fff; --back: #f5f5f3; --line: #d9dadc;
  --in: #12572c; --in-back: #dff3e4; --out: #8f1d1d; --out-back: #fbe4e2; --link: #1a4f9c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e7e9; --soft: #a3a9b1; --paper: #1d2023; --back: #131517;
  --line: #3a3f45; --in: #93e0ab; --in-back: #173522; --out: #f5aaa3; --out-back: #44201e; --link: #93bdf7; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1rem 3rem; background: var(--back); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0; font-size: 1.05rem; line-height: 1.35; }
a { color: var(--link); }
.dates, .source, .remark, footer, .side p.where { color: var(--soft); font-size: .9rem; margin: .25rem 0; }
.verdict { font-size: 1.15rem; margin: 1rem 0 .5rem; }
.legend { margin: .5rem 0 1rem; font-size: .9rem; color: var(--soft); }
nav { margin: 1rem 0 1.5rem; padding: .75rem 1rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: .5rem; }
nav h2 { font-size: .95rem; }
nav ol { margin: .5rem 0 0; padding-left: 1.5rem; columns: 20rem 2; column-gap: 2rem; font-size: .92rem; }
nav li { break-inside: avoid; padding: .1rem 0; }
article { margin: 0 0 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem;
  overflow: hidden; scroll-margin-top: .5rem; }
article > header { padding: .7rem 1rem; border-bottom: 1px solid var(--line); }
article > header:last-child { border-bottom: 0; }
.kind { display: inline-block; margin-right: .4rem; padding: 0 .5rem; border: 1px solid currentColor;
  border-radius: 1rem; font-size: .78rem; font-weight: 600; vertical-align: .1em; }
.added .kind { color: var(--in); } .removed .kind { color: var(--out); }
.sides { display: grid; grid-template-columns: 1fr 1fr; }
.side { padding: .6rem 1rem 1rem; min-width: 0; }
.side + .side { border-left: 1px solid var(--line); }
.side p { margin: .35rem 0 0; }
.side .words { font-family: Charter, Georgia, "Noto Serif", serif; white-space: pre-line; }
.side .none { color: var(--soft); font-style: italic; }
ins { color: var(--in); background: var(--in-back); text-decoration: underline; text-underline-offset: .15em; }
del { color: var(--out); background: var(--out-back); text-decoration: line-through; }
details { padding: .5rem 1rem 1rem; } summary { cursor: pointer; color: var(--link); }
details p { margin: .5rem 0 0; font-family: Charter, Georgia, "Noto Serif", serif; }
@media (max-width: 44rem) { body { padding: 1rem .6rem 2rem; } .sides { grid-template-columns: 1fr; }
  .side { padding: .6rem .8rem .9rem; } .side + .side { border-left: 0; border-top: 1px solid var(--line); }
  article > header { padding: .6rem .8rem; } nav ol { columns: 1; } h1 { font-size: 1.3rem; } }
@media print { :root { --ink: #000; --soft: #444; --paper: #fff; --back: #fff; --line: #999; --in: #000; --out: #000;
  --in-back: #fff; --out-back: #fff; --link: #000; } body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; } article { border-radius: 0; } article > header, .where { break-after: avoid; }
  ins { text-decoration-thickness: 2px; } }
"""


def write(found: Comparison, path: Path) -> None:
    """Write the page. Raises ConfigurationError when the file cannot be written."""
    try:
        path.write_text(to_html(found), encoding="utf-8")
    except OSError as problem:
        raise ConfigurationError(
            f"The page {path} cannot be written: {problem.strerror or problem}.", "Name another file with --html."
        ) from problem


def to_html(found: Comparison) -> str:
    """The whole page as text."""
    changes = found.changes.changes
    name = f"{title(found)}: {dates_line(found)}"
    entries = "".join(
        f'<li><a href="#change-{number}">{escape(KINDS[change.kind])}: {escape(heading(change))}</a></li>'
        for number, change in enumerate(changes, 1)
    )
    body = [
        f"<header><h1>{escape(title(found))}</h1>",
        f'<p class="dates">{escape(dates_line(found))}</p>',
        f'<p class="verdict">{escape(verdict(found))}</p>{_stated(found)}</header>',
    ]
    if changes:
        body.append(
            '<p class="legend">The older version stands first, then the newer: <del>taken out</del>, '
            "<ins>put in</ins>. List numbers, typography, menus and addresses of links are not compared.</p>"
        )
    if len(changes) > 1:
        body.append(f'<nav aria-label="Changes"><h2>{len(changes)} changes</h2><ol>{entries}</ol></nav>')
    body += ["<main>", *(_change_html(change, number, found) for number, change in enumerate(changes, 1)), "</main>"]
    sources = "".join(_source_html(v) for v in dict.fromkeys((found.older, found.newer)))
    body.append(f"<footer>{sources}<p>{escape(NOTICE.capitalize())}.</p></footer>")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(name)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _stated(found: Comparison) -> str:
    """The dates the two texts print, where these are not the days they are filed under."""
    old, new = found.changes.dates
    if found.same or old == new or not (old and new) or (old, new) == (found.older.effective, found.newer.effective):
        return ""
    return f'<p class="dates">The texts themselves say {escape(spoken_date(old))} and {escape(spoken_date(new))}.</p>'


def _change_html(change: Change, number: int, found: Comparison) -> str:
    said = remark(change)
    head = (
        f'<header><h2><span class="kind">{escape(KINDS[change.kind])}</span>{escape(heading(change))}</h2>'
        + (f'<p class="remark">{escape(said)}</p>' if said else "")
        + "</header>"
    )
    if any(run.op != "equal" for run in change.runs):
        body = (
            '<div class="sides">'
            + _side_html(change, change.before, found.older, "delete")
            + _side_html(change, change.after, found.newer, "insert")
            + "</div>"
        )
    elif change.after and not change.through:
        body = f"<details><summary>Show the words</summary><p>{escape(change.after.text)}</p></details>"
    else:
        body = ""
    return f'<article id="change-{number}" class="{change.kind}">{head}{body}</article>'


def _side_html(change: Change, place: Place | None, version: Version, op: str) -> str:
    day = escape(version_day(version))
    if place is None:
        return f'<section class="side"><p class="where">{day}</p><p class="none">Not in this version.</p></section>'
    tag = "del" if op == "delete" else "ins"
    words = "".join(
        escape(run.text) if run.op == "equal" else _marked(run.text, tag)
        for run in change.runs
        if run.op in ("equal", op)
    )
    where = f'<p class="where">{day} · {escape(place_name(place))}</p>'
    return f'<section class="side">{where}<p class="words" dir="auto">{words}</p></section>'


def _marked(text: str, tag: str) -> str:
    """Words with the mark around them, the white space before them outside of it."""
    words = text.lstrip()
    return f"{escape(text[: len(text) - len(words)])}<{tag}>{escape(words)}</{tag}>"


def _source_html(version: Version) -> str:
    host, url = source_line(version.source_url)
    source = f"{host} ({url})" if host else url or "source not recorded"
    return (
        f'<p class="source">Version of {escape(version_day(version))}: {escape(source)}, '
        f"SHA-256 {escape(version.sha256[:16])}…</p>"
    )
