"""Our own eval cases, on our own sample terms."""

from pathlib import Path


def change_cases_path() -> Path:
    """More cases on them, all about time: what changed, was it so then, since when."""
    return Path(__file__).with_name("changes.jsonl")


def sample_cases_path() -> Path:
    """The thirty cases on the bundled sample terms, one JSON object a line."""
    return Path(__file__).with_name("sample.jsonl")
