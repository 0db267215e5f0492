"""Tags and text → a tree of elements, by the part of the HTML standard's tree construction that moves text.

Which element a text lands in follows the standard (section 13.2.6): end tags that are left out, paragraphs that end
before a block, items before the next item, cells before the next cell, stray end tags. Two things differ, since only
looks hang on them: a formatting element that is closed too late or never does not go on in the next block, and text
that stands loose in a table stays there.

Lists of the open elements of each group are kept, so that a page of 100,000 elements inside each other takes no longer
than any other; of these the tree keeps ``DEEPEST`` levels, like browsers, and the text of all.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.errors import SourceError
from ingest.readers.html.tokens import Tag, tokens

DEEPEST = 200
"""Levels of the tree. Browsers keep 512; the deepest terms page met has 60."""
MOST_NODES = 300_000
"""Elements of a page; 1 MB of terms has about 10,000."""


@dataclass(slots=True, eq=False)
class Element:
    """An element and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)
    parent: "Element | None" = None

    def get(self, name: str) -> str:
        """An attribute's value, "" where it is not there."""
        return self.attributes.get(name, "")

    def elements(self) -> "list[Element]":
        return [child for child in self.children if isinstance(child, Element)]

    def add(self, child: "Element | str") -> None:
        if isinstance(child, Element):
            child.parent = self
        self.children.append(child)


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names("area base br col embed hr img input keygen link meta param source track wbr basefont bgsound frame")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
BLOCKS = HEADINGS | _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup hr legend li listing main menu nav ol optgroup option p plaintext pre search section "
    "summary table tbody td tfoot th thead tr ul xmp"
)
"""Elements that stand on lines of their own."""
_CLOSES_P = BLOCKS - _names(
    "body caption legend optgroup option tbody td tfoot th thead tr li dd dt"
)  # items and cells do it by their own rules
_ROWS = _names("tbody thead tfoot")
_CELLS = _names("td th")
_SCOPE = _names("applet caption html table td th marquee object template")
_SPECIAL = (
    (BLOCKS | _SCOPE | _names("button colgroup iframe noscript script select style textarea title"))
    - _names("dialog option optgroup")
)  # fmt: skip
_GROUPS: dict[str, frozenset[str]] = {
    "scope": _SCOPE,
    "button scope": _SCOPE | {"button"},
    "list scope": _SCOPE | _names("ol ul menu"),
    "table scope": _names("html table template"),
    "item barrier": _SPECIAL - _names("address div p"),
    "special": _SPECIAL,
    "headings": HEADINGS,
    "rows": _ROWS,
    "cells": _CELLS,
}
_GROUPS_OF = {
    name: tuple(group for group, names in _GROUPS.items() if name in names)
    for name in frozenset().union(*_GROUPS.values())
}


def parse(page: str, name: str, hides: Callable[[str, dict[str, str]], bool]) -> Element:
    """The tree of a page. ``hides`` tells of a tag and its attributes whether the element cannot be seen.

    Raises:
        SourceError: the page has more than ``MOST_NODES`` elements.
    """
    builder = _Builder(hides)
    for token in tokens(page):
        if isinstance(token, str):
            builder.text(token)
        elif token.closes:
            builder.end(token.name)
        else:
            builder.start(token)
        if builder.count > MOST_NODES:
            raise SourceError(
                f"{name} has more than {MOST_NODES:,} elements; no page of terms has.",
                "Save the part of the page that holds the terms.",
            )
    return builder.root


def walk(root: Element) -> Iterator[Element]:
    """``root`` and all elements in it, in the order of the page."""
    todo = [root]
    while todo:
        element = todo.pop()
        yield element
        if element.children:
            todo += [child for child in reversed(element.children) if isinstance(child, Element)]


def ancestors(element: Element) -> Iterator[Element]:
    """The elements around one, from the inside out."""
    around = element.parent
    while around is not None:
        yield around
        around = around.parent


def prune(root: Element, gone: set[Element]) -> None:
    """Take elements, and all in them, out of the tree in one pass."""
    if not gone:
        return
    for element in walk(root):
        if any(child in gone for child in element.elements()):
            element.children = [child for child in element.children if isinstance(child, str) or child not in gone]


def text_in(element: Element, most: int = 1_000_000) -> str:
    """The words in an element, at most so many characters; blocks and line breaks part them."""
    pieces: list[str] = []
    length = 0
    todo: list[Element | str] = [element]
    while todo and length < most:
        node = todo.pop()
        if isinstance(node, str):
            pieces.append(node)
            length += len(node)
        elif node.tag in BLOCKS or node.tag == "br":
            pieces.append(" ")
            todo += [" ", *reversed(node.children)]
        else:
            todo.extend(reversed(node.children))
    return re.sub(r"\s+", " ", "".join(pieces))[:most].strip()


class _Builder:
    """The stack of open elements."""

    def __init__(self, hides: Callable[[str, dict[str, str]], bool]) -> None:
        self.root = Element("body")
        self.count = 0
        self._hides = hides
        # Name of each open element, and the node that takes its text: beyond DEEPEST that of the element around.
        self._open: list[tuple[str, Element]] = [("html", self.root)]
        self._at: dict[str, list[int]] = defaultdict(list)
        self._groups: dict[str, list[int]] = {group: [] for group in _GROUPS}
        for group in _GROUPS_OF["html"]:
            self._groups[group].append(0)

    def text(self, text: str) -> None:
        if text:
            self._open[-1][1].add(text)

    def start(self, tag: Tag) -> None:
        name = "img" if tag.name == "image" else tag.name
        if name in ("html", "body", "head", "frameset"):
            for key, value in tag.attributes.items():
                self.root.attributes.setdefault(key, value)
            return
        if name in _CELLS or name in _ROWS or name in ("tr", "caption", "colgroup", "col"):
            if not self._last("table") > self._last_of(_names("template")):
                return
            self._close_in_table(name)
        elif name in _CLOSES_P:
            if name == "form" and self._open[-1][0] in ("table", "tr", *_ROWS):
                return
            self._close("p", "button scope")
            if name in HEADINGS and self._open[-1][0] in HEADINGS:
                self._pop()
        elif name == "li":
            self._close("li", "item barrier")
            self._close("p", "button scope")
        elif name in ("dd", "dt"):
            self._close("dd", "item barrier")
            self._close("dt", "item barrier")
            self._close("p", "button scope")
        elif name in ("a", "button"):
            self._close(name, "scope")
        elif name in ("option", "optgroup") and self._open[-1][0] == "option":
            self._pop()
        self._push(name, tag)

    def end(self, name: str) -> None:
        if name == "br":
            self._push("br", Tag("br"))
        elif name in HEADINGS:
            found = self._groups["headings"][-1:]
            if found and found[0] > self._barrier("scope"):
                self._pop_to(found[0])
        elif name in ("table", "tr", *_ROWS, *_CELLS, "caption"):
            self._close(name, "table scope")
        elif name == "p" and self._last("p") < self._barrier("button scope"):
            self._push("p", Tag("p"))  # by the standard an empty paragraph: the words around do not touch
            self._pop()
        elif name in ("p", "li"):
            self._close(name, "button scope" if name == "p" else "list scope")
        elif name in _SPECIAL:
            self._close(name, "scope")
        elif (at := self._last(name)) > self._barrier("special"):
            self._pop_to(at)
        elif at > self._barrier("scope"):
            # Closed inside a block that was opened in it: what comes after the block is outside of it.
            self._at[name].pop()
            self._open[at] = ("", self._open[at - 1][1])

    def _close_in_table(self, name: str) -> None:
        """End what the next cell, row or group of rows ends."""
        table = self._last("table")
        if name in _CELLS:
            within = self._last("tr")
        elif name == "tr":
            within = max(self._groups["rows"][-1:] or [-1])
        else:
            within = -1
        self._pop_to(max(table, within) + 1)

    def _push(self, name: str, tag: Tag) -> None:
        self.count += 1
        holder = self._open[-1][1]
        node = Element(name, tag.attributes)
        deep = len(self._open) > DEEPEST
        if not deep:
            holder.add(node)
        elif self._hides(name, tag.attributes):
            pass  # its text goes into a node that is in no tree
        else:
            if name in BLOCKS or name == "br":
                holder.add(Element("br"))
            node = holder
        if name in VOID or (tag.self_closing and (name in ("svg", "math") or self._at["svg"] or self._at["math"])):
            return
        at = len(self._open)
        self._open.append((name, node))
        self._at[name].append(at)
        for group in _GROUPS_OF.get(name, ()):
            self._groups[group].append(at)

    def _close(self, name: str, barrier: str) -> None:
        at = self._last(name)
        if at >= self._barrier(barrier):  # equal where the element is itself one: a cell, a table
            self._pop_to(at)

    def _barrier(self, group: str) -> int:
        """Place of the innermost element that an end tag does not reach across; the root is one for every tag."""
        return self._groups[group][-1]

    def _last(self, name: str) -> int:
        places = self._at[name]
        return places[-1] if places else -1

    def _last_of(self, names: frozenset[str]) -> int:
        return max(self._last(name) for name in names)

    def _pop_to(self, at: int) -> None:
        while len(self._open) > max(1, at):
            self._pop()

    def _pop(self) -> None:
        name, _ = self._open.pop()
        if name:
            self._at[name].pop()
            for group in _GROUPS_OF.get(name, ()):
                self._groups[group].pop()
