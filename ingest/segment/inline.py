r"""The beginning of a block as a person reads it, without its markup.

Labels and titles stand at the start of a block, wrapped in whatever a conversion left: ``**12.1** **Charges**.``,
``10\.``, ``[A. Definitions](#a)``, ``[](#x)``, no-break spaces. ``read_head`` takes the wrapping off.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

HEAD = 700
"""Characters of source that are looked at for a label and a title. The longest title of the corpus has 300."""
REMEMBERED = 4_096
"""Heads that are remembered; a long document has about 500 blocks."""
_LINK_END = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<seam>\*{4})
    | (?P<strong>\*{2,3}|__)
    | (?P<em>[*_])
    | (?P<tag></?[a-zA-Z][^<>\n]{0,200}>)
    | (?P<nothing>[\u00ad\u200b-\u200f\u2060\ufeff])
    | (?P<space>\s+)
    | (?P<run>[^\s\\*_<\[\]!\u00ad\u200b-\u200f\u2060\ufeff]+)
    | (?P<any>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\w")
_LABEL_END = re.compile(r"[\d.)]$")
"""What may end a label in bold type that is glued to a title in bold type: ``**7.2****Exceptions**``."""


@dataclass(frozen=True, slots=True)
class Head:
    """Readable start of a block."""

    text: str
    set_off: tuple[bool, ...]
    """Which characters are in bold or italic type."""
    whole: bool
    """True when the block ends here, False when it goes on after what was read."""

    def strong(self, start: int) -> int:
        """How many characters from ``start`` on are set off by type; spaces between two such runs do not end it."""
        length = 0
        for index in range(start, len(self.text)):
            if self.set_off[index]:
                length = index + 1 - start
            elif self.text[index] != " ":
                break
        return length


def _dropped_by_links(raw: str) -> list[bool]:
    """Which characters of ``raw`` are the machinery of a link: brackets, target, the picture of an image."""
    dropped = [False] * (len(raw) + 1)
    open_at: list[int] = []
    ends = {match.start(): match.end() for match in _LINK_END.finditer(raw)}
    position = 0
    for match in _BRACKETS.finditer(raw):
        at = match.start()
        if at < position or len(match.group()) == 2:
            continue
        if match.group() == "[":
            open_at.append(at)
        elif open_at:
            opening = open_at.pop()
            end = ends.get(at)
            if end is not None:
                image = opening > 0 and raw[opening - 1] == "!"
                _drop(dropped, opening - image, at if image else opening + 1)
                _drop(dropped, at, end)
                position = end
    return dropped


def _drop(dropped: list[bool], start: int, end: int) -> None:
    dropped[start:end] = [True] * (end - start)


def read_head(text: str, start: int, end: int) -> Head:
    """Read ``text[start:end]`` (at most ``HEAD`` characters of it) without its markup."""
    stop = min(end, start + HEAD)
    return _read(text[start:stop], whole=stop == end)


@lru_cache(maxsize=REMEMBERED)  # the versions of a document have nearly all their blocks in common
def _read(raw: str, *, whole: bool) -> Head:
    dropped = _dropped_by_links(raw) if "[" in raw else None
    pieces: list[str] = []
    set_off: list[bool] = []
    strong = emphasis = False
    for match in _TOKEN.finditer(raw):
        at = match.start()
        kind = match.lastgroup
        shown = match.group()
        if kind == "run":
            if dropped is not None and any(dropped[at : match.end()]):
                shown = "".join(c for c, gone in zip(shown, dropped[at:], strict=False) if not gone)
        elif dropped is not None and dropped[at]:
            continue
        elif kind == "seam":
            if not (strong and pieces and _WORD.match(raw, match.end())):
                strong = not strong
                continue
            if not _LABEL_END.search(pieces[-1]):
                continue
            shown = " "
        elif kind == "strong":
            strong = not strong
            if len(shown) == 3:
                emphasis = not emphasis
            continue
        elif kind == "em" and _is_mark(raw, at, shown):
            emphasis = not emphasis
            continue
        elif kind in ("tag", "nothing"):
            continue
        elif kind == "space":
            if not pieces or pieces[-1] == " ":
                continue
            shown = " "
        elif kind == "escaped":
            shown = match["escaped"]
        if shown:
            pieces.append(shown)
            set_off += [strong or emphasis] * len(shown)
    if pieces and pieces[-1] == " ":
        pieces.pop()
        set_off.pop()
    return Head("".join(pieces), tuple(set_off), whole)


def _is_mark(raw: str, at: int, mark: str) -> bool:
    """True when a single ``*`` or ``_`` opens or closes italics, False when it is a sign of its own."""
    before = raw[at - 1] if at else " "
    after = raw[at + 1] if at + 1 < len(raw) else " "
    if mark == "_" and _WORD.match(before) and _WORD.match(after):
        return False
    return not (before.isspace() and after.isspace())
