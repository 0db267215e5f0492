"""What a run was made with, by hash: the code, the prompts and weights, the documents, the options."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot import PlainTermsError, Version
from eval.case import Case
from eval.truth import Truth

PACKAGES = ("bot", "eval", "ingest", "prompts")
"""Everything that an answer or its score depends on lies in these."""
LEFT_OUT = frozenset({".pyc", ".pyi"})


@cache
def code_sha256() -> str:
    """Of all files of the program: its code, prompts, word lists and weights."""
    root = Path(__file__).resolve().parents[2]
    together = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and path.suffix not in LEFT_OUT:
                together.update(path.relative_to(root).as_posix().encode())
                together.update(hashlib.sha256(path.read_bytes()).digest())
    return together.hexdigest()


def documents(cases: Iterable[Case], truth: Truth) -> list[dict[str, str]]:
    """The documents the cases are about, every version of them: a question about time reads them all."""
    asked = sorted({(service, case.terms_type) for case in cases for service in case.services})
    return [
        version_json(v)
        for service, terms_type in asked
        for v in _versions(service, truth)
        if v.terms_type == terms_type
    ]


def version_json(version: Version) -> dict[str, str]:
    """A document as ``about`` names it."""
    return {name: getattr(version, name) for name in ("service", "terms_type", "version", "sha256")}


def _versions(service: str, truth: Truth) -> Iterable[Any]:
    try:
        return truth.versions(service)
    except PlainTermsError:  # its cases say so, each for itself
        return ()


def fingerprint(about: Mapping[str, Any]) -> str:
    """Equal for two runs that must come to the same, as far as can be told beforehand."""
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
