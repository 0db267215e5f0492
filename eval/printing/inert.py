"""Text of others made harmless to print: control and direction characters out of it, and never too much of it."""


def one_line(text: str) -> str:
    """As one line without anything that cannot be seen: no line end, escape sequence, mark of direction, surrogate."""
    return "".join(char if char.isprintable() else " " for char in text)


def clipped(text: str, most: int) -> str:
    """Its first ``most`` characters, with an ellipsis where there are more."""
    return text if len(text) <= most else text[: most - 1] + "…"
