"""Headings that say what stands under them: contents, notes, definitions, preamble."""

import re

from ingest.types import Kind

TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "contents",
        re.compile(
            r"(?:view |toggle (?:the )?)?(?:table of )?contents$|contents? of .{0,30}$|quick links$|on this page$",
            re.IGNORECASE,
        ),
    ),
    (
        "notes",
        re.compile(
            r".*\bupdate notes?$|"
            r"(?:summary|highlights|overview) of (?:our|these|the|this|your|changes|updates)\b|"
            r"summary$|in short$|(?:the |a )?(?:quick|plain[- ]language|short) (?:summary|overview|version)|"
            r"what[’']?s (?:new|changed)|"
            r"(?:change|version|revision|release)[ -]?(?:log|history|notes)|recent (?:changes|updates)|"
            r"(?:previous|archived|older|prior) (?:versions?|terms)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "preamble",
        re.compile(r"(?:preamble|recitals)$|what[’']?s covered in th|introduction to th(?:e|is|ese)\b", re.IGNORECASE),
    ),
    (
        "definition",
        re.compile(
            r"(?:(?:a few|key|certain|other|general|additional|important) )?"
            r"(?:definitions|defined terms|glossary)\b.{0,40}$|"
            r".{0,30}\b(?:dictionary|glossary(?: of terms)?|definitions)$|definitions? (?:and|&) interpretation",
            re.IGNORECASE,
        ),
    ),
)
"""Kinds that a title gives to everything under it."""


_BEHIND = re.compile(r"\s*(?:\([^()]*\)|[,–—-]\s.{0,30}\b(?:19|20)\d\d)[\s.:]*$")
"""What may stand behind such words: "Update Notes (19 July 2024)"."""


def kind_of_title(title: str) -> Kind | None:
    """The kind that a heading of these words gives to what stands under it."""
    bare = _BEHIND.sub("", title).strip(" .:")
    return next((kind for kind, pattern in TITLES if pattern.match(bare)), None)
