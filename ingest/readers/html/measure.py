"""How much of an element is sentences, how much is links, how many controls it has."""

import re
from dataclasses import dataclass

from ingest.readers.html.tree import BLOCKS, HEADINGS, Element, walk

SENTENCE_WORDS = 12
"""Words a block must have outside of its links to count as prose; items of menus have fewer."""
_WORD = re.compile(r"[^\W_]+")
_CONTROLS = frozenset({"button", "input", "select", "textarea"})


@dataclass(slots=True)
class Measure:
    """Counts over an element and all in it."""

    words: int = 0
    linked: int = 0
    """Words in links that lead to other pages."""
    anchored: int = 0
    """Words in links into the same page."""
    prose: int = 0
    """Words, outside of links to other pages, of blocks that have at least ``SENTENCE_WORDS`` of them."""
    controls: int = 0
    """Buttons and fields."""
    headings: int = 0
    titles: int = 0
    """Headings of the first level."""
    menu_items: int = 0
    """Blocks that are links to other pages and nothing else."""

    def add(self, other: "Measure") -> None:
        self.words += other.words
        self.linked += other.linked
        self.anchored += other.anchored
        self.prose += other.prose
        self.controls += other.controls
        self.headings += other.headings
        self.titles += other.titles
        self.menu_items += other.menu_items

    @property
    def link_share(self) -> float:
        return self.linked / self.words if self.words else 0.0


def measured(root: Element) -> dict[Element, Measure]:
    """The measure of every element of the tree."""
    measures: dict[Element, Measure] = {}
    order: list[Element] = []
    for element in walk(root):
        order.append(element)
        control = element.tag in _CONTROLS or element.attributes.get("role") in (
            "button",
            "slider",
            "checkbox",
            "switch",
        )
        measures[element] = Measure(controls=control, headings=element.tag in HEADINGS, titles=element.tag == "h1")
    _count_text(root, measures)
    for element in reversed(order):
        if element.parent in measures and element is not root:
            measures[element.parent].add(measures[element])
    return measures


def _count_text(root: Element, measures: dict[Element, Measure]) -> None:
    """Add the words of every run of text to the innermost element that they stand in, and its prose to its block."""
    run: list[tuple[Element, int]] = []
    linked: list[Element] = []  # in which links to other pages stand, since the last block began
    # (node, block around it, link around it: "", "away" or "anchor"); None closes a block
    todo: list[tuple[Element | str | None, Element, str]] = [(root, root, "")]

    def close() -> None:
        if run and sum(count for _, count in run) >= SENTENCE_WORDS:
            for element, count in run:
                measures[element].prose += count
        elif linked and not any(count for _, count in run):
            measures[linked[0]].menu_items += 1
        run.clear()
        linked.clear()

    while todo:
        node, around, link = todo.pop()
        if isinstance(node, str):
            count = len(_WORD.findall(node))
            measure = measures[around]
            measure.words += count
            if link == "away":
                measure.linked += count
                if count:
                    linked.append(around)
            else:
                measure.anchored += count if link else 0
                run.append((around, count))
            continue
        if node is None:
            close()
            continue
        if node.tag in BLOCKS or node.tag == "br":
            close()
        if node.tag == "a" and node.get("href"):
            link = "anchor" if node.get("href").startswith("#") else "away"
        if node.tag in BLOCKS:
            todo.append((None, node, link))
        if node.children:
            todo += [(child, node, link) for child in reversed(node.children)]
    close()
