"""Inline styles: does a person see what stands in an element?

Style sheets are not read, so only what an element itself says is known.
"""

import re
from typing import Literal

Hiding = Literal["closed", "faint", "planted", ""]
"""How an element is kept from a person's eyes.

    closed     not shown now, as tabs, accordions and dialogs are until a click (``display: none``, ``hidden``)
    faint      invisible but in its place, as scripts leave text before it fades in (``opacity: 0``, ``visibility``)
    planted    there for machines only: no size, off the screen, clipped away, in the colour of its ground
"""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"([a-zA-Z-]+)\s*+:([^;]*+)")
_NUMBER = re.compile(r"(-?\d*\.?\d+)(px|em|rem|pt|%|vw|vh|in|cm)?\s*(?:!important)?$")
_FAR = -400.0
"""Left of or above the page by so much (pixels, or the same in another unit) nothing is seen of a text."""
_UNITS = {"": 1.0, "px": 1.0, "pt": 1.3, "em": 16.0, "rem": 16.0, "%": 10.0, "vw": 10.0, "vh": 10.0, "in": 96, "cm": 38}
_LEAST_READ = 3.0
"""Letters smaller than so many pixels are dots."""
_LEAST_INK = 0.1
"""Opacity below which a text is not seen."""
_NEARLY = 16
"""Two colours no channel of which differs by more look the same: of 255, about what an eye misses in a text."""
_LONGEST = 20_000
"""Characters of one style that are looked at."""
_NAMED = {"white": "ffffff", "black": "000000", "transparent": "transparent", "red": "ff0000", "gray": "808080"}
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*(?:[,/]\s*([\d.]+)%?\s*)?\)")


def declarations(style: str) -> dict[str, str]:
    """Properties of a ``style`` attribute, names and values in small letters; of two the later counts."""
    plain = _COMMENT.sub(" ", style[:_LONGEST])
    return {
        name.lower(): value.lower().replace("!important", "").strip() for name, value in _DECLARATION.findall(plain)
    }


def hiding(attributes: dict[str, str], ground: str = "") -> Hiding:
    """How an element's own attributes hide it, "" where they do not. ``ground`` is the colour behind it, if known."""
    if "hidden" in attributes:
        return "closed"
    if "style" not in attributes and "color" not in attributes:
        return ""
    style = declarations(attributes["style"]) if "style" in attributes else {}
    ink = color(style.get("color", "") or attributes.get("color", ""))
    if style.get("display") == "none":
        return "closed"
    if _is_planted(style) or _same(ink, ground_of(attributes, style) or ground):
        return "planted"
    opacity = _size(style.get("opacity", ""))
    if style.get("visibility") in ("hidden", "collapse") or (opacity is not None and opacity < _LEAST_INK):
        return "faint"
    return ""


def ground_of(attributes: dict[str, str], style: dict[str, str] | None = None) -> str:
    """The background colour an element gives itself, "" where it gives none."""
    if "style" not in attributes and "bgcolor" not in attributes:
        return ""
    if style is None:
        style = declarations(attributes["style"]) if "style" in attributes else {}
    stated = style.get("background-color") or style.get("background", "").partition(" ")[0]
    found = color(stated or attributes.get("bgcolor", ""))
    return "" if found == "transparent" else found


def color(value: str) -> str:
    """A colour as six digits, "transparent", or "" where it is not understood."""
    value = value.strip().lower()
    if rgb := _RGB.fullmatch(value):
        if rgb[4] is not None and float(rgb[4].rstrip(".") or 0) == 0:
            return "transparent"
        return "".join(f"{min(int(part[:4]), 255):02x}" for part in rgb.groups()[:3])
    digits = value.removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{6}", digits):
        return digits
    if re.fullmatch(r"[0-9a-f]{3}", digits) and value.startswith("#"):
        return "".join(digit * 2 for digit in digits)
    return _NAMED.get(value, "")


def _same(ink: str, ground: str) -> bool:
    """Whether a text in ``ink`` is not seen on ``ground``; both are what ``color`` gives."""
    if not ink or ink == "transparent":
        return bool(ink)
    channels = zip(bytes.fromhex(ink), bytes.fromhex(ground), strict=True) if ground else ()
    return bool(ground) and all(abs(a - b) <= _NEARLY for a, b in channels)


def _is_planted(style: dict[str, str]) -> bool:
    letters = _size(style.get("font-size", ""))
    if (letters is not None and letters < _LEAST_READ) or _is_below(style.get("text-indent", "")):
        return True
    if style.get("position") in ("absolute", "fixed"):
        if any(_is_below(style.get(side, "")) for side in ("left", "top", "right", "bottom")):
            return True
        if re.match(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)", style.get("clip", "")):
            return True
    if re.match(r"(?:inset\((?:50|[6-9]\d|100)%|circle\(0)", style.get("clip-path", "")):
        return True
    if re.search(r"scale\(0(?:\.0+)?\)", style.get("transform", "")):
        return True
    cut = style.get("overflow") in ("hidden", "clip")
    return cut and all(-1 < (_size(style.get(side, "")) or 0) <= 1 and side in style for side in ("width", "height"))


def _size(value: str) -> float | None:
    found = _NUMBER.match(value.strip())
    return float(found[1]) * _UNITS[found[2] or ""] if found else None


def _is_below(value: str) -> bool:
    size = _size(value)
    return size is not None and size <= _FAR
