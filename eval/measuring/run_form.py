"""What is measured without asking cases, in the form of a run file, so that it is compared like one."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval.report import FORMAT
from eval.result import scores_json
from eval.running.about import code_sha256
from eval.runs import Of, ScorerInfo
from eval.scorers import Score


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was measured."""

    id: str
    kind: str
    services: tuple[str, ...]
    shown: Mapping[str, str]
    """What a person needs to see of it: "question", "expected", "found"."""
    scores: Mapping[str, Score] = field(default_factory=dict)
    failure: str | None = None
    """Why it could not be measured; it has no scores then."""


def run_form(
    of: Of, about: Mapping[str, Any], scorers: Sequence[ScorerInfo], entries: Sequence[Entry]
) -> dict[str, Any]:
    """The fields of a run file as plain JSON values. An id that comes again gets a number."""
    ids = _told_apart([entry.id for entry in entries])
    return {
        "format": FORMAT,
        "of": of,
        "about": {"code_sha256": code_sha256(), "engines": []} | dict(about),
        "scorers": [{"name": s.name, "heading": s.heading, "promise": s.promise, "means": s.means} for s in scorers],
        "cases": [
            {
                "id": name,
                "kind": entry.kind,
                "services": list(entry.services),
                "failure": entry.failure,
                "hint": "",
                "seconds": None,
                "case": None,
                "shown": dict(entry.shown),
            }
            for name, entry in zip(ids, entries, strict=True)
        ],
        "results": [
            {"id": name, "answer": None, "scores": scores_json(entry.scores), "measures": {}}
            for name, entry in zip(ids, entries, strict=True)
        ],
    }


def together(files: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Several files, each a name and a hash, as the one that ``about`` names."""
    if len(files) == 1:
        return {"name": files[0][0], "sha256": files[0][1]}
    lines = "".join(f"{sha256} {name}\n" for name, sha256 in files)
    return {"name": ", ".join(name for name, _ in files), "sha256": hashlib.sha256(lines.encode()).hexdigest()}


def _told_apart(ids: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    told = []
    for name in ids:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return told
