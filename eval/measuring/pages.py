"""Reading web pages against the text that people took out of them by hand.

A folder holds pages, the trusted text of each, and ``manifest.json``. Five things are measured:

    words      as multisets: precision is page around the terms that got in, recall terms that were lost
    headings   of the trusted text, by their words, that are headings of ours too
    markers    lines of the trusted text that begin with a bullet or a number, by marker and the next three words
    furniture  phrases of menus, footers and cookie dialogs that stand in a clause
    refusal    a page that shows no terms gives an error and nothing else

Beside ours stands trafilatura, a well-kept extractor for pages of any kind, where it is installed.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot import SourceError, read_file, segment
from eval.files.jsonl import FileError, read_bytes, read_text

Case = Literal["pair", "several-documents", "no-terms-in-page"]


class Page(BaseModel):
    """A page of the manifest; its further fields are for people."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    service: str
    terms_type: str
    date: str
    case: Case
    html_path: str
    """Below the folder of the manifest."""
    md_path: str | None
    """The trusted text; None where the page has no terms."""
    not_terms: tuple[str, ...] = ()
    """Phrases that the page shows and the trusted text lacks."""

    @property
    def name(self) -> str:
        return f"{self.service}/{self.terms_type}/{self.date}"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    found: int
    of: int

    @property
    def value(self) -> float | None:
        """0 to 1; None where there was nothing to find."""
        return self.found / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of the terms one way of reading kept, and what else it took."""

    precision: Share
    recall: Share
    headings: Share
    markers: Share
    furniture: Share
    """Phrases of ``not_terms`` found: ours in clauses of kind "clause", another extractor's in its output."""
    elsewhere: int = 0
    """Phrases found in clauses of other kinds, which are never cited."""
    error: str = ""
    """Why nothing was read."""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One page, read by us and by trafilatura (None where it is not installed)."""

    page: Page
    words: int
    """Of the trusted text."""
    ours: Kept
    theirs: Kept | None


@dataclass(frozen=True, slots=True)
class PageReport:
    """All pages of one run."""

    rows: tuple[Compared, ...]
    baseline: str
    """Name and version of the extractor beside ours, or why there is none."""

    def to_json(self) -> dict[str, Any]:
        return {
            "baseline": self.baseline,
            "pages": [
                {
                    "page": row.page.name,
                    "case": row.page.case,
                    "words": row.words,
                    "ours": _as_json(row.page, row.ours),
                    "trafilatura": _as_json(row.page, row.theirs) if row.theirs else None,
                }
                for row in self.rows
            ],
        }


def load_pages(folder: Path) -> tuple[Page, ...]:
    """The pages that ``manifest.json`` lists.

    Raises:
        FileError: the manifest is missing or not understood, or lists nothing.
    """
    path = folder / "manifest.json"
    try:
        pages = TypeAdapter(tuple[Page, ...]).validate_python(json.loads(read_bytes(path)))
    except (ValueError, RecursionError) as error:
        problem = error.errors()[0] if isinstance(error, ValidationError) else None
        told = f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" if problem else str(error)
        raise FileError(f"{path}: {told}.", "It must be a JSON list of pages; docs/measuring.md has it.") from error
    if not pages:
        raise FileError(f"{path} lists no pages.", "Give the folder whose manifest lists them.")
    return pages


def compare_pages(pages: Iterable[Page], folder: Path) -> PageReport:
    """Read every page and compare it with its trusted text.

    Raises:
        FileError: a file is missing or unreadable, or its path leads out of the folder.
    """
    extract, baseline = _trafilatura()
    return PageReport(tuple(_compare(page, folder, extract) for page in pages), baseline)


def kept(text: str, trusted: str, furniture: Share) -> Kept:
    """Compare a text with the trusted one; both are Markdown."""
    mine, theirs = Counter(words(text)), Counter(words(trusted))
    common = (mine & theirs).total()
    return Kept(
        precision=Share(common, mine.total()),
        recall=Share(common, theirs.total()),
        headings=_common(headings(text), headings(trusted)),
        markers=_common(markers(text), markers(trusted)),
        furniture=furniture,
    )


_IMAGE = re.compile(r"!\[[^\]]*\]\((?:[^()\n]|\([^()\n]*\))*\)")
_TARGET = re.compile(r"\]\((?:[^()\n]|\([^()\n]*\))*\)")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NOTHING = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ATX = re.compile(r"\s*#{1,6}\s+(.*)")
_UNDERLINE = re.compile(r"\s*(?:=+|-{2,})\s*")
_BULLETS = "*+-•·‣▪◦●○■–"  # noqa: RUF001 (a dash is one)
_SET_OFF = re.compile(r"(?:[\s#>\[_]|\*(?!\s))+")
_MARKER = re.compile(rf"([{re.escape(_BULLETS)}]|\(?(?:\d+(?:\.\d+)*|[a-z]|[ivxl]+)[.)]|\d+(?:\.\d+)+)\s+(.*)")
_COMPARED = 3
"""Words after a marker that are compared."""


def plain(text: str) -> str:
    """Markdown without images, link addresses, backslashes and line breaks of cells, as words are compared."""
    text = _LINE_BREAK.sub(" ", _TARGET.sub("]", _IMAGE.sub("", text))).replace("\\", "")
    return _NOTHING.sub("", unicodedata.normalize("NFKC", text).lower().replace("’", "'"))


def words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def headings(text: str) -> Counter[tuple[str, ...]]:
    """The words of each heading, with ``#`` or underlined, whatever its level."""
    found: Counter[tuple[str, ...]] = Counter()
    before = ""
    for line in text.split("\n"):
        if atx := _ATX.match(line):
            found[tuple(words(atx[1]))] += 1
        elif before.strip() and _UNDERLINE.fullmatch(line):
            found[tuple(words(before))] += 1
        before = line
    del found[()]
    return found


def markers(text: str) -> Counter[tuple[str, ...]]:
    """Marker and next words of each line that begins with one, headings and bold lines included."""
    found: Counter[tuple[str, ...]] = Counter()
    for line in plain(text).split("\n"):
        set_off = _SET_OFF.match(line)
        if marked := _MARKER.match(line, set_off.end() if set_off else 0):
            marker = "*" if marked[1] in _BULLETS else marked[1]
            if following := words(marked[2])[:_COMPARED]:
                found[(marker, *following)] += 1
    return found


def _common(given: Counter[tuple[str, ...]], wanted: Counter[tuple[str, ...]]) -> Share:
    return Share((given & wanted).total(), wanted.total())


def _compare(page: Page, folder: Path, extract: Callable[[str], str] | None) -> Compared:
    path = _inside(folder, page.html_path)
    trusted = read_text(_inside(folder, page.md_path)) if page.md_path else ""
    theirs = None
    if extract:
        output = extract(read_bytes(path).decode("utf-8", "replace"))
        theirs = kept(output, trusted, _phrases(page, [output]))
    return Compared(page, len(words(trusted)), _ours(page, path, trusted), theirs)


def _ours(page: Page, path: Path, trusted: str) -> Kept:
    try:
        source = read_file(path)
    except SourceError as error:
        return replace(kept("", trusted, Share(0, len(page.not_terms))), error=str(error))
    clauses = segment(source.text, source.markup).clauses
    cited = [source.text[clause.start : clause.end] for clause in clauses if clause.kind == "clause"]
    others = [source.text[clause.start : clause.end] for clause in clauses if clause.kind != "clause"]
    in_clauses = _phrases(page, cited)
    found = kept(source.text, trusted, in_clauses)
    elsewhere = max(0, _phrases(page, others).found - in_clauses.found)
    return replace(found, elsewhere=elsewhere, notices=source.notices)


def _phrases(page: Page, texts: Iterable[str]) -> Share:
    held = [" ".join(words(text)) for text in texts]
    found = sum(any(" ".join(words(phrase)) in text for text in held) for phrase in page.not_terms)
    return Share(found, len(page.not_terms))


def _trafilatura() -> tuple[Callable[[str], str] | None, str]:
    """The extractor beside ours, with its name and version; None and the reason where it is not installed."""
    try:
        import trafilatura
    except ImportError:
        return None, "trafilatura is not installed: pip install trafilatura shows its figures beside ours"

    def extract(page: str) -> str:
        return trafilatura.extract(page, output_format="markdown", include_links=False) or ""

    return extract, f"trafilatura {trafilatura.__version__}"


def _as_json(page: Page, read: Kept) -> dict[str, Any]:
    several = page.case == "several-documents"
    return {
        "precision": None if several else _rounded(read.precision),
        "recall": _rounded(read.recall),
        "headings": [read.headings.found, read.headings.of],
        "markers": [read.markers.found, read.markers.of],
        "furniture": [read.furniture.found, read.furniture.of],
        "elsewhere": read.elsewhere,
        "words": read.precision.of,
        "error": read.error,
        "notices": list(read.notices),
    }


def _rounded(share: Share) -> float | None:
    return None if share.value is None else round(share.value, 4)


def _inside(folder: Path, name: str) -> Path:
    """A file of the folder; a name that leads out of it is refused."""
    steps = PurePosixPath(name)
    if steps.is_absolute() or ".." in steps.parts:
        raise FileError(f'"{name}" leads out of the folder of pages.', "Give paths below the manifest.")
    return folder / steps
