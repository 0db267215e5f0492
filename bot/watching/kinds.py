"""The kinds of clause people want to be warned of and the rights against them, as prompts/watch_kinds.toml has them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bot.watching.patterns import Book, Pattern, Places


@dataclass(frozen=True, slots=True)
class Net:
    """What makes a sentence one of a kind: one of the patterns to find is in it, none of the others."""

    find: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]

    def holds(self, places: Places) -> bool:
        return any(p.is_in(places) for p in self.find) and not any(p.is_in(places) for p in self.unless)

    def rank(self, places: Places) -> int:
        """Number of the first pattern to find that is there; that of all when there is none."""
        return next((number for number, p in enumerate(self.find) if p.is_in(places)), len(self.find))


@dataclass(frozen=True, slots=True)
class Right:
    """What a person may set against clauses of some kinds."""

    key: str
    text: str
    net: Net


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of clause."""

    key: str
    name: str
    text: str
    """What such a clause does, in one plain sentence."""
    why: str
    rights: tuple[str, ...]
    """Keys of the rights that stand against it."""
    learned: str | None
    """The label the learned part must give too; None: the patterns decide."""
    sure: float
    """Share of right ones among the sentences it was found in and a person read."""
    alone: Net
    """With ``learned``: makes it one without the label."""
    net: Net


@dataclass(frozen=True, slots=True)
class Kinds:
    kinds: tuple[Kind, ...]
    rights: tuple[Right, ...]
    prohibiting: Net
    """What introduces a list of things a person must not do."""
    book: Book
    """Says where the patterns' steps are in a sentence."""


@cache
def all_kinds() -> Kinds:
    """Everything in the file. Raises ValueError when a pattern is malformed, KeyError for a right that is not there."""
    told = tomllib.loads(resources.files("prompts").joinpath("watch_kinds.toml").read_text(encoding="utf-8"))
    book = Book({name: said.split() for name, said in told["words"].items()})
    rights = tuple(Right(right["key"], right["text"], _net(right, book)) for right in told["right"])
    known = {right.key: right for right in rights}
    kinds = tuple(
        Kind(
            key=kind["key"],
            name=kind["name"],
            text=kind["text"],
            why=kind["why"],
            rights=tuple(known[key].key for key in kind["rights"]),
            learned=kind.get("learned"),
            sure=kind["sure"],
            alone=_net({"find": kind.get("alone", ()), "unless": kind.get("unless", ())}, book),
            net=_net(kind, book),
        )
        for kind in told["kind"]
    )
    return Kinds(kinds, rights, _net(told["prohibiting"], book), book)


def _net(told: dict[str, Any], book: Book) -> Net:
    return Net(
        tuple(book.pattern(text) for text in told["find"]),
        tuple(book.pattern(text) for text in told.get("unless", ())),
    )
