"""Names and values of WordprocessingML."""

from typing import Any

Element = Any
"""An element of lxml, which has no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

STRICT = (
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1]),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1]),
    ("http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1]),
)
"""Names of the strict variant of the standard, and the usual ones that say the same."""

_OFF = frozenset({"0", "false", "off", "none"})


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name in the main namespace."""
    return None if element is None else next(element.iterchildren(W + name), None)


def value(element: Element | None, name: str = "", attribute: str = "val") -> str | None:
    """An attribute of the element, or of its child ``name``; None where either is missing."""
    at = child(element, name) if name else element
    found = None if at is None else at.get(W + attribute)
    return None if found is None else str(found)


def switch(element: Element | None, name: str) -> bool | None:
    """Whether a property is switched on; None where it is not given at all."""
    at = child(element, name)
    return None if at is None else at.get(W + "val") not in _OFF


def number(text: str | None) -> int | None:
    """A whole number, also with a fraction or unit behind it ("12.5", "36pt"); None where it is none."""
    digits = "" if text is None else text.strip()
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    length = next((index for index, character in enumerate(digits) if character not in "0123456789"), len(digits))
    return sign * int(digits[:length]) if 0 < length <= 9 else None
