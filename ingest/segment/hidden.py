"""Text that a reader of the page would not see.

An exact quote can itself be planted: words inside a comment, a script or spelt in invisible characters are in the
source but not in the terms. They are found before anything is read, reported, and blanked out for every later step.
"""

import re

from ingest.types import Span

_BLOCK_ELEMENTS = "script|style|template|noscript"

HIDDEN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("comment", re.compile(r"<!--")),
    ("element", re.compile(rf"<({_BLOCK_ELEMENTS})\b", re.IGNORECASE)),
    ("tag characters", re.compile("[\U000e0000-\U000e007f]+")),
    ("bidi overrides and isolates", re.compile("[\u202a-\u202e\u2066-\u2069]+")),
)
"""What counts as invisible, and how it begins. Comments and elements run to their end (``_CLOSERS``)."""

_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in HIDDEN), re.IGNORECASE)
_VISIBLE = re.compile(r"[^\s]+")


def hidden_spans(text: str) -> tuple[Span, ...]:
    """The invisible stretches of ``text``, in order, without overlaps.

    A comment or element that is never closed is not treated as hidden: a browser would hide the rest of the page, and
    a stray ``<!--`` in a converted document would take the whole contract with it. Its opening mark stays visible.
    """
    spans: list[Span] = []
    dead: set[str] = set()
    position = 0
    while match := _ANY.search(text, position):
        opening = match.group().lower()
        if not opening.startswith("<"):
            end = match.end()
        else:
            closer = "-->" if opening == "<!--" else f"</{opening[1:]}"
            end = -1 if closer in dead else _find_closer(text, closer, match.end())
            if end < 0:
                dead.add(closer)
                position = match.end()
                continue
        spans.append(Span(match.start(), end))
        position = end
    return tuple(spans)


def _find_closer(text: str, closer: str, position: int) -> int:
    """End of the closing mark at or after ``position``; -1 when there is none."""
    if closer == "-->":
        at = text.find(closer, position)
        return at + len(closer) if at >= 0 else -1
    found = re.compile(re.escape(closer) + r"[^>]{0,40}>", re.IGNORECASE).search(text, position)
    return found.end() if found else -1


def blank_out(text: str, spans: tuple[Span, ...]) -> str:
    """``text`` with every visible character inside ``spans`` replaced by a space, so that offsets stay true."""
    if not spans:
        return text
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces.append(text[position:start])
        pieces.append(_VISIBLE.sub(lambda match: " " * len(match.group()), text[start:end]))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)
