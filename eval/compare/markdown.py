"""A comparison as the comment of a pull request.

Whatever comes from the files stands in HTML blocks, where a ``<`` is escaped and Markdown is not read, and within
``<code>`` or ``<pre>``, where GitHub makes no link, mention or picture of anything.
"""

import html
import textwrap
from collections.abc import Iterable

from eval.compare import words
from eval.compare.comparison import CaseChange, Comparison
from eval.compare.seen import lines, question, reasons
from eval.printing.inert import one_line

MOST = 60_000
"""Characters: GitHub takes 65,536 in a comment."""
_SCORERS = 60
_NOTE = 1_000
_COLUMNS = 64
"""Of each answer, so that two stand side by side."""
_LINES = 60
_KEPT = 2_000
"""Room for the end, which is always written."""


def to_markdown(of: Comparison) -> str:
    """At most ``MOST`` characters."""
    head = [f"### {_plain_conclusion(of)}", "", f"<p>{_code(words.title(of))}<br>{words.counts(of)}</p>", ""]
    for note in of.notes:
        head += [f"<p>{_code(note[:_NOTE])}</p>", ""]
    head += [_findings(of), ""]
    end = [f"<p>{_code(words.measured(one))}</p>\n" for one in of.measured[:10]]
    text = "\n".join(head)
    left = MOST - len(text) - sum(map(len, end)) - _KEPT
    text += "\n" + _cases("New failures", of.new_failures, left // 2 if of.fixed else left)
    left = MOST - len(text) - sum(map(len, end)) - _KEPT
    text += _cases("Fixed", of.fixed, left)
    return text + "\n".join(end)


def _plain_conclusion(of: Comparison) -> str:
    """Without names, which are the file's."""
    return words.conclusion(of).split(":")[0].removesuffix(".")


def _findings(of: Comparison) -> str:
    rows = ["<table>", _row("th", map(html.escape, words.HEADINGS))]
    rows += [_row("td", map(_cell, words.cells(one))) for one in of.findings[:_SCORERS]]
    return "\n".join([*rows, "</table>", ""])


def _cell(text: str) -> str:
    return _code(text) if text else ""


def _row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def _cases(heading: str, changes: tuple[CaseChange, ...], room: int) -> str:
    """As many of the cases as there is room for."""
    if not changes:
        return ""
    parts = [f"\n#### {heading}: {len(changes)}\n\n"]
    room -= len(parts[0])
    for number, change in enumerate(changes):
        part = _case(change)
        if len(part) > room:
            parts.append(f"<p>… and {len(changes) - number} more, for which there is no room here.</p>\n\n")
            break
        parts.append(part)
        room -= len(part)
    return "".join(parts)


def _case(change: CaseChange) -> str:
    names = ", ".join(change.scores)
    summary = f"{_code(change.after.id)} {_code(change.after.kind)} {_code(names[:200])}"
    asked = question(change.after)
    body = [
        f"<details><summary>{summary}</summary>",
        *([f"<p>{_code(asked)}</p>"] if asked else []),
        *(f"<p>{_code(reason)}</p>" for reason in reasons(change)[:_SCORERS]),
        "<table>",
        _row("th", ("before", "now")),
        _row("td", (_pre(lines(row)) for row in (change.before, change.after))),
        "</table>",
        "</details>",
    ]
    return "\n".join(body) + "\n\n"


def _pre(given: Iterable[str]) -> str:
    """Wrapped, for ``<pre>`` does not; an empty line would end the HTML block."""
    wrapped = [part for line in given for part in textwrap.wrap(line, _COLUMNS, subsequent_indent="  ")]
    more = [f"… and {len(wrapped) - _LINES} more lines"] if len(wrapped) > _LINES else []
    return f"<pre>{html.escape(chr(10).join(wrapped[:_LINES] + more))}</pre>"


def _code(text: str) -> str:
    return f"<code>{html.escape(one_line(text))}</code>"
