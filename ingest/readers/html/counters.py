"""Numbers that a page prints by the counters of its style sheets: ``li::before {content: counters(item, ".") " "}``.

Text editors and legal templates number sections and nested items so; the numbers stand nowhere in the markup. Only the
rules of the page's own ``<style>`` elements that are about counters are read, with selectors made of names, classes,
ids and the two usual combinators; any other is passed over, and its numbers are not made up.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from ingest.readers.html.numbering import spelt
from ingest.readers.html.tree import Element, ancestors, walk

MARKER = " marker"
"""Attribute in which a list item keeps its printed number; no page can set it, since it has a space in its name."""

_MOST_CSS = 2_000_000
_MOST_RULES = 400
_MOST_STEPS = 2_000_000
"""Comparisons of elements with selectors on one page; 1 MB of terms takes some ten thousands."""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{}]++)\{([^{}]*+)\}")
_PROPERTY = re.compile(r"(?:^|;)\s*+(counter-reset|counter-increment|content)\s*+:((?:[^;\"']|\"[^\"]*+\"|'[^']*+')*+)")
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<marks>(?:[.#][\w-]+)*)(?P<before>::?before|::marker)?")
_CONTENT = re.compile(
    r"\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|counter\(\s*(?P<name>[\w-]+)\s*(?:,\s*(?P<style>[\w-]+)\s*)?\)"
    r"|counters\(\s*(?P<names>[\w-]+)\s*,\s*[\"'](?P<by>[^\"']*)[\"']\s*(?:,\s*(?P<styles>[\w-]+)\s*)?\))"
)
_CHANGE = re.compile(r"([A-Za-z_][\w-]*)(?:\s+(-?\d{1,6}))?")
_STYLES = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}


@dataclass(frozen=True, slots=True)
class _Simple:
    """One compound of a selector: an element's name, classes and id."""

    tag: str
    classes: frozenset[str]
    id: str
    child: bool
    """The compound to its right must be its child, not only be inside it."""

    def fits(self, element: Element) -> bool:
        if self.tag not in ("", "*", element.tag) or (self.id and self.id != element.get("id")):
            return False
        return self.classes <= set(element.get("class").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: tuple[_Simple, ...]
    """From the right to the left."""
    before: bool
    properties: dict[str, str]


def print_counters(root: Element, sheets: list[str]) -> None:
    """Put the numbers that counters print in front of the text of their elements; items get them as markers."""
    rules = _rules("\n".join(sheets)[:_MOST_CSS])
    if rules:
        _Counting(rules).run(root)


def _rules(css: str) -> list[_Rule]:
    if "counter" not in css:
        return []
    found: list[_Rule] = []
    for selectors, body in _RULE.findall(_COMMENT.sub(" ", css)):
        if "counter" not in body:
            continue
        properties = {name: value.strip() for name, value in _PROPERTY.findall(body)}
        for selector in selectors.split(","):
            if (made := _rule(selector.strip(), properties)) and len(found) < _MOST_RULES:
                found.append(made)
    return found


def _rule(selector: str, properties: dict[str, str]) -> _Rule | None:
    parts: list[_Simple] = []
    before = child = False
    words = re.sub(r"\s*>\s*", " > ", selector).split()
    for place, word in enumerate(reversed(words)):
        if word == ">":
            child = True
            continue
        match = _COMPOUND.fullmatch(word)
        if not match or (match["before"] and place):
            return None
        before = before or bool(match["before"])
        marks = re.findall(r"([.#])([\w-]+)", match["marks"])
        ids = [name for sign, name in marks if sign == "#"]
        classes = frozenset(name for sign, name in marks if sign == ".")
        parts.append(_Simple((match["tag"] or "").lower(), classes, ids[0] if ids else "", child))
        child = False
    return _Rule(tuple(parts), before, properties) if parts and len(parts) <= 8 else None


class _Counting:
    """The counters while the tree is gone through in order."""

    def __init__(self, rules: list[_Rule]) -> None:
        self._by_key: dict[str, list[_Rule]] = defaultdict(list)
        for rule in rules:
            last = rule.selector[0]
            key = f".{min(last.classes)}" if last.classes else f"#{last.id}" if last.id else last.tag or "*"
            self._by_key[key].append(rule)
        # Of each counter its instances from the outside in: the element they belong to, and the value.
        self._values: dict[str, list[tuple[Element | None, int]]] = defaultdict(list)
        self._steps = 0

    def run(self, root: Element) -> None:
        for element in walk(root):
            if self._steps > _MOST_STEPS:
                return
            own: dict[str, str] = {}
            printed: dict[str, str] = {}
            for rule in self._matching(element):
                (printed if rule.before else own).update(rule.properties)
            if not own and not printed:
                continue
            self._change(element, own)
            self._change(element, {name: value for name, value in printed.items() if name != "content"})
            if text := self._text(printed.get("content", "")):
                if element.tag == "li":
                    marker = text.strip()
                    element.attributes[MARKER] = f"{marker}." if marker.isdecimal() else marker
                else:
                    element.children.insert(0, text if text.endswith(" ") else f"{text} ")

    def _matching(self, element: Element) -> list[_Rule]:
        keys = [element.tag, "*", *(f".{name}" for name in element.get("class").split()[:50]), f"#{element.get('id')}"]
        return [rule for key in keys for rule in self._by_key.get(key, ()) if self._fits(rule.selector, element)]

    def _fits(self, selector: tuple[_Simple, ...], element: Element) -> bool:
        self._steps += 1
        if not selector[0].fits(element):
            return False
        above = ancestors(element)
        for part in selector[1:]:
            for around in above:
                self._steps += 1
                if part.fits(around):
                    break
                if part.child:
                    return False
            else:
                return False
        return True

    def _change(self, element: Element, properties: dict[str, str]) -> None:
        for name, number in _CHANGE.findall(properties.get("counter-reset", "")):
            if name != "none":
                self._in_scope(name, element)
                instances = self._values[name]
                if instances and instances[-1][0] is element.parent:
                    instances.pop()
                instances.append((element.parent, int(number or 0)))
        for name, number in _CHANGE.findall(properties.get("counter-increment", "")):
            if name != "none":
                self._add(name, element, int(number or 1))

    def _add(self, name: str, element: Element, step: int) -> None:
        self._in_scope(name, element)
        instances = self._values[name]
        owner, value = instances.pop() if instances else (element.parent, 0)
        instances.append((owner, value + step))

    def _in_scope(self, name: str, element: Element) -> None:
        """Forget the instances that ended: those of elements that are not around this one."""
        around = set(ancestors(element))
        instances = self._values[name]
        while instances and instances[-1][0] not in around:
            instances.pop()

    def _text(self, content: str) -> str:
        """What ``content`` prints; "" where it prints no counter, or something that is not understood."""
        pieces: list[str] = []
        at, counted = 0, False
        while at < len(content.rstrip()):
            part = _CONTENT.match(content, at)
            if not part:
                return ""
            at = part.end()
            if part["double"] is not None or part["single"] is not None:
                pieces.append(part["double"] or part["single"] or "")
                continue
            counted = True
            values = [value for _, value in self._values.get(part["name"] or part["names"], ())] or [0]
            style = part["style"] or part["styles"] or "decimal"
            shown = [spelt(value, _STYLES.get(style, style)) for value in values]
            pieces.append(shown[-1] if part["name"] else part["by"].join(shown))
        return "".join(pieces) if counted else ""
