"""A hundred answers on our own sample terms, right ones and wrong ones, as a person judged them."""

from pathlib import Path


def labels_path() -> Path:
    """The labelled answers, as ``eval.judging.labelled`` reads them."""
    return Path(__file__).with_name("answers.yaml")
