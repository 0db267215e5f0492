"""Pieces of HTML that the parts of the page's top share."""

from html import escape

from eval.page.data import harmless


def text(words: str) -> str:
    """Other people's words: escaped, cut, nothing unseen in them, and their direction their own."""
    return f"<bdi>{escape(harmless(words))}</bdi>"


def count(number: int, what: str) -> str:
    """1 case, 2 cases."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
