"""Our own eval cases: on our own sample terms, and questions about real documents that hold no words of theirs."""

from pathlib import Path


def sample_cases_path() -> Path:
    """The cases on the bundled sample terms, of all kinds, one JSON object a line.

    Those up to s-larkspan-030 were there while the answers were built. Those that begin with b- were written from the
    documents alone, all of them before the first was run.
    """
    return Path(__file__).with_name("sample.jsonl")


def change_cases_path() -> Path:
    """More cases on them, all about time: what changed, was it so then, since when.

    Those up to t-larkspan-021 were written while the answers were built; 022 to 033, 034 to 045 and 046 to 053 are
    three sets that were each written, and measured, before anything was changed for them.
    """
    return Path(__file__).with_name("changes.jsonl")


def claim_cases_path() -> Path:
    """More cases on them, all of them claims to be checked."""
    return Path(__file__).with_name("claims.jsonl")


def followup_cases_path() -> Path:
    """More cases on them, all of them second questions of a conversation."""
    return Path(__file__).with_name("followups.jsonl")


def injection_cases_path() -> Path:
    """Sixty cases in which orders to a machine are planted: in terms of invented services, or in what is asked."""
    return Path(__file__).with_name("injection.jsonl")


def hostile_manifest_path() -> Path:
    """The manifest of the documents that these are about; ``planted.jsonl`` beside it says what is planted for each."""
    return Path(__file__).with_name("hostile") / "manifest.json"


def answerable_cases_path() -> Path:
    """303 questions about 18 documents of the Open Terms Archive, half of which these do not answer."""
    return Path(__file__).with_name("answerable.jsonl")


def unanswered_cases_path() -> Path:
    """44 questions that our own sample terms do not answer, written and measured after every rule for refusing."""
    return Path(__file__).with_name("unanswered.jsonl")
