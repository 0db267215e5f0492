r"""Text within a block → one or more lines of Markdown, its characters escaped where Markdown would read them as marks.

<b>Fees. </b>See <a href="/f">our *list*</a>   →   **Fees.** See [our \*list\*](/f)
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.readers.html.tree import BLOCKS, Element
from ingest.styles import declarations

_STRONG = frozenset({"b", "strong"})
_EMPHASIS = frozenset({"i", "em", "cite", "dfn", "var"})
_TARGET = re.compile(r"(?:https?://|mailto:|tel:|[/?#.]|[\w%.~-]+(?:[/?#]|\.html?$|$))", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ALLOWED_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_LONGEST_TARGET = 2_000
_BLANK = re.compile(r"[ \t\n\f]+")
_MARKS = re.compile(r"([\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|~~|<(?=[A-Za-z/!?])|&(?=#?\w{1,32};))")
_HIDES = re.compile(r"\\<(?=!--|/?(?:script|style|template|noscript)\b)", re.IGNORECASE)
_OPENS_LINE = re.compile(r"([-+]|#{1,6}|>+|=+|\||-{2,})(?=\s|$)|(?<=\d)()[.)](?=\s|$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_RULE = re.compile(r"(?:[-_=][ \t]*){2,}$")
_HARD_BREAK = "  \n"


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of text is set."""

    strong: bool = False
    emphasis: bool = False
    target: str = ""
    """Where it links to, "" for no link."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a line break is a line end."""

    text: str
    style: Style


def styled(element: Element, style: Style) -> Style:
    """The style of the text in an element that stands in text of ``style``."""
    if element.tag in _STRONG or _weight(element) == "bold":
        style = replace(style, strong=True)
    elif _weight(element) == "normal":
        style = replace(style, strong=False)
    if element.tag in _EMPHASIS:
        style = replace(style, emphasis=True)
    if element.tag == "a" and "href" in element.attributes:
        style = replace(style, target=link_target(element.get("href")))
    return style


def _weight(element: Element) -> str:
    if "style" not in element.attributes:
        return ""
    weight = declarations(element.get("style")).get("font-weight", "")
    if weight in ("bold", "bolder") or (weight.isdecimal() and int(weight[:4]) >= 600):
        return "bold"
    return "normal" if weight in ("normal", "lighter") or weight.isdecimal() else ""


def link_target(address: str) -> str:
    """An address as it may stand in Markdown, "" where it leads to no page: scripts, data, unknown schemes."""
    address = re.sub(r"[\x00-\x20\x7f]+", "", address)[:_LONGEST_TARGET]
    scheme = _SCHEME.match(address)
    if scheme and scheme.group().lower() not in _ALLOWED_SCHEMES:
        return ""
    return "".join({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C"}.get(c, c) for c in address)


def runs_of(nodes: Iterable[Element | str], style: Style) -> list[Run]:
    """The text of inline nodes in order. Blocks among them are lines of their own."""
    runs: list[Run] = []
    todo: list[tuple[Element | str | None, Style]] = []
    todo.extend((node, style) for node in reversed(list(nodes)))
    while todo:
        node, around = todo.pop()
        if node is None:
            runs.append(Run(" ", around))
        elif isinstance(node, str):
            runs.append(Run(_BLANK.sub(" ", node), around))
        elif node.tag == "br":
            runs.append(Run("\n", around))
        else:
            inner = styled(node, around)
            parts = node.tag in BLOCKS
            todo.append((None if parts else "", around))
            todo.extend((child, inner) for child in reversed(node.children))
            todo.append((None if parts else "", around))
    return runs


def paragraphs(runs: Sequence[Run]) -> list[str]:
    """Markdown of the runs, one for each stretch between empty lines; a single line break is a hard one."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            lines.append([])
        elif run.text:
            lines[-1].append(run)
    found: list[list[str]] = [[]]
    for line in lines:
        if written := escape_start(_line(line)):
            found[-1].append(written)
        elif found[-1]:
            found.append([])
    return [_HARD_BREAK.join(group) for group in found if group]


def one_line(runs: Sequence[Run], line_break: str = " ") -> str:
    """Markdown of the runs on one line."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            lines.append([])
        else:
            lines[-1].append(run)
    return line_break.join(written for written in map(_line, lines) if written)


def escape(text: str) -> str:
    """Text whose characters are no Markdown."""
    return _HIDES.sub("&lt;", _MARKS.sub(r"\\\1", text))


def escape_start(line: str) -> str:
    """A line that Markdown takes for text, not for a heading, an item, a quotation or a rule."""
    if _RULE.match(line) or re.match(r"(?:[-+]|#{1,6}|>+|=+)(?=\s|$)|[|>]", line):
        return "\\" + line
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def _line(runs: Sequence[Run]) -> str:
    merged = _collapsed(runs)
    return _marked(merged, ("strong", "emphasis", "target")).strip(" ")


def _collapsed(runs: Sequence[Run]) -> list[Run]:
    """The runs with single spaces between words, none in front, and neighbours of one style joined."""
    out: list[Run] = []
    space = True
    for run in runs:
        text = run.text
        if space and text.startswith(" "):
            text = text[1:]
        if not text:
            continue
        space = text.endswith(" ")
        if not text.strip() and out:
            out[-1] = Run(out[-1].text + text, out[-1].style)  # a space between two runs belongs to either
        elif out and out[-1].style == run.style:
            out[-1] = Run(out[-1].text + text, run.style)
        else:
            out.append(Run(text, run.style))
    return out


def _marked(runs: Sequence[Run], marks: Sequence[str]) -> str:
    """The runs as Markdown; the first of ``marks`` goes around the others."""
    if not marks:
        return escape("".join(run.text for run in runs))
    mark, *others = marks
    written: list[str] = []
    for value, group in groupby(runs, key=lambda run: getattr(run.style, mark)):
        inner = _marked(list(group), others)
        words = inner.strip(" ")
        if not value or not words:
            written.append(inner)
            continue
        left, right = inner[: len(inner) - len(inner.lstrip(" "))], inner[len(inner.rstrip(" ")) :]
        if mark == "target":
            words = f"[{words}]({value})"
        elif re.search(r"[^\W_]", words):
            sign = "**" if mark == "strong" else "_"
            words = f"{sign}{words}{sign}"
        written.append(left + words + right)
    return "".join(written)
