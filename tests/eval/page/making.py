"""Run files made by hand: each row says what matters to a test, the rest is filled in."""

import json
from pathlib import Path
from typing import Any

from eval.report import FORMAT
from eval.runs import Run, load_run

SCORERS = [
    {"name": "status_right", "heading": "status", "promise": False, "means": "Answered where the terms answer."},
    {"name": "quotes_exact", "heading": "exact", "promise": True, "means": "Share of the quotes that are exact."},
    {"name": "facts_found", "heading": "facts", "promise": False, "means": "Share of the key facts."},
]
QUOTE = "You may not share your login with anyone."


def citation(**fields: Any) -> dict[str, Any]:
    given = {
        "service": "brook",
        "terms_type": "terms-of-service",
        "version": "2025-01-01",
        "part": "",
        "label": "2.3",
        "sub": "",
        "title": "Accounts",
        "quote": QUOTE,
        "start": 10,
        "end": 10 + len(QUOTE),
        "source_url": "",
        "source_sha256": "ab" * 32,
    }
    return given | fields


def answer(**fields: Any) -> dict[str, Any]:
    given = {
        "status": "answered",
        "headline": "Sharing is not allowed.",
        "yes_no": "no",
        "verdict": None,
        "statements": [{"text": "You must not share your login.", "citations": [0], "support": "verified"}],
        "citations": [citation()],
        "watch_outs": [],
        "notes": [],
        "claims": [],
        "engine": {"mode": "excerpt", "model": None, "fallback": None, "timings_ms": {"total": 1.5}},
    }
    return given | fields


def case(name: str, **fields: Any) -> dict[str, Any]:
    expect = {
        "answerable": True,
        "clauses": [{"label": "2.3", "title": "Accounts", "quote": "not share your login", "part": ""}],
        "also_ok_clauses": [],
        "facts": [["not share", "no sharing"]],
        "must_not": ["sharing is fine"],
        "yes_no": "no",
        "yes_no_also_ok": ["depends"],
        "verdict": None,
        "verdict_also_ok": [],
    } | fields.pop("expect", {})
    given = {
        "id": name,
        "kind": "lookup",
        "service": "brook",
        "terms_type": "terms-of-service",
        "as_of": None,
        "compare_to": None,
        "question": f"can two of us use one login ({name})",
        "history": [],
        "expect": expect,
        "why": "2.3 forbids it.",
    }
    return given | fields


def row(name: str, *scores: float | None, **fields: Any) -> dict[str, Any]:
    """A case with its scores, in the order of ``SCORERS``; ``why`` is given to all of them."""
    failure, why = fields.pop("failure", None), fields.pop("why", "because")
    of = fields.pop("case", case(name, kind=fields.get("kind", "lookup")))
    named = zip((scorer["name"] for scorer in SCORERS), scores or (1, 1, 1), strict=True)
    given = {
        "id": name,
        "kind": of["kind"] if of else "lookup",
        "failure": failure,
        "case": of,
        "shown": {},
        "seconds": 0.5,
        "answer": None if failure else answer(),
        "scores": {} if failure else {scorer: {"score": score, "why": why} for scorer, score in named},
    }
    return given | fields


def made_run(path: Path, rows: list[dict[str, Any]], **fields: Any) -> Run:
    """Written to ``path``, and read again."""
    parts = {"cases": ("id", "kind", "failure", "seconds", "case", "shown"), "results": ("id", "answer", "scores")}
    about = {
        "file": {"name": "cases.jsonl", "sha256": "c0" * 32},
        "code_sha256": "d1" * 32,
        "library": [
            {"service": "brook", "terms_type": "terms-of-service", "version": "2025-01-01", "sha256": "ab" * 32}
        ],
        "engines": [{"mode": "excerpt", "model": None, "prompt_sha256": None, "answers": len(rows)}],
        "options": {"mode": "excerpt"},
    }
    file = {"format": FORMAT, "of": "cases", "about": about, "scorers": SCORERS, "summary": {}} | fields
    file |= {name: [{key: one[key] for key in keys} for one in rows] for name, keys in parts.items()}
    path.write_text(json.dumps(file), encoding="utf-8")
    return load_run(path)
