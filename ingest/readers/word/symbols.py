"""Characters of symbol fonts, which are stored by their place in the font, as the characters they show."""

import re

_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **dict(zip(range(0x41, 0x5B), _GREEK, strict=True)),
    **dict(zip(range(0x61, 0x7B), _SMALL_GREEK, strict=True)),
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©",
    0xE4: "™",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA7: "▪",
    0xA8: "□", 0xB7: "•", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_PRIVATE = 0xF000
"""Where Word keeps the 256 characters of a symbol font."""
_STORED = re.compile("[\uf000-\uf0ff]")
_UNKNOWN = "□"


def symbols(text: str, font: str | None) -> str:
    r"""``text`` with the characters of a symbol font written as those they show; other text as it is.

    >>> symbols("\uf0b7", "Symbol"), symbols("We", "Arial")
    ('•', 'We')
    """
    name = (font or "").partition(";")[0].casefold()
    if name not in _FONTS and not _STORED.search(text):
        return text
    table = _FONTS.get(name or "symbol", {})
    return "".join(_shown(character, table, named=name in _FONTS) for character in text)


def _shown(character: str, table: dict[int, str], *, named: bool) -> str:
    """``named``: the font is known, so that its characters may also be stored as those of the keys."""
    place = ord(character)
    place = place - _PRIVATE if _PRIVATE <= place < _PRIVATE + 256 else place
    if not (place < 256 and (named or place != ord(character))) or character.isspace():
        return character
    digit_or_sign = table is _SYMBOL and 0x20 <= place < 0x40
    return table.get(place) or (chr(place) if digit_or_sign else _UNKNOWN)
