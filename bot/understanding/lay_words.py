"""What people say → what terms call it: a question is looked up in both ways of speaking."""

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray


@lru_cache(maxsize=256)  # search, drafting and verifying each ask it of the same question
def in_legal_words(question: str) -> str:
    """What the lay words of a question mean in terms, "" when none is known. "sue them" → "dispute resolution …"."""
    found = [means for pattern, means in _table() if pattern.search(question)]
    return "; ".join(found)


def question_vector(question: str, embed: Callable[[list[str]], NDArray[np.float32]]) -> NDArray[np.float32]:
    """The question as one vector of length 1: as it was asked, and with its legal words, in equal shares."""
    legal = in_legal_words(question)
    rows = embed([question, f"{question} ({legal})"] if legal else [question])
    total: NDArray[np.float32] = rows.sum(axis=0)
    return total / np.float32(max(float(np.linalg.norm(total)), 1e-12))


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = resources.files("prompts").joinpath("lay_words.toml").read_text(encoding="utf-8")
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, entry['said']))})\b", re.IGNORECASE), entry["means"])
        for entry in tomllib.loads(text)["word"]
    )
