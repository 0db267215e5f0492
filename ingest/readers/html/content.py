"""The text of a page among what is printed around it.

First furniture goes (``furniture``). Then the element that holds most of the sentences is looked for from the outside
in; what stands beside the way to it stays where it is part of the text (a title, sentences, a section of its own) and
goes where it is links, buttons and single words. Nothing inside that element is judged again.
"""

import re
from dataclasses import dataclass

from ingest.readers.html.furniture import is_silent_button, kind_of
from ingest.readers.html.measure import Measure, measured
from ingest.readers.html.tree import HEADINGS, Element, ancestors, prune, text_in, walk

_MOST = 0.7
"""Share of the page's sentences by which an element is gone into."""
_MAIN = 0.5
"""Share by which an element that says it is the main one is believed."""
_NOT_ENTERED = frozenset("p li ul ol dl dt dd blockquote pre details figure a span".split()) | HEADINGS
_TABLE_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr"})
_LOOSE_WORDS = 3
"""Words that stand loose beside an element and are kept; fewer are marks and separators."""
_DATED = re.compile(
    r"\b(?:effective|updated|revised|modified|version|as of|dated|in force|published)\b|\b(?:19|20)\d\d\b", re.I
)


@dataclass(frozen=True, slots=True)
class Content:
    """Where the text is, and what was found beside it."""

    root: Element
    """Of a tree that holds the text and nothing else."""
    words: int
    furniture: tuple[str, ...]
    """Kinds of furniture that were taken away, in words for a message, in order of appearance."""
    furniture_words: int


def content_of(root: Element) -> Content:
    """Take away from the tree what is not its text."""
    kinds, taken = _drop_furniture(root)
    measures = measured(root)
    core = _core(root, measures)
    taken += _drop_outskirts(root, core, measures)
    words = measured(root)[root].words
    return Content(root, words, kinds, taken)


def _drop_furniture(root: Element) -> tuple[tuple[str, ...], int]:
    measures = measured(root)
    page = measures[root]
    kinds: dict[str, None] = {}
    gone: set[Element] = set()
    taken = 0
    todo = [root]
    while todo:
        element = todo.pop()
        kind = kind_of(element, measures[element], page) if element is not root else ""
        if kind or element.tag in ("input", "select", "textarea") or is_silent_button(element):
            gone.add(element)
            taken += measures[element].words
            if kind and measures[element].words:
                kinds[kind] = None
        else:
            todo.extend(reversed(element.elements()))
    prune(root, gone)
    return tuple(kinds), taken


def _core(root: Element, measures: dict[Element, Measure]) -> Element:
    """The innermost element that holds most of the sentences."""
    page = measures[root]
    core = root
    for element in walk(root):
        stated = element.tag == "main" or element.get("role") == "main"
        if stated and measures[element].prose >= _MAIN * page.prose > 0:
            core = element
    enough = _MOST * measures[core].prose
    while page.prose:
        inner = max(core.elements(), key=lambda child: measures[child].prose, default=None)
        if inner is None or inner.tag in _NOT_ENTERED or measures[inner].prose < enough:
            break
        core = inner
    while core.tag in _TABLE_PARTS and core.parent is not None:
        core = core.parent
    return core


def _drop_outskirts(root: Element, core: Element, measures: dict[Element, Measure]) -> int:
    """Take away what is no text beside the way from the root to the core; gives the number of its words."""
    way = [core, *ancestors(core)]
    # Outside of an element that says it is the main one, only a title is looked for.
    bound = next((e for e in reversed(way) if e.tag == "main" or e.get("role") == "main"), None)
    titled = measures[bound if bound is not None else core].titles > 0
    gone: set[Element] = set()
    inside = True
    for inner, around in zip(way, way[1:], strict=False):
        inside = inside and inner is not bound
        before = True
        for index, child in enumerate(around.children):
            if child is inner:
                before = False
            elif isinstance(child, str):
                if not inside or len(child.split()) < _LOOSE_WORDS:
                    around.children[index] = " "
            elif inside and not _is_text(child, measures[child], before):
                gone.add(child)
            elif not inside and not (before and not titled and measures[child].titles):
                gone.add(child)
    prune(root, gone)
    return sum(measures[element].words for element in gone)


def _is_text(element: Element, measure: Measure, before: bool) -> bool:
    if not measure.words:
        return False
    if measure.link_share > 0.5 and not (before and measure.titles):
        return False
    if before:
        titled = measure.headings > 0 and measure.link_share < 0.3
        return titled or measure.prose > 0 or bool(_DATED.search(text_in(element, 2_000)))
    section = measure.headings > 0 and measure.words > 8
    return (measure.prose > 0 or section) and measure.controls == 0
