"""Text that a reader of the page would not see.

An exact quote can itself be planted: words inside a comment, a script, an element that hides itself, the text for an
image, or spelt in invisible characters are in the source but not in the terms. They are found before anything is read,
reported, and blanked out for every later step.
"""

import re
from collections import Counter

from ingest.styles import ground_of, hiding
from ingest.types import Span

_BLOCK_ELEMENTS = "script|style|template|noscript"

_DEFINITION = (
    r"(?<![^\n]) {0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*\n?[ \t]*(?:<[^<>\n]{0,2000}>|[^\s<]\S{0,2000})"
    r"""(?:[ \t]*\n?[ \t]*(?:"[^"\n]{0,4000}"|'[^'\n]{0,4000}'|\([^()\n]{0,4000}\)))?[ \t]*(?=\r?\n|\Z)"""
)
"""``[name]: address "title"``, a line of its own that Markdown does not show."""

_ALTERNATIVE = r"(?<=!\[)[^\s\[\]]{1,80}(?:[ \t]+[^\s\[\]]{1,80}){2,200}[ \t]*(?=\]\()"

HIDDEN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("comment", re.compile(r"<!--")),
    ("element", re.compile(rf"<({_BLOCK_ELEMENTS})\b", re.IGNORECASE)),
    ("tag characters", re.compile("[\U000e0000-\U000e007f]+")),
    ("words in reversed order", re.compile("[\u202d\u202e][^\u202c\n]{0,4000}\u202c?")),
    ("bidi embeddings and isolates", re.compile("[\u202a-\u202e\u2066-\u2069]+")),
    # A few of these in a row are met in documents of good faith; a text spelt in them has eight for each letter.
    ("letters spelt in zero-width characters", re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]{12,}")),
    ("letters spelt in variation selectors", re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}")),
    # A sign or two may be part of a sentence: "help![@](at.png)example.org".
    ("words for an image", re.compile(_ALTERNATIVE)),
    ("definition of a link", re.compile(_DEFINITION)),
)
"""What counts as invisible, and how it begins. Comments and elements run to their end (``_CLOSERS``)."""

_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in HIDDEN), re.IGNORECASE)
_VISIBLE = re.compile(r"[^\s]+")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]{0,40})(?=[\s/>])([^<>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]{1,40})(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""", re.IGNORECASE)
_MAY_HIDE = re.compile(r"hidden|style|color", re.IGNORECASE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_PAGE = "ffffff"
"""What Markdown is shown on, where nothing else is said."""


def hidden_spans(text: str) -> tuple[Span, ...]:
    """The invisible stretches of ``text``, in order, without overlaps."""
    marked = _marked(text)
    if not _MAY_HIDE.search(text):
        return marked
    merged: list[Span] = []
    for span in sorted((*marked, *_hidden_elements(blank_out(text, marked)))):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _hidden_elements(text: str) -> list[Span]:
    """What stands in elements whose own attributes hide it (``hidden``, ``display: none``, white on white).

    An element that is never closed hides no more than its paragraph.
    """
    found: list[Span] = []
    opened: list[tuple[str, str, int, bool]] = []  # name, ground, start, hides
    counts: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if tag[1]:
            while counts[name]:
                inner, _, start, hides = opened.pop()
                counts[inner] -= 1
                if hides:
                    found.append(Span(start, tag.end() if inner == name else tag.start()))
                if inner == name:
                    break
        elif name not in _VOID and not tag[3].endswith("/"):
            attributes = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag[3])}
            ground = ground_of(attributes) or (opened[-1][1] if opened else _PAGE)
            opened.append((name, ground, tag.start(), bool(hiding(attributes, ground))))
            counts[name] += 1
    end = 0
    for _, _, start, hides in opened:
        if hides and start >= end:
            end = text.find("\n\n", start)
            end = len(text) if end < 0 else end
            found.append(Span(start, end))
    return found


def _marked(text: str) -> tuple[Span, ...]:
    """Comments, silent elements and characters that cannot be seen.

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
