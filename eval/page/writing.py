"""Putting the page together: the template, one style sheet, one script, the data."""

import hashlib
import json
from base64 import b64encode
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from eval.compare import Comparison
from eval.page.data import page_data
from eval.page.top import hashes, title, top
from eval.report import write_pieces
from eval.runs import Run

SCRIPTS = ("answers.js", "list.js")
"""In the order they are read; together they are the page's one script."""
IN_JSON = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}
"""So that no text can end the element it stands in, nor begin another; what is not ASCII is escaped anyway."""


def write_page(run: Run, baseline: Run | None, path: Path) -> None:
    """Write the page of a run, beside its baseline where one is given.

    Raises:
        FileError: the file cannot be written, a case or an answer in the run cannot be read, or the runs are of
            different things.
    """
    write_pieces([page(run, baseline)], path)


def page(run: Run, baseline: Run | None = None) -> str:
    """The page as HTML."""
    compared = Comparison.of(run, baseline) if baseline else None
    style = _file("page.css")
    script = "\n".join(_file(name) for name in SCRIPTS)
    return Template(_file("page.html")).substitute(
        policy=_policy(style, script),
        title=escape(title(run)),
        style=style,
        top=top(run, compared),
        hashes=hashes(run),
        data=_in_json(page_data(run, compared)),
        script=script,
    )


def _policy(style: str, script: str) -> str:
    """Nothing but these two; no text may become HTML even by a mistake of ours."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _in_json(value: dict[str, Any]) -> str:
    return json.dumps(value, allow_nan=False, separators=(",", ":")).translate(IN_JSON)


def _file(name: str) -> str:
    return files("eval.page").joinpath(name).read_text(encoding="utf-8")
