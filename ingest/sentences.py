r"""Sentences and list items of legal text, as spans of the source.

    >>> source = "**10.4 Fees**. You pay Acme Inc. a fee (e.g. $5). No refunds.\n\n*   late fees; and"
    >>> [source[a:b] for a, b in sentences(source, 0, len(source))]
    ['10.4 Fees**.', 'You pay Acme Inc. a fee (e.g. $5).', 'No refunds.', 'late fees; and']

Lines decide first (paragraphs, list items, headings and table rows end a sentence), then full stops.
"""

import re

from ingest.readable import BULLETS, Readable, readable
from ingest.types import Span

LONGEST = 600
"""Readable characters of a sentence before it is cut at semicolons: an inline (i)…(xii) run can fill a page."""

_BLANK_OR_RULE = re.compile(r"[-=*_|:+\s]*+$")
_OWN_LINE = re.compile(rf"[ \t\xa0]*+(?:\#{{1,6}}\s|\||>|[-*+·{BULLETS}]\s)")
"""Headings, table rows, quoted lines and bullets begin a sentence, whatever stands above them."""
_HEADING = re.compile(r"[ \t\xa0]*+(?:\d+[.)]\s*+)?(?:\#{1,6}\s|\|)")
"""Headings and table rows end with their line."""
_NUMBERED = re.compile(r"[ \t\xa0*_]*+(?:\(?[0-9A-Za-z]{1,5}\\?[.)]|\d+(?:\\?\.\d+)++)[*_.)]*+(?:\s|$)")
"""A number or letter of a list item; prose too can break a line before one ("Section / 10.4 applies")."""
_ENDED = re.compile(r"(?:[.;:,!?)”\"*_|]|\b(?:and|or))[ \t\xa0*_]*+$")
"""A line after which a number begins an item."""
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\r?$")
_BREAK_TAG = re.compile(r"<(?:br|/p|/li|/td|/tr|/h[1-6]|/div)\b[^<>]*+>", re.IGNORECASE)

_STOP = re.compile(r"[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？]++[」』”’）]*+")
_OPENS = re.compile(r"\s*+[\"'“‘«(\[¿¡§$€£]*+[^\W_a-z]")
"""What follows a stop that ends a sentence: a capital, a figure, or a letter of a script without capitals."""
_ITEM_OPENS = re.compile(r"\s*+\(?[a-z]{1,4}[.)]\s")
_LABEL_ONLY = re.compile(
    r"\s*+(?:(?i:section|article|clause|part|chapter|annex|appendix|schedule|exhibit)\s++)?"
    r"\(?(?:[A-Za-z]|[IVXLC]{1,6}|[ivxlc]{1,6}|\d{1,4})(?:\.[0-9A-Za-z]{1,3}|\)?\([0-9A-Za-z]{1,4})*+[.)]*+$"
)
"""A number that stands before its sentence: "10.4.", "(a)", "Article 5."."""
_LAST_WORD = re.compile(r"[^\s(\[“\"]++$")
_NEVER_LAST = frozenset(
    {"e.g", "i.e", "v", "vs", "cf", "viz", "mr", "mrs", "ms", "dr", "prof", "st", "approx", "incl", "attn"}
)
"""Abbreviations that need a word after them."""
_BEFORE_FIGURES = frozenset(
    {
        "no",
        "nos",
        "sec",
        "secs",
        "art",
        "arts",
        "para",
        "paras",
        "fig",
        "figs",
        "p",
        "pp",
        "ch",
        "ex",
        "cl",
        "reg",
        "vol",
    }
)
"""Abbreviations before a figure and words elsewhere: "No. 5", but "The answer is no."."""
_SELDOM_LAST = frozenset(
    {
        "inc",
        "ltd",
        "corp",
        "co",
        "llc",
        "plc",
        "etc",
        "al",
        "jr",
        "sr",
        "bros",
        "dept",
        "est",
        "ave",
        "blvd",
        "rd",
        "ste",
    }
    | {"s.a.r.l", "s.r.l", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
"""Abbreviations that end a sentence only before a word that begins one; initials ("U.S.", "p.m.") are alike."""
_BEGINNINGS = """
    A All An And Any As At Because Before But By Each Either Every Except Failure For From He Her His How However If
    In It Its Neither No Nor Nothing Notwithstanding On Once Or Other Otherwise Our Please She Should Since Some Such
    That The Their Then There These They This Those Though To Under Unless Until Upon We What When Where Whether Which
    While Who With Without You Your
"""
_BEGINS = frozenset(_BEGINNINGS.split())
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*+[A-Za-z]")
_FIGURE = re.compile(r"\s*+(?:§|\d|[IVXLC]+\b)")
_NEXT_WORD = re.compile(r"[\s\"'“‘(\[]*+([^\W\d_]++)")
_SEMICOLON = re.compile(r";\s++(?:(?:and|or)\s++)?")


def sentences(source: str, start: int, end: int) -> list[Span]:
    """Sentences and list items of ``source[start:end]``, in order, without the markup and white space around them.

    Every word is in exactly one. A sentence of more than ``LONGEST`` readable characters is cut at semicolons.
    """
    text = readable(source, start, end)
    places = sorted({0, *(text.at(place) for place in _line_breaks(source, start, end)), len(text.text)})
    spans = []
    for low, high in zip(places, places[1:], strict=False):
        for first, last in _split(text.text, low, high):
            spans += _span(text, first, last)
    return spans


def _span(text: Readable, low: int, high: int) -> list[Span]:
    """The span of a stretch of readable text, if it has a word."""
    words = text.text[low:high]
    if not any(character.isalnum() for character in words):
        return []
    return [text.span(low + len(words) - len(words.lstrip()), low + len(words.rstrip()))]


def _line_breaks(source: str, start: int, end: int) -> list[int]:
    """Where in the source a sentence begins because of how the lines are laid out."""
    breaks: list[int] = []
    previous: str | None = None
    at = start
    while at < end:
        newline = source.find("\n", at, end)
        to = end if newline < 0 else newline
        line = source[at:to]
        if _BLANK_OR_RULE.fullmatch(line):
            previous = None
        else:
            if previous is None or _begins(line, previous):
                breaks.append(at)
            if "<" in line:
                breaks += [at + tag.end() for tag in _BREAK_TAG.finditer(line)]
            previous = line
        at = to + 1
    return breaks


def _begins(line: str, previous: str) -> bool:
    """Whether a line begins a sentence under the line above it."""
    if _OWN_LINE.match(line) or _HEADING.match(previous) or _HARD_BREAK.search(previous[-3:]):
        return True
    return bool(_NUMBERED.match(line) and _ENDED.search(previous[-40:].rstrip()))


def _split(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """One paragraph or item of readable text, cut at full stops, and where too long at semicolons."""
    cuts = [low]
    for stop in _STOP.finditer(text, low, high):
        if _ends(text, cuts[-1], stop, high):
            cuts.append(stop.end())
    cuts.append(high)
    pieces = []
    for first, last in zip(cuts, cuts[1:], strict=False):
        pieces += _shortened(text, first, last)
    return pieces


def _ends(text: str, low: int, stop: re.Match[str], high: int) -> bool:
    """Whether a stop ends the sentence that began at ``low``."""
    after = text[stop.end() : min(high, stop.end() + 80)]
    if stop.group()[0] in "。！？":
        return True
    if not _OPENS.match(after) and not _ITEM_OPENS.match(after):
        return False
    if stop.end() - low < 40 and _LABEL_ONLY.match(text[low : stop.end()]):
        return False
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    found = _LAST_WORD.search(text[max(low, stop.start() - 40) : stop.start()])
    word = found.group() if found else ""
    if word.lower() in _NEVER_LAST:
        return False
    if word.lower() in _BEFORE_FIGURES:
        return not _FIGURE.match(after)
    if word.lower() in _SELDOM_LAST or _INITIALS.fullmatch(word):
        following = _NEXT_WORD.match(after)
        return following is not None and following.group(1) in _BEGINS
    return True


def _shortened(text: str, low: int, high: int) -> list[tuple[int, int]]:
    pieces = []
    last = low
    if high - low > LONGEST:
        for semicolon in _SEMICOLON.finditer(text, low, high):
            if semicolon.end() - low > LONGEST and last > low:
                pieces.append((low, last))
                low = last
            last = semicolon.start() + 1
        if last > low and high - low > LONGEST:
            pieces.append((low, last))
            low = last
    return [*pieces, (low, high)]
