"""The numbers of list items, which a page holds as positions only.

By the HTML standard (sections 4.4.5 and 4.4.8): ``start``, ``reversed``, ``value`` of an item, and ``type`` or the
inline style ``list-style-type`` for letters and Roman numerals. An item counts when it stands directly in its list: in
lists that scripts build out of other elements the positions say nothing that a page is known to print.
"""

import re

from ingest.readers.html.tree import Element
from ingest.styles import declarations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_STYLES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_LATIN = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}
_UNNUMBERED = frozenset({"none", "disc", "circle", "square"})
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})")
_BULLET = "*"


def markers_of(listing: Element) -> list[str]:
    """For each ``li`` directly in the list, its marker: "3.", "c.", "iv.", or "*"."""
    items = [child for child in listing.elements() if child.tag == "li"]
    if listing.tag != "ol":
        return [_BULLET] * len(items)
    step = -1 if "reversed" in listing.attributes else 1
    started = _integer(listing.get("start"))
    number = started if started is not None else (len(items) if step < 0 else 1)
    style = style_of(listing, "decimal")
    markers: list[str] = []
    for item in items:
        stated = _integer(item.get("value"))
        number = stated if stated is not None else number
        own = style_of(item, style)
        markers.append(_BULLET if own in _UNNUMBERED else f"{spelt(number, own)}.")
        number += step
    return markers


def style_of(element: Element, default: str) -> str:
    """The numbering a list or item states for itself."""
    style = declarations(element.get("style")) if "style" in element.attributes else {}
    for word in f"{style.get('list-style-type', '')} {style.get('list-style', '')}".split():
        word = _LATIN.get(word, word)
        if word in _UNNUMBERED or word in _STYLES.values():
            return word
    return _STYLES.get(element.get("type"), default)


def spelt(number: int, style: str) -> str:
    """A number as a list prints it; letters and numerals begin at 1, Roman ones end at 3,999."""
    if style.endswith("alpha") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
    elif style.endswith("roman") and 0 < number < 4_000:
        letters = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            letters += sign * count
    else:
        return str(number)
    return letters.upper() if style.startswith("upper") else letters


def _integer(value: str) -> int | None:
    found = _INTEGER.match(value)
    return int(found[1]) if found else None
