"""Other people's text, made harmless to look at: what cannot be seen, or moves what can, becomes a visible sign."""

import unicodedata

_KEPT = frozenset("\n\t\u200c\u200d")
"""Line ends and tabs, and the two joiners that whole writing systems and emoji are put together with."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LAST_ASCII_CONTROL = 0x1F
_PICTURES = 0x2400
"""U+2400…: pictures of the ASCII control characters, in their order."""


def visible(text: str) -> str:
    """The text with control, direction and other unseen characters as signs: "␛[31m", "⟨U+202E⟩"."""
    return text if text.isascii() and text.isprintable() else "".join(map(_sign, text))


def cut(text: str, most: int) -> str:
    """At most so many characters, and how many were left out."""
    left_out = len(text) - most
    return text if left_out <= 0 else f"{text[:most]} … ({left_out:,} more characters are in the run file)"


def _sign(char: str) -> str:
    if char in _KEPT or unicodedata.category(char) not in _UNSEEN:
        return char
    code = ord(char)
    return chr(_PICTURES + code) if code <= _LAST_ASCII_CONTROL else f"⟨U+{code:04X}⟩"
