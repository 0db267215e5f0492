"""The text of a page among what is printed around it.

First furniture goes (``furniture``). Then the element that holds most of the sentences is looked for from the outside
in; what stands beside the way to it stays where it is part of the text (a title, sentences, a section of its own) and
goes where it is links, buttons and single words. Inside that element only menus at both ends are judged again.
"""

import re
from dataclasses import dataclass

from ingest.readers.html.furniture import is_permalink, is_silent_button, kind_of
from ingest.readers.html.measure import Measure, measured
from ingest.readers.html.tree import HEADINGS, Element, ancestors, prune, text_in, walk

_MOST = 0.7
"""Share of the page's sentences by which an element is gone into."""
_MAIN = 0.5
"""Share by which an element that says it is the main one is believed."""
_NOT_ENTERED = HEADINGS | {
    "p",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "details",
    "figure",
    "a",
    "span",
}
_BOXES = frozenset({"div", "section", "aside", "center"})
_LISTS = frozenset({"ul", "ol"})
_FIELDS = frozenset({"input", "select", "textarea"})
_TABLE_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr"})
_COPYRIGHT = re.compile(r"©|\ball rights reserved\b|\bcopyright (?:\(c\)|\d{4})", re.IGNORECASE)
_MENU_PROSE = 60
"""Words of sentences that a footer has at most: a slogan, an address, a notice."""
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
    kinds, stripped, taken = _drop_furniture(root)
    measures = measured(root)
    core = _core(root, measures)
    beside = _drop_outskirts(root, core, measures, stripped) + _trim(core, measures)
    return Content(root, measures[root].words - beside, kinds, taken + beside)


def _drop_furniture(root: Element) -> tuple[tuple[str, ...], set[Element], int]:
    """Kinds of furniture, the elements that it stood in, and its number of words."""
    measures = measured(root)
    page = measures[root]
    kinds: dict[str, None] = {}
    stripped: set[Element] = set()
    gone: set[Element] = set()
    taken = 0
    todo = [root]
    while todo:
        element = todo.pop()
        kind = kind_of(element, measures[element], page) if element is not root else ""
        if kind or element.tag in _FIELDS or is_silent_button(element) or is_permalink(element):
            gone.add(element)
            taken += measures[element].words
            if kind and measures[element].words:
                kinds[kind] = None
                stripped.update(ancestors(element))
        else:
            todo.extend(reversed(element.elements()))
    prune(root, gone)
    return tuple(kinds), stripped, taken


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


def _drop_outskirts(root: Element, core: Element, measures: dict[Element, Measure], stripped: set[Element]) -> int:
    """Take away what is no text beside the way from the root to the core; gives the number of its words."""
    way = [core, *ancestors(core)]
    # Outside of an element that says it is the main one, only a title is looked for.
    bound = next((e for e in reversed(way) if e.tag == "main" or e.get("role") == "main"), None)
    titled = measures[bound if bound is not None else core].titles > 0
    gone: set[Element] = set()
    taken = 0
    inside = True
    for inner, around in zip(way, way[1:], strict=False):
        inside = inside and inner is not bound
        before = True
        for index, child in enumerate(around.children):
            if child is inner:
                before = False
            elif isinstance(child, str):
                if child.strip() and (not inside or len(child.split()) < _LOOSE_WORDS):
                    taken += len(child.split())
                    around.children[index] = " "
            else:
                titles = before and not titled and measures[child].titles > 0
                if not (titles or (inside and _is_text(child, measures[child], before, child in stripped))):
                    gone.add(child)
    prune(root, gone)
    return taken + sum(measures[element].words for element in gone)


def _trim(core: Element, measures: dict[Element, Measure]) -> int:
    """Take menus away from both ends of the core, where a page has no element for its text alone."""
    gone: set[Element] = set()
    children = core.elements()
    for ends, tags in ((children, _BOXES | _LISTS), (children[::-1], _BOXES)):
        for child in ends:
            measure = measures[child]
            menu = _is_menu(measure) or (measure.link_share > 0.5 and measure.menu_items > 0)
            if measure.words:
                if child.tag not in tags or not menu or measure.titles:
                    break
                gone.add(child)
    prune(core, gone)
    return sum(measures[element].words for element in gone)


def _is_text(element: Element, measure: Measure, before: bool, stripped: bool) -> bool:
    """Whether something beside the core is part of the text. ``stripped`` of furniture, a heading alone was its."""
    if not measure.words or measure.link_share > 0.5 or _is_menu(measure):
        return False
    if stripped and not measure.prose and not measure.titles:
        return False
    if before:
        titled = measure.headings > 0 and measure.link_share < 0.3
        return titled or measure.prose > 0 or bool(_DATED.search(text_in(element, 2_000)))
    section = measure.headings > 0 and measure.words > 8
    return (measure.prose > 0 or section) and not _COPYRIGHT.search(text_in(element, 2_000)[-200:])


def _is_menu(measure: Measure) -> bool:
    """Links in rows, with hardly a sentence among them."""
    return measure.menu_items >= 3 and measure.prose < _MENU_PROSE
