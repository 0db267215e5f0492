"""What a person would not see is taken out of the tree and given back as words.

Three kinds of it, and one exception that decides whether terms are lost:

- what is never shown (scripts, style sheets, templates, ``noscript``, the head) goes without a word;
- what is there for machines only (no size, off the screen, in the colour of its ground, tag and bidi characters), and
  labels for screen readers, go and are reported;
- what is not shown now (``hidden``, ``display: none``, ``visibility``, ``opacity``) goes and is reported, **unless a
  click or a script shows it**: a panel that a button, tab or heading names (``aria-controls``, ``data-target``, a link
  to its id), that follows a control with ``aria-expanded``, that says it is one (``role="tabpanel"``, a class like
  "accordion" or "collapse"), or, since pages are saved before their scripts ran, a text that holds most of the
  sentences of the page. ``<details>`` counts as open. Dialogs and menus stay closed.

``aria-hidden`` hides from screen readers, not from eyes: only dialogs and marks without a letter go by it.
"""

import re
from collections.abc import Iterator
from itertools import islice

from ingest.readers.html.tree import BLOCKS, Element, ancestors, prune, text_in, walk
from ingest.styles import ground_of, hiding

MOST_UNSEEN = 50
"""Stretches of unseen words that are given back."""
LONGEST_UNSEEN = 500
"""Characters of each."""

NEVER_SHOWN = frozenset({
    "head", "title", "script", "style", "noscript", "noembed", "noframes", "iframe", "frame", "portal", "object",
    "embed", "applet", "audio", "video", "canvas", "map", "area", "meta", "link", "base", "param", "source",
    "track", "datalist", "template", "svg", "math", "img", "picture", "progress", "meter",
})  # fmt: skip
_PANEL_HINT = re.compile(
    r"accordion|collaps|expand|toggle|tab[-_]?pane|tab[-_]?content|tab[-_]?panel|panel|faq|drawer-content|disclosure",
    re.IGNORECASE,
)
_CLOSED_FOR_GOOD = re.compile(r"modal|popup|pop-up|cookie|consent|overlay|lightbox|tooltip|menu|dropdown|skip", re.I)
_FOR_SCREEN_READERS = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader(?:-text|-only)?|visually-?hidden|visuallyhidden|u-visually-hidden|a11y-hidden|"
    r"assistive-text|element-invisible|offscreen)(?=\s|$)",
    re.IGNORECASE,
)
_MOST_FOR_SCREEN_READERS = 40
"""Words; what is longer is no label, whatever its class says."""
_DIALOGS = frozenset({"dialog", "alertdialog", "menu", "tooltip", "listbox"})
_POINTS_AT = ("aria-controls", "data-target", "data-bs-target", "data-controls", "data-tab", "data-toggle-target")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\u180e\U000e0000-\U000e007f]+")
"""Characters without a shape that no script needs: ones that join letters or mark direction (U+200C to U+200F) stay."""
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_LEAST_PROSE = 60
"""Words in sentences that a closed text must have to be taken for the terms themselves."""
_SENTENCE_WORDS = 12
_MOST_TRIED = 50
"""Closed elements that are looked into for the terms of the page."""
_WORD = re.compile(r"[^\W_]+")


def keep_seen(root: Element) -> tuple[str, ...]:
    """Take what is not seen out of ``root``; gives the words of it that someone hid, bounded in number and length."""
    unseen: list[str] = []
    _drop_never_shown(root)
    _clean_characters(root, unseen)
    _drop_hidden(root, unseen)
    return tuple(words[:LONGEST_UNSEEN] for words in unseen[:MOST_UNSEEN])


def is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    """Whether the element itself, wherever it stands, shows nothing."""
    return tag in NEVER_SHOWN or bool(hiding(attributes))


def _drop_never_shown(root: Element) -> None:
    gone: set[Element] = set()
    for element in walk(root):
        if element.tag == "template" and "shadowrootmode" in element.attributes:
            element.tag = "div"  # a saved component: browsers show it in its host
        elif element.tag in NEVER_SHOWN:
            gone.add(element)
    prune(root, gone)


def _clean_characters(root: Element, unseen: list[str]) -> None:
    for element in walk(root):
        for index, child in enumerate(element.children):
            if isinstance(child, str) and _INVISIBLE.search(child):
                for tags in _TAGS.findall(child):
                    unseen.append("".join(chr(ord(character) - 0xE0000) for character in tags))
                element.children[index] = _INVISIBLE.sub("", child)


def _drop_hidden(root: Element, unseen: list[str]) -> None:
    controlled = _controlled_ids(root)
    gone: set[Element] = set()
    closed: list[Element] = []
    todo = [(root, "")]
    while todo:
        element, ground = todo.pop()
        ground = ground_of(element.attributes) or ground
        inner: list[tuple[Element, str]] = []
        before: Element | None = None
        for child in element.elements():
            how = hiding(child.attributes, ground)
            if how == "planted" or _is_label(child):
                _report(child, unseen)
                gone.add(child)
            else:
                if how and not _is_panel(child, before, controlled):
                    closed.append(child)
                inner.append((child, ground))
            before = child
        todo.extend(reversed(inner))
    prune(root, gone)
    for element in _without_the_terms(root, closed):
        _report(element, unseen)
        gone.add(element)
    prune(root, gone)


def _without_the_terms(root: Element, closed: list[Element]) -> Iterator[Element]:
    """Those of the closed elements that stay closed; what stands in one of them is not given again.

    When the closed ones together hold twice as many words of sentences as the rest of the page, each that has a good
    part of them is what a script would have faded in.
    """
    outside = prose_words(root, without=set(closed)) if closed else 0
    inside = prose_words(root) - outside if closed else 0
    saved_early = inside >= _LEAST_PROSE and inside > 2 * outside
    given: set[Element] = set()
    tried = 0
    for element in closed:
        if any(around in given for around in ancestors(element)):
            continue
        if saved_early and tried < _MOST_TRIED and not _CLOSED_FOR_GOOD.search(_names(element)):
            tried += 1
            if prose_words(element) > 0.2 * inside:
                continue
        given.add(element)
        yield element


def prose_words(root: Element, without: set[Element] | None = None) -> int:
    """Words that stand in blocks of at least ``_SENTENCE_WORDS`` words, links left out."""
    total = run = 0
    todo: list[Element | str | None] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            run += len(_WORD.findall(node))
            continue
        if node is None or node.tag in BLOCKS or node.tag == "br":
            total += run if run >= _SENTENCE_WORDS else 0
            run = 0
        if node is None or (without and node in without) or (node.tag == "a" and node.get("href")):
            continue
        if node.tag in BLOCKS:
            todo.append(None)
        todo.extend(reversed(node.children))
    return total + (run if run >= _SENTENCE_WORDS else 0)


def _controlled_ids(root: Element) -> set[str]:
    """Ids that a control of the page names as what it opens."""
    found: set[str] = set()
    for element in walk(root):
        if not element.attributes:
            continue
        if element.get("role") in ("menuitem", "combobox") or element.get("aria-haspopup") not in ("", "false"):
            continue
        for name in _POINTS_AT:
            found.update(part.lstrip("#") for part in element.get(name).split())
        toggles = element.get("data-toggle") or element.get("data-bs-toggle") or element.get("aria-expanded")
        if (toggles or element.get("role") == "tab") and element.get("href").startswith("#"):
            found.add(element.get("href")[1:])
    return found - {""}


def _is_panel(element: Element, before: Element | None, controlled: set[str]) -> bool:
    """A click shows it. ``before`` is the element that stands before it in the same parent."""
    names = _names(element)
    if element.get("role") in _DIALOGS or element.tag == "dialog" or _CLOSED_FOR_GOOD.search(names):
        return False
    if element.get("id") in controlled or element.get("role") == "tabpanel" or _PANEL_HINT.search(names):
        return True
    around = element.parent
    if around is not None and (around.tag == "details" or _PANEL_HINT.search(_names(around))):
        return True
    return before is not None and any(
        inner.get("aria-expanded") or inner.tag in ("summary", "button") or inner.get("role") in ("button", "tab")
        for inner in islice(walk(before), 20)
    )


def _is_label(element: Element) -> bool:
    """Words for screen readers, or a mark without a letter."""
    if not element.attributes:
        return False
    if _FOR_SCREEN_READERS.search(element.get("class")):
        return len(_WORD.findall(text_in(element, 2_000))) <= _MOST_FOR_SCREEN_READERS
    if element.get("aria-hidden") != "true":
        return False
    return element.get("role") in _DIALOGS or not _WORD.search(text_in(element, 2_000))


def _report(element: Element, unseen: list[str]) -> None:
    if len(unseen) < MOST_UNSEEN and (words := text_in(element, LONGEST_UNSEEN)) and _WORD.search(words):
        unseen.append(words)


def _names(element: Element) -> str:
    return f"{element.get('class')} {element.get('id')}"
