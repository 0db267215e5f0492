"""A tree of elements → Markdown that ``ingest.segment`` reads: headings, paragraphs, lists, tables, quotations.

Blocks are parted by empty lines, so that the words of two never touch. What stands in an item is indented by four.
"""

import re
from collections.abc import Iterator

from ingest.readers.html.counters import MARKER
from ingest.readers.html.inline import Run, Style, escape, escape_start, one_line, paragraphs, runs_of, styled
from ingest.readers.html.numbering import markers_of
from ingest.readers.html.tables import is_layout, rows_of, written
from ingest.readers.html.tree import BLOCKS, HEADINGS, Element, walk

_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_SET_OFF = frozenset({"summary", "dt", "legend", "button"})
"""Elements whose words stand in bold above what they name; of buttons only those that open a panel are left."""
_BLOCKS = BLOCKS | {"button"}
_HIGH_HEADING = re.compile(r"(##?) (.+)")
_INDENT = 4
_DEEPEST_LIST = 20
"""Lists inside each other; the deepest of the terms met has six."""
_HEADING_LEVELS = range(1, 7)


def markdown_of(root: Element) -> str:
    """The text of the tree as Markdown, ended by a line end; "" where there is no word."""
    blocks = _Writer(root).blocks(root, Style())
    return "\n\n".join(blocks) + "\n" if blocks else ""


class _Writer:
    """Knows which elements hold blocks, so that each is asked once."""

    def __init__(self, root: Element) -> None:
        self._lists = 0  # around what is being written
        self._blocky: set[Element] = set()
        for element in reversed(list(walk(root))):
            if self._is_block(element) and element.parent is not None:
                self._blocky.add(element.parent)

    def _is_block(self, element: Element) -> bool:
        return element.tag in _BLOCKS or element in self._blocky

    def blocks(self, element: Element, style: Style) -> list[str]:
        """What stands in an element, as blocks of Markdown."""
        found: list[str] = []
        run: list[Run] = []
        for child in element.children:
            if isinstance(child, Element) and self._is_block(child):
                found += paragraphs(run)
                run = []
                found += self._block(child, styled(child, style))
            else:
                run += runs_of([child], style)
        return found + paragraphs(run)

    def _block(self, element: Element, style: Style) -> list[str]:
        level = _level(element)
        if level:
            return self._heading(element, level, style)
        if element.tag in _LISTS:
            return self._list(element, style)
        if element.tag == "hr":
            return ["* * *"]
        if element.tag == "pre" or element.tag == "listing":
            return _preformatted(element)
        if element.tag == "blockquote":
            return ["\n".join(f"> {line}".rstrip() for line in b.split("\n")) for b in self.blocks(element, style)]
        if element.tag == "table" and not is_layout(element):
            return self._table(element, style)
        if element.tag in _SET_OFF or element.get("role") == "button":
            return self.blocks(element, Style(True, style.emphasis, style.target))
        if element.tag == "li":
            return self._item(element, element.get(MARKER) or "*", style)
        return self.blocks(element, style)

    def _heading(self, element: Element, level: int, style: Style) -> list[str]:
        words = one_line(runs_of(element.children, style))
        return [f"{'#' * level} {words}"] if words else []

    def _list(self, element: Element, style: Style) -> list[str]:
        self._lists += 1
        markers = iter(markers_of(element))
        found: list[str] = []
        loose: list[Run] = []
        for child in element.children:
            if isinstance(child, Element) and self._is_block(child):
                found += paragraphs(loose)
                loose = []
                inner = styled(child, style)
                if child.tag == "li":
                    marker = next(markers)
                    found += self._item(child, child.get(MARKER) or marker, inner)
                elif child.tag in _LISTS and found:
                    # A list in a list, its item left out: it belongs to the item before.
                    found += [self._indented(block) for block in self._list(child, inner)]
                else:
                    found += self._block(child, inner)
            else:
                loose += runs_of([child], style)
        self._lists -= 1
        return _tight(found + paragraphs(loose))

    def _item(self, element: Element, marker: str, style: Style) -> list[str]:
        inside = self.blocks(element, style)
        if not inside:
            return []
        lead = f"{marker}  ".ljust(_INDENT)
        first, *others = inside
        if heading := _HIGH_HEADING.match(first):
            # Underlined, since a line that begins with a number is no heading to most readers of Markdown.
            words = escape_start(heading[2])
            first = f"{words}\n{('=' if heading[1] == '#' else '-') * max(3, len(words))}"
        return [lead + self._indented(first).lstrip(" "), *(self._indented(block) for block in others)]

    def _indented(self, block: str) -> str:
        """A block as it stands in an item; lists inside of ``_DEEPEST_LIST`` others are not moved in further."""
        if self._lists > _DEEPEST_LIST:
            return block
        return "\n".join(" " * _INDENT + line if line.strip() else line for line in block.split("\n"))

    def _table(self, element: Element, style: Style) -> list[str]:
        caption = [child for child in element.elements() if child.tag == "caption"]
        found = [block for child in caption for block in self.blocks(child, style)]
        return found + written(rows_of(element), lambda cell: self._cell(cell, style))

    def _cell(self, cell: Element, style: Style) -> str:
        strong = Style(style.strong or False, style.emphasis, style.target)
        lines = [line for block in self._cell_blocks(cell, strong) for line in block.split("\n")]
        return " <br>".join(line.strip() for line in lines if line.strip())

    def _cell_blocks(self, cell: Element, style: Style) -> Iterator[str]:
        for block in self.blocks(cell, style):
            yield block.lstrip("#").strip() if block.startswith("#") else block


def _level(element: Element) -> int:
    """1 to 6 for a heading, else 0."""
    if element.tag in HEADINGS:
        return int(element.tag[1])
    if element.get("role") == "heading":
        level = element.get("aria-level")
        return int(level) if level in map(str, _HEADING_LEVELS) else 2
    return 0


def _tight(blocks: list[str]) -> list[str]:
    """Bullets of a line each make one block. Numbered items do not: a line without a stop would run into the next."""
    bullets = all(line.lstrip().startswith("*  ") for block in blocks for line in block.split("\n"))
    return ["\n".join(blocks)] if blocks and bullets else blocks


def _preformatted(element: Element) -> list[str]:
    """Text set line by line: line ends are the author's, empty lines part paragraphs."""
    lines = [escape_start(line.strip()) for line in escape(_raw_text(element)).split("\n")]
    return [part.strip("\n") for part in "\n".join(lines).split("\n\n") if part.strip()]


def _raw_text(element: Element) -> str:
    pieces: list[str] = []
    todo: list[Element | str] = [element]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == "br":
            pieces.append("\n")
        else:
            todo.extend(reversed(node.children))
    return "".join(pieces)
