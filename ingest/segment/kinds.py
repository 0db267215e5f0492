"""What a stretch of a document is: contract, definitions, summary, contents list or page furniture."""

import re
from collections.abc import Iterable, Sequence

from ingest.segment.candidates import Candidate
from ingest.segment.contents import is_link_only
from ingest.types import Kind

TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "contents",
        re.compile(r"(?:view |toggle (?:the )?)?(?:table of )?contents$|quick links$|index$|on this page", re.I),
    ),
    (
        "notes",
        re.compile(
            r".*\bupdate notes?$|(?:summary|highlights|overview) of (?:our|these|the|this|your)\b|summary$|in short$|"
            r"(?:a )?(?:quick|plain[- ]language|short) (?:summary|overview|version)|what(?:’|')?s (?:new|changed)|"
            r"(?:change|version|revision) (?:log|history|notes)|(?:previous|archived|older|prior) (?:versions?|terms)\b|"
            r"(?:release|revision) notes|summary of (?:changes|updates)|recent (?:changes|updates)",
            re.I,
        ),
    ),
    (
        "preamble",
        re.compile(
            r"(?:preamble|recitals)$|what(?:’|')?s covered in (?:these|this)\b|introduction to th(?:e|is|ese)\b", re.I
        ),
    ),
    (
        "definition",
        re.compile(
            r"(?:(?:key|certain|other|general|additional|important) )?(?:definitions|defined terms|glossary)\b.{0,40}$|"
            r".{0,30}\b(?:dictionary|glossary(?: of terms)?|definitions)$|(?:definitions?) (?:and|&) interpretation",
            re.I,
        ),
    ),
)
"""Kinds that a title gives to everything under it."""

OPENINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("notes", re.compile(r"(?:in short|(?:the )?short version|tl;?dr|in (?:plain|simple) (?:english|words|terms|language)|"
                         r"plain[- ](?:english|language)(?: summary)?|summary|in a nutshell|basically)\s*[:–—]", re.I)),
)  # fmt: skip
"""Kinds that the first words of one block give to that block alone."""

_NAVIGATION = re.compile(
    r"(?:skip to (?:main )?content|toggle|menu|search|log ?in|sign (?:in|up)|select (?:a |your )?(?:language|country|region)|"
    r"(?:choose|change) (?:your )?(?:language|country|region)|accept (?:all )?cookies|cookie (?:settings|preferences)|"
    r"we use cookies|back to top|all rights reserved|©|print(?:/export)?$|share(?: this)?$|download(?: as)? pdf|"
    r"(?:this|our) (?:web)?site uses cookies|manage (?:cookies|preferences)|page \d+(?: of \d+)?$|was this (?:page|article) helpful)",
    re.I,
)
_SENTENCE = re.compile(r"[^\W_]{2,}[^\n]{30,}[.;:!?”\")]$")


def kind_of_title(title: str) -> Kind | None:
    """The kind that a heading of these words gives to what stands under it."""
    bare = title.strip(" .:")
    return next((kind for kind, pattern in TITLES if pattern.match(bare)), None)


def kind_of_opening(candidate: Candidate) -> Kind | None:
    """The kind that the first words of a block give to it: "Short version: …"."""
    return next((kind for kind, pattern in OPENINGS if pattern.match(candidate.head.text)), None)


def leading_navigation(text: str, blocks: Iterable[Candidate]) -> int:
    """How many of the first blocks are page furniture: menus, language pickers, a cookie banner.

    Everything up to the last block that is nothing but links or says what only furniture says, as long as no sentence
    of the contract stands before it.
    """
    last = 0
    for count, candidate in enumerate(blocks, 1):
        if is_link_only(text, candidate.block) or _NAVIGATION.match(candidate.head.text):
            last = count
        elif _SENTENCE.search(candidate.head.text) or not candidate.head.whole:
            break
    return last


def trailing_navigation(text: str, blocks: Sequence[Candidate]) -> int:
    """How many of the last blocks are page furniture."""
    count = 0
    for candidate in reversed(blocks):
        if candidate.block.kind == "rule":
            count += 1
            continue
        if not (is_link_only(text, candidate.block) and candidate.block.kind != "item") and not _NAVIGATION.match(
            candidate.head.text
        ):
            break
        count += 1
    return count
