"""What a stretch of a document is: contract, definitions, summary, contents list or page furniture."""

import re
from collections.abc import Iterable, Sequence

from ingest.segment.candidates import Candidate
from ingest.segment.contents import is_link_only
from ingest.types import Kind

OPENINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "notes",
        re.compile(
            r"(?:in short|(?:the )?short version|tl;?dr|in (?:plain|simple) (?:english|words|terms|language)|"
            r"plain[- ](?:english|language)(?: summary)?|summary|in a nutshell|basically)\s*[:–—]",
            re.IGNORECASE,
        ),
    ),
)
"""Kinds that the first words of one block give to that block alone."""

_NAVIGATION = re.compile(
    r"(?:skip to (?:main )?content|toggle|menu|search|log ?in|sign (?:in|up)|"
    r"(?:select|choose|change) (?:a |your )?(?:language|country|region)|back to top|accept (?:all )?cookies|"
    r"cookie (?:settings|preferences)|manage (?:cookies|preferences)|we use cookies|(?:this|our) (?:web)?site uses cookies|"
    r"all rights reserved|©|print(?:/export)?$|share(?: this)?$|download(?: as)? pdf|page \d+(?: of \d+)?$|"
    r"was this (?:page|article) helpful)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\W_]{2}[^\n]{30,}[.;:!?”\")]$")


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
    """How many of the last blocks are page furniture: rules, rows of links, a copyright line."""
    count = 0
    for candidate in reversed(blocks):
        links = candidate.block.kind != "item" and is_link_only(text, candidate.block)
        if not (links or candidate.block.kind == "rule" or _NAVIGATION.match(candidate.head.text)):
            break
        count += 1
    return count
