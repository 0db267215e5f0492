"""What to watch → the terminal: each kind with its sentence, how sure it is, the exact words and the rights."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.showing.render import address, documents_line, quote_words
from bot.watching import Flag, Watched

NOTHING = "Nothing of what is looked for was found. That does not mean that there is nothing to watch."
STYLES = {"sure": "bold", "likely": "bold", "maybe": "bold dim"}


def to_text(found: Watched) -> RenderableType:
    """All flags, one after the other, then which versions were read."""
    lines: list[RenderableType] = []
    for flag in found.watch_outs:
        lines += [*_flag(flag, found), Text()]
    if not lines:
        lines = [Text(NOTHING), Text()]
    for line in (documents_line(found.documents, found.as_of), f"{found.notice.capitalize()}."):
        lines.append(Text(line, style="dim"))
    return Group(*lines)


def _flag(flag: Flag, found: Watched) -> list[RenderableType]:
    head = Text(flag.name, style=STYLES[flag.sure])
    head.append(f"  {flag.sure} ({flag.confidence:.0%})", style="dim")
    lines: list[RenderableType] = [head, Text(f"{flag.text} {flag.why}")]
    for index in flag.citations:
        lines += _quote(found, index)
    for right in flag.rights:
        lines.append(Text(f"Against it: {right.text}", style="green"))
        lines += _quote(found, right.citation)
    return lines


def _quote(found: Watched, index: int) -> list[RenderableType]:
    citation = found.citations[index]
    return [
        Padding(Text(f"“{quote_words(citation)}”"), (0, 0, 0, 4)),
        Padding(Text(address(citation), style="cyan"), (0, 0, 0, 4)),
    ]
