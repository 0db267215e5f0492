"""How many documents a page holds: one, several, or none.

Of several, each opens a part of the text: its heading is made one of the first level after a rule, as files that hold
many agreements have it. A page without terms is refused with what stands there instead.
"""

import re
from dataclasses import dataclass

from ingest.errors import SourceError
from ingest.readers.html.content import Content

_NAMES = re.compile(
    r"\b(?:terms|conditions|policy|notice|agreement|statement|addendum|guidelines|eula|disclosure|code of conduct)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\W*(?:\d|[IVX]+\.|[A-Z]\.|section\b|article\b|part\b|annex\b|exhibit\b|schedule\b)", re.IGNORECASE
)
_HUB = re.compile(r"\b(?:legal|policies|agreements|documents|notices|procedures)\b", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:effective|(?:last )?(?:updated?|revised|modified|changed)|in force|version)\b.{0,40}\d", re.IGNORECASE
)
_DATED_WITHIN = 400
"""Characters below a document's title in which its date stands."""
_LONGEST_NAME = 12
"""Words of a document's title."""
_LEAST_WORDS = 200
"""A document has so many; the shortest terms met have 400."""
_HEADING = re.compile(r"(#{1,6}) (.+)")
_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"\]\([^)]*\)|[\\*_\[\]]")

_ERROR = re.compile(
    r"(?:page|content|site) (?:is|was)(?:n[’']t| not| currently)* (?:available|found|unavailable)|"
    r"not found|\b40[34]\b|something went wrong|unexpected error|error (?:has )?occurred|try (?:again|reloading)|"
    r"access denied|forbidden|enable (?:java ?script|cookies)|verify (?:that )?you are (?:a )?human|captcha|"
    r"checking your browser|are you a robot|(?:log|sign) ?in to continue|loading\b|service unavailable|"
    r"browser (?:is )?not supported|unsupported browser|no longer (?:available|exists?)|"
    r"(?:could|can)(?: ?not|n[’']t) (?:be found|find)",
    re.IGNORECASE,
)
"""What pages say that failed to show their text."""
_LONGEST_ERROR = 150
"""Words of such a page outside of its furniture."""
_FEWEST_WORDS = 40
"""Of fewer, beside several times as many of furniture, nobody can say that they are terms."""
_SHOWN = 100
"""Characters of what was found that a message repeats."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and what stands below it, to the next one of its level or a higher one."""

    line: int
    level: int
    title: str
    body: str
    inner: int
    """Headings below it."""

    @property
    def words(self) -> int:
        return len(_WORD.findall(self.body))


def check_terms(name: str, content: Content, text: str) -> None:
    """Refuse a page that shows no terms.

    Raises:
        SourceError: there is no word on it, an error instead of the text, or hardly anything beside its furniture.
    """
    failed = content.words <= _LONGEST_ERROR and _ERROR.search(text)
    drowned = content.words < _FEWEST_WORDS and content.furniture_words > 3 * content.words
    if content.words and not failed and not drowned:
        return
    found = " ".join(_MARKUP.sub("", re.sub(r"^\W*#+ ", "", text, flags=re.MULTILINE)).split())
    shown = found[:_SHOWN].rsplit(" ", 1)[0] + "…" if len(found) > _SHOWN else found
    pieces = [f"“{shown}”"] if shown else []
    pieces += content.furniture
    instead = f"only {_listed(pieces)}" if pieces else "no text, only what scripts would have filled"
    raise SourceError(
        f"{name} holds no terms: there is {instead} on the page.",
        "Open the page in a browser until it shows the terms, then save it again.",
    )


def set_apart(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with each of several documents opened as a part, and their titles; unchanged where there is one."""
    lines = text.split("\n")
    sections = _sections(lines)
    for level in range(1, 7):
        here = [section for section in sections if section.level == level]
        named = [section for section in here if _is_document(section)]
        if len(named) >= 2 and _stand_apart(named, sections):
            parts = [section for section in here if section.words >= _LEAST_WORDS or section in named]
            for section in parts:
                lines[section.line] = f"* * *\n\n# {lines[section.line].lstrip('#').lstrip()}"
            return "\n".join(lines), tuple(section.title for section in parts)
    return text, ()


def _sections(lines: list[str]) -> list[_Section]:
    found = [
        (number, len(match[1]), " ".join(_MARKUP.sub("", match[2]).split()))
        for number, line in enumerate(lines)
        if (match := _HEADING.match(line))
    ]
    sections: list[_Section] = []
    ends: list[tuple[int, int, int]] = []  # of the headings after it that may end a section: level, line, place
    for place in range(len(found) - 1, -1, -1):
        number, level, title = found[place]
        while ends and ends[-1][0] > level:
            ends.pop()
        _, end, after = ends[-1] if ends else (0, len(lines), len(found))
        sections.append(_Section(number, level, title, "\n".join(lines[number + 1 : end]), after - place - 1))
        ends.append((level, number, place))
    return sections[::-1]


def _is_document(section: _Section) -> bool:
    if len(section.title.split()) > _LONGEST_NAME or not _NAMES.search(section.title):
        return False
    if _NUMBERED.match(section.title) or section.words < _LEAST_WORDS:
        return False
    return section.inner >= 2 or _is_dated(section)


def _stand_apart(named: list[_Section], sections: list[_Section]) -> bool:
    """Not the sections of one document: no heading around names one, or at least two state a date of their own."""
    first = named[0]
    around = [s for s in sections if s.level < first.level and s.line < first.line]
    if not around or not _NAMES.search(around[-1].title) or _HUB.search(around[-1].title):
        return True
    return sum(map(_is_dated, named)) >= 2


def _is_dated(section: _Section) -> bool:
    return bool(_DATED.search(section.body[:_DATED_WITHIN]))


def _listed(pieces: list[str]) -> str:
    return " and ".join(part for part in (", ".join(pieces[:-1]), pieces[-1]) if part)
