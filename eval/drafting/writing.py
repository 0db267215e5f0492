"""Drafts as a file: YAML with comments that say what to check, or JSON lines."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from eval.case import Case
from eval.drafting.drafts import Draft, Drafts
from eval.files.case_files import READERS
from eval.files.jsonl import FileError
from eval.report import check_writable

_HEAD = """\
# Drafts about the {terms_type} of {name}, {version}, made by a program from its words: nobody has checked them.
# “why” says what most needs a look. Ask the question as people would, with words the document does not use; see that
# the quote answers it and that no other clause does; complete the facts with the ways an answer may word them; then
# write into “why” what makes it true, without “DRAFT”, and give it an id of its own. Throw away what nobody would ask.
# Then: plainterms eval lint --cases THIS_FILE
"""


def as_text(drafts: Drafts, *, jsonl: bool) -> str:
    """The whole file of what was drafted from a version."""
    version = drafts.version
    head = _HEAD.format(terms_type=version.terms_type, name=version.service_name, version=version.version)
    return listed(drafts.drafts, head, jsonl=jsonl)


def listed(drafts: Sequence[Draft], head: str, *, jsonl: bool) -> str:
    """A whole file; ``head`` are the comments that YAML begins with."""
    if jsonl:
        return "".join(json.dumps(plain(draft.case), ensure_ascii=False, default=str) + "\n" for draft in drafts)
    return head + "".join(f"\n{_item(draft)}" for draft in drafts)


def is_jsonl(path: Path | None) -> bool:
    """Whether a file of that name holds JSON lines; YAML is the rest, and what is printed."""
    return path is not None and path.suffix.lower() == ".jsonl"


def check_new(path: Path) -> None:
    """Raises FileError unless a new file of drafts can be written there."""
    check_writable(path)
    if path.suffix.lower() not in READERS:
        raise FileError(f"{path} is no name for a file of cases.", f"Let it end in {', '.join(READERS)}.")
    if path.exists():
        raise FileError(f"{path} is there already.", "Name a new file: corrections in it would be lost.")


def plain(case: Case) -> dict[str, Any]:
    """A case as it is written: without what is not given."""
    value: dict[str, Any] = _listed(case.model_dump(exclude_defaults=True))
    return value


class _Wordings(list[str]):
    """The wordings of one fact, which stand on one line."""


class _Dumper(yaml.SafeDumper):
    """Lists one below the other, but for wordings; never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_wordings(self, words: _Wordings) -> yaml.Node:
        return self.represent_sequence("tag:yaml.org,2002:seq", words, flow_style=True)


_Dumper.add_representer(_Wordings, _Dumper.represent_wordings)


def _item(draft: Draft) -> str:
    said = f"# The document says: {_comment(draft.sentence)}\n" if draft.sentence else ""
    value = plain(draft.case)
    if facts := value["expect"].get("facts"):
        value["expect"]["facts"] = [_Wordings(wordings) for wordings in facts]
    # Lines are not folded: a quote on one line is one that can be searched for.
    item: str = yaml.dump([value], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000)
    return said + item


def _listed(value: Any) -> Any:
    """With lists for tuples, as files have them."""
    if isinstance(value, dict):
        return {name: _listed(field) for name, field in value.items()}
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _comment(text: str) -> str:
    """Words of a document on one line, without anything that could end it."""
    return "".join(char if char.isprintable() else " " for char in text)
