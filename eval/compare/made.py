"""How two runs were made differently: said at the top of a comparison, never a reason to refuse it."""

import json
from collections.abc import Callable
from typing import Any

from eval.printing.inert import clipped, one_line
from eval.runs import Run

NAMED = 5
"""Cases, documents and options that are named one by one; of the others there is the number."""
_MOST = 160


def differences(run: Run, baseline: Run) -> tuple[str, ...]:
    """One sentence for each thing that is not the same; everything in them is one line, and short."""
    before, now = baseline.about, run.about
    sentences = [
        _changed("The file of cases", _file, before.get("file"), now.get("file")),
        _changed_cases(run, baseline),
        _options(before.get("options"), now.get("options")),
        _changed("What answered", _engines, before.get("engines"), now.get("engines")),
        _library(before.get("library"), now.get("library")),
        _changed("The embedding model", _short, before.get("embedding_models"), now.get("embedding_models")),
        "The program is not the same." if before.get("code_sha256") != now.get("code_sha256") else "",
        *_scorers(run, baseline),
    ]
    return tuple(one_line(sentence) for sentence in sentences if sentence)


def _changed(what: str, said: Callable[[Any], str], before: object, now: object) -> str:
    was, is_now = said(before), said(now)
    return f"{what} is not the same: {was} before, {is_now} now." if was != is_now else ""


def _file(value: object) -> str:
    if not isinstance(value, dict):
        return "none"
    return f"{_short(value.get('name'))} (sha256 {str(value.get('sha256'))[:12]})"


def _engines(value: object) -> str:
    """Without how often each of them answered."""
    given = value if isinstance(value, list) else []
    engines = {_engine(one) for one in given if isinstance(one, dict)}
    return clipped(" and ".join(sorted(engines)), _MOST) or "nothing"


def _engine(one: dict[str, Any]) -> str:
    prompt = one.get("prompt_sha256")
    return _short(one.get("model") or one.get("mode")) + (f" with prompt {str(prompt)[:12]}" if prompt else "")


def _options(before: object, now: object) -> str:
    was = before if isinstance(before, dict) else {}
    is_now = now if isinstance(now, dict) else {}
    other = [name for name in {**was, **is_now} if was.get(name) != is_now.get(name)]
    said = [f"{clipped(name, 40)} {_short(was.get(name))} before, {_short(is_now.get(name))} now" for name in other]
    return f"Other options: {_some(said, '; ')}." if said else ""


def _library(before: object, now: object) -> str:
    was, is_now = _documents(before), _documents(now)
    other = [name for name in sorted({*was, *is_now}) if was.get(name) != is_now.get(name)]
    return f"Documents that are not the same: {_some(other)}." if other else ""


def _documents(value: object) -> dict[str, str]:
    given = value if isinstance(value, list) else []
    return {
        _short(" ".join(str(one.get(name)) for name in ("service", "terms_type", "version"))): str(one.get("sha256"))
        for one in given
        if isinstance(one, dict)
    }


def _changed_cases(run: Run, baseline: Run) -> str:
    old = {row.id: row.case_sha256 for row in baseline.rows}
    other = [row.id for row in run.rows if row.case_sha256 and old.get(row.id) and row.case_sha256 != old[row.id]]
    return f"Cases that were changed since, so that their scores say little: {_some(other)}." if other else ""


def _scorers(run: Run, baseline: Run) -> list[str]:
    before, now = ([scorer.name for scorer in one.scorers] for one in (baseline, run))
    gone, added = [name for name in before if name not in now], [name for name in now if name not in before]
    return [
        f"Scorers only in the {where}, not compared: {_some(names)}."
        for where, names in (("baseline", gone), ("run", added))
        if names
    ]


def _some(names: list[str], between: str = ", ") -> str:
    more = f"{between}and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return between.join(clipped(name, _MOST) for name in names[:NAMED]) + more


def _short(value: object) -> str:
    return clipped(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), _MOST)
