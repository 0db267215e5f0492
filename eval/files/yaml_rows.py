"""Files of a YAML list, each item checked against a model like a line of JSON; an error names the line of the field.

Only words are read: ``null``, ``true`` and ``false`` are what they are in JSON, and everything else that stands
without quotation marks is the text that is written. So ``no`` is the word "no", ``10.10`` a clause number and
``2024-05-20`` a day; YAML's own rules would make of them false, 10.1 and an object. A value with the same name twice,
tags, and what grows beyond measure through aliases are refused.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from eval.files.jsonl import Fault, FileError, LineError, Row, decoded, fitted

MAX_NODES = 1_000_000
"""Values in a file, those that come through an alias counted each time. A case written by hand has about fifty."""
MAX_DEPTH = 20
"""Lists and mappings within each other. A case needs five."""

LIST = "cases"
"""The name of the list, where the file is a mapping."""

# The parser made with libyaml, where PyYAML came with it: ten times as fast, and the same events.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(slots=True)
class _Node:
    """A value with its place."""

    line: int
    scalar: str | bool | None = None
    items: list["_Node"] | None = None
    fields: dict[str, "_Node"] | None = None
    lines: dict[str, int] = field(default_factory=dict)
    """Line of each field's name."""
    repeated: list[tuple[str, int]] = field(default_factory=list)
    """Names that were given before, and where they come again."""
    size: int = 1
    """Values in it, itself counted."""

    def plain(self) -> Any:
        """As JSON has it."""
        if self.items is not None:
            return [item.plain() for item in self.items]
        if self.fields is not None:
            return {name: node.plain() for name, node in self.fields.items()}
        return self.scalar

    def line_of(self, place: tuple[str | int, ...]) -> int:
        """The line of the field at a place, or of the innermost thing around it that is there."""
        node, line = self, self.line
        for step in place:
            if node.fields is not None and step in node.fields:
                node, line = node.fields[str(step)], node.lines[str(step)]
            elif node.items is not None and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                line = node.line
            # Else a step that is the model's own, such as which of two types was tried.
        return line

    def all_repeated(self) -> Iterator[tuple[str, int]]:
        yield from self.repeated
        for node in (*(self.items or ()), *(self.fields or {}).values()):
            yield from node.all_repeated()


def checked_yaml_rows(data: bytes, path: Path, model: type[Row]) -> Iterator[tuple[int, Row | tuple[Fault, ...]]]:
    """The items of a YAML list as (line number from 1, row or all that is wrong with it).

    Raises:
        FileError: the file is no YAML, no list (nor a mapping with the one field "cases"), or grows beyond measure.
    """
    for node in _items(_Reader(decoded(data, path), path).read(), path):
        repeated = tuple(
            Fault(line, f'the field "{name}" is given twice', "Keep one of them.") for name, line in node.all_repeated()
        )
        yield node.line, repeated or fitted(json.dumps(node.plain()), model, node.line_of)


def checked_yaml(data: bytes, path: Path, model: type[Row]) -> Row:
    """The one value of a YAML file, for files that hold more than a list.

    Raises:
        FileError: the file is no YAML, does not fit the model or grows beyond measure.
    """
    node = _Reader(decoded(data, path), path).read() or _Node(1)
    repeated = next(node.all_repeated(), None)
    if repeated is not None:
        raise LineError(path, Fault(repeated[1], f'the field "{repeated[0]}" is given twice', "Keep one of them."))
    found = fitted(json.dumps(node.plain()), model, node.line_of)
    if isinstance(found, tuple):
        raise LineError(path, found[0])
    return found


def _items(root: _Node | None, path: Path) -> list[_Node]:
    if root is None or (root.items is None and root.fields is None and root.scalar is None):
        return []
    if root.fields is not None and set(root.fields) == {LIST} and not root.repeated:
        root = root.fields[LIST]
    if root.items is None:
        said = f"neither a list of cases nor a mapping with the one field “{LIST}”"
        raise LineError(path, Fault(root.line, said, "Begin each case with “- id: …”; docs/evaluation.md shows one."))
    return root.items


class _Reader:
    """Builds the tree from the parser's events: without recursion, and counting as it goes."""

    def __init__(self, text: str, path: Path) -> None:
        self._text, self._path = text, path
        self._anchors: dict[str, _Node] = {}
        self._open: list[tuple[_Node, str | None]] = []
        """The lists and mappings around what comes next, with their anchors."""
        self._names: list[tuple[str, int] | None] = []
        """For each of them, the name whose value comes next, with its line."""
        self._root: _Node | None = None
        self._size = 0

    def read(self) -> _Node | None:
        """The file's one value, None when there is none. Raises FileError."""
        try:
            for event in yaml.parse(self._text, Loader=_LOADER):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self._error(mark.line + 1 if mark else 1, f"not YAML: {error.problem or error.context}") from None
        except yaml.YAMLError as error:
            raise self._error(self._unreadable_line(error), "not YAML: a character that no text holds") from None
        return self._root

    def _take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
            raise self._error(line, "a second document begins")
        if isinstance(event, yaml.NodeEvent):
            self._count(line, 1)
        if isinstance(event, yaml.AliasEvent):
            self._alias(str(event.anchor), line)
        elif isinstance(event, yaml.ScalarEvent):
            self._tag(event, line)
            word = event.implicit[0] and event.value in _WORDS  # stands without quotation marks
            node = _Node(line, _WORDS[event.value] if word else event.value)
            self._put(node, event.anchor, event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._tag(event, line)
            if len(self._open) == MAX_DEPTH:
                raise self._error(line, f"more than {MAX_DEPTH} lists and mappings within each other")
            listed = isinstance(event, yaml.SequenceStartEvent)
            self._open.append((_Node(line, items=[]) if listed else _Node(line, fields={}), event.anchor))
            self._names.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._names.pop()
            self._put(*self._open.pop())

    def _put(self, node: _Node, anchor: str | None, written: str | None = None) -> None:
        """Give a finished value to what is around it; in a mapping every other one is a name (``written``)."""
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self._root = node
            return
        around = self._open[-1][0]
        around.size += node.size
        if around.items is not None:
            around.items.append(node)
        elif (named := self._names[-1]) is None:
            if written is None:
                raise self._error(node.line, "the name of a field is a single word")
            self._names[-1] = (written, node.line)
        elif around.fields is not None:
            self._names[-1] = None
            if named[0] in around.fields:
                around.repeated.append(named)
            around.fields[named[0]], around.lines[named[0]] = node, named[1]

    def _alias(self, anchor: str, line: int) -> None:
        # An anchor is known when its value is whole, so nothing can hold itself.
        if (node := self._anchors.get(anchor)) is None:
            raise self._error(line, f"*{anchor} names nothing that is written out before it")
        self._count(line, node.size)
        self._put(node, None)

    def _count(self, line: int, more: int) -> None:
        self._size += more
        if self._size > MAX_NODES:
            raise self._error(line, f"more than {MAX_NODES:,} values")

    def _tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            raise self._error(line, f"a tag ({event.tag}), which no case needs")

    def _error(self, line: int, said: str) -> FileError:
        hint = "A text that holds “: ” or “ #”, or begins with a sign, needs quotation marks; see docs/evaluation.md."
        return LineError(self._path, Fault(line, " ".join(said.split())[:300], hint))

    def _unreadable_line(self, error: yaml.YAMLError) -> int:
        breaks = [at for at, char in enumerate(self._text) if char == "\n"]
        return bisect_right(breaks, int(getattr(error, "position", 0) or 0)) + 1
