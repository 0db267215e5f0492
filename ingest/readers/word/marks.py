"""Words as Markdown: what it would misread is escaped, bold and italics and links are marked.

Emphasis never takes the white space at its ends in, and never runs over a line break: both would end it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.readable import UNSEEN
from ingest.readers.word.inline import Piece

LONGEST_LINK = 500
"""Characters of an address; a longer one is left out, its words stay."""
_LINKED = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_FILE = re.compile(r"file:/*", re.IGNORECASE)
_ESCAPED = re.compile(
    r"[\\`*]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|\](?=[(\[:])|\[(?=[^\[\]]*\][(\[:])|#(?=#|\s|$)|(?<=#)#"
    r"|&(?=#?\w{1,31};)|!(?=\[)"
)
_LINE_START = re.compile(rf"[\s{UNSEEN}]*(?:\d{{1,9}}(?=[.)](?:\s|$))|(?=[>|#]|[-+](?:\s|$)))(?P<sign>.)")
_SPACES = re.compile(r"[ \t\r\f\v]+")
_IN_TARGET = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "[": "%5B", "]": "%5D"}


def lines(pieces: Iterable[Piece], *, plain: bool = False) -> list[str]:
    r"""The pieces as Markdown, a string for each line of the paragraph; ``plain`` leaves bold and italics out.

    >>> lines([Piece("1. Fees", bold=True), Piece(" *", italic=False)])
    ['**1. Fees** \\*']
    """
    broken: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *more = piece.text.split("\n")
        broken[-1].append(_part(piece, first, plain))
        broken += [[_part(piece, text, plain)] for text in more]
    return [line for line in (_line(parts) for parts in broken) if line]


def _part(piece: Piece, text: str, plain: bool) -> Piece:
    return Piece(text, piece.bold and not plain, piece.italic and not plain, target(piece.link))


def target(link: str) -> str:
    """An address as it stands in Markdown; "" for what is no web address or place in the document.

    Addresses of files are what a converter makes of a page's relative links: their path alone is kept.
    """
    link = link.strip()
    if file := _FILE.match(link):
        link = "/" + link[file.end() :]
    elif not _LINKED.match(link):
        return ""
    if len(link) > LONGEST_LINK or not link.isprintable():
        return ""
    return "".join(_IN_TARGET.get(character, character) for character in link)


def _line(parts: Sequence[Piece]) -> str:
    bridged = _bridged([part for part in parts if part.text])
    written = "".join(_linked(link, list(group)) for link, group in groupby(bridged, key=lambda part: part.link))
    return at_start(_SPACES.sub(" ", written).strip())


def _bridged(parts: Sequence[Piece]) -> list[Piece]:
    """The parts with a space between two of one type set in that type as well: "**two** **words**" is one run."""
    bridged = list(parts)
    for index in range(1, len(parts) - 1):
        before, after = parts[index - 1], parts[index + 1]
        same = replace(before, text="") == replace(after, text="")
        if same and not parts[index].text.strip():
            bridged[index] = replace(before, text=parts[index].text)
    return bridged


def _linked(link: str, parts: Sequence[Piece]) -> str:
    inner = "".join(
        _wrapped("**" if bold else "", "".join(_italic(list(same)) for _, same in groupby(group, key=_is_italic)))
        for bold, group in groupby(parts, key=lambda part: part.bold)
    )
    if not link:
        return inner
    before, words, after = _edges(inner)
    return f"{before}[{words}]({link}){after}" if words else inner


def _is_italic(part: Piece) -> bool:
    return part.italic


def _italic(parts: Sequence[Piece]) -> str:
    words = "".join(part.text for part in parts)
    return _wrapped("*" if parts[0].italic else "", escaped(words, in_link=bool(parts[0].link)))


def _wrapped(mark: str, text: str) -> str:
    before, words, after = _edges(text)
    return f"{before}{mark}{words}{mark}{after}" if words else text


def _edges(text: str) -> tuple[str, str, str]:
    stripped = text.strip()
    if not stripped:
        return text, "", ""
    start = text.index(stripped)
    return text[:start], stripped, text[start + len(stripped) :]


def escaped(text: str, *, in_link: bool = False) -> str:
    """``text`` with a backslash before each sign that Markdown would take for markup."""
    text = _ESCAPED.sub(lambda match: "\\" + match.group(), text)
    return re.sub(r"(?<!\\)[\[\]]", lambda match: "\\" + match.group(), text) if in_link else text


def at_start(line: str) -> str:
    """A line with the sign escaped that would make it a heading, list item, quotation or table at its start."""
    match = _LINE_START.match(line)
    return f"{line[: match.start('sign')]}\\{line[match.start('sign') :]}" if match else line
