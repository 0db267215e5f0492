"""Searching a document that is sent in parts: how often words stand in each of them.

The browser finds the places in the part that it shows; here is told where else it pays to look.
"""

import re
from functools import lru_cache

from bot.web.read.shown import Laid, laid
from ingest import Reading, readable

LONGEST = 200
"""Characters that are searched for."""
_ALIKE = str.maketrans({**dict.fromkeys("‘’", "'"), **dict.fromkeys("“”", '"'), **dict.fromkeys("‐‑‒–—", "-")})


def counts(reading: Reading, words: str) -> tuple[int, ...]:
    """For each part of a version, how often ``words`` stand in it; capitals and kinds of quotes make no difference."""
    wanted = _folded(words.strip()[:LONGEST])
    if len(wanted) < 2:
        return ()
    return tuple(part.count(wanted) for part in _parts(laid(reading)))


@lru_cache(maxsize=4)
def _parts(found: Laid) -> tuple[str, ...]:
    """The words of each part, a line for each stretch that nothing is found across: a block, or a cell of a table."""
    return tuple(
        "\n".join(
            _folded(readable(found.text, low, high).text)
            for block in found.blocks[sheet.start : sheet.stop]
            for low, high in ([(c.start, c.end) for c in block.cells] if block.cells else [(block.start, block.end)])
        )
        for sheet in found.sheets
    )


def _folded(words: str) -> str:
    """As the script of the page folds them: the same number of characters, so that places stay places."""
    low = words.lower()
    return re.sub(r"\s", " ", (low if len(low) == len(words) else words).translate(_ALIKE))
