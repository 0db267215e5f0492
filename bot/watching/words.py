"""Sentence → words, the same for a text as it is printed and for one that is lower-cased and cut into tokens.

>>> words("We can't refund Acme's fees of $5.")
('we', 'cant', 'refund', 'acme', 'fees', 'of', '0')
>>> words("we ca n't refund acme 's fees of $ 5 .", "Acme")
('we', 'cant', 'refund', 'we', 'fees', 'of', '0')
"""

import re

MOST_WORDS = 300
"""Of one sentence; a longer one is a page without a full stop, and its beginning says what it is about."""
_LONGEST = 4_000
"""Characters looked at for them."""
_SHORTEST_NAME = 4
"""Letters; a shorter name ("X") is too often an ordinary word or a part of one."""

_TORN = re.compile(r"\s(n't|'(?:s|re|ll|ve|d|m))\b")
_CANNOT = re.compile(r"\bcan not\b")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'"})


def words(sentence: str, company: str = "") -> tuple[str, ...]:
    """The words of a sentence in small letters, without apostrophes; figures are "0", the company's name is "we"."""
    text = _TORN.sub(r"\1", sentence[:_LONGEST].lower().translate(_QUOTES))
    named = "".join(c for c in company.lower() if c.isalnum())
    found = (
        "0" if word[0].isdigit() else word.removesuffix("'s").replace("'", "")
        for word in _WORD.findall(_CANNOT.sub("cannot", text))[:MOST_WORDS]
    )
    return tuple("we" if len(word) >= _SHORTEST_NAME and word in named else word for word in found)
