"""The texts of a set taken into a library of their own, by the product's own ingest: one invented service each.

A service is named by what it holds. A library that is there already is used as it is, and only what it lacks is taken
in: another file of questions about the same texts finds them, and a text that has changed is another service.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from bot import Intake, Settings, SourceError, SourceText, Version, ingest_into
from eval.files.jsonl import FileError

DAY = date(2000, 1, 1)
"""On which every such text takes effect; given, because a date that a text states itself could lie in the future."""
TERMS_TYPE = "terms-of-service"

Taken = Callable[[int, int], None]
"""Hears the number of each text before it is taken in, from 1, and of how many."""


def service_of(name: str, text: str) -> str:
    """The invented service of a text; two texts that are the same are two documents all the same."""
    told = f"{name}\0{text}".encode()
    return f"doc-{hashlib.sha256(told).hexdigest()[:20]}"


def take_in(texts: Mapping[str, str], settings: Settings, progress: Taken = lambda *_: None) -> dict[str, str]:
    """Take the texts into the home of ``settings``; gives the reason for each, by name, that was not taken in.

    Raises:
        PlainTermsError: the home cannot be used.
        FileError: none of the texts could be taken in.
    """
    todo = [
        Intake(
            name=name,
            read=partial(_source, text),
            service=service_of(name, text),
            service_name=service_of(name, text),
            terms_type=TERMS_TYPE,
            effective=DAY,
            recorded=DAY,
            source_url="",
            sha256=None,
        )
        for name, text in texts.items()
    ]
    report = ingest_into(settings, todo, progress=lambda _, number, of: progress(number, of))
    skipped = dict(report.skipped)
    if len(skipped) == len(texts):
        name, reason = report.skipped[0]
        raise FileError(f"None of the documents could be taken in. The first, {name}: {reason}")
    return skipped


def published(texts: Mapping[str, str], versions: Callable[[], Sequence[Version]]) -> dict[str, Version]:
    """The versions of the texts in a library, by the texts' names; those that are not in it are left out."""
    by_service = {version.service: version for version in versions()}
    found = {name: by_service.get(service_of(name, text)) for name, text in texts.items()}
    return {name: version for name, version in found.items() if version is not None}


def _source(text: str) -> SourceText:
    if not any(char.isalnum() for char in text):
        raise SourceError("There is no word in it.")
    return SourceText(text, hashlib.sha256(text.encode("utf-8")).hexdigest(), "text")
