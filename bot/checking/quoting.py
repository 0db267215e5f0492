"""Quotations in a pasted text, looked up word for word in every version, and dated.

Words in quotation marks are only what somebody says the terms say. They become a citation of ours only as far as
``bot.verifying.verify`` finds them; here it is found out where they stand, or what comes near them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from ingest import CITABLE, Readable, Reading, Span, Version, innermost, readable, sentences, terms

FEWEST_WORDS = 4
"""Words of a quotation that is looked up; fewer stand everywhere."""
FEWEST_OF_TERMS = 2
"""The same where the text says that the terms use these words."""
MOST_QUOTES = 20
"""Quotations looked up in one text."""
MOST_PLACES = 40
"""Places of one quotation, and sentences of one passage, that are looked at."""
MOST_PASSAGES = 4
"""Passages of a version that are looked at for what comes near."""
SHORT = 6
"""Words of a quotation that is tried at every word of a sentence; a longer one where most of it stands together."""
MOST_WORDS = 200
"""Words of a quotation that are compared."""
NEAR = 0.5
"""Share of a quotation's words that stand in a sentence in the same order for it to count as near. Set by judgement:
"without customer consent" is near "without your consent", and a made-up promise near nothing."""

_MARKS = re.compile(
    r"“([^“”]{3,1500})”|\"([^\"]{3,1500})\"|«([^«»]{3,1500})»|(?<!\w)[‘']((?:[^‘’']"
    r"|(?<=\w)[’'](?=\w)){8,1500})[’'](?!\w)"
)
_OF_TERMS = re.compile(
    r"\b(?:terms|tos|contract|agreement|clauses?|section|polic(?:y|ies)|licen[cs]e|literally|word for word|verbatim"
    r"|promises?"
    r"|states?|reads?|\d{1,2}\.\d{1,2})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a text gives as a quotation."""

    text: str
    of_terms: bool
    """The text says that they stand in the terms."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in one version."""

    version: Version
    span: Span


def quoted_in(text: str, *, block_quote: bool = False) -> tuple[Quoted, ...]:
    """The quotations of a sentence, longest marks first; a quoted block is one."""
    found: list[Quoted] = []
    for match in _MARKS.finditer(text):
        words = next(group for group in match.groups() if group is not None).strip(" .,;:…")
        of_terms = bool(_OF_TERMS.search(text[max(0, match.start() - 80) : match.start()]))
        if len(words.split()) >= (FEWEST_OF_TERMS if of_terms else FEWEST_WORDS):
            found.append(Quoted(words, of_terms))
    if block_quote and not found and len(text.split()) >= FEWEST_WORDS:
        found.append(Quoted(text.strip(' .,;:…"“”'), True))
    return tuple(dict.fromkeys(found))


class Texts:
    """Some versions of a service's documents as their readers see them; each is read once."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = tuple(readings)
        self._read: dict[int, Readable] = {}

    def places(self, quote: str) -> tuple[Place, ...]:
        """Every version whose citable text holds these words, and the first place in each."""
        found = ((reading, self._find(quote, reading)) for reading in self.readings)
        return tuple(Place(reading.version, span) for reading, span in found if span is not None)

    def near(self, quote: str, day: date) -> Place | None:
        """The sentence that comes nearest to words that stand nowhere; of equals that of the version of the day."""
        best: tuple[tuple[float, bool, date], Place] | None = None
        for reading in self.readings:
            for span, likeness in _alike(quote, reading):
                rank = (round(likeness, 2), reading.version.effective <= day, reading.version.effective)
                if likeness >= NEAR and (best is None or rank > best[0]):
                    best = rank, Place(reading.version, span)
        return best[1] if best else None

    def _find(self, quote: str, reading: Reading) -> Span | None:
        key = reading.version.id
        if key not in self._read:
            self._read[key] = readable(reading.source)
        for words in dict.fromkeys((quote, quote[:1].swapcase() + quote[1:])):
            start = 0
            for _ in range(MOST_PLACES):
                span = self._read[key].find(words, start)
                if span is None:
                    break
                if is_citable(reading, span):
                    return span
                start = span.end
        return None


def is_citable(reading: Reading, span: Span) -> bool:
    """Whether a stretch is the terms themselves: no summary, no update note, nothing hidden."""
    clause = innermost(reading.clauses, span.start)
    hidden = any(h.start < span.end and span.start < h.end for h in reading.hidden)
    return clause is not None and clause.kind in CITABLE and not hidden


def _alike(quote: str, reading: Reading) -> Iterator[tuple[Span, float]]:
    """Sentences of the passages that share most words with a quotation, and how alike each is."""
    wanted = set(terms(quote))
    if not wanted:
        return
    shared = sorted(reading.passages, key=lambda p: -len(wanted & set(p.terms)))[:MOST_PASSAGES]
    words = _words(quote)
    if not words:
        return
    for passage in shared:
        for span in sentences(reading.source, passage.start, passage.end)[:MOST_PLACES]:
            if is_citable(reading, span):
                yield span, _likeness(words, _words(readable(reading.source, *span).text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())[:MOST_WORDS]


def _likeness(quote: Sequence[str], sentence: Sequence[str]) -> float:
    """Share of the words of a quotation that stand in order in a stretch of a sentence little longer than it."""
    room = len(quote) + len(quote) // 3 + 1
    if len(quote) < SHORT:
        begins: Iterable[int] = (n for n, word in enumerate(sentence) if word in quote)
    else:
        longest = SequenceMatcher(None, quote, sentence, autojunk=False).find_longest_match()
        begins = (max(0, longest.b - longest.a - 1),) if longest.size else ()
    return max((_in_order(quote, sentence[begin : begin + room]) for begin in begins), default=0.0) / len(quote)


def _in_order(quote: Sequence[str], stretch: Sequence[str]) -> int:
    return sum(block.size for block in SequenceMatcher(None, quote, stretch, autojunk=False).get_matching_blocks())


# --- dating ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which something stood in a document without a break."""

    begin: date
    end: date | None
    """The last day; None when it still stands in the newest version."""
    first: bool
    """It stands in the oldest version held, so it may be older than ``begin``."""


def stretches(holding: Collection[int], versions: Sequence[Version]) -> tuple[Stretch, ...]:
    """When something was in force, from the ids of the versions that hold it; ``versions`` oldest first."""
    found: list[Stretch] = []
    began: Version | None = None
    for at, version in enumerate(versions):
        if version.id in holding and began is None:
            began = version
        following = versions[at + 1] if at + 1 < len(versions) else None
        if began is not None and (following is None or following.id not in holding):
            end = following.effective - timedelta(days=1) if following else None
            found.append(Stretch(began.effective, end, began is versions[0]))
            began = None
    return tuple(found)


def spoken_stretches(found: Sequence[Stretch]) -> str:
    """When, in words: "from 7 to 10 August 2023", "since 31 March 2023"."""
    return " and ".join(_spoken(one) for one in found)


def _spoken(one: Stretch) -> str:
    begin, end = one.begin, one.end
    if end is None:
        return f"since {_day(begin)}" + (" or longer" if one.first else "")
    if end <= begin:
        return f"only on {_day(begin)}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"from {begin.day} to {_day(end)}"
    year = "" if begin.year == end.year else f" {begin.year}"
    return f"from {begin.day} {begin:%B}{year} to {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
