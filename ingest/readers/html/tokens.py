"""The text of a page → start tags, end tags and text, as the HTML standard cuts it (section 13.2.5).

One pass from left to right: each character is looked at a bounded number of times, whatever the page is. Comments,
doctypes and processing instructions are no tokens. What stands in a script, a style and the like is not read as tags.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"})
"""Elements whose content is no markup. ``noscript`` is one, since browsers run scripts."""
RAW_WITH_ENTITIES = frozenset({"textarea", "title"})
MOST_ATTRIBUTES = 100
"""Attributes of one tag that are kept; real ones have fewer than 40."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; names of elements and attributes are in small letters."""

    name: str
    closes: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    self_closing: bool = False


_OPENING = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)|<!--|</?[!?/]")
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*+)"""
    r"""(?:\s*+=\s*+(?:"(?P<double>[^"]*+)(?:"|\Z)|'(?P<single>[^']*+)(?:'|\Z)|(?P<bare>[^\s>"'][^\s>]*+)?))?)"""
)
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW | RAW_WITH_ENTITIES}
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{7,}+);?")
_IN_ATTRIBUTE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def tokens(page: str) -> Iterator[Tag | str]:
    """Tags and stretches of text, references like ``&amp;`` resolved. Of the
    content of ``RAW`` elements only style sheets are given.
    """
    at, end = 0, len(page)
    while at < end:
        found = _OPENING.search(page, at)
        if found is None:
            yield text_of(page[at:])
            return
        if found.start() > at:
            yield text_of(page[at : found.start()])
        if not found["name"]:
            at = _after_comment(page, found)
            continue
        tag, at = _tag(page, found)
        if tag is None:
            return  # the page ends inside the tag
        yield tag
        if tag.name in _RAW_END and not tag.closes and not tag.self_closing:
            closing = _RAW_END[tag.name].search(page, at)
            stop = closing.start() if closing else end
            if tag.name in RAW_WITH_ENTITIES:
                yield text_of(page[at:stop])
            elif tag.name == "style":
                yield page[at:stop]
            at = stop
        elif tag.name == "plaintext":
            yield page[at:]
            return


def text_of(raw: str) -> str:
    """Text with its character references resolved."""
    if "&" not in raw:
        return raw
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", raw)).replace("\x00", "")


def _after_comment(page: str, found: re.Match[str]) -> int:
    """Where a comment, doctype, instruction or ``</>`` ends."""
    if found.group() != "<!--":
        closing = page.find(">", found.end() - (found.group() == "</"))
        return len(page) if closing < 0 else closing + 1
    for short in (">", "->"):
        if page.startswith(short, found.end()):
            return found.end() + len(short)
    closing_mark = _COMMENT_END.search(page, found.end())
    return closing_mark.end() if closing_mark else len(page)


def _tag(page: str, opening: re.Match[str]) -> tuple[Tag | None, int]:
    at = opening.end()
    attributes: dict[str, str] = {}
    while part := _ATTRIBUTE.match(page, at):
        at = part.end()
        if part["end"]:
            closed_itself = page[at - 2] == "/"
            return Tag(opening["name"].lower(), bool(opening["close"]), attributes, closed_itself), at
        if len(attributes) < MOST_ATTRIBUTES:
            value = part["double"] or part["single"] or part["bare"] or ""
            attributes.setdefault(part["name"].lower(), _IN_ATTRIBUTE.sub(lambda m: html.unescape(m.group()), value))
    return None, len(page)
