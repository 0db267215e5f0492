r"""The beginning of a block as a person reads it, without its markup.

Labels and titles stand at the start of a block, wrapped in whatever a conversion left: ``**12.1** **Charges**.``,
``10\.``, ``[A. Definitions](#a)``, ``[](#x)``, no-break spaces. ``read_head`` takes the wrapping off.
"""

import re
from dataclasses import dataclass

HEAD = 700
"""Characters of source that are looked at for a label and a title. The longest title of the corpus has 300."""
_LINK_END = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<strong>\*{2,3}|__)
    | (?P<em>[*_])
    | (?P<tag></?[a-zA-Z][^<>\n]{0,200}>)
    | (?P<nothing>[\u00ad\u200b-\u200f\u2060\ufeff])
    | (?P<space>\s+)
    | (?P<any>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\w")


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
    while position < len(raw):
        character = raw[position]
        if character == "\\":
            position += 2
            continue
        if character == "[":
            open_at.append(position)
        elif character == "]" and open_at:
            opening = open_at.pop()
            end = ends.get(position)
            if end is not None:
                image = opening > 0 and raw[opening - 1] == "!"
                first = opening - 1 if image else opening
                for index in range(first, position if image else opening + 1):
                    dropped[index] = True
                for index in range(position, end):
                    dropped[index] = True
                position = end
                continue
        position += 1
    return dropped


def read_head(text: str, start: int, end: int) -> Head:
    """Read ``text[start:end]`` (at most ``HEAD`` characters of it) without its markup."""
    stop = min(end, start + HEAD)
    raw = text[start:stop]
    dropped = _dropped_by_links(raw) if "[" in raw else None
    characters: list[str] = []
    set_off: list[bool] = []
    strong = emphasis = False
    for match in _TOKEN.finditer(raw):
        at = match.start()
        if dropped is not None and dropped[at]:
            continue
        kind = match.lastgroup
        if kind == "strong":
            strong = not strong
            if len(match.group()) == 3:
                emphasis = not emphasis
            continue
        if kind == "em" and _is_mark(raw, at, match.group()):
            emphasis = not emphasis
            continue
        if kind in ("tag", "nothing"):
            continue
        if kind == "space":
            if characters and characters[-1] != " ":
                characters.append(" ")
                set_off.append(strong or emphasis)
            continue
        characters.append(match.group("escaped") or match.group())
        set_off.append(strong or emphasis)
    while characters and characters[-1] == " ":
        characters.pop()
        set_off.pop()
    return Head("".join(characters), tuple(set_off), stop == end)


def _is_mark(raw: str, at: int, mark: str) -> bool:
    """True when a single ``*`` or ``_`` opens or closes italics, False when it is a sign of its own."""
    before = raw[at - 1] if at else " "
    after = raw[at + 1] if at + 1 < len(raw) else " "
    if mark == "_" and _WORD.match(before) and _WORD.match(after):
        return False
    return not (before.isspace() and after.isspace())
