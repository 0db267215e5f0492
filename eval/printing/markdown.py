"""Markdown of which other people's text can be a part without becoming Markdown, HTML, a link or a mention."""

import re
from collections.abc import Iterable, Sequence

from eval.printing.visible import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>#!|~&$]|:(?=\S)|(?<=www)\.)", re.IGNORECASE)
"""What means something within a line; text of others begins none here."""
_NOWHERE = "@<!-- -->"
"""An at-sign that begins no mention and stands in no address."""


def escaped(text: str) -> str:
    """The text on one line, to stand after words of ours; it reads the same when shown."""
    line = " ".join(visible(text).split())
    return _SPECIAL.sub(r"\\\1", line).replace("@", _NOWHERE)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table, numbers and all to the left; cells are Markdown already, without line ends."""
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def code(text: str) -> str:
    """The text as code: nothing in it is read as Markdown, whatever backticks it holds."""
    line = " ".join(visible(text).split()).replace("|", "¦") or " "
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"
