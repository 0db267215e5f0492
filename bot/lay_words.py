"""What people say → what terms call it: a question is looked up in both ways of speaking."""

import re
import tomllib
from functools import lru_cache
from importlib import resources


def in_legal_words(question: str) -> str:
    """What the lay words of a question mean in terms, "" when none is known. "sue them" → "dispute resolution …"."""
    found = [means for pattern, means in _table() if pattern.search(question)]
    return "; ".join(found)


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = resources.files("prompts").joinpath("lay_words.toml").read_text(encoding="utf-8")
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, entry['said']))})\b", re.IGNORECASE), entry["means"])
        for entry in tomllib.loads(text)["word"]
    )
