"""Our own eval cases: on our own sample terms, and questions about real documents that hold no words of theirs."""

from pathlib import Path


def change_cases_path() -> Path:
    """More cases on them, all about time: what changed, was it so then, since when.

    Those up to t-larkspan-021 were written while the answers were built; 022 to 033, 034 to 045 and 046 to 053 are
    three sets that were each written, and measured, before anything was changed for them.
    """
    return Path(__file__).with_name("changes.jsonl")


def sample_cases_path() -> Path:
    """The thirty cases on the bundled sample terms, one JSON object a line."""
    return Path(__file__).with_name("sample.jsonl")


def answerable_cases_path() -> Path:
    """303 questions about 18 documents of the Open Terms Archive, half of which these do not answer."""
    return Path(__file__).with_name("answerable.jsonl")
